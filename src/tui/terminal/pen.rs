//! The style in which a terminal writes, and the shortest way from one to another.

use super::depth::Depth;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;

/// What a terminal's next character looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// What is seen where nothing is written.
const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// Each modifier with its code, and the code that ends it.
const CODES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Pen {
    /// The style of a cell in the colours that there are.
    pub(super) fn of(cell: &Cell, depth: Depth) -> Pen {
        Pen { fg: depth.reduce(cell.fg), bg: depth.reduce(cell.bg), modifier: cell.modifier }
    }

    /// The style as far as it is seen on a blank: styles that look the same become the same.
    pub(super) fn on_blank(self) -> Pen {
        let modifier = self.modifier.intersection(SEEN_ON_BLANK);
        let fg = if modifier.is_empty() { Color::Reset } else { self.fg };
        Pen { fg, bg: self.bg, modifier }
    }

    /// Whether a blank in this style is what a terminal erases to.
    pub(super) fn is_bare(self) -> bool {
        self.on_blank() == Pen::default()
    }

    /// Whether a blank written with this pen looks as one of style `wanted`.
    pub(super) fn blank_like(self, wanted: Pen) -> bool {
        self.on_blank() == wanted.on_blank()
    }

    /// The shortest sequence that turns this pen into `to`; nothing if they are the same.
    pub(super) fn change(self, to: Pen, out: &mut Vec<u8>) {
        if self == to {
            return;
        }
        if to == Pen::default() {
            out.extend_from_slice(b"\x1b[m");
            return;
        }
        let step = self.step(to);
        let anew = Pen::default().step(to);
        let codes = if step.len() <= anew.len() + 1 { step } else { format!(";{anew}") };
        // `ESC [ ; 1 m` is `ESC [ 0 ; 1 m`: a missing number is 0.
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(codes.as_bytes());
        out.push(b'm');
    }

    /// The codes that change what differs.
    fn step(self, to: Pen) -> String {
        let mut codes = String::new();
        let mut add = |code: &dyn std::fmt::Display| {
            let gap = if codes.is_empty() { "" } else { ";" };
            // Writing to a string cannot fail.
            let _ = write!(codes, "{gap}{code}");
        };
        let ended = self.modifier.difference(to.modifier);
        let mut begun = to.modifier.difference(self.modifier);
        let mut last = 0;
        for (modifier, _, end) in CODES {
            if ended.contains(modifier) && end != last {
                add(&end);
                last = end;
                // 22 ends bold and dim, 25 both kinds of blinking.
                for (other, _, other_end) in CODES {
                    if other_end == end && to.modifier.contains(other) {
                        begun |= other;
                    }
                }
            }
        }
        for (modifier, code, _) in CODES {
            if begun.contains(modifier) {
                add(&code);
            }
        }
        if self.fg != to.fg {
            add(&color_code(to.fg, 30));
        }
        if self.bg != to.bg {
            add(&color_code(to.bg, 40));
        }
        codes
    }
}

/// The code of a colour: `base` is 30 for the foreground and 40 for the background.
fn color_code(color: Color, base: u8) -> String {
    let (plain, bright) = (base, base + 60);
    let code = match color {
        Color::Reset => base + 9,
        Color::Black => plain,
        Color::Red => plain + 1,
        Color::Green => plain + 2,
        Color::Yellow => plain + 3,
        Color::Blue => plain + 4,
        Color::Magenta => plain + 5,
        Color::Cyan => plain + 6,
        Color::Gray => plain + 7,
        Color::DarkGray => bright,
        Color::LightRed => bright + 1,
        Color::LightGreen => bright + 2,
        Color::LightYellow => bright + 3,
        Color::LightBlue => bright + 4,
        Color::LightMagenta => bright + 5,
        Color::LightCyan => bright + 6,
        Color::White => bright + 7,
        Color::Indexed(index) => return format!("{};5;{index}", base + 8),
        Color::Rgb(r, g, b) => return format!("{};2;{r};{g};{b}", base + 8),
    };
    code.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn pen(style: Style) -> Pen {
        let mut cell = Cell::EMPTY;
        cell.set_style(style);
        Pen::of(&cell, Depth::True)
    }

    #[test]
    fn changes_are_as_short_as_can_be() {
        let plain = Style::new();
        for (from, to, want) in [
            (plain, plain, ""),
            (plain.red(), plain.red(), ""),
            (plain.red().bold(), plain, "\x1b[m"),
            (plain, plain.red(), "\x1b[31m"),
            (plain.red(), plain.green(), "\x1b[32m"),
            (plain.red().on_blue(), plain.red(), "\x1b[49m"),
            (plain.bold().red(), plain.bold().green(), "\x1b[32m"),
            (plain.bold(), plain.dim(), "\x1b[;2m"),
            (plain.bold().dim().red(), plain.dim().red(), "\x1b[22;2m"),
            (plain.bold().italic().underlined().red(), plain.reversed(), "\x1b[;7m"),
            (plain, plain.fg(Color::Indexed(240)), "\x1b[38;5;240m"),
            (plain, plain.bg(Color::Rgb(1, 2, 3)), "\x1b[48;2;1;2;3m"),
            (plain, plain.gray().on_dark_gray(), "\x1b[37;100m"),
        ] {
            let mut out = Vec::new();
            pen(from).change(pen(to), &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), want, "{from:?} {to:?}");
        }
    }

    #[test]
    fn blanks_show_only_what_is_seen() {
        let plain = Style::new();
        assert!(pen(plain.red().bold()).is_bare());
        assert!(!pen(plain.on_blue()).is_bare());
        assert!(!pen(plain.red().reversed()).is_bare());
        assert!(pen(plain.red()).blank_like(pen(plain.bold())));
        assert!(!pen(plain.red().underlined()).blank_like(pen(plain.red())));
    }
}
