//! Prose cut into sentences, and the plain form of text in which cues are looked for.

use crate::form::Section;
use crate::record::{Passage, Quote, Report};

/// A sentence of a report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sentence<'a> {
    /// The paragraph in which it stands.
    pub passage: &'a Passage,
    /// The sentence as printed, without its full stop.
    pub text: &'a str,
}

impl Sentence<'_> {
    /// The sentence as a finding quotes it.
    pub(crate) fn quote(&self, year: i16) -> Quote {
        Quote {
            year,
            section: self.passage.section,
            text: self.text.trim().to_owned(),
            span: self.passage.span,
        }
    }
}

/// The sentences of some sections in the order of the document. Headings are none.
pub(crate) fn sentences<'a>(
    report: &'a Report,
    sections: &'a [Section],
) -> impl Iterator<Item = Sentence<'a>> {
    report.passages.iter().filter(|passage| sections.contains(&passage.section)).flat_map(
        |passage| {
            let ends = ['。', ';', '；', '!', '！', '\n'];
            passage.text.split(ends).filter_map(move |text| {
                let text = text.trim();
                (!text.is_empty()).then_some(Sentence { passage, text })
            })
        },
    )
}

/// A sentence with white space dropped and full-width digits, letters and punctuation made
/// half-width, so that one cue finds all its spellings.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '，' | '﹐' => ',',
            '：' => ':',
            '（' => '(',
            '）' => ')',
            '％' | '﹪' => '%',
            '．' => '.',
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
                char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
            }
            c => c,
        })
        .collect()
}

/// Whether a text has one of some words. Where none could begin, none is looked for: most texts
/// have none, and the lists are long.
pub(crate) fn holds(text: &str, words: &[&str]) -> bool {
    // A word shows by its first byte, or by the third where that is the last of a Han character.
    let mark = |bytes: &[u8]| match bytes {
        [first, ..] if first.is_ascii() => 1_u64 << (first & 63),
        [_, _, third, ..] => 1 << (third & 63),
        _ => u64::MAX,
    };
    let marks = words.iter().fold(0, |marks, word| marks | mark(word.as_bytes()));
    let bytes = text.as_bytes();
    (0..bytes.len()).any(|at| {
        let rest = &bytes[at..];
        let begins = rest[0] & 0xc0 != 0x80;
        begins
            && marks & mark(rest) != 0
            && words.iter().any(|word| rest.starts_with(word.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_held_where_it_is_contained() {
        let words = ["12345", "较20", "去年", "号)", "比"];
        for text in [
            "",
            "比",
            "拨打12345",
            "较2023年",
            "去",
            "去年",
            "第3号)文",
            "年去",
            "1234",
            "é比é",
            "é",
        ] {
            let contained = words.iter().any(|word| text.contains(word));
            assert_eq!(holds(text, &words), contained, "{text}");
        }
    }

    #[test]
    fn spellings_become_one() {
        assert_eq!(plain("共 １２ 件，（其中）５％"), "共12件,(其中)5%");
    }
}
