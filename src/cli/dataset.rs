//! A Parquet data set: a folder for each listing, in it a folder for each year.

use super::cells::each_report;
use super::failure::Failure;
use super::meant::{Filters, Years};
use super::{cells, flags};
use crate::export::folder::{self, Place, YearSink};
use crate::export::{Field, Holds, Sink, Typed};
use crate::form::Cell;
use crate::store::{ReportRow, Store};
use crate::text::Lang;
use anyhow::Context;
use std::path::Path;

/// One listing of a data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    /// A row a report: who and when.
    Reports,
    /// A row a report, a column a cell.
    Figures,
    /// A row a cell.
    Cells,
    /// A row for each place where a rule fails.
    Flags,
}

impl Set {
    pub const ALL: [Set; 4] = [Set::Reports, Set::Figures, Set::Cells, Set::Flags];

    /// The name of its folder.
    pub const fn name(self) -> &'static str {
        match self {
            Set::Reports => "reports",
            Set::Figures => "figures",
            Set::Cells => "cells",
            Set::Flags => "flags",
        }
    }

    /// Its columns: those of the same listing elsewhere, under the same names.
    fn columns(self, lang: Lang) -> Vec<Typed> {
        let typed = |names: &[(&'static str, Holds)]| -> Vec<Typed> {
            names.iter().map(|(name, holds)| Typed::new(*name, *holds)).collect()
        };
        match self {
            Set::Reports => typed(&[
                ("agency", Holds::Text),
                ("year", Holds::Folder),
                ("form", Holds::Int),
                ("published", Holds::Date),
                ("printed", Holds::Text),
                ("code", Holds::Int),
                ("province", Holds::Text),
                ("city", Holds::Text),
                ("county", Holds::Text),
                ("kind", Holds::Text),
                ("level", Holds::Text),
                ("source", Holds::Text),
            ]),
            Set::Figures => {
                let mut columns = typed(&[
                    ("agency", Holds::Text),
                    ("year", Holds::Folder),
                    ("form", Holds::Int),
                    ("states", Holds::Text),
                ]);
                columns.extend(Cell::all().map(|cell| Typed::new(cell.info().sql, Holds::Number)));
                columns
            }
            Set::Cells => named(&cells::columns(lang)),
            Set::Flags => named(&flags::columns(lang)),
        }
    }

    fn write(
        self,
        store: &Store,
        filters: &Filters,
        lang: Lang,
        sink: &mut dyn Sink,
    ) -> anyhow::Result<()> {
        match self {
            Set::Reports => each_report(store, filters, |row| Ok(sink.row(&report(row))?)),
            Set::Figures => each_report(store, filters, |row| Ok(sink.row(&figures(row))?)),
            Set::Cells => cells::write(store, filters, lang, sink),
            Set::Flags => {
                flags::write(store, filters, lang, false, &mut flags::Seen::default(), sink)
                    .map(drop)
            }
        }
    }
}

/// The columns of a listing with what they hold, which their names say.
fn named(columns: &[crate::export::Column]) -> Vec<Typed> {
    let typed = |column: &crate::export::Column| {
        let holds = match &*column.name {
            "year" => Holds::Folder,
            "form" => Holds::Int,
            "value" | "expected" | "actual" | "repair" => Holds::Number,
            _ => Holds::Text,
        };
        Typed::new(column.name.clone(), holds)
    };
    columns.iter().map(typed).collect()
}

fn text<'a>(text: &'a str) -> Field<'a> {
    if text.is_empty() { Field::Nothing } else { Field::text(text) }
}

fn report(row: &ReportRow) -> Vec<Field<'_>> {
    let place = &row.agency.place;
    vec![
        Field::text(row.agency.name.as_str()),
        Field::Int(row.year.into()),
        Field::text(row.form.name()),
        row.published.map_or(Field::Nothing, |day| Field::text(day.to_string())),
        Field::text(row.agency.printed.as_str()),
        if place.code == 0 { Field::Nothing } else { Field::Int(place.code.into()) },
        text(&place.province),
        text(&place.city),
        text(&place.county),
        Field::text(row.agency.kind.key()),
        Field::text(row.agency.level.key()),
        Field::text(row.path.as_str()),
    ]
}

fn figures(row: &ReportRow) -> Vec<Field<'_>> {
    let mut fields = vec![
        Field::text(row.agency.name.as_str()),
        Field::Int(row.year.into()),
        Field::text(row.form.name()),
        Field::text(row.cells.states()),
    ];
    fields.extend(Cell::all().map(|cell| Field::number(row.cells.number(cell))));
    fields
}

/// Writes the data set, all of its listings or those that are given, and gives each with its rows.
///
/// One year of one listing is written at a time, so that memory does not grow with the database.
///
/// # Errors
/// Where something else stands there, where the folder cannot be written, and those of the database.
pub(super) fn write(
    path: &Path,
    sets: &[Set],
    store: &Store,
    filters: &Filters,
    lang: Lang,
) -> anyhow::Result<Vec<(Set, u64)>> {
    let cannot = || {
        lang.pick(
            format!("无法写入 '{}'", path.display()),
            format!("cannot write '{}'", path.display()),
        )
    };
    if Place::of(path).with_context(cannot)? == Place::Taken {
        return Err(Failure::usage(
            lang.pick(
                format!("'{}' 已存在, 不是 gouji 写的数据集", path.display()),
                format!("'{}' is there and no data set of gouji's", path.display()),
            ),
            lang.pick("换一个名称, 或先移走它", "choose another name, or move it away first"),
        ));
    }
    let years = years(store, filters)?;
    let mut counts = Vec::new();
    let written = folder::replace(path, |fresh| -> anyhow::Result<String> {
        for set in sets {
            let (columns, into) = (set.columns(lang), fresh.join(set.name()));
            std::fs::create_dir(&into)?;
            let mut rows = 0;
            for year in years.iter().flat_map(|years| years.first..=years.last) {
                let years = Some(Years { first: year, last: year });
                let filters = Filters { years, ..filters.clone() };
                let mut sink = YearSink::new(&into, year, &columns);
                set.write(store, &filters, lang, &mut sink)?;
                sink.finish()?;
                rows += sink.rows;
            }
            counts.push((*set, rows));
        }
        let rows: serde_json::Map<_, _> =
            counts.iter().map(|(set, rows)| (set.name().to_owned(), (*rows).into())).collect();
        let mark = serde_json::json!({ "gouji": env!("CARGO_PKG_VERSION"), "rows": rows });
        Ok(format!("{mark}\n"))
    });
    written.with_context(cannot)?;
    Ok(counts)
}

/// The years to go through: those of reports and findings that the filter leaves.
fn years(store: &Store, filters: &Filters) -> anyhow::Result<Option<Years>> {
    let reports = store.summary()?.years;
    let findings = store.facets(&filters.findings())?.years;
    let all = reports.into_iter().flat_map(|(first, last)| [first, last]);
    let all: Vec<i16> = all.chain(findings.into_iter().map(|(year, _)| year)).collect();
    let (Some(first), Some(last)) = (all.iter().min(), all.iter().max()) else { return Ok(None) };
    let asked = filters.years.unwrap_or(Years { first: *first, last: *last });
    Ok(Some(Years { first: asked.first.max(*first), last: asked.last.min(*last) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_has_its_names_and_its_years_are_folders() {
        for set in Set::ALL {
            let columns = set.columns(Lang::En);
            let years: Vec<&str> = columns
                .iter()
                .filter(|column| column.holds == Holds::Folder)
                .map(|column| &*column.name)
                .collect();
            assert_eq!(years, ["year"], "{set:?}");
        }
        let holds = |set: Set, name: &str| {
            set.columns(Lang::Zh).into_iter().find(|c| c.name == name).map(|c| c.holds)
        };
        for (set, name, want) in [
            (Set::Reports, "published", Some(Holds::Date)),
            (Set::Figures, "disclosure_fees_amount", Some(Holds::Number)),
            (Set::Cells, "value", Some(Holds::Number)),
            (Set::Cells, "raw", Some(Holds::Text)),
            (Set::Flags, "repair", Some(Holds::Number)),
            (Set::Flags, "year", Some(Holds::Folder)),
        ] {
            assert_eq!(holds(set, name), want, "{set:?} {name}");
        }
    }
}
