//! A rule's page: one text for `gouji rules`, the screen and the catalogue in the docs.

use super::{Rule, Run, registry};
use crate::text::{Lang, Text};

const LEVELS: Text = Text::new("级别", "Levels");
const FINDS: Text = Text::new("查什么", "What it finds");
const WHY: Text = Text::new("为什么要紧", "Why it matters");
const INNOCENT: Text = Text::new("可能无辜的原因", "Innocent explanations");
const BASIS: Text = Text::new("依据", "Basis");
const FIRES: Text = Text::new("会提出", "Fires");
const SILENT: Text = Text::new("不提出", "Is silent");

/// The paragraphs of a rule's page with their headings, in the order to show them.
pub fn parts(rule: &Rule, lang: Lang) -> Vec<(&'static str, String)> {
    let doc = &rule.doc;
    let levels: Vec<&str> = rule.severities.iter().map(|level| level.label().get(lang)).collect();
    let mut levels = levels.join(lang.pick("、", ", "));
    if let Run::With(other) = rule.run {
        levels += &lang.pick(format!("; 与 {other} 同算"), format!("; worked out with {other}"));
    }
    levels +=
        &lang.pick(format!("; 第 {} 版", rule.version), format!("; version {}", rule.version));
    let mut parts = vec![(LEVELS.get(lang), levels)];
    for (heading, text) in [
        (FINDS, doc.finds),
        (WHY, doc.why),
        (INNOCENT, doc.innocent),
        (BASIS, doc.basis),
        (FIRES, doc.fires),
        (SILENT, doc.silent),
    ] {
        parts.push((heading.get(lang), text.get(lang).to_owned()));
    }
    parts
}

/// A rule's page as plain text: its id and name, then a line for each heading and its paragraph.
pub fn page(rule: &Rule, lang: Lang) -> String {
    let mut out = format!("{} {}\n", rule.id, rule.name.get(lang));
    for (heading, text) in parts(rule, lang) {
        out += &format!("\n{heading}\n  {text}\n");
    }
    out
}

/// The catalogue of all rules as Markdown, in both languages: `docs/RULES.md`.
pub fn catalogue() -> String {
    let mut out = String::from(
        "# 规则 Rules\n\n\
         <!-- Written from the registry in src/check/rules; a test holds the two together. -->\n",
    );
    for lang in [Lang::Zh, Lang::En] {
        out += lang.pick("\n## 中文\n", "\n## English\n");
        out += lang.pick("\n| 编号 | 名称 | 级别 |\n", "\n| ID | name | levels |\n");
        out += "|---|---|---|\n";
        for rule in registry() {
            let levels: Vec<&str> = rule.severities.iter().map(|l| l.label().get(lang)).collect();
            out += &format!("| `{}` | {} | {} |\n", rule.id, rule.name.get(lang), levels.join(" "));
        }
        for rule in registry() {
            out += &format!("\n### {} {}\n", rule.id, rule.name.get(lang));
            for (heading, text) in parts(rule, lang) {
                out += &format!("\n**{heading}** {text}\n");
            }
        }
    }
    out
}
