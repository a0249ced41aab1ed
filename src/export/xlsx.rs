//! A workbook: a sheet a listing, headings frozen, columns as wide as what stands in them.

use super::{Align, Column, Field, Sink};
use crate::text::Widths;
use rust_xlsxwriter::{Format, Workbook as Book, Worksheet, XlsxError};
use std::io::{self, Write};

/// The most rows that a sheet can have; what is more goes on to a further sheet.
const ROWS: u32 = 1_048_576;
/// The most characters that a cell can have.
const CELL: usize = 32_767;
const NARROWEST: usize = 6;
const WIDEST: usize = 60;

/// A workbook that grows by sheets. Rows go through a temporary file, not through memory.
pub struct Workbook {
    book: Book,
    rows: u32,
}

impl Workbook {
    /// An empty workbook.
    pub fn new() -> Workbook {
        Workbook { book: Book::new(), rows: ROWS }
    }

    /// A new sheet whose first `frozen` columns stay in sight.
    ///
    /// # Errors
    /// Where the name cannot be that of a sheet (31 characters, none of `[]:*?/\`).
    pub fn sheet(
        &mut self,
        name: &str,
        columns: &[Column],
        frozen: u16,
    ) -> io::Result<XlsxSink<'_>> {
        let mut sink = XlsxSink {
            rows: self.rows,
            book: &mut self.book,
            name: name.to_owned(),
            columns: columns.to_vec(),
            frozen,
            part: 0,
            row: 0,
            widths: Vec::new(),
        };
        sink.begin()?;
        Ok(sink)
    }

    /// Writes the workbook.
    ///
    /// # Errors
    /// Where the bytes cannot be written.
    pub fn save(mut self, mut out: impl Write) -> io::Result<()> {
        // The archive needs to seek, which a pipe cannot.
        let bytes = self.book.save_to_buffer().map_err(into_io)?;
        out.write_all(&bytes)?;
        out.flush()
    }
}

impl Default for Workbook {
    fn default() -> Self {
        Workbook::new()
    }
}

/// Rows of one sheet.
pub struct XlsxSink<'a> {
    book: &'a mut Book,
    rows: u32,
    name: String,
    columns: Vec<Column>,
    frozen: u16,
    part: u32,
    row: u32,
    widths: Vec<usize>,
}

impl XlsxSink<'_> {
    fn begin(&mut self) -> io::Result<()> {
        self.part += 1;
        let name = match self.part {
            1 => self.name.clone(),
            part => format!("{} {part}", self.name),
        };
        let bold = Format::new().set_bold().set_background_color("#E7EEF7");
        self.widths = self.columns.iter().map(|c| Widths::default().columns(&c.label)).collect();
        let sheet = self.book.add_worksheet_with_low_memory().map_err(into_io)?;
        sheet.set_name(name).map_err(into_io)?;
        sheet.set_freeze_panes(1, self.frozen).map_err(into_io)?;
        for (column, at) in self.columns.iter().zip(0u16..) {
            sheet.write_string_with_format(0, at, &*column.label, &bold).map_err(into_io)?;
        }
        self.row = 1;
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        let (row, widths) = (self.row, std::mem::take(&mut self.widths));
        let Some(last) = (widths.len() as u16).checked_sub(1) else { return Ok(()) };
        let sheet = current(self.book)?;
        for (width, at) in widths.into_iter().zip(0u16..) {
            let width = width.clamp(NARROWEST, WIDEST) + 1;
            sheet.set_column_width(at, width as f64).map_err(into_io)?;
        }
        if row > 1 {
            sheet.autofilter(0, 0, row - 1, last).map_err(into_io)?;
        }
        Ok(())
    }
}

impl Sink for XlsxSink<'_> {
    fn row(&mut self, fields: &[Field<'_>]) -> io::Result<()> {
        if self.row >= self.rows {
            self.end()?;
            self.begin()?;
        }
        let row = self.row;
        let sheet = current(self.book)?;
        for ((field, column), (at, widest)) in
            fields.iter().zip(&self.columns).zip((0u16..).zip(&mut self.widths))
        {
            match field {
                Field::Nothing => continue,
                Field::Int(number) => sheet.write_number(row, at, *number as f64),
                Field::Number(number) | Field::Shown(number, _) if number.is_finite() => {
                    sheet.write_number(row, at, *number)
                }
                _ if column.align == Align::Right || field.human().chars().count() > CELL => sheet
                    .write_string(row, at, Widths::default().truncate(&field.human(), CELL / 2)),
                _ => sheet.write_string(row, at, field.human()),
            }
            .map_err(into_io)?;
            *widest = (*widest).max(Widths::default().columns(&field.human()));
        }
        self.row += 1;
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.end()
    }
}

fn current(book: &mut Book) -> io::Result<&mut Worksheet> {
    book.worksheets_mut().last_mut().ok_or_else(|| io::Error::other("the workbook has no sheet"))
}

fn into_io(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::testing;
    use crate::text::Lang;

    #[test]
    fn a_full_sheet_goes_on_to_the_next() {
        let mut book = Workbook::new();
        book.rows = 3;
        let mut sheet = book.sheet("flags", &testing::columns(Lang::Zh), 1).unwrap();
        testing::write(&mut sheet, Lang::Zh);
        assert_eq!(sheet.part, 2);
        let mut bytes = Vec::new();
        book.save(&mut bytes).unwrap();
        // A ZIP archive.
        assert_eq!(&bytes[..4], b"PK\x03\x04");
    }

    #[test]
    fn a_text_too_long_for_a_cell_is_no_failure() {
        let mut book = Workbook::new();
        let columns = testing::columns(Lang::Zh);
        let mut sheet = book.sheet("long", &columns[..1], 0).unwrap();
        sheet.row(&[Field::text("长".repeat(40_000))]).unwrap();
        sheet.finish().unwrap();
        book.save(Vec::new()).unwrap();
    }
}
