//! Text made comparable: what two ways of printing the same words have in common.
//!
//! NFKC (Kangxi radicals, full-width forms), traditional characters turned into simplified ones,
//! invisible characters dropped, pinyin glosses dropped, white space folded. Text that is already
//! plain is borrowed.

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use std::borrow::Cow;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// The character disappears.
const DROP: u16 = 0;
/// The character becomes several; they are worked out on the spot.
const MANY: u16 = 1;
/// White space of any kind.
const SPACE: u16 = 0x20;

/// What becomes of each character of the basic plane.
static TABLE: OnceLock<Vec<u16>> = OnceLock::new();

/// Ranges in which NFKC changes characters that these documents use: spaces and punctuation,
/// enclosed numbers, radicals, CJK compatibility, full-width forms.
const COMPATIBLE: [std::ops::RangeInclusive<u32>; 9] = [
    0xa0..=0xff,
    0x2000..=0x206f,
    0x2100..=0x214f,
    0x2160..=0x217f,
    0x2460..=0x24ff,
    0x2e80..=0x2fdf,
    0x3200..=0x33ff,
    0xf900..=0xfaff,
    0xfe10..=0xffef,
];

/// Radicals of the supplement block that stand for whole characters and that NFKC leaves alone.
const RADICALS: [(char, char); 16] = [
    ('⺠', '民'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻢', '马'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻩', '黄'),
];

fn table() -> &'static [u16] {
    TABLE.get_or_init(|| {
        let mut table: Vec<u16> = (0..=u16::MAX).collect();
        simplify(&mut table);
        for range in COMPATIBLE {
            for code in range {
                let Some(c) = char::from_u32(code) else { continue };
                let mut folded = c.nfkc();
                let entry = match (folded.next(), folded.next()) {
                    (Some(one), None) => table.get(one as usize).copied(),
                    (Some(' '), Some(_)) => None,
                    _ => Some(MANY),
                };
                if let Some(entry) = entry {
                    table[code as usize] = entry;
                }
            }
        }
        for (radical, whole) in RADICALS {
            table[radical as usize] = whole as u16;
        }
        for code in 0..=u16::MAX {
            let Some(c) = char::from_u32(u32::from(code)) else { continue };
            if c.is_whitespace() {
                table[usize::from(code)] = SPACE;
            } else if crate::text::is_hostile(c) {
                table[usize::from(code)] = DROP;
            }
        }
        table
    })
}

/// Fills in traditional to simplified, character by character: phrases would need context, and
/// these pages were often converted without any.
fn simplify(table: &mut [u16]) {
    let Ok(converter) = OpenCC::from_config(BuiltinConfig::T2s) else { return };
    let ideographs = || (0x3400..=0x9fff_u32).filter_map(char::from_u32);
    // A line break between the characters keeps phrases from forming.
    let mut list = String::with_capacity(28_000 * 4);
    for c in ideographs() {
        list.push(c);
        list.push('\n');
    }
    let converted = converter.convert(&list);
    // 乾县 is called so in simplified characters too.
    for (c, line) in ideographs().zip(converted.lines()).filter(|(c, _)| *c != '乾') {
        let mut chars = line.chars();
        if let (Some(simple), None) = (chars.next(), chars.next())
            && let Ok(code) = u16::try_from(u32::from(simple))
        {
            table[c as usize] = code;
        }
    }
}

/// The text made comparable, with white space folded to single spaces and trimmed.
pub fn normal(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    match first_change(trimmed) {
        None => Cow::Borrowed(trimmed),
        Some(at) => {
            let mut out = String::with_capacity(trimmed.len());
            out.push_str(&trimmed[..at]);
            fold(&trimmed[at..], &mut out, |_, _| {});
            out.truncate(out.trim_end().len());
            Cow::Owned(out.trim_start().to_owned())
        }
    }
}

/// The text made comparable, as [`normal`] does; text that is plain already stays where it is.
pub fn normalised(text: String) -> String {
    let changed = match normal(&text) {
        Cow::Borrowed(plain) if plain.len() == text.len() => None,
        changed => Some(changed.into_owned()),
    };
    changed.unwrap_or(text)
}

/// Like [`normal`], untrimmed, with the byte offset in `text` of each byte of the answer.
pub fn normal_with_offsets(text: &str) -> (String, Vec<u32>) {
    let mut out = String::with_capacity(text.len());
    let mut offsets: Vec<u32> = Vec::with_capacity(text.len());
    fold(text, &mut out, |len, at| {
        offsets.resize(len, u32::try_from(at).unwrap_or(u32::MAX));
    });
    (out, offsets)
}

/// Where the text first differs from its normal form.
fn first_change(text: &str) -> Option<usize> {
    let table = table();
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut space = false;
    while let Some(&byte) = bytes.get(at) {
        if byte < 0x80 {
            let is_space = byte == b' ';
            if (byte < 0x20) || byte == 0x7f || (is_space && space) {
                return Some(at);
            }
            if byte == b'(' && gloss(&text[at..]).is_some() {
                return Some(at);
            }
            space = is_space;
            at += 1;
        } else {
            let Some(c) = text[at..].chars().next() else { break };
            let code = c as usize;
            if code > 0xffff {
                if crate::text::is_hostile(c) {
                    return Some(at);
                }
            } else if usize::from(table[code]) != code {
                return Some(at);
            }
            space = false;
            at += c.len_utf8();
        }
    }
    None
}

/// Appends the normal form of `text` to `out`. After each character `each` is told the new length
/// of what was appended and the offset in `text` from which it came.
fn fold(text: &str, out: &mut String, mut each: impl FnMut(usize, usize)) {
    let table = table();
    let start = out.len();
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        if matches!(c, '(' | '（')
            && let Some(len) = gloss(&text[at..])
            && out.chars().next_back().is_some_and(is_ideograph)
        {
            skip_to = at + len;
            continue;
        }
        let code = c as usize;
        if code > 0xffff {
            if !crate::text::is_hostile(c) {
                out.push(c);
            }
        } else {
            match table[code] {
                DROP => {}
                MANY => {
                    for part in std::iter::once(c).nfkc() {
                        let entry = table.get(part as usize).copied();
                        out.push(entry.and_then(|e| char::from_u32(e.into())).unwrap_or(part));
                    }
                }
                SPACE => {
                    if !out.ends_with(' ') {
                        out.push(' ');
                    }
                }
                plain => out.extend(char::from_u32(plain.into())),
            }
        }
        each(out.len() - start, at);
    }
}

/// Whether the character is a CJK ideograph of the basic plane.
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// The length of a pinyin gloss in brackets, such as `(bào)`, with which the text starts.
fn gloss(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let inner = &text[open.len_utf8()..];
    let mut letters = 0;
    let mut syllable = [0_u8; 8];
    for (at, c) in inner.char_indices() {
        match c {
            ')' | '）' if letters > 0 => {
                return is_syllable(&syllable[..letters])
                    .then_some(open.len_utf8() + at + c.len_utf8());
            }
            _ if letters == 7 => return None,
            c => {
                syllable[letters] = plain_vowel(c)?;
                letters += 1;
            }
        }
    }
    None
}

/// A letter of pinyin without its tone; `v` for `ü`.
fn plain_vowel(c: char) -> Option<u8> {
    Some(match c {
        'a'..='z' => c as u8,
        'ā' | 'á' | 'ǎ' | 'à' => b'a',
        'ē' | 'é' | 'ě' | 'è' | 'ê' => b'e',
        'ī' | 'í' | 'ǐ' | 'ì' => b'i',
        'ō' | 'ó' | 'ǒ' | 'ò' => b'o',
        'ū' | 'ú' | 'ǔ' | 'ù' => b'u',
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => b'v',
        _ => return None,
    })
}

/// Whether the letters can be one syllable of Mandarin: an initial and a final.
fn is_syllable(letters: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(letters) else { return false };
    let rest = ["zh", "ch", "sh"]
        .iter()
        .find_map(|initial| text.strip_prefix(initial))
        .unwrap_or_else(|| text.trim_start_matches(|c| "bpmfdtnlgkhjqxrzcsyw".contains(c)));
    // At most one initial may have been taken.
    let taken = text.len() - rest.len();
    let initial_ok = taken <= 1 || matches!(&text[..taken], "zh" | "ch" | "sh");
    initial_ok
        && matches!(
            rest,
            "a" | "o"
                | "e"
                | "i"
                | "u"
                | "v"
                | "ai"
                | "ei"
                | "ui"
                | "ao"
                | "ou"
                | "iu"
                | "ie"
                | "ve"
                | "ue"
                | "er"
                | "an"
                | "en"
                | "in"
                | "un"
                | "vn"
                | "ang"
                | "eng"
                | "ing"
                | "ong"
                | "ia"
                | "iao"
                | "ian"
                | "iang"
                | "iong"
                | "ua"
                | "uo"
                | "uai"
                | "uan"
                | "uang"
                | "ueng"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_prints_of_the_same_words_become_one() {
        for (printed, want) in [
            ("行政许可", "行政许可"),
            ("⾏政规范性⽂件", "行政规范性文件"),
            ("第⼆⼗条第（⼀）项", "第二十条第(一)项"),
            ("本年製發件數", "本年制发件数"),
            ("隻計這一情形", "只计这一情形"),
            ("全麵", "全面"),
            ("行政覆議、復議", "行政覆议、复议"),
            ("１，２３４", "1,234"),
            ("a\u{a0}\u{3000} b\n c", "a b c"),
            ("\u{feff}零\u{200b}宽", "零宽"),
            ("報(bào)告", "报告"),
            ("共和(he)(he)國", "共和国"),
            ("表（pdf）", "表(pdf)"),
            ("（一）予以公开", "(一)予以公开"),
            ("  ", ""),
        ] {
            assert_eq!(normal(printed), want);
        }
    }

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(normal(" 一、本年新收政府信息公开申请数量 "), Cow::Borrowed(_)));
    }

    #[test]
    fn offsets_lead_back_to_the_source() {
        let text = "⾏政（xx）１";
        let (folded, offsets) = normal_with_offsets(text);
        assert_eq!(folded, "行政(xx)1");
        assert_eq!(offsets.len(), folded.len());
        let at = folded.find('1').unwrap();
        assert_eq!(&text[offsets[at] as usize..], "１");
    }
}
