//! The rows of a comparison.

use crate::form::{Cell, Column, DisputeColumn, DisputeGroup, Form, Row, Table};
use crate::record::State;
use crate::store::ReportRow;
use crate::text::Text;
use crate::tui::sheet::{self, Sheet};

/// A line of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompareLine {
    /// A heading over rows.
    Heading(Text),
    /// A row of figures.
    Figures {
        /// Its label.
        label: Text,
        /// A label for narrow screens.
        short: Text,
        /// Whether it stands under a heading.
        nested: bool,
        /// The cell of every column.
        cell: Cell,
    },
}

/// Whether two cells stand in one row of table three.
pub fn same_row(a: Cell, b: Cell) -> bool {
    matches!((a.as_request(), b.as_request()), (Some((a, _)), Some((b, _))) if a == b)
}

/// The rows of both forms, where any of the reports has them, in the order of the form.
pub fn lines(table: Table, applicant: Column, reports: &[&ReportRow]) -> Vec<CompareLine> {
    let used = |cell: Cell| {
        reports.iter().any(|it| cell.in_form(it.form) || it.cells.state(cell) != State::Absent)
    };
    let mut lines = Vec::new();
    match table {
        Table::Requests => {
            let mut group = None;
            for row in Row::all() {
                let cell = Cell::request(row, applicant);
                if !used(cell) {
                    continue;
                }
                if row.group() != group {
                    lines.extend(row.group().map(CompareLine::Heading));
                }
                group = row.group();
                let short = sheet::row_label(row);
                lines.push(CompareLine::Figures {
                    label: row.label(),
                    short,
                    nested: group.is_some(),
                    cell,
                });
            }
        }
        Table::Disclosure => {
            let mut last = None;
            for form in Form::ALL {
                let sheet = Sheet::new(table, form, Default::default());
                for line in 0..sheet.lines.len() {
                    for cell in sheet.cells(line) {
                        let shown = used(*cell) && !lines.iter().any(|line| {
                            matches!(line, CompareLine::Figures { cell: other, .. } if other == cell)
                        });
                        if !shown {
                            continue;
                        }
                        let row = cell.info().row;
                        if last != Some(row) {
                            lines.push(CompareLine::Heading(row));
                            last = Some(row);
                        }
                        let label = cell.info().column;
                        lines.push(CompareLine::Figures {
                            label,
                            short: label,
                            nested: true,
                            cell: *cell,
                        });
                    }
                }
            }
        }
        Table::Disputes => {
            for group in DisputeGroup::ALL {
                lines.push(CompareLine::Heading(group.label()));
                for column in DisputeColumn::ALL {
                    let label = column.label();
                    let cell = Cell::dispute(group, column);
                    lines.push(CompareLine::Figures { label, short: label, nested: true, cell });
                }
            }
        }
    }
    lines
}
