//! Decisions and settings for a database that may not be written to: two small files beside the
//! user's other state, and temporary tables that lay the decisions over those of the database.

use super::decisions::{Entry, EntryKind, enter};
use super::tally::Ledger;
use super::{Access, Error, Result, Store};
use crate::record::Decision;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The files of one database.
#[derive(Debug, Clone)]
pub(super) struct Local {
    folder: PathBuf,
    decisions: PathBuf,
    settings: PathBuf,
}

/// A line of the file of decisions: what `review export` writes, and what undo has to know.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Line {
    #[serde(flatten)]
    decision: Decision,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<EntryKind>,
    /// What the finding rested on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    evidence: Option<i64>,
    /// The time of the decision that this one takes back or brings back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    undoes: Option<String>,
}

impl Line {
    pub(super) fn of(conn: &Connection, entry: &Entry) -> rusqlite::Result<Line> {
        let undoes = match entry.undoes {
            None => None,
            Some(id) => conn
                .prepare_cached("SELECT at FROM verdict WHERE id = ?")?
                .query_row([id], |row| row.get(0))
                .optional()?,
        };
        Ok(Line {
            decision: entry.decision(),
            kind: Some(entry.kind),
            evidence: entry.evidence,
            undoes,
        })
    }

    /// The entry, if the line can be understood.
    fn entry(&self, conn: &Connection) -> rusqlite::Result<Option<Entry>> {
        let Ok(mut entry) = Entry::imported(&self.decision) else { return Ok(None) };
        entry.kind = self.kind.unwrap_or(EntryKind::Import);
        entry.evidence = match self.evidence {
            Some(evidence) => Some(evidence),
            None => super::decisions::evidence(conn, entry.finding)?,
        };
        if let Some(at) = &self.undoes {
            entry.undoes = conn
                .prepare_cached(
                    "SELECT max(id) FROM verdict WHERE finding = ? AND at = ? AND kind = 'decide'",
                )?
                .query_row((entry.finding.0.cast_signed(), at), |row| row.get(0))?;
        }
        Ok(Some(entry))
    }
}

impl Local {
    /// The files for a database: named after it, and told apart by a hash of its path.
    pub(super) fn of(path: &Path, access: Access, folder: &Path) -> Local {
        let name = if access == Access::Sample {
            "sample".to_owned()
        } else {
            let full = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
            let hash = blake3::hash(full.as_os_str().as_encoded_bytes()).to_hex();
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            format!("{stem}-{}", &hash[..16])
        };
        Local {
            folder: folder.to_owned(),
            decisions: folder.join(format!("{name}.verdicts.jsonl")),
            settings: folder.join(format!("{name}.settings.json")),
        }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn decisions_path(&self) -> &Path {
        &self.decisions
    }

    /// Appends lines, which are on the disk when this returns.
    pub(super) fn append(&self, lines: &[Line]) -> Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let mut text = String::new();
        for line in lines {
            text += &serde_json::to_string(line).map_err(|e| cannot(&self.decisions, &e.into()))?;
            text.push('\n');
        }
        append(&self.decisions, &text).map_err(|e| cannot(&self.decisions, &e))
    }

    /// The lines that can be understood; others stay in the file and are passed over.
    fn lines(&self) -> Result<Vec<Line>> {
        let text = match fs::read_to_string(&self.decisions) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(cannot(&self.decisions, &error)),
        };
        Ok(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
    }

    /// Puts the decisions aside, once they are in the database.
    fn put_aside(&self) -> Result<()> {
        let aside = self.decisions.with_extension("merged.jsonl");
        fs::rename(&self.decisions, aside).map_err(|e| cannot(&self.decisions, &e))
    }

    pub(super) fn settings(&self) -> BTreeMap<String, String> {
        fs::read_to_string(&self.settings)
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }

    pub(super) fn save_settings(&self, settings: &BTreeMap<String, String>) -> Result<()> {
        let text = serde_json::to_string_pretty(settings)
            .map_err(|e| cannot(&self.settings, &e.into()))?;
        replace(&self.settings, &text).map_err(|e| cannot(&self.settings, &e))
    }
}

fn cannot(path: &Path, error: &io::Error) -> Error {
    Error::CannotOpen { path: path.to_owned(), reason: error.to_string() }
}

/// `$GOUJI_STATE`, else the folder for state of the XDG rules.
pub(super) fn state_folder() -> PathBuf {
    let var = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    var("GOUJI_STATE")
        .or_else(|| var("XDG_STATE_HOME").map(|folder| folder.join("gouji")))
        .or_else(|| var("HOME").map(|home| home.join(".local/state/gouji")))
        .unwrap_or_else(|| std::env::temp_dir().join("gouji"))
}

fn append(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().create(true).append(true).read(true).open(path)?;
    // A line that a crash cut short must not swallow the next one.
    let whole = ends_in_newline(&mut file)?;
    file.write_all(if whole { text.to_owned() } else { format!("\n{text}") }.as_bytes())?;
    file.sync_data()
}

fn ends_in_newline(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// Puts a file in the place of another in one step.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let fresh = path.with_extension(format!("{}.tmp", std::process::id()));
    fs::write(&fresh, text)?;
    fs::rename(&fresh, path)
}

/// Tables of the same names as those of the database, which SQLite finds first.
const OVERLAY: &str = "
    CREATE TEMP TABLE verdict(id INTEGER PRIMARY KEY, finding INTEGER NOT NULL,
        verdict TEXT NOT NULL, note TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
        moment INTEGER NOT NULL, kind TEXT NOT NULL, undoes INTEGER);
    CREATE INDEX temp.verdict_finding ON verdict(finding, moment);
    CREATE INDEX temp.verdict_undoes ON verdict(undoes) WHERE undoes IS NOT NULL;
    CREATE TEMP TABLE ground(entry INTEGER PRIMARY KEY, evidence INTEGER NOT NULL);
    CREATE TEMP TABLE decided(finding INTEGER PRIMARY KEY, verdict TEXT NOT NULL,
        entry INTEGER NOT NULL);
    INSERT INTO temp.verdict SELECT * FROM main.verdict;
    INSERT INTO temp.ground SELECT * FROM main.ground;
    INSERT INTO temp.decided SELECT * FROM main.decided;
    CREATE TEMP TABLE tally_beside(place INTEGER, severity TEXT, rule TEXT, year INTEGER,
        verdict TEXT, n INTEGER, PRIMARY KEY (place, severity, rule, year, verdict)) WITHOUT ROWID;
    CREATE TEMP VIEW tally AS
        SELECT * FROM main.tally UNION ALL SELECT * FROM temp.tally_beside;";

impl Store {
    /// Takes the decisions that were made beside the database into it.
    pub(super) fn merge_beside(&mut self, local: &Local) -> Result<()> {
        let lines = local.lines()?;
        if lines.is_empty() {
            return Ok(());
        }
        self.durably(|conn| {
            for line in &lines {
                if let Some(entry) = line.entry(conn)?
                    && !super::decisions::is_known(conn, &entry)?
                {
                    enter(conn, Ledger::Kept, &entry)?;
                }
            }
            Ok(((), Vec::new()))
        })?;
        local.put_aside()
    }

    /// Lays the user's own decisions over those of the database.
    pub(super) fn overlay(&mut self) -> Result<()> {
        let lines = match &self.local {
            Some(local) => local.lines()?,
            None => return Ok(()),
        };
        self.ask(|conn| {
            conn.execute_batch("BEGIN")?;
            conn.execute_batch(OVERLAY)?;
            for line in &lines {
                if let Some(entry) = line.entry(conn)? {
                    enter(conn, Ledger::Beside, &entry)?;
                }
            }
            conn.execute_batch("COMMIT")
        })
    }
}
