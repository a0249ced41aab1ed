//! Plain data to columns and back.

use crate::form::{Cell, Form, Section};
use crate::record::{
    Addend, AgencyKind, Confidence, Level, Severity, Slip, Span, Verdict, decimal,
};
use jiff::civil::Date;
use rusqlite::types::{Type, ValueRef};
use rusqlite::{Result, Row, ToSql};
use std::fmt::Write as _;

/// A failure to understand a column, which only a damaged or foreign hand can cause.
fn wrong(index: usize, what: &str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(index, Type::Text, what.into())
}

/// A column read by a function that knows the words in it.
pub(super) fn word<T>(
    row: &Row<'_>,
    index: usize,
    from: impl FnOnce(&str) -> Option<T>,
) -> Result<T> {
    let text = row.get_ref(index)?.as_str().map_err(|_| wrong(index, "not a word"))?;
    from(text).ok_or_else(|| wrong(index, text))
}

/// As [`word`], where NULL means none.
pub(super) fn word_or_null<T>(
    row: &Row<'_>,
    index: usize,
    from: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>> {
    match row.get_ref(index)? {
        ValueRef::Null => Ok(None),
        _ => word(row, index, from).map(Some),
    }
}

/// A number of things, never negative.
pub(super) fn count(row: &Row<'_>, index: usize) -> Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(index)?).unwrap_or(0))
}

pub(super) fn kind(row: &Row<'_>, index: usize) -> Result<AgencyKind> {
    word(row, index, AgencyKind::from_key)
}

pub(super) fn level(row: &Row<'_>, index: usize) -> Result<Level> {
    word(row, index, Level::from_key)
}

pub(super) fn severity(row: &Row<'_>, index: usize) -> Result<Severity> {
    word(row, index, Severity::from_key)
}

/// NULL is open: the table `decided` has no row for it.
pub(super) fn verdict(row: &Row<'_>, index: usize) -> Result<Verdict> {
    Ok(word_or_null(row, index, Verdict::from_key)?.unwrap_or_default())
}

pub(super) fn date(row: &Row<'_>, index: usize) -> Result<Option<Date>> {
    word_or_null(row, index, |text| text.parse().ok())
}

pub(super) fn form(row: &Row<'_>, index: usize) -> Result<Form> {
    match row.get(index)? {
        2019_i64 => Ok(Form::F2019),
        2021 => Ok(Form::F2021),
        _ => Err(wrong(index, "no such form")),
    }
}

pub(super) const fn form_number(form: Form) -> i64 {
    match form {
        Form::F2019 => 2019,
        Form::F2021 => 2021,
    }
}

pub(super) fn cell(row: &Row<'_>, index: usize) -> Result<Option<Cell>> {
    let Some(number) = row.get::<_, Option<u8>>(index)? else { return Ok(None) };
    Cell::from_index(usize::from(number)).map(Some).ok_or_else(|| wrong(index, "no such cell"))
}

/// A figure as SQLite keeps it in the fewest bytes: whole ones as integers.
pub(super) fn figure(number: Option<f64>) -> rusqlite::types::Value {
    match number {
        None => rusqlite::types::Value::Null,
        Some(n) if n.fract() == 0.0 && n.abs() < 9.0e15 => {
            rusqlite::types::Value::Integer(n as i64)
        }
        Some(n) => rusqlite::types::Value::Real(n),
    }
}

/// A figure of either type.
pub(super) fn number(value: ValueRef<'_>) -> Option<f64> {
    match value {
        ValueRef::Integer(n) => Some(n as f64),
        ValueRef::Real(n) => Some(n),
        _ => None,
    }
}

pub(super) fn section(row: &Row<'_>, index: usize) -> Result<Section> {
    word(row, index, Section::from_key)
}

/// The variants of a plain enum by the name that serde gives them.
fn by_name<T: serde::de::DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::from(name)).ok()
}

fn name_of<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

pub(super) fn slip_name(slip: Option<Slip>) -> Option<String> {
    slip.as_ref().map(name_of)
}

pub(super) fn slip(row: &Row<'_>, index: usize) -> Result<Option<Slip>> {
    word_or_null(row, index, by_name)
}

pub(super) fn confidence_name(confidence: Confidence) -> String {
    name_of(&confidence)
}

pub(super) fn confidence(row: &Row<'_>, index: usize) -> Result<Confidence> {
    word(row, index, by_name)
}

pub(super) fn span(row: &Row<'_>, start: usize) -> Result<Option<Span>> {
    let from: Option<u32> = row.get(start)?;
    let to: Option<u32> = row.get(start + 1)?;
    Ok(from.zip(to).map(|(start, end)| Span { start, end }))
}

/// Cells as JSON numbers, which `json_each` joins with the table `cell`.
pub(super) fn cells_json(cells: &[Cell]) -> String {
    let mut out = String::from("[");
    for (at, cell) in cells.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(out, "{comma}{}", cell.index());
    }
    out.push(']');
    out
}

pub(super) fn cells(row: &Row<'_>, index: usize) -> Result<Vec<Cell>> {
    word(row, index, |text| {
        let numbers: Vec<usize> = serde_json::from_str(text).ok()?;
        numbers.into_iter().map(Cell::from_index).collect()
    })
}

/// Addends as `[cell, sign, number, year]`, the year left out where it is the finding's.
pub(super) fn addends_json(addends: &[Addend], year: i16) -> Option<String> {
    if addends.is_empty() {
        return None;
    }
    let mut out = String::from("[");
    for (at, addend) in addends.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        let number = addend.number.map_or("null".to_owned(), decimal);
        let _ = write!(out, "{comma}[{},{},{number}", addend.cell.index(), addend.sign);
        if addend.year != year {
            let _ = write!(out, ",{}", addend.year);
        }
        out.push(']');
    }
    out.push(']');
    Some(out)
}

pub(super) fn addends(row: &Row<'_>, index: usize, year: i16) -> Result<Vec<Addend>> {
    let read = |text: &str| {
        let lists: Vec<Vec<Option<f64>>> = serde_json::from_str(text).ok()?;
        let one = |list: Vec<Option<f64>>| {
            Some(Addend {
                cell: Cell::from_index((*list.first()?)? as usize)?,
                sign: (*list.get(1)?)? as i8,
                number: *list.get(2)?,
                year: match list.get(3) {
                    Some(year) => (*year)? as i16,
                    None => year,
                },
            })
        };
        lists.into_iter().map(one).collect()
    };
    Ok(word_or_null(row, index, read)?.unwrap_or_default())
}

/// JSON of a list, NULL for an empty one.
pub(super) fn json_or_null<T: serde::Serialize>(list: &[T]) -> Option<String> {
    (!list.is_empty()).then(|| serde_json::to_string(list).unwrap_or_default())
}

pub(super) fn json<T: serde::de::DeserializeOwned + Default>(
    row: &Row<'_>,
    index: usize,
) -> Result<T> {
    Ok(word_or_null(row, index, |text| serde_json::from_str(text).ok())?.unwrap_or_default())
}

/// A list of parameters of many types.
#[derive(Default)]
pub(super) struct Params(Vec<Box<dyn ToSql>>);

impl Params {
    /// Adds one, and gives its placeholder.
    pub(super) fn add(&mut self, value: impl ToSql + 'static) -> String {
        self.0.push(Box::new(value));
        format!("?{}", self.0.len())
    }

    /// Adds several, and gives `(?1, ?2 …)`.
    pub(super) fn list<T: ToSql + 'static>(
        &mut self,
        values: impl IntoIterator<Item = T>,
    ) -> String {
        let marks: Vec<String> = values.into_iter().map(|value| self.add(value)).collect();
        format!("({})", marks.join(", "))
    }

    /// As rusqlite takes them.
    pub(super) fn bind(&self) -> rusqlite::ParamsFromIter<impl Iterator<Item = &dyn ToSql>> {
        rusqlite::params_from_iter(self.0.iter().map(AsRef::as_ref))
    }
}
