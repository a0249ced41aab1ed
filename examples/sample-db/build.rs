//! From pages to the database, through the same pipeline as every ingestion.

use super::real;
use anyhow::{Context, Result, ensure};
use gouji::pipeline::{self, Options};
use gouji::store::Store;
use gouji::synth::sample;
use rusqlite::Connection;
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// The time of every record of the sample: building it again gives the same rows.
const TIME: &str = "2026-04-01T00:00:00.000000Z";

/// Fictional reports keep the text of their page up to this year's; the figures and words of all
/// are in their own tables.
const SOURCES_FROM: i16 = 2022;

/// Builds the database in an empty folder and gives its bytes. `folder` is `sample-db`.
pub fn build(folder: &Path, work: &Path) -> Result<Vec<u8>> {
    let pages = work.join("pages");
    std::fs::create_dir_all(pages.join("real"))?;
    for (path, bytes) in real::pages(folder)? {
        std::fs::write(pages.join("real").join(path), bytes)?;
    }
    let manifest = work.join("manifest.csv");
    let mut rows = csv::Writer::from_path(&manifest)?;
    rows.write_record(["path", "agency", "year", "published", "url"])?;
    let (sites, _) = sample::sites(sample::SEED);
    std::fs::create_dir_all(pages.join("synthetic"))?;
    for file in sample::files(sample::SEED, &sites) {
        let path = format!("pages/synthetic/{}", file.path);
        std::fs::write(work.join(&path), &file.bytes)?;
        rows.write_record([&path, &file.agency, &file.year.to_string(), &file.published, ""])?;
    }
    rows.flush()?;
    let database = work.join("sample.db");
    let mut store = Store::create(&database)?;
    let options = Options { manifest: Some(manifest), ..Options::default() };
    let stop = AtomicBool::new(false);
    let summary = pipeline::ingest(&mut store, &[pages], &options, &stop, &mut |_| {})?;
    ensure!(summary.reports > 1000, "only {} reports were read: {summary:?}", summary.reports);
    drop(store);
    settle(&database, work)?;
    std::fs::read(&database).with_context(|| format!("'{}'", database.display()))
}

/// Takes out what differs from one building to the next: the time, the folder, the free pages.
fn settle(database: &Path, work: &Path) -> Result<()> {
    let conn = Connection::open(database)?;
    conn.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    conn.execute("UPDATE run SET started = ?1, ended = ?1", [TIME])?;
    conn.execute("UPDATE migration SET at = ?1", [TIME])?;
    let prefix = format!("{}/pages/", work.display());
    conn.execute("UPDATE source SET path = replace(path, ?, '')", [&prefix])?;
    conn.execute("UPDATE run SET summary = replace(summary, ?, '')", [&prefix])?;
    let empty = zstd::encode_all(&b""[..], 19)?;
    conn.execute(
        "UPDATE source SET body = ?1 WHERE path LIKE 'synthetic/%' AND hint_year < ?2",
        (&empty, SOURCES_FROM),
    )?;
    conn.execute_batch("VACUUM")?;
    Ok(())
}

/// All tables as lines, in order: what two buildings have to have in common.
pub fn dump(database: &Path) -> Result<Vec<String>> {
    let conn = Connection::open(database)?;
    let mut tables = conn.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         ORDER BY name",
    )?;
    let names: Vec<String> = tables.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut lines = Vec::new();
    for name in names {
        let mut rows = conn.prepare(&format!("SELECT * FROM \"{name}\""))?;
        let width = rows.column_count();
        let mut of_table: Vec<String> = rows
            .query_map([], |row| {
                let cells: Result<Vec<String>, _> = (0..width)
                    .map(|at| Ok(format!("{:?}", row.get::<_, rusqlite::types::Value>(at)?)))
                    .collect();
                cells.map(|cells| format!("{name}: {}", cells.join(" ")))
            })?
            .collect::<Result<_, _>>()?;
        of_table.sort();
        lines.extend(of_table);
    }
    Ok(lines)
}
