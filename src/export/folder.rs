//! A data set as a folder of Parquet files, a folder a year as Hive has it: it takes its place
//! when it is whole, and replaces nothing but an older one.
//!
//! ```text
//! DIR/_gouji.json                       that it is ours, and what is in it
//! DIR/cells/year=2024/part-0.parquet
//! ```

use super::{Field, ParquetSink, Sink, Typed};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The file that says that a folder is a data set of ours. Readers of Hive folders skip names that
/// begin with `_`.
const MARK: &str = "_gouji.json";

/// What stands where a data set is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Nothing, or an empty folder.
    Free,
    /// A data set of ours, which a new one may replace.
    Ours,
    /// Something else.
    Taken,
}

impl Place {
    /// Looks at a path.
    ///
    /// # Errors
    /// Where it cannot be looked at.
    pub fn of(path: &Path) -> io::Result<Place> {
        match fs::read_dir(path) {
            Ok(_) if path.join(MARK).is_file() => Ok(Place::Ours),
            Ok(mut entries) => {
                Ok(if entries.next().is_none() { Place::Free } else { Place::Taken })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Place::Free),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(Place::Taken),
            Err(error) => Err(error),
        }
    }
}

/// Writes a folder beside its place and moves it there when it is whole. What was there is kept
/// until then; see [`Place::of`] for what may be. `write` gives what the folder says of itself, as JSON.
///
/// # Errors
/// Those of `write`, and where the folder cannot be written.
pub fn replace<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&Path) -> Result<String, E>,
) -> Result<(), E> {
    // A name that ends in a slash is that of the same folder.
    let path: PathBuf = path.components().collect();
    let (fresh, old) = (beside(&path, "part"), beside(&path, "old"));
    let result = (|| -> Result<(), E> {
        fs::create_dir(&fresh)?;
        let mark = write(&fresh)?;
        fs::write(fresh.join(MARK), mark)?;
        let there = fs::symlink_metadata(&path).is_ok();
        if there {
            fs::rename(&path, &old)?;
        }
        if let Err(error) = fs::rename(&fresh, &path) {
            if there {
                // Back to where it was; the first failure is the one to tell.
                let _ = fs::rename(&old, &path);
            }
            return Err(error.into());
        }
        if there {
            fs::remove_dir_all(&old)?;
        }
        Ok(())
    })();
    if result.is_err() {
        // The first failure is the one to tell.
        let _ = fs::remove_dir_all(&fresh);
    }
    result
}

fn beside(path: &Path, what: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.{what}", std::process::id()));
    path.with_file_name(name)
}

/// The rows of one year; its folder and file are made with the first one.
pub struct YearSink<'a> {
    folder: PathBuf,
    columns: &'a [Typed],
    sink: Option<ParquetSink<File>>,
    /// Rows so far.
    pub rows: u64,
}

impl YearSink<'_> {
    /// Rows for `folder/year=…/part-0.parquet`.
    pub fn new<'a>(folder: &Path, year: i16, columns: &'a [Typed]) -> YearSink<'a> {
        let folder = folder.join(format!("year={year}"));
        YearSink { folder, columns, sink: None, rows: 0 }
    }
}

impl Sink for YearSink<'_> {
    fn row(&mut self, fields: &[Field<'_>]) -> io::Result<()> {
        let sink = match &mut self.sink {
            Some(sink) => sink,
            none => {
                fs::create_dir_all(&self.folder)?;
                let file = File::create_new(self.folder.join("part-0.parquet"))?;
                none.insert(ParquetSink::new(file, self.columns)?)
            }
        };
        self.rows += 1;
        sink.row(fields)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.sink.as_mut().map_or(Ok(()), Sink::finish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_whole_one_takes_the_place_of_an_older_one_and_a_broken_one_leaves_it() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("set.parquet");
        let write = |name: &'static str| {
            replace(&path, |folder| -> io::Result<String> {
                fs::write(folder.join(name), "")?;
                if name == "broken" { Err(io::Error::other("no room")) } else { Ok("{}".into()) }
            })
        };
        assert_eq!(Place::of(&path).unwrap(), Place::Free);
        write("one").unwrap();
        assert_eq!(Place::of(&path).unwrap(), Place::Ours);
        assert_eq!(write("broken").unwrap_err().to_string(), "no room");
        assert_eq!(names(&path), [MARK, "one"]);
        write("two").unwrap();
        assert_eq!(names(&path), [MARK, "two"]);
        assert_eq!(names(root.path()), ["set.parquet"], "nothing is left beside it");
    }

    #[test]
    fn what_is_not_ours_is_taken() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(Place::of(root.path()).unwrap(), Place::Free, "an empty folder");
        let file = root.path().join("a.txt");
        fs::write(&file, "").unwrap();
        assert_eq!(Place::of(&file).unwrap(), Place::Taken);
        assert_eq!(Place::of(root.path()).unwrap(), Place::Taken);
    }

    #[test]
    fn a_year_without_rows_has_no_folder() {
        let root = tempfile::tempdir().unwrap();
        let columns = [Typed::new("agency", super::super::Holds::Text)];
        for (year, agencies) in [(2023, &[][..]), (2024, &["a", "b"])] {
            let mut sink = YearSink::new(root.path(), year, &columns);
            for agency in agencies {
                sink.row(&[Field::text(*agency)]).unwrap();
            }
            sink.finish().unwrap();
        }
        assert_eq!(names(root.path()), ["year=2024"]);
        assert_eq!(names(&root.path().join("year=2024")), ["part-0.parquet"]);
    }
}
