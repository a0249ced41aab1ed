//! Every screen at two sizes in both languages, as it is drawn.

use super::fixture::desk;
use gouji::text::Lang;
use gouji::tui::{Desk, Setting};

/// A screen: its name and the keys that lead to it from the first.
const SCREENS: [(&str, &str); 35] = [
    ("agencies", ""),
    ("agencies_place", "k k k k"),
    ("agencies_filter", "/ j y j enter"),
    ("report_requests", "G h l G enter"),
    ("report_flagged", "G l G enter n"),
    ("report_disclosure", "G l G enter backtab"),
    ("report_disputes", "G l G enter tab"),
    ("report_prose", "G l G enter tab tab tab tab"),
    ("report_source", "G l G enter o"),
    ("compare_years", "G l G c"),
    ("compare_agencies", "j l j space space c"),
    ("findings", "4"),
    ("facets", "4 tab"),
    ("walk", "4 enter"),
    ("walk_quote", "4 enter n n n"),
    ("coverage", "5"),
    ("plot", "G l G enter p"),
    ("compare_both", "j l j space space c t"),
    ("compare_one_of_several", "j l j space space c t t"),
    ("help", "?"),
    ("help_walk", "4 enter ?"),
    ("jump", "ctrl-p j y j"),
    ("bulk", "4 enter V"),
    ("marked", "4 space j space"),
    ("source_search", "G l G enter o / 办 结"),
    ("decide", "4 enter c"),
    ("note", "4 enter m"),
    ("decided_confirm", "4 enter c enter"),
    ("decided_explain", "4 enter e enter"),
    ("decided_false_alarm", "4 enter x enter"),
    ("decided_misread", "4 enter p enter"),
    ("decided_unsure", "4 enter h enter"),
    ("decided_again", "4 enter c enter ."),
    ("undone", "4 enter c enter u"),
    ("redone", "4 enter c enter u U"),
];

/// A screen without the times of decisions, which are those of the test.
fn timeless(screen: &str) -> String {
    let without = |line: &str| match line.find(" tester ") {
        // 2026-01-01 08:00
        Some(at) if at >= 16 => format!("{}(time){}", &line[..at - 16], &line[at..]),
        _ => line.to_owned(),
    };
    screen.lines().map(without).collect::<Vec<_>>().join("\n")
}

fn at(size: (u16, u16), lang: Lang, keys: &str) -> Desk {
    let mut desk = desk(Setting { size, lang, ..Setting::default() });
    desk.press(keys);
    desk
}

#[test]
fn screens_are_drawn_so() {
    for (name, keys) in SCREENS {
        let mut all = String::new();
        for (size, lang) in [
            ((80, 24), Lang::Zh),
            ((80, 24), Lang::En),
            ((120, 36), Lang::Zh),
            ((120, 36), Lang::En),
        ] {
            let screen = timeless(&at(size, lang, keys).screen());
            all.push_str(&format!("=== {}x{} {lang:?} ===\n{screen}\n", size.0, size.1));
        }
        insta::assert_snapshot!(name, all);
    }
}

#[test]
fn ascii_screens_have_ascii_signs_only() {
    for (name, keys) in SCREENS {
        let setting = Setting { ascii: true, lang: Lang::En, ..Setting::default() };
        let mut desk = desk(setting);
        desk.press(keys);
        let screen = desk.screen();
        let drawn = |c: &char| {
            !c.is_ascii()
                && !"⟦⟧".contains(*c)
                // Han characters and their punctuation are data.
                && !('\u{3000}'..='\u{9fff}').contains(c)
                && !('\u{ff00}'..='\u{ffef}').contains(c)
                && !"“”〔〕".contains(*c)
        };
        let wrong: Vec<char> = screen.chars().filter(drawn).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}\n{screen}");
    }
}
