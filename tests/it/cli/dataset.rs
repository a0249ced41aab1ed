//! The Parquet data set, and the rules as SQL over it.

use super::world::{BUREAU, Run, World, page};
use gouji::form::Cell;
use gouji::record::{State, decimal};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

/// A row by its columns' names.
type Row = BTreeMap<String, Field>;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// All rows of a listing, the year from the name of the folder.
fn rows(set: &Path) -> Vec<Row> {
    let mut rows = Vec::new();
    for folder in names(set) {
        let year: i32 = folder.strip_prefix("year=").unwrap().parse().unwrap();
        let file = File::open(set.join(&folder).join("part-0.parquet")).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        for row in reader.get_row_iter(None).unwrap() {
            let row = row.unwrap();
            let columns = row.get_column_iter().map(|(name, field)| (name.clone(), field.clone()));
            let mut row: Row = columns.collect();
            assert!(row.insert("year".into(), Field::Int(year)).is_none(), "the folder has it");
            rows.push(row);
        }
    }
    rows
}

/// As CSV has it.
fn text(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Int(number) => number.to_string(),
        Field::Double(number) => decimal(*number),
        other => panic!("{other:?}"),
    }
}

/// The rows as lines in the order of those columns.
fn lines(rows: &[Row], columns: &[String]) -> Vec<String> {
    let line = |row: &Row| {
        let fields: Vec<String> = columns.iter().map(|column| text(&row[column])).collect();
        fields.join("|")
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.sort();
    lines
}

fn csv_lines(run: &Run) -> (Vec<String>, Vec<String>) {
    let (columns, rows) = run.csv();
    let mut lines: Vec<String> =
        rows.iter().map(|row| row.iter().collect::<Vec<_>>().join("|")).collect();
    lines.sort();
    (columns, lines)
}

#[test]
fn a_data_set_holds_what_the_csv_holds() {
    let world = World::ready();
    let run = world.on(&["export", "set.parquet"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("reports 4, figures 4, cells 800, flags "), "{}", run.err);
    let set = world.path("set.parquet");
    assert_eq!(names(&set), ["_gouji.json", "cells", "figures", "flags", "reports"]);
    assert_eq!(names(&set.join("cells")), ["year=2022", "year=2023", "year=2024"]);
    for listing in ["cells", "flags"] {
        let (columns, want) = csv_lines(&world.on(&[listing, "--format", "csv"]));
        let rows = rows(&set.join(listing));
        assert_eq!(rows[0].len(), columns.len(), "{listing}");
        assert!(!want.is_empty());
        assert_eq!(lines(&rows, &columns), want, "{listing}");
    }
    let cells = rows(&set.join("cells"));
    let figures = rows(&set.join("figures"));
    for row in &figures {
        let states = text(&row["states"]);
        for (at, cell) in Cell::all().enumerate() {
            let long = cells.iter().find(|long| {
                long["agency"] == row["agency"]
                    && long["year"] == row["year"]
                    && text(&long["cell"]) == cell.key()
            });
            let (state, value) = long.map_or((State::Absent, Field::Null), |long| {
                (State::from_key(&text(&long["state"])).unwrap(), long["value"].clone())
            });
            assert_eq!(states.chars().nth(at), Some(state.letter()), "{cell}");
            assert_eq!(row[cell.info().sql], value, "{cell}");
        }
    }
    let reports = rows(&set.join("reports"));
    let days: Vec<&Field> = reports.iter().map(|row| &row["published"]).collect();
    // 2023-01-15, 2024-01-15, 2025-01-15 twice, in days since 1970.
    let want = [19_372, 19_737, 20_103, 20_103].map(Field::Date);
    assert_eq!(days, want.iter().collect::<Vec<_>>());
}

#[test]
fn filters_narrow_a_data_set_and_a_listing_can_be_alone() {
    let world = World::ready();
    let run = world.on(&["export", "a.parquet", "--year", "2024", "--agency", BUREAU]);
    assert_eq!(run.code, 0, "{run:?}");
    for set in ["cells", "figures", "reports"] {
        let rows = rows(&world.path("a.parquet").join(set));
        let years: Vec<String> = rows.iter().map(|row| text(&row["year"])).collect();
        assert!(!rows.is_empty() && years.iter().all(|year| year == "2024"), "{set}");
        assert!(rows.iter().all(|row| text(&row["agency"]).ends_with(BUREAU)), "{set}");
    }
    assert_eq!(world.on(&["export", "b.parquet", "--what", "flags"]).code, 0);
    assert_eq!(names(&world.path("b.parquet")), ["_gouji.json", "flags"]);
    let run = world.on(&["export", "c.parquet", "--what", "coverage"]);
    assert_eq!((run.code, run.err.contains(".csv")), (2, true), "{run:?}");
    assert!(!world.path("c.parquet").exists());
}

#[test]
fn only_a_data_set_of_ours_is_replaced() {
    let world = World::ready();
    assert_eq!(world.on(&["export", "a.parquet"]).code, 0);
    let run = world.on(&["export", "a.parquet", "--what", "flags"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(names(&world.path("a.parquet")), ["_gouji.json", "flags"]);
    world.put("mine.parquet/data.txt", "mine");
    world.put("file.parquet", "mine");
    for path in ["mine.parquet", "file.parquet"] {
        let run = world.on(&["export", path]);
        assert_eq!(run.code, 2, "{run:?}");
        let want = format!("'{path}' is there and no data set of gouji's");
        assert!(run.err.contains(&want) && run.err.contains("next: "), "{}", run.err);
    }
    assert_eq!(names(&world.path("mine.parquet")), ["data.txt"]);
    let left: Vec<String> =
        names(&world.path(".")).into_iter().filter(|name| name.contains("part")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn hostile_text_is_clean_in_a_data_set() {
    let world = World::new();
    let cells = [("requests.new.legal", "=cmd\u{202e}\u{7}|x")];
    world.put("pages/a.html", page(BUREAU, 2024, &cells));
    world.run(&["--db", "a.db", "ingest", "pages"]);
    assert_eq!(world.on(&["export", "a.parquet"]).code, 0);
    let cells = rows(&world.path("a.parquet/cells"));
    let raw = cells.iter().find(|row| text(&row["cell"]) == "requests.new.legal").unwrap();
    assert_eq!((text(&raw["state"]).as_str(), text(&raw["raw"]).as_str()), ("text", "=cmd|x"));
}

/// Flags as lines, the cells in order: gouji puts the questioned one first.
fn flag(fields: [&str; 7]) -> String {
    let mut cells: Vec<&str> = fields[4].split(' ').collect();
    cells.sort_unstable();
    format!("{} {}", fields.join("|").replace(fields[4], ""), cells.join(" "))
}

#[test]
fn the_rules_in_sql_find_in_the_sample_what_gouji_finds() {
    let world = World::new();
    assert_eq!(world.run(&["export", "s.parquet", "--what", "cells"]).code, 0);
    let mut db = Connection::open_in_memory().unwrap();
    db.execute_batch("CREATE TABLE cells(agency, year INTEGER, cell, state, value REAL)").unwrap();
    let tx = db.transaction().unwrap();
    let mut insert = tx.prepare("INSERT INTO cells VALUES (?, ?, ?, ?, ?)").unwrap();
    for row in rows(&world.path("s.parquet/cells")) {
        let word = |name: &str| text(&row[name]);
        let value = match row["value"] {
            Field::Double(number) => Some(number),
            _ => None,
        };
        insert.execute((word("agency"), word("year"), word("cell"), word("state"), value)).unwrap();
    }
    drop(insert);
    tx.commit().unwrap();
    let sql = world.run(&["rules", "--sql"]).out;
    let head = sql.lines().find_map(|line| line.strip_prefix("-- With: ")).unwrap();
    let covered: Vec<&str> = head.split(' ').collect();
    let mut found: Vec<String> = db
        .prepare(&sql)
        .unwrap()
        .query_map([], |row| {
            let word = |at| row.get::<_, String>(at);
            let number = |at| -> rusqlite::Result<String> {
                Ok(row.get::<_, Option<f64>>(at)?.map_or(String::new(), decimal))
            };
            let year = row.get::<_, i64>(3)?.to_string();
            let (expected, actual) = (number(5)?, number(6)?);
            let (rule, severity, agency, cells) = (word(0)?, word(1)?, word(2)?, word(4)?);
            Ok(flag([&rule, &severity, &agency, &year, &cells, &expected, &actual]))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    found.sort();
    let (_, rows) = world.run(&["flags", "--format", "csv"]).csv();
    let mut want: Vec<String> = rows
        .iter()
        .filter(|row| covered.contains(&&row[2]))
        .map(|row| flag([&row[2], &row[1], &row[3], &row[4], &row[5], &row[6], &row[7]]))
        .collect();
    want.sort();
    assert!(want.len() > 50, "{}", want.len());
    assert_eq!(found, want);
}
