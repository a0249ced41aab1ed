//! Table four: fifteen figures in one row, three groups of five.

use super::header;
use super::label::Label;
use super::row::{self, Pick};
use super::sheet::Sheet;
use super::split;
use super::token::{Look, Token};
use crate::form::{Cell, DisputeColumn, DisputeGroup, Kind, Table};
use crate::read::number;
use crate::record::{ProblemKind, Span, State};

const WIDTH: usize = 15;

/// Reads the tokens of the zone of table four.
pub fn read(tokens: &[&Token<'_>], sheet: &mut Sheet<'_>) {
    let cells: Vec<Cell> = Cell::of_table(Table::Disputes).collect();
    let Some(start) = tokens.iter().position(|t| is_head(t)) else { return };
    let rows = row::runs(&tokens[start..]);
    let mut leftover: Option<Vec<&Token<'_>>> = None;
    let mut done = false;
    let mixed = header::mixes_results(&tokens[start..]);
    for run in &rows {
        let figures = run.values.iter().filter(|t| t.look != Look::Blank).count();
        if !(run.under_head || figures >= WIDTH - 2) {
            continue;
        }
        if figures == 0 && !is_blank_row(&run.values) {
            continue;
        }
        if mixed && header::in_lines(&run.values) && run.values.len() >= WIDTH {
            sheet.put_text(ProblemKind::Ambiguous, &cells, &run.values);
            return;
        }
        let picked = pick(&run.values);
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

/// Whether empty cells are as many as the row has; one more where a bar before it is no cell.
fn is_blank_row(values: &[&Token<'_>]) -> bool {
    (WIDTH..=WIDTH + 1).contains(&values.len())
}

/// Picks the cells of the row. Where cells stand one a line a bar before the row looks like an empty
/// cell, and an empty cell at its end like the bar of the next; and padding looks like empty cells
/// anywhere. Then the sums say where the row begins, if only one beginning makes them hold.
fn pick<'t>(values: &[&'t Token<'t>]) -> Pick<'t> {
    let printed = row::pick(values, WIDTH, &row::Votes::default());
    let blank = values.iter().copied().find(|t| t.look == Look::Blank);
    let in_lines = values.iter().all(|t| t.cell.is_none());
    // A figure before empty cells may number the row.
    if let Pick::Cells(cells) = &printed
        && !(in_lines && header::in_lines(values))
        && values.len() == WIDTH + 1
        && values[0].look == Look::Figure
        && cells.iter().any(|t| t.look == Look::Blank)
        && !holds(cells)
    {
        return Pick::Several;
    }
    match (&printed, blank) {
        (_, None) => return printed,
        (Pick::Cells(cells), _) if !in_lines || holds(cells) => return printed,
        _ => {}
    }
    let is_blank = |t: Option<&&Token<'_>>| t.is_some_and(|t| t.look == Look::Blank);
    let mut ways: Vec<Vec<&Token<'_>>> = Vec::new();
    let mut consider = |mut way: Vec<&'t Token<'t>>| {
        while way.len() > WIDTH && is_blank(way.last()) {
            way.pop();
        }
        if in_lines && way.len() + 1 == WIDTH {
            way.extend(blank);
        }
        if way.len() == WIDTH && holds(&way) {
            ways.push(way);
        }
    };
    consider(values.to_vec());
    if is_blank(values.first()) {
        consider(values[1..].to_vec());
    }
    if in_lines {
        consider(blank.into_iter().chain(values.iter().copied()).collect());
    }
    match ways.pop() {
        Some(way) if ways.is_empty() => Pick::Cells(way),
        _ => printed,
    }
}

/// Whether there are figures but 0, and each group ends with its sum. What is empty adds nothing.
fn holds(cells: &[&Token<'_>]) -> bool {
    let figures: Option<Vec<f64>> = cells
        .iter()
        .map(|t| {
            let parsed = number::parse(&t.text, Kind::Count);
            (parsed.state != State::Text).then_some(parsed.number.unwrap_or(0.0))
        })
        .collect();
    let sum = |group: &[f64]| {
        group.split_last().is_some_and(|(total, parts)| parts.iter().sum::<f64>() == *total)
    };
    figures.is_some_and(|figures| figures.iter().any(|f| *f != 0.0) && figures.chunks(5).all(sum))
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
