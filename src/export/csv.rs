//! CSV as RFC 4180 has it, with `\n` at line ends, in UTF-8 without a byte order mark.

use super::{Column, Field, Sink};
use std::borrow::Cow;
use std::io::{self, Write};

/// Rows as CSV, the columns' names first.
pub struct CsvSink<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> CsvSink<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// Where the bytes cannot be written.
    pub fn new(out: W, columns: &[Column]) -> io::Result<CsvSink<W>> {
        let mut writer = csv::Writer::from_writer(out);
        write(&mut writer, columns.iter().map(|column| guard(Cow::Borrowed(&column.name))))?;
        Ok(CsvSink { writer })
    }
}

impl<W: Write> Sink for CsvSink<W> {
    fn row(&mut self, fields: &[Field<'_>]) -> io::Result<()> {
        write(
            &mut self.writer,
            fields.iter().map(|field| match field {
                Field::Text(_) => guard(field.machine()),
                _ => field.machine(),
            }),
        )
    }

    fn finish(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

fn write<'a, W: Write>(
    writer: &mut csv::Writer<W>,
    fields: impl Iterator<Item = Cow<'a, str>>,
) -> io::Result<()> {
    for field in fields {
        writer.write_field(field.as_bytes()).map_err(into_io)?;
    }
    writer.write_record(None::<&[u8]>).map_err(into_io)
}

// `io::Error::from(csv::Error)` hides the kind, and a closed pipe is told by its kind.
fn into_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

/// Text that a spreadsheet would run as a formula gets an apostrophe in front. Signs alone (a dash
/// that stands for nothing) and numbers with a sign are no formulas and stay as printed.
fn guard(text: Cow<'_, str>) -> Cow<'_, str> {
    let starts = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let harmless =
        || !text.chars().any(char::is_alphanumeric) || text.trim().parse::<f64>().is_ok();
    if starts && !harmless() { Cow::Owned(format!("'{text}")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::testing;
    use crate::text::Lang;

    #[test]
    fn only_what_a_spreadsheet_would_run_is_guarded() {
        for (text, want) in [
            ("教育局", "教育局"),
            ("-", "-"),
            ("--", "--"),
            ("-5", "-5"),
            ("+1.5", "+1.5"),
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            (" =A1", "' =A1"),
            ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
            ("＝A1", "'＝A1"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(guard(Cow::Borrowed(text)), want);
        }
    }

    #[test]
    fn fields_are_clean_quoted_and_guarded() {
        let mut out = Vec::new();
        testing::write(&mut CsvSink::new(&mut out, &testing::columns(Lang::Zh)).unwrap(), Lang::Zh);
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
        agency,value,severity
        市教育局,25.1,error
        "'=1+1[31m ,""|",,
        ab,-3,requests.new.total requests.closed.total
        "#);
    }
}
