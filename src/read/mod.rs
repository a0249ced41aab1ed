//! Bytes to report. Reading does not fail: it gives what was found and a list of problems.
//!
//! The way: [`decode`] → [`Document`] (blocks of text and grids, each with its place in the
//! source) → tables [aligned](align) to the form, [identity], prose →
//! [`Reading`].

mod align;
mod decode;
mod document;
mod html;
mod identity;
mod kind;
mod normal;
mod number;
mod prose;
mod text;
mod wordset;

pub use align::{Tables, tables};
pub use document::{Block, Document, Grid, GridCell, Hints, Line, SourceKind};
pub use identity::{Identity, identify};
pub use kind::not_report;
pub use normal::normal;
pub use prose::passages;

use crate::form::{Cell, Form, Table};
use crate::record::{NotReport, Outcome, Problem, ProblemKind, Reading, Report, State};

/// The document that the bytes are, or why there is none.
pub fn document(bytes: &[u8]) -> Result<Document, NotReport> {
    let decode::Decoded { text, encoding, problems } = decode::decode(bytes)?;
    Ok(if html::is_html(&text) {
        html::read(text, encoding, problems)
    } else {
        text::read(text, encoding, problems)
    })
}

/// Reads a document. What the hints state overrides what the page says.
pub fn read(bytes: &[u8], hints: &Hints) -> Reading {
    let document = match document(bytes) {
        Ok(document) => document,
        Err(kind) => {
            // Without text there are the hints and the file's name to go by.
            let Identity { agency, year, .. } = identify(&Document::default(), hints);
            return Reading {
                outcome: Outcome::NotReport { kind, agency, year },
                problems: Vec::new(),
                source: String::new(),
                encoding: "",
            };
        }
    };
    let mut tables = tables(&document);
    let mut identity = identify(&document, hints);
    let mut problems = std::mem::take(&mut identity.problems);
    let outcome = match not_report(&document, &identity, &tables.cells) {
        Some(kind) => instead(kind, identity),
        None => {
            problems.append(&mut tables.problems);
            problems.extend(missing_tables(&tables));
            report(&document, tables, identity)
        }
    };
    let Document { source, encoding, problems: mut all, .. } = document;
    all.append(&mut problems);
    Reading { outcome, problems: all, source, encoding }
}

fn instead(kind: NotReport, identity: Identity) -> Outcome {
    Outcome::NotReport { kind, agency: identity.agency, year: identity.year }
}

fn report(document: &Document, tables: Tables, identity: Identity) -> Outcome {
    let (Some(agency), Some(year)) = (&identity.agency, identity.year) else {
        return instead(NotReport::Unidentified, identity);
    };
    let report = Report {
        year,
        form: tables.form.unwrap_or(Form::for_year(year)),
        published: identity.published,
        title: identity.title,
        cells: tables.cells,
        passages: passages(document, &tables.spans),
        earlier: None,
    };
    Outcome::Report { agency: agency.clone(), report: Box::new(report) }
}

/// The tables of which no cell was found.
fn missing_tables(tables: &Tables) -> impl Iterator<Item = Problem> + '_ {
    let found = |table| Cell::of_table(table).any(|c| tables.cells.state(c) != State::Absent);
    Table::ALL.into_iter().filter(move |table| !found(*table)).map(|table| Problem {
        kind: ProblemKind::MissingTable,
        span: None,
        what: table.title().zh.to_owned(),
    })
}
