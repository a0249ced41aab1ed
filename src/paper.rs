//! The review of a database as a working paper: gathers what [`export::paper`](crate::export::paper)
//! writes.
//!
//! Nothing in it comes from the clock: the same decisions give the same paper.

use crate::check;
use crate::export::paper::{Counts, Entry, Head, Paper, Undecided};
use crate::record::{FindingId, Verdict};
use crate::store::{
    Access, AgencyId, FindingFilter, FindingRow, Page, Position, QueueKey, ReportFilter, Store,
};
use crate::text::Lang;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How many findings are asked for at once.
const PAGE: usize = 500;

/// How a page of the queue is come by.
pub type Pages<'a> = &'a dyn Fn(&Position<QueueKey>, usize) -> Result<Page<FindingRow>, Error>;

/// Why there is no paper.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] crate::store::Error),
    /// The bytes could not be written.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// Writes the paper on the findings of a filter. `scope` says in words which they are.
///
/// # Errors
/// Where the database fails or the bytes cannot be written.
pub fn write(
    store: &Store,
    filter: &FindingFilter,
    scope: &str,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let pages = |at: &Position<QueueKey>, limit| Ok(store.findings(filter, at, limit)?);
    write_pages(store, &pages, scope, lang, out)
}

/// As [`write()`], on findings that somebody else pages through.
///
/// # Errors
/// Where the database fails or the bytes cannot be written.
pub fn write_pages(
    store: &Store,
    pages: Pages<'_>,
    scope: &str,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let mut counts = Counts::new();
    let mut bodies: BTreeMap<String, BTreeMap<Verdict, u64>> = BTreeMap::new();
    let mut decided: Vec<(String, i16, QueueKey, FindingId)> = Vec::new();
    each(pages, |row| {
        *counts.entry((row.severity, row.rule.clone(), row.verdict)).or_default() += 1;
        *bodies.entry(row.agency.clone()).or_default().entry(row.verdict).or_default() += 1;
        if is_decided(&row) {
            decided.push((row.agency, row.year, row.key, row.id));
        }
        Ok(())
    })?;
    // By agency and year, as such papers are filed.
    decided.sort();
    let (last, people) = decisions(store, &decided)?;
    let database = match store.access() {
        Access::Sample => lang.pick("样例库", "the sample database").to_owned(),
        _ => store.path().display().to_string(),
    };
    bodies.retain(|_, verdicts| verdicts.keys().any(|verdict| *verdict != Verdict::Open));
    let summary = store.summary()?;
    let head = Head {
        database,
        scope: scope.to_owned(),
        last,
        people,
        counts,
        bodies,
        agencies: summary.agencies,
        reports: summary.reports,
        years: summary.years,
        documents: (summary.documents, summary.not_reports),
        rules: check::registry().len(),
    };
    let mut paper = Paper::new(out, lang, rule_name, &head)?;
    let mut sources: (Option<AgencyId>, BTreeMap<i16, String>) = (None, BTreeMap::new());
    for (.., id) in &decided {
        let Some(stored) = store.finding(*id)? else { continue };
        if sources.0 != Some(stored.agency_id) {
            sources = (Some(stored.agency_id), paths(store, stored.agency_id)?);
        }
        paper.entry(&Entry {
            agency: &stored.agency.name,
            finding: &stored.finding,
            verdict: stored.verdict,
            changed: stored.changed.is_some(),
            history: &stored.history,
            message: check::message(&stored.finding, lang),
            slip: stored.finding.slip.map(|slip| check::slip(slip).get(lang)),
            sources: &sources.1,
        })?;
    }
    each(pages, |row| {
        if is_decided(&row) {
            return Ok(());
        }
        Ok(paper.undecided(&Undecided {
            agency: &row.agency,
            year: row.year,
            severity: row.severity,
            rule: &row.rule,
            cell: row.suspect.or(row.cells.first().copied()),
            expected: row.expected,
            actual: row.actual,
        })?)
    })?;
    Ok(paper.finish()?)
}

/// What changed since it was decided on has a history to tell, though nothing counts now.
fn is_decided(row: &FindingRow) -> bool {
    row.verdict != Verdict::Open || row.changed
}

fn each(
    pages: Pages<'_>,
    mut work: impl FnMut(FindingRow) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut at = Position::First;
    loop {
        let page = pages(&at, PAGE)?;
        let last = page.rows.last().map(|row| row.key);
        for row in page.rows {
            work(row)?;
        }
        match last {
            Some(last) if page.more => at = Position::After(last),
            _ => return Ok(()),
        }
    }
}

type Decisions = (Option<String>, BTreeMap<String, u64>);

/// The time of the last decision, and who decided how often.
fn decisions(
    store: &Store,
    decided: &[(String, i16, QueueKey, FindingId)],
) -> Result<Decisions, Error> {
    let mut last: Option<(jiff::Timestamp, String)> = None;
    let mut people: BTreeMap<String, u64> = BTreeMap::new();
    for (.., id) in decided {
        for decision in store.history(*id)? {
            *people.entry(decision.by.clone()).or_default() += 1;
            let Ok(moment) = decision.at.parse::<jiff::Timestamp>() else { continue };
            if last.as_ref().is_none_or(|(newest, _)| *newest < moment) {
                last = Some((moment, decision.at));
            }
        }
    }
    Ok((last.map(|(_, at)| at), people))
}

/// The path of the agency's report of each year.
fn paths(store: &Store, agency: AgencyId) -> Result<BTreeMap<i16, String>, Error> {
    let filter = ReportFilter { agency: Some(agency), ..ReportFilter::default() };
    let rows = store.reports(&filter, &Position::First, PAGE)?.rows;
    Ok(rows.into_iter().map(|row| (row.year, row.path)).collect())
}

fn rule_name(rule: &str, lang: Lang) -> String {
    check::rule(rule).map(|rule| rule.name.get(lang).to_owned()).unwrap_or_default()
}
