//! What the explorer's keys cost in a pseudo-terminal: `cargo bench --bench keys [-- DATABASE…]`.
//!
//! Drives the program itself at 80×24 over the sample database and over each database named, and
//! prints bytes and times from the key to the last byte. Where `csvlens` and `fzf` are installed
//! they are run over as many rows, so that start and jump are ratios to a peer on the same machine
//! at the same time.

// A bench prints, and its input is its own.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod pty;

use gouji::store::Store;
use pty::{Cost, Terminal};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PAGE: &str = "\x1b[6~";
const ESCAPE: &str = "\x1b";
const JUMP: &str = "\x10";
/// How often a program is started; the median counts.
const STARTS: usize = 9;

fn main() {
    let databases: Vec<PathBuf> =
        std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).map(PathBuf::from).collect();
    let sample = start(None);
    println!("sample database");
    show_start(&sample, None, None);
    keys(None);
    for database in &databases {
        let store = Store::open(database).unwrap();
        let reports = store.summary().unwrap().reports;
        println!("\n{reports} reports");
        let own = tempfile::tempdir().unwrap();
        let csv = own.path().join("reports.csv");
        write_csv(&store, &csv);
        show_start(&start(Some(database)), Some(&sample), csvlens(&csv));
        let longest = keys(Some(database));
        fzf(&store, own.path(), longest);
    }
}

fn explorer(database: Option<&Path>, home: &Path) -> Terminal {
    let mut args = vec!["--lang", "zh"];
    if let Some(database) = database {
        args.extend(["--db", database.to_str().unwrap()]);
    }
    Terminal::start(Path::new(env!("CARGO_BIN_EXE_gouji")), &args, home)
}

/// Starts with the first screen whole.
fn start(database: Option<&Path>) -> Vec<Cost> {
    let one = || {
        let home = tempfile::tempdir().unwrap();
        let mut explorer = explorer(database, home.path());
        let cost = explorer.begin();
        assert!(explorer.text().contains("2025"), "{}", explorer.text());
        cost
    };
    (0..STARTS).map(|_| one()).collect()
}

fn show_start(starts: &[Cost], sample: Option<&[Cost]>, peer: Option<Duration>) {
    let last = |costs: &[Cost]| quantile(costs.iter().map(|cost| cost.last), 0.5);
    let bytes = starts.iter().map(|cost| cost.bytes).max().unwrap_or_default();
    println!("  {:24} {:>9.1} ms   {bytes} B", "start to the whole screen", ms(last(starts)));
    if let Some(sample) = sample {
        println!("  {:24} {:>9.2}", "  ÷ the sample's", ratio(last(starts), last(sample)));
    }
    match peer {
        Some(peer) => println!("  {:24} {:>9.2}", "  ÷ csvlens", ratio(last(starts), peer)),
        None if sample.is_some() => println!("  csvlens is not installed: not compared"),
        None => {}
    }
}

/// Walks the screens; gives the longest time of a key in the jump box.
fn keys(database: Option<&Path>) -> Duration {
    let home = tempfile::tempdir().unwrap();
    let mut explorer = explorer(database, home.path());
    explorer.begin();
    println!(
        "  {:24} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "", "p50 ms", "p99 ms", "worst ms", "p50 B", "most B"
    );
    println!("  {:24} {:>49}", "idle for a second", explorer.idle(Duration::from_secs(1)));
    let mut walk = |what: &str, keys: &[&str], times: usize| -> Duration {
        let mut costs = Vec::new();
        for _ in 0..times {
            costs.extend(keys.iter().map(|key| explorer.press(key)));
        }
        show(what, &costs)
    };
    walk("agencies: a step", &["j"], 20);
    walk("agencies: up again", &["k"], 20);
    walk("agencies: an end", &["G", "g"], 3);
    walk("findings: open", &["4"], 1);
    walk("findings: a step", &["j"], 200);
    walk("findings: a page", &[PAGE], 30);
    walk("findings: an end", &["G", "g"], 3);
    walk("findings: thirty steps", &["jjjjjjjjjjjjjjjjjjjjjjjjjjjjjj"], 3);
    walk("walkthrough: open", &["\r"], 1);
    walk("walkthrough: the next", &["n"], 50);
    walk("walkthrough: leave", &[ESCAPE], 1);
    walk("coverage: open", &["5"], 1);
    walk("coverage: a step", &["j"], 100);
    walk("coverage: a page", &[PAGE], 20);
    walk("coverage: an end", &["G", "g"], 3);
    walk("report: open from there", &["\r"], 1);
    walk("report: a step", &["j", "l", "k", "h"], 10);
    walk("report: another table", &["\t"], 6);
    walk("compare: open", &["3"], 1);
    walk("compare: a step", &["j"], 20);
    walk("compare: another measure", &["v"], 4);
    let mut longest = Duration::ZERO;
    for typed in ["政府", "jiaoyu", "czj 24", "结转", "X-CARRY"] {
        walk("jump: open", &[JUMP], 1);
        let keys: Vec<String> = typed.chars().map(String::from).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        longest = longest.max(walk(&format!("jump: {typed}"), &keys, 1));
        walk("jump: leave", &[ESCAPE], 1);
    }
    let (most, now) = (explorer.memory("VmHWM"), explorer.memory("VmRSS"));
    println!("  memory: {most:.0} MB at most, {now:.0} MB now");
    longest
}

fn show(what: &str, costs: &[Cost]) -> Duration {
    let times = || costs.iter().map(|cost| cost.last);
    let worst = quantile(times(), 1.0);
    let mut bytes: Vec<usize> = costs.iter().map(|cost| cost.bytes).collect();
    bytes.sort_unstable();
    println!(
        "  {what:24} {:>9.1} {:>9.1} {:>9.1} {:>9} {:>9}",
        ms(quantile(times(), 0.5)),
        ms(quantile(times(), 0.99)),
        ms(worst),
        bytes[bytes.len() / 2],
        bytes[bytes.len() - 1]
    );
    worst
}

/// A row for each report, as csvlens would be given them.
fn write_csv(store: &Store, path: &Path) {
    let mut rows = BufWriter::new(File::create(path).unwrap());
    writeln!(rows, "agency,year,new,carried_in,closed,carried_out").unwrap();
    let mut number = 0_u64;
    store
        .names(&mut |row| {
            for year in row.years {
                number += 1;
                let (new, carried) = (number * 37 % 1000, number * 91 % 50);
                writeln!(rows, "{},{year},{new},{carried},{new},{carried}", row.name).unwrap();
            }
            true
        })
        .unwrap();
    rows.flush().unwrap();
}

/// How long csvlens takes to show its first rows.
fn csvlens(csv: &Path) -> Option<Duration> {
    let program = on_path("csvlens")?;
    let one = || {
        let home = tempfile::tempdir().unwrap();
        Terminal::start(&program, &[csv.to_str().unwrap()], home.path()).until("2025")
    };
    Some(quantile((0..STARTS).map(|_| one()), 0.5))
}

/// The whole time of `fzf --filter` over a line for each report, beside the jump box's worst key.
fn fzf(store: &Store, folder: &Path, longest: Duration) {
    let Some(program) = on_path("fzf") else {
        println!("  fzf is not installed: not compared");
        return;
    };
    let path = folder.join("lines");
    let mut lines = BufWriter::new(File::create(&path).unwrap());
    store
        .names(&mut |row| {
            for year in row.years {
                writeln!(lines, "{} {year}", row.name).unwrap();
            }
            true
        })
        .unwrap();
    lines.flush().unwrap();
    let one = || {
        let start = Instant::now();
        let status = Command::new(&program)
            .args(["--filter", "教育 24"])
            .stdin(File::open(&path).unwrap())
            .stdout(Stdio::null())
            .status();
        status.is_ok().then(|| start.elapsed())
    };
    let times: Vec<Duration> = (0..5).filter_map(|_| one()).collect();
    let time = quantile(times.into_iter(), 0.5);
    println!(
        "  fzf --filter over the same names: {:.0} ms; the slowest key in the jump box ÷ that: {:.2}",
        ms(time),
        ratio(longest, time)
    );
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|it| it.is_file())
}

fn quantile(values: impl Iterator<Item = Duration>, at: f64) -> Duration {
    let mut sorted: Vec<Duration> = values.collect();
    sorted.sort_unstable();
    let index = (sorted.len().saturating_sub(1)) as f64 * at;
    sorted.get(index.round() as usize).copied().unwrap_or_default()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn ratio(time: Duration, other: Duration) -> f64 {
    time.as_secs_f64() / other.as_secs_f64().max(1e-9)
}
