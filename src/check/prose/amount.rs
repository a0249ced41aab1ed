//! Numbers with their units in a clause.

/// A number in prose, with the unit that follows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Amount<'a> {
    /// The number; 万 is worked in.
    pub number: f64,
    /// How many decimals it was printed with, before 万 was worked in.
    pub decimals: usize,
    /// Whether it is rounded: 余, 多, 近, 约, or in 万.
    pub rounded: bool,
    /// The unit: 件, 条, %, 年 …; empty where none was recognised.
    pub unit: &'a str,
    /// Byte at which the number begins in the text.
    pub start: usize,
    /// Byte after its unit.
    pub end: usize,
}

const UNITS: [&str; 26] = [
    "件次", "人次", "条次", "万元", "年度", "月", "日", "件", "条", "宗", "份", "起", "次", "项",
    "个", "篇", "期", "人", "例", "部", "元", "%", "年", "场", "批", "家",
];

/// The value of a short Chinese numeral up to 99: 一, 两, 十二, 三十; 零 is 0.
fn chinese(text: &str) -> Option<f64> {
    let digit =
        |c: char| "零一二三四五六七八九".chars().position(|d| d == c).or((c == '两').then_some(2));
    let chars: Vec<char> = text.chars().collect();
    let value = match chars.as_slice() {
        ['十'] => 10,
        [c] => digit(*c)?,
        ['十', c] => 10 + digit(*c)?,
        [c, '十'] => digit(*c)? * 10,
        [c, '十', d] => digit(*c)? * 10 + digit(*d)?,
        _ => return None,
    };
    Some(value as f64)
}

fn is_chinese_digit(c: char) -> bool {
    matches!(c, '零' | '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// All numbers of a [plain](super::plain) text from left to right. Chinese numerals count only
/// directly before a unit of things (一件, 两条).
pub(crate) fn amounts(text: &str) -> Vec<Amount<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_ascii_digit() {
            let amount = digits(text, at);
            at = amount.end;
            found.push(amount);
        } else if is_chinese_digit(c) {
            let len: usize =
                text[at..].chars().take_while(|c| is_chinese_digit(*c)).map(char::len_utf8).sum();
            let unit = unit_at(text, at + len);
            let counts = ["件", "条", "宗", "份", "起", "次", "例"].contains(&unit);
            if let (true, Some(number)) = (counts, chinese(&text[at..at + len])) {
                let end = at + len + unit.len();
                found.push(Amount { number, decimals: 0, rounded: false, unit, start: at, end });
            }
            at += len;
        } else {
            at += c.len_utf8();
        }
    }
    found
}

fn unit_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    UNITS.iter().find(|unit| rest.starts_with(**unit)).map_or("", |unit| &rest[..unit.len()])
}

fn digits(text: &str, start: usize) -> Amount<'_> {
    let bytes = text.as_bytes();
    let mut end = start;
    let mut number = String::new();
    let mut decimals = 0;
    let mut point = false;
    while end < bytes.len() {
        match bytes[end] {
            digit @ b'0'..=b'9' => {
                number.push(char::from(digit));
                decimals += usize::from(point);
            }
            // A thousands separator has three digits behind it and is not the clause's comma.
            b',' if !point
                && end - start <= 3 + number.len() / 3
                && bytes[end + 1..].len() >= 3
                && bytes[end + 1..end + 4].iter().all(u8::is_ascii_digit)
                && !bytes.get(end + 4).is_some_and(u8::is_ascii_digit) => {}
            b'.' if !point && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) => {
                number.push('.');
                point = true;
            }
            _ => break,
        }
        end += 1;
    }
    let mut value: f64 = number.parse().unwrap_or(f64::NAN);
    let mut rounded = false;
    let before = text[..start].chars().next_back();
    rounded |= before.is_some_and(|c| "近约超逾".contains(c));
    loop {
        let rest = &text[end..];
        if rest.starts_with("万元") {
            break;
        } else if rest.starts_with('万') {
            value *= 10_000.0;
            rounded = true;
            end += '万'.len_utf8();
        } else if rest.starts_with('余') || rest.starts_with('多') {
            rounded = true;
            end += '余'.len_utf8();
        } else {
            break;
        }
    }
    let unit = unit_at(text, end);
    end += unit.len();
    Amount { number: value, decimals, rounded, unit, start, end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_their_units() {
        let read = |text| -> Vec<(f64, String, bool)> {
            amounts(text).iter().map(|a| (a.number, a.unit.to_owned(), a.rounded)).collect()
        };
        for (text, want) in [
            ("收到申请126件", vec![(126.0, "件", false)]),
            ("公开信息1,234条,解读5条", vec![(1234.0, "条", false), (5.0, "条", false)]),
            ("共12,345件", vec![(12345.0, "件", false)]),
            ("行政复议7件,6件", vec![(7.0, "件", false), (6.0, "件", false)]),
            ("政务信息2万余条", vec![(20000.0, "条", true)]),
            ("办结率98.5%", vec![(98.5, "%", false)]),
            ("收到一件,十二件", vec![(1.0, "件", false), (12.0, "件", false)]),
            ("一是统一标准", vec![]),
            ("2024年", vec![(2024.0, "年", false)]),
            ("近30件", vec![(30.0, "件", true)]),
            ("收费7540.77万元", vec![(7540.77, "万元", false)]),
        ] {
            let want: Vec<(f64, String, bool)> =
                want.into_iter().map(|(n, u, r)| (n, u.to_owned(), r)).collect();
            assert_eq!(read(text), want, "{text}");
        }
    }
}
