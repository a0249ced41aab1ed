//! How screen 5 is drawn.

use crate::store::Coverage;
use crate::text::Text;
use crate::tui::glyph::Glyph;
use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::widget::pen::Pen;
use ratatui::layout::Rect;

/// Where the parts of the screen stand.
#[derive(Debug, Clone, Copy)]
pub struct Areas {
    /// The years over the columns.
    head: Rect,
    /// The rows.
    pub rows: Rect,
    /// What the marks mean.
    legend: Rect,
    /// The columns of names.
    label: u16,
    /// How many years fit.
    pub fit: usize,
}

const COLUMN: u16 = 6;

impl Areas {
    /// Which of the years shown stands at a column of the screen.
    pub fn year_at(&self, x: u16) -> Option<usize> {
        let column = usize::from(x.checked_sub(self.rows.x + self.label + 1)? / COLUMN);
        (column < self.fit).then_some(column)
    }
}

/// Where the parts stand.
pub fn areas(model: &Model) -> Areas {
    let body = layout::chrome(model.area, layout::Kind::List).body;
    let head = Rect { height: 1.min(body.height), ..body };
    let (rows, legend) = layout::bottom(body, 2);
    let rows = Rect { y: rows.y + 1, height: rows.height.saturating_sub(1), ..rows };
    let label = (body.width * 2 / 5).clamp(24, 60).min(body.width);
    let fit = usize::from((body.width.saturating_sub(label + 2) / COLUMN).max(1));
    Areas { head, rows, legend, label, fit }
}

const fn sign(mark: Coverage) -> (Option<Glyph>, Role) {
    match mark {
        Coverage::Present => (Some(Glyph::Present), Role::Good),
        Coverage::Missing => (Some(Glyph::Missing), Role::Warning),
        Coverage::Unreadable => (None, Role::Error),
        Coverage::Late => (Some(Glyph::Late), Role::Notice),
        Coverage::Twice => (Some(Glyph::Twice), Role::Key),
    }
}

pub const fn name(mark: Coverage) -> Text {
    match mark {
        Coverage::Present => Text::new("有", "there"),
        Coverage::Missing => Text::new("缺", "missing"),
        Coverage::Unreadable => Text::new("读不出", "unreadable"),
        Coverage::Late => Text::new("迟", "late"),
        Coverage::Twice => Text::new("多份", "twice"),
    }
}

/// Draws the screen.
pub fn view(model: &Model, pen: &mut Pen) {
    let areas = areas(model);
    let state = &model.coverage;
    let look = model.look;
    let faint = pen.style(Role::Faint);
    let Some((first, last)) = state.years else {
        let text = match &model.summary {
            Some(_) => look.t("这个数据库还没有报告", "no report in this database yet"),
            None => pen.widths.ellipsis(),
        };
        pen.text(areas.rows.x + 1, areas.rows.y, areas.rows.width, text, faint);
        return;
    };
    if !state.filter.is_empty() {
        let text = format!("{}: {}", look.t("筛选", "Filter"), state.filter);
        pen.text(areas.head.x + 1, areas.head.y, areas.label, &text, pen.style(Role::Key));
    }
    let mut x = areas.head.x + areas.label + 1;
    for (at, year) in (first..=last).enumerate().skip(state.left).take(areas.fit) {
        let role = if at == state.column { Role::Strong } else { Role::Faint };
        pen.right(x, areas.head.y, COLUMN, &year.to_string(), pen.style(role));
        x += COLUMN;
    }
    let window = &state.window;
    if window.rows.is_empty() {
        let text = if window.loading.is_some() {
            pen.widths.ellipsis()
        } else {
            look.t("没有符合的机关", "no agency matches")
        };
        pen.text(areas.rows.x + 1, areas.rows.y, areas.rows.width, text, faint);
    }
    for (y, at) in (areas.rows.y..areas.rows.bottom()).zip(window.top..window.rows.len()) {
        let row = &window.rows[at];
        let chosen = model.basket.contains(&row.id);
        if chosen {
            pen.glyph(areas.rows.x, y, Glyph::Chosen, pen.style(Role::Key));
        }
        let role = if at == window.cursor { Role::Strong } else { Role::Plain };
        let name = pen.widths.tail(&row.name, usize::from(areas.label - 1));
        pen.text(areas.rows.x + 1, y, areas.label - 1, &name, pen.style(role));
        let mut x = areas.rows.x + areas.label + 1;
        for (nth, (_, mark)) in row.marks.iter().enumerate().skip(state.left).take(areas.fit) {
            let (glyph, role) = sign(*mark);
            let text = glyph.map_or("!", |glyph| glyph.on(pen.widths));
            pen.right(x, y, COLUMN, text, pen.style(role));
            if at == window.cursor && nth == state.column {
                let area = Rect { x: x + COLUMN - 3, y, width: 3, height: 1 };
                pen.restyle(area, pen.style(Role::Cursor));
            }
            x += COLUMN;
        }
    }
    legend(model, pen, areas.legend);
}

fn legend(model: &Model, pen: &mut Pen, area: Rect) {
    let look = model.look;
    let state = &model.coverage;
    pen.rule(area.x, area.y, area.width);
    if let Some(ordinal) = state.window.ordinal() {
        let more = if state.window.after { "+" } else { "" };
        let total = state.window.start.unwrap_or(0) + state.window.rows.len();
        let text = format!(" {ordinal}/{total}{more} ");
        let x = area.right().saturating_sub(text.len() as u16 + 2);
        pen.text(x, area.y, 20, &text, pen.style(Role::Faint));
    }
    // How often each stands in the rows that are here; of a long list that is a part.
    let is_whole = state.window.start == Some(0) && !state.window.after;
    let more = if is_whole { "" } else { "+" };
    let all = || state.window.rows.iter().flat_map(|row| &row.marks);
    let count = |mark: Coverage| all().filter(|(_, here)| *here == mark).count();
    let marks = [
        Coverage::Present,
        Coverage::Missing,
        Coverage::Unreadable,
        Coverage::Late,
        Coverage::Twice,
    ];
    let mut x = area.x + 1;
    for mark in marks {
        let (glyph, role) = sign(mark);
        let text = glyph.map_or("!", |glyph| glyph.on(pen.widths));
        x = pen.text(x, area.y + 1, area.width, text, pen.style(role));
        let mut text = look.say(name(mark)).to_owned();
        if mark != Coverage::Present && model.area.width >= 80 {
            text.push_str(&format!(" {}{more}", count(mark)));
        }
        x = pen.text(x + 1, area.y + 1, area.width, &text, pen.style(Role::Plain)) + 2;
    }
    if let Some((row, year, mark)) = state.here() {
        let room = area.right().saturating_sub(x + 1);
        let fact = format!(" {year}: {}", look.say(name(mark)));
        let left = usize::from(room).saturating_sub(pen.widths.columns(&fact));
        let text = format!("{}{fact}", pen.widths.tail(&row.name, left));
        let columns = (pen.widths.columns(&text) as u16).min(room);
        pen.text(
            area.right().saturating_sub(columns + 1),
            area.y + 1,
            columns,
            &text,
            pen.style(Role::Faint),
        );
    }
}
