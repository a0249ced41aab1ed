//! Tables to cells: rows are put on the form by label, by order and by sums.
//!
//! Grids and lines go through one stream of [tokens](token). The stream is cut into the zones of the
//! three tables by what the words are, never by headings or ordinals alone. In a zone a row is named
//! by its label, and where that is damaged by its place among the others; the form's equations say
//! which of several readings is right and never change a figure. Where two remain, the cells are
//! text.

mod disclosure;
mod disputes;
mod flat;
mod header;
mod label;
mod merge;
mod numbering;
mod requests;
mod row;
mod sheet;
mod split;
mod token;
mod words;

use super::document::Document;
use crate::form::{Form, Section};
use crate::record::{Cells, Problem, ProblemKind, Span};
use label::Label;
use sheet::Sheet;
use token::Token;

/// What the tables of a document say.
#[derive(Debug, Clone, PartialEq)]
pub struct Tables {
    /// The figures.
    pub cells: Cells,
    /// The version of the form that table two shows, where it shows one.
    pub form: Option<Form>,
    /// Where tables stand in the source, in order; prose is what stands between them.
    pub spans: Vec<Span>,
    /// What went wrong.
    pub problems: Vec<Problem>,
}

/// Reads the three tables of a document.
pub fn tables(document: &Document) -> Tables {
    let tokens = merge::merge(numbering::without(token::tokens(document)));
    let zones = zones(&tokens);
    let mut sheet = Sheet::new(&document.source);
    let form = disclosure::read(&zones.disclosure, &mut sheet);
    requests::read(&zones.requests, form, &mut sheet);
    disputes::read(&zones.disputes, &mut sheet);
    let mut spans = Vec::new();
    for zone in [&zones.disclosure, &zones.requests, &zones.disputes] {
        extent(zone, sheet.used(), &mut spans);
    }
    spans.sort();
    let (cells, problems) = sheet.finish();
    Tables { cells, form, spans, problems }
}

/// Words longer than this, in characters, are prose between tables.
const LONGEST_IN_TABLE: usize = 24;

/// Where the tables of a zone stand: their figures, whose places are `used`, with the headings
/// before them, up to prose.
fn extent(zone: &[&Token<'_>], used: &[Span], spans: &mut Vec<Span>) {
    let mut open: Option<Span> = None;
    let mut last_used: Option<Span> = None;
    let mut close = |open: &mut Option<Span>, last_used: &mut Option<Span>| {
        if let (Some(open), Some(last)) = (open.take(), last_used.take()) {
            spans.push(Span { start: open.start, end: last.end });
        }
    };
    for token in zone {
        let heading = matches!(token.is(), Some(Label::Heading(_)));
        // No label ends in a full stop, and a short sentence may stand right before a table.
        let prose = token.text.ends_with('。')
            || token.look == token::Look::Word
                && token.label.is_none()
                && token.text.chars().count() > LONGEST_IN_TABLE;
        if heading || prose {
            close(&mut open, &mut last_used);
            continue;
        }
        open = Some(open.map_or(token.span, |known| known.join(token.span)));
        if used.binary_search(&token.span).is_ok() {
            last_used = Some(last_used.map_or(token.span, |known| known.join(token.span)));
        }
    }
    close(&mut open, &mut last_used);
}

/// Whether the words are the label of a row of table two or three.
pub fn names_row(text: &str) -> bool {
    label::find(text).is_some_and(|f| matches!(f.label, Label::Row(_) | Label::Matter(_)))
}

/// Whether the words stand on the form: a label, a heading.
pub fn is_label(text: &str) -> bool {
    label::find(text).is_some_and(|found| found.score >= OPENS)
}

/// The tokens of each table.
#[derive(Debug, Default)]
struct Zones<'t> {
    disclosure: Vec<&'t Token<'t>>,
    requests: Vec<&'t Token<'t>>,
    disputes: Vec<&'t Token<'t>>,
}

/// The least likeness of a label that opens a zone.
const OPENS: f32 = 0.75;

fn zones<'t>(tokens: &'t [Token<'t>]) -> Zones<'t> {
    let mut zones = Zones::default();
    let mut zone: Option<Section> = None;
    for token in tokens {
        if let Some(found) = token.label.filter(|found| found.score >= OPENS) {
            zone = match found.label {
                Label::Matter(_) | Label::Measure(_) | Label::Content | Label::Article => {
                    Some(Section::Disclosure)
                }
                Label::Row(_) | Label::Group | Label::Applicant(_) | Label::RequestsHead => {
                    Some(Section::Requests)
                }
                Label::Group4(_) | Label::Lawsuits | Label::Result(_) => Some(Section::Disputes),
                Label::Heading(section) => Some(section),
                Label::Total | Label::Other => zone,
            };
        }
        match zone {
            Some(Section::Disclosure) => zones.disclosure.push(token),
            Some(Section::Requests) => zones.requests.push(token),
            Some(Section::Disputes) => zones.disputes.push(token),
            _ => {}
        }
    }
    zones
}

/// A problem at a token.
fn problem(kind: ProblemKind, span: Span, what: &str) -> Problem {
    let what: String = what.chars().take(80).collect();
    Problem { kind, span: Some(span), what }
}
