//! What a comparison shows of a figure: itself, its change, or its share.

use super::{Compare, CompareColumn, CompareLine};
use crate::form::{Cell, Column, DisputeColumn, Role, Row};
use crate::record::{Cells, State, decimal};
use crate::text::{Text, Widths};
use crate::tui::glyph::Glyph;
use crate::tui::words;
use crate::tui::worked::signed;

/// What is shown of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The figure.
    Value,
    /// The difference from the year before, or from the first agency.
    Change,
    /// That difference in per cent of the figure that it is counted from.
    Percent,
    /// The figure's share of its column's total.
    Share,
}

impl Measure {
    /// All measures in the order of `v`.
    pub const ALL: [Measure; 4] =
        [Measure::Value, Measure::Change, Measure::Percent, Measure::Share];

    /// The name for people.
    pub const fn label(self) -> Text {
        match self {
            Measure::Value => Text::new("值", "value"),
            Measure::Change => Text::new("变化", "change"),
            Measure::Percent => Text::new("%", "%"),
            Measure::Share => Text::new("占比", "share"),
        }
    }

    /// The one after it.
    pub fn next(self) -> Measure {
        let at = Measure::ALL.iter().position(|measure| *measure == self).unwrap_or(0);
        Measure::ALL[(at + 1) % Measure::ALL.len()]
    }
}

/// What a place of the comparison shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// A figure, as the measure has it.
    Figure(String, f64),
    /// No such row in the form of that report.
    NoCounterpart,
    /// The document has no such cell, though its form has.
    Absent,
    /// An empty cell.
    Blank,
    /// What is printed instead of a number.
    Printed(String),
    /// The measure says nothing here.
    Nothing,
}

impl Shown {
    /// The text on the screen.
    pub fn text(&self, widths: Widths) -> String {
        match self {
            Shown::Figure(text, _) | Shown::Printed(text) => text.clone(),
            Shown::NoCounterpart => Glyph::None.on(widths).to_owned(),
            Shown::Absent => Glyph::Absent.on(widths).to_owned(),
            Shown::Blank => Glyph::Blank.on(widths).to_owned(),
            Shown::Nothing => String::new(),
        }
    }
}

/// What a column shows for a cell.
pub fn shown(state: &Compare, column: &CompareColumn, cell: Cell) -> Shown {
    let Some(report) = &column.report else { return Shown::Nothing };
    let cells = &report.cells;
    let number = match cells.state(cell) {
        State::Number => cells.number(cell).unwrap_or_default(),
        State::Absent if !cell.in_form(report.form) => return Shown::NoCounterpart,
        State::Absent => return Shown::Absent,
        State::Blank => return Shown::Blank,
        State::Dash | State::Text => return Shown::Printed(cells.value(cell).raw.into_owned()),
    };
    let base = || state.base(column).and_then(|base| base.cells.number(cell));
    match state.measure {
        Measure::Value => Shown::Figure(words::short_number(number), number),
        Measure::Change => match base() {
            Some(base) => Shown::Figure(signed(number - base), number - base),
            None => Shown::Nothing,
        },
        Measure::Percent => match base() {
            Some(base) if base != 0.0 => {
                let share = (number - base) / base.abs();
                let sign = if share > 0.0 { "+" } else { "" };
                Shown::Figure(format!("{sign}{}", words::percent(share)), share)
            }
            Some(_) if number == 0.0 => Shown::Figure("0.0%".to_owned(), 0.0),
            _ => Shown::Nothing,
        },
        Measure::Share => match whole(cells, cell) {
            Some(whole) if whole > 0.0 => {
                Shown::Figure(words::percent(number / whole), number / whole)
            }
            _ => Shown::Nothing,
        },
    }
}

/// What a figure is a share of: outcomes of all that was handled, what is handled or carried out
/// of all that was there to handle, results of table four of their total. Table two has no whole.
fn whole(cells: &Cells, cell: Cell) -> Option<f64> {
    if let Some((row, column)) = cell.as_request() {
        let get = |row: Row, column: Column| cells.number(Cell::request(row, column));
        return match row.role() {
            Role::Outcome => get(Row::CLOSED, column),
            _ => Some(get(Row::NEW, column)? + get(Row::CARRIED_IN, column)?),
        };
    }
    let (group, _) = cell.as_dispute()?;
    cells.number(Cell::dispute(group, DisputeColumn::Total))
}

/// Whether the reports differ in a cell. What a form does not have is no difference.
fn differs(columns: &[CompareColumn], cell: Cell) -> bool {
    let mut seen: Option<(State, Option<String>)> = None;
    for report in columns.iter().filter_map(|column| column.report.as_ref()) {
        let state = report.cells.state(cell);
        if state == State::Absent && !cell.in_form(report.form) {
            continue;
        }
        let here = (state, report.cells.number(cell).map(decimal));
        match &seen {
            Some(before) if *before != here => return true,
            _ => seen = Some(here),
        }
    }
    false
}

/// The lines whose figures differ, with the headings over them.
pub fn only_different(state: &Compare, lines: Vec<CompareLine>) -> Vec<CompareLine> {
    let mut kept = Vec::new();
    let mut heading = None;
    for line in lines {
        match line {
            CompareLine::Heading(_) => heading = Some(line),
            CompareLine::Figures { cell, nested, .. } => {
                if differs(&state.columns, cell) {
                    if nested {
                        kept.extend(heading.take());
                    }
                    kept.push(line);
                }
            }
        }
    }
    kept
}

/// The places, by line and column, where a figure is not that which it is compared with.
pub fn differences(state: &Compare) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    for line in 0..state.lines.len() {
        let Some(cell) = state.cell(line) else { continue };
        for (at, column) in state.columns.iter().enumerate() {
            let Some((report, base)) = column.report.as_ref().zip(state.base(column)) else {
                continue;
            };
            let in_both = cell.in_form(report.form) && cell.in_form(base.form);
            let same = report.cells.state(cell) == base.cells.state(cell)
                && report.cells.number(cell) == base.cells.number(cell);
            if in_both && !same {
                places.push((line, at));
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Form;
    use crate::tui::fixture::{agency, report_rows};
    use crate::tui::request::Compared;

    fn state(years: &[(i16, f64, f64)]) -> Compare {
        let totals: Vec<_> = years
            .iter()
            .map(|(year, new, closed)| (*year, [("new", *new), ("closed", *closed)]))
            .collect();
        let years: Vec<_> = totals.iter().map(|(year, totals)| (*year, &totals[..])).collect();
        let agency = agency("某市教育局");
        let reports = report_rows(&agency, &years);
        let id = reports[0].agency_id;
        let mut state = Compare {
            agencies: vec![id],
            compared: vec![Compared { id, agency, reports }],
            ..Compare::default()
        };
        state.lay_columns(None);
        state
    }

    #[test]
    fn measures_compare_with_the_year_before() {
        let mut state = state(&[(2021, 70.0, 70.0), (2022, 74.0, 60.0), (2024, 231.0, 200.0)]);
        let cell = Cell::request(Row::NEW, Column::Total);
        let mut texts = |measure: Measure| {
            state.measure = measure;
            let shown = state.columns.iter().map(|column| shown(&state, column, cell));
            shown.map(|shown| shown.text(Widths::default())).collect::<Vec<_>>()
        };
        assert_eq!(texts(Measure::Value), ["70", "74", "", "231"]);
        // 2023 is missing, so 2024 has nothing to be compared with.
        assert_eq!(texts(Measure::Change), ["", "+4", "", ""]);
        assert_eq!(texts(Measure::Percent), ["", "+5.7%", "", ""]);
        assert_eq!(texts(Measure::Share), ["100.0%", "100.0%", "", "100.0%"]);
        // New and closed, in 2022.
        assert_eq!(differences(&state).len(), 2);
    }

    #[test]
    fn rows_of_the_other_form_are_marked_and_never_invented() {
        let state = state(&[(2020, 21.0, 21.0), (2021, 70.0, 70.0)]);
        assert_eq!(state.columns[0].form(), Some(Form::F2019));
        let other = Cell::from_key("requests.other.misc.total").unwrap();
        assert_eq!(shown(&state, &state.columns[0], other), Shown::NoCounterpart);
        assert!(matches!(shown(&state, &state.columns[1], other), Shown::Figure(..)));
    }
}
