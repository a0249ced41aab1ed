//! What each role looks like. Colour never carries meaning alone: signs and brackets do.
//!
//! Backgrounds are the terminal's own, selection is reverse video and the hues are middle tones,
//! so that light and dark terminals both work without being asked: each stands out from white and
//! from a dark ground alike.

use super::terminal::Depth;
use crate::record::Severity;
use ratatui::style::{Color, Modifier, Style};

/// Whether colours are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorChoice {
    /// By the terminal and `NO_COLOR`.
    #[default]
    Auto,
    /// Even where the terminal does not say that it can.
    Always,
    /// Not at all.
    Never,
}

impl ColorChoice {
    /// The depth for a choice, given what the terminal promises and `NO_COLOR` allows.
    pub fn depth(self, promised: Depth, var: impl Fn(&str) -> Option<String>) -> Depth {
        match self {
            ColorChoice::Auto => promised,
            ColorChoice::Never => Depth::None,
            // What it would be without NO_COLOR, and no less than 16.
            ColorChoice::Always => {
                let without = |name: &str| if name == "NO_COLOR" { None } else { var(name) };
                Depth::detect(without).max(Depth::Ansi)
            }
        }
    }
}

/// What a piece of the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    Plain,
    /// A heading or a name.
    Strong,
    /// Frames, zeros, what is less important.
    Faint,
    /// An error, a sum that does not hold.
    Error,
    /// A warning.
    Warning,
    /// A notice.
    Notice,
    /// What holds, what is done.
    Good,
    /// A key of the keyboard.
    Key,
    /// Characters that match what was typed.
    Match,
    /// What the cursor is on.
    Cursor,
}

impl Role {
    /// All roles, in the order of the enum.
    pub const ALL: [Role; 10] = [
        Role::Plain,
        Role::Strong,
        Role::Faint,
        Role::Error,
        Role::Warning,
        Role::Notice,
        Role::Good,
        Role::Key,
        Role::Match,
        Role::Cursor,
    ];

    /// The name in a theme file.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Plain => "plain",
            Role::Strong => "strong",
            Role::Faint => "faint",
            Role::Error => "error",
            Role::Warning => "warning",
            Role::Notice => "notice",
            Role::Good => "good",
            Role::Key => "key",
            Role::Match => "match",
            Role::Cursor => "cursor",
        }
    }

    /// The role that a finding of that weight is drawn in.
    pub const fn of(severity: Severity) -> Role {
        match severity {
            Severity::Error => Role::Error,
            Severity::Warning => Role::Warning,
            Severity::Notice => Role::Notice,
        }
    }
}

/// Styles by role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// How many colours there are.
    pub depth: Depth,
    /// Colours that somebody chose.
    pub colors: Colors,
}

/// Colours chosen for roles in place of the usual ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Colors([Option<Color>; Role::ALL.len()]);

impl Colors {
    /// Gives a role another colour.
    pub fn set(&mut self, role: Role, color: Color) {
        self.0[role as usize] = Some(color);
    }

    /// The colour of a role, where one was chosen that the terminal has.
    fn get(self, role: Role, depth: Depth) -> Option<Color> {
        self.0[role as usize].filter(|color| match color {
            _ if depth == Depth::None => false,
            Color::Rgb(..) => depth == Depth::True,
            Color::Indexed(_) => depth >= Depth::Indexed,
            _ => true,
        })
    }
}

impl Theme {
    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        let style = self.usual(role);
        self.colors.get(role, self.depth).map_or(style, |color| style.fg(color))
    }

    fn usual(self, role: Role) -> Style {
        let plain = Style::new();
        match role {
            Role::Plain => plain,
            Role::Strong => plain.add_modifier(Modifier::BOLD),
            Role::Faint if self.depth == Depth::None => plain,
            Role::Faint => plain.fg(self.hue(Color::DarkGray, 244)),
            Role::Error => plain.fg(self.hue(Color::Red, 196)).add_modifier(Modifier::BOLD),
            Role::Warning => plain.fg(self.hue(Color::Yellow, 136)),
            Role::Notice => plain.fg(self.hue(Color::Cyan, 30)),
            Role::Good => plain.fg(self.hue(Color::Green, 28)),
            Role::Key => plain.fg(self.hue(Color::Blue, 68)).add_modifier(Modifier::BOLD),
            // No hue: of two rows of the jump box each has a handful of marks, and naming a colour
            // takes more bytes than all the rest of a mark.
            Role::Match => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            // One style for all that it lies on: a colour in reverse would be a patch of it.
            Role::Cursor => plain
                .fg(Color::Reset)
                .add_modifier(Modifier::REVERSED)
                .remove_modifier(Modifier::BOLD),
        }
    }

    /// A hue of the 256 where they are: a palette seldom changes those above 16, and naming one
    /// takes half the bytes of a true colour, dozens of times a frame.
    fn hue(self, ansi: Color, indexed: u8) -> Color {
        match self.depth {
            Depth::None => Color::Reset,
            Depth::Ansi => ansi,
            Depth::Indexed | Depth::True => Color::Indexed(indexed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::terminal::rgb_of;
    use super::*;

    #[test]
    fn a_choice_overrides_the_terminal() {
        let var = |name: &str| match name {
            "TERM" => Some("xterm-256color".to_owned()),
            "NO_COLOR" => Some("1".to_owned()),
            _ => None,
        };
        for (choice, promised, want) in [
            (ColorChoice::Auto, Depth::Indexed, Depth::Indexed),
            (ColorChoice::Auto, Depth::None, Depth::None),
            (ColorChoice::Never, Depth::True, Depth::None),
            (ColorChoice::Always, Depth::None, Depth::Indexed),
        ] {
            assert_eq!(choice.depth(promised, var), want, "{choice:?}");
        }
        assert_eq!(ColorChoice::Always.depth(Depth::None, |_| None), Depth::Ansi);
    }

    /// The luminance of a colour, as the contrast of WCAG 2 takes it.
    fn luminance((r, g, b): (u8, u8, u8)) -> f64 {
        let [r, g, b] = [r, g, b].map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    #[test]
    fn every_hue_can_be_read_on_white_and_on_a_dark_ground() {
        let theme = Theme { depth: Depth::Indexed, colors: Colors::default() };
        let hues: Vec<(Role, u8)> = Role::ALL
            .into_iter()
            .filter_map(|role| match theme.style(role).fg {
                Some(Color::Indexed(index)) => Some((role, index)),
                _ => None,
            })
            .collect();
        assert_eq!(hues.len(), 6, "plain, strong, matches and the cursor have the terminal's own");
        for (role, index) in hues {
            for ground in [(0xff, 0xff, 0xff), (0x1e, 0x1e, 0x1e), (0, 0, 0)] {
                let [one, two] = [rgb_of(index), ground].map(|color| luminance(color) + 0.05);
                let contrast = (one / two).max(two / one);
                assert!(contrast >= 3.3, "{role:?} on {ground:?}: {contrast:.2}");
            }
        }
    }

    #[test]
    fn without_colours_no_role_has_one() {
        let theme = Theme { depth: Depth::None, colors: Colors::default() };
        for role in [Role::Faint, Role::Error, Role::Warning, Role::Notice, Role::Good, Role::Key] {
            assert!(matches!(theme.style(role).fg, None | Some(Color::Reset)), "{role:?}");
        }
    }
}
