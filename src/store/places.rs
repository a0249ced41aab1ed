//! The tree of places.

use super::{PlaceId, PlaceRow, Result, Store, Summary, codec, tally};
use crate::record::Place;
use rusqlite::{Connection, OptionalExtension, Row};

const ROW: &str = "SELECT p.id, p.parent, p.name, p.depth, p.code, p.agencies, p.reports,
    EXISTS (SELECT 1 FROM place c WHERE c.parent = p.id) FROM place p";

fn row(row: &Row<'_>) -> rusqlite::Result<PlaceRow> {
    Ok(PlaceRow {
        id: PlaceId(row.get(0)?),
        parent: row.get::<_, Option<i64>>(1)?.map(PlaceId),
        name: row.get(2)?,
        depth: row.get(3)?,
        code: row.get(4)?,
        agencies: codec::count(row, 5)?,
        reports: codec::count(row, 6)?,
        has_places: row.get(7)?,
        findings: super::Tally::default(),
    })
}

impl Store {
    /// The numbers over everything.
    pub fn summary(&self) -> Result<Summary> {
        let root = self.place(PlaceId::ROOT)?;
        self.ask(|conn| {
            let kept = |what: &str| {
                conn.prepare_cached("SELECT n FROM kept WHERE what = ? AND key = 0")?
                    .query_row([what], |row| codec::count(row, 0))
                    .optional()
                    .map(Option::unwrap_or_default)
            };
            let years = conn
                .prepare_cached(
                    "SELECT min(key), max(key) FROM kept WHERE what = 'reports' AND n > 0",
                )?
                .query_row([], |row| Ok((row.get::<_, Option<i16>>(0)?, row.get(1)?)))?;
            let root = root.unwrap_or_else(empty_root);
            Ok(Summary {
                agencies: root.agencies,
                reports: root.reports,
                versions: kept("versions")?,
                documents: kept("documents")?,
                not_reports: kept("not_reports")?,
                years: years.0.zip(years.1),
                findings: root.findings,
            })
        })
    }

    /// A place.
    pub fn place(&self, id: PlaceId) -> Result<Option<PlaceRow>> {
        self.ask(|conn| {
            let found = conn
                .prepare_cached(&format!("{ROW} WHERE p.id = ?"))?
                .query_row([id.0], row)
                .optional()?;
            found.map(|place| with_findings(conn, place)).transpose()
        })
    }

    /// The places right below one, by division code.
    pub fn places(&self, below: PlaceId) -> Result<Vec<PlaceRow>> {
        self.ask(|conn| {
            conn.prepare_cached(&format!("{ROW} WHERE p.parent = ? ORDER BY p.code, p.name"))?
                .query_map([below.0], row)?
                .map(|place| with_findings(conn, place?))
                .collect()
        })
    }

    /// A place and those above it, from the root's child down.
    pub fn place_path(&self, id: PlaceId) -> Result<Vec<(PlaceId, String)>> {
        let mut path: Vec<(PlaceId, String)> = self.ask(|conn| {
            conn.prepare_cached(UP)?
                .query_map([id.0], |row| Ok((PlaceId(row.get(0)?), row.get(1)?)))?
                .collect()
        })?;
        path.retain(|(id, _)| *id != PlaceId::ROOT);
        path.reverse();
        Ok(path)
    }

    /// The parts of a place's name and its code.
    pub(super) fn place_parts(&self, id: i64) -> rusqlite::Result<Place> {
        if let Some(place) = self.places.borrow().get(&id) {
            return Ok(place.clone());
        }
        let mut place = Place::default();
        let mut statement = self.conn.prepare_cached(UP)?;
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            let name: String = row.get(1)?;
            let code: u32 = row.get(3)?;
            match row.get(2)? {
                1_u8 => place.province = name,
                2 => place.city = name,
                3 => place.county = name,
                4 => place.town = name,
                _ => {}
            }
            if place.code == 0 {
                place.code = code;
            }
        }
        self.places.borrow_mut().insert(id, place.clone());
        Ok(place)
    }
}

fn empty_root() -> PlaceRow {
    PlaceRow {
        id: PlaceId::ROOT,
        parent: None,
        name: String::new(),
        depth: 0,
        code: 0,
        agencies: 0,
        reports: 0,
        has_places: false,
        findings: super::Tally::default(),
    }
}

fn with_findings(conn: &Connection, mut place: PlaceRow) -> rusqlite::Result<PlaceRow> {
    place.findings = tally::of_place(conn, place.id.0)?;
    Ok(place)
}

/// A place and all above it, from the bottom up: number, name, depth, code.
const UP: &str = "WITH RECURSIVE up(id, name, depth, code, parent) AS (
        SELECT id, name, depth, code, parent FROM place WHERE id = ?
        UNION ALL SELECT p.id, p.name, p.depth, p.code, p.parent FROM place p, up
        WHERE p.id = up.parent)
    SELECT id, name, depth, code FROM up";

/// The places of that name; where there are none, those whose name begins so.
pub(super) fn named(conn: &Connection, name: &str) -> rusqlite::Result<Vec<i64>> {
    if name.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = conn
        .prepare_cached("SELECT id, name = ?1 FROM place WHERE substr(name, 1, length(?1)) = ?1")?;
    let found = statement
        .query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, bool)>>>()?;
    let exact = found.iter().any(|(_, exact)| *exact);
    Ok(found.into_iter().filter(|(_, it)| *it == exact).map(|(id, _)| id).collect())
}

/// A place and all above it, the root last.
pub(super) fn above(conn: &Connection, place: i64) -> rusqlite::Result<Vec<i64>> {
    conn.prepare_cached(UP)?.query_map([place], |row| row.get(0))?.collect()
}

/// The city of a place, else its province, else the root.
pub(super) fn region(conn: &Connection, place: i64) -> rusqlite::Result<i64> {
    conn.prepare_cached(&format!("{UP} WHERE depth <= 2 ORDER BY depth DESC LIMIT 1"))?
        .query_row([place], |row| row.get(0))
}

/// The number of a place, which is made where it is new.
pub(super) fn number(conn: &Connection, place: &Place) -> rusqlite::Result<i64> {
    let parts = [&place.province, &place.city, &place.county, &place.town];
    let deepest = (0..3).rev().find(|at| !parts[*at].is_empty());
    let mut parent = PlaceId::ROOT.0;
    let mut last = "";
    for (at, name) in parts.into_iter().enumerate() {
        if name.is_empty() || name == last {
            continue;
        }
        last = name;
        let code = match at {
            3 => 0,
            _ if Some(at) == deepest => place.code,
            0 => place.code / 10_000 * 10_000,
            _ => place.code / 100 * 100,
        };
        parent = child(conn, parent, name, at as u8 + 1, code)?;
    }
    Ok(parent)
}

fn child(
    conn: &Connection,
    parent: i64,
    name: &str,
    depth: u8,
    code: u32,
) -> rusqlite::Result<i64> {
    let found: Option<(i64, u32)> = conn
        .prepare_cached("SELECT id, code FROM place WHERE parent = ? AND name = ?")?
        .query_row((parent, name), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match found {
        Some((id, known)) => {
            if known == 0 && code != 0 {
                conn.prepare_cached("UPDATE place SET code = ? WHERE id = ?")?
                    .execute((code, id))?;
            }
            Ok(id)
        }
        None => {
            conn.prepare_cached(
                "INSERT INTO place(parent, name, depth, code) VALUES (?, ?, ?, ?)",
            )?
            .execute((parent, name, depth, code))?;
            Ok(conn.last_insert_rowid())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_as_it_was_given() {
        let store = Store::in_memory().unwrap();
        let of = |code, province: &str, city: &str, county: &str, town: &str| Place {
            code,
            province: province.to_owned(),
            city: city.to_owned(),
            county: county.to_owned(),
            town: town.to_owned(),
        };
        for place in [
            of(0, "", "", "", ""),
            of(990000, "甲省", "", "", ""),
            of(990100, "甲省", "乙市", "", ""),
            of(990102, "甲省", "乙市", "丙县", ""),
            of(990102, "甲省", "乙市", "丙县", "丁镇"),
            of(999004, "甲省", "", "戊市", ""),
            of(0, "甲省", "", "无码县", ""),
        ] {
            let id = number(&store.conn, &place).unwrap();
            assert_eq!(number(&store.conn, &place).unwrap(), id, "{place:?}");
            let mut want = place.clone();
            if place.county == "无码县" {
                // What its province is known by is the best there is.
                want.code = 990000;
            }
            assert_eq!(store.place_parts(id).unwrap(), want);
        }
        let names: Vec<String> =
            store.places(PlaceId(2)).unwrap().into_iter().map(|place| place.name).collect();
        assert_eq!(names, ["无码县", "乙市", "戊市"]);
    }
}
