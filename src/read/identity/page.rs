//! A document as the signs of identity need it: short lines in order, and labelled values.

use crate::place::{Region, mentions};
use crate::read::normal::is_ideograph;
use crate::read::{Block, Document};
use crate::record::Span;
use std::borrow::Cow;

/// How many lines from the top count as the head of a page.
const HEAD: usize = 80;

/// How many characters from the start of a line are looked at: more than any report has. A page
/// that a crawler flattened is one line, and what is no report may be a line without end.
const LONGEST: usize = 20_000;
/// How many characters of a longer line's end are looked at, where it may be signed.
const LONGEST_END: usize = 500;

/// A line of text or the text of one cell.
#[derive(Debug, Clone)]
pub(super) struct PageLine<'d> {
    /// The text, [folded](fold).
    pub text: Cow<'d, str>,
    /// Where it stands in the source.
    pub span: Span,
    /// Whether it is a cell of a table.
    pub cell: bool,
}

/// The text of a document.
#[derive(Debug, Default)]
pub(super) struct Page<'d> {
    /// All lines and cells that are not empty, in order.
    pub lines: Vec<PageLine<'d>>,
    /// `label: value` pairs: 发布机构, 汉川市教育局.
    pub pairs: Vec<(String, String, Span)>,
    /// The index of the line in which part one begins, or the number of lines.
    pub body: usize,
    /// The index of the line after the heading of the last part, where one follows part one, or the
    /// number of lines: what is called a report from there on is another's.
    pub links: usize,
}

impl<'d> Page<'d> {
    pub(super) fn new(document: &'d Document) -> Page<'d> {
        let mut page = Page::default();
        for block in &document.blocks {
            match block {
                Block::Line(line) => page.push(&line.text, line.span, false),
                Block::Grid(grid) => {
                    for row in &grid.rows {
                        for (index, cell) in row.iter().enumerate() {
                            page.push(&cell.text, cell.span, true);
                            if let Some(value) = row.get(index + 1) {
                                page.pair(&cell.text, &value.text, cell.span);
                            }
                        }
                    }
                }
            }
        }
        page.body = page
            .lines
            .iter()
            .position(|line| line.text.starts_with("一、") || line.text.starts_with("(一)"))
            .unwrap_or(page.lines.len());
        let last = page.lines.iter().rposition(|line| is_heading(&line.text));
        let last = last.filter(|at| *at > page.body);
        page.links = last.map_or(page.lines.len(), |at| at + 1);
        page
    }

    fn push(&mut self, text: &'d str, span: Span, cell: bool) {
        let start = first_chars(text, LONGEST);
        self.push_line(start, span, cell);
        let rest = &text[start.len()..];
        if !rest.is_empty() {
            self.push_line(last_chars(rest, LONGEST_END), span, cell);
        }
    }

    fn push_line(&mut self, text: &'d str, span: Span, cell: bool) {
        let text = fold(text);
        // `|` between cells that nobody took for a table, and `•` before items of a menu.
        let edge = |c: char| c.is_whitespace() || matches!(c, '•' | '·');
        let mut last: Option<&str> = None;
        for piece in text.split('|').map(str::trim) {
            let line = piece.trim_matches(edge);
            if !line.is_empty() {
                // Nearly all lines are folded already.
                let at = line.as_ptr() as usize - text.as_ptr() as usize;
                let text = match text {
                    Cow::Borrowed(text) => Cow::Borrowed(&text[at..at + line.len()]),
                    Cow::Owned(_) => Cow::Owned(line.to_owned()),
                };
                self.lines.push(PageLine { text, span, cell });
            }
            if let Some(label) = last.replace(piece) {
                self.pair(label, piece, span);
            }
        }
        for piece in text.split('|').map(str::trim) {
            // A line may hold several pairs, a flattened page all of them.
            for at in memchr::memchr_iter(b':', piece.as_bytes()) {
                let label = last_chars(&piece[..at], 24).trim_end();
                let label =
                    label.rsplit(|c: char| c.is_whitespace() || "。,;[【".contains(c)).next();
                self.pair(label.unwrap_or_default(), &piece[at + 1..], span);
            }
        }
    }

    /// Keeps a pair where the label is short enough to be one.
    fn pair(&mut self, label: &str, value: &str, span: Span) {
        // No label begins otherwise; the figures of a table do.
        if !label.starts_with(is_ideograph) {
            return;
        }
        let letters = || label.chars().filter(|c| !c.is_whitespace() && *c != ':');
        if !(2..=8).contains(&letters().take(9).count()) {
            return;
        }
        let value = first_chars(value.trim_start(), 80).trim_end();
        if !value.is_empty() {
            self.pairs.push((letters().collect(), value.to_owned(), span));
        }
    }

    /// The lines at the top: those before part one, and never fewer than a few.
    pub(super) fn head(&self) -> &[PageLine<'d>] {
        &self.lines[..self.body.max(12).min(self.lines.len()).min(HEAD)]
    }

    /// The lines before part one; where no part is told, the top.
    pub(super) fn preface(&self) -> &[PageLine<'d>] {
        if self.body < self.lines.len() { &self.lines[..self.body] } else { self.head() }
    }

    /// Whether the page names a city within a region, such as 江阴市 within 无锡市.
    pub(super) fn names_city_in(&self, above: &Region) -> bool {
        let inside = |region: &&Region| {
            region.name.ends_with('市') && above.holds(region) && above != *region
        };
        self.lines.iter().filter(|line| !line.cell).any(|line| {
            let named = mentions(first_chars(&line.text, LONGEST)).into_iter();
            named.flat_map(|mention| mention.regions).any(|region| inside(&region))
        })
    }

    /// The lines at the end, where a report is signed.
    pub(super) fn tail(&self) -> &[PageLine<'d>] {
        &self.lines[self.lines.len().saturating_sub(12)..]
    }

    /// The values under any of these labels, in order.
    pub(super) fn values<'a>(
        &'a self,
        labels: &'a [&'a str],
    ) -> impl Iterator<Item = (&'a str, Span)> {
        labels.iter().flat_map(move |label| {
            self.pairs
                .iter()
                .filter(move |(name, _, _)| name == label)
                .map(|(_, value, span)| (value.as_str(), *span))
        })
    }
}

/// Whether the line is the heading of a numbered part after the first, or begins with one.
fn is_heading(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| "二三四五六七".contains(c)) && chars.next() == Some('、')
}

/// The first `count` characters.
pub(super) fn first_chars(text: &str, count: usize) -> &str {
    // No character takes less than a byte.
    if text.len() <= count {
        return text;
    }
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

/// The last `count` characters.
pub(super) fn last_chars(text: &str, count: usize) -> &str {
    if text.len() <= count {
        return text;
    }
    let first = count.checked_sub(1).and_then(|skip| text.char_indices().rev().nth(skip));
    first.map_or(text, |(at, _)| &text[at..])
}

/// One form for what pages write in several ways: half-width punctuation, no spaces around
/// numbers (`2024 年 1 月`) or within a spaced-out line (`政 府 信 息`), other white space as one space.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    let plain =
        |c: char| matches!(c, '!'..='~' | '、' | '。' | '\u{4e00}'..='\u{9fff}') && c != '丨';
    let Some(first) = text.find(|c| !plain(c)) else { return Cow::Borrowed(text) };
    let one_form = |c: char| match c {
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '，' => ',',
        '；' => ';',
        '｜' | '丨' => '|',
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut space = false;
    let mut spaced_out = None;
    for c in text[first..].chars().filter(|c| !crate::text::is_hostile(*c)).map(one_form) {
        if c == ' ' {
            space = true;
            continue;
        }
        if space && !out.is_empty() && !*spaced_out.get_or_insert_with(|| is_spaced_out(text)) {
            let before = out.chars().next_back().unwrap_or(' ');
            let digit = |c: char| c.is_ascii_digit();
            let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
            let unit = "年月日条件项期号".contains(c);
            if !(digit(before) && unit || han(before) && digit(c)) {
                out.push(' ');
            }
        }
        space = false;
        out.push(c);
    }
    Cow::Owned(out)
}

/// Whether nearly every word is one character.
fn is_spaced_out(text: &str) -> bool {
    let alone = |word: &str| word.chars().nth(1).is_none();
    let (words, single) = text
        .split_whitespace()
        .fold((0, 0), |(words, single), word| (words + 1, single + usize::from(alone(word))));
    words >= 5 && single * 4 > words * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_for_all_ways_to_write() {
        for (raw, want) in [
            ("甲州市 2024 年 报告", "甲州市2024年 报告"),
            ("发布：（一），二；", "发布:(一),二;"),
            ("政 府 信 息 公 开", "政府信息公开"),
            ("2025-01-14 09:05  来源", "2025-01-14 09:05 来源"),
            ("  ", ""),
        ] {
            assert_eq!(fold(raw), want);
        }
    }

    #[test]
    fn pairs_are_found_wherever_they_stand() {
        let mut page = Page::default();
        let span = Span::new(0, 0);
        page.push("索引号 | 1 | 发布机构 | 乙川县商务局 |", span, false);
        page.push("来源：乙川县教育局 时间：2022-02-08 16:34 微信", span, false);
        let values = |label| page.values(&[label]).map(|(v, _)| v.to_owned()).collect::<Vec<_>>();
        assert_eq!(values("发布机构"), ["乙川县商务局"]);
        assert_eq!(values("来源"), ["乙川县教育局 时间:2022-02-08 16:34 微信"]);
        assert_eq!(values("时间"), ["2022-02-08 16:34 微信"]);
    }
}
