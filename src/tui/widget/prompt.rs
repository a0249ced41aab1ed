//! A line to type in, at the bottom of the screen; the real cursor stands in it.

use super::pen::Pen;
use crate::record::Verdict;
use crate::text::Lang;
use crate::tui::action::Action;
use crate::tui::keymap::Key;
use crate::tui::model::{Layer, Look, Model};
use crate::tui::output;
use crate::tui::screen::{agencies, coverage, findings, report};
use crate::tui::theme::Role;
use crate::tui::widget::bulk;
use crossterm::event::{Event, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use tui_input::backend::crossterm::EventHandler;
use tui_input::{Input, InputRequest};

/// What the line is for.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// Filter the agencies, as one types.
    Agencies,
    /// Filter the matrix, as one types.
    Coverage,
    /// Filter the findings.
    Findings,
    /// Search the source, as one types.
    Search,
    /// The reason for a verdict on the finding that is open.
    Reason(Verdict),
    /// A note on it.
    Note,
    /// The reason for a verdict on so many.
    Bulk(Verdict, usize),
    /// The file for what is on the screen.
    Export,
    /// The file for the working paper.
    Paper,
}

/// The state of the line.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// What is typed.
    pub input: Input,
    /// What was there before, for Esc.
    before: String,
    /// Which of the earlier reasons is shown, from the newest.
    recalled: Option<usize>,
}

/// Opens the line with a text to change.
pub fn open(model: &mut Model, purpose: Purpose, text: &str) {
    model.layer = Some(Layer::Prompt(Prompt {
        purpose,
        input: Input::new(text.to_owned()),
        before: text.to_owned(),
        recalled: None,
    }));
}

/// What stands before the line.
pub fn label(look: Look, purpose: &Purpose) -> String {
    match purpose {
        Purpose::Agencies | Purpose::Coverage => look.t("筛选", "filter").to_owned(),
        Purpose::Search => look.t("查找", "search").to_owned(),
        Purpose::Findings => look
            .t(
                "筛选 (词 rule: year: verdict: place: level:)",
                "filter (words rule: year: verdict: place: level:)",
            )
            .to_owned(),
        Purpose::Reason(verdict) => {
            format!("{} {}", look.say(verdict.label()), look.t("理由", "because"))
        }
        Purpose::Bulk(verdict, count) => match look.lang {
            Lang::Zh => format!("{count} 条{} 理由", look.say(verdict.label())),
            Lang::En => format!("{count} {} because", look.say(verdict.label())),
        },
        Purpose::Note => look.t("备注", "note").to_owned(),
        Purpose::Export => {
            look.t("导出到 (.csv .json .md .xlsx)", "write to (.csv .json .md .xlsx)").to_owned()
        }
        Purpose::Paper => look.t("底稿写到 (.md)", "paper to (.md)").to_owned(),
    }
}

/// A key that is no action: it is typed.
pub fn typed(model: &mut Model, key: Key) {
    let Some(Layer::Prompt(prompt)) = &mut model.layer else { return };
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::CONTROL, key.ctrl);
    modifiers.set(KeyModifiers::ALT, key.alt);
    let event = Event::Key(KeyEvent::new(key.code, modifiers));
    if prompt.input.handle_event(&event).is_some_and(|change| change.value) {
        changed(model);
    }
}

/// Pasted text is typed.
pub fn pasted(model: &mut Model, text: &str) {
    let Some(Layer::Prompt(prompt)) = &mut model.layer else { return };
    for c in text.chars() {
        prompt.input.handle(InputRequest::InsertChar(c));
    }
    changed(model);
}

fn changed(model: &mut Model) {
    let Some(Layer::Prompt(prompt)) = &model.layer else { return };
    let text = prompt.input.value().to_owned();
    match prompt.purpose {
        Purpose::Agencies => agencies::set_filter(model, &text),
        Purpose::Coverage => coverage::set_filter(model, &text),
        Purpose::Search => report::search(model, &text),
        _ => {}
    }
}

/// Does what an action says while the line is open.
pub fn act(model: &mut Model, action: Action) {
    match action {
        Action::Open => accept(model),
        Action::Back => cancel(model),
        Action::Up => recall(model, 1),
        Action::Down => recall(model, -1),
        _ => {}
    }
}

fn accept(model: &mut Model) {
    let Some(Layer::Prompt(prompt)) = model.layer.take() else { return };
    let text = prompt.input.value().trim().to_owned();
    match prompt.purpose {
        // They were filtered as one typed.
        Purpose::Agencies | Purpose::Coverage | Purpose::Search => {}
        Purpose::Findings => findings::set_filter(model, &text),
        Purpose::Reason(verdict) => findings::decide(model, verdict, &text),
        Purpose::Note => findings::note(model, &text),
        Purpose::Bulk(verdict, _) => bulk::decide(model, verdict, &text),
        Purpose::Export => output::accept(model, &text, false),
        Purpose::Paper => output::accept(model, &text, true),
    }
}

fn cancel(model: &mut Model) {
    let Some(Layer::Prompt(prompt)) = model.layer.take() else { return };
    match prompt.purpose {
        Purpose::Agencies => agencies::set_filter(model, &prompt.before),
        Purpose::Coverage => coverage::set_filter(model, &prompt.before),
        Purpose::Search => report::search(model, &prompt.before),
        Purpose::Bulk(..) => bulk::forget(model),
        _ => {}
    }
}

/// Up and down: through the reasons given before, or through the agencies that match.
fn recall(model: &mut Model, by: isize) {
    let reasons = &model.findings.reasons;
    let Some(Layer::Prompt(prompt)) = &mut model.layer else { return };
    match prompt.purpose {
        Purpose::Reason(_) | Purpose::Note | Purpose::Bulk(..) if !reasons.is_empty() => {
            let at = match prompt.recalled {
                None if by > 0 => Some(0),
                None => None,
                Some(0) if by < 0 => None,
                Some(at) => Some(at.saturating_add_signed(by).min(reasons.len() - 1)),
            };
            prompt.recalled = at;
            let text = at.and_then(|at| reasons.iter().rev().nth(at)).cloned();
            prompt.input = Input::new(text.unwrap_or_else(|| prompt.before.clone()));
        }
        Purpose::Agencies => {
            let action = if by > 0 { Action::Up } else { Action::Down };
            agencies::act(model, action);
        }
        _ => {}
    }
}

/// What the keys do while one types: said where there is a second line for it.
fn keys(look: Look, purpose: &Purpose, has_reasons: bool) -> String {
    let recall = if has_reasons {
        look.t("  Up/Down 用过的理由", "  Up/Down earlier reasons")
    } else {
        ""
    };
    let words = match purpose {
        Purpose::Reason(_) | Purpose::Bulk(..) => look.t(
            "Enter 判定 (理由可空)  Esc 不判",
            "Enter decides (also without a reason)  Esc does not",
        ),
        Purpose::Note => look.t("Enter 记下  Esc 不记", "Enter notes it  Esc does not"),
        Purpose::Export | Purpose::Paper => {
            look.t("Enter 写  Esc 不写", "Enter writes  Esc does not")
        }
        Purpose::Agencies | Purpose::Coverage | Purpose::Findings | Purpose::Search => {
            look.t("Enter 用它  Esc 照旧", "Enter takes it  Esc leaves it")
        }
    };
    format!("{words}{recall}")
}

/// Draws the line; where the real cursor stands.
pub fn view(model: &Model, prompt: &Prompt, pen: &mut Pen, area: Rect) -> Position {
    let look = model.look;
    pen.clear(area, pen.style(Role::Plain));
    let label = format!(" {}: ", label(look, &prompt.purpose));
    let start = pen.text(area.x, area.y, area.width * 2 / 3, &label, pen.style(Role::Key));
    let room = area.right().saturating_sub(start + 1);
    let before: String = prompt.input.value().chars().take(prompt.input.cursor()).collect();
    let (text, column) = visible(prompt.input.value(), &before, usize::from(room), pen);
    pen.text(start, area.y, room, &text, pen.style(Role::Plain));
    if area.height > 1 {
        let reasons =
            matches!(prompt.purpose, Purpose::Reason(_) | Purpose::Bulk(..) | Purpose::Note)
                && !model.findings.reasons.is_empty();
        let keys = keys(look, &prompt.purpose, reasons);
        pen.text(
            area.x + 1,
            area.y + 1,
            area.width.saturating_sub(2),
            &keys,
            pen.style(Role::Faint),
        );
    }
    Position { x: start + column as u16, y: area.y }
}

/// The part of a typed line to show so that the cursor is in it, and the cursor's column.
fn visible(value: &str, before: &str, room: usize, pen: &Pen) -> (String, usize) {
    let mut start = 0;
    while pen.widths.columns(&before[start..]) > room {
        let Some(c) = before[start..].chars().next() else { break };
        start += c.len_utf8();
    }
    let rest = &value[start..];
    (pen.widths.prefix(rest, room).to_owned(), pen.widths.columns(&before[start..]))
}
