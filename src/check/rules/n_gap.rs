//! `N-GAP`: part five says nothing.

use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::form::Section;
use crate::record::{Finding, Severity};
use crate::text::{Lang, Text};

/// Fewer characters than this say nothing.
const LEAST: usize = 10;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "N-GAP",
    name: Text::new("第五部分空缺", "part five says nothing"),
    severities: &[Severity::Warning],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "第五部分(存在的主要问题及改进情况)有标题而没有内容, 或只写“无”, 或不足十个字。",
            "Part five (problems and improvements) has a heading and nothing under it, or says 无, or has fewer than ten characters.",
        ),
        why: Text::new("问题与改进是法定内容, 不得空缺。", "Problems and improvements are required by law."),
        innocent: Text::new(
            "内容写在别的标题下, 或在附件里。",
            "The text may stand under another heading, or in an attachment.",
        ),
        basis: Text::new("《政府信息公开条例》第五十条第（五）项。", "Article 50 (5) of the Regulations."),
        fires: Text::new("“五、存在的主要问题及改进情况：无。”", "Part five: “none”."),
        silent: Text::new("写有一条以上问题和措施。", "It names a problem and a measure."),
    },
    run: Run::Case(run),
    message,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for report in look.reports() {
        let mut five = report.passages.iter().filter(|p| p.section == Section::Problems).peekable();
        if five.peek().is_none() {
            continue;
        }
        let said = five.filter(|passage| passage.heading.is_none());
        let length: usize =
            said.flat_map(|p| p.text.chars()).filter(|c| c.is_alphanumeric()).take(LEAST).count();
        if length < LEAST {
            let mut draft = Draft::new("N-GAP", Severity::Warning, report.year);
            draft.fact("length", length);
            drafts.push(draft);
        }
    }
}

fn message(finding: &Finding, lang: Lang) -> String {
    let length = words::fact(finding, "length");
    lang.pick(
        format!("第五部分只有 {length} 个字"),
        format!("part five has {length} characters"),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{of_rule, report};
    use crate::check::prose::testing::say_in;
    use crate::form::Section;

    fn count(text: &str) -> usize {
        let mut report = report(2024, &[]);
        say_in(&mut report, Section::Problems, text);
        of_rule("N-GAP", vec![report]).len()
    }

    #[test]
    fn fires() {
        assert_eq!(count("无。"), 1);
    }

    #[test]
    fn is_silent() {
        assert_eq!(count("存在培训不够的问题，下一步加强业务培训。"), 0);
    }
}
