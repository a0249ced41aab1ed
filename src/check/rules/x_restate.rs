//! `X-RESTATE`: the same report now shows other figures than when it was first read.

use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::form::Cell;
use crate::record::{Addend, Cells, Finding, Flag, Report, Severity};
use crate::text::{Lang, Text};

pub(super) static RULE: Rule = Rule {
    id: "X-RESTATE",
    name: Text::new("重发的报告改了数", "a report re-issued with other figures"),
    severities: &[Severity::Notice],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "同一机关同一年度有两个版本, 数字不同。两个版本都保留, 以后发的为准。原来空白、后来补上的\
             也算。",
            "Two versions of one body's report for one year show different figures. Both are kept, \
             the later one is current. A blank that was filled in counts too.",
        ),
        why: Text::new(
            "引用过前一版的统计从此与原文不符; 改了哪些数, 往往正是原先的错处。",
            "Whoever quoted the first version no longer matches the source; what was changed is often \
             just what was wrong.",
        ),
        innocent: Text::new(
            "更正报告本来就应当发布。一处是转载页而漏了格子。",
            "Correcting a report is what should be done. One of the two is a copy that lost cells.",
        ),
        basis: Text::new("《政府信息公开条例》第六条: 及时、准确地公开。", "《政府信息公开条例》第六条: timely and accurate."),
        fires: Text::new("先发布的版本新收 162, 后发布的 126", "162 new at first, 126 in the later version"),
        silent: Text::new("两个版本数字相同", "two versions with the same figures"),
    },
    run: Run::Case(run),
    message,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for report in look.reports() {
        drafts.extend(report.earlier.as_deref().and_then(|earlier| of_report(report, earlier)));
    }
}

fn of_report(report: &Report, earlier: &Cells) -> Option<Draft> {
    let mut draft = Draft::new(RULE.id, Severity::Notice, report.year);
    for cell in Cell::all() {
        let (was, is) = (earlier.number(cell), report.cells.number(cell));
        if was == is {
            continue;
        }
        draft.cells.push(cell);
        draft.flags.push(Flag {
            rule: RULE.id.to_owned(),
            severity: Severity::Notice,
            cells: vec![cell],
            expected: was,
            actual: is,
            // Both stand in the same place of the same year, the earlier first.
            addends: vec![
                Addend { year: report.year, cell, number: was, sign: 1 },
                Addend { year: report.year, cell, number: is, sign: -1 },
            ],
        });
    }
    let first = draft.flags.first()?;
    (draft.expected, draft.actual) = (first.expected, first.actual);
    Some(draft)
}

/// More than this many changes are counted, not listed.
const LISTED: usize = 12;

fn message(finding: &Finding, lang: Lang) -> String {
    let changes: Vec<String> = finding
        .flags
        .iter()
        .take(LISTED)
        .filter_map(|flag| Some((flag.cells.first()?, flag)))
        .map(|(cell, flag)| {
            let number = |number| words::number(number, lang);
            format!("{} {} → {}", words::cell(*cell, lang), number(flag.expected), number(flag.actual))
        })
        .collect();
    let (all, changes) = (finding.flags.len(), changes.join(lang.pick("、", ", ")));
    lang.pick(
        format!("重发后改了 {all} 个数: {changes}"),
        format!("{all} figures changed when it was re-issued: {changes}"),
    ) + if all > LISTED { " …" } else { "" }
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{findings, keys, report};

    #[test]
    fn fires() {
        let first = report(2024, &[("requests.new.natural", 162)]);
        let mut later = report(2024, &[("requests.new.natural", 126)]);
        later.earlier = Some(Box::new(first.cells));
        let found = findings(vec![later]);
        assert_eq!((found.len(), found[0].rule.as_str()), (1, "X-RESTATE"));
        let want = [
            "requests.new.natural",
            "requests.new.total",
            "requests.carried_out.natural",
            "requests.carried_out.total",
        ];
        assert_eq!(keys(&found[0].cells), want);
    }

    #[test]
    fn is_silent() {
        let mut same = report(2024, &[("requests.new.natural", 126)]);
        same.earlier = Some(Box::new(same.cells.clone()));
        assert!(findings(vec![same]).is_empty());
    }
}
