//! The files of folders, one after the other in the order of their paths.

use super::failure::Failure;
use crate::text::Lang;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Walks files and folders. Only the folders on the way to the file at hand are held in memory.
///
/// Hidden files and folders are passed over, and folders behind links, which may run in circles.
pub(super) struct Walk<'a> {
    given: std::slice::Iter<'a, PathBuf>,
    /// What is left of the folders that are open, the innermost last.
    open: Vec<std::vec::IntoIter<PathBuf>>,
    skip: &'a [PathBuf],
    lang: Lang,
}

impl<'a> Walk<'a> {
    /// All files of `given` but those in `skip`.
    pub(super) fn new(given: &'a [PathBuf], skip: &'a [PathBuf], lang: Lang) -> Walk<'a> {
        Walk { given: given.iter(), open: Vec::new(), skip, lang }
    }

    fn skips(&self, path: &Path) -> bool {
        let same_name = |skip: &&PathBuf| skip.file_name() == path.file_name();
        self.skip.iter().filter(same_name).any(|skip| full(skip) == full(path))
    }

    /// The entries of a folder by name.
    fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_name().as_encoded_bytes().first() != Some(&b'.') {
                entries.push(entry.path());
            }
        }
        entries.sort();
        Ok(entries)
    }
}

/// A file by its full path without `.` and `..`, so that it is the same whichever way it was named.
pub(super) fn full(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut full = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                full.pop();
            }
            Component::CurDir => {}
            part => full.push(part),
        }
    }
    full
}

impl Iterator for Walk<'_> {
    type Item = Result<PathBuf, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (path, given) = match self.open.last_mut() {
                None => (self.given.next()?.clone(), true),
                Some(folder) => match folder.next() {
                    Some(path) => (path, false),
                    None => {
                        self.open.pop();
                        continue;
                    }
                },
            };
            if !given && self.skips(&path) {
                continue;
            }
            let kind = match fs::metadata(&path) {
                Ok(kind) => kind,
                Err(error) => return Some(Err(Failure::io(&path, &error, self.lang))),
            };
            if kind.is_dir() {
                if !given && path.is_symlink() {
                    continue;
                }
                match Walk::entries(&path) {
                    Ok(entries) => self.open.push(entries.into_iter()),
                    Err(error) => return Some(Err(Failure::io(&path, &error, self.lang))),
                }
            } else if kind.is_file() {
                return Some(Ok(path));
            } else if given {
                return Some(Err(Failure::not_a_file(&path, self.lang)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_in_order_without_what_is_hidden_or_circular() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["b/2.html", "b/1.html", "a/c/3.html", ".git/x", "a/.hidden", "m.csv"] {
            fs::create_dir_all(at(name).parent().unwrap()).unwrap();
            fs::write(at(name), name).unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path(), at("a/round")).unwrap();
        let given = [folder.path().to_owned(), at("none.html")];
        let skip = [at("m.csv")];
        let names: Vec<String> = Walk::new(&given, &skip, Lang::En)
            .map(|found| match found {
                Ok(path) => path.strip_prefix(folder.path()).unwrap().display().to_string(),
                Err(failure) => failure.reason,
            })
            .collect();
        assert_eq!(names, ["a/c/3.html", "b/1.html", "b/2.html", "there is no such file"]);
    }
}
