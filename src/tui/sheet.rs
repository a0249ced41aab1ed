//! The tables of the form as rows and columns of cells, in the order in which the form prints them.

use crate::form::{Cell, Column, DisputeColumn, DisputeGroup, Form, Row, RowSet, Table};
use crate::text::{Lang, Text};

/// One line of a table on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A heading over the rows that follow, with the headings of their columns.
    Heading {
        /// The heading: an article of the regulations, or a group of outcomes.
        label: Text,
        /// The headings of the columns; empty where the table has one set for all rows.
        columns: Vec<Text>,
    },
    /// A row of cells.
    Cells {
        /// The row's label as the form prints it.
        label: Text,
        /// A label for narrow screens.
        short: Text,
        /// Whether the label stands under a heading.
        nested: bool,
        /// The cells from left to right.
        cells: Vec<Cell>,
    },
}

/// A table laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The table.
    pub table: Table,
    /// Groups of columns: a heading and how many columns it spans. Empty for a single level.
    pub groups: Vec<(Text, usize)>,
    /// Headings of all rows' columns; empty where each block has its own.
    pub columns: Vec<Text>,
    /// The lines from the top.
    pub lines: Vec<Line>,
}

/// Rows and columns of one block of table two, by the parts of their keys.
type Block = (Text, &'static [&'static str], &'static [&'static str]);

const ART1: Text = Text::new("第二十条第(一)项", "Article 20 (1)");
const ART5: Text = Text::new("第二十条第(五)项", "Article 20 (5)");
const ART6: Text = Text::new("第二十条第(六)项", "Article 20 (6)");
const ART8: Text = Text::new("第二十条第(八)项", "Article 20 (8)");
const ART9: Text = Text::new("第二十条第(九)项", "Article 20 (9)");

const BLOCKS_2019: &[Block] = &[
    (ART1, &["regulations", "normative"], &["made", "published", "total_public"]),
    (ART5, &["licensing", "other_services"], &["prior_items", "change", "decisions"]),
    (ART6, &["penalty", "coercion"], &["prior_items", "change", "decisions"]),
    (ART8, &["fees"], &["prior_items", "change"]),
    (ART9, &["procurement"], &["items", "amount"]),
];

const BLOCKS_2021: &[Block] = &[
    (ART1, &["regulations", "normative"], &["issued", "repealed", "in_force"]),
    (ART5, &["licensing"], &["decisions"]),
    (ART6, &["penalty", "coercion"], &["decisions"]),
    (ART8, &["fees"], &["amount"]),
];

const LEGAL_PERSONS: Text = Text::new("法人或其他组织", "organisations");
const NONE: Text = Text::new("", "");

impl Sheet {
    /// The table of a version of the form, with the rows of table three that a document has
    /// besides.
    pub fn new(table: Table, form: Form, also: RowSet) -> Sheet {
        match table {
            Table::Disclosure => disclosure(form),
            Table::Requests => requests(form, also),
            Table::Disputes => disputes(),
        }
    }

    /// Table four as it is printed, its three groups side by side: for a wide screen.
    pub fn disputes_side_by_side() -> Sheet {
        let group = |group: DisputeGroup| match group {
            DisputeGroup::Reconsideration => group.label(),
            DisputeGroup::Direct => Text::new("行政诉讼 · 未经复议直接起诉", "direct lawsuits"),
            DisputeGroup::AfterReconsideration => {
                Text::new("行政诉讼 · 复议后起诉", "lawsuits after review")
            }
        };
        let columns = DisputeColumn::ALL.map(DisputeColumn::label);
        let cells = DisputeGroup::ALL
            .into_iter()
            .flat_map(|group| DisputeColumn::ALL.map(|column| Cell::dispute(group, column)));
        Sheet {
            table: Table::Disputes,
            groups: DisputeGroup::ALL.map(|it| (group(it), columns.len())).to_vec(),
            columns: DisputeGroup::ALL.into_iter().flat_map(|_| columns).collect(),
            lines: vec![Line::Cells {
                label: NONE,
                short: NONE,
                nested: false,
                cells: cells.collect(),
            }],
        }
    }

    /// Whether it is [`Sheet::disputes_side_by_side`].
    pub fn is_side_by_side(&self) -> bool {
        self.table == Table::Disputes && !self.groups.is_empty()
    }

    /// The cells of a line; none for a heading.
    pub fn cells(&self, line: usize) -> &[Cell] {
        match self.lines.get(line) {
            Some(Line::Cells { cells, .. }) => cells,
            _ => &[],
        }
    }

    /// The line and the column of a cell.
    pub fn find(&self, cell: Cell) -> Option<(usize, usize)> {
        self.lines.iter().enumerate().find_map(|(line, _)| {
            let column = self.cells(line).iter().position(|here| *here == cell)?;
            Some((line, column))
        })
    }

    /// The cell reached from `cell` by `rows` lines of cells down and `columns` to the right,
    /// staying within the table. The first cell, where `cell` is not in it.
    pub fn step(&self, cell: Cell, rows: isize, columns: isize) -> Cell {
        let Some((line, column)) = self.find(cell) else { return self.first().unwrap_or(cell) };
        let with_cells: Vec<usize> =
            (0..self.lines.len()).filter(|line| !self.cells(*line).is_empty()).collect();
        let at = with_cells.iter().position(|here| *here == line).unwrap_or(0);
        let at = at.saturating_add_signed(rows).min(with_cells.len().saturating_sub(1));
        let cells = self.cells(with_cells[at]);
        let column = column.saturating_add_signed(columns).min(cells.len().saturating_sub(1));
        cells[column]
    }

    /// The first cell.
    pub fn first(&self) -> Option<Cell> {
        (0..self.lines.len()).find_map(|line| self.cells(line).first().copied())
    }

    /// The last cell.
    pub fn last(&self) -> Option<Cell> {
        (0..self.lines.len()).rev().find_map(|line| self.cells(line).last().copied())
    }
}

fn disclosure(form: Form) -> Sheet {
    let blocks = match form {
        Form::F2019 => BLOCKS_2019,
        Form::F2021 => BLOCKS_2021,
    };
    let mut lines = Vec::new();
    for (article, rows, columns) in blocks {
        let grid: Vec<Vec<Cell>> = rows
            .iter()
            .map(|row| {
                let key = |column: &&str| format!("disclosure.{row}.{column}");
                columns.iter().filter_map(|column| Cell::from_key(&key(column))).collect()
            })
            .collect();
        let columns = grid.first().map_or(&[][..], Vec::as_slice);
        lines.push(Line::Heading {
            label: *article,
            columns: columns.iter().map(|cell| cell.info().column).collect(),
        });
        for cells in grid {
            let label = cells.first().map_or(NONE, |cell| cell.info().row);
            lines.push(Line::Cells { label, short: label, nested: true, cells });
        }
    }
    Sheet { table: Table::Disclosure, groups: Vec::new(), columns: Vec::new(), lines }
}

fn requests(form: Form, also: RowSet) -> Sheet {
    let mut lines = Vec::new();
    let mut heading = None;
    for row in Row::all().filter(|row| row.in_form(form) || also.contains(*row)) {
        if row.group().is_some() && row.group() != heading {
            let label = row.group().unwrap_or(NONE);
            lines.push(Line::Heading { label, columns: Vec::new() });
        }
        heading = row.group();
        lines.push(Line::Cells {
            label: row.label(),
            short: row_label(row),
            nested: heading.is_some(),
            cells: Column::ALL.map(|column| Cell::request(row, column)).to_vec(),
        });
    }
    Sheet {
        table: Table::Requests,
        groups: vec![(NONE, 1), (LEGAL_PERSONS, 5), (NONE, 1)],
        columns: Column::ALL.map(Column::short).to_vec(),
        lines,
    }
}

/// The short label of a row, without the number of the heading above it: `(三)1国家秘密` →
/// `1国家秘密`.
pub fn row_label(row: Row) -> Text {
    let short = row.short();
    if row.group().is_none() {
        return short;
    }
    let strip = |text: &'static str| match text.strip_prefix('(') {
        Some(rest) => rest.split_once(')').map_or(text, |(_, rest)| rest),
        None => text,
    };
    Text::new(strip(short.zh), strip(short.en))
}

fn disputes() -> Sheet {
    let mut lines = Vec::new();
    for group in DisputeGroup::ALL {
        if group == DisputeGroup::Direct {
            let label = Text::new(group.section(), "lawsuits");
            lines.push(Line::Heading { label, columns: Vec::new() });
        }
        lines.push(Line::Cells {
            label: group.label(),
            short: group.label(),
            nested: group != DisputeGroup::Reconsideration,
            cells: DisputeColumn::ALL.map(|column| Cell::dispute(group, column)).to_vec(),
        });
    }
    Sheet {
        table: Table::Disputes,
        groups: Vec::new(),
        columns: DisputeColumn::ALL.map(DisputeColumn::label).to_vec(),
        lines,
    }
}

/// A short name of a cell for people: row and column.
pub fn cell_name(cell: Cell, lang: Lang) -> String {
    let info = cell.info();
    if let Some((row, column)) = cell.as_request() {
        let short = row.short().get(lang);
        return format!("{short}·{}", column.short().get(lang));
    }
    if let Some((group, column)) = cell.as_dispute() {
        return format!("{}·{}", group.label().get(lang), column.label().get(lang));
    }
    // What stands in brackets is the unit, which has a place of its own.
    let column = info.column.get(lang);
    let column = column.split(['（', '(']).next().unwrap_or(column).trim();
    format!("{}·{column}", info.row.get(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_of_a_form_stands_on_one_sheet_once() {
        for form in Form::ALL {
            let mut shown = Vec::new();
            for table in Table::ALL {
                let sheet = Sheet::new(table, form, RowSet::default());
                for line in 0..sheet.lines.len() {
                    shown.extend_from_slice(sheet.cells(line));
                }
            }
            shown.sort();
            assert_eq!(shown, Cell::of_form(form).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_cursor_stays_within_the_table() {
        let sheet = Sheet::new(Table::Disclosure, Form::F2021, RowSet::default());
        let at = |key| Cell::from_key(key).unwrap();
        for (from, rows, columns, want) in [
            ("disclosure.regulations.issued", 1, 0, "disclosure.normative.issued"),
            ("disclosure.normative.in_force", 1, 0, "disclosure.licensing.decisions"),
            ("disclosure.regulations.issued", -1, -1, "disclosure.regulations.issued"),
            ("disclosure.fees.amount", 9, 9, "disclosure.fees.amount"),
            ("requests.new.total", 1, 0, "disclosure.regulations.issued"),
        ] {
            assert_eq!(sheet.step(at(from), rows, columns), at(want), "{from}");
        }
    }

    #[test]
    fn names_of_cells_are_short() {
        for (key, zh) in [
            ("requests.carried_in.total", "二 上年结转·总计"),
            ("disputes.direct.other", "未经复议直接起诉·其他结果"),
            ("disclosure.fees.amount", "行政事业性收费·本年收费金额"),
        ] {
            assert_eq!(cell_name(Cell::from_key(key).unwrap(), Lang::Zh), zh);
        }
    }
}
