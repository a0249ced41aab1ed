//! `X-GAP`: a year is missing between two that are there.

use crate::check::{Doc, Draft, Look, Rule, Run};
use crate::record::{Finding, Severity};
use crate::text::{Lang, Text};

pub(super) static RULE: Rule = Rule {
    id: "X-GAP",
    name: Text::new("中间缺一年的报告", "a year missing between two others"),
    severities: &[Severity::Notice],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "前后两年都有报告, 中间的一年没有。一年一条, 记在缺的那一年。首年之前、末年之后不算。",
            "A year without a report between two that have one. A finding a year, under the year that \
             is missing. Years before the first and after the last do not count.",
        ),
        why: Text::new(
            "年度报告每年都要公布。缺了一年, 与前后年的比较也断了; 缺的一年从不当作 0。",
            "The report is due every year. Without it the years beside cannot be compared; a missing \
             year is never taken for zeros.",
        ),
        innocent: Text::new(
            "报告发布过而没有收集到, 或收集到而读不出来; 机关改名, 前后名称没有对上。",
            "The report was published and not collected, or collected and not readable; the body was \
             renamed and its names were not matched.",
        ),
        basis: Text::new("《政府信息公开条例》第四十九条。", "《政府信息公开条例》第四十九条."),
        fires: Text::new("有 2021、2023 年, 没有 2022 年", "2021 and 2023 but no 2022"),
        silent: Text::new("只有 2022、2023 年", "2022 and 2023 only"),
    },
    run: Run::Case(run),
    message,
};

/// A longer silence is a body that was not there, or a wrong year, and no list of missing years.
pub(in crate::check) const LONGEST: u16 = 10;

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for two in look.reports().windows(2) {
        let (before, after) = (two[0].year, two[1].year);
        if after <= before || after.abs_diff(before) > LONGEST {
            continue;
        }
        for year in before + 1..after {
            let mut draft = Draft::new(RULE.id, Severity::Notice, year);
            draft.fact("before", before);
            draft.fact("after", after);
            drafts.push(draft);
        }
    }
}

fn message(finding: &Finding, lang: Lang) -> String {
    let fact = |name| crate::check::words::fact(finding, name);
    let (before, after, year) = (fact("before"), fact("after"), finding.year);
    lang.pick(
        format!("有 {before} 年和 {after} 年的报告, 没有 {year} 年的"),
        format!("there are reports for {before} and {after}, and none for {year}"),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{findings, report};

    fn years(years: &[i16]) -> Vec<(String, i16)> {
        let reports = years.iter().map(|year| report(*year, &[])).collect();
        findings(reports).into_iter().map(|finding| (finding.rule, finding.year)).collect()
    }

    #[test]
    fn fires() {
        assert_eq!(years(&[2021, 2023]), [("X-GAP".to_owned(), 2022)]);
        assert_eq!(years(&[2020, 2023]).len(), 2);
    }

    #[test]
    fn is_silent() {
        for there in [&[2022, 2023][..], &[2022], &[], &[1990, 2023]] {
            assert!(years(there).is_empty(), "{there:?}");
        }
    }
}
