//! JSON: one array, one object a line, so that line tools can work on it too.

use super::{Column, Field, Sink};
use std::io::{self, Write};

/// Rows as an array of objects with the columns' names.
pub struct JsonSink<W: Write> {
    out: W,
    names: Vec<String>,
    first: bool,
}

impl<W: Write> JsonSink<W> {
    /// Opens the array.
    ///
    /// # Errors
    /// Where the bytes cannot be written.
    pub fn new(mut out: W, columns: &[Column]) -> io::Result<JsonSink<W>> {
        out.write_all(b"[")?;
        let names = columns.iter().map(|column| column.name.to_string()).collect();
        Ok(JsonSink { out, names, first: true })
    }
}

impl<W: Write> Sink for JsonSink<W> {
    fn row(&mut self, fields: &[Field<'_>]) -> io::Result<()> {
        self.out.write_all(if self.first { b"\n{" } else { b",\n{" })?;
        self.first = false;
        for (index, (name, field)) in self.names.iter().zip(fields).enumerate() {
            if index > 0 {
                self.out.write_all(b",")?;
            }
            serde_json::to_writer(&mut self.out, name)?;
            self.out.write_all(b":")?;
            value(&mut self.out, field)?;
        }
        self.out.write_all(b"}")
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(if self.first { b"]\n" } else { b"\n]\n" })?;
        self.out.flush()
    }
}

fn value<W: Write>(out: &mut W, field: &Field<'_>) -> io::Result<()> {
    match field {
        Field::Nothing | Field::Word("", ..) => out.write_all(b"null"),
        Field::Int(_) => out.write_all(field.machine().as_bytes()),
        // JSON has no word for what is not finite.
        Field::Number(number) | Field::Shown(number, _) if !number.is_finite() => {
            out.write_all(b"null")
        }
        Field::Number(_) | Field::Shown(..) => out.write_all(field.machine().as_bytes()),
        Field::List(keys) => Ok(serde_json::to_writer(out, keys)?),
        Field::Text(_) | Field::Word(..) => Ok(serde_json::to_writer(out, &field.machine())?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::testing;
    use crate::text::Lang;

    #[test]
    fn the_array_parses_and_keeps_types() {
        let mut out = Vec::new();
        testing::write(
            &mut JsonSink::new(&mut out, &testing::columns(Lang::En)).unwrap(),
            Lang::En,
        );
        let rows: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(rows[0]["value"], 25.1);
        assert_eq!(rows[1]["value"], serde_json::Value::Null);
        assert_eq!(rows[1]["agency"], "=1+1[31m ,\"|");
        assert_eq!(rows[2]["severity"][1], "requests.closed.total");
    }

    #[test]
    fn no_rows_are_an_empty_array() {
        let mut out = Vec::new();
        JsonSink::new(&mut out, &testing::columns(Lang::En)).unwrap().finish().unwrap();
        assert_eq!(out, b"[]\n");
    }
}
