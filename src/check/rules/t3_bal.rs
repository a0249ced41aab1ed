//! `T3-BAL`: what came in and what went out of table three do not balance. Its pass also finds
//! `T3-RES`, `T3-ROW` and `T3-SHIFT`, since one wrong cell breaks several of them.

use crate::check::{Doc, Draft, Look, Rule, Run, causes, words};
use crate::record::Severity;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    id: "T3-BAL",
    name: Text::new("收办不平", "intake and outcome do not balance"),
    severities: &[Severity::Error, Severity::Warning],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "表三某一列: 本年新收 + 上年结转 ≠ 总计 + 结转下年度。七列都查。空白不当作 0: 只有一边\
             有空白而差额可由它补足时是疑点, 否则是硬错; 两边都有空白时不作判断。",
            "In a column of table three new + carried in ≠ total handled + carried out; all seven \
             columns. A blank is not 0: where blanks on one side could make up the difference it is \
             a warning, else an error; with blanks on both sides nothing can be said.",
        ),
        why: Text::new(
            "收到的每一件申请, 年底不是办结就是结转。对不上就至少有一个数是错的。一个错数所在的几个\
             等式会同时不符, 由此可指出是哪一格、应是多少; 只作线索, 从不改动数字。",
            "Each request is either closed or carried over at the end of the year. Where that does \
             not tie, at least one figure is wrong. The equations of one wrong cell fail together, \
             which tells the cell and its value: a lead, never applied.",
        ),
        innocent: Text::new(
            "并案办理或一件申请分别答复, 而件数只按一边计; 网页转换时错行错列 (那是读错)。",
            "Requests joined or answered in parts and counted so on one side only; a page whose rows \
             or columns slipped when it was made (then it is misread).",
        ),
        basis: Text::new(
            "国办公开办函〔2021〕30号、〔2019〕60号所附格式第三部分表头: 本列数据的勾稽关系为第一项加\
             第二项之和, 等于第三项加第四项之和。",
            "The heading of part three in the forms of 国办公开办函〔2021〕30号 and 〔2019〕60号: \
             one plus two equals three plus four.",
        ),
        fires: Text::new(
            "自然人列: 新收 2 + 结转 0, 总计 0 + 结转下年 0",
            "natural persons: 2 new + 0 carried in, 0 handled + 0 carried out",
        ),
        silent: Text::new(
            "自然人列: 新收 2 + 结转 (空白), 总计 1 + 结转下年 1: 空白可证为零",
            "natural persons: 2 new + a blank, 1 handled + 1 carried out: the blank is proven zero",
        ),
    },
    run: Run::Case(run),
    message: words::arithmetic,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for at in 0..look.reports().len() {
        drafts.extend(causes::table_three(look, at));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{blank, findings, keys, report, set};
    use crate::check::message;
    use crate::record::{Confidence, Severity, Slip};
    use crate::text::Lang;

    #[test]
    fn fires() {
        let figures = [("requests.new.natural", 2), ("requests.granted.natural", 2)];
        let mut wrong = report(2024, &figures);
        set(&mut wrong, "requests.closed.natural", 0);
        let found = findings(vec![wrong]);
        assert_eq!(found.len(), 1, "three equations, one cause: {found:?}");
        let finding = &found[0];
        assert_eq!((finding.rule.as_str(), finding.severity), ("T3-BAL", Severity::Error));
        assert_eq!(finding.suspect.map(|cell| cell.key()), Some("requests.closed.natural"));
        assert_eq!((finding.repair, finding.actual), (Some(2.0), Some(0.0)));
        assert_eq!(finding.slip, Some(Slip::LeftOut));
        let rules: Vec<&str> = finding.flags.iter().map(|flag| flag.rule.as_str()).collect();
        assert_eq!(rules, ["T3-BAL", "T3-RES", "T3-ROW"]);
        assert_eq!(finding.flags[1].addends.len(), 22, "every addend is kept");
        insta::assert_snapshot!(message(finding, Lang::Zh), @"自然人列: 本年新收 2 + 上年结转 0 = 2, 而 (七)总计 0 + 结转下年 0 = 0, 差 +2; 自然人列: 予以公开 2 + 其余 20 项 0 = 2, 而 (七)总计 0, 差 +2; (七)总计行: 6 项都是 0 = 0, 而 总计 2, 差 -2; 3 式同因, 唯一单格解释: (七)总计·自然人 0 → 2 (漏加一项)");
        insta::assert_snapshot!(message(finding, Lang::En), @"column natural persons: new 2 + carried in 0 = 2, yet (7) total 0 + carried out 0 = 0, off by +2; column natural persons: granted 2 + 20 zeros = 2, yet (7) total 0, off by +2; row (7) total: 6 zeros = 0, yet total 2, off by -2; 3 equations, one cause, in one cell only: (7) total·natural persons 0 → 2 (an addend left out)");
    }

    #[test]
    fn is_silent() {
        let figures = [("requests.new.natural", 2), ("requests.granted.natural", 1)];
        let mut fine = report(2024, &figures);
        blank(&mut fine, "requests.carried_in.natural");
        assert!(findings(vec![fine]).is_empty());
    }

    #[test]
    fn a_blank_that_should_hold_a_figure_is_a_warning_that_names_it() {
        let figures = [("requests.new.natural", 2), ("requests.granted.natural", 1)];
        let mut short = report(2024, &figures);
        blank(&mut short, "requests.new.natural");
        let found = findings(vec![short]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, Severity::Warning);
        assert_eq!(found[0].suspect.map(|cell| cell.key()), Some("requests.new.natural"));
        assert_eq!((found[0].repair, found[0].actual), (Some(2.0), None));
    }

    #[test]
    fn last_year_decides_between_rows_that_explain_as_well() {
        let before = report(2023, &[("requests.new.natural", 9), ("requests.granted.natural", 3)]);
        let figures = [
            ("requests.new.natural", 20),
            ("requests.carried_in.natural", 6),
            ("requests.granted.natural", 26),
        ];
        // A cell and its row's total off by the same: in one report alone it could be any row.
        let mut after = report(2024, &figures);
        set(&mut after, "requests.carried_in.natural", 8);
        set(&mut after, "requests.carried_in.total", 8);
        let alone = findings(vec![after.clone()]);
        assert_eq!(keys(&alone[0].cells), ["requests.closed.total", "requests.closed.natural"]);
        let found = findings(vec![before, after]);
        assert_eq!(found.len(), 1, "{found:?}");
        let want = ["requests.carried_in.natural", "requests.carried_in.total"];
        assert_eq!(keys(&found[0].cells), want);
        assert_eq!(found[0].confidence, Confidence::High);
        let rules: Vec<&str> = found[0].flags.iter().map(|flag| flag.rule.as_str()).collect();
        assert_eq!(rules, ["T3-BAL", "T3-BAL", "X-CARRY", "X-CARRY"]);
    }
}
