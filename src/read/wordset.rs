//! Lists of words that are looked for all at once.

use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::OnceLock;

/// A list of words, made into an automaton when it is first used: a page is long, the lists are
/// too, and a search word by word would take longer than parsing the page.
#[derive(Debug)]
pub struct WordSet {
    words: &'static [&'static str],
    automaton: OnceLock<Option<AhoCorasick>>,
}

impl WordSet {
    /// The words to look for.
    pub const fn new(words: &'static [&'static str]) -> WordSet {
        WordSet { words, automaton: OnceLock::new() }
    }

    fn automaton(&self) -> Option<&AhoCorasick> {
        let build =
            || AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(self.words).ok();
        self.automaton.get_or_init(build).as_ref()
    }

    /// Whether one of the words stands in the text.
    pub fn is_in(&self, text: &str) -> bool {
        match self.automaton() {
            Some(automaton) => automaton.is_match(text),
            // No list here is large enough for that.
            None => self.words.iter().any(|word| text.contains(word)),
        }
    }

    /// Where the words end that stand in the text, in bytes, from left to right; of words that
    /// begin at one place the longest.
    pub fn ends<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        self.automaton().into_iter().flat_map(move |found| found.find_iter(text).map(|at| at.end()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_wherever_they_stand() {
        static WORDS: WordSet = WordSet::new(&["统计期", "统计期限", "时间"]);
        assert!(WORDS.is_in("本报告统计期为一年"));
        assert!(!WORDS.is_in("统计"));
        assert_eq!(WORDS.ends("统计期限与时间").collect::<Vec<_>>(), [12, 21]);
    }
}
