//! A check of everything, city by city: what one is compared with, and the agencies themselves.

use super::agencies::AGENCY;
use super::codec;
use super::{AgencyId, Batch, PlaceId, Result, Store};
use crate::form::Cell;
use crate::record::{Agency, Case, Cells, Report};
use rusqlite::Row;

/// An agency with what was kept of the texts of its current reports.
#[derive(Debug, Clone, PartialEq)]
pub struct SketchRow {
    /// The agency's number.
    pub id: AgencyId,
    /// The agency.
    pub agency: Agency,
    /// Its years; `None` where nothing was kept.
    pub years: Vec<(i16, Option<Vec<u8>>)>,
}

/// A place with what stands below it and has no city of its own.
const BELOW: &str = "WITH RECURSIVE below(id) AS (SELECT ?1 UNION ALL
    SELECT c.id FROM place c JOIN below b ON c.parent = b.id WHERE c.depth > 2)";

impl Store {
    /// The regions of all agencies: the city of each, else its province, else the root.
    pub fn regions(&self) -> Result<Vec<PlaceId>> {
        self.ask(|conn| {
            conn.prepare_cached("SELECT id FROM place WHERE depth <= 2 ORDER BY id")?
                .query_map([], |row| row.get(0).map(PlaceId))?
                .collect()
        })
    }

    /// The regions in which agencies are to be checked.
    pub fn unchecked_regions(&self) -> Result<Vec<PlaceId>> {
        self.ask(|conn| {
            let places: Vec<i64> = conn
                .prepare_cached(
                    "SELECT DISTINCT a.place FROM unchecked u JOIN agency a ON a.id = u.agency",
                )?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let mut regions = places
                .into_iter()
                .map(|place| super::places::region(conn, place).map(PlaceId))
                .collect::<rusqlite::Result<Vec<PlaceId>>>()?;
            regions.sort_unstable();
            regions.dedup();
            Ok(regions)
        })
    }

    /// The agencies whose region is that place, in the order of their numbers.
    pub fn agencies_of_region(&self, region: PlaceId) -> Result<Vec<AgencyId>> {
        self.ask(|conn| {
            conn.prepare_cached(&format!(
                "{BELOW} SELECT a.id FROM agency a WHERE a.place IN below ORDER BY a.id"
            ))?
            .query_map([region.0], |row| row.get(0).map(AgencyId))?
            .collect()
        })
    }

    /// Those of them whose reports changed since they were last checked.
    pub fn unchecked_of_region(&self, region: PlaceId) -> Result<Vec<AgencyId>> {
        self.ask(|conn| {
            conn.prepare_cached(&format!(
                "{BELOW} SELECT a.id FROM unchecked u CROSS JOIN agency a ON a.id = u.agency
                 WHERE a.place IN below ORDER BY a.id"
            ))?
            .query_map([region.0], |row| row.get(0).map(AgencyId))?
            .collect()
        })
    }

    /// What was kept of the texts of a region, in the order of the agencies' numbers.
    pub fn sketches_of_region(&self, region: PlaceId) -> Result<Vec<SketchRow>> {
        self.ask(|conn| {
            let mut statement = conn.prepare_cached(&format!(
                "{BELOW} SELECT {AGENCY}, a.id, r.year, s.bins FROM agency a
                 JOIN report r ON r.agency = a.id AND r.current = 1
                 LEFT JOIN sketch s ON s.agency = r.agency AND s.year = r.year
                 WHERE a.place IN below ORDER BY a.id, r.year"
            ))?;
            let mut rows = statement.query([region.0])?;
            let mut found: Vec<SketchRow> = Vec::new();
            while let Some(row) = rows.next()? {
                let id = AgencyId(row.get(5)?);
                if found.last().is_none_or(|last| last.id != id) {
                    let agency = self.agency_of_row(row, 0)?;
                    found.push(SketchRow { id, agency, years: Vec::new() });
                }
                if let Some(last) = found.last_mut() {
                    last.years.push((row.get(6)?, row.get(7)?));
                }
            }
            Ok(found)
        })
    }

    /// The highest number of an agency; 0 where there is none.
    pub fn last_agency(&self) -> Result<AgencyId> {
        self.ask(|conn| {
            conn.prepare_cached("SELECT ifnull(max(id), 0) FROM agency")?
                .query_row([], |row| row.get(0).map(AgencyId))
        })
    }

    /// The agencies from one number to another with these figures of their current reports and
    /// nothing else of them, in the order of their numbers.
    pub fn figures_of(
        &self,
        first: AgencyId,
        last: AgencyId,
        cells: &[Cell],
    ) -> Result<Vec<(AgencyId, Case)>> {
        let columns: String = cells.iter().map(|cell| format!(", f.{}", cell.info().sql)).collect();
        let sql = format!(
            "SELECT {AGENCY}, a.id, r.year, r.form{columns}
             FROM agency a LEFT JOIN report r ON r.agency = a.id AND r.current = 1
             LEFT JOIN figures f ON f.report = r.id
             WHERE a.id BETWEEN ? AND ? ORDER BY a.id, r.year"
        );
        self.ask(|conn| {
            let mut statement = conn.prepare_cached(&sql)?;
            let mut rows = statement.query((first.0, last.0))?;
            let mut found: Vec<(AgencyId, Case)> = Vec::new();
            while let Some(row) = rows.next()? {
                let id = AgencyId(row.get(5)?);
                if found.last().is_none_or(|last| last.0 != id) {
                    let agency = self.agency_of_row(row, 0)?;
                    found.push((id, Case { agency, reports: Vec::new() }));
                }
                if let (Some(report), Some(last)) = (figures_row(row, cells)?, found.last_mut()) {
                    last.1.reports.push(report);
                }
            }
            Ok(found)
        })
    }
}

fn figures_row(row: &Row<'_>, of: &[Cell]) -> rusqlite::Result<Option<Report>> {
    let Some(year) = row.get(6)? else { return Ok(None) };
    let mut cells = Cells::default();
    for (at, cell) in (8..).zip(of) {
        if let Some(number) = codec::number(row.get_ref(at)?) {
            cells.set_plain(*cell, number);
        }
    }
    Ok(Some(Report {
        year,
        form: codec::form(row, 7)?,
        published: None,
        title: String::new(),
        cells,
        passages: Vec::new(),
        earlier: None,
    }))
}

impl Batch<'_> {
    /// Keeps what a check needs of the texts of an agency's years to compare others with them.
    pub fn keep_sketches(&mut self, agency: AgencyId, years: &[(i16, Vec<u8>)]) -> Result<()> {
        self.ask(|tx| {
            let mut keep = tx.prepare_cached(
                "INSERT INTO sketch VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET bins = ?3 WHERE bins <> ?3",
            )?;
            for (year, bins) in years {
                keep.execute((agency.0, year, bins))?;
            }
            Ok(())
        })
    }
}
