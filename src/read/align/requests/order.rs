//! Rows whose label is damaged, missing or misprinted, placed by what stands around them.

use super::columns::Columns;
use super::{Line, WIDTH};
use crate::form::{Cell, Column, Equation, EquationKind, Form, Kind, Row, RowSet, equations};
use crate::read::align::row::Pick;
use crate::read::align::token::Look;
use crate::read::number;
use std::collections::BTreeMap;

/// Places the rows without a row of the form, and those that only repeat a neighbour's label.
pub fn place(lines: &mut [Line<'_>], form: Option<Form>) {
    release_repeated(lines);
    let rows = expected(lines, form);
    let mut at = 0;
    while at < lines.len() {
        if lines[at].row.is_some() {
            at += 1;
            continue;
        }
        let end = at + lines[at..].iter().take_while(|line| line.row.is_none()).count();
        fill(lines, at, end, &rows);
        at = end;
    }
}

/// The rows that this document should have, in order.
pub fn expected(lines: &[Line<'_>], form: Option<Form>) -> Vec<Row> {
    let has = |keys: fn(&Row) -> bool| lines.iter().any(|l| l.row.is_some_and(|r| keys(&r)));
    let divided = has(|row| row.key().starts_with("other.") && *row != Row::OTHER_ALL);
    let undivided = has(|row| *row == Row::OTHER_ALL);
    let full = lines.iter().filter(|line| is_full(line)).count();
    let count = |form| Row::of_form(form).count();
    let form = if divided && !undivided {
        Form::F2021
    } else if undivided && !divided {
        Form::F2019
    } else if full == count(Form::F2021) {
        Form::F2021
    } else if full == count(Form::F2019) {
        Form::F2019
    } else {
        form.unwrap_or(Form::F2021)
    };
    Row::of_form(form).collect()
}

fn is_full(line: &Line<'_>) -> bool {
    line.values.cells.iter().filter(|t| t.look != Look::Blank).count() >= WIDTH - 1
}

/// A label printed on two rows that follow each other: the one that fits its neighbours keeps it.
fn release_repeated(lines: &mut [Line<'_>]) {
    for at in 1..lines.len() {
        let (Some(before), Some(row)) = (lines[at - 1].row, lines[at].row) else { continue };
        if before != row {
            continue;
        }
        let after = lines.get(at + 1).and_then(|line| line.row);
        let earlier = at.checked_sub(2).and_then(|two| lines[two].row);
        let next = |row: Row, by: usize| Row::from_index(row.index() + by);
        if after == next(row, 2) {
            lines[at].row = None;
        } else if earlier.and_then(|row| next(row, 2)) == Some(row) {
            lines[at - 1].row = None;
        }
    }
}

/// Whether all rows of the form stand there, each once and in its order.
pub fn is_in_order(lines: &[Line<'_>]) -> bool {
    let rows: Vec<Row> = lines.iter().filter_map(|line| line.row).collect();
    Form::ALL.into_iter().any(|form| Row::of_form(form).eq(rows.iter().copied()))
}

/// Whether the sums of the columns hold, all cells being numbers.
pub fn columns_tie(lines: &[Line<'_>], columns: &Columns) -> bool {
    let mut figures: BTreeMap<Cell, f64> = BTreeMap::new();
    for line in lines {
        let Some(row) = line.row else { continue };
        let Pick::Cells(cells) = columns.pick(&line.values.cells) else { return false };
        for (column, token) in Column::ALL.into_iter().zip(cells) {
            let parsed = number::parse(&token.text, Kind::Count);
            let Some(figure) = parsed.number else { return false };
            figures.entry(Cell::request(row, column)).or_insert(figure);
        }
    }
    let rows: RowSet = lines.iter().filter_map(|line| line.row).collect();
    let sums = |kind| matches!(kind, EquationKind::Balance | EquationKind::Outcomes);
    let mut equations: Vec<Equation> =
        equations(rows).iter().filter(|e| sums(e.kind)).cloned().collect();
    let both = [EquationKind::Balance, EquationKind::Outcomes]
        .into_iter()
        .all(|kind| equations.iter().any(|e| e.kind == kind));
    equations.retain(|equation| {
        let sum: f64 = equation
            .terms()
            .map(|(cell, sign)| if sign > 0 { figures[&cell] } else { -figures[&cell] })
            .sum();
        sum != 0.0
    });
    both && equations.is_empty()
}

/// Gives the lines from `at` to `end` the rows between their neighbours, where there are just as
/// many.
fn fill(lines: &mut [Line<'_>], at: usize, end: usize, rows: &[Row]) {
    let before = lines[..at].iter().rev().find_map(|line| line.row);
    let after = lines[end..].iter().find_map(|line| line.row);
    let position = |row: Option<Row>| row.and_then(|row| rows.iter().position(|r| *r == row));
    let from = match before {
        None => 0,
        Some(_) => match position(before) {
            Some(position) => position + 1,
            None => return,
        },
    };
    let to = match after {
        None => rows.len(),
        Some(_) => match position(after) {
            Some(position) => position,
            None => return,
        },
    };
    let fillable: Vec<usize> = (at..end).filter(|line| is_full(&lines[*line])).collect();
    if from >= to || fillable.len() != to - from {
        return;
    }
    let taken = |row: &Row| lines.iter().any(|line| line.row == Some(*row));
    if rows[from..to].iter().any(taken) {
        return;
    }
    for (line, row) in fillable.into_iter().zip(&rows[from..to]) {
        lines[line].row = Some(*row);
        lines[line].by_order = true;
    }
}
