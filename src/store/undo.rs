//! Undo and redo, without limit and also tomorrow: further entries of the log that refer to the
//! decision that they take back or bring back.

use super::decisions::{Entry, EntryKind, evidence};
use super::{Result, Store, codec};
use crate::record::{Decision, FindingId, Verdict};
use rusqlite::{Connection, OptionalExtension, Row};

/// The decisions by a person with the newest undo or redo of each, if any.
const STANDING: &str = "FROM verdict v LEFT JOIN ground g ON g.entry = v.id
    LEFT JOIN verdict u ON u.id = (SELECT max(id) FROM verdict WHERE undoes = v.id)
    WHERE v.kind = 'decide' AND v.who = ?1";

/// A decision that can be taken back or brought back.
struct Target {
    id: i64,
    finding: FindingId,
    state: State,
}

/// What a finding is to be again.
struct State {
    verdict: Verdict,
    note: String,
    evidence: Option<i64>,
}

fn target(row: &Row<'_>) -> rusqlite::Result<Target> {
    Ok(Target {
        id: row.get(0)?,
        finding: FindingId(row.get::<_, i64>(1)?.cast_unsigned()),
        state: state(row, 2)?,
    })
}

fn state(row: &Row<'_>, first: usize) -> rusqlite::Result<State> {
    Ok(State {
        verdict: codec::verdict(row, first)?,
        note: row.get(first + 1)?,
        evidence: row.get(first + 2)?,
    })
}

impl Store {
    /// Takes back the newest decision by that person that still holds, as a further entry of the
    /// log; what was decided at once as one. Gives the entries that were appended: none where there
    /// is nothing left to undo.
    pub fn undo(&mut self, by: &str) -> Result<Vec<Decision>> {
        self.append(|conn| {
            const HOLDS: &str = "(u.kind IS NULL OR u.kind = 'redo')";
            let newest = moment(conn, &format!("{HOLDS} ORDER BY v.id DESC"), by)?;
            let mut entries = Vec::new();
            // The last one first, as one would take them back one by one.
            for target in targets(conn, HOLDS, by, newest)?.into_iter().rev() {
                let state = before(conn, &target)?;
                entries.push(entry(target, state, by, EntryKind::Undo));
            }
            Ok(entries)
        })
    }

    /// Makes what was last undone hold again, as further entries of the log. None where there is
    /// nothing, or where something was decided since.
    pub fn redo(&mut self, by: &str) -> Result<Vec<Decision>> {
        self.append(|conn| {
            const UNDONE: &str = "u.kind = 'undo'
                AND u.id > (SELECT max(id) FROM verdict WHERE kind = 'decide' AND who = ?1)";
            let newest = moment(conn, &format!("{UNDONE} ORDER BY u.id DESC"), by)?;
            let targets = targets(conn, UNDONE, by, newest)?.into_iter();
            let again = targets.map(|target| {
                let State { verdict, ref note, evidence } = target.state;
                let state = State { verdict, note: note.clone(), evidence };
                entry(target, state, by, EntryKind::Redo)
            });
            Ok(again.collect())
        })
    }
}

/// When the first of these decisions by a person was given.
fn moment(conn: &Connection, which: &str, by: &str) -> rusqlite::Result<Option<i64>> {
    conn.prepare_cached(&format!("SELECT v.moment {STANDING} AND {which} LIMIT 1"))?
        .query_row([by], |row| row.get(0))
        .optional()
}

/// Those of these decisions that were given at one moment, the first one first.
fn targets(
    conn: &Connection,
    which: &str,
    by: &str,
    moment: Option<i64>,
) -> rusqlite::Result<Vec<Target>> {
    conn.prepare_cached(&format!(
        "SELECT v.id, v.finding, v.verdict, v.note, g.evidence
         {STANDING} AND {which} AND v.moment = ?2 ORDER BY v.id"
    ))?
    .query_map((by, moment), target)?
    .collect()
}

/// What was in force before a decision: the entry before it, or nothing.
fn before(conn: &Connection, target: &Target) -> rusqlite::Result<State> {
    let found = conn
        .prepare_cached(
            "SELECT v.verdict, v.note, g.evidence FROM verdict v
             LEFT JOIN ground g ON g.entry = v.id
             WHERE v.finding = ? AND v.id < ? ORDER BY v.id DESC LIMIT 1",
        )?
        .query_row((target.finding.0.cast_signed(), target.id), |row| state(row, 0))
        .optional()?;
    match found {
        Some(state) => Ok(state),
        None => Ok(State {
            verdict: Verdict::Open,
            note: String::new(),
            evidence: evidence(conn, target.finding)?,
        }),
    }
}

fn entry(target: Target, state: State, by: &str, kind: EntryKind) -> Entry {
    Entry {
        finding: target.finding,
        verdict: state.verdict,
        note: state.note,
        by: by.to_owned(),
        at: String::new(),
        moment: 0,
        kind,
        undoes: Some(target.id),
        evidence: state.evidence,
    }
}
