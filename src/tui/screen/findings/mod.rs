//! Screen 4: the queue of findings, its facets, and the walkthrough.

mod facets;
mod pace;
mod query;
mod steps;
mod verdicts;
mod view;
mod walk;
mod walk_view;

pub use facets::FacetLine;
pub use pace::Pace;
pub use query::Query;
pub use verdicts::{decide, decide_many, decided, note, redone, take_recent, undone};
pub use view::{areas, tabs, title, view};
pub use walk::{Shown, Walk};

use crate::record::{FindingId, Verdict};
use crate::store::{Facets, FindingRow, Page, Position, QueueKey, StoredFinding};
use crate::text::Lang;
use crate::tui::action::Action;
use crate::tui::model::{Effect, Model};
use crate::tui::place::{Place, Screen};
use crate::tui::request::{Request, YearCell};
use crate::tui::sift::Sift;
use crate::tui::update;
use crate::tui::widget::bulk;
use crate::tui::widget::prompt::{self, Purpose};
use crate::tui::window::{Edge, Window, scroll};
use crate::tui::words;
use steps::Seek;

/// How many rows are fetched at once.
const PAGE: usize = 200;

/// The state of screen 4.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// The filter.
    pub query: Query,
    /// The counts of the filter.
    pub facets: Option<Facets>,
    /// These as lines.
    pub facet_lines: Vec<FacetLine>,
    /// The line of the facets' cursor.
    pub facet_cursor: usize,
    /// The first line of the facets on the screen.
    pub facet_top: usize,
    /// Whether the keys go to the facets.
    pub on_facets: bool,
    /// The queue.
    pub window: Window<FindingRow>,
    /// Whether the queue has been asked for.
    pub started: bool,
    /// The walkthrough, where it is open.
    pub walk: Option<Walk>,
    /// The finding of the cursor, whole, where it is shown.
    pub shown: Shown,
    /// The reasons given so far, newest last.
    pub reasons: Vec<String>,
    /// The last verdict with its reason.
    pub last: Option<(Verdict, String)>,
    /// How fast one decides, where that is known.
    pub pace: Option<Pace>,
    /// The findings that are marked, to be decided at once.
    pub marked: Vec<FindingId>,
    /// What a decision on many is about to decide.
    pub bulk: Vec<FindingId>,
    /// What was decided and is not known to be on the disk yet: it is not shown as decided.
    pending: Vec<Pending>,
    /// The finding to put the cursor on as soon as it is here.
    wanted: Option<FindingId>,
    /// A search that waits for more rows.
    seek: Option<Seek>,
    /// Rows that were decided outside of what is here are to be looked at again.
    refreshing: bool,
}

/// A decision on its way to the disk.
#[derive(Debug, Clone)]
struct Pending {
    ids: Vec<FindingId>,
    /// What is said when it is there.
    sentence: String,
}

impl Findings {
    /// Whether a decision on a finding is on its way.
    fn is_pending(&self, id: FindingId) -> bool {
        self.pending.iter().any(|pending| pending.ids.contains(&id))
    }

    /// The database failed: what was on its way may not have come.
    pub fn forget_pending(&mut self) {
        self.pending.clear();
    }
}

/// Opens the walkthrough at the first open finding.
pub fn audit(model: &mut Model) {
    model.screen = Screen::Findings;
    model.findings.walk = Some(Walk::default());
    model.findings.seek = Some(Seek::first_open());
    ask_all(model);
}

/// Shows the list of a filter.
pub fn show(model: &mut Model, filter: &str) {
    go(model, filter, None, false);
}

/// Goes to a place in the queue.
pub fn go(model: &mut Model, filter: &str, finding: Option<FindingId>, walk: bool) {
    model.screen = Screen::Findings;
    let query = Query::parse(filter);
    let state = &mut model.findings;
    state.on_facets = false;
    state.walk = walk.then(Walk::default);
    let at = finding.and_then(|id| state.window.rows.iter().position(|row| row.id == id));
    if state.started && state.query == query && (at.is_some() || finding.is_none()) {
        if let Some(at) = at {
            state.window.go(at);
        }
        return;
    }
    state.query = query;
    state.wanted = finding;
    ask_all(model);
}

/// The screen is switched to.
pub fn enter(model: &mut Model) {
    if !model.findings.started {
        ask_all(model);
    }
}

/// Where one is on this screen.
pub fn place(model: &Model) -> Place {
    let state = &model.findings;
    Place::Findings {
        filter: state.query.text(),
        finding: state.window.current().map(|row| row.id.to_string()),
        walk: state.walk.is_some(),
    }
}

/// Filters by what was typed.
pub fn set_filter(model: &mut Model, text: &str) {
    let query = Query::parse(text);
    if !query.unknown.is_empty() {
        let sentence =
            format!("{} {}", model.look.t("不明白:", "not understood:"), query.unknown.join(" "));
        model.complain(sentence);
    }
    set_query(model, query);
}

fn set_query(model: &mut Model, query: Query) {
    model.findings.query = query;
    model.findings.wanted = None;
    ask_all(model);
}

/// Asks for the queue and its counts from the start.
fn ask_all(model: &mut Model) {
    let state = &mut model.findings;
    state.started = true;
    state.window = Window { loading: Some(Edge::Whole), ..Window::default() };
    let (filter, sift) = asked(state);
    model.ask(Request::Facets(filter.clone()));
    model.ask(Request::Findings(filter, sift, Position::First, PAGE));
}

/// What the queue is asked for by.
pub fn asked(state: &Findings) -> (crate::store::FindingFilter, Sift) {
    (state.query.filter(), Sift { z: state.query.z })
}

fn ask_edge(model: &mut Model, edge: Edge) {
    let state = &mut model.findings;
    let rows = &state.window.rows;
    let at = match edge {
        Edge::Whole => Position::First,
        Edge::After => match rows.last() {
            Some(row) => Position::After(row.key),
            None => return,
        },
        Edge::Before => match rows.first() {
            Some(row) => Position::Before(row.key),
            None => return,
        },
    };
    state.window.loading = Some(edge);
    let (filter, sift) = asked(state);
    model.ask(Request::Findings(filter, sift, at, PAGE));
}

/// Takes a page of the queue.
pub fn take_page(model: &mut Model, at: &Position<QueueKey>, page: Page<FindingRow>) {
    let state = &mut model.findings;
    match at {
        Position::First => state.window.take(Edge::Whole, page.rows, page.more, Some(0)),
        Position::After(_) => state.window.take(Edge::After, page.rows, page.more, None),
        Position::Before(_) => state.window.take(Edge::Before, page.rows, page.more, None),
        Position::From(_) if state.refreshing => {
            state.refreshing = false;
            for row in page.rows {
                if let Some(old) = state.window.rows.iter_mut().find(|old| old.id == row.id) {
                    *old = row;
                }
            }
        }
        Position::From(_) => state.window.take(Edge::Whole, page.rows, page.more, None),
        Position::Last => {
            let start = if page.more { None } else { Some(0) };
            state.window.take(Edge::Whole, page.rows, false, start);
            state.window.go(usize::MAX);
        }
    }
    count_before(model);
    if let Some(id) = model.findings.wanted {
        let state = &mut model.findings;
        match state.window.rows.iter().position(|row| row.id == id) {
            Some(at) => {
                state.window.go(at);
                state.wanted = None;
            }
            // Further down: the finding itself tells where.
            None if matches!(at, Position::First) => model.ask(Request::Finding(id)),
            None => state.wanted = None,
        }
    }
    steps::go_on(model);
}

/// Has it counted how many findings stand before those that are here, where nobody knows.
fn count_before(model: &mut Model) {
    let state = &model.findings;
    // What is sifted one by one is not counted: that takes as long as reading all of it.
    if state.window.start.is_some() || state.query.z.is_some() {
        return;
    }
    let Some(key) = state.window.rows.first().map(|row| row.key) else { return };
    let (filter, _) = asked(state);
    model.ask(Request::Ordinal(filter, key));
}

/// Takes the number of findings that stand before one of those that are here.
pub fn take_ordinal(model: &mut Model, key: &QueueKey, before: u64) {
    let window = &mut model.findings.window;
    let at = window.rows.iter().position(|row| row.key == *key);
    if let (Some(at), Ok(before)) = (at, usize::try_from(before)) {
        window.start = before.checked_sub(at);
    }
}

/// Takes the counts beside the queue.
pub fn take_facets(model: &mut Model, facets: Facets) {
    let state = &mut model.findings;
    state.facet_lines = facets::lines(&facets);
    state.facets = Some(facets);
}

/// Takes one finding.
pub fn take_finding(model: &mut Model, finding: Option<Box<StoredFinding>>, years: Vec<YearCell>) {
    let Some(finding) = finding else {
        model.findings.wanted = None;
        return;
    };
    let state = &mut model.findings;
    if state.wanted == Some(finding.finding.id) {
        let (filter, sift) = asked(state);
        model.ask(Request::Findings(filter, sift, Position::From(finding.key), PAGE));
        return;
    }
    if let Some(row) = state.window.rows.iter_mut().find(|row| row.id == finding.finding.id) {
        row.verdict = finding.verdict;
        row.changed = finding.changed.is_some();
    }
    if state.shown.take(*finding, years)
        && let Some(walk) = &mut state.walk
    {
        walk.top = 0;
    }
}

/// Does what an action says on this screen.
pub fn act(model: &mut Model, action: Action) {
    let window = &model.findings.window;
    let on_list = !model.findings.on_facets;
    let is_empty = window.rows.is_empty() && window.loading.is_none();
    if is_empty && on_list && is_about_a_row(action) {
        let text = model.look.t("没有疑点", "no findings");
        return model.tell(text);
    }
    if model.findings.walk.is_some() {
        return walk::act(model, action);
    }
    if model.findings.on_facets {
        return act_on_facets(model, action);
    }
    let page = usize::from(view::areas(model).list.height).max(2) as isize - 1;
    let window = &mut model.findings.window;
    match action {
        Action::Down => window.step(1),
        Action::Up => window.step(-1),
        Action::PageDown => window.step(page),
        Action::PageUp => window.step(-page),
        Action::First if window.start == Some(0) => window.go(0),
        Action::First => ask_all(model),
        Action::Last if !window.after => window.go(usize::MAX),
        Action::Last => {
            let (filter, sift) = asked(&model.findings);
            model.ask(Request::Findings(filter, sift, Position::Last, PAGE));
        }
        Action::Open => {
            if window.current().is_some() {
                update::remember(model);
                model.findings.walk = Some(Walk::default());
            }
        }
        Action::Mark => {
            mark(&mut model.findings);
            model.findings.window.step(1);
        }
        Action::Copy => {
            if let Some(row) = window.current() {
                let text = view::row_text(model.look, row);
                model.effects.push(Effect::Copy(text));
            }
        }
        _ => act_anywhere(model, action),
    }
}

/// Whether an action needs a finding to be about.
fn is_about_a_row(action: Action) -> bool {
    walk::verdict_of(action).is_some()
        || matches!(
            action,
            Action::Open
                | Action::Bulk
                | Action::Rule
                | Action::Mark
                | Action::Copy
                | Action::Note
                | Action::Source
                | Action::Peers
                | Action::AcrossYears
                | Action::NextOpen
                | Action::PreviousOpen
                | Action::NextAgency
                | Action::PreviousAgency
                | Action::NextRule
                | Action::PreviousRule
        )
}

/// Marks the finding of the cursor, or takes its mark away.
fn mark(state: &mut Findings) {
    let Some(id) = state.window.current().map(|row| row.id) else { return };
    match state.marked.iter().position(|marked| *marked == id) {
        Some(at) => {
            state.marked.remove(at);
        }
        None => state.marked.push(id),
    }
}

/// Takes all marks away.
fn unmark(model: &mut Model) {
    let text = match (model.findings.marked.len(), model.look.lang) {
        (0, Lang::Zh) => "没有标记".to_owned(),
        (0, Lang::En) => "nothing is marked".to_owned(),
        (count, Lang::Zh) => format!("取消了 {count} 个标记"),
        (count, Lang::En) => format!("{count} marks taken away"),
    };
    model.findings.marked.clear();
    model.tell(text);
}

/// Actions that mean the same on the list and on its facets.
fn act_anywhere(model: &mut Model, action: Action) {
    match action {
        Action::Facets => {
            let state = &mut model.findings;
            state.on_facets = !state.on_facets;
            if state.on_facets {
                land_on_door(state, 1);
            }
        }
        Action::Filter => {
            let mut text = model.findings.query.text();
            if !text.is_empty() {
                text.push(' ');
            }
            prompt::open(model, Purpose::Findings, &text);
        }
        Action::ClearFilter if model.findings.query == Query::default() => {
            model.tell(words::no_filter(model.look));
        }
        Action::ClearFilter => set_query(model, Query::default()),
        Action::Bulk => bulk::open(model),
        Action::Unmark => unmark(model),
        Action::Rule => walk::rule(model),
        Action::Undo => verdicts::undo(model),
        Action::Redo => verdicts::redo(model),
        Action::Back => {
            if model.findings.on_facets {
                model.findings.on_facets = false;
            } else {
                update::back(model);
            }
        }
        _ => steps::act(model, action),
    }
}

fn act_on_facets(model: &mut Model, action: Action) {
    let page = usize::from(view::areas(model).list.height).max(2) as isize - 1;
    let state = &mut model.findings;
    let step = |state: &mut Findings, by: isize| {
        state.facet_cursor = state.facet_cursor.saturating_add_signed(by);
        land_on_door(state, by);
    };
    match action {
        Action::Down => step(state, 1),
        Action::Up => step(state, -1),
        Action::PageDown => step(state, page),
        Action::PageUp => step(state, -page),
        Action::First => step(state, isize::MIN),
        Action::Last => step(state, isize::MAX),
        Action::Open => {
            if let Some(FacetLine::Door(condition, _)) = state.facet_lines.get(state.facet_cursor) {
                let mut query = state.query.clone();
                facets::toggle(&mut query, &condition.clone());
                set_query(model, query);
            }
        }
        _ => act_anywhere(model, action),
    }
}

/// Puts the facets' cursor on a condition, not on a heading.
fn land_on_door(state: &mut Findings, by: isize) {
    let lines = &state.facet_lines;
    let last = lines.len().saturating_sub(1);
    let at = state.facet_cursor.min(last);
    let is_door = |at: &usize| matches!(lines.get(*at), Some(FacetLine::Door(..)));
    let forward = (at..lines.len()).find(is_door);
    let backward = (0..=at).rev().find(is_door);
    let next = if by < 0 { backward.or(forward) } else { forward.or(backward) };
    state.facet_cursor = next.unwrap_or(0);
}

/// Keeps the cursors on the screen, fetches more of the queue near its ends, and asks for the
/// finding that the walkthrough shows.
pub fn settle(model: &mut Model) {
    let areas = view::areas(model);
    let state = &mut model.findings;
    let height = usize::from(areas.list.height);
    land_on_door(state, 1);
    let lines = state.facet_lines.len();
    state.facet_top = scroll(state.facet_top, state.facet_cursor, height, lines);
    if state.facet_cursor == 1 {
        // The heading above the first condition.
        state.facet_top = 0;
    }
    if let Some(edge) = state.window.settle(height)
        && state.started
        && !state.refreshing
    {
        ask_edge(model, edge);
    }
    walk::settle(model);
}
