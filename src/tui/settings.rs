//! `keys.toml` and `theme.toml` in the configuration folder of the XDG rules.
//!
//! ```toml
//! # keys.toml: the keys of an action, in place of its own, on every screen where it works
//! confirm = "a"
//! undo = ["u", "ctrl-r"]
//!
//! # theme.toml: the colour of a role
//! error = "lightred"
//! notice = "#0096a0"
//! ```
//!
//! What is wrong is said with its file and line; the rest counts.

use super::action::{ACTIONS, Action};
use super::keymap::{Key, Keymap};
use super::theme::{Colors, Role};
use crate::text::Lang;
use ratatui::style::Color;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::{Spanned, Value};

/// What the files say.
#[derive(Debug, Default)]
pub struct Settings {
    /// The keys.
    pub keys: Keymap,
    /// The colours.
    pub colors: Colors,
    /// What is wrong, a sentence each.
    pub problems: Vec<String>,
}

/// The folder of the files: `$XDG_CONFIG_HOME/gouji`, else `~/.config/gouji`.
pub fn folder(var: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    // The XDG rules have relative paths ignored.
    let absolute = |name: &str| var(name).filter(|path| path.is_absolute());
    let folder = absolute("XDG_CONFIG_HOME");
    Some(folder.or_else(|| Some(absolute("HOME")?.join(".config")))?.join("gouji"))
}

impl Settings {
    /// Reads both files; one that is not there says nothing.
    pub fn read(folder: &Path, lang: Lang) -> Settings {
        let mut settings = Settings::default();
        for (name, take) in [
            ("keys.toml", Settings::take_keys as fn(&mut Settings, &str, Lang)),
            ("theme.toml", Settings::take_theme),
        ] {
            match std::fs::read_to_string(folder.join(name)) {
                Ok(text) => take(&mut settings, &text, lang),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => settings.problems.push(format!("{name}: {error}")),
            }
        }
        settings
    }

    fn take_keys(&mut self, text: &str, lang: Lang) {
        let file = "keys.toml";
        let mut lines: Vec<(Action, usize)> = Vec::new();
        for (name, line, value) in self.entries(file, text) {
            let Some(info) = ACTIONS.iter().find(|info| info.name == name) else {
                self.wrong(
                    file,
                    line,
                    &lang
                        .pick(format!("没有动作 '{name}'"), format!("there is no action '{name}'")),
                );
                continue;
            };
            match keys(&value) {
                Ok(keys) => {
                    self.keys.set(info.action, keys);
                    lines.push((info.action, line));
                }
                Err(key) => self.wrong(
                    file,
                    line,
                    &lang.pick(
                        format!("'{key}' 不是按键, 写成 \"a\", \"ctrl-r\", \"pgdn\" 等"),
                        format!("'{key}' is no key; write \"a\", \"ctrl-r\", \"pgdn\" or the like"),
                    ),
                ),
            }
        }
        // All are put in before any is held against another, so that two can change places.
        lines.sort_by_key(|(_, line)| std::cmp::Reverse(*line));
        for (action, line) in lines {
            if let Some((key, other)) = self.keys.clash(action) {
                self.keys.unset(action);
                let (key, other) = (key.label(), other.info().name);
                self.wrong(
                    file,
                    line,
                    &lang.pick(
                        format!("'{key}' 已用于 {other}"),
                        format!("'{key}' is the key of {other}"),
                    ),
                );
            }
        }
    }

    fn take_theme(&mut self, text: &str, lang: Lang) {
        let file = "theme.toml";
        for (name, line, value) in self.entries(file, text) {
            let Some(role) = Role::ALL.into_iter().find(|role| role.name() == name) else {
                let names = Role::ALL.map(Role::name).join(" ");
                self.wrong(
                    file,
                    line,
                    &lang.pick(
                        format!("没有 '{name}', 只有 {names}"),
                        format!("there is no '{name}', only {names}"),
                    ),
                );
                continue;
            };
            let color = match &value {
                Value::String(text) => text.parse::<Color>().ok(),
                Value::Integer(number) => u8::try_from(*number).ok().map(Color::Indexed),
                _ => None,
            };
            match color {
                Some(color) => self.colors.set(role, color),
                None => self.wrong(
                    file,
                    line,
                    &lang.pick(
                        format!("{value} 不是颜色, 写成 \"red\", \"#c03030\" 或 0 到 255"),
                        format!("{value} is no colour; write \"red\", \"#c03030\" or 0 to 255"),
                    ),
                ),
            }
        }
    }

    /// The entries of a file with their lines, counted from 1.
    fn entries(&mut self, file: &str, text: &str) -> Vec<(String, usize, Value)> {
        let line = |at: usize| text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        match toml::from_str::<BTreeMap<String, Spanned<Value>>>(text) {
            Ok(entries) => entries
                .into_iter()
                .map(|(name, value)| (name, line(value.span().start), value.into_inner()))
                .collect(),
            Err(error) => {
                let at = error.span().map_or(1, |span| line(span.start));
                self.wrong(file, at, error.message().lines().next().unwrap_or_default());
                Vec::new()
            }
        }
    }

    fn wrong(&mut self, file: &str, line: usize, what: &str) {
        self.problems.push(format!("{file}:{line}: {}", crate::text::clean(what)));
    }

    /// What is said of the problems in the last line.
    pub fn sentence(&self, lang: Lang) -> Option<String> {
        let first = self.problems.first()?;
        Some(match self.problems.len() - 1 {
            0 => first.clone(),
            more => lang.pick(
                format!("{first} (还有 {more} 处: ? 末尾)"),
                format!("{first} (and {more} more: at the end of ?)"),
            ),
        })
    }
}

/// One key or several; what is none, where one is none.
fn keys(value: &Value) -> Result<Vec<Key>, String> {
    let key = |value: &Value| {
        let text = value.as_str().ok_or_else(|| value.to_string())?;
        Key::parse(text).ok_or_else(|| text.to_owned())
    };
    match value {
        Value::Array(values) if !values.is_empty() => values.iter().map(key).collect(),
        value => Ok(vec![key(value)?]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::action::Scope;
    use crate::tui::terminal::Depth;
    use crate::tui::theme::Theme;

    fn settings(keys: &str, theme: &str) -> Settings {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("keys.toml"), keys).unwrap();
        std::fs::write(folder.path().join("theme.toml"), theme).unwrap();
        Settings::read(folder.path(), Lang::En)
    }

    #[test]
    fn a_key_takes_the_place_of_those_of_its_action() {
        let settings =
            settings("confirm = \"e\"\nexplain = \"c\"\nundo = [\"Z\", \"ctrl-r\"]\n", "");
        assert_eq!(settings.problems, [""; 0]);
        let means = |key| settings.keys.lookup(Scope::Walk, Key::parse(key).unwrap());
        for (key, want) in [
            ("e", Some(Action::Confirm)),
            ("c", Some(Action::Explain)),
            ("Z", Some(Action::Undo)),
            ("ctrl-r", Some(Action::Undo)),
            ("u", None),
            ("x", Some(Action::FalseAlarm)),
        ] {
            assert_eq!(means(key), want, "{key}");
        }
        assert_eq!(settings.keys.labels(Scope::Walk, Action::Undo), ["Z", "^R"]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line_and_the_rest_counts() {
        let all = settings(
            "# mine\nconfirm = \"x\"\nfly = \"a\"\nmisread = \"hyper-q\"\nunsure = \"H\"\n",
            "error = \"reddish\"\nnotice = 300\nfog = \"red\"\ngood = \"blue\"\n",
        );
        let mut problems = all.problems.clone();
        problems.sort();
        let starts = [
            "keys.toml:2: 'x' is the key of false-alarm",
            "keys.toml:3: there is no action 'fly'",
            "keys.toml:4: 'hyper-q' is no key",
            "theme.toml:1: \"reddish\" is no colour",
            "theme.toml:2: 300 is no colour",
            "theme.toml:3: there is no 'fog'",
        ];
        assert_eq!(problems.len(), starts.len(), "{problems:#?}");
        for (problem, start) in problems.iter().zip(starts) {
            assert!(problem.starts_with(start), "{problem}");
        }
        let means = |key| all.keys.lookup(Scope::Walk, Key::parse(key).unwrap());
        assert_eq!(means("H"), Some(Action::Unsure));
        assert_eq!(means("c"), Some(Action::Confirm));
        let theme = |depth| Theme { depth, colors: all.colors };
        assert_eq!(theme(Depth::Ansi).style(Role::Good).fg, Some(Color::Blue));
        assert!(all.sentence(Lang::En).unwrap().contains("(and 5 more"));
        let broken = settings("confirm = \n", "");
        assert!(broken.problems[0].starts_with("keys.toml:"), "{:?}", broken.problems);
    }

    #[test]
    fn a_colour_that_the_terminal_has_not_leaves_the_usual_one() {
        let settings = settings("", "error = \"#102030\"\n");
        let theme = |depth| Theme { depth, colors: settings.colors };
        let usual = |depth| Theme { depth, colors: Colors::default() };
        let rgb = Some(Color::Rgb(0x10, 0x20, 0x30));
        assert_eq!(theme(Depth::True).style(Role::Error).fg, rgb);
        for depth in [Depth::Ansi, Depth::Indexed, Depth::None] {
            assert_eq!(theme(depth).style(Role::Error), usual(depth).style(Role::Error));
        }
    }

    #[test]
    fn the_readme_names_every_action() {
        let readme = include_str!("../../README.md");
        for info in ACTIONS {
            assert!(readme.contains(&format!("`{}`", info.name)), "{}", info.name);
        }
        for role in Role::ALL {
            assert!(readme.contains(role.name()), "{}", role.name());
        }
    }

    #[test]
    fn the_folder_is_that_of_the_xdg_rules() {
        for (xdg, want) in
            [(Some("/x"), "/x/gouji"), (Some("x"), "/h/.config/gouji"), (None, "/h/.config/gouji")]
        {
            let var = |name: &str| match name {
                "HOME" => Some(PathBuf::from("/h")),
                _ => xdg.map(PathBuf::from),
            };
            assert_eq!(folder(var), Some(PathBuf::from(want)));
        }
    }
}
