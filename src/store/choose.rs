//! Which agencies a filter is about, and how pages of rows are cut.

use super::{
    AgencyFilter, AgencyId, FindingFilter, Page, PlaceId, Position, ReportFilter, Result, Store,
};
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

impl Who {
    /// The condition that the agency of a row is one of these; none where all are meant.
    pub(super) fn condition(self, column: &str, params: &mut Params) -> Option<String> {
        match self {
            Who::All => None,
            Who::One(agency) => Some(format!("{column} = {}", params.add(agency))),
            Who::Chosen(_) => {
                Some(format!("EXISTS (SELECT 1 FROM chosen s WHERE s.agency = {column})"))
            }
        }
    }
}

/// What a filter says about agencies. All of it holds together; the default is every agency.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Meant {
    /// Parts of a name or of its reading.
    words: Vec<String>,
    place: Option<PlaceId>,
    /// Whether agencies of the places below count too.
    below: bool,
    /// In one of these.
    named: Option<Named>,
    agency: Option<AgencyId>,
}

/// What names of places, or of agencies where there is no such place, stand for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Named {
    /// Places; none of them lies in another.
    pub(super) places: Vec<i64>,
    /// What is no place: a part of an agency's name or of its reading.
    pub(super) words: Vec<String>,
}

/// What the temporary table `chosen` holds, so that it is filled once for many pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    meant: Meant,
    /// SQLite's number for what other connections changed.
    data: i64,
    n: u64,
}

impl From<&AgencyFilter> for Meant {
    fn from(filter: &AgencyFilter) -> Meant {
        let (place, below) = (filter.place, filter.below);
        Meant { words: words(filter.text.as_deref()), place, below, ..Meant::default() }
    }
}

impl From<&ReportFilter> for Meant {
    fn from(filter: &ReportFilter) -> Meant {
        let (place, agency) = (filter.place, filter.agency);
        Meant { words: words(filter.text.as_deref()), place, below: true, agency, named: None }
    }
}

fn words(text: Option<&str>) -> Vec<String> {
    let words = text.unwrap_or_default().split_whitespace();
    words.map(str::to_ascii_lowercase).collect()
}

impl Store {
    /// Works out which agencies a filter of findings is about.
    pub(super) fn who(&self, filter: &FindingFilter) -> Result<Who> {
        let named = match filter.places.is_empty() {
            true => None,
            false => Some(self.named(&filter.places)?),
        };
        let (place, agency) = (filter.place, filter.agency);
        let words = words(filter.text.as_deref());
        self.choose(Meant { words, place, below: true, named, agency })
    }

    /// What names stand for: the places whose name begins so, or else agencies.
    pub(super) fn named(&self, names: &[String]) -> Result<Named> {
        self.ask(|conn| {
            let mut named = Named::default();
            for name in names {
                let found = super::places::named(conn, name)?;
                if found.is_empty() {
                    named.words.push(name.to_ascii_lowercase());
                }
                named.places.extend(found);
            }
            named.places.sort_unstable();
            named.places.dedup();
            let all = named.places.clone();
            let mut topmost = Vec::with_capacity(all.len());
            for place in all {
                let mut above = super::places::above(conn, place)?.into_iter().skip(1);
                if !above.any(|above| named.places.contains(&above)) {
                    topmost.push(place);
                }
            }
            named.places = topmost;
            Ok(named)
        })
    }

    /// Works out which agencies are meant.
    pub(super) fn choose(&self, meant: impl Into<Meant>) -> Result<Who> {
        let mut meant: Meant = meant.into();
        meant.place = meant.place.filter(|place| *place != PlaceId::ROOT || !meant.below);
        if let Meant { words, place: None, named: None, agency, .. } = &meant
            && words.is_empty()
        {
            return Ok(agency.map_or(Who::All, |agency| Who::One(agency.0)));
        }
        self.ask(|conn| {
            let data = conn.pragma_query_value(None, "data_version", |row| row.get(0))?;
            let mut chosen = self.chosen.borrow_mut();
            if let Some(held) = chosen.as_ref().filter(|it| it.data == data && it.meant == meant) {
                return Ok(Who::Chosen(held.n));
            }
            *chosen = None;
            let n = fill(conn, &meant)?;
            *chosen = Some(Chosen { meant, data, n });
            Ok(Who::Chosen(n))
        })
    }
}

fn fill(conn: &Connection, meant: &Meant) -> rusqlite::Result<u64> {
    conn.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS chosen(agency INTEGER PRIMARY KEY);
         DELETE FROM temp.chosen;",
    )?;
    let mut params = Params::default();
    let mut conditions = Vec::new();
    match meant.place {
        Some(place) if meant.below => conditions.push(below(&[place.0], &mut params)),
        Some(place) => conditions.push(format!("place = {}", params.add(place.0))),
        None => {}
    }
    for word in &meant.words {
        conditions.push(matches(word, &mut params));
    }
    if let Some(named) = &meant.named {
        let mut any: Vec<String> =
            named.words.iter().map(|word| matches(word, &mut params)).collect();
        if !named.places.is_empty() {
            any.push(below(&named.places, &mut params));
        }
        conditions.push(format!("({})", any.join(" OR ")));
    }
    if let Some(agency) = meant.agency {
        conditions.push(format!("id = {}", params.add(agency.0)));
    }
    let sql =
        format!("INSERT INTO temp.chosen SELECT id FROM agency WHERE {}", conditions.join(" AND "));
    conn.prepare_cached(&sql)?.execute(params.bind()).map(|n| n as u64)
}

/// The condition that an agency stands in one of these places or under it.
fn below(places: &[i64], params: &mut Params) -> String {
    let marks: Vec<String> =
        places.iter().map(|place| format!("({})", params.add(*place))).collect();
    format!(
        "place IN (WITH RECURSIVE below(id) AS (VALUES {} UNION ALL
         SELECT c.id FROM place c JOIN below b ON c.parent = b.id) SELECT id FROM below)",
        marks.join(", ")
    )
}

/// The condition that a word is a part of an agency's name or of its reading.
fn matches(word: &str, params: &mut Params) -> String {
    let mark = params.add(word.to_owned());
    let mut either = format!("instr(name, {mark}) OR instr(printed, {mark})");
    if word.is_ascii() {
        either +=
            &format!(" OR instr(replace(pinyin, ' ', ''), {mark}) OR instr(initials, {mark})");
    }
    format!("({either})")
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
