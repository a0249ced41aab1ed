//! Screen 5: which agency has a report for which year.

mod view;

pub use view::{areas, name as mark_name, view};

use crate::store::{AgencyFilter, AgencyKey, Coverage, CoverageRow, Page, Position};
use crate::tui::action::Action;
use crate::tui::model::{Effect, Model};
use crate::tui::place::{Place, Screen};
use crate::tui::request::Request;
use crate::tui::screen::{agencies, compare, findings, report};
use crate::tui::update;
use crate::tui::widget::prompt::{self, Purpose};
use crate::tui::window::{Edge, Window, scroll};
use crate::tui::words;

const PAGE: usize = 200;

/// The state of screen 5.
#[derive(Debug, Clone, Default)]
pub struct CoverageMap {
    /// What was typed to filter.
    pub filter: String,
    /// The rows.
    pub window: Window<CoverageRow>,
    /// The years of the columns.
    pub years: Option<(i16, i16)>,
    /// The column of the cursor.
    pub column: usize,
    /// The first column on the screen.
    pub left: usize,
    /// Whether the rows have been asked for.
    started: bool,
    /// A gap is looked for, forward or not, and waits for more rows.
    seek: Option<bool>,
}

impl CoverageMap {
    /// The year and the mark of the cursor.
    pub fn here(&self) -> Option<(&CoverageRow, i16, Coverage)> {
        let row = self.window.current()?;
        let (year, mark) = row.marks.get(self.column)?;
        Some((row, *year, *mark))
    }
}

/// Goes to a place in the matrix.
pub fn go(model: &mut Model, filter: &str) {
    model.coverage.filter = filter.to_owned();
    ask_all(model);
}

/// The screen is switched to.
pub fn enter(model: &mut Model) {
    if !model.coverage.started {
        ask_all(model);
    }
}

/// The range of years is known now.
pub fn summary_came(model: &mut Model) {
    let waits = model.coverage.started && model.coverage.years.is_none();
    if waits {
        ask_all(model);
    }
}

/// Where one is on this screen.
pub fn place(model: &Model) -> Place {
    Place::Coverage { filter: model.coverage.filter.clone() }
}

/// Filters by what was typed.
pub fn set_filter(model: &mut Model, filter: &str) {
    model.coverage.filter = filter.to_owned();
    ask_all(model);
}

/// The agencies whose rows are shown.
pub fn filter(state: &CoverageMap) -> AgencyFilter {
    let text = state.filter.trim();
    AgencyFilter { text: (!text.is_empty()).then(|| text.to_owned()), ..AgencyFilter::default() }
}

fn ask_all(model: &mut Model) {
    let years = model.summary.as_ref().and_then(|summary| summary.years);
    let state = &mut model.coverage;
    state.started = true;
    state.window = Window { loading: Some(Edge::Whole), ..Window::default() };
    let Some(years) = years else { return };
    if state.years != Some(years) {
        state.years = Some(years);
        state.column = usize::from((years.1 - years.0).unsigned_abs());
    }
    let filter = filter(state);
    model.ask(Request::Coverage(filter, years, Position::First, PAGE));
}

/// Takes a page of the matrix.
pub fn take(model: &mut Model, at: &Position<AgencyKey>, page: Page<CoverageRow>) {
    let window = &mut model.coverage.window;
    match at {
        Position::First => window.take(Edge::Whole, page.rows, page.more, Some(0)),
        Position::Before(_) => window.take(Edge::Before, page.rows, page.more, None),
        Position::After(_) | Position::From(_) => {
            window.take(Edge::After, page.rows, page.more, None);
        }
        Position::Last => {
            let more = page.more;
            window.take(Edge::Whole, page.rows, false, if more { None } else { Some(0) });
            window.go(usize::MAX);
        }
    }
    seek(model);
}

/// Does what an action says on this screen.
pub fn act(model: &mut Model, action: Action) {
    let page = usize::from(view::areas(model).rows.height).max(2) as isize - 1;
    let state = &mut model.coverage;
    match action {
        Action::Down => state.window.step(1),
        Action::Up => state.window.step(-1),
        Action::PageDown => state.window.step(page),
        Action::PageUp => state.window.step(-page),
        Action::First if state.window.start == Some(0) => state.window.go(0),
        Action::First => ask_all(model),
        Action::Last if !state.window.after => state.window.go(usize::MAX),
        Action::Last => {
            if let Some(years) = state.years {
                let filter = filter(state);
                model.ask(Request::Coverage(filter, years, Position::Last, PAGE));
            }
        }
        Action::Right => state.column += 1,
        Action::Left => state.column = state.column.saturating_sub(1),
        Action::Open => open(model),
        Action::Filter => {
            let text = state.filter.clone();
            prompt::open(model, Purpose::Coverage, &text);
        }
        Action::ClearFilter if state.filter.is_empty() => {
            model.tell(words::no_filter(model.look));
        }
        Action::ClearFilter => set_filter(model, ""),
        Action::Basket => {
            if let Some(id) = state.window.current().map(|row| row.id) {
                match model.basket.iter().position(|chosen| *chosen == id) {
                    Some(at) => {
                        model.basket.remove(at);
                    }
                    None => model.basket.push(id),
                }
                model.coverage.window.step(1);
            }
        }
        Action::Compare => {
            let here = state.window.current().map(|row| row.id);
            compare::show_chosen(model, here);
        }
        Action::FindingsHere => {
            if let Some((row, year, _)) = state.here() {
                let filter = format!("place:{} year:{year}", row.name);
                update::remember(model);
                findings::show(model, &filter);
            }
        }
        Action::Copy => {
            if let Some(row) = state.window.current() {
                let text = row.name.clone();
                model.effects.push(Effect::Copy(text));
            }
        }
        Action::NextGap => next_gap(model, true),
        Action::PreviousGap => next_gap(model, false),
        Action::Back if !state.filter.is_empty() => set_filter(model, ""),
        Action::Back => update::back(model),
        _ => {}
    }
}

/// The next place in the matrix, by rows, that is not simply there; more rows are fetched on the
/// way.
fn next_gap(model: &mut Model, forward: bool) {
    model.coverage.seek = Some(forward);
    seek(model);
}

/// Goes on to the place that is looked for, as far as there are rows.
fn seek(model: &mut Model) {
    let state = &mut model.coverage;
    let Some(forward) = state.seek else { return };
    let here = (state.window.cursor, state.column);
    let rows = state.window.rows.iter().enumerate();
    let mut gaps = rows.flat_map(|(at, row)| {
        let marks = row.marks.iter().enumerate();
        let gaps = marks.filter(|(_, (_, mark))| *mark != Coverage::Present);
        gaps.map(move |(column, _)| (at, column))
    });
    let next =
        if forward { gaps.find(|at| *at > here) } else { gaps.take_while(|at| *at < here).last() };
    if let Some((row, column)) = next {
        state.window.go(row);
        (state.column, state.seek) = (column, None);
        return;
    }
    let (more, edge) = if forward {
        (state.window.after, Edge::After)
    } else {
        (state.window.before, Edge::Before)
    };
    if more {
        if state.window.loading.is_none() {
            ask_edge(model, edge);
        }
        return;
    }
    state.seek = None;
    let text =
        model.look.t("没有更多缺、迟、读不出或多份的", "nothing else is missing or late that way");
    model.tell(text);
}

fn ask_edge(model: &mut Model, edge: Edge) {
    let state = &mut model.coverage;
    let Some(years) = state.years else { return };
    let at = match edge {
        Edge::After => state.window.rows.last().map(|row| Position::After(row.key.clone())),
        _ => state.window.rows.first().map(|row| Position::Before(row.key.clone())),
    };
    if let Some(at) = at {
        state.window.loading = Some(edge);
        let filter = filter(state);
        model.ask(Request::Coverage(filter, years, at, PAGE));
    }
}

fn open(model: &mut Model) {
    let Some((row, year, mark)) = model.coverage.here() else { return };
    let id = row.id;
    match mark {
        Coverage::Missing => {
            let text = model.look.t("这一年缺报", "no report for this year");
            model.tell(text);
        }
        // What the document is instead stands among the years of the agency.
        Coverage::Unreadable => {
            update::remember(model);
            model.screen = Screen::Agencies;
            agencies::go(model, Some(id), "");
        }
        _ => {
            update::remember(model);
            report::show(model, id, Some(year));
        }
    }
}

/// Keeps the cursor on the screen and fetches more near the ends.
pub fn settle(model: &mut Model) {
    let areas = view::areas(model);
    let state = &mut model.coverage;
    let columns =
        state.years.map_or(0, |years| usize::from((years.1 - years.0).unsigned_abs()) + 1);
    state.column = state.column.min(columns.saturating_sub(1));
    state.left = scroll(state.left, state.column, areas.fit, columns);
    if let Some(edge) = state.window.settle(usize::from(areas.rows.height)) {
        ask_edge(model, edge);
    }
}
