//! `T3-RES`: the outcomes of table three do not sum to 三(七) 总计.

use crate::check::{Doc, Rule, Run, words};
use crate::record::Severity;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    id: "T3-RES",
    name: Text::new("办理结果之和不等于总计", "outcomes that do not sum to the total"),
    severities: &[Severity::Error, Severity::Warning],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "表三某一列: （一）至（六）各项办理结果之和 ≠ （七）总计。只加报告印出的行: 2019 版和\
             一些后来的报告只有一行其他处理。",
            "In a column of table three the outcomes (1) to (6) do not sum to (7). Only rows that \
             the report prints are summed: the form of 2019, and some later reports, have one \
             undivided row of other outcomes.",
        ),
        why: Text::new(
            "总计是公开率、不予公开率的分母。各项之和与它不符, 这些比率就不可靠。",
            "The total is what the shares of granted and refused requests are taken of. Where the \
             parts do not sum to it the shares mean nothing.",
        ),
        innocent: Text::new(
            "一件申请有几种结果, 各计一次 (格式要求只计一种); 原文漏印一行, 或被读漏 (那是读错)。",
            "One request with several outcomes, counted for each (the form wants one); a row that \
             the page left out, or that was not read (then it is misread).",
        ),
        basis: Text::new(
            "国办公开办函〔2021〕30号、〔2019〕60号所附格式第三部分第三项（七）总计。",
            "Part three, 3(7) 总计, in the forms of 国办公开办函〔2021〕30号 and 〔2019〕60号.",
        ),
        fires: Text::new(
            "总计列: 各项结果之和 27, 总计 21",
            "total column: the outcomes sum to 27, the total says 21",
        ),
        silent: Text::new(
            "各项结果 20 + 5 + 空白, 总计 25: 空白可证为零",
            "outcomes 20 + 5 + blanks, total 25: the blanks are proven zero",
        ),
    },
    run: Run::With("T3-BAL"),
    message: words::arithmetic,
};

#[cfg(test)]
mod tests {
    use crate::check::fixture::{blank, findings, keys, report, set};
    use crate::record::{Severity, Slip};

    const FIGURES: [(&str, i64); 4] = [
        ("requests.new.natural", 25),
        ("requests.granted.natural", 20),
        ("requests.denied.process.natural", 4),
        ("requests.partial.business", 0),
    ];

    #[test]
    fn fires() {
        // One wrong outcome is named.
        let mut wrong = report(2024, &FIGURES);
        set(&mut wrong, "requests.denied.process.natural", 40);
        let found = findings(vec![wrong]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].rule, "T3-RES");
        assert_eq!(
            (found[0].suspect.map(|cell| cell.key()), found[0].repair),
            (Some("requests.denied.process.natural"), Some(4.0))
        );

        // An outcome and its row's total: a cause, but in no one cell.
        let mut wrong = report(2024, &FIGURES);
        set(&mut wrong, "requests.granted.natural", 26);
        set(&mut wrong, "requests.granted.total", 26);
        let found = findings(vec![wrong]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].rule.as_str(), found[0].suspect), ("T3-RES", None));
        assert_eq!((found[0].expected, found[0].actual), (Some(20.0), Some(26.0)));
        let want = ["requests.granted.natural", "requests.granted.total"];
        assert_eq!(keys(&found[0].cells), want, "only this row has 6 to give");
        assert!(found[0].facts.contains(&("implied".into(), "1".into())));
    }

    #[test]
    fn is_silent() {
        let mut fine = report(2024, &FIGURES);
        blank(&mut fine, "requests.partial.natural");
        blank(&mut fine, "requests.other.misc.natural");
        assert!(findings(vec![fine]).is_empty());
    }

    #[test]
    fn a_whole_row_left_out_of_the_totals_is_told() {
        let mut wrong = report(2024, &[("requests.new.natural", 25), ("requests.new.business", 4)]);
        for (row, natural, business) in [("granted", 9, 3), ("partial", 6, 1), ("unable.not_held", 6, 0)]
        {
            for (column, number) in
                [("natural", natural), ("business", business), ("total", natural + business)]
            {
                set(&mut wrong, &format!("requests.{row}.{column}"), number);
            }
        }
        // The report counts what was granted and not held, and forgets what was granted in part.
        for (column, closed, out) in [("natural", 15, 10), ("business", 3, 1), ("total", 18, 11)] {
            set(&mut wrong, &format!("requests.closed.{column}"), closed);
            set(&mut wrong, &format!("requests.carried_out.{column}"), out);
        }
        let found = findings(vec![wrong]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].rule.as_str(), found[0].slip), ("T3-RES", Some(Slip::LeftOut)));
        assert!(found[0].facts.contains(&("row".into(), "partial".into())));
        assert_eq!((found[0].expected, found[0].actual), (Some(25.0), Some(18.0)));
    }

    #[test]
    fn blanks_beyond_repair_are_an_error() {
        let mut wrong = report(2024, &FIGURES);
        blank(&mut wrong, "requests.partial.natural");
        set(&mut wrong, "requests.closed.natural", 20);
        assert_eq!(findings(vec![wrong])[0].severity, Severity::Error);
    }
}
