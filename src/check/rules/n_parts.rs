//! `N-PARTS`: parts that do not make the whole.

use crate::check::prose::{self, Hits, parts};
use crate::check::rule::Assessed;
use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::form::Section;
use crate::record::{Finding, Severity, decimal};
use crate::text::{Lang, Text};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "N-PARTS",
    name: Text::new("分项之和不等于总数", "parts that do not make the whole"),
    severities: &[Severity::Warning],
    version: 2,
    doc: Doc {
        finds: Text::new(
            "“X条，其中a条、b条”: 分项之和超过总数, 或三项以上而与总数只差一点(5%以内, 只有一位数字不同时 10%以内)。",
            "“X, of which a, b …”: the parts sum to more than the whole, or there are three or more and they fall just short of it (within 5 %, or 10 % where a single digit differs).",
        ),
        why: Text::new("总数或分项有一个写错。", "The whole or a part is wrong."),
        innocent: Text::new(
            "分项可以重叠(同一信息发在两个平台); 带“等”“主要”的列举不算。",
            "Parts may overlap (one item on two platforms); a list that says it is a selection does not count.",
        ),
        basis: Text::new("分项之和等于总数。", "The parts of a whole sum to it."),
        fires: Text::new("“公开信息100条，其中动态60条、公告45条”。", "“100 items, of which 60 and 45”."),
        silent: Text::new("“公开信息100条，其中动态60条”。", "“100 items, of which 60”."),
    },
    run: Run::Case(run),
    message,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for Assessed { report, prose, .. } in look.assessed {
        for sentence in prose.with(Hits::PARTS, &Section::ALL) {
            let Some(parts) = parts(sentence.plain).filter(prose::Parts::contradict) else {
                continue;
            };
            let mut draft = prose::draft("N-PARTS", Severity::Warning, report.year, &sentence);
            draft.expected = Some(parts.sum());
            draft.actual = Some(parts.whole);
            let addends: Vec<String> = parts.parts.iter().map(|part| decimal(*part)).collect();
            draft.fact("parts", addends.join(" + "));
            drafts.push(draft);
        }
    }
}

fn message(finding: &Finding, lang: Lang) -> String {
    let (sum, whole) = (words::number(finding.expected, lang), words::number(finding.actual, lang));
    let parts = words::fact(finding, "parts");
    let quote = prose::quoted(finding, lang);
    lang.pick(
        format!("分项 {parts} = {sum}, 总数作 {whole}: {quote}"),
        format!("the parts {parts} = {sum}, the whole is given as {whole}: {quote}"),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{of_rule, report};
    use crate::check::prose::testing::say;

    fn count(text: &str) -> usize {
        let mut report = report(2024, &[]);
        say(&mut report, text);
        of_rule("N-PARTS", vec![report]).len()
    }

    #[test]
    fn fires() {
        assert_eq!(count("全年公开信息100条，其中动态60条、公告45条。"), 1);
    }

    #[test]
    fn is_silent() {
        for text in [
            "全年公开信息100条，其中动态60条、公告40条。",
            "全年公开信息100条，其中动态60条。",
        ] {
            assert_eq!(count(text), 0, "{text}");
        }
    }
}
