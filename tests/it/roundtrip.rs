//! Every layout printed, read, and compared cell for cell with what was printed.
//!
//! `REPORTS=1000` for as many reports in each layout; without, a few.

use gouji::form::{Cell, Form};
use gouji::read;
use gouji::record::{Agency, Cells, Report, State};
use gouji::synth::dice::Dice;
use gouji::synth::layouts::{LAYOUTS, Layout};
use gouji::synth::pages::Page;
use gouji::synth::prose::{self, Voice};
use gouji::synth::{agencies, figures};

fn reports(count: u64, dressed: bool) -> Vec<(Agency, Report)> {
    (0..count)
        .map(|number| {
            let agency = agencies::nation(number * 7919 % agencies::NATION);
            let mut dice = Dice::new(3, "roundtrip", &[number]);
            let last = dice.between(2019, 2025) as i16;
            let mut report = figures::series(3, &agency, 2019..=last).pop().unwrap();
            if dressed {
                figures::dress(&mut report.cells, &mut dice);
            }
            report.passages = prose::write(3, &agency, &report, Voice::Full);
            (agency, report)
        })
        .collect()
}

fn read_back(layout: &Layout, agency: &Agency, report: &Report) -> Cells {
    let bytes = (layout.render)(&Page::varied(3, agency, report));
    read::document(&bytes).map(|document| read::tables(&document).cells).unwrap_or_default()
}

/// The cells that were read as something else than was printed, each with both.
fn differing(printed: &Cells, read: &Cells) -> Vec<String> {
    Cell::all()
        .filter_map(|cell| {
            let (want, got) = (printed.value(cell), read.value(cell));
            let same = want.state == got.state
                && want.number == got.number
                && read::normal(&want.raw) == read::normal(&got.raw);
            (!same).then(|| {
                format!(
                    "{cell}: '{}' {:?}, read '{}' {:?}",
                    want.raw, want.state, got.raw, got.state
                )
            })
        })
        .collect()
}

/// The figures that were read as other figures: the worst that can happen.
fn wrong(printed: &Cells, read: &Cells) -> Vec<String> {
    Cell::all()
        .filter(|cell| read.number(*cell).is_some() && read.number(*cell) != printed.number(*cell))
        .map(|cell| {
            format!("{cell}: '{}', read '{}'", printed.value(cell).raw, read.value(cell).raw)
        })
        .collect()
}

fn has_blanks(cells: &Cells) -> bool {
    Cell::all().any(|cell| cells.state(cell) == State::Blank)
}

/// How many reports each layout prints, plain and dressed alike.
fn count() -> u64 {
    std::env::var("REPORTS").ok().and_then(|n| n.parse().ok()).unwrap_or(40)
}

#[test]
fn what_is_printed_is_read() {
    let half = count().div_ceil(2);
    let reports: Vec<_> = reports(half, false).into_iter().chain(reports(half, true)).collect();
    // Both versions of the form.
    assert!(Form::ALL.into_iter().all(|form| reports.iter().any(|(_, r)| r.form == form)));
    let mut all = Vec::new();
    for layout in LAYOUTS.iter().filter(|layout| layout.exact) {
        let mut failed = Vec::new();
        for (agency, report) in &reports {
            let blanks = has_blanks(&report.cells);
            if blanks && !layout.blanks {
                continue;
            }
            let differing = differing(&report.cells, &read_back(layout, agency, report));
            if !differing.is_empty() {
                failed.push(format!("{} {}: {differing:#?}", agency.name, report.year));
            }
        }
        all.extend((!failed.is_empty()).then(|| told(layout, &failed)));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// How many pages of a layout failed, and the first of them.
fn told(layout: &Layout, failed: &[String]) -> String {
    format!("{}: {} pages, as {}", layout.name, failed.len(), failed[0])
}

#[test]
fn no_layout_gives_a_wrong_figure() {
    let half = count().div_ceil(2);
    let reports: Vec<_> = reports(half, false).into_iter().chain(reports(half, true)).collect();
    let mut all = Vec::new();
    for layout in LAYOUTS {
        let mut failed = Vec::new();
        for (agency, report) in &reports {
            let wrong = wrong(&report.cells, &read_back(layout, agency, report));
            if !wrong.is_empty() {
                failed.push(format!("{} {}: {wrong:#?}", agency.name, report.year));
            }
        }
        all.extend((!failed.is_empty()).then(|| told(layout, &failed)));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}
