//! The parts of the screen, so that `update` scrolls by the same heights that `view` draws.

use ratatui::layout::Rect;

/// The smallest size that the explorer can be used at.
pub const SMALLEST: (u16, u16) = (60, 15);

/// From this height on, the line of screens stands on every screen.
const TALL: u16 = 30;
/// From this width on, two columns of text stand beside each other.
pub const WIDE: u16 = 120;
/// From this width on, something stands beside a whole table.
pub const VERY_WIDE: u16 = 150;

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
    /// The lines of hints and messages.
    pub hints: Rect,
}

/// What a screen's lines are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A title and the line of screens.
    List,
    /// A title and tabs of its own; the line of screens only where there is room.
    Tabs,
    /// As [`Kind::Tabs`], with a second line of hints: many keys work.
    Keys,
}

/// The lines around a body.
pub fn chrome(area: Rect, kind: Kind) -> Chrome {
    let own_tabs = kind != Kind::List;
    let hints = if kind == Kind::Keys { 2 } else { 1 };
    let line = |y: u16| Rect { y: area.y + y, height: 1, ..area };
    let (screens, top) =
        if own_tabs && area.height >= TALL { (Some(line(0)), 1) } else { (None, 0) };
    let body_top = top + 2;
    Chrome {
        screens,
        title: line(top),
        tabs: line(top + 1),
        body: Rect {
            y: area.y + body_top,
            height: area.height.saturating_sub(body_top + hints),
            ..area
        },
        hints: Rect {
            y: area.y + area.height.saturating_sub(hints),
            height: hints.min(area.height),
            ..area
        },
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
            for kind in [Kind::List, Kind::Tabs, Kind::Keys] {
                let parts = chrome(area, kind);
                assert!(parts.body.bottom() <= area.bottom().max(parts.body.y));
                assert_eq!(parts.hints.bottom(), height);
                let (above, below) = bottom(parts.body, 5);
                assert_eq!(above.height + below.height, parts.body.height);
            }
        }
    }
}
