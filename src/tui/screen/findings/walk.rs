//! The walkthrough: one finding after the other.

use super::steps;
use super::verdicts;
use crate::form::{Cell, Section};
use crate::record::{FindingId, Span, Verdict};
use crate::store::StoredFinding;
use crate::tui::action::Action;
use crate::tui::model::{Effect, Model};
use crate::tui::request::{Request, YearCell};
use crate::tui::screen::{compare, report};
use crate::tui::update;
use crate::tui::widget::prompt::{self, Purpose};
use crate::tui::widget::{bulk, help, plot};

/// The state of the walkthrough.
#[derive(Debug, Clone, Default)]
pub struct Walk {
    /// The first line on the screen.
    pub top: usize,
}

/// The finding that is here whole: in the walkthrough, or beside the list.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// The finding.
    pub finding: Option<StoredFinding>,
    /// Its cell over the years of the agency.
    pub years: Vec<YearCell>,
    /// The finding that was asked for.
    asked: Option<FindingId>,
}

impl Shown {
    /// Takes a finding; whether it is another one than before.
    pub fn take(&mut self, finding: StoredFinding, years: Vec<YearCell>) -> bool {
        self.years = years;
        let id = finding.finding.id;
        self.finding.replace(finding).is_none_or(|old| old.finding.id != id)
    }

    /// The finding is to be looked at again.
    pub fn forget(&mut self) {
        self.asked = None;
    }
}

/// The verdict of a letter.
pub fn verdict_of(action: Action) -> Option<Verdict> {
    Some(match action {
        Action::Confirm => Verdict::Confirmed,
        Action::Explain => Verdict::Explained,
        Action::FalseAlarm => Verdict::FalseAlarm,
        Action::Misread => Verdict::Misread,
        Action::Unsure => Verdict::Unsure,
        _ => return None,
    })
}

/// Does what an action says in the walkthrough.
pub fn act(model: &mut Model, action: Action) {
    if let Some(verdict) = verdict_of(action) {
        if model.findings.window.current().is_some() {
            prompt::open(model, Purpose::Reason(verdict), "");
        }
        return;
    }
    let page = usize::from(model.area.height).saturating_sub(4).max(1);
    match action {
        Action::Down => model.findings.window.step(1),
        Action::Up => model.findings.window.step(-1),
        Action::First => model.findings.window.go(0),
        Action::Last => model.findings.window.go(usize::MAX),
        Action::PageDown => scroll(model, page as isize),
        Action::PageUp => scroll(model, -(page as isize)),
        Action::Note => {
            let note = shown(model).map(|finding| finding.note.clone()).unwrap_or_default();
            prompt::open(model, Purpose::Note, &note);
        }
        Action::Repeat => verdicts::repeat(model),
        Action::Undo => verdicts::undo(model),
        Action::Redo => verdicts::redo(model),
        Action::Bulk => bulk::open(model),
        Action::Mark => {
            super::mark(&mut model.findings);
            model.findings.window.step(1);
        }
        Action::Unmark => super::unmark(model),
        Action::Open => open_report(model),
        Action::Source => open_source(model),
        Action::AcrossYears => across_years(model),
        Action::Peers => peers(model),
        Action::Rule => rule(model),
        Action::Copy => copy(model),
        Action::Back => leave(model),
        _ => steps::act(model, action),
    }
}

fn scroll(model: &mut Model, by: isize) {
    if let Some(walk) = &mut model.findings.walk {
        walk.top = walk.top.saturating_add_signed(by);
    }
}

/// The finding that is on the screen.
fn shown(model: &Model) -> Option<&StoredFinding> {
    let finding = model.findings.shown.finding.as_ref()?;
    let row = model.findings.window.current()?;
    (finding.finding.id == row.id).then_some(finding)
}

/// Back to the list, or to where the walkthrough was opened from.
fn leave(model: &mut Model) {
    let list = crate::tui::place::Screen::Findings;
    let from_here = model.back.last().is_none_or(|place| place.screen() == list);
    if from_here {
        model.back.pop();
        model.findings.walk = None;
    } else {
        update::back(model);
    }
}

/// The cell that the finding is about.
pub fn cell_of(stored: &StoredFinding) -> Option<Cell> {
    stored.finding.suspect.or(stored.finding.cells.first().copied())
}

/// The place in the report that the finding is about.
fn place_of(stored: &StoredFinding) -> (Section, Option<Cell>, Option<Span>) {
    let quote = stored.finding.quotes.iter().find(|quote| quote.year == stored.finding.year);
    match (cell_of(stored), quote) {
        (_, Some(quote)) => (quote.section, cell_of(stored), Some(quote.span)),
        (Some(cell), None) => (cell.table().section(), Some(cell), None),
        (None, None) => (Section::Overview, None, None),
    }
}

fn open_report(model: &mut Model) {
    let Some(stored) = shown(model) else { return };
    let (agency, year) = (stored.agency_id, stored.finding.year);
    let (section, cell, _) = place_of(stored);
    update::remember(model);
    report::go(model, agency, Some(year), section, cell);
}

fn open_source(model: &mut Model) {
    let Some(stored) = shown(model) else { return };
    let (agency, year) = (stored.agency_id, stored.finding.year);
    let (section, cell, span) = place_of(stored);
    // A quoted sentence may stand in a part whose tab shows a table.
    let section =
        if span.is_some() { section } else { cell.map_or(section, |c| c.table().section()) };
    update::remember(model);
    report::show_source(model, agency, year, section, cell, span);
}

fn across_years(model: &mut Model) {
    let Some(stored) = shown(model) else { return };
    let (agency, year, cell) = (stored.agency_id, stored.finding.year, cell_of(stored));
    update::remember(model);
    compare::go(model, compare::What::years(agency, Some(year)), cell);
}

fn peers(model: &mut Model) {
    let Some(stored) = shown(model) else { return };
    let (agency, year) = (stored.agency_id, stored.finding.year);
    match cell_of(stored) {
        Some(cell) => plot::open(model, agency, year, cell),
        None => {
            let text = model.look.t("这条疑点不在某一格上", "this finding is not about a cell");
            model.tell(text);
        }
    }
}

/// The page of the finding's rule.
pub fn rule(model: &mut Model) {
    let Some(row) = model.findings.window.current() else { return };
    if let Some(rule) = crate::check::rule(&row.rule) {
        let title = format!("{} {}", rule.id, model.look.say(rule.name));
        let parts = crate::check::parts(rule, model.look.lang);
        help::open_page(model, title, parts);
    }
}

fn copy(model: &mut Model) {
    let Some(stored) = shown(model) else { return };
    let text = format!(
        "{} {} {}: {}",
        stored.finding.rule,
        stored.agency.name,
        stored.finding.year,
        crate::check::message(&stored.finding, model.look.lang)
    );
    model.effects.push(Effect::Copy(text));
}

/// Asks for the finding of the cursor, where it is shown.
pub fn settle(model: &mut Model) {
    let Some(row) = model.findings.window.current() else { return };
    let id = row.id;
    let areas = super::view::areas(model);
    // What stands beside the list follows when the keys rest.
    if model.findings.walk.is_none() && (areas.preview.width == 0 || model.hurried) {
        return;
    }
    let height = usize::from(areas.walk.height);
    let lines = super::walk_view::line_count(model);
    if let Some(walk) = &mut model.findings.walk {
        // Where not all lines fit, one of the screen says how far one has read.
        let most = if lines > height { (lines + 1).saturating_sub(height) } else { 0 };
        walk.top = walk.top.min(most);
    }
    let shown = &mut model.findings.shown;
    if shown.asked != Some(id) {
        shown.asked = Some(id);
        model.ask(Request::Finding(id));
    }
}
