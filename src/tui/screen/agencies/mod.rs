//! Screen 1: the tree of places and agencies, and beside it the agency of the cursor.

mod card;
mod tree;
mod view;

pub use card::listing;
pub use tree::{Children, Row};
pub use view::{areas, view};

use crate::record::{Severity, Verdict};
use crate::store::{AgencyCard, AgencyId, AgencyRow, Page, PlaceId, PlaceRow, StoredFinding};
use crate::tui::action::Action;
use crate::tui::model::{Effect, Model};
use crate::tui::place::Place;
use crate::tui::request::{Request, Slot};
use crate::tui::screen::{compare, findings, report};
use crate::tui::update;
use crate::tui::widget::prompt::{self, Purpose};
use crate::tui::window::scroll;
use crate::tui::words;
use std::collections::{HashMap, HashSet};

/// The state of screen 1.
#[derive(Debug, Clone, Default)]
pub struct Agencies {
    /// What stands below the places that were opened once.
    pub children: HashMap<PlaceId, Children>,
    /// The places that are open.
    pub open: HashSet<PlaceId>,
    /// What was typed to filter.
    pub filter: String,
    /// The agencies that match it.
    pub found: Option<Page<AgencyRow>>,
    /// The rows on the screen, from the tree or from what was found.
    pub rows: Vec<Row>,
    /// The row of the cursor.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// The row that is shown beside the tree: that of the cursor, once keys rest.
    pub beside: Option<Row>,
    /// The agency beside the tree.
    pub card: Option<AgencyCard>,
    /// Its findings.
    pub findings: Vec<StoredFinding>,
    /// The cursor of the tree, kept while a filter is shown.
    tree_cursor: usize,
    /// Go down to the first agency as the places arrive.
    descend: bool,
    /// The agency to put the cursor on as soon as it is here.
    wanted: Option<AgencyId>,
    /// The agency whose card was asked for.
    asked: Option<AgencyId>,
    /// The place whose places and agencies were asked for, to be shown beside the tree.
    asked_place: Option<PlaceId>,
}

impl Agencies {
    /// The row of the cursor.
    pub fn current(&self) -> Option<&Row> {
        self.rows.get(self.cursor)
    }

    /// The agency of the cursor.
    pub fn agency(&self) -> Option<&AgencyRow> {
        match self.current()? {
            Row::Agency { row, .. } => Some(row),
            _ => None,
        }
    }

    fn rebuild(&mut self) {
        let kept = self.current().map(Row::identity);
        self.rows = match (&self.found, self.filter.is_empty()) {
            (Some(found), false) => tree::flat(found),
            _ => tree::rows(&self.children, &self.open),
        };
        if let Some(at) = kept.and_then(|kept| self.rows.iter().position(|r| r.identity() == kept))
        {
            self.cursor = at;
        }
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
    }
}

/// Asks for the tree.
pub fn start(model: &mut Model, here: Option<&Place>) {
    model.agencies.descend = here.is_none();
    model.ask(Request::Places(PlaceId::ROOT));
}

/// Goes to an agency, or leaves the cursor where it is.
pub fn go(model: &mut Model, agency: Option<AgencyId>, filter: &str) {
    let state = &mut model.agencies;
    if state.filter != filter {
        set_filter(model, filter);
    }
    let state = &mut model.agencies;
    let at = agency.and_then(|id| {
        state.rows.iter().position(|row| row.identity() == tree::Identity::Agency(id))
    });
    match at {
        Some(at) => state.cursor = at,
        None if agency.is_some() => {
            // Not in what is unfolded: its card tells the way.
            state.wanted = agency;
            state.asked = agency;
            if let Some(id) = agency {
                model.ask(Request::Card(id));
            }
        }
        None => {}
    }
}

/// Where one is on this screen.
pub fn place(model: &Model) -> Place {
    let state = &model.agencies;
    Place::Agencies { agency: state.agency().map(|row| row.id.0), filter: state.filter.clone() }
}

/// Filters by what was typed.
pub fn set_filter(model: &mut Model, filter: &str) {
    let state = &mut model.agencies;
    if state.filter.is_empty() {
        state.tree_cursor = state.cursor;
    }
    state.filter = filter.to_owned();
    state.wanted = None;
    if filter.trim().is_empty() {
        state.found = None;
        state.filter.clear();
        state.rebuild();
        state.cursor = state.tree_cursor;
    } else {
        model.ask(Request::Search(filter.trim().to_owned()));
    }
}

/// Does what an action says on this screen.
pub fn act(model: &mut Model, action: Action) {
    let page = tree_height(model).max(2) as isize - 1;
    let state = &mut model.agencies;
    let last = state.rows.len().saturating_sub(1);
    match action {
        Action::Down => state.cursor += 1,
        Action::Up => state.cursor = state.cursor.saturating_sub(1),
        Action::PageDown => state.cursor = state.cursor.saturating_add_signed(page),
        Action::PageUp => state.cursor = state.cursor.saturating_add_signed(-page),
        Action::First => state.cursor = 0,
        Action::Last => state.cursor = last,
        Action::Right => unfold(model),
        Action::Left => fold(model),
        Action::Open => open(model),
        Action::Back => {
            if state.filter.is_empty() {
                update::back(model);
            } else {
                set_filter(model, "");
            }
        }
        Action::ClearFilter if state.filter.is_empty() => {
            model.tell(words::no_filter(model.look));
        }
        Action::ClearFilter => set_filter(model, ""),
        Action::Filter => {
            let text = state.filter.clone();
            prompt::open(model, Purpose::Agencies, &text);
        }
        Action::Basket => choose(model),
        Action::Compare => {
            let here = state.agency().map(|row| row.id);
            compare::show_chosen(model, here);
        }
        Action::FindingsHere => findings_here(model),
        Action::Copy => {
            if let Some(name) = state.current().and_then(Row::name) {
                model.effects.push(Effect::Copy(name.to_owned()));
            }
        }
        _ => {}
    }
}

fn open(model: &mut Model) {
    match model.agencies.current() {
        Some(Row::Agency { row, .. }) => {
            let id = row.id;
            update::remember(model);
            report::show(model, id, None);
        }
        Some(Row::Place { open: true, .. }) => fold(model),
        Some(Row::Place { .. }) => unfold(model),
        _ => {}
    }
}

fn unfold(model: &mut Model) {
    let state = &mut model.agencies;
    let Some(Row::Place { row, open, .. }) = state.current() else { return };
    let id = row.id;
    if *open {
        state.cursor += 1;
        return;
    }
    state.open.insert(id);
    if state.children.contains_key(&id) {
        state.rebuild();
    } else {
        model.ask(Request::Places(id));
        model.agencies.rebuild();
    }
}

fn fold(model: &mut Model) {
    let state = &mut model.agencies;
    match state.current() {
        Some(Row::Place { row, open: true, .. }) => {
            let id = row.id;
            state.open.remove(&id);
            state.rebuild();
        }
        Some(row) => {
            let depth = row.depth();
            let parent = state.rows[..state.cursor].iter().rposition(|row| row.depth() < depth);
            state.cursor = parent.unwrap_or(state.cursor);
        }
        None => {}
    }
}

fn choose(model: &mut Model) {
    let Some(id) = model.agencies.agency().map(|row| row.id) else {
        let text = model.look.t("选的是机关; 这一行不是", "only an agency can be chosen");
        return model.tell(text);
    };
    match model.basket.iter().position(|chosen| *chosen == id) {
        Some(at) => {
            model.basket.remove(at);
        }
        None => model.basket.push(id),
    }
    model.agencies.cursor += 1;
}

fn findings_here(model: &mut Model) {
    let name = match model.agencies.current() {
        Some(Row::Agency { row, .. }) => row.agency.name.clone(),
        Some(Row::Place { row, .. }) => row.name.clone(),
        _ => return,
    };
    update::remember(model);
    findings::show(model, &format!("place:{name}"));
}

/// Takes what stands below a place.
pub fn take_places(
    model: &mut Model,
    place: PlaceId,
    places: Vec<PlaceRow>,
    agencies: Page<AgencyRow>,
) {
    let state = &mut model.agencies;
    let only = (places.len() == 1 && agencies.rows.is_empty()).then(|| places[0].id);
    let first = places.first().map(|row| row.id);
    let has_agencies = !agencies.rows.is_empty();
    state.children.insert(place, Children { places, agencies });
    state.rebuild();
    let next = if state.descend && !has_agencies { first } else { only };
    if state.descend && has_agencies {
        state.descend = false;
        state.cursor = state
            .rows
            .iter()
            .position(|row| matches!(row, Row::Agency { .. }))
            .unwrap_or(state.cursor);
    }
    if let Some(next) = next {
        if state.open.insert(next) && !state.children.contains_key(&next) {
            model.ask(Request::Places(next));
        }
        model.agencies.rebuild();
    }
    reveal(model);
}

/// Puts the cursor on the wanted agency, once it is unfolded.
fn reveal(model: &mut Model) {
    let state = &mut model.agencies;
    let Some(wanted) = state.wanted else { return };
    let at = state.rows.iter().position(|row| row.identity() == tree::Identity::Agency(wanted));
    if let Some(at) = at {
        state.cursor = at;
        state.wanted = None;
    }
}

/// Takes the agencies that match what was typed.
pub fn take_found(model: &mut Model, page: Page<AgencyRow>) {
    let state = &mut model.agencies;
    state.found = Some(page);
    state.cursor = 0;
    state.rebuild();
}

/// Takes the agency beside the tree.
pub fn take_card(model: &mut Model, card: Option<Box<AgencyCard>>, findings: Vec<StoredFinding>) {
    let state = &mut model.agencies;
    state.card = card.map(|card| *card);
    state.findings = findings;
    state.findings.sort_by_key(|found| {
        (found.verdict != Verdict::Open, -i32::from(found.finding.year), found.finding.severity)
    });
    state.findings.retain(|found| found.finding.severity <= Severity::Notice && !found.resolved);
    let Some(card) = &state.card else { return };
    if state.wanted != Some(card.row.id) {
        return;
    }
    // Unfold the way to the wanted agency.
    let way: Vec<PlaceId> = card.path.iter().map(|(id, _)| *id).collect();
    for id in way {
        model.agencies.open.insert(id);
        if !model.agencies.children.contains_key(&id) {
            model.ask(Request::Places(id));
        }
    }
    model.agencies.rebuild();
    reveal(model);
}

/// How many rows of the tree are on the screen.
fn tree_height(model: &Model) -> usize {
    usize::from(view::areas(model).tree.height)
}

/// Keeps the cursor on the screen and asks for the card of its agency.
pub fn settle(model: &mut Model) {
    let height = tree_height(model);
    let state = &mut model.agencies;
    state.cursor = state.cursor.min(state.rows.len().saturating_sub(1));
    state.top = scroll(state.top, state.cursor, height, state.rows.len());
    if model.hurried {
        return;
    }
    state.beside = state.current().cloned();
    // What stands below a place is shown beside it.
    let place = match state.current() {
        Some(Row::Place { row, .. }) => Some(row.id),
        _ => None,
    };
    let id = state.agency().map(|row| row.id);
    if place.is_some() && place != state.asked_place {
        // Asked once: a database that fails must not be asked for ever.
        state.asked_place = place;
        if let Some(place) = place.filter(|place| !state.children.contains_key(place)) {
            model.ask(Request::Places(place));
        }
    }
    let state = &mut model.agencies;
    if id.is_some() && id != state.asked && !model.is_waiting(Slot::Places(PlaceId::ROOT)) {
        model.agencies.asked = id;
        if let Some(id) = id {
            model.ask(Request::Card(id));
        }
    }
}
