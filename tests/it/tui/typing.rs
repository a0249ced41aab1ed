//! Where one types: filters, the jump box, the real cursor, an input method's characters.

use super::fixture::plain;

#[test]
fn the_real_cursor_stands_where_one_types_and_nowhere_else() {
    let mut desk = plain();
    assert_eq!(desk.cursor(), None);
    desk.press("/").write("教育");
    let at = desk.cursor().unwrap();
    // Two Han characters are four columns.
    desk.press("left");
    assert_eq!(desk.cursor().unwrap().x, at.x - 2);
    desk.press("esc ctrl-p").write("jy");
    assert!(desk.cursor().is_some());
}

#[test]
fn agencies_are_filtered_as_one_types_and_escape_puts_them_back() {
    let mut desk = plain();
    let all = desk.screen();
    desk.press("/").write("jyj");
    let screen = desk.screen();
    assert!(screen.contains("云澜市教育局") && !screen.contains("财政局"), "{screen}");
    desk.press("esc");
    assert_eq!(desk.screen(), all);
    desk.press("/").paste("财政\u{202e}\n局").press("enter");
    let screen = desk.screen();
    assert!(screen.contains("云澜市财政局"), "{screen}");
}

#[test]
fn keys_typed_with_an_input_method_on_act_as_keys() {
    let mut desk = plain();
    desk.press("？");
    assert!(desk.screen().contains("这里可用的按键"), "{}", desk.screen());
    desk.press("esc ４");
    assert!(desk.screen().contains("全部疑点"), "{}", desk.screen());
    desk.press("／").write("ｊ");
    assert!(desk.screen().contains("ｊ"), "{}", desk.screen());
}

#[test]
fn the_jump_box_finds_reports_cells_findings_and_actions() {
    for (typed, want) in [
        ("jyj22", "教育局 2022"),
        ("教育 22 结转", "requests."),
        ("X-CARRY 教育", "X-CARRY"),
        ("对比", "对比"),
    ] {
        let mut desk = plain();
        desk.press("ctrl-p").write(typed);
        assert!(!desk.screen().contains("没有找到"), "{typed}: {}", desk.screen());
        desk.press("enter");
        assert!(desk.screen().contains(want), "{typed}: {}", desk.screen());
    }
}

#[test]
fn findings_are_filtered_by_conditions_and_words() {
    for (typed, count) in [
        ("rule:X-CARRY", "1/2"),
        ("level:error", "1/1"),
        ("year:2022", "1/2"),
        ("place:教育局", "1/3"),
        ("教育 rule:x", "1/1"),
        ("verdict:confirmed", "没有符合"),
    ] {
        let mut desk = plain();
        desk.press("4 /").write(typed).press("enter");
        assert!(desk.screen().contains(count), "{typed}: {}", desk.screen());
    }
    let mut desk = plain();
    desk.press("4 /").write("colour:red").press("enter");
    assert!(desk.screen().contains("不明白"), "{}", desk.screen());
}

#[test]
fn help_lists_the_keys_that_work_here() {
    let mut desk = plain();
    desk.press("4 enter ?");
    let screen = desk.screen();
    assert!(screen.contains("读错") && !screen.contains("选入"), "{screen}");
}

#[test]
fn what_is_copied_is_said_as_sent() {
    let mut desk = plain();
    desk.press("G l G enter n y");
    assert_eq!(desk.copied, ["6"]);
    assert!(desk.screen().contains("已发送 1 字节"), "{}", desk.screen());
}

#[test]
fn what_was_jumped_to_last_comes_first_before_anything_is_typed() {
    let mut desk = plain();
    desk.press("ctrl-p").write("caizheng").press("enter ctrl-p");
    let screen = desk.screen();
    let first = screen.lines().skip_while(|line| !line.contains("> ")).nth(2).unwrap();
    assert!(first.contains("财政局"), "{screen}");
}

#[test]
fn the_source_is_searched_as_one_types() {
    let mut desk = plain();
    desk.press("G l G enter o /").write("办结");
    assert!(desk.screen().contains("⟦办结⟧"), "{}", desk.screen());
    desk.press("enter n");
    assert!(desk.screen().contains("⟦办结⟧"), "{}", desk.screen());
    desk.press("/ ctrl-u").write("没有的").press("enter n");
    assert!(desk.screen().contains("原文里没有"), "{}", desk.screen());
}
