//! Pages to read over a screen: the keys that work here, made from the list of actions, and what
//! a rule says.

use super::jump;
use super::pen::Pen;
use crate::text::Text;
use crate::tui::action::{ACTIONS, Action, Info, Scope};
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

/// A line of a page: its pieces with the columns at which they begin.
type PageLine = Vec<(u16, String, Role)>;

/// Opens the page of the keys that work here.
pub fn open(model: &mut Model) {
    let about = About::Keys(model.screen_scope());
    model.layer = Some(Layer::Help(Help { about, top: 0 }));
}

/// Opens a page of text.
pub fn open_page(model: &mut Model, title: String, parts: Vec<(&'static str, String)>) {
    model.layer = Some(Layer::Help(Help { about: About::Text(title, parts), top: 0 }));
}

/// Opens the page of what is wrong in the files of settings, or says that nothing is.
pub fn open_problems(model: &mut Model) {
    let look = model.look;
    if model.problems.is_empty() {
        model.tell(look.t("设置文件没有问题", "nothing is wrong in the settings"));
        return;
    }
    let parts = model.problems.iter().map(|problem| ("", problem.clone())).collect();
    open_page(model, look.say(PROBLEMS).to_owned(), parts);
}

/// Does what an action says while the page is open.
pub fn act(model: &mut Model, action: Action) {
    let look = model.look;
    let inside = inside(frame(model.area));
    let height = usize::from(inside.height);
    let Some(Layer::Help(help)) = &mut model.layer else { return };
    let lines = lines(look, &model.problems, &help.about, inside.width).len();
    let page = height.saturating_sub(1).max(1);
    help.top = match action {
        Action::Down => help.top + 1,
        Action::Up => help.top.saturating_sub(1),
        Action::PageDown => help.top + page,
        Action::PageUp => help.top.saturating_sub(page),
        Action::First => 0,
        Action::Last => lines,
        Action::Jump => return jump::open(model),
        _ => {
            model.layer = None;
            return;
        }
    };
    help.top = help.top.min(lines.saturating_sub(height));
}

fn lines(look: Look, problems: &[String], about: &About, columns: u16) -> Vec<PageLine> {
    let columns = columns.saturating_sub(2);
    match about {
        About::Keys(scope) => {
            let mut lines = key_lines(look, *scope, columns);
            if !problems.is_empty() {
                lines.push(Vec::new());
                lines.push(vec![(0, look.say(PROBLEMS).to_owned(), Role::Error)]);
                for problem in problems {
                    lines.extend(wrapped(look, problem, columns));
                }
            }
            lines
        }
        About::Text(_, parts) => {
            let mut lines = Vec::new();
            for (heading, text) in parts {
                if !heading.is_empty() {
                    lines.push(vec![(0, (*heading).to_owned(), Role::Key)]);
                }
                lines.extend(wrapped(look, text, columns));
                lines.push(Vec::new());
            }
            lines.pop();
            lines
        }
    }
}

fn wrapped(look: Look, text: &str, columns: u16) -> impl Iterator<Item = PageLine> {
    let lines = look.widths.wrap(text, usize::from(columns));
    lines.into_iter().map(|line| vec![(0, line, Role::Plain)])
}

const PROBLEMS: Text = Text::new("设置文件里的问题", "Problems in the settings");

/// Two columns of keys need this much.
const TWO: u16 = 70;

/// The actions of a scope with their keys, in two columns where there is room, and the signs of
/// its screen.
fn key_lines(look: Look, scope: Scope, columns: u16) -> Vec<PageLine> {
    let of = |info: &Info| {
        let keys = look.keys.labels(scope, info.action);
        (!keys.is_empty()).then(|| (keys.join(" "), look.say(info.help)))
    };
    let all: Vec<(String, &str)> = ACTIONS.iter().filter_map(of).collect();
    // The longest keys decide where the words begin.
    let keys = all.iter().map(|(keys, _)| look.widths.columns(keys)).max().unwrap_or(0) as u16 + 2;
    let (count, width) = if columns >= TWO { (2, columns / 2) } else { (1, columns) };
    let room = usize::from(width.saturating_sub(keys + 1));
    let mut blocks: Vec<PageLine> = Vec::new();
    for (labels, help) in all {
        for (nth, text) in look.widths.wrap(help, room).into_iter().enumerate() {
            let labels = if nth == 0 { labels.clone() } else { String::new() };
            blocks.push(vec![(0, labels, Role::Key), (keys, text, Role::Plain)]);
        }
    }
    let rows = blocks.len().div_ceil(count);
    let mut lines: Vec<PageLine> = blocks.drain(..rows).collect();
    for (line, rest) in lines.iter_mut().zip(blocks) {
        line.extend(rest.into_iter().map(|(x, text, role)| (x + width, text, role)));
    }
    lines.extend(
        legend(scope).iter().map(|text| vec![(0, look.say(*text).to_owned(), Role::Faint)]),
    );
    lines
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
    let width = area.width.saturating_sub(2).min(90);
    layout::middle(area, width, area.height.saturating_sub(1))
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
pub fn view(look: Look, problems: &[String], help: &Help, pen: &mut Pen, area: Rect) {
    let largest = frame(area);
    let all = lines(look, problems, &help.about, inside(largest).width);
    let height = largest.height.min(all.len() as u16 + 2);
    let frame = layout::middle(area, largest.width, height);
    pen.clear(frame, pen.style(Role::Plain));
    let title = match &help.about {
        About::Keys(_) => look.t("这里可用的按键", "Keys that work here"),
        About::Text(title, _) => title,
    };
    let inside = pen.frame(frame, title);
    let rows = usize::from(inside.height);
    for (y, line) in (inside.y..inside.bottom()).zip(all.iter().skip(help.top)) {
        for (at, text, role) in line {
            let room = inside.width.saturating_sub(at + 2);
            pen.text(inside.x + 1 + at, y, room, text, pen.style(*role));
        }
    }
    if all.len() > rows {
        let text = format!(" {}-{}/{} ", help.top + 1, (help.top + rows).min(all.len()), all.len());
        let columns = text.len() as u16;
        let x = frame.right().saturating_sub(columns + 2);
        pen.text(x, frame.bottom() - 1, columns, &text, pen.style(Role::Faint));
    }
}
