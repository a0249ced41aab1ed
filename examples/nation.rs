//! Makes material of any size: a database of reports, or pages in every layout.
//!
//! `cargo run --release --example nation -- --db FILE --reports N [--seed S] [--sources yes]` fills
//! a new database with N reports of a made-up nation and checks them, through the same code as an
//! ingestion. About one report in thirty has an error planted. The pages themselves are left out
//! unless asked for: they are most of the size and of the time.
//!
//! `cargo run --release --example nation -- --pages DIR --count N [--seed S]` writes N pages with
//! `manifest.csv` (path, agency, year, published, url, layout) and `cells.csv` (path, cell, state,
//! value, raw), the figures as printed.

#![allow(clippy::print_stderr)]

use anyhow::{Context, bail, ensure};
use gouji::find::pinyin;
use gouji::form::Cell;
use gouji::pipeline;
use gouji::record::{Agency, NotReport, Outcome, Reading, Report, State, decimal};
use gouji::store::{Intake, Keys, Store};
use gouji::synth::dice::Dice;
use gouji::synth::layouts::{self, LAYOUTS};
use gouji::synth::pages::Page;
use gouji::synth::plant::{Draft, Fate, Site, plant};
use gouji::synth::prose::Voice;
use gouji::synth::{agencies, figures, prose};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

#[derive(Default)]
struct Args {
    pages: Option<PathBuf>,
    count: u64,
    db: Option<PathBuf>,
    reports: u64,
    sources: bool,
    seed: u64,
}

fn args() -> anyhow::Result<Args> {
    let mut parsed = Args { count: 100, reports: 10_000, seed: 1, ..Args::default() };
    let mut given = std::env::args().skip(1);
    while let Some(name) = given.next() {
        let value = given.next().with_context(|| format!("'{name}' needs a value"))?;
        match name.as_str() {
            "--pages" => parsed.pages = Some(value.into()),
            "--count" => parsed.count = value.parse()?,
            "--db" => parsed.db = Some(value.into()),
            "--reports" => parsed.reports = value.parse()?,
            "--sources" => parsed.sources = value == "yes",
            "--seed" => parsed.seed = value.parse()?,
            _ => bail!("'{name}' is not known; see the head of examples/nation.rs"),
        }
    }
    Ok(parsed)
}

fn pages(folder: &Path, count: u64, seed: u64) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut manifest = csv::Writer::from_path(folder.join("manifest.csv"))?;
    manifest.write_record(["path", "agency", "year", "published", "url", "layout"])?;
    let mut cells = csv::Writer::from_path(folder.join("cells.csv"))?;
    cells.write_record(["path", "cell", "state", "value", "raw"])?;
    // Agencies far apart, so that a few pages show many kinds of bodies.
    let step = 7919;
    for number in 0..count {
        let agency = agencies::nation(number * step % agencies::NATION);
        let mut dice = Dice::new(seed, "page", &[number]);
        let year = dice.between(2019, 2025) as i16;
        let mut reports = figures::series(seed, &agency, 2019..=year);
        let Some(mut report) = reports.pop() else { continue };
        figures::dress(&mut report.cells, &mut dice);
        report.passages = prose::write(seed, &agency, &report, Voice::Full);
        let layout = &LAYOUTS[(number as usize) % LAYOUTS.len()];
        let path = format!("{number:06}-{}.{}", layout.name, layout.extension);
        let page = Page::varied(seed, &agency, &report);
        std::fs::write(folder.join(&path), (layout.render)(&page))?;
        let published = page.date.clone().unwrap_or_default();
        let year = year.to_string();
        manifest.write_record([&path, &agency.name, &year, &published, "", layout.name])?;
        for cell in Cell::all() {
            let value = report.cells.value(cell);
            if value.state != State::Absent {
                let number = value.number.map(decimal).unwrap_or_default();
                cells.write_record([&path, cell.key(), value.state.key(), &number, &value.raw])?;
            }
        }
    }
    manifest.flush()?;
    cells.flush()?;
    Ok(())
}

/// Years a made-up agency reports on.
const YEARS: std::ops::RangeInclusive<i16> = 2019..=2025;
const YEARS_EACH: u64 = 7;

/// Agencies that are made, and get their errors, together. Fixed, so that the database does not
/// depend on the number of threads.
const CHUNK: u64 = 400;

/// The reports of one chunk of agencies.
fn chunk(number: u64, agencies_in_all: u64, seed: u64) -> Vec<Site> {
    let from = number * CHUNK;
    let to = (from + CHUNK).min(agencies_in_all);
    let mut sites: Vec<Site> = (from..to)
        .map(|index| {
            let agency = agencies::nation(index);
            let drafts = figures::series(seed, &agency, YEARS)
                .into_iter()
                .map(|mut report| {
                    report.passages = prose::write(seed, &agency, &report, Voice::Full);
                    Draft { report, before: None, fate: Fate::Page, taken: false }
                })
                .collect();
            Site { agency, drafts }
        })
        .collect();
    plant(seed.wrapping_add(number), &mut sites);
    sites
}

/// A report as ingestion would bring it to the store.
fn taken_in(
    agency: &Agency,
    report: &Report,
    fate: Fate,
    suffix: &str,
    args: &Args,
) -> (Intake, Reading) {
    let path = format!("nation/{}-{}{suffix}.txt", agency.name, report.year);
    let source = if args.sources {
        layouts::by_name("text-pipes-padded").map_or(String::new(), |layout| {
            let page = Page::varied(args.seed, agency, report);
            String::from_utf8_lossy(&(layout.render)(&page)).into_owned()
        })
    } else {
        String::new()
    };
    let outcome = match fate {
        Fate::Picture => Outcome::NotReport(NotReport::PictureOnly),
        Fate::Attachment => Outcome::NotReport(NotReport::AttachmentOnly),
        _ => Outcome::Report { agency: agency.clone(), report: Box::new(report.clone()) },
    };
    let pinyin::Keys { full, initials, .. } = pinyin::keys(&agency.name);
    let intake = Intake {
        hash: *blake3::hash(path.as_bytes()).as_bytes(),
        bytes: source.len() as u64,
        agency: Some(agency.name.clone()),
        year: Some(report.year),
        published: report.published,
        body: Intake::compress(&source),
        keys: Keys { pinyin: full, initials },
        path,
        ..Intake::default()
    };
    (intake, Reading { outcome, problems: Vec::new(), source, encoding: "UTF-8" })
}

fn rows(sites: &[Site], args: &Args) -> Vec<(Intake, Reading)> {
    let mut rows = Vec::new();
    for site in sites {
        for draft in &site.drafts {
            if let Some(before) = &draft.before {
                rows.push(taken_in(&site.agency, before, Fate::Page, "-before", args));
            }
            if draft.fate != Fate::Missing {
                rows.push(taken_in(&site.agency, &draft.report, draft.fate, "", args));
            }
        }
    }
    rows
}

fn database(path: &Path, args: &Args) -> anyhow::Result<()> {
    ensure!(!path.exists(), "'{}' is there already", path.display());
    let mut store = Store::create(path)?;
    let start = Instant::now();
    let agencies_in_all = args.reports.div_ceil(YEARS_EACH);
    let chunks: Vec<u64> = (0..agencies_in_all.div_ceil(CHUNK)).collect();
    let mut saved = 0;
    for wave in chunks.chunks(rayon::current_num_threads().max(1)) {
        let made: Vec<Vec<(Intake, Reading)>> = wave
            .par_iter()
            .map(|number| rows(&chunk(*number, agencies_in_all, args.seed), args))
            .collect();
        store.batch(|batch| {
            for (intake, reading) in made.iter().flatten() {
                batch.save(intake, reading)?;
                saved += 1;
            }
            Ok(())
        })?;
        eprintln!("{saved} documents of {agencies_in_all} agencies, {:.0?}", start.elapsed());
    }
    let stop = AtomicBool::new(false);
    let start = Instant::now();
    let changes = pipeline::check_all(&mut store, None, &stop, &mut |_| {})?;
    eprintln!("{changes:?}, {:.0?}", start.elapsed());
    Ok(())
}

fn main() -> anyhow::Result<()> {
    let args = args()?;
    if let Some(path) = &args.db {
        return database(path, &args);
    }
    let Some(folder) = &args.pages else {
        bail!("give --db FILE or --pages DIR; see the head of examples/nation.rs");
    };
    pages(folder, args.count, args.seed)?;
    eprintln!("{} pages in '{}'", args.count, folder.display());
    Ok(())
}
