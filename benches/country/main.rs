//! Every bar of the project, measured in one run: `cargo bench --bench country -- --help`.
//!
//! Prints a table a subject and, with `--write`, puts them into `docs/PERFORMANCE.md`. The program's
//! release build works in processes of its own and is held against others on this machine at the
//! same time; of those that are not installed the bars are not measured. Without sizes it is done in
//! a few minutes and says whether the bench works; the country says whether the bars hold.

// A bench prints.
#![allow(clippy::print_stdout, clippy::print_stderr)]

#[path = "../common/mod.rs"]
mod common;
mod databases;
mod document;
mod explorer;
mod options;
mod others;
mod pages;
mod session;
mod sql;
mod table;
mod walk;

use anyhow::{Context, anyhow, bail};
use common::usage;
use databases::Made;
use options::Options;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Instant;
use table::{Table, Verdict, figure};

/// What can be measured alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    Databases,
    Explorer,
    Pages,
    Sql,
}

impl Subject {
    fn parse(name: &str) -> anyhow::Result<Subject> {
        Ok(match name {
            "databases" => Subject::Databases,
            "explorer" => Subject::Explorer,
            "pages" => Subject::Pages,
            "sql" => Subject::Sql,
            _ => bail!("'{name}' is no subject: databases explorer pages sql"),
        })
    }
}

/// What all subjects are given.
pub(crate) struct Run {
    pub(crate) options: Options,
    /// Where the databases are.
    pub(crate) folder: PathBuf,
    start: Instant,
}

impl Run {
    /// Says what is being done, and when.
    pub(crate) fn say(&self, what: &str) {
        eprintln!("[{:5.0} s] {what}", self.start.elapsed().as_secs_f64());
    }

    fn wants(&self, subject: Subject) -> bool {
        self.options.only.is_empty() || self.options.only.contains(&subject)
    }

    /// A database of so many reports. Where that fails, it is said.
    fn prepare(&self, reports: u64) -> Option<Made> {
        let made = databases::prepare(self, reports);
        made.map_err(|error| self.say(&format!("no {reports} reports: {error:#}"))).ok()
    }

    /// Measures a subject; where that fails, its table says so and the others go on.
    fn measure(
        &self,
        subject: Subject,
        measure: impl FnOnce() -> anyhow::Result<Table>,
    ) -> Option<Table> {
        if !self.wants(subject) {
            return None;
        }
        let failed = |error: anyhow::Error| {
            self.say(&format!("{subject:?} failed: {error:#}"));
            let mut table = Table::new(format!("{subject:?}"));
            let first = format!("{error:#}").lines().next().unwrap_or_default().to_owned();
            table.missing("all of it", "", first);
            table
        };
        // A panic has said on standard error what it is about.
        let measured = catch_unwind(AssertUnwindSafe(measure));
        Some(measured.unwrap_or_else(|_| Err(anyhow!("it panicked"))).unwrap_or_else(failed))
    }
}

/// The program.
pub(crate) fn gouji() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_gouji"))
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    if let Some(told) = usage::serve(&arguments) {
        println!("{}", told?);
        return Ok(());
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [databases::MAKE, path, reports] => println!("{}", databases::make(path, reports)?),
        [pages::PARSE, folder] => println!("{}", pages::parse(folder)?),
        ["--help" | "-h"] => println!("{}", options::HELP),
        _ => measure(Options::parse(&arguments)?)?,
    }
    Ok(())
}

fn measure(options: Options) -> anyhow::Result<()> {
    let own = tempfile::tempdir()?;
    let folder = options.keep.clone().unwrap_or_else(|| own.path().to_owned());
    std::fs::create_dir_all(&folder)?;
    let before = load();
    let run = Run { options, folder, start: Instant::now() };
    // Pages come first and are gone before there is a large database, for the room.
    let of_pages = run.measure(Subject::Pages, || pages::measure(&run));
    let of_databases_too = run.wants(Subject::Databases) || run.wants(Subject::Explorer);
    let mut sizes = if of_databases_too { run.options.reports.clone() } else { Vec::new() };
    sizes.extend(run.wants(Subject::Sql).then_some(run.options.sql));
    sizes.sort_unstable();
    sizes.dedup();
    // Where one cannot be made, the others are measured all the same.
    let all: Vec<Made> = sizes.iter().filter_map(|size| run.prepare(*size)).collect();
    let wanted = |made: &&Made| run.options.reports.contains(&made.reports);
    let made: Vec<Made> = all.iter().filter(wanted).cloned().collect();
    let of_databases = run.measure(Subject::Databases, || databases::measure(&run, &made));
    let of_explorer = run.measure(Subject::Explorer, || explorer::measure(&run, &made));
    let of_sql = run.measure(Subject::Sql, || {
        let made = all.iter().find(|made| made.reports == run.options.sql);
        sql::measure(&run, made.context("its database could not be made")?)
    });
    let tables: Vec<Table> =
        [of_explorer, of_pages, of_databases, of_sql].into_iter().flatten().collect();
    let head = head(&run, before);
    println!("{head}\n");
    tables.iter().for_each(|table| println!("{}", table.plain()));
    if run.options.write {
        document::write(&head, &tables)?;
        run.say("docs/PERFORMANCE.md is written");
    }
    let rows = || tables.iter().flat_map(|table| &table.rows);
    let count =
        |verdict: &dyn Fn(&Verdict) -> bool| rows().filter(|row| verdict(&row.verdict)).count();
    run.say(&format!(
        "{} bars hold, {} do not, {} not measured",
        count(&|it| *it == Verdict::Holds),
        count(&|it| *it == Verdict::Fails),
        count(&|it| matches!(it, Verdict::Missing(_))),
    ));
    Ok(())
}

/// How many processes wanted a processor, on average of a minute.
fn load() -> String {
    let told = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    told.split(' ').next().filter(|it| !it.is_empty()).unwrap_or("?").to_owned()
}

/// On what, beside what and when it was measured.
fn head(run: &Run, before: String) -> String {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let minutes = run.start.elapsed().as_secs_f64() / 60.0;
    let others = others::versions();
    let others = if others.is_empty() { "nothing else".to_owned() } else { others.join(", ") };
    let after = load();
    let date = jiff::Timestamp::now().strftime("%F");
    let minutes = figure(minutes);
    [
        format!("Measured on {date} on {processors} processors in {minutes} minutes,"),
        format!("beside {others}."),
        format!("Processes that wanted a processor: {before} before, {after} after."),
        "Numbers beside each other go from the smallest size to the largest;".to_owned(),
        "p50 is the median, p99 what one key in a hundred exceeds; bytes are medians too."
            .to_owned(),
    ]
    .join("\n")
}
