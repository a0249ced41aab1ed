//! Display widths: a Han character takes two columns of a terminal.

use super::Align;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many columns `text` takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` in at most `room` columns, never cut within a character; `…` says that it was cut.
pub fn cut(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    if room == 0 {
        return String::new();
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let next = width(grapheme);
        if used + next > room - 1 {
            break;
        }
        out.push_str(grapheme);
        used += next;
    }
    out.push('…');
    out
}

/// `text` in exactly `room` columns, padded or cut.
pub fn fit(text: &str, room: usize, align: Align) -> String {
    let text = cut(text, room);
    let pad = " ".repeat(room - width(&text).min(room));
    match align {
        Align::Left => text + &pad,
        Align::Right => pad + &text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_characters_take_two_columns_and_are_never_halved() {
        for (text, room, want) in [
            ("教育局", 6, "教育局"),
            ("教育局", 8, "教育局  "),
            ("教育局", 5, "教育…"),
            ("教育局", 4, "教… "),
            ("教育局", 1, "…"),
            ("教育局", 0, ""),
            ("abc", 5, "abc  "),
            ("e\u{301}tude", 3, "e\u{301}t…"),
        ] {
            let got = fit(text, room, Align::Left);
            assert_eq!(got, want);
            assert_eq!(width(&got), room);
        }
        assert_eq!(fit("12", 4, Align::Right), "  12");
    }
}
