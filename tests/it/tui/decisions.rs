//! The walkthrough: verdicts, reasons, undo, bulk.

use super::fixture::{FIRST, plain};
use gouji::record::Verdict;

#[test]
fn a_verdict_asks_for_a_reason_is_kept_and_moves_on() {
    let mut desk = plain();
    desk.press("4 enter c");
    assert!(desk.screen().contains("确认问题 理由:"), "{}", desk.screen());
    desk.write("与上年不符").press("enter");
    let screen = desk.screen();
    assert!(screen.contains("2/5") && screen.contains("确认问题: 与上年不符"), "{screen}");
    let stored = desk.store().finding(FIRST).unwrap().unwrap();
    assert_eq!((stored.verdict, stored.note.as_str()), (Verdict::Confirmed, "与上年不符"));
    assert_eq!(stored.history[0].by, "tester");
}

#[test]
fn escape_decides_nothing() {
    let mut desk = plain();
    desk.press("4 enter x").write("随手").press("esc");
    assert_eq!(desk.store().finding(FIRST).unwrap().unwrap().verdict, Verdict::Open);
    assert!(desk.screen().contains("1/5"), "{}", desk.screen());
}

#[test]
fn every_letter_gives_its_verdict() {
    for (letter, verdict) in [
        ("c", Verdict::Confirmed),
        ("e", Verdict::Explained),
        ("x", Verdict::FalseAlarm),
        ("p", Verdict::Misread),
        ("h", Verdict::Unsure),
    ] {
        let mut desk = plain();
        desk.press("4 enter").press(letter).press("enter");
        assert_eq!(desk.store().finding(FIRST).unwrap().unwrap().verdict, verdict, "{letter}");
    }
}

#[test]
fn undo_and_redo_go_all_the_way() {
    let mut desk = plain();
    desk.press("4 enter c enter").press(".").press(".");
    let decided = |desk: &mut gouji::tui::Desk| desk.store().summary().unwrap().findings.decided();
    assert_eq!(decided(&mut desk), 3);
    desk.press("u u");
    assert_eq!(decided(&mut desk), 1);
    desk.press("U");
    assert_eq!(decided(&mut desk), 2);
    desk.press("u u");
    assert_eq!(decided(&mut desk), 0);
    assert!(desk.screen().contains("1/5"), "{}", desk.screen());
    desk.press("u");
    assert!(desk.screen().contains("没有可撤销"), "{}", desk.screen());
}

#[test]
fn the_queue_keeps_its_order_under_the_hands() {
    let mut desk = plain();
    desk.press("4 /").write("verdict:open").press("enter enter");
    desk.press("c enter c enter");
    // Decided ones stay where they are until the filter is set anew.
    assert!(desk.screen().contains("3/"), "{}", desk.screen());
    desk.press("k k");
    assert!(desk.screen().contains("[确认问题]"), "{}", desk.screen());
}

#[test]
fn many_are_decided_at_once_after_their_count_and_taken_back_at_once() {
    let mut desk = plain();
    desk.press("4 enter V");
    assert!(desk.screen().contains("待审 5 / 共 5"), "{}", desk.screen());
    desk.press("4 e").write("同一原因").press("enter");
    assert_eq!(desk.store().summary().unwrap().findings.decided(), 5);
    desk.press("u");
    assert_eq!(desk.store().summary().unwrap().findings.decided(), 0);
}

#[test]
fn a_note_leaves_the_verdict() {
    let mut desk = plain();
    desk.press("4 enter m").write("等回复").press("enter");
    let stored = desk.store().finding(FIRST).unwrap().unwrap();
    assert_eq!((stored.verdict, stored.note.as_str()), (Verdict::Open, "等回复"));
}

#[test]
fn reasons_given_before_are_recalled() {
    let mut desk = plain();
    desk.press("4 enter c").write("第一").press("enter c").write("第二").press("enter c up up");
    assert!(desk.screen().contains("理由: 第一"), "{}", desk.screen());
    desk.press("down");
    assert!(desk.screen().contains("理由: 第二"), "{}", desk.screen());
}

#[test]
fn steps_find_the_next_open_the_next_agency_and_the_next_rule() {
    let mut desk = plain();
    desk.press("4 enter");
    for (keys, want) in
        [("}", "X-CARRY"), ("]", "高新"), ("[", "教育局"), ("N", "X-CARRY"), ("N", "T3-BAL")]
    {
        desk.press(keys);
        let top: String = desk.screen().lines().take(2).collect();
        assert!(top.contains(want), "{keys}: {}", desk.screen());
    }
    desk.press("N");
    assert!(desk.screen().contains("没有更多待审"), "{}", desk.screen());
}
