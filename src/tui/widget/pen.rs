//! Writing on the screen by display columns.
//!
//! Everything that is drawn goes through here, so that nothing hostile reaches the terminal, no
//! wide character is cut in half, and characters of ambiguous width take the room that the
//! terminal gives them.

use crate::text::{Widths, clean};
use crate::tui::glyph::Glyph;
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;
use std::num::NonZeroU16;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A buffer with what is needed to write on it.
pub struct Pen<'a> {
    /// The screen.
    pub buffer: &'a mut Buffer,
    /// How wide characters are.
    pub widths: Widths,
    /// How roles look.
    pub theme: Theme,
}

impl Pen<'_> {
    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// Writes `text` from `x` in at most `columns`, with an ellipsis where it does not fit.
    /// Returns the column after it.
    pub fn text(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) -> u16 {
        let text = self.harmless(text);
        let room = usize::from(self.room(x, y, columns));
        if self.widths.columns(&text) <= room {
            self.put(x, y, &text, style)
        } else {
            let cut = self.widths.truncate(&text, room);
            self.put(x, y, &cut, style)
        }
    }

    /// Writes `text` in exactly `columns` from `x`, against the right edge.
    pub fn right(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) {
        let room = usize::from(self.room(x, y, columns));
        let text = self.widths.right(&self.harmless(text), room);
        self.put(x, y, &text, style);
    }

    /// Writes pieces one after the other within `columns`. Returns the column after the last.
    pub fn pieces(&mut self, x: u16, y: u16, columns: u16, pieces: &[(&str, Style)]) -> u16 {
        let end = x.saturating_add(columns);
        let mut at = x;
        for (text, style) in pieces {
            if at >= end {
                break;
            }
            at = self.text(at, y, end - at, text, *style);
        }
        at
    }

    /// Writes a sign.
    pub fn glyph(&mut self, x: u16, y: u16, glyph: Glyph, style: Style) {
        if self.room(x, y, 1) == 1 {
            self.put(x, y, glyph.on(self.widths), style);
        }
    }

    /// Fills a rectangle with spaces in a style.
    pub fn clear(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                let cell = &mut self.buffer[(x, y)];
                cell.reset();
                cell.set_symbol(" ").set_style(style);
            }
        }
    }

    /// Lays a style over what is written.
    pub fn restyle(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area.intersection(self.buffer.area), style);
    }

    /// A horizontal rule.
    pub fn rule(&mut self, x: u16, y: u16, columns: u16) {
        let style = self.style(Role::Faint);
        for x in x..x.saturating_add(columns) {
            self.glyph(x, y, Glyph::Horizontal, style);
        }
    }

    /// A frame with a title; what is inside it.
    pub fn frame(&mut self, area: Rect, title: &str) -> Rect {
        let faint = self.style(Role::Faint);
        let (right, bottom) = (area.right().saturating_sub(1), area.bottom().saturating_sub(1));
        if area.width < 2 || area.height < 2 {
            return Rect { width: 0, height: 0, ..area };
        }
        self.rule(area.x, area.y, area.width);
        self.rule(area.x, bottom, area.width);
        for y in area.y..=bottom {
            self.glyph(area.x, y, Glyph::Vertical, faint);
            self.glyph(right, y, Glyph::Vertical, faint);
        }
        self.glyph(area.x, area.y, Glyph::TopLeft, faint);
        self.glyph(right, area.y, Glyph::TopRight, faint);
        self.glyph(area.x, bottom, Glyph::BottomLeft, faint);
        self.glyph(right, bottom, Glyph::BottomRight, faint);
        if !title.is_empty() && area.width > 6 {
            let strong = self.style(Role::Strong);
            let title = format!(" {title} ");
            self.text(area.x + 1, area.y, area.width - 2, &title, strong);
        }
        Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
    }

    /// Text as it may be drawn: cleaned, and with `--ascii` without the signs that sentences use.
    /// Han characters stay: they are what is told.
    fn harmless<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let text = clean(text);
        if self.widths.ascii && text.chars().any(|c| plain_sign(c).is_some()) {
            return text.chars().map(|c| plain_sign(c).unwrap_or(c)).collect();
        }
        text
    }

    fn room(&self, x: u16, y: u16, columns: u16) -> u16 {
        let area = self.buffer.area;
        if y < area.top() || y >= area.bottom() || x < area.left() {
            return 0;
        }
        area.right().saturating_sub(x).min(columns)
    }

    /// Writes text that is known to fit.
    fn put(&mut self, mut x: u16, y: u16, text: &str, style: Style) -> u16 {
        let area = self.buffer.area;
        if y < area.top() || y >= area.bottom() {
            return x;
        }
        for grapheme in text.graphemes(true) {
            // At most two: see `Widths::grapheme`.
            let columns = self.widths.grapheme(grapheme) as u16;
            if columns == 0 {
                continue;
            }
            if x.saturating_add(columns) > area.right() {
                break;
            }
            let cell = &mut self.buffer[(x, y)];
            cell.set_symbol(grapheme).set_style(style);
            let forced = columns == 2 && grapheme.width() != 2;
            cell.set_diff_option(match NonZeroU16::new(columns) {
                Some(columns) if forced => CellDiffOption::ForcedWidth(columns),
                _ => CellDiffOption::None,
            });
            if columns == 2 {
                let hidden = &mut self.buffer[(x + 1, y)];
                hidden.reset();
                hidden.set_style(style);
            }
            x += columns;
        }
        x
    }
}

/// The ASCII stand-in for a sign that our own sentences use.
fn plain_sign(c: char) -> Option<char> {
    Some(match c {
        '·' => '.',
        '…' => '~',
        '→' => '>',
        '≠' => '#',
        '×' => '*',
        '−' | '–' | '—' => '-',
        '±' => '~',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '✓' => 'v',
        '✗' => 'x',
        '▲' => '!',
        '␣' => '_',
        _ => return None,
    })
}
