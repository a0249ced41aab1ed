//! `N-NONE`: the text says there was none, the table counts some.

use crate::check::prose::{self, Absence, absences};
use crate::check::rule::Assessed;
use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::form::{Cell, Column, DisputeColumn, DisputeGroup, Row};
use crate::record::{Finding, Severity};
use crate::text::{Lang, Text};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "N-NONE",
    name: Text::new("正文说没有而表中有", "the text says none, the table has some"),
    severities: &[Severity::Warning],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "正文写“未收到申请”“未发生行政复议、行政诉讼”, 而表中相应总计大于 0。",
            "The prose says that no request was received, or that there was no review or lawsuit, and the table's total is above 0.",
        ),
        why: Text::new(
            "多为照抄往年的套话, 或复议诉讼漏报。",
            "Mostly a phrase kept from a year in which it was true.",
        ),
        innocent: Text::new(
            "句子只说某一渠道(信函、当面)的, 不在此列。",
            "A sentence about one channel (letters, visits) does not count.",
        ),
        basis: Text::new(
            "《政府信息公开工作年度报告格式》第一、三、四部分。",
            "The form, parts one, three and four.",
        ),
        fires: Text::new(
            "“本年度未收到政府信息公开申请”, 表中本年新收总计 3。",
            "“No request was received this year”; the table has 3 new.",
        ),
        silent: Text::new("“未收到信函申请”, 表中 3。", "“No request came by letter”; the table has 3."),
    },
    run: Run::Case(run),
    message,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for Assessed { report, prose, .. } in look.assessed {
        for (absence, sentence) in absences(&look.case.agency, report.year, prose) {
            let cells: Vec<Cell> = match absence {
                Absence::Requests => vec![Cell::request(Row::NEW, Column::Total)],
                Absence::Reviews => {
                    vec![Cell::dispute(DisputeGroup::Reconsideration, DisputeColumn::Total)]
                }
                Absence::Lawsuits => vec![
                    Cell::dispute(DisputeGroup::Direct, DisputeColumn::Total),
                    Cell::dispute(DisputeGroup::AfterReconsideration, DisputeColumn::Total),
                ],
            };
            let counted: f64 = cells.iter().filter_map(|cell| report.cells.number(*cell)).sum();
            if counted <= 0.0 {
                continue;
            }
            let mut draft = prose::draft("N-NONE", Severity::Warning, report.year, &sentence);
            draft.cells = cells;
            draft.expected = Some(counted);
            draft.actual = Some(0.0);
            drafts.push(draft);
        }
    }
}

fn message(finding: &Finding, lang: Lang) -> String {
    let cells = words::cells(&finding.cells, lang);
    let counted = words::number(finding.expected, lang);
    let quote = prose::quoted(finding, lang);
    lang.pick(
        format!("正文说没有, 表中{cells}为 {counted}: {quote}"),
        format!("the text says none, the table has {counted} for {cells}: {quote}"),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{of_rule, report};
    use crate::check::prose::testing::say;

    fn count(text: &str) -> usize {
        let mut report = report(2024, &[("requests.new.natural", 3), ("disputes.reconsideration.upheld", 1)]);
        say(&mut report, text);
        of_rule("N-NONE", vec![report]).len()
    }

    #[test]
    fn fires() {
        for text in [
            "本年度未收到政府信息公开申请。",
            "未发生因政府信息公开引起的行政复议、行政诉讼。",
        ] {
            assert_eq!(count(text), 1, "{text}");
        }
    }

    #[test]
    fn is_silent() {
        for text in [
            "未收到信函形式的政府信息公开申请。",
            "2023年未收到政府信息公开申请。",
            "未发生因政府信息公开提起的行政诉讼。",
            "未发生行政复议被纠错的情况。",
        ] {
            assert_eq!(count(text), 0, "{text}");
        }
    }
}
