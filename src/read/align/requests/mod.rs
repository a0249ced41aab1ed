//! Table three: rows of seven figures, named by label and by place.

mod columns;
mod event;
mod order;
mod pair;
mod runs;

use super::header;
use super::label::Label;
use super::row::{self, Pick};
use super::sheet::Sheet;
use super::token::{Look, Token};
use crate::form::{Cell, Column, Form, Row};
use crate::record::{ProblemKind, Span, State};
use columns::Columns;
use event::Values;

/// How many figures a row has.
pub const WIDTH: usize = 7;

/// More rows than this found by their place alone need the sums of the columns behind them.
const FEW_BY_ORDER: usize = 2;

/// More missing rows than this are told as one problem.
const MOST_MISSING: usize = 6;

/// A row of figures with what names it.
#[derive(Debug)]
pub struct Line<'t> {
    /// The row of the form, where the label says so.
    pub row: Option<Row>,
    /// The words that stand where the label should, for a row without one that fits.
    pub words: Option<&'t Token<'t>>,
    /// The figures.
    pub values: Values<'t>,
    /// Whether the label was damaged or missing, and the row found by its place.
    pub by_order: bool,
    /// Whether the figures stand before the label.
    pub figures_first: bool,
    /// Whether the figures may as well belong to the next label.
    pub claimed: bool,
    /// Whether label and figures may not belong together at all.
    pub doubtful: bool,
    /// Whether labels and figures around it do not take turns, so that sums must say that the table
    /// is whole.
    pub displaced: bool,
    /// Whether the row before has figures and no label: all labels may be a row too low.
    pub shifted: bool,
}

impl Line<'_> {
    /// What to call the row in a problem.
    fn name(&self) -> String {
        match (self.words, self.row) {
            (Some(words), _) => words.text.to_string(),
            (None, Some(row)) => row.label().zh.to_owned(),
            (None, None) => String::new(),
        }
    }
}

/// Reads the tokens of the zone of table three; `form` is what table two shows.
pub fn read(tokens: &[&Token<'_>], form: Option<Form>, sheet: &mut Sheet<'_>) {
    let events = event::events(tokens);
    let mut lines = pair::pair(events);
    if lines.is_empty() {
        return;
    }
    order::place(&mut lines, form);
    drop_group_row(&mut lines, tokens);
    let columns = Columns::new(tokens, &lines);
    let doubtful = lines.iter().filter(|line| line.by_order).count() > FEW_BY_ORDER
        && !order::columns_tie(&lines, &columns);
    let shifted = lines.iter().any(|line| line.shifted);
    if shifted && !order::columns_tie(&lines, &columns) {
        lines.iter_mut().for_each(|line| line.doubtful |= line.shifted);
    }
    if header::mixes_applicants(tokens) {
        lines.iter_mut().for_each(|l| l.displaced |= header::in_lines(&l.values.cells));
    }
    let displaced = lines.iter().any(|line| line.displaced);
    if displaced && !(order::is_in_order(&lines) && order::columns_tie(&lines, &columns)) {
        lines.iter_mut().for_each(|line| line.doubtful |= line.displaced);
    }
    runs::read(&lines, sheet);
    missing(&lines, form, tokens, sheet);
    for line in &lines {
        let place = line.values.span();
        let Some(row) = line.row else {
            if line.values.cells.iter().any(|t| t.look != Look::Blank) {
                sheet.problem(ProblemKind::UnknownRow, place, &line.name());
            }
            continue;
        };
        if line.by_order {
            if doubtful {
                let cells = Column::ALL.map(|column| Cell::request(row, column));
                sheet.put_text(ProblemKind::Ambiguous, &cells, &line.values.cells);
                continue;
            }
            sheet.problem(ProblemKind::DamagedLabel, place, &line.name());
        }
        if !line.values.is_glued() {
            put(line, row, &columns, sheet);
        }
    }
}

/// Tells of the rows that the table lacks.
fn missing(lines: &[Line<'_>], form: Option<Form>, tokens: &[&Token<'_>], sheet: &mut Sheet<'_>) {
    let Some(end) =
        tokens.last().map(|last| Span::new(last.span.end as usize, last.span.end as usize))
    else {
        return;
    };
    let rows = order::expected(lines, form);
    let has = |row: &Row| lines.iter().any(|line| line.row == Some(*row));
    let last = rows.iter().rposition(has).unwrap_or(0);
    let cut = sheet.ends_at(end) && last + 1 < rows.len();
    // What a document that ends here cannot have is one problem, not many.
    if cut {
        sheet.problem(ProblemKind::CutOff, end, rows[last + 1].label().zh);
    }
    let lost = rows.iter().take(if cut { last } else { rows.len() }).filter(|row| !has(row));
    let names: Vec<&str> = lost.map(|row| row.label().zh).collect();
    if names.len() > MOST_MISSING {
        sheet.problem(ProblemKind::MissingRow, end, &names.join("；"));
    } else {
        names.iter().for_each(|name| sheet.problem(ProblemKind::MissingRow, end, name));
    }
}

/// 其他处理 over its three rows is a heading, also where its empty cells look like a row. Figures that
/// stand beside it belong to another row, and nothing says to which.
fn drop_group_row(lines: &mut Vec<Line<'_>>, tokens: &[&Token<'_>]) {
    let below = |row: Row| row.key().starts_with("other.") && row != Row::OTHER_ALL;
    let divided = lines.iter().any(|l| l.row.is_some_and(below))
        || tokens.iter().any(|t| matches!(t.is(), Some(Label::Row(row)) if below(row)));
    if divided {
        let is_heading = |line: &Line<'_>| line.row == Some(Row::OTHER_ALL);
        let is_empty = |line: &Line<'_>| line.values.cells.iter().all(|t| t.look == Look::Blank);
        lines.retain(|line| !is_heading(line) || !is_empty(line));
        lines.iter_mut().filter(|line| is_heading(line)).for_each(|line| line.doubtful = true);
    }
}

fn put(line: &Line<'_>, row: Row, columns: &Columns, sheet: &mut Sheet<'_>) {
    let cells = Column::ALL.map(|column| Cell::request(row, column));
    let values = &line.values.cells;
    if line.claimed || line.doubtful {
        sheet.put_text(ProblemKind::Ambiguous, &cells, values);
        return;
    }
    // One sign for nothing across all columns.
    if let [one] = values.as_slice()
        && one.look == Look::Figure
        && one.cell.is_some_and(|place| usize::from(place.end - place.column) >= WIDTH)
        && crate::read::number::parse(&one.text, crate::form::Kind::Count).state == State::Dash
    {
        sheet.put_row(&cells.map(|cell| (cell, *one)));
        return;
    }
    match columns.pick(values) {
        Pick::Cells(picked) => {
            let pairs: Vec<(Cell, &Token<'_>)> =
                cells.into_iter().zip(picked.iter().copied()).collect();
            let cut = picked.last().is_some_and(|last| sheet.is_cut(last)) && !row::ties(&picked);
            if cut {
                let (rest, last) = pairs.split_at(WIDTH - 1);
                sheet.put_row(rest);
                sheet.put_text(ProblemKind::CutOff, &[last[0].0], &[last[0].1]);
            } else {
                sheet.put_row(&pairs);
            }
        }
        Pick::Several => sheet.put_text(ProblemKind::Ambiguous, &cells, values),
        Pick::Width => {
            let cut = values.last().is_some_and(|last| sheet.is_cut(last));
            let kind = if cut { ProblemKind::CutOff } else { ProblemKind::WrongWidth };
            sheet.put_text(kind, &cells, values);
        }
    }
}
