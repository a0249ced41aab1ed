//! A cell of the form and what is known of it.

use super::disclosure::{self, DisclosureCell};
use super::{Column, DisputeColumn, DisputeGroup, Form, Row, Table};
use crate::text::Text;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

const REQUESTS_START: usize = 29;
const DISPUTES_START: usize = REQUESTS_START + Row::COUNT * 7;

/// One of the 226 cells of both forms, in the order of the tables.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell(u8);

/// What kind of number a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A whole number, not negative.
    Count,
    /// A whole number that may be negative (本年增/减).
    Change,
    /// An amount of money in 万元, with decimals.
    Amount,
}

/// The unit of a cell's figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 件: documents, decisions, requests, cases.
    Piece,
    /// 项: items on a list.
    Item,
    /// 万元: ten thousand yuan.
    TenThousandYuan,
}

impl Unit {
    /// The unit as it is written.
    pub const fn name(self) -> &'static str {
        match self {
            Unit::Piece => "件",
            Unit::Item => "项",
            Unit::TenThousandYuan => "万元",
        }
    }
}

/// What is known of a cell.
#[derive(Debug)]
pub struct CellInfo {
    /// `requests.denied.process.natural`: the cell's name everywhere.
    pub key: &'static str,
    /// The key with `_` for `.`: the column of the table `figures`.
    pub sql: &'static str,
    /// The table in which it stands.
    pub table: Table,
    /// The heading over its rows: an article in table two, a group of outcomes in table three.
    pub section: Text,
    /// Its row's label.
    pub row: Text,
    /// Its column's heading.
    pub column: Text,
    /// Whether the 2019 form has it.
    pub f2019: bool,
    /// Whether the 2021 form has it.
    pub f2021: bool,
    /// What kind of number it holds.
    pub kind: Kind,
    /// In what unit.
    pub unit: Unit,
}

static INFOS: LazyLock<Vec<CellInfo>> = LazyLock::new(build);
static BY_KEY: LazyLock<HashMap<&'static str, Cell>> =
    LazyLock::new(|| Cell::all().map(|cell| (cell.key(), cell)).collect());

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn build() -> Vec<CellInfo> {
    let mut infos = Vec::with_capacity(Cell::COUNT);
    for DisclosureCell { key, section, row, column, f2019, f2021, kind } in &disclosure::CELLS {
        let unit = match kind {
            Kind::Amount => Unit::TenThousandYuan,
            Kind::Change => Unit::Item,
            Kind::Count if key.ends_with("prior_items") || key.ends_with(".items") => Unit::Item,
            Kind::Count => Unit::Piece,
        };
        infos.push(CellInfo {
            key,
            sql: leak(key.replace('.', "_")),
            table: Table::Disclosure,
            section: Text::new(section, section),
            row: *row,
            column: *column,
            f2019: *f2019,
            f2021: *f2021,
            kind: *kind,
            unit,
        });
    }
    for row in Row::all() {
        for column in Column::ALL {
            let key = leak(format!("requests.{}.{}", row.key(), column.key()));
            infos.push(CellInfo {
                key,
                sql: leak(key.replace('.', "_")),
                table: Table::Requests,
                section: row.group().unwrap_or(Text::new("", "")),
                row: row.label(),
                column: column.label(),
                f2019: row.in_form(Form::F2019),
                f2021: row.in_form(Form::F2021),
                kind: Kind::Count,
                unit: Unit::Piece,
            });
        }
    }
    for group in DisputeGroup::ALL {
        for column in DisputeColumn::ALL {
            let key = leak(format!("disputes.{}.{}", group.key(), column.key()));
            infos.push(CellInfo {
                key,
                sql: leak(key.replace('.', "_")),
                table: Table::Disputes,
                section: Text::new(group.section(), group.section()),
                row: group.label(),
                column: column.label(),
                f2019: true,
                f2021: true,
                kind: Kind::Count,
                unit: Unit::Piece,
            });
        }
    }
    infos
}

impl Cell {
    /// How many cells the two forms have together.
    pub const COUNT: usize = DISPUTES_START + 15;

    /// All cells in the order of the tables.
    pub fn all() -> impl DoubleEndedIterator<Item = Cell> + ExactSizeIterator + Clone {
        (0..Cell::COUNT as u8).map(Cell)
    }

    /// The cells of one version: 198 in 2019, 200 in 2021.
    pub fn of_form(form: Form) -> impl Iterator<Item = Cell> {
        Cell::all().filter(move |cell| cell.in_form(form))
    }

    /// The cells of one table, of both versions.
    pub fn of_table(table: Table) -> impl Iterator<Item = Cell> {
        let range = match table {
            Table::Disclosure => 0..REQUESTS_START,
            Table::Requests => REQUESTS_START..DISPUTES_START,
            Table::Disputes => DISPUTES_START..Cell::COUNT,
        };
        range.map(|index| Cell(index as u8))
    }

    /// 0 to 225 in the order of the tables.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The cell at that [index](Cell::index).
    pub fn from_index(index: usize) -> Option<Cell> {
        (index < Cell::COUNT).then_some(Cell(index as u8))
    }

    /// The cell of that [key](Cell::key).
    pub fn from_key(key: &str) -> Option<Cell> {
        BY_KEY.get(key).copied()
    }

    /// A cell of table three.
    pub const fn request(row: Row, column: Column) -> Cell {
        Cell((REQUESTS_START + row.index() * 7 + column.index()) as u8)
    }

    /// A cell of table four.
    pub const fn dispute(group: DisputeGroup, column: DisputeColumn) -> Cell {
        Cell((DISPUTES_START + group as usize * 5 + column as usize) as u8)
    }

    /// Row and column, for a cell of table three.
    pub fn as_request(self) -> Option<(Row, Column)> {
        let offset = self.index().checked_sub(REQUESTS_START)?;
        Some((Row::from_index(offset / 7)?, Column::ALL[offset % 7]))
    }

    /// Group and column, for a cell of table four.
    pub fn as_dispute(self) -> Option<(DisputeGroup, DisputeColumn)> {
        let offset = self.index().checked_sub(DISPUTES_START)?;
        Some((DisputeGroup::ALL[offset / 5], DisputeColumn::ALL[offset % 5]))
    }

    /// All that is known of the cell.
    pub fn info(self) -> &'static CellInfo {
        &INFOS[self.index()]
    }

    /// The cell's name: `requests.denied.process.natural`.
    pub fn key(self) -> &'static str {
        self.info().key
    }

    /// The table in which it stands.
    pub fn table(self) -> Table {
        self.info().table
    }

    /// Whether the version has this cell.
    pub fn in_form(self, form: Form) -> bool {
        match form {
            Form::F2019 => self.info().f2019,
            Form::F2021 => self.info().f2021,
        }
    }
}

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Cell::from_key(&key)
            .ok_or_else(|| serde::de::Error::custom(format!("no cell is called '{key}'")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_have_the_cells_of_the_circulars() {
        assert_eq!(Cell::COUNT, 226);
        assert_eq!(Cell::of_table(Table::Disclosure).count(), 29);
        assert_eq!(Cell::of_table(Table::Requests).filter(|c| c.in_form(Form::F2021)).count(), 175);
        assert_eq!(Cell::of_form(Form::F2021).count(), 200);
        assert_eq!(Cell::of_form(Form::F2019).count(), 198);
    }

    #[test]
    fn keys_places_and_indexes_agree() {
        for cell in Cell::all() {
            assert_eq!(Cell::from_key(cell.key()), Some(cell));
            assert_eq!(Cell::from_index(cell.index()), Some(cell));
            if let Some((group, column)) = cell.as_dispute() {
                assert_eq!(Cell::dispute(group, column), cell);
            } else if let Some((row, column)) = cell.as_request() {
                assert_eq!(Cell::request(row, column), cell);
            } else {
                assert_eq!(cell.table(), Table::Disclosure);
            }
        }
        assert_eq!(Cell::request(Row::CLOSED, Column::Natural).key(), "requests.closed.natural");
    }
}
