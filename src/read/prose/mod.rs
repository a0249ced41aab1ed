//! The prose of a report, paragraph by paragraph, by numbered section.
//!
//! Sections are told by the words of their headings first and by their numbers second, because
//! reports renumber, misname, double and drop them.

mod heading;
mod paragraph;

use super::{Document, SourceKind};
use crate::form::Section;
use crate::record::{Passage, Span};
use heading::Heading;
use paragraph::Paragraph;

/// The paragraphs of `document` outside its `tables`, each with the section in which it stands.
/// Furniture of the page is left out where it surely is that.
pub fn passages(document: &Document, tables: &[Span]) -> Vec<Passage> {
    let mut flow = Flow { section: Section::Preamble, past_table: false, found: Vec::new() };
    for piece in paragraph::of(document, tables) {
        match piece {
            Paragraph::Table => flow.past_table = true,
            Paragraph::Text { text, span } => flow.text(document, &text, span),
        }
    }
    flow.found
}

/// Walks down the document and keeps where it is.
struct Flow {
    section: Section,
    /// Whether a table stood since the last heading of a section.
    past_table: bool,
    found: Vec<Passage>,
}

impl Flow {
    /// Takes a paragraph, which may hold several sections where a page was flattened.
    fn text(&mut self, document: &Document, text: &str, span: Span) {
        let cuts = heading::cuts(text);
        let mut starts = vec![0];
        starts.extend(cuts.iter().copied().filter(|at| *at > 0));
        starts.push(text.len());
        for pair in starts.windows(2) {
            let piece = &text[pair[0]..pair[1]];
            let span = within(document, span, text, pair[0]..pair[1]);
            self.piece(document, piece, span);
        }
    }

    fn piece(&mut self, document: &Document, text: &str, span: Span) {
        match Heading::at_start(text) {
            Some(heading) if self.accepts(&heading) => {
                self.section = heading.section;
                self.past_table = false;
                let (head, rest) = text.split_at(heading.len);
                let cut = text.len() - rest.trim_start().len();
                self.push(head, Some(head.trim()), within(document, span, text, 0..heading.len));
                self.push(rest, None, within(document, span, text, cut..text.len()));
            }
            _ => {
                self.unheaded(text);
                let heading = heading::minor(text);
                self.push(text, heading, span);
            }
        }
    }

    /// A number alone, without the words of its section, is believed only going forward.
    fn accepts(&self, heading: &Heading) -> bool {
        heading.sure || heading.section > self.section
    }

    /// Sections five and six whose headings were lost: after table four, `1、` or `(一)` begins the
    /// problems; numbering that begins anew after them, the other matters.
    fn unheaded(&mut self, text: &str) {
        if self.section == Section::Disputes
            && self.past_table
            && (heading::begins_list(text) || text.contains("问题") || text.contains("不足"))
        {
            self.section = Section::Problems;
            self.past_table = false;
        } else if self.section == Section::Problems && heading::is_other_matter(text) {
            self.section = Section::Other;
        }
    }

    fn push(&mut self, text: &str, heading: Option<&str>, span: Span) {
        let text = text.trim();
        if text.is_empty() || paragraph::is_furniture(text, self.section) {
            return;
        }
        let heading = heading.map(str::to_owned);
        self.found.push(Passage { section: self.section, heading, text: text.to_owned(), span });
    }
}

/// The part of `span` in which `part` of the normalised text stands; the whole span where the two
/// cannot be laid side by side.
fn within(document: &Document, span: Span, text: &str, part: std::ops::Range<usize>) -> Span {
    if part == (0..text.len()) {
        return span;
    }
    let Some(source) = document.source.get(span.range()) else { return span };
    if document.kind == SourceKind::Html && source.contains('<') {
        return span;
    }
    let seen = |c: &char| !c.is_whitespace() && !crate::text::is_hostile(*c);
    if source.chars().filter(seen).count() != text.chars().filter(seen).count() {
        return span;
    }
    let before = text[..part.start].chars().filter(seen).count();
    let inside = text[part].chars().filter(seen).count();
    if inside == 0 {
        return span;
    }
    let mut solid = source.char_indices().filter(|(_, c)| seen(c));
    let first = solid.nth(before);
    let last = if inside > 1 { solid.nth(inside - 2) } else { first };
    match (first, last) {
        (Some((from, _)), Some((to, c))) => {
            let base = span.start as usize;
            Span::new(base + from, base + to + c.len_utf8())
        }
        _ => span,
    }
}
