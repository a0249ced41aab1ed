//! Display columns: how wide text is on a terminal, and cutting and padding it by columns. The one
//! place that says so, for screens, tables and workbooks.
//!
//! A Han character takes two columns. Characters of ambiguous width (`─ … ① — “`) take one or two,
//! by terminal; which one holds is a setting. Text is cut at grapheme borders only.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How wide the terminal draws characters, and which ones may be drawn at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Widths {
    /// Characters of ambiguous width take two columns.
    pub wide: bool,
    /// Draw frames, signs and sparklines with ASCII alone.
    pub ascii: bool,
}

impl Widths {
    /// The columns that one grapheme takes.
    pub fn grapheme(self, grapheme: &str) -> usize {
        // More than two columns would be a cluster that no terminal draws in one piece.
        let columns = if self.wide { grapheme.width_cjk() } else { grapheme.width() };
        columns.min(2)
    }

    /// The columns that `text` takes.
    pub fn columns(self, text: &str) -> usize {
        // Most of what stands in a listing is figures and keys.
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return text.len();
        }
        text.graphemes(true).map(|grapheme| self.grapheme(grapheme)).sum()
    }

    /// The sign for text that was cut: one column.
    pub fn ellipsis(self) -> &'static str {
        if self.plain() { "~" } else { "…" }
    }

    /// Whether signs of ambiguous width are to be replaced by ASCII.
    pub fn plain(self) -> bool {
        self.ascii || self.wide
    }

    /// As many whole graphemes of `text` as fit into `columns`.
    pub fn prefix(self, text: &str, columns: usize) -> &str {
        let mut used = 0;
        for (at, grapheme) in text.grapheme_indices(true) {
            used += self.grapheme(grapheme);
            if used > columns {
                return &text[..at];
            }
        }
        text
    }

    /// `text` in at most `columns`, with an ellipsis where it was cut.
    pub fn truncate(self, text: &str, columns: usize) -> String {
        if self.columns(text) <= columns {
            return text.to_owned();
        }
        match columns.checked_sub(1) {
            None => String::new(),
            Some(room) => format!("{}{}", self.prefix(text, room), self.ellipsis()),
        }
    }

    /// The end of `text` in at most `columns`, with an ellipsis where its start was cut: of a
    /// name, the places that one knows already.
    pub fn tail(self, text: &str, columns: usize) -> String {
        if self.columns(text) <= columns {
            return text.to_owned();
        }
        let room = columns.saturating_sub(1);
        let start = text
            .grapheme_indices(true)
            .map(|(at, _)| at)
            .find(|at| self.columns(&text[*at..]) <= room)
            .unwrap_or(text.len());
        if columns == 0 { String::new() } else { format!("{}{}", self.ellipsis(), &text[start..]) }
    }

    /// `text` in exactly `columns`, cut or padded on the right.
    pub fn left(self, text: &str, columns: usize) -> String {
        let mut text = self.truncate(text, columns);
        let gap = columns.saturating_sub(self.columns(&text));
        text.extend(std::iter::repeat_n(' ', gap));
        text
    }

    /// `text` in exactly `columns`, cut or padded on the left.
    pub fn right(self, text: &str, columns: usize) -> String {
        let text = self.truncate(text, columns);
        let gap = columns.saturating_sub(self.columns(&text));
        format!("{}{text}", " ".repeat(gap))
    }

    /// `text` as lines of at most `columns`. Latin words are kept whole where they fit, Han text
    /// breaks anywhere but before closing punctuation.
    pub fn wrap(self, text: &str, columns: usize) -> Vec<String> {
        let columns = columns.max(2);
        let mut lines = Vec::new();
        let mut line = String::new();
        let mut used = 0;
        // Where the last word of the line begins: punctuation takes it along to the next line.
        let mut last = 0;
        for word in text.split_word_bounds() {
            let wide = self.columns(word);
            if used + wide <= columns {
                last = line.len();
                line.push_str(word);
                used += wide;
                continue;
            }
            let carried =
                if is_closing(word) && last > 0 { line.split_off(last) } else { String::new() };
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
            }
            if word.trim().is_empty() {
                line = carried;
                used = self.columns(&line);
                last = 0;
                continue;
            }
            last = carried.len();
            line = carried;
            line.push_str(word);
            while self.columns(&line) > columns {
                let head = self.prefix(&line, columns).len();
                if head == 0 {
                    break;
                }
                let rest = line.split_off(head);
                lines.push(std::mem::replace(&mut line, rest));
                last = 0;
            }
            used = self.columns(&line);
        }
        if !line.is_empty() || lines.is_empty() {
            lines.push(line.trim_end().to_owned());
        }
        lines
    }
}

/// Punctuation that should not start a line.
fn is_closing(word: &str) -> bool {
    word.chars().all(|c| "，。；：、！？）》”’,.;:!?)%".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NARROW: Widths = Widths { wide: false, ascii: false };
    const WIDE: Widths = Widths { wide: true, ascii: false };

    #[test]
    fn han_characters_take_two_columns() {
        for (text, narrow, wide) in
            [("教育局", 6, 6), ("T3-BAL", 6, 6), ("①—…", 3, 6), ("e\u{301}", 1, 1), ("", 0, 0)]
        {
            assert_eq!((NARROW.columns(text), WIDE.columns(text)), (narrow, wide), "{text}");
        }
    }

    #[test]
    fn text_is_cut_between_characters_and_padded_to_the_column() {
        for (text, columns, want) in [
            ("教育局", 6, "教育局"),
            ("教育局", 5, "教育…"),
            ("教育局", 4, "教… "),
            ("教育局", 1, "…"),
            ("教育局", 0, ""),
            ("ab", 4, "ab  "),
            ("abc", 2, "a…"),
            ("e\u{301}tude", 3, "e\u{301}t…"),
        ] {
            let got = NARROW.left(text, columns);
            assert_eq!(got, want);
            assert_eq!(NARROW.columns(&got), columns, "{got}");
        }
        assert_eq!(NARROW.right("12", 4), "  12");
        assert_eq!(NARROW.tail("某市教育局", 7), "…教育局");
        assert_eq!(NARROW.tail("某市教育局", 6), "…育局");
        assert_eq!(NARROW.tail("某市", 0), "");
        assert_eq!(WIDE.left("教育局", 5), "教育~");
    }

    #[test]
    fn lines_break_between_words_and_never_before_a_comma() {
        assert_eq!(NARROW.wrap("新收政府信息公开申请", 8), ["新收政府", "信息公开", "申请"]);
        assert_eq!(NARROW.wrap("the quick fox", 9), ["the quick", "fox"]);
        assert_eq!(NARROW.wrap("一二三，四", 6), ["一二", "三，四"]);
        assert_eq!(NARROW.wrap("", 6), [""]);
        assert_eq!(NARROW.wrap("abcdefgh", 3), ["abc", "def", "gh"]);
    }
}
