//! The reader on real documents, and on what may become of them.

use crate::shared::shared;
use gouji::form::{Cell, Form};
use gouji::read;
use gouji::record::{Cells, State};
use std::collections::BTreeMap;
use std::path::Path;

/// What a document's cells are known to be, by file.
type Known = BTreeMap<String, Vec<(Cell, State, Option<f64>)>>;

fn known(path: &Path) -> Known {
    let mut known = Known::new();
    for record in csv::Reader::from_path(path).unwrap().deserialize() {
        let record: BTreeMap<String, String> = record.unwrap();
        let state = record.get("state").map_or(State::Number, |s| State::from_key(s).unwrap());
        let number = (state == State::Number).then(|| record["value"].parse().unwrap());
        let cell = Cell::from_key(&record["cell"]).unwrap();
        known.entry(record["file"].clone()).or_default().push((cell, state, number));
    }
    known
}

fn cells(bytes: &[u8]) -> Cells {
    read::document(bytes).map(|document| read::tables(&document).cells).unwrap_or_default()
}

/// How many cells are right, and those that are wrong or missing.
fn compare(cells: &Cells, known: &[(Cell, State, Option<f64>)]) -> (usize, Vec<String>) {
    let mut right = 0;
    let mut differing = Vec::new();
    for (cell, state, number) in known {
        let got = cells.value(*cell);
        if got.number == *number && (number.is_some() || got.state == *state) {
            right += 1;
        } else {
            let word = if got.number.is_some() { "wrong" } else { "missing" };
            differing.push(format!("{word} {cell}: {number:?}, got {:?} '{}'", got.state, got.raw));
        }
    }
    (right, differing)
}

#[test]
fn every_figure_of_the_seeds_is_read() {
    let Some(folder) = shared("seeds") else { return };
    for (file, known) in known(&folder.join("cells.csv")) {
        let cells = cells(&std::fs::read(folder.join(&file)).unwrap());
        let (_, differing) = compare(&cells, &known);
        assert!(differing.is_empty(), "{file}: {differing:#?}");
    }
}

#[test]
fn no_figure_of_the_pages_is_wrong() {
    let Some(folder) = shared("pages") else { return };
    for (file, known) in known(&folder.join("cells.csv")) {
        // A PDF is no text; what was taken from it stands beside.
        if file.ends_with(".pdf") {
            continue;
        }
        let cells = cells(&std::fs::read(folder.join(&file)).unwrap());
        let (right, differing) = compare(&cells, &known);
        assert!(!differing.iter().any(|d| d.starts_with("wrong")), "{file}: {differing:#?}");
        let least = if file.contains("-flat") { 95 } else { 99 };
        assert!(right * 100 >= least * known.len(), "{file}: {right} {differing:#?}");
    }
}

mod layouts;

/// What the printed text of a cell must be read as.
fn wanted(printed: &str) -> (State, Option<f64>) {
    match printed {
        "" => (State::Blank, None),
        "/" | "—" => (State::Dash, None),
        text => (State::Number, Some(text.replace(',', "").parse().unwrap())),
    }
}

/// Reads a document and says which cells are not as printed, wrong numbers first.
fn differences(document: &str, printed: &layouts::Printed) -> (Vec<String>, Vec<String>) {
    let cells = cells(document.as_bytes());
    let (mut wrong, mut missing) = (Vec::new(), Vec::new());
    for cell in Cell::all() {
        let got = cells.value(cell);
        let want = printed.get(&cell).map(|text| wanted(text));
        let as_printed = want
            .is_some_and(|(state, number)| got.state == state && got.number == number)
            || want.is_none() && got.state == State::Absent;
        if !as_printed {
            let line =
                format!("{cell}: {:?}, got {:?} '{}'", printed.get(&cell), got.state, got.raw);
            if got.state == State::Number { wrong.push(line) } else { missing.push(line) }
        }
    }
    (wrong, missing)
}

#[test]
fn every_layout_is_read() {
    for (seed, form) in [(1, Form::F2021), (2, Form::F2019), (3, Form::F2021)] {
        let printed = layouts::figures(form, &mut layouts::rng(seed));
        let tables = layouts::Tables::new(form, &printed);
        for (name, layout, _) in layouts::LAYOUTS {
            let document = layout(&tables);
            let (wrong, missing) = differences(&document, &printed);
            assert!(wrong.is_empty(), "{name} {form:?}: wrong {wrong:#?}\n{document}");
            assert!(missing.is_empty(), "{name} {form:?}: missing {missing:#?}\n{document}");
        }
    }
}
