//! Listings: columns, formats, filters.

use super::world::{BUREAU, World, finish, page};
use gouji::form::{Cell, Form};

const CELLS: [&str; 8] = ["source", "agency", "year", "form", "cell", "state", "value", "raw"];
const FLAGS: [&str; 13] = [
    "finding", "severity", "rule", "agency", "year", "cells", "expected", "actual", "suspect",
    "repair", "verdict", "source", "message",
];

#[test]
fn cells_are_those_of_the_form_in_its_order() {
    let world = World::ready();
    let run = world.on(&["cells", "--agency", "教育局", "--year", "2024", "--format", "csv"]);
    let (head, rows) = run.csv();
    assert_eq!((run.code, head), (0, CELLS.map(str::to_owned).to_vec()));
    let keys: Vec<&str> = rows.iter().map(|row| &row[4]).collect();
    let form: Vec<&str> = Cell::of_form(Form::F2021).map(Cell::key).collect();
    assert_eq!(keys, form);
    for row in &rows {
        assert_eq!((&row[0], &row[2], &row[3]), ("pages/bureau-2024.html", "2024", "2021"));
        assert!(row[1].ends_with(BUREAU), "{row:?}");
    }
    let cell = |key: &str| {
        let row = rows.iter().find(|row| &row[4] == key).unwrap();
        (row[5].to_owned(), row[6].to_owned(), row[7].to_owned())
    };
    let all = |state: &str, value: &str, raw: &str| (state.into(), value.into(), raw.into());
    // A blank is no 0, and a printed separator stays in the raw text only.
    assert_eq!(cell("requests.closed.legal"), all("blank", "", ""));
    assert_eq!(cell("disclosure.licensing.decisions"), all("number", "1234", "1,234"));
    assert_eq!(cell("requests.new.natural"), all("number", "14", "14"));
}

#[test]
fn filters_narrow_every_listing_alike() {
    let world = World::ready();
    for (filter, agencies, years) in [
        (&["--agency", "jiaoyu"][..], &["教育局"][..], &["2022", "2023", "2024"][..]),
        (&["--agency", "交通运输"], &["交通运输局"], &["2024"]),
        (&["--year", "2023-2024"], &["交通运输局", "教育局"], &["2023", "2024"]),
        (&["--agency", BUREAU, "--year", "2023"], &["教育局"], &["2023"]),
        (&["--agency", "没有"], &[], &[]),
    ] {
        for command in ["cells", "flags"] {
            let run = world.on(&[&[command, "--format", "csv"], filter].concat());
            assert_eq!(run.code, 0, "{run:?}");
            let (head, rows) = run.csv();
            let at = |name: &str| head.iter().position(|column| column == name).unwrap();
            for row in &rows {
                let (agency, year) = (&row[at("agency")], &row[at("year")]);
                assert!(agencies.iter().any(|name| agency.ends_with(name)), "{filter:?} {row:?}");
                assert!(years.contains(&year), "{filter:?} {row:?}");
            }
            let passed = |year: &&str| rows.iter().any(|row| row[at("year")] == **year);
            assert!(command == "flags" || years.iter().all(passed), "{filter:?}");
        }
    }
}

#[test]
fn json_carries_the_names_and_types_of_csv() {
    let world = World::ready();
    for (command, names) in [("cells", &CELLS[..]), ("flags", &FLAGS[..])] {
        let run = world.on(&[command, "--format", "json"]);
        let rows: Vec<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_str(&run.out).unwrap();
        let lines = world.on(&[command, "--format", "csv"]).csv().1;
        assert_eq!(rows.len(), lines.len());
        assert!(!rows.is_empty());
        for row in &rows {
            assert_eq!(row.len(), names.len());
            assert!(names.iter().all(|name| row.contains_key(*name)), "{row:?}");
            assert!(row["year"].is_i64());
        }
    }
}

#[test]
fn a_pipe_gets_no_colour_and_no_box_drawing() {
    let world = World::ready();
    for args in [
        &["cells"][..],
        &["flags"],
        &["coverage"],
        &["rules"],
        &["show", "教育局", "2023"],
        &["compare", "教育局"],
        &["doctor"],
        &["flags", "--format", "md"],
    ] {
        let run = world.on(args);
        assert_eq!(run.code, 0, "{args:?} {run:?}");
        let bad = |c: char| c == '\u{1b}' || ('\u{2500}'..='\u{257f}').contains(&c);
        assert!(!run.out.is_empty() && !run.out.contains(bad), "{args:?} {}", run.out);
    }
    let colour = world.on(&["flags", "--color", "always"]).out;
    assert!(colour.contains("\u{1b}[31m"), "{colour}");
    let mut forced = world.command();
    forced.env("GOUJI_DB", "a.db").env("NO_COLOR", "1").args(["flags"]);
    assert!(!finish(&mut forced).out.contains('\u{1b}'));
}

#[test]
fn flags_of_one_cause_share_a_finding_with_its_suspect() {
    let world = World::ready();
    let run = world.on(&["flags", "--year", "2023", "--severity", "error", "--format", "csv"]);
    let (head, rows) = run.csv();
    assert_eq!(head, FLAGS);
    assert_eq!(rows.len(), 2, "{run:?}");
    for (row, rule) in rows.iter().zip(["T3-BAL", "T3-ROW"]) {
        assert_eq!(row[0].len(), 16);
        assert_eq!(row[0], rows[0][0]);
        assert_eq!((&row[1], &row[2], &row[4]), ("error", rule, "2023"));
        assert_eq!((&row[8], &row[9], &row[10]), ("requests.new.natural", "14", "open"));
        assert_eq!(&row[11], "pages/bureau-2023.html");
        assert!(row[5].contains("requests.new.natural") && !row[12].is_empty(), "{row:?}");
    }
    let one = world.on(&["flags", "--rule", "t3-row", "--format", "csv"]).csv().1;
    assert!(!one.is_empty() && one.iter().all(|row| &row[2] == "T3-ROW"), "{one:?}");
}

#[test]
fn the_exit_code_of_flags_is_asked_for() {
    let world = World::ready();
    for (args, code) in [
        (&["flags"][..], 0),
        (&["flags", "--exit-code"], 1),
        (&["flags", "--exit-code", "--year", "2022"], 0),
        (&["flags", "--exit-code", "--severity", "notice"], 0),
        (&["flags", "--exit-code", "--verdict", "confirmed"], 0),
    ] {
        assert_eq!(world.on(args).code, code, "{args:?}");
    }
}

#[test]
fn since_last_lists_what_is_new_or_changed() {
    let world = World::ready();
    let rows = |args: &[&str]| {
        let run = world.on(&[&["flags", "--since-last", "--format", "csv"], args].concat());
        assert_eq!(run.code, 0, "{run:?}");
        run.csv().1.len()
    };
    let all = world.on(&["flags", "--format", "csv"]).csv().1.len();
    let part = rows(&["--agency", "教育局"]);
    assert!(part > 0);
    assert_eq!(rows(&[]), all - part);
    assert_eq!(rows(&[]), 0);
    world.put("pages/bureau-2025.html", page(BUREAU, 2025, &[("requests.new.legal", "3")]));
    assert_eq!(world.on(&["ingest", "pages"]).code, 0);
    assert!(rows(&[]) > 0);
    assert_eq!(rows(&[]), 0);
}

#[test]
fn a_report_is_shown_with_its_marks() {
    let world = World::ready();
    let run = world.on(&["show", "教育局", "2023"]);
    let out = &run.out;
    assert_eq!(run.code, 0, "{run:?}");
    let line = out.lines().find(|line| line.starts_with("1 new ")).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words, ["1", "new", "✗", "16", "0", "0", "0", "0", "0", "14", "14"]);
    assert!(out.contains("T3-BAL") && out.contains("published 2024-01-15"), "{out}");
    let blank = world.on(&["show", "教育局", "2024", "--lang", "zh"]).out;
    assert!(blank.contains('空') && blank.contains("(七)总计"), "{blank}");
    let csv = world.on(&["show", "教育局", "2023", "--format", "csv"]).csv();
    assert_eq!((csv.0, csv.1.len()), (CELLS.map(str::to_owned).to_vec(), 200));
    let md = world.on(&["show", "教育局", "2023", "--format", "md", "--prose"]).out;
    assert!(md.starts_with("# ") && md.contains("|---|"), "{md}");
    let missing = world.on(&["show", "教育局", "2020"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("its years are: 2022 2023 2024"), "{}", missing.err);
}

#[test]
fn columns_of_figures_are_aligned_by_display_width() {
    let world = World::ready();
    let out = world.on(&["show", "教育局", "2022", "--lang", "zh"]).out;
    let rows: Vec<&str> =
        out.lines().filter(|l| l.starts_with('一') || l.starts_with('四')).collect();
    let widths: Vec<usize> =
        rows.iter().map(|l| unicode_width::UnicodeWidthStr::width(*l)).collect();
    assert_eq!(rows.len(), 2, "{out}");
    assert_eq!(widths[0], widths[1], "{out}");
}

#[test]
fn agencies_are_compared_by_value_change_and_share() {
    let world = World::ready();
    let row = |args: &[&str], key: &str| -> Vec<String> {
        let all = [&["compare"], args, &["--format", "csv"]].concat();
        let run = world.on(&all);
        assert_eq!(run.code, 0, "{run:?}");
        let (_, rows) = run.csv();
        let row = rows.iter().find(|row| &row[0] == key).unwrap();
        row.iter().skip(2).map(str::to_owned).collect()
    };
    let new = "requests.new.natural";
    let natural = ["教育局", "--column", "natural"];
    assert_eq!(row(&natural, new), ["14", "16", "14"]);
    assert_eq!(row(&[&natural[..], &["--measure", "change"]].concat(), new), ["", "2", "-2"]);
    assert_eq!(
        row(&[&natural[..], &["--years", "2023-2024", "--measure", "change"]].concat(), new),
        ["2", "-2"]
    );
    let granted = row(&["教育局", "--measure", "share"], "requests.granted.total");
    assert!(granted[0].starts_with("0.642"), "{granted:?}");
    let head = world
        .on(&["compare", "教育局", "交通运输局", "--years", "2024", "--format", "csv"])
        .csv()
        .0;
    assert_eq!(head.len(), 4, "{head:?}");
    let same =
        world.on(&["compare", "教育局", "--column", "natural", "--differing", "--format", "csv"]);
    assert_eq!(same.csv().1.len(), 1, "{same:?}");
}

#[test]
fn coverage_is_a_matrix() {
    let world = World::ready();
    let run = world.on(&["coverage", "--year", "2021-2024", "--format", "csv"]);
    let (head, rows) = run.csv();
    assert_eq!(head, ["agency", "2021", "2022", "2023", "2024"]);
    let bureau = rows.iter().find(|row| row[0].ends_with(BUREAU)).unwrap();
    let marks: Vec<&str> = bureau.iter().skip(1).collect();
    assert_eq!(marks, ["missing", "present", "present", "present"]);
}

#[test]
fn exports_go_by_the_ending() {
    let world = World::ready();
    for (file, args) in [
        ("out.csv", &[][..]),
        ("out.json", &["--what", "flags"]),
        ("out.md", &["--what", "coverage"]),
        ("out.xlsx", &[]),
        ("wide.csv", &["--what", "figures"]),
    ] {
        let run = world.on(&[&["export", file], args].concat());
        assert_eq!(run.code, 0, "{run:?}");
        assert_eq!(run.err, format!("wrote '{file}'\n"));
    }
    let read = |file: &str| std::fs::read(world.path(file)).unwrap();
    assert_eq!(read("out.csv"), world.on(&["cells", "--format", "csv"]).out.into_bytes());
    assert_eq!(read("out.json"), world.on(&["flags", "--format", "json"]).out.into_bytes());
    assert_eq!(read("out.md"), world.on(&["coverage", "--format", "md"]).out.into_bytes());
    assert!(read("out.xlsx").starts_with(b"PK\x03\x04"));
    let wide = csv::Reader::from_path(world.path("wide.csv")).unwrap().into_records().count();
    assert_eq!(wide, 4);
}
