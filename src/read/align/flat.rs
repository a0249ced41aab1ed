//! Tables without any separators: `规章000规范性文件898989`.
//!
//! Such a line is taken apart into words and runs of digits; a digit before a point and a word is
//! the next label's own number. How a run splits into cells is for the sums to say.

use super::label;
use super::token::{Look, Token};
use crate::read::normal::{is_ideograph, normal, normal_with_offsets};
use crate::record::Span;
use std::borrow::Cow;

/// Words that stand in the tables and hardly in prose.
const MARKS: [&str; 10] = [
    "信息内容",
    "本年制发件数",
    "现行有效件数",
    "对外公开总数量",
    "法人或其他组织",
    "本年新收政府信息公开申请",
    "属于国家秘密",
    "属于行政查询事项",
    "结转下年度继续办理",
    "未经复议直接起诉",
];

/// What is counted in sentences.
const UNITS: [char; 20] = [
    '件', '条', '个', '项', '次', '%', '年', '月', '日', '期', '篇', '万', '名', '号', '批', '层',
    '届', '人', '元', '-',
];

/// Whether the text holds table rows run together in one line.
pub fn is_flat(text: &str) -> bool {
    text.len() > 60 && MARKS.iter().filter(|mark| text.contains(*mark)).count() >= 2
}

/// Takes a line apart. `raw` stands at `span`; where it stands there literally, `exact`, tokens get
/// their own places.
pub fn tokens<'d>(raw: &'d str, span: Span, exact: bool, row: &mut u32, out: &mut Vec<Token<'d>>) {
    let (text, offsets) = normal_with_offsets(raw);
    let mut cut = Cut { raw, span, exact, text: &text, offsets: &offsets, row: *row, out };
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let digits = digits(rest);
        if digits == 0 {
            let next = rest
                .char_indices()
                .skip(1)
                .find(|(_, c)| c.is_ascii_digit() || matches!(c, '/' | '—'))
                .map_or(rest.len(), |(next, _)| next);
            cut.words(at, at + next);
            at += next;
            continue;
        }
        // The last digit before `.` or `、` and a word numbers the next label.
        let behind = &rest[digits..];
        let mut following = behind.chars();
        let mark = following.next().filter(|c| matches!(c, '.' | '、'));
        let numbered = mark.is_some()
            && following.next().is_some_and(|c| is_ideograph(c) || c == ' ')
            && (mark == Some('.')
                || digits == 1
                || label::starts(&text[at + digits - 1..]).is_some());
        let mark = mark.map_or(0, char::len_utf8);
        // A figure with a unit behind it belongs to a sentence, one behind 数据 names a column.
        if behind.trim_start().starts_with(UNITS) || text[..at].ends_with("数据") {
            let next = behind.find(|c: char| c.is_ascii_digit()).unwrap_or(behind.len());
            cut.words(at, at + digits + next);
            at += digits + next;
            continue;
        }
        let figures = if numbered { digits - 1 } else { digits };
        if figures > 0 {
            cut.run(at, at + figures);
        }
        at += figures;
        if numbered {
            let start = at + 1 + mark;
            let label = &text[start..];
            let next = label.find(|c: char| c.is_ascii_digit()).unwrap_or(label.len());
            cut.words(at, start + next);
            at = start + next;
        }
    }
    *row = cut.row + 1;
}

/// The length of the figures at the start: digits, with a fraction; with separators and signs for
/// nothing that touch them, since then no cut between cells is certain.
fn digits(text: &str) -> usize {
    let joins = |c: char| c.is_ascii_digit() || SIGNS.contains(&c);
    let all = text.find(|c| !joins(c)).unwrap_or(text.len());
    // The point or comma that closes belongs to what follows.
    let all = text[..all].trim_end_matches(['.', ',', '、']).len();
    if !text[..all].contains(|c: char| c.is_ascii_digit() || c == '/' || c == '—') {
        return 0;
    }
    all
}

/// What stands among figures and is none: separators, signs, dashes.
const SIGNS: [char; 8] = ['.', ',', '/', '—', '+', '?', '–', '-'];

struct Cut<'a, 'd> {
    raw: &'d str,
    span: Span,
    exact: bool,
    text: &'a str,
    offsets: &'a [u32],
    row: u32,
    out: &'a mut Vec<Token<'d>>,
}

impl<'d> Cut<'_, 'd> {
    /// The words from `start` to `end`, one token a label and one for what is between labels.
    fn words(&mut self, start: usize, end: usize) {
        let mut at = start;
        let mut pending = start;
        while at < end {
            let text = &self.text[at..end];
            if let Some(len) = label::starts(text) {
                self.push(pending, at, Look::Word);
                self.push(at, at + len, Look::Word);
                at += len;
                pending = at;
            } else {
                at += text.chars().next().map_or(1, char::len_utf8);
            }
        }
        self.push(pending, end, Look::Word);
    }

    fn run(&mut self, start: usize, end: usize) {
        self.push(start, end, Look::Run);
    }

    fn push(&mut self, start: usize, end: usize, look: Look) {
        let from = self.offsets.get(start).map_or(self.raw.len(), |o| *o as usize);
        let to = self.offsets.get(end).map_or(self.raw.len(), |o| *o as usize);
        let Some(raw) = self.raw.get(from..to) else { return };
        let raw = raw.trim();
        if raw.is_empty() {
            return;
        }
        let from = raw.as_ptr() as usize - self.raw.as_ptr() as usize;
        let base = self.span.start as usize;
        let span =
            if self.exact { Span::new(base + from, base + from + raw.len()) } else { self.span };
        let text: Cow<'d, str> = normal(raw);
        let label = if look == Look::Word { label::find(&text) } else { None };
        if look == Look::Word {
            self.row += 1;
        }
        self.out.push(Token { text, raw, span, look, label, row: self.row, cell: None });
    }
}
