//! More connections to a database, for those who only read.

use super::open::{Origin, connect, prepare};
use super::{Access, Result, Store, error::explain};
use rusqlite::OpenFlags;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// Connections that read the database of a [`Store`] while it writes: one for each thread that
/// reads at the same time, opened when it is first wanted. They see what was written before each
/// question, and nothing of a transaction that is under way.
#[derive(Debug)]
pub struct Readers {
    path: PathBuf,
    resting: Mutex<Vec<Store>>,
}

impl Readers {
    /// Does some work with a connection that nobody else uses meanwhile.
    pub fn with<T>(&self, work: impl FnOnce(&Store) -> Result<T>) -> Result<T> {
        let rests = self.resting().pop();
        let store = match rests {
            Some(store) => store,
            None => self.open()?,
        };
        let done = work(&store);
        self.resting().push(store);
        done
    }

    fn resting(&self) -> std::sync::MutexGuard<'_, Vec<Store>> {
        self.resting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open(&self) -> Result<Store> {
        let conn = connect(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        prepare(&conn, &self.path)?;
        // There may be as many of them as cores, and each asks for what lies together.
        conn.pragma_update(None, "cache_size", -1_024).map_err(|e| explain(&self.path, e))?;
        Ok(Store::with(conn, &self.path, Access::ReadOnly, Origin::File))
    }
}

impl Store {
    /// Connections for other threads to read with; `None` for a database in memory, into which no
    /// other connection can look. Decisions beside the database are not in what they read.
    pub fn readers(&self) -> Option<Readers> {
        let there = matches!(self.origin, Origin::File);
        there.then(|| Readers { path: self.path.clone(), resting: Mutex::default() })
    }
}
