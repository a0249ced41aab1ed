//! The text of a cell to what it holds. A figure that cannot be read with certainty is text.

use super::normal::is_ideograph;
use crate::form::Kind;
use crate::record::State;

/// What a cell holds: a number has its figure, in 万元 for amounts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parsed {
    /// Number, blank, dash or text; never absent.
    pub state: State,
    /// The figure of a number.
    pub number: Option<f64>,
}

const BLANK: Parsed = Parsed { state: State::Blank, number: None };
const DASH: Parsed = Parsed { state: State::Dash, number: None };
const TEXT: Parsed = Parsed { state: State::Text, number: None };

/// Words that say "nothing", without white space.
const NOTHING: [&str; 16] = [
    "无",
    "空",
    "不涉及",
    "不适用",
    "未涉及",
    "没有",
    "暂无",
    "无此项",
    "无内容",
    "不存在",
    "N/A",
    "n/a",
    "N／A",
    "NA",
    "无数据",
    "无此情况",
];

/// What the cell holds whose text, in its [normal](super::normal::normal) form, is `text`.
pub fn parse(text: &str, kind: Kind) -> Parsed {
    if is_plain(text) {
        return Parsed { state: State::Number, number: text.parse::<u32>().ok().map(f64::from) };
    }
    // "00" or "012" is two cells run together more often than a figure.
    if text.len() <= 9 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return TEXT;
    }
    let text = text.trim();
    if text.is_empty() {
        return BLANK;
    }
    if text.chars().all(is_dash) || NOTHING.contains(&text.replace(' ', "").as_str()) {
        return DASH;
    }
    figure(text, kind).map_or(TEXT, |number| Parsed { state: State::Number, number: Some(number) })
}

/// Whether a cell with this text may hold a figure, whatever its kind.
pub fn is_figure(text: &str) -> bool {
    // Nearly all words fail here: few ideographs begin a figure.
    let first = text.chars().next();
    if first.is_some_and(|c| is_ideograph(c) && !"无空不未没暂增减新".contains(c)) {
        return false;
    }
    matches!(parse(text, Kind::Change).state, State::Number | State::Dash)
        || parse(text, Kind::Amount).state == State::Number
}

/// Whether the text is the plain digits of nearly every cell: a whole number as it is written.
pub fn is_plain(text: &str) -> bool {
    matches!(text.len(), 1..=9)
        && text.bytes().all(|b| b.is_ascii_digit())
        && (text.len() == 1 || !text.starts_with('0'))
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '―' | '─' | '−' | '‐' | '‑' | '/' | '\\' | '∕' | '⁄' | ' ')
}

/// The figure, where the whole text is one, with its sign, unit and note.
fn figure(text: &str, kind: Kind) -> Option<f64> {
    // A no-break space that lost its encoding prints as a question mark.
    let text = text.trim_matches(|c| c == '?' || c == ' ');
    let text = strip_note(text);
    let (negative, text) = sign(text, kind)?;
    let (text, shift) = unit(text, kind)?;
    let plain = ungroup(text.trim())?;
    let number: f64 = shifted(&plain, shift)?.parse().ok()?;
    Some(if negative { -number } else { number } + 0.0)
}

/// The text before a note in brackets at its end.
fn strip_note(text: &str) -> &str {
    let closes = text.ends_with([')', ']', '】']);
    match text.find(['(', '[', '【']) {
        Some(at) if closes && at > 0 => text[..at].trim_end(),
        _ => text,
    }
}

/// The sign and the rest. Words for more and fewer belong to 本年增/减 alone.
fn sign(text: &str, kind: Kind) -> Option<(bool, &str)> {
    let more = ["增加", "新增", "增"];
    let fewer = ["减少", "减"];
    let strip = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word));
    let signed = if let Some(rest) = strip(&["+"]) {
        (false, rest)
    } else if let Some(rest) = strip(&["-", "−"]) {
        (true, rest)
    } else if let Some(rest) = strip(&more) {
        (kind == Kind::Change).then_some((false, rest))?
    } else if let Some(rest) = strip(&fewer) {
        (kind == Kind::Change).then_some((true, rest))?
    } else {
        (false, text)
    };
    let rest = signed.1.trim_start();
    rest.starts_with(|c: char| c.is_ascii_digit()).then_some((signed.0, rest))
}

/// The digits without their unit, and by how many places the decimal point moves to the right.
fn unit(text: &str, kind: Kind) -> Option<(&str, i32)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\'')));
    let Some(end) = end else { return Some((text, 0)) };
    let (number, unit) = text.split_at(end);
    let money = match unit.trim() {
        "万元" | "万元整" | "万" | "万元人民币" => Some(0),
        "元" | "元整" | "元人民币" => Some(-4),
        "亿元" | "亿" => Some(4),
        _ => None,
    };
    match (kind, money) {
        (Kind::Amount, Some(shift)) => Some((number, shift)),
        (Kind::Count | Kind::Change, None) => {
            let counted = ["件", "项", "个", "宗", "起", "条", "次", "件次", "例", "份"];
            counted.contains(&unit.trim()).then_some((number, 0))
        }
        _ => None,
    }
}

/// The digits without separators of thousands; `None` where the separators are not such.
fn ungroup(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(w, f)| (w, Some(f)));
    if fraction.is_some_and(|f| f.is_empty() || !f.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    if let Some(separator) = whole.chars().find(|c| !c.is_ascii_digit()) {
        for (index, group) in whole.split(separator).enumerate() {
            let len_ok = if index == 0 { matches!(group.len(), 1..=3) } else { group.len() == 3 };
            if !len_ok || !group.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            plain.push_str(group);
        }
    } else {
        plain.push_str(whole);
    }
    let leading_zero = plain.len() > 1 && plain.starts_with('0');
    // Beyond 15 digits a double no longer holds what was printed.
    if plain.is_empty() || leading_zero || plain.len() + fraction.map_or(0, str::len) > 15 {
        return None;
    }
    if let Some(fraction) = fraction {
        plain.push('.');
        plain.push_str(fraction);
    }
    Some(plain)
}

/// The decimal with its point moved, done on the digits so that `251000` yuan are exactly 25.1.
fn shifted(plain: &str, shift: i32) -> Option<String> {
    if shift == 0 {
        return Some(plain.to_owned());
    }
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let places = usize::try_from(shift.unsigned_abs()).ok()?;
    Some(if shift > 0 {
        let padded = format!("{fraction:0<places$}");
        format!("{whole}{}.{}", &padded[..places], &padded[places..])
    } else {
        let padded = format!("{whole:0>width$}", width = places + 1);
        let point = padded.len() - places;
        format!("{}.{}{fraction}", &padded[..point], &padded[point..])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::normal::normal;

    #[test]
    fn figures_are_read_as_printed() {
        for (printed, kind, want) in [
            ("0", Kind::Count, 0.0),
            ("  0", Kind::Count, 0.0),
            ("\u{a0}0 ", Kind::Count, 0.0),
            ("０", Kind::Count, 0.0),
            ("11398889", Kind::Count, 11_398_889.0),
            ("1,234", Kind::Count, 1234.0),
            ("1，234", Kind::Count, 1234.0),
            ("1 234", Kind::Count, 1234.0),
            ("1,234,567", Kind::Count, 1_234_567.0),
            ("3?", Kind::Count, 3.0),
            ("?0", Kind::Count, 0.0),
            ("+43", Kind::Change, 43.0),
            ("-8", Kind::Change, -8.0),
            ("增77", Kind::Change, 77.0),
            ("减3", Kind::Change, -3.0),
            ("减 少3", Kind::Change, f64::NAN),
            ("增77", Kind::Count, f64::NAN),
            ("24252.311082", Kind::Amount, 24252.311082),
            ("0.00", Kind::Amount, 0.0),
            ("7540.77万元", Kind::Amount, 7540.77),
            ("251000元", Kind::Amount, 25.1),
            ("75394432.52元", Kind::Amount, 7539.443252),
            ("5元", Kind::Amount, 0.0005),
            ("1.2亿元", Kind::Amount, 12000.0),
            ("1,234.5", Kind::Amount, 1234.5),
            ("5元", Kind::Count, f64::NAN),
            ("12件", Kind::Count, 12.0),
            ("22（其中修订 16 件）", Kind::Count, 22.0),
            ("55（含自然失效 29 件）", Kind::Count, 55.0),
            ("(22)", Kind::Count, f64::NAN),
            ("00", Kind::Count, f64::NAN),
            ("1 0", Kind::Count, f64::NAN),
            ("1,23", Kind::Count, f64::NAN),
            ("1.", Kind::Count, f64::NAN),
            ("1.2.3", Kind::Amount, f64::NAN),
            ("约20", Kind::Count, f64::NAN),
            ("12345678901234567", Kind::Count, f64::NAN),
        ] {
            let parsed = parse(&normal(printed), kind);
            if want.is_nan() {
                assert_eq!(parsed, TEXT, "{printed}");
            } else {
                assert_eq!(parsed.number, Some(want), "{printed}");
            }
        }
    }

    #[test]
    fn nothing_is_a_dash_and_white_space_is_blank() {
        for printed in [
            "/",
            "／",
            "-",
            "--",
            "—",
            "——",
            "－",
            "–",
            "无",
            "空",
            "不涉及",
            "不适用",
            "N/A",
            "\\",
            "— —",
        ] {
            assert_eq!(parse(&normal(printed), Kind::Count), DASH, "{printed}");
        }
        for printed in ["", " ", "\u{a0}", "\u{3000}", "\u{200b}"] {
            assert_eq!(parse(&normal(printed), Kind::Count), BLANK, "{printed}");
        }
    }
}
