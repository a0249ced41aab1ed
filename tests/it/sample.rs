//! The sample: the figures that it took from real reports, and the database built from them.

use crate::shared::shared;
use std::collections::BTreeMap;
use std::path::Path;

#[path = "../../examples/sample-db/build.rs"]
mod build;
#[path = "../../examples/sample-db/real.rs"]
pub mod real;

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/sample-db"))
}

/// Cell to (state, value), by the name or file of a list of known figures and the year.
type Known = BTreeMap<(String, String), BTreeMap<String, (String, String)>>;

fn known(path: &str, into: &mut Known, by: &str, year: impl Fn(&str) -> Option<String>) -> bool {
    let Some(path) = shared(path) else { return false };
    let mut reader = csv::Reader::from_path(path).unwrap();
    for row in reader.deserialize::<BTreeMap<String, String>>() {
        let row = row.unwrap();
        let source = row[by].clone();
        let year = row.get("year").cloned().or_else(|| year(&source)).unwrap_or_default();
        let state = row.get("state").map_or("number", String::as_str).to_owned();
        into.entry((source, year))
            .or_default()
            .insert(row["cell"].clone(), (state, row["value"].clone()));
    }
    true
}

#[test]
fn real_figures_are_those_that_were_published() {
    let mut years = BTreeMap::new();
    let Some(path) = shared("seeds/reports.csv") else { return };
    for row in csv::Reader::from_path(path).unwrap().records() {
        let row = row.unwrap();
        years.insert(row[0].to_owned(), row[2].to_owned());
    }
    let mut all = Known::new();
    known("figures/cells.csv", &mut all, "agency", |_| None);
    known("seeds/cells.csv", &mut all, "file", |file| years.get(file).cloned());
    let mut seen = 0;
    for (entry, _, report) in real::reports(folder()).unwrap() {
        let want = &all[&(entry.source.clone(), entry.year.to_string())];
        let got: BTreeMap<String, (String, String)> = gouji::form::Cell::all()
            .map(|cell| (cell, report.cells.value(cell)))
            .filter(|(_, value)| value.state != gouji::record::State::Absent)
            .map(|(cell, value)| {
                let number = value.number.map(gouji::record::decimal).unwrap_or_default();
                (cell.key().to_owned(), (value.state.key().to_owned(), number))
            })
            .collect();
        assert_eq!(&got, want, "{}", entry.report);
        seen += 1;
    }
    assert_eq!(seen, all.len());
}

#[test]
fn kept_pages_are_what_the_figures_give() {
    let made = real::pages(folder()).unwrap();
    let mut kept: Vec<String> = std::fs::read_dir(folder().join("pages"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    kept.sort();
    let mut names: Vec<String> = made.iter().map(|(name, _)| name.clone()).collect();
    names.sort();
    assert_eq!(kept, names);
    for (name, bytes) in made {
        let path = folder().join("pages").join(&name);
        assert!(std::fs::read(&path).unwrap() == bytes, "'{name}' is not what its figures give");
    }
}

/// The kept database as a file in a folder.
fn kept(folder_of_file: &Path) -> std::path::PathBuf {
    let packed = std::fs::read(folder().join("sample.db.zst")).unwrap();
    assert!(packed.len() < 4 << 20, "{} bytes are too many to compile in", packed.len());
    let path = folder_of_file.join("kept.db");
    std::fs::write(&path, zstd::decode_all(&packed[..]).unwrap()).unwrap();
    path
}

#[test]
fn the_kept_database_is_what_is_built_now() {
    let work = tempfile::tempdir().unwrap();
    build::build(folder(), work.path()).unwrap();
    let built = build::dump(&work.path().join("sample.db")).unwrap();
    let kept = build::dump(&kept(work.path())).unwrap();
    let start = |row: &String| row.chars().take(200).collect::<String>();
    let differing = built.iter().zip(&kept).find(|(built, kept)| built != kept);
    let differing = differing.map(|(built, kept)| (start(built), start(kept)));
    assert_eq!(differing, None, "run 'cargo run --release --example sample-db' and look");
    assert_eq!(built.len(), kept.len());
}

#[test]
fn planted_errors_are_found_on_their_pages() {
    let work = tempfile::tempdir().unwrap();
    let conn = rusqlite::Connection::open(kept(work.path())).unwrap();
    let mut found = conn
        .prepare(
            "SELECT count(*) FROM finding f JOIN agency a ON a.id = f.agency
             LEFT JOIN flag g ON g.finding = f.id
             WHERE a.name = ?1 AND f.year = ?2 AND ?3 IN (f.rule, g.rule)",
        )
        .unwrap();
    let mut missed = Vec::new();
    for row in csv::Reader::from_path(folder().join("planted.csv")).unwrap().records() {
        let row = row.unwrap();
        let count: i64 = found.query_row([&row[1], &row[2], &row[0]], |row| row.get(0)).unwrap();
        if count == 0 && &row[0] != "-" {
            missed.push(format!("{} {} {}: {}", &row[0], &row[1], &row[2], &row[4]));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn planted_pages_that_cannot_be_read_are_marked_in_the_coverage() {
    use gouji::store::{AgencyFilter, Coverage, Position, Store};
    let work = tempfile::tempdir().unwrap();
    let store = Store::open_read_only(&kept(work.path())).unwrap();
    let mut marked = 0;
    for row in csv::Reader::from_path(folder().join("planted.csv")).unwrap().records() {
        let row = row.unwrap();
        if !row[4].contains("读不出") {
            continue;
        }
        let filter = AgencyFilter { text: Some(row[1].to_owned()), ..AgencyFilter::default() };
        let year = row[2].parse().unwrap();
        let rows = store.coverage(&filter, (year, year), &Position::First, 50).unwrap().rows;
        let found = rows.iter().find(|found| found.name == row[1]).unwrap();
        assert_eq!(found.marks, [(year, Coverage::Unreadable)], "{}", &row[1]);
        marked += 1;
    }
    assert_eq!(marked, 4);
}
