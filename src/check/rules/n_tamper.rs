//! `N-TAMPER`: text that no government wrote.

use crate::check::prose::{self, Hits, Spam, odd_strings, plain, spam_words};
use crate::check::rule::Assessed;
use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::form::Section;
use crate::record::{Finding, Severity};
use crate::text::{Lang, Text, clean};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "N-TAMPER",
    name: Text::new("页面被篡改", "the page was tampered with"),
    severities: &[Severity::Warning],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "正文或标题里有赌博、色情、网贷网站的字眼, 或同一个夹着符号的怪字串一再站在常用词(如“关于”)的位置上。",
            "Words of gambling, sex or loan sites in the title or the prose, or one odd string with signs in it that stands again and again where a common word such as 关于 belongs.",
        ),
        why: Text::new(
            "网站被入侵或页面来自劫持镜像; 文字不可信, 数字也要对照原件。",
            "The site was broken into, or the page comes from a hijacked mirror; neither text nor figures can be trusted unseen.",
        ),
        innocent: Text::new(
            "打击赌博、整治网站之类的工作叙述不算。",
            "What a government does against gambling does not count.",
        ),
        basis: Text::new(
            "《政府网站发展指引》(国办发〔2017〕47号)安全防护一节。",
            "国办发〔2017〕47号 on government sites, the part on their protection.",
        ),
        fires: Text::new("“印发《某某娱乐城:开展检查的通知》”。", "A casino's name in a document's title."),
        silent: Text::new("“打击网络赌博”。", "“fighting online gambling”."),
    },
    run: Run::Case(run),
    message,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for assessed in look.assessed {
        tampered(assessed, drafts);
    }
}

fn tampered(assessed: &Assessed<'_>, drafts: &mut Vec<Draft>) {
    let Assessed { report, prose, .. } = assessed;
    let mut spam: Vec<Spam> = spam_words(&plain(&report.title));
    let mut quotes = Vec::new();
    for sentence in prose.with(Hits::SPAM, &Section::ALL) {
        let here = spam_words(sentence.plain);
        if !here.is_empty() {
            quotes.push(sentence.quote(report.year));
        }
        for word in here {
            match spam.iter_mut().find(|known| known.text == word.text) {
                Some(known) => known.times += word.times,
                None => spam.push(word),
            }
        }
    }
    let odd = if prose.has(Hits::ODD) {
        let paragraphs: Vec<&str> = report.passages.iter().map(|p| p.text.as_str()).collect();
        odd_strings(&paragraphs)
    } else {
        Vec::new()
    };
    if spam.is_empty() && odd.is_empty() {
        return;
    }
    if quotes.is_empty() {
        let holds = |text: &str| odd.iter().any(|string| text.contains(string.text.as_str()));
        let hit = |s: &prose::Sentence<'_>| holds(s.text);
        quotes.extend(prose.sentences().filter(hit).map(|s| s.quote(report.year)));
    }
    let mut draft = Draft::new("N-TAMPER", Severity::Warning, report.year);
    let strings = spam.iter().chain(&odd).take(4);
    draft.fact(
        "strings",
        strings.map(|s| format!("{}×{}", s.text, s.times)).collect::<Vec<_>>().join(" "),
    );
    draft.fact("places", quotes.len());
    draft.quotes = quotes;
    drafts.push(draft);
}

fn message(finding: &Finding, lang: Lang) -> String {
    let strings = clean(words::fact(finding, "strings")).into_owned();
    let places = words::fact(finding, "places");
    let quote = prose::quoted(finding, lang);
    lang.pick(
        format!("有不属于政府的字串 {strings}, 见于 {places} 处: {quote}"),
        format!("strings that no government wrote, {strings}, in {places} places: {quote}"),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{of_rule, report};
    use crate::check::prose::testing::say;

    #[test]
    fn fires() {
        let mut hacked = report(2024, &[]);
        say(&mut hacked, "印发《某某娱乐城:开展检查的通知》。");
        say(&mut hacked, "落实某某娱乐城:公开的要求。");
        let found = of_rule("N-TAMPER", vec![hacked]);
        assert_eq!(found.len(), 1, "one finding for the page");
        assert_eq!(found[0].quotes.len(), 2, "with both places");
    }

    #[test]
    fn is_silent() {
        let mut clean = report(2024, &[]);
        say(&mut clean, "严厉打击网络赌博，整治博彩广告。");
        assert!(of_rule("N-TAMPER", vec![clean]).is_empty());
    }
}
