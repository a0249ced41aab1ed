//! How screen 4 is drawn: the list and its facets.

use super::facets::{Condition, is_set};
use super::{FacetLine, Findings, walk_view};
use crate::record::Verdict;
use crate::store::FindingRow;
use crate::text::Lang;
use crate::tui::glyph::Glyph;
use crate::tui::layout;
use crate::tui::model::{Look, Model};
use crate::tui::theme::Role;
use crate::tui::widget::chrome;
use crate::tui::widget::pen::Pen;
use crate::tui::words;
use ratatui::layout::Rect;

/// Where the parts of the screen stand.
#[derive(Debug, Clone, Copy)]
pub struct Areas {
    /// The facets; empty where they are not shown.
    pub facets: Rect,
    /// The rows of the list, and the height of the facets.
    pub list: Rect,
    /// The finding of the cursor beside the list, where there is room.
    pub preview: Rect,
    /// The walkthrough.
    pub walk: Rect,
    /// The queue around the finding of the walkthrough, where there is room.
    pub queue: Rect,
}

/// From this width on the finding of the cursor stands beside the list.
const PREVIEW: u16 = 170;
/// The columns of the facets, and on a wide screen.
const FACETS: (u16, u16) = (30, 40);

/// After so many steps by which the list scrolls it runs by, and the facets wait until keys rest.
const RUNS: usize = 3;

/// Where the parts stand.
pub fn areas(model: &Model) -> Areas {
    let state = &model.findings;
    let kind = if state.walk.is_some() { layout::Kind::Keys } else { layout::Kind::List };
    let body = layout::chrome(model.area, kind).body;
    let wide = model.area.width >= PREVIEW;
    let shown = state.walk.is_none() && (model.area.width >= 100 || state.on_facets);
    let facets = if wide { FACETS.1 } else { FACETS.0 };
    let (facets, list) = layout::left(body, if shown { facets } else { 0 });
    // On a wide screen the finding of the cursor stands beside the list.
    let preview = if wide && state.walk.is_none() { list.width * 2 / 5 } else { 0 };
    let (list, preview) = layout::left(list, list.width - preview);
    // A finding seldom needs more than twenty lines.
    let (walk, queue) = layout::bottom(body, body.height.saturating_sub(24).min(body.height / 2));
    let queue = if queue.height < 5 { Rect { height: 0, ..queue } } else { queue };
    let walk = if queue.height == 0 { body } else { walk };
    Areas { facets, list, preview, walk, queue }
}

/// The title: the filter and how far one is.
pub fn title(model: &Model, pen: &mut Pen, line: Rect) {
    if model.findings.walk.is_some() {
        return walk_view::title(model, pen, line);
    }
    let look = model.look;
    let progress = progress(model);
    let columns = pen.widths.columns(&progress) as u16 + 2;
    let filter = model.findings.query.text();
    let (text, role) = if filter.is_empty() {
        (look.t("全部疑点", "All findings").to_owned(), Role::Strong)
    } else {
        (format!("{}: {filter}", look.t("筛选", "Filter")), Role::Key)
    };
    pen.text(line.x + 1, line.y, line.width.saturating_sub(columns + 2), &text, pen.style(role));
    pen.text(
        line.right().saturating_sub(columns),
        line.y,
        columns,
        &progress,
        pen.style(Role::Plain),
    );
}

/// `12/87 · 待审 56 · 已审 31`, with room also how many are marked and how fast one is.
pub fn progress(model: &Model) -> String {
    let state = &model.findings;
    let look = model.look;
    let dot = Glyph::Dot.on(look.widths);
    let Some(facets) = &state.facets else { return look.widths.ellipsis().to_owned() };
    let ordinal = match state.window.ordinal() {
        _ if state.window.rows.is_empty() => "0".to_owned(),
        Some(ordinal) => words::thousands(ordinal as u64),
        // It is being counted.
        None => look.widths.ellipsis().to_owned(),
    };
    let known = state.window.start.map(|start| (start + state.window.rows.len()) as u64);
    let total = match (state.query.z, known, state.window.after) {
        // Rows that the filter no longer has stay in the list: it does not move while one decides.
        (None, Some(known), false) => words::thousands(facets.total.max(known)),
        (None, ..) => words::thousands(facets.total),
        // What is sifted one by one is known as far as it was read.
        (Some(_), Some(known), false) => words::thousands(known),
        (Some(_), Some(known), true) => format!("{}+", words::thousands(known)),
        (Some(_), None, _) => look.widths.ellipsis().to_owned(),
    };
    // Each facet leaves its own condition out; with a verdict chosen its counts are not the list's.
    let count = |wanted: fn(Verdict) -> bool| -> u64 {
        let counts = facets.verdicts.iter().filter(|(verdict, _)| wanted(*verdict));
        counts.map(|(_, count)| count).sum()
    };
    let open = count(|verdict| verdict == Verdict::Open);
    let done = count(|verdict| verdict != Verdict::Open);
    let mut text = String::new();
    if !state.marked.is_empty() {
        text = format!("{}{} {dot} ", Glyph::Chosen.on(look.widths), state.marked.len());
    }
    text.push_str(&format!("{ordinal}/{total}"));
    if state.query.z.is_some() {
        // The counts know nothing of what is sifted one by one.
        return text;
    }
    text.push_str(&format!(" {dot} {} {}", look.t("待审", "open"), words::thousands(open)));
    let roomy = model.area.width >= 100;
    if state.walk.is_none() || model.area.width >= 80 {
        text.push_str(&format!(" {dot} {} {}", look.t("已审", "decided"), words::thousands(done)));
    }
    if let Some(pace) = state.pace.filter(|_| roomy && open > 0) {
        let (rate, left) = (pace.per_minute, words::thousands(pace.minutes(open)));
        text.push_str(&match look.lang {
            Lang::Zh => format!(" {dot} 每分 {rate:.1} 条, 余 {left} 分"),
            Lang::En => format!(" {dot} {rate:.1} a minute, {left} min left"),
        });
    }
    text
}

/// The line below the title.
pub fn tabs(model: &Model, pen: &mut Pen, line: Rect) {
    if model.findings.walk.is_none() {
        chrome::screens(model, pen, line);
    } else {
        walk_view::subtitle(model, pen, line);
    }
}

/// Draws the screen.
pub fn view(model: &Model, pen: &mut Pen) {
    if model.findings.walk.is_some() {
        return walk_view::view(model, pen);
    }
    let areas = areas(model);
    // What is about the finding of the cursor goes at once, what is about all of them stays a while.
    if areas.facets.width > 0 && model.running < RUNS {
        facets(model, pen, areas.facets);
    }
    list(model, pen, areas.list);
    if areas.preview.width > 0 && model.running == 0 {
        walk_view::preview(model, pen, areas.preview);
    }
}

fn facets(model: &Model, pen: &mut Pen, area: Rect) {
    let look = model.look;
    let state = &model.findings;
    let edge = area.right() - 1;
    for y in area.y..area.bottom() {
        pen.glyph(edge, y, Glyph::Vertical, pen.style(Role::Faint));
    }
    let inside = Rect { width: area.width - 1, ..area };
    for (y, at) in (area.y..area.bottom()).zip(state.facet_top..state.facet_lines.len()) {
        match &state.facet_lines[at] {
            FacetLine::Heading(text) => {
                pen.text(inside.x + 1, y, inside.width, look.say(*text), pen.style(Role::Faint));
            }
            FacetLine::Door(condition, count) => {
                let line = Rect { y, height: 1, ..inside };
                door(state, look, pen, line, condition, *count);
                if state.on_facets && at == state.facet_cursor {
                    pen.restyle(line, pen.style(Role::Cursor));
                }
            }
        }
    }
}

fn door(
    state: &Findings,
    look: Look,
    pen: &mut Pen,
    line: Rect,
    condition: &Condition,
    count: u64,
) {
    let set = is_set(&state.query, condition);
    let count = words::thousands(count);
    let columns = count.len() as u16 + 1;
    let (label, role) = match condition {
        Condition::Severity(severity) => (
            format!("{} {}", severity.sign(pen.widths.plain()), look.say(severity.label())),
            Role::of(*severity),
        ),
        Condition::Verdict(verdict) => (look.say(verdict.label()).to_owned(), Role::Plain),
        Condition::Rule(rule) => {
            let name = words::rule_name(look, rule);
            (format!("{rule} {name}"), Role::Plain)
        }
        Condition::Year(year) => (year.to_string(), Role::Plain),
        Condition::Place(place) => (place.clone(), Role::Plain),
    };
    let mark = if set { "[x]" } else { "   " };
    pen.text(line.x + 1, line.y, 3, mark, pen.style(Role::Key));
    let room = line.width.saturating_sub(5 + columns + 1);
    pen.text(line.x + 5, line.y, room, &label, pen.style(role));
    pen.right(line.right() - columns - 1, line.y, columns, &count, pen.style(Role::Plain));
}

/// The rows around the finding of the walkthrough.
pub fn queue(model: &Model, pen: &mut Pen, area: Rect) {
    if area.height == 0 {
        return;
    }
    pen.rule(area.x, area.y, area.width);
    let window = &model.findings.window;
    let height = usize::from(area.height) - 1;
    let top =
        window.cursor.saturating_sub(height / 3).min(window.rows.len().saturating_sub(height));
    for (y, at) in (area.y + 1..area.bottom()).zip(top..window.rows.len()) {
        let line = Rect { y, height: 1, ..area };
        let before =
            at.checked_sub(1).filter(|_| y > area.y + 1).and_then(|at| window.rows.get(at));
        row(model.look, pen, line, &window.rows[at], before);
        mark(model, pen, line, &window.rows[at]);
        if at == window.cursor {
            pen.restyle(Rect { width: line.width - 1, ..line }, pen.style(Role::Cursor));
        }
    }
}

fn list(model: &Model, pen: &mut Pen, area: Rect) {
    let look = model.look;
    let window = &model.findings.window;
    if window.rows.is_empty() {
        let text = if window.loading.is_some() {
            pen.widths.ellipsis()
        } else if model.findings.query == super::Query::default() {
            look.t("没有疑点", "no findings")
        } else {
            look.t(
                "没有符合的疑点; Shift-Tab 清除筛选",
                "no finding matches; Shift-Tab clears the filter",
            )
        };
        pen.text(area.x + 1, area.y, area.width.saturating_sub(1), text, pen.style(Role::Faint));
        return;
    }
    for (y, at) in (area.y..area.bottom()).zip(window.top..window.rows.len()) {
        let line = Rect { y, height: 1, ..area };
        let before = at.checked_sub(1).filter(|_| y > area.y).and_then(|at| window.rows.get(at));
        row(look, pen, line, &window.rows[at], before);
        mark(model, pen, line, &window.rows[at]);
        if at == window.cursor && !model.findings.on_facets {
            pen.restyle(Rect { width: line.width - 1, ..line }, pen.style(Role::Cursor));
        }
    }
}

/// The sign before a row that is marked.
fn mark(model: &Model, pen: &mut Pen, line: Rect, row: &FindingRow) {
    if model.findings.marked.contains(&row.id) {
        pen.glyph(line.x, line.y, Glyph::Chosen, pen.style(Role::Key));
    }
}

/// A row: level, rule, year, agency, gist, verdict. An agency named in the row above is faint.
fn row(look: Look, pen: &mut Pen, line: Rect, row: &FindingRow, before: Option<&FindingRow>) {
    let level = pen.style(Role::of(row.severity));
    let plain = pen.style(Role::Plain);
    let y = line.y;
    pen.text(line.x + 1, y, 2, row.severity.sign(pen.widths.plain()), level);
    pen.text(line.x + 3, y, 11, &row.rule, level);
    pen.text(line.x + 14, y, 5, &row.year.to_string(), plain);
    let verdict = verdict_text(look, row.verdict, row.changed);
    let verdict_room = if look.lang == Lang::Zh { 9 } else { 12 };
    let left = line.width.saturating_sub(19 + verdict_room + 1);
    let name_room = (left * 2 / 5).clamp(12, 44).min(left);
    let same = before.is_some_and(|before| before.agency_id == row.agency_id);
    let name_role = if same { Role::Faint } else { Role::Plain };
    let name = pen.widths.tail(&row.agency, usize::from(name_room - 1));
    pen.text(line.x + 19, y, name_room - 1, &name, pen.style(name_role));
    let gist = gist(look, row);
    pen.text(line.x + 19 + name_room, y, left - name_room, &gist, plain);
    let x = line.right().saturating_sub(verdict_room + 1);
    let role = if row.changed {
        Role::Warning
    } else if row.verdict == Verdict::Open {
        Role::Faint
    } else {
        Role::Good
    };
    pen.text(x + 1, y, verdict_room - 1, &verdict, pen.style(role));
}

fn gist(look: Look, row: &FindingRow) -> String {
    match (row.suspect, row.repair, row.actual) {
        (Some(cell), Some(repair), _) => {
            let arrow = Glyph::Becomes.on(look.widths);
            let name = crate::tui::sheet::cell_name(cell, look.lang);
            format!("{name} {arrow} {}?", words::short_number(repair))
        }
        _ if row.cells.is_empty() => words::rule_name(look, &row.rule).to_owned(),
        _ => words::gist(look, &row.cells, row.expected, row.actual),
    }
}

/// The verdict, and whether what it rested on changed.
pub fn verdict_text(look: Look, verdict: Verdict, changed: bool) -> String {
    if changed {
        look.t("有变", "changed").to_owned()
    } else {
        look.say(verdict.label()).to_owned()
    }
}

/// A row as a line of text, to be copied.
pub fn row_text(look: Look, row: &FindingRow) -> String {
    format!(
        "{} {} {} {} {} {}",
        look.say(row.severity.label()),
        row.rule,
        row.year,
        row.agency,
        gist(look, row),
        look.say(row.verdict.label())
    )
}
