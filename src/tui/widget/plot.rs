//! A cell over the years, beside the quartiles of the agency's peers.

use super::chart::{self, AXIS, Series, Stroke};
use super::pen::Pen;
use crate::form::Cell;
use crate::store::AgencyId;
use crate::text::Lang;
use crate::tui::action::Action;
use crate::tui::glyph::Glyph;
use crate::tui::layout;
use crate::tui::model::{Layer, Look, Model};
use crate::tui::peers::{PeerYear, Peers};
use crate::tui::request::Request;
use crate::tui::sheet::cell_name;
use crate::tui::theme::Role;
use crate::tui::update;
use crate::tui::words;
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

/// Does what an action says while the plot is open: steps go to another cell or finding, and the
/// plot with them; anything else closes it.
pub fn act(model: &mut Model, action: Action) {
    model.layer = None;
    if matches!(action, Action::Down | Action::Up | Action::Left | Action::Right) {
        update::act(model, action);
        update::act(model, Action::Peers);
    }
}

/// A row of the table below the chart: its name, how it is drawn, and a year's figure.
type TableRow = (&'static str, Role, fn(&PeerYear) -> String);

/// The least columns of a year.
const YEAR: u16 = 9;

/// Draws the plot.
pub fn view(look: Look, plot: &Plot, pen: &mut Pen, area: Rect) {
    let width = area.width.saturating_sub(2).min(110);
    let frame = layout::middle(area, width, (area.height * 3 / 4).clamp(13, 30));
    pen.clear(frame, pen.style(Role::Plain));
    let inside = pen.frame(frame, &cell_name(plot.cell, look.lang));
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let Some(peers) = &plot.peers else {
        pen.text(inside.x, inside.y, inside.width, pen.widths.ellipsis(), pen.style(Role::Faint));
        return;
    };
    let fit = usize::from((inside.width.saturating_sub(AXIS) / YEAR).max(1));
    let years = &peers.years[peers.years.len().saturating_sub(fit)..];
    pen.text(inside.x, inside.y, inside.width, &about(look, peers), pen.style(Role::Faint));
    let (chart, table) =
        layout::bottom(Rect { y: inside.y + 1, height: inside.height - 1, ..inside }, 4);
    let numbers: Vec<i16> = years.iter().map(|year| year.year).collect();
    let quartile = |nth: usize, role, stroke| Series {
        values: years.iter().map(|it| it.quartiles.map(|quartiles| quartiles[nth])).collect(),
        role,
        stroke,
    };
    let own = years.iter().map(|year| year.own).collect();
    let series = [
        quartile(0, Role::Faint, Stroke::Dotted),
        quartile(2, Role::Faint, Stroke::Dotted),
        quartile(1, Role::Plain, Stroke::Dashed),
        Series { values: own, role: Role::Key, stroke: Stroke::Solid },
    ];
    chart::draw(pen, chart, &numbers, &series);
    draw_table(look, pen, table, years);
}

/// Who the peers are and how they are drawn, or that they are too few.
fn about(look: Look, peers: &Peers) -> String {
    let (kind, level) = (look.say(peers.group.0.label()), look.say(peers.group.1.label()));
    let most = peers.years.iter().map(|year| year.count).max().unwrap_or(0);
    if peers.years.iter().all(|year| year.quartiles.is_none()) {
        return match look.lang {
            Lang::Zh => format!("同级: {level}{kind}, 只有 {most} 个, 少于 4 个不算四分位"),
            Lang::En => format!("peers: {level}, {kind}: {most}, too few for quartiles (4)"),
        };
    }
    let own = Glyph::Present.on(look.widths);
    if look.widths.plain() {
        return match look.lang {
            Lang::Zh => {
                format!("{own} 本机关   同级 ({level}{kind}, {most} 个): - 中位数, : 上下四分位")
            }
            Lang::En => {
                format!("{own} the agency   peers ({level}, {kind}: {most}): - median, : quartiles")
            }
        };
    }
    match look.lang {
        Lang::Zh => {
            format!(
                "{own} 本机关   同级 ({level}{kind}, {most} 个): 虚线为中位数, 点线为上下四分位"
            )
        }
        Lang::En => format!(
            "{own} the agency   peers ({level}, {kind}: {most}): median dashed, quartiles dotted"
        ),
    }
}

fn draw_table(look: Look, pen: &mut Pen, area: Rect, years: &[PeerYear]) {
    let rows: [TableRow; 4] = [
        (look.t("本机关", "agency"), Role::Key, |year| {
            year.own.map(words::short_number).unwrap_or_default()
        }),
        (look.t("中位数", "median"), Role::Plain, |year| {
            year.quartiles.map(|quartiles| words::short_number(quartiles[1])).unwrap_or_default()
        }),
        (look.t("四分位", "quartiles"), Role::Faint, |year| {
            let range = |[first, _, third]: [f64; 3]| {
                format!("{}-{}", words::short_number(first), words::short_number(third))
            };
            year.quartiles.map(range).unwrap_or_default()
        }),
        // How many of the peers have less.
        (look.t("更少的", "with less"), Role::Faint, |year| match year.own {
            Some(_) => format!("{}/{}", year.below, year.count),
            None => format!("-/{}", year.count),
        }),
    ];
    let step = f32::from(area.width - AXIS) / years.len().max(1) as f32;
    for (y, (name, role, text)) in (area.y..area.bottom()).zip(rows) {
        pen.text(area.x, y, AXIS, name, pen.style(Role::Faint));
        for (at, year) in years.iter().enumerate() {
            let text = text(year);
            let columns = pen.widths.columns(&text) as u16;
            // Under the middle of the year, as the chart has it.
            let middle = area.x + AXIS + ((at as f32 + 0.5) * step) as u16;
            pen.text(middle.saturating_sub(columns / 2), y, columns, &text, pen.style(role));
        }
    }
}
