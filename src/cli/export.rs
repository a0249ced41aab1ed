//! `gouji export`: a file, its format by the ending.

use super::args::WhichArgs;
use super::dataset::{self, Set};
use super::failure::{Done, Failure};
use super::lang::say;
use super::meant::Filters;
use super::session::Session;
use super::{cells, coverage, figures, flags};
use crate::export::file::{self, Ending};
use crate::export::{Column, Sink, Workbook};
use crate::store::Store;
use crate::text::{Lang, Text};
use anyhow::Context;
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What `export` takes.
#[derive(Debug, Args)]
#[command(after_help = say(
    ".xlsx 不加 --what 时含 figures, flags, coverage 三张工作表。.parquet 是一个文件夹, 含 reports, figures, cells, flags 四个数据集, 各按年度分区 (year=2024/…), 供 DuckDB、Spark、ClickHouse、pandas 读取。其他格式默认 cells。写完才替换旧文件; 文件夹只替换 gouji 写的。",
    "An .xlsx without --what holds figures, flags and coverage as sheets. A .parquet is a folder with the data sets reports, figures, cells and flags, each partitioned by year (year=2024/…), for DuckDB, Spark, ClickHouse or pandas. Other formats hold cells. What is there is replaced only by a whole new one, a folder only if gouji wrote it.",
))]
pub(super) struct ExportArgs {
    #[arg(value_name = say("路径", "PATH"), help = ".csv .json .md .xlsx .parquet")]
    pub path: PathBuf,
    #[arg(long, hide_possible_values = true, value_name = "cells|flags|figures|coverage",
        value_parser = ["cells", "flags", "figures", "coverage"],
        help = say("导出什么: 长表, 疑点, 一份报告一行的宽表, 覆盖", "What to write: cells (long), flags, figures (a row a report), coverage"))]
    pub what: Option<String>,
    #[command(flatten)]
    pub which: WhichArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Cells,
    Flags,
    Figures,
    Coverage,
}

/// Writes the file.
pub(super) fn run(args: &ExportArgs, session: &Session) -> anyhow::Result<Done> {
    let lang = session.lang;
    let filters = Filters::flags(&args.which, lang)?;
    let what = args.what.as_deref().map(|what| match what {
        "flags" => What::Flags,
        "figures" => What::Figures,
        "coverage" => What::Coverage,
        _ => What::Cells,
    });
    if args.path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("parquet")) {
        return data_set(&args.path, what, &filters, session);
    }
    let ending = ending(&args.path, lang)?;
    let store = session.open()?;
    let source = Source { store: &store, filters: &filters, lang };
    replace(&args.path, lang, |out| match ending {
        Ending::Xlsx => {
            let mut book = Workbook::new();
            let sheets = match what {
                Some(what) => vec![what],
                None => vec![What::Figures, What::Flags, What::Coverage],
            };
            for what in sheets {
                let mut sheet =
                    book.sheet(what.title().get(lang), &source.columns(what)?, what.frozen())?;
                source.write(what, &mut sheet)?;
                sheet.finish()?;
            }
            Ok(book.save(out)?)
        }
        _ => {
            let what = what.unwrap_or(What::Cells);
            let columns = source.columns(what)?;
            file::listing(out, ending, "", 0, &columns, |sink| source.write(what, sink))
        }
    })?;
    session.note(lang.pick(
        format!("已写入 '{}'", args.path.display()),
        format!("wrote '{}'", args.path.display()),
    ));
    Ok(Done::Fully)
}

/// A folder of Parquet files.
fn data_set(
    path: &Path,
    what: Option<What>,
    filters: &Filters,
    session: &Session,
) -> anyhow::Result<Done> {
    let lang = session.lang;
    let sets = match what {
        None => Set::ALL.to_vec(),
        Some(What::Cells) => vec![Set::Cells],
        Some(What::Flags) => vec![Set::Flags],
        Some(What::Figures) => vec![Set::Figures],
        Some(What::Coverage) => {
            return Err(Failure::usage(
                lang.pick("覆盖表不能导出为 .parquet", "coverage has no .parquet"),
                lang.pick("用 .csv 或 .xlsx", "use .csv or .xlsx"),
            ));
        }
    };
    let counts = dataset::write(path, &sets, &session.open()?, filters, lang)?;
    let counts: Vec<String> =
        counts.iter().map(|(set, rows)| format!("{} {rows}", set.name())).collect();
    let counts = counts.join(", ");
    session.note(lang.pick(
        format!("已写入 '{}', 行数: {counts}", path.display()),
        format!("wrote '{}', rows: {counts}", path.display()),
    ));
    Ok(Done::Fully)
}

fn ending(path: &Path, lang: Lang) -> anyhow::Result<Ending> {
    Ending::of(path).ok_or_else(|| {
        Failure::usage(
            lang.pick(
                format!("'{}' 的扩展名没有对应的格式", path.display()),
                format!("the ending of '{}' names no format", path.display()),
            ),
            lang.pick(
                "用 .csv .json .md .xlsx 或 .parquet",
                "use .csv, .json, .md, .xlsx or .parquet",
            ),
        )
    })
}

impl What {
    /// The name of its sheet.
    fn title(self) -> Text {
        match self {
            What::Cells => Text::new("数据格", "cells"),
            What::Flags => Text::new("疑点", "flags"),
            What::Figures => Text::new("数据", "figures"),
            What::Coverage => Text::new("覆盖", "coverage"),
        }
    }

    /// How many columns of its sheet stay in sight.
    fn frozen(self) -> u16 {
        match self {
            What::Cells | What::Figures => 2,
            What::Flags => 0,
            What::Coverage => 1,
        }
    }
}

/// Where the rows of an export come from.
struct Source<'a> {
    store: &'a Store,
    filters: &'a Filters,
    lang: Lang,
}

impl Source<'_> {
    fn columns(&self, what: What) -> anyhow::Result<Vec<Column>> {
        Ok(match what {
            What::Cells => cells::columns(self.lang),
            What::Flags => flags::columns(self.lang),
            What::Figures => figures::columns(self.lang),
            What::Coverage => {
                coverage::columns(coverage::years(self.store, self.filters)?, self.lang)
            }
        })
    }

    fn write(&self, what: What, sink: &mut dyn Sink) -> anyhow::Result<()> {
        let (store, filters, lang) = (self.store, self.filters, self.lang);
        match what {
            What::Cells => cells::write(store, filters, lang, sink),
            What::Flags => {
                flags::write(store, filters, lang, false, &mut flags::Seen::default(), sink)
                    .map(drop)
            }
            What::Figures => figures::write(store, filters, sink),
            What::Coverage => {
                let years = coverage::years(store, filters)?;
                coverage::write(store, filters, years, lang, false, sink)
            }
        }
    }
}

/// As [`file::replace`], with the path in the failure.
///
/// # Errors
/// Where it cannot be written, with its path.
pub(super) fn replace(
    path: &Path,
    lang: Lang,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    file::replace(path, write).with_context(|| {
        lang.pick(
            format!("无法写入 '{}'", path.display()),
            format!("cannot write '{}'", path.display()),
        )
    })
}
