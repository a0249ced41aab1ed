//! Table four: fifteen figures in one row, three groups of five.

use super::label::Label;
use super::row::{self, Pick};
use super::sheet::Sheet;
use super::split;
use super::token::{Look, Token};
use crate::form::{Cell, DisputeColumn, DisputeGroup, Table};
use crate::record::{ProblemKind, Span};

const WIDTH: usize = 15;

/// Reads the tokens of the zone of table four.
pub fn read(tokens: &[&Token<'_>], sheet: &mut Sheet<'_>) {
    let cells: Vec<Cell> = Cell::of_table(Table::Disputes).collect();
    let Some(start) = tokens.iter().position(|t| is_head(t)) else { return };
    let rows = row::runs(&tokens[start..]);
    let mut leftover: Option<Vec<&Token<'_>>> = None;
    let mut done = false;
    for run in &rows {
        let figures = run.values.iter().filter(|t| t.look != Look::Blank).count();
        if figures == 0 || !(run.under_head || figures >= WIDTH - 2) {
            continue;
        }
        let picked = row::pick(&run.values, WIDTH, &row::Votes::default());
        // Lines of several figures that only together make a row must tie.
        let sure = |cells: &[&Token<'_>]| !run.is_wrapped() || cells.chunks(5).all(row::ties);
        if let Pick::Cells(picked) = picked
            && !run.has_runs()
            && sure(&picked)
        {
            let row: Vec<(Cell, &Token<'_>)> = cells.iter().copied().zip(picked).collect();
            put(sheet, &row);
            done = true;
        } else if run.has_runs() {
            done |= cut(sheet, &cells, &run.values);
        } else if let Some(group) = run.group {
            // A row a group: its label, then five figures.
            if let Pick::Cells(picked) = row::pick(&run.values, 5, &row::Votes::default()) {
                let of_group = DisputeColumn::ALL.map(|column| Cell::dispute(group, column));
                let row: Vec<(Cell, &Token<'_>)> = of_group.into_iter().zip(picked).collect();
                put(sheet, &row);
                done = true;
            }
        } else if figures >= 5 && leftover.is_none() {
            leftover = Some(run.values.clone());
        }
        if done && run.group.is_none() {
            return;
        }
    }
    if let (false, Some(values)) = (done, leftover) {
        sheet.put_text(ProblemKind::WrongWidth, &cells, &values);
    }
}

fn is_head(token: &Token<'_>) -> bool {
    matches!(
        token.is(),
        Some(Label::Heading(_) | Label::Group4(_) | Label::Lawsuits | Label::Result(_))
    )
}

fn put(sheet: &mut Sheet<'_>, row: &[(Cell, &Token<'_>)]) {
    if let Some((cell, last)) = row.last()
        && sheet.is_cut(last)
        && !row::ties(&row[row.len() - 5..].iter().map(|(_, t)| *t).collect::<Vec<_>>())
    {
        let (rest, _) = row.split_at(row.len() - 1);
        sheet.put_row(rest);
        sheet.put_text(ProblemKind::CutOff, &[*cell], &[last]);
        return;
    }
    sheet.put_row(row);
}

/// Cuts runs of digits by the three sums. Whether anything came of it.
fn cut(sheet: &mut Sheet<'_>, cells: &[Cell], values: &[&Token<'_>]) -> bool {
    let runs: Vec<&str> = values.iter().map(|t| t.text.as_ref()).collect();
    let digits: usize = runs.iter().map(|run| run.len()).sum();
    if digits < WIDTH {
        return false;
    }
    if runs.len() == WIDTH {
        let row: Vec<(Cell, &Token<'_>)> =
            cells.iter().copied().zip(values.iter().copied()).collect();
        put(sheet, &row);
        return true;
    }
    let ways = split::ways(&runs, WIDTH, 5).unwrap_or_default();
    let span = values.iter().map(|t| t.span).reduce(Span::join).unwrap_or(Span::new(0, 0));
    for (index, cell) in cells.iter().enumerate() {
        let mut figures = ways.iter().map(|way| way[index]);
        match figures.next() {
            Some(first) if figures.all(|figure| figure == first) => {
                sheet.put_number(*cell, first, span);
            }
            _ => sheet.put_text(ProblemKind::Ambiguous, &[*cell], values),
        }
    }
    true
}

/// The group that a label names, for tables with a row a group.
pub fn group(label: Option<Label>) -> Option<DisputeGroup> {
    match label {
        Some(Label::Group4(group)) => Some(group),
        _ => None,
    }
}
