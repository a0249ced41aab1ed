//! Reports: one whole, lists with their figures, and cases for the rules.

use super::agencies::AGENCY;
use super::choose::{Who, direction, page};
use super::codec::{self, Params};
use super::{
    AgencyId, DocumentRow, Page, Position, ReportFilter, ReportId, ReportKey, ReportRow, Result,
    SourceRow, Store, StoredReport, VersionRow, figures,
};
use crate::record::{Case, NotReport, Passage, Problem, ProblemKind, Report, Span};
use rusqlite::{Connection, OptionalExtension, Row};

/// Up to so many agencies are sorted rather than looked for along the list.
const FEW: u64 = 5_000;

impl Store {
    /// One report, whole.
    pub fn report(&self, id: ReportId) -> Result<Option<StoredReport>> {
        self.ask(|conn| {
            let head = conn
                .prepare_cached(&format!(
                    "SELECT {AGENCY}, a.id, r.current IS NOT NULL, r.year
                     FROM report r JOIN agency a ON a.id = r.agency WHERE r.id = ?"
                ))?
                .query_row([id.0], |row| {
                    let agency = self.agency_of_row(row, 0)?;
                    Ok((agency, AgencyId(row.get(5)?), row.get(6)?, row.get::<_, i16>(7)?))
                })
                .optional()?;
            let Some((agency, agency_id, current, year)) = head else { return Ok(None) };
            let report = conn
                .prepare_cached(&format!("{REPORT} WHERE r.id = ?"))?
                .query_row([id.0], |row| load(conn, row))?;
            Ok(Some(StoredReport {
                id,
                agency_id,
                agency,
                report,
                current,
                versions: versions(conn, agency_id.0, year)?,
                source: source(conn, id.0)?,
                problems: problems(conn, id.0)?,
            }))
        })
    }

    /// The current report of an agency and year.
    pub fn report_of(&self, agency: AgencyId, year: i16) -> Result<Option<ReportId>> {
        self.ask(|conn| {
            conn.prepare_cached(
                "SELECT id FROM report WHERE agency = ? AND year = ? AND current = 1",
            )?
            .query_row((agency.0, year), |row| row.get(0).map(ReportId))
            .optional()
        })
    }

    /// Current reports of a filter with their figures, by agency and year.
    pub fn reports(
        &self,
        filter: &ReportFilter,
        at: &Position<ReportKey>,
        limit: usize,
    ) -> Result<Page<ReportRow>> {
        let who = self.choose(filter)?;
        self.ask(|conn| {
            let mut params = Params::default();
            let (key, backwards) = direction(at);
            let mut conditions = vec!["r.current = 1".to_owned()];
            let from = match who {
                Who::All => "report r INDEXED BY report_year",
                Who::One(_) => {
                    conditions.extend(who.condition("r.agency", &mut params));
                    "report r INDEXED BY report_year"
                }
                Who::Chosen(n) if n <= FEW => {
                    "chosen s CROSS JOIN report r INDEXED BY report_year ON r.agency = s.agency"
                }
                Who::Chosen(_) => {
                    "report r INDEXED BY report_year CROSS JOIN chosen s ON s.agency = r.agency"
                }
            };
            if let Some((first, last)) = filter.years {
                let (first, last) = (params.add(first), params.add(last));
                conditions.push(format!("r.year BETWEEN {first} AND {last}"));
            }
            if let Some((key, sign)) = key {
                let (agency, year) = (params.add(key.agency), params.add(key.year));
                conditions.push(format!("(r.agency, r.year) {sign} ({agency}, {year})"));
            }
            let way = if backwards { "DESC" } else { "ASC" };
            let sql = format!(
                "SELECT f.*, {AGENCY}, r.id, r.agency, r.year, r.form, r.published, s.path
                 FROM (SELECT r.id FROM {from} WHERE {} ORDER BY r.agency {way}, r.year {way}
                       LIMIT {}) p
                 CROSS JOIN report r ON r.id = p.id JOIN figures f ON f.report = r.id
                 JOIN agency a ON a.id = r.agency JOIN source s ON s.id = r.id
                 ORDER BY r.agency {way}, r.year {way}",
                conditions.join(" AND "),
                params.add(limit as i64 + 1)
            );
            let rows = conn
                .prepare_cached(&sql)?
                .query_map(params.bind(), |row| self.report_row(row))?
                .collect::<rusqlite::Result<Vec<ReportRow>>>()?;
            Ok(page(rows, limit, backwards))
        })
    }

    fn report_row(&self, row: &Row<'_>) -> rusqlite::Result<ReportRow> {
        const AFTER: usize = 1 + crate::form::Cell::COUNT;
        let id: i64 = row.get(AFTER + 5)?;
        let mut cells = figures::from_row(row, 1);
        figures::notes(&self.conn, id, &mut cells)?;
        let (agency, year) = (row.get(AFTER + 6)?, row.get::<_, i16>(AFTER + 7)?);
        Ok(ReportRow {
            id: ReportId(id),
            agency_id: AgencyId(agency),
            agency: self.agency_of_row(row, AFTER)?,
            year,
            form: codec::form(row, AFTER + 8)?,
            published: codec::date(row, AFTER + 9)?,
            path: row.get(AFTER + 10)?,
            cells,
            key: ReportKey { agency, year: i64::from(year) },
        })
    }

    /// An agency with its current reports, as the rules look at it.
    pub fn case(&self, agency: AgencyId) -> Result<Option<Case>> {
        self.ask(|conn| {
            let found = conn
                .prepare_cached(&format!("SELECT {AGENCY} FROM agency a WHERE a.id = ?"))?
                .query_row([agency.0], |row| self.agency_of_row(row, 0))
                .optional()?;
            let Some(found) = found else { return Ok(None) };
            Ok(Some(Case { agency: found, reports: current_reports(conn, agency.0)? }))
        })
    }

    /// The next cases after an agency, in the order of their numbers, for a check of everything.
    pub fn cases(&self, after: Option<AgencyId>, limit: usize) -> Result<Vec<(AgencyId, Case)>> {
        let after = after.map_or(0, |agency| agency.0);
        self.ask(|conn| {
            conn.prepare_cached(&format!(
                "SELECT {AGENCY}, a.id FROM agency a WHERE a.id > ? ORDER BY a.id LIMIT ?"
            ))?
            .query_map((after, limit as i64), |row| self.case_of_row(conn, row))?
            .collect()
        })
    }

    fn case_of_row(&self, conn: &Connection, row: &Row<'_>) -> rusqlite::Result<(AgencyId, Case)> {
        let id = AgencyId(row.get(5)?);
        let agency = self.agency_of_row(row, 0)?;
        Ok((id, Case { agency, reports: current_reports(conn, id.0)? }))
    }

    /// The decoded document of a report, to which all spans refer.
    pub fn source_text(&self, report: ReportId) -> Result<Option<String>> {
        self.document_text(report.0)
    }

    /// Documents that are no report, in the order of ingestion, after the document of that number.
    pub fn not_reports(&self, after: Option<i64>, limit: usize) -> Result<Vec<DocumentRow>> {
        self.ask(|conn| {
            let ids: Vec<i64> = conn
                .prepare_cached(
                    "SELECT id FROM source INDEXED BY source_not_report
                     WHERE not_report IS NOT NULL AND id > ? ORDER BY id LIMIT ?",
                )?
                .query_map((after.unwrap_or(0), limit as i64), |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            ids.into_iter()
                .map(|id| {
                    Ok(DocumentRow { source: source(conn, id)?, problems: problems(conn, id)? })
                })
                .collect()
        })
    }
}

/// The columns that [`load`] reads.
const REPORT: &str = "SELECT r.id, r.year, r.form, r.published, r.title, r.agency, r.current
    FROM report r";

/// A report with its prose, and with the figures of the version before if it is the current one.
fn load(conn: &Connection, row: &Row<'_>) -> rusqlite::Result<Report> {
    let id: i64 = row.get(0)?;
    let (year, agency): (i16, i64) = (row.get(1)?, row.get(5)?);
    let current = row.get::<_, Option<i64>>(6)?.is_some();
    let earlier = if current { super::save::earlier(conn, agency, year)? } else { None };
    Ok(Report {
        year,
        form: codec::form(row, 2)?,
        published: codec::date(row, 3)?,
        title: row.get(4)?,
        cells: figures::load(conn, id)?,
        passages: passages(conn, id)?,
        earlier: earlier.map(|id| figures::load(conn, id).map(Box::new)).transpose()?,
    })
}

fn current_reports(conn: &Connection, agency: i64) -> rusqlite::Result<Vec<Report>> {
    conn.prepare_cached(&format!("{REPORT} WHERE r.agency = ? AND r.current = 1 ORDER BY r.year"))?
        .query_map([agency], |row| load(conn, row))?
        .collect()
}

pub(super) fn passages(conn: &Connection, report: i64) -> rusqlite::Result<Vec<Passage>> {
    conn.prepare_cached(
        "SELECT section, heading, text, start, stop FROM passage
         WHERE id BETWEEN ?1 << 16 AND (?1 << 16) + 65535 ORDER BY id",
    )?
    .query_map([report], |row| {
        Ok(Passage {
            section: codec::section(row, 0)?,
            heading: row.get(1)?,
            text: row.get(2)?,
            span: Span { start: row.get(3)?, end: row.get(4)? },
        })
    })?
    .collect()
}

fn versions(conn: &Connection, agency: i64, year: i16) -> rusqlite::Result<Vec<VersionRow>> {
    conn.prepare_cached(
        "SELECT r.id, r.published, s.path, r.current IS NOT NULL
         FROM report r JOIN source s ON s.id = r.id WHERE r.agency = ? AND r.year = ?
         ORDER BY r.current IS NOT NULL DESC, r.published DESC, r.id DESC",
    )?
    .query_map((agency, year), |row| {
        Ok(VersionRow {
            id: ReportId(row.get(0)?),
            published: codec::date(row, 1)?,
            path: row.get(2)?,
            current: row.get(3)?,
        })
    })?
    .collect()
}

fn source(conn: &Connection, id: i64) -> rusqlite::Result<SourceRow> {
    conn.prepare_cached(
        "SELECT id, path, lower(hex(hash)), encoding, url, not_report FROM source WHERE id = ?",
    )?
    .query_row([id], |row| {
        Ok(SourceRow {
            id: row.get(0)?,
            path: row.get(1)?,
            hash: row.get(2)?,
            encoding: row.get(3)?,
            url: row.get(4)?,
            not_report: codec::word_or_null(row, 5, NotReport::from_key)?,
        })
    })
}

fn problems(conn: &Connection, source: i64) -> rusqlite::Result<Vec<Problem>> {
    conn.prepare_cached(
        "SELECT kind, what, start, stop FROM problem WHERE source = ? ORDER BY ordinal",
    )?
    .query_map([source], |row| {
        Ok(Problem {
            kind: codec::word(row, 0, ProblemKind::from_key)?,
            what: row.get(1)?,
            span: codec::span(row, 2)?,
        })
    })?
    .collect()
}
