//! `X-CARRY`: what one report carries out is not what the next carries in.

use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::form::{Cell, Column, Row};
use crate::record::{Addend, Finding, Flag, Severity};
use crate::text::{Lang, Text};

pub(super) static RULE: Rule = Rule {
    id: "X-CARRY",
    name: Text::new("结转与上年对不上", "carry-over that does not match last year's"),
    severities: &[Severity::Warning, Severity::Notice],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "本年报告的上年结转 ≠ 上年报告的结转下年度继续办理, 七列都查, 一年一条。只有总计一致而\
             各列不一致时降为提示并说明。缺一年就不比。如果表三的一个错格同时解释了这里的不符, 并入\
             那一条, 可信度提高。",
            "Carried in this year ≠ carried out in last year's report; all seven columns, a finding a \
             year. Where only the totals agree it is a notice and says so. Over a missing year \
             nothing is compared. Where one wrong cell of table three explains this too, it becomes \
             part of that finding, which grows more certain.",
        ),
        why: Text::new(
            "没有办完的申请不会在除夕消失。两年对不上, 就有一年的报告数字有误, 或有申请漏计。",
            "Requests that are still open do not vanish on New Year's Eve. Where two years do not \
             match, one of the reports is wrong, or requests were lost.",
        ),
        innocent: Text::new(
            "机构合并、拆分, 或统计口径 (是否含下属单位) 变化; 上年报告发布后又有更正; 年底收到、次年\
             登记的申请。",
            "Bodies that merged or split, or a change in who is counted; last year's report was \
             corrected after publication; requests received at the end of the year and entered in \
             the next.",
        ),
        basis: Text::new(
            "国办公开办函〔2021〕30号、〔2019〕60号所附格式第三部分第二项、第四项。",
            "Part three, items two and four, in the forms of 国办公开办函〔2021〕30号 and \
             〔2019〕60号.",
        ),
        fires: Text::new(
            "2022 年结转下年度 4, 2023 年上年结转 6",
            "4 carried out in 2022, 6 carried in in 2023",
        ),
        silent: Text::new(
            "2021 年结转下年度 4, 2022 年缺报, 2023 年上年结转 6",
            "4 carried out in 2021, no report for 2022, 6 carried in in 2023",
        ),
    },
    run: Run::Case(run),
    message,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for (before, after) in look.assessed_pairs() {
        let mut draft = Draft::new(RULE.id, Severity::Warning, after.report.year);
        for column in Column::ALL {
            let (out, into) =
                (Cell::request(Row::CARRIED_OUT, column), Cell::request(Row::CARRIED_IN, column));
            let known = (before.sums.printed(out), after.sums.printed(into));
            let (Some(was), Some(is)) = known else { continue };
            if was == is {
                if column == Column::Total {
                    draft.fact("total", is);
                }
                continue;
            }
            let (was, is) = (Some(was as f64), Some(is as f64));
            draft.flags.push(Flag {
                rule: RULE.id.to_owned(),
                severity: Severity::Warning,
                cells: vec![into, out],
                expected: was,
                actual: is,
                addends: vec![
                    Addend { year: before.report.year, cell: out, number: was, sign: 1 },
                    Addend { year: after.report.year, cell: into, number: is, sign: -1 },
                ],
            });
        }
        if !draft.flags.is_empty() {
            settle(&mut draft);
            drafts.push(draft);
        }
    }
}

/// Fills in what follows from the flags, again after some of them were joined to another finding:
/// the cells, the level and the headline, which is the total where it disagrees.
pub(in crate::check) fn settle(draft: &mut Draft) {
    let total = Cell::request(Row::CARRIED_IN, Column::Total);
    draft.flags.sort_by_key(|flag| flag.cells.first() != Some(&total));
    let only_total_agrees = draft.facts.iter().any(|(name, _)| name == "total");
    for flag in &mut draft.flags {
        flag.severity = if only_total_agrees { Severity::Notice } else { Severity::Warning };
    }
    draft.cells = draft.flags.iter().filter_map(|flag| flag.cells.first().copied()).collect();
    if let Some(flag) = draft.flags.first() {
        (draft.expected, draft.actual) = (flag.expected, flag.actual);
    }
}

fn message(finding: &Finding, lang: Lang) -> String {
    let mut said: Vec<String> = finding.flags.iter().map(|flag| one(flag, lang)).collect();
    let total = words::fact(finding, "total");
    if !total.is_empty() {
        said.push(lang.pick(
            format!("只有总计一致 ({total})"),
            format!("only the totals agree ({total})"),
        ));
    }
    said.join("; ")
}

/// One column of a flag of this rule, also where it stands in another rule's finding.
fn one(flag: &Flag, lang: Lang) -> String {
    let [out, into] = flag.addends.as_slice() else { return words::equation(flag, lang) };
    let column = into.cell.info().column.get(lang);
    let (was, is) = (words::number(out.number, lang), words::number(into.number, lang));
    lang.pick(
        format!("{column}列: {} 年结转下年 {was}, 而 {} 年上年结转 {is}", out.year, into.year),
        format!("column {column}: {was} carried out in {}, yet {is} carried in in {}", out.year, into.year),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{findings, keys, of_rule, report};
    use crate::check::message;
    use crate::record::{Report, Severity};
    use crate::text::Lang;

    /// A year that carries these in, and out what came in beside them.
    fn year(year: i16, carried_in: (i64, i64), new: (i64, i64)) -> Report {
        report(
            year,
            &[
                ("requests.carried_in.natural", carried_in.0),
                ("requests.carried_in.business", carried_in.1),
                ("requests.granted.natural", carried_in.0),
                ("requests.granted.business", carried_in.1),
                ("requests.new.natural", new.0),
                ("requests.new.business", new.1),
            ],
        )
    }

    #[test]
    fn fires() {
        let found = findings(vec![year(2022, (0, 0), (3, 1)), year(2023, (5, 1), (0, 0))]);
        assert_eq!(found.len(), 1);
        let finding = &found[0];
        assert_eq!((finding.rule.as_str(), finding.severity), ("X-CARRY", Severity::Warning));
        assert_eq!((finding.year, finding.suspect), (2023, None));
        assert_eq!((finding.expected, finding.actual), (Some(4.0), Some(6.0)));
        let want = ["requests.carried_in.total", "requests.carried_in.natural"];
        assert_eq!(keys(&finding.cells), want);
        insta::assert_snapshot!(message(finding, Lang::Zh), @"总计列: 2022 年结转下年 4, 而 2023 年上年结转 6; 自然人列: 2022 年结转下年 3, 而 2023 年上年结转 5");
    }

    #[test]
    fn is_silent() {
        let (before, after) = (year(2022, (0, 0), (3, 1)), year(2023, (3, 1), (0, 0)));
        assert!(findings(vec![before.clone(), after]).is_empty());
        let later = year(2024, (9, 9), (0, 0));
        assert!(of_rule("X-CARRY", vec![before, later]).is_empty(), "over a gap");
    }

    #[test]
    fn totals_that_agree_alone_are_a_notice_that_says_so() {
        let found = findings(vec![year(2022, (0, 0), (3, 1)), year(2023, (2, 2), (0, 0))]);
        assert_eq!((found.len(), found[0].severity), (1, Severity::Notice));
        assert!(message(&found[0], Lang::Zh).ends_with("只有总计一致 (4)"));
    }
}
