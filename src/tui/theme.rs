//! What each role looks like. Colour never carries meaning alone: signs and brackets do.
//!
//! Backgrounds are the terminal's own, selection is reverse video and the hues are middle tones,
//! so that light and dark terminals both work without being asked.

use crate::record::Severity;
use ratatui::style::{Color, Modifier, Style};

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None: bold, underline and reverse only.
    None,
    /// The 16 of the terminal's own palette.
    Ansi,
    /// The 256 of xterm.
    Indexed,
    /// 24 bits.
    True,
}

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

impl Depth {
    /// The depth for a choice and an environment, read through `var`.
    pub fn detect(choice: ColorChoice, var: impl Fn(&str) -> Option<String>) -> Depth {
        let get = |name| var(name).unwrap_or_default();
        let term = get("TERM");
        let by_terminal = if ["truecolor", "24bit"].contains(&get("COLORTERM").as_str()) {
            Depth::True
        } else if term.contains("256color") {
            Depth::Indexed
        } else if term.is_empty() || term == "dumb" || term.starts_with("vt") {
            Depth::None
        } else {
            Depth::Ansi
        };
        match choice {
            ColorChoice::Never => Depth::None,
            ColorChoice::Always => by_terminal.max(Depth::Ansi),
            ColorChoice::Auto if !get("NO_COLOR").is_empty() => Depth::None,
            ColorChoice::Auto => by_terminal,
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
}

impl Theme {
    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        match role {
            Role::Plain => plain,
            Role::Strong => plain.add_modifier(Modifier::BOLD),
            Role::Faint if self.depth == Depth::None => plain,
            Role::Faint => plain.fg(self.hue(Color::DarkGray, 244, (128, 128, 128))),
            Role::Error => plain
                .fg(self.hue(Color::Red, 160, (214, 48, 49)))
                .add_modifier(Modifier::BOLD),
            Role::Warning => plain.fg(self.hue(Color::Yellow, 172, (204, 132, 0))),
            Role::Notice => plain.fg(self.hue(Color::Cyan, 37, (0, 150, 160))),
            Role::Good => plain.fg(self.hue(Color::Green, 71, (64, 150, 70))),
            Role::Key => plain
                .fg(self.hue(Color::Blue, 68, (70, 130, 200)))
                .add_modifier(Modifier::BOLD),
            Role::Match => plain
                .fg(self.hue(Color::Magenta, 133, (175, 80, 165)))
                .add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Role::Cursor => plain.add_modifier(Modifier::REVERSED),
        }
    }

    fn hue(self, ansi: Color, indexed: u8, (r, g, b): (u8, u8, u8)) -> Color {
        match self.depth {
            Depth::None => Color::Reset,
            Depth::Ansi => ansi,
            Depth::Indexed => Color::Indexed(indexed),
            Depth::True => Color::Rgb(r, g, b),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_decides_the_depth() {
        for (choice, vars, want) in [
            (ColorChoice::Auto, &[("TERM", "xterm-256color")][..], Depth::Indexed),
            (ColorChoice::Auto, &[("TERM", "linux")], Depth::Ansi),
            (ColorChoice::Auto, &[("TERM", "xterm"), ("COLORTERM", "truecolor")], Depth::True),
            (ColorChoice::Auto, &[("TERM", "xterm-256color"), ("NO_COLOR", "1")], Depth::None),
            (ColorChoice::Auto, &[("TERM", "xterm-256color"), ("NO_COLOR", "")], Depth::Indexed),
            (ColorChoice::Auto, &[("TERM", "dumb")], Depth::None),
            (ColorChoice::Always, &[("TERM", "dumb"), ("NO_COLOR", "1")], Depth::Ansi),
            (ColorChoice::Never, &[("COLORTERM", "truecolor")], Depth::None),
        ] {
            let var = |name: &str| {
                vars.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(Depth::detect(choice, var), want, "{choice:?} {vars:?}");
        }
    }

    #[test]
    fn without_colours_no_role_has_one() {
        let theme = Theme { depth: Depth::None };
        for role in [Role::Faint, Role::Error, Role::Warning, Role::Notice, Role::Good, Role::Key] {
            assert!(matches!(theme.style(role).fg, None | Some(Color::Reset)), "{role:?}");
        }
    }
}
