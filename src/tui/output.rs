//! What is on the screen as a file, and the review as a working paper: `E` and `W`.
//!
//! What is here already is handed over as rows; what goes on below the screen is asked for again
//! by the thread that writes.

use super::model::{Look, Model};
use super::place::Screen;
use super::request::Request;
use super::screen::{agencies, compare, report};
use super::sift::{self, Sift};
use super::widget::prompt::{self, Purpose};
use super::words;
use crate::export::file::{self, Ending};
use crate::export::{Align, Column, Field, Sink};
use crate::paper;
use crate::store::{
    self, AgencyFilter, Coverage, FindingFilter, FindingRow, Position, Store, Summary,
};
use crate::text::{Lang, Text};
use std::path::{Path, PathBuf};

/// How many rows are asked for at once.
const PAGE: usize = 500;

/// A table that is on the screen whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// The name of its sheet.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Vec<Field<'static>>>,
}

/// What to write.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// A table that is here.
    Listing(Listing),
    /// The findings of a filter.
    Findings(FindingFilter, Sift),
    /// The matrix of reports.
    Coverage(AgencyFilter, (i16, i16)),
    /// The working paper on the findings of a filter, which is said in words.
    Paper(FindingFilter, Sift, String),
}

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The bytes could not be written.
    #[error(transparent)]
    Write(#[from] std::io::Error),
    /// The paper failed.
    #[error(transparent)]
    Paper(#[from] paper::Error),
}

/// Asks for the name of a file for what is on the screen.
pub fn ask(model: &mut Model) {
    let name = match model.screen {
        Screen::Agencies => model.agencies.card.as_ref().map(|card| card.row.agency.name.clone()),
        Screen::Report => {
            model.report.opened.as_ref().map(|opened| {
                format!("{}-{}", opened.stored.agency.name, opened.stored.report.year)
            })
        }
        Screen::Compare => Some("compare".to_owned()),
        Screen::Findings => Some("findings".to_owned()),
        Screen::Coverage => Some("coverage".to_owned()),
    };
    match name {
        Some(name) if output(model).is_some() => {
            let name = crate::text::clean(&name).replace(['/', '\\'], "-");
            prompt::open(model, Purpose::Export, &format!("{name}.csv"));
        }
        _ => nothing(model),
    }
}

/// Asks for the name of a file for the working paper.
pub fn ask_paper(model: &mut Model) {
    prompt::open(model, Purpose::Paper, "paper.md");
}

fn nothing(model: &mut Model) {
    let text = model.look.t("这里没有可导出的表", "no table here to export");
    model.complain(text);
}

/// The name was typed.
pub fn accept(model: &mut Model, name: &str, wants_paper: bool) {
    if name.is_empty() {
        return;
    }
    let look = model.look;
    let path = path(name);
    let ending = Ending::of(&path);
    if wants_paper && ending != Some(Ending::Markdown) {
        model.complain(
            look.t("底稿是 Markdown: 用 .md 作扩展名", "the paper is Markdown: end it in .md"),
        );
        return;
    }
    let Some(ending) = ending else {
        model.complain(
            look.t("用 .csv .json .md 或 .xlsx 作扩展名", "end it in .csv, .json, .md or .xlsx"),
        );
        return;
    };
    let output = if wants_paper { Some(paper_output(model)) } else { output(model) };
    let Some(output) = output else { return nothing(model) };
    model.tell(look.t("正在写…", "writing…"));
    model.ask(Request::Write(path, ending, look.lang, Box::new(output)));
}

/// `~/` is the home of who types it, as in a shell.
fn path(name: &str) -> PathBuf {
    match (name.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => PathBuf::from(name),
    }
}

fn paper_output(model: &Model) -> Output {
    let (filter, sift) = super::screen::findings::asked(&model.findings);
    let text = model.findings.query.text();
    let scope = if text.is_empty() {
        model.look.t("全部疑点", "all findings").to_owned()
    } else {
        text
    };
    Output::Paper(filter, sift, scope)
}

/// What is on the screen; `None` where there is no table.
fn output(model: &Model) -> Option<Output> {
    match model.screen {
        Screen::Agencies => agencies::listing(model).map(Output::Listing),
        Screen::Report => report::listing(model).map(Output::Listing),
        Screen::Compare => compare::listing(model).map(Output::Listing),
        Screen::Findings => {
            let (filter, sift) = super::screen::findings::asked(&model.findings);
            Some(Output::Findings(filter, sift))
        }
        Screen::Coverage => {
            let years = model.summary.as_ref().and_then(|summary: &Summary| summary.years)?;
            Some(Output::Coverage(super::screen::coverage::filter(&model.coverage), years))
        }
    }
}

/// Writes a file. What is there already is left alone.
///
/// # Errors
/// Where the database fails or the file cannot be written.
pub fn write(
    store: &Store,
    path: &Path,
    ending: Ending,
    lang: Lang,
    output: &Output,
) -> Result<(), Error> {
    if path.exists() {
        return Err(std::io::Error::from(std::io::ErrorKind::AlreadyExists).into());
    }
    file::replace(path, |out| match output {
        Output::Paper(filter, sift, scope) => {
            let pages = |at: &Position<store::QueueKey>, limit| {
                Ok(sift::findings(store, filter, *sift, at, limit)?)
            };
            Ok(paper::write_pages(store, &pages, scope, lang, out)?)
        }
        Output::Listing(listing) => {
            file::listing(out, ending, &listing.title, 1, &listing.columns, |sink| {
                for row in &listing.rows {
                    sink.row(row)?;
                }
                Ok(())
            })
        }
        Output::Findings(filter, sift) => {
            let title = lang.pick("疑点", "findings");
            file::listing(out, ending, title, 0, &finding_columns(lang), |sink| {
                findings(store, filter, *sift, lang, sink)
            })
        }
        Output::Coverage(filter, years) => {
            let mut columns = vec![Column::left("agency", Text::new("机关", "Agency"), lang)];
            for year in years.0..=years.1 {
                columns.push(Column { align: Align::Left, ..Column::named(year.to_string()) });
            }
            let title = lang.pick("覆盖", "coverage");
            file::listing(out, ending, title, 1, &columns, |sink| {
                coverage(store, filter, *years, lang, sink)
            })
        }
    })
}

/// What is said when a file was not written.
pub fn sentence(look: Look, path: &Path, error: &Error) -> String {
    let name = path.display().to_string();
    let name = crate::text::clean(&name);
    let why = match error {
        Error::Store(error) | Error::Paper(paper::Error::Store(error)) => error.message(look.lang),
        Error::Write(error) | Error::Paper(paper::Error::Write(error)) => {
            if error.kind() == std::io::ErrorKind::AlreadyExists {
                return match look.lang {
                    Lang::Zh => format!("'{name}' 已存在, 没有改动: 请换一个文件名"),
                    Lang::En => format!("'{name}' exists and was left alone: choose another name"),
                };
            }
            error.to_string()
        }
    };
    match look.lang {
        Lang::Zh => format!("无法写入 '{name}': {why}"),
        Lang::En => format!("cannot write '{name}': {why}"),
    }
}

/// What is said when it was.
pub fn written(look: Look, path: &Path) -> String {
    let name = path.display().to_string();
    let name = crate::text::clean(&name);
    match look.lang {
        Lang::Zh => format!("已写入 '{name}'"),
        Lang::En => format!("wrote '{name}'"),
    }
}

fn finding_columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::left("finding", Text::new("疑点", "Finding"), lang),
        Column::left("severity", Text::new("级别", "Level"), lang),
        Column::left("rule", Text::new("规则", "Rule"), lang),
        Column::left("agency", Text::new("机关", "Agency"), lang),
        Column::left("year", Text::new("年度", "Year"), lang),
        Column::left("cells", Text::new("数据格", "Cells"), lang),
        Column::right("expected", Text::new("应为", "Expected"), lang),
        Column::right("actual", Text::new("现为", "Actual"), lang),
        Column::left("suspect", Text::new("可疑格", "Suspect"), lang),
        Column::right("repair", Text::new("可改为", "Repair"), lang),
        Column::left("verdict", Text::new("结论", "Verdict"), lang),
    ]
}

fn findings(
    store: &Store,
    filter: &FindingFilter,
    sift: Sift,
    lang: Lang,
    sink: &mut dyn Sink,
) -> Result<(), Error> {
    let mut at = Position::First;
    loop {
        let page = sift::findings(store, filter, sift, &at, PAGE)?;
        for row in &page.rows {
            sink.row(&finding_fields(row, lang))?;
        }
        match page.rows.last() {
            Some(last) if page.more => at = Position::After(last.key),
            _ => return Ok(()),
        }
    }
}

fn finding_fields(row: &FindingRow, lang: Lang) -> Vec<Field<'_>> {
    vec![
        Field::text(row.id.to_string()),
        Field::severity(row.severity, lang),
        Field::text(row.rule.as_str()),
        Field::text(row.agency.as_str()),
        Field::Int(row.year.into()),
        Field::List(row.cells.iter().map(|cell| cell.key()).collect()),
        Field::number(row.expected),
        Field::number(row.actual),
        row.suspect.map_or(Field::Nothing, |cell| Field::text(cell.key())),
        Field::number(row.repair),
        Field::verdict(row.verdict, lang),
    ]
}

fn coverage(
    store: &Store,
    filter: &AgencyFilter,
    years: (i16, i16),
    lang: Lang,
    sink: &mut dyn Sink,
) -> Result<(), Error> {
    let mut at = Position::First;
    loop {
        let page = store.coverage(filter, years, &at, PAGE)?;
        for row in &page.rows {
            let marks = row.marks.iter().map(|(_, mark)| coverage_field(*mark, lang));
            let fields: Vec<Field<'_>> =
                std::iter::once(Field::text(row.name.as_str())).chain(marks).collect();
            sink.row(&fields)?;
        }
        match page.rows.last() {
            Some(last) if page.more => at = Position::After(last.key.clone()),
            _ => return Ok(()),
        }
    }
}

fn coverage_field(mark: Coverage, lang: Lang) -> Field<'static> {
    let label = super::screen::coverage::mark_name(mark).get(lang);
    Field::Word(mark.key(), label.into(), crate::export::Tone::Plain)
}

/// A figure of the screen as a field: a number where it is one, or else what stands there.
pub fn figure(number: Option<f64>, shown: &str) -> Field<'static> {
    match number {
        Some(number) if words::short_number(number) == shown => Field::Number(number),
        Some(number) => Field::Shown(number, shown.to_owned()),
        None if shown.is_empty() => Field::Nothing,
        None => Field::text(shown.to_owned()),
    }
}
