//! `gouji export`: a file, its format by the ending.

use super::args::WhichArgs;
use super::failure::{Done, Failure};
use super::lang::say;
use super::meant::Filters;
use super::session::Session;
use super::{cells, coverage, figures, flags};
use crate::export::{Column, CsvSink, JsonSink, MarkdownSink, Sink, Workbook};
use crate::store::Store;
use crate::text::{Lang, Text};
use anyhow::Context;
use clap::Args;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Csv,
    Json,
    Markdown,
    Xlsx,
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
            let mut sink: Box<dyn Sink + '_> = match ending {
                Ending::Csv => Box::new(CsvSink::new(out, &columns)?),
                Ending::Json => Box::new(JsonSink::new(out, &columns)?),
                _ => Box::new(MarkdownSink::new(out, &columns)?),
            };
            source.write(what, &mut *sink)?;
            Ok(sink.finish()?)
        }
    })?;
    session.note(lang.pick(
        format!("已写入 '{}'", args.path.display()),
        format!("wrote '{}'", args.path.display()),
    ));
    Ok(Done::Fully)
}

fn ending(path: &Path, lang: Lang) -> anyhow::Result<Ending> {
    let text = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match text.as_deref() {
        Some("csv") => Ok(Ending::Csv),
        Some("json") => Ok(Ending::Json),
        Some("md") => Ok(Ending::Markdown),
        Some("xlsx") => Ok(Ending::Xlsx),
        _ => Err(Failure::usage(
            lang.pick(
                format!("'{}' 的扩展名没有对应的格式", path.display()),
                format!("the ending of '{}' names no format", path.display()),
            ),
            lang.pick("用 .csv .json .md 或 .xlsx", "use .csv, .json, .md or .xlsx"),
        )),
    }
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

/// Writes a file beside its place and moves it there when it is whole, so that a full disk or a
/// failing question leaves what was there. What cannot be moved onto (a device) is written straight.
///
/// # Errors
/// Where it cannot be written, with its path.
pub(super) fn replace(
    path: &Path,
    lang: Lang,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let straight = fs::metadata(path).is_ok_and(|meta| !meta.is_file());
    let beside = if straight { path.to_owned() } else { beside(path) };
    let result = (|| -> anyhow::Result<()> {
        let file = File::options().write(true).create(true).truncate(true).open(&beside)?;
        let mut out = BufWriter::with_capacity(1 << 16, file);
        write(&mut out)?;
        out.flush()?;
        if !straight {
            fs::rename(&beside, path)?;
        }
        Ok(())
    })();
    if result.is_err() && !straight {
        // The first failure is the one to tell.
        let _ = fs::remove_file(&beside);
    }
    result.with_context(|| {
        lang.pick(
            format!("无法写入 '{}'", path.display()),
            format!("cannot write '{}'", path.display()),
        )
    })
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        fs::write(&path, "old").unwrap();
        let failed = replace(&path, Lang::En, |out| {
            out.write_all(b"half")?;
            anyhow::bail!("no room")
        });
        assert!(format!("{:#}", failed.unwrap_err()).ends_with("out.csv': no room"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        replace(&path, Lang::En, |out| Ok(out.write_all(b"new")?)).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn the_ending_is_the_format() {
        for (path, want) in [
            ("a.csv", Some(Ending::Csv)),
            ("a.JSON", Some(Ending::Json)),
            ("a.b.md", Some(Ending::Markdown)),
            ("报告.xlsx", Some(Ending::Xlsx)),
            ("a.parquet", None),
            ("csv", None),
        ] {
            assert_eq!(ending(Path::new(path), Lang::En).ok(), want, "{path}");
        }
    }
}
