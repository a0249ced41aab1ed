//! Finding the words on the form in a text: as printed, shortened, damaged.

pub use super::words::{Label, Matter, Measure};
use super::words::{ROW_WORDS, WORDS};
use crate::form::Row;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A label that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// What it is.
    pub label: Label,
    /// How well it fits: 1 for the form's own words, less for damaged ones.
    pub score: f32,
}

/// The shortest key that may be recognised when damaged.
const SHORTEST_FUZZY: usize = 5;
/// The least likeness of a damaged label.
const LEAST_SCORE: f32 = 0.6;
/// By how much a damaged label must be more like one than like any other.
const MARGIN: f32 = 0.08;
/// Longer texts are prose.
const LONGEST: usize = 60;

/// The length of the longest label, with its number, in the form's own words at the start of the
/// text. White space and punctuation within it do not matter.
pub fn starts(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let rest = match first {
        '(' | '〔' | '[' => number(text).1,
        c if small_digit(c).is_some() => number(text).1,
        c if is_letter(c) => text,
        _ => return None,
    };
    let skipped = text.len() - rest.len();
    if text.starts_with("第二十条第") {
        let end =
            text.find('项').filter(|at| *at < 40).map_or("第二十条第".len(), |at| at + 3);
        return Some(end);
    }
    let initial = rest.chars().find(|c| is_letter(*c))?;
    let words = lexicon().initials.get(&initial)?;
    words
        .iter()
        .filter_map(|word| {
            let mut wanted = word.chars().peekable();
            for (at, c) in rest.char_indices() {
                if wanted.peek() == Some(&c) {
                    wanted.next();
                    if wanted.peek().is_none() {
                        let end = at + c.len_utf8();
                        // A note that belongs to the label closes with a bracket.
                        let close = rest[end..].starts_with(')') && rest[..end].contains('(');
                        return Some(end + usize::from(close));
                    }
                } else if is_letter(c) || c.is_ascii_digit() {
                    return None;
                }
            }
            None
        })
        .max()
        .map(|len| skipped + len)
}

/// Whether a label could start with this text: it is numbered, or its first character starts one.
pub fn may_start(text: &str) -> bool {
    let (ordinal, rest) = number(text);
    let first = rest.chars().find(|c| is_letter(*c));
    ordinal.is_some()
        || first.is_some_and(|c| c == '其' || lexicon().initials.contains_key(&c))
        || text.starts_with('(')
}

struct Lexicon {
    /// The words by their first character.
    initials: FxHashMap<char, Vec<String>>,
    exact: FxHashMap<String, Label>,
    /// Keys long enough to be recognised when damaged, with their labels.
    keys: Vec<(Vec<char>, Label)>,
    /// Which of the keys have a pair of characters.
    pairs: FxHashMap<(char, char), u128>,
}

static LEXICON: OnceLock<Lexicon> = OnceLock::new();

fn lexicon() -> &'static Lexicon {
    LEXICON.get_or_init(|| {
        let mut words: Vec<(String, Label)> =
            WORDS.iter().map(|(word, label)| ((*word).to_owned(), *label)).collect();
        for row in Row::all().filter(|row| !matches!(row.key(), "other.misc" | "closed")) {
            let text = super::super::normal::normal(row.label().zh).into_owned();
            words.push((key(number(&text).1), Label::Row(row)));
        }
        for (word, row) in ROW_WORDS {
            words.extend(Row::from_key(row).map(|row| ((*word).to_owned(), Label::Row(row))));
        }
        let mut keys: Vec<(Vec<char>, Label)> = Vec::new();
        let mut pairs: FxHashMap<(char, char), u128> = FxHashMap::default();
        for (word, label) in &words {
            let chars: Vec<char> = word.chars().collect();
            // A bit for each key; short ones, and short forms of long ones, need no more.
            if chars.len() >= SHORTEST_FUZZY && keys.len() < 128 {
                for pair in chars.windows(2) {
                    *pairs.entry((pair[0], pair[1])).or_default() |= 1 << keys.len();
                }
                keys.push((chars, *label));
            }
        }
        debug_assert!(keys.len() < 128, "more keys than bits");
        let mut initials: FxHashMap<char, Vec<String>> = FxHashMap::default();
        for (word, label) in &words {
            // 其他 stands inside too many other words.
            let first = word.chars().next().filter(|_| *label != Label::Other);
            if let Some(first) = first {
                initials.entry(first).or_default().push(word.clone());
            }
        }
        Lexicon { initials, exact: words.into_iter().collect(), keys, pairs }
    })
}

/// What the text is on the form. `text` is in its normal form; white space and punctuation do not
/// matter.
pub fn find(text: &str) -> Option<Found> {
    let (ordinal, rest) = number(text);
    // Most text of a page is prose, which is long.
    if rest.len() > LONGEST * 3 && !rest.contains('(') {
        return None;
    }
    let full = key(rest);
    if full.is_empty() {
        return None;
    }
    let exact = |key: &str| lexicon().exact.get(key).map(|l| Found { label: *l, score: 1.0 });
    if let Some(found) = exact(&full) {
        return Some(in_context(found, ordinal));
    }
    if is_article(&full) {
        return Some(Found { label: Label::Article, score: 1.0 });
    }
    // Notes in brackets, then a group's label printed before the row's own.
    if rest.contains('(') {
        let plain = key(&without_brackets(rest));
        if let Some(found) = exact(&plain) {
            return Some(in_context(Found { score: 0.98, ..found }, ordinal));
        }
    }
    if let Some((inner, tail)) = last_numbered(rest)
        && let Some(found) = exact(&key(tail))
        && matches!(in_context(found, inner).label, Label::Row(_))
    {
        return Some(Found { score: 0.95, ..in_context(found, inner) });
    }
    fuzzy(&full).map(|found| in_context(found, ordinal))
}

/// 其他 and 总计 with a number are rows.
fn in_context(found: Found, ordinal: Option<(Style, u8)>) -> Found {
    let row = match (found.label, ordinal) {
        (Label::Other, Some((Style::Bracket, 6))) => Some(Row::OTHER_ALL),
        (Label::Other, Some((Style::Plain, 3))) => Row::from_key("other.misc"),
        (Label::Total, Some((Style::Bracket, 7))) => Some(Row::CLOSED),
        _ => None,
    };
    row.map_or(found, |row| Found { label: Label::Row(row), ..found })
}

/// 第二十条第（一）项, complete or cut.
fn is_article(key: &str) -> bool {
    key.starts_with("第二十条第") && key.chars().count() <= 8
}

/// How a label is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `一、`.
    Chinese,
    /// `（一）`, `(1)`.
    Bracket,
    /// `1.`, `1、`.
    Plain,
}

/// A label's own number, and what follows it.
pub fn number(text: &str) -> (Option<(Style, u8)>, &str) {
    let text = text.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '、' | '.' | ',' | ':' | ')' | '#' | '*' | '|')
    });
    let mut chars = text.char_indices();
    let Some((_, first)) = chars.next() else { return (None, text) };
    if first == '(' || first == '[' || first == '〔' {
        let inner = &text[first.len_utf8()..];
        if let Some(close) = inner.find([')', ']', '〕'])
            && let Some(value) = small(inner[..close].trim())
        {
            return (Some((Style::Bracket, value)), &inner[close + closing(inner, close)..]);
        }
        return (None, text);
    }
    let end = text.find(|c| small_digit(c).is_none()).unwrap_or(text.len());
    let Some(value) = small(&text[..end]) else { return (None, text) };
    let rest = text[end..].trim_start();
    let style = if first.is_ascii_digit() { Style::Plain } else { Style::Chinese };
    match rest.chars().next() {
        Some(c @ ('、' | '.' | ',' | ':')) => (Some((style, value)), &rest[c.len_utf8()..]),
        // `1属于国家秘密`: the point lost.
        Some(_) if style == Style::Plain && end == 1 => (Some((style, value)), rest),
        _ => (None, text),
    }
}

fn closing(inner: &str, at: usize) -> usize {
    inner[at..].chars().next().map_or(0, char::len_utf8)
}

fn small_digit(c: char) -> Option<u8> {
    Some(match c {
        '0'..='9' => c as u8 - b'0',
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}

/// A number of one or two places, in Arabic or Chinese figures.
fn small(text: &str) -> Option<u8> {
    let mut chars = text.chars();
    let first = small_digit(chars.next()?)?;
    match (chars.next(), chars.next()) {
        (None, _) => Some(first),
        (Some(second), None) if text.is_ascii() => Some(first * 10 + small_digit(second)?),
        _ => None,
    }
}

/// The text after the last number inside it, as in `（三）不予公开1.属于国家秘密`.
fn last_numbered(text: &str) -> Option<(Option<(Style, u8)>, &str)> {
    let mut starts =
        text.char_indices().rev().filter(|(_, c)| *c == '(' || small_digit(*c).is_some());
    while let Some((at, _)) = starts.next().filter(|(at, _)| *at > 0) {
        let (number, rest) = number(&text[at..]);
        if number.is_some() && !rest.is_empty() {
            return Some((number, rest));
        }
    }
    None
}

/// A label without white space, punctuation and digits.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    key.extend(text.chars().filter(|c| is_letter(*c)));
    key
}

/// An ideograph or a letter; nearly all are of the one range that is asked first.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphabetic()
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The key most like a damaged one: twice the shared pairs of characters in the sum of both, the
/// pairs counted once each (Dice's coefficient), confirmed by the longest common subsequence.
fn fuzzy(key: &str) -> Option<Found> {
    let chars: Vec<char> = key.chars().collect();
    if chars.len() < SHORTEST_FUZZY || chars.len() > LONGEST {
        return None;
    }
    let lexicon = lexicon();
    let mut shared = [0_u8; 128];
    let mut any = false;
    for pair in chars.windows(2) {
        let mut bits = lexicon.pairs.get(&(pair[0], pair[1])).copied().unwrap_or(0);
        any |= bits != 0;
        while bits != 0 {
            shared[bits.trailing_zeros() as usize] += 1;
            bits &= bits - 1;
        }
    }
    if !any {
        return None;
    }
    let mut best: Option<Found> = None;
    let mut second = 0.0_f32;
    for ((candidate, label), shared) in lexicon.keys.iter().zip(shared) {
        let dice = 2.0 * f32::from(shared) / (candidate.len() + chars.len() - 2) as f32;
        if dice < LEAST_SCORE - 0.15 {
            continue;
        }
        let common = common_subsequence(candidate, &chars) as f32;
        let score = 2.0 * common / (candidate.len() + chars.len()) as f32;
        match best {
            Some(found) if found.label == *label => {
                best = Some(Found { score: found.score.max(score), ..found });
            }
            Some(found) if found.score >= score => second = second.max(score),
            _ => {
                second = best.map_or(second, |found| second.max(found.score));
                best = Some(Found { label: *label, score });
            }
        }
    }
    best.filter(|found| found.score >= LEAST_SCORE && found.score - second >= MARGIN)
        .map(|found| Found { score: found.score.min(0.9), ..found })
}

fn common_subsequence(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let up = row[at + 1];
            row[at + 1] = if x == y { diagonal + 1 } else { up.max(row[at]) };
            diagonal = up;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Column, Section};
    use crate::read::normal::normal;

    fn row(key: &str) -> Label {
        Label::Row(Row::from_key(key).unwrap())
    }

    #[test]
    fn labels_are_found_as_printed() {
        for (printed, want) in [
            ("一、本年新收政府信息公开申请数量", row("new")),
            ("（二）部分公开（区分处理的，只计这一情 形，不计其他情形）", row("partial")),
            ("(二)部分公開(區分處理的,隻計這一情形,不計其他情形)", row("partial")),
            ("1.属于国家秘密", row("denied.state_secret")),
            ("1．属于国家秘密", row("denied.state_secret")),
            ("1、属于国家秘密", row("denied.state_secret")),
            ("1属于国家秘密", row("denied.state_secret")),
            ("（三）不予公开1.属于国家秘密", row("denied.state_secret")),
            ("2.其他法律行政止公开", row("denied.law_forbids")),
            ("2.其他法律行政法规禁止公结 开", row("denied.law_forbids")),
            ("3.危及“三安全一稳定”", row("denied.three_safeties")),
            ("3.危及\"三安全一稳定\"", row("denied.three_safeties")),
            ("1.逾期不补正", row("other.uncorrected")),
            ("2、逾期不缴费", row("other.unpaid")),
            ("3.其他", row("other.misc")),
            ("3、其他", row("other.misc")),
            ("（六）其他处理", row("other.all")),
            ("（六）其他", row("other.all")),
            ("(七)总 计", row("closed")),
            ("〔七〕合计", row("closed")),
            ("四、结转下年度继续办理", row("carried_out")),
            ("其他", Label::Other),
            ("总 计", Label::Total),
            ("三、本年度办理结果", Label::Group),
            ("（四）无法提供", Label::Group),
            ("商 业 企 业", Label::Applicant(Column::Business)),
            ("第二十条 第（一）项", Label::Article),
            ("第二十条第(八)", Label::Article),
            ("规 章", Label::Matter(Matter::Regulations)),
            ("规章(设区的市、自治州人民政府应提供)", Label::Matter(Matter::Regulations)),
            ("行政強製", Label::Matter(Matter::Coercion)),
            ("現行有效件", Label::Measure(Measure::InForce)),
            ("本年(2023)制发件数", Label::Measure(Measure::Issued)),
            ("本年增/", Label::Measure(Measure::Change)),
            ("上一年項目數量(指2019年事項數)", Label::Measure(Measure::Prior)),
            ("本年新", Label::Measure(Measure::NewCut)),
            ("本年收费金额（单位：万元）", Label::Measure(Measure::Amount)),
            ("四、政府信息公开行政法复议、行政诉讼情况", Label::Heading(Section::Disputes)),
        ] {
            assert_eq!(find(&normal(printed)).map(|f| f.label), Some(want), "{printed}");
        }
    }

    #[test]
    fn other_words_are_no_labels() {
        for printed in [
            "其他主动公开文件",
            "本报告所列数据的统计期限自2023年1月1日起",
            "0",
            "",
            "（）",
            "行政许可事项清单管理办法",
            "依申请公开",
        ] {
            assert_eq!(find(&normal(printed)), None, "{printed}");
        }
    }
}
