//! `N-ALL`: the text says that all was closed, the table carries some over.

use crate::check::prose::{self, closed_all};
use crate::check::rule::Assessed;
use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::form::{Cell, Column, Row};
use crate::record::{Finding, Severity};
use crate::text::{Lang, Text};

const CARRIED_OUT: Cell = Cell::request(Row::CARRIED_OUT, Column::Total);

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "N-ALL",
    name: Text::new("正文说全部办结而表中有结转", "the text says all closed, the table carries over"),
    severities: &[Severity::Warning],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "正文写申请“全部办结”“办结率100%”, 而表中结转下年度继续办理大于 0。",
            "The prose says that all requests were closed (全部办结, 办结率100%), and the table carries some over to next year.",
        ),
        why: Text::new("两处必有一处不实。", "One of the two is not true."),
        innocent: Text::new(
            "“答复率100%”“均在法定期限内答复”不算; 同句或同段提到结转的不算。",
            "“All answered within the time limit” does not count, nor a paragraph that itself speaks of carrying over.",
        ),
        basis: Text::new(
            "《政府信息公开工作年度报告格式》第三部分第四项。",
            "The form, part three, item four.",
        ),
        fires: Text::new(
            "“受理申请9件，全部办结”, 表中结转下年度 2。",
            "“9 requests, all closed”; the table carries 2 over.",
        ),
        silent: Text::new(
            "“受理申请9件，办结7件，结转2件”。",
            "“9 requests, 7 closed, 2 carried over”.",
        ),
    },
    run: Run::Case(run),
    message,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for Assessed { report, prose, .. } in look.assessed {
        let Some(carried) = report.cells.number(CARRIED_OUT).filter(|carried| *carried > 0.0) else {
            continue;
        };
        for sentence in closed_all(&look.case.agency, report.year, prose) {
            let mut draft = prose::draft("N-ALL", Severity::Warning, report.year, &sentence);
            draft.cells = vec![CARRIED_OUT];
            draft.expected = Some(0.0);
            draft.actual = Some(carried);
            drafts.push(draft);
        }
    }
}

fn message(finding: &Finding, lang: Lang) -> String {
    let carried = words::number(finding.actual, lang);
    let quote = prose::quoted(finding, lang);
    lang.pick(
        format!("正文说全部办结, 表中结转下年 {carried}: {quote}"),
        format!("the text says all closed, the table carries {carried} over: {quote}"),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{of_rule, report};
    use crate::check::prose::testing::say;

    fn count(text: &str, granted: i64) -> usize {
        let figures = [("requests.new.natural", 9), ("requests.granted.natural", granted)];
        let mut report = report(2024, &figures);
        say(&mut report, text);
        of_rule("N-ALL", vec![report]).len()
    }

    #[test]
    fn fires() {
        for text in ["共受理政府信息公开申请9件，全部办结。", "共受理政府信息公开申请9件，办结率100%。"] {
            assert_eq!(count(text, 7), 1, "{text}");
        }
    }

    #[test]
    fn is_silent() {
        for (text, granted) in [
            ("共受理政府信息公开申请9件，全部办结。", 9),
            ("共受理政府信息公开申请9件，办结7件，其余结转下年，已办结的全部办结。", 7),
            ("承办政协提案9件，全部办结。", 7),
            ("共受理政府信息公开申请9件，答复率100%。", 7),
        ] {
            assert_eq!(count(text, granted), 0, "{text}");
        }
    }
}
