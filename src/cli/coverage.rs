//! `gouji coverage`: agency × year.

use super::args::{FormatArgs, WhereArgs};
use super::failure::Done;
use super::lang::say;
use super::meant::Filters;
use super::session::Session;
use crate::export::{Align, Column, Field, Sink, Tone};
use crate::store::{Coverage, Position, Store};
use crate::text::{Lang, Text};
use clap::Args;

/// How many agencies are held at once.
const PAGE: usize = 512;

/// What `coverage` takes.
#[derive(Debug, Args)]
#[command(after_help = say(
    "● 有报  ○ 缺报  ! 读不了  ◐ 迟报  ② 重复",
    "● present  ○ missing  ! unreadable  ◐ late  ② twice",
))]
pub(super) struct CoverageArgs {
    #[command(flatten)]
    pub r#where: WhereArgs,
    #[command(flatten)]
    pub format: FormatArgs,
}

/// Prints the matrix.
pub(super) fn run(args: &CoverageArgs, session: &Session) -> anyhow::Result<Done> {
    let filters = Filters::places(&args.r#where, session.lang)?;
    let store = session.open()?;
    let years = years(&store, &filters)?;
    let mut sink = session.listing(&args.format, &columns(years, session.lang))?;
    write(&store, &filters, years, session.lang, &mut *sink)?;
    sink.finish()?;
    Ok(Done::Fully)
}

/// The years asked for, or all that the database has.
pub(super) fn years(store: &Store, filters: &Filters) -> anyhow::Result<(i16, i16)> {
    match filters.years {
        Some(years) => Ok((years.first, years.last)),
        // An empty range: a matrix without years, as there is nothing to cover.
        None => Ok(store.summary()?.years.unwrap_or((1, 0))),
    }
}

/// The agency, then a column a year.
pub(super) fn columns((first, last): (i16, i16), lang: Lang) -> Vec<Column> {
    let mut columns = vec![Column::left("agency", Text::new("机关", "Agency"), lang)];
    for year in first..=last {
        columns.push(Column { align: Align::Left, ..Column::named(year.to_string()) });
    }
    columns
}

/// One row an agency.
pub(super) fn write(
    store: &Store,
    filters: &Filters,
    years: (i16, i16),
    lang: Lang,
    sink: &mut dyn Sink,
) -> anyhow::Result<()> {
    let filter = filters.agencies();
    let mut at = Position::First;
    loop {
        let page = store.coverage(&filter, years, &at, PAGE)?;
        for row in &page.rows {
            let mut fields = vec![Field::text(row.name.as_str())];
            for year in years.0..=years.1 {
                let mark = row.marks.iter().find(|(at, _)| *at == year);
                fields.push(mark.map_or(Field::Nothing, |(_, mark)| word(*mark, lang)));
            }
            sink.row(&fields)?;
        }
        match page.rows.last() {
            Some(last) if page.more => at = Position::After(last.key.clone()),
            _ => return Ok(()),
        }
    }
}

fn word(mark: Coverage, lang: Lang) -> Field<'static> {
    let (label, tone) = match mark {
        Coverage::Present => (Text::new("● 有报", "● present"), Tone::Good),
        Coverage::Missing => (Text::new("○ 缺报", "○ missing"), Tone::Bad),
        Coverage::Unreadable => (Text::new("! 读不了", "! unreadable"), Tone::Bad),
        Coverage::Late => (Text::new("◐ 迟报", "◐ late"), Tone::Doubtful),
        Coverage::Twice => (Text::new("② 重复", "② twice"), Tone::Doubtful),
    };
    Field::Word(mark.key(), label.get(lang).into(), tone)
}
