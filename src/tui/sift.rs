//! Conditions on findings that the database does not index: looked at one by one.

use crate::store::{
    FindingFilter, FindingRow, Page, Position, QueueKey, Result, Store, StoredFinding,
};

/// Conditions beyond a [`FindingFilter`].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sift {
    /// The deviation from the peers is larger than this.
    pub z: Option<f64>,
}

impl Sift {
    fn passes(self, stored: &StoredFinding) -> bool {
        self.z.is_none_or(|least| {
            let facts = &stored.finding.facts;
            let z =
                facts.iter().find(|(name, _)| name == "z").and_then(|(_, z)| z.parse::<f64>().ok());
            z.is_some_and(|z| z.abs() > least)
        })
    }
}

/// How many findings are looked at in one go.
const STRIDE: usize = 500;

/// A page of the queue.
pub fn findings(
    store: &Store,
    filter: &FindingFilter,
    sift: Sift,
    at: &Position<QueueKey>,
    limit: usize,
) -> Result<Page<FindingRow>> {
    if sift == Sift::default() {
        return store.findings(filter, at, limit);
    }
    let backward = matches!(at, Position::Before(_) | Position::Last);
    let mut at = at.clone();
    let mut rows: Vec<FindingRow> = Vec::new();
    loop {
        let page = store.whole_findings(filter, &at, STRIDE)?;
        let edge = if backward { page.rows.first() } else { page.rows.last() }.map(|row| row.key);
        let passed = page.rows.iter().filter(|stored| sift.passes(stored)).map(row);
        if backward {
            rows.splice(0..0, passed.collect::<Vec<_>>());
        } else {
            rows.extend(passed);
        }
        let Some(edge) = edge.filter(|_| page.more) else {
            return Ok(cut(rows, false, backward, limit));
        };
        if rows.len() >= limit {
            return Ok(cut(rows, true, backward, limit));
        }
        at = if backward { Position::Before(edge) } else { Position::After(edge) };
    }
}

/// At most `limit` rows, from the end that was asked for.
fn cut(mut rows: Vec<FindingRow>, more: bool, backward: bool, limit: usize) -> Page<FindingRow> {
    let more = more || rows.len() > limit;
    if backward {
        rows.drain(..rows.len().saturating_sub(limit));
    } else {
        rows.truncate(limit);
    }
    Page { rows, more }
}

/// Every finding of the queue.
pub fn all(store: &Store, filter: &FindingFilter, sift: Sift) -> Result<Vec<FindingRow>> {
    let mut rows: Vec<FindingRow> = Vec::new();
    let mut at = Position::First;
    loop {
        let page = findings(store, filter, sift, &at, 1000)?;
        rows.extend(page.rows);
        match rows.last() {
            Some(last) if page.more => at = Position::After(last.key),
            _ => return Ok(rows),
        }
    }
}

/// A whole finding as a row of the list.
pub fn row(stored: &StoredFinding) -> FindingRow {
    let finding = &stored.finding;
    FindingRow {
        id: finding.id,
        agency_id: stored.agency_id,
        agency: stored.agency.name.clone(),
        printed: stored.agency.printed.clone(),
        year: finding.year,
        rule: finding.rule.clone(),
        severity: finding.severity,
        cells: finding.cells.clone(),
        expected: finding.expected,
        actual: finding.actual,
        suspect: finding.suspect,
        repair: finding.repair,
        verdict: stored.verdict,
        changed: stored.changed.is_some(),
        key: stored.key,
    }
}
