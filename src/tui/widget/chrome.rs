//! The lines around a screen: title, screens, hints and messages.

use super::pen::Pen;
use crate::record::Severity;
use crate::tui::action::{ACTIONS, Action, Scope};
use crate::tui::glyph::Glyph;
use crate::tui::model::{Look, Message, Model};
use crate::tui::place::Screen;
use crate::tui::theme::Role;
use crate::tui::words;
use ratatui::layout::Rect;

/// The name of a screen.
pub fn screen_name(look: Look, screen: Screen) -> &'static str {
    match screen {
        Screen::Agencies => look.t("机关", "Agencies"),
        Screen::Report => look.t("报告", "Report"),
        Screen::Compare => look.t("对比", "Compare"),
        Screen::Findings => look.t("疑点", "Findings"),
        Screen::Coverage => look.t("覆盖", "Coverage"),
    }
}

/// The first line: the database and what is in it.
pub fn summary(model: &Model, pen: &mut Pen, line: Rect) {
    let look = model.look;
    let dot = format!(" {} ", Glyph::Dot.on(pen.widths));
    let mut text = format!(" 勾稽 {}", model.database);
    match &model.summary {
        Some(summary) => {
            let tally = &summary.findings;
            let counted = |n: u64, zh: &str, en: &str| match look.lang {
                crate::text::Lang::Zh => format!("{dot}{} {zh}", words::thousands(n)),
                crate::text::Lang::En => format!("{dot}{} {en}", words::thousands(n)),
            };
            text.push_str(&counted(summary.agencies, "机关", "agencies"));
            text.push_str(&counted(summary.reports, "报告", "reports"));
            text.push_str(&counted(u64::from(tally.all()), "疑点", "findings"));
            let decided = words::thousands(u64::from(tally.decided()));
            let decided = match look.lang {
                crate::text::Lang::Zh => format!(" (已审 {decided})"),
                crate::text::Lang::En => format!(", {decided} decided"),
            };
            let whole = pen.widths.columns(&text) + pen.widths.columns(&decided);
            // What has no room is left out, not cut.
            if whole < usize::from(line.width) {
                text.push_str(&decided);
            }
        }
        None => text.push_str(&format!("{dot}{}", pen.widths.ellipsis())),
    }
    let help = look.t("? 帮助", "? help");
    let help_columns = pen.widths.columns(help) as u16 + 2;
    let strong = pen.style(Role::Strong);
    let end = pen.text(line.x, line.y, line.width.saturating_sub(1), &text, strong);
    // The line of keys says it too: here only where there is room.
    if end + help_columns < line.right() {
        let x = line.right().saturating_sub(help_columns);
        pen.text(x, line.y, help_columns, help, pen.style(Role::Faint));
    }
}

/// The columns of a screen's name on the line of screens.
fn screen_text(look: Look, at: usize, screen: Screen) -> String {
    format!(" {} {} ", at + 1, screen_name(look, screen))
}

/// The screen whose name stands at a column of the line of screens.
pub fn screen_at(look: Look, line: Rect, x: u16) -> Option<Screen> {
    let mut end = line.x + 1;
    Screen::ALL.into_iter().enumerate().find_map(|(at, screen)| {
        let start = end;
        end += look.widths.columns(&screen_text(look, at, screen)) as u16;
        (start..end).contains(&x).then_some(screen)
    })
}

/// The tab that stands at a column.
pub fn tab_at(look: Look, line: Rect, names: &[String], x: u16) -> Option<usize> {
    let mut end = line.x;
    names.iter().position(|name| {
        let start = end;
        // A bracket or a space on either side.
        end += look.widths.columns(name) as u16 + 2;
        (start..end).contains(&x)
    })
}

/// The line of screens, the one that is shown in reverse.
pub fn screens(model: &Model, pen: &mut Pen, line: Rect) {
    let look = model.look;
    let mut x = line.x + 1;
    for (at, screen) in Screen::ALL.into_iter().enumerate() {
        let text = screen_text(look, at, screen);
        let role = if screen == model.screen { Role::Cursor } else { Role::Plain };
        x = pen.text(x, line.y, line.right().saturating_sub(x), &text, pen.style(role));
    }
    if !model.basket.is_empty() {
        let text = format!("  {}{}", Glyph::Chosen.on(pen.widths), model.basket.len());
        pen.text(x, line.y, line.right().saturating_sub(x), &text, pen.style(Role::Key));
    }
    let jump = look.t("^P 跳转", "^P jump");
    let columns = pen.widths.columns(jump) as u16 + 2;
    if x + columns < line.right() {
        pen.text(line.right() - columns, line.y, columns, jump, pen.style(Role::Faint));
    }
}

/// Tabs: names with the chosen one in brackets and in reverse. Returns the column after them.
pub fn tabs(pen: &mut Pen, line: Rect, names: &[String], chosen: usize) -> u16 {
    let mut x = line.x;
    for (at, name) in names.iter().enumerate() {
        let (text, role) = if at == chosen {
            (format!("[{name}]"), Role::Cursor)
        } else {
            (format!(" {name} "), Role::Plain)
        };
        let room = line.right().saturating_sub(x);
        if room < 2 {
            break;
        }
        x = pen.text(x, line.y, room, &text, pen.style(role));
    }
    x
}

/// The counts of findings as pieces of a title.
pub fn counts(pen: &mut Pen, x: u16, y: u16, room: u16, counts: &[(Severity, usize)]) -> u16 {
    let mut at = x;
    for (severity, count) in counts {
        if *count == 0 {
            continue;
        }
        let text = format!("{}{count} ", severity.sign(pen.widths.plain()));
        let style = pen.style(Role::of(*severity));
        at = pen.text(at, y, (x + room).saturating_sub(at), &text, style);
    }
    at
}

/// The last lines: a message, or the keys that fit.
pub fn hints(look: Look, scope: Scope, message: Option<&Message>, pen: &mut Pen, area: Rect) {
    let all = hint_list(look, scope);
    let columns =
        |hint: &Hint| pen.widths.columns(&hint.keys) + 1 + pen.widths.columns(hint.word) + 2;
    // The key that shows all keys is always among those shown.
    let help = all.iter().find(|hint| hint.keys == "?");
    let room = usize::from(area.width).saturating_sub(1);
    let mut lines: Vec<(usize, Vec<&Hint>)> = Vec::new();
    // Those that fit on one line are not spread over two.
    let whole: usize = all.iter().map(columns).sum();
    let count = if whole <= room && message.is_none() {
        1
    } else {
        usize::from(area.height) - usize::from(message.is_some() && area.height > 1)
    };
    for line in 0..count {
        let last = line + 1 == count;
        let kept = if last { help.map_or(0, columns) } else { 0 };
        lines.push((room.saturating_sub(kept), Vec::new()));
    }
    for hint in all.iter().filter(|hint| hint.keys != "?") {
        let need = columns(hint);
        // In order, each on the first line that still has room for it.
        if let Some((left, line)) = lines.iter_mut().find(|(left, _)| need <= *left) {
            *left -= need;
            line.push(hint);
        }
    }
    if let Some((_, line)) = lines.last_mut() {
        line.extend(help);
    }
    for (y, (_, line)) in (area.y..area.bottom()).zip(lines) {
        let mut x = area.x + 1;
        for hint in line {
            x = pen.text(x, y, area.width, &hint.keys, pen.style(Role::Key));
            x = pen.text(x + 1, y, area.width, hint.word, pen.style(Role::Plain)) + 2;
        }
    }
    if let Some(message) = message {
        let line = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
        pen.clear(line, pen.style(Role::Plain));
        let role = if message.bad { Role::Error } else { Role::Good };
        let sign = if message.bad { "! " } else { "" };
        let text = format!(" {sign}{}", message.text);
        pen.text(line.x, line.y, line.width.saturating_sub(1), &text, pen.style(role));
    }
}

/// Keys with a word.
#[derive(Debug, PartialEq, Eq)]
struct Hint {
    keys: String,
    word: &'static str,
}

/// Keys with a word each, in the order of the list of actions.
fn hint_list(look: Look, scope: Scope) -> Vec<Hint> {
    let first = |action: Action| look.keys.labels(scope, action).into_iter().next();
    ACTIONS
        .iter()
        .filter_map(|info| {
            let word = look.say(info.hint?);
            let key = first(info.action)?;
            let keys = match info.pair.and_then(first) {
                Some(other) => format!("{key}/{other}"),
                None => key,
            };
            Some(Hint { keys, word })
        })
        .collect()
}
