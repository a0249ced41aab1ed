//! `gouji check`: all rules anew.

use super::failure::Done;
use super::lang::say;
use super::progress::{Bar, stop_flag};
use super::session::Session;
use crate::pipeline;
use crate::store::Store;
use clap::Args;
use std::io::Write;
use std::num::NonZeroUsize;
use std::sync::atomic::Ordering;

/// What `check` takes.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[arg(long, value_name = "N", help = say("并行线程数", "Threads"))]
    pub jobs: Option<NonZeroUsize>,
}

/// Runs the rules and says what they changed.
pub(super) fn run(args: &CheckArgs, session: &Session) -> anyhow::Result<Done> {
    let lang = session.lang;
    let mut store = Store::open(session.writable()?)?;
    let stop = stop_flag()?;
    let mut bar = Bar::new(session);
    let jobs = args.jobs.map(NonZeroUsize::get);
    let result = pipeline::check_all(&mut store, jobs, &stop, &mut |step| bar.show(step));
    bar.clear();
    let found = result?;
    let mut out = session.out();
    writeln!(
        out,
        "{}",
        lang.pick(
            format!(
                "疑点: 新 {}, 未变 {}, 有变 {} (重开 {}), 消除 {}",
                found.new, found.unchanged, found.changed, found.reopened, found.resolved
            ),
            format!(
                "findings: {} new, {} unchanged, {} changed ({} open again), {} resolved",
                found.new, found.unchanged, found.changed, found.reopened, found.resolved
            ),
        )
    )?;
    out.flush()?;
    if stop.load(Ordering::Relaxed) {
        session.complain(lang.pick(
            "已停止; 已核对的保留, 再次执行即可完成",
            "stopped; what was checked is kept, run it again to finish",
        ));
        return Ok(Done::Partly);
    }
    Ok(Done::Fully)
}
