//! How screen 3 is drawn.

use super::figures::{self, Measure, Shown};
use super::{Compare, CompareLine};
use crate::form::{Cell, Table};
use crate::record::Agency;
use crate::store::ReportRow;
use crate::text::Lang;
use crate::tui::glyph::{Glyph, sparkline};
use crate::tui::layout;
use crate::tui::model::{Look, Model};
use crate::tui::screen::report::row_label;
use crate::tui::theme::Role;
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
    /// What explains the cell of the cursor, and what the marks mean.
    foot: Rect,
}

/// Where the parts stand.
pub fn areas(model: &Model) -> Areas {
    let body = layout::chrome(model.area, layout::Kind::Tabs).body;
    let (main, foot) = layout::bottom(body, 3);
    let head = if model.compare.is_years() { 1 } else { 2 };
    let head = Rect { height: head.min(main.height), ..main };
    let rows = Rect { y: main.y + head.height, height: main.height - head.height, ..main };
    Areas { head, rows, foot }
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
    /// The widths for a comparison in so many columns of the terminal.
    pub fn of(state: &Compare, room: u16, look: Look) -> Columns {
        let count = state.columns.len().max(1) as u16;
        let spark = if state.is_years() && count > 1 { count + 2 } else { 0 };
        let wide = room >= layout::WIDE;
        let label = match (wide, look.lang) {
            (true, _) => 44.min(room / 3),
            (false, Lang::Zh) => 26,
            (false, Lang::En) => 28,
        };
        let figures = state.lines.iter().enumerate().flat_map(|(line, _)| {
            let cell = state.cell(line);
            cell.into_iter().flat_map(|cell| {
                state.columns.iter().map(move |column| figures::shown(state, column, cell))
            })
        });
        // A column of air and one for the sign of a finding.
        let widest = figures.map(|shown| look.widths.columns(&shown.text(look.widths)) + 2).max();
        let widest = widest.unwrap_or(0).min(16) as u16;
        let (least, most) =
            if state.is_years() { (widest.max(6), 12) } else { (widest.max(12), 20) };
        let left = room.saturating_sub(label + spark + 1);
        let width = (left / count).clamp(least, most.max(least));
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
            "先在 1 机构 用空格选机构, 再按 c",
            "choose agencies with Space on 1 Agencies, then press c",
        );
        pen.text(line.x + 1, line.y, line.width.saturating_sub(2), text, pen.style(Role::Faint));
        return;
    }
    let dot = Glyph::Dot.on(pen.widths);
    let what = match (state.is_years(), state.columns.first(), state.year) {
        (true, Some(column), _) => column.agency.name.clone(),
        (false, _, Some(year)) => match look.lang {
            Lang::Zh => format!("{} 个机构 {dot} {year}", state.agencies.len()),
            Lang::En => format!("{} agencies {dot} {year}", state.agencies.len()),
        },
        (false, _, None) => match look.lang {
            Lang::Zh => format!("{} 个机构", state.agencies.len()),
            Lang::En => format!("{} agencies", state.agencies.len()),
        },
        (true, None, _) => pen.widths.ellipsis().to_owned(),
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
    let only = if state.only_different { format!("[{only}]") } else { format!(" {only} ") };
    let right = format!("{modes}  {only}");
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

/// The tables, and the kind of applicant of table three.
pub fn tabs(model: &Model, pen: &mut Pen, line: Rect) {
    let look = model.look;
    let state = &model.compare;
    const NUMBERS: [(&str, &str); 3] = [("二", "2"), ("三", "3"), ("四", "4")];
    let names: Vec<String> = Table::ALL
        .iter()
        .zip(NUMBERS)
        .map(|(table, number)| {
            format!("{} {}", look.t(number.0, number.1), look.say(table.section().short()))
        })
        .collect();
    let chosen = Table::ALL.iter().position(|table| *table == state.table).unwrap_or(0);
    let x = chrome::tabs(pen, line, &names, chosen);
    if state.table == Table::Requests {
        let applicant = look.say(state.applicant.label());
        let text = match look.lang {
            Lang::Zh => format!("  {applicant}列 < >"),
            Lang::En => format!("  {applicant} < >"),
        };
        pen.text(x, line.y, line.right().saturating_sub(x), &text, pen.style(Role::Key));
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
            look.t("这一年没有报告, [ ] 换年度", "no report in this year; [ ] for another")
        } else {
            pen.widths.ellipsis()
        };
        pen.text(areas.rows.x + 1, areas.rows.y, areas.rows.width, text, faint);
        return;
    }
    let columns = Columns::of(state, areas.rows.width, look);
    heads(state, pen, areas.head, &columns);
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
                breaks(state, pen, line, &columns);
            }
            CompareLine::Figures { .. } => row(model, pen, line, at, &columns),
        }
    }
    foot(model, pen, areas.foot);
}

fn shown_columns<'a>(
    state: &'a Compare,
    columns: &Columns,
) -> impl Iterator<Item = (usize, &'a ReportRow)> {
    state.columns.iter().enumerate().skip(state.left).take(columns.fit)
}

fn heads(state: &Compare, pen: &mut Pen, area: Rect, columns: &Columns) {
    let names = short_names(state.columns.iter().map(|column| &column.agency));
    let mut x = area.x + 1 + columns.label;
    for (at, column) in shown_columns(state, columns) {
        let role = if at == state.column { Role::Cursor } else { Role::Strong };
        let width = columns.width - 1;
        if state.is_years() {
            pen.right(x + 1, area.y, width, &column.year.to_string(), pen.style(role));
        } else {
            pen.right(x + 1, area.y, width, &names[at], pen.style(role));
            let year = column.year.to_string();
            pen.right(x + 1, area.y + 1, width, &year, pen.style(Role::Faint));
        }
        x += columns.width;
    }
    breaks(state, pen, area, columns);
    let last = (state.left + columns.fit).min(state.columns.len());
    if state.columns.len() > columns.fit {
        let text = format!("{}-{last}/{}", state.left + 1, state.columns.len());
        pen.text(area.x + 1, area.y, columns.label, &text, pen.style(Role::Faint));
    }
}

/// The rule where the form changed between two years of one agency.
fn breaks(state: &Compare, pen: &mut Pen, area: Rect, columns: &Columns) {
    if state.sorted {
        return;
    }
    let mut x = area.x + 1 + columns.label;
    for (at, column) in shown_columns(state, columns) {
        let changed = at > state.left
            && state.columns.get(at - 1).is_some_and(|before| {
                before.agency_id == column.agency_id && before.form != column.form
            });
        if changed {
            for y in area.y..area.bottom() {
                pen.glyph(x, y, Glyph::Break, pen.style(Role::Warning));
            }
        }
        x += columns.width;
    }
}

/// Names that tell agencies apart in little room: without the places, unless that leaves two alike.
fn short_names<'a>(agencies: impl Iterator<Item = &'a Agency>) -> Vec<String> {
    let agencies: Vec<&Agency> = agencies.collect();
    let bare = |agency: &Agency| {
        let mut rest = agency.name.as_str();
        for part in agency.place.parts() {
            rest = rest.strip_prefix(part).unwrap_or(rest);
        }
        rest.to_owned()
    };
    let same = |a: &Agency, b: &Agency| a.name != b.name && bare(a) == bare(b);
    agencies
        .iter()
        .map(|agency| {
            let name = bare(agency);
            let place = agency.place.parts().last().unwrap_or_default();
            if name.is_empty() {
                agency.printed.clone()
            } else if agencies.iter().any(|other| same(agency, other)) {
                format!("{place}{name}")
            } else {
                name
            }
        })
        .collect()
}

fn row(model: &Model, pen: &mut Pen, line: Rect, at: usize, columns: &Columns) {
    let state = &model.compare;
    let CompareLine::Figures { label, short, nested, cell } = &state.lines[at] else { return };
    let on_cursor = at == state.cursor;
    let indent = if *nested { 2 } else { 0 };
    let room = columns.label.saturating_sub(indent + 1);
    let text = row_label(model.look, columns.label, *label, *short);
    let role = if on_cursor { Role::Strong } else { Role::Plain };
    pen.text(line.x + 1 + indent, line.y, room, &text, pen.style(role));
    let mut x = line.x + 1 + columns.label;
    for (nth, column) in shown_columns(state, columns) {
        let area = Rect { x: x + 1, y: line.y, width: columns.width - 1, height: 1 };
        let shown = figures::shown(state, column, *cell);
        let mark = state.marks.get(&(column.agency_id, column.year, *cell));
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
    breaks(state, pen, line, columns);
    if columns.spark > 0 {
        let line_of = spark(state, *cell, pen);
        pen.text(x + 2, line.y, columns.spark, &line_of, pen.style(Role::Plain));
    }
}

/// The row over the years, gaps where a year is missing or its form has no such row.
fn spark(state: &Compare, cell: Cell, pen: &Pen) -> String {
    let years = state.columns.iter().map(|column| column.year);
    let (Some(first), Some(last)) = (years.clone().min(), years.max()) else {
        return String::new();
    };
    let values: Vec<Option<f64>> = (first..=last)
        .map(|year| {
            let column = state.columns.iter().find(|column| column.year == year)?;
            column.cells.number(cell)
        })
        .collect();
    sparkline(&values, pen.widths)
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
        let raw = column.cells.value(cell).raw;
        let mut text = format!(" {} \"{raw}\"", column.year);
        let base = state.base(column);
        let pair = column.cells.number(cell).zip(base.and_then(|base| base.cells.number(cell)));
        if let (Some((now, then)), Some(base)) = (pair, base) {
            let against = if base.agency_id == column.agency_id {
                base.year.to_string()
            } else {
                look.t("第一个机构", "the first agency").to_owned()
            };
            let change = crate::tui::worked::signed(now - then);
            text.push_str(&format!("   {} {against} {then}: {change}", look.t("较", "against")));
            if then != 0.0 {
                let share = (now - then) / then.abs();
                let sign = if share > 0.0 { "+" } else { "" };
                text.push_str(&format!(" ({sign}{})", words::percent(share)));
            }
        }
        let x = pen.text(area.x + 1, area.y + 1, area.width - 1, cell.key(), pen.style(Role::Key));
        pen.text(x, area.y + 1, area.right().saturating_sub(x + 1), &text, pen.style(Role::Plain));
    }
    pen.text(
        area.x + 1,
        area.y + 2,
        area.width.saturating_sub(2),
        &note(state, look, pen),
        pen.style(Role::Faint),
    );
}

/// What the break and the dashes mean, if there are any.
fn note(state: &Compare, look: Look, pen: &Pen) -> String {
    let old: Vec<String> = state
        .columns
        .iter()
        .filter(|column| column.form == crate::form::Form::F2019)
        .map(|column| column.year.to_string())
        .collect();
    let mixed = !old.is_empty() && old.len() < state.columns.len();
    if !mixed {
        return String::new();
    }
    let mut years = old;
    years.dedup();
    let (sign, none) = (Glyph::Break.on(pen.widths), Glyph::None.on(pen.widths));
    let years = years.join(look.t("、", ", "));
    match look.lang {
        Lang::Zh => format!("{sign} 版式不同: {years} 为 2019 版, 无对应的行记 {none}"),
        Lang::En => format!(
            "{sign} another form: {years} follow that of 2019; rows without counterpart are {none}"
        ),
    }
}
