//! Every size: nothing panics, the place stays, and no wide character is cut.

use super::fixture::{desk, plain};
use gouji::tui::Setting;
use unicode_width::UnicodeWidthStr;

const WAYS: [&str; 9] = [
    "",
    "G l G enter",
    "G l G enter tab tab",
    "G l G enter o",
    "G l G c",
    "4 tab",
    "4 enter",
    "5",
    "4 V",
];

#[test]
fn no_size_ends_it_and_no_wide_character_is_cut() {
    for keys in WAYS {
        let mut desk = plain();
        desk.press(keys);
        for (width, height) in [
            (1, 1),
            (20, 5),
            (59, 14),
            (60, 15),
            (61, 16),
            (79, 23),
            (81, 25),
            (133, 41),
            (200, 60),
        ] {
            desk.resize(width, height);
            let buffer = desk.draw();
            for y in 0..height {
                let last = buffer[(width - 1, y)].symbol();
                assert!(
                    last.width() < 2,
                    "{keys} at {width}x{height}: '{last}' in the last column"
                );
            }
            desk.press("? esc");
        }
    }
}

#[test]
fn too_small_a_window_says_so_and_the_place_is_kept() {
    let mut desk = plain();
    desk.press("G l G enter n");
    let before = desk.screen();
    desk.resize(59, 15);
    assert!(desk.screen().contains("窗口太小"), "{}", desk.screen());
    desk.resize(80, 24);
    assert_eq!(desk.screen(), before);
}

#[test]
fn where_signs_are_wide_frames_are_ascii_and_columns_still_meet() {
    let mut desk = desk(Setting { wide: true, ..Setting::default() });
    let screen = desk.screen();
    assert!(!screen.contains(['│', '─', '▾', '▲']), "{screen}");
    assert!(screen.lines().nth(2).is_some_and(|line| line.starts_with('+')), "{screen}");
}
