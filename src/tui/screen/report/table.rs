//! How the table of a part is drawn: the labels stay, the columns of figures scroll.

use super::ReportView;
use crate::form::{Cell, Table};
use crate::record::{Cells, State};
use crate::text::{Lang, Text};
use crate::tui::glyph::Glyph;
use crate::tui::model::{Look, Model};
use crate::tui::sheet::{Line, Sheet};
use crate::tui::theme::Role;
use crate::tui::widget::pen::Pen;
use crate::tui::words;
use ratatui::layout::Rect;

/// How wide the columns are, and which of them are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    label: u16,
    cell: u16,
    /// The total of last year, at the right of table three; 0 where it has no room.
    last_year: u16,
    /// How many columns of figures there are.
    pub count: usize,
    /// How many of them fit beside the labels.
    pub fit: usize,
}

impl Columns {
    /// Which of the columns shown stands at a distance from the left of the table.
    pub fn at(&self, x: u16) -> Option<usize> {
        let x = x.checked_sub(1 + self.label)?;
        let column = usize::from(x / self.cell.max(1));
        (column < self.fit).then_some(column)
    }
}

/// The widest that a column of labels gets.
const MOST_LABEL: u16 = 70;

/// The columns of a table in so much room.
pub fn columns(state: &ReportView, sheet: &Sheet, width: u16, look: Look) -> Columns {
    let count = (0..sheet.lines.len()).map(|line| sheet.cells(line).len()).max().unwrap_or(1);
    let room = width.saturating_sub(1);
    let zh = look.lang == Lang::Zh;
    let (wanted, last_year) = match sheet.table {
        Table::Disclosure => (if zh { 16 } else { 20 }, 0),
        Table::Requests if zh => (7, 7),
        // English headings are longer: last year's total gives way to them.
        Table::Requests => (9, if width < 100 { 0 } else { 9 }),
        Table::Disputes => (if zh { 9 } else { 11 }, 0),
    };
    let least = least_cell(state, sheet, look);
    let shortest = shortest_label(sheet, look);
    let n = count as u16;
    let mut last_year = last_year.max(if last_year > 0 { least } else { 0 });
    if shortest + n * least + last_year > room {
        last_year = 0;
    }
    let cell = wanted.min(room.saturating_sub(shortest + last_year) / n.max(1)).max(least);
    // Where the groups of table four stand side by side the one row has no label.
    let most = if shortest > 1 { MOST_LABEL } else { 1 };
    let label = room.saturating_sub(cell * n + last_year).clamp(shortest, most).min(room / 2);
    // What the labels do not need goes to the columns.
    let cell = if label == most {
        ((room - label - last_year) / n.max(1)).clamp(cell, wanted.max(cell) + 5)
    } else {
        cell
    };
    let fit = usize::from((room.saturating_sub(label + last_year) / cell.max(1)).max(1)).min(count);
    Columns { label, cell, last_year, count, fit }
}

/// The columns that the figures of a table need: none is ever cut. One of air, one for a sign.
fn least_cell(state: &ReportView, sheet: &Sheet, look: Look) -> u16 {
    let Some(opened) = &state.opened else { return 5 };
    let cells = &opened.stored.report.cells;
    let flagged = |cell: Cell| usize::from(state.findings_on(cell).next().is_some());
    let all = (0..sheet.lines.len()).flat_map(|line| sheet.cells(line).iter().copied());
    // What is printed instead of a number can be long; it is read below the table.
    let widest = all.map(|cell| {
        let text = printed(cells, cell, look).0;
        look.widths.columns(&text).min(16) + flagged(cell)
    });
    let heads = sheet.columns.iter().map(|head| look.widths.columns(brief(look.say(*head))));
    widest.chain(heads).max().unwrap_or(0).max(4) as u16 + 1
}

/// The least columns in which the short labels can be told apart.
fn shortest_label(sheet: &Sheet, look: Look) -> u16 {
    let of = |line: &Line| match line {
        Line::Heading { .. } => 0,
        Line::Cells { short, nested, .. } => {
            look.widths.columns(look.say(*short)) + 1 + if *nested { 2 } else { 0 }
        }
    };
    (sheet.lines.iter().map(of).max().unwrap_or(0) as u16).min(22)
}

/// A heading of table three for columns in which its short form would be cut.
fn brief(text: &'static str) -> &'static str {
    match text {
        "business" => "firms",
        "research" => "science",
        "nonprof." => "charity",
        text => text,
    }
}

/// Draws the table; what does not fit is said in the corner over the labels.
pub fn draw(model: &Model, pen: &mut Pen, head: Rect, rows: Rect, sheet: &Sheet) {
    let state = &model.report;
    let look = model.look;
    let columns = columns(state, sheet, rows.width, look);
    heads(state, look, pen, head, sheet, &columns);
    let cursor_line = sheet.find(state.cell).map(|(line, _)| line);
    for (y, at) in (rows.y..rows.bottom()).zip(state.top..sheet.lines.len()) {
        let line = Rect { y, height: 1, ..rows };
        match &sheet.lines[at] {
            Line::Heading { label, columns: heads } => {
                let label = row_label(look, columns.label, *label, *label);
                let end = pen.text(line.x + 1, y, line.width, &label, pen.style(Role::Faint));
                let mut x = line.x + 1 + columns.label;
                for (nth, text) in heads.iter().skip(state.left).take(columns.fit).enumerate() {
                    // The first heading may be wider than its column, where the label leaves room.
                    let from = if nth == 0 { end + 1 } else { x + 1 };
                    let room = (x + columns.cell).saturating_sub(from);
                    pen.right(from, y, room, look.say(*text), pen.style(Role::Faint));
                    x += columns.cell;
                }
            }
            Line::Cells { .. } => {
                row(model, pen, line, sheet, at, &columns, cursor_line == Some(at))
            }
        }
    }
}

fn heads(
    state: &ReportView,
    look: Look,
    pen: &mut Pen,
    area: Rect,
    sheet: &Sheet,
    columns: &Columns,
) {
    if area.height == 0 {
        return;
    }
    let faint = pen.style(Role::Faint);
    let left = area.x + 1 + columns.label;
    let shown = state.left..(state.left + columns.fit).min(columns.count);
    let mut y = area.y;
    if !sheet.groups.is_empty() && area.height > 1 {
        let mut first = 0;
        for (group, span) in &sheet.groups {
            let (from, to) = (first.max(shown.start), (first + span).min(shown.end));
            first += span;
            let text = look.say(*group);
            if text.is_empty() || from >= to {
                continue;
            }
            // A rule over the columns that the heading spans, the heading in its middle.
            let x = left + columns.cell * (from - shown.start) as u16;
            let width = columns.cell * (to - from) as u16;
            pen.rule(x + 2, y, width.saturating_sub(2));
            let text =
                format!(" {} ", pen.widths.truncate(text, usize::from(width.saturating_sub(4))));
            let taken = pen.widths.columns(&text) as u16;
            pen.text(x + 1 + width.saturating_sub(taken) / 2, y, width, &text, faint);
        }
        y += 1;
    }
    if columns.fit < columns.count {
        let name = look.t("列", "columns");
        let text = format!("{name} {}-{}/{}", shown.start + 1, shown.end, columns.count);
        pen.text(area.x + 1, y, columns.label, &text, faint);
    }
    if sheet.columns.is_empty() {
        return;
    }
    let mut x = left;
    for head in &sheet.columns[shown] {
        let mut text = look.say(*head);
        if pen.widths.columns(text) > usize::from(columns.cell - 1) {
            text = brief(text);
        }
        pen.right(x + 1, y, columns.cell - 1, text, pen.style(Role::Strong));
        x += columns.cell;
    }
    if columns.last_year > 0 {
        pen.right(x, y, columns.last_year, look.t("上年", "last yr"), faint);
    }
}

fn row(
    model: &Model,
    pen: &mut Pen,
    line: Rect,
    sheet: &Sheet,
    at: usize,
    columns: &Columns,
    on_cursor: bool,
) {
    let Line::Cells { label, short, nested, cells } = &sheet.lines[at] else { return };
    let state = &model.report;
    let Some(opened) = &state.opened else { return };
    let report = &opened.stored.report;
    draw_label(
        model.look,
        pen,
        line,
        columns.label,
        RowName { label: *label, short: *short, nested: *nested },
        on_cursor,
    );
    let mut x = line.x + 1 + columns.label;
    for cell in cells.iter().skip(state.left).take(columns.fit) {
        let area = Rect { x: x + 1, y: line.y, width: columns.cell - 1, height: 1 };
        figure(state, pen, model.look, area, &report.cells, *cell);
        if *cell == state.cell {
            pen.restyle(area, pen.style(Role::Cursor));
        }
        x += columns.cell;
    }
    if columns.last_year > 0
        && let Some(total) = cells.last()
    {
        let text = match opened.of_year(report.year - 1) {
            Some(before) => printed(before, *total, model.look).0,
            None => String::new(),
        };
        pen.right(x, line.y, columns.last_year, &text, pen.style(Role::Faint));
    }
}

/// From this width of the column of labels on, they are printed as on the form.
pub const FULL_LABELS: u16 = 40;

/// What a row of a table is called.
pub struct RowName {
    /// As on the form.
    pub label: Text,
    /// In short.
    pub short: Text,
    /// Whether it stands below a heading.
    pub nested: bool,
}

/// Draws what a row is called at the left of its line, in a column `room` wide.
pub fn draw_label(
    look: Look,
    pen: &mut Pen,
    line: Rect,
    room: u16,
    name: RowName,
    on_cursor: bool,
) {
    let indent = if name.nested { 2 } else { 0 };
    let text = row_label(look, room, name.label, name.short);
    let role = if on_cursor { Role::Strong } else { Role::Plain };
    pen.text(line.x + 1 + indent, line.y, room.saturating_sub(indent + 1), &text, pen.style(role));
}

/// A label as the form prints it where there is room for all of them, else a short one.
pub fn row_label(look: Look, room: u16, label: Text, short: Text) -> String {
    if room >= FULL_LABELS {
        return look.say(label).to_owned();
    }
    // Brackets of one column, so that the label leaves room for its figures.
    look.say(short).replace('（', "(").replace('）', ")")
}

/// A cell's text and the role that it is drawn in: blank, dash, absent and 0 look different.
fn printed(cells: &Cells, cell: Cell, look: Look) -> (String, Role) {
    match cells.state(cell) {
        State::Number => {
            let number = cells.number(cell).unwrap_or_default();
            let role = if number == 0.0 { Role::Faint } else { Role::Plain };
            (words::short_number(number), role)
        }
        State::Blank => (Glyph::Blank.on(look.widths).to_owned(), Role::Faint),
        State::Dash => (cells.value(cell).raw.into_owned(), Role::Plain),
        State::Text => (cells.value(cell).raw.into_owned(), Role::Warning),
        State::Absent => (Glyph::Absent.on(look.widths).to_owned(), Role::Faint),
    }
}

fn figure(state: &ReportView, pen: &mut Pen, look: Look, area: Rect, cells: &Cells, cell: Cell) {
    let (text, role) = printed(cells, cell, look);
    let worst = state.findings_on(cell).map(|stored| stored.finding.severity).min();
    let (text, role) = match worst {
        Some(severity) => {
            (format!("{}{text}", severity.sign(pen.widths.plain())), Role::of(severity))
        }
        None => (text, role),
    };
    pen.right(area.x, area.y, area.width, &text, pen.style(role));
}
