//! The SQLite file; the only module with SQL.
//!
//! A [`Store`] is one connection. It answers questions with plain rows ([`rows`](self)), pages of
//! them by key and never by offset, and counts that are kept and never counted. `&self` asks,
//! `&mut self` changes. It is `Send`: give it to the thread that does the slow work, and open
//! [another](Store::again) for a second thread.
//!
//! Where the database may not be written to (a file without permission, the compiled-in sample),
//! verdicts and settings go to a file beside the user's state; see [`Store::decisions_path`].

mod error;
mod rows;
mod signatures;

pub use error::{Error, Result};
pub use rows::*;

use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// What may be done with the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everything.
    ReadWrite,
    /// The file may not be written to.
    ReadOnly,
    /// The compiled-in sample, in memory.
    Sample,
}

/// One connection to a database.
pub struct Store {
    conn: Connection,
    path: PathBuf,
    access: Access,
}

/// Calls off the question that a [`Store`] is working on, from another thread.
pub struct Interrupter(rusqlite::InterruptHandle);

impl Interrupter {
    /// The question fails with [`Error::Interrupted`]; the store stays usable.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl Store {
    /// What may be done with it.
    pub fn access(&self) -> Access {
        self.access
    }

    /// The file; `sample` for the compiled-in one.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A handle to call off slow questions with.
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.conn.get_interrupt_handle())
    }
}
