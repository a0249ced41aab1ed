//! From a query to the best hits.

use super::index::{Index, Kind};
use super::query::{Query, Word};
use super::rank::{Match, Ranked, Room, best_first, by_year, match_row, newest_if_unnamed};
use super::years::Years;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The rows that one thread looks at before it asks whether it is still wanted.
const STRIDE: usize = 8192;
/// How many earlier queries are remembered, and how many rows of theirs altogether (4 bytes each).
const REMEMBERED: usize = 16;
const REMEMBERED_ROWS: usize = 2_000_000;
/// Of how many reports, and how many things inside of them, pairs are made.
const PAIRED_REPORTS: usize = 40;
const PAIRED_INSIDE: usize = 3;

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The entry: an index into the list.
    pub row: u32,
    /// The report's year, if the query names one or something inside of a report.
    pub year: Option<i16>,
    /// What inside of the report is meant.
    pub inside: Option<Inside>,
    /// The characters of the entry's text to mark, in order.
    pub marks: Vec<u16>,
    /// How good it is; for ranking among the hits of one query.
    pub score: i32,
}

/// Something inside of a report that was found with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inside {
    /// The entry.
    pub row: u32,
    /// The characters of its text to mark, in order.
    pub marks: Vec<u16>,
}

/// The answer to a query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// The best hits, best first.
    pub hits: Vec<Hit>,
    /// How many there are altogether.
    pub total: usize,
}

/// Tells a search that something newer is wanted.
#[derive(Debug, Clone, Default)]
pub struct Newest(Arc<AtomicU64>);

impl Newest {
    /// Makes all that was asked before old, and gives the new question its number.
    pub fn next(&self) -> u64 {
        self.0.fetch_add(1, Ordering::AcqRel) + 1
    }

    /// Whether the question of that number is the newest.
    pub fn is(&self, number: u64) -> bool {
        self.0.load(Ordering::Acquire) == number
    }
}

/// How to search.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// How many hits are wanted.
    pub limit: usize,
    /// Whether a quick look passes over entries that cannot match. Off only to prove that it
    /// loses nothing.
    pub prefilter: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { limit: 200, prefilter: true }
    }
}

/// Searches a list, and remembers what the last queries found, since most queries extend the one
/// before.
#[derive(Default)]
pub struct Searcher {
    remembered: Vec<Remembered>,
    /// The length of the list on which they were found.
    of_len: usize,
}

struct Remembered {
    words: Vec<Word>,
    rows: Arc<Vec<u32>>,
}

/// What a pass over rows found.
#[derive(Default)]
struct Found {
    /// The best, in no order, and some more.
    best: Vec<Match>,
    /// All, in the order of the list.
    rows: Vec<u32>,
    /// How many hits they make: one a year where the query names years.
    total: usize,
}

impl Found {
    fn and(mut self, other: Found, index: &Index, limit: usize) -> Option<Found> {
        self.best.extend(other.best);
        best_first(index, &mut self.best, limit);
        self.rows.extend(other.rows);
        self.total += other.total;
        Some(self)
    }
}

/// Matches rows one by one.
fn scan(
    index: &Index,
    words: &[Word],
    rows: impl Iterator<Item = u32>,
    options: Options,
    wanted: &(dyn Fn() -> bool + Sync),
) -> Option<Found> {
    if !wanted() {
        return None;
    }
    let mut found = Found::default();
    let mut room = Room::default();
    for row in rows {
        let Some(this) = match_row(index, row, words, options.prefilter, &mut room) else {
            continue;
        };
        found.rows.push(row);
        found.total += this.years.map_or(1, Years::len);
        found.best.push(this);
        if found.best.len() > 4 * options.limit.max(256) {
            best_first(index, &mut found.best, options.limit);
        }
    }
    Some(found)
}

/// Whether everything that matches `words` matches `earlier` too: the last earlier word was typed
/// on, or more words were added.
fn narrows(words: &[Word], earlier: &[Word]) -> bool {
    let Some((last, before)) = earlier.split_last() else { return false };
    let Some(now) = words.get(before.len()) else { return false };
    same(before, &words[..before.len()]) && now.extends(last)
}

fn same(a: &[Word], b: &[Word]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.chars == b.chars)
}

/// What is shown before anything is typed.
fn unasked(index: &Index, limit: usize) -> Answer {
    let all = 0..index.len() as u32;
    let mut used: Vec<u32> = all.clone().filter(|row| index.recent(*row) > 0).collect();
    used.sort_by_key(|row| Reverse(index.recent(*row)));
    let others = all.filter(|row| index.recent(*row) == 0);
    let hit = |row| Hit { row, year: None, inside: None, marks: Vec::new(), score: 0 };
    let hits = used.iter().copied().chain(others).take(limit).map(hit).collect();
    Answer { hits, total: index.len() }
}

impl Searcher {
    /// A searcher that remembers nothing yet.
    pub fn new() -> Self {
        Searcher::default()
    }

    /// The best hits; `None` if a newer question came in the meantime.
    ///
    /// An empty query gives what was used last, then the list in its order. A list that has grown
    /// since the last query is searched anew.
    pub fn search(
        &mut self,
        index: &Index,
        query: &Query,
        options: Options,
        wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Answer> {
        if self.of_len != index.len() {
            self.remembered.clear();
            self.of_len = index.len();
        }
        if query.is_empty() {
            return Some(unasked(index, options.limit));
        }
        let words = &query.words[..];
        let found = self.pass(index, words, options, wanted)?;
        let mut total = found.total;
        let plain = found.best.iter().flat_map(|found| by_year(*found, 0..words.len()));
        let mut ranked: Vec<Ranked> = plain.collect();
        for at in 1..words.len() {
            for of_report in [0..at, at..words.len()] {
                let (pairs, count) = self.pairs(index, words, of_report, options, wanted)?;
                ranked.extend(pairs);
                total += count;
            }
        }
        ranked.sort_unstable_by_key(|ranked| ranked.key(index));
        ranked.truncate(options.limit);
        let mut room = Room::default();
        let hits = ranked.iter().map(|ranked| ranked.hit(index, words, &mut room)).collect();
        Some(Answer { hits, total })
    }

    /// All entries that match all words.
    fn pass(
        &mut self,
        index: &Index,
        words: &[Word],
        options: Options,
        wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Found> {
        let earlier = self.remembered.iter().filter(|it| narrows(words, &it.words));
        let narrowed = earlier.min_by_key(|it| it.rows.len()).map(|it| Arc::clone(&it.rows));
        let join = |a: Found, b: Found| a.and(b, index, options.limit);
        let found = match &narrowed {
            Some(rows) => rows
                .par_chunks(STRIDE)
                .map(|rows| scan(index, words, rows.iter().copied(), options, wanted))
                .try_reduce(Found::default, join),
            None => (0..index.len())
                .into_par_iter()
                .step_by(STRIDE)
                .map(|start| {
                    let end = (start + STRIDE).min(index.len());
                    scan(index, words, start as u32..end as u32, options, wanted)
                })
                .try_reduce(Found::default, join),
        };
        let mut found = found?;
        self.remember(words, std::mem::take(&mut found.rows));
        Some(found)
    }

    fn remember(&mut self, words: &[Word], rows: Vec<u32>) {
        self.remembered.retain(|it| !same(&it.words, words));
        self.remembered.push(Remembered { words: words.to_vec(), rows: Arc::new(rows) });
        let mut sum = 0;
        let fits = self.remembered.iter().rev().take(REMEMBERED).take_while(|it| {
            sum += it.rows.len();
            sum <= REMEMBERED_ROWS
        });
        let keep = fits.count();
        self.remembered.drain(..self.remembered.len() - keep);
    }

    /// Reports with something inside of them, where the words `of_report` name the report and the
    /// others that; and how many there are.
    fn pairs(
        &mut self,
        index: &Index,
        words: &[Word],
        of_report: Range<usize>,
        options: Options,
        wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<(Vec<Ranked>, usize)> {
        let of_inside =
            if of_report.start == 0 { &words[of_report.end..] } else { &words[..of_report.start] };
        let mut inside = scan(index, of_inside, index.inside().iter().copied(), options, wanted)?;
        if inside.best.is_empty() {
            return Some((Vec::new(), 0));
        }
        inside.best.sort_unstable_by_key(|found| (Reverse(found.score), found.row));
        let reports = self.pass(index, &words[of_report.clone()], options, wanted)?;
        let agencies =
            reports.best.iter().filter(|found| index.kind(found.row) == Some(Kind::Agency));
        let mut best: Vec<Ranked> = agencies
            .flat_map(|found| by_year(newest_if_unnamed(index, *found), of_report.clone()))
            .filter(|ranked| ranked.year.is_some())
            .collect();
        best.sort_unstable_by_key(|ranked| ranked.key(index));
        best.truncate(PAIRED_REPORTS);
        let pair = |report: &Ranked, inside: &Match| Ranked {
            inside: Some(inside.row),
            score: report.score + inside.score,
            ..report.clone()
        };
        let pairs = best
            .iter()
            .flat_map(|report| {
                inside.best.iter().take(PAIRED_INSIDE).map(move |it| pair(report, it))
            })
            .collect();
        Some((pairs, if best.is_empty() { 0 } else { reports.total * inside.total }))
    }
}
