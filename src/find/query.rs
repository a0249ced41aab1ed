//! What was typed, made ready for a million comparisons.

use super::fold::fold;
use super::mask::Mask;
use super::syllables::{NONE, SYLLABLES, Syllable, misheard, typed};
use super::years::YearPart;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// The longest word that is looked at; what is typed beyond it is ignored.
const LONGEST: usize = 48;

/// The words of a query, each of which must match.
#[derive(Debug, Clone)]
pub struct Query {
    pub(super) words: Vec<Word>,
}

/// One word of a query.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Its characters, folded.
    pub(super) chars: Vec<char>,
    /// What a name must hold to match the whole word.
    pub(super) mask: Mask,
    /// The year it may mean: `24`, or the end of `jxzfb24`.
    pub(super) year: Option<(Stem, YearPart)>,
    spellings: Spellings,
}

/// What stands before the year in a word.
#[derive(Debug, Clone)]
pub(super) struct Stem {
    /// How many characters of the word it has; 0 if the word is a year and nothing else.
    pub(super) len: usize,
    /// What a name must hold to match it.
    pub(super) mask: Mask,
}

/// How far a syllable can be typed at one place of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Typed {
    /// The longest beginning of the syllable that stands there, in letters.
    pub(super) longest: u8,
    /// Bit `n` is set if the whole syllable can be typed with `n` letters.
    pub(super) whole: u8,
    /// The same two for what is [misheard].
    pub(super) misheard_longest: u8,
    pub(super) misheard_whole: u8,
}

/// For each place of a word and each syllable how far it is typed there.
#[derive(Debug, Clone)]
struct Spellings {
    table: Vec<Typed>,
    syllables: usize,
}

impl Spellings {
    fn new(chars: &[char]) -> Self {
        let syllables = SYLLABLES.len();
        let mut table = vec![Typed::default(); syllables * chars.len()];
        // Words of characters only need no table, and most words are short: still, a syllable is
        // compared only where its first letter stands.
        let mut by_letter: HashMap<char, Vec<usize>> = HashMap::new();
        for (at, c) in chars.iter().enumerate().filter(|(_, c)| c.is_ascii_lowercase()) {
            by_letter.entry(*c).or_default().push(at);
        }
        for number in 1..syllables {
            let spelled = SYLLABLES.spelled(number as Syllable);
            let Some(places) = spelled.chars().next().and_then(|c| by_letter.get(&c)) else {
                continue;
            };
            let (right, wrong) = (typed(spelled), misheard(spelled));
            for at in places {
                let entry = &mut table[at * syllables + number];
                for form in &right {
                    let (longest, whole) = common(form, &chars[*at..]);
                    entry.longest = entry.longest.max(longest);
                    entry.whole |= whole;
                }
                for form in &wrong {
                    let (longest, whole) = common(form, &chars[*at..]);
                    entry.misheard_longest = entry.misheard_longest.max(longest);
                    entry.misheard_whole |= whole;
                }
            }
        }
        Spellings { table, syllables }
    }
}

/// How many letters of `form` begin `chars`, and as a bit its length if all do.
fn common(form: &str, chars: &[char]) -> (u8, u8) {
    let len = form.chars().zip(chars).take_while(|(a, b)| a == *b).count();
    (len as u8, if len == form.len() { 1 << len } else { 0 })
}

impl Query {
    /// The query that was typed: words with white space between, in any width and case.
    ///
    /// ```
    /// let query = gouji::find::Query::new(" ＪＸＺＦＢ24 结转 ");
    /// assert!(!query.is_empty());
    /// ```
    pub fn new(typed: &str) -> Query {
        let folded: String = typed.nfkc().map(fold).collect();
        Query { words: folded.split_whitespace().map(Word::new).collect() }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl Word {
    fn new(text: &str) -> Word {
        // ü is typed in many ways; in a query it is `v`.
        let chars: Vec<char> =
            text.chars().map(|c| if c == 'ü' { 'v' } else { c }).take(LONGEST).collect();
        let year = YearPart::at_end(&chars).map(|(len, year)| {
            let stem = &chars[..len];
            (Stem { len, mask: Mask::needed(stem) }, year)
        });
        Word { mask: Mask::needed(&chars), year, spellings: Spellings::new(&chars), chars }
    }

    /// Whether every match of this word is a match of `shorter` too.
    pub(super) fn extends(&self, shorter: &Word) -> bool {
        self.chars.starts_with(&shorter.chars)
    }

    /// How far a syllable is typed from character `at` of the word.
    pub(super) fn typed(&self, at: usize, syllable: Syllable) -> Typed {
        if syllable == NONE {
            return Typed::default();
        }
        let index = at * self.spellings.syllables + usize::from(syllable);
        self.spellings.table.get(index).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syllable_is_typed_in_many_lengths() {
        for (word, syllable, longest, whole) in [
            ("zhang", "zhang", 5, 1 << 5),
            ("zh", "zhang", 2, 0),
            ("zf", "zhang", 1, 0),
            ("lu", "lv", 2, 1 << 2),
            ("lue", "lv", 3, 1 << 2 | 1 << 3),
            ("lüe", "lve", 3, 1 << 3),
            ("an", "ang", 2, 0),
            ("x", "ang", 0, 0),
        ] {
            let query = Query::new(word);
            let got = query.words[0].typed(0, SYLLABLES.number(syllable));
            assert_eq!((got.longest, got.whole), (longest, whole), "{word} {syllable}");
        }
        let query = Query::new("zanghu");
        let got = query.words[0].typed(0, SYLLABLES.number("zhang"));
        assert_eq!((got.misheard_longest, got.misheard_whole), (4, 1 << 3 | 1 << 4));
    }
}
