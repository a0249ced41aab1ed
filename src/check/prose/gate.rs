//! Which sentences are worth a rule's look: one pass over the text for the words of all rules.
//!
//! Most sentences of a report hold no word that any rule asks for. A rule names the words without
//! which it has nothing to say; the sentences that have none of them are never shown to it.

use super::{absence, claim, shingle, spam, year};
use std::sync::LazyLock;

/// The lists of which a sentence has words, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Hits(u16);

impl Hits {
    /// A figure is claimed: [`claims`](super::claims).
    pub const CLAIM: Hits = Hits(1);
    /// There was none of something: [`absences`](super::absences).
    pub const NONE: Hits = Hits(1 << 1);
    /// All was closed: [`closed_all`](super::closed_all).
    pub const ALL: Hits = Hits(1 << 2);
    /// A whole and its parts.
    pub const PARTS: Hits = Hits(1 << 3);
    /// A percentage.
    pub const PERCENT: Hits = Hits(1 << 4);
    /// The period of the report: [`own_years`](super::own_years).
    pub const PERIOD: Hits = Hits(1 << 5);
    /// The fee for handling requests.
    pub const FEE: Hits = Hits(1 << 6);
    /// Words of gambling, sex and loan sites.
    pub const SPAM: Hits = Hits(1 << 7);
    /// A mark that stands in no word: `_`, `@`, `¥`.
    pub const ODD: Hits = Hits(1 << 8);
    /// What the form or the law puts into every report.
    pub const BOILERPLATE: Hits = Hits(1 << 9);

    /// Whether it has a word of that list.
    pub const fn has(self, list: Hits) -> bool {
        self.0 & list.0 != 0
    }

    /// Of both.
    pub const fn and(self, more: Hits) -> Hits {
        Hits(self.0 | more.0)
    }
}

/// A word of a list, with the number of the next that begins alike; 0 at the end.
struct Word {
    text: &'static str,
    list: Hits,
    next: u8,
}

/// All words by how they begin.
struct Gate {
    /// The first word, counted from 1, for a hash of the first two characters.
    heads: [u8; SLOTS],
    /// The same for words that begin in ASCII.
    ascii: [u8; 128],
    words: Vec<Word>,
}

const SLOTS: usize = 2048;

/// Two Han characters as a number below [`SLOTS`].
fn slot(two: &[u8]) -> usize {
    let mut eight = [0; 8];
    eight[..6].copy_from_slice(two);
    (u64::from_le_bytes(eight).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 53) as usize
}

/// Whether a byte begins a common Han character, or a rare one: three bytes, no space, no mark.
pub(super) const fn begins_han(byte: u8) -> bool {
    matches!(byte, 0xe4..=0xe9)
}

static GATE: LazyLock<Gate> = LazyLock::new(|| {
    let lists: [(Hits, &[&'static str]); 12] = [
        (Hits::CLAIM, claim::ANY.words()),
        (Hits::NONE, absence::NO_REQUEST.words()),
        (Hits::NONE, absence::NO_DISPUTE.words()),
        (Hits::ALL, &["全部办结", "均已办结", "办结率"]),
        (Hits::PARTS, &["其中"]),
        (Hits::PERCENT, &["%"]),
        (Hits::PERIOD, year::PERIOD.words()),
        (Hits::PERIOD, year::FIGURES.words()),
        (Hits::FEE, &["处理费", "收费", "收取费用"]),
        (Hits::SPAM, spam::STRONG.words()),
        (Hits::ODD, &["_", "@"]),
        (Hits::BOILERPLATE, shingle::BOILERPLATE.words()),
    ];
    let mut gate = Gate { heads: [0; SLOTS], ascii: [0; 128], words: Vec::new() };
    for (list, words) in lists {
        for text in words {
            gate.take(text, list);
        }
    }
    gate
});

impl Gate {
    fn take(&mut self, text: &'static str, list: Hits) {
        let bytes = text.as_bytes();
        let first = bytes[0];
        // Either case of a letter leads to the same list.
        let heads: &mut [&mut u8] = if first.is_ascii() {
            let (low, high) = self.ascii.split_at_mut(usize::from(b'a'));
            let at = usize::from(first.to_ascii_lowercase());
            match at.checked_sub(low.len()) {
                Some(letter) if first.is_ascii_alphabetic() => {
                    &mut [&mut high[letter], &mut low[usize::from(first.to_ascii_uppercase())]]
                }
                Some(mark) => &mut [&mut high[mark]],
                None => &mut [&mut low[at]],
            }
        } else {
            &mut [&mut self.heads[slot(&bytes[..6])]]
        };
        let next = *heads[0];
        // A test sees to it that there are fewer than 256.
        let number = u8::try_from(self.words.len() + 1).unwrap_or(0);
        heads.iter_mut().for_each(|head| **head = number);
        self.words.push(Word { text, list, next });
    }

    /// The lists of the words that begin here.
    fn here(&self, mut number: u8, rest: &[u8]) -> Hits {
        let mut hits = Hits::default();
        while let Some(word) = usize::from(number).checked_sub(1).and_then(|at| self.words.get(at))
        {
            let here = rest.get(..word.text.len());
            if here.is_some_and(|here| here.eq_ignore_ascii_case(word.text.as_bytes())) {
                hits = hits.and(word.list);
            }
            number = word.next;
        }
        hits
    }
}

/// The lists of which a [plain](super::plain) text has words.
pub(super) fn hits(plain: &str) -> Hits {
    let gate = &*GATE;
    let bytes = plain.as_bytes();
    let mut hits = Hits::default();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let (head, step) = match byte {
            _ if begins_han(byte) => {
                (bytes.get(at..at + 6).map_or(0, |two| gate.heads[slot(two)]), 3)
            }
            0..0x80 => (gate.ascii[usize::from(byte)], 1),
            0x80..0xe0 => {
                if bytes[at..].starts_with("¥".as_bytes()) {
                    hits = hits.and(Hits::ODD);
                }
                (0, 2)
            }
            0xe0..0xf0 => {
                if byte == 0xef && bytes[at..].starts_with("￥".as_bytes()) {
                    hits = hits.and(Hits::ODD);
                }
                (0, 3)
            }
            _ => (0, 4),
        };
        if head != 0 {
            hits = hits.and(gate.here(head, &bytes[at..]));
        }
        at += step;
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_wherever_it_stands_and_in_either_case() {
        assert!(GATE.words.len() < 256, "their numbers fit into a byte");
        for word in &GATE.words {
            for text in [
                word.text.to_owned(),
                format!("某，3{}》", word.text),
                format!("全{0}{0}a", word.text.to_uppercase()),
            ] {
                assert!(hits(&text).has(word.list), "{text}");
            }
        }
    }

    #[test]
    fn odd_marks_are_found() {
        for text in ["甲_乙", "a@b", "¥5", "全￥"] {
            assert!(hits(text).has(Hits::ODD), "{text}");
        }
    }

    #[test]
    fn parts_of_words_are_none() {
        for text in ["", "收", "收 到", "bet36", "统计", "结了率", "①费é𠀀"] {
            assert_eq!(hits(text), Hits::default(), "{text}");
        }
    }
}
