//! Pages to read over a screen: the keys that work here, made from the list of actions, and what
//! a rule says.

use super::pen::Pen;
use crate::text::Text;
use crate::tui::action::{ACTIONS, Action, Scope};
use crate::tui::layout;
use crate::tui::model::{Layer, Look, Model};
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// What a page is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum About {
    /// The keys of a scope.
    Keys(Scope),
    /// A text: its title and its parts with their headings.
    Text(String, Vec<(&'static str, String)>),
}

/// The state of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    about: About,
    /// The first line shown.
    top: usize,
}

/// A line of a page: in the left column, the text, and how that is drawn.
type PageLine = (String, String, Role);

/// Opens the page of the keys that work here.
pub fn open(model: &mut Model) {
    let about = About::Keys(model.screen_scope());
    model.layer = Some(Layer::Help(Help { about, top: 0 }));
}

/// Opens a page of text.
pub fn open_page(model: &mut Model, title: String, parts: Vec<(&'static str, String)>) {
    model.layer = Some(Layer::Help(Help { about: About::Text(title, parts), top: 0 }));
}

/// Does what an action says while the page is open.
pub fn act(model: &mut Model, action: Action) {
    let look = model.look;
    let inside = inside(frame(model.area));
    let height = usize::from(inside.height);
    let Some(Layer::Help(help)) = &mut model.layer else { return };
    let lines = lines(look, &help.about, inside.width).len();
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

fn lines(look: Look, about: &About, columns: u16) -> Vec<PageLine> {
    match about {
        About::Keys(scope) => key_lines(look, *scope),
        About::Text(_, parts) => {
            let columns = usize::from(columns.saturating_sub(2));
            let mut lines = Vec::new();
            for (heading, text) in parts {
                lines.push((String::new(), (*heading).to_owned(), Role::Key));
                for line in look.widths.wrap(text, columns) {
                    lines.push((String::new(), line, Role::Plain));
                }
                lines.push((String::new(), String::new(), Role::Plain));
            }
            lines.pop();
            lines
        }
    }
}

/// The actions of a scope with their keys, and the signs of its screen.
fn key_lines(look: Look, scope: Scope) -> Vec<PageLine> {
    let actions = ACTIONS.iter().filter_map(|info| {
        let keys = look.keys.labels(scope, info.action);
        let help = look.say(info.help).to_owned();
        (!keys.is_empty()).then(|| (keys.join(" "), help, Role::Plain))
    });
    let legend = legend(scope);
    let signs = legend.iter().map(|text| (String::new(), look.say(*text).to_owned(), Role::Faint));
    actions.chain(signs).collect()
}

const LEVELS: Text = Text::new("✗ 硬错   ▲ 疑点   · 提示", "✗ error   ▲ warning   · notice");
const STATES: Text = Text::new(
    "0 零   ␣ 空白   / — 原文的符号   × 原文无此格",
    "0 zero   ␣ blank   / — as printed   × not there",
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

/// The largest frame of a page.
fn frame(area: Rect) -> Rect {
    let width = area.width.saturating_sub(4).min(76);
    layout::middle(area, width, area.height.saturating_sub(2))
}

fn inside(frame: Rect) -> Rect {
    Rect {
        x: frame.x + 1,
        y: frame.y + 1,
        width: frame.width.saturating_sub(2),
        height: frame.height.saturating_sub(2),
    }
}

/// Draws the page.
pub fn view(look: Look, help: &Help, pen: &mut Pen, area: Rect) {
    let largest = frame(area);
    let all = lines(look, &help.about, inside(largest).width);
    let height = largest.height.min(all.len() as u16 + 2);
    let frame = layout::middle(area, largest.width, height);
    pen.clear(frame, pen.style(Role::Plain));
    let title = match &help.about {
        About::Keys(_) => look.t("这里可用的按键", "Keys that work here"),
        About::Text(title, _) => title,
    };
    let inside = pen.frame(frame, title);
    // The column of keys; a page of text has none.
    let left = if matches!(help.about, About::Keys(_)) { 18 } else { 0 };
    let rows = usize::from(inside.height);
    for (y, (keys, text, role)) in (inside.y..inside.bottom()).zip(all.iter().skip(help.top)) {
        pen.text(inside.x + 1, y, left, keys, pen.style(Role::Key));
        let room = inside.width.saturating_sub(left + 2);
        pen.text(inside.x + 1 + left, y, room, text, pen.style(*role));
    }
    if all.len() > rows {
        let text = format!(" {}-{}/{} ", help.top + 1, (help.top + rows).min(all.len()), all.len());
        let columns = text.len() as u16;
        let x = frame.right().saturating_sub(columns + 2);
        pen.text(x, frame.bottom() - 1, columns, &text, pen.style(Role::Faint));
    }
}
