//! A small grammar for sentences: `[甲|乙]` chooses one, brackets nest, `{年}` is a slot, `{#20-90}` a
//! number.

use crate::synth::dice::Dice;

/// What fills a slot; the words come from the caller's dice.
pub(super) type Slots<'a> = dyn Fn(&str, &mut Dice) -> String + 'a;

/// A template as a sentence. Words are chosen by `words`, numbers by `numbers`, so that a sentence
/// can be kept for a year while its numbers move on.
pub(super) fn expand(
    template: &str,
    words: &mut Dice,
    numbers: &mut Dice,
    slots: &Slots<'_>,
) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find(['[', '{']) {
        out.push_str(&rest[..at]);
        let open = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        if open == b'{' {
            let end = rest.find('}').unwrap_or(rest.len());
            let name = &rest[..end];
            match name.strip_prefix('#').and_then(|range| range.split_once('-')) {
                Some((low, high)) => {
                    let bound = |text: &str| text.parse().unwrap_or(0);
                    out.push_str(&numbers.between(bound(low), bound(high)).to_string());
                }
                None => out.push_str(&slots(name, words)),
            }
            rest = rest.get(end + 1..).unwrap_or("");
        } else {
            let (choices, after) = alternatives(rest);
            let choice = *words.pick(&choices);
            out.push_str(&expand(choice, words, numbers, slots));
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The alternatives up to the bracket that closes, and what follows it.
fn alternatives(text: &str) -> (Vec<&str>, &str) {
    let mut choices = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' if depth == 0 => {
                choices.push(&text[start..at]);
                return (choices, &text[at + 1..]);
            }
            ']' => depth -= 1,
            '|' if depth == 0 => {
                choices.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    choices.push(&text[start..]);
    (choices, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_nest_and_slots_fill() {
        let all: std::collections::BTreeSet<String> = (0..64)
            .map(|n| {
                let mut words = Dice::new(1, "words", &[n]);
                let mut numbers = Dice::new(1, "numbers", &[n]);
                let slots = |name: &str, _: &mut Dice| format!("<{name}>");
                expand("[甲|乙[子|丑]]、{年}{#7-7}件", &mut words, &mut numbers, &slots)
            })
            .collect();
        let want = ["乙丑、<年>7件", "乙子、<年>7件", "甲、<年>7件"];
        assert_eq!(all.into_iter().collect::<Vec<_>>(), want);
    }
}
