//! `gouji export`: a file, its format by the ending.

use super::args::WhichArgs;
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
    ".xlsx 不加 --what 时含 figures, flags, coverage 三张工作表; 其他格式默认 cells。文件写完才替换旧文件。",
    "An .xlsx without --what holds figures, flags and coverage as sheets; other formats hold cells. The old file is replaced only by a whole new one.",
))]
pub(super) struct ExportArgs {
    #[arg(value_name = say("路径", "PATH"), help = ".csv .json .md .xlsx")]
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
    let ending = ending(&args.path, lang)?;
    let filters = Filters::flags(&args.which, lang)?;
    let what = args.what.as_deref().map(|what| match what {
        "flags" => What::Flags,
        "figures" => What::Figures,
        "coverage" => What::Coverage,
        _ => What::Cells,
    });
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

fn ending(path: &Path, lang: Lang) -> anyhow::Result<Ending> {
    Ending::of(path).ok_or_else(|| {
        Failure::usage(
            lang.pick(
                format!("'{}' 的扩展名没有对应的格式", path.display()),
                format!("the ending of '{}' names no format", path.display()),
            ),
            lang.pick("用 .csv .json .md 或 .xlsx", "use .csv, .json, .md or .xlsx"),
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
