//! The zone of table three as a sequence of labels and rows of figures.

use super::WIDTH;
use crate::form::Row;
use crate::read::align::label::{self, Found, Label};
use crate::read::align::token::{Look, Token};
use crate::record::Span;

/// The figures of a row, with the empty cells among them.
#[derive(Debug, Clone)]
pub struct Values<'t> {
    /// In the order of the row.
    pub cells: Vec<&'t Token<'t>>,
}

impl Values<'_> {
    /// Where the figures stand.
    pub fn span(&self) -> Span {
        self.cells.iter().map(|t| t.span).reduce(Span::join).unwrap_or(Span::new(0, 0))
    }

    /// Whether figures are run together.
    pub fn is_glued(&self) -> bool {
        self.has_runs() && self.cells.len() != WIDTH
    }

    /// Whether figures may be run together.
    pub fn has_runs(&self) -> bool {
        self.cells.iter().any(|t| t.look == Look::Run)
    }
}

/// A piece of the table.
#[derive(Debug)]
pub enum Event<'t> {
    /// A row's label.
    Label {
        /// The row.
        row: Row,
        /// How well the words fit.
        score: f32,
        /// The words.
        words: &'t Token<'t>,
    },
    /// Words where a label may be, that fit no row.
    Words(&'t Token<'t>),
    /// Figures.
    Values(Values<'t>),
    /// A label and its figures in one row of a grid.
    Row {
        /// The row, where the label fits one.
        row: Option<(Row, f32)>,
        /// The words of the label.
        words: Option<&'t Token<'t>>,
        /// The figures.
        values: Values<'t>,
    },
}

/// Shorter words are pieces of a vertical label or of a broken one.
const SHORTEST_LABEL: usize = 4;

/// The events of the zone.
pub fn events<'t>(tokens: &[&'t Token<'t>]) -> Vec<Event<'t>> {
    let mut events = Vec::new();
    let bare = Bare::new(tokens);
    let mut at = 0;
    while at < tokens.len() {
        let token = tokens[at];
        let rest = &tokens[at..];
        if token.cell.is_some() {
            let len = rest.iter().take_while(|t| t.cell.is_some() && t.row == token.row).count();
            // Empty cells are padding where the figures follow one a line.
            let apart =
                rest.get(len).is_some_and(|next| next.cell.is_none() && next.look != Look::Word);
            grid_row(&rest[..len], apart, bare, &mut events);
            at += len;
        } else if token.look == Look::Word {
            let before_figures =
                rest.get(1).is_some_and(|next| next.look != Look::Word && next.cell.is_none());
            let beside = rest[1..]
                .iter()
                .take_while(|t| t.row == token.row && t.cell.is_none() && t.look == Look::Figure)
                .count();
            let runs =
                rest[1..].iter().take_while(|t| t.cell.is_none() && t.look == Look::Run).count();
            let beside = beside.max(runs);
            // A label with a full row of figures beside it needs no further search.
            if (beside == WIDTH || runs > 0)
                && let Some(found) = bare.row_of(token.label, true)
            {
                let values = Values { cells: rest[1..=beside].to_vec() };
                events.push(Event::Row { row: Some(found), words: Some(token), values });
                at += 1 + beside;
            } else {
                word(token, before_figures, bare, &mut events);
                at += 1;
            }
        } else {
            let len = rest.iter().take_while(|t| t.cell.is_none() && t.look != Look::Word).count();
            figures(&rest[..len], &mut events);
            at += len;
        }
    }
    events
}

/// Whether 总计 and 其他 without their numbers may be rows: not where the rows stand there with them.
#[derive(Debug, Clone, Copy)]
struct Bare {
    total: bool,
    other: bool,
}

impl Bare {
    fn new(tokens: &[&Token<'_>]) -> Self {
        let lacks = |row: Option<Row>| !tokens.iter().any(|t| t.is() == row.map(Label::Row));
        Bare { total: lacks(Some(Row::CLOSED)), other: lacks(Row::from_key("other.misc")) }
    }

    /// The row that a label names; 其他 and 总计 name one only where figures follow.
    fn row_of(self, found: Option<Found>, figures: bool) -> Option<(Row, f32)> {
        let found = found?;
        match found.label {
            Label::Row(row) => Some((row, found.score)),
            Label::Total if figures && self.total => Some((Row::CLOSED, 0.8)),
            Label::Other if figures && self.other => {
                Row::from_key("other.misc").map(|row| (row, 0.7))
            }
            _ => None,
        }
    }
}

fn word<'t>(token: &'t Token<'t>, before_figures: bool, bare: Bare, events: &mut Vec<Event<'t>>) {
    if let Some((row, score)) = bare.row_of(token.label, before_figures) {
        events.push(Event::Label { row, score, words: token });
    } else if token.label.is_none() && token.text.chars().count() >= SHORTEST_LABEL {
        events.push(Event::Words(token));
    }
}

/// A row of a grid; `apart` where figures follow in lines.
fn grid_row<'t>(row: &[&'t Token<'t>], apart: bool, bare: Bare, events: &mut Vec<Event<'t>>) {
    let first_figure = row.iter().position(|t| matches!(t.look, Look::Figure | Look::Run));
    let has_figures = first_figure.is_some();
    let words_end = first_figure.unwrap_or(row.len());
    // The last words that name a row; groups and the vertical label stand before them.
    let named = (0..words_end)
        .rev()
        .find_map(|at| bare.row_of(row[at].label, has_figures).map(|found| (at, found)));
    let named = named.or_else(|| split_label(&row[..words_end], has_figures, bare));
    let label_at = match named {
        Some((at, _)) => Some(at),
        None => row[..words_end].iter().rposition(|t| t.look == Look::Word),
    };
    let from = label_at.map_or(0, |at| at + 1);
    let values = Values { cells: row[from..].to_vec() };
    let words = label_at.map(|at| row[at]);
    let wide = values.cells.len() >= WIDTH && !apart;
    match named {
        Some((_, found)) if has_figures || wide => {
            events.push(Event::Row { row: Some(found), words, values });
        }
        Some((at, (row_found, score))) => {
            events.push(Event::Label { row: row_found, score, words: row[at] });
            for token in &row[at + 1..] {
                if token.look != Look::Blank {
                    events.push(Event::Values(Values { cells: vec![*token] }));
                }
            }
        }
        None if has_figures => {
            let nameless = words.filter(|t| t.label.is_none());
            match nameless {
                Some(_) => events.push(Event::Row { row: None, words: nameless, values }),
                None => events.push(Event::Values(values)),
            }
        }
        None => {}
    }
}

/// A label that stands in several cells of a row.
fn split_label(words: &[&Token<'_>], figures: bool, bare: Bare) -> Option<(usize, (Row, f32))> {
    let pieces: Vec<usize> = (0..words.len()).filter(|at| words[*at].look == Look::Word).collect();
    let last = *pieces.last()?;
    (0..pieces.len().saturating_sub(1)).rev().find_map(|from| {
        let text: String = pieces[from..].iter().map(|at| words[*at].text.as_ref()).collect();
        bare.row_of(label::find(&text), figures).map(|found| (last, found))
    })
}

/// Figures in lines: rows of seven a line, or one after the other.
fn figures<'t>(run: &[&'t Token<'t>], events: &mut Vec<Event<'t>>) {
    let mut push = |cells: &[&'t Token<'t>]| {
        if !cells.is_empty() {
            events.push(Event::Values(Values { cells: cells.to_vec() }));
        }
    };
    if run.iter().any(|t| t.look == Look::Run) {
        push(run);
        return;
    }
    let mut lines: Vec<&[&'t Token<'t>]> = Vec::new();
    let mut at = 0;
    while at < run.len() {
        let len = run[at..].iter().take_while(|t| t.row == run[at].row).count();
        lines.push(&run[at..at + len]);
        at += len;
    }
    if let Some(rows) = packed(&lines, run) {
        rows.into_iter().for_each(push);
    } else if lines.iter().any(|line| line.len() > 1) {
        lines.into_iter().for_each(push);
    } else if run.len().is_multiple_of(WIDTH) {
        run.chunks(WIDTH).for_each(push);
    } else {
        push(run);
    }
}

/// Rows that break into several lines, where whole lines always make just a full row: a PDF prints
/// the cells of a row that stand higher in a line of their own.
fn packed<'a, 't>(
    lines: &[&[&'t Token<'t>]],
    run: &'a [&'t Token<'t>],
) -> Option<Vec<&'a [&'t Token<'t>]>> {
    let mut open = 0;
    for line in lines {
        open += line.len();
        if open > WIDTH {
            return None;
        }
        open %= WIDTH;
    }
    (open == 0).then(|| run.chunks(WIDTH).collect())
}
