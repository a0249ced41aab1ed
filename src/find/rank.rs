//! One entry against all words of a query, and the order of what matches.

use super::index::{Index, Kind};
use super::latin;
use super::query::{Query, Word};
use super::score::{self, Gaps, Name};
use super::search::{Hit, Inside};
use super::unit::Unit;
use super::years::Years;
use std::cmp::Reverse;
use std::ops::Range;

pub(super) use super::score::Room;

/// What having been used is worth: less than a better match.
const RECENT: i32 = 6;
/// What a match of the alias is worth less than one of the name.
const ALIAS: i32 = 3;

/// One entry that matches, before its years are told apart.
#[derive(Clone, Copy)]
pub(super) struct Match {
    pub(super) row: u32,
    pub(super) score: i32,
    /// The years that the query names, if it names any.
    pub(super) years: Option<Years>,
}

/// One hit before its marks are found.
#[derive(Clone)]
pub(super) struct Ranked {
    pub(super) row: u32,
    pub(super) score: i32,
    pub(super) year: Option<i16>,
    pub(super) inside: Option<u32>,
    /// The words that name the entry; the others name what is inside.
    pub(super) words: Range<usize>,
}

/// The order of hits: the score, then what was used later, the kind, the list, the newest year.
type Key = (Reverse<i32>, Reverse<u16>, Option<Kind>, u32, Reverse<Option<i16>>);

fn with_use(index: &Index, row: u32, score: i32) -> Reverse<i32> {
    Reverse(score + if index.recent(row) > 0 { RECENT } else { 0 })
}

impl Ranked {
    pub(super) fn key(&self, index: &Index) -> Key {
        let score = with_use(index, self.row, self.score);
        let recent = Reverse(index.recent(self.row));
        (score, recent, index.kind(self.row), self.row, Reverse(self.year))
    }

    /// The hit with its marks.
    pub(super) fn hit(&self, index: &Index, words: &[Word], room: &mut Room) -> Hit {
        let own = &words[self.words.clone()];
        let inside = self.inside.map(|row| {
            let all = words.iter().enumerate();
            let others = all.filter(|(at, _)| !self.words.contains(at)).map(|(_, word)| word);
            Inside { row, marks: marked(index, row, None, others, room) }
        });
        Hit {
            row: self.row,
            year: self.year,
            inside,
            marks: marked(index, self.row, self.year, own.iter(), room),
            score: self.score,
        }
    }
}

/// Leaves the best `limit` and no others.
pub(super) fn best_first(index: &Index, matches: &mut Vec<Match>, limit: usize) {
    if matches.len() > limit && limit > 0 {
        matches.select_nth_unstable_by_key(limit - 1, |it| {
            (
                with_use(index, it.row, it.score),
                Reverse(index.recent(it.row)),
                index.kind(it.row),
                it.row,
            )
        });
    }
    matches.truncate(limit);
}

/// A match as hits: one, or one for each year that the query names.
pub(super) fn by_year(found: Match, words: Range<usize>) -> impl Iterator<Item = Ranked> {
    let years = found.years.into_iter().flat_map(|years| years.newest_first().map(Some));
    let unnamed = found.years.is_none().then_some(None);
    years.chain(unnamed).map(move |year| Ranked {
        row: found.row,
        score: found.score,
        year,
        inside: None,
        words: words.clone(),
    })
}

/// The match with the newest report where the query names no year.
pub(super) fn newest_if_unnamed(index: &Index, found: Match) -> Match {
    let newest = || index.years(found.row).newest().into_iter().collect();
    Match { years: Some(found.years.unwrap_or_else(newest)), ..found }
}

/// One entry against all words: `None` unless each of them matches.
///
/// Digits at the end of a word are a year where the entry has one that they can mean, and
/// characters of the name otherwise.
pub(super) fn match_row(
    index: &Index,
    row: u32,
    words: &[Word],
    prefilter: bool,
    room: &mut Room,
) -> Option<Match> {
    let mask = index.mask(row);
    if prefilter {
        let possible = |word: &Word| {
            mask.holds(word.mask)
                || word.year.as_ref().is_some_and(|(stem, _)| mask.holds(stem.mask))
        };
        if !words.iter().all(possible) {
            return None;
        }
    }
    let names = index.names(row);
    let mut years = None;
    let mut sum = 0;
    for word in words {
        if let Some((stem, part)) = &word.year {
            let left = years.unwrap_or(index.years(row)).and(part.0);
            if !left.is_empty()
                && let Some(score) = of_names(word, stem.len, names, room)
            {
                years = Some(left);
                sum += score;
                continue;
            }
        }
        sum += of_names(word, word.chars.len(), names, room)?;
    }
    Some(Match { row, score: sum, years })
}

/// The better of the name and its alias. Nothing matches everything.
fn of_names(
    word: &Word,
    len: usize,
    (name, alias): (Name<'_>, &[Unit]),
    room: &mut Room,
) -> Option<i32> {
    if len == 0 {
        return Some(0);
    }
    let shown = score(word, len, name, room);
    if alias.is_empty() {
        return shown;
    }
    let other = score(word, len, Name::new(alias, 0), room);
    shown.max(other.map(|score| score - ALIAS))
}

fn score(word: &Word, len: usize, name: Name<'_>, room: &mut Room) -> Option<i32> {
    if latin::is_latin(name.units) {
        return latin::score(word, len, name.units);
    }
    score::score(word, len, name, Gaps::Allowed, room)
}

fn marks(word: &Word, len: usize, name: Name<'_>, room: &mut Room) -> Vec<u16> {
    if latin::is_latin(name.units) {
        return latin::marks(word, len, name.units);
    }
    score::marks(word, len, name, room)
}

/// Whether a name holds every word of a query without a gap: as it is written, as its initials or
/// its syllables, with what people leave out left out (市, 人民).
///
/// For filters, where a fuzzy match would let in too much. A query without words is held by all.
///
/// ```
/// use gouji::find::{Query, holds};
/// assert!(holds("长治市上党区", &Query::new("上党")));
/// assert!(holds("长治市上党区", &Query::new("shangdang")));
/// assert!(holds("长治市上党区", &Query::new("czsd")));
/// assert!(!holds("长治市上党区", &Query::new("长上")));
/// ```
pub fn holds(name: &str, query: &Query) -> bool {
    let units = Unit::all(name);
    let mut room = Room::default();
    let mut all = query.words.iter();
    all.all(|word| {
        let name = Name::new(&units, 0);
        score::score(word, word.chars.len(), name, Gaps::Soft, &mut room).is_some()
    })
}

/// The characters of an entry's text on which the words lie.
fn marked<'a>(
    index: &Index,
    row: u32,
    year: Option<i16>,
    words: impl Iterator<Item = &'a Word>,
    room: &mut Room,
) -> Vec<u16> {
    let (name, _) = index.names(row);
    let mut all = Vec::new();
    for word in words {
        let of_year = word.year.as_ref().filter(|(stem, part)| {
            let named = year.is_some_and(|year| !part.0.and(Years::NONE.with(year)).is_empty());
            named && (stem.len == 0 || !marks(word, stem.len, name, room).is_empty())
        });
        match of_year {
            Some((stem, _)) if stem.len == 0 => {}
            Some((stem, _)) => all.extend(marks(word, stem.len, name, room)),
            None => all.extend(marks(word, word.chars.len(), name, room)),
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}
