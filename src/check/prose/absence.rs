//! Sentences that say "none" and "all".

use super::claim::{COMPARISONS, OTHER_MATTERS, PARTS, other_scope};
use super::{Cues, Hits, Prose, Sentence, amounts};
use crate::form::Section;
use crate::record::Agency;

/// What a sentence says there was none of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absence {
    /// Requests for information.
    Requests,
    /// 行政复议.
    Reviews,
    /// 行政诉讼.
    Lawsuits,
}

const SECTIONS: [Section; 4] =
    [Section::Overview, Section::Requests, Section::Disputes, Section::Other];

pub(super) static NO_REQUEST: Cues<7> =
    Cues::new(["未收到", "没有收到", "未接到", "没有接到", "未受理", "未接收到", "无依申请"]);

pub(super) static NO_DISPUTE: Cues<8> =
    Cues::new(["未发生", "没有发生", "未出现", "未产生", "未引发", "无行政", "没有行政", "无因"]);

/// Results and other matters: having none of these is not having no case.
static RESULTS: Cues<7> = Cues::new(["纠错", "纠正", "败诉", "撤销", "泄密", "收费", "投诉"]);

/// The sentences of a report that say "none", each with what of.
pub(crate) fn absences<'a>(
    agency: &Agency,
    year: i16,
    prose: &'a Prose<'_>,
) -> Vec<(Absence, Sentence<'a>)> {
    let mut found = Vec::new();
    for sentence in prose.with(Hits::NONE, &SECTIONS) {
        let text = sentence.plain;
        if !speaks_of_this_year(text, year) || other_scope(agency, text) {
            continue;
        }
        // A clause at a time: 未收到申请, 未发生复议、诉讼.
        for clause in text.split([',', ':']) {
            let says = |words: &[&str]| words.iter().find_map(|word| clause.find(word));
            if COMPARISONS.is_in(clause) || OTHER_MATTERS.is_in(clause) {
                continue;
            }
            if let Some(at) = says(NO_REQUEST.words())
                && clause[at..].contains("申请")
                && (text.contains("信息公开") || text.contains("依申请"))
                && !PARTS.is_in(clause)
                && !RESULTS.is_in(clause)
            {
                found.push((Absence::Requests, sentence));
            }
            if let Some(at) = says(NO_DISPUTE.words())
                && !RESULTS.is_in(clause)
            {
                let rest = &clause[at..];
                if rest.contains("复议") {
                    found.push((Absence::Reviews, sentence));
                }
                if rest.contains("诉讼") {
                    found.push((Absence::Lawsuits, sentence));
                }
            }
        }
    }
    found.dedup_by(|a, b| a.0 == b.0 && std::ptr::eq(a.1.text, b.1.text));
    found
}

/// What else is closed: calls, errands, tasks, proposals.
static OTHER_WORK: Cues<4> = Cues::new(["接通", "办件", "工单", "建议"]);

/// The sentences that say that every request was closed, in paragraphs that do not themselves speak
/// of carrying over.
pub(crate) fn closed_all<'a>(
    agency: &Agency,
    year: i16,
    prose: &'a Prose<'_>,
) -> Vec<Sentence<'a>> {
    let mut found = Vec::new();
    for sentence in prose.with(Hits::ALL, &[Section::Overview, Section::Requests]) {
        let text = sentence.plain;
        let all = text.contains("全部办结")
            || text.contains("均已办结")
            || text.split(',').any(|clause| clause.contains("办结率") && clause.contains("100%"));
        if all
            && (text.contains("申请") || sentence.passage.section == Section::Requests)
            && speaks_of_this_year(text, year)
            && !other_scope(agency, text)
            && !OTHER_MATTERS.is_in(text)
            && !OTHER_WORK.is_in(text)
            && !["结转", "顺延", "下年", "下一年", "未办结"]
                .iter()
                .any(|word| sentence.passage.text.contains(word))
        {
            found.push(sentence);
        }
    }
    found
}

/// Whether a sentence that names a year first names the report's own.
fn speaks_of_this_year(text: &str, year: i16) -> bool {
    let first = amounts(text).into_iter().find(|amount| amount.unit.starts_with('年'));
    first.is_none_or(|named| named.number == f64::from(year))
}
