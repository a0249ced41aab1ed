//! `S-ORDER`: parts that are misnumbered or out of order.

use crate::check::{Doc, Draft, Look, Rule, Run};
use crate::form::Section;
use crate::record::{Finding, Quote, Report, Severity};
use crate::text::{Lang, Text, clean};

pub(super) static RULE: Rule = Rule {
    id: "S-ORDER",
    name: Text::new("部分编号或次序有误", "parts misnumbered or out of order"),
    severities: &[Severity::Notice],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "六个部分的标题按内容认出, 其编号 (一、二、… ) 与格式不同, 或次序颠倒。没有编号的标题不查编号。\
             一份报告一条, 引出标题。",
            "The headings of the six parts, told by what they say, whose numbers differ from the form, \
             or which stand out of order. Headings without a number are checked for order only. One \
             finding a report, with the headings quoted.",
        ),
        why: Text::new(
            "编号错乱多是删改、拼接留下的痕迹, 也使按编号引用的人找错地方。",
            "Wrong numbers are mostly left by cutting and pasting, and lead those astray who cite by \
             number.",
        ),
        innocent: Text::new(
            "在六个部分之外另加了一个部分; 前面缺一部分, 后面依次顺延。",
            "A part was added to the six; one is missing and those after it moved up.",
        ),
        basis: Text::new(
            "国办公开办函〔2021〕30号、〔2019〕60号所附格式的六个部分。",
            "The six parts of the forms of 国办公开办函〔2021〕30号 and 〔2019〕60号.",
        ),
        fires: Text::new("“四、存在的主要问题及改进情况”", "'四、存在的主要问题及改进情况' (part five numbered four)"),
        silent: Text::new("“五、存在的主要问题及改进情况”", "'五、存在的主要问题及改进情况'"),
    },
    run: Run::Case(run),
    message,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    drafts.extend(look.reports().iter().filter_map(of_report));
}

fn of_report(report: &Report) -> Option<Draft> {
    // The first heading of each part: what follows within a part is its own business.
    let mut first: Vec<(Section, &str, &crate::record::Passage)> = Vec::new();
    for passage in &report.passages {
        if let Some(heading) = &passage.heading
            && passage.section != Section::Preamble
            && first.iter().all(|(section, ..)| *section != passage.section)
        {
            first.push((passage.section, heading, passage));
        }
    }
    let mut draft = Draft::new(RULE.id, Severity::Notice, report.year);
    let mut last = Section::Preamble;
    for (section, heading, passage) in first {
        let misnumbered = number(heading).is_some_and(|number| number != section.number());
        if misnumbered || section < last {
            draft.quotes.push(Quote {
                year: report.year,
                section,
                text: heading.to_owned(),
                span: passage.span,
            });
        }
        last = last.max(section);
    }
    (!draft.quotes.is_empty()).then_some(draft)
}

/// The number of a heading of the first rank: `四、…`, `4. …`, `第四部分 …`. Numbers in brackets
/// belong to lower ranks.
fn number(heading: &str) -> Option<u8> {
    let text = heading.trim().trim_start_matches('第').trim_start();
    let digit = |c: char| "一二三四五六七八九".chars().position(|d| d == c).map(|at| at as u8 + 1);
    let mut chars = text.chars();
    let c = chars.next()?;
    let number = c.to_digit(10).map(|digit| digit as u8).or_else(|| digit(c))?;
    let rest = chars.as_str().trim_start();
    let ends = ['、', '.', '．', ',', '，', ':', '：'].iter().any(|mark| rest.starts_with(*mark));
    (ends || rest.starts_with("部分")).then_some(number)
}

fn message(finding: &Finding, lang: Lang) -> String {
    let headings: Vec<String> = finding
        .quotes
        .iter()
        .map(|quote| {
            let (number, text) = (quote.section.number(), clean(&quote.text));
            lang.pick(format!("“{text}”应为第{number}部分"), format!("'{text}' should be part {number}"))
        })
        .collect();
    headings.join("; ")
}

#[cfg(test)]
mod tests {
    use super::number;
    use crate::check::fixture::{of_rule, passage, report};
    use crate::check::message;
    use crate::text::Lang;

    fn said(headings: &[(u8, &str)]) -> Vec<String> {
        let mut report = report(2024, &[]);
        report.passages =
            headings.iter().map(|(section, text)| passage(*section, Some(text), text)).collect();
        let found = of_rule("S-ORDER", vec![report]);
        found.iter().map(|finding| message(finding, Lang::Zh)).collect()
    }

    #[test]
    fn fires() {
        assert_eq!(
            said(&[(1, "一、总体情况"), (5, "四、存在的主要问题及改进情况"), (6, "六、其他")]),
            ["“四、存在的主要问题及改进情况”应为第5部分"]
        );
        assert_eq!(
            said(&[(5, "存在的主要问题"), (1, "总体情况")]),
            ["“总体情况”应为第1部分"],
            "out of order without numbers"
        );
    }

    #[test]
    fn is_silent() {
        for headings in [
            &[(1, "一、总体情况"), (2, "二、主动公开"), (6, "六、其他")][..],
            &[(1, "总体情况"), (5, "存在的主要问题")],
            &[(1, "一、总体情况"), (1, "二、组织领导"), (5, "5. 问题")],
            &[],
        ] {
            assert!(said(headings).is_empty(), "{headings:?}");
        }
    }

    #[test]
    fn only_numbers_of_the_first_rank_count() {
        for (heading, want) in [
            ("四、问题", Some(4)),
            ("4．问题", Some(4)),
            ("第四部分 问题", Some(4)),
            ("（四）问题", None),
            ("一些问题", None),
            ("2024年总体情况", None),
            ("", None),
        ] {
            assert_eq!(number(heading), want, "{heading}");
        }
    }
}
