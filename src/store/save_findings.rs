//! Keeping what a check found, so that decisions outlive a new reading.

use super::decisions::{self, Settled};
use super::tally::{self, Bin, Ledger};
use super::{AgencyId, Batch, Before, Changes, Result, Store, codec};
use crate::record::{Finding, FindingId, Flag, Severity, Verdict};
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::HashMap;

/// A finding as it is kept, as far as a new check has to know it.
struct Held {
    agency: i64,
    evidence: i64,
    bin: Bin,
    rank: i64,
    changed: bool,
    resolved: bool,
    before: Before,
}

impl Store {
    /// Replaces the findings of one agency by those of a new check of all rules. Findings of other
    /// agencies are not touched.
    pub fn save_findings(&mut self, agency: AgencyId, findings: &[Finding]) -> Result<Changes> {
        self.batch(|batch| batch.save_findings(agency, findings))
    }
}

impl Batch<'_> {
    /// As [`Store::save_findings`], together with other changes.
    pub fn save_findings(&mut self, agency: AgencyId, findings: &[Finding]) -> Result<Changes> {
        self.ask(|tx| replace(tx, agency.0, findings))
    }
}

fn replace(tx: &Connection, agency: i64, findings: &[Finding]) -> rusqlite::Result<Changes> {
    let place: i64 = tx
        .prepare_cached("SELECT place FROM agency WHERE id = ?")?
        .query_row([agency], |row| row.get(0))?;
    let mut held = held(tx, agency)?;
    let mut changes = Changes::default();
    let mut seen = std::collections::HashSet::new();
    for finding in findings {
        let id = finding.id.0.cast_signed();
        if !seen.insert(id) {
            continue;
        }
        let before = match held.remove(&id) {
            Some(before) => Some(before),
            None => held_elsewhere(tx, id)?,
        };
        keep_one(tx, agency, place, finding, before, &mut changes)?;
    }
    for (id, gone) in held.into_iter().filter(|(_, gone)| !gone.resolved) {
        tx.prepare_cached("UPDATE finding SET resolved = ? WHERE id = ?")?
            .execute((super::now(), id))?;
        tally::add(tx, Ledger::Kept, place, &gone.bin, -1)?;
        changes.resolved += 1;
    }
    tx.prepare_cached("DELETE FROM unchecked WHERE agency = ?")?.execute([agency])?;
    Ok(changes)
}

fn keep_one(
    tx: &Connection,
    agency: i64,
    place: i64,
    finding: &Finding,
    before: Option<Held>,
    changes: &mut Changes,
) -> rusqlite::Result<()> {
    let id = finding.id.0.cast_signed();
    let evidence = finding.evidence.0.cast_signed();
    if before.is_none() {
        // Decisions that were imported before their finding was here rest on what it is now.
        decisions::ground_waiting(tx, id, evidence)?;
    }
    let settled = decisions::settle(tx, id, Some(evidence))?;
    let (verdict, changed) = match settled {
        Settled::Holds(verdict) => (verdict, false),
        Settled::Overtaken => (Verdict::Open, true),
        Settled::Open => (Verdict::Open, false),
    };
    let rank = rank(finding, changed);
    let bin =
        Bin { severity: finding.severity, rule: finding.rule.clone(), year: finding.year, verdict };
    match &before {
        Some(was) if was.resolved => changes.new += 1,
        Some(was) if was.evidence == evidence => changes.unchanged += 1,
        Some(was) => {
            changes.changed += 1;
            changes.reopened += u64::from(changed && was.bin.verdict != Verdict::Open);
        }
        None => changes.new += 1,
    }
    if let Some(was) = &before {
        let same = was.evidence == evidence && !was.resolved && was.agency == agency;
        if same && was.rank == rank && was.changed == changed && was.bin == bin {
            return Ok(());
        }
        if !was.resolved {
            let place = if was.agency == agency { place } else { place_of(tx, was.agency)? };
            tally::add(tx, Ledger::Kept, place, &was.bin, -1)?;
        }
    }
    // What it was when it was decided on: as it stood until now, unless it had changed already.
    let was = before
        .as_ref()
        .filter(|was| !(was.changed && was.bin.verdict == Verdict::Open))
        .map(|was| &was.before);
    write(tx, agency, finding, rank, changed, was)?;
    decisions::mark(tx, id)?;
    tally::add(tx, Ledger::Kept, place, &bin, 1)
}

/// The place in the queue: what changed since it was decided on, errors with a named cell, errors,
/// warnings, notices.
fn rank(finding: &Finding, changed: bool) -> i64 {
    match finding.severity {
        _ if changed => 0,
        Severity::Error if finding.suspect.is_some() => 1,
        Severity::Error => 2,
        Severity::Warning => 3,
        Severity::Notice => 4,
    }
}

const HELD: &str = "SELECT f.id, f.agency, f.evidence, f.severity, f.rule, f.year,
        coalesce(d.verdict, 'open'), f.rank, f.changed, f.resolved IS NOT NULL,
        f.expected, f.actual, f.suspect, f.repair
    FROM finding f LEFT JOIN decided d ON d.finding = f.id";

fn held_row(row: &Row<'_>) -> rusqlite::Result<(i64, Held)> {
    let held = Held {
        agency: row.get(1)?,
        evidence: row.get(2)?,
        bin: bin_of(row, 3)?,
        rank: row.get(7)?,
        changed: row.get(8)?,
        resolved: row.get(9)?,
        before: Before {
            expected: row.get(10)?,
            actual: row.get(11)?,
            suspect: codec::cell(row, 12)?,
            repair: row.get(13)?,
        },
    };
    Ok((row.get(0)?, held))
}

fn bin_of(row: &Row<'_>, first: usize) -> rusqlite::Result<Bin> {
    Ok(Bin {
        severity: codec::severity(row, first)?,
        rule: row.get(first + 1)?,
        year: row.get(first + 2)?,
        verdict: codec::verdict(row, first + 3)?,
    })
}

fn held(tx: &Connection, agency: i64) -> rusqlite::Result<HashMap<i64, Held>> {
    tx.prepare_cached(&format!("{HELD} WHERE f.agency = ?"))?
        .query_map([agency], held_row)?
        .collect()
}

/// A finding of that identity that stands under another agency: one that was read under another
/// name when it was found.
fn held_elsewhere(tx: &Connection, id: i64) -> rusqlite::Result<Option<Held>> {
    tx.prepare_cached(&format!("{HELD} WHERE f.id = ?"))?
        .query_row([id], held_row)
        .optional()
        .map(|found| found.map(|(_, held)| held))
}

fn place_of(tx: &Connection, agency: i64) -> rusqlite::Result<i64> {
    tx.prepare_cached("SELECT place FROM agency WHERE id = ?")?
        .query_row([agency], |row| row.get(0))
}

/// What the findings of an agency are counted under, one for each.
pub(super) fn bins(tx: &Connection, agency: i64) -> rusqlite::Result<Vec<Bin>> {
    tx.prepare_cached(
        "SELECT f.severity, f.rule, f.year, coalesce(d.verdict, 'open')
         FROM finding f LEFT JOIN decided d ON d.finding = f.id
         WHERE f.agency = ? AND f.resolved IS NULL",
    )?
    .query_map([agency], |row| bin_of(row, 0))?
    .collect()
}

fn write(
    tx: &Connection,
    agency: i64,
    finding: &Finding,
    rank: i64,
    changed: bool,
    was: Option<&Before>,
) -> rusqlite::Result<()> {
    let id = finding.id.0.cast_signed();
    tx.prepare_cached(
        "INSERT INTO finding(id, evidence, agency, year, rule, severity, rank, changed, cells,
             expected, actual, suspect, repair, slip, confidence, quotes, facts, was)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
         ON CONFLICT DO UPDATE SET evidence = ?2, agency = ?3, year = ?4, rule = ?5, severity = ?6,
             rank = ?7, changed = ?8, resolved = NULL, cells = ?9, expected = ?10, actual = ?11,
             suspect = ?12, repair = ?13, slip = ?14, confidence = ?15, quotes = ?16, facts = ?17,
             was = iif(?8, coalesce(?18, was), NULL)",
    )?
    .execute(rusqlite::params![
        id,
        finding.evidence.0.cast_signed(),
        agency,
        finding.year,
        finding.rule,
        finding.severity.key(),
        rank,
        changed,
        codec::cells_json(&finding.cells),
        codec::figure(finding.expected),
        codec::figure(finding.actual),
        finding.suspect.map(|cell| cell.index() as i64),
        codec::figure(finding.repair),
        codec::slip_name(finding.slip),
        codec::confidence_name(finding.confidence),
        codec::json_or_null(&finding.quotes),
        codec::json_or_null(&finding.facts),
        was.map(|was| serde_json::to_string(was).unwrap_or_default()),
    ])?;
    tx.prepare_cached("DELETE FROM flag WHERE finding = ?")?.execute([id])?;
    let mut insert = tx.prepare_cached("INSERT INTO flag VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (ordinal, flag) in (0_i64..).zip(&finding.flags) {
        insert.execute((
            id,
            ordinal,
            &flag.rule,
            flag.severity.key(),
            codec::cells_json(&flag.cells),
            codec::figure(flag.expected),
            codec::figure(flag.actual),
            codec::addends_json(&flag.addends, finding.year),
        ))?;
    }
    Ok(())
}

/// The flags of a finding.
pub(super) fn flags(conn: &Connection, id: FindingId, year: i16) -> rusqlite::Result<Vec<Flag>> {
    conn.prepare_cached(
        "SELECT rule, severity, cells, expected, actual, addends FROM flag
         WHERE finding = ? ORDER BY ordinal",
    )?
    .query_map([id.0.cast_signed()], |row| {
        Ok(Flag {
            rule: row.get(0)?,
            severity: codec::severity(row, 1)?,
            cells: codec::cells(row, 2)?,
            expected: row.get(3)?,
            actual: row.get(4)?,
            addends: codec::addends(row, 5, year)?,
        })
    })?
    .collect()
}
