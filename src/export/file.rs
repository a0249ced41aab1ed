//! Files: the format by the ending, and the old file kept until the new one is whole.

use super::{Column, CsvSink, JsonSink, MarkdownSink, Sink, Workbook};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The format of a file of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// `.csv`
    Csv,
    /// `.json`
    Json,
    /// `.md`
    Markdown,
    /// `.xlsx`
    Xlsx,
}

impl Ending {
    /// The format that a file's name ends in.
    pub fn of(path: &Path) -> Option<Ending> {
        let text = path.extension()?.to_string_lossy().to_lowercase();
        match text.as_str() {
            "csv" => Some(Ending::Csv),
            "json" => Some(Ending::Json),
            "md" => Some(Ending::Markdown),
            "xlsx" => Some(Ending::Xlsx),
            _ => None,
        }
    }
}

/// Writes one listing: in a workbook as a sheet named `title`, whose first `frozen` columns stay.
///
/// # Errors
/// Those of `rows`, and where the bytes cannot be written.
pub fn listing<E: From<io::Error>>(
    out: &mut dyn Write,
    ending: Ending,
    title: &str,
    frozen: u16,
    columns: &[Column],
    rows: impl FnOnce(&mut dyn Sink) -> Result<(), E>,
) -> Result<(), E> {
    if ending == Ending::Xlsx {
        let mut book = Workbook::new();
        let mut sheet = book.sheet(title, columns, frozen)?;
        rows(&mut sheet)?;
        sheet.finish()?;
        return Ok(book.save(out)?);
    }
    let mut sink: Box<dyn Sink + '_> = match ending {
        Ending::Csv => Box::new(CsvSink::new(out, columns)?),
        Ending::Json => Box::new(JsonSink::new(out, columns)?),
        Ending::Markdown | Ending::Xlsx => Box::new(MarkdownSink::new(out, columns)?),
    };
    rows(&mut *sink)?;
    Ok(sink.finish()?)
}

/// Writes a file beside its place and moves it there when it is whole, so that a full disk or a
/// failing question leaves what was there. What cannot be moved onto (a device) is written straight.
///
/// # Errors
/// Those of `write`, and where the file cannot be written.
pub fn replace<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let straight = fs::metadata(path).is_ok_and(|meta| !meta.is_file());
    let beside = if straight { path.to_owned() } else { beside(path) };
    let result = (|| -> Result<(), E> {
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
    result
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
        let failed: io::Result<()> = replace(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("no room"))
        });
        assert_eq!(failed.unwrap_err().to_string(), "no room");
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        replace(&path, |out| out.write_all(b"new")).unwrap();
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
            assert_eq!(Ending::of(Path::new(path)), want, "{path}");
        }
    }
}
