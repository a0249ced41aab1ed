//! The mouse, and keys that say why they do nothing.

use super::fixture::plain;
use gouji::tui::{Desk, Mouse};

/// Clicks on the first character of a text on the screen.
fn click(desk: &mut Desk, text: &str) {
    let screen = desk.screen().replace(['⟦', '⟧'], "");
    let (y, line) = screen
        .lines()
        .enumerate()
        .find(|(_, line)| line.contains(text))
        .unwrap_or_else(|| panic!("no '{text}' in {screen}"));
    let before = &line[..line.find(text).unwrap()];
    let x: usize =
        before.chars().map(|c| if c.is_ascii() || "─│┌▾▸·✗▲".contains(c) { 1 } else { 2 }).sum();
    desk.mouse(Mouse::Click(x as u16, y as u16));
}

#[test]
fn a_click_goes_there_and_a_second_one_opens() {
    let mut desk = plain();
    click(&mut desk, "5 覆盖");
    assert!(desk.screen().contains("1/5"), "{}", desk.screen());
    click(&mut desk, "4 疑点");
    click(&mut desk, "X-CARRY");
    assert!(!desk.screen().contains("应等于"), "{}", desk.screen());
    let row = desk.screen().replace(['⟦', '⟧'], "");
    assert!(row.contains("2/5"), "{row}");
    click(&mut desk, "X-CARRY");
    assert!(desk.screen().contains("[待审]"), "{}", desk.screen());
    desk.press("1 G l G enter");
    click(&mut desk, "四 复议诉讼");
    assert!(desk.screen().contains("[四 复议诉讼]"), "{}", desk.screen());
    click(&mut desk, "复议后起诉");
    assert!(desk.screen().contains("disputes."), "{}", desk.screen());
}

#[test]
fn the_wheel_moves_a_few_rows() {
    let mut desk = plain();
    desk.press("4").mouse(Mouse::Down);
    assert!(desk.screen().contains("4/5"), "{}", desk.screen());
    desk.mouse(Mouse::Up);
    assert!(desk.screen().contains("1/5"), "{}", desk.screen());
}

/// Every key that the help of a screen names changes the screen, leaves it, sends something, or
/// says why not; steps at the edge of a list alone may do nothing.
#[test]
fn no_key_of_the_help_is_dead() {
    let screens = [
        "1 g",
        "1 G l G",
        "1 G l G enter",
        "1 G l G enter n",
        "1 G l G enter tab tab",
        "1 G l G enter o",
        "1 j l j space space c",
        "1 G l G c",
        "4",
        "4 tab",
        "4 enter",
        "5",
    ];
    let quiet = [
        "Up", "Left", "k", "h", "^B", "PgUp", "g", "Home", "^L", "^Z", "j", "l", "Down", "Right",
        "G", "End", "PgDn", "^F", "Space", "1", "2", "3", "4", "5",
    ];
    for keys in screens {
        let mut help = plain();
        help.press(keys).resize(80, 60).press("?");
        let screen = help.screen();
        let page = screen
            .lines()
            .skip_while(|line| !line.contains("这里可用的按键"))
            .skip(1)
            .take_while(|line| !line.contains('└'))
            .filter(|line| !line.contains("空白") && !line.contains("硬错"));
        let is_key = |word: &&str| {
            let named = ["Enter", "Esc", "Tab", "S-Tab"].contains(word);
            word.is_ascii() && (word.len() == 1 || word.starts_with('^') || named)
        };
        // What lies beside the page shows on either side of its frame.
        let labels: Vec<&str> = page
            .filter_map(|line| Some(&line[line.find('│')?..line.rfind('│')?]))
            .flat_map(|line| line.split(['│', ' ']).filter(is_key))
            .collect();
        assert!(labels.len() > 10, "{keys}: {screen}");
        for label in labels.iter().filter(|label| !quiet.contains(label)) {
            let name = match *label {
                "S-Tab" => "backtab".to_owned(),
                label => match label.strip_prefix('^') {
                    Some(letter) => format!("ctrl-{}", letter.to_lowercase()),
                    None if label.len() > 1 => label.to_lowercase(),
                    None => (*label).to_owned(),
                },
            };
            let mut desk = plain();
            desk.press(keys);
            let before = desk.screen();
            let copied = desk.copied.len();
            desk.press(&name);
            let same = desk.screen() == before && desk.copied.len() == copied && !desk.left;
            assert!(!same, "'{label}' does nothing after '{keys}':\n{before}");
        }
    }
}
