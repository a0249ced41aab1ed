//! A page of HTML to blocks: lines and grids, in the order of the page.
//!
//! A table that holds another is layout: its text becomes lines, and the inner tables are read.
//! Scripts, styles and hidden elements are dropped. The tree is walked without recursion.

mod grid;
mod lex;
mod place;

use super::document::{Block, Document, Line, SourceKind};
use super::normal::normal;
use crate::record::{Problem, ProblemKind, Span};
use grid::RawCell;
use place::Places;
use scraper::{Html, Node};
use std::collections::HashSet;

/// Whether a source is marked up. Text that quotes a tag or two is not.
pub fn is_html(source: &str) -> bool {
    let bytes = source.as_bytes();
    let (mut tags, mut ends) = (0_u32, 0_u32);
    for at in memchr::memchr_iter(b'<', bytes).take(MOST_TAGS_TOLD) {
        let rest = &bytes[at + 1..];
        let starts = |name: &[u8]| {
            rest.get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name))
                && rest.get(name.len()).is_none_or(|b| !b.is_ascii_alphanumeric())
        };
        // These alone make a page.
        if [&b"!doctype html"[..], b"html", b"table", b"td", b"tr", b"body"].into_iter().any(starts)
        {
            return true;
        }
        // Markdown breaks its lines with `<br>` too.
        tags += u32::from([&b"p"[..], b"div", b"span", b"li", b"a"].into_iter().any(starts));
        ends += u32::from([&b"/p"[..], b"/div", b"/span", b"/li", b"/a"].into_iter().any(starts));
        if tags > 2 && ends > 2 {
            return true;
        }
    }
    tags > 2
}

/// A source whose first tags are none of HTML is not marked up.
const MOST_TAGS_TOLD: usize = 2000;

/// Reads a page.
pub fn read(source: String, encoding: &'static str, problems: Vec<Problem>) -> Document {
    let lexed = lex::lex(&source);
    let cut = lexed.cut;
    let parsed_to = lexed.html.len();
    let page = Html::parse_document(&lexed.html);
    // Markdown with tables in HTML keeps its lines.
    let lines_count =
        !["<p", "<br", "<div", "<P", "<BR", "<DIV"].iter().any(|t| source.contains(t));
    let mut walk = Walk {
        layout: layout_tables(&page),
        places: Places::new(&source, lexed.texts),
        lines_count,
        title: None,
        meta: Vec::new(),
        blocks: Vec::new(),
        line: Buffer::default(),
        cell: None,
        rows: None,
        hidden: 0,
        skipped: 0,
    };
    walk.run(&page);
    let Walk { title, meta, blocks, .. } = walk;
    let mut document = Document {
        kind: SourceKind::Html,
        encoding,
        html_title: title,
        meta,
        blocks,
        problems,
        source,
    };
    if cut {
        let what = format!("{} > {parsed_to}", document.source.len());
        document.problems.push(Problem { kind: ProblemKind::TooLarge, span: None, what });
    }
    document
}

/// A node's address in the tree, which stands still while it is read.
type Id = usize;

fn id(node: &Node) -> Id {
    std::ptr::from_ref(node) as usize
}

/// The tables that hold another table.
fn layout_tables(page: &Html) -> HashSet<Id> {
    let mut layout = HashSet::new();
    for node in page.tree.nodes() {
        if name(node.value()) != "table" {
            continue;
        }
        for ancestor in node.ancestors() {
            // All further out are known already.
            if name(ancestor.value()) == "table" && !layout.insert(id(ancestor.value())) {
                break;
            }
        }
    }
    layout
}

fn name(node: &Node) -> &str {
    node.as_element().map_or("", |element| element.name())
}

/// Text that is being gathered.
#[derive(Debug, Default)]
struct Buffer {
    text: String,
    span: Option<Span>,
}

impl Buffer {
    fn push(&mut self, text: &str, span: Span) {
        self.text.push_str(text);
        self.span = Some(match self.span {
            Some(known) if span.start < span.end => known.join(span),
            Some(known) => known,
            None => span,
        });
    }
}

struct Walk<'a> {
    layout: HashSet<Id>,
    places: Places<'a>,
    /// Whether a line break in the source is one in the text.
    lines_count: bool,
    title: Option<String>,
    meta: Vec<(String, String)>,
    blocks: Vec<Block>,
    line: Buffer,
    /// The cell that is open, with its declared spans.
    cell: Option<(Buffer, u16, u16)>,
    /// The rows of the data table that is open.
    rows: Option<Vec<Vec<RawCell>>>,
    /// How many hidden elements are open.
    hidden: u32,
    /// How many elements are open whose text is not that of the page.
    skipped: u32,
}

impl Walk<'_> {
    fn run(&mut self, page: &Html) {
        let root = page.tree.root();
        let mut node = root;
        loop {
            self.enter(node.value());
            if let Some(child) = node.first_child() {
                node = child;
                continue;
            }
            loop {
                self.leave(node.value());
                if node == root {
                    self.end_line();
                    return;
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                let Some(parent) = node.parent() else { return };
                node = parent;
            }
        }
    }

    fn enter(&mut self, node: &Node) {
        match node {
            Node::Text(text) => self.text(text),
            Node::Element(element) => {
                let name = element.name();
                if is_skipped(name) {
                    self.skipped += 1;
                }
                if is_hidden(element) {
                    self.hidden += 1;
                }
                match name {
                    "meta" => {
                        let key = element.attr("name").or_else(|| element.attr("property"));
                        if let (Some(key), Some(value)) = (key, element.attr("content")) {
                            self.meta.push((key.to_ascii_lowercase(), value.trim().to_owned()));
                        }
                    }
                    "table" if !self.layout.contains(&id(node)) => {
                        self.end_line();
                        self.rows = Some(Vec::new());
                    }
                    "tr" => {
                        if let Some(rows) = &mut self.rows {
                            rows.push(Vec::new());
                        }
                        self.end_line();
                    }
                    "td" | "th" if self.rows.is_some() => {
                        self.end_line();
                        let columns = grid::colspan(element.attr("colspan"));
                        let rows = grid::rowspan(element.attr("rowspan"));
                        self.cell = Some((Buffer::default(), columns, rows));
                    }
                    name if is_inline(name) => {}
                    _ => self.boundary(),
                }
            }
            _ => {}
        }
    }

    fn leave(&mut self, node: &Node) {
        let Some(element) = node.as_element() else { return };
        let name = element.name();
        match name {
            "title" if self.title.is_none() => {
                let text = std::mem::take(&mut self.line).text;
                self.title = Some(normal(&text).into_owned()).filter(|t| !t.is_empty());
            }
            "table" if !self.layout.contains(&id(node)) => {
                self.end_line();
                if let Some(rows) = self.rows.take() {
                    let rows: Vec<_> = rows.into_iter().filter(|row| !row.is_empty()).collect();
                    if !rows.is_empty() {
                        self.blocks.push(Block::Grid(grid::lay_out(rows)));
                    }
                }
            }
            "td" | "th" if self.rows.is_some() => self.end_cell(),
            name if is_inline(name) => {}
            _ => self.boundary(),
        }
        if is_skipped(name) {
            self.skipped = self.skipped.saturating_sub(1);
        }
        if is_hidden(element) {
            self.hidden = self.hidden.saturating_sub(1);
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped > 0 {
            return;
        }
        if text.trim().is_empty() {
            if !text.is_ascii() {
                self.places.skip_blank();
            }
            self.white(text);
            return;
        }
        let span = self.places.find(text);
        if self.hidden > 0 {
            return;
        }
        if span.start == span.end
            && self.cell.is_none()
            && let Some(pieces) = self.places.pieces(text)
        {
            for piece in pieces {
                self.line.push(self.places.slice(piece), piece);
                self.end_line();
            }
            return;
        }
        if let Some((buffer, ..)) = &mut self.cell {
            let figure = text.trim();
            let lost = span.start == span.end && figure.starts_with(|c: char| c.is_ascii_digit());
            match lost.then(|| self.places.torn(figure)).flatten() {
                // As the source has it, it is no number: better none than one that is two.
                Some(torn) => buffer.push(self.places.slice(torn), torn),
                None => buffer.push(text, span),
            }
        } else if self.lines_count && text.trim().contains('\n') {
            self.lines(text, span);
        } else {
            self.line.push(text, span);
            if self.lines_count && text.ends_with('\n') {
                self.end_line();
            }
        }
    }

    /// White space between elements: it parts words, and no more.
    fn white(&mut self, text: &str) {
        let buffer = self.cell.as_mut().map_or(&mut self.line, |(buffer, ..)| buffer);
        if self.hidden == 0 && !buffer.text.is_empty() && !text.is_empty() {
            buffer.text.push(' ');
        }
    }

    /// The lines of a text that keeps them, each with its place.
    fn lines(&mut self, text: &str, span: Span) {
        let source = self.places.slice(span);
        let literal = text.trim() == source;
        let mut at = span.start as usize;
        for line in text.trim().split('\n') {
            let start = at + (line.len() - line.trim_start().len());
            let place = if literal { Span::new(start, start + line.trim().len()) } else { span };
            if !line.trim().is_empty() {
                self.line.push(line.trim(), place);
            }
            self.end_line();
            at += line.len() + 1;
        }
    }

    /// The edge of a block.
    fn boundary(&mut self) {
        match &mut self.cell {
            Some((buffer, ..)) => {
                if !buffer.text.is_empty() {
                    buffer.text.push('\n');
                }
            }
            None => self.end_line(),
        }
    }

    fn end_line(&mut self) {
        if self.line.text.is_empty() {
            return;
        }
        let Buffer { text, span } = std::mem::take(&mut self.line);
        let text = normal(&text);
        if let (false, Some(span)) = (text.is_empty(), span) {
            self.blocks.push(Block::Line(Line { text: text.into_owned(), span }));
        }
    }

    fn end_cell(&mut self) {
        let Some((buffer, colspan, rowspan)) = self.cell.take() else { return };
        let raw = buffer.text.trim().to_owned();
        let span = buffer.span.unwrap_or_else(|| self.places.here());
        if let Some(rows) = &mut self.rows {
            if rows.is_empty() {
                rows.push(Vec::new());
            }
            if let Some(row) = rows.last_mut() {
                row.push(RawCell { raw, span, colspan, rowspan });
            }
        }
    }
}

/// Elements whose text is not that of the page.
fn is_skipped(name: &str) -> bool {
    matches!(name, "script" | "style" | "noscript" | "template" | "iframe" | "object" | "svg")
}

fn is_hidden(element: &scraper::node::Element) -> bool {
    if element.attr("hidden").is_some() {
        return true;
    }
    element.attr("style").is_some_and(|style| {
        let mut style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        style.make_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    })
}

/// Elements that do not part words.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "span"
            | "a"
            | "b"
            | "strong"
            | "i"
            | "em"
            | "u"
            | "font"
            | "sub"
            | "sup"
            | "small"
            | "big"
            | "s"
            | "strike"
            | "label"
            | "ins"
            | "del"
            | "code"
            | "abbr"
            | "tt"
            | "nobr"
            | "mark"
            | "ruby"
            | "rb"
            | "rt"
            | "rp"
            | "bdo"
            | "cite"
            | "q"
            | "var"
            | "kbd"
            | "samp"
            | "acronym"
            | "wbr"
            | "img"
            | "script"
            | "style"
            | "input"
            | "meta"
            | "link"
    ) || name.contains(':')
}
