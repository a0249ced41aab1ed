//! Years that a report names as its own.

use super::{Amount, Cues, Hits, Prose, Sentence, amounts};
use crate::form::Section;

/// Words that make another year legitimate: comparison, history, plans, titles of documents.
static LEGITIMATE: Cues<27> = Cues::new([
    "上年",
    "去年",
    "上一年",
    "较",
    "同比",
    "同期",
    "以来",
    "比",
    "问题",
    "整改",
    "将",
    "计划",
    "下一步",
    "新的一年",
    "印发",
    "号)",
    "〕",
    "《",
    "截至",
    "截止",
    "前发布",
    "历年",
    "累计",
    "之前",
    "规划",
    "下年",
    "结转",
]);

/// Words for the time that the report covers.
pub(super) static PERIOD: Cues<7> =
    Cues::new(["统计期限", "统计时限", "统计时间", "统计时段", "统计周期", "统计期间", "统计口径"]);

/// Words for its figures, which may also be those of some other work.
pub(super) static FIGURES: Cues<3> = Cues::new(["数据统计", "起止", "所列数据"]);

/// What follows a year that is meant whole.
const WHOLE_YEAR: [&str; 5] = ["1月1日", "12月31日", "1月至12月", "1月-12月", "1-12月"];

/// The years other than the report's own that it speaks of as its own, with whether it is the
/// period of the statistics that says so.
pub(crate) fn own_years<'a>(year: i16, prose: &'a Prose<'_>) -> Vec<(i16, bool, Sentence<'a>)> {
    let mut found = Vec::new();
    for sentence in prose.sentences() {
        let text = sentence.plain;
        let section = sentence.passage.section;
        // Only the period, and what a sentence of part one opens with, is looked at.
        let opens_in_figures =
            section == Section::Overview && text.starts_with(|c: char| c.is_ascii_digit());
        if !(sentence.hits.has(Hits::PERIOD) || opens_in_figures)
            || !matches!(section, Section::Preamble | Section::Overview)
            || !text.contains('年')
        {
            continue;
        }
        let years: Vec<Amount<'_>> = amounts(text)
            .into_iter()
            .filter(|a| a.unit.starts_with('年') && (2000.0..2100.0).contains(&a.number))
            .collect();
        let own = f64::from(year);
        let period = PERIOD.is_in(text);
        if period || FIGURES.is_in(text) {
            let other = years.iter().find(|a| {
                let ends = WHOLE_YEAR.iter().any(|day| text[a.end..].starts_with(day));
                a.number != own && (ends || period && a.unit == "年度")
            });
            if let Some(other) = other {
                found.push((other.number as i16, true, sentence));
            }
            if other.is_some() || text.contains("12月31日") {
                continue;
            }
        }
        if section != Section::Overview {
            continue;
        }
        let [only] = years.as_slice() else { continue };
        let opens =
            only.start == 0 && (text[only.end..].starts_with([',', '度', '我', '全', '本']));
        if opens
            && only.number != own
            && (own - only.number).abs() <= 3.0
            && !LEGITIMATE.is_in(text)
            && amounts(text).len() >= 2
        {
            found.push((only.number as i16, false, sentence));
        }
    }
    found
}
