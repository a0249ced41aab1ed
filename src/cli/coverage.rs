//! `gouji coverage`: agency × year.

use super::args::{FormatArgs, WhereArgs};
use super::failure::Done;
use super::lang::say;
use super::meant::{Filters, Format};
use super::session::Session;
use crate::export::{Align, Column, Field, Sink, Tone};
use crate::store::{Coverage, Position, Store};
use crate::text::{Lang, Text};
use clap::Args;

/// How many agencies are held at once.
const PAGE: usize = 512;

const LEGEND: Text = Text::new(
    "● 有报  ○ 缺报  ! 读不出  ◐ 迟报  ② 多份",
    "● present  ○ missing  ! unreadable  ◐ late  ② twice",
);

/// What `coverage` takes.
#[derive(Debug, Args)]
#[command(after_help = say(LEGEND.zh, LEGEND.en))]
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
    let signs = Format::from(&args.format) == Format::Table;
    write(&store, &filters, years, session.lang, signs, &mut *sink)?;
    sink.finish()?;
    if signs {
        session.note(LEGEND.get(session.lang));
    }
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

/// One row an agency; a table shows signs alone, under which the legend stands.
pub(super) fn write(
    store: &Store,
    filters: &Filters,
    years: (i16, i16),
    lang: Lang,
    signs: bool,
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
                fields.push(mark.map_or(Field::Nothing, |(_, mark)| word(*mark, signs, lang)));
            }
            sink.row(&fields)?;
        }
        match page.rows.last() {
            Some(last) if page.more => at = Position::After(last.key.clone()),
            _ => return Ok(()),
        }
    }
}

fn word(mark: Coverage, signs: bool, lang: Lang) -> Field<'static> {
    let (sign, label, tone) = match mark {
        Coverage::Present => ("●", Text::new("● 有报", "● present"), Tone::Good),
        Coverage::Missing => ("○", Text::new("○ 缺报", "○ missing"), Tone::Bad),
        Coverage::Unreadable => ("!", Text::new("! 读不出", "! unreadable"), Tone::Bad),
        Coverage::Late => ("◐", Text::new("◐ 迟报", "◐ late"), Tone::Doubtful),
        Coverage::Twice => ("②", Text::new("② 多份", "② twice"), Tone::Doubtful),
    };
    Field::Word(mark.key(), if signs { sign } else { label.get(lang) }.into(), tone)
}
