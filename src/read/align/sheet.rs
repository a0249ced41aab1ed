//! The cells as they fill, with the problems met and the places of the tables.

use super::problem;
use super::token::{Look, Token};
use crate::form::Cell;
use crate::read::number;
use crate::record::{Cells, Problem, ProblemKind, Span, State};

/// A page with more problems than this has one.
const MOST_PROBLEMS: usize = 200;

/// The cells of a report while its tables are read.
#[derive(Debug)]
pub struct Sheet<'d> {
    source: &'d str,
    cells: Cells,
    problems: Vec<Problem>,
    /// The places of the tokens that were read.
    used: Vec<Span>,
}

impl<'d> Sheet<'d> {
    /// An empty sheet for a document with that source.
    pub fn new(source: &'d str) -> Self {
        Sheet { source, cells: Cells::default(), problems: Vec::new(), used: Vec::new() }
    }

    /// Notes a problem.
    pub fn problem(&mut self, kind: ProblemKind, span: Span, what: &str) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem(kind, span, what));
        }
    }

    /// The places of the tokens that were read into cells, in order.
    pub fn used(&mut self) -> &[Span] {
        self.used.sort_unstable();
        self.used.dedup();
        &self.used
    }

    /// Stores a row of cells as printed, each token read as its cell's kind of number. A row that is
    /// known already stays as it is, and a difference is a problem.
    pub fn put_row(&mut self, row: &[(Cell, &Token<'_>)]) {
        let mut twice = None;
        for (cell, token) in row {
            self.used.push(token.span);
            let parsed = if token.look == Look::Blank {
                number::parse("", cell.info().kind)
            } else {
                number::parse(&token.text, cell.info().kind)
            };
            let known = self.cells.state(*cell);
            if !matches!(known, State::Absent | State::Text) {
                let same = known == parsed.state && self.cells.number(*cell) == parsed.number;
                if !same && parsed.state != State::Blank {
                    twice = Some(*token);
                }
                continue;
            }
            if known == State::Text {
                if parsed.state != State::Number {
                    continue;
                }
                self.settle(*cell);
            }
            match parsed.number {
                Some(number) if number::is_plain(token.raw) => self.cells.set_plain(*cell, number),
                Some(number) => self.cells.set_number(*cell, number, token.raw),
                None => {
                    self.cells.set_state(*cell, parsed.state, token.raw);
                    if parsed.state == State::Text {
                        self.problem(ProblemKind::NotANumber, token.span, token.raw);
                    }
                }
            }
            self.cells.set_span(*cell, token.span);
        }
        if let Some(token) = twice {
            self.problem(ProblemKind::Twice, token.span, token.raw);
        }
    }

    /// Forgets the problem of a cell that is read after all.
    fn settle(&mut self, cell: Cell) {
        let place = self.cells.span(cell);
        self.problems.retain(|p| p.span != place);
    }

    /// Stores a number that sums have cut out of a run of digits.
    pub fn put_number(&mut self, cell: Cell, number: u64, span: Span) {
        self.used.push(span);
        if matches!(self.cells.state(cell), State::Absent | State::Text) {
            let raw = number.to_string();
            #[allow(clippy::cast_precision_loss)] // Of at most nine digits.
            self.cells.set_number(cell, number as f64, &raw);
            self.cells.set_span(cell, span);
        }
    }

    /// Keeps the cells of a row as text, since its tokens cannot be told apart with certainty.
    pub fn put_text(&mut self, kind: ProblemKind, cells: &[Cell], tokens: &[&Token<'_>]) {
        let Some(span) = tokens.iter().map(|t| t.span).reduce(Span::join) else { return };
        self.used.extend(tokens.iter().map(|t| t.span));
        let raw = tokens.iter().map(|t| t.raw).collect::<Vec<_>>().join(" ");
        let raw = raw.trim();
        let mut fresh = false;
        for cell in cells {
            if self.cells.state(*cell) == State::Absent {
                self.cells.set_state(*cell, State::Text, raw);
                self.cells.set_span(*cell, span);
                fresh = true;
            }
        }
        if fresh {
            self.problem(kind, span, raw);
        }
    }

    /// Whether the document ends with this very token, so that its last digits may be lost.
    pub fn is_cut(&self, token: &Token<'_>) -> bool {
        token.look != Look::Blank && token.span.end as usize >= self.source.len()
    }

    /// Whether the document ends at that place.
    pub fn ends_at(&self, place: Span) -> bool {
        let rest = self.source.get(place.end as usize..).unwrap_or("");
        rest.chars().all(|c| !c.is_alphanumeric())
    }

    /// The cells and the problems.
    pub fn finish(self) -> (Cells, Vec<Problem>) {
        (self.cells, self.problems)
    }
}
