//! Screen 3: the rows of the form by the years of one agency, by several agencies, or by both.

mod columns;
mod figures;
mod lines;
mod listing;
mod steps;
mod view;

pub use columns::{Axis, CompareColumn};
pub use figures::Measure;
pub use lines::CompareLine;
pub use listing::listing;
pub use view::{areas, tab_at, tabs, title, view};

use crate::form::{Cell, Column, Row, Section, Table};
use crate::record::{Agency, Severity};
use crate::store::{AgencyId, FindingRow, ReportRow};
use crate::tui::action::Action;
use crate::tui::model::Model;
use crate::tui::place::{Place, Screen};
use crate::tui::request::{Compared, Request};
use crate::tui::screen::{findings, report};
use crate::tui::update;
use crate::tui::widget::plot;
use crate::tui::window::scroll;
use std::collections::HashMap;

/// The state of screen 3.
#[derive(Debug, Clone)]
pub struct Compare {
    /// The agencies that were asked for.
    pub agencies: Vec<AgencyId>,
    /// What the columns are.
    pub axis: Axis,
    /// The agency whose years are compared.
    pub agency: Option<AgencyId>,
    /// The year in which agencies are compared.
    pub year: Option<i16>,
    /// The agencies with all their reports.
    pub compared: Vec<Compared>,
    /// The columns.
    pub columns: Vec<CompareColumn>,
    /// The worst finding on a cell of a report.
    pub marks: HashMap<(AgencyId, i16, Cell), Severity>,
    /// The table.
    pub table: Table,
    /// The kind of applicant that table three is shown for.
    pub applicant: Column,
    /// What is shown of the figures.
    pub measure: Measure,
    /// Whether only rows that differ are shown.
    pub only_different: bool,
    /// Whether the columns are sorted by a row.
    pub sorted: bool,
    /// The lines.
    pub lines: Vec<CompareLine>,
    /// The line of the cursor.
    pub cursor: usize,
    /// The column of the cursor.
    pub column: usize,
    /// The first line on the screen.
    pub top: usize,
    /// The first column on the screen.
    pub left: usize,
    /// The cell whose row is drawn below the table: that of the cursor, once keys rest.
    pub explained: Option<Cell>,
    /// Whether the reports have come.
    pub ready: bool,
    /// The newest year of the database.
    last: Option<i16>,
}

impl Default for Compare {
    fn default() -> Self {
        Compare {
            agencies: Vec::new(),
            axis: Axis::Years,
            agency: None,
            year: None,
            compared: Vec::new(),
            columns: Vec::new(),
            marks: HashMap::new(),
            table: Table::Requests,
            applicant: Column::Total,
            measure: Measure::Value,
            only_different: false,
            sorted: false,
            lines: Vec::new(),
            cursor: 0,
            column: 0,
            top: 0,
            left: 0,
            explained: None,
            ready: false,
            last: None,
        }
    }
}

impl Compare {
    /// The cell of a line.
    pub fn cell(&self, line: usize) -> Option<Cell> {
        match self.lines.get(line)? {
            CompareLine::Figures { cell, .. } => Some(*cell),
            CompareLine::Heading(_) => None,
        }
    }

    /// The agency of a column; its columns are made from the agencies that are here.
    pub fn agency(&self, column: &CompareColumn) -> Option<&Agency> {
        self.compared.iter().find(|it| it.id == column.id).map(|it| &it.agency)
    }

    /// The report that a figure's change is counted from: that of the year before, or the first
    /// agency's.
    pub fn base(&self, column: &CompareColumn) -> Option<&ReportRow> {
        let report = |id: AgencyId, year: i16| {
            let of = self.compared.iter().find(|it| it.id == id)?;
            of.reports.iter().find(|report| report.year == year)
        };
        if self.axis == Axis::Agencies {
            let first = self.compared.first()?.id;
            return if first == column.id { None } else { report(first, column.year) };
        }
        report(column.id, column.year - 1)
    }

    /// The reports of the columns that have one.
    fn reports(&self) -> Vec<&ReportRow> {
        self.columns.iter().filter_map(|column| column.report.as_ref()).collect()
    }

    /// Lays the columns out anew, with the cursor on an agency and a year where they are among
    /// them, else on the newest report.
    fn lay_columns(&mut self, here: Option<(AgencyId, i16)>) {
        if self.axis == Axis::Agencies && self.year.is_none() {
            let years = self.compared.iter().flat_map(|it| it.reports.iter().map(|it| it.year));
            self.year = years.max();
        }
        self.columns =
            columns::columns(&self.compared, self.axis, self.agency, self.year, self.last);
        self.sorted = false;
        let at = here.and_then(|here| self.columns.iter().position(|it| (it.id, it.year) == here));
        let newest = || {
            let first = self.columns.first().map(|column| column.id);
            let there = |it: &CompareColumn| it.report.is_some() && Some(it.id) == first;
            self.columns.iter().rposition(there)
        };
        self.column = at.or_else(newest).unwrap_or(0);
        self.rebuild();
    }

    fn rebuild(&mut self) {
        let kept = self.cell(self.cursor);
        self.lines = lines::lines(self.table, self.applicant, &self.reports());
        if self.only_different {
            let lines = std::mem::take(&mut self.lines);
            self.lines = figures::only_different(self, lines);
        }
        let at = kept.and_then(|kept| {
            let same = |cell: Cell| cell == kept || lines::same_row(cell, kept);
            (0..self.lines.len()).find(|line| self.cell(*line).is_some_and(same))
        });
        self.cursor = at.unwrap_or(0);
        self.land(1);
    }

    /// Moves the cursor off a heading.
    fn land(&mut self, by: isize) {
        let ok = |line: usize| self.cell(line).is_some();
        let forward = (self.cursor..self.lines.len()).find(|line| ok(*line));
        let last = self.lines.len().min(self.cursor + 1);
        let backward = (0..last).rev().find(|line| ok(*line));
        let next = if by < 0 { backward.or(forward) } else { forward.or(backward) };
        self.cursor = next.unwrap_or(0);
    }

    fn step(&mut self, by: isize) {
        let last = self.lines.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        self.land(by);
    }
}

/// What a comparison is of.
#[derive(Debug, Clone, PartialEq)]
pub struct What {
    /// The agencies.
    pub agencies: Vec<AgencyId>,
    /// What the columns are.
    pub axis: Axis,
    /// The agency and the year of the cursor.
    pub here: (Option<AgencyId>, Option<i16>),
}

impl What {
    /// Several agencies in the newest year; one alone over its years.
    pub fn of(agencies: Vec<AgencyId>) -> What {
        let axis = if agencies.len() > 1 { Axis::Agencies } else { Axis::Years };
        What { agencies, axis, here: (None, None) }
    }

    /// The years of one agency, with the cursor on one of them.
    pub fn years(agency: AgencyId, year: Option<i16>) -> What {
        What { agencies: vec![agency], axis: Axis::Years, here: (Some(agency), year) }
    }
}

/// Compares agencies; one alone over its years.
pub fn show(model: &mut Model, agencies: Vec<AgencyId>) {
    go(model, What::of(agencies), None);
}

/// Compares what is chosen, where more than one agency is, or else the agency of a cursor; says
/// how to choose where there is neither.
pub fn show_chosen(model: &mut Model, here: Option<AgencyId>) {
    let chosen =
        if model.basket.len() > 1 { model.basket.clone() } else { here.into_iter().collect() };
    if chosen.is_empty() {
        let text = model
            .look
            .t("先用空格选机关, 或把光标放在机关上", "choose agencies with Space, or go to one");
        model.tell(text);
        return;
    }
    update::remember(model);
    show(model, chosen);
}

/// Goes to a place in a comparison.
pub fn go(model: &mut Model, what: What, cell: Option<Cell>) {
    model.screen = Screen::Compare;
    let last = model.summary.as_ref().and_then(|summary| summary.years).map(|years| years.1);
    let state = &mut model.compare;
    if let Some(cell) = cell {
        state.table = cell.table();
        if let Some((_, column)) = cell.as_request() {
            state.applicant = column;
        }
    }
    let (agency, year) = what.here;
    (state.axis, state.agency, state.year, state.last) = (what.axis, agency, year, last);
    let here = agency.zip(year);
    if state.agencies != what.agencies || !state.ready {
        state.agencies = what.agencies.clone();
        state.ready = false;
        state.compared.clear();
        state.only_different = false;
        model.ask(Request::Compare(what.agencies));
    }
    let state = &mut model.compare;
    state.lay_columns(here);
    if let Some(cell) = cell {
        let at = (0..state.lines.len()).find(|line| state.cell(*line) == Some(cell));
        if let Some(at) = at {
            state.cursor = at;
        } else {
            // The columns are still coming; one line stands for the cell until then.
            let label = cell.info().row;
            state.lines = vec![CompareLine::Figures { label, short: label, nested: false, cell }];
            state.cursor = 0;
        }
    }
}

/// The screen is switched to: with nothing compared yet, what is chosen or open is.
pub fn enter(model: &mut Model) {
    if !model.compare.agencies.is_empty() {
        return;
    }
    let chosen = if model.basket.is_empty() {
        let open = model.report.asked.map(|(agency, _)| agency);
        open.or_else(|| model.agencies.agency().map(|row| row.id)).into_iter().collect()
    } else {
        model.basket.clone()
    };
    if !chosen.is_empty() {
        show(model, chosen);
    }
}

/// Where one is on this screen.
pub fn place(model: &Model) -> Option<Place> {
    let state = &model.compare;
    if state.agencies.is_empty() {
        return None;
    }
    let cell = state.cell(state.cursor).unwrap_or(Cell::request(Row::NEW, Column::Total));
    let agencies = state.agencies.iter().map(|id| id.0).collect();
    let here = state.columns.get(state.column);
    Some(Place::Compare {
        agencies,
        axis: state.axis,
        agency: here.map(|column| column.id.0),
        year: here.map(|column| column.year),
        cell,
    })
}

/// Takes the agencies with their reports.
pub fn take(model: &mut Model, compared: Vec<Compared>, findings: &[FindingRow]) {
    let last = model.summary.as_ref().and_then(|summary| summary.years).map(|years| years.1);
    let state = &mut model.compare;
    state.compared = compared;
    state.ready = true;
    state.last = last;
    state.marks.clear();
    for finding in findings {
        // The one cell that explains it, or else the questioned one.
        let Some(cell) = finding.suspect.or(finding.cells.first().copied()) else { continue };
        let mark = state.marks.entry((finding.agency_id, finding.year, cell));
        let worst = mark.or_insert(finding.severity);
        *worst = (*worst).min(finding.severity);
    }
    state.lay_columns(state.agency.zip(state.year));
}

/// Does what an action says on this screen.
pub fn act(model: &mut Model, action: Action) {
    let page = usize::from(view::areas(model).rows.height).max(2) as isize - 1;
    let state = &mut model.compare;
    match action {
        Action::Down => state.step(1),
        Action::Up => state.step(-1),
        Action::PageDown => state.step(page),
        Action::PageUp => state.step(-page),
        Action::First => state.step(isize::MIN),
        Action::Last => state.step(isize::MAX),
        Action::Right => state.column += 1,
        Action::Left => state.column = state.column.saturating_sub(1),
        Action::NextTab => steps::turn(state, 1),
        Action::PreviousTab => steps::turn(state, 2),
        Action::Measure => state.measure = state.measure.next(),
        Action::SwitchColumns => steps::switch_columns(model),
        Action::OnlyDifferent => {
            state.only_different = !state.only_different;
            state.rebuild();
        }
        Action::Sort => steps::sort(state),
        Action::NextColumn => steps::applicant(model, 1),
        Action::PreviousColumn => steps::applicant(model, 6),
        Action::NextDifference => steps::difference(model, true),
        Action::PreviousDifference => steps::difference(model, false),
        Action::NextYear => steps::step_other(model, 1),
        Action::PreviousYear => steps::step_other(model, -1),
        Action::Open => open(model),
        Action::Source => source(model),
        Action::FindingsHere => findings_here(model),
        Action::Peers => peers(model),
        Action::Copy => listing::copy(model),
        Action::Back => update::back(model),
        _ => {}
    }
}

/// Shows the table of a tab.
pub fn turn_to(model: &mut Model, tab: usize) {
    let state = &mut model.compare;
    if let Some(table) = Table::ALL.get(tab) {
        (state.table, state.top) = (*table, 0);
        state.rebuild();
    }
}

/// Puts the cursor on what is drawn at a place of the screen; whether it was there already.
pub fn point(model: &mut Model, x: u16, y: u16) -> bool {
    let (rows, look) = (view::areas(model).rows, model.look);
    let state = &mut model.compare;
    let columns = view::Columns::of(state, rows.width, look);
    let line = state.top + usize::from(y.saturating_sub(rows.y));
    if state.cell(line).is_none() {
        return false;
    }
    let before = (state.cursor, state.column);
    state.cursor = line;
    if let Some(column) = columns.at(x.saturating_sub(rows.x)) {
        state.column = state.left + column;
    }
    (state.cursor, state.column) == before
}

/// The report and the cell of the cursor; a year without a report says so.
fn here(model: &mut Model) -> Option<(AgencyId, i16, Cell)> {
    let state = &model.compare;
    let column = state.columns.get(state.column)?;
    let cell = state.cell(state.cursor)?;
    if column.report.is_none() {
        let text = model.look.t("这一年缺报", "no report for this year");
        model.tell(text);
        return None;
    }
    Some((column.id, column.year, cell))
}

fn open(model: &mut Model) {
    let Some((agency, year, cell)) = here(model) else { return };
    update::remember(model);
    report::go(model, agency, Some(year), cell.table().section(), Some(cell));
}

fn source(model: &mut Model) {
    let Some((agency, year, cell)) = here(model) else { return };
    let section: Section = cell.table().section();
    update::remember(model);
    report::show_source(model, agency, year, section, Some(cell), None);
}

fn findings_here(model: &mut Model) {
    let state = &model.compare;
    let Some(column) = state.columns.get(state.column) else { return };
    let Some(agency) = state.agency(column) else { return };
    let filter = format!("place:{} year:{}", agency.name, column.year);
    update::remember(model);
    findings::show(model, &filter);
}

fn peers(model: &mut Model) {
    let Some((agency, year, cell)) = here(model) else { return };
    plot::open(model, agency, year, cell);
}

/// Keeps the cursor on the screen.
pub fn settle(model: &mut Model) {
    let areas = view::areas(model);
    let (look, hurried) = (model.look, model.hurried);
    let state = &mut model.compare;
    if !hurried {
        state.explained = state.cell(state.cursor);
    }
    state.cursor = state.cursor.min(state.lines.len().saturating_sub(1));
    let above = state.cursor.saturating_sub(1);
    state.top = scroll(state.top, state.cursor, usize::from(areas.rows.height), state.lines.len());
    if matches!(state.lines.get(above), Some(CompareLine::Heading(_))) && areas.rows.height > 2 {
        state.top = state.top.min(above);
    }
    if state.ready {
        state.column = state.column.min(state.columns.len().saturating_sub(1));
        let fit = view::Columns::of(state, areas.rows.width, look).fit;
        state.left = scroll(state.left, state.column, fit, state.columns.len());
    }
}
