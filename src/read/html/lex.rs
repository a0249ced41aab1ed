//! One pass over the source of a page before it is parsed: where its text stands, and what must
//! not reach the parser.
//!
//! The parser gives no byte offsets, so the places of texts are found from this list, in order.
//! Most of a page's bytes are attributes that say nothing of its text; they are left out, which
//! makes parsing several times as fast.
//!
//! The parser also takes time that grows with the square of the nesting and of the open formatting tags;
//! pages that would exhaust it are cut, or have their innermost tags dropped as browsers do.

use memchr::{memchr, memmem};
use std::borrow::Cow;

/// Elements nested deeper than this are flattened; browsers stop at the same depth.
const DEEPEST: u32 = 512;
/// Tables nested deeper than this are flattened.
const DEEPEST_TABLE: u32 = 64;
/// A tag with more bytes than this keeps its name only.
const LONGEST_TAG: usize = 8 << 10;
/// Scripts, styles and comments with more bytes than this are not worth parsing.
const LONGEST_REFUSE: usize = 128;
/// The most work that a page may make; a real page makes about a hundredth.
const MOST_WORK: u64 = 1_000_000;

/// A page that can be parsed, and where its texts stand.
#[derive(Debug)]
pub struct Lexed<'a> {
    /// What to parse.
    pub html: Cow<'a, str>,
    /// The byte ranges of the texts between tags, without white space around them.
    pub texts: Vec<(u32, u32)>,
    /// Whether the page was cut.
    pub cut: bool,
}

/// Looks through the source once.
pub fn lex(source: &str) -> Lexed<'_> {
    let mut lexer = Lexer {
        source,
        texts: Vec::with_capacity(source.len() / 64),
        edited: None,
        kept: 0,
        depth: 0,
        tables: 0,
        formatting: 0,
        work: 0,
    };
    let cut = lexer.run();
    let end = cut.unwrap_or(source.len()).max(lexer.kept);
    let html = match lexer.edited.take() {
        Some(mut edited) => {
            edited.push_str(&source[lexer.kept..end]);
            Cow::Owned(edited)
        }
        None => Cow::Borrowed(&source[..end]),
    };
    Lexed { html, texts: lexer.texts, cut: cut.is_some() }
}

struct Lexer<'a> {
    source: &'a str,
    texts: Vec<(u32, u32)>,
    /// The source so far with the dropped parts left out, once anything was dropped.
    edited: Option<String>,
    /// Up to where the source has gone into `edited`.
    kept: usize,
    depth: u32,
    tables: u32,
    formatting: u32,
    work: u64,
}

impl Lexer<'_> {
    /// The offset at which the page must be cut, if it must.
    fn run(&mut self) -> Option<usize> {
        let bytes = self.source.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let mut open = at + memchr(b'<', &bytes[at..]).unwrap_or(bytes.len() - at);
            // `<` followed by neither a letter nor one of these is text.
            while open < bytes.len() && !starts_markup(&bytes[open + 1..]) {
                open += 1 + memchr(b'<', &bytes[open + 1..]).unwrap_or(bytes.len() - open - 1);
            }
            self.text(at, open);
            if open >= bytes.len() {
                break;
            }
            let end = markup_end(bytes, open);
            if bytes[open + 1].is_ascii_alphabetic() {
                at = self.start_tag(open, end);
            } else {
                if bytes[open + 1] == b'/' {
                    self.end_tag(&bytes[open + 2..end]);
                } else if end - open > LONGEST_REFUSE {
                    self.replace(open, end, "");
                }
                at = end;
            }
            // Tags that are dropped make no work but their own.
            let depth = self.depth.min(DEEPEST) + self.tables.min(DEEPEST_TABLE);
            self.work += 1 + u64::from(self.formatting) + u64::from(depth / 64);
            if self.work > MOST_WORK {
                return Some(open);
            }
        }
        None
    }

    fn text(&mut self, start: usize, end: usize) {
        let text = &self.source[start..end];
        let trimmed = text.trim_start();
        let start = end - trimmed.len();
        let len = trimmed.trim_end().len();
        if len > 0
            && let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(start + len))
        {
            self.texts.push((start, end));
        }
    }

    /// Goes past a start tag, and past the contents of an element without markup in it.
    fn start_tag(&mut self, open: usize, end: usize) -> usize {
        let bytes = self.source.as_bytes();
        let name = name(&bytes[open + 1..end]);
        let attributes = open + 1 + name.len();
        if attributes + 1 < end && !is_telling(name, &bytes[attributes..end]) {
            let close = if bytes[..end].ends_with(b"/>") { "/>" } else { ">" };
            self.replace(attributes, end, close);
        }
        if is_formatting(name) {
            self.formatting += 1;
        }
        for raw in ["script", "style"] {
            if name.eq_ignore_ascii_case(raw.as_bytes()) {
                let close = raw_end(bytes, end, raw);
                if close - end > LONGEST_REFUSE {
                    self.replace(end, close, "");
                }
                // The end tag takes one from the depth.
                self.depth += 1;
                return close;
            }
        }
        if name.eq_ignore_ascii_case(b"table") {
            self.tables += 1;
            if self.tables > DEEPEST_TABLE {
                self.replace(open, end, "");
            }
        } else if !is_flat(name) {
            self.depth += 1;
            if self.depth > DEEPEST {
                self.replace(open, end, "");
            }
        }
        end
    }

    fn end_tag(&mut self, tag: &[u8]) {
        let name = name(tag);
        if is_formatting(name) {
            self.formatting = self.formatting.saturating_sub(1);
        }
        if name.eq_ignore_ascii_case(b"table") {
            self.tables = self.tables.saturating_sub(1);
        } else if !is_flat(name) {
            self.depth = self.depth.saturating_sub(1);
        }
    }

    fn replace(&mut self, start: usize, end: usize, with: &str) {
        let edited = self.edited.get_or_insert_with(|| String::with_capacity(self.source.len()));
        if start >= self.kept {
            edited.push_str(&self.source[self.kept..start]);
        }
        edited.push_str(with);
        self.kept = end;
    }
}

/// Whether the attributes of a tag matter to the text: spans of cells, what is hidden, metadata.
fn is_telling(name: &[u8], attributes: &[u8]) -> bool {
    let has = |word: &[u8]| {
        let first = word[0];
        attributes.iter().enumerate().any(|(at, byte)| {
            byte.to_ascii_lowercase() == first
                && attributes.get(at..at + word.len()).is_some_and(|w| w.eq_ignore_ascii_case(word))
        })
    };
    if attributes.len() > LONGEST_TAG {
        return false;
    }
    match name.first().map(u8::to_ascii_lowercase) {
        Some(b'm') if name.eq_ignore_ascii_case(b"meta") => true,
        Some(b't') if any_of(name, &["td", "th"]) => {
            has(b"span") || has(b"hidden") || has(b"display")
        }
        _ => has(b"hidden") || has(b"display"),
    }
}

fn starts_markup(rest: &[u8]) -> bool {
    rest.first().is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?'))
}

/// One past the end of the tag or comment that starts at `open`.
fn markup_end(bytes: &[u8], open: usize) -> usize {
    let rest = &bytes[open..];
    if rest.starts_with(b"<!--") {
        let end = memmem::find(&rest[4..], b"-->").map(|at| at + 7);
        // An unclosed comment takes the rest of the page.
        return open + end.unwrap_or(rest.len());
    }
    let mut quote = None;
    for (at, &byte) in rest.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return open + at + 1,
            // A quotation mark opens a value after `=` only.
            (None, b'"' | b'\'') if rest[..at].trim_ascii_end().ends_with(b"=") => {
                quote = Some(byte);
            }
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    bytes.len()
}

/// Where the end tag of a raw element starts.
fn raw_end(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(next) = memmem::find(&bytes[at..], b"</") {
        at += next;
        let tag = &bytes[at + 2..];
        if tag.get(..name.len()).is_some_and(|t| t.eq_ignore_ascii_case(name.as_bytes())) {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

fn name(tag: &[u8]) -> &[u8] {
    let end = tag
        .iter()
        .position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))
        .unwrap_or(tag.len());
    &tag[..end]
}

fn any_of(name: &[u8], names: &[&str]) -> bool {
    names.iter().any(|n| name.eq_ignore_ascii_case(n.as_bytes()))
}

fn is_formatting(name: &[u8]) -> bool {
    any_of(
        name,
        &[
            "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong",
            "tt", "u",
        ],
    )
}

/// Elements that hold nothing, or that the next of their kind closes; and the parts of tables.
fn is_flat(name: &[u8]) -> bool {
    any_of(
        name,
        &[
            "p", "td", "tr", "th", "li", "br", "img", "input", "meta", "link", "hr", "option",
            "tbody", "thead", "tfoot", "col", "colgroup", "dd", "dt", "area", "base", "embed",
            "param", "source", "track", "wbr", "html", "head", "body",
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<&str> {
        let lexed = lex(source);
        lexed.texts.iter().map(|&(a, b)| &source[a as usize..b as usize]).collect()
    }

    #[test]
    fn texts_stand_between_tags() {
        for (source, want) in [
            ("<p title='>'> a </p>b", vec!["a", "b"]),
            ("<!-- x <b>y</b> -->z", vec!["z"]),
            ("<script>if (a<b) '</p>'</script>c", vec!["c"]),
            ("<STYLE>p>q{}</Style><td>0</td>", vec!["0"]),
            ("1 < 2<i>3", vec!["1 < 2", "3"]),
            ("a<b", vec!["a"]),
            ("<", vec!["<"]),
            ("<p", vec![]),
        ] {
            assert_eq!(texts(source), want, "{source}");
        }
    }

    #[test]
    fn what_would_exhaust_the_parser_is_left_out() {
        let deep = format!("{}x{}", "<div>".repeat(5000), "</div>".repeat(5000));
        let lexed = lex(&deep);
        assert_eq!(lexed.html.matches("<div>").count(), DEEPEST as usize);
        assert!(lexed.html.contains('x') && !lexed.cut);

        let attributes = format!("<td {}>1</td>", "a=b ".repeat(5000));
        assert_eq!(lex(&attributes).html, "<td>1</td>");
        for (source, want) in [
            ("<p style='color:red'>1</p>", "<p>1</p>"),
            ("<td WIDTH=1 COLSPAN=2>1", "<td WIDTH=1 COLSPAN=2>1"),
            ("<p style='display : none'>1", "<p style='display : none'>1"),
            ("<br class='x'/>1", "<br/>1"),
        ] {
            assert_eq!(lex(source).html, want);
        }

        let many = "<td>".repeat(5_000_000);
        let lexed = lex(&many);
        assert!(lexed.cut && lexed.html.len() <= 4 * 1_000_001);
    }
}
