//! Lists of words that are looked for in a text all at once.
//!
//! A rule asks a sentence for twenty or forty words. Most sentences hold none of them, and
//! `contains` would go over each sentence as often and prepare for each word anew.

/// A list of words, with what it takes to tell quickly that a text has none of them.
///
/// Latin letters match in either case. No word is shorter than three bytes.
pub(crate) struct Cues<const N: usize> {
    words: [&'static str; N],
    /// One bit for each hash of the first three bytes of a word.
    begins: [u64; WORDS],
}

const WORDS: usize = 32;

const fn slot(a: u8, b: u8, c: u8) -> usize {
    let (a, b, c) = (a.to_ascii_lowercase(), b.to_ascii_lowercase(), c.to_ascii_lowercase());
    let three = (a as u32) << 16 | (b as u32) << 8 | c as u32;
    (three.wrapping_mul(0x9e37_79b1) >> 21) as usize
}

impl<const N: usize> Cues<N> {
    /// The list of these words.
    pub(crate) const fn new(words: [&'static str; N]) -> Cues<N> {
        let mut begins = [0; WORDS];
        let mut at = 0;
        while at < N {
            let word = words[at].as_bytes();
            let slot = slot(word[0], word[1], word[2]);
            begins[slot / 64] |= 1 << (slot % 64);
            at += 1;
        }
        Cues { words, begins }
    }

    /// Whether the text has any of the words.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.places(text).next().is_some()
    }

    /// Where words stand: the byte at which one begins, and which it is.
    pub(crate) fn places(&self, text: &str) -> impl Iterator<Item = (usize, usize)> {
        let bytes = text.as_bytes();
        let likely = |at: &usize| {
            let slot = slot(bytes[*at], bytes[*at + 1], bytes[*at + 2]);
            self.begins[slot / 64] >> (slot % 64) & 1 == 1
        };
        // No word begins within a character.
        let begins = (0..bytes.len().saturating_sub(2)).filter(|at| bytes[*at] & 0xc0 != 0x80);
        begins.filter(likely).flat_map(move |at| {
            let rest = &bytes[at..];
            let here = move |word: &&str| {
                let here = rest.get(..word.len());
                here.is_some_and(|here| here.eq_ignore_ascii_case(word.as_bytes()))
            };
            self.words
                .iter()
                .enumerate()
                .filter(move |(_, word)| here(word))
                .map(move |(nth, _)| (at, nth))
        })
    }

    /// The words, in the order of the list.
    pub(crate) const fn words(&self) -> &[&'static str; N] {
        &self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_found_where_any_of_its_words_stands() {
        const LIST: Cues<4> = Cues::new(["结转", "bet365", "较20", "全面贯彻"]);
        for (text, want) in [
            ("上年结转2件", true),
            ("结", false),
            ("结束转办", false),
            ("BET365官网", true),
            ("bet36", false),
            ("较2019年", true),
            ("较1999年", false),
            ("深入全面贯彻", true),
            ("", false),
        ] {
            assert_eq!(LIST.is_in(text), want, "{text}");
            let places: Vec<(usize, usize)> = LIST.places(text).collect();
            assert_eq!(!places.is_empty(), want, "{text}");
            let lower = text.to_lowercase();
            let one_by_one = LIST.words().iter().any(|word| lower.contains(word));
            assert_eq!(one_by_one, want, "{text}");
        }
    }
}
