//! `gouji index`: full text for the prose.

use super::failure::Done;
use super::lang::say;
use super::progress::{Bar, stop_flag};
use super::session::Session;
use crate::pipeline::Progress;
use crate::store::{ReportId, Store};
use clap::Args;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Reports in one transaction.
const BATCH: usize = 1_000;

/// What `index` takes.
#[derive(Debug, Args)]
#[command(after_help = say(
    "索引让 'gouji search' 在上百万份报告中也快; 每份约多占 0.6 KB。建立以后, 读入时自动更新。",
    "The index makes 'gouji search' quick among a million reports, for about 0.6 KB a report. Once it is there, every ingestion keeps it up to date.",
))]
pub(super) struct IndexArgs {
    #[arg(long, help = say("去掉索引", "Take the index out"))]
    pub drop: bool,
}

/// Makes the index anew, or takes it out.
pub(super) fn run(args: &IndexArgs, session: &Session) -> anyhow::Result<Done> {
    let mut store = Store::open(session.writable()?)?;
    if args.drop {
        store.drop_prose_index()?;
        session.note(session.lang.pick("已去掉索引", "the index is gone"));
        return Ok(Done::Fully);
    }
    let stop = stop_flag()?;
    let Some(words) = make(&mut store, &stop, session)? else { return Ok(Done::Partly) };
    let mut out = session.out();
    writeln!(out, "{words}")?;
    out.flush()?;
    Ok(Done::Fully)
}

/// Makes the index of the prose, and says in words what it costs; `None` where it was stopped.
///
/// # Errors
/// Where the database cannot be written.
pub(super) fn make(
    store: &mut Store,
    stop: &AtomicBool,
    session: &Session,
) -> anyhow::Result<Option<String>> {
    let lang = session.lang;
    let start = Instant::now();
    let total = store.summary()?.versions;
    let mut bar = Bar::new(session);
    let mut last: Option<ReportId> = None;
    let mut done = 0;
    store.begin_prose_index()?;
    loop {
        bar.show(Progress::Indexing { done, total });
        if stop.load(Ordering::Relaxed) {
            bar.clear();
            session.complain(lang.pick(
                "已停止, 没有索引; 再次执行从头建立",
                "stopped, and there is no index; run it again to make one from the start",
            ));
            return Ok(None);
        }
        match store.index_prose(last, BATCH)? {
            Some(id) => last = Some(id),
            None => break,
        }
        done = (done + BATCH as u64).min(total);
    }
    bar.clear();
    let size = store.prose_index_size()?;
    let each = |all: f64| all / (size.reports.max(1) as f64);
    let seconds = start.elapsed().as_secs_f64();
    let (bytes, micros) = (each(size.bytes as f64), each(seconds * 1e6));
    let megabytes = size.bytes as f64 / 1e6;
    let reports = size.reports;
    Ok(Some(lang.pick(
        format!(
            "索引: {reports} 份报告, {megabytes:.1} MB (每份 {bytes:.0} 字节), \
             {seconds:.1} 秒 (每份 {micros:.0} 微秒)"
        ),
        format!(
            "index: {reports} reports, {megabytes:.1} MB ({bytes:.0} bytes a report), \
             {seconds:.1} s ({micros:.0} µs a report)"
        ),
    )))
}
