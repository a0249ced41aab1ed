//! How screen 2 is drawn.

use super::{TABS, pane, prose, table};
use crate::form::{Section, Table};
use crate::record::{Severity, Span};
use crate::text::{Lang, Text};
use crate::tui::glyph::Glyph;
use crate::tui::layout;
use crate::tui::model::{Look, Model};
use crate::tui::sheet::Sheet;
use crate::tui::theme::Role;
use crate::tui::widget::chart::{self, Series, Stroke};
use crate::tui::widget::chrome;
use crate::tui::widget::pen::Pen;
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
    /// Whether the source stands beside the table.
    wide: bool,
    /// The source.
    pub source: Rect,
}

/// The lines of the pane below the table, its rule among them.
const PANE: u16 = 6;

/// Whether the groups of table four stand side by side, as they are printed.
pub fn is_side_by_side(model: &Model) -> bool {
    let state = &model.report;
    let is_open = state.source.is_some();
    // Fifteen columns, their headings whole.
    let needed = if model.look.lang == Lang::Zh { layout::VERY_WIDE } else { 160 };
    model.area.width >= needed && state.table() == Some(Table::Disputes) && !is_open
}

/// Where the parts stand.
pub fn areas(model: &Model) -> Areas {
    let body = layout::chrome(model.area, layout::Kind::Tabs).body;
    let state = &model.report;
    let wide = body.width >= layout::VERY_WIDE;
    let source = if wide { layout::left(body, body.width / 2).1 } else { body };
    let head_height = state.sheet.as_ref().map_or(0, head_height);
    let rows = state.sheet.as_ref().map_or(0, |sheet| sheet.lines.len() as u16);
    let beside = wide && !is_side_by_side(model);
    let (main, pane) = if wide && state.source.is_some() {
        (layout::left(body, body.width / 2).0, Rect { height: 0, ..body })
    } else if beside {
        let pane = (body.width * 2 / 5).min(76);
        layout::left(body, body.width - pane)
    } else {
        // What the table does not need is the pane's; one that all but fits is shown whole.
        let free = body.height.saturating_sub(head_height + rows);
        let least = match body.height {
            _ if (PANE - 2..PANE).contains(&free) => free,
            0..13 => PANE - 2,
            _ => PANE,
        };
        layout::bottom(body, free.max(least))
    };
    let head_height = head_height.min(main.height);
    let head = Rect { height: head_height, ..main };
    let rows = Rect { y: main.y + head_height, height: main.height - head_height, ..main };
    let prose = Rect { x: body.x + 2, width: body.width.saturating_sub(4), ..body };
    let prose = if wide && state.source.is_some() {
        Rect { width: prose.width / 2 - 2, ..prose }
    } else {
        prose
    };
    Areas { head, rows, prose, pane, beside, wide, source }
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
            look.t("先在 1 机关 选一个机关", "choose an agency on 1 Agencies first")
        };
        pen.text(line.x + 1, line.y, line.width.saturating_sub(2), text, pen.style(Role::Faint));
        return;
    };
    let report = &opened.stored.report;
    let dot = Glyph::Dot.on(pen.widths);
    let form = report.form.name();
    let mut facts = vec![
        format!(" {}", report.year),
        match look.lang {
            Lang::Zh => format!(" {dot} {form}版"),
            Lang::En => format!(" {dot} form {form}"),
        },
    ];
    if opened.stored.versions.len() > 1 {
        let versions = opened.stored.versions.len();
        facts.push(format!(" {dot} {versions} {}", look.t("个版本", "versions")));
    }
    if let Some(published) = report.published {
        facts.push(format!(" {dot} {} {published}", look.t("发布", "published")));
    }
    let years = neighbours(opened.years.as_slice(), report.year, pen);
    let years_columns = pen.widths.columns(&years) as u16 + 1;
    let counts = Severity::ALL.map(|severity| {
        let standing = opened.findings.iter().filter(|stored| stored.finding.severity == severity);
        (severity, standing.count())
    });
    let counts_columns = 4 * counts.iter().filter(|(_, count)| *count > 0).count() as u16 + 2;
    let room = line.width.saturating_sub(years_columns + counts_columns + 2);
    let least = room.min(20).min(pen.widths.columns(&opened.stored.agency.name) as u16);
    let columns_of =
        |facts: &[String]| facts.iter().map(|fact| pen.widths.columns(fact) as u16).sum::<u16>();
    // What has no room beside the name is left out, not cut: the last first.
    while facts.len() > 1 && columns_of(&facts) + least > room {
        facts.pop();
    }
    let facts_columns = columns_of(&facts);
    let facts = facts.concat();
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

/// The names of the parts: whole ones where they fit.
fn tab_names(look: Look, columns: u16) -> Vec<String> {
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
    let needed: usize = full.iter().map(|name| look.widths.columns(name) + 2).sum();
    if needed + 10 <= usize::from(columns) { full } else { names(Section::short) }
}

/// The part whose tab stands at a column.
pub fn tab_at(model: &Model, line: Rect, x: u16) -> Option<usize> {
    chrome::tab_at(model.look, line, &tab_names(model.look, line.width), x)
}

/// The parts of the report.
pub fn tabs(model: &Model, pen: &mut Pen, line: Rect) {
    let look = model.look;
    let names = tab_names(look, line.width);
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
    let covered = state.source.is_some() && !areas.wide;
    if !covered {
        match &state.sheet {
            Some(sheet) => {
                table::draw(model, pen, areas.head, areas.rows, sheet);
                if state.source.is_none() {
                    explain(model, pen, &areas);
                }
            }
            None => page(model, pen, &areas),
        }
    }
    if state.source.is_some() {
        source(model, pen, areas.source, areas.wide);
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
    let free = Rect {
        y: inside.y + lines.len() as u16 + 1,
        height: inside.height.saturating_sub(lines.len() as u16 + 1).min(16),
        ..inside
    };
    chart(model, pen, free);
    if lines.len() > usize::from(inside.height) && inside.height > 0 {
        let text =
            format!(" {}+{} ", pen.widths.ellipsis(), lines.len() - usize::from(inside.height));
        let x = inside.right().saturating_sub(pen.widths.columns(&text) as u16);
        pen.text(x, inside.bottom() - 1, inside.width, &text, faint);
    }
}

/// The cell of the cursor over the years, where there is room.
fn chart(model: &Model, pen: &mut Pen, area: Rect) {
    let state = &model.report;
    let Some(opened) = &state.opened else { return };
    let (Some(first), Some(last)) = (opened.years.first(), opened.years.last()) else { return };
    if area.height < 8 || first == last {
        return;
    }
    let years: Vec<i16> = (*first..=*last).collect();
    let number = |year: &i16| opened.of_year(*year)?.number(state.explained);
    let values = years.iter().map(number).collect();
    let series = [Series { values, role: Role::Key, stroke: Stroke::Solid }];
    chart::draw(pen, Rect { width: area.width.min(100), ..area }, &years, &series);
}

fn page(model: &Model, pen: &mut Pen, areas: &Areas) {
    let state = &model.report;
    let area = areas.prose;
    if state.prose.lines.is_empty() {
        let text = model.look.t("这一部分没有文字", "no text in this part");
        pen.text(area.x, area.y, area.width, text, pen.style(Role::Faint));
        return;
    }
    let marks = prose::marks(state);
    for (y, at) in (area.y..area.bottom()).zip(state.prose.top..state.prose.lines.len()) {
        let line = &state.prose.lines[at];
        let role = if line.heading { Role::Strong } else { Role::Plain };
        let style = pen.style(role);
        let mark = marks.iter().find(|(line, _)| *line == at).map(|(_, mark)| *mark);
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
