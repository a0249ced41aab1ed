//! The parts of the screen, so that `update` scrolls by the same heights that `view` draws.

use ratatui::layout::Rect;

/// The smallest size that the explorer can be used at.
pub const SMALLEST: (u16, u16) = (60, 15);

/// From this height on, the line of screens stands on every screen.
const TALL: u16 = 30;
/// From this width on, things stand beside each other that else stand below each other.
pub const WIDE: u16 = 120;

/// The lines around a screen's body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chrome {
    /// The line of screens, where there is room.
    pub screens: Option<Rect>,
    /// The title.
    pub title: Rect,
    /// The line below the title: tabs.
    pub tabs: Rect,
    /// The screen proper.
    pub body: Rect,
    /// The line of hints and messages.
    pub hints: Rect,
}

/// The lines around a body. `own_tabs` says that the line below the title is not the line of
/// screens, which then needs a line of its own.
pub fn chrome(area: Rect, own_tabs: bool) -> Chrome {
    let line = |y: u16| Rect { y: area.y + y, height: 1, ..area };
    let (screens, top) = if own_tabs && area.height >= TALL { (Some(line(0)), 1) } else { (None, 0) };
    let body_top = top + 2;
    Chrome {
        screens,
        title: line(top),
        tabs: line(top + 1),
        body: Rect {
            y: area.y + body_top,
            height: area.height.saturating_sub(body_top + 1),
            ..area
        },
        hints: line(area.height.saturating_sub(1)),
    }
}

/// Splits off `height` lines from the bottom.
pub fn bottom(area: Rect, height: u16) -> (Rect, Rect) {
    let height = height.min(area.height);
    let above = Rect { height: area.height - height, ..area };
    (above, Rect { y: area.y + above.height, height, ..area })
}

/// Splits off `width` columns from the left.
pub fn left(area: Rect, width: u16) -> (Rect, Rect) {
    let width = width.min(area.width);
    (Rect { width, ..area }, Rect { x: area.x + width, width: area.width - width, ..area })
}

/// A box in the middle of an area.
pub fn middle(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 3,
        width,
        height,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_fill_the_screen_at_every_size() {
        for (width, height) in [(1, 1), (20, 5), (60, 15), (80, 24), (120, 36), (200, 60)] {
            let area = Rect::new(0, 0, width, height);
            for own_tabs in [false, true] {
                let parts = chrome(area, own_tabs);
                assert!(parts.body.bottom() <= area.bottom().max(parts.body.y));
                assert_eq!(parts.hints.y, height - 1);
                let (above, below) = bottom(parts.body, 5);
                assert_eq!(above.height + below.height, parts.body.height);
            }
        }
    }
}
