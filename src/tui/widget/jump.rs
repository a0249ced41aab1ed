//! The jump box: one line over everything that can be gone to.

use super::pen::Pen;
use crate::form::{Section, Table};
use crate::store::AgencyId;
use crate::tui::action::Action;
use crate::tui::keymap::Key;
use crate::tui::layout;
use crate::tui::lookup::{Found, Target};
use crate::tui::model::{Layer, Look, Model};
use crate::tui::place::Screen;
use crate::tui::request::Request;
use crate::tui::screen::{agencies, findings, report};
use crate::tui::theme::Role;
use crate::tui::update;
use crate::tui::window::scroll;
use crossterm::event::{Event, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use tui_input::backend::crossterm::EventHandler;
use tui_input::{Input, InputRequest};

/// The state of the box.
#[derive(Debug, Clone, Default)]
pub struct Jump {
    /// What is typed.
    pub input: Input,
    /// What was found, best first.
    pub found: Vec<Found>,
    /// How many there are altogether.
    pub total: usize,
    /// The line of the cursor.
    pub cursor: usize,
    /// The first line on the screen.
    pub top: usize,
    /// What was found belongs to this.
    answered: Option<String>,
}

/// Opens the box.
pub fn open(model: &mut Model) {
    model.layer = Some(Layer::Jump(Box::default()));
    model.ask(Request::Find(String::new(), model.jumped.clone()));
}

/// A key that is no action: it is typed.
pub fn typed(model: &mut Model, key: Key) {
    let Some(Layer::Jump(jump)) = &mut model.layer else { return };
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::CONTROL, key.ctrl);
    modifiers.set(KeyModifiers::ALT, key.alt);
    let event = Event::Key(KeyEvent::new(key.code, modifiers));
    if jump.input.handle_event(&event).is_some_and(|change| change.value) {
        search(model);
    }
}

/// Pasted text is typed.
pub fn pasted(model: &mut Model, text: &str) {
    let Some(Layer::Jump(jump)) = &mut model.layer else { return };
    for c in text.chars() {
        jump.input.handle(InputRequest::InsertChar(c));
    }
    search(model);
}

fn search(model: &mut Model) {
    let Some(Layer::Jump(jump)) = &model.layer else { return };
    let text = jump.input.value().to_owned();
    model.ask(Request::Find(text, model.jumped.clone()));
}

/// Takes what was found.
pub fn take(model: &mut Model, typed: String, found: Vec<Found>, total: usize) {
    if let Some(Layer::Jump(jump)) = &mut model.layer {
        jump.found = found;
        jump.total = total;
        jump.answered = Some(typed);
        jump.cursor = 0;
        jump.top = 0;
    }
}

/// Does what an action says while the box is open.
pub fn act(model: &mut Model, action: Action) {
    let height = usize::from(frame(model.area).height.saturating_sub(4)).max(1);
    let Some(Layer::Jump(jump)) = &mut model.layer else { return };
    let last = jump.found.len().saturating_sub(1);
    match action {
        Action::Down => jump.cursor = (jump.cursor + 1).min(last),
        Action::Up => jump.cursor = jump.cursor.saturating_sub(1),
        Action::PageDown => jump.cursor = (jump.cursor + height).min(last),
        Action::PageUp => jump.cursor = jump.cursor.saturating_sub(height),
        Action::Open => return accept(model),
        Action::Back => model.layer = None,
        _ => {}
    }
    if let Some(Layer::Jump(jump)) = &mut model.layer {
        jump.top = scroll(jump.top, jump.cursor, height, jump.found.len());
    }
}

fn accept(model: &mut Model) {
    let Some(Layer::Jump(jump)) = model.layer.take() else { return };
    if let Some(found) = jump.found.get(jump.cursor) {
        model.jumped.retain(|row| *row != found.row);
        model.jumped.push(found.row);
        go(model, &found.target);
    }
}

fn go(model: &mut Model, target: &Target) {
    if let Target::Action(action) = target {
        let is_anywhere = action.info().is_without_key();
        if is_anywhere || !model.look.keys.labels(model.screen_scope(), *action).is_empty() {
            return update::act(model, *action);
        }
        let text = model.look.t("这一屏没有这个操作", "this screen has no such action");
        return model.tell(text);
    }
    update::remember(model);
    match target {
        Target::Action(_) => {}
        Target::Agency(agency) => {
            model.screen = Screen::Agencies;
            agencies::go(model, Some(*agency), "");
        }
        Target::Report(agency, year) => report::show(model, *agency, Some(*year)),
        Target::Place(name) => {
            model.screen = Screen::Agencies;
            agencies::go(model, None, name);
        }
        Target::Section(place, section) => {
            if let Some((agency, year)) = place.or_else(|| open_report(model)) {
                let section =
                    if *section == Section::Preamble { Section::Overview } else { *section };
                report::go(model, agency, Some(year), section, None);
            } else {
                nothing_open(model);
            }
        }
        Target::Cell(place, cell) => {
            if let Some((agency, year)) = place.or_else(|| open_report(model)) {
                let section = Table::section(cell.table());
                report::go(model, agency, Some(year), section, Some(*cell));
            } else {
                nothing_open(model);
            }
        }
        Target::Rule(rule) => findings::show(model, &format!("rule:{rule}")),
        Target::Finding(id) => findings::go(model, "", Some(*id), true),
    }
}

/// The report that is open, or would be on screen 2.
fn open_report(model: &Model) -> Option<(AgencyId, i16)> {
    if let Some((agency, Some(year))) = model.report.asked {
        return Some((agency, year));
    }
    let row = model.agencies.agency()?;
    Some((row.id, row.years?.1))
}

fn nothing_open(model: &mut Model) {
    let text = model.look.t("先打开一份报告", "open a report first");
    model.tell(text);
}

fn frame(area: Rect) -> Rect {
    layout::middle(area, 76.min(area.width.saturating_sub(4)), (area.height * 3 / 4).max(12))
}

/// What kind of thing a line is.
fn kind(look: Look, target: &Target) -> &'static str {
    match target {
        Target::Action(_) => look.t("操作", "action"),
        Target::Agency(_) => look.t("机关", "agency"),
        Target::Report(..) => look.t("报告", "report"),
        Target::Place(_) => look.t("地区", "place"),
        Target::Section(..) => look.t("部分", "part"),
        Target::Cell(..) => look.t("格", "cell"),
        Target::Rule(_) => look.t("规则", "rule"),
        Target::Finding(_) => look.t("疑点", "finding"),
    }
}

/// Draws the box; where the real cursor stands.
pub fn view(look: Look, jump: &Jump, pen: &mut Pen, area: Rect) -> Position {
    let frame = frame(area);
    pen.clear(frame, pen.style(Role::Plain));
    let inside = pen.frame(
        frame,
        look.t("跳转: 机关 年度 格 部分 疑点 操作", "Jump: agency year cell part finding action"),
    );
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let x = pen.text(inside.x, inside.y, 2, "> ", pen.style(Role::Key));
    let value = jump.input.value();
    let before: String = value.chars().take(jump.input.cursor()).collect();
    pen.text(x, inside.y, inside.right().saturating_sub(x), value, pen.style(Role::Strong));
    let column = (pen.widths.columns(&before) as u16).min(inside.width.saturating_sub(3));
    pen.rule(inside.x, inside.y + 1, inside.width);
    if jump.total > 0 {
        let text = format!(" {}/{} ", jump.cursor + 1, jump.total);
        let columns = text.len() as u16;
        pen.text(
            inside.right().saturating_sub(columns),
            inside.y + 1,
            columns,
            &text,
            pen.style(Role::Faint),
        );
    }
    let rows = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
    if jump.found.is_empty() {
        let text = match &jump.answered {
            Some(answered) if answered == value => look.t("没有找到", "nothing found"),
            _ => pen.widths.ellipsis(),
        };
        pen.text(rows.x, rows.y, rows.width, text, pen.style(Role::Faint));
    }
    for (y, at) in (rows.y..rows.bottom()).zip(jump.top..jump.found.len()) {
        let found = &jump.found[at];
        let line = Rect { y, height: 1, ..rows };
        pen.text(line.x, y, 8, kind(look, &found.target), pen.style(Role::Faint));
        let detail_columns = pen.widths.columns(&found.detail) as u16;
        let detail_columns = detail_columns.min(line.width / 2);
        let room =
            line.width.saturating_sub(8 + if detail_columns > 0 { detail_columns + 1 } else { 0 });
        let x = marked(pen, line.x + 8, y, room, &found.text, &found.marks);
        if detail_columns > 0 {
            marked(pen, x + 1, y, detail_columns, &found.detail, &found.detail_marks);
        }
        if at == jump.cursor {
            pen.restyle(line, pen.style(Role::Cursor));
        }
    }
    Position { x: x + column, y: inside.y }
}

/// Writes text with some of its characters marked.
fn marked(pen: &mut Pen, x: u16, y: u16, columns: u16, text: &str, marks: &[u16]) -> u16 {
    let text = crate::text::clean(text);
    let (plain, mark) = (pen.style(Role::Plain), pen.style(Role::Match));
    if pen.widths.columns(&text) > usize::from(columns) {
        // Cut text shows its start; marks further on are cut with it.
        let cut = pen.widths.truncate(&text, usize::from(columns));
        return marked(pen, x, y, columns, &cut, marks);
    }
    let mut at = x;
    for (nth, c) in text.chars().enumerate() {
        let style = if marks.contains(&(nth as u16)) { mark } else { plain };
        let mut buffer = [0; 4];
        at = pen.text(at, y, (x + columns).saturating_sub(at), c.encode_utf8(&mut buffer), style);
    }
    at
}
