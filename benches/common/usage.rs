//! What work uses: seconds on the clock, seconds of processor time, memory.

use anyhow::{Context, ensure};
use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What a piece of work used.
#[derive(Debug, Clone, Copy, Default)]
pub struct Used {
    /// Seconds on the clock.
    pub clock: f64,
    /// Seconds of processor time, of all threads.
    pub processor: f64,
    /// The most memory at a time, in MB.
    pub memory: f64,
}

/// Does some work in this process; the memory is the most that the process ever took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Used) {
    let (start, before) = (Instant::now(), processor(UsageWho::RUSAGE_SELF));
    let done = work();
    let clock = start.elapsed().as_secs_f64();
    let processor = processor(UsageWho::RUSAGE_SELF) - before;
    (done, Used { clock, processor, memory: memory(UsageWho::RUSAGE_SELF) })
}

/// Seconds of processor time of this thread so far, which others on the machine do not lengthen.
pub fn of_thread() -> f64 {
    #[cfg(target_os = "linux")]
    return processor(UsageWho::RUSAGE_THREAD);
    #[cfg(not(target_os = "linux"))]
    return processor(UsageWho::RUSAGE_SELF);
}

fn usage(who: UsageWho) -> Option<Usage> {
    getrusage(who).ok()
}

fn processor(who: UsageWho) -> f64 {
    usage(who)
        .map_or(0.0, |used| (used.user_time() + used.system_time()).num_microseconds() as f64 / 1e6)
}

/// In MB. The system counts in KiB, but for that of Apple, which counts in bytes.
fn memory(who: UsageWho) -> f64 {
    let unit = if cfg!(target_vendor = "apple") { 1e6 } else { 1e3 / 1.024 };
    usage(who).map_or(0.0, |used| used.max_rss() as f64 / unit)
}

/// The word by which this program knows that it is only to run another and to tell what that used.
const MEASURE: &str = "measure-alone";

/// Runs a program to its end and tells what it used. What it prints is thrown away; any of the
/// statuses will do.
///
/// A process of its own stands between, since the system tells the most memory of any of one's
/// children and not of the last, and counts for each what its parent had before.
pub fn run(program: &Path, arguments: &[&str], statuses: &[i32]) -> anyhow::Result<Used> {
    let own = std::env::current_exe()?;
    let output = Command::new(own).arg(MEASURE).arg(program).args(arguments).output()?;
    let what = || format!("'{}' {arguments:?}", program.display());
    let told = numbers(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    let [status, clock, processor, memory] = told[..] else {
        anyhow::bail!("{} was not run: {errors}", what());
    };
    ensure!(statuses.contains(&(status as i32)), "{} ended with {status}: {errors}", what());
    Ok(Used { clock, processor, memory })
}

/// Lets this program do a part of its work in a process of its own, and gives the numbers that it
/// prints.
pub fn apart(arguments: &[&str]) -> anyhow::Result<Vec<f64>> {
    let own = std::env::current_exe()?;
    let output = Command::new(own).args(arguments).stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "{arguments:?} ended with {}", output.status);
    Ok(numbers(&output.stdout))
}

fn numbers(printed: &[u8]) -> Vec<f64> {
    String::from_utf8_lossy(printed).split_whitespace().filter_map(|n| n.parse().ok()).collect()
}

/// The other side of [`run`]: to be asked first in `main`, with the program's arguments. `None`
/// where there is something else to do.
pub fn serve(arguments: &[String]) -> Option<anyhow::Result<String>> {
    let [first, program, rest @ ..] = arguments else { return None };
    if first != MEASURE {
        return None;
    }
    let serve = || {
        let start = Instant::now();
        let status = Command::new(program)
            .args(rest)
            .stdout(Stdio::null())
            .status()
            .with_context(|| format!("'{program}'"))?;
        let clock = start.elapsed().as_secs_f64();
        let who = UsageWho::RUSAGE_CHILDREN;
        let status = status.code().unwrap_or(-1);
        Ok(format!("{status} {clock} {} {}", processor(who), memory(who)))
    };
    Some(serve())
}

/// The memory of this process now, in MB, where the system says it.
pub fn resident() -> Option<f64> {
    of_process("self", "VmRSS:")
}

/// A figure in MB that the system tells of a process: `VmHWM:` the most memory, `VmRSS:` that of
/// now.
pub fn of_process(id: &str, name: &str) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1e3 * 1.024)
}

/// The value below which this part of all lie; 0.5 is the median.
pub fn quantile(values: impl IntoIterator<Item = f64>, part: f64) -> f64 {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    let at = (sorted.len().saturating_sub(1)) as f64 * part;
    sorted.get(at.round() as usize).copied().unwrap_or(f64::NAN)
}

/// The median.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    quantile(values, 0.5)
}
