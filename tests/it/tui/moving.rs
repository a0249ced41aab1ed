//! From screen to screen and back.

use super::fixture::{desk, plain, store};
use gouji::record::{Severity, Verdict};
use gouji::store::{FindingFilter, Position};
use gouji::tui::{Desk, Setting, Start};

fn title(desk: &mut Desk) -> String {
    desk.screen().lines().next().unwrap_or_default().trim().to_owned()
}

#[test]
fn escape_goes_back_to_where_one_came_from_and_never_leaves() {
    let mut desk = plain();
    let first = desk.screen();
    desk.press("enter");
    assert!(title(&mut desk).contains("2023"), "{}", desk.screen());
    desk.press("c");
    assert!(title(&mut desk).starts_with("对比"), "{}", desk.screen());
    desk.press("esc");
    assert!(title(&mut desk).contains("2023版") || title(&mut desk).contains("2021版"));
    desk.press("esc");
    assert_eq!(desk.screen(), first);
    desk.press("esc esc esc");
    assert!(desk.screen().contains("已是最前一屏"), "{}", desk.screen());
    assert!(!desk.left);
    desk.press("q");
    assert!(desk.left);
}

#[test]
fn brackets_turn_the_years_and_stop_at_the_ends() {
    let mut desk = plain();
    desk.press("enter");
    for (key, year) in [("[", "2022"), ("[", "2021"), ("]", "2022")] {
        desk.press(key);
        assert!(title(&mut desk).contains(year), "{key}: {}", title(&mut desk));
    }
    desk.press("] ]");
    assert!(desk.screen().contains("没有别的年度了"), "{}", desk.screen());
}

#[test]
fn from_a_flagged_cell_to_its_finding_to_the_report_and_back() {
    let mut desk = plain();
    desk.press("G l G enter n");
    assert!(desk.screen().contains("requests.carried_in.total"), "{}", desk.screen());
    desk.press("enter");
    assert!(title(&mut desk).contains("T3-BAL"), "{}", desk.screen());
    desk.press("enter");
    assert!(desk.screen().contains("requests.carried_in.total"), "{}", desk.screen());
    desk.press("esc esc");
    assert!(desk.screen().contains("requests.carried_in.total"), "{}", desk.screen());
}

#[test]
fn a_comparison_opens_the_report_of_its_column() {
    let mut desk = plain();
    desk.press("c h h enter");
    assert!(title(&mut desk).contains("2021"), "{}", desk.screen());
}

#[test]
fn the_place_is_there_again_next_time() {
    let mut desk = plain();
    desk.press("G l G enter n");
    let before = desk.screen();
    desk.press("q");
    let mut again = Desk::open(desk.close(), Setting::default());
    assert_eq!(again.screen(), before);
    again.press("esc");
    assert!(!again.left);
}

#[test]
fn an_audit_opens_at_the_first_open_finding() {
    let mut desk = desk(Setting { start: Start::Audit, ..Setting::default() });
    assert!(title(&mut desk).contains("T3-BAL"), "{}", desk.screen());
    desk.press("c enter q");
    let audit = Setting { start: Start::Audit, ..Setting::default() };
    let mut again = Desk::open(desk.close(), audit);
    assert!(!title(&mut again).contains("T3-BAL"), "{}", again.screen());
    assert!(again.screen().contains("2/5"), "{}", again.screen());
}

#[test]
fn an_empty_database_says_so_on_every_screen() {
    let empty = gouji::store::Store::in_memory().unwrap();
    let mut desk = Desk::open(empty, Setting::default());
    assert!(desk.screen().contains("还没有报告"), "{}", desk.screen());
    for key in ["2", "3", "4", "5", "1"] {
        desk.press(key).press("j k enter l h n N v d s tab o c f space y ? esc");
        desk.screen();
    }
    drop(store());
}

#[test]
fn a_step_of_the_cursor_changes_little_of_the_screen() {
    // What the painter sends is proportional to the cells that differ.
    for (keys, step, most) in
        [("", "j", 900), ("G l G enter", "j", 500), ("c", "j", 400), ("5", "j", 400)]
    {
        let mut desk = plain();
        desk.press(keys);
        let before = desk.draw();
        desk.press(step);
        let changed = before.diff(&desk.draw()).len();
        assert!(changed < most, "'{keys}' then '{step}': {changed} cells");
    }
}

#[test]
fn a_comparison_switches_its_columns_and_marks_missing_years() {
    let mut desk = plain();
    desk.press("j l j space space c");
    let screen = desk.screen();
    assert!(screen.contains("[机关]") && screen.contains("2 个机关 · 2023"), "{screen}");
    desk.press("t");
    let screen = desk.screen();
    assert!(screen.contains("[机关×年]"), "{screen}");
    desk.press("t");
    let screen = desk.screen();
    assert!(screen.contains("[历年]") && screen.contains("(1/2)"), "{screen}");
    desk.press("]");
    assert!(desk.screen().contains("(2/2)"), "{}", desk.screen());
    desk.press("]");
    assert!(desk.screen().contains("没有别的机关了"), "{}", desk.screen());
}

#[test]
fn marked_findings_are_decided_at_once() {
    let mut desk = plain();
    desk.press("4 space j space V");
    assert!(
        desk.screen().contains("标记的") && desk.screen().contains("待审 2 / 共 2"),
        "{}",
        desk.screen()
    );
    desk.press("c").write("同").press("enter");
    assert_eq!(desk.store().summary().unwrap().findings.decided(), 2);
    assert!(!desk.screen().contains("◆"), "{}", desk.screen());
    desk.press("u space M");
    assert_eq!(desk.store().summary().unwrap().findings.decided(), 0);
    assert!(desk.screen().contains("取消了 1 个标记"), "{}", desk.screen());
}

#[test]
fn the_place_in_the_queue_is_counted_wherever_one_lands() {
    let mut desk = plain();
    desk.press("4 G").press("q");
    let mut again = Desk::open(desk.close(), Setting::default());
    assert!(again.screen().contains("5/5"), "{}", again.screen());
    let all = FindingFilter::default();
    for filter in [
        FindingFilter { years: Some((2023, 2023)), ..all.clone() },
        FindingFilter { rules: vec!["X-CARRY".to_owned()], ..all.clone() },
        FindingFilter { severities: vec![Severity::Warning], ..all.clone() },
        FindingFilter { verdicts: vec![Verdict::Open], ..all.clone() },
        FindingFilter { text: Some("教育局".to_owned()), ..all.clone() },
        all,
    ] {
        let rows = again.store().findings(&filter, &Position::First, 100).unwrap().rows;
        assert!(!rows.is_empty(), "{filter:?}");
        for (at, row) in (0..).zip(&rows) {
            let before = again.store().findings_before(&filter, &row.key).unwrap();
            assert_eq!(before, at, "{filter:?}");
        }
    }
}
