//! How many findings of a filter there are, by each further condition one might add.

use super::choose::Who;
use super::codec::{self, Params};
use super::findings::conditions;
use super::tally::Bin;
use super::{Facets, FindingFilter, PlaceId, Result, Store, places};
use crate::record::{Severity, Verdict};
use rusqlite::{Connection, Row};
use std::collections::{BTreeMap, HashMap};

impl Store {
    /// How many findings of a filter there are, by each further condition.
    ///
    /// Kept counts answer unless the filter names agencies. Those of places leave names of places
    /// out, as each leaves its own condition out.
    pub fn facets(&self, filter: &FindingFilter) -> Result<Facets> {
        let place = filter.place.unwrap_or(PlaceId::ROOT);
        let kept = self.kept_places(filter)?;
        let who = if kept.is_some() { Who::All } else { self.who(filter)? };
        self.ask(|conn| {
            let mut facets = Facets::default();
            let mut sums = Sums::default();
            if let Some(kept) = kept {
                for kept in kept {
                    let mut statement = conn.prepare_cached(
                        "SELECT severity, rule, year, verdict, n FROM tally WHERE place = ?",
                    )?;
                    let mut rows = statement.query([kept])?;
                    while let Some(row) = rows.next()? {
                        sums.count(filter, &bin(row, 0)?, row.get(4)?);
                    }
                }
                facets.places = places_kept(conn, filter, place)?;
            } else {
                let below = counted(conn, filter, who, &mut sums)?;
                facets.places = places_counted(conn, place, &below)?;
            }
            sums.fill(&mut facets);
            Ok(facets)
        })
    }

    /// The places whose kept counts, added up, are those of a filter; `None` where it has
    /// conditions that nothing was counted by.
    fn kept_places(&self, filter: &FindingFilter) -> Result<Option<Vec<i64>>> {
        if filter.text.is_some() || filter.agency.is_some() || filter.changed {
            return Ok(None);
        }
        if filter.places.is_empty() {
            return Ok(Some(vec![filter.place.unwrap_or(PlaceId::ROOT).0]));
        }
        let named = self.named(&filter.places)?;
        let whole = filter.place.is_none() && named.words.is_empty();
        Ok(whole.then_some(named.places))
    }
}

fn bin(row: &Row<'_>, first: usize) -> rusqlite::Result<Bin> {
    Ok(Bin {
        severity: codec::severity(row, first)?,
        rule: row.get(first + 1)?,
        year: row.get(first + 2)?,
        verdict: codec::verdict(row, first + 3)?,
    })
}

/// Which of its own conditions a filter sets against a bin.
fn against(filter: &FindingFilter, bin: &Bin) -> [bool; 4] {
    let not_in = |empty: bool, holds: bool| !empty && !holds;
    [
        not_in(filter.severities.is_empty(), filter.severities.contains(&bin.severity)),
        not_in(filter.rules.is_empty(), filter.rules.contains(&bin.rule)),
        filter.years.is_some_and(|(first, last)| bin.year < first || bin.year > last),
        not_in(filter.verdicts.is_empty(), filter.verdicts.contains(&bin.verdict)),
    ]
}

/// The counts of each facet, the facet's own condition left out.
#[derive(Default)]
struct Sums {
    total: i64,
    severities: BTreeMap<Severity, i64>,
    rules: BTreeMap<String, i64>,
    years: BTreeMap<i16, i64>,
    verdicts: BTreeMap<Verdict, i64>,
}

impl Sums {
    fn count(&mut self, filter: &FindingFilter, bin: &Bin, n: i64) {
        let against = against(filter, bin);
        let fails = against.iter().filter(|fails| **fails).count();
        let counts = |own: usize| fails == 0 || (fails == 1 && against[own]);
        if fails == 0 {
            self.total += n;
        }
        if counts(0) {
            *self.severities.entry(bin.severity).or_default() += n;
        }
        if counts(1) {
            // Most bins are of a rule that was met before.
            match self.rules.get_mut(&bin.rule) {
                Some(sum) => *sum += n,
                None => {
                    self.rules.insert(bin.rule.clone(), n);
                }
            }
        }
        if counts(2) {
            *self.years.entry(bin.year).or_default() += n;
        }
        if counts(3) {
            *self.verdicts.entry(bin.verdict).or_default() += n;
        }
    }

    fn fill(self, facets: &mut Facets) {
        fn list<K>(sums: impl IntoIterator<Item = (K, i64)>) -> Vec<(K, u64)> {
            let positive = |(key, n)| u64::try_from(n).ok().filter(|n| *n > 0).map(|n| (key, n));
            sums.into_iter().filter_map(positive).collect()
        }
        facets.total = u64::try_from(self.total).unwrap_or(0);
        facets.severities = list(self.severities);
        facets.rules = list(self.rules);
        facets.rules.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        facets.years = list(self.years.into_iter().rev());
        facets.verdicts = list(self.verdicts);
    }
}

/// The places right below one with their kept counts.
fn places_kept(
    conn: &Connection,
    filter: &FindingFilter,
    place: PlaceId,
) -> rusqlite::Result<Vec<(PlaceId, String, u64)>> {
    let mut statement = conn.prepare_cached(
        "SELECT t.severity, t.rule, t.year, t.verdict, t.n, p.id, p.name
         FROM place p CROSS JOIN tally t ON t.place = p.id
         WHERE p.parent = ? ORDER BY p.code, p.name",
    )?;
    let mut rows = statement.query([place.0])?;
    let mut list: Vec<(PlaceId, String, i64)> = Vec::new();
    while let Some(row) = rows.next()? {
        if against(filter, &bin(row, 0)?) != [false; 4] {
            continue;
        }
        let (n, id): (i64, i64) = (row.get(4)?, row.get(5)?);
        match list.last_mut() {
            Some(last) if last.0.0 == id => last.2 += n,
            _ => list.push((PlaceId(id), row.get(6)?, n)),
        }
    }
    let positive = |(id, name, n)| u64::try_from(n).ok().filter(|n| *n > 0).map(|n| (id, name, n));
    Ok(list.into_iter().filter_map(positive).collect())
}

/// Counts the findings themselves; gives how many of the filter stand under each place.
fn counted(
    conn: &Connection,
    filter: &FindingFilter,
    who: Who,
    sums: &mut Sums,
) -> rusqlite::Result<HashMap<i64, u64>> {
    let mut params = Params::default();
    // Only the conditions that are no facet; the others are left out in turn.
    let bare = FindingFilter { changed: filter.changed, ..FindingFilter::default() };
    let mut conditions = conditions(&bare, &mut params);
    let from = match who {
        Who::All => {
            conditions.push("f.rank = 0".to_owned());
            "finding f INDEXED BY finding_queue"
        }
        Who::One(agency) => {
            conditions.push(format!("f.agency = {}", params.add(agency)));
            "finding f INDEXED BY finding_agency"
        }
        Who::Chosen(_) => {
            "chosen s CROSS JOIN finding f INDEXED BY finding_agency ON f.agency = s.agency"
        }
    };
    let sql = format!(
        "SELECT f.severity, f.rule, f.year, coalesce(d.verdict, 'open'), count(*), a.place
         FROM {from} LEFT JOIN decided d ON d.finding = f.id
         CROSS JOIN agency a ON a.id = f.agency
         WHERE {} GROUP BY 1, 2, 3, 4, 6",
        conditions.join(" AND ")
    );
    let mut below: HashMap<i64, u64> = HashMap::new();
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(params.bind())?;
    while let Some(row) = rows.next()? {
        let bin = bin(row, 0)?;
        let n: i64 = row.get(4)?;
        sums.count(filter, &bin, n);
        if against(filter, &bin) == [false; 4] {
            *below.entry(row.get(5)?).or_default() += n.unsigned_abs();
        }
    }
    Ok(below)
}

/// Sums what stands under each place to the places right below one.
fn places_counted(
    conn: &Connection,
    place: PlaceId,
    below: &HashMap<i64, u64>,
) -> rusqlite::Result<Vec<(PlaceId, String, u64)>> {
    let mut sums: HashMap<i64, u64> = HashMap::new();
    for (at, n) in below {
        let path = places::above(conn, *at)?;
        let own = path.iter().position(|above| *above == place.0);
        if let Some(child) = own.and_then(|own| own.checked_sub(1)) {
            *sums.entry(path[child]).or_default() += n;
        }
    }
    let mut children = conn
        .prepare_cached("SELECT id, name FROM place WHERE parent = ? ORDER BY code, name")?
        .query_map([place.0], |row| Ok((PlaceId(row.get(0)?), row.get(1)?, 0)))?
        .collect::<rusqlite::Result<Vec<(PlaceId, String, u64)>>>()?;
    for child in &mut children {
        child.2 = sums.get(&child.0.0).copied().unwrap_or(0);
    }
    children.retain(|child| child.2 > 0);
    Ok(children)
}
