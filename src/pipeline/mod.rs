//! The one place where read, store and check meet.
//!
//! ```text
//! paths ──▶ hash ──▶ known? ──▶ read, in many threads ──▶ one writer, a transaction a batch
//!                                                             │ agencies that changed
//!                                                             ▼
//!           findings ◀── one writer ◀── cases ──▶ check, in many threads
//! ```
//!
//! Who works in one of many threads reads the database over a connection of its own
//! ([`Readers`](crate::store::Readers)); one thread writes. Three batches are under way at a time,
//! two being worked on and one being written, so that memory does not grow with the number of files.
//! Results are written in the order of the paths, so the same files give the same database whatever
//! the number of threads.

mod checking;
mod failure;
mod files;
mod flow;
mod ingest;
mod manifest;

pub use checking::check_all;
pub use failure::Failure;
pub use ingest::{ingest, ingest_with};

use crate::store::Changes;
use crate::text::Lang;
use std::path::PathBuf;

/// How files are ingested.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// A CSV of `path,agency,year,published,url` that overrides what the pages say. Its paths are
    /// taken relative to the manifest itself.
    pub manifest: Option<PathBuf>,
    /// Threads that read; `None` for as many as the machine has cores.
    pub jobs: Option<usize>,
    /// The language of the reasons in [`Failure`].
    pub lang: Lang,
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
    /// All agencies are being looked at, for what the checks compare one with.
    Comparing {
        /// Agencies done.
        done: u64,
        /// Agencies in all.
        total: u64,
    },
    /// The prose of reports is being indexed: so many of so many are done.
    Indexing {
        /// Reports done.
        done: u64,
        /// Reports in all.
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

/// What an ingestion did.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
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
