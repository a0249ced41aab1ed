//! How screen 1 is drawn.

use super::card::{agency, place};
use super::{Agencies, Row};
use crate::tui::glyph::Glyph;
use crate::tui::layout;
use crate::tui::model::{Look, Model};
use crate::tui::theme::Role;
use crate::tui::widget::pen::Pen;
use crate::tui::words;
use ratatui::layout::Rect;

/// Where the parts of the screen stand.
#[derive(Debug, Clone, Copy)]
pub struct Areas {
    /// The frame around the tree.
    tree_frame: Rect,
    /// The frame around what stands beside it.
    card_frame: Rect,
    /// The rows of the tree.
    pub tree: Rect,
}

/// Where the parts stand.
pub fn areas(model: &Model) -> Areas {
    let body = layout::chrome(model.area, layout::Kind::List).body;
    let share = match body.width {
        0..=79 => body.width / 2,
        80..=119 => 35,
        120..=159 => 46,
        _ => 64,
    };
    // The two frames share a border.
    let (tree_frame, rest) = layout::left(body, share);
    let card_frame = Rect { x: rest.x.saturating_sub(1), width: rest.width + 1, ..rest };
    let inside = |frame: Rect| Rect {
        x: frame.x + 1,
        y: frame.y + 1,
        width: frame.width.saturating_sub(2),
        height: frame.height.saturating_sub(2),
    };
    Areas { tree_frame, card_frame, tree: inside(tree_frame) }
}

/// Draws the screen.
pub fn view(model: &Model, pen: &mut Pen) {
    let areas = areas(model);
    let state = &model.agencies;
    let look = model.look;
    let title = if state.filter.is_empty() {
        look.t("机关", "Agencies").to_owned()
    } else {
        format!("{}: {}", look.t("筛选", "Filter"), state.filter)
    };
    pen.frame(areas.tree_frame, &title);
    tree(model, pen, areas.tree);
    count(state, pen, areas.tree_frame);
    let title = match model.running {
        0 => card_title(state, look),
        _ => look.widths.ellipsis().to_owned(),
    };
    let card = pen.frame(areas.card_frame, &title);
    let faint = pen.style(Role::Faint);
    let bottom = areas.card_frame.bottom().saturating_sub(1);
    pen.glyph(areas.card_frame.x, areas.card_frame.y, Glyph::TeeDown, faint);
    pen.glyph(areas.card_frame.x, bottom, Glyph::TeeUp, faint);
    // A column of air on either side.
    let card = Rect { x: card.x + 1, width: card.width.saturating_sub(2), ..card };
    basket(model, pen, card);
    if model.running > 0 {
        // It would be about a row that one has left.
        return;
    }
    match &state.beside {
        Some(Row::Agency { row, .. }) => match &state.card {
            Some(shown) if shown.row.id == row.id => agency(model, pen, card, shown),
            _ => {
                pen.text(card.x, card.y, card.width, pen.widths.ellipsis(), faint);
            }
        },
        Some(Row::Place { row, .. }) => place(state, look, pen, card, row),
        _ => {}
    }
}

fn card_title(state: &Agencies, look: Look) -> String {
    match &state.beside {
        Some(Row::Agency { row, .. }) => row.agency.name.clone(),
        Some(Row::Place { row, .. }) => row.name.clone(),
        _ => look.t("没有机关", "No agency").to_owned(),
    }
}

/// "n of N" on the frame of the tree.
fn count(state: &Agencies, pen: &mut Pen, frame: Rect) {
    if state.rows.is_empty() {
        return;
    }
    let more = if state.found.as_ref().is_some_and(|found| found.more) { "+" } else { "" };
    let text = format!(" {}/{}{more} ", state.cursor + 1, state.rows.len());
    let columns = text.len() as u16;
    let x = frame.right().saturating_sub(columns + 2);
    let faint = pen.style(Role::Faint);
    pen.text(x, frame.bottom().saturating_sub(1), columns, &text, faint);
}

fn tree(model: &Model, pen: &mut Pen, area: Rect) {
    let state = &model.agencies;
    if state.rows.is_empty() {
        let text = if state.filter.is_empty() {
            model.look.t("这个数据库还没有报告", "no report in this database yet")
        } else {
            model.look.t("没有符合的机关", "no agency matches")
        };
        pen.text(area.x + 1, area.y, area.width.saturating_sub(1), text, pen.style(Role::Faint));
        return;
    }
    for (y, at) in (area.y..area.bottom()).zip(state.top..state.rows.len()) {
        let line = Rect { y, height: 1, ..area };
        tree_row(model, pen, line, &state.rows[at]);
        if at == state.cursor {
            pen.restyle(line, pen.style(Role::Cursor));
        }
    }
}

fn tree_row(model: &Model, pen: &mut Pen, line: Rect, row: &Row) {
    let look = model.look;
    let x = line.x + 1 + 2 * row.depth() as u16;
    let (label, style, glyph, tally) = match row {
        Row::Place { row, open, .. } => {
            let glyph = if *open { Glyph::Open } else { Glyph::Closed };
            (row.name.as_str(), pen.style(Role::Strong), Some(glyph), Some(&row.findings))
        }
        Row::Agency { row, label, .. } => {
            let chosen = model.basket.contains(&row.id).then_some(Glyph::Chosen);
            (label.as_str(), pen.style(Role::Plain), chosen, Some(&row.findings))
        }
        Row::Rest { coming: true, .. } => {
            (pen.widths.ellipsis(), pen.style(Role::Faint), None, None)
        }
        Row::Rest { .. } => (
            look.t("还有更多, 用 / 筛选", "more; narrow with /"),
            pen.style(Role::Faint),
            None,
            None,
        ),
    };
    let pieces = tally.map(|tally| words::tally_pieces(look, tally)).unwrap_or_default();
    let counts: usize = pieces.iter().map(|(text, _)| pen.widths.columns(text) + 1).sum();
    let end = line.right().saturating_sub(1);
    if let Some(glyph) = glyph {
        pen.glyph(x, line.y, glyph, style);
    }
    let room = end.saturating_sub(x + 2).saturating_sub(counts as u16);
    pen.text(x + 2, line.y, room, label, style);
    let mut at = end.saturating_sub(counts as u16);
    for (text, severity) in pieces {
        let style = pen.style(Role::of(severity));
        at = pen.text(at + 1, line.y, line.width, &text, style);
    }
}

fn basket(model: &Model, pen: &mut Pen, area: Rect) {
    if model.basket.is_empty() || area.height == 0 {
        return;
    }
    let look = model.look;
    let text = match look.lang {
        crate::text::Lang::Zh => {
            format!(" {} 已选 {} 个机关, c 对比 ", Glyph::Chosen.on(pen.widths), model.basket.len())
        }
        crate::text::Lang::En => {
            format!(" {} {} chosen: c compares ", Glyph::Chosen.on(pen.widths), model.basket.len())
        }
    };
    // On the frame, so that it hides no figure.
    pen.text(area.x, area.bottom(), area.width, &text, pen.style(Role::Key));
}
