//! Years that a report names as its own.

use super::{Amount, Sentence, amounts, plain, sentences};
use crate::form::Section;
use crate::record::Report;

/// Words that make another year legitimate: comparison, history, plans, titles of documents.
const LEGITIMATE: [&str; 27] = [
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
];

/// The years other than the report's own that it speaks of as its own, with whether it is the
/// period of the statistics that says so.
pub(crate) fn own_years(report: &Report) -> Vec<(i16, bool, Sentence<'_>)> {
    let mut found = Vec::new();
    for sentence in sentences(report, &[Section::Preamble, Section::Overview]) {
        let text = plain(sentence.text);
        let years: Vec<Amount<'_>> = amounts(&text)
            .into_iter()
            .filter(|a| a.unit.starts_with('年') && (2000.0..2100.0).contains(&a.number))
            .collect();
        let own = f64::from(report.year);
        let period = ["统计期限", "统计时限", "数据统计", "起止", "所列数据"];
        if period.iter().any(|word| text.contains(word)) && text.contains("12月31日") {
            if let Some(other) = years.iter().find(|a| {
                let rest = &text[a.end..];
                a.number != own && (rest.starts_with("1月1日") || rest.starts_with("12月31日"))
            }) {
                found.push((other.number as i16, true, sentence));
            }
            continue;
        }
        if sentence.passage.section != Section::Overview {
            continue;
        }
        let [only] = years.as_slice() else { continue };
        let opens =
            only.start == 0 && (text[only.end..].starts_with([',', '度', '我', '全', '本']));
        if opens
            && only.number != own
            && (own - only.number).abs() <= 3.0
            && !LEGITIMATE.iter().any(|word| text.contains(word))
            && amounts(&text).len() >= 2
        {
            found.push((only.number as i16, false, sentence));
        }
    }
    found
}
