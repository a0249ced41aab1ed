//! Findings in the order of the queue, and one of them whole.
//!
//! The queue: what changed since it was decided on, errors with a named cell, errors, warnings,
//! notices; within each, one agency's findings together, its years in order. The rank is set by
//! checks alone, so that nothing moves while one decides.

use super::agencies::AGENCY;
use super::choose::{Who, direction, page};
use super::codec::{self, Params};
use super::{
    AgencyId, FindingFilter, FindingRow, Page, PlaceId, Position, QueueKey, ReportId, Result,
    Store, StoredFinding, save_findings,
};
use crate::record::{Evidence, Finding, FindingId, Severity, Verdict};
use rusqlite::{Connection, OptionalExtension, Row};

const COLUMNS: &str = "f.id, f.agency, a.name, a.printed, f.year, f.rule, f.severity, f.cells,
    f.expected, f.actual, f.suspect, f.repair, d.verdict, f.changed AND d.finding IS NULL, f.rank";

/// How the rows of a filter are come by.
enum Way<'a> {
    /// From the decisions, which are few.
    Decided,
    /// From the findings of these agencies, which are few.
    Agencies(Who),
    /// Along the queue, or that of one rule, until a page is full.
    Queue(Option<&'a str>),
}

impl Store {
    /// Findings of a filter, in the order of the queue. Resolved ones are not in it.
    pub fn findings(
        &self,
        filter: &FindingFilter,
        at: &Position<QueueKey>,
        limit: usize,
    ) -> Result<Page<FindingRow>> {
        let who = self.who(filter)?;
        let few = self.is_few(who)?;
        let (key, backwards) = direction(at);
        let rows = self.ask(|conn| {
            let ask = |way: &Way<'_>, rank: Option<i64>, key: Option<(&QueueKey, &str)>, n| {
                stretch(conn, filter, who, way, rank, key, backwards, n)
            };
            let wanted = limit + 1;
            if !filter.verdicts.is_empty() && !filter.verdicts.contains(&Verdict::Open) {
                return ask(&Way::Decided, None, key, wanted);
            }
            if few {
                return ask(&Way::Agencies(who), None, key, wanted);
            }
            let mut ranks = ranks(filter);
            if backwards {
                ranks.reverse();
            }
            let mut rows = Vec::new();
            for rank in ranks {
                let key = match key {
                    Some((key, _)) if (rank < key.rank) != backwards && rank != key.rank => {
                        continue;
                    }
                    Some((key, sign)) if rank == key.rank => Some((key, sign)),
                    _ => None,
                };
                let left = wanted - rows.len();
                let mut found = Vec::new();
                if filter.rules.is_empty() {
                    found = ask(&Way::Queue(None), Some(rank), key, left)?;
                }
                for rule in &filter.rules {
                    found.extend(ask(&Way::Queue(Some(rule)), Some(rank), key, left)?);
                }
                if filter.rules.len() > 1 {
                    found.sort_by_key(|row: &FindingRow| row.key);
                    found.dedup_by_key(|row| row.key);
                    if backwards {
                        found.reverse();
                    }
                    found.truncate(left);
                }
                rows.extend(found);
                if rows.len() >= wanted {
                    break;
                }
            }
            Ok(rows)
        })?;
        Ok(page(rows, limit, backwards))
    }

    /// How many findings of a filter stand before a place in the queue.
    pub fn findings_before(&self, filter: &FindingFilter, key: &QueueKey) -> Result<u64> {
        let who = self.who(filter)?;
        self.ask(|conn| {
            let mut params = Params::default();
            let mut conditions = conditions(filter, &mut params);
            if !filter.rules.is_empty() {
                let rules = params.list(filter.rules.iter().cloned());
                conditions.push(format!("f.rule IN {rules}"));
            }
            conditions.extend(who.condition("f.agency", &mut params));
            let values = params.list([key.rank, key.agency, key.year, key.id]);
            conditions.push(format!("(f.rank, f.agency, f.year, f.id) < {values}"));
            let sql = format!(
                "SELECT count(*) FROM finding f LEFT JOIN decided d ON d.finding = f.id WHERE {}",
                conditions.join(" AND ")
            );
            conn.prepare_cached(&sql)?.query_row(params.bind(), |row| codec::count(row, 0))
        })
    }

    /// As [`Store::findings`], each finding whole, for exports and walkthroughs.
    pub fn whole_findings(
        &self,
        filter: &FindingFilter,
        at: &Position<QueueKey>,
        limit: usize,
    ) -> Result<Page<StoredFinding>> {
        let found = self.findings(filter, at, limit)?;
        let mut rows = Vec::with_capacity(found.rows.len());
        for row in found.rows {
            rows.extend(self.finding(row.id)?);
        }
        Ok(Page { rows, more: found.more })
    }

    /// One finding, whole; a resolved one too.
    pub fn finding(&self, id: FindingId) -> Result<Option<StoredFinding>> {
        let found = self.ask(|conn| {
            conn.prepare_cached(&format!(
                "SELECT {AGENCY}, f.id, f.evidence, f.agency, f.year, f.rule, f.severity, f.rank,
                     f.cells, f.expected, f.actual, f.suspect, f.repair, f.slip, f.confidence,
                     f.quotes, f.facts, f.resolved IS NOT NULL, d.verdict,
                     iif(f.changed AND d.finding IS NULL, f.was, NULL), r.id, s.path
                 FROM finding f JOIN agency a ON a.id = f.agency
                 LEFT JOIN decided d ON d.finding = f.id
                 LEFT JOIN report r ON r.agency = f.agency AND r.year = f.year AND r.current = 1
                 LEFT JOIN source s ON s.id = r.id
                 WHERE f.id = ?"
            ))?
            .query_row([id.0.cast_signed()], |row| self.whole(conn, row))
            .optional()
        })?;
        let Some(mut found) = found else { return Ok(None) };
        found.history = self.history(id)?;
        found.note = found.history.last().map(|last| last.note.clone()).unwrap_or_default();
        Ok(Some(found))
    }

    fn whole(&self, conn: &Connection, row: &Row<'_>) -> rusqlite::Result<StoredFinding> {
        let id = FindingId(row.get::<_, i64>(5)?.cast_unsigned());
        let (agency, year): (i64, i16) = (row.get(7)?, row.get(8)?);
        let finding = Finding {
            id,
            evidence: Evidence(row.get::<_, i64>(6)?.cast_unsigned()),
            rule: row.get(9)?,
            severity: codec::severity(row, 10)?,
            year,
            cells: codec::cells(row, 12)?,
            expected: row.get(13)?,
            actual: row.get(14)?,
            suspect: codec::cell(row, 15)?,
            repair: row.get(16)?,
            slip: codec::slip(row, 17)?,
            confidence: codec::confidence(row, 18)?,
            flags: save_findings::flags(conn, id, year)?,
            quotes: codec::json(row, 19)?,
            facts: codec::json(row, 20)?,
        };
        Ok(StoredFinding {
            agency_id: AgencyId(agency),
            agency: self.agency_of_row(row, 0)?,
            finding,
            report: row.get::<_, Option<i64>>(24)?.map(ReportId),
            source: row.get::<_, Option<String>>(25)?.unwrap_or_default(),
            verdict: codec::verdict(row, 22)?,
            note: String::new(),
            changed: codec::word_or_null(row, 23, |text| serde_json::from_str(text).ok())?,
            resolved: row.get(21)?,
            history: Vec::new(),
            key: QueueKey {
                rank: row.get(11)?,
                agency,
                year: i64::from(year),
                id: id.0.cast_signed(),
            },
        })
    }

    /// Whether so few agencies are meant that their findings are sorted sooner than met along the
    /// queue.
    fn is_few(&self, who: Who) -> Result<bool> {
        match who {
            Who::All => Ok(false),
            Who::One(_) => Ok(true),
            Who::Chosen(n) => {
                let all = self.ask(|conn| {
                    conn.prepare_cached("SELECT agencies FROM place WHERE id = ?")?
                        .query_row([PlaceId::ROOT.0], |row| codec::count(row, 0))
                })?;
                Ok(n <= 500 || n * 50 <= all)
            }
        }
    }
}

/// The stretches of the queue in which the findings of a filter can stand.
fn ranks(filter: &FindingFilter) -> Vec<i64> {
    if filter.changed {
        return vec![0];
    }
    let wants = |severity| filter.severities.is_empty() || filter.severities.contains(&severity);
    let mut ranks = vec![0];
    if wants(Severity::Error) {
        ranks.extend([1, 2]);
    }
    if wants(Severity::Warning) {
        ranks.push(3);
    }
    if wants(Severity::Notice) {
        ranks.push(4);
    }
    ranks
}

/// The conditions of a filter that do not depend on how its rows are come by.
pub(super) fn conditions(filter: &FindingFilter, params: &mut Params) -> Vec<String> {
    let mut all = vec!["f.resolved IS NULL".to_owned()];
    if let Some((first, last)) = filter.years {
        all.push(format!("f.year BETWEEN {} AND {}", params.add(first), params.add(last)));
    }
    if !filter.severities.is_empty() {
        let keys = filter.severities.iter().map(|severity| severity.key());
        all.push(format!("f.severity IN {}", params.list(keys)));
    }
    if !filter.verdicts.is_empty() {
        let keys = filter.verdicts.iter().map(|verdict| verdict.key());
        all.push(format!("coalesce(d.verdict, 'open') IN {}", params.list(keys)));
    }
    if filter.changed {
        all.push("f.changed AND d.finding IS NULL".to_owned());
    }
    all
}

#[expect(clippy::too_many_arguments, reason = "one query with all its parts, called in one place")]
fn stretch(
    conn: &Connection,
    filter: &FindingFilter,
    who: Who,
    way: &Way<'_>,
    rank: Option<i64>,
    key: Option<(&QueueKey, &str)>,
    backwards: bool,
    limit: usize,
) -> rusqlite::Result<Vec<FindingRow>> {
    const DECIDED: &str = "LEFT JOIN decided d ON d.finding = f.id";
    let mut params = Params::default();
    let mut conditions = conditions(filter, &mut params);
    let one_rule = matches!(way, Way::Queue(Some(_)));
    if !filter.rules.is_empty() && !one_rule {
        let rules = params.list(filter.rules.iter().cloned());
        conditions.push(format!("f.rule IN {rules}"));
    }
    let from = match way {
        Way::Decided => {
            conditions.extend(who.condition("f.agency", &mut params));
            "decided d CROSS JOIN finding f ON f.id = d.finding".to_owned()
        }
        Way::Agencies(Who::One(agency)) => {
            conditions.push(format!("f.agency = {}", params.add(*agency)));
            format!("finding f INDEXED BY finding_agency {DECIDED}")
        }
        Way::Agencies(_) => format!(
            "chosen s CROSS JOIN finding f INDEXED BY finding_agency ON f.agency = s.agency {DECIDED}"
        ),
        Way::Queue(rule) => {
            if matches!(who, Who::Chosen(_)) {
                conditions.extend(who.condition("f.agency", &mut params));
            }
            match rule {
                None => format!("finding f INDEXED BY finding_queue {DECIDED}"),
                Some(rule) => {
                    conditions.push(format!("f.rule = {}", params.add((*rule).to_owned())));
                    format!("finding f INDEXED BY finding_rule {DECIDED}")
                }
            }
        }
    };
    let mut order = vec!["f.agency", "f.year", "f.id"];
    match rank {
        Some(rank) => conditions.push(format!("f.rank = {}", params.add(rank))),
        None => order.insert(0, "f.rank"),
    }
    if let Some((key, sign)) = key {
        let mut values = vec![key.agency, key.year, key.id];
        if rank.is_none() {
            values.insert(0, key.rank);
        }
        let marks = params.list(values);
        conditions.push(format!("({}) {sign} {marks}", order.join(", ")));
    }
    let way = if backwards { "DESC" } else { "ASC" };
    let order: Vec<String> = order.iter().map(|column| format!("{column} {way}")).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM {from} CROSS JOIN agency a ON a.id = f.agency WHERE {}
         ORDER BY {} LIMIT {}",
        conditions.join(" AND "),
        order.join(", "),
        params.add(limit as i64)
    );
    conn.prepare_cached(&sql)?.query_map(params.bind(), finding_row)?.collect()
}

fn finding_row(row: &Row<'_>) -> rusqlite::Result<FindingRow> {
    let (id, agency): (i64, i64) = (row.get(0)?, row.get(1)?);
    let year: i16 = row.get(4)?;
    Ok(FindingRow {
        id: FindingId(id.cast_unsigned()),
        agency_id: AgencyId(agency),
        agency: row.get(2)?,
        printed: row.get(3)?,
        year,
        rule: row.get(5)?,
        severity: codec::severity(row, 6)?,
        cells: codec::cells(row, 7)?,
        expected: row.get(8)?,
        actual: row.get(9)?,
        suspect: codec::cell(row, 10)?,
        repair: row.get(11)?,
        verdict: codec::verdict(row, 12)?,
        changed: row.get(13)?,
        key: QueueKey { rank: row.get(14)?, agency, year: i64::from(year), id },
    })
}
