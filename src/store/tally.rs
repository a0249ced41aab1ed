//! Kept counts of findings: changed in the transaction that changes what they count.

use super::{Tally, codec, places};
use crate::record::{Severity, Verdict};
use rusqlite::{Connection, Result};

/// What a finding is counted under.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Bin {
    pub severity: Severity,
    pub rule: String,
    pub year: i16,
    pub verdict: Verdict,
}

/// Where counts are changed: the table, or beside it where the database may not be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ledger {
    Kept,
    Beside,
}

/// Adds `n` findings to a place and all above it.
pub(super) fn add(conn: &Connection, ledger: Ledger, place: i64, bin: &Bin, n: i64) -> Result<()> {
    let table = match ledger {
        Ledger::Kept => "main.tally",
        Ledger::Beside => "temp.tally_beside",
    };
    let mut statement = conn.prepare_cached(&format!(
        "INSERT INTO {table}(place, severity, rule, year, verdict, n) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET n = n + excluded.n"
    ))?;
    for place in places::above(conn, place)? {
        let (severity, verdict) = (bin.severity.key(), bin.verdict.key());
        statement.execute((place, severity, &bin.rule, bin.year, verdict, n))?;
    }
    Ok(())
}

/// The findings of a place with all below it.
pub(super) fn of_place(conn: &Connection, place: i64) -> Result<Tally> {
    let mut statement = conn.prepare_cached(
        "SELECT severity, verdict, sum(n) FROM tally WHERE place = ? GROUP BY severity, verdict",
    )?;
    collect(statement.query([place])?)
}

/// The findings of an agency, or of one of its years.
pub(super) fn of_agency(conn: &Connection, agency: i64, year: Option<i16>) -> Result<Tally> {
    let mut statement = conn.prepare_cached(
        "SELECT f.severity, coalesce(d.verdict, 'open'), count(*)
         FROM finding f LEFT JOIN decided d ON d.finding = f.id
         WHERE f.agency = ?1 AND (?2 IS NULL OR f.year = ?2) AND f.resolved IS NULL
         GROUP BY 1, 2",
    )?;
    collect(statement.query((agency, year))?)
}

fn collect(mut rows: rusqlite::Rows<'_>) -> Result<Tally> {
    let mut tally = Tally::default();
    while let Some(row) = rows.next()? {
        let n: i64 = row.get(2)?;
        let n = u32::try_from(n).unwrap_or(0);
        tally.add(codec::severity(row, 0)?, codec::verdict(row, 1)?, n);
    }
    Ok(tally)
}

/// Adds to a number of the table `kept`.
pub(super) fn keep(conn: &Connection, what: &str, key: i64, n: i64) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO kept VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
    )?
    .execute((what, key, n))?;
    Ok(())
}
