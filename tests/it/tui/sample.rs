//! The explorer over the sample database: what is found at once, and a long review.

use super::pty::Explorer;
use gouji::record::Verdict;
use gouji::store::Store;
use gouji::tui::{Desk, Setting};
use rustix::process::{Pid, Signal, kill_process};
use std::path::{Path, PathBuf};

fn packed() -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-db/sample.db.zst");
    std::fs::read(path).unwrap()
}

/// A copy of the sample that can be written to, in a folder.
pub(super) fn copy(folder: &Path) -> PathBuf {
    let path = folder.join("sample.db");
    std::fs::write(&path, zstd::decode_all(&packed()[..]).unwrap()).unwrap();
    path
}

#[test]
fn what_is_meant_is_the_first_line_of_the_jump_box() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::open(Store::open(&copy(folder.path())).unwrap(), Setting::default());
    for (typed, want) in [
        ("jxzfb24", "报告 浙江省嘉兴市人民政府办公室 2024"),
        ("嘉兴 24", "报告 浙江省嘉兴市人民政府办公室 2024"),
        ("嘉兴 24 结转", "格 浙江省嘉兴市人民政府办公室 2024 四 结转下年·总计"),
        ("czsdq", "机关 山西省长治市上党区人民政府办公室"),
        ("changzhi", "机关 山西省长治市上党区人民政府办公室"),
        ("fsz", "机关 湖北省孝感市汉川市分水镇"),
        ("结转", "格 四 结转下年·总计"),
    ] {
        desk.press("esc ctrl-p").write(typed);
        let screen = desk.screen();
        // The line below the one that is typed in and its rule.
        let line = screen.lines().skip_while(|line| !line.contains("> ")).nth(2).unwrap();
        let first = line.rsplit_once('⟦').and_then(|(_, rest)| rest.split_once('⟧'));
        let words: Vec<&str> = first.unwrap().0.split_whitespace().collect();
        assert_eq!(words.join(" "), want, "{typed}: {screen}");
    }
}

/// How many findings are decided on in the file.
fn decided(path: &Path) -> Vec<(Verdict, String)> {
    let decisions = Store::open(path).unwrap().decisions().unwrap();
    decisions.into_iter().map(|decision| (decision.verdict, decision.note)).collect()
}

/// The keys of one decision: a letter and Enter, an earlier reason with it, or the last one again.
/// The first reason of all has to be typed.
fn keys(nth: usize) -> (&'static str, Verdict) {
    const UP: &str = "\x1b[A";
    assert_eq!(UP.len(), 3);
    match nth {
        0 => ("c核对原文\r", Verdict::Confirmed),
        _ => [
            (".", Verdict::Unsure),
            ("c\x1b[A\r", Verdict::Confirmed),
            ("x\r", Verdict::FalseAlarm),
            ("h\x1b[A\r", Verdict::Unsure),
        ][nth % 4],
    }
}

fn pressed(keys: &str) -> usize {
    keys.replace("\x1b[A", "^").chars().count()
}

#[test]
fn a_hundred_findings_take_three_keys_each_and_a_kill_in_the_middle_loses_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = copy(folder.path());
    let mut explorer = Explorer::open(&path, &["audit"], &[]);
    explorer.until(" 1/");
    for nth in 0..100 {
        if nth == 50 {
            let id = explorer.id();
            kill_process(Pid::from_raw(id as i32).unwrap(), Signal::KILL).unwrap();
            explorer.end();
            assert_eq!(decided(&path).len(), 50);
            explorer = Explorer::open(&path, &["audit"], &[]);
            explorer.until(" 51/");
        }
        let (keys, _) = keys(nth);
        assert!(nth == 0 || pressed(keys) <= 3, "{keys:?}");
        // What is shown as the next one is on the disk.
        explorer.press(keys).until(&format!("已审 {}", nth + 1));
        explorer.until(&format!(" {}/", nth + 2));
    }
    explorer.press("q");
    assert_eq!(explorer.end(), 0);
    let decided = decided(&path);
    assert_eq!(decided.len(), 100);
    for (nth, (verdict, note)) in decided.iter().enumerate() {
        assert_eq!(*verdict, keys(nth).1, "{nth}");
        let reason = keys(nth).0;
        let has_reason = nth == 0 || reason.contains('\x1b') || reason == ".";
        assert_eq!(note, if has_reason { "核对原文" } else { "" }, "{nth}");
    }
    // The whole of it is taken back, also by another session.
    let mut store = Store::open(&path).unwrap();
    let mut undone = 0;
    while !store.undo("li").unwrap().is_empty() {
        undone += 1;
    }
    assert_eq!((undone, store.summary().unwrap().findings.decided()), (100, 0));
}
