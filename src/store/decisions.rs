//! The log of decisions: appended to, merged, never changed.

use super::local::Line;
use super::tally::{self, Bin, Ledger};
use super::{Access, Error, Imported, Result, Store, codec, error::explain};
use crate::record::{Decision, FindingId, Verdict};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior};
use std::path::Path;

/// What the log says of a finding as it now is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settled {
    /// Nobody has decided, or the newest decision is `open`.
    Open,
    /// The newest decision holds.
    Holds(Verdict),
    /// The newest decision rests on what the finding was before it changed.
    Overtaken,
}

/// An entry of the log before it has a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub finding: FindingId,
    pub verdict: Verdict,
    pub note: String,
    pub by: String,
    pub at: String,
    pub moment: i64,
    pub kind: EntryKind,
    /// The decision that an undo or a redo is about.
    pub undoes: Option<i64>,
    /// What the finding rested on, where that is known.
    pub evidence: Option<i64>,
}

/// How an entry came into the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum EntryKind {
    Decide,
    Undo,
    Redo,
    Import,
}

impl EntryKind {
    pub(super) const fn key(self) -> &'static str {
        match self {
            EntryKind::Decide => "decide",
            EntryKind::Undo => "undo",
            EntryKind::Redo => "redo",
            EntryKind::Import => "import",
        }
    }
}

impl Entry {
    pub(super) fn decision(&self) -> Decision {
        Decision {
            finding: self.finding.to_string(),
            verdict: self.verdict,
            note: self.note.clone(),
            by: self.by.clone(),
            at: self.at.clone(),
        }
    }

    /// An entry of a decision that was made elsewhere.
    pub(super) fn imported(decision: &Decision) -> Result<Entry> {
        let bad = |what: &str, text: &str| Error::BadDecision(format!("{what} '{text}'"));
        let finding = FindingId::parse(&decision.finding)
            .ok_or_else(|| bad("the finding", &decision.finding))?;
        let at: Timestamp = decision.at.parse().map_err(|_| bad("the time", &decision.at))?;
        Ok(Entry {
            finding,
            verdict: decision.verdict,
            note: decision.note.clone(),
            by: decision.by.clone(),
            at: decision.at.clone(),
            moment: at.as_microsecond(),
            kind: EntryKind::Import,
            undoes: None,
            evidence: None,
        })
    }
}

const DECISION: &str = "SELECT finding, verdict, note, who, at FROM verdict";

fn decision(row: &Row<'_>) -> rusqlite::Result<Decision> {
    Ok(Decision {
        finding: FindingId(row.get::<_, i64>(0)?.cast_unsigned()).to_string(),
        verdict: codec::verdict(row, 1)?,
        note: row.get(2)?,
        by: row.get(3)?,
        at: row.get(4)?,
    })
}

impl Store {
    /// Appends a decision on a finding, now. It is on the disk when this returns.
    ///
    /// Where the database may not be written to, it goes to [`Store::decisions_path`].
    pub fn decide(
        &mut self,
        finding: FindingId,
        verdict: Verdict,
        note: &str,
        by: &str,
    ) -> Result<Decision> {
        let mut decided = self.decide_all(&[finding], verdict, note, by)?;
        decided.pop().ok_or_else(|| Error::NoFinding(finding.to_string()))
    }

    /// As [`Store::decide`], of many findings at once: all or none, at one moment, which is what
    /// [`Store::undo`] knows them by.
    pub fn decide_all(
        &mut self,
        findings: &[FindingId],
        verdict: Verdict,
        note: &str,
        by: &str,
    ) -> Result<Vec<Decision>> {
        let mut missing = None;
        let decided = self.append(|conn| {
            let mut entries = Vec::with_capacity(findings.len());
            for finding in findings {
                let evidence = evidence(conn, *finding)?;
                if evidence.is_none() {
                    missing = Some(*finding);
                    return Ok(Vec::new());
                }
                entries.push(Entry {
                    finding: *finding,
                    verdict,
                    note: note.to_owned(),
                    by: by.to_owned(),
                    at: String::new(),
                    moment: 0,
                    kind: EntryKind::Decide,
                    undoes: None,
                    evidence,
                });
            }
            Ok(entries)
        })?;
        match missing {
            Some(finding) => Err(Error::NoFinding(finding.to_string())),
            None => Ok(decided),
        }
    }

    /// Every decision on a finding, oldest first.
    pub fn history(&self, finding: FindingId) -> Result<Vec<Decision>> {
        self.ask(|conn| {
            conn.prepare_cached(&format!("{DECISION} WHERE finding = ? ORDER BY moment, id"))?
                .query_map([finding.0.cast_signed()], decision)?
                .collect()
        })
    }

    /// Every decision ever given, oldest first.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        self.ask(|conn| {
            conn.prepare_cached(&format!("{DECISION} ORDER BY moment, id"))?
                .query_map([], decision)?
                .collect()
        })
    }

    /// The decisions that a person gave, the one given last first; what was undone or redone is
    /// not told apart.
    pub fn newest_decisions(&self, by: &str, limit: usize) -> Result<Vec<Decision>> {
        self.ask(|conn| {
            conn.prepare_cached(&format!(
                "{DECISION} WHERE who = ? AND kind = 'decide' ORDER BY id DESC LIMIT ?"
            ))?
            .query_map((by, limit as i64), decision)?
            .collect()
        })
    }

    /// Merges decisions by their time. None is lost and none is doubled; if one of them cannot be
    /// understood, nothing is changed.
    pub fn import(&mut self, decisions: &[Decision]) -> Result<Imported> {
        let entries = decisions.iter().map(Entry::imported).collect::<Result<Vec<Entry>>>()?;
        let ledger = self.ledger();
        self.durably(|conn| {
            let mut imported = Imported::default();
            let mut fresh = Vec::new();
            for mut entry in entries {
                if is_known(conn, &entry)? {
                    imported.known += 1;
                    continue;
                }
                entry.evidence = evidence(conn, entry.finding)?;
                imported.waiting += u64::from(entry.evidence.is_none());
                imported.added += 1;
                enter(conn, ledger, &entry)?;
                fresh.push(entry);
            }
            Ok((imported, fresh))
        })
    }

    /// Appends the entries that `make` gives, stamped with one time, and gives them back.
    pub(super) fn append(
        &mut self,
        make: impl FnOnce(&Connection) -> rusqlite::Result<Vec<Entry>>,
    ) -> Result<Vec<Decision>> {
        let ledger = self.ledger();
        self.durably(|conn| {
            let mut entries = make(conn)?;
            stamp(conn, &mut entries)?;
            for entry in &entries {
                enter(conn, ledger, entry)?;
            }
            Ok((entries.iter().map(Entry::decision).collect(), entries))
        })
    }

    /// Work in one transaction that is on the disk when this returns. The entries that it gives
    /// are also written beside the database, where that may not be written to.
    pub(super) fn durably<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<(T, Vec<Entry>)>,
    ) -> Result<T> {
        let path = self.path.clone();
        let say = |error| explain(&path, error);
        let writable = self.access == Access::ReadWrite;
        let behavior = if writable {
            self.conn.pragma_update(None, "synchronous", "FULL").map_err(say)?;
            TransactionBehavior::Immediate
        } else {
            // The temporary tables need no lock on the file.
            TransactionBehavior::Deferred
        };
        let local = self.local.clone();
        let done = self.conn.transaction_with_behavior(behavior).map_err(say).and_then(|tx| {
            let (done, entries) = work(&tx).map_err(say)?;
            if let Some(local) = local {
                let lines = entries
                    .iter()
                    .map(|entry| Line::of(&tx, entry))
                    .collect::<rusqlite::Result<Vec<Line>>>()
                    .map_err(say)?;
                local.append(&lines)?;
            }
            tx.commit().map_err(say)?;
            Ok(done)
        });
        if writable {
            self.conn.pragma_update(None, "synchronous", "NORMAL").map_err(say)?;
        }
        done
    }

    pub(super) fn ledger(&self) -> Ledger {
        if self.access == Access::ReadWrite { Ledger::Kept } else { Ledger::Beside }
    }

    /// The file to which decisions go when the database may not be written to.
    pub fn decisions_path(&self) -> Option<&Path> {
        self.local.as_ref().map(super::local::Local::decisions_path)
    }
}

/// The time of entries: now, or just behind the newest entry on one of their findings where that
/// lies in the future, so that what was decided last counts.
fn stamp(conn: &Connection, entries: &mut [Entry]) -> rusqlite::Result<()> {
    let mut moment = Timestamp::now().as_microsecond();
    for entry in &*entries {
        let newest: Option<i64> = conn
            .prepare_cached("SELECT max(moment) FROM verdict WHERE finding = ?")?
            .query_row([entry.finding.0.cast_signed()], |row| row.get(0))?;
        moment = newest.map_or(moment, |newest| moment.max(newest + 1));
    }
    // Microseconds from a time that could be written down can be written down.
    let at = format!("{:.6}", Timestamp::from_microsecond(moment).unwrap_or(Timestamp::MAX));
    for entry in entries {
        entry.moment = moment;
        entry.at.clone_from(&at);
    }
    Ok(())
}

pub(super) fn is_known(conn: &Connection, entry: &Entry) -> rusqlite::Result<bool> {
    conn.prepare_cached(
        "SELECT 1 FROM verdict WHERE finding = ? AND moment = ? AND verdict = ? AND note = ?
         AND who = ?",
    )?
    .exists((
        entry.finding.0.cast_signed(),
        entry.moment,
        entry.verdict.key(),
        &entry.note,
        &entry.by,
    ))
}

/// What a finding rests on now; `None` where it is not in this database.
pub(super) fn evidence(conn: &Connection, finding: FindingId) -> rusqlite::Result<Option<i64>> {
    conn.prepare_cached("SELECT evidence FROM finding WHERE id = ?")?
        .query_row([finding.0.cast_signed()], |row| row.get(0))
        .optional()
}

/// Puts an entry into the log, and changes what is kept of it.
pub(super) fn enter(conn: &Connection, ledger: Ledger, entry: &Entry) -> rusqlite::Result<()> {
    let id = entry.finding.0.cast_signed();
    let before = counted(conn, id)?;
    conn.prepare_cached(
        "INSERT INTO verdict(finding, verdict, note, who, at, moment, kind, undoes)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute((
        id,
        entry.verdict.key(),
        &entry.note,
        &entry.by,
        &entry.at,
        entry.moment,
        entry.kind.key(),
        entry.undoes,
    ))?;
    if let Some(evidence) = entry.evidence {
        conn.prepare_cached("INSERT INTO ground VALUES (?, ?)")?
            .execute((conn.last_insert_rowid(), evidence))?;
    }
    mark(conn, id)?;
    let after = counted(conn, id)?;
    if before != after {
        for (counted, n) in [(before, -1), (after, 1)] {
            if let Some((place, bin)) = counted {
                tally::add(conn, ledger, place, &bin, n)?;
            }
        }
    }
    Ok(())
}

/// The place and the bin under which a finding is counted, if it is.
fn counted(conn: &Connection, id: i64) -> rusqlite::Result<Option<(i64, Bin)>> {
    conn.prepare_cached(
        "SELECT a.place, f.severity, f.rule, f.year, d.verdict
         FROM finding f JOIN agency a ON a.id = f.agency LEFT JOIN decided d ON d.finding = f.id
         WHERE f.id = ? AND f.resolved IS NULL",
    )?
    .query_row([id], |row| {
        let bin = Bin {
            severity: codec::severity(row, 1)?,
            rule: row.get(2)?,
            year: row.get(3)?,
            verdict: codec::verdict(row, 4)?,
        };
        Ok((row.get(0)?, bin))
    })
    .optional()
}

/// What the log says of a finding that rests on `evidence`.
pub(super) fn settle(
    conn: &Connection,
    id: i64,
    evidence: Option<i64>,
) -> rusqlite::Result<Settled> {
    let newest = conn
        .prepare_cached(
            "SELECT v.verdict, g.evidence FROM verdict v LEFT JOIN ground g ON g.entry = v.id
             WHERE v.finding = ? ORDER BY v.moment DESC, v.id DESC LIMIT 1",
        )?
        .query_row([id], |row| Ok((codec::verdict(row, 0)?, row.get::<_, Option<i64>>(1)?)))
        .optional()?;
    Ok(match newest {
        None | Some((Verdict::Open, _)) => Settled::Open,
        Some((verdict, ground)) if ground.is_none() || ground == evidence => {
            Settled::Holds(verdict)
        }
        Some(_) => Settled::Overtaken,
    })
}

/// Keeps in `decided` what the log now says of a finding.
pub(super) fn mark(conn: &Connection, id: i64) -> rusqlite::Result<()> {
    let evidence = evidence(conn, FindingId(id.cast_unsigned()))?;
    match settle(conn, id, evidence)? {
        Settled::Holds(verdict) if evidence.is_some() => {
            conn.prepare_cached(
                "INSERT OR REPLACE INTO decided SELECT ?1, ?2, id FROM verdict
                 WHERE finding = ?1 ORDER BY moment DESC, id DESC LIMIT 1",
            )?
            .execute((id, verdict.key()))?;
        }
        _ => {
            conn.prepare_cached("DELETE FROM decided WHERE finding = ?")?.execute([id])?;
        }
    }
    Ok(())
}

/// Notes what a finding rests on for decisions that were here before it.
pub(super) fn ground_waiting(conn: &Connection, id: i64, evidence: i64) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO ground SELECT v.id, ?2 FROM verdict v LEFT JOIN ground g ON g.entry = v.id
         WHERE v.finding = ?1 AND g.entry IS NULL",
    )?
    .execute((id, evidence))?;
    Ok(())
}
