//! Equations with their figures put in: `126+12 = 129+9`.

use super::glyph::Glyph;
use crate::form::{Cell, Equation, EquationKind, EquationPlace};
use crate::record::{Cells, decimal};
use crate::text::{Lang, Text, Widths};

/// An equation with the figures of one report.
#[derive(Debug, Clone, PartialEq)]
pub struct Worked {
    /// What it is: 勾稽, 行, 结果.
    pub name: Text,
    /// Both sides worked out.
    pub text: String,
    /// Whether it holds; `None` where figures are missing.
    pub holds: Option<bool>,
}

/// Puts figures into an equation.
pub fn work(equation: &Equation, cells: &Cells, widths: Widths) -> Worked {
    let (left, right) = (sum(&equation.left, cells), sum(&equation.right, cells));
    let holds = match (left, right) {
        (Some(left), Some(right)) => Some(left == right),
        _ => None,
    };
    let sign = if holds == Some(false) { not_equal(widths) } else { "=" };
    let text = format!(
        "{} {sign} {}",
        side(&equation.left, cells, widths),
        side(&equation.right, cells, widths)
    );
    Worked { name: name(equation), text, holds }
}

/// The sign for two sides that differ.
pub fn not_equal(widths: Widths) -> &'static str {
    if widths.plain() { "<>" } else { "≠" }
}

fn name(equation: &Equation) -> Text {
    match (equation.kind, equation.place) {
        (EquationKind::Balance, _) => Text::new("勾稽", "balance"),
        (EquationKind::Outcomes, _) => Text::new("结果", "outcomes"),
        (EquationKind::RowTotal, EquationPlace::Row(_)) => Text::new("行", "row"),
        (EquationKind::RowTotal | EquationKind::DisputeTotal, _) => Text::new("合计", "total"),
    }
}

/// The sum of cells; `None` where one holds no number.
fn sum(cells: &[Cell], values: &Cells) -> Option<f64> {
    cells.iter().map(|cell| values.number(*cell)).sum()
}

/// The figures of one side with plus signs; zeros are left out of a long one.
fn side(cells: &[Cell], values: &Cells, widths: Widths) -> String {
    let long = cells.len() > 6;
    let parts: Vec<String> = cells
        .iter()
        .filter(|cell| !(long && values.number(**cell) == Some(0.0)))
        .map(|cell| figure(values.number(*cell), widths))
        .collect();
    if parts.is_empty() { "0".to_owned() } else { parts.join("+") }
}

/// A figure, or the sign of one that is not there.
pub fn figure(number: Option<f64>, widths: Widths) -> String {
    number.map_or_else(|| Glyph::Blank.on(widths).to_owned(), decimal)
}

/// The sign before an equation.
pub fn sign(holds: Option<bool>, widths: Widths) -> &'static str {
    match holds {
        Some(true) => Glyph::Holds.on(widths),
        Some(false) => Glyph::Fails.on(widths),
        None => "?",
    }
}

/// A number with its sign: `+2`, `-3`, `0`.
pub fn signed(number: f64) -> String {
    if number > 0.0 { format!("+{}", decimal(number)) } else { decimal(number) }
}

/// The state of a cell in words, for the pane that explains it.
pub fn state_name(state: crate::record::State, lang: Lang) -> &'static str {
    use crate::record::State;
    match state {
        State::Number => Text::new("数字", "number"),
        State::Blank => Text::new("空白", "blank"),
        State::Dash => Text::new("以符号表示无", "a sign for nothing"),
        State::Text => Text::new("不是数字", "not a number"),
        State::Absent => Text::new("原文无此格", "not in the document"),
    }
    .get(lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Column, Form, Row, equations_of_form};
    use crate::record::State;

    fn worked(kind: EquationKind, place: EquationPlace, cells: &Cells) -> Worked {
        let equations = equations_of_form(Form::F2021);
        let found = equations.iter().find(|e| e.kind == kind && e.place == place).unwrap();
        work(found, cells, Widths::default())
    }

    #[test]
    fn figures_blanks_and_failures_show() {
        let mut cells = Cells::default();
        for cell in Cell::of_form(Form::F2021) {
            cells.set_number(cell, 0.0, "0");
        }
        let at = |row, number: f64, cells: &mut Cells| {
            cells.set_number(Cell::request(row, Column::Total), number, &decimal(number));
        };
        at(Row::NEW, 126.0, &mut cells);
        at(Row::CARRIED_IN, 12.0, &mut cells);
        at(Row::CLOSED, 129.0, &mut cells);
        at(Row::CARRIED_OUT, 9.0, &mut cells);
        at(Row::GRANTED, 100.0, &mut cells);
        at(Row::PARTIAL, 29.0, &mut cells);
        let total = EquationPlace::Column(Column::Total);
        let balance = worked(EquationKind::Balance, total, &cells);
        assert_eq!((balance.text.as_str(), balance.holds), ("126+12 = 129+9", Some(true)));
        let outcomes = worked(EquationKind::Outcomes, total, &cells);
        assert_eq!((outcomes.text.as_str(), outcomes.holds), ("100+29 = 129", Some(true)));
        at(Row::CARRIED_OUT, 10.0, &mut cells);
        let balance = worked(EquationKind::Balance, total, &cells);
        assert_eq!((balance.text.as_str(), balance.holds), ("126+12 ≠ 129+10", Some(false)));
        cells.set_state(Cell::request(Row::NEW, Column::Total), State::Blank, "");
        let balance = worked(EquationKind::Balance, total, &cells);
        assert_eq!((balance.text.as_str(), balance.holds), ("␣+12 = 129+10", None));
    }
}
