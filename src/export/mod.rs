//! Rows → bytes, one file a format.
//!
//! Whoever has rows describes them once as [`Column`]s and hands them over one by one as
//! [`Field`]s; a [`Sink`] writes them as it gets them, so that no output needs room for all of them.
//! What a machine reads (CSV, JSON, Parquet) uses the columns' names and the fields' keys; what a
//! person reads (table, Markdown, a workbook) uses the labels.
//!
//! [`mod@file`] and [`folder`] put the whole in place of what was there; [`paper`] writes a review.
//!
//! Text from pages is cleaned here, once, for every format.

mod csv;
pub mod file;
pub mod folder;
mod json;
mod markdown;
pub mod paper;
mod parquet;
mod table;
mod xlsx;

pub use csv::CsvSink;
pub use json::JsonSink;
pub use markdown::MarkdownSink;
pub use parquet::{Holds, ParquetSink, Typed};
pub use table::{TableSink, TableStyle};
pub use xlsx::{Workbook, XlsxSink};

use crate::record::{Severity, State, Verdict, decimal};
use crate::text::{Lang, Text, clean};
use std::borrow::Cow;
use std::io;

/// On which side a column's texts stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// A column: its name for machines, its label for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name in CSV and JSON, the same in every language.
    pub name: Cow<'static, str>,
    /// The heading in tables, Markdown and workbooks, in the reader's language.
    pub label: Cow<'static, str>,
    /// Where its texts stand in a table.
    pub align: Align,
}

impl Column {
    /// A column of words.
    pub fn left(name: &'static str, label: Text, lang: Lang) -> Column {
        Column { name: name.into(), label: label.get(lang).into(), align: Align::Left }
    }

    /// A column of figures.
    pub fn right(name: &'static str, label: Text, lang: Lang) -> Column {
        Column { align: Align::Right, ..Column::left(name, label, lang) }
    }

    /// A column of figures whose heading is data, such as a year or an agency.
    pub fn named(name: impl Into<String>) -> Column {
        let name = clean(&name.into()).into_owned();
        Column { label: name.clone().into(), name: name.into(), align: Align::Right }
    }
}

/// How a word is coloured where there is colour. It never carries meaning alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// As all else.
    #[default]
    Plain,
    /// Red.
    Bad,
    /// Yellow.
    Doubtful,
    /// Green.
    Good,
    /// Grey.
    Faint,
}

/// What stands in one column of one row.
#[derive(Debug, Clone, PartialEq)]
pub enum Field<'a> {
    /// Nothing: an empty field, `null` in JSON.
    Nothing,
    /// Free text, from a page or not.
    Text(Cow<'a, str>),
    /// A whole number.
    Int(i64),
    /// A number with decimals.
    Number(f64),
    /// A number for machines that people read otherwise, such as a share.
    Shown(f64, String),
    /// Several keys: an array in JSON, a space between them elsewhere.
    List(Vec<&'a str>),
    /// A word of a closed set: a key for machines (nothing where it is empty), a label for people.
    Word(&'static str, Cow<'static, str>, Tone),
}

impl<'a> Field<'a> {
    /// Free text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Field<'a> {
        Field::Text(text.into())
    }

    /// A number, or nothing.
    pub fn number(number: Option<f64>) -> Field<'a> {
        number.map_or(Field::Nothing, Field::Number)
    }

    /// A level with its sign.
    pub fn severity(severity: Severity, lang: Lang) -> Field<'a> {
        let tone = match severity {
            Severity::Error => Tone::Bad,
            Severity::Warning => Tone::Doubtful,
            Severity::Notice => Tone::Faint,
        };
        let label = format!("{} {}", severity.sign(false), severity.label().get(lang));
        Field::Word(severity.key(), label.into(), tone)
    }

    /// A verdict.
    pub fn verdict(verdict: Verdict, lang: Lang) -> Field<'a> {
        let tone = match verdict {
            Verdict::Open => Tone::Plain,
            Verdict::Confirmed => Tone::Bad,
            Verdict::Unsure => Tone::Doubtful,
            Verdict::Explained | Verdict::FalseAlarm | Verdict::Misread => Tone::Faint,
        };
        Field::Word(verdict.key(), verdict.label().get(lang).into(), tone)
    }

    /// The state of a cell.
    pub fn state(state: State, lang: Lang) -> Field<'a> {
        let (label, tone) = match state {
            State::Number => (Text::new("数字", "number"), Tone::Plain),
            State::Blank => (Text::new("空白", "blank"), Tone::Doubtful),
            State::Dash => (Text::new("划线", "dash"), Tone::Faint),
            State::Text => (Text::new("文字", "text"), Tone::Doubtful),
            State::Absent => (Text::new("无此格", "absent"), Tone::Faint),
        };
        Field::Word(state.key(), label.get(lang).into(), tone)
    }

    /// As machines read it, cleaned.
    pub fn machine(&self) -> Cow<'_, str> {
        match self {
            Field::Nothing => Cow::Borrowed(""),
            Field::Text(text) => clean(text),
            Field::Int(number) => Cow::Owned(number.to_string()),
            Field::Number(number) | Field::Shown(number, _) => Cow::Owned(decimal(*number)),
            Field::List(keys) => Cow::Owned(keys.join(" ")),
            Field::Word(key, ..) => Cow::Borrowed(key),
        }
    }

    /// As people read it, cleaned.
    pub fn human(&self) -> Cow<'_, str> {
        match self {
            Field::Word(_, label, _) => clean(label),
            Field::Shown(_, label) => clean(label),
            other => other.machine(),
        }
    }

    /// Its colour.
    pub fn tone(&self) -> Tone {
        match self {
            Field::Word(_, _, tone) => *tone,
            _ => Tone::Plain,
        }
    }
}

/// Where rows go. The columns were given when it was made; every row has as many fields.
pub trait Sink {
    /// Writes one row.
    ///
    /// # Errors
    /// Where the bytes cannot be written.
    fn row(&mut self, fields: &[Field<'_>]) -> io::Result<()>;

    /// Writes what stands after the last row. Nothing may be written afterwards.
    ///
    /// # Errors
    /// Where the bytes cannot be written.
    fn finish(&mut self) -> io::Result<()>;
}

#[cfg(test)]
mod testing {
    use super::*;

    /// Two columns and three rows with all that is awkward in them.
    pub fn columns(lang: Lang) -> Vec<Column> {
        vec![
            Column::left("agency", Text::new("机关", "Agency"), lang),
            Column::right("value", Text::new("数值", "Value"), lang),
            Column::left("severity", Text::new("级别", "Level"), lang),
        ]
    }

    pub fn rows(lang: Lang) -> Vec<Vec<Field<'static>>> {
        vec![
            vec![
                Field::text("市教育局"),
                Field::Number(25.1),
                Field::severity(Severity::Error, lang),
            ],
            vec![Field::text("=1+1\u{1b}[31m\n,\"|"), Field::Nothing, Field::Nothing],
            vec![
                Field::text("a\u{202e}b"),
                Field::Int(-3),
                Field::List(vec!["requests.new.total", "requests.closed.total"]),
            ],
        ]
    }

    pub fn write(sink: &mut dyn Sink, lang: Lang) {
        for row in rows(lang) {
            sink.row(&row).unwrap();
        }
        sink.finish().unwrap();
    }
}
