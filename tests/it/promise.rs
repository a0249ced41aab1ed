//! What the reader promises of any bytes, whatever they are. The fuzz target asks the same.

use gouji::form::Cell;
use gouji::read;
use gouji::record::{Outcome, Reading, Span};
use gouji::text::is_hostile;

/// The promises that a reading breaks, a line each: every place that it names lies in its source,
/// and every figure that it gives stands on the page: at the place that it names or, since a browser
/// moves what broken tags leave outside of cells, as a number of its own.
pub fn broken(reading: &Reading) -> Vec<String> {
    let source = reading.source.as_str();
    let mut broken = Vec::new();
    let mut place = |what: &str, span: Option<Span>| {
        if span.is_some_and(|span| source.get(span.range()).is_none()) {
            broken.push(format!("{what} at {span:?}, which is not in the source"));
        }
    };
    for problem in &reading.problems {
        place(&problem.what, problem.span);
    }
    let Outcome::Report { report, .. } = &reading.outcome else { return broken };
    for passage in &report.passages {
        place(&passage.text, Some(passage.span));
    }
    for cell in Cell::all() {
        place(cell.key(), report.cells.span(cell));
    }
    for cell in Cell::all().filter(|cell| report.cells.number(*cell).is_some()) {
        let there = report.cells.span(cell).and_then(|span| source.get(span.range()));
        let raw = report.cells.value(cell).raw;
        if !there.is_some_and(|there| digits(there).contains(&digits(&raw)))
            && !stands_alone(source, &raw)
        {
            broken.push(format!("{cell} '{raw}' does not stand on the page"));
        }
    }
    broken
}

fn digits(text: &str) -> String {
    read::normal(text).replace("&#48;", "0").chars().filter(char::is_ascii_digit).collect()
}

/// Whether a figure stands anywhere in the source and is no part of a longer one.
fn stands_alone(source: &str, raw: &str) -> bool {
    let whole = |c: char| !c.is_ascii_digit();
    // What is not seen around a figure may stand as an entity on the page.
    let unseen = |c: char| c.is_whitespace() || is_hostile(c);
    let raw = raw.trim_matches(unseen);
    source.match_indices(raw).any(|(at, found)| {
        source[..at].ends_with(whole) && source[at + found.len()..].starts_with(whole)
    })
}
