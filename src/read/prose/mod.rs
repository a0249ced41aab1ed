//! The prose of a report, paragraph by paragraph, by numbered section.
//!
//! Sections are told by the words of their headings first and by their numbers second, because
//! reports renumber, misname, double and drop them.

mod heading;
mod paragraph;

use super::Document;
use super::normal::normal_with_offsets;
use crate::form::Section;
use crate::record::{Passage, Span};
use heading::Heading;
use paragraph::Paragraph;
use std::cell::OnceCell;
use std::ops::Range;

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
        let place = Place { document, span, text, laid: OnceCell::new() };
        let cuts = heading::cuts(text);
        let mut starts = vec![0];
        starts.extend(cuts.iter().copied().filter(|at| *at > 0));
        starts.push(text.len());
        for pair in starts.windows(2) {
            self.piece(&place, pair[0]..pair[1]);
        }
    }

    /// Takes a part of a paragraph that has no heading but at its beginning.
    fn piece(&mut self, place: &Place<'_>, part: Range<usize>) {
        let text = &place.text[part.clone()];
        match Heading::at_start(text) {
            Some(heading) if self.accepts(&heading) => {
                self.section = heading.section;
                self.past_table = false;
                let (head, rest) = text.split_at(heading.len);
                let cut = part.start + heading.len;
                self.push(head, Some(head.trim()), place.of(part.start..cut));
                self.push(rest, None, place.of(cut..part.end));
            }
            _ => {
                self.unheaded(text);
                let heading = heading::minor(text).filter(|_| !heading::is_label(text));
                self.push(text, heading, place.of(part));
            }
        }
    }

    /// A number alone, without the words of its section, is believed only going forward.
    fn accepts(&self, heading: &Heading) -> bool {
        heading.sure || heading.section > self.section
    }

    /// Sections whose headings were lost: `(一)主动公开` begins the overview; after table four, `1、` or `(一)` begins the
    /// problems; numbering that begins anew after them, the other matters.
    fn unheaded(&mut self, text: &str) {
        if self.section == Section::Preamble && heading::is_overview(text) {
            self.section = Section::Overview;
        } else if self.section == Section::Disputes
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
        let in_tables =
            matches!(self.section, Section::Disclosure | Section::Requests | Section::Disputes);
        let label = in_tables && heading.is_none() && heading::is_label(text);
        if text.is_empty() || label || paragraph::is_furniture(text, self.section) {
            return;
        }
        let heading = heading.map(str::to_owned);
        self.found.push(Passage { section: self.section, heading, text: text.to_owned(), span });
    }
}

/// The place of a paragraph, whose parts are found when they are asked for.
struct Place<'a> {
    document: &'a Document,
    span: Span,
    text: &'a str,
    laid: OnceCell<Option<Laid>>,
}

impl Place<'_> {
    /// Where a part of the text stands; the whole span where the source does not read as the text
    /// does, such as between tags.
    fn of(&self, part: Range<usize>) -> Span {
        let trimmed = self.text.get(part.clone()).unwrap_or_default();
        let start = part.start + (trimmed.len() - trimmed.trim_start().len());
        let end = start + trimmed.trim().len();
        if start >= end || (start, end) == (0, self.text.len()) {
            return self.span;
        }
        match self.laid.get_or_init(|| Laid::of(self.document, self.span, self.text)) {
            Some(laid) => Span::new(laid.source(start), laid.source(end)),
            None => self.span,
        }
    }
}

/// A source of so many bytes is not too long for any text.
const LONGEST_SOURCE: usize = 1024;

/// A normalised text laid beside its source.
struct Laid {
    /// For each byte of the text, where its character begins in the source.
    offsets: Vec<usize>,
    /// Where the source of the whole ends.
    end: usize,
}

impl Laid {
    fn of(document: &Document, span: Span, text: &str) -> Option<Laid> {
        // A source so much longer has tags in it, or is that of many lines.
        let source = document.source.get(span.range())?;
        if source.len() > LONGEST_SOURCE.max(8 * text.len()) {
            return None;
        }
        let (folded, offsets) = normal_with_offsets(source);
        let (plain, lead) = (text.trim(), text.len() - text.trim_start().len());
        if folded.trim() != plain {
            return None;
        }
        let from = folded.len() - folded.trim_start().len();
        let base = span.start as usize;
        let inner = offsets.get(from..from + plain.len())?.iter().map(|at| base + *at as usize);
        let first = base + offsets.get(from).map_or(0, |at| *at as usize);
        let offsets = std::iter::repeat_n(first, lead).chain(inner).collect();
        Some(Laid { offsets, end: span.end as usize })
    }

    /// Where the character at that byte of the text begins in the source.
    fn source(&self, at: usize) -> usize {
        self.offsets.get(at).copied().unwrap_or(self.end)
    }

    /// The byte of the text that stands at that byte of the source, or the next.
    fn text(&self, source: usize) -> usize {
        self.offsets.partition_point(|at| *at < source)
    }
}
