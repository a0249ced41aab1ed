//! Screen 3: the rows of the form by the years of one agency, or by several agencies.

mod figures;
mod view;

pub use figures::Measure;
use figures::Shown;
pub use view::{tabs, title, view};

use crate::export::{self, Field};
use crate::form::{Cell, Column, DisputeColumn, DisputeGroup, Row, Section, Table};
use crate::record::Severity;
use crate::store::{AgencyId, FindingRow, ReportRow};
use crate::text::Text;
use crate::tui::action::Action;
use crate::tui::model::{Effect, Model};
use crate::tui::output::{self, Listing};
use crate::tui::place::{Place, Screen};
use crate::tui::screen::{findings, report};
use crate::tui::sheet::{self, Sheet};
use crate::tui::update;
use crate::tui::widget::plot;
use crate::tui::window::scroll;
use crate::tui::worker::{Request, Slot};
use std::collections::HashMap;

/// A line of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompareLine {
    /// A heading over rows.
    Heading(Text),
    /// A row of figures.
    Figures {
        /// Its label.
        label: Text,
        /// A label for narrow screens.
        short: Text,
        /// Whether it stands under a heading.
        nested: bool,
        /// The cell of every column.
        cell: Cell,
    },
}

/// The state of screen 3.
#[derive(Debug, Clone)]
pub struct Compare {
    /// The agencies that were asked for.
    pub agencies: Vec<AgencyId>,
    /// The year, where several agencies are compared in one.
    pub year: Option<i16>,
    /// The reports in the order of the columns.
    pub columns: Vec<ReportRow>,
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
    /// Whether the columns have come.
    pub ready: bool,
}

impl Default for Compare {
    fn default() -> Self {
        Compare {
            agencies: Vec::new(),
            year: None,
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
            ready: false,
        }
    }
}

impl Compare {
    /// Whether the columns are years of one agency.
    pub fn is_years(&self) -> bool {
        self.agencies.len() == 1
    }

    /// The cell of a line.
    pub fn cell(&self, line: usize) -> Option<Cell> {
        match self.lines.get(line)? {
            CompareLine::Figures { cell, .. } => Some(*cell),
            CompareLine::Heading(_) => None,
        }
    }

    /// The report that a figure's change is counted from: the year before, or the first agency.
    pub fn base(&self, column: &ReportRow) -> Option<&ReportRow> {
        if self.is_years() || self.year.is_none() {
            let before = |other: &&ReportRow| {
                other.agency_id == column.agency_id && other.year == column.year - 1
            };
            self.columns.iter().find(before)
        } else {
            let first = *self.agencies.first()?;
            let other = self.columns.iter().find(|other| other.agency_id == first)?;
            (other.agency_id != column.agency_id).then_some(other)
        }
    }

    fn rebuild(&mut self) {
        let kept = self.cell(self.cursor);
        self.lines = lines(self.table, self.applicant, &self.columns);
        if self.only_different {
            let lines = std::mem::take(&mut self.lines);
            self.lines = figures::only_different(self, lines);
        }
        let at = kept.and_then(|kept| {
            let same = |cell: Cell| cell == kept || same_row(cell, kept);
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

/// Whether two cells stand in one row of table three.
fn same_row(a: Cell, b: Cell) -> bool {
    matches!((a.as_request(), b.as_request()), (Some((a, _)), Some((b, _))) if a == b)
}

/// The rows of both forms, where any of the reports has them, in the order of the form.
fn lines(table: Table, applicant: Column, columns: &[ReportRow]) -> Vec<CompareLine> {
    let used = |cell: Cell| {
        columns
            .iter()
            .any(|c| cell.in_form(c.form) || c.cells.state(cell) != crate::record::State::Absent)
    };
    let mut lines = Vec::new();
    match table {
        Table::Requests => {
            let mut group = None;
            for row in Row::all() {
                let cell = Cell::request(row, applicant);
                if !used(cell) {
                    continue;
                }
                if row.group() != group {
                    lines.extend(row.group().map(CompareLine::Heading));
                }
                group = row.group();
                let short = sheet::row_label(row);
                lines.push(CompareLine::Figures {
                    label: row.label(),
                    short,
                    nested: group.is_some(),
                    cell,
                });
            }
        }
        Table::Disclosure => {
            let mut last = None;
            for form in crate::form::Form::ALL {
                let sheet = Sheet::new(table, form, Default::default());
                for line in 0..sheet.lines.len() {
                    for cell in sheet.cells(line) {
                        let shown = used(*cell) && !lines.iter().any(|line| {
                            matches!(line, CompareLine::Figures { cell: other, .. } if other == cell)
                        });
                        if !shown {
                            continue;
                        }
                        let row = cell.info().row;
                        if last != Some(row) {
                            lines.push(CompareLine::Heading(row));
                            last = Some(row);
                        }
                        let label = cell.info().column;
                        lines.push(CompareLine::Figures {
                            label,
                            short: label,
                            nested: true,
                            cell: *cell,
                        });
                    }
                }
            }
        }
        Table::Disputes => {
            for group in DisputeGroup::ALL {
                lines.push(CompareLine::Heading(group.label()));
                for column in DisputeColumn::ALL {
                    let label = column.label();
                    let cell = Cell::dispute(group, column);
                    lines.push(CompareLine::Figures { label, short: label, nested: true, cell });
                }
            }
        }
    }
    lines
}

/// Compares agencies; one alone over its years.
pub fn show(model: &mut Model, agencies: Vec<AgencyId>) {
    let years = model.summary.as_ref().and_then(|summary| summary.years);
    let year = if agencies.len() > 1 { years.map(|years| years.1) } else { None };
    go(model, agencies, year, None);
}

/// Goes to a place in a comparison.
pub fn go(model: &mut Model, agencies: Vec<AgencyId>, year: Option<i16>, cell: Option<Cell>) {
    model.screen = Screen::Compare;
    let state = &mut model.compare;
    if let Some(cell) = cell {
        state.table = cell.table();
        if let Some((_, column)) = cell.as_request() {
            state.applicant = column;
        }
    }
    if state.agencies != agencies || state.year != year || !state.ready {
        state.agencies = agencies.clone();
        state.year = year;
        state.ready = false;
        state.columns.clear();
        state.sorted = false;
        state.column = usize::MAX;
        state.only_different = false;
        model.ask(Request::Compare(agencies, year));
    }
    let state = &mut model.compare;
    state.rebuild();
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

/// The comparison as it is shown: its lines, its measure, its order of columns.
pub fn listing(model: &Model) -> Option<Listing> {
    let (state, look) = (&model.compare, model.look);
    if state.columns.is_empty() {
        return None;
    }
    let mut columns = vec![
        export::Column::left("section", Text::new("类别", "section"), look.lang),
        export::Column::left("row", Text::new("行", "row"), look.lang),
        export::Column::left("cell", Text::new("数据格", "cell"), look.lang),
    ];
    for column in &state.columns {
        let name = match state.is_years() {
            true => column.year.to_string(),
            false => format!("{} {}", column.agency.name, column.year),
        };
        columns.push(export::Column::named(name));
    }
    let mut heading = "";
    let mut rows = Vec::new();
    for line in &state.lines {
        match line {
            CompareLine::Heading(text) => heading = look.say(*text),
            CompareLine::Figures { label, nested, cell, .. } => {
                let section = if *nested { heading } else { "" };
                let mut fields = vec![
                    Field::text(section),
                    Field::text(look.say(*label)),
                    Field::text(cell.key()),
                ];
                fields.extend(state.columns.iter().map(|column| {
                    match figures::shown(state, column, *cell) {
                        Shown::Figure(text, number) => output::figure(Some(number), &text),
                        Shown::Printed(text) => output::figure(None, &text),
                        _ => Field::Nothing,
                    }
                }));
                rows.push(fields);
            }
        }
    }
    let title = look.t("对比", "compare").to_owned();
    Some(Listing { title, columns, rows })
}

/// Where one is on this screen.
pub fn place(model: &Model) -> Option<Place> {
    let state = &model.compare;
    if state.agencies.is_empty() {
        return None;
    }
    let cell = state.cell(state.cursor).unwrap_or(Cell::request(Row::NEW, Column::Total));
    let agencies = state.agencies.iter().map(|id| id.0).collect();
    Some(Place::Compare { agencies, year: state.year, cell })
}

/// Takes the columns.
pub fn take(model: &mut Model, mut columns: Vec<ReportRow>, findings: &[FindingRow]) {
    let state = &mut model.compare;
    let place = |id: AgencyId| state.agencies.iter().position(|other| *other == id);
    columns.sort_by_key(|column| (place(column.agency_id), column.year));
    state.columns = columns;
    state.ready = true;
    state.marks.clear();
    for finding in findings {
        // The one cell that explains it, or else the questioned one.
        let Some(cell) = finding.suspect.or(finding.cells.first().copied()) else { continue };
        let mark = state.marks.entry((finding.agency_id, finding.year, cell));
        let worst = mark.or_insert(finding.severity);
        *worst = (*worst).min(finding.severity);
    }
    state.rebuild();
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
        Action::NextTab => turn(state, 1),
        Action::PreviousTab => turn(state, 2),
        Action::Measure => state.measure = state.measure.next(),
        Action::OnlyDifferent => {
            state.only_different = !state.only_different;
            state.rebuild();
        }
        Action::Sort => sort(state),
        Action::NextColumn => applicant(state, 1),
        Action::PreviousColumn => applicant(state, 6),
        Action::NextDifference => difference(model, true),
        Action::PreviousDifference => difference(model, false),
        Action::NextYear => step_year(model, 1),
        Action::PreviousYear => step_year(model, -1),
        Action::Open => open(model),
        Action::Source => source(model),
        Action::FindingsHere => findings_here(model),
        Action::Peers => peers(model),
        Action::Copy => copy(model),
        Action::Back => update::back(model),
        _ => {}
    }
}

fn turn(state: &mut Compare, by: usize) {
    let at = Table::ALL.iter().position(|table| *table == state.table).unwrap_or(0);
    state.table = Table::ALL[(at + by) % Table::ALL.len()];
    state.top = 0;
    state.rebuild();
}

fn applicant(state: &mut Compare, by: usize) {
    if state.table == Table::Requests {
        state.applicant = Column::ALL[(state.applicant.index() + by) % Column::ALL.len()];
        state.rebuild();
    }
}

fn sort(state: &mut Compare) {
    let Some(cell) = state.cell(state.cursor) else { return };
    let here = state.columns.get(state.column).map(|column| column.id);
    if state.sorted {
        let place = |id: AgencyId| state.agencies.iter().position(|other| *other == id);
        state.columns.sort_by_key(|column| (place(column.agency_id), column.year));
    } else {
        // Largest first; what is no number comes last.
        let figure = |column: &ReportRow| column.cells.number(cell).unwrap_or(f64::NEG_INFINITY);
        state.columns.sort_by(|a, b| figure(b).total_cmp(&figure(a)));
    }
    state.sorted = !state.sorted;
    if let Some(at) = state.columns.iter().position(|column| Some(column.id) == here) {
        state.column = at;
    }
}

fn difference(model: &mut Model, forward: bool) {
    let state = &mut model.compare;
    let differing = figures::differences(state);
    let here = (state.cursor, state.column);
    let next = if forward {
        differing.iter().find(|place| **place > here)
    } else {
        differing.iter().rev().find(|place| **place < here)
    };
    match next {
        Some((line, column)) => {
            state.cursor = *line;
            state.column = *column;
        }
        None => {
            let text = model.look.t("没有更多不同", "no further difference");
            model.tell(text);
        }
    }
}

/// Another year, where several agencies are compared in one.
fn step_year(model: &mut Model, by: i16) {
    let Some(year) = model.compare.year else {
        let text = model.look.t("各列已是历年", "the columns are the years");
        model.tell(text);
        return;
    };
    let (first, last) = model.summary.as_ref().and_then(|s| s.years).unwrap_or((year, year));
    let next = (year + by).clamp(first, last);
    if next != year {
        let cell = model.compare.cell(model.compare.cursor);
        let column = model.compare.column;
        go(model, model.compare.agencies.clone(), Some(next), cell);
        model.compare.column = column;
    }
}

fn here(model: &Model) -> Option<(&ReportRow, Cell)> {
    let state = &model.compare;
    Some((state.columns.get(state.column)?, state.cell(state.cursor)?))
}

fn open(model: &mut Model) {
    let Some((column, cell)) = here(model) else { return };
    let (agency, year) = (column.agency_id, column.year);
    update::remember(model);
    report::go(model, agency, Some(year), cell.table().section(), Some(cell));
}

fn source(model: &mut Model) {
    let Some((column, cell)) = here(model) else { return };
    let (agency, year, section): (_, _, Section) =
        (column.agency_id, column.year, cell.table().section());
    update::remember(model);
    report::show_source(model, agency, year, section, Some(cell), None);
}

fn findings_here(model: &mut Model) {
    let Some((column, _)) = here(model) else { return };
    let filter = format!("place:{} year:{}", column.agency.name, column.year);
    update::remember(model);
    findings::show(model, &filter);
}

fn peers(model: &mut Model) {
    let Some((column, cell)) = here(model) else { return };
    let (agency, year) = (column.agency_id, column.year);
    plot::open(model, agency, year, cell);
}

/// The row of the cursor as it is shown, with tabs between.
fn copy(model: &mut Model) {
    let state = &model.compare;
    let Some(cell) = state.cell(state.cursor) else { return };
    let figures = state
        .columns
        .iter()
        .map(|column| figures::shown(state, column, cell).text(model.look.widths));
    let label = sheet::cell_name(cell, model.look.lang);
    let row: Vec<String> = std::iter::once(label).chain(figures).collect();
    model.effects.push(Effect::Copy(row.join("\t")));
}

/// Keeps the cursor on the screen.
pub fn settle(model: &mut Model) {
    let areas = view::areas(model);
    let waiting = model.is_waiting(Slot::Compare);
    let look = model.look;
    let state = &mut model.compare;
    state.cursor = state.cursor.min(state.lines.len().saturating_sub(1));
    let above = state.cursor.saturating_sub(1);
    state.top = scroll(state.top, state.cursor, usize::from(areas.rows.height), state.lines.len());
    if matches!(state.lines.get(above), Some(CompareLine::Heading(_))) && areas.rows.height > 2 {
        state.top = state.top.min(above);
    }
    if !waiting {
        state.column = state.column.min(state.columns.len().saturating_sub(1));
        let fit = view::Columns::of(state, areas.rows.width, look).fit;
        state.left = scroll(state.left, state.column, fit, state.columns.len());
    }
}
