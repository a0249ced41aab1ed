//! Parquet: rows as columns, packed, for whoever outgrows one machine.
//!
//! Rows are kept until a row group is full and then written column by column, so that memory has
//! a bound whatever the number of rows. Every column may hold nothing. Figures are DOUBLE, as the
//! database keeps them: a page can print 12.5 where a count is asked for, and an amount with any
//! number of decimals; no DECIMAL holds both, and up to 2⁵³ a whole number stays one.

use super::{Field, Sink};
use crate::text::clean;
use jiff::civil::Date;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;
use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

/// What a column of a Parquet file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Text: BYTE_ARRAY, UTF-8.
    Text,
    /// A small whole number, such as a year: INT32.
    Int,
    /// A figure: DOUBLE.
    Number,
    /// A day: INT32, DATE.
    Date,
    /// Nothing here: the value is in the folder's name (`year=2024`), and no file repeats it.
    Folder,
}

/// A column of a Parquet file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// Its name.
    pub name: Cow<'static, str>,
    /// What it holds.
    pub holds: Holds,
}

impl Typed {
    /// A column of that name.
    pub fn new(name: impl Into<Cow<'static, str>>, holds: Holds) -> Typed {
        Typed { name: name.into(), holds }
    }
}

/// Values that are kept for one row group, and the rows of one at most.
const KEPT_VALUES: usize = 4 << 20;
const MOST_ROWS: usize = 1 << 17;

/// Rows as a Parquet file.
pub struct ParquetSink<W: Write + Send> {
    /// `None` once it is finished.
    file: Option<SerializedFileWriter<W>>,
    columns: Vec<Kept>,
    rows: usize,
    room: usize,
}

/// The values of one column that wait for their row group.
struct Kept {
    /// 1 where there is a value, 0 where there is none, a row each.
    there: Vec<i16>,
    values: Values,
}

enum Values {
    /// The texts, and the last one as it came: a column often says the same many times.
    Text(Vec<ByteArray>, String),
    Int(Vec<i32>),
    Number(Vec<f64>),
    Date(Vec<i32>),
    Folder,
}

impl<W: Write + Send> ParquetSink<W> {
    /// Writes the head of the file.
    ///
    /// # Errors
    /// Where the bytes cannot be written.
    pub fn new(out: W, columns: &[Typed]) -> io::Result<ParquetSink<W>> {
        let fields = columns.iter().filter_map(|column| field(column).transpose());
        let fields = fields.collect::<Result<Vec<_>, _>>().map_err(into_io)?;
        let schema = Type::group_type_builder("gouji").with_fields(fields).build();
        let properties = WriterProperties::builder()
            .set_created_by(concat!("gouji ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true)
            .build();
        let schema = Arc::new(schema.map_err(into_io)?);
        let file = SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(into_io)?;
        let kept = |column: &Typed| Kept { there: Vec::new(), values: Values::of(column.holds) };
        Ok(ParquetSink {
            file: Some(file),
            columns: columns.iter().map(kept).collect(),
            rows: 0,
            room: (KEPT_VALUES / columns.len().max(1)).clamp(1, MOST_ROWS),
        })
    }

    /// Writes what is kept as a row group.
    fn flush(&mut self) -> io::Result<()> {
        let Some(file) = self.file.as_mut().filter(|_| self.rows > 0) else { return Ok(()) };
        let mut group = file.next_row_group().map_err(into_io)?;
        for column in &mut self.columns {
            if matches!(column.values, Values::Folder) {
                continue;
            }
            // The file has just the columns that are not left to the folder.
            let Some(mut writer) = group.next_column().map_err(into_io)? else { break };
            column.write(&mut writer).and_then(|()| writer.close()).map_err(into_io)?;
        }
        group.close().map_err(into_io)?;
        self.rows = 0;
        Ok(())
    }
}

impl<W: Write + Send> Sink for ParquetSink<W> {
    fn row(&mut self, fields: &[Field<'_>]) -> io::Result<()> {
        for (column, field) in self.columns.iter_mut().zip(fields) {
            column.take(field);
        }
        self.rows += 1;
        if self.rows >= self.room { self.flush() } else { Ok(()) }
    }

    fn finish(&mut self) -> io::Result<()> {
        self.flush()?;
        match self.file.take() {
            Some(file) => file.close().map(drop).map_err(into_io),
            None => Ok(()),
        }
    }
}

impl Values {
    fn of(holds: Holds) -> Values {
        match holds {
            Holds::Text => Values::Text(Vec::new(), String::new()),
            Holds::Int => Values::Int(Vec::new()),
            Holds::Number => Values::Number(Vec::new()),
            Holds::Date => Values::Date(Vec::new()),
            Holds::Folder => Values::Folder,
        }
    }
}

impl Kept {
    fn take(&mut self, field: &Field<'_>) {
        let there = match &mut self.values {
            Values::Text(texts, last) => text(field).map(|text| {
                let bytes = match texts.last() {
                    Some(bytes) if *last == text => bytes.clone(),
                    _ => {
                        last.clear();
                        last.push_str(&text);
                        ByteArray::from(&*text)
                    }
                };
                texts.push(bytes);
            }),
            Values::Int(numbers) => whole(field).map(|number| numbers.push(number)),
            Values::Number(numbers) => number(field).map(|number| numbers.push(number)),
            Values::Date(days) => day(field).map(|day| days.push(day)),
            Values::Folder => return,
        };
        self.there.push(i16::from(there.is_some()));
    }

    fn write(&mut self, writer: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let there = Some(self.there.as_slice());
        match &mut self.values {
            Values::Text(texts, _) => {
                writer.typed::<ByteArrayType>().write_batch(texts, there, None)?;
                texts.clear();
            }
            Values::Int(numbers) | Values::Date(numbers) => {
                writer.typed::<Int32Type>().write_batch(numbers, there, None)?;
                numbers.clear();
            }
            Values::Number(numbers) => {
                writer.typed::<DoubleType>().write_batch(numbers, there, None)?;
                numbers.clear();
            }
            Values::Folder => {}
        }
        self.there.clear();
        Ok(())
    }
}

fn field(column: &Typed) -> Result<Option<Arc<Type>>, ParquetError> {
    let (physical, logical) = match column.holds {
        Holds::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Holds::Int => (Physical::INT32, None),
        Holds::Number => (Physical::DOUBLE, None),
        Holds::Date => (Physical::INT32, Some(LogicalType::Date)),
        Holds::Folder => return Ok(None),
    };
    Type::primitive_type_builder(&clean(&column.name), physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()
        .map(|field| Some(Arc::new(field)))
}

fn text<'a>(field: &'a Field<'_>) -> Option<Cow<'a, str>> {
    match field {
        Field::Nothing | Field::Word("", ..) => None,
        other => Some(other.machine()),
    }
}

fn whole(field: &Field<'_>) -> Option<i32> {
    match field {
        Field::Int(number) => i32::try_from(*number).ok(),
        Field::Text(text) => text.parse().ok(),
        _ => None,
    }
}

fn number(field: &Field<'_>) -> Option<f64> {
    match field {
        Field::Int(number) => Some(*number as f64),
        // Adding zero turns -0 into 0, as everywhere.
        Field::Number(number) | Field::Shown(number, _) => Some(*number + 0.0),
        _ => None,
    }
}

/// Days since 1970-01-01 of a day that is written `2024-01-31`.
fn day(field: &Field<'_>) -> Option<i32> {
    let Field::Text(text) = field else { return None };
    let day: Date = text.parse().ok()?;
    Some(jiff::civil::date(1970, 1, 1).until(day).ok()?.get_days())
}

// A full disk is told by its kind, which stands inside.
fn into_io(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use std::fs::File;

    /// A file with these rows, at most `room` of them in a row group.
    fn written(room: usize, rows: &[[Field<'_>; 5]]) -> SerializedFileReader<File> {
        let file = tempfile::tempfile().unwrap();
        let mut sink = ParquetSink::new(file.try_clone().unwrap(), &columns()).unwrap();
        sink.room = room;
        for row in rows {
            sink.row(row).unwrap();
            assert!(sink.columns.iter().all(|column| column.there.len() < room));
        }
        sink.finish().unwrap();
        SerializedFileReader::new(file).unwrap()
    }

    fn printed(reader: &SerializedFileReader<File>) -> Vec<String> {
        reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect()
    }

    fn columns() -> Vec<Typed> {
        vec![
            Typed::new("agency", Holds::Text),
            Typed::new("year", Holds::Folder),
            Typed::new("form", Holds::Int),
            Typed::new("value", Holds::Number),
            Typed::new("published", Holds::Date),
        ]
    }

    fn row<'a>(agency: &'a str, value: Option<f64>, day: &'a str) -> [Field<'a>; 5] {
        let [year, form] = [Field::Int(2024), Field::text("2021")];
        [Field::text(agency), year, form, Field::number(value), Field::text(day)]
    }

    #[test]
    fn values_keep_their_types_and_text_is_clean() {
        let hostile = "=1+1\u{1b}[31m\na\u{202e}b";
        let rows = [
            row("市教育局", Some(24252.311082), "2025-01-31"),
            row("市教育局", None, ""),
            row(hostile, Some(-0.0), "1969-12-31"),
        ];
        assert_eq!(
            printed(&written(10, &rows)),
            [
                r#"{agency: "市教育局", form: 2021, value: 24252.311082, published: 2025-01-31}"#,
                r#"{agency: "市教育局", form: 2021, value: null, published: null}"#,
                r#"{agency: "=1+1[31m ab", form: 2021, value: 0E0, published: 1969-12-31}"#,
            ]
        );
    }

    #[test]
    fn a_row_group_has_a_bound() {
        let rows: Vec<_> = (0..5).map(|at| row("a", Some(f64::from(at)), "")).collect();
        let reader = written(2, &rows);
        assert_eq!((reader.num_row_groups(), printed(&reader).len()), (3, 5));
    }

    #[test]
    fn a_full_disk_is_told_as_one() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert_eq!(into_io(full.into()).kind(), io::ErrorKind::StorageFull);
    }
}
