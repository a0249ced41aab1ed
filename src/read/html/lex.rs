//! One pass over the source of a page: its tags and its texts, each with its place.
//!
//! Pages that are nested [plainly](super::plain) are read from these tokens; for all others they say
//! [what the parser gets](super::lean), and where its texts stand, since it gives no byte offsets.
//!
//! The parser takes time that grows with the square of the nesting and of the open formatting tags;
//! pages that would exhaust it are cut, or have their innermost tags dropped as browsers do.

use super::element::{Element, FLAT, FORMATTING, RAW, TEXT};
use memchr::{memchr, memchr2, memmem};

/// Elements nested deeper than this are flattened; browsers stop at the same depth.
const DEEPEST: u32 = 512;
/// Tables nested deeper than this are flattened.
const DEEPEST_TABLE: u32 = 64;
/// A tag with more bytes than this keeps its name only.
const LONGEST_TAG: usize = 8 << 10;
/// The most work that a page may make; a real page makes about a hundredth.
const MOST_WORK: u64 = 1_000_000;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text between tags, white space and entities as they stand.
    Text,
    /// A start tag.
    Start,
    /// An end tag.
    End,
    /// A comment or a declaration.
    Comment,
    /// The contents of a script and the like.
    Raw,
}

/// A piece of the source.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Of a tag: its element.
    pub element: Element,
    /// Of a start tag: whether its attributes matter to the text: spans of cells, what is hidden,
    /// metadata.
    pub telling: bool,
    /// Whether the tag is not closed, or an end tag with more in it than its name.
    pub odd: bool,
    /// Whether the tag is nested too deep to be kept.
    pub dropped: bool,
    /// Of a table: whether it holds another, once that is known.
    pub layout: bool,
    /// Where it begins, in bytes.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

impl Token {
    /// Its bytes in the source.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The name of a tag as the source has it.
    pub fn name<'a>(&self, source: &'a str) -> &'a str {
        let tag = &source[self.range()];
        let tag = &tag[1 + usize::from(self.kind == Kind::End)..];
        &tag[..name(tag.as_bytes()).len()]
    }
}

/// A page as tokens.
#[derive(Debug)]
pub struct Lexed {
    /// The tokens, without gaps, up to where the page was cut.
    pub tokens: Vec<Token>,
    /// The byte ranges of the texts between tags, without white space around them.
    pub texts: Vec<(u32, u32)>,
    /// Where the page was cut, if it was.
    pub cut: Option<usize>,
}

/// Looks through the source once. It has fewer than 2³² bytes.
pub fn lex(source: &str) -> Lexed {
    let mut lexer = Lexer {
        source,
        tokens: Vec::with_capacity(source.len() / 24),
        texts: Vec::with_capacity(source.len() / 64),
        depth: 0,
        tables: 0,
        formatting: 0,
        work: 0,
    };
    let cut = lexer.run();
    Lexed { tokens: lexer.tokens, texts: lexer.texts, cut }
}

struct Lexer<'a> {
    source: &'a str,
    tokens: Vec<Token>,
    texts: Vec<(u32, u32)>,
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
            at = match bytes[open + 1] {
                b'/' => self.end_tag(open),
                b'!' | b'?' => {
                    let end = comment_end(bytes, open);
                    self.push(Kind::Comment, open, end);
                    end
                }
                _ => self.start_tag(open),
            };
            // Tags that are dropped make no work but their own.
            let depth = self.depth.min(DEEPEST) + self.tables.min(DEEPEST_TABLE);
            self.work += 1 + u64::from(self.formatting) + u64::from(depth / 64);
            if self.work > MOST_WORK {
                self.tokens.retain(|token| (token.start as usize) < open);
                return Some(open);
            }
        }
        None
    }

    /// Adds a token, to which more can be noted.
    fn push(&mut self, kind: Kind, start: usize, end: usize) -> &mut Token {
        let (start, end) = (start as u32, end as u32);
        let element = Element::UNKNOWN;
        let at = self.tokens.len();
        let (telling, odd, dropped, layout) = (false, false, false, false);
        self.tokens.push(Token { kind, element, telling, odd, dropped, layout, start, end });
        &mut self.tokens[at]
    }

    fn text(&mut self, start: usize, end: usize) {
        if start == end {
            return;
        }
        self.push(Kind::Text, start, end);
        let trimmed = self.source[start..end].trim_start();
        let start = end - trimmed.len();
        let len = trimmed.trim_end().len();
        if len > 0 {
            self.texts.push((start as u32, (start + len) as u32));
        }
    }

    /// Goes past a start tag, and past the contents of an element without markup in it.
    fn start_tag(&mut self, open: usize) -> usize {
        let bytes = self.source.as_bytes();
        let name = name(&bytes[open + 1..]);
        let element = Element::of(name);
        let mut attributes = Attributes::new(bytes, open + 1 + name.len());
        let mut telling = element == Element::META;
        while let Some((name, value)) = attributes.next() {
            telling = telling || is_telling(element, name, value);
        }
        let end = attributes.at;
        let is_table = element == Element::TABLE;
        let is_deep = !is_table && !element.is(FLAT);
        self.tables += u32::from(is_table);
        self.depth += u32::from(is_deep);
        self.formatting += u32::from(element.is(FORMATTING));
        let dropped = is_table && self.tables > DEEPEST_TABLE || is_deep && self.depth > DEEPEST;
        let token = self.push(Kind::Start, open, end);
        token.element = element;
        token.telling = telling && end - open <= LONGEST_TAG;
        token.odd = telling && end - open > LONGEST_TAG || !attributes.closed;
        token.dropped = dropped;
        if !element.is(RAW | TEXT) {
            return end;
        }
        let close = raw_end(bytes, end, name);
        if element.is(TEXT) {
            self.text(end, close);
        } else if end < close {
            self.push(Kind::Raw, end, close);
        }
        close
    }

    fn end_tag(&mut self, open: usize) -> usize {
        let bytes = self.source.as_bytes();
        let name = name(&bytes[open + 2..]);
        let named = name.first().is_some_and(u8::is_ascii_alphabetic);
        let rest = open + 2 + name.len();
        let end = match bytes.get(rest) {
            Some(b'>') => rest + 1,
            // Attributes of an end tag, which mean nothing.
            _ if named => {
                let mut attributes = Attributes::new(bytes, rest);
                while attributes.next().is_some() {}
                attributes.at
            }
            _ => comment_end(bytes, open),
        };
        let element = Element::of(name);
        let bare = bytes[rest..end].trim_ascii() == b">";
        let token = self.push(Kind::End, open, end);
        token.element = element;
        token.odd = !named || !bare;
        if element.is(FORMATTING) {
            self.formatting = self.formatting.saturating_sub(1);
        }
        if element == Element::TABLE {
            self.tables = self.tables.saturating_sub(1);
        } else if !element.is(FLAT) {
            self.depth = self.depth.saturating_sub(1);
        }
        end
    }
}

/// The attributes of a tag, each with its value as the source has it. At the end `at` is one past
/// the tag.
#[derive(Debug)]
struct Attributes<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Whether the tag ends before the page does.
    closed: bool,
}

impl<'a> Attributes<'a> {
    /// Starts at `at`, after the tag's name.
    fn new(bytes: &'a [u8], at: usize) -> Self {
        Attributes { bytes, at, closed: false }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip(&mut self, while_: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&while_) {
            self.at += 1;
        }
    }

    fn next(&mut self) -> Option<(&'a [u8], &'a [u8])> {
        self.skip(|byte| is_space(byte) || byte == b'/');
        if self.peek()? == b'>' {
            self.at += 1;
            self.closed = true;
            return None;
        }
        let start = self.at;
        // `=` is a part of the name at its beginning.
        self.at += 1;
        self.skip(|byte| !(is_space(byte) || matches!(byte, b'=' | b'/' | b'>')));
        let name = &self.bytes[start..self.at];
        self.skip(is_space);
        if self.peek() != Some(b'=') {
            return Some((name, b""));
        }
        self.at += 1;
        self.skip(is_space);
        let value = match self.peek() {
            Some(quote @ (b'"' | b'\'')) => {
                let rest = &self.bytes[self.at + 1..];
                let len = memchr(quote, rest).unwrap_or(rest.len());
                self.at = (self.at + len + 2).min(self.bytes.len());
                &rest[..len]
            }
            _ => {
                let start = self.at;
                self.skip(|byte| !(is_space(byte) || byte == b'>'));
                &self.bytes[start..self.at]
            }
        };
        Some((name, value))
    }
}

/// The value of an attribute of a start tag, as the source has it; of several the first counts.
pub fn attribute<'a>(tag: &'a str, wanted: &str) -> Option<&'a str> {
    let bytes = tag.as_bytes();
    let mut attributes = Attributes::new(bytes, 1 + name(&bytes[1..]).len());
    while let Some((name, value)) = attributes.next() {
        if name.eq_ignore_ascii_case(wanted.as_bytes()) {
            return std::str::from_utf8(value).ok();
        }
    }
    None
}

/// Whether an attribute matters to the text.
fn is_telling(element: Element, name: &[u8], value: &[u8]) -> bool {
    let is = |word: &str| name.eq_ignore_ascii_case(word.as_bytes());
    match name.len() {
        5 => is("style") && may_hide(value),
        6 => is("hidden"),
        7 => (element == Element::TD || element == Element::TH) && (is("colspan") || is("rowspan")),
        _ => false,
    }
}

/// Whether a style speaks of `display` or `visibility`: the words are told by their last letter.
fn may_hide(style: &[u8]) -> bool {
    let mut at = 0;
    while let Some(next) = memchr2(b'y', b'Y', &style[at..]) {
        at += next + 1;
        let ends = |word: &[u8]| {
            at.checked_sub(word.len())
                .is_some_and(|start| style[start..at].eq_ignore_ascii_case(word))
        };
        if ends(b"display") || ends(b"visibility") {
            return true;
        }
    }
    false
}

/// White space within a tag.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

fn starts_markup(rest: &[u8]) -> bool {
    rest.first().is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?'))
}

/// One past the end of the comment or declaration that starts at `open`. An unclosed one takes the
/// rest of the page.
fn comment_end(bytes: &[u8], open: usize) -> usize {
    let rest = &bytes[open..];
    if !rest.starts_with(b"<!--") {
        return open + memchr(b'>', rest).map_or(rest.len(), |at| at + 1);
    }
    // `<!-->` is whole.
    let end = memmem::find(&rest[2..], b"-->").map_or(rest.len(), |at| at + 5);
    let early = memmem::find(&rest[4..end.max(4)], b"--!>").map(|at| at + 8);
    open + early.unwrap_or(end)
}

/// Where the end tag of an element without markup in it starts.
fn raw_end(bytes: &[u8], from: usize, name: &[u8]) -> usize {
    let mut at = from;
    while let Some(next) = memmem::find(&bytes[at..], b"</") {
        at += next;
        let tag = &bytes[at + 2..];
        let ends = tag.get(name.len()).is_none_or(|byte| is_space(*byte) || b"/>".contains(byte));
        if ends && tag.get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name)) {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

/// The name with which the rest of a tag begins.
fn name(tag: &[u8]) -> &[u8] {
    let end = tag.iter().position(|b| is_space(*b) || matches!(b, b'/' | b'>'));
    &tag[..end.unwrap_or(tag.len())]
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
            ("<!-->a<!--->b<!-- --!>c", vec!["a", "b", "c"]),
            ("<title>a<b>c</titles></title>d", vec!["a<b>c</titles>", "d"]),
        ] {
            assert_eq!(texts(source), want, "{source}");
        }
    }

    #[test]
    fn attributes_are_read_as_the_standard_has_it() {
        for (tag, name, want) in [
            ("<td COLSPAN=2>", "colspan", Some("2")),
            ("<td a='>' colspan = \"3\" colspan=4>", "colspan", Some("3")),
            ("<td a=b'c colspan=2>", "colspan", Some("2")),
            ("<td a=/colspan=2>", "colspan", None),
            ("<td =colspan=2>", "colspan", None),
            ("<td/hidden/>", "hidden", Some("")),
        ] {
            assert_eq!(attribute(tag, name), want, "{tag}");
        }
        for (source, telling) in [
            ("<td rowspan=2>", true),
            ("<p rowspan=2>", false),
            ("<p style='font-family:x;DISPLAY : none'>", true),
            ("<p style='font-style:y'>", false),
            ("<meta x>", true),
        ] {
            assert_eq!(lex(source).tokens[0].telling, telling, "{source}");
        }
    }

    #[test]
    fn what_would_exhaust_the_parser_is_cut() {
        let many = "<td>".repeat(5_000_000);
        let lexed = lex(&many);
        assert!(lexed.cut.is_some_and(|at| at <= 4 * 1_000_001));
        assert!(lexed.tokens.len() <= 1_000_001);
    }
}
