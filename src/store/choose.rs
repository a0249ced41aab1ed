//! Which agencies a filter is about, and how pages of rows are cut.

use super::{AgencyId, Page, PlaceId, Position, Result, Store};
use crate::store::codec::Params;
use rusqlite::Connection;

/// The agencies of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// All of them.
    All,
    /// One.
    One(i64),
    /// Those in the temporary table `chosen`, so many.
    Chosen(u64),
}

/// What the temporary table `chosen` holds, so that it is filled once for many pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    text: Vec<String>,
    place: Option<PlaceId>,
    below: bool,
    /// SQLite's number for what other connections changed.
    data: i64,
    n: u64,
}

impl Store {
    /// Works out which agencies are meant.
    pub(super) fn choose(
        &self,
        text: Option<&str>,
        place: Option<PlaceId>,
        below: bool,
        agency: Option<AgencyId>,
    ) -> Result<Who> {
        let text: Vec<String> = text
            .unwrap_or_default()
            .split_whitespace()
            .map(|word| word.to_ascii_lowercase())
            .collect();
        let place = place.filter(|place| *place != PlaceId::ROOT || !below);
        match agency {
            Some(agency) if text.is_empty() && place.is_none() => return Ok(Who::One(agency.0)),
            None if text.is_empty() && place.is_none() => return Ok(Who::All),
            _ => {}
        }
        self.ask(|conn| {
            let data = conn.pragma_query_value(None, "data_version", |row| row.get(0))?;
            let mut wanted = Chosen { text, place, below, data, n: 0 };
            let mut chosen = self.chosen.borrow_mut();
            if let Some(held) = chosen.as_ref() {
                wanted.n = held.n;
                if agency.is_none() && *held == wanted {
                    return Ok(Who::Chosen(held.n));
                }
            }
            *chosen = None;
            wanted.n = fill(conn, &wanted, agency)?;
            let n = wanted.n;
            if agency.is_none() {
                *chosen = Some(wanted);
            }
            Ok(Who::Chosen(n))
        })
    }
}

fn fill(conn: &Connection, wanted: &Chosen, agency: Option<AgencyId>) -> rusqlite::Result<u64> {
    conn.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS chosen(agency INTEGER PRIMARY KEY);
         DELETE FROM temp.chosen;",
    )?;
    let mut params = Params::default();
    let mut sql = String::new();
    let mut conditions = Vec::new();
    if let Some(place) = wanted.place {
        let mark = params.add(place.0);
        if wanted.below {
            sql = format!(
                "WITH RECURSIVE below(id) AS (SELECT {mark} UNION ALL
                 SELECT c.id FROM place c JOIN below b ON c.parent = b.id) "
            );
            conditions.push("place IN below".to_owned());
        } else {
            conditions.push(format!("place = {mark}"));
        }
    }
    for word in &wanted.text {
        let mark = params.add(word.clone());
        let mut either = format!("instr(name, {mark}) OR instr(printed, {mark})");
        if word.is_ascii() {
            either +=
                &format!(" OR instr(replace(pinyin, ' ', ''), {mark}) OR instr(initials, {mark})");
        }
        conditions.push(format!("({either})"));
    }
    if let Some(agency) = agency {
        conditions.push(format!("id = {}", params.add(agency.0)));
    }
    let sql = format!(
        "{sql} INSERT INTO temp.chosen SELECT id FROM agency WHERE {}",
        conditions.join(" AND ")
    );
    conn.prepare_cached(&sql)?.execute(params.bind()).map(|n| n as u64)
}

/// The comparison with a key, and whether the rows are asked for backwards.
pub(super) fn direction<K>(at: &Position<K>) -> (Option<(&K, &'static str)>, bool) {
    match at {
        Position::First => (None, false),
        Position::From(key) => (Some((key, ">=")), false),
        Position::After(key) => (Some((key, ">")), false),
        Position::Before(key) => (Some((key, "<")), true),
        Position::Last => (None, true),
    }
}

/// A page of rows of which one more was asked for than the page holds.
pub(super) fn page<T>(mut rows: Vec<T>, limit: usize, backwards: bool) -> Page<T> {
    let more = rows.len() > limit;
    rows.truncate(limit);
    if backwards {
        rows.reverse();
    }
    Page { rows, more }
}
