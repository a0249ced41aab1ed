//! What the narrative rules read from prose: sentences, amounts with their units, claims.
//!
//! A false alarm costs more than a miss, so everything here gives up early: an amount counts only
//! with a unit, a claim only with a strong cue, and a sentence that compares with another year,
//! speaks of another body, or limits itself to one channel makes no claim at all.

mod absence;
mod amount;
mod claim;
mod cues;
mod gate;
mod parts;
mod sentence;
mod shingle;
mod sketch;
mod spam;
#[cfg(test)]
pub(super) mod testing;
mod year;

pub(super) use absence::{Absence, absences, closed_all};
pub(super) use amount::{Amount, amounts};
pub(super) use claim::{Topic, claims};
pub(super) use cues::Cues;
pub(super) use gate::Hits;
pub(super) use parts::{Parts, parts, wrong_percents};
pub(super) use sentence::{Prose, Sentence, plain};
pub(super) use shingle::{Names, Shingles, jaccard};
pub use sketch::{Sketch, Texts, TextsBuilder};
pub(super) use spam::{Spam, odd_strings, words as spam_words};
pub(super) use year::own_years;

use super::draft::{Draft, mask};
use crate::record::{Finding, RuleId, Severity};
use crate::text::{Lang, clean};

/// A draft on one sentence, which is quoted and is, with its figures masked, its identity.
pub(super) fn draft(rule: RuleId, severity: Severity, year: i16, sentence: &Sentence<'_>) -> Draft {
    let mut draft = Draft::new(rule, severity, year);
    draft.mark = mask(sentence.text);
    draft.quotes = vec![sentence.quote(year)];
    draft
}

/// The first sentence that a finding quotes, with its place, harmless and of bearable length.
pub(super) fn quoted(finding: &Finding, lang: Lang) -> String {
    const LONGEST: usize = 120;
    let Some(quote) = finding.quotes.first() else { return String::new() };
    let text = clean(&quote.text);
    let mut shown: String = text.chars().take(LONGEST).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    let section = quote.section.title().get(lang);
    lang.pick(format!("“{shown}”({section})"), format!("“{shown}” ({section})"))
}
