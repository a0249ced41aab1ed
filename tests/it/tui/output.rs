//! What is on the screen as a file, and the working paper.

use super::fixture::{desk, plain};
use gouji::text::Lang;
use gouji::tui::{Desk, Setting};

/// Asks for a file with a key, under a path in a folder.
fn write(desk: &mut Desk, key: &str, path: &std::path::Path) {
    desk.press(key).press("ctrl-u").write(path.to_str().unwrap()).press("enter");
}

#[test]
fn every_screen_with_a_table_writes_it() {
    let folder = tempfile::tempdir().unwrap();
    for (keys, name, head, row) in [
        ("1", "years", "agency,year,new,closed,", ",2023,61,"),
        ("2 tab backtab", "report", "section,row,natural persons,", "一、本年新收"),
        ("3", "compare", "section,row,cell,2020,", ",requests.new.total,"),
        ("4", "findings", "finding,severity,rule,agency,", ",T3-BAL,"),
        ("5", "coverage", "agency,2020,2021,2022,2023", ",missing,"),
    ] {
        let mut desk = plain();
        let path = folder.path().join(name).with_extension("csv");
        desk.press(keys);
        write(&mut desk, "E", &path);
        let screen = desk.screen();
        assert!(screen.contains("已写入"), "{name}: {screen}");
        let text = std::fs::read_to_string(&path).unwrap();
        let text = text.trim_start_matches('\u{feff}');
        assert!(text.starts_with(head) && text.contains(row), "{name}: {text}");
    }
}

#[test]
fn the_ending_decides_the_format_and_what_exists_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = plain();
    desk.press("4");
    for (name, magic) in [("a.json", "["), ("a.md", "| "), ("a.xlsx", "PK")] {
        let path = folder.path().join(name);
        write(&mut desk, "E", &path);
        let bytes = std::fs::read(&path).unwrap();
        assert!(bytes.starts_with(magic.as_bytes()), "{name}");
    }
    let path = folder.path().join("old.csv");
    std::fs::write(&path, "old").unwrap();
    write(&mut desk, "E", &path);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    write(&mut desk, "E", &folder.path().join("a.parquet"));
    assert!(desk.screen().contains("用 .csv .json .md 或 .xlsx"), "{}", desk.screen());
    assert!(!folder.path().join("a.parquet").exists());
}

#[test]
fn the_paper_is_on_the_findings_of_the_filter() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(Setting { lang: Lang::En, ..Setting::default() });
    desk.press("4 enter c").write("told us").press("enter esc");
    let path = folder.path().join("paper.md");
    write(&mut desk, "W", &path);
    let paper = std::fs::read_to_string(&path).unwrap();
    for part in ["# Working paper", "all findings", "told us", "tester", "## Undecided findings"] {
        assert!(paper.contains(part), "{part}: {paper}");
    }
}
