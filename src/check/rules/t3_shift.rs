//! `T3-SHIFT`: a figure of table three in the wrong column.

use crate::check::{Doc, Rule, Run, words};
use crate::record::Severity;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    id: "T3-SHIFT",
    name: Text::new("数填错了列", "a figure in the wrong column"),
    severities: &[Severity::Error, Severity::Warning],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "表三有等式不符, 单改一格说不通, 而同一行两格一多一少同一个数时全部说得通, 并且只有这\
             一种说法。几行都说得通时不作推断。",
            "Equations of table three fail that no one cell explains, while two cells of one row, as \
             much too many here as too few there, explain them all, and nothing else does. Where \
             several rows would do, nothing is inferred.",
        ),
        why: Text::new(
            "行总计不变, 逐行复核看不出来; 只有按列相加才会发现申请人类别记错了。",
            "The row's total stays right, so reading by rows shows nothing; only the columns tell \
             that the kind of applicant is wrong.",
        ),
        innocent: Text::new(
            "网页转换时这一行的数向旁边移了一格 (那是读错)。",
            "A page whose figures slipped by a column when it was made (then it is misread).",
        ),
        basis: Text::new(
            "T3-BAL、T3-RES、T3-ROW 的等式; Fellegi、Holt (1976) 的最小改动原则。",
            "The equations of T3-BAL, T3-RES and T3-ROW; the minimal change of Fellegi and Holt \
             (1976).",
        ),
        fires: Text::new(
            "予以公开 8 件填在商业企业列, 同列总计是 0, 自然人列总计是 8",
            "8 granted requests under businesses, whose column totals 0, while natural persons total 8",
        ),
        silent: Text::new(
            "两列一多一少, 但三行都有数可移: 说不出是哪一行",
            "two columns off by the same where three rows could have given it: nobody can say which",
        ),
    },
    run: Run::With("T3-BAL"),
    message: words::arithmetic,
};

#[cfg(test)]
mod tests {
    use crate::check::fixture::{findings, keys, report, set};
    use crate::record::{Severity, Slip};

    #[test]
    fn fires() {
        let figures = [("requests.new.natural", 8), ("requests.granted.natural", 8)];
        let mut wrong = report(2024, &figures);
        set(&mut wrong, "requests.granted.natural", 0);
        set(&mut wrong, "requests.granted.business", 8);
        let found = findings(vec![wrong]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].rule.as_str(), found[0].suspect), ("T3-SHIFT", None));
        let want = ["requests.granted.natural", "requests.granted.business"];
        assert_eq!(keys(&found[0].cells), want);
        assert_eq!(found[0].slip, Some(Slip::NextColumn));
        assert_eq!((found[0].expected, found[0].actual), (Some(8.0), Some(0.0)));
        // A flag of this rule names the two cells, beside those of the equations.
        let shift: Vec<_> = found[0].flags.iter().filter(|f| f.rule == "T3-SHIFT").collect();
        assert_eq!(shift.len(), 1);
        assert_eq!((keys(&shift[0].cells), shift[0].actual), (want.to_vec(), Some(0.0)));
        assert_eq!(shift[0].severity, Severity::Error);
    }

    #[test]
    fn is_silent() {
        let figures = [
            ("requests.new.natural", 20),
            ("requests.new.business", 20),
            ("requests.granted.natural", 8),
            ("requests.granted.business", 9),
            ("requests.partial.natural", 9),
            ("requests.partial.business", 9),
        ];
        let mut wrong = report(2024, &figures);
        set(&mut wrong, "requests.granted.natural", 6);
        set(&mut wrong, "requests.granted.business", 11);
        let found = findings(vec![wrong]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].rule.as_str(), found[0].suspect), ("T3-RES", None));
    }
}
