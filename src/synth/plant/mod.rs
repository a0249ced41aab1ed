//! Errors of every kind that the rules look for, planted in reports that are otherwise in order, and
//! a list of where they are.
//!
//! A plant is a function that looks for a report in which its error makes sense, changes it, and
//! says what it did. No report gets two. Words were written before a figure was mistyped, so they
//! still state the true one.

mod forms;
mod tables;
mod words;
mod years;

pub use words::{SPAM, tamper};

use super::dice::Dice;
use super::figures;
use super::prose::{self, Voice};
use crate::form::Cell;
use crate::record::{Agency, Report};
use std::ops::RangeInclusive;

/// What becomes of a report's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is printed.
    Page,
    /// There is none.
    Missing,
    /// The tables are a picture on it.
    Picture,
    /// It has a link to a file only.
    Attachment,
}

/// A report with what happens to its page.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The report as it stands now.
    pub report: Report,
    /// The version that was published before, where it was re-issued.
    pub before: Option<Report>,
    /// What becomes of the page.
    pub fate: Fate,
    /// Whether an error was planted here, or next to it in a way that involves this report.
    pub taken: bool,
}

/// An agency with its drafts, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// The agency.
    pub agency: Agency,
    /// Its reports.
    pub drafts: Vec<Draft>,
}

impl Site {
    /// An agency with its reports of some years and their prose, without an error.
    pub fn untouched(seed: u64, agency: Agency, years: RangeInclusive<i16>) -> Site {
        let drafts = figures::series(seed, &agency, years)
            .into_iter()
            .map(|mut report| {
                report.passages = prose::write(seed, &agency, &report, Voice::Full);
                Draft { report, before: None, fate: Fate::Page, taken: false }
            })
            .collect();
        Site { agency, drafts }
    }
}

/// A planted error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planted {
    /// The rule that has to find it; `-` for a page that cannot be read.
    pub rule: &'static str,
    /// The agency's full name.
    pub agency: String,
    /// The year of the report in which it is found.
    pub year: i16,
    /// The cells that it is about, the changed one first.
    pub cells: Vec<Cell>,
    /// What was done, in one line.
    pub what: String,
}

/// What a plant did and where: the place of the report, the cells, the words for the list.
struct Done {
    at: At,
    cells: Vec<Cell>,
    what: String,
}

/// A report's place: which site, which of its drafts.
type At = (usize, usize);

type Plant = fn(&mut [Site], &mut Dice) -> Option<Done>;

/// Every kind of error with how often it is planted in the sample.
const PLANTS: &[(&str, usize, Plant)] = &[
    ("T3-BAL", 4, tables::balance),
    ("T3-RES", 4, tables::outcome),
    ("T3-SHIFT", 4, tables::shifted),
    ("T3-ROW", 4, tables::row_total),
    ("T3-TOTBLANK", 3, tables::blank_total),
    ("T4-SUM", 3, tables::dispute_total),
    ("T2-UNIT", 3, tables::yuan),
    ("T2-LAW", 2, tables::unlawful),
    ("X-CARRY", 5, years::carry),
    ("X-VALID", 4, years::in_force),
    ("X-SAME", 4, years::repeated),
    ("X-STAT", 4, years::jump),
    ("X-GAP", 4, years::gap),
    ("X-RESTATE", 3, years::restated),
    ("N-NUM", 5, words::number),
    ("N-NONE", 2, words::none),
    ("N-ALL", 3, words::all_closed),
    ("N-PARTS", 3, words::parts),
    ("N-PCT", 3, words::percentage),
    ("N-YEAR", 3, words::wrong_year),
    ("N-COPY", 3, words::own_copy),
    ("N-COPY", 2, words::others_copy),
    ("N-GAP", 3, words::nothing_lacking),
    ("N-FEE", 3, words::no_fee),
    ("N-TAMPER", 2, words::tampered),
    ("S-FORM", 2, forms::old_form),
    ("S-VARIANT", 3, forms::one_other_row),
    ("S-MISS", 3, forms::no_table),
    ("S-MISS", 2, forms::no_section),
    ("S-ORDER", 3, forms::misnumbered),
    ("S-LATE", 3, forms::late),
    ("-", 2, forms::picture),
    ("-", 2, forms::attachment),
];

/// Rules whose errors leave a report that ties in itself: its words follow the changed figures.
const RETOLD: &[&str] = &["T2-LAW", "X-CARRY", "X-VALID", "X-SAME", "X-STAT"];

/// How often another place is tried where a plant finds the one it drew unfit.
const TRIES: u64 = 20;

/// Plants the errors and lists them in the order of [`PLANTS`]. Where no report fits any more, fewer
/// are planted than asked for.
pub fn plant(seed: u64, sites: &mut [Site]) -> Vec<Planted> {
    let mut all = Vec::new();
    for (kind, (rule, times, plant)) in PLANTS.iter().enumerate() {
        for time in 0..*times {
            let done = (0..TRIES).find_map(|again| {
                plant(sites, &mut Dice::new(seed, "plant", &[kind as u64, time as u64, again]))
            });
            let Some(done) = done else { continue };
            let site = &mut sites[done.at.0];
            site.drafts[done.at.1].taken = true;
            if RETOLD.contains(rule) {
                let later = &mut site.drafts[done.at.1..];
                let changed = if *rule == "X-VALID" { later.len() } else { 1 };
                for draft in &mut later[..changed] {
                    draft.report.passages =
                        prose::write(seed, &site.agency, &draft.report, Voice::Full);
                }
            }
            all.push(Planted {
                rule,
                agency: site.agency.name.clone(),
                year: site.drafts[done.at.1].report.year,
                cells: done.cells,
                what: done.what,
            });
        }
    }
    all
}

/// A report drawn from those that nothing was planted in and that `fits`.
fn find(sites: &[Site], dice: &mut Dice, fits: impl Fn(&Agency, &Report) -> bool) -> Option<At> {
    find_after(sites, dice, |agency, _, report| fits(agency, report), 0)
}

/// As [`find`], for errors that show against the year before: a report whose predecessor is in
/// order too. `fits` is given the predecessor first.
fn find_pair(
    sites: &[Site],
    dice: &mut Dice,
    fits: impl Fn(&Agency, &Report, &Report) -> bool,
) -> Option<At> {
    find_after(sites, dice, fits, 1)
}

fn find_after(
    sites: &[Site],
    dice: &mut Dice,
    fits: impl Fn(&Agency, &Report, &Report) -> bool,
    from: usize,
) -> Option<At> {
    let mut fitting = Vec::new();
    for (s, site) in sites.iter().enumerate() {
        for d in from..site.drafts.len() {
            let (before, draft) = (&site.drafts[d - from], &site.drafts[d]);
            if !before.taken && !draft.taken && fits(&site.agency, &before.report, &draft.report) {
                fitting.push((s, d));
            }
        }
    }
    (!fitting.is_empty()).then(|| *dice.pick(&fitting))
}

/// The report at a place.
fn report(sites: &mut [Site], at: At) -> &mut Report {
    &mut sites[at.0].drafts[at.1].report
}

/// Changes a figure by `d`, printed in plain digits.
fn add(report: &mut Report, cell: Cell, d: i64) {
    let number = report.cells.count(cell).unwrap_or(0) + d;
    report.cells.set_number(cell, number as f64, &number.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synth::sample;
    use std::collections::BTreeMap;

    #[test]
    fn every_kind_is_planted_as_often_as_asked() {
        let (_, planted) = sample::sites(1);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for one in &planted {
            *counts.entry(one.rule).or_default() += 1;
        }
        let mut wanted: BTreeMap<&str, usize> = BTreeMap::new();
        for (rule, times, _) in PLANTS {
            *wanted.entry(rule).or_default() += times;
        }
        assert_eq!(counts, wanted);
    }

    #[test]
    fn no_report_gets_two() {
        let (_, planted) = sample::sites(1);
        let mut seen = std::collections::BTreeSet::new();
        for one in &planted {
            assert!(seen.insert((one.agency.clone(), one.year)), "{one:?}");
        }
    }

    #[test]
    fn an_error_changes_its_report_and_nothing_else() {
        let clean = sample::untouched(1);
        let (sites, planted) = sample::sites(1);
        let at = |one: &Planted| {
            let s = sites.iter().position(|site| site.agency.name == one.agency).unwrap();
            let d = sites[s].drafts.iter().position(|draft| draft.report.year == one.year);
            (s, d.unwrap())
        };
        for one in &planted {
            let (s, d) = at(one);
            assert_ne!(clean[s].drafts[d], sites[s].drafts[d], "{one:?}");
            for cell in &one.cells {
                let printed = |draft: &Draft| draft.report.cells.value(*cell).raw.into_owned();
                let before = sites[s].drafts[d].before.as_ref();
                let same = printed(&clean[s].drafts[d]) == printed(&sites[s].drafts[d]);
                assert!(!same || before.is_some(), "{one:?}: {cell} is as it was");
            }
        }
    }
}
