//! The manifest: what is known of files besides their bytes.

use super::failure::Failure;
use super::files::full;
use crate::read::Hints;
use crate::text::Lang;
use jiff::civil::Date;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Hints by path.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    rows: HashMap<PathBuf, Hints>,
    /// The paths in the order of the file, as they can be opened.
    pub(super) paths: Vec<PathBuf>,
}

impl Manifest {
    /// Reads a manifest. Lines that cannot be used are listed; the others hold.
    pub(super) fn read(path: &Path, lang: Lang, failures: &mut Vec<Failure>) -> Manifest {
        match std::fs::read(path) {
            Ok(bytes) => Manifest::parse(path, &bytes, lang, failures),
            Err(error) => {
                failures.push(Failure::io(path, &error, lang));
                Manifest::default()
            }
        }
    }

    fn parse(path: &Path, bytes: &[u8], lang: Lang, failures: &mut Vec<Failure>) -> Manifest {
        // A spreadsheet in China saves CSV as GB 18030.
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(_) => encoding_rs::GB18030.decode(bytes).0,
        };
        let text = text.trim_start_matches('\u{feff}');
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut manifest = Manifest::default();
        let columns = match reader.headers() {
            Ok(headers) => ["path", "agency", "year", "published", "url"]
                .map(|name| headers.iter().position(|header| header.eq_ignore_ascii_case(name))),
            Err(_) => [None; 5],
        };
        if columns[0].is_none() {
            failures.push(Failure::manifest(path, 1, text.lines().next().unwrap_or(""), lang));
            return manifest;
        }
        for record in reader.records() {
            let line =
                record.as_ref().ok().and_then(|record| record.position()).map_or(0, |p| p.line());
            let read = record.map_err(|error| error.to_string()).and_then(|record| {
                let field = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or("");
                let hints = hints(columns.map(field))?;
                Ok((folder.join(field(columns[0])), hints))
            });
            match read {
                Ok((file, hints)) => {
                    manifest.rows.insert(full(&file), hints);
                    manifest.paths.push(file);
                }
                Err(what) => failures.push(Failure::manifest(path, line, &what, lang)),
            }
        }
        manifest
    }

    /// What is known of a file.
    pub(super) fn hints(&self, path: &Path) -> Hints {
        let mut hints = match self.rows.is_empty() {
            true => Hints::default(),
            false => self.rows.get(&full(path)).cloned().unwrap_or_default(),
        };
        hints.path = path.display().to_string();
        hints
    }
}

/// The hints of a line, or the field that cannot be used.
fn hints(fields: [&str; 5]) -> Result<Hints, String> {
    let [path, agency, year, published, url] = fields;
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    if path.is_empty() {
        return Err("path".to_owned());
    }
    let year = match year {
        "" => None,
        text => match text.trim_end_matches(['年', '度']).parse() {
            Ok(year @ 1990..=2100) => Some(year),
            _ => return Err(text.to_owned()),
        },
    };
    let published = match published {
        "" => None,
        text => Some(day(text).ok_or_else(|| text.to_owned())?),
    };
    let (agency, url) = (given(agency), given(url));
    Ok(Hints { path: String::new(), agency, year, published, url })
}

/// A day as people write it: `2025-01-14`, `2025/1/14`, `2025.1.14`, `2025年1月14日`, `20250114`,
/// with a time behind it or not.
fn day(text: &str) -> Option<Date> {
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if text.len() == 8 && digits(text) {
        let part = |range: std::ops::Range<usize>| text[range].parse().ok();
        return Date::new(text[..4].parse().ok()?, part(4..6)?, part(6..8)?).ok();
    }
    let mut parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    Date::new(year, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let want = Date::new(2025, 1, 14).ok();
        for text in [
            "2025-01-14",
            "2025/1/14",
            "2025.1.14",
            "2025年1月14日",
            "20250114",
            "2025-01-14 09:30",
        ] {
            assert_eq!(day(text), want, "{text}");
        }
        for text in ["14.1.2025", "2025-13-01", "2025", "昨天", "25-1-14"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn lines_that_cannot_be_used_are_listed_and_the_others_hold() {
        let text = "\u{feff}Path, year,agency,more\n a.html ,2024年,甲局,x\nb.html,二零二四,乙局\n\
                    ,2024,丙局\n../c.html,,\n";
        let mut failures = Vec::new();
        let path = Path::new("/some/where/manifest.csv");
        let manifest = Manifest::parse(path, text.as_bytes(), Lang::En, &mut failures);
        let hints = manifest.hints(Path::new("/some/./where/x/../a.html"));
        assert_eq!((hints.year, hints.agency.as_deref()), (Some(2024), Some("甲局")));
        assert_eq!(manifest.hints(Path::new("/some/c.html")).year, None);
        assert_eq!(manifest.paths.len(), 2);
        let said: Vec<&str> = failures.iter().map(|failure| failure.reason.as_str()).collect();
        assert_eq!(
            said,
            [
                "line 3 of the manifest cannot be used: '二零二四'",
                "line 4 of the manifest cannot be used: 'path'"
            ]
        );
    }

    #[test]
    fn a_spreadsheet_of_china_is_understood() {
        let (bytes, _, _) = encoding_rs::GB18030.encode("path,agency\na.html,市教育局\n");
        let mut failures = Vec::new();
        let manifest = Manifest::parse(Path::new("m.csv"), &bytes, Lang::Zh, &mut failures);
        assert_eq!(manifest.hints(Path::new("a.html")).agency.as_deref(), Some("市教育局"));
        Manifest::parse(Path::new("m.csv"), b"file,agency\n", Lang::Zh, &mut failures);
        assert_eq!(failures.len(), 1, "no column 'path'");
    }
}
