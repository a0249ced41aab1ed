//! Sentences and who does something in them.

use super::name::Name;
use super::year::years;

/// No sentence that says who reports has more characters before its subject.
const LONGEST: usize = 400;

/// What a clause begins with whose subject is not the sentence's: 在市委领导下, 根据《条例》要求.
#[rustfmt::skip]
const BESIDE: &[&str] = &[
    "在", "根据", "按照", "依据", "依照", "遵照", "围绕", "为", "对照", "结合", "通过", "经", "由", "随着", "针对",
    "以", "从", "对", "据", "其中", "例如", "如", "除",
];

/// The sentences of a text, without what stands between the signs of a title: who wrote a notice is
/// not who reports.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', ';', '!', '?']).map(str::trim).filter(|sentence| !sentence.is_empty())
}

/// The clauses of a sentence. What a title in it says is no clause.
pub(super) fn clauses(sentence: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_u32;
    let cut = move |c: char| {
        match c {
            '《' | '〈' => depth += 1,
            '》' | '〉' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ',' | ':')
    };
    sentence.split(cut).map(str::trim).filter(|clause| !clause.is_empty())
}

/// The clause that has the subject of the sentence: what stands before it says when, and on which
/// ground.
pub(super) fn main_clause(sentence: &str) -> Option<&str> {
    let mut far = 0;
    clauses(sentence)
        .map(|clause| {
            far += clause.chars().count();
            without_time(clause)
        })
        .find(|clause| !clause.is_empty() && !BESIDE.iter().any(|word| clause.starts_with(word)))
        .filter(|_| far <= LONGEST)
}

/// A clause without the time at its beginning: 2024年, 2024年度, 一年来, 2024年以来, 本年度; and without the
/// heading that stands before it.
fn without_time(clause: &str) -> &str {
    let mut rest = clause;
    if rest.starts_with('(')
        && let Some((_, after)) = rest.split_once(')')
    {
        rest = after.trim_start();
    }
    if let Some(year) = years(rest).first().filter(|year| year.at == 0) {
        rest = &rest[year.len..];
    }
    #[rustfmt::skip]
    const TIMES: &[&str] = &[
        "以来", "一年来", "本年度", "本年", "全年", "过去一年", "过去的一年", "今年以来", "今年", "截至", "期间", "来",
    ];
    loop {
        let before = rest;
        rest = rest.trim_start_matches([' ', '、']);
        for time in TIMES {
            rest = rest.strip_prefix(time).unwrap_or(rest);
        }
        if rest.len() == before.len() {
            return rest;
        }
    }
}

/// The name at the start of a clause, where one of these words follows it.
pub(super) fn subject(clause: &str, verbs: &[&str]) -> Option<Name> {
    let ends = clause.char_indices().map(|(at, _)| at).skip(2).take(32).collect::<Vec<_>>();
    ends.into_iter().rev().find_map(|end| {
        let (name, after) = clause.split_at(end);
        let after = without_time(after.trim_start());
        let follows = verbs.iter().any(|verb| after.starts_with(verb));
        follows.then(|| Name::parse(name)).flatten()
    })
}

/// The name at the start of a text that ends where one of these words begins, or at a sign.
pub(super) fn name_until(text: &str, ends: &[&str]) -> Option<Name> {
    let window = super::page::first_chars(text.trim_start_matches([' ', ':', '“', '"']), 40);
    let sign = window.find(|c: char| "(,。;:、 ”\"".contains(c));
    let word = ends.iter().filter_map(|word| window.find(word)).min();
    let end = sign.into_iter().chain(word).min().unwrap_or(window.len());
    Name::parse(&window[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_stands_in_the_main_clause() {
        for (sentence, want) in [
            ("2024年,随县教育局坚持公开", Some("随县教育局")),
            ("2024年随县教育局2024年坚持公开", Some("随县教育局")),
            ("在市数据局指导下,随县教育局坚持公开", Some("随县教育局")),
            ("根据《条例》要求,随县教育局坚持公开", Some("随县教育局")),
            ("根据《甲局,乙局坚持》要求,随县教育局坚持公开", Some("随县教育局")),
            ("(一)主动公开:一年来,随县教育局坚持公开", None),
            ("全年公开5条,随县财政局坚持公开", None),
            ("我局坚持公开", None),
        ] {
            let name = main_clause(sentence).and_then(|clause| subject(clause, &["坚持"]));
            assert_eq!(name.map(|name| name.printed).as_deref(), want, "{sentence}");
        }
    }
}
