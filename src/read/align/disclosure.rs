//! Table two: rows by their labels, columns by the headings over them.
//!
//! The two versions of the form differ in the columns, and hybrids are real, so each block is read
//! by its own headings. Where those are lost the number of figures says which columns there are,
//! as far as it can.

use super::label::{Label, Matter, Measure};
use super::sheet::Sheet;
use super::token::{Look, Token};
use crate::form::{Cell, Form};
use crate::record::{ProblemKind, Span};

/// A heading over a column; `None` for one that is not the form's.
#[derive(Debug, Clone, Copy)]
struct Head {
    measure: Option<Measure>,
    /// The grid and the columns in it.
    place: Option<(u32, u16, u16)>,
}

/// The sets of columns of both forms.
const SETS: [&[Measure]; 6] = [
    &[Measure::Issued, Measure::Repealed, Measure::InForce],
    &[Measure::Made, Measure::Published, Measure::TotalPublic],
    &[Measure::Prior, Measure::Change, Measure::Decisions],
    &[Measure::Decisions],
    &[Measure::Prior, Measure::Change],
    &[Measure::Items, Measure::Spent],
];

struct Reader<'s, 'd> {
    sheet: &'s mut Sheet<'d>,
    heads: Vec<Head>,
    /// Whether the last token was a heading.
    in_heads: bool,
    /// The row of the last heading: those beside it belong to it.
    head_row: u32,
    /// Whether figures stand right under the headings, so that labels may follow their figures.
    loose: bool,
    /// Whether words stand among the headings that are none of them, such as a damaged one.
    strange: bool,
    /// For how many rows each version speaks: 2019, 2021.
    votes: [u32; 2],
    /// Rows whose columns only the version can tell.
    waiting: Vec<(Matter, Vec<usize>)>,
}

/// Reads the tokens of the zone of table two. The answer is the version that it shows.
pub fn read(tokens: &[&Token<'_>], sheet: &mut Sheet<'_>) -> Option<Form> {
    let mut reader = Reader {
        sheet,
        heads: Vec::new(),
        in_heads: false,
        head_row: 0,
        loose: false,
        strange: false,
        votes: [0; 2],
        waiting: Vec::new(),
    };
    let mut at = 0;
    while at < tokens.len() {
        at = reader.step(tokens, at);
    }
    let [old, new] = reader.votes;
    let form = match old.cmp(&new) {
        std::cmp::Ordering::Greater => Some(Form::F2019),
        std::cmp::Ordering::Less => Some(Form::F2021),
        std::cmp::Ordering::Equal => None,
    };
    for (matter, values) in std::mem::take(&mut reader.waiting) {
        let values: Vec<&Token<'_>> = values.into_iter().map(|at| tokens[at]).collect();
        reader.without_heads(matter, &values, form);
    }
    form
}

impl Reader<'_, '_> {
    /// Takes one token, or a row; the answer is where to go on.
    fn step(&mut self, tokens: &[&Token<'_>], at: usize) -> usize {
        let token = tokens[at];
        match token.is() {
            Some(Label::Article | Label::Content | Label::Heading(_)) => {
                self.heads.clear();
                self.in_heads = true;
                self.loose = false;
                self.strange = false;
                self.head_row = token.row;
                at + 1
            }
            Some(Label::Measure(measure)) => {
                self.head(token, Some(measure));
                at + 1
            }
            Some(Label::Matter(matter)) => {
                self.in_heads = false;
                self.row(tokens, at, matter)
            }
            _ => {
                // A heading that is not the form's, among others in the same row.
                let beside = self.in_heads
                    && token.row == self.head_row
                    && !self.heads.is_empty()
                    && token.look == Look::Word;
                let figures = tokens[at + 1..]
                    .iter()
                    .take_while(|t| t.cell.is_some() && t.row == token.row)
                    .any(|t| t.look == Look::Figure);
                if token.look == Look::Word && token.cell.is_some() && figures {
                    self.in_heads = false;
                    self.sheet.problem(ProblemKind::UnknownRow, token.span, &token.text);
                } else if beside && token.cell.is_some() {
                    self.head(token, None);
                }
                // 减 is left of 本年增/减 where its stroke was taken for a sign.
                self.strange |= self.in_heads
                    && token.cell.is_none()
                    && token.look == Look::Word
                    && token.text.chars().count() > 1;
                self.loose |= self.in_heads
                    && !self.heads.is_empty()
                    && token.cell.is_none()
                    && token.look == Look::Figure;
                at + 1
            }
        }
    }

    fn head(&mut self, token: &Token<'_>, measure: Option<Measure>) {
        if !self.in_heads {
            self.strange = false;
            self.heads.clear();
            self.in_heads = true;
        }
        let cut_before = self.heads.iter().any(|h| h.measure == Some(Measure::Made));
        let measure = match measure {
            Some(Measure::NewCut) if cut_before => Some(Measure::Published),
            Some(Measure::NewCut) => Some(Measure::Made),
            other => other,
        };
        self.head_row = token.row;
        let place = token.cell.map(|p| (p.grid, p.column, p.end));
        self.heads.push(Head { measure, place });
    }

    /// Reads the row whose label is at `at`.
    fn row(&mut self, tokens: &[&Token<'_>], at: usize, matter: Matter) -> usize {
        let label = tokens[at];
        let mut values: Vec<usize> = Vec::new();
        let mut next = at + 1;
        while let Some(token) = tokens.get(next) {
            let same_row = token.cell.is_some() && token.row == label.row;
            let here = match (label.cell, token.cell) {
                (Some(_), Some(_)) => same_row,
                // Cells one a line after a label in a row of its own, or the other way round.
                _ => token.look != Look::Word || same_row,
            };
            if !here || (token.look == Look::Word && token.label.is_some()) {
                break;
            }
            // Empty cells before figures one a line are padding.
            if token.cell.is_none() && values.iter().all(|at| tokens[*at].cell.is_some()) {
                values.retain(|at| tokens[*at].look != Look::Blank);
            }
            values.push(next);
            next += 1;
        }
        let row: Vec<&Token<'_>> = values.iter().map(|at| tokens[*at]).collect();
        if row.iter().all(|t| t.look == Look::Blank) && row.len() < self.heads.len().max(1) {
            return next;
        }
        let runs = row.iter().any(|t| t.look == Look::Run);
        if self.loose && !row.is_empty() {
            let cells: Vec<Cell> = self.cells_under_heads(matter).into_iter().flatten().collect();
            self.sheet.put_text(ProblemKind::Ambiguous, &cells, &row);
            return next;
        }
        if self.with_heads(matter, &row) {
            return next;
        }
        if !runs && !row.is_empty() && self.heads.is_empty() {
            if count_set(matter, filled(&row)).is_some() {
                self.without_heads(matter, &row, None);
            } else {
                self.waiting.push((matter, values));
            }
        } else if !row.is_empty() {
            self.wrong_width(matter, &row);
        }
        next
    }

    /// Reads a row by the headings over it. Whether that was possible.
    fn with_heads(&mut self, matter: Matter, row: &[&Token<'_>]) -> bool {
        let cells = self.cells_under_heads(matter);
        if cells.is_empty() {
            return false;
        }
        let Some(picked) = self.pick(row) else { return false };
        let pairs: Vec<(Cell, &Token<'_>)> = cells
            .iter()
            .zip(&picked)
            .filter_map(|(cell, token)| cell.map(|cell| (cell, *token)))
            .collect();
        self.vote(&pairs.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
        self.put(&pairs);
        true
    }

    /// The cell of each heading for a row of this matter; empty where a heading does not fit.
    fn cells_under_heads(&self, matter: Matter) -> Vec<Option<Cell>> {
        let mut measures: Vec<Option<Measure>> = self.heads.iter().map(|h| h.measure).collect();
        // A damaged heading among known ones is told by the set that the others are of.
        if measures.contains(&None) {
            let fits = |set: &&&[Measure]| {
                set.len() == measures.len()
                    && measures.iter().any(Option::is_some)
                    && measures.iter().zip(**set).all(|(m, s)| m.is_none_or(|m| m == *s))
            };
            if let Some(set) = SETS.iter().find(fits) {
                measures = set.iter().copied().map(Some).collect();
            }
        }
        let cells: Option<Vec<Option<Cell>>> = measures
            .into_iter()
            .map(|measure| match measure {
                None => Some(None),
                Some(measure) => cell(matter, measure).map(Some),
            })
            .collect();
        cells.filter(|cells| cells.iter().any(Option::is_some)).unwrap_or_default()
    }

    /// One token for each heading.
    fn pick<'t>(&self, row: &[&'t Token<'t>]) -> Option<Vec<&'t Token<'t>>> {
        let width = self.heads.len();
        let grid = row.first().and_then(|t| t.cell).map(|place| place.grid);
        let columns: Option<Vec<(u16, u16)>> = self
            .heads
            .iter()
            .map(|head| {
                head.place.filter(|p| Some(p.0) == grid).map(|(_, start, end)| (start, end))
            })
            .collect();
        let by_column = columns.and_then(|columns| super::row::by_columns(row, &columns));
        if by_column.is_some() {
            return by_column;
        }
        if row.iter().any(|t| t.look == Look::Run) {
            // Run together: as many figures as columns, if no column was lost.
            return (row.len() == width && self.is_whole()).then(|| row.to_vec());
        }
        match super::row::pick(row, width, &super::row::Votes::default()) {
            super::row::Pick::Cells(cells) => Some(cells),
            // Empty cells at the end are padding.
            super::row::Pick::Several => Some(row[..width].to_vec()),
            super::row::Pick::Width => None,
        }
    }

    /// Whether the headings are all that a row has, in one of the versions.
    fn is_whole(&self) -> bool {
        let is = |set: &[Measure]| {
            set.len() == self.heads.len()
                && set.iter().zip(&self.heads).all(|(want, head)| head.measure == Some(*want))
        };
        !self.strange && (SETS.iter().any(|set| is(set)) || is(&[Measure::Amount]))
    }

    /// Reads a row by the number of its figures alone.
    fn without_heads(&mut self, matter: Matter, row: &[&Token<'_>], form: Option<Form>) {
        let values: Vec<&Token<'_>> = row[..filled(row)].to_vec();
        let set = count_set(matter, values.len());
        // One cell over several columns is printed in each by some.
        let repeated = values.len() > 1 && values.iter().all(|t| t.text == values[0].text);
        let sure = set.is_some() && !repeated;
        let set = set.or_else(|| form.and_then(|form| form_set(matter, values.len(), form)));
        let Some(set) = set else { return };
        let cells: Vec<Cell> = set.iter().filter_map(|measure| cell(matter, *measure)).collect();
        if sure {
            self.vote(&cells);
            let pairs: Vec<(Cell, &Token<'_>)> = cells.into_iter().zip(values).collect();
            self.put(&pairs);
        } else {
            self.sheet.put_text(ProblemKind::Ambiguous, &cells, &values);
        }
    }

    fn wrong_width(&mut self, matter: Matter, row: &[&Token<'_>]) {
        let mut cells: Vec<Cell> = self.cells_under_heads(matter).into_iter().flatten().collect();
        if cells.is_empty() {
            cells.extend(
                count_set(matter, filled(row))
                    .into_iter()
                    .flatten()
                    .filter_map(|measure| cell(matter, *measure)),
            );
        }
        if row.iter().all(|t| t.look == Look::Run) {
            let digits: Vec<&str> = row.iter().map(|t| t.text.as_ref()).collect();
            if let Some(cut) = digit_each(&digits, cells.len()) {
                let span = row.iter().map(|t| t.span).reduce(Span::join);
                self.vote(&cells);
                for (cell, digit) in cells.iter().zip(cut) {
                    self.sheet.put_number(*cell, digit, span.unwrap_or(Span::new(0, 0)));
                }
                return;
            }
            self.vote(&cells);
            self.sheet.put_text(ProblemKind::Ambiguous, &cells, row);
        } else {
            self.sheet.put_text(ProblemKind::WrongWidth, &cells, row);
        }
    }

    fn put(&mut self, pairs: &[(Cell, &Token<'_>)]) {
        let Some(((last_cell, last), rest)) = pairs.split_last() else { return };
        if self.sheet.is_cut(last) {
            self.sheet.put_row(rest);
            self.sheet.put_text(ProblemKind::CutOff, &[*last_cell], &[last]);
        } else {
            self.sheet.put_row(pairs);
        }
    }

    fn vote(&mut self, cells: &[Cell]) {
        let all = |form| !cells.is_empty() && cells.iter().all(|cell| cell.in_form(form));
        let any = |form| cells.iter().any(|cell| cell.in_form(form));
        if any(Form::F2019) && !all(Form::F2021) {
            self.votes[0] += 1;
        } else if all(Form::F2021) {
            self.votes[1] += 1;
        }
    }
}

/// How many cells there are without the empty ones at the end.
fn filled(row: &[&Token<'_>]) -> usize {
    row.iter().rposition(|t| t.look != Look::Blank).map_or(0, |at| at + 1)
}

/// A digit for each cell, where there are just as many digits and no other way to cut them: a 0
/// begins no longer number, any other digit may, beside an empty cell.
fn digit_each(runs: &[&str], width: usize) -> Option<Vec<u64>> {
    let digits: Option<Vec<u64>> =
        runs.iter().flat_map(|run| run.chars()).map(|c| c.to_digit(10).map(u64::from)).collect();
    let only_way = |digits: &Vec<u64>| {
        digits.len() == width
            && digits.split_last().is_some_and(|(_, rest)| rest.iter().all(|digit| *digit == 0))
    };
    digits.filter(only_way)
}

/// The columns that a row of so many figures has, whatever the version.
fn count_set(matter: Matter, count: usize) -> Option<&'static [Measure]> {
    match (matter, count) {
        (Matter::Licensing | Matter::Penalty | Matter::Coercion, 1) => Some(SETS[3]),
        (Matter::Licensing | Matter::Services | Matter::Penalty | Matter::Coercion, 3) => {
            Some(SETS[2])
        }
        (Matter::Fees, 1) => Some(&[Measure::Amount]),
        (Matter::Fees, 2) => Some(SETS[4]),
        (Matter::Procurement, 2) => Some(SETS[5]),
        _ => None,
    }
}

/// The columns that a row has in a version.
fn form_set(matter: Matter, count: usize, form: Form) -> Option<&'static [Measure]> {
    match (matter, count, form) {
        (Matter::Regulations | Matter::Normative, 3, Form::F2021) => Some(SETS[0]),
        (Matter::Regulations | Matter::Normative, 3, Form::F2019) => Some(SETS[1]),
        _ => None,
    }
}

fn cell(matter: Matter, measure: Measure) -> Option<Cell> {
    Cell::from_key(&format!("disclosure.{}.{}", matter.key(), measure.key()))
}
