//! The 226 figures of a report: one row, read and written by position.

use super::codec;
use crate::form::Cell;
use crate::record::{Cells, State};
use rusqlite::{Connection, Result, Row, params_from_iter, types::Value};
use std::sync::LazyLock;

static INSERT: LazyLock<String> = LazyLock::new(|| {
    let marks = vec!["?"; Cell::COUNT + 1].join(", ");
    format!("INSERT INTO figures VALUES ({marks})")
});

/// Writes the cells of a report that has none yet.
pub(super) fn save(conn: &Connection, report: i64, cells: &Cells) -> Result<()> {
    let figures = Cell::all().map(|cell| codec::figure(cells.number(cell)));
    let row = std::iter::once(Value::Integer(report)).chain(figures);
    conn.prepare_cached(&INSERT)?.execute(params_from_iter(row))?;
    let mut note = conn.prepare_cached("INSERT INTO cell_note VALUES (?, ?, ?, ?)")?;
    for cell in Cell::all() {
        let state = cells.state(cell);
        let raw = cells.raw(cell);
        let plain = state == State::Number && raw.is_none();
        if state != State::Absent && !plain {
            note.execute((report, cell.index() as i64, state.key(), raw))?;
        }
    }
    Ok(())
}

/// The cells of a report.
pub(super) fn load(conn: &Connection, report: i64) -> Result<Cells> {
    let mut statement = conn.prepare_cached("SELECT * FROM figures WHERE report = ?")?;
    let mut cells = statement.query_row([report], |row| Ok(from_row(row, 1)))?;
    notes(conn, report, &mut cells)?;
    Ok(cells)
}

/// The figures in a row, the first of them at column `first`.
pub(super) fn from_row(row: &Row<'_>, first: usize) -> Cells {
    let mut cells = Cells::default();
    for cell in Cell::all() {
        // The column is there: a test holds the table to the list of cells.
        if let Some(number) = row.get_ref(first + cell.index()).ok().and_then(codec::number) {
            cells.set_plain(cell, number);
        }
    }
    cells
}

/// Adds what the report's cells hold besides plain numbers.
pub(super) fn notes(conn: &Connection, report: i64, cells: &mut Cells) -> Result<()> {
    let mut statement =
        conn.prepare_cached("SELECT cell, state, raw FROM cell_note WHERE report = ?")?;
    let mut rows = statement.query([report])?;
    while let Some(row) = rows.next()? {
        let Some(cell) = codec::cell(row, 0)? else { continue };
        let raw: Option<String> = row.get(2)?;
        let raw = raw.as_deref().unwrap_or_default();
        match codec::word(row, 1, State::from_key)? {
            State::Number => {
                let number = cells.number(cell).unwrap_or_default();
                cells.set_number(cell, number, raw);
            }
            state => cells.set_state(cell, state, raw),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::form::{Cell, Column, Row};
    use crate::record::{Cells, State};
    use crate::store::Store;

    #[test]
    fn cells_come_back_with_all_that_was_printed() {
        let at = |column| Cell::request(Row::NEW, column);
        let mut cells = Cells::default();
        cells.set_number(at(Column::Natural), 1234.0, "1,234");
        cells.set_number(at(Column::Business), 0.0, "0");
        cells.set_state(at(Column::Research), State::Blank, "");
        cells.set_state(at(Column::Nonprofit), State::Dash, "/");
        cells.set_state(at(Column::Legal), State::Text, "见附件");
        cells.set_number(Cell::from_key("disclosure.fees.amount").unwrap(), 24252.311082, "");
        cells.set_number(Cell::from_key("disclosure.penalty.change").unwrap(), -8.0, "减8");
        cells.set_number(at(Column::Total), 2.5, "2.5");
        let store = Store::in_memory().unwrap();
        store.conn.pragma_update(None, "foreign_keys", false).unwrap();
        super::save(&store.conn, 7, &cells).unwrap();
        assert_eq!(super::load(&store.conn, 7).unwrap(), cells);
        let notes: i64 =
            store.conn.query_row("SELECT count(*) FROM cell_note", [], |row| row.get(0)).unwrap();
        // 1,234; blank; dash; text; the amount with its empty print; 减8.
        assert_eq!(notes, 6);
    }
}
