//! Figures that only count: the rows of a table numbered, or its columns.
//!
//! A program that prints a table without headings calls its columns 0, 1, 2 … and its rows too. No
//! figure of the form is among them, and the row of column numbers is as wide as a row of figures.

use super::token::{Look, Token};
use crate::read::number;

/// Fewer rows or columns may count upwards by chance.
const FEWEST: usize = 4;

/// The tokens without those that only count.
pub fn without(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let rows: Vec<&[Token<'_>]> = tokens.chunk_by(|a, b| a.row == b.row).collect();
    let mut counts = vec![false; tokens.len()];
    let mut at = 0;
    // The rows in a chain: where each starts, and the number that it starts with.
    let mut chain: Vec<(usize, u32)> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        if counts_columns(row) {
            counts[at..at + row.len()].fill(true);
        }
        let number = row_number(row);
        let follows = match (number, chain.last()) {
            (Some(number), Some((_, last))) => number == last + 1,
            _ => false,
        };
        if !follows {
            close(&mut chain, &mut counts);
        }
        if let Some(number) = number.filter(|number| follows || *number <= 1) {
            chain.push((at, number));
        }
        at += row.len();
        if index + 1 == rows.len() {
            close(&mut chain, &mut counts);
        }
    }
    if !counts.contains(&true) {
        return tokens;
    }
    let mut counts = counts.into_iter();
    tokens.into_iter().filter(|_| !counts.next().unwrap_or(false)).collect()
}

fn close(chain: &mut Vec<(usize, u32)>, counts: &mut [bool]) {
    if chain.len() >= FEWEST {
        chain.iter().for_each(|(at, _)| counts[*at] = true);
    }
    chain.clear();
}

fn count(token: &Token<'_>) -> Option<u32> {
    // Before words a figure is taken for one of them.
    let plain = matches!(token.look, Look::Figure | Look::Word) && number::is_plain(&token.text);
    plain.then(|| token.text.parse().ok()).flatten()
}

/// The figure with which a row starts that has more to it.
fn row_number(row: &[Token<'_>]) -> Option<u32> {
    let first = row.first().filter(|t| t.cell.is_none_or(|place| place.column == 0))?;
    count(first).filter(|_| row.len() > 1)
}

/// Whether the row is nothing but figures, each one more than the last.
fn counts_columns(row: &[Token<'_>]) -> bool {
    let filled = || row.iter().filter(|t| t.look != Look::Blank);
    let numbers: Option<Vec<u32>> = filled().map(count).collect();
    numbers.is_some_and(|numbers| {
        numbers.len() >= FEWEST && numbers.windows(2).all(|pair| pair[0] + 1 == pair[1])
    })
}
