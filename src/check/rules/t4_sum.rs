//! `T4-SUM`: the results of reviews or lawsuits do not sum to their total.

use crate::check::slip;
use crate::check::sums::bits;
use crate::check::{Doc, Draft, Look, Repair, Rule, Run, words};
use crate::record::Severity;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    id: "T4-SUM",
    name: Text::new("复议诉讼各项之和不等于总计", "disputes that do not sum to their total"),
    severities: &[Severity::Error, Severity::Warning],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "表四某一组: 结果维持 + 结果纠正 + 其他结果 + 尚未审结 ≠ 总计。行政复议、未经复议直接\
             起诉、复议后起诉三组各查, 一组一条。",
            "In a group of table four upheld + corrected + other + pending ≠ total. Reviews, direct \
             lawsuits and lawsuits after review each by itself, a finding a group.",
        ),
        why: Text::new(
            "复议诉讼总数和纠错率都出自这里。一组只有一个等式, 指不出是五个数中的哪一个错了。",
            "The number of disputes and the share that was corrected come from here. A group has but \
             one equation, which cannot tell which of the five figures is wrong.",
        ),
        innocent: Text::new(
            "总计格没有填而印作 0; 网页转换时错列 (那是读错)。",
            "A total that was not filled in and is printed as 0; a page whose columns slipped when it \
             was made (then it is misread).",
        ),
        basis: Text::new(
            "国办公开办函〔2021〕30号、〔2019〕60号所附格式第四部分。",
            "Part four of the forms of 国办公开办函〔2021〕30号 and 〔2019〕60号.",
        ),
        fires: Text::new("行政复议: 10 + 1 + 0 + 0, 总计 0", "reviews: 10 + 1 + 0 + 0, total 0"),
        silent: Text::new("行政复议: 10 + 1 + 两格空白, 总计 11", "reviews: 10 + 1 + two blanks, total 11"),
    },
    run: Run::Case(run),
    message: words::arithmetic,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for assessed in look.assessed {
        let (report, sums) = (assessed.report, &assessed.sums);
        for at in bits(sums.failing & sums.plan.disputes) {
            let flag = sums.flag(at, report.year, None);
            let mut draft = Draft::new(RULE.id, flag.severity, report.year);
            draft.cells.extend(&sums.plan.equations[at].right);
            (draft.expected, draft.actual) = (flag.expected, flag.actual);
            // Any of the five could be the wrong one; the prose may tell.
            draft.alternatives = Repair::each(&flag);
            let equation = &sums.plan.equations[at];
            let addends: Option<Vec<i64>> =
                equation.left.iter().map(|cell| sums.printed(*cell)).collect();
            draft.slip = equation
                .right
                .first()
                .and_then(|total| slip::of_sum(sums.printed(*total)?, &addends?));
            draft.flags.push(flag);
            drafts.push(draft);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{blank, findings, keys, report, set};
    use crate::check::message;
    use crate::record::{Severity, Slip};
    use crate::text::Lang;

    const FIGURES: [(&str, i64); 2] =
        [("disputes.reconsideration.upheld", 10), ("disputes.reconsideration.corrected", 1)];

    #[test]
    fn fires() {
        let mut wrong = report(2024, &FIGURES);
        set(&mut wrong, "disputes.reconsideration.total", 0);
        set(&mut wrong, "disputes.direct.total", 5);
        let found = findings(vec![wrong]);
        assert_eq!(found.len(), 2, "a group, a cause");
        assert_eq!(keys(&found[0].cells), ["disputes.reconsideration.total"]);
        assert_eq!((found[0].rule.as_str(), found[0].severity), ("T4-SUM", Severity::Error));
        assert_eq!((found[0].expected, found[0].actual), (Some(11.0), Some(0.0)));
        assert_eq!((found[0].suspect, found[0].repair), (None, None));
        insta::assert_snapshot!(message(&found[0], Lang::Zh), @"行政复议: 结果维持 10 + 结果纠正 1 + 其他结果 0 + 尚未审结 0 = 11, 而 总计 0, 差 +11");
    }

    #[test]
    fn an_addend_left_out_of_the_total_is_named() {
        let mut wrong = report(2024, &FIGURES);
        set(&mut wrong, "disputes.reconsideration.total", 10);
        let found = findings(vec![wrong]);
        assert_eq!((found.len(), found[0].slip), (1, Some(Slip::LeftOut)));
    }

    #[test]
    fn is_silent() {
        let mut fine = report(2024, &FIGURES);
        blank(&mut fine, "disputes.reconsideration.other");
        blank(&mut fine, "disputes.reconsideration.pending");
        assert!(findings(vec![fine]).is_empty());
    }

    #[test]
    fn a_blank_that_should_hold_the_rest_is_a_warning() {
        let mut short = report(2024, &FIGURES);
        blank(&mut short, "disputes.reconsideration.corrected");
        let found = findings(vec![short]);
        assert_eq!((found.len(), found[0].severity), (1, Severity::Warning));
    }
}
