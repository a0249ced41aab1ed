//! Which columns of a grid hold the seven figures.

use super::{Line, WIDTH};
use crate::form::Column;
use crate::read::align::label::Label;
use crate::read::align::token::{Look, Token};
use std::collections::{BTreeMap, BTreeSet};

/// A set of columns: the first, and one past the last, of each.
type Set = Vec<(u16, u16)>;

/// The columns of each grid, by its header and by where its figures stand.
#[derive(Debug, Default)]
pub struct Columns {
    by_header: BTreeMap<u32, Set>,
    by_figures: BTreeMap<u32, Set>,
}

impl Columns {
    /// Finds the columns: those under 自然人 … 总计 where all seven stand in order; and those that
    /// hold any figure, where there are just seven.
    pub fn new(tokens: &[&Token<'_>], lines: &[Line<'_>]) -> Self {
        Columns { by_header: headers(tokens), by_figures: figures(lines) }
    }

    /// The sets to try for a grid, the best first.
    pub fn of(&self, grid: Option<u32>) -> Vec<&[(u16, u16)]> {
        let Some(grid) = grid else { return Vec::new() };
        let sets = [self.by_header.get(&grid), self.by_figures.get(&grid)];
        sets.into_iter().flatten().map(Vec::as_slice).collect()
    }
}

fn headers(tokens: &[&Token<'_>]) -> BTreeMap<u32, Set> {
    let mut grids: BTreeMap<u32, [Option<(u16, u16)>; WIDTH]> = BTreeMap::new();
    let mut header_row = 0;
    for token in tokens {
        let Some(place) = token.cell else { continue };
        let column = match token.is() {
            Some(Label::Applicant(column)) => {
                header_row = token.row;
                Some(column)
            }
            Some(Label::Other) if token.row == header_row => Some(Column::Other),
            Some(Label::Total) => Some(Column::Total),
            _ => None,
        };
        if let Some(column) = column {
            let columns = grids.entry(place.grid).or_insert([None; WIDTH]);
            columns[column.index()].get_or_insert((place.column, place.end));
        }
    }
    let complete = |(grid, columns): (u32, [Option<(u16, u16)>; WIDTH])| {
        let columns: Option<Set> = columns.into_iter().collect();
        let in_order = |set: &Set| set.windows(2).all(|pair| pair[0].1 <= pair[1].0);
        columns.filter(in_order).map(|columns| (grid, columns))
    };
    grids.into_iter().filter_map(complete).collect()
}

fn figures(lines: &[Line<'_>]) -> BTreeMap<u32, Set> {
    let mut grids: BTreeMap<u32, BTreeSet<(u16, u16)>> = BTreeMap::new();
    for token in lines.iter().flat_map(|line| &line.values.cells) {
        if let Some(place) = token.cell.filter(|_| token.look == Look::Figure) {
            grids.entry(place.grid).or_default().insert((place.column, place.end));
        }
    }
    grids
        .into_iter()
        .filter(|(_, set)| set.len() == WIDTH)
        .map(|(grid, set)| (grid, set.into_iter().collect()))
        .collect()
}
