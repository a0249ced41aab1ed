//! Coverage: agency × year.

use super::{AgencyFilter, AgencyKey, Coverage, CoverageRow, Page, Position, Result, Store, codec};
use crate::record::NotReport;
use rusqlite::Connection;
use std::collections::HashMap;

/// The rule whose findings mean that a report was published after its deadline.
const LATE: &str = "S-LATE";

impl Store {
    /// Coverage of agencies over a range of years, both ends included.
    pub fn coverage(
        &self,
        filter: &AgencyFilter,
        years: (i16, i16),
        at: &Position<AgencyKey>,
        limit: usize,
    ) -> Result<Page<CoverageRow>> {
        let found = self.agencies(filter, at, limit)?;
        let mut rows = Vec::with_capacity(found.rows.len());
        for row in found.rows {
            let known = self.ask(|conn| marks(conn, row.id.0, &row.agency.name))?;
            let mark = |year| (year, known.get(&year).copied().unwrap_or(Coverage::Missing));
            rows.push(CoverageRow {
                id: row.id,
                name: row.agency.name,
                marks: (years.0..=years.1).map(mark).collect(),
                key: row.key,
            });
        }
        Ok(Page { rows, more: found.more })
    }
}

/// The years of an agency of which anything is known.
fn marks(conn: &Connection, agency: i64, name: &str) -> rusqlite::Result<HashMap<i16, Coverage>> {
    let mut marks = HashMap::new();
    let mut unreadable = conn.prepare_cached(
        "SELECT about_year, not_report FROM source
         WHERE about_agency = ? AND about_year IS NOT NULL",
    )?;
    let mut rows = unreadable.query([name])?;
    while let Some(row) = rows.next()? {
        if codec::word(row, 1, NotReport::from_key)?.is_unreadable() {
            marks.insert(row.get(0)?, Coverage::Unreadable);
        }
    }
    let mut there =
        conn.prepare_cached("SELECT year, count(*) FROM report WHERE agency = ? GROUP BY year")?;
    let mut rows = there.query([agency])?;
    while let Some(row) = rows.next()? {
        let versions: i64 = row.get(1)?;
        let mark = if versions > 1 { Coverage::Twice } else { Coverage::Present };
        marks.insert(row.get(0)?, mark);
    }
    let mut late = conn.prepare_cached(
        "SELECT f.year FROM finding f LEFT JOIN decided d ON d.finding = f.id
         WHERE f.agency = ? AND f.rule = ? AND f.resolved IS NULL
         AND coalesce(d.verdict, 'open') IN ('open', 'confirmed', 'unsure')",
    )?;
    let mut rows = late.query((agency, LATE))?;
    while let Some(row) = rows.next()? {
        let mark = marks.entry(row.get(0)?).or_insert(Coverage::Missing);
        if *mark == Coverage::Present {
            *mark = Coverage::Late;
        }
    }
    Ok(marks)
}
