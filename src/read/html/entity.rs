//! The entities of HTML that pages are full of.

use memchr::{memchr, memchr2};
use std::borrow::Cow;

/// Those that are known here; any other is for the parser.
const KNOWN: &[(&str, char)] = &[
    ("nbsp", '\u{a0}'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("middot", '·'),
    ("times", '×'),
    ("copy", '©'),
    ("reg", '®'),
    ("yen", '¥'),
    ("bull", '•'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("rarr", '→'),
    ("permil", '‰'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
];

/// The longest entity that is looked for.
const LONGEST: usize = 10;

/// A text as the parser gives it: entities decoded, line breaks in one form. `None` where it holds
/// an entity that is not known here.
pub fn decoded(text: &str) -> Option<Cow<'_, str>> {
    let Some(first) = memchr2(b'&', b'\r', text.as_bytes()) else {
        return Some(Cow::Borrowed(text));
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut next = Some(first);
    while let Some(at) = next {
        out.push_str(&rest[..at]);
        let found = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        if found == b'\r' {
            if !rest.starts_with('\n') {
                out.push('\n');
            }
        } else if rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#') {
            let end = memchr(b';', &rest.as_bytes()[..rest.len().min(LONGEST)])?;
            out.push(character(&rest[..end])?);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
        }
        next = memchr2(b'&', b'\r', rest.as_bytes());
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
}

/// The character of an entity, without `&` and `;`.
fn character(entity: &str) -> Option<char> {
    let Some(number) = entity.strip_prefix('#') else {
        return KNOWN.iter().find(|(name, _)| *name == entity).map(|(_, c)| *c);
    };
    let digits = |digits: &str, radix| {
        let all = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
        all.then(|| u32::from_str_radix(digits, radix).ok())?
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => digits(hexadecimal, 16),
        None => digits(number, 10),
    };
    // The rest stand for other characters, or for none.
    code.filter(|code| matches!(code, 0x20..=0x7e | 0xa0..=0xd7ff | 0xe000..=0xfdcf))
        .and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_what_the_parser_makes_of_them() {
        for (text, known) in [
            ("一 & 二 &", true),
            ("a\r\nb\rc", true),
            ("&nbsp;&#160;&#xA0;&lt;&#19968;", true),
            ("&unknown;", false),
            ("&nbsp", false),
            ("&#0;&#x80;", false),
            ("&#;", false),
            ("&#x;", false),
            ("&#+4;", false),
            ("a&b=c", false),
        ] {
            assert_eq!(decoded(text).is_some(), known, "{text:?}");
            let text = if known { text } else { "" };
            let page = scraper::Html::parse_document(&format!("<p>.{text}"));
            let parsed: String = page.root_element().text().collect();
            assert_eq!(Some(&parsed[1..]), decoded(text).as_deref(), "{text:?}");
        }
        for (name, character) in KNOWN {
            let page = scraper::Html::parse_document(&format!("<p>&{name};"));
            assert_eq!(page.root_element().text().collect::<String>(), character.to_string());
        }
    }
}
