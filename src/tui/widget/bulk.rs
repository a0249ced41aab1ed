//! Deciding many findings at once: the count comes first, then the verdict, then the reason.

use super::pen::Pen;
use super::prompt::{self, Purpose};
use crate::record::{FindingId, Verdict};
use crate::store::FindingRow;
use crate::text::Lang;
use crate::tui::action::Action;
use crate::tui::keymap::Key;
use crate::tui::layout;
use crate::tui::model::{Layer, Look, Model};
use crate::tui::request::Request;
use crate::tui::screen::findings;
use crate::tui::sift::Sift;
use crate::tui::theme::Role;
use crossterm::event::KeyCode;
use ratatui::layout::Rect;

/// A set of findings that can be decided at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What they have in common.
    pub name: String,
    /// The open ones among them.
    pub open: Vec<FindingId>,
    /// All of them, decided ones too.
    pub all: usize,
}

/// The state of the box.
#[derive(Debug, Clone)]
pub struct Bulk {
    /// The sets; `None` until they are counted.
    pub choices: Option<Vec<Choice>>,
    /// The set of the cursor.
    pub cursor: usize,
    /// The finding that the sets have something in common with.
    like: FindingRow,
}

/// Opens the box for findings like the one of the cursor, within the filter.
pub fn open(model: &mut Model) {
    let Some(like) = model.findings.window.current().cloned() else { return };
    let query = &model.findings.query;
    let marked = model.findings.marked.clone();
    let request = Request::Bulk(query.filter(), Sift { z: query.z }, marked);
    model.layer = Some(Layer::Bulk(Box::new(Bulk { choices: None, cursor: 0, like })));
    model.ask(request);
}

/// Takes the findings of the filter and those that are marked, and counts the sets.
pub fn take(model: &mut Model, rows: &[FindingRow], marked: &[FindingRow]) {
    let look = model.look;
    let Some(Layer::Bulk(bulk)) = &mut model.layer else { return };
    let like = &bulk.like;
    let set = |name: String, rows: &[FindingRow], fits: &dyn Fn(&FindingRow) -> bool| {
        let rows = || rows.iter().filter(|row| fits(row));
        let open = rows().filter(|row| row.verdict == Verdict::Open).map(|row| row.id).collect();
        Choice { name, open, all: rows().count() }
    };
    let same_rule = |row: &FindingRow| row.rule == like.rule;
    let same_agency = |row: &FindingRow| row.agency_id == like.agency_id;
    let both = |row: &FindingRow| same_rule(row) && same_agency(row);
    let (rule, agency) = (&like.rule, &like.printed);
    let mut choices = vec![
        set(look.t("标记的", "those marked").to_owned(), marked, &|_| true),
        set(format!("{rule}, {agency}"), rows, &both),
        set(format!("{} {agency}", look.t("本机关:", "this agency:")), rows, &same_agency),
        set(format!("{} {rule}", look.t("本规则:", "this rule:")), rows, &same_rule),
        set(look.t("当前筛选的全部", "all of the filter").to_owned(), rows, &|_| true),
    ];
    choices.retain(|choice| choice.all > 0);
    bulk.choices = Some(choices);
}

/// A key that is no action: a number chooses a set, and Enter alone decides nothing.
pub fn typed(model: &mut Model, key: Key) {
    if key.code == KeyCode::Enter {
        let text = model.look.t("用结论的字母判定这一组", "a verdict's letter decides this set");
        return model.tell(text);
    }
    let Some(Layer::Bulk(bulk)) = &mut model.layer else { return };
    if let KeyCode::Char(c) = key.narrow().code
        && let Some(digit) = c.to_digit(10)
        && let Some(choices) = &bulk.choices
        && (1..=choices.len()).contains(&(digit as usize))
    {
        bulk.cursor = digit as usize - 1;
    }
}

/// Does what an action says while the box is open.
pub fn act(model: &mut Model, action: Action) {
    let Some(Layer::Bulk(bulk)) = &mut model.layer else { return };
    let last = bulk.choices.as_ref().map_or(0, |choices| choices.len().saturating_sub(1));
    match action {
        Action::Down => bulk.cursor = (bulk.cursor + 1).min(last),
        Action::Up => bulk.cursor = bulk.cursor.saturating_sub(1),
        Action::Back => model.layer = None,
        Action::Confirm => choose(model, Verdict::Confirmed),
        Action::Explain => choose(model, Verdict::Explained),
        Action::FalseAlarm => choose(model, Verdict::FalseAlarm),
        Action::Misread => choose(model, Verdict::Misread),
        Action::Unsure => choose(model, Verdict::Unsure),
        _ => {}
    }
}

/// Asks for the reason; what is to be decided is kept until it is given.
fn choose(model: &mut Model, verdict: Verdict) {
    let Some(Layer::Bulk(bulk)) = &model.layer else { return };
    let Some(choice) = bulk.choices.as_ref().and_then(|choices| choices.get(bulk.cursor)) else {
        return;
    };
    if choice.open.is_empty() {
        let text = model.look.t("没有待审的", "none of them is open");
        model.tell(text);
        return;
    }
    model.findings.bulk = choice.open.clone();
    let count = choice.open.len();
    prompt::open(model, Purpose::Bulk(verdict, count), "");
}

/// Decides what was chosen.
pub fn decide(model: &mut Model, verdict: Verdict, reason: &str) {
    let ids = std::mem::take(&mut model.findings.bulk);
    // What is decided needs its mark no more.
    model.findings.marked.retain(|id| !ids.contains(id));
    findings::decide_many(model, &ids, verdict, reason);
}

/// Nothing is decided after all.
pub fn forget(model: &mut Model) {
    model.findings.bulk.clear();
}

/// Draws the box.
pub fn view(look: Look, bulk: &Bulk, pen: &mut Pen, area: Rect) {
    let count = bulk.choices.as_ref().map_or(1, Vec::len) as u16;
    let frame = layout::middle(area, 76.min(area.width.saturating_sub(2)), count + 5);
    pen.clear(frame, pen.style(Role::Plain));
    let inside =
        pen.frame(frame, look.t("批量判定 (只改待审的)", "Decide at once (open ones only)"));
    let Some(choices) = &bulk.choices else {
        pen.text(
            inside.x + 1,
            inside.y,
            inside.width,
            pen.widths.ellipsis(),
            pen.style(Role::Faint),
        );
        return;
    };
    for (at, choice) in choices.iter().enumerate() {
        let y = inside.y + at as u16;
        let line = Rect { y, height: 1, ..inside };
        let counts = match look.lang {
            Lang::Zh => format!("待审 {} / 共 {}", choice.open.len(), choice.all),
            Lang::En => format!("{} open of {}", choice.open.len(), choice.all),
        };
        let columns = pen.widths.columns(&counts) as u16;
        let label = format!("{} {}", at + 1, choice.name);
        pen.text(
            line.x + 1,
            y,
            line.width.saturating_sub(columns + 4),
            &label,
            pen.style(Role::Plain),
        );
        pen.text(
            line.right().saturating_sub(columns + 1),
            y,
            columns,
            &counts,
            pen.style(Role::Strong),
        );
        if at == bulk.cursor {
            pen.restyle(line, pen.style(Role::Cursor));
        }
    }
    let keys = [
        Verdict::Confirmed,
        Verdict::Explained,
        Verdict::FalseAlarm,
        Verdict::Misread,
        Verdict::Unsure,
    ]
    .map(|verdict| {
        format!("{} {}", crate::tui::words::verdict_key(verdict), look.say(verdict.label()))
    });
    let y = inside.bottom() - 1;
    pen.text(inside.x + 1, y, inside.width - 2, &keys.join("  "), pen.style(Role::Key));
}
