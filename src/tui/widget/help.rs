//! The page of keys that work here, made from the list of actions.

use super::pen::Pen;
use crate::text::Text;
use crate::tui::action::{ACTIONS, Action, Scope};
use crate::tui::keymap;
use crate::tui::layout;
use crate::tui::model::{Layer, Look, Model};
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// The state of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Help {
    /// Whose keys it shows.
    pub scope: Scope,
    /// The first line shown.
    pub top: usize,
}

/// Opens the page.
pub fn open(model: &mut Model) {
    model.layer = Some(Layer::Help(Help { scope: model.screen_scope(), top: 0 }));
}

/// Does what an action says while the page is open.
pub fn act(model: &mut Model, action: Action) {
    let look = model.look;
    let height = usize::from(frame(model.area).height.saturating_sub(2));
    let Some(Layer::Help(help)) = &mut model.layer else { return };
    let lines = lines(look, help.scope).len();
    let page = height.saturating_sub(1).max(1);
    help.top = match action {
        Action::Down => help.top + 1,
        Action::Up => help.top.saturating_sub(1),
        Action::PageDown => help.top + page,
        Action::PageUp => help.top.saturating_sub(page),
        Action::First => 0,
        Action::Last => lines,
        _ => {
            model.layer = None;
            return;
        }
    };
    help.top = help.top.min(lines.saturating_sub(height));
}

/// The actions of a scope with their keys.
pub fn lines(look: Look, scope: Scope) -> Vec<(String, &'static str)> {
    ACTIONS
        .iter()
        .filter_map(|info| {
            let keys = keymap::labels(scope, info.action);
            (!keys.is_empty()).then(|| (keys.join(" "), look.say(info.help)))
        })
        .collect()
}

const LEVELS: Text = Text::new("✗ 硬错   ▲ 疑点   · 提示", "✗ error   ▲ warning   · notice");
const STATES: Text = Text::new(
    "0 零   ␣ 空白   / — 原文的符号   × 原文无此格",
    "0 zero   ␣ blank   / — as printed   × not in the document",
);

/// Signs that a screen uses, explained below its keys.
fn legend(scope: Scope) -> &'static [Text] {
    const FIGURES: &[Text] = &[STATES, LEVELS];
    const LISTS: &[Text] = &[LEVELS];
    match scope {
        Scope::Report | Scope::Compare => FIGURES,
        Scope::Agencies | Scope::Findings | Scope::Walk | Scope::Facets => LISTS,
        _ => &[],
    }
}

fn frame(area: Rect) -> Rect {
    layout::middle(area, 64.min(area.width.saturating_sub(4)), area.height.saturating_sub(4))
}

/// Draws the page.
pub fn view(look: Look, help: &Help, pen: &mut Pen, area: Rect) {
    let all = lines(look, help.scope);
    let legend = legend(help.scope);
    let height = (all.len() + legend.len() + 3) as u16;
    let full = frame(area);
    let frame = layout::middle(area, full.width, full.height.min(height));
    pen.clear(frame, pen.style(Role::Plain));
    let inside = pen.frame(frame, look.t("这里可用的按键", "Keys that work here"));
    let rows = usize::from(inside.height);
    for (y, (keys, text)) in (inside.y..inside.bottom()).zip(all.iter().skip(help.top)) {
        pen.text(inside.x + 1, y, 17, keys, pen.style(Role::Key));
        pen.text(inside.x + 19, y, inside.width.saturating_sub(20), text, pen.style(Role::Plain));
    }
    let shown = all.len().saturating_sub(help.top).min(rows);
    for (y, text) in (inside.y + shown as u16 + 1..inside.bottom()).zip(legend) {
        pen.text(
            inside.x + 1,
            y,
            inside.width.saturating_sub(2),
            look.say(*text),
            pen.style(Role::Faint),
        );
    }
    if all.len() > rows {
        let text = format!(" {}-{}/{} ", help.top + 1, help.top + shown, all.len());
        let x = frame.right().saturating_sub(text.len() as u16 + 2);
        pen.text(x, frame.bottom() - 1, 20, &text, pen.style(Role::Faint));
    }
}
