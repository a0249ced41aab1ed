//! The schema: migrations that are only ever added, each in one transaction with its record.

use super::error::{Error, Result, explain};
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// `GOUJ`, which marks the file as ours.
pub(super) const APPLICATION_ID: i64 = 0x474F_554A;

struct Migration {
    name: &'static str,
    sql: &'static str,
}

/// In order; the number of one is its place, from 1.
const MIGRATIONS: &[Migration] = &[
    Migration { name: "base", sql: include_str!("migrations/0001_base.sql") },
    Migration { name: "form", sql: include_str!("migrations/0002_form.sql") },
    Migration { name: "views", sql: include_str!("migrations/0003_views.sql") },
    Migration { name: "sketch", sql: include_str!("migrations/0004_sketch.sql") },
    Migration { name: "about", sql: include_str!("migrations/0005_about.sql") },
    Migration { name: "dictionary", sql: include_str!("migrations/0006_dictionary.sql") },
];

/// The newest schema that this program knows.
pub(super) const NEWEST: i64 = MIGRATIONS.len() as i64;

const RECORD: &str = "CREATE TABLE IF NOT EXISTS migration (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL, program TEXT NOT NULL)";

/// What may be done with a file that is not yet as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum May {
    /// Nothing: it must be ours and of the newest schema.
    Look,
    /// Bring it to the newest schema.
    Migrate,
    /// Also make an empty file ours.
    Create,
}

/// Makes sure that the file is ours and of the newest schema.
pub(super) fn migrate(conn: &mut Connection, path: &Path, may: May) -> Result<()> {
    let say = |error| explain(path, error);
    let pragma = |conn: &Connection, name| conn.pragma_query_value(None, name, |row| row.get(0));
    let application: i64 = pragma(conn, "application_id").map_err(say)?;
    if application != APPLICATION_ID {
        let objects: i64 = conn
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .map_err(say)?;
        if may != May::Create || objects > 0 || application != 0 {
            return Err(Error::NotOurs(path.to_owned()));
        }
    }
    let found: i64 = pragma(conn, "user_version").map_err(say)?;
    if found > NEWEST {
        return Err(Error::Newer { path: path.to_owned(), found, known: NEWEST });
    }
    if found == NEWEST {
        return Ok(());
    }
    if may == May::Look {
        return Err(Error::Older { path: path.to_owned(), found });
    }
    for (number, migration) in (1..).zip(MIGRATIONS) {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(say)?;
        // Asked again inside the transaction: another program may have been faster.
        if pragma(&tx, "user_version").map_err(say)? >= number {
            continue;
        }
        apply(&tx, number, migration).map_err(say)?;
        tx.commit().map_err(say)?;
    }
    Ok(())
}

fn apply(tx: &Connection, number: i64, migration: &Migration) -> rusqlite::Result<()> {
    tx.execute_batch(RECORD)?;
    tx.execute_batch(migration.sql)?;
    tx.execute(
        "INSERT INTO migration VALUES (?, ?, ?, ?)",
        (number, migration.name, super::now(), env!("CARGO_PKG_VERSION")),
    )?;
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Cell;

    fn fresh() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate(&mut conn, Path::new("t"), May::Create).unwrap();
        conn
    }

    #[test]
    fn every_migration_says_why_and_leaves_its_record() {
        for migration in MIGRATIONS {
            assert!(migration.sql.starts_with("-- "), "{}", migration.name);
        }
        let conn = fresh();
        let names: String = conn
            .query_row("SELECT group_concat(name, ' ') FROM migration", [], |row| row.get(0))
            .unwrap();
        assert_eq!(names, "base form views sketch about dictionary");
    }

    #[test]
    fn the_numbered_files_are_those_in_the_list() {
        let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/migrations");
        let mut files: Vec<String> = std::fs::read_dir(dir)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let listed: Vec<String> =
            (1..).zip(MIGRATIONS).map(|(n, m)| format!("{n:04}_{}.sql", m.name)).collect();
        assert_eq!(files, listed);
    }

    #[test]
    fn the_figures_are_the_cells_in_their_order() {
        let conn = fresh();
        let mut columns: Vec<String> = conn
            .prepare("SELECT name FROM pragma_table_info('figures') ORDER BY cid")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(|name| name.unwrap())
            .collect();
        assert_eq!(columns.remove(0), "report");
        let cells: Vec<&str> = Cell::all().map(|cell| cell.info().sql).collect();
        assert_eq!(columns, cells);
        for cell in Cell::all() {
            let key: String = conn
                .query_row("SELECT key FROM cell WHERE id = ?", [cell.index() as i64], |row| {
                    row.get(0)
                })
                .unwrap();
            assert_eq!(key, cell.key());
        }
    }

    #[test]
    fn what_is_not_ours_or_newer_is_refused() {
        let cases: [(&str, May, &str); 4] = [
            ("CREATE TABLE t(x)", May::Create, "not a gouji database"),
            ("PRAGMA application_id = 7", May::Create, "not a gouji database"),
            ("SELECT 1", May::Migrate, "not a gouji database"),
            (
                "PRAGMA application_id = 1196381514; PRAGMA user_version = 99",
                May::Create,
                "use a newer gouji",
            ),
        ];
        for (sql, may, want) in cases {
            let mut conn = Connection::open_in_memory().unwrap();
            conn.execute_batch(sql).unwrap();
            let error = migrate(&mut conn, Path::new("t"), may).unwrap_err().to_string();
            assert!(error.contains(want), "{sql}: {error}");
        }
    }

    #[test]
    fn foreign_keys_name_tables_that_are_there() {
        let conn = fresh();
        let lost: Vec<String> = conn
            .prepare(
                "SELECT t.name || ' → ' || f.\"table\" FROM sqlite_schema t
                 JOIN pragma_foreign_key_list(t.name) f
                 WHERE f.\"table\" NOT IN (SELECT name FROM sqlite_schema WHERE type = 'table')",
            )
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(|name| name.unwrap())
            .collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
}
