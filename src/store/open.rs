//! Opening a database: which file, how, and what may be done with it.

use super::migrate::{May, migrate};
use super::{
    Access, Error, Result, Store,
    error::explain,
    local::{Local, state_folder},
};
use rusqlite::{Connection, MAIN_DB, OpenFlags};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait while another program writes.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where the rows come from, so that a second connection can be made.
#[derive(Debug, Clone, Copy)]
pub(super) enum Origin {
    /// A file.
    File,
    /// The bytes of a whole database, compiled into the program.
    Bytes(&'static [u8]),
    /// Nothing: a database that lives as long as its connection.
    Memory,
}

impl Store {
    /// Opens a database, read-only where it may not be written to. Never makes one.
    ///
    /// Decisions that were made beside it while it could not be written to are merged into it.
    pub fn open(path: &Path) -> Result<Store> {
        Store::open_in(path, &state_folder())
    }

    /// As [`Store::open`], with decisions and settings beside it in that folder.
    pub fn open_in(path: &Path, state: &Path) -> Result<Store> {
        if !path.exists() {
            return Err(Error::Missing(path.to_owned()));
        }
        match connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE) {
            Ok(conn) if conn.is_readonly(MAIN_DB).unwrap_or(false) => {
                Store::open_read_only_in(path, state)
            }
            Ok(conn) => match Store::for_writing(conn, path, May::Migrate) {
                Ok(mut store) => {
                    store.merge_beside(&Local::of(path, Access::ReadOnly, state))?;
                    Ok(store)
                }
                Err(Error::ReadOnly(_) | Error::CannotOpen { .. }) => {
                    Store::open_read_only_in(path, state)
                }
                Err(error) => Err(error),
            },
            Err(Error::CannotOpen { .. }) => Store::open_read_only_in(path, state),
            Err(error) => Err(error),
        }
    }

    /// Opens a database for writing, and makes it where there is none.
    pub fn create(path: &Path) -> Result<Store> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let conn = connect(path, flags)?;
        if conn.is_readonly(MAIN_DB).unwrap_or(false) {
            return Err(Error::ReadOnly(path.to_owned()));
        }
        Store::for_writing(conn, path, May::Create)
    }

    /// Opens a database and never writes to it. Decisions go to [`Store::decisions_path`].
    pub fn open_read_only(path: &Path) -> Result<Store> {
        Store::open_read_only_in(path, &state_folder())
    }

    /// As [`Store::open_read_only`], with decisions and settings in that folder.
    pub fn open_read_only_in(path: &Path, state: &Path) -> Result<Store> {
        if !path.exists() {
            return Err(Error::Missing(path.to_owned()));
        }
        let look = |conn: &Connection| {
            conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))
                .map_err(|e| explain(path, e))
        };
        let mut conn = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        match look(&conn) {
            Ok(_) => {}
            // A database in WAL mode wants to make files beside it, which its folder may forbid.
            // Without a log beside it, the file alone is the whole truth.
            Err(Error::CannotOpen { .. } | Error::ReadOnly(_)) if !has_log(path) => {
                conn = connect(&immutable(path), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
                look(&conn)?;
            }
            Err(error) => return Err(error),
        }
        prepare(&conn, path)?;
        migrate(&mut conn, path, May::Look)?;
        Store::overlaid(conn, path, Access::ReadOnly, Origin::File, state)
    }

    /// Opens the bytes of a database in memory, read-only.
    pub fn sample(bytes: &'static [u8]) -> Result<Store> {
        Store::sample_in(bytes, &state_folder())
    }

    /// As [`Store::sample`], with decisions and settings in that folder.
    pub fn sample_in(bytes: &'static [u8], state: &Path) -> Result<Store> {
        let path = Path::new("sample");
        let say = |e| explain(path, e);
        let mut conn = Connection::open_in_memory().map_err(say)?;
        conn.deserialize_bytes(MAIN_DB, bytes).map_err(say)?;
        prepare(&conn, path)?;
        migrate(&mut conn, path, May::Look)?;
        Store::overlaid(conn, path, Access::Sample, Origin::Bytes(bytes), state)
    }

    /// An empty database in memory, which lives as long as this connection.
    pub fn in_memory() -> Result<Store> {
        let path = Path::new("memory");
        let mut conn = Connection::open_in_memory().map_err(|e| explain(path, e))?;
        prepare(&conn, path)?;
        migrate(&mut conn, path, May::Create)?;
        Ok(Store::with(conn, path, Access::ReadWrite, Origin::Memory))
    }

    /// Another connection to the same database, for another thread. Of a database in memory it
    /// is an empty one.
    pub fn again(&self) -> Result<Store> {
        match (self.origin, &self.local) {
            (Origin::Memory, _) => Store::in_memory(),
            (Origin::Bytes(bytes), Some(local)) => Store::sample_in(bytes, local.folder()),
            (Origin::Bytes(bytes), None) => Store::sample(bytes),
            (Origin::File, Some(local)) => Store::open_read_only_in(&self.path, local.folder()),
            (Origin::File, None) => Store::open(&self.path),
        }
    }

    /// How to open the same database again, for reading, in another thread; `None` where it is in
    /// memory only.
    pub fn opener(&self) -> Option<impl Fn() -> Result<Store> + Send + use<>> {
        let path = self.path.clone();
        let folder = self.local.as_ref().map(|local| local.folder().to_owned());
        let origin = self.origin;
        let there = !matches!(origin, Origin::Memory);
        there.then_some(move || match (origin, &folder) {
            (Origin::Bytes(bytes), Some(folder)) => Store::sample_in(bytes, folder),
            (Origin::Bytes(bytes), None) => Store::sample(bytes),
            (_, Some(folder)) => Store::open_read_only_in(&path, folder),
            (_, None) => Store::open_read_only(&path),
        })
    }

    /// How long to wait while another program writes; five seconds unless told otherwise.
    pub fn set_patience(&self, patience: Duration) -> Result<()> {
        self.ask(|conn| conn.busy_timeout(patience))
    }

    /// Lets the file grow to so many pages and no further, as a full disk would; never below what
    /// it has. For tests.
    pub fn limit_size(&self, pages: u32) -> Result<()> {
        self.ask(|conn| conn.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())))
    }

    /// The bytes of the whole database, as [`Store::sample`] takes them.
    pub fn to_bytes(&mut self) -> Result<Vec<u8>> {
        let path = self.path.clone();
        // A database in WAL mode cannot be opened from bytes alone.
        let journal = |conn: &Connection, mode| {
            conn.pragma_update_and_check(None, "journal_mode", mode, |_| Ok(()))
                .map_err(|e| explain(&path, e))
        };
        journal(&self.conn, "DELETE")?;
        let bytes = match self.conn.serialize(MAIN_DB) {
            Ok(data) => data.to_vec(),
            Err(error) => return Err(explain(&path, error)),
        };
        journal(&self.conn, "WAL")?;
        Ok(bytes)
    }

    fn for_writing(mut conn: Connection, path: &Path, may: May) -> Result<Store> {
        prepare(&conn, path)?;
        migrate(&mut conn, path, may)?;
        let say = |e| explain(path, e);
        conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).map_err(say)?;
        conn.pragma_update(None, "synchronous", "NORMAL").map_err(say)?;
        // 16 MiB: a page that a hundred batches change is written to the file itself once.
        conn.pragma_update_and_check(None, "wal_autocheckpoint", 4_096, |_| Ok(())).map_err(say)?;
        Ok(Store::with(conn, path, Access::ReadWrite, Origin::File))
    }

    pub(super) fn with(conn: Connection, path: &Path, access: Access, origin: Origin) -> Store {
        Store {
            conn,
            path: path.to_owned(),
            access,
            origin,
            local: None,
            places: RefCell::default(),
            chosen: RefCell::default(),
        }
    }

    fn overlaid(
        conn: Connection,
        path: &Path,
        access: Access,
        origin: Origin,
        state: &Path,
    ) -> Result<Store> {
        let mut store = Store::with(conn, path, access, origin);
        store.local = Some(Local::of(path, access, state));
        store.overlay()?;
        Ok(store)
    }
}

pub(super) fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(path, flags).map_err(|e| explain(path, e))
}

/// Settings of the connection; none of them touches the file.
pub(super) fn prepare(conn: &Connection, path: &Path) -> Result<()> {
    let say = |e| explain(path, e);
    conn.busy_timeout(PATIENCE).map_err(say)?;
    conn.set_prepared_statement_cache_capacity(128);
    conn.pragma_update(None, "foreign_keys", true).map_err(say)?;
    conn.pragma_update(None, "temp_store", "MEMORY").map_err(say)?;
    // 8 MiB: the inner pages of every index of a million reports several times over. More is slower
    // to fill than the system's own cache is to ask.
    conn.pragma_update(None, "cache_size", -8_192).map_err(say)
}

/// Whether a write-ahead log with something in it stands beside the file.
fn has_log(path: &Path) -> bool {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    std::fs::metadata(name).is_ok_and(|log| log.len() > 0)
}

/// The file as an address that says that nobody changes it.
fn immutable(path: &Path) -> PathBuf {
    let mut address = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                address.push(char::from(*byte));
            }
            other => address.push_str(&format!("%{other:02X}")),
        }
    }
    address.push_str("?immutable=1");
    PathBuf::from(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_nobody_changes_is_found_under_any_name() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["plain.db", "只读 报告?.db", "a%20#b&c.db"] {
            let path = folder.path().join(name);
            drop(Store::create(&path).unwrap());
            let conn = connect(&immutable(&path), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
            let tables: i64 =
                conn.query_row("SELECT count(*) FROM report", [], |row| row.get(0)).unwrap();
            assert_eq!(tables, 0, "{name}");
        }
    }

    #[test]
    fn a_store_can_be_given_to_another_thread() {
        fn is_send<T: Send>() {}
        is_send::<Store>();
        is_send::<super::super::Interrupter>();
    }
}
