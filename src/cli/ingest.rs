//! `gouji ingest`: files and folders into the database.

use super::failure::Done;
use super::index;
use super::lang::say;
use super::progress::{Bar, stop_flag};
use super::session::Session;
use crate::pipeline::{self, Options, Summary};
use crate::store::Store;
use crate::text::Lang;
use clap::Args;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// What `ingest` takes.
#[derive(Debug, Args)]
#[command(after_help = say(
    "同一文件读两次不改变任何内容。Ctrl-C 停止, 已读入的保留, 再次执行即可继续。",
    "The same file twice changes nothing. Ctrl-C stops and keeps what was done; run it again to go on.",
))]
pub(super) struct IngestArgs {
    #[arg(required = true, value_name = say("路径", "PATH"),
        help = say("文件或文件夹: 网页, 文本, Markdown", "Files and folders: pages, text, Markdown"))]
    pub paths: Vec<PathBuf>,
    #[arg(long, value_name = say("文件.csv", "FILE.csv"),
        help = say("清单 (path,agency,year,published,url), 优先于页面内容", "A manifest (path,agency,year,published,url) that overrides what the pages say"))]
    pub manifest: Option<PathBuf>,
    #[arg(long, value_name = "N", help = say("并行线程数", "Threads"))]
    pub jobs: Option<NonZeroUsize>,
    #[arg(long, help = say(
        "读完后建立正文的全文索引 (同 'gouji index'); 已有的自动更新", "Then make the full-text index of the prose, as 'gouji index' does; one that is there is kept up to date anyway"))]
    pub full_text: bool,
    #[arg(long, help = say("以 JSON 输出小结", "Print the summary as JSON"))]
    pub json: bool,
}

/// Reads, checks, and says what came of it.
pub(super) fn run(args: &IngestArgs, session: &Session) -> anyhow::Result<Done> {
    let mut store = Store::create(session.writable()?)?;
    let stop = stop_flag()?;
    let options = Options {
        manifest: args.manifest.clone(),
        jobs: args.jobs.map(NonZeroUsize::get),
        lang: session.lang,
    };
    let mut bar = Bar::new(session);
    let result =
        pipeline::ingest(&mut store, &args.paths, &options, &stop, &mut |step| bar.show(step));
    bar.clear();
    let summary = result?;
    for failure in &summary.failures {
        session
            .complain(format_args!("{}: {}; {}", failure.path, failure.reason, failure.next_step));
    }
    let mut out = session.out();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &summary)?;
        writeln!(out)?;
    } else {
        write!(out, "{}", words(&summary, session.lang))?;
    }
    out.flush()?;
    if summary.stopped {
        session.complain(session.lang.pick(
            "已停止; 已读入的保留, 再次执行即可继续",
            "stopped; what was done is kept, run it again to go on",
        ));
    }
    let whole = summary.failures.is_empty() && !summary.stopped;
    let mut done = if whole { Done::Fully } else { Done::Partly };
    if args.full_text && !summary.stopped && !store.has_prose_index()? {
        match index::make(&mut store, &stop, session)? {
            Some(words) => session.note(words),
            None => done = Done::Partly,
        }
    }
    Ok(done)
}

fn words(summary: &Summary, lang: Lang) -> String {
    let Summary { files, unchanged, reports, versions, not_reports, with_problems, .. } = summary;
    let failed = summary.failures.len();
    let found = &summary.findings;
    lang.pick(
        format!(
            "读了 {files} 个文件: 新报告 {reports}, 未变 {unchanged}, 新版本 {versions}, \
             不是报告 {not_reports}, 读不了 {failed}; 有读取问题的报告 {with_problems}\n\
             疑点: 新 {}, 未变 {}, 有变 {} (重开 {}), 消除 {}\n",
            found.new, found.unchanged, found.changed, found.reopened, found.resolved
        ),
        format!(
            "{files} files read: {reports} new, {unchanged} unchanged, {versions} changed, \
             {not_reports} not reports, {failed} unreadable; {with_problems} with problems\n\
             findings: {} new, {} unchanged, {} changed ({} open again), {} resolved\n",
            found.new, found.unchanged, found.changed, found.reopened, found.resolved
        ),
    )
}
