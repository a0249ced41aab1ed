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
        Err(reason) => {
            return Reading {
                outcome: Outcome::NotReport(reason),
                problems: Vec::new(),
                source: String::new(),
                encoding: "",
            };
        }
    };
    let tables = tables(&document);
    let identity = identify(&document, hints);
    let outcome = outcome(&document, &tables, &identity);
    let mut problems = document.problems;
    problems.extend(identity.problems);
    if matches!(outcome, Outcome::Report { .. }) {
        let missing: Vec<Problem> = missing_tables(&tables).collect();
        problems.extend(tables.problems);
        problems.extend(missing);
    }
    Reading { outcome, problems, source: document.source, encoding: document.encoding }
}

fn outcome(document: &Document, tables: &Tables, identity: &Identity) -> Outcome {
    if let Some(reason) = not_report(document, identity, &tables.cells) {
        return Outcome::NotReport(reason);
    }
    let (Some(agency), Some(year)) = (&identity.agency, identity.year) else {
        return Outcome::NotReport(NotReport::Unidentified);
    };
    let report = Report {
        year,
        form: tables.form.unwrap_or(Form::for_year(year)),
        published: identity.published,
        title: identity.title.clone(),
        cells: tables.cells.clone(),
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
