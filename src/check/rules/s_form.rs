//! `S-FORM`: the form of another year.

use crate::check::{Doc, Draft, Look, Rule, Run};
use crate::form::Form;
use crate::record::{Finding, Severity};
use crate::text::{Lang, Text};

pub(super) static RULE: Rule = Rule {
    id: "S-FORM",
    name: Text::new("用了别的年度的格式", "the form of another year"),
    severities: &[Severity::Warning],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "2019、2020 年度的报告用了 2021 版格式, 或 2021 年度及以后的用了 2019 版。以表二印出的栏目\
             为准。",
            "A report for 2019 or 2020 on the form of 2021, or a later one on that of 2019; told by \
             the columns that table two prints.",
        ),
        why: Text::new(
            "两版的栏目意思不同: 行政事业性收费一栏先计项目、后计金额, 对外公开总数量不是现行有效件数。\
             用错了版, 数字就不能与同年的报告比较和汇总。",
            "The columns mean different things: administrative fees were items first and an amount \
             later, the number public in all is not the number in force. Figures on the wrong form \
             cannot be compared or added up with others of the year.",
        ),
        innocent: Text::new(
            "网站模板没有更新, 表头旧而数字是按新口径填的。",
            "A site whose template was not renewed: old headings over figures that were counted by \
             the new rules.",
        ),
        basis: Text::new(
            "国办公开办函〔2021〕30号 (2021 年度起); 国办公开办函〔2019〕60号 (2019、2020 年度试行)。",
            "国办公开办函〔2021〕30号 (from 2021 on); 国办公开办函〔2019〕60号 (trial, 2019 and 2020).",
        ),
        fires: Text::new("2022 年度报告的表二有“对外公开总数量”", "table two of 2022 has 对外公开总数量"),
        silent: Text::new("2020 年度报告用 2019 版", "the report for 2020 on the form of 2019"),
    },
    run: Run::Case(run),
    message,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for report in look.reports() {
        if report.form != Form::for_year(report.year) {
            let mut draft = Draft::new(RULE.id, Severity::Warning, report.year);
            draft.fact("form", report.form.name());
            drafts.push(draft);
        }
    }
}

fn message(finding: &Finding, lang: Lang) -> String {
    let (year, right) = (finding.year, Form::for_year(finding.year));
    let form = crate::check::words::fact(finding, "form");
    let (name, circular) = (right.name(), right.circular());
    lang.pick(
        format!("{year} 年度应当用 {name} 版格式 ({circular}), 表二却是 {form} 版的"),
        format!("{year} should be on the form of {name} ({circular}), yet table two is that of {form}"),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{findings, report_in};
    use crate::form::Form;

    #[test]
    fn fires() {
        for (form, year) in [(Form::F2019, 2022), (Form::F2021, 2020)] {
            let found = findings(vec![report_in(form, year, &[])]);
            assert_eq!((found.len(), found[0].rule.as_str()), (1, "S-FORM"), "{year}");
        }
    }

    #[test]
    fn is_silent() {
        for (form, year) in [(Form::F2019, 2020), (Form::F2021, 2021)] {
            assert!(findings(vec![report_in(form, year, &[])]).is_empty(), "{year}");
        }
    }
}
