//! The figures of one report, each with what was printed and where.

use crate::form::{Cell, Row, RowSet};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What a cell holds.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// The document has no such cell.
    #[default]
    Absent,
    /// A number.
    Number,
    /// An empty cell, or white space. Never 0.
    Blank,
    /// An explicit "nothing": `/`, `-`, `—`, 无, 不适用. Never 0.
    Dash,
    /// Something that is no number, or that cannot be read as one with certainty.
    Text,
}

impl State {
    /// The five states.
    pub const ALL: [State; 5] =
        [State::Absent, State::Number, State::Blank, State::Dash, State::Text];

    /// The state's name in outputs and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            State::Absent => "absent",
            State::Number => "number",
            State::Blank => "blank",
            State::Dash => "dash",
            State::Text => "text",
        }
    }

    /// The state as one letter, where all cells of a report stand in one word: the first of its
    /// [key](State::key).
    pub const fn letter(self) -> char {
        match self {
            State::Absent => 'a',
            State::Number => 'n',
            State::Blank => 'b',
            State::Dash => 'd',
            State::Text => 't',
        }
    }

    /// The state of that [key](State::key).
    pub fn from_key(key: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// A half-open range of bytes in the decoded source of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// From `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Span {
        let clamp = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Span { start: clamp(start), end: clamp(end) }
    }

    /// The range as indexes into the source.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// One cell as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Value<'a> {
    /// What the cell holds.
    pub state: State,
    /// The figure where the state is [`State::Number`], else `None`. Amounts are in 万元.
    pub number: Option<f64>,
    /// The text as printed, trimmed; empty for blank and absent cells.
    pub raw: Cow<'a, str>,
    /// Where it was printed, when the report was just read; the database does not keep it.
    pub span: Option<Span>,
}

/// The 226 cells of a report, most of them plain numbers.
///
/// Raw texts are kept only where they say more than the number does.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    states: [State; Cell::COUNT],
    numbers: [f64; Cell::COUNT],
    raws: BTreeMap<Cell, String>,
    spans: BTreeMap<Cell, Span>,
}

impl Default for Cells {
    fn default() -> Self {
        Cells {
            states: [State::Absent; Cell::COUNT],
            numbers: [0.0; Cell::COUNT],
            raws: BTreeMap::new(),
            spans: BTreeMap::new(),
        }
    }
}

impl Cells {
    /// Stores a number and its raw text, which is dropped where it is the number in plain digits.
    pub fn set_number(&mut self, cell: Cell, number: f64, raw: &str) {
        self.states[cell.index()] = State::Number;
        self.numbers[cell.index()] = number;
        if raw == decimal(number) {
            self.raws.remove(&cell);
        } else {
            self.raws.insert(cell, raw.to_owned());
        }
    }

    /// Stores a number that was printed in plain digits.
    pub fn set_plain(&mut self, cell: Cell, number: f64) {
        self.states[cell.index()] = State::Number;
        self.numbers[cell.index()] = number;
        self.raws.remove(&cell);
    }

    /// Stores a cell that holds no number. For numbers use [`Cells::set_number`].
    pub fn set_state(&mut self, cell: Cell, state: State, raw: &str) {
        debug_assert!(state != State::Number, "{cell} is set to a number without one");
        self.states[cell.index()] = state;
        self.numbers[cell.index()] = 0.0;
        if raw.is_empty() {
            self.raws.remove(&cell);
        } else {
            self.raws.insert(cell, raw.to_owned());
        }
    }

    /// Notes where the cell was printed.
    pub fn set_span(&mut self, cell: Cell, span: Span) {
        self.spans.insert(cell, span);
    }

    /// What the cell holds.
    pub fn state(&self, cell: Cell) -> State {
        self.states[cell.index()]
    }

    /// The figure, where the cell holds a number.
    pub fn number(&self, cell: Cell) -> Option<f64> {
        (self.state(cell) == State::Number).then(|| self.numbers[cell.index()])
    }

    /// The figure as a whole number, where the cell holds one.
    pub fn count(&self, cell: Cell) -> Option<i64> {
        let number = self.number(cell)?;
        (number.fract() == 0.0 && number.abs() < 9.0e15).then_some(number as i64)
    }

    /// All that is known of the cell.
    pub fn value(&self, cell: Cell) -> Value<'_> {
        let number = self.number(cell);
        let raw = match (self.raws.get(&cell), number) {
            (Some(raw), _) => Cow::Borrowed(raw.as_str()),
            (None, Some(number)) => Cow::Owned(decimal(number)),
            (None, None) => Cow::Borrowed(""),
        };
        Value { state: self.state(cell), number, raw, span: self.spans.get(&cell).copied() }
    }

    /// The raw text, where it says more than the number does.
    pub fn raw(&self, cell: Cell) -> Option<&str> {
        self.raws.get(&cell).map(String::as_str)
    }

    /// Where the cell was printed.
    pub fn span(&self, cell: Cell) -> Option<Span> {
        self.spans.get(&cell).copied()
    }

    /// The rows of table three that the document has: those with any cell that is not absent.
    pub fn rows(&self) -> RowSet {
        use crate::form::Column;
        Row::all()
            .filter(|row| {
                Column::ALL
                    .into_iter()
                    .any(|column| self.state(Cell::request(*row, column)) != State::Absent)
            })
            .collect()
    }

    /// The [letters](State::letter) of the states of all cells, in the order of [`Cell::all`].
    pub fn states(&self) -> String {
        self.states.iter().map(|state| state.letter()).collect()
    }

    /// How many cells are not absent.
    pub fn present(&self) -> usize {
        self.states.iter().filter(|state| **state != State::Absent).count()
    }
}

/// A number as a plain decimal, shortest form that reads back the same: `25.1`, `24252.311082`, `43`.
pub fn decimal(number: f64) -> String {
    // Adding zero turns -0 into 0.
    format!("{}", number + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Column;

    #[test]
    fn a_blank_is_not_zero_and_raw_text_survives() {
        let mut cells = Cells::default();
        let at = |column| Cell::request(Row::NEW, column);
        cells.set_number(at(Column::Natural), 1234.0, "1,234");
        cells.set_number(at(Column::Business), 0.0, "0");
        cells.set_state(at(Column::Research), State::Blank, "");
        cells.set_state(at(Column::Legal), State::Dash, "/");
        assert_eq!(cells.count(at(Column::Natural)), Some(1234));
        assert_eq!(cells.value(at(Column::Natural)).raw, "1,234");
        assert_eq!(cells.raw(at(Column::Business)), None);
        assert_eq!(cells.value(at(Column::Business)).raw, "0");
        assert_eq!(cells.number(at(Column::Research)), None);
        assert_eq!(cells.value(at(Column::Legal)).raw, "/");
        assert_eq!(cells.state(at(Column::Total)), State::Absent);
        assert_eq!(cells.rows().iter().collect::<Vec<_>>(), [Row::NEW]);
        assert_eq!(cells.present(), 4);
        let first = at(Column::Natural).index();
        assert_eq!(&cells.states()[first..first + 7], "nnbadaa");
        for state in State::ALL {
            assert!(state.key().starts_with(state.letter()), "{state:?}");
        }
    }

    #[test]
    fn decimals_are_plain() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (25.1, "25.1"),
            (24252.311082, "24252.311082"),
            (11398889.0, "11398889"),
        ] {
            assert_eq!(decimal(number), text);
        }
    }
}
