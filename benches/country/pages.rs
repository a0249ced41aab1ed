//! Taking in pages, beside parsing them and beside reading their tables with pandas.

use crate::common::pages;
use crate::common::usage::{self, Used, median};
use crate::others;
use crate::table::{self, Table, figure, figures, growth};
use crate::{Run, gouji};
use anyhow::{Context, ensure};
use gouji::store::Store;
use rayon::prelude::*;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;

/// By this word the program parses a folder's pages and does nothing else.
pub const PARSE: &str = "parse-alone";
/// So many pages are in memory at a time while they are parsed.
const IN_MEMORY: usize = 512;
/// How many pages pandas gets: it takes as long for each.
const FOR_PANDAS: u64 = 300;

/// Parses the pages of a folder on all threads; prints the seconds without those of reading files.
pub fn parse(folder: &str) -> anyhow::Result<String> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    paths.sort();
    let mut all = Used::default();
    for some in paths.chunks(IN_MEMORY) {
        let texts: Vec<String> =
            some.iter().map(std::fs::read_to_string).collect::<Result<_, _>>()?;
        let ((), used) = usage::timed(|| {
            texts.par_iter().for_each(|text| {
                black_box(scraper::Html::parse_document(black_box(text)));
            });
        });
        all.clock += used.clock;
        all.processor += used.processor;
    }
    Ok(format!("{} {}", all.clock, all.processor))
}

/// What was measured on one folder; milliseconds a page.
struct Measured {
    pages: u64,
    clock: f64,
    processor: f64,
    /// Times that of parsing, on the clock and of processor time.
    to_parsing: (f64, f64),
    parsing: (f64, f64),
    memory: f64,
    /// The same of pandas, for the tables alone.
    pandas: Option<(f64, f64)>,
}

pub fn measure(run: &Run) -> anyhow::Result<Table> {
    let counts = &run.options.pages;
    let sizes = table::counts(counts.iter().copied());
    let mut table = Table::new(format!("Taking in {sizes} HTML pages of 30 KB, checks included"));
    let last = counts.last().copied();
    let all: Vec<Measured> = counts
        .iter()
        .map(|count| one(run, *count, Some(*count) == last))
        .collect::<anyhow::Result<_>>()?;
    let each = |of: &dyn Fn(&Measured) -> f64| all.iter().map(of).collect::<Vec<f64>>();
    let largest = all.last().context("a number of pages")?;
    table.told(
        "a page, on the clock, processor time",
        format!("{} ms, {} ms", figures(each(&|m| m.clock)), figures(each(&|m| m.processor))),
    );
    table.told(
        "parsing it alone, on as many threads",
        format!("{} ms, {} ms", figures(each(&|m| m.parsing.0)), figures(each(&|m| m.parsing.1))),
    );
    for m in &all {
        let most = if m.pages >= 50_000 { 2.0 } else { 2.5 };
        let (clock, processor) = m.to_parsing;
        table.bar(
            format!("{} pages, to parsing them", table::count(m.pages)),
            format!("≤ {most} × on the clock and of processor time"),
            format!("{}, {} ×", figure(clock), figure(processor)),
            clock <= most && processor <= most,
        );
    }
    let bar = "≥ 20 × on the clock and of processor time";
    let what = "pandas.read_html with lxml, the tables alone, to that";
    match largest.pandas {
        Some((clock, processor)) => {
            table.told(
                "the same pages by pandas",
                format!("{}, {} ms", figure(clock), figure(processor)),
            );
            let ratios = (clock / largest.clock, processor / largest.processor);
            table.bar(
                what,
                bar,
                format!("{}, {} ×", figure(ratios.0), figure(ratios.1)),
                ratios.0 >= 20.0 && ratios.1 >= 20.0,
            );
        }
        None => table.missing(what, bar, "install pandas and lxml for python3"),
    }
    let (memory, processor) = (each(&|m| m.memory), each(&|m| m.processor));
    table.bar(
        "a page, processor time, most pages to fewest",
        "≤ 1.3 ×",
        format!("{} ×", figure(growth(&processor))),
        growth(&processor) <= 1.3,
    );
    table.bar(
        "most memory, most pages to fewest",
        "flat: ≤ 1.1 ×",
        format!("{} MB: {} ×", figures(memory.iter().copied()), figure(growth(&memory))),
        growth(&memory) <= 1.1,
    );
    Ok(table)
}

fn one(run: &Run, count: u64, with_pandas: bool) -> anyhow::Result<Measured> {
    let place = tempfile::tempdir()?;
    let folder = place.path().join("pages");
    run.say(&format!("{count} pages are made"));
    pages::write(&folder, count)?;
    let runs = if count <= 1_000 { 5 } else { 3 };
    let parse = || -> anyhow::Result<(f64, f64)> {
        let told = usage::apart(&[PARSE, text(&folder)?])?;
        let [clock, processor] = told[..] else { anyhow::bail!("parsing told {told:?}") };
        Ok((clock, processor))
    };
    let mut parsed = vec![parse()?];
    let mut taken: Vec<Used> = Vec::new();
    for nth in 1..=runs {
        run.say(&format!("{count} pages are taken in, {nth} of {runs}"));
        taken.push(take_in(&folder, &place.path().join("pages.db"), count)?);
        parsed.push(parse()?);
    }
    // The machine may become slower or faster: each run is held against its neighbours.
    let ratio = |of: &dyn Fn(&Used) -> f64, by: &dyn Fn(&(f64, f64)) -> f64| {
        let around = parsed.windows(2).map(|two| (by(&two[0]) + by(&two[1])) / 2.0);
        median(taken.iter().zip(around).map(|(used, parsing)| of(used) / parsing))
    };
    let to_parsing = (ratio(&|u| u.clock, &|p| p.0), ratio(&|u| u.processor, &|p| p.1));
    let pandas = if with_pandas { pandas(run, &folder, count)? } else { None };
    let each = |seconds: f64| seconds * 1e3 / count as f64;
    Ok(Measured {
        pages: count,
        clock: each(median(taken.iter().map(|used| used.clock))),
        processor: each(median(taken.iter().map(|used| used.processor))),
        to_parsing,
        parsing: (
            each(median(parsed.iter().map(|it| it.0))),
            each(median(parsed.iter().map(|it| it.1))),
        ),
        memory: median(taken.iter().map(|used| used.memory)),
        pandas,
    })
}

/// `gouji ingest` of a folder into a new database.
fn take_in(folder: &Path, database: &Path, count: u64) -> anyhow::Result<Used> {
    let arguments = ["--db", text(database)?, "--quiet", "ingest", text(folder)?];
    let used = usage::run(gouji(), &arguments, &[0])?;
    let reports = Store::open(database)?.summary()?.versions;
    ensure!(reports > count * 9 / 10, "of {count} pages only {reports} were read as reports");
    std::fs::remove_file(database)?;
    Ok(used)
}

/// Milliseconds a page on the clock and of processor time, where pandas is there.
fn pandas(run: &Run, folder: &Path, count: u64) -> anyhow::Result<Option<(f64, f64)>> {
    let Some(python) = others::python("pandas, lxml") else { return Ok(None) };
    run.say("the same pages by pandas");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/tables.py");
    let every = count.div_ceil(FOR_PANDAS).to_string();
    let output = Command::new(python).arg(script).args(["--every", &every]).arg(folder).output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "scripts/tables.py: {errors}");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<f64> = told.split_whitespace().filter_map(|it| it.parse().ok()).collect();
    let [clock, processor] = numbers[..] else { anyhow::bail!("scripts/tables.py told {told}") };
    Ok(Some((clock, processor)))
}

fn text(path: &Path) -> anyhow::Result<&str> {
    path.to_str().context("a path that is text")
}
