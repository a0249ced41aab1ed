//! `N-YEAR`: the text speaks of another year as its own.

use crate::check::prose::{self, own_years};
use crate::check::rule::Assessed;
use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::record::{Finding, Severity};
use crate::text::{Lang, Text};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "N-YEAR",
    name: Text::new("正文年份不是报告年份", "the text names another year as its own"),
    severities: &[Severity::Warning, Severity::Notice],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "统计期限的年份不是报告年份; 或总体情况里以另一年份开头叙述本机关工作的句子。",
            "The period of the statistics is not the report's year; or a sentence of part one opens in another year and tells of this body's work.",
        ),
        why: Text::new("文字照抄上年, 数字也可能没有更新。", "Text kept from last year; the figures may be last year's too."),
        innocent: Text::new(
            "与上年比较、上年问题的整改、对下年的打算不算。",
            "Comparisons with last year, last year's problems and plans for the next do not count.",
        ),
        basis: Text::new(
            "《政府信息公开条例》第五十条; 年度报告格式。",
            "Article 50 of the Regulations; the form.",
        ),
        fires: Text::new(
            "2024年报告写“统计期限自2023年1月1日至12月31日”。",
            "The report of 2024 says its period is 2023.",
        ),
        silent: Text::new("“较2023年增长12%”。", "“12 % more than in 2023”."),
    },
    run: Run::Case(run),
    message,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for Assessed { report, prose, .. } in look.assessed {
        for (year, period, sentence) in own_years(report.year, prose) {
            let severity = if period { Severity::Warning } else { Severity::Notice };
            let mut draft = prose::draft("N-YEAR", severity, report.year, &sentence);
            draft.expected = Some(f64::from(report.year));
            draft.actual = Some(f64::from(year));
            drafts.push(draft);
        }
    }
}

fn message(finding: &Finding, lang: Lang) -> String {
    let (own, named) = (words::number(finding.expected, lang), words::number(finding.actual, lang));
    let quote = prose::quoted(finding, lang);
    lang.pick(
        format!("{own} 年的报告写作 {named} 年: {quote}"),
        format!("the report of {own} speaks of {named}: {quote}"),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{of_rule, report};
    use crate::check::prose::testing::say;

    fn count(text: &str) -> usize {
        let mut report = report(2024, &[]);
        say(&mut report, text);
        of_rule("N-YEAR", vec![report]).len()
    }

    #[test]
    fn fires() {
        for text in [
            "本报告数据的统计期限自2023年1月1日至2023年12月31日。",
            "2023年，我局共公开信息10条。",
            "统计时间：2023年1月1日—2023年12月31日。",
            "本报告统计口径为2023年1月1日起至12月31日止。",
            "本报告的统计时段为2023年1月至12月。",
            "统计周期为2023年度。",
        ] {
            assert_eq!(count(text), 1, "{text}");
        }
    }

    #[test]
    fn is_silent() {
        for text in [
            "本报告数据的统计期限自2024年1月1日至2024年12月31日。",
            "2024年，我局共公开信息10条。",
            "2023年，我局共公开信息10条，2024年同比增长一倍。",
            "2025年，我局将加强公开工作。",
            "清理2023年12月31日前的文件。",
            "统计时间：2024年1月1日—2024年12月31日。",
            "完成2023年度数据统计和上报工作。",
            "按省里2023年印发的统计口径填报。",
        ] {
            assert_eq!(count(text), 0, "{text}");
        }
    }
}
