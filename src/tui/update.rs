//! What a key, a paste, a new size or an answer changes.
//!
//! Pure but for the [effects](super::model::Effect) that it leaves in the model.

use super::action::{Action, Scope};
use super::keymap::Key;
use super::model::{Effect, Layer, Model};
use super::mouse::{self, Mouse};
use super::output;
use super::place::{Kept, Place, Screen};
use super::request::{Answer, Request};
use super::screen::{agencies, compare, coverage, findings, report};
use super::widget::{bulk, help, jump, plot, prompt};
use crate::store::{AgencyId, Error};
use ratatui::layout::Rect;

/// Something that happened.
#[derive(Debug)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// The mouse was used.
    Mouse(Mouse),
    /// Text was pasted.
    Paste(String),
    /// The terminal has a new size.
    Resize(u16, u16),
    /// The keys rest after they came one upon the other.
    Rest,
    /// The database answered a ticket.
    Answer(u64, Box<Answer>),
}

/// How many places Esc can go back through.
const MOST_BACK: usize = 100;

/// Changes the model.
pub fn update(model: &mut Model, input: Input) {
    let before = (model.screen, top(model));
    match input {
        Input::Key(key) => press(model, key),
        Input::Mouse(mouse) => {
            model.message = None;
            mouse::act(model, mouse);
        }
        Input::Paste(text) => paste(model, &text),
        Input::Resize(width, height) => {
            model.area = Rect::new(0, 0, width, height);
            report::resized(model);
        }
        Input::Rest => model.hurried = false,
        Input::Answer(ticket, answer) => {
            if model.accept(ticket) {
                take(model, *answer);
            }
        }
    }
    settle(model);
    let has_scrolled = model.screen == before.0 && top(model) != before.1;
    model.running = if model.hurried { model.running + usize::from(has_scrolled) } else { 0 };
}

/// The first row of the list on the screen, where something stands beside one.
fn top(model: &Model) -> usize {
    match model.screen {
        Screen::Agencies => model.agencies.top,
        Screen::Findings => model.findings.window.top,
        Screen::Report | Screen::Compare | Screen::Coverage => 0,
    }
}

/// Starts: asks for what the first frame needs, and goes to where one was.
pub fn start(model: &mut Model, kept: Kept, audit: bool) {
    model.basket = kept.basket.into_iter().map(AgencyId).collect();
    model.ask(Request::Summary);
    model.ask(Request::Recent);
    agencies::start(model, kept.here.as_ref());
    for place in [kept.report, kept.compare].into_iter().flatten() {
        go(model, place);
    }
    if audit {
        findings::audit(model);
    } else {
        go(model, kept.here.unwrap_or(Place::Agencies { agency: None, filter: String::new() }));
    }
    settle(model);
}

fn press(model: &mut Model, key: Key) {
    model.message = None;
    let scope = model.scope();
    match model.look.keys.lookup(scope, key) {
        Some(action) => act(model, action),
        None if scope == Scope::Prompt => prompt::typed(model, key),
        None if scope == Scope::Jump => jump::typed(model, key),
        None if scope == Scope::Bulk => bulk::typed(model, key),
        None if scope == Scope::Help => model.layer = None,
        None => {}
    }
}

fn paste(model: &mut Model, text: &str) {
    let text = crate::text::clean(text);
    match model.scope() {
        Scope::Prompt => prompt::pasted(model, &text),
        Scope::Jump => jump::pasted(model, &text),
        _ => {}
    }
}

/// Does what an action says, wherever one is.
pub fn act(model: &mut Model, action: Action) {
    match action {
        Action::Quit => {
            let kept = kept(model).to_text();
            model.ask(Request::Keep(kept));
            model.effects.push(Effect::Quit);
        }
        Action::Redraw => model.effects.push(Effect::Redraw),
        Action::Suspend => model.effects.push(Effect::Suspend),
        _ if model.layer.is_some() => act_on_layer(model, action),
        Action::Help => help::open(model),
        Action::Export => output::ask(model),
        Action::Paper => output::ask_paper(model),
        Action::Jump => jump::open(model),
        Action::Problems => help::open_problems(model),
        Action::GoAgencies => switch(model, Screen::Agencies),
        Action::GoReport => switch(model, Screen::Report),
        Action::GoCompare => switch(model, Screen::Compare),
        Action::GoFindings => switch(model, Screen::Findings),
        Action::GoCoverage => switch(model, Screen::Coverage),
        _ => match model.screen {
            Screen::Agencies => agencies::act(model, action),
            Screen::Report => report::act(model, action),
            Screen::Compare => compare::act(model, action),
            Screen::Findings => findings::act(model, action),
            Screen::Coverage => coverage::act(model, action),
        },
    }
}

fn act_on_layer(model: &mut Model, action: Action) {
    match model.layer {
        Some(Layer::Help(_)) => help::act(model, action),
        Some(Layer::Prompt(_)) => prompt::act(model, action),
        Some(Layer::Jump(_)) => jump::act(model, action),
        Some(Layer::Bulk(_)) => bulk::act(model, action),
        Some(Layer::Plot(_)) => plot::act(model, action),
        None => {}
    }
}

/// Shows a screen as it was left.
pub fn switch(model: &mut Model, screen: Screen) {
    if model.screen == screen {
        return;
    }
    remember(model);
    model.screen = screen;
    match screen {
        Screen::Report => report::enter(model),
        Screen::Compare => compare::enter(model),
        Screen::Findings => findings::enter(model),
        Screen::Coverage => coverage::enter(model),
        Screen::Agencies => {}
    }
}

/// Notes the place, to go back to it.
pub fn remember(model: &mut Model) {
    if let Some(place) = here(model) {
        if model.back.last() != Some(&place) {
            model.back.push(place);
        }
        if model.back.len() > MOST_BACK {
            model.back.remove(0);
        }
    }
}

/// Goes back to where one came from; the first screen says that it is the first.
pub fn back(model: &mut Model) {
    match model.back.pop() {
        Some(place) => go(model, place),
        None if model.screen != Screen::Agencies => model.screen = Screen::Agencies,
        None => {
            let text = model.look.t("已是最前一屏; q 退出", "this is the first screen; q quits");
            model.tell(text);
        }
    }
}

/// Goes to a place, without noting where one was.
pub fn go(model: &mut Model, place: Place) {
    model.screen = place.screen();
    match place {
        Place::Agencies { agency, filter } => {
            agencies::go(model, agency.map(AgencyId), &filter);
        }
        Place::Report { agency, year, section, cell } => {
            report::go(model, AgencyId(agency), Some(year), section, Some(cell));
        }
        Place::Compare { agencies, axis, agency, year, cell } => {
            let agencies = agencies.into_iter().map(AgencyId).collect();
            let here = (agency.map(AgencyId), year);
            compare::go(model, compare::What { agencies, axis, here }, Some(cell));
        }
        Place::Findings { filter, finding, walk } => {
            let finding = finding.as_deref().and_then(super::place::finding);
            findings::go(model, &filter, finding, walk);
        }
        Place::Coverage { filter } => coverage::go(model, &filter),
    }
}

/// Where one is.
pub fn here(model: &Model) -> Option<Place> {
    match model.screen {
        Screen::Agencies => Some(agencies::place(model)),
        Screen::Report => report::place(model),
        Screen::Compare => compare::place(model),
        Screen::Findings => Some(findings::place(model)),
        Screen::Coverage => Some(coverage::place(model)),
    }
}

/// What to keep until next time.
pub fn kept(model: &Model) -> Kept {
    Kept {
        here: here(model),
        report: report::place(model),
        compare: compare::place(model),
        basket: model.basket.iter().map(|id| id.0).collect(),
    }
}

fn take(model: &mut Model, answer: Answer) {
    match answer {
        Answer::Summary(summary) => {
            model.summary = Some(summary);
            coverage::summary_came(model);
        }
        Answer::Places(place, places, agencies) => {
            agencies::take_places(model, place, places, agencies);
        }
        Answer::Search(page) => agencies::take_found(model, page),
        Answer::Card(card, findings) => agencies::take_card(model, card, findings),
        Answer::Report(opened) => report::take(model, opened),
        Answer::Source(source) => report::take_source(model, source),
        Answer::Compare(compared, findings) => compare::take(model, compared, &findings),
        Answer::Findings(at, page) => findings::take_page(model, &at, page),
        Answer::Ordinal(key, before) => findings::take_ordinal(model, &key, before),
        Answer::Facets(facets) => findings::take_facets(model, facets),
        Answer::Finding(finding, years) => findings::take_finding(model, finding, years),
        Answer::Recent(decisions) => findings::take_recent(model, &decisions),
        Answer::Bulk(rows, marked) => bulk::take(model, &rows, &marked),
        Answer::Coverage(at, page) => coverage::take(model, &at, page),
        Answer::Found(typed, found, total) => jump::take(model, typed, found, total),
        Answer::Peers(peers) => plot::take(model, peers),
        Answer::Decided(ids, verdict, reason) => findings::decided(model, &ids, verdict, &reason),
        Answer::Undone(ids) => findings::undone(model, &ids),
        Answer::Redone(ids) => findings::redone(model, &ids),
        Answer::Written(path) => {
            let sentence = output::written(model.look, &path);
            model.tell(sentence);
        }
        Answer::Unwritten(path, error) => {
            let sentence = output::sentence(model.look, &path, &error);
            model.complain(sentence);
        }
        Answer::Kept | Answer::Failed(Error::Interrupted) => {}
        Answer::Failed(error) => {
            let sentence = error.message(model.look.lang);
            model.findings.forget_pending();
            model.complain(sentence);
        }
    }
}

/// After every change: cursors within their lists and on the screen, and what is now to be seen
/// asked for.
fn settle(model: &mut Model) {
    match model.screen {
        Screen::Agencies => agencies::settle(model),
        Screen::Report => report::settle(model),
        Screen::Compare => compare::settle(model),
        Screen::Findings => findings::settle(model),
        Screen::Coverage => coverage::settle(model),
    }
}
