//! Screen 2: one report, its tables and its prose, with the source beside them.

mod listing;
mod pane;
mod prose;
mod source;
mod table;
mod view;

pub use listing::listing;
pub use prose::Prose;
pub use source::{SourcePane, search, take as take_source};
pub use table::{FULL_LABELS, RowName, draw_label, row_label};
pub use view::{areas, tab_at, tabs, title, view};

use crate::form::{self, Cell, Row, Section, Table};
use crate::store::{AgencyId, StoredFinding};
use crate::tui::action::Action;
use crate::tui::model::{Effect, Model};
use crate::tui::place::{Place, Screen};
use crate::tui::request::{Opened, Request};
use crate::tui::screen::{compare, findings};
use crate::tui::sheet::{Line, Sheet};
use crate::tui::update;
use crate::tui::widget::plot;
use crate::tui::window::scroll;

/// The parts that have a tab; what stands before part one is shown with it.
pub const TABS: [Section; 6] = [
    Section::Overview,
    Section::Disclosure,
    Section::Requests,
    Section::Disputes,
    Section::Problems,
    Section::Other,
];

/// The state of screen 2.
#[derive(Debug, Clone)]
pub struct ReportView {
    /// The agency and the year that were asked for.
    pub asked: Option<(AgencyId, Option<i16>)>,
    /// The report that is here.
    pub opened: Option<Opened>,
    /// Whether an answer came that there is no such report.
    pub nothing: bool,
    /// The part that is shown.
    pub section: Section,
    /// The cell of the cursor.
    pub cell: Cell,
    /// The cell that is explained beside the table and drawn over the years: that of the cursor,
    /// once keys rest.
    pub explained: Cell,
    /// The table that is shown, laid out.
    pub sheet: Option<Sheet>,
    /// The first line of the table on the screen.
    pub top: usize,
    /// The first column of its figures on the screen.
    pub left: usize,
    /// The prose of the part.
    pub prose: Prose,
    /// The source, where it is open.
    pub source: Option<SourcePane>,
}

impl Default for ReportView {
    fn default() -> Self {
        ReportView {
            asked: None,
            opened: None,
            nothing: false,
            section: Section::Requests,
            cell: Cell::request(Row::NEW, form::Column::Total),
            explained: Cell::request(Row::NEW, form::Column::Total),
            sheet: None,
            top: 0,
            left: 0,
            prose: Prose::default(),
            source: None,
        }
    }
}

impl ReportView {
    /// The table of the part that is shown, if it is one.
    pub fn table(&self) -> Option<Table> {
        Table::ALL.into_iter().find(|table| table.section() == self.section)
    }

    /// The findings that are about a cell.
    pub fn findings_on(&self, cell: Cell) -> impl Iterator<Item = &StoredFinding> {
        let findings = self.opened.as_ref().map_or(&[][..], |opened| &opened.findings);
        findings.iter().filter(move |stored| {
            let finding = &stored.finding;
            finding.suspect == Some(cell)
                || (finding.suspect.is_none() && finding.cells.contains(&cell))
                || finding.flags.iter().any(|flag| flag.cells.first() == Some(&cell))
        })
    }
}

/// Opens the report of an agency and year, or its newest, on its requests.
pub fn show(model: &mut Model, agency: AgencyId, year: Option<i16>) {
    let section = model.report.section;
    go(model, agency, year, section, None);
}

/// Goes to a place in a report.
pub fn go(
    model: &mut Model,
    agency: AgencyId,
    year: Option<i16>,
    section: Section,
    cell: Option<Cell>,
) {
    model.screen = Screen::Report;
    let state = &mut model.report;
    state.source = None;
    state.section = section;
    if let Some(cell) = cell {
        state.cell = cell;
    }
    let here = state.opened.as_ref().map(|o| (o.stored.agency_id, o.stored.report.year));
    if here == year.map(|year| (agency, year)) && here.is_some() {
        state.asked = Some((agency, year));
        lay_out(model);
        return;
    }
    state.asked = Some((agency, year));
    state.nothing = false;
    model.ask(Request::Report(agency, year));
}

/// The screen is switched to: with nothing opened yet, the agency of screen 1 is.
pub fn enter(model: &mut Model) {
    if model.report.asked.is_none()
        && let Some(id) = model.agencies.agency().map(|row| row.id)
    {
        show(model, id, None);
    }
}

/// Where one is on this screen.
pub fn place(model: &Model) -> Option<Place> {
    let state = &model.report;
    let (agency, year) = state.asked?;
    let opened = state.opened.as_ref().map(|opened| opened.stored.report.year);
    Some(Place::Report {
        agency: agency.0,
        year: year.or(opened)?,
        section: state.section,
        cell: state.cell,
    })
}

/// Takes a report.
pub fn take(model: &mut Model, opened: Option<Box<Opened>>) {
    let Some(opened) = opened else {
        model.report.nothing = true;
        model.report.opened = None;
        model.report.sheet = None;
        return;
    };
    let year = opened.stored.report.year;
    model.report.asked = Some((opened.stored.agency_id, Some(year)));
    model.report.opened = Some(*opened);
    model.report.prose.top = 0;
    lay_out(model);
    if model.report.source.is_some() {
        ask_source(model);
    }
}

/// The terminal has a new size.
pub fn resized(model: &mut Model) {
    let area = view::areas(model).source;
    let widths = model.look.widths;
    if let Some(pane) = &mut model.report.source {
        pane.wrap(area, widths);
    }
    model.report.prose.forget();
}

/// Lays the part out anew.
fn lay_out(model: &mut Model) {
    let side_by_side = view::is_side_by_side(model);
    let state = &mut model.report;
    let Some(opened) = &state.opened else { return };
    let report = &opened.stored.report;
    state.sheet =
        Table::ALL.into_iter().find(|table| table.section() == state.section).map(|table| {
            match side_by_side {
                true => Sheet::disputes_side_by_side(),
                false => Sheet::new(table, report.form, report.cells.rows()),
            }
        });
    if let Some(sheet) = &state.sheet
        && sheet.find(state.cell).is_none()
    {
        state.cell = sheet.step(state.cell, 0, 0);
    }
    state.prose.forget();
}

fn turn(model: &mut Model, by: isize) {
    let at = TABS.iter().position(|tab| *tab == model.report.section).unwrap_or(0);
    let tabs = TABS.len() as isize;
    turn_to(model, (at as isize + by).rem_euclid(tabs) as usize);
}

/// Shows the part of a tab.
pub fn turn_to(model: &mut Model, tab: usize) {
    let Some(section) = TABS.get(tab) else { return };
    model.report.section = *section;
    model.report.top = 0;
    model.report.prose.top = 0;
    lay_out(model);
}

/// Does what an action says on this screen.
pub fn act(model: &mut Model, action: Action) {
    if model.report.source.is_some() {
        return source::act(model, action);
    }
    match action {
        Action::Back => return update::back(model),
        Action::NextTab => return turn(model, 1),
        Action::PreviousTab => return turn(model, -1),
        Action::NextYear => return step_year(model, 1),
        Action::PreviousYear => return step_year(model, -1),
        Action::Source => return open_source(model),
        Action::Compare => {
            if let Some((agency, year)) = model.report.asked {
                update::remember(model);
                let cell = model.report.cell;
                compare::go(model, compare::What::years(agency, year), Some(cell));
            }
            return;
        }
        Action::FindingsHere => return findings_here(model),
        _ => {}
    }
    if model.report.sheet.is_some() {
        act_on_table(model, action);
    } else {
        act_on_prose(model, action);
    }
}

fn act_on_table(model: &mut Model, action: Action) {
    let page = usize::from(view::areas(model).rows.height).max(2) as isize - 1;
    let state = &mut model.report;
    let Some(sheet) = &state.sheet else { return };
    let cell = state.cell;
    state.cell = match action {
        Action::Down => sheet.step(cell, 1, 0),
        Action::Up => sheet.step(cell, -1, 0),
        Action::Right => sheet.step(cell, 0, 1),
        Action::Left => sheet.step(cell, 0, -1),
        Action::PageDown => sheet.step(cell, page, 0),
        Action::PageUp => sheet.step(cell, -page, 0),
        Action::First => sheet.first().unwrap_or(cell),
        Action::Last => sheet.last().unwrap_or(cell),
        Action::NextFlag => return next_flag(model, true),
        Action::PreviousFlag => return next_flag(model, false),
        Action::Copy => return copy_cell(model),
        Action::Open => return open_finding(model),
        Action::Peers => {
            if let Some((agency, Some(year))) = state.asked {
                plot::open(model, agency, year, cell);
            }
            return;
        }
        _ => cell,
    };
}

fn act_on_prose(model: &mut Model, action: Action) {
    let height = usize::from(view::areas(model).prose.height);
    let page = height.saturating_sub(1).max(1);
    let prose = &mut model.report.prose;
    match action {
        Action::Down => prose.top += 1,
        Action::Up => prose.top = prose.top.saturating_sub(1),
        Action::PageDown => prose.top += page,
        Action::PageUp => prose.top = prose.top.saturating_sub(page),
        Action::First => prose.top = 0,
        Action::Last => prose.top = usize::MAX,
        Action::NextFlag => next_mark(model, true),
        Action::PreviousFlag => next_mark(model, false),
        Action::Copy => {
            if let Some(text) = model.report.prose.paragraph(&model.report) {
                model.effects.push(Effect::Copy(text));
            }
        }
        _ => {}
    }
}

/// The next line with a flagged sentence to the top of the screen.
fn next_mark(model: &mut Model, forward: bool) {
    let state = &model.report;
    let top = state.prose.top;
    let lines = prose::marks(state);
    let mut lines = lines.iter().map(|(line, _)| *line);
    let next =
        if forward { lines.find(|line| *line > top) } else { lines.rfind(|line| *line < top) };
    match next {
        Some(line) => model.report.prose.top = line,
        None => {
            let text =
                model.look.t("没有更多有疑点的句子", "no further flagged sentence in this part");
            model.tell(text);
        }
    }
}

fn step_year(model: &mut Model, by: isize) {
    let Some(opened) = &model.report.opened else { return };
    let year = opened.stored.report.year;
    let at = opened.years.iter().position(|here| *here == year);
    let next = at.and_then(|at| at.checked_add_signed(by)).and_then(|at| opened.years.get(at));
    let Some(next) = next.copied() else {
        let text = model.look.t("没有别的年度了", "there is no other year that way");
        model.tell(text);
        return;
    };
    let agency = opened.stored.agency_id;
    let source = model.report.source.take();
    go(model, agency, Some(next), model.report.section, None);
    model.report.source = source;
}

/// The cell that is drawn at a place of the screen, if there is one.
pub fn cell_at(model: &Model, x: u16, y: u16) -> Option<Cell> {
    let (state, rows) = (&model.report, view::areas(model).rows);
    let sheet = state.sheet.as_ref()?;
    let line = state.top + usize::from(y.checked_sub(rows.y)?);
    let column = table::columns(state, sheet, rows.width, model.look).at(x.checked_sub(rows.x)?)?;
    sheet.cells(line).get(state.left + column).copied()
}

/// The next cell of the table, by rows, that a finding is about.
fn next_flag(model: &mut Model, forward: bool) {
    let state = &model.report;
    let Some(sheet) = &state.sheet else { return };
    let flagged: Vec<(usize, usize, Cell)> = (0..sheet.lines.len())
        .flat_map(|line| {
            sheet.cells(line).iter().enumerate().map(move |(column, cell)| (line, column, *cell))
        })
        .filter(|(_, _, cell)| state.findings_on(*cell).next().is_some())
        .collect();
    let here = sheet.find(state.cell).unwrap_or((0, 0));
    let next = if forward {
        flagged.iter().find(|(line, column, _)| (*line, *column) > here).or(flagged.first())
    } else {
        flagged.iter().rev().find(|(line, column, _)| (*line, *column) < here).or(flagged.last())
    };
    match next {
        Some((_, _, cell)) => model.report.cell = *cell,
        None => {
            let text = model.look.t("这张表没有疑点", "no finding in this table");
            model.tell(text);
        }
    }
}

fn copy_cell(model: &mut Model) {
    let Some(opened) = &model.report.opened else { return };
    let value = opened.stored.report.cells.value(model.report.cell);
    model.effects.push(Effect::Copy(value.raw.into_owned()));
}

/// Opens the first finding on the cell in the walkthrough.
fn open_finding(model: &mut Model) {
    let state = &model.report;
    let Some(stored) = state.findings_on(state.cell).next() else {
        let text = model.look.t("这一格没有疑点", "no finding on this cell");
        model.tell(text);
        return;
    };
    let (id, name, year) = (stored.finding.id, stored.agency.name.clone(), stored.finding.year);
    update::remember(model);
    findings::go(model, &format!("place:{name} year:{year}"), Some(id), true);
}

fn findings_here(model: &mut Model) {
    let Some(opened) = &model.report.opened else { return };
    let filter = format!("place:{} year:{}", opened.stored.agency.name, opened.stored.report.year);
    update::remember(model);
    findings::show(model, &filter);
}

fn open_source(model: &mut Model) {
    if model.report.opened.is_some() {
        model.report.source = Some(SourcePane::default());
        ask_source(model);
    }
}

fn ask_source(model: &mut Model) {
    if let Some(id) = model.report.opened.as_ref().map(|opened| opened.stored.id) {
        model.ask(Request::Source(id));
    }
}

/// Opens the source of a report at a cell or a quoted place; see the walkthrough.
pub fn show_source(
    model: &mut Model,
    agency: AgencyId,
    year: i16,
    section: Section,
    cell: Option<Cell>,
    span: Option<crate::record::Span>,
) {
    go(model, agency, Some(year), section, cell);
    model.report.source = Some(SourcePane::at(span));
    let here = model.report.opened.as_ref().map(|o| (o.stored.agency_id, o.stored.report.year));
    if here == Some((agency, year)) {
        ask_source(model);
    }
}

/// Keeps the cursor on the screen.
pub fn settle(model: &mut Model) {
    let is_laid_out = |sheet: &Sheet| sheet.is_side_by_side() == view::is_side_by_side(model);
    if !model.report.sheet.as_ref().is_none_or(is_laid_out) {
        // The source was opened or closed, or the terminal is wider now.
        lay_out(model);
    }
    let areas = view::areas(model);
    let (look, hurried) = (model.look, model.hurried);
    let state = &mut model.report;
    if !hurried {
        state.explained = state.cell;
    }
    if let Some(sheet) = &state.sheet {
        let Some((line, column)) = sheet.find(state.cell) else { return };
        let columns = table::columns(state, sheet, areas.rows.width, look);
        state.left = scroll(state.left, column, columns.fit, columns.count);
        let height = usize::from(areas.rows.height);
        // The heading over the first row of a block stays with it.
        let above = line
            .checked_sub(1)
            .filter(|above| matches!(sheet.lines[*above], Line::Heading { .. }))
            .unwrap_or(line);
        state.top = scroll(state.top, line, height, sheet.lines.len());
        if height > 2 {
            state.top = state.top.min(above);
        }
    } else {
        let paragraphs = prose::paragraphs(state);
        let wrapped = prose::wrap(&paragraphs, look.widths, usize::from(areas.prose.width));
        state.prose.settle(wrapped, usize::from(areas.prose.height));
    }
}
