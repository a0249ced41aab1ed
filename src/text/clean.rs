//! Text from a page is hostile: it is cleaned before it reaches a terminal, a CSV or a file name.

use std::borrow::Cow;

/// Whether a character may not leave the program as it is: C0 and C1 controls, bidirectional
/// overrides and isolates, zero-width and other invisible format characters, line separators,
/// and the byte order mark.
pub fn is_hostile(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// `text` as one harmless line: hostile characters are dropped, line breaks and tabs become one
/// space. Borrowed when there was nothing to do.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if is_hostile(c) => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_passes() {
        for (dirty, want) in [
            ("教育局", "教育局"),
            ("\u{1b}[31mred\u{1b}[0m", "[31mred[0m"),
            ("a\u{9b}2Jb", "a2Jb"),
            ("a\u{202e}cba", "acba"),
            ("零\u{200b}宽", "零宽"),
            ("two\r\nlines", "two lines"),
            ("\u{7}bell", "bell"),
        ] {
            assert_eq!(clean(dirty), want);
        }
    }
}
