//! What every command works with: the language, the style, the database, standard output.

use super::args::{FormatArgs, Global};
use super::failure::Failure;
use super::meant::{Format, Screen, Style};
use crate::export::{Column, CsvSink, JsonSink, MarkdownSink, Sink, TableSink};
use crate::store::{self, Store};
use crate::text::{Lang, clean};
use std::fmt::Display;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The sample database that is compiled in, packed by zstd.
static SAMPLE: &[u8] = include_bytes!("../../sample-db/sample.db.zst");

/// How much is said on standard error besides errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Volume {
    Quiet,
    Normal,
    Verbose,
}

/// What every command works with.
pub(super) struct Session {
    pub lang: Lang,
    pub style: Style,
    pub screen: Screen,
    pub volume: Volume,
    /// The database that was named; `None` for the sample.
    pub db: Option<PathBuf>,
}

impl Session {
    /// From the global arguments and the environment.
    pub fn new(global: &Global, lang: Lang) -> Session {
        let volume = match (global.quiet, global.verbose) {
            (true, _) => Volume::Quiet,
            (_, 0) => Volume::Normal,
            _ => Volume::Verbose,
        };
        let db = global.db.clone().filter(|path| !path.as_os_str().is_empty());
        Session { lang, style: Style::of(global), screen: Screen::from(global), volume, db }
    }

    /// The database to write into.
    ///
    /// # Errors
    /// A usage error where none was named: the sample is read-only.
    pub fn writable(&self) -> anyhow::Result<&Path> {
        self.db.as_deref().ok_or_else(|| {
            Failure::usage(
                self.lang.pick(
                    "没有指定数据库, 内置的样例库是只读的",
                    "no database was named, and the built-in sample is read-only",
                ),
                self.lang.pick(
                    "用 --db PATH 或环境变量 GOUJI_DB 指定",
                    "name one with --db PATH or in GOUJI_DB",
                ),
            )
        })
    }

    /// The database to read from: the one that was named, or the sample, which is said.
    ///
    /// # Errors
    /// Where it cannot be opened.
    pub fn open(&self) -> anyhow::Result<Store> {
        if let Some(path) = &self.db {
            let store = match Store::open_read_only(path) {
                // Opened for writing it is brought up to date.
                Err(store::Error::Older { .. }) => Store::open(path)?,
                other => other?,
            };
            if self.volume == Volume::Verbose {
                let summary = store.summary()?;
                self.note(format_args!(
                    "'{}': {} {}, {} {}",
                    path.display(),
                    summary.agencies,
                    self.lang.pick("机关", "agencies"),
                    summary.reports,
                    self.lang.pick("报告", "reports"),
                ));
            }
            return Ok(store);
        }
        self.sample()
    }

    /// As [`Session::open`], for a command that keeps a setting.
    ///
    /// # Errors
    /// Where it cannot be opened.
    pub fn open_keeping(&self) -> anyhow::Result<Store> {
        match &self.db {
            Some(path) => Ok(Store::open(path)?),
            None => self.sample(),
        }
    }

    /// The sample, which is said to be one.
    fn sample(&self) -> anyhow::Result<Store> {
        let bytes = self.sample_bytes();
        self.note(self.lang.pick(
            "样例库 (内置, 只读): 用 --db PATH 打开自己的数据库",
            "the sample database (built in, read-only): open your own with --db PATH",
        ));
        Ok(Store::sample(bytes)?)
    }

    /// The sample database, unpacked once.
    pub fn sample_bytes(&self) -> &'static [u8] {
        static UNPACKED: OnceLock<Vec<u8>> = OnceLock::new();
        // Packed when the program was built; what cannot be unpacked is refused as no database.
        UNPACKED.get_or_init(|| zstd::decode_all(SAMPLE).unwrap_or_default())
    }

    /// Standard output, buffered and locked.
    pub fn out(&self) -> BufWriter<StdoutLock<'static>> {
        BufWriter::with_capacity(1 << 16, io::stdout().lock())
    }

    /// A listing on standard output.
    ///
    /// # Errors
    /// Where standard output cannot be written.
    pub fn listing(
        &self,
        format: &FormatArgs,
        columns: &[Column],
    ) -> anyhow::Result<Box<dyn Sink>> {
        let out = self.out();
        Ok(match Format::from(format) {
            Format::Table => Box::new(TableSink::new(out, columns, self.style.table())),
            Format::Csv => Box::new(CsvSink::new(out, columns)?),
            Format::Json => Box::new(JsonSink::new(out, columns)?),
            Format::Markdown => Box::new(MarkdownSink::new(out, columns)?),
        })
    }

    /// A line for the person at the terminal, not said with `-q`.
    pub fn note(&self, text: impl Display) {
        if self.volume > Volume::Quiet {
            self.complain(text);
        }
    }

    /// A line on standard error that is always said. Where that is closed nobody is there to hear.
    pub fn complain(&self, text: impl Display) {
        let text = text.to_string();
        let lines: Vec<_> = text.lines().map(clean).collect();
        let _ = writeln!(io::stderr().lock(), "{}", lines.join("\n"));
    }
}
