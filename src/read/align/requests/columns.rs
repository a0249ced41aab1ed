//! Which cells of a grid's rows hold the seven figures.
//!
//! A grid can be laid out in several ways: figures under their headings, figures right after the
//! label with padding behind, columns without a heading between. The one is taken under which the
//! most rows tie.

use super::{Line, WIDTH};
use crate::form::Column;
use crate::read::align::label::Label;
use crate::read::align::row::{self, Pick, Votes};
use crate::read::align::token::{Look, Token};
use std::collections::{BTreeMap, BTreeSet};

/// A set of columns: the first, and one past the last, of each.
type Set = Vec<(u16, u16)>;

/// A way to find the cells of a row.
#[derive(Debug, Clone, PartialEq)]
enum Layout {
    /// Under 自然人 … 总计.
    Headings(Set),
    /// Next to each other, only empty cells left out at the edges.
    Together,
    /// In the only seven columns that hold figures.
    Columns(Set),
    /// At the only seven distances from the label at which figures stand.
    Distances(Vec<usize>),
}

/// The layouts of each grid, the best first.
#[derive(Debug, Default)]
pub struct Columns {
    grids: BTreeMap<u32, Vec<Layout>>,
    /// Grids whose rows start neither in the same column nor at the same distance.
    ragged: BTreeSet<u32>,
    votes: Votes,
}

impl Columns {
    /// Finds the layouts of the grids that the lines stand in.
    pub fn new(tokens: &[&Token<'_>], lines: &[Line<'_>]) -> Self {
        let mut votes = Votes::default();
        let mut rows: BTreeMap<u32, Vec<&[&Token<'_>]>> = BTreeMap::new();
        for line in lines {
            let values = line.values.cells.as_slice();
            if let Some(start) = row::certain_start(values, WIDTH) {
                votes.count(values, start);
            }
            if let Some(grid) = grid(values) {
                rows.entry(grid).or_default().push(values);
            }
        }
        let ragged =
            rows.iter().filter(|(_, rows)| is_ragged(rows)).map(|(grid, _)| *grid).collect();
        let mut columns = Columns { grids: BTreeMap::new(), ragged, votes };
        let mut headings = headings(tokens);
        for (grid, rows) in rows {
            let mut layouts: Vec<Layout> =
                headings.remove(&grid).map(Layout::Headings).into_iter().collect();
            layouts.push(Layout::Together);
            layouts
                .extend(used(&rows, |t, _| t.cell.map(|p| (p.column, p.end))).map(Layout::Columns));
            layouts.extend(used(&rows, |_, at| Some(at)).map(Layout::Distances));
            // A stable sort: where as many rows tie, the order above decides.
            let mut scored: Vec<(usize, Layout)> = layouts
                .into_iter()
                .map(|layout| {
                    let fits = rows.iter().filter_map(|row| columns.cells(row, &layout));
                    let ties = fits.filter(|cells| row::ties(cells)).count();
                    (ties, layout)
                })
                .collect();
            scored.sort_by_key(|(ties, _)| std::cmp::Reverse(*ties));
            let layouts = scored.into_iter().map(|(_, layout)| layout).collect();
            columns.grids.insert(grid, layouts);
        }
        columns
    }

    /// The seven cells of a row.
    pub fn pick<'t>(&self, values: &[&'t Token<'t>]) -> Pick<'t> {
        let together = || row::pick(values, WIDTH, &self.votes);
        let layouts = grid(values).and_then(|grid| self.grids.get(&grid));
        let Some((best, others)) = layouts.and_then(|layouts| layouts.split_first()) else {
            return together();
        };
        let ragged = grid(values).is_some_and(|grid| self.ragged.contains(&grid));
        let doubtful =
            |layout: &Layout| *layout == Layout::Together && ragged && values.len() != WIDTH;
        if let Some(cells) = self.cells(values, best)
            && (!doubtful(best) || row::ties(&cells))
        {
            return Pick::Cells(cells);
        }
        // A row that is laid out in another way than the rest must tie.
        let other = others
            .iter()
            .filter_map(|layout| self.cells(values, layout))
            .find(|cells| row::ties(cells) || values.len() == WIDTH);
        match (other, together()) {
            (Some(cells), _) => Pick::Cells(cells),
            (None, Pick::Cells(_) | Pick::Several) => Pick::Several,
            (None, Pick::Width) => Pick::Width,
        }
    }

    fn cells<'t>(&self, values: &[&'t Token<'t>], layout: &Layout) -> Option<Vec<&'t Token<'t>>> {
        match layout {
            Layout::Headings(set) | Layout::Columns(set) => row::by_columns(values, set),
            Layout::Together => match row::pick(values, WIDTH, &self.votes) {
                Pick::Cells(cells) => Some(cells),
                Pick::Several | Pick::Width => None,
            },
            Layout::Distances(distances) => {
                let filled = |at: usize| values[at].look != Look::Blank;
                let all = (0..values.len()).all(|at| !filled(at) || distances.contains(&at));
                let cells: Option<Vec<&Token<'_>>> =
                    distances.iter().map(|at| values.get(*at).copied()).collect();
                cells.filter(|_| all)
            }
        }
    }
}

/// Whether it is doubtful where rows start: in different places, never right after the label, or
/// many rows do not hold seven cells next to each other at all.
fn is_ragged(rows: &[&[&Token<'_>]]) -> bool {
    let mut distances = BTreeSet::new();
    let mut columns = BTreeSet::new();
    let filled = || rows.iter().filter(|row| row.iter().any(|t| t.look == Look::Figure));
    let apart = filled().filter(|row| !row::can_start(row, WIDTH)).count();
    if apart * 5 > filled().count() {
        return true;
    }
    for row in filled() {
        if let Some(start) = row::certain_start(row, WIDTH) {
            distances.insert(start);
            columns.insert(row[start].cell.map(|place| place.column));
        }
    }
    // A column that is empty in every row, right after the deepest label, may be one of the seven.
    let never_beside_label = distances.first().is_some_and(|first| *first > 0);
    never_beside_label || distances.len() > 1 && columns.len() > 1
}

fn grid(values: &[&Token<'_>]) -> Option<u32> {
    values.first().and_then(|token| token.cell).map(|place| place.grid)
}

/// The places at which the rows have figures, where there are just seven.
fn used<K: Ord>(
    rows: &[&[&Token<'_>]],
    place: impl Fn(&Token<'_>, usize) -> Option<K>,
) -> Option<Vec<K>> {
    let mut places = BTreeSet::new();
    for row in rows {
        for (at, token) in row.iter().enumerate().filter(|(_, t)| t.look == Look::Figure) {
            places.extend(place(token, at));
        }
    }
    (places.len() == WIDTH).then(|| places.into_iter().collect())
}

/// The columns under the headings of each grid, where all seven stand in order.
fn headings(tokens: &[&Token<'_>]) -> BTreeMap<u32, Set> {
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
