//! Agencies: lists of them, one with its years, their names.

use super::choose::{Who, direction, page};
use super::codec::{self, Params};
use super::{
    AgencyCard, AgencyFilter, AgencyId, AgencyKey, AgencyRow, NameRow, Page, PlaceId, Position,
    ReportId, Result, Store, YearRow, tally,
};
use crate::form::{Cell, Column, DisputeColumn, DisputeGroup, Row as FormRow};
use crate::record::{Agency, NotReport};
use rusqlite::{OptionalExtension, Row};

/// The columns that [`Store::agency_of_row`] reads.
pub(super) const AGENCY: &str = "a.name, a.printed, a.place, a.kind, a.level";

/// Up to so many agencies are sorted rather than looked for along the list.
const FEW: u64 = 5_000;

impl Store {
    /// Agencies of a filter, by division code, kind and pinyin.
    pub fn agencies(
        &self,
        filter: &AgencyFilter,
        at: &Position<AgencyKey>,
        limit: usize,
    ) -> Result<Page<AgencyRow>> {
        let who = self.choose(filter)?;
        self.ask(|conn| {
            let mut params = Params::default();
            let (key, backwards) = direction(at);
            let from = match who {
                Who::All => "agency a INDEXED BY agency_order".to_owned(),
                Who::One(_) => "agency a".to_owned(),
                Who::Chosen(n) if n <= FEW => {
                    "chosen s CROSS JOIN agency a ON a.id = s.agency".to_owned()
                }
                Who::Chosen(_) => {
                    "agency a INDEXED BY agency_order CROSS JOIN chosen s ON s.agency = a.id"
                        .to_owned()
                }
            };
            let after = key.map_or("1".to_owned(), |(key, sign)| {
                let (sort, pinyin) = (params.add(key.sort), params.add(key.pinyin.clone()));
                format!(
                    "(a.sort, a.pinyin, a.id) {sign} ({sort}, {pinyin}, {})",
                    params.add(key.id)
                )
            });
            let way = if backwards { "DESC" } else { "ASC" };
            let sql = format!(
                "SELECT {AGENCY}, a.id, a.sort, a.pinyin FROM {from} WHERE {after}
                 ORDER BY a.sort {way}, a.pinyin {way}, a.id {way} LIMIT {}",
                params.add(limit as i64 + 1)
            );
            let rows = conn
                .prepare_cached(&sql)?
                .query_map(params.bind(), |row| self.agency_row(row))?
                .collect::<rusqlite::Result<Vec<AgencyRow>>>()?;
            Ok(page(rows, limit, backwards))
        })
    }

    /// One agency with its years.
    pub fn agency(&self, id: AgencyId) -> Result<Option<AgencyCard>> {
        let row = self.ask(|conn| {
            conn.prepare_cached(&format!(
                "SELECT {AGENCY}, a.id, a.sort, a.pinyin FROM agency a WHERE a.id = ?"
            ))?
            .query_row([id.0], |row| self.agency_row(row))
            .optional()
        })?;
        let Some(row) = row else { return Ok(None) };
        let path = self.place_path(row.place)?;
        let years = self.years(id)?;
        let unreadable = self.unreadable_years(&row.agency.name)?;
        Ok(Some(AgencyCard { row, path, years, unreadable }))
    }

    /// The agency of that full name.
    pub fn agency_named(&self, name: &str) -> Result<Option<AgencyId>> {
        self.ask(|conn| {
            conn.prepare_cached("SELECT id FROM agency WHERE name = ?")?
                .query_row([name], |row| row.get(0).map(AgencyId))
                .optional()
        })
    }

    /// Hands over the names of all agencies, for the jump box, in the order of the list of
    /// agencies, until one is refused. They are not collected: of a whole country that is much.
    pub fn names(&self, take: &mut dyn FnMut(NameRow<'_>) -> bool) -> Result<()> {
        self.ask(|conn| {
            // Along the index, which is all that it takes; asking for each name is ten times that.
            let mut reports: Vec<(i64, i16)> = conn
                .prepare_cached(
                    "SELECT agency, year FROM report INDEXED BY report_year WHERE current = 1",
                )?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            reports.sort_unstable();
            let mut statement = conn.prepare_cached(
                "SELECT id, name, printed, place FROM agency ORDER BY sort, pinyin, id",
            )?;
            let mut rows = statement.query([])?;
            let mut years = Vec::new();
            while let Some(row) = rows.next()? {
                let id: i64 = row.get(0)?;
                let from = reports.partition_point(|(agency, _)| *agency < id);
                years.clear();
                let own = reports[from..].iter().take_while(|(agency, _)| *agency == id);
                years.extend(own.map(|(_, year)| *year));
                let taken = take(NameRow {
                    id: AgencyId(id),
                    name: row.get_ref(1)?.as_str()?,
                    printed: row.get_ref(2)?.as_str()?,
                    place: &self.place_parts(row.get(3)?)?,
                    years: &years,
                });
                if !taken {
                    break;
                }
            }
            Ok(())
        })
    }

    /// The years of an agency, oldest first.
    pub fn years(&self, id: AgencyId) -> Result<Vec<YearRow>> {
        let sql = format!(
            "SELECT r.year, r.id, r.form, r.published,
                 (SELECT count(*) FROM report v WHERE v.agency = r.agency AND v.year = r.year),
                 {} FROM report r JOIN figures f ON f.report = r.id
             WHERE r.agency = ? AND r.current = 1 ORDER BY r.year",
            indicator_columns()
        );
        self.ask(|conn| {
            let mut years: Vec<YearRow> = conn
                .prepare_cached(&sql)?
                .query_map([id.0], year_row)?
                .collect::<rusqlite::Result<_>>()?;
            for year in &mut years {
                year.findings = tally::of_agency(conn, id.0, Some(year.year))?;
            }
            Ok(years)
        })
    }

    fn unreadable_years(&self, name: &str) -> Result<Vec<(i16, NotReport)>> {
        self.ask(|conn| {
            conn.prepare_cached(
                "SELECT about_year, not_report FROM source
                 WHERE about_agency = ? AND about_year IS NOT NULL
                 ORDER BY about_year",
            )?
            .query_map([name], |row| Ok((row.get(0)?, codec::word(row, 1, NotReport::from_key)?)))?
            .filter(|found| !matches!(found, Ok((_, kind)) if !kind.is_unreadable()))
            .collect()
        })
    }

    /// An agency from the five columns of [`AGENCY`].
    pub(super) fn agency_of_row(&self, row: &Row<'_>, first: usize) -> rusqlite::Result<Agency> {
        Ok(Agency {
            name: row.get(first)?,
            printed: row.get(first + 1)?,
            place: self.place_parts(row.get(first + 2)?)?,
            kind: codec::kind(row, first + 3)?,
            level: codec::level(row, first + 4)?,
        })
    }

    fn agency_row(&self, row: &Row<'_>) -> rusqlite::Result<AgencyRow> {
        let id: i64 = row.get(5)?;
        let (reports, first, last) = self
            .conn
            .prepare_cached(
                "SELECT count(*), min(year), max(year) FROM report
                 WHERE agency = ? AND current = 1",
            )?
            .query_row([id], |row| {
                Ok((row.get(0)?, row.get::<_, Option<i16>>(1)?, row.get::<_, Option<i16>>(2)?))
            })?;
        Ok(AgencyRow {
            id: AgencyId(id),
            agency: self.agency_of_row(row, 0)?,
            place: PlaceId(row.get(2)?),
            reports,
            years: first.zip(last),
            findings: tally::of_agency(&self.conn, id, None)?,
            key: AgencyKey { sort: row.get(6)?, pinyin: row.get(7)?, id },
        })
    }
}

/// The figures of a [`YearRow`], in the order in which it reads them.
fn indicators() -> [Cell; 9] {
    let request = |row| Cell::request(row, Column::Total);
    let dispute = |group| Cell::dispute(group, DisputeColumn::Total);
    [
        request(FormRow::NEW),
        request(FormRow::CARRIED_IN),
        request(FormRow::CLOSED),
        request(FormRow::CARRIED_OUT),
        request(FormRow::GRANTED),
        request(FormRow::PARTIAL),
        dispute(DisputeGroup::Reconsideration),
        dispute(DisputeGroup::Direct),
        dispute(DisputeGroup::AfterReconsideration),
    ]
}

fn indicator_columns() -> String {
    indicators().map(|cell| format!("f.{}", cell.info().sql)).join(", ")
}

fn year_row(row: &Row<'_>) -> rusqlite::Result<YearRow> {
    let figure = |at: usize| Ok::<_, rusqlite::Error>(codec::number(row.get_ref(5 + at)?));
    let (direct, after) = (figure(7)?, figure(8)?);
    Ok(YearRow {
        year: row.get(0)?,
        report: ReportId(row.get(1)?),
        form: codec::form(row, 2)?,
        published: codec::date(row, 3)?,
        versions: row.get(4)?,
        new: figure(0)?,
        carried_in: figure(1)?,
        closed: figure(2)?,
        carried_out: figure(3)?,
        granted: figure(4)?,
        partial: figure(5)?,
        reviews: figure(6)?,
        lawsuits: direct.zip(after).map(|(direct, after)| direct + after),
        findings: super::Tally::default(),
    })
}
