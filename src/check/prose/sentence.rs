//! Prose cut into sentences, once for all rules, and the plain form of text in which cues are
//! looked for.

use super::gate::{self, Hits, begins_han};
use crate::form::Section;
use crate::record::{Passage, Quote, Report};

/// A sentence of a report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sentence<'a> {
    /// The paragraph in which it stands.
    pub passage: &'a Passage,
    /// The sentence as printed, without its full stop.
    pub text: &'a str,
    /// Its [plain] form.
    pub plain: &'a str,
    /// What it has words of.
    pub hits: Hits,
}

impl Sentence<'_> {
    /// The sentence as a finding quotes it.
    pub(crate) fn quote(&self, year: i16) -> Quote {
        Quote {
            year,
            section: self.passage.section,
            text: self.text.to_owned(),
            span: self.passage.span,
        }
    }
}

/// The prose of a report, cut into sentences.
pub(crate) struct Prose<'a> {
    passages: &'a [Passage],
    /// The plain forms of all sentences, one after the other.
    plain: String,
    cuts: Vec<Cut>,
    hits: Hits,
}

/// Where a sentence stands: in which paragraph, and from where to where as printed and plain.
struct Cut {
    passage: usize,
    text: std::ops::Range<usize>,
    plain: std::ops::Range<usize>,
    hits: Hits,
}

impl<'a> Prose<'a> {
    /// Cuts the prose of a report.
    pub(crate) fn of(report: &'a Report) -> Prose<'a> {
        let passages = &report.passages;
        let size = passages.iter().map(|passage| passage.text.len()).sum();
        let mut prose = Prose {
            passages,
            plain: String::with_capacity(size),
            cuts: Vec::with_capacity(size / 64),
            hits: Hits::default(),
        };
        for (at, passage) in passages.iter().enumerate() {
            prose.cut(at, &passage.text);
        }
        prose
    }

    fn cut(&mut self, passage: usize, text: &str) {
        let mut start = 0;
        while start < text.len() {
            let from = self.plain.len();
            let end = start + flatten(&text[start..], &mut self.plain);
            let sentence = &text[start..end];
            let led = sentence.len() - sentence.trim_start().len();
            let trimmed = sentence.trim();
            if !trimmed.is_empty() {
                let hits = gate::hits(&self.plain[from..]);
                self.hits = self.hits.and(hits);
                let text = start + led..start + led + trimmed.len();
                self.cuts.push(Cut { passage, text, plain: from..self.plain.len(), hits });
            }
            start = end + text[end..].chars().next().map_or(0, char::len_utf8);
        }
    }

    /// Whether any sentence has a word of that list.
    pub(crate) fn has(&self, list: Hits) -> bool {
        self.hits.has(list)
    }

    /// The sentences in the order of the document. Headings are none.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        self.cuts.iter().map(|cut| self.sentence(cut))
    }

    /// Those of some sections that have a word of that list.
    pub(crate) fn with(
        &self,
        list: Hits,
        sections: &[Section],
    ) -> impl Iterator<Item = Sentence<'_>> {
        let cuts = if self.has(list) { self.cuts.as_slice() } else { &[] };
        cuts.iter()
            .filter(move |cut| {
                cut.hits.has(list) && sections.contains(&self.passages[cut.passage].section)
            })
            .map(|cut| self.sentence(cut))
    }

    fn sentence(&self, cut: &Cut) -> Sentence<'_> {
        let passage = &self.passages[cut.passage];
        Sentence {
            passage,
            text: &passage.text[cut.text.clone()],
            plain: &self.plain[cut.plain.clone()],
            hits: cut.hits,
        }
    }
}

/// A sentence with white space dropped and full-width digits, letters and punctuation made
/// half-width, so that one cue finds all its spellings.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        at += flatten(&text[at..], &mut plain);
        if let Some(stop) = text[at..].chars().next() {
            plain.extend((!stop.is_whitespace()).then_some(stop));
            at += stop.len_utf8();
        }
    }
    plain
}

/// Adds the plain form of the first sentence to `plain` and gives the bytes that it takes up.
fn flatten(text: &str, plain: &mut String) -> usize {
    let bytes = text.as_bytes();
    // What stays as it is goes over in runs.
    let (mut at, mut run) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        if begins_han(byte) {
            at += 3;
            continue;
        }
        if byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let other = match c {
            '。' | ';' | '；' | '!' | '！' | '\n' => break,
            '、' | '“' | '”' | '《' | '》' => c,
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
        };
        let next = at + c.len_utf8();
        if other != c || c.is_whitespace() {
            plain.push_str(&text[run..at]);
            if other != c {
                plain.push(other);
            }
            run = next;
        }
        at = next;
    }
    plain.push_str(&text[run..at]);
    at
}

/// Whether a character is a common Han character: no space, no number, a letter. Told without the
/// tables of Unicode, which have to be searched for these.
pub(super) fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::report;
    use crate::check::prose::testing::{say, say_in};

    #[test]
    fn spellings_become_one() {
        assert_eq!(plain("共 １２ 件，（其中）５％；\n①﹪"), "共12件,(其中)5%；①%");
        assert_eq!(plain(""), "");
    }

    #[test]
    fn prose_is_cut_where_sentences_end_and_shown_by_its_words() {
        let mut report = report(2024, &[]);
        say(&mut report, "　全年收 到申请１２件，已办结。 \n无！！占５％； ");
        say_in(&mut report, Section::Problems, "其中一项");
        let prose = Prose::of(&report);
        let all: Vec<(&str, &str)> = prose.sentences().map(|s| (s.text, s.plain)).collect();
        assert_eq!(
            all,
            [
                ("全年收 到申请１２件，已办结", "全年收到申请12件,已办结"),
                ("无", "无"),
                ("占５％", "占5%"),
                ("其中一项", "其中一项"),
            ]
        );
        let with = |list, sections: &[Section]| prose.with(list, sections).count();
        assert_eq!(with(Hits::CLAIM, &Section::ALL), 1);
        assert_eq!(with(Hits::PARTS, &Section::ALL), 1);
        assert_eq!(with(Hits::PARTS, &[Section::Overview]), 0);
        assert_eq!(with(Hits::SPAM, &Section::ALL), 0);
    }
}
