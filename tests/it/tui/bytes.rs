//! What a step sends: whole frames of the explorer through the painter, over the sample database.

use super::sample::copy;
use gouji::store::Store;
use gouji::tui::terminal::{Abilities, Depth, Painter};
use gouji::tui::{Desk, Setting};
use ratatui::layout::Position;

fn desk(folder: &std::path::Path, size: (u16, u16)) -> Desk {
    let setting = Setting { size, depth: Depth::Indexed, ..Setting::default() };
    Desk::open(Store::open(&copy(folder)).unwrap(), setting)
}

/// Opens the places of the tree, more of them than rows of the screen, and goes to the first.
const UNFOLD: &str = "l j l j l j l j l j l j l j l j l j l j l j l j l j l j l j l j l j l j g";

/// The bytes of each of `times` presses of a key in a row.
fn steps(desk: &mut Desk, painter: &mut Painter, key: &str, times: usize) -> Vec<usize> {
    let mut paint = |desk: &mut Desk| {
        let cursor = desk.cursor().unwrap_or(Position::ORIGIN);
        painter.paint(&desk.draw(), Some(cursor)).len()
    };
    paint(desk);
    (0..times).map(|_| paint(desk.hurry(key))).collect()
}

#[test]
fn a_step_through_a_list_takes_few_bytes_also_where_it_scrolls() {
    for (size, screens) in [
        (
            (80, 24),
            [
                ("agencies", UNFOLD, 60, 450),
                ("findings", "4", 60, 450),
                ("coverage", "5", 60, 450),
                ("report", "enter", 24, 450),
                ("compare", "3", 24, 450),
            ],
        ),
        (
            (120, 36),
            [
                ("agencies", UNFOLD, 60, 450),
                ("findings", "4", 60, 1400),
                ("coverage", "5", 60, 450),
                ("report", "enter", 24, 450),
                ("compare", "3", 24, 450),
            ],
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = desk(folder.path(), size);
        let mut painter = Painter::new(Abilities { depth: Depth::Indexed, ..Abilities::FULL });
        for (screen, keys, times, most) in screens {
            desk.rest().press(keys).rest();
            let sent = steps(&mut desk, &mut painter, "j", times);
            assert!(sent.iter().all(|bytes| *bytes <= most), "{screen} at {size:?}: {sent:?}");
            // What stands beside a list is gone by then, or there is none.
            let run = &sent[times.min(40)..];
            assert!(run.iter().all(|bytes| *bytes <= 450), "{screen} at {size:?}: {sent:?}");
            assert!(sent.iter().any(|bytes| *bytes > 0), "{screen}: nothing moved");
        }
    }
}

#[test]
fn a_step_through_what_was_found_takes_few_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path(), (80, 24));
    let mut painter = Painter::new(Abilities { depth: Depth::Indexed, ..Abilities::FULL });
    for typed in ["jyj", "教育局 24", "结转", "嘉兴 24 结转", "X-CARRY"] {
        desk.press("esc ctrl-p").write(typed);
        // Fourteen lines are shown: what comes then scrolls.
        let sent = steps(&mut desk, &mut painter, "down", 20);
        assert!(sent[..13].iter().all(|bytes| *bytes <= 250), "{typed}: {sent:?}");
        assert!(sent.iter().all(|bytes| *bytes <= 450), "{typed}: {sent:?}");
        assert!(sent[0] > 0, "{typed}: nothing moved");
    }
}

#[test]
fn what_stands_beside_a_list_that_runs_by_is_back_when_keys_rest() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path(), (80, 24));
    desk.press(UNFOLD).press("j");
    let beside = |desk: &mut Desk| !desk.screen().contains("┬ … ─");
    assert!(beside(&mut desk), "{}", desk.screen());
    // Within the screen the agency before stays.
    desk.hurry("j");
    assert!(beside(&mut desk), "{}", desk.screen());
    for _ in 0..30 {
        desk.hurry("j");
    }
    assert!(!beside(&mut desk), "{}", desk.screen());
    assert!(!desk.screen().contains("公开率"), "{}", desk.screen());
    desk.rest();
    assert!(beside(&mut desk), "{}", desk.screen());
}
