//! `gouji compare`: the rows of a table × the years of agencies.

use super::args::FormatArgs;
use super::failure::{Done, Failure};
use super::lang::say;
use super::meant::{Format, Years};
use super::pick;
use super::session::Session;
use crate::export::{Column as Heading, Field, Tone};
use crate::form::{Cell, Column, DisputeColumn, Role, Row, Table};
use crate::record::{Case, Report, State};
use crate::text::{Lang, Text};
use clap::Args;

/// What `compare` takes.
#[derive(Debug, Args)]
#[command(after_help = say(
    "change: 比上年增减; share: 占本列办结总计 (表三) 或该组总计 (表四) 的比例。– 表示该年表样没有此行。",
    "change: against the year before; share: of the column's total handled (requests) or the group's total (disputes). – the year's form has no such row.",
))]
pub(super) struct CompareArgs {
    #[arg(required = true, value_name = say("机关", "AGENCY"),
        help = say("一个或几个机关: 名称, 名称的一部分, 或拼音", "One agency or several: name, part of it, or pinyin"))]
    pub agencies: Vec<String>,
    #[arg(long, alias = "year", value_name = say("年度", "YEARS"),
        help = say("年度, 如 2021-2024 (默认全部)", "Years, such as 2021-2024 (else all)"))]
    pub years: Option<String>,
    #[arg(long, hide_possible_values = true, hide_default_value = true, default_value = "requests",
        value_name = "disclosure|requests|disputes", value_parser = ["disclosure", "requests", "disputes"],
        help = say("哪一张表 (默认 requests)", "Which table (requests unless said otherwise)"))]
    pub table: String,
    #[arg(long, hide_possible_values = true, hide_default_value = true, default_value = "total",
        value_name = "total|natural|business|research|nonprofit|legal|other",
        value_parser = ["total", "natural", "business", "research", "nonprofit", "legal", "other"],
        help = say("表三的哪一列 (默认总计)", "Which column of requests (total unless said otherwise)"))]
    pub column: String,
    #[arg(long, hide_possible_values = true, hide_default_value = true, default_value = "value",
        value_name = "value|change|share", value_parser = ["value", "change", "share"],
        help = say("数值, 增减或占比 (默认 value)", "Figures, changes or shares (value unless said otherwise)"))]
    pub measure: String,
    #[arg(long, help = say("只看不同的行", "Only rows that differ"))]
    pub differing: bool,
    #[command(flatten)]
    pub format: FormatArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Value,
    Change,
    Share,
}

/// One report, with that of the year before.
struct Compared<'a> {
    heading: String,
    report: &'a Report,
    before: Option<&'a Report>,
}

/// Prints the comparison.
pub(super) fn run(args: &CompareArgs, session: &Session) -> anyhow::Result<Done> {
    let lang = session.lang;
    let years = args.years.as_deref().map(|text| Years::parse(text, lang)).transpose()?;
    let table = Table::from_key(&args.table).unwrap_or(Table::Requests);
    let measure = match args.measure.as_str() {
        "change" => Measure::Change,
        "share" => Measure::Share,
        _ => Measure::Value,
    };
    if measure == Measure::Share && table == Table::Disclosure {
        return Err(Failure::usage(
            lang.pick(
                "表二没有可算占比的总计",
                "table 'disclosure' has no total to take shares of",
            ),
            lang.pick("用 --measure value 或 change", "use --measure value or change"),
        ));
    }
    let store = session.open()?;
    let mut cases: Vec<Case> = Vec::new();
    for text in &args.agencies {
        let id = pick::agency(&store, text, None, session)?;
        let Some(case) = store.case(id)? else { continue };
        if !cases.iter().any(|known| known.agency.name == case.agency.name) {
            cases.push(case);
        }
    }
    let compared = compared(&cases, years);
    if compared.is_empty() {
        return Err(Failure::usage(
            lang.pick("所选年度没有报告", "there is no report in these years"),
            lang.pick(
                "用 'gouji coverage' 查看有哪些年度",
                "'gouji coverage' shows which years there are",
            ),
        ));
    }
    // People read the row's label, machines its key.
    let keys = matches!(Format::from(&args.format), Format::Csv | Format::Json);
    let mut headings = vec![Heading::left("row", Text::new("行", "Row"), lang)];
    if keys {
        headings.insert(0, Heading::left("cell", Text::new("数据格", "Cell"), lang));
    }
    headings.extend(compared.iter().map(|column| Heading::named(column.heading.as_str())));
    let mut sink = session.listing(&args.format, &headings)?;
    for cell in cells(table, &args.column) {
        let present = |report: &Report| {
            cell.in_form(report.form) || report.cells.state(cell) != State::Absent
        };
        if !compared.iter().any(|column| present(column.report)) {
            continue;
        }
        let fields: Vec<Field<'_>> =
            compared.iter().map(|column| field(column, cell, measure, lang)).collect();
        if args.differing && fields.windows(2).all(|two| two[0] == two[1]) {
            continue;
        }
        let key = keys.then(|| Field::text(cell.key()));
        let label = Field::text(label(cell, lang));
        let row: Vec<Field<'_>> = key.into_iter().chain([label]).chain(fields).collect();
        sink.row(&row)?;
    }
    sink.finish()?;
    Ok(Done::Fully)
}

/// The columns: agencies in the order given, their years from old to new.
fn compared(cases: &[Case], years: Option<Years>) -> Vec<Compared<'_>> {
    let unique = |case: &Case| {
        cases.iter().filter(|other| other.agency.printed == case.agency.printed).count() == 1
    };
    let mut all = Vec::new();
    for case in cases {
        let name = if unique(case) { &case.agency.printed } else { &case.agency.name };
        for report in &case.reports {
            if years.is_some_and(|years| !(years.first..=years.last).contains(&report.year)) {
                continue;
            }
            let heading = match cases.len() {
                1 => report.year.to_string(),
                _ => format!("{name} {}", report.year),
            };
            all.push(Compared { heading, report, before: case.year(report.year - 1) });
        }
    }
    all
}

/// The cells of a table, in table three those of one column.
fn cells(table: Table, column: &str) -> impl Iterator<Item = Cell> {
    Cell::of_table(table).filter(move |cell| {
        cell.as_request().is_none_or(|(_, at)| table != Table::Requests || at.key() == column)
    })
}

fn label(cell: Cell, lang: Lang) -> String {
    if let (Table::Requests, Some((row, _))) = (cell.table(), cell.as_request()) {
        return row.short().get(lang).to_owned();
    }
    let info = cell.info();
    format!("{} {}", info.row.get(lang), info.column.get(lang))
}

fn field(column: &Compared<'_>, cell: Cell, measure: Measure, lang: Lang) -> Field<'static> {
    let report = column.report;
    let number = report.cells.number(cell);
    match measure {
        Measure::Value => match (number, report.cells.state(cell)) {
            (Some(number), _) => Field::Number(number),
            (_, State::Absent) if !cell.in_form(report.form) => {
                Field::Word("", "–".into(), Tone::Faint)
            }
            (_, State::Blank) => Field::Word("", lang.pick("空", "blank").into(), Tone::Faint),
            (_, State::Dash | State::Text) => {
                Field::Word("", report.cells.value(cell).raw.into_owned().into(), Tone::Faint)
            }
            _ => Field::Nothing,
        },
        Measure::Change => {
            let before = column.before.and_then(|before| before.cells.number(cell));
            match (number, before) {
                // A sum of decimals is shown with the digits that a form can have.
                (Some(now), Some(before)) => {
                    let change = ((now - before) * 1e6).round() / 1e6;
                    let sign = if change > 0.0 { "+" } else { "" };
                    Field::Shown(change, format!("{sign}{}", crate::record::decimal(change)))
                }
                _ => Field::Nothing,
            }
        }
        Measure::Share => {
            let whole = whole(cell).and_then(|whole| report.cells.number(whole));
            match (number, whole) {
                (Some(part), Some(whole)) if whole > 0.0 => {
                    let share = part / whole;
                    Field::Shown(share, format!("{:.1}%", share * 100.0))
                }
                _ => Field::Nothing,
            }
        }
    }
}

/// The total of which a cell is a part: of an outcome all that was handled, of a result its group's.
fn whole(cell: Cell) -> Option<Cell> {
    match cell.table() {
        Table::Disclosure => None,
        Table::Requests => {
            let (row, column): (Row, Column) = cell.as_request()?;
            let part = matches!(row.role(), Role::Outcome | Role::Closed);
            part.then(|| Cell::request(Row::CLOSED, column))
        }
        Table::Disputes => {
            let (group, _) = cell.as_dispute()?;
            Some(Cell::dispute(group, DisputeColumn::Total))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_know_their_whole() {
        for (key, want) in [
            ("requests.granted.natural", Some("requests.closed.natural")),
            ("requests.closed.total", Some("requests.closed.total")),
            ("requests.new.total", None),
            ("disputes.direct.upheld", Some("disputes.direct.total")),
            ("disclosure.fees.amount", None),
        ] {
            let cell = Cell::from_key(key).unwrap();
            assert_eq!(whole(cell).map(Cell::key), want, "{key}");
        }
    }

    #[test]
    fn table_three_is_compared_by_one_column() {
        assert_eq!(cells(Table::Requests, "total").count(), Row::COUNT);
        assert!(cells(Table::Requests, "legal").all(|cell| cell.key().ends_with(".legal")));
        assert_eq!(cells(Table::Disputes, "total").count(), 15);
        assert_eq!(cells(Table::Disclosure, "total").count(), 29);
    }
}
