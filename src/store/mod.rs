//! The SQLite file; the only module that asks it.
//!
//! A [`Store`] is one connection. It answers questions (`asked`) with plain rows (`rows`), pages of
//! them by key and never by offset, and counts that are kept and never counted. `&self` asks,
//! `&mut self` changes. It is `Send`: give it to the thread that does the slow work, and open
//! [another](Store::again) for a second thread.
//!
//! Where the database may not be written to (a file without permission, the compiled-in sample),
//! decisions and settings go to a file beside the user's state; see [`Store::decisions_path`].
//!
//! # The file
//!
//! The tables and their columns are explained in `migrations/*.sql`. What is kept twice so that
//! no screen has to count (`tally`, `kept`, `decided`, the counts of `place`) changes in the same
//! transaction as what it counts, and [`Store::doctor`] compares the two.
//!
//! Only `prose_index` is made on demand and not by a migration: the full text of the prose, which
//! not everyone wants to pay for (`prose`).
//!
//! Besides its prose and its source a report costs about 630 bytes: figures 269, the sketch of its
//! prose 164, the report's row with its title 102, its agency, order and year 65, findings and their
//! counts 24, places 5 (`benches/store.rs`, 99,822 reports with 4,630 findings; what
//! is no plain number in a cell comes on top).

mod agencies;
mod asked;
mod choose;
mod codec;
mod counts;
mod coverage;
mod decisions;
mod doctor;
mod error;
mod facets;
mod figures;
mod findings;
mod local;
mod migrate;
mod open;
mod pack;
mod peers;
mod places;
mod prose;
mod readers;
mod regions;
mod reports;
mod rows;
mod save;
mod save_findings;
mod settings;
mod tally;
mod undo;

pub use asked::*;
pub use error::{Error, Result};
pub use pack::{Packer, Samples};
pub use peers::PeerFigures;
pub use prose::{IndexSize, ProseRow};
pub use readers::Readers;
pub use regions::SketchRow;
pub use rows::*;
pub use save::{Batch, Intake, Keys, Known};

use rusqlite::Connection;
use std::cell::RefCell;
use std::collections::HashMap;
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
    origin: open::Origin,
    /// Where decisions and settings go when the database may not be written to.
    local: Option<local::Local>,
    /// Places with their parts, as they were asked for.
    places: RefCell<HashMap<i64, crate::record::Place>>,
    /// What the temporary table `chosen` holds.
    chosen: RefCell<Option<choose::Chosen>>,
}

/// Calls off the question that a [`Store`] is working on, from another thread.
pub struct Interrupter(rusqlite::InterruptHandle);

impl Interrupter {
    /// The question fails with [`Error::Interrupted`]; the store stays usable.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({}, {:?})", self.path.display(), self.access)
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

    /// Asks, and says what went wrong in a sentence.
    fn ask<T>(&self, question: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        question(&self.conn).map_err(|error| error::explain(&self.path, error))
    }
}

/// The time for records: RFC 3339 in UTC, to the microsecond so that entries keep their order.
fn now() -> String {
    format!("{:.6}", jiff::Timestamp::now())
}
