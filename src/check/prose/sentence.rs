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
            let ends = |c: char| matches!(c, '。' | ';' | '；' | '!' | '！' | '\n');
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
    let mut plain = String::with_capacity(text.len());
    plain.extend(text.chars().filter(|c| is_han(*c) || !c.is_whitespace()).map(|c| match c {
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
    }));
    plain
}

/// Whether a character is a common Han character: no space, no number, a letter. Told without the
/// tables of Unicode, which have to be searched for these.
pub(super) fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_become_one() {
        assert_eq!(plain("共 １２ 件，（其中）５％"), "共12件,(其中)5%");
    }
}
