//! Steps through the queue: to the next open one, the next agency, the next rule. Where the rows
//! that are here do not reach, more are fetched and the step goes on.

use super::{Findings, ask_edge};
use crate::record::Verdict;
use crate::store::{AgencyId, FindingRow};
use crate::tui::action::Action;
use crate::tui::model::{Look, Model};
use crate::tui::window::Edge;

/// What a step looks for.
#[derive(Debug, Clone, PartialEq)]
enum Wanted {
    /// One that nobody decided on.
    Open,
    /// One of another agency.
    OtherAgency(AgencyId),
    /// One of another rule.
    OtherRule(String),
}

/// A step that may wait for more rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Seek {
    wanted: Wanted,
    forward: bool,
    /// Whether the row of the cursor itself may be it.
    here_too: bool,
}

impl Seek {
    /// The first open one of the queue.
    pub fn first_open() -> Seek {
        Seek { wanted: Wanted::Open, forward: true, here_too: true }
    }

    /// The next open one after the cursor.
    pub fn next_open() -> Seek {
        Seek { wanted: Wanted::Open, forward: true, here_too: false }
    }

    fn fits(&self, state: &Findings, row: &FindingRow) -> bool {
        match &self.wanted {
            Wanted::Open => row.verdict == Verdict::Open && !state.is_pending(row.id),
            Wanted::OtherAgency(agency) => row.agency_id != *agency,
            Wanted::OtherRule(rule) => row.rule != *rule,
        }
    }
}

/// Does the step that an action says, if it is one.
pub fn act(model: &mut Model, action: Action) {
    let Some(here) = model.findings.window.current() else { return };
    let (wanted, forward) = match action {
        Action::NextOpen => (Wanted::Open, true),
        Action::PreviousOpen => (Wanted::Open, false),
        Action::NextAgency => (Wanted::OtherAgency(here.agency_id), true),
        Action::PreviousAgency => (Wanted::OtherAgency(here.agency_id), false),
        Action::NextRule => (Wanted::OtherRule(here.rule.clone()), true),
        Action::PreviousRule => (Wanted::OtherRule(here.rule.clone()), false),
        _ => return,
    };
    start(model, Seek { wanted, forward, here_too: false });
}

/// What is said at the end of the open ones.
pub fn nothing_open(look: Look) -> &'static str {
    look.t("没有更多待审", "nothing more is open")
}

/// Starts a step.
pub fn start(model: &mut Model, seek: Seek) {
    model.findings.seek = Some(seek);
    go_on(model);
}

/// Goes on with a step after more rows have come.
pub fn go_on(model: &mut Model) {
    let state = &mut model.findings;
    let Some(seek) = state.seek.clone() else { return };
    let window = &state.window;
    let (rows, cursor) = (&window.rows, window.cursor);
    let found = if seek.forward {
        let from = if seek.here_too { cursor } else { cursor + 1 };
        (from..rows.len()).find(|at| seek.fits(state, &rows[*at]))
    } else {
        (0..cursor.min(rows.len())).rev().find(|at| seek.fits(state, &rows[*at]))
    };
    let (more, edge) =
        if seek.forward { (window.after, Edge::After) } else { (window.before, Edge::Before) };
    if let Some(at) = found {
        state.window.go(at);
        state.seek = None;
    } else if more {
        if state.window.loading.is_none() {
            ask_edge(model, edge);
        }
    } else if window.loading.is_none() {
        state.seek = None;
        let text = match seek.wanted {
            Wanted::Open => nothing_open(model.look),
            _ => model.look.t("没有更多了", "no more that way"),
        };
        let already = model.message.as_ref().map(|message| message.text.clone());
        let text = already.map_or(text.to_owned(), |already| format!("{already}  {text}"));
        model.tell(text);
    }
}
