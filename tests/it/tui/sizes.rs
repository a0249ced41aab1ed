//! Every size: nothing panics, the place stays, and no wide character is cut.

use super::fixture::{desk, plain};
use gouji::tui::{Mouse, Setting};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use unicode_width::UnicodeWidthStr;

const WAYS: [&str; 13] = [
    "",
    "G l G enter",
    "G l G enter tab tab",
    "G l G enter o",
    "G l G c",
    "4 tab",
    "4 enter",
    "5",
    "4 V",
    "1 G l G enter tab",
    "1 j l j space space c t",
    "4 enter c",
    "1 G l G enter p",
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

/// Any keys at any sizes, one upon the other: nothing panics, and the first screen is still there.
/// `GOUJI_KEYS` says how many (default 600), `GOUJI_SEED` which.
#[test]
fn no_row_of_keys_ends_it() {
    let from_env = |name: &str, default: u64| {
        std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default)
    };
    let mut rng = ChaCha8Rng::seed_from_u64(from_env("GOUJI_SEED", 1));
    let keys: Vec<String> = "jklhgGnN12345[]{}<>vtdsopfyrVMuUmcexh./?:'a"
        .chars()
        .map(String::from)
        .chain(
            ["enter", "esc", "tab", "backtab", "space", "pgdn", "pgup", "ctrl-p"].map(String::from),
        )
        .collect();
    let sizes = [(1, 1), (20, 5), (60, 15), (61, 16), (80, 24), (120, 36), (160, 45), (200, 60)];
    let mut desk = plain();
    for _ in 0..from_env("GOUJI_KEYS", 600) {
        if rng.random_ratio(1, 8) {
            let (width, height) = sizes[rng.random_range(0..sizes.len())];
            desk.resize(width, height);
        }
        desk.press(&keys[rng.random_range(0..keys.len())]);
        desk.draw();
        if rng.random_ratio(1, 10) {
            let (x, y) = (rng.random_range(0..200), rng.random_range(0..60));
            desk.mouse(Mouse::Click(x, y)).draw();
        }
    }
    desk.resize(80, 24).press("esc esc esc esc 1");
    assert!(desk.screen().contains("1 机关"), "{}", desk.screen());
}
