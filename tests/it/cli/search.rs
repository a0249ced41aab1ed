//! Full text: the same sentences with an index and without.

use super::world::{BUREAU, OFFICE, World, page};

/// Each sentence that holds the words, as `agency year section sentence`.
fn found(world: &World, args: &[&str]) -> Vec<String> {
    let run = world.on(&[&["search", "--format", "csv"], args].concat());
    assert_eq!(run.code, 0, "{run:?}");
    let (head, rows) = run.csv();
    assert_eq!(head, ["agency", "year", "section", "sentence", "source"]);
    let line = |row: &csv::StringRecord| {
        let agency = if row[0].ends_with(BUREAU) { "bureau" } else { "office" };
        format!("{agency} {} {} {}", &row[1], &row[2], &row[3])
    };
    rows.iter().map(line).collect()
}

#[test]
fn an_index_finds_what_reading_finds() {
    let world = World::ready();
    let all = |world: &World| -> Vec<Vec<String>> {
        [
            &["信息处理费"][..],
            &["收取 信息处理费"],
            &["栏目", "逐月"],
            &["栏目 信息处理费"],
            &["费"],
            &["，"],
            &["没有这样的话"],
            &["栏目", "--agency", "jiaoyu"],
            &["栏目", "--agency", OFFICE, "--year", "2024"],
            &["栏目", "--year", "2019-2021"],
        ]
        .iter()
        .map(|args| found(world, args))
        .collect()
    };
    let read = all(&world);
    assert_eq!(read.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 4, 0, 4, 8, 0, 3, 1, 0]);
    assert_eq!(read[0][0], "bureau 2022 other 本年度没有收取信息处理费。");
    assert_eq!(read[8], ["office 2024 problems 栏目更新还不够及时,明年将逐月检查。"]);
    let run = world.on(&["index"]);
    assert!(run.code == 0 && run.out.starts_with("index: 4 reports, "), "{run:?}");
    assert_eq!(all(&world), read);
    assert_eq!(world.on(&["index", "--drop"]).code, 0);
    assert_eq!(all(&world), read);
}

#[test]
fn an_index_is_kept_up_to_date() {
    let world = World::ready();
    assert_eq!(world.on(&["index"]).code, 0);
    let said = |text: &str, year| page(BUREAU, year, &[]).replace("栏目更新还不够及时", text);
    // A new year, and another version of one that is there.
    world.put("more/a.html", said("设备老化", 2025));
    world.put("more/b.html", said("人手不足", 2024));
    let run = world.on(&["ingest", "--full-text", "more"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(found(&world, &["老化"]), ["bureau 2025 problems 设备老化,明年将逐月检查。"]);
    assert_eq!(found(&world, &["人手"]).len(), 1);
    assert_eq!(found(&world, &["栏目", "--agency", BUREAU, "--year", "2024"]).len(), 0);
    assert_eq!(found(&world, &["栏目"]).len(), 3);
    // The same bytes under other hints are another reading of the same document.
    world.put("list.csv", format!("path,agency,year,published,url\nmore/b.html,{BUREAU},2026,,\n"));
    let run = world.on(&["ingest", "--manifest", "list.csv", "more/b.html"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(found(&world, &["人手"]), ["bureau 2026 problems 人手不足,明年将逐月检查。"]);
    assert_eq!(world.on(&["doctor"]).code, 0);
}

#[test]
fn ingestion_makes_an_index_when_asked() {
    let world = World::new();
    world.put("pages/a.html", page(BUREAU, 2024, &[]));
    let run = world.run(&["--db", "a.db", "ingest", "--full-text", "--json", "pages"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("index: 1 reports"), "{}", run.err);
    let summary: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(summary["reports"], 1);
}

#[test]
fn what_cannot_be_looked_for_or_found_is_said() {
    let world = World::ready();
    let run = world.on(&["search", " "]);
    assert_eq!((run.code, run.err.contains("no words")), (2, true), "{run:?}");
    let run = world.on(&["search", "没有这样的话"]);
    assert_eq!((run.code, run.err.contains("no sentence holds '没有这样的话'")), (0, true));
    let run = world.run(&["index"]);
    assert_eq!((run.code, run.err.contains("read-only")), (2, true), "{run:?}");
    let run = world.run(&["--lang", "zh", "search", "培训"]);
    assert!(run.code == 0 && run.out.contains("总体情况"), "the sample can be searched: {run:?}");
}
