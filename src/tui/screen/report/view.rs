//! How screen 2 is drawn.

use super::{ReportView, TABS, pane, prose};
use crate::form::{Cell, Section};
use crate::record::Span;
use crate::record::{Cells, Severity, State};
use crate::text::{Lang, Text};
use crate::tui::glyph::Glyph;
use crate::tui::layout;
use crate::tui::model::{Look, Model};
use crate::tui::sheet::{Line, Sheet};
use crate::tui::theme::Role;
use crate::tui::widget::chrome;
use crate::tui::widget::pen::Pen;
use crate::tui::words;
use ratatui::layout::Rect;

/// Where the parts of the screen stand.
#[derive(Debug, Clone, Copy)]
pub struct Areas {
    /// The headings of the table.
    head: Rect,
    /// The rows of the table.
    pub rows: Rect,
    /// The prose.
    pub prose: Rect,
    /// What explains the cell of the cursor.
    pane: Rect,
    /// Whether it stands beside the table.
    beside: bool,
    /// The source.
    pub source: Rect,
}

/// The lines of the pane below the table, its rule among them.
const PANE: u16 = 6;

/// Where the parts stand.
pub fn areas(model: &Model) -> Areas {
    let body = layout::chrome(model.area, layout::Kind::Tabs).body;
    let state = &model.report;
    let beside = body.width >= layout::VERY_WIDE;
    let (main, pane) = if beside {
        let pane = (body.width * 2 / 5).min(76);
        layout::left(body, body.width - pane)
    } else {
        let pane = if body.height > 28 { PANE + 3 } else { PANE };
        layout::bottom(body, pane)
    };
    let head_height = state.sheet.as_ref().map_or(0, head_height).min(main.height);
    let head = Rect { height: head_height, ..main };
    let rows = Rect { y: main.y + head_height, height: main.height - head_height, ..main };
    let source = if beside { layout::left(body, body.width / 2).1 } else { body };
    let prose = Rect { x: body.x + 2, width: body.width.saturating_sub(4), ..body };
    let prose = if beside && state.source.is_some() {
        Rect { width: prose.width / 2 - 2, ..prose }
    } else {
        prose
    };
    Areas { head, rows, prose, pane, beside, source }
}

fn head_height(sheet: &Sheet) -> u16 {
    u16::from(!sheet.columns.is_empty()) + u16::from(!sheet.groups.is_empty())
}

/// The title: who, when, which form, published, what was found, which other years.
pub fn title(model: &Model, pen: &mut Pen, line: Rect) {
    let look = model.look;
    let state = &model.report;
    let Some(opened) = &state.opened else {
        let text = if state.nothing {
            look.t("没有这份报告", "there is no such report")
        } else if state.asked.is_some() {
            pen.widths.ellipsis()
        } else {
            look.t("先在 1 机构 选一个机构", "choose an agency on 1 Agencies first")
        };
        pen.text(line.x + 1, line.y, line.width.saturating_sub(2), text, pen.style(Role::Faint));
        return;
    };
    let report = &opened.stored.report;
    let dot = Glyph::Dot.on(pen.widths);
    let form = report.form.name();
    let mut facts = match look.lang {
        Lang::Zh => format!(" {} {dot} {form}版", report.year),
        Lang::En => format!(" {} {dot} form {form}", report.year),
    };
    if let Some(published) = report.published {
        facts.push_str(&format!(" {dot} {} {published}", look.t("发布", "published")));
    }
    if opened.stored.versions.len() > 1 {
        facts.push_str(&format!(
            " {dot} {} {}",
            opened.stored.versions.len(),
            look.t("个版本", "versions")
        ));
    }
    let years = neighbours(opened.years.as_slice(), report.year, pen);
    let years_columns = pen.widths.columns(&years) as u16 + 1;
    let counts = Severity::ALL.map(|severity| {
        let standing = opened.findings.iter().filter(|stored| stored.finding.severity == severity);
        (severity, standing.count())
    });
    let counts_columns = 4 * counts.iter().filter(|(_, count)| *count > 0).count() as u16 + 2;
    let room = line.width.saturating_sub(years_columns + counts_columns + 2);
    let facts_columns = pen.widths.columns(&facts) as u16;
    // The name gives way to the facts, but not for good: its end tells agencies apart.
    let name_room = room.saturating_sub(facts_columns).max(room.min(20));
    let name = &opened.stored.agency.name;
    let name = pen.widths.tail(name, usize::from(name_room));
    let x = pen.text(line.x + 1, line.y, name_room, &name, pen.style(Role::Strong));
    pen.text(x, line.y, (line.x + 1 + room).saturating_sub(x), &facts, pen.style(Role::Plain));
    let x = line.right().saturating_sub(years_columns + counts_columns);
    chrome::counts(pen, x, line.y, counts_columns, &counts);
    let x = line.right().saturating_sub(years_columns);
    pen.text(x, line.y, years_columns, &years, pen.style(Role::Faint));
}

/// The years before and after: `‹2023 2025›`.
fn neighbours(years: &[i16], year: i16, pen: &Pen) -> String {
    let plain = pen.widths.plain();
    let before = years.iter().rev().find(|other| **other < year);
    let after = years.iter().find(|other| **other > year);
    let before = before.map(|y| format!("{}{y}", if plain { "<" } else { "‹" }));
    let after = after.map(|y| format!("{y}{}", if plain { ">" } else { "›" }));
    [before, after].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The parts of the report.
pub fn tabs(model: &Model, pen: &mut Pen, line: Rect) {
    let look = model.look;
    const NUMBERS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];
    let names = |name: fn(Section) -> Text| -> Vec<String> {
        TABS.iter()
            .enumerate()
            .map(|(at, section)| match look.lang {
                Lang::Zh => format!("{} {}", NUMBERS[at], look.say(name(*section))),
                Lang::En => format!("{} {}", at + 1, look.say(name(*section))),
            })
            .collect()
    };
    let full = names(Section::title);
    let needed: usize = full.iter().map(|name| pen.widths.columns(name) + 2).sum();
    let fits = needed + 10 <= usize::from(line.width);
    let names = if fits { full } else { names(Section::short) };
    let chosen = TABS.iter().position(|tab| *tab == model.report.section).unwrap_or(0);
    let x = chrome::tabs(pen, line, &names, chosen);
    let problems = model.report.opened.as_ref().map_or(0, |opened| opened.stored.problems.len());
    let source = look.t("o 原文", "o source");
    // What went wrong in reading is looked at in the source.
    let source = if problems > 0 { format!("!{problems} {source}") } else { source.to_owned() };
    let columns = pen.widths.columns(&source) as u16 + 2;
    if x + columns <= line.right() {
        pen.text(line.right() - columns, line.y, columns, &source, pen.style(Role::Faint));
    }
}

/// Draws the screen.
pub fn view(model: &Model, pen: &mut Pen) {
    let areas = areas(model);
    let state = &model.report;
    if state.opened.is_none() {
        return;
    }
    let covered = state.source.is_some() && !areas.beside;
    if !covered {
        match &state.sheet {
            Some(sheet) => {
                table(model, pen, &areas, sheet);
                if state.source.is_none() {
                    explain(model, pen, &areas);
                }
            }
            None => page(model, pen, &areas),
        }
    }
    if state.source.is_some() {
        source(model, pen, areas.source, areas.beside);
    }
}

/// How wide the columns are.
struct Columns {
    label: u16,
    cell: u16,
    last_year: u16,
}

fn columns(sheet: &Sheet, width: u16, look: Look) -> Columns {
    let count =
        (0..sheet.lines.len()).map(|line| sheet.cells(line).len()).max().unwrap_or(1) as u16;
    let room = width.saturating_sub(1);
    let (wanted, last_year) = match sheet.table {
        crate::form::Table::Disclosure => (if look.lang == Lang::Zh { 16 } else { 20 }, 0),
        crate::form::Table::Requests if look.lang == Lang::Zh => (7, 7),
        // English headings are longer: last year's total gives way to them.
        crate::form::Table::Requests => (9, if width < 100 { 0 } else { 9 }),
        crate::form::Table::Disputes => (if look.lang == Lang::Zh { 10 } else { 11 }, 0),
    };
    let least = 22;
    let cell = wanted.min(room.saturating_sub(least + last_year) / count.max(1)).max(5);
    let taken = cell * count + last_year;
    let label = room.saturating_sub(taken).min(70);
    // What the label does not need goes to the columns.
    let cell =
        if label == 70 { ((room - label - last_year) / count).min(wanted + 5) } else { cell };
    Columns { label, cell, last_year }
}

fn table(model: &Model, pen: &mut Pen, areas: &Areas, sheet: &Sheet) {
    let state = &model.report;
    let look = model.look;
    let columns = columns(sheet, areas.rows.width, look);
    heads(look, pen, areas.head, sheet, &columns);
    let cursor_line = sheet.find(state.cell).map(|(line, _)| line);
    for (y, at) in (areas.rows.y..areas.rows.bottom()).zip(state.top..sheet.lines.len()) {
        let line = Rect { y, height: 1, ..areas.rows };
        match &sheet.lines[at] {
            Line::Heading { label, columns: heads } => {
                let label = row_label(look, columns.label, *label, *label);
                let end = pen.text(line.x + 1, y, line.width, &label, pen.style(Role::Faint));
                let mut x = line.x + 1 + columns.label;
                for (nth, head) in heads.iter().enumerate() {
                    let (from, room) = if nth == 0 {
                        (end + 1, (x + columns.cell).saturating_sub(end + 1))
                    } else {
                        (x + 1, columns.cell - 1)
                    };
                    pen.right(from, y, room, look.say(*head), pen.style(Role::Faint));
                    x += columns.cell;
                }
            }
            Line::Cells { .. } => {
                row(model, pen, line, sheet, at, &columns, cursor_line == Some(at))
            }
        }
    }
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

fn heads(look: Look, pen: &mut Pen, area: Rect, sheet: &Sheet, columns: &Columns) {
    let faint = pen.style(Role::Faint);
    let mut y = area.y;
    if !sheet.groups.is_empty() && area.height > 1 {
        let mut x = area.x + 1 + columns.label;
        for (group, span) in &sheet.groups {
            let width = columns.cell * *span as u16;
            let text = look.say(*group);
            if !text.is_empty() {
                // A rule over the columns that the heading spans, the heading in its middle.
                let taken = pen.widths.columns(text) as u16 + 2;
                pen.rule(x + 2, y, width.saturating_sub(2));
                let at = x + 1 + width.saturating_sub(taken) / 2;
                pen.text(at, y, width, &format!(" {text} "), faint);
            }
            x += width;
        }
        y += 1;
    }
    let mut x = area.x + 1 + columns.label;
    for head in &sheet.columns {
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
    let values = &opened.stored.report.cells;
    let indent = if *nested { 2 } else { 0 };
    let room = columns.label.saturating_sub(indent + 1);
    let text = row_label(model.look, columns.label, *label, *short);
    let role = if on_cursor { Role::Strong } else { Role::Plain };
    pen.text(line.x + 1 + indent, line.y, room, &text, pen.style(role));
    let mut x = line.x + 1 + columns.label;
    for cell in cells {
        let area = Rect { x, y: line.y, width: columns.cell, height: 1 };
        figure(state, pen, area, values, *cell);
        if *cell == state.cell {
            let area = Rect { x: x + 1, width: columns.cell - 1, ..area };
            pen.restyle(area, pen.style(Role::Cursor));
        }
        x += columns.cell;
    }
    if columns.last_year > 0
        && let Some(total) = cells.last()
    {
        let text = match opened.before.as_ref() {
            Some(before) => printed(before, *total, pen).0,
            None => String::new(),
        };
        pen.right(x, line.y, columns.last_year, &text, pen.style(Role::Faint));
    }
}

/// From this width of the column of labels on, they are printed as on the form.
const FULL_LABELS: u16 = 40;

/// A label as the form prints it where there is room for all of them, else a short one.
pub fn row_label(look: Look, room: u16, label: Text, short: Text) -> String {
    if room >= FULL_LABELS {
        return look.say(label).to_owned();
    }
    // Brackets of one column, so that the label leaves room for its figures.
    look.say(short).replace('（', "(").replace('）', ")")
}

/// A cell's text and the role that it is drawn in: blank, dash, absent and 0 look different.
pub fn printed(cells: &Cells, cell: Cell, pen: &Pen) -> (String, Role) {
    match cells.state(cell) {
        State::Number => {
            let number = cells.number(cell).unwrap_or_default();
            let role = if number == 0.0 { Role::Faint } else { Role::Plain };
            (words::short_number(number), role)
        }
        State::Blank => (Glyph::Blank.on(pen.widths).to_owned(), Role::Faint),
        State::Dash => (cells.value(cell).raw.into_owned(), Role::Plain),
        State::Text => (cells.value(cell).raw.into_owned(), Role::Warning),
        State::Absent => (Glyph::Absent.on(pen.widths).to_owned(), Role::Faint),
    }
}

fn figure(state: &ReportView, pen: &mut Pen, area: Rect, cells: &Cells, cell: Cell) {
    let (text, role) = printed(cells, cell, pen);
    let worst = state.findings_on(cell).map(|stored| stored.finding.severity).min();
    match worst {
        Some(severity) => {
            let style = pen.style(Role::of(severity));
            let text = format!("{}{text}", severity.sign(pen.widths.plain()));
            pen.right(area.x + 1, area.y, area.width - 1, &text, style);
        }
        None => pen.right(area.x + 1, area.y, area.width - 1, &text, pen.style(role)),
    }
}

fn explain(model: &Model, pen: &mut Pen, areas: &Areas) {
    let area = areas.pane;
    if area.height == 0 {
        return;
    }
    let state = &model.report;
    let count = state.sheet.as_ref().map_or(0, |sheet| sheet.lines.len());
    let last = (state.top + usize::from(areas.rows.height)).min(count);
    let shown = format!(" {}-{last}/{count} ", state.top + 1);
    let faint = pen.style(Role::Faint);
    let inside = if areas.beside {
        let inside = pen.frame(area, &crate::tui::sheet::cell_name(state.cell, model.look.lang));
        Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside }
    } else {
        pen.rule(area.x, area.y, area.width);
        let name = format!(" {} ", crate::tui::sheet::cell_name(state.cell, model.look.lang));
        pen.text(area.x + 1, area.y, area.width / 2, &name, pen.style(Role::Strong));
        Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width.saturating_sub(2),
            height: area.height - 1,
        }
    };
    if count > usize::from(areas.rows.height) {
        let columns = shown.len() as u16;
        pen.text(area.right().saturating_sub(columns + 2), area.y, columns, &shown, faint);
    }
    let lines = pane::lines(model, usize::from(inside.width), areas.beside);
    for (y, line) in (inside.y..inside.bottom()).zip(&lines) {
        let pieces: Vec<(&str, ratatui::style::Style)> =
            line.iter().map(|(text, role)| (text.as_str(), pen.style(*role))).collect();
        pen.pieces(inside.x, y, inside.width, &pieces);
    }
    if lines.len() > usize::from(inside.height) && inside.height > 0 {
        let text =
            format!(" {}+{} ", pen.widths.ellipsis(), lines.len() - usize::from(inside.height));
        let x = inside.right().saturating_sub(pen.widths.columns(&text) as u16);
        pen.text(x, inside.bottom() - 1, inside.width, &text, faint);
    }
}

fn page(model: &Model, pen: &mut Pen, areas: &Areas) {
    let state = &model.report;
    let area = areas.prose;
    if state.prose.lines.is_empty() {
        let text = model.look.t("这一部分没有文字", "no text in this part");
        pen.text(area.x, area.y, area.width, text, pen.style(Role::Faint));
        return;
    }
    let paragraphs = prose::paragraphs(state);
    let quotes = prose::quotes(state);
    for (y, line) in (area.y..area.bottom()).zip(state.prose.lines.iter().skip(state.prose.top)) {
        let role = if line.heading { Role::Strong } else { Role::Plain };
        let style = pen.style(role);
        let mark = paragraphs.get(line.paragraph).and_then(|passage| {
            let text = crate::text::clean(&passage.text);
            quotes.iter().find_map(|(quote, _)| {
                let from = text.find(quote.trim())?;
                overlap((from, from + quote.trim().len()), line.bytes)
            })
        });
        match mark {
            Some((from, to))
                if line.text.is_char_boundary(from) && line.text.is_char_boundary(to) =>
            {
                let pieces = [
                    (&line.text[..from], style),
                    (&line.text[from..to], pen.style(Role::Match)),
                    (&line.text[to..], style),
                ];
                pen.pieces(area.x, y, area.width, &pieces);
            }
            _ => {
                pen.text(area.x, y, area.width, &line.text, style);
            }
        }
    }
    let (top, count) = (state.prose.top, state.prose.lines.len());
    let height = usize::from(area.height);
    if count > height {
        let text = format!(" {}-{}/{count} ", top + 1, (top + height).min(count));
        let columns = text.len() as u16;
        let x = model.area.width.saturating_sub(columns + 1);
        pen.text(x, area.bottom().saturating_sub(1), columns, &text, pen.style(Role::Faint));
    }
}

/// The part of a marked range that lies on a line, counted from the line's start.
fn overlap(mark: (usize, usize), line: (usize, usize)) -> Option<(usize, usize)> {
    let (from, to) = (mark.0.max(line.0), mark.1.min(line.1));
    (from < to).then(|| (from - line.0, to - line.0))
}

fn source(model: &Model, pen: &mut Pen, area: Rect, beside: bool) {
    let Some(pane) = &model.report.source else { return };
    let faint = pen.style(Role::Faint);
    if beside {
        for y in area.y..area.bottom() {
            pen.glyph(area.x, y, Glyph::Vertical, faint);
        }
    }
    let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
    if pane.text.is_none() {
        pen.text(inside.x, inside.y, inside.width, pen.widths.ellipsis(), faint);
        return;
    }
    let (inside, status) = layout::bottom(inside, 1);
    for (y, line) in (inside.y..inside.bottom()).zip(pane.lines.iter().skip(pane.top)) {
        let marked = pane.marked.and_then(|span: Span| line.within(span));
        match marked {
            Some(range) => {
                let pieces = [
                    (&line.text[..range.start], pen.style(Role::Plain)),
                    (&line.text[range.clone()], pen.style(Role::Cursor)),
                    (&line.text[range.end..], pen.style(Role::Plain)),
                ];
                pen.pieces(inside.x, y, inside.width, &pieces);
            }
            None => {
                pen.text(inside.x, y, inside.width, &line.text, pen.style(Role::Plain));
            }
        }
    }
    let path = model.report.opened.as_ref().map_or("", |opened| opened.stored.source.path.as_str());
    let last = (pane.top + usize::from(inside.height)).min(pane.lines.len());
    let shown = format!(" {}-{last}/{} ", pane.top + 1, pane.lines.len());
    let columns = shown.len() as u16;
    pen.rule(status.x, status.y, status.width);
    let room = status.width.saturating_sub(columns + 6);
    let path = format!(" {} ", pen.widths.tail(&crate::text::clean(path), usize::from(room)));
    pen.text(status.x + 1, status.y, room + 2, &path, pen.style(Role::Faint));
    let x = status.right().saturating_sub(columns + 2);
    pen.text(x, status.y, columns, &shown, pen.style(Role::Faint));
}
