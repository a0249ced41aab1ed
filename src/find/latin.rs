//! Names without Han characters: keys of cells, rule ids, labels in English.
//!
//! There nothing is read aloud, and fuzzy-matcher does all that is wanted. Its scale is that of
//! [`score`](super::score): 16 for a character, some more for runs and word beginnings.

use super::query::Word;
use super::unit::Unit;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use std::sync::LazyLock;

static MATCHER: LazyLock<SkimMatcherV2> =
    LazyLock::new(|| SkimMatcherV2::default().ignore_case().use_cache(true));

/// Whether a name is a matter for this module.
pub(super) fn is_latin(units: &[Unit]) -> bool {
    !units.is_empty() && units.iter().all(|unit| unit.char().is_ascii())
}

fn texts(word: &Word, len: usize, units: &[Unit]) -> (String, String) {
    (units.iter().map(|unit| unit.char()).collect(), word.chars[..len].iter().collect())
}

/// The score of the first `len` characters of a word against a name; `None` if they do not match.
pub(super) fn score(word: &Word, len: usize, units: &[Unit]) -> Option<i32> {
    let (name, typed) = texts(word, len, units);
    let score = MATCHER.fuzzy_match(&name, &typed)?;
    i32::try_from(score).ok()
}

/// The characters of the name on which the word lies best, in order.
pub(super) fn marks(word: &Word, len: usize, units: &[Unit]) -> Vec<u16> {
    let (name, typed) = texts(word, len, units);
    let found = MATCHER.fuzzy_indices(&name, &typed);
    let indices = found.map(|(_, indices)| indices).unwrap_or_default();
    indices.into_iter().filter_map(|index| u16::try_from(index).ok()).collect()
}

#[cfg(test)]
mod tests {
    use crate::find::{Entry, Index, Kind, Options, Query, Searcher};

    #[test]
    fn keys_and_english_labels_are_found_by_their_letters() {
        let mut index = Index::new();
        let names = ["requests.closed.natural", "requests.carried_in.total", "copy the cell"];
        for (id, name) in (0..).zip(names) {
            index.push(Entry::new(Kind::Cell, id, name));
        }
        for (typed, first, marks) in [
            ("closnat", 0, vec![9, 10, 11, 12, 16, 17, 18]),
            ("carin", 1, vec![9, 10, 11, 17, 18]),
            ("cell", 2, vec![9, 10, 11, 12]),
        ] {
            let query = Query::new(typed);
            let answer = Searcher::new().search(&index, &query, Options::default(), &|| true);
            let hit = answer.unwrap().hits.remove(0);
            assert_eq!((index.id(hit.row), hit.marks), (Some(first), marks), "{typed}");
        }
    }
}
