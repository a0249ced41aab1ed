//! Rows whose figures are run together, cut by the sums of rows and columns.

use super::{Line, WIDTH};
use crate::form::{Cell, Column, EquationKind, Row, RowSet, equations};
use crate::read::align::sheet::Sheet;
use crate::read::align::split;
use crate::record::{ProblemKind, Span};
use std::collections::BTreeMap;

/// The most combinations of cuts that are tried against the sums of the columns.
const MOST_COMBINATIONS: usize = 200_000;

/// A row with the ways to cut it.
struct Cut<'l, 't> {
    row: Row,
    line: &'l Line<'t>,
    ways: Vec<Vec<u64>>,
    /// Whether there is no other way even if cells were empty: figures that stand apart, or as many
    /// digits as cells with a 0 before the total, so that no figure has more than one digit.
    plain: bool,
}

/// Reads the lines that have runs of digits.
pub fn read(lines: &[Line<'_>], sheet: &mut Sheet<'_>) {
    let mut cuts: Vec<Cut<'_, '_>> = Vec::new();
    for line in lines.iter().filter(|line| line.values.has_runs()) {
        let Some(row) = line.row else { continue };
        if cuts.iter().any(|cut| cut.row == row) {
            continue;
        }
        let runs: Vec<&str> = line.values.cells.iter().map(|t| t.text.as_ref()).collect();
        let ways = if runs.len() == WIDTH {
            // The figures stand apart after all.
            let apart: Option<Vec<u64>> = runs.iter().map(|run| run.parse().ok()).collect();
            apart.into_iter().collect()
        } else {
            split::ways(&runs, WIDTH, WIDTH).unwrap_or_default()
        };
        let digits: usize = runs.iter().map(|run| run.len()).sum();
        let single = runs.concat().bytes().rev().nth(1) == Some(b'0');
        let plain = runs.len() == WIDTH || digits == WIDTH && single;
        cuts.push(Cut { row, line, ways, plain });
    }
    if cuts.is_empty() {
        return;
    }
    let solved = solve(&cuts);
    for (index, cut) in cuts.iter().enumerate() {
        if !cut.line.values.is_glued() {
            continue;
        }
        let cells = Column::ALL.map(|column| Cell::request(cut.row, column));
        let tokens = &cut.line.values.cells;
        let span = tokens.iter().map(|t| t.span).reduce(Span::join).unwrap_or(Span::new(0, 0));
        let readings: Vec<&Vec<u64>> = match &solved {
            Solved::Ties(combinations) => {
                combinations.iter().map(|choice| &cut.ways[choice[index]]).collect()
            }
            // Where the columns do not speak for it, a row's own sum is not enough: an empty cell
            // may have let two digits slip together.
            Solved::Open | Solved::Never if cut.plain => cut.ways.iter().collect(),
            Solved::Open | Solved::Never => Vec::new(),
        };
        if cut.ways.is_empty() || readings.is_empty() {
            sheet.put_text(ProblemKind::Ambiguous, &cells, tokens);
            continue;
        }
        for (column, cell) in cells.into_iter().enumerate() {
            let first = readings[0][column];
            if readings.iter().all(|way| way[column] == first) {
                sheet.put_number(cell, first, span);
            } else {
                sheet.put_text(ProblemKind::Ambiguous, &[cell], tokens);
            }
        }
    }
}

/// What the columns say of the cuts.
enum Solved {
    /// These combinations, one way a row, make all columns tie.
    Ties(Vec<Vec<usize>>),
    /// The columns cannot be checked: rows are missing, or there are too many combinations.
    Open,
    /// No combination makes them tie.
    Never,
}

fn solve(cuts: &[Cut<'_, '_>]) -> Solved {
    let rows: RowSet = cuts.iter().map(|cut| cut.row).collect();
    let columns: Vec<_> = equations(rows)
        .iter()
        .filter(|e| matches!(e.kind, EquationKind::Balance | EquationKind::Outcomes))
        .cloned()
        .collect();
    let complete = crate::form::Form::ALL.iter().any(|form| rows == RowSet::of_form(*form));
    if columns.is_empty() || !complete {
        return Solved::Open;
    }
    if cuts.iter().any(|cut| cut.ways.is_empty()) {
        return Solved::Never;
    }
    let combinations = cuts.iter().try_fold(1_usize, |product, cut| {
        product.checked_mul(cut.ways.len()).filter(|p| *p <= MOST_COMBINATIONS)
    });
    if combinations.is_none() {
        return Solved::Open;
    }
    let place: BTreeMap<Row, usize> =
        cuts.iter().enumerate().map(|(index, cut)| (cut.row, index)).collect();
    // The terms of each equation as (row among the cuts, column, sign).
    let terms: Vec<Vec<(usize, usize, i64)>> = columns
        .iter()
        .map(|equation| {
            equation
                .terms()
                .filter_map(|(cell, sign)| {
                    let (row, column) = cell.as_request()?;
                    Some((*place.get(&row)?, column.index(), sign))
                })
                .collect()
        })
        .collect();
    let mut choice = vec![0_usize; cuts.len()];
    let mut found = Vec::new();
    loop {
        let ties = terms.iter().all(|terms| {
            let sum: i64 = terms
                .iter()
                .map(|&(row, column, sign)| {
                    sign * i64::try_from(cuts[row].ways[choice[row]][column]).unwrap_or(0)
                })
                .sum();
            sum == 0
        });
        if ties {
            found.push(choice.clone());
        }
        // The next combination, like the digits of a counter.
        let Some(at) = (0..cuts.len()).find(|at| choice[*at] + 1 < cuts[*at].ways.len()) else {
            break;
        };
        choice[at] += 1;
        choice[..at].fill(0);
    }
    if found.is_empty() { Solved::Never } else { Solved::Ties(found) }
}
