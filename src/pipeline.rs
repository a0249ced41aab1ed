//! The one place where read, store and check meet.

use crate::store::{Changes, Result, Store};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

/// How files are ingested.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// A CSV of `path,agency,year,published,url` that overrides what the pages say. Its paths are
    /// taken relative to the manifest itself.
    pub manifest: Option<PathBuf>,
    /// Threads that read; `None` for as many as the machine has cores.
    pub jobs: Option<usize>,
}

/// How far the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Files are being read: so many of so many are done.
    Reading {
        /// Files done.
        done: u64,
        /// Files in all.
        total: u64,
    },
    /// Agencies are being checked: so many of so many are done.
    Checking {
        /// Agencies done.
        done: u64,
        /// Agencies in all.
        total: u64,
    },
}

/// A file that could not be taken in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Failure {
    /// The path as given or found.
    pub path: String,
    /// Why.
    pub reason: String,
    /// What to do about it.
    pub next_step: String,
}

/// What an ingestion did.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Summary {
    /// Files that were looked at.
    pub files: u64,
    /// Files whose bytes were there already.
    pub unchanged: u64,
    /// Reports that were new.
    pub reports: u64,
    /// Other versions of reports that were there.
    pub versions: u64,
    /// Documents that are no report.
    pub not_reports: u64,
    /// Reports with problems of reading.
    pub with_problems: u64,
    /// What could not be read at all, or should have been a report and was none.
    pub failures: Vec<Failure>,
    /// What the check of the agencies that changed found.
    pub findings: Changes,
    /// Whether it was stopped before the end.
    pub stopped: bool,
}

/// Reads files and folders into the database, then checks the agencies that changed.
///
/// `stop` ends the work early; what was done is kept.
pub fn ingest(
    _store: &mut Store,
    _paths: &[PathBuf],
    _options: &Options,
    _stop: &AtomicBool,
    _progress: &mut dyn FnMut(Progress),
) -> Result<Summary> {
    Ok(Summary::default())
}

/// Runs all rules over all agencies.
pub fn check_all(
    _store: &mut Store,
    _jobs: Option<usize>,
    _stop: &AtomicBool,
    _progress: &mut dyn FnMut(Progress),
) -> Result<Changes> {
    Ok(Changes::default())
}
