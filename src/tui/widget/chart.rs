//! Figures over the years as lines: dots of Braille, or one sign a year where only ASCII is drawn.

use super::pen::Pen;
use crate::tui::glyph::Glyph;
use crate::tui::theme::Role;
use crate::tui::words;
use ratatui::layout::Rect;

/// How a line is drawn, so that lines differ without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    /// Without gaps, with a mark at every figure.
    Solid,
    /// With gaps.
    Dashed,
    /// With wide gaps.
    Dotted,
}

impl Stroke {
    /// Whether the dot at a place along the line is drawn.
    fn is_drawn(self, nth: usize) -> bool {
        match self {
            Stroke::Solid => true,
            Stroke::Dashed => nth % 8 < 5,
            Stroke::Dotted => nth.is_multiple_of(4),
        }
    }

    /// The sign of a year where no line can be drawn.
    fn plain(self) -> &'static str {
        match self {
            Stroke::Solid => "o",
            Stroke::Dashed => "-",
            Stroke::Dotted => ":",
        }
    }
}

/// A line: a figure a year, gaps where there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The figures.
    pub values: Vec<Option<f64>>,
    /// How it is coloured.
    pub role: Role,
    /// How it is drawn.
    pub stroke: Stroke,
}

/// The columns of the figures at the left.
pub const AXIS: u16 = 9;

/// The dots of a character of Braille by row and column, as Unicode numbers them.
const DOTS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// The dots of a picture, by character.
struct Picture {
    width: usize,
    height: usize,
    cells: Vec<(u8, Role)>,
}

impl Picture {
    fn new(width: u16, height: u16) -> Picture {
        let (width, height) = (usize::from(width), usize::from(height));
        Picture { width, height, cells: vec![(0, Role::Plain); width * height] }
    }

    /// Sets a dot, counted from the top left; there are two by four in a character.
    fn dot(&mut self, x: usize, y: usize, role: Role) {
        let (column, row) = (x / 2, y / 4);
        if column < self.width && row < self.height {
            let cell = &mut self.cells[row * self.width + column];
            *cell = (cell.0 | DOTS[y % 4][x % 2], role);
        }
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), role: Role, stroke: Stroke) {
        let steps = (to.0 - from.0).abs().max((to.1 - from.1).abs()).ceil().max(1.0);
        for nth in 0..=steps as usize {
            if stroke.is_drawn(nth) {
                let share = nth as f64 / steps;
                let at = |from: f64, to: f64| (from + (to - from) * share).round() as usize;
                self.dot(at(from.0, to.0), at(from.1, to.1), role);
            }
        }
    }
}

/// Draws lines over years, those that come later over the others.
pub fn draw(pen: &mut Pen, area: Rect, years: &[i16], series: &[Series]) {
    let known = || series.iter().flat_map(|series| series.values.iter().flatten().copied());
    let high = known().fold(0.0_f64, f64::max);
    let low = known().fold(0.0_f64, f64::min);
    if area.height < 3 || area.width <= AXIS || years.is_empty() || known().next().is_none() {
        return;
    }
    let high = if high > low { high } else { low + 1.0 };
    let plot = Rect { x: area.x + AXIS, width: area.width - AXIS, height: area.height - 1, ..area };
    let faint = pen.style(Role::Faint);
    for (y, value) in [(plot.y, high), (plot.bottom() - 1, low)] {
        pen.right(area.x, y, AXIS - 1, &words::short_number(value), faint);
    }
    let step = f64::from(plot.width) / years.len() as f64;
    // The middle of a year, and the height of a figure from the top, in characters.
    let x_of = |at: usize| (at as f64 + 0.5) * step;
    let y_of = |value: f64| (high - value) / (high - low) * f64::from(plot.height - 1);
    for (at, year) in years.iter().enumerate() {
        let x = plot.x + (x_of(at) as u16).saturating_sub(2);
        // Where years stand too close, every other one is named.
        if step >= 5.0 || at % 2 == 0 {
            pen.text(x, plot.bottom(), 4, &year.to_string(), faint);
        }
    }
    if !pen.widths.plain() {
        let mut picture = Picture::new(plot.width, plot.height);
        for series in series {
            let dot = |at: usize, value: f64| (x_of(at) * 2.0, y_of(value) * 4.0 + 1.5);
            let mut last: Option<(f64, f64)> = None;
            for (at, value) in series.values.iter().enumerate() {
                let here = value.map(|value| dot(at, value));
                if let (Some(from), Some(to)) = (last, here) {
                    picture.line(from, to, series.role, series.stroke);
                }
                last = here;
            }
        }
        for row in 0..picture.height {
            for column in 0..picture.width {
                let (dots, role) = picture.cells[row * picture.width + column];
                if let Some(sign) = char::from_u32(0x2800 + u32::from(dots)).filter(|_| dots > 0) {
                    let mut buffer = [0; 4];
                    let (x, y) = (plot.x + column as u16, plot.y + row as u16);
                    pen.text(x, y, 1, sign.encode_utf8(&mut buffer), pen.style(role));
                }
            }
        }
    }
    let plain = pen.widths.plain();
    for series in series.iter().filter(|it| plain || it.stroke == Stroke::Solid) {
        for (at, value) in series.values.iter().enumerate() {
            let Some(value) = value else { continue };
            let (x, y) = (plot.x + x_of(at) as u16, plot.y + y_of(*value).round() as u16);
            let sign = match series.stroke {
                Stroke::Solid => Glyph::Present.on(pen.widths),
                stroke => stroke.plain(),
            };
            pen.text(x, y, 1, sign, pen.style(series.role));
        }
    }
}
