//! The walk through a page that makes its blocks.

use super::element::{Element, INLINE, SKIPPED};
use super::grid::{self, RawCell};
use super::place::Places;
use crate::read::document::{Block, Line};
use crate::read::normal::normalised;
use crate::record::Span;

/// An element as the walk enters it.
#[derive(Debug, Clone, Copy)]
pub struct Tag {
    /// Which element it is.
    pub element: Element,
    /// Whether it is hidden by an attribute of its own.
    pub hidden: bool,
    /// Of a table: whether it holds another.
    pub layout: bool,
    /// Of a cell: how many columns and rows it takes, as declared.
    pub spans: (u16, u16),
}

impl Tag {
    /// An element that has no attribute that matters.
    pub const fn bare(element: Element) -> Tag {
        Tag { element, hidden: false, layout: false, spans: (1, 1) }
    }
}

/// Whether a style hides what it is for.
pub fn hides(style: &str) -> bool {
    let mut style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    style.make_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
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

/// What is known of a page while it is walked through.
#[derive(Debug)]
pub struct Walk<'a> {
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
    /// The elements that are open.
    open: Vec<Tag>,
    /// How many hidden elements are open.
    hidden: u32,
    /// How many elements are open whose text is not that of the page.
    skipped: u32,
}

impl<'a> Walk<'a> {
    /// At the start of a page whose texts stand at `places`. `lines_count`: a line break in the
    /// source is one in the text.
    pub fn new(places: Places<'a>, lines_count: bool) -> Walk<'a> {
        Walk {
            places,
            lines_count,
            title: None,
            meta: Vec::new(),
            blocks: Vec::new(),
            line: Buffer::default(),
            cell: None,
            rows: None,
            open: Vec::new(),
            hidden: 0,
            skipped: 0,
        }
    }

    /// At the end of the page: its title, its metadata, its blocks.
    pub fn finish(mut self) -> (Option<String>, Vec<(String, String)>, Vec<Block>) {
        while !self.open.is_empty() {
            self.leave();
        }
        self.end_line();
        (self.title, self.meta, self.blocks)
    }

    /// Notes named metadata of the page.
    pub fn meta(&mut self, name: &str, content: &str) {
        self.meta.push((name.to_ascii_lowercase(), content.trim().to_owned()));
    }

    /// Goes into an element.
    pub fn enter(&mut self, tag: Tag) {
        self.open.push(tag);
        let element = tag.element;
        self.skipped += u32::from(element.is(SKIPPED));
        self.hidden += u32::from(tag.hidden);
        if element.is(INLINE) {
            return;
        }
        if element == Element::TABLE && !tag.layout {
            self.end_line();
            self.rows = Some(Vec::new());
        } else if element == Element::TR {
            if let Some(rows) = &mut self.rows {
                rows.push(Vec::new());
            }
            self.end_line();
        } else if is_cell(element) && self.rows.is_some() {
            self.end_line();
            self.cell = Some((Buffer::default(), tag.spans.0, tag.spans.1));
        } else {
            self.boundary();
        }
    }

    /// Comes out of the element that was entered last.
    pub fn leave(&mut self) {
        let Some(tag) = self.open.pop() else { return };
        let element = tag.element;
        if element.is(INLINE) {
        } else if element == Element::TITLE && self.title.is_none() {
            let text = std::mem::take(&mut self.line).text;
            self.title = Some(normalised(text)).filter(|t| !t.is_empty());
        } else if element == Element::TABLE && !tag.layout {
            self.end_line();
            if let Some(rows) = self.rows.take() {
                let rows: Vec<_> = rows.into_iter().filter(|row| !row.is_empty()).collect();
                if !rows.is_empty() {
                    self.blocks.push(Block::Grid(grid::lay_out(rows)));
                }
            }
        } else if is_cell(element) && self.rows.is_some() {
            self.end_cell();
        } else {
            self.boundary();
        }
        if element.is(SKIPPED) {
            self.skipped = self.skipped.saturating_sub(1);
        }
        if tag.hidden {
            self.hidden = self.hidden.saturating_sub(1);
        }
    }

    /// Takes the next text of the source, which is `text` once entities are decoded.
    pub fn literal(&mut self, text: &str) {
        let place = self.places.next();
        self.text(text, Some(place));
    }

    /// Takes white space of the source.
    pub fn blank(&mut self, text: &str) {
        if self.skipped == 0 {
            self.white(text);
        }
    }

    /// Takes a text that stands at `place`; where that is not known, it is looked for.
    pub fn text(&mut self, text: &str, place: Option<Span>) {
        if self.skipped > 0 {
            return;
        }
        if text.trim().is_empty() {
            if place.is_none() && !text.is_ascii() {
                self.places.skip_blank();
            }
            self.white(text);
            return;
        }
        let span = place.unwrap_or_else(|| self.places.find(text));
        if self.hidden > 0 {
            return;
        }
        let pieces = match (&self.cell, place) {
            (None, None) if span.start == span.end => self.places.pieces(text),
            (None, None) => self.places.run_on(text, span),
            _ => None,
        };
        if let Some(pieces) = pieces {
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
        } else if span.start == span.end {
            // A line of its own: what stands beside it must not vouch for its figures.
            self.end_line();
            self.line.push(text, span);
            self.end_line();
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
        let breaks = |at: &usize| match source.as_bytes()[*at] {
            b'\n' => true,
            byte => byte == b'\r' && source.as_bytes().get(at + 1) != Some(&b'\n'),
        };
        // The text has entities decoded; its lines are those of the source all the same.
        let ends: Vec<usize> = (0..source.len()).filter(breaks).chain([source.len()]).collect();
        let alike = text.trim().split('\n').count() == ends.len();
        let mut start = 0;
        for (at, line) in text.trim().split('\n').enumerate() {
            let mut place = span;
            if alike {
                let literal = &source[start..ends[at]];
                let from = start + (literal.len() - literal.trim_start().len());
                let first = span.start as usize + from;
                place = Span::new(first, first + literal.trim().len());
                start = ends[at] + 1;
            }
            if !line.trim().is_empty() {
                self.line.push(line.trim(), place);
            }
            self.end_line();
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
        let text = normalised(text);
        if let (false, Some(span)) = (text.is_empty(), span) {
            self.blocks.push(Block::Line(Line { text, span }));
        }
    }

    fn end_cell(&mut self) {
        let Some((buffer, colspan, rowspan)) = self.cell.take() else { return };
        let mut raw = buffer.text;
        raw.truncate(raw.trim_end().len());
        raw.drain(..raw.len() - raw.trim_start().len());
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

fn is_cell(element: Element) -> bool {
    element == Element::TD || element == Element::TH
}
