//! How many colours a terminal shows, and the nearest of them.

use ratatui::style::Color;

/// The colours of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Depth {
    /// None: `NO_COLOR`, `TERM=dumb`. Bold, underline and reverse remain.
    None,
    /// The 16 of ECMA-48 and aixterm.
    Ansi,
    /// The 256 of xterm.
    Indexed,
    /// 24 bits.
    True,
}

impl Depth {
    /// The colours that the environment promises. `get` looks a variable up.
    ///
    /// `NO_COLOR` (not empty) wins over everything, then `COLORTERM`, then `TERM`.
    pub fn detect(get: impl Fn(&str) -> Option<String>) -> Depth {
        let var = |name: &str| get(name).unwrap_or_default().to_ascii_lowercase();
        let term = var("TERM");
        if !var("NO_COLOR").is_empty() || term.is_empty() || term == "dumb" {
            return Depth::None;
        }
        // The console of Linux takes 24-bit codes, and shows 16 colours.
        if term == "linux" {
            return Depth::Ansi;
        }
        if matches!(var("COLORTERM").as_str(), "truecolor" | "24bit") {
            return Depth::True;
        }
        let names = |list: &[&str]| list.iter().any(|name| term.contains(name));
        if names(&["direct", "kitty", "alacritty", "foot", "wezterm", "ghostty", "contour"]) {
            Depth::True
        } else if names(&["256color"]) {
            Depth::Indexed
        } else if names(&["vt52", "vt100", "vt102", "vt220", "vt320", "mono"]) {
            Depth::None
        } else {
            Depth::Ansi
        }
    }

    /// The nearest colour that is shown.
    pub fn reduce(self, color: Color) -> Color {
        match (self, color) {
            (_, Color::Reset) | (Depth::True, _) => color,
            (Depth::None, _) => Color::Reset,
            (Depth::Indexed, Color::Rgb(r, g, b)) => Color::Indexed(nearest_indexed(r, g, b)),
            (Depth::Indexed, _) => color,
            (Depth::Ansi, Color::Rgb(r, g, b)) => nearest_ansi((r, g, b)),
            (Depth::Ansi, Color::Indexed(index)) => match index {
                0..=15 => ANSI[usize::from(index)].0,
                index => nearest_ansi(rgb_of(index)),
            },
            (Depth::Ansi, _) => color,
        }
    }
}

type Rgb = (u8, u8, u8);

/// The 16 colours as xterm shows them.
const ANSI: [(Color, Rgb); 16] = [
    (Color::Black, (0, 0, 0)),
    (Color::Red, (205, 0, 0)),
    (Color::Green, (0, 205, 0)),
    (Color::Yellow, (205, 205, 0)),
    (Color::Blue, (0, 0, 238)),
    (Color::Magenta, (205, 0, 205)),
    (Color::Cyan, (0, 205, 205)),
    (Color::Gray, (229, 229, 229)),
    (Color::DarkGray, (127, 127, 127)),
    (Color::LightRed, (255, 0, 0)),
    (Color::LightGreen, (0, 255, 0)),
    (Color::LightYellow, (255, 255, 0)),
    (Color::LightBlue, (92, 92, 255)),
    (Color::LightMagenta, (255, 0, 255)),
    (Color::LightCyan, (0, 255, 255)),
    (Color::White, (255, 255, 255)),
];

/// The steps of the 6 × 6 × 6 cube of xterm's palette, 16–231.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

fn distance(a: Rgb, b: Rgb) -> u32 {
    let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
    // The eye's weights, roughly.
    2 * square(a.0, b.0) + 4 * square(a.1, b.1) + 3 * square(a.2, b.2)
}

fn nearest_ansi(rgb: Rgb) -> Color {
    let nearest = ANSI.iter().min_by_key(|(_, known)| distance(*known, rgb));
    nearest.map_or(Color::Reset, |(color, _)| *color)
}

/// The colour of an index from 16 on: the cube, then 24 greys.
pub(in crate::tui) fn rgb_of(index: u8) -> Rgb {
    if index >= 232 {
        let grey = 8 + 10 * (index - 232);
        return (grey, grey, grey);
    }
    let cube = usize::from(index.saturating_sub(16));
    (STEPS[cube / 36 % 6], STEPS[cube / 6 % 6], STEPS[cube % 6])
}

fn nearest_indexed(r: u8, g: u8, b: u8) -> u8 {
    (16..=255u8).min_by_key(|index| distance(rgb_of(*index), (r, g, b))).unwrap_or(16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_tells_the_colours() {
        for (term, colorterm, no_color, want) in [
            ("xterm-256color", "truecolor", "", Depth::True),
            ("xterm-256color", "", "", Depth::Indexed),
            ("tmux-256color", "24bit", "", Depth::True),
            ("xterm", "", "", Depth::Ansi),
            ("screen", "", "", Depth::Ansi),
            ("xterm-kitty", "", "", Depth::True),
            ("linux", "truecolor", "", Depth::Ansi),
            ("vt220", "", "", Depth::None),
            ("dumb", "truecolor", "", Depth::None),
            ("", "", "", Depth::None),
            ("xterm-256color", "truecolor", "1", Depth::None),
        ] {
            let get = |name: &str| match name {
                "TERM" => Some(term.to_owned()),
                "COLORTERM" => Some(colorterm.to_owned()),
                "NO_COLOR" => Some(no_color.to_owned()),
                _ => None,
            };
            assert_eq!(Depth::detect(get), want, "{term} {colorterm} {no_color}");
        }
    }

    #[test]
    fn colours_become_the_nearest() {
        for (depth, color, want) in [
            (Depth::True, Color::Rgb(1, 2, 3), Color::Rgb(1, 2, 3)),
            (Depth::Indexed, Color::Rgb(255, 0, 0), Color::Indexed(196)),
            (Depth::Indexed, Color::Rgb(128, 128, 128), Color::Indexed(244)),
            (Depth::Indexed, Color::Red, Color::Red),
            (Depth::Ansi, Color::Rgb(250, 250, 250), Color::White),
            (Depth::Ansi, Color::Rgb(200, 30, 20), Color::Red),
            (Depth::Ansi, Color::Indexed(9), Color::LightRed),
            (Depth::Ansi, Color::Indexed(236), Color::Black),
            (Depth::None, Color::Red, Color::Reset),
            (Depth::None, Color::Reset, Color::Reset),
        ] {
            assert_eq!(depth.reduce(color), want, "{depth:?} {color:?}");
        }
    }
}
