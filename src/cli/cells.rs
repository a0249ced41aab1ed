//! `gouji cells`: every cell, long form.

use super::args::{FormatArgs, WhereArgs};
use super::failure::Done;
use super::lang::say;
use super::meant::Filters;
use super::session::Session;
use crate::export::{Column, Field, Sink};
use crate::form::{Cell, Form};
use crate::record::{Cells, State};
use crate::store::{Position, ReportRow, Store, StoredReport};
use crate::text::{Lang, Text};
use clap::Args;

/// How many reports are held at once.
const PAGE: usize = 256;

/// What `cells` takes.
#[derive(Debug, Args)]
#[command(after_help = say(
    "列: source,agency,year,form,cell,state,value,raw。空白不是 0; 金额单位万元。",
    "Columns: source,agency,year,form,cell,state,value,raw. A blank is not 0; amounts are in 万元 (10,000 yuan).",
))]
pub(super) struct CellsArgs {
    #[command(flatten)]
    pub r#where: WhereArgs,
    #[command(flatten)]
    pub format: FormatArgs,
}

/// Prints the cells.
pub(super) fn run(args: &CellsArgs, session: &Session) -> anyhow::Result<Done> {
    let filters = Filters::places(&args.r#where, session.lang)?;
    let store = session.open()?;
    let mut sink = session.listing(&args.format, &columns(session.lang))?;
    write(&store, &filters, session.lang, &mut *sink)?;
    sink.finish()?;
    Ok(Done::Fully)
}

/// The columns, as `--help` and the README promise them to scripts.
pub(super) fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::left("source", Text::new("来源", "Source"), lang),
        Column::left("agency", Text::new("机关", "Agency"), lang),
        Column::left("year", Text::new("年度", "Year"), lang),
        Column::left("form", Text::new("表样", "Form"), lang),
        Column::left("cell", Text::new("数据格", "Cell"), lang),
        Column::left("state", Text::new("状态", "State"), lang),
        Column::right("value", Text::new("数值", "Value"), lang),
        Column::left("raw", Text::new("原文", "Raw"), lang),
    ]
}

/// Every cell of the reports that pass.
pub(super) fn write(
    store: &Store,
    filters: &Filters,
    lang: Lang,
    sink: &mut dyn Sink,
) -> anyhow::Result<()> {
    each_report(store, filters, |row| {
        rows(&row.path, &row.agency.name, row.year, row.form, &row.cells, lang, sink)
    })
}

/// Every cell of one report.
pub(super) fn write_report(
    stored: &StoredReport,
    lang: Lang,
    sink: &mut dyn Sink,
) -> anyhow::Result<()> {
    let report = &stored.report;
    let (path, name) = (&stored.source.path, &stored.agency.name);
    rows(path, name, report.year, report.form, &report.cells, lang, sink)
}

/// The cells of the report's form, the absent ones too, and any other that the document has.
fn rows(
    path: &str,
    agency: &str,
    year: i16,
    form: Form,
    cells: &Cells,
    lang: Lang,
    sink: &mut dyn Sink,
) -> anyhow::Result<()> {
    for cell in Cell::all() {
        let value = cells.value(cell);
        if value.state == State::Absent && !cell.in_form(form) {
            continue;
        }
        sink.row(&[
            Field::text(path),
            Field::text(agency),
            Field::Int(year.into()),
            Field::text(form.name()),
            Field::text(cell.key()),
            Field::state(value.state, lang),
            Field::number(value.number),
            Field::Text(value.raw),
        ])?;
    }
    Ok(())
}

/// Hands over the current reports that pass, a page at a time.
pub(super) fn each_report(
    store: &Store,
    filters: &Filters,
    mut take: impl FnMut(&ReportRow) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let filter = filters.reports();
    let mut at = Position::First;
    loop {
        let page = store.reports(&filter, &at, PAGE)?;
        for row in &page.rows {
            take(row)?;
        }
        match page.rows.last() {
            Some(last) if page.more => at = Position::After(last.key),
            _ => return Ok(()),
        }
    }
}
