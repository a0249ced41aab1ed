//! A decoded document as lines of text that know where they stand in it.
//!
//! Markup can be hidden: tags are dropped, blocks end lines, table cells are set apart, and the
//! commonest character references are decoded. Every character keeps its place in the document.

use crate::record::Span;
use crate::text::{Widths, is_hostile};

/// A line with the place of each of its characters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceLine {
    /// The text.
    pub text: String,
    /// The byte in the document at which each character starts.
    at: Vec<u32>,
    /// Where the line starts, also where it is empty.
    first: u32,
}

impl SourceLine {
    /// Where the line starts in the document.
    pub fn start(&self) -> u32 {
        self.at.first().copied().unwrap_or(self.first)
    }

    /// The bytes of [`SourceLine::text`] that lie within a span of the document.
    pub fn within(&self, span: Span) -> Option<std::ops::Range<usize>> {
        let inside = |at: &u32| (span.start..span.end).contains(at);
        let from = self.at.iter().position(inside)?;
        let to = self.at.iter().rposition(inside)?;
        let byte = |nth: usize| {
            self.text.char_indices().nth(nth).map_or(self.text.len(), |(byte, _)| byte)
        };
        Some(byte(from)..byte(to + 1))
    }

    /// The place in the document of the first occurrence of a text, whatever the case of its Latin
    /// letters.
    pub fn find(&self, wanted: &str) -> Option<Span> {
        let wanted: Vec<char> = wanted.chars().map(|c| c.to_ascii_lowercase()).collect();
        let here: Vec<char> = self.text.chars().map(|c| c.to_ascii_lowercase()).collect();
        if wanted.is_empty() {
            return None;
        }
        let first = here.windows(wanted.len()).position(|window| window == wanted)?;
        let start = *self.at.get(first)?;
        let last = first + wanted.len() - 1;
        // The end of the last character: at most four bytes on, and all that lies within is marked.
        let end = *self.at.get(last)? + here.get(last).map_or(1, |c| c.len_utf8() as u32);
        Some(Span { start, end })
    }

    fn push(&mut self, c: char, at: usize) {
        // A document of more than four gigabytes is never read.
        self.at.push(u32::try_from(at).unwrap_or(u32::MAX));
        self.text.push(c);
    }
}

/// The document as lines, with its markup or without.
pub fn lines(source: &str, markup: bool) -> Vec<SourceLine> {
    let is_page = source.contains("</") || source.contains("<br");
    if markup || !is_page { plain(source) } else { without_markup(source) }
}

fn plain(source: &str) -> Vec<SourceLine> {
    let mut lines = Vec::new();
    let mut line = SourceLine::default();
    for (at, c) in source.char_indices() {
        match c {
            '\n' => {
                lines.push(std::mem::take(&mut line));
                line.first = u32::try_from(at + 1).unwrap_or(u32::MAX);
            }
            '\t' => line.push(' ', at),
            c if is_hostile(c) => {}
            c => line.push(c, at),
        }
    }
    lines.push(line);
    lines
}

const BLOCKS: [&str; 17] = [
    "p", "div", "tr", "br", "li", "ul", "table", "h1", "h2", "h3", "h4", "h5", "h6", "title",
    "section", "article", "hr",
];

fn without_markup(source: &str) -> Vec<SourceLine> {
    let mut lines = Vec::new();
    let mut line = SourceLine::default();
    let mut at = 0;
    let end_line = |line: &mut SourceLine, lines: &mut Vec<SourceLine>| {
        if !line.text.trim().is_empty() {
            lines.push(std::mem::take(line));
        }
        *line = SourceLine::default();
    };
    while at < source.len() {
        let rest = &source[at..];
        if rest.starts_with("<!--") {
            at += rest.find("-->").map_or(rest.len(), |end| end + 3);
            continue;
        }
        if rest.starts_with('<') {
            let length = rest.find('>').map_or(rest.len(), |end| end + 1);
            let name = tag_name(rest);
            if (name == "script" || name == "style") && !rest.starts_with("</") {
                let close = format!("</{name}");
                at += find_ascii(&rest[length..], &close).map_or(rest.len(), |end| length + end);
                continue;
            }
            if BLOCKS.contains(&name.as_str()) {
                end_line(&mut line, &mut lines);
            } else if (name == "td" || name == "th")
                && !rest.starts_with("</")
                && !line.text.is_empty()
            {
                line.push(' ', at);
                line.push('|', at);
                line.push(' ', at);
            }
            at += length;
            continue;
        }
        if let Some((c, length)) = reference(rest) {
            push_folded(&mut line, c, at);
            at += length;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        push_folded(&mut line, c, at);
        at += c.len_utf8();
    }
    end_line(&mut line, &mut lines);
    lines
}

fn push_folded(line: &mut SourceLine, c: char, at: usize) {
    if c.is_whitespace() || c == '\u{a0}' {
        if !line.text.is_empty() && !line.text.ends_with(' ') {
            line.push(' ', at);
        }
    } else if !is_hostile(c) {
        line.push(c, at);
    }
}

fn tag_name(tag: &str) -> String {
    let inside = tag.trim_start_matches(['<', '/']);
    let name = inside.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    name.to_ascii_lowercase()
}

fn find_ascii(text: &str, wanted: &str) -> Option<usize> {
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    text.windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted))
}

/// A character reference at the start of `text`, and its length.
fn reference(text: &str) -> Option<(char, usize)> {
    let inside = text.strip_prefix('&')?;
    let end = inside.bytes().take(10).position(|byte| byte == b';')?;
    let name = &inside[..end];
    let c = match name {
        "nbsp" | "ensp" | "emsp" => ' ',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "ldquo" => '“',
        "rdquo" => '”',
        "middot" => '·',
        "mdash" => '—',
        _ => {
            let digits = name.strip_prefix('#')?;
            let number = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(number)?
        }
    };
    Some((c, end + 2))
}

/// Lines of at most `columns`.
pub fn wrap(lines: Vec<SourceLine>, widths: Widths, columns: usize) -> Vec<SourceLine> {
    let mut wrapped = Vec::with_capacity(lines.len());
    for line in lines {
        if widths.columns(&line.text) <= columns {
            wrapped.push(line);
            continue;
        }
        let mut rest = line.text.as_str();
        let mut at = line.at.as_slice();
        while !rest.is_empty() {
            let head = match widths.prefix(rest, columns) {
                // A cluster wider than the screen: take it whole rather than loop.
                "" => rest,
                head => head,
            };
            let (here, later) = at.split_at(head.chars().count().min(at.len()));
            wrapped.push(SourceLine {
                text: head.to_owned(),
                at: here.to_vec(),
                first: line.first,
            });
            rest = &rest[head.len()..];
            at = later;
        }
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str, markup: bool) -> Vec<String> {
        lines(source, markup).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn tags_are_hidden_and_cells_set_apart() {
        let page = "<style>p{}</style><p>一&nbsp;二</p>\n<table><tr><td>新收</td><td>12</td></tr>\
                    </table><!-- x --><script>var a='<p>';</script>末&#26411;";
        assert_eq!(texts(page, false), ["一 二", "新收 | 12", "末末"]);
        assert_eq!(texts("a\nb\u{1b}[2J", false), ["a", "b[2J"]);
        assert_eq!(texts("<p>a</p>", true), ["<p>a</p>"]);
    }

    #[test]
    fn a_place_in_the_document_is_found_on_its_line() {
        let page = "<p>新收</p><p>办结 <b>12</b> 件</p>";
        let at = page.find("12").unwrap();
        let span = Span::new(at, at + 2);
        let lines = lines(page, false);
        assert_eq!(lines[0].within(span), None);
        let found = lines[1].within(span).unwrap();
        assert_eq!(&lines[1].text[found], "12");
    }

    #[test]
    fn a_text_is_found_at_its_place() {
        let page = "<p>办结 <b>AB</b> 件</p>";
        let lines = lines(page, false);
        let at = page.find("AB").unwrap();
        assert_eq!(lines[0].find("ab"), Some(Span::new(at, at + 2)));
        assert_eq!(lines[0].find("结 a"), Some(Span::new(page.find('结').unwrap(), at + 1)));
        assert_eq!(lines[0].find("无"), None);
    }

    #[test]
    fn long_lines_are_wrapped_and_keep_their_places() {
        let wrapped = wrap(lines("一二三四五", true), Widths::default(), 4);
        let starts: Vec<u32> = wrapped.iter().map(SourceLine::start).collect();
        assert_eq!(starts, [0, 6, 12]);
        assert_eq!(wrapped[2].text, "五");
    }
}
