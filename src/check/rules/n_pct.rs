//! `N-PCT`: a percentage that its own sentence contradicts.

use crate::check::prose::{self, Hits, wrong_percents};
use crate::check::rule::Assessed;
use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::form::Section;
use crate::record::{Finding, Severity};
use crate::text::{Lang, Text};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "N-PCT",
    name: Text::new("百分比算错", "a percentage miscalculated"),
    severities: &[Severity::Warning],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "句中自带分子分母的百分比(占比, 或与上年的增减), 重算后超出其四舍五入范围。",
            "A percentage whose figures stand in the same sentence (a share, or a change on last year) comes out differently, beyond its rounding.",
        ),
        why: Text::new("数字或百分比有一个写错。", "A figure or the percentage is wrong."),
        innocent: Text::new(
            "分母另有所指。截断而不四舍五入的不算。",
            "Another whole may be meant. Cutting off instead of rounding is allowed.",
        ),
        basis: Text::new("百分比按句中数字重算。", "The percentage recomputed from the sentence's own figures."),
        fires: Text::new(
            "“收到申请22件，比上年(31件)下降39%”。",
            "“22 requests, 39 % fewer than last year (31)”.",
        ),
        silent: Text::new(
            "“收到申请22件，比上年(31件)下降29%”。",
            "“22 requests, 29 % fewer than last year (31)”.",
        ),
    },
    run: Run::Case(run),
    message,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for Assessed { report, prose, .. } in look.assessed {
        for sentence in prose.with(Hits::PERCENT, &Section::ALL) {
            for percent in wrong_percents(sentence.plain) {
                let mut draft = prose::draft("N-PCT", Severity::Warning, report.year, &sentence);
                draft.expected = Some((percent.computed * 100.0).round() / 100.0);
                draft.actual = Some(percent.printed);
                drafts.push(draft);
            }
        }
    }
}

fn message(finding: &Finding, lang: Lang) -> String {
    let (right, printed) = (words::number(finding.expected, lang), words::number(finding.actual, lang));
    let quote = prose::quoted(finding, lang);
    lang.pick(
        format!("印作 {printed}%, 按句中数字应为 {right}%: {quote}"),
        format!("printed {printed} %, by the sentence's own figures {right} %: {quote}"),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{of_rule, report};
    use crate::check::prose::testing::say;

    fn count(text: &str) -> usize {
        let mut report = report(2024, &[]);
        say(&mut report, text);
        of_rule("N-PCT", vec![report]).len()
    }

    #[test]
    fn fires() {
        assert_eq!(count("收到申请22件，比上年（31件）下降39%。"), 1);
    }

    #[test]
    fn is_silent() {
        assert_eq!(count("收到申请22件，比上年（31件）下降29％。"), 0);
    }
}
