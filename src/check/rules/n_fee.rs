//! `N-FEE`: part six says nothing of the fee for handling requests.

use crate::check::prose::Hits;
use crate::check::rule::Assessed;
use crate::check::{Doc, Draft, Look, Rule, Run};
use crate::form::{Form, Section};
use crate::record::{Finding, Severity};
use crate::text::{Lang, Text};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "N-FEE",
    name: Text::new("未报告信息处理费", "the handling fee is not reported"),
    severities: &[Severity::Notice],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "2021年及以后的报告, 第六部分有文字而全文没有提到信息处理费或收费。",
            "A report of 2021 or later whose part six has text, and which nowhere speaks of the fee for handling requests.",
        ),
        why: Text::new(
            "收取信息处理费的情况应在第六部分报告, 没有收取也要写明。",
            "Whether the fee was charged belongs into part six, also where it was not.",
        ),
        innocent: Text::new(
            "第六部分在附件里。与表二的行政事业性收费无关, 那是另一种收费。",
            "Part six may be an attachment. The fees of table two are another thing.",
        ),
        basis: Text::new(
            "《政府信息公开信息处理费管理办法》(国办函〔2020〕109号); 年度报告格式第六部分。",
            "国办函〔2020〕109号 on the handling fee; the form, part six.",
        ),
        fires: Text::new("“六、其他需要报告的事项：无。”", "Part six: “nothing to report”."),
        silent: Text::new("“本年度未收取信息处理费”。", "“No handling fee was charged this year”."),
    },
    run: Run::Case(run),
    message,
};

/// Where the fee may be spoken of: not beside the other fees of part two.
const SECTIONS: [Section; 5] = [
    Section::Overview,
    Section::Requests,
    Section::Disputes,
    Section::Problems,
    Section::Other,
];

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for Assessed { report, prose, .. } in look.assessed {
        if Form::for_year(report.year) == Form::F2019 {
            continue;
        }
        let said = |section: Section| {
            report.passages.iter().any(|p| p.section == section && p.heading.is_none())
        };
        let mut mentioned = prose.with(Hits::FEE, &SECTIONS);
        if said(Section::Other) && mentioned.next().is_none() {
            drafts.push(Draft::new("N-FEE", Severity::Notice, report.year));
        }
    }
}

fn message(_: &Finding, lang: Lang) -> String {
    lang.pick("第六部分没有提到信息处理费", "part six does not speak of the handling fee").to_owned()
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{of_rule, report};
    use crate::check::prose::testing::say_in;
    use crate::form::Section;

    fn count(year: i16, text: &str) -> usize {
        let mut report = report(year, &[]);
        say_in(&mut report, Section::Other, text);
        of_rule("N-FEE", vec![report]).len()
    }

    #[test]
    fn fires() {
        assert_eq!(count(2024, "无其他需要报告的事项。"), 1);
    }

    #[test]
    fn is_silent() {
        assert_eq!(count(2024, "本年度未收取信息处理费。"), 0);
        assert_eq!(count(2020, "无其他需要报告的事项。"), 0, "not asked before 2021");
    }
}
