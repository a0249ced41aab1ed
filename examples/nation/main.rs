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

mod made;

use anyhow::{Context, bail, ensure};
use gouji::form::Cell;
use gouji::pipeline;
use gouji::record::{State, decimal};
use gouji::store::Store;
use gouji::synth::dice::Dice;
use gouji::synth::layouts::LAYOUTS;
use gouji::synth::pages::Page;
use gouji::synth::prose::Voice;
use gouji::synth::{agencies, figures, prose};
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
            _ => bail!("'{name}' is not known; see the head of examples/nation/main.rs"),
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

fn database(path: &Path, args: &Args) -> anyhow::Result<()> {
    ensure!(!path.exists(), "'{}' is there already", path.display());
    let mut store = Store::create(path)?;
    let start = Instant::now();
    let nation = made::Nation { reports: args.reports, seed: args.seed, sources: args.sources };
    nation.save(&mut store, &mut |saved| {
        eprintln!("{saved} documents, {:.0?}", start.elapsed());
    })?;
    let start = Instant::now();
    let changes = pipeline::check_all(&mut store, None, &AtomicBool::new(false), &mut |_| {})?;
    eprintln!("{changes:?}, {:.0?}", start.elapsed());
    Ok(())
}

fn main() -> anyhow::Result<()> {
    let args = args()?;
    if let Some(path) = &args.db {
        return database(path, &args);
    }
    let Some(folder) = &args.pages else {
        bail!("give --db FILE or --pages DIR; see the head of examples/nation/main.rs");
    };
    pages(folder, args.count, args.seed)?;
    eprintln!("{} pages in '{}'", args.count, folder.display());
    Ok(())
}
