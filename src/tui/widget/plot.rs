//! A cell over the years, beside the quartiles of the agency's peers.

use super::pen::Pen;
use crate::form::Cell;
use crate::store::AgencyId;
use crate::text::Lang;
use crate::tui::action::Action;
use crate::tui::glyph::Glyph;
use crate::tui::layout;
use crate::tui::model::{Layer, Look, Model};
use crate::tui::peers::{PeerYear, Peers};
use crate::tui::sheet::cell_name;
use crate::tui::theme::Role;
use crate::tui::words;
use crate::tui::worker::Request;
use ratatui::layout::Rect;

/// The state of the plot.
#[derive(Debug, Clone)]
pub struct Plot {
    /// The cell.
    pub cell: Cell,
    /// The agency and the year that it was opened on.
    asked: (AgencyId, i16),
    /// The figures; `None` until they are here.
    pub peers: Option<Peers>,
}

/// Opens the plot of a cell.
pub fn open(model: &mut Model, agency: AgencyId, year: i16, cell: Cell) {
    model.layer = Some(Layer::Plot(Plot { cell, asked: (agency, year), peers: None }));
    model.ask(Request::Peers(agency, year, cell));
}

/// Takes the figures.
pub fn take(model: &mut Model, peers: Peers) {
    if let Some(Layer::Plot(plot)) = &mut model.layer
        && plot.cell == peers.cell
        && plot.asked.1 == peers.year
    {
        plot.peers = Some(peers);
    }
}

/// Any action closes the plot.
pub fn act(model: &mut Model, _action: Action) {
    model.layer = None;
}

/// A row of the table below the chart: its name, how it is drawn, and a year's figure.
type TableRow = (&'static str, Role, fn(&PeerYear) -> String);

/// The columns of a year.
const YEAR: u16 = 9;

/// Draws the plot.
pub fn view(look: Look, plot: &Plot, pen: &mut Pen, area: Rect) {
    let width = 78.min(area.width.saturating_sub(2));
    let frame = layout::middle(area, width, (area.height * 3 / 4).clamp(13, 30));
    pen.clear(frame, pen.style(Role::Plain));
    let inside = pen.frame(frame, &cell_name(plot.cell, look.lang));
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let Some(peers) = &plot.peers else {
        pen.text(inside.x, inside.y, inside.width, pen.widths.ellipsis(), pen.style(Role::Faint));
        return;
    };
    let (kind, level) = (look.say(peers.group.0.label()), look.say(peers.group.1.label()));
    let text = match look.lang {
        Lang::Zh => format!("同级: {level}{kind}, 带为上下四分位, 横线为中位数"),
        Lang::En => format!("peers: {level}, {kind}; the band spans their quartiles"),
    };
    pen.text(inside.x, inside.y, inside.width, &text, pen.style(Role::Faint));
    let fit = usize::from((inside.width.saturating_sub(9) / YEAR).max(1));
    let years = &peers.years[peers.years.len().saturating_sub(fit)..];
    let (chart, table) =
        layout::bottom(Rect { y: inside.y + 1, height: inside.height - 1, ..inside }, 5);
    draw_chart(pen, chart, years);
    draw_table(look, pen, table, years);
}

fn draw_chart(pen: &mut Pen, area: Rect, years: &[PeerYear]) {
    let values = years
        .iter()
        .flat_map(|year| year.own.into_iter().chain(year.quartiles.into_iter().flatten()));
    let (low, high) =
        values.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    if area.height < 2 || high <= low {
        return;
    }
    let steps = f64::from(area.height - 1);
    // From 0 at the bottom to `steps` at the top.
    let level = |value: f64| ((value - low) / (high - low) * steps).round() as u16;
    let y_of = |level: u16| area.bottom() - 1 - level.min(area.height - 1);
    let faint = pen.style(Role::Faint);
    pen.right(area.x, y_of(level(high)), 8, &words::short_number(high), faint);
    pen.right(area.x, y_of(level(low)), 8, &words::short_number(low), faint);
    for (at, year) in years.iter().enumerate() {
        let x = area.x + 9 + at as u16 * YEAR;
        if let Some([first, half, third]) = year.quartiles {
            for here in level(first)..=level(third) {
                let band = if pen.widths.plain() { ":::::" } else { "░░░░░" };
                pen.text(x + 2, y_of(here), 5, band, faint);
            }
            for column in 2..7 {
                pen.glyph(x + column, y_of(level(half)), Glyph::Horizontal, pen.style(Role::Plain));
            }
        }
        if let Some(own) = year.own {
            pen.glyph(x + 4, y_of(level(own)), Glyph::Present, pen.style(Role::Key));
        }
    }
}

fn draw_table(look: Look, pen: &mut Pen, area: Rect, years: &[PeerYear]) {
    let rows: [TableRow; 4] = [
        (look.t("年度", "year"), Role::Strong, |year| year.year.to_string()),
        (look.t("本机构", "agency"), Role::Key, |year| {
            year.own.map(words::short_number).unwrap_or_default()
        }),
        (look.t("中位数", "median"), Role::Plain, |year| {
            year.quartiles.map(|quartiles| words::short_number(quartiles[1])).unwrap_or_default()
        }),
        (look.t("低于它", "below it"), Role::Faint, |year| {
            if year.own.is_some() {
                format!("{}/{}", year.below, year.count)
            } else {
                format!("-/{}", year.count)
            }
        }),
    ];
    for (y, (name, role, text)) in (area.y + 1..area.bottom()).zip(rows) {
        pen.text(area.x, y, 9, name, pen.style(Role::Faint));
        for (at, year) in years.iter().enumerate() {
            let x = area.x + 9 + at as u16 * YEAR;
            pen.right(x, y, YEAR - 1, &text(year), pen.style(role));
        }
    }
}
