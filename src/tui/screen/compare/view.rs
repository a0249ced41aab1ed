//! How screen 3 is drawn.

use super::columns::{Axis, CompareColumn, short_names};
use super::figures::{self, Measure, Shown};
use super::{Compare, CompareLine};
use crate::form::{Cell, Form, Table};
use crate::record::Agency;
use crate::store::ReportRow;
use crate::text::Lang;
use crate::tui::glyph::{Glyph, sparkline};
use crate::tui::layout;
use crate::tui::model::{Look, Model};
use crate::tui::screen::report::{FULL_LABELS, RowName, draw_label, row_label};
use crate::tui::theme::Role;
use crate::tui::widget::chart::{self, Series, Stroke};
use crate::tui::widget::chrome;
use crate::tui::widget::pen::Pen;
use crate::tui::words;
use ratatui::layout::Rect;

/// Where the parts of the screen stand.
#[derive(Debug, Clone, Copy)]
pub struct Areas {
    /// The headings of the columns.
    head: Rect,
    /// The rows.
    pub rows: Rect,
    /// The row of the cursor over the years; empty where there is no room.
    chart: Rect,
    /// What explains the cell of the cursor, and what the marks mean.
    foot: Rect,
}

/// A chart lower than this shows nothing.
const CHART: u16 = 9;

/// Where the parts stand.
pub fn areas(model: &Model) -> Areas {
    let body = layout::chrome(model.area, layout::Kind::Keys).body;
    let (main, foot) = layout::bottom(body, if is_mixed(&model.compare) { 3 } else { 2 });
    let head = if model.compare.axis == Axis::Years { 1 } else { 2 };
    let head = Rect { height: head.min(main.height), ..main };
    let rows = Rect { y: main.y + head.height, height: main.height - head.height, ..main };
    // What the rows leave free shows the row of the cursor over the years.
    let free = rows.height.saturating_sub(model.compare.lines.len() as u16);
    let is_lines = model.compare.axis != Axis::Agencies && !model.compare.columns.is_empty();
    let chart = if is_lines && free >= CHART { free.min(24) } else { 0 };
    let (rows, chart) = layout::bottom(rows, chart);
    Areas { head, rows, chart, foot }
}

/// How wide the columns are.
pub struct Columns {
    label: u16,
    width: u16,
    spark: u16,
    /// How many columns fit beside the labels.
    pub fit: usize,
}

impl Columns {
    /// Which of the columns shown stands at a distance from the left of the table.
    pub fn at(&self, x: u16) -> Option<usize> {
        let column = usize::from(x.checked_sub(1 + self.label)? / self.width.max(1));
        (column < self.fit).then_some(column)
    }

    /// The widths for a comparison in so many columns of the terminal.
    pub fn of(state: &Compare, room: u16, look: Look) -> Columns {
        let count = state.columns.len().max(1) as u16;
        let spark = if state.axis == Axis::Years && count > 1 { count + 2 } else { 0 };
        let figures = state.lines.iter().enumerate().flat_map(|(line, _)| {
            let cell = state.cell(line);
            cell.into_iter().flat_map(|cell| {
                state.columns.iter().map(move |column| figures::shown(state, column, cell))
            })
        });
        // A column of air and one for the sign of a finding.
        let widest = figures.map(|shown| look.widths.columns(&shown.text(look.widths)) + 2).max();
        let widest = widest.unwrap_or(0).min(16) as u16;
        let (least, most) = match state.axis {
            Axis::Years => (widest.max(6), 12),
            Axis::Agencies => (widest.max(12), 20),
            Axis::Both => (widest.max(7), 9),
        };
        let most = most.max(least);
        let widest_label = |room: u16| {
            let of = |line: &CompareLine| match line {
                CompareLine::Heading(text) => row_label(look, room, *text, *text),
                CompareLine::Figures { label, short, .. } => {
                    format!("  {}", row_label(look, room, *label, *short))
                }
            };
            let texts = state.lines.iter().map(|line| look.widths.columns(&of(line)) as u16 + 2);
            texts.max().unwrap_or(0)
        };
        // The labels as printed, where all columns fit beside them; else short ones.
        let whole = widest_label(u16::MAX);
        let left = room.saturating_sub(count * least + spark + 1);
        let label = if left >= whole.min(60) && left >= FULL_LABELS {
            whole.min(left)
        } else {
            widest_label(0).clamp(14, 30).min(room / 2)
        };
        let left = room.saturating_sub(label + spark + 1);
        let width = (left / count).clamp(least, most);
        let fit = usize::from((left / width).max(1));
        Columns { label, width, spark, fit }
    }
}

/// The title: what is compared and how.
pub fn title(model: &Model, pen: &mut Pen, line: Rect) {
    let look = model.look;
    let state = &model.compare;
    if state.agencies.is_empty() {
        let text = look.t(
            "先在 1 机关 用空格选机关, 再按 c",
            "choose agencies with Space on 1 Agencies, then press c",
        );
        pen.text(line.x + 1, line.y, line.width.saturating_sub(2), text, pen.style(Role::Faint));
        return;
    }
    let dot = Glyph::Dot.on(pen.widths);
    let count = match look.lang {
        Lang::Zh => format!("{} 个机关", state.agencies.len()),
        Lang::En => format!("{} agencies", state.agencies.len()),
    };
    let first = state.columns.first().and_then(|column| state.agency(column));
    let what = match (state.axis, first, state.year) {
        (Axis::Years, Some(agency), _) if state.agencies.len() > 1 => {
            let at = state.compared.iter().position(|it| Some(&it.agency) == Some(agency));
            format!("{} ({}/{})", agency.name, at.unwrap_or(0) + 1, state.agencies.len())
        }
        (Axis::Years, Some(agency), _) => agency.name.clone(),
        (Axis::Years, None, _) if state.ready => look.t("没有报告", "no report").to_owned(),
        (Axis::Years, None, _) => pen.widths.ellipsis().to_owned(),
        (Axis::Agencies, _, Some(year)) => format!("{count} {dot} {year}"),
        (Axis::Agencies | Axis::Both, ..) => count,
    };
    let mut modes = String::new();
    for measure in Measure::ALL {
        let name = look.say(measure.label());
        modes.push_str(&if measure == state.measure {
            format!("[{name}]")
        } else {
            format!(" {name} ")
        });
    }
    let only = look.t("只看不同", "differing only");
    let mut right = modes;
    if state.sorted {
        right.push_str(&format!(" [{}]", look.t("已排序", "sorted")));
    }
    if state.only_different {
        right.push_str(&format!(" [{only}]"));
    }
    let columns = pen.widths.columns(&right) as u16 + 1;
    let x = pen.text(
        line.x + 1,
        line.y,
        line.width,
        &format!("{} ", chrome::screen_name(look, crate::tui::place::Screen::Compare)),
        pen.style(Role::Faint),
    );
    pen.text(
        x,
        line.y,
        line.right().saturating_sub(x + columns + 1),
        &what,
        pen.style(Role::Strong),
    );
    pen.text(line.right().saturating_sub(columns), line.y, columns, &right, pen.style(Role::Plain));
}

fn tab_names(look: Look) -> Vec<String> {
    const NUMBERS: [(&str, &str); 3] = [("二", "2"), ("三", "3"), ("四", "4")];
    let name = |(table, number): (&Table, (&'static str, &'static str))| {
        format!("{} {}", look.t(number.0, number.1), look.say(table.section().short()))
    };
    Table::ALL.iter().zip(NUMBERS).map(name).collect()
}

/// The table whose tab stands at a column.
pub fn tab_at(model: &Model, line: Rect, x: u16) -> Option<usize> {
    chrome::tab_at(model.look, line, &tab_names(model.look), x)
}

/// The tables, and the kind of applicant of table three.
pub fn tabs(model: &Model, pen: &mut Pen, line: Rect) {
    let look = model.look;
    let state = &model.compare;
    let names = tab_names(look);
    let chosen = Table::ALL.iter().position(|table| *table == state.table).unwrap_or(0);
    let mut x = chrome::tabs(pen, line, &names, chosen);
    if state.table == Table::Requests {
        let applicant = look.say(state.applicant.label());
        let text = match look.lang {
            Lang::Zh => format!("  {applicant}列 < >"),
            Lang::En => format!("  {applicant} < >"),
        };
        x = pen.text(x, line.y, line.right().saturating_sub(x), &text, pen.style(Role::Key));
    }
    if state.agencies.len() > 1 {
        let mut text = String::from("  t ");
        for axis in Axis::ALL {
            let name = look.say(axis.label());
            text.push_str(&if axis == state.axis {
                format!("[{name}]")
            } else {
                format!(" {name} ")
            });
        }
        pen.text(x, line.y, line.right().saturating_sub(x), &text, pen.style(Role::Plain));
    }
}

/// Draws the screen.
pub fn view(model: &Model, pen: &mut Pen) {
    let areas = areas(model);
    let state = &model.compare;
    if state.agencies.is_empty() {
        return;
    }
    let look = model.look;
    let faint = pen.style(Role::Faint);
    if state.columns.is_empty() {
        let text = if state.ready {
            look.t("这些机关没有报告", "these agencies have no report")
        } else {
            pen.widths.ellipsis()
        };
        pen.text(areas.rows.x + 1, areas.rows.y, areas.rows.width, text, faint);
        return;
    }
    let columns = Columns::of(state, areas.rows.width, look);
    heads(state, pen, areas.head, &columns, look);
    if state.lines.is_empty() {
        let text = look.t("没有不同的行", "no row differs");
        pen.text(areas.rows.x + 1, areas.rows.y, areas.rows.width, text, faint);
    }
    for (y, at) in (areas.rows.y..areas.rows.bottom()).zip(state.top..state.lines.len()) {
        let line = Rect { y, height: 1, ..areas.rows };
        match &state.lines[at] {
            CompareLine::Heading(text) => {
                let text = row_label(look, columns.label, *text, *text);
                pen.text(line.x + 1, y, columns.label, &text, faint);
                breaks(state, pen, line, &columns, true);
            }
            CompareLine::Figures { .. } => row(model, pen, line, at, &columns),
        }
    }
    chart(model, pen, areas.chart);
    foot(model, pen, areas.foot);
}

/// The row of the cursor over the years, a line an agency, that of the cursor heavier.
fn chart(model: &Model, pen: &mut Pen, area: Rect) {
    let state = &model.compare;
    let Some(cell) = state.explained.filter(|_| area.height > 0) else { return };
    let mut years: Vec<i16> = state.columns.iter().map(|column| column.year).collect();
    years.sort_unstable();
    years.dedup();
    let here = state.columns.get(state.column).map(|column| column.id);
    let mut series: Vec<Series> = Vec::new();
    for of in &state.compared {
        let mine = |year: &i16| {
            let column = state.columns.iter().find(|it| (it.id, it.year) == (of.id, *year))?;
            column.report.as_ref()?.cells.number(cell)
        };
        let values: Vec<Option<f64>> = years.iter().map(mine).collect();
        if values.iter().all(Option::is_none) {
            continue;
        }
        let (role, stroke) = if Some(of.id) == here {
            (Role::Key, Stroke::Solid)
        } else {
            (Role::Faint, Stroke::Dotted)
        };
        series.push(Series { values, role, stroke });
    }
    // The line of the cursor is drawn last, over the others.
    series.sort_by_key(|series| series.stroke == Stroke::Solid);
    let (title, plot) =
        (Rect { height: 1, ..area }, Rect { y: area.y + 1, height: area.height - 1, ..area });
    pen.rule(title.x, title.y, title.width);
    let name = format!(" {} ", crate::tui::sheet::cell_name(cell, model.look.lang));
    pen.text(title.x + 1, title.y, title.width.saturating_sub(2), &name, pen.style(Role::Strong));
    chart::draw(pen, Rect { width: plot.width.min(140), ..plot }, &years, &series);
}

fn shown_columns<'a>(
    state: &'a Compare,
    columns: &Columns,
) -> impl Iterator<Item = (usize, &'a CompareColumn)> {
    state.columns.iter().enumerate().skip(state.left).take(columns.fit)
}

fn heads(state: &Compare, pen: &mut Pen, area: Rect, columns: &Columns, look: Look) {
    let agencies: Vec<&Agency> = state.compared.iter().map(|it| &it.agency).collect();
    let names = short_names(&agencies);
    let name = |column: &CompareColumn| {
        let at = state.compared.iter().position(|it| it.id == column.id);
        at.and_then(|at| names.get(at)).map_or("", String::as_str)
    };
    let shown: Vec<(usize, &CompareColumn)> = shown_columns(state, columns).collect();
    let mut x = area.x + 1 + columns.label;
    for (nth, (at, column)) in shown.iter().enumerate() {
        let role = match (*at == state.column, column.report.is_some()) {
            (true, _) => Role::Cursor,
            (false, true) => Role::Strong,
            (false, false) => Role::Warning,
        };
        let sign = if column.report.is_some() { "" } else { Glyph::Missing.on(pen.widths) };
        let year = format!("{sign}{}", column.year);
        let width = columns.width - 1;
        match state.axis {
            Axis::Years => pen.right(x + 1, area.y, width, &year, pen.style(role)),
            Axis::Agencies => {
                pen.right(x + 1, area.y, width, name(column), pen.style(role));
                pen.right(x + 1, area.y + 1, width, &year, pen.style(Role::Faint));
            }
            Axis::Both => {
                // An agency's name stands once over the years of it that are shown.
                let begins = nth == 0 || shown[nth - 1].1.id != column.id;
                if begins {
                    let span = shown[nth..].iter().take_while(|it| it.1.id == column.id).count();
                    let room = columns.width * span as u16 - 1;
                    let text = pen.widths.tail(name(column), usize::from(room.saturating_sub(1)));
                    pen.text(x + 2, area.y, room - 1, &text, pen.style(Role::Strong));
                }
                pen.right(x + 1, area.y + 1, width, &year, pen.style(role));
            }
        }
        x += columns.width;
    }
    // A name that spans several years is not cut by what divides them.
    let (names_line, years_line) = layout::bottom(area, 1);
    breaks(state, pen, names_line, columns, false);
    breaks(state, pen, years_line, columns, true);
    let last = (state.left + columns.fit).min(state.columns.len());
    if state.columns.len() > columns.fit {
        let name = look.t("列", "columns");
        let text = format!("{name} {}-{last}/{}", state.left + 1, state.columns.len());
        pen.text(area.x + 1, area.y, columns.label, &text, pen.style(Role::Faint));
    }
}

/// The rule where another agency begins, and where the form changed between two years of one.
fn breaks(state: &Compare, pen: &mut Pen, area: Rect, columns: &Columns, of_forms: bool) {
    if state.sorted {
        return;
    }
    let mut x = area.x + 1 + columns.label;
    for (at, column) in shown_columns(state, columns) {
        let before = at.checked_sub(1).filter(|_| at > state.left).map(|at| &state.columns[at]);
        let sign = before.and_then(|before| {
            if before.id != column.id {
                return (state.axis == Axis::Both).then_some((Glyph::Vertical, Role::Faint));
            }
            // A missing year between does not hide that the form changed.
            let earlier = state.columns[..at].iter().rev();
            let earlier = earlier.filter(|it| it.id == column.id).find_map(CompareColumn::form);
            let changed = earlier.zip(column.form()).is_some_and(|(before, now)| before != now);
            (changed && of_forms).then_some((Glyph::Break, Role::Warning))
        });
        if let Some((glyph, role)) = sign {
            for y in area.y..area.bottom() {
                pen.glyph(x, y, glyph, pen.style(role));
            }
        }
        x += columns.width;
    }
}

fn row(model: &Model, pen: &mut Pen, line: Rect, at: usize, columns: &Columns) {
    let state = &model.compare;
    let CompareLine::Figures { label, short, nested, cell } = &state.lines[at] else { return };
    let on_cursor = at == state.cursor;
    draw_label(
        model.look,
        pen,
        line,
        columns.label,
        RowName { label: *label, short: *short, nested: *nested },
        on_cursor,
    );
    let mut x = line.x + 1 + columns.label;
    for (nth, column) in shown_columns(state, columns) {
        let area = Rect { x: x + 1, y: line.y, width: columns.width - 1, height: 1 };
        let shown = figures::shown(state, column, *cell);
        let mark = state.marks.get(&(column.id, column.year, *cell));
        let mark = mark.filter(|_| column.report.is_some());
        let role = match (&shown, mark) {
            (_, Some(severity)) => Role::of(*severity),
            (Shown::Figure(_, figure), _) if *figure == 0.0 => Role::Faint,
            (Shown::Figure(..) | Shown::Printed(_), _) => Role::Plain,
            _ => Role::Faint,
        };
        let sign = mark.map_or("", |severity| severity.sign(pen.widths.plain()));
        let text = format!("{sign}{}", shown.text(pen.widths));
        pen.right(area.x, area.y, area.width, &text, pen.style(role));
        if on_cursor && nth == state.column {
            pen.restyle(area, pen.style(Role::Cursor));
        }
        x += columns.width;
    }
    breaks(state, pen, line, columns, true);
    if columns.spark > 0 {
        let line_of = spark(state, *cell, pen);
        pen.text(x + 2, line.y, columns.spark, &line_of, pen.style(Role::Plain));
    }
}

/// The row over the years, gaps where a year is missing or its form has no such row. The columns
/// of one agency are its years without a gap, but not in their order when they are sorted.
fn spark(state: &Compare, cell: Cell, pen: &Pen) -> String {
    let mut columns: Vec<&CompareColumn> = state.columns.iter().collect();
    columns.sort_by_key(|column| column.year);
    let number = |it: &&CompareColumn| it.report.as_ref().and_then(|it| it.cells.number(cell));
    sparkline(&columns.iter().map(number).collect::<Vec<_>>(), pen.widths)
}

fn foot(model: &Model, pen: &mut Pen, area: Rect) {
    let state = &model.compare;
    let look = model.look;
    pen.rule(area.x, area.y, area.width);
    let rows = usize::from(areas(model).rows.height);
    if state.lines.len() > rows {
        let last = (state.top + rows).min(state.lines.len());
        let text = format!(" {}-{last}/{} ", state.top + 1, state.lines.len());
        let x = area.right().saturating_sub(text.len() as u16 + 2);
        pen.text(x, area.y, 20, &text, pen.style(Role::Faint));
    }
    if let (Some(column), Some(cell)) = (state.columns.get(state.column), state.cell(state.cursor))
    {
        let text = match &column.report {
            Some(report) => against(state, look, column, report, cell),
            None => format!(" {} {}", column.year, look.t("缺报", "no report")),
        };
        let x = pen.text(area.x + 1, area.y + 1, area.width - 1, cell.key(), pen.style(Role::Key));
        pen.text(x, area.y + 1, area.right().saturating_sub(x + 1), &text, pen.style(Role::Plain));
    }
    if is_mixed(state) {
        let note = note(state, look, pen);
        pen.text(
            area.x + 1,
            area.y + 2,
            area.width.saturating_sub(2),
            &note,
            pen.style(Role::Faint),
        );
    }
}

/// Whether the reports follow both forms.
fn is_mixed(state: &Compare) -> bool {
    let mut forms = state.columns.iter().filter_map(CompareColumn::form);
    forms.next().is_some_and(|first| forms.any(|other| other != first))
}

/// The cell as printed, and how far it is from what it is compared with.
fn against(
    state: &Compare,
    look: Look,
    column: &CompareColumn,
    report: &ReportRow,
    cell: Cell,
) -> String {
    let raw = crate::text::clean(&report.cells.value(cell).raw).into_owned();
    let mut text = format!(" {} \"{raw}\"", column.year);
    let Some(base) = state.base(column) else { return text };
    let Some((now, then)) = report.cells.number(cell).zip(base.cells.number(cell)) else {
        return text;
    };
    let other = if base.agency_id == report.agency_id {
        base.year.to_string()
    } else {
        look.t("第一个机关", "the first agency").to_owned()
    };
    let change = crate::tui::worked::signed(now - then);
    let then_text = words::short_number(then);
    text.push_str(&format!("   {} {other} {then_text}: {change}", look.t("较", "against")));
    if then != 0.0 {
        let share = (now - then) / then.abs();
        let sign = if share > 0.0 { "+" } else { "" };
        text.push_str(&format!(" ({sign}{})", words::percent(share)));
    }
    text
}

/// What the break and the dashes mean.
fn note(state: &Compare, look: Look, pen: &Pen) -> String {
    let reports = state.columns.iter().filter_map(|column| column.report.as_ref());
    let old = reports.filter(|report| report.form == Form::F2019);
    let mut years: Vec<String> = old.map(|report| report.year.to_string()).collect();
    years.sort_unstable();
    years.dedup();
    let (sign, none) = (Glyph::Break.on(pen.widths), Glyph::None.on(pen.widths));
    let years = years.join(look.t("、", ", "));
    match look.lang {
        Lang::Zh => format!("{sign} 版式不同: {years} 为 2019 版, 无对应的行记 {none}"),
        Lang::En => format!(
            "{sign} another form: {years} (that of 2019); rows without counterpart are {none}"
        ),
    }
}
