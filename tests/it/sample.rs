//! The sample: the figures that it took from real reports, and what was built from them.

use crate::shared::shared;
use std::collections::BTreeMap;
use std::path::Path;

#[path = "../../examples/sample-db/real.rs"]
mod real;

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
