//! The wide listing of exports: a row a report, a column a cell.

use super::cells::each_report;
use super::meant::Filters;
use crate::export::{Align, Column, Field, Sink};
use crate::form::Cell;
use crate::store::Store;
use crate::text::{Lang, Text};

/// Who and when, then every cell of both forms under its key: what a column holds is the same in
/// every language.
pub(super) fn columns(lang: Lang) -> Vec<Column> {
    let mut columns = vec![
        Column::left("agency", Text::new("机关", "Agency"), lang),
        Column::left("year", Text::new("年度", "Year"), lang),
        Column::left("form", Text::new("表样", "Form"), lang),
        Column::left("published", Text::new("发布日期", "Published"), lang),
        Column::left("source", Text::new("来源", "Source"), lang),
    ];
    columns.extend(Cell::all().map(|cell| Column {
        name: cell.key().into(),
        label: cell.key().into(),
        align: Align::Right,
    }));
    columns
}

/// One row a report; a cell that holds no number is empty.
pub(super) fn write(store: &Store, filters: &Filters, sink: &mut dyn Sink) -> anyhow::Result<()> {
    each_report(store, filters, |row| {
        let published = row.published.map(|day| Field::text(day.to_string()));
        let mut fields = vec![
            Field::text(row.agency.name.as_str()),
            Field::Int(row.year.into()),
            Field::text(row.form.name()),
            published.unwrap_or(Field::Nothing),
            Field::text(row.path.as_str()),
        ];
        fields.extend(Cell::all().map(|cell| Field::number(row.cells.number(cell))));
        Ok(sink.row(&fields)?)
    })
}
