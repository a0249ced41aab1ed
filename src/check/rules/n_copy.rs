//! `N-COPY`: the text of last year, or of another agency.

use crate::check::prose::{self, jaccard};
use crate::check::rule::{Assessed, COPIED};
use crate::check::{Among, Doc, Draft, Look, Rule, Run, words};
use crate::form::Section;
use crate::record::{Finding, Quote, Severity};
use crate::text::{Lang, Text, clean};
use std::collections::HashSet;

/// Own text: from here on it is last year's.
const SAME: f64 = 0.90;
/// Own text: from here on it is hardly rewritten.
const ALIKE: f64 = 0.75;
/// Another agency's text.
const OTHERS: f64 = 0.60;
/// What an estimate may be above the truth (twice its standard error), so that it flags no less.
const MARGIN: f64 = 0.12;
/// A section shorter than this many shingles is not compared.
const LEAST: usize = 60;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "N-COPY",
    name: Text::new("文字照抄", "copied text"),
    severities: &[Severity::Warning, Severity::Notice],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "第一或第五部分与本机关上年的文字几乎相同(三字组 Jaccard ≥ 0.90 疑点, ≥ 0.75 提示), 或与同市另一机关当年的文字相同(≥ 0.60 提示)。数字、日期、机关名称和法定套话不计。",
            "Part one or five is nearly the agency's own text of last year (Jaccard of character 3-shingles ≥ 0.90 warning, ≥ 0.75 notice), or another agency's of the same city and year (≥ 0.60 notice). Figures, dates, names and statutory phrases do not count.",
        ),
        why: Text::new(
            "一年的工作和问题不会逐字相同; 照抄的报告等于没有报告。",
            "A year's work and problems are never the same word for word; a copied report reports nothing.",
        ),
        innocent: Text::new(
            "没有申请、没有变化的小机关; 上级统一提供的文字。",
            "A small body with nothing new; a text provided from above.",
        ),
        basis: Text::new(
            "Broder (1997) 的 shingle 相似度; 正常逐年改写为 0.4–0.5, 两个政府之间不超过 0.15。",
            "Shingle resemblance, Broder (1997); an ordinary yearly rewrite is at 0.4–0.5, two governments at 0.15 or less.",
        ),
        fires: Text::new("只改了年份和数字。", "Only the year and the figures were changed."),
        silent: Text::new("同一结构, 重新写过。", "The same structure, written anew."),
    },
    run: Run::Both(own, others),
    message,
};

fn own(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for (nth, section) in COPIED.into_iter().enumerate() {
        for (before, after) in look.assessed_pairs() {
            let (was, is) = (&before.shingles[nth], &after.shingles[nth]);
            if let Some(similarity) = jaccard(was, is, ALIKE)
                && was.are(LEAST)
                && is.are(LEAST)
            {
                drafts.push(copied(before, after, section, similarity));
            }
        }
    }
}

fn copied(
    before: &Assessed<'_>,
    after: &Assessed<'_>,
    section: Section,
    similarity: f64,
) -> Draft {
    let year = after.report.year;
    let severity = if similarity >= SAME { Severity::Warning } else { Severity::Notice };
    let mut draft = Draft::new("N-COPY", severity, year);
    draft.mark = format!("own {}", section.number());
    draft.fact("section", section.number());
    draft.fact("similarity", format!("{similarity:.2}"));
    let here = |one: &prose::Sentence<'_>| one.passage.section == section;
    let old: HashSet<&str> =
        before.prose.sentences().filter(here).map(|sentence| sentence.text).collect();
    let changed: Vec<Quote> = after
        .prose
        .sentences()
        .filter(|sentence| here(sentence) && !old.contains(sentence.text))
        .map(|sentence| sentence.quote(year))
        .collect();
    draft.fact("changed", changed.len());
    draft.quotes = changed.into_iter().take(3).collect();
    draft
}

fn others(look: &Among<'_>, drafts: &mut Vec<Draft>) {
    for (year, sketch) in look.sketches {
        let Some(sketch) = sketch else { continue };
        let nearest = look.texts.nearest(look.agency, *year, sketch, OTHERS + MARGIN);
        if let Some((name, similarity)) = nearest {
            let mut draft = Draft::new("N-COPY", Severity::Notice, *year);
            draft.mark = "other".to_owned();
            draft.fact("other", name);
            draft.fact("similarity", format!("{similarity:.2}"));
            drafts.push(draft);
        }
    }
}

fn message(finding: &Finding, lang: Lang) -> String {
    let similarity = words::fact(finding, "similarity");
    let other = clean(words::fact(finding, "other")).into_owned();
    if !other.is_empty() {
        return lang.pick(
            format!("文字与{other}当年的报告相同, 相似度约 {similarity}"),
            format!("the text is that of {other} for the same year, similarity about {similarity}"),
        );
    }
    let section = words::fact(finding, "section").parse().ok().and_then(Section::from_number);
    let section = section.map_or("", |section| section.title().get(lang));
    let changed = words::fact(finding, "changed");
    let mut text = lang.pick(
        format!("“{section}”与上年相似度 {similarity}, 改动 {changed} 句"),
        format!("“{section}” is last year's text, similarity {similarity}, {changed} sentences changed"),
    );
    if !finding.quotes.is_empty() {
        text.push_str(lang.pick(", 改为: ", ", now: "));
        text.push_str(&prose::quoted(finding, lang));
    }
    text
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{agency, of_rule, report};
    use crate::check::prose::testing::say_in;
    use crate::check::{ContextBuilder, check};
    use crate::form::Section;
    use crate::record::{Agency, Case, Finding, Severity};

    const TEXT: &str = "我局围绕中心任务推进公开，梳理目录并逐项核对，完成栏目调整和内容补录，安排专人值守热线窗口。\
        组织三次业务讲座，邀请法律顾问讲解答复文书写法，编印问答手册发到各科室，建立月度自查台账。";
    const FRESH: &str = "全年把企业开办、学位申请两类事项列为重点，新设专栏并配发图解，群众留言由分管领导签批。\
        对照第三方测评逐条销号，停更账号注销两个，保密审查改为双人复核，年底召开座谈会听取代表建议。";

    fn rewritten(text: &str) -> Vec<Finding> {
        let (mut before, mut after) = (report(2023, &[]), report(2024, &[]));
        say_in(&mut before, Section::Overview, TEXT);
        say_in(&mut after, Section::Overview, text);
        of_rule("N-COPY", vec![before, after])
    }

    #[test]
    fn fires() {
        let found = rewritten(&TEXT.replace("三次", "四次"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, Severity::Warning);
        assert_eq!(found[0].quotes.len(), 1, "what did change is shown");
    }

    #[test]
    fn is_silent() {
        assert!(rewritten(FRESH).is_empty());
    }

    #[test]
    fn a_neighbour_s_text_is_found_through_the_context() {
        let case = |name: &str, text: &str| {
            let mut report = report(2024, &[]);
            let long = format!("{text}{}", text.chars().rev().collect::<String>());
            say_in(&mut report, Section::Overview, &long);
            say_in(&mut report, Section::Problems, &long.replace('局', "委"));
            Case { agency: Agency { name: name.into(), ..agency() }, reports: vec![report] }
        };
        let cases = [case("甲局", TEXT), case("乙局", TEXT), case("丙局", FRESH)];
        let mut builder = ContextBuilder::default();
        cases.iter().for_each(|case| builder.add(case));
        let context = builder.build();
        let copied = |case: &Case| {
            check(case, &context).into_iter().any(|f| f.rule == "N-COPY")
        };
        assert_eq!(cases.each_ref().map(copied), [true, true, false]);
    }
}
