//! The cells of one row among what stands in it: padding, merged cells, columns without a heading.

use super::label::Label;
use super::token::{Look, Token};
use crate::form::{DisputeGroup, Kind};
use crate::read::number;
use std::collections::BTreeMap;

/// Where the rows of a grid have their first figure, as far as that is certain.
#[derive(Debug, Default)]
pub struct Votes {
    /// By the column of the grid.
    columns: BTreeMap<(u32, u16), u32>,
    /// By the number of cells after the label.
    offsets: BTreeMap<usize, u32>,
}

impl Votes {
    /// Counts a row whose cells start there.
    pub fn count(&mut self, values: &[&Token<'_>], start: usize) {
        if let Some(place) = values.get(start).and_then(|t| t.cell) {
            *self.columns.entry((place.grid, place.column)).or_default() += 1;
        }
        *self.offsets.entry(start).or_default() += 1;
    }

    /// The start that most certain rows share, among several that are possible.
    fn best(&self, values: &[&Token<'_>], starts: &[usize]) -> Option<usize> {
        let count = |start: usize| {
            let place = values.get(start).and_then(|t| t.cell);
            let by_column =
                place.and_then(|p| self.columns.get(&(p.grid, p.column))).copied().unwrap_or(0);
            let by_offset = self.offsets.get(&start).copied().unwrap_or(0);
            by_column.max(by_offset)
        };
        let best = starts.iter().copied().max_by_key(|start| count(*start))?;
        let unique = starts.iter().filter(|start| count(**start) == count(best)).count() == 1;
        (unique && count(best) > 0).then_some(best)
    }
}

/// The cells of a row, or why they cannot be told.
#[derive(Debug)]
pub enum Pick<'t> {
    /// As many cells as the form has columns.
    Cells(Vec<&'t Token<'t>>),
    /// Empty cells at the edge may belong to the row or not.
    Several,
    /// Fewer or more cells than columns.
    Width,
}

/// Where `width` cells can start such that only empty ones are left out.
fn starts(values: &[&Token<'_>], width: usize) -> Vec<usize> {
    let filled = |t: &&Token<'_>| t.look != Look::Blank;
    let (Some(first), Some(last)) =
        (values.iter().position(filled), values.iter().rposition(filled))
    else {
        // Nothing but empty cells: they start after the label.
        return if values.len() >= width { vec![0] } else { Vec::new() };
    };
    if values.len() < width || last - first + 1 > width {
        return Vec::new();
    }
    let low = (last + 1).saturating_sub(width);
    let high = first.min(values.len() - width);
    (low..=high).collect()
}

/// Whether `width` cells next to each other can hold all figures of the row.
pub fn can_start(values: &[&Token<'_>], width: usize) -> bool {
    !starts(values, width).is_empty()
}

/// The only place where `width` cells can start, where there is only one.
pub fn certain_start(values: &[&Token<'_>], width: usize) -> Option<usize> {
    match starts(values, width).as_slice() {
        [start] => Some(*start),
        _ => None,
    }
}

/// Picks the cells of a row out of `values`, leaving out empty cells at the edges.
pub fn pick<'t>(values: &[&'t Token<'t>], width: usize, votes: &Votes) -> Pick<'t> {
    let starts = starts(values, width);
    let start = match starts.as_slice() {
        [] => return Pick::Width,
        [start] => Some(*start),
        several => votes.best(values, several),
    };
    start.map_or(Pick::Several, |start| Pick::Cells(values[start..start + width].to_vec()))
}

/// The cells under the columns of the header: one each, and no figure left over.
pub fn by_columns<'t>(
    values: &[&'t Token<'t>],
    header: &[(u16, u16)],
) -> Option<Vec<&'t Token<'t>>> {
    let mut used = 0;
    let mut cells: Vec<&Token<'_>> = Vec::with_capacity(header.len());
    for (start, end) in header {
        let over = |t: &&&'t Token<'t>| {
            t.cell.is_some_and(|place| place.column < *end && *start < place.end)
        };
        let mut under = values.iter().filter(over);
        let cell = under.next()?;
        // Two cells under one heading: one of them empty is an extra column.
        let cell = match (cell.look, under.find(|t| t.look != Look::Blank)) {
            (Look::Blank, Some(other)) => other,
            (_, Some(_)) => return None,
            _ => cell,
        };
        if cells.iter().any(|known| std::ptr::eq(*known, *cell)) {
            return None;
        }
        used += usize::from(cell.look != Look::Blank);
        cells.push(cell);
    }
    let filled = values.iter().filter(|t| t.look != Look::Blank).count();
    (used == filled).then_some(cells)
}

/// Whether all cells are numbers and the last is the sum of the others.
pub fn ties(cells: &[&Token<'_>]) -> bool {
    let figures: Option<Vec<f64>> =
        cells.iter().map(|t| number::parse(&t.text, Kind::Count).number).collect();
    figures.is_some_and(|figures| {
        figures.split_last().is_some_and(|(total, parts)| parts.iter().sum::<f64>() == *total)
    })
}

/// Figures that stand together, without words between.
#[derive(Debug)]
pub struct Run<'t> {
    /// The figures and empty cells.
    pub values: Vec<&'t Token<'t>>,
    /// Whether a heading of table four stands right before.
    pub under_head: bool,
    /// The group whose label stands right before.
    pub group: Option<DisputeGroup>,
}

impl Run<'_> {
    /// Whether the figures stand in several lines, more than one in some.
    pub fn is_wrapped(&self) -> bool {
        let beside = self.values.windows(2).any(|pair| pair[0].row == pair[1].row);
        let below = self.values.windows(2).any(|pair| pair[0].row != pair[1].row);
        beside && below
    }

    /// Whether figures may be run together.
    pub fn has_runs(&self) -> bool {
        self.values.iter().any(|t| t.look == Look::Run)
    }
}

/// The runs of figures of a zone: a row of a grid, a full line, or figures one a line.
pub fn runs<'t>(tokens: &[&'t Token<'t>]) -> Vec<Run<'t>> {
    let mut runs: Vec<Run<'t>> = Vec::new();
    let mut last_word: Option<&Token<'_>> = None;
    let mut at = 0;
    while at < tokens.len() {
        let token = tokens[at];
        if token.look == Look::Word {
            // 数据1 is what a column is called that has no heading.
            let nameless = token
                .text
                .strip_prefix("数据")
                .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
            last_word = if nameless { last_word } else { Some(token) };
            at += 1;
            continue;
        }
        // A grid row ends with its line; figures in lines go on until a word.
        let grid_row = token.cell.map(|_| token.row);
        let len = tokens[at..]
            .iter()
            .take_while(|t| {
                t.look != Look::Word && grid_row.map_or(t.cell.is_none(), |row| t.row == row)
            })
            .count();
        let values = &tokens[at..at + len];
        let label = last_word.and_then(|word| word.is());
        let under_head = matches!(
            label,
            Some(
                Label::Result(_)
                    | Label::Total
                    | Label::Group4(_)
                    | Label::Lawsuits
                    | Label::Heading(_)
            )
        );
        let group = super::disputes::group(label);
        // Lines that are full by themselves are rows.
        let mut start = 0;
        while start < values.len() {
            let line = values[start..].iter().take_while(|t| t.row == values[start].row).count();
            let end = if line >= 15 { start + line } else { values.len() };
            runs.push(Run { values: values[start..end].to_vec(), under_head, group });
            start = end;
        }
        at += len;
    }
    runs
}
