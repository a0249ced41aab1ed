//! Keys: their names, full-width ones made narrow, and which action a key means in a scope.

use super::action::{self, Action, Scope};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key with its modifiers. Shift is part of the character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// Whether Control is held.
    pub ctrl: bool,
    /// Whether Alt is held.
    pub alt: bool,
}

impl Key {
    /// The key of an event; `None` for a release.
    pub fn from_event(event: KeyEvent) -> Option<Key> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        Some(Key {
            code: event.code,
            ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
            alt: event.modifiers.contains(KeyModifiers::ALT),
        })
    }

    /// The key of a name: `j`, `?`, `ctrl-p`, `enter`, `pgdn`.
    pub fn parse(name: &str) -> Option<Key> {
        let (ctrl, rest) = match name.strip_prefix("ctrl-") {
            Some(rest) => (true, rest),
            None => (false, name),
        };
        let code = match rest {
            "enter" => KeyCode::Enter,
            "esc" => KeyCode::Esc,
            "tab" => KeyCode::Tab,
            "backtab" => KeyCode::BackTab,
            "space" => KeyCode::Char(' '),
            "up" => KeyCode::Up,
            "down" => KeyCode::Down,
            "left" => KeyCode::Left,
            "right" => KeyCode::Right,
            "pgup" => KeyCode::PageUp,
            "pgdn" => KeyCode::PageDown,
            "home" => KeyCode::Home,
            "end" => KeyCode::End,
            _ => {
                let mut chars = rest.chars();
                let c = chars.next()?;
                if chars.next().is_some() {
                    return None;
                }
                KeyCode::Char(c)
            }
        };
        Some(Key { code, ctrl, alt: false })
    }

    /// The key with a full-width character, as an input method sends it, made narrow: ｊ is j,
    /// ？ is ?, 。 is `.`, 、 is / and the wide space a space.
    pub fn narrow(self) -> Key {
        let KeyCode::Char(c) = self.code else { return self };
        let narrow = match c {
            '\u{ff01}'..='\u{ff5e}' => {
                // The block repeats ASCII from ! to ~ at a fixed distance.
                char::from_u32(c as u32 - 0xff01 + 0x21).unwrap_or(c)
            }
            '\u{3000}' => ' ',
            '。' => '.',
            '、' => '/',
            '【' => '[',
            '】' => ']',
            '《' => '<',
            '》' => '>',
            _ => c,
        };
        Key { code: KeyCode::Char(narrow), ..self }
    }

    /// The key for people: `^P`, `Enter`, `Space`, `j`.
    pub fn label(self) -> String {
        let name = match self.code {
            KeyCode::Enter => "Enter".to_owned(),
            KeyCode::Esc => "Esc".to_owned(),
            KeyCode::Tab => "Tab".to_owned(),
            KeyCode::BackTab => "S-Tab".to_owned(),
            KeyCode::Up => "Up".to_owned(),
            KeyCode::Down => "Down".to_owned(),
            KeyCode::Left => "Left".to_owned(),
            KeyCode::Right => "Right".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            KeyCode::Home => "Home".to_owned(),
            KeyCode::End => "End".to_owned(),
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(c) if self.ctrl => c.to_ascii_uppercase().to_string(),
            KeyCode::Char(c) => c.to_string(),
            other => format!("{other:?}"),
        };
        if self.ctrl { format!("^{name}") } else { name }
    }
}

/// The keys of every action: its own, or those that somebody chose.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    chosen: Vec<(Action, Vec<Key>)>,
}

/// Every action with its own keys.
pub static BUILT_IN: Keymap = Keymap { chosen: Vec::new() };

impl Keymap {
    /// Gives an action other keys.
    pub fn set(&mut self, action: Action, keys: Vec<Key>) {
        self.unset(action);
        self.chosen.push((action, keys));
    }

    /// Gives an action its own keys again.
    pub fn unset(&mut self, action: Action) {
        self.chosen.retain(|(other, _)| *other != action);
    }

    /// The keys of an action in a scope. Where one types, only keys that type nothing can act.
    fn keys(&self, scope: Scope, action: Action) -> Vec<Key> {
        let own: Vec<Key> = action.info().keys_in(scope).filter_map(Key::parse).collect();
        let chosen = self.chosen.iter().find(|(other, _)| *other == action);
        let Some((_, chosen)) = chosen.filter(|_| !own.is_empty()) else { return own };
        let acts =
            |key: &Key| !scope.is_text() || key.ctrl || !matches!(key.code, KeyCode::Char(_));
        let chosen: Vec<Key> = chosen.iter().copied().filter(acts).collect();
        if chosen.is_empty() { own } else { chosen }
    }

    /// A key of the action that means another one in some scope, and which.
    pub fn clash(&self, action: Action) -> Option<(Key, Action)> {
        Scope::ALL.into_iter().find_map(|scope| {
            let keys = self.keys(scope, action);
            let others = action::ACTIONS.iter().map(|info| info.action);
            others.filter(|other| *other != action).find_map(|other| {
                let theirs = self.keys(scope, other);
                keys.iter().find(|key| theirs.contains(key)).map(|key| (*key, other))
            })
        })
    }

    /// The action that a key means in a scope.
    pub fn lookup(&self, scope: Scope, key: Key) -> Option<Action> {
        let key = if scope.is_text() { key } else { key.narrow() };
        if key.alt {
            return None;
        }
        action::ACTIONS
            .iter()
            .map(|info| info.action)
            .find(|action| self.keys(scope, *action).contains(&key))
    }

    /// The keys of an action in a scope, for people.
    pub fn labels(&self, scope: Scope, action: Action) -> Vec<String> {
        self.keys(scope, action).into_iter().map(Key::label).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::action::ACTIONS;
    use std::collections::HashMap;

    #[test]
    fn no_key_means_two_things_on_one_screen() {
        for scope in Scope::ALL {
            let mut seen: HashMap<Key, Action> = HashMap::new();
            for info in ACTIONS {
                for name in info.keys_in(scope) {
                    let key = Key::parse(name).unwrap_or_else(|| panic!("no key '{name}'"));
                    if let Some(other) = seen.insert(key, info.action) {
                        panic!("{scope:?}: '{name}' is {other:?} and {:?}", info.action);
                    }
                }
            }
        }
    }

    #[test]
    fn every_action_can_be_reached_and_has_its_own_name() {
        let mut names = std::collections::HashSet::new();
        for info in ACTIONS {
            assert!(names.insert(info.name), "two actions are called '{}'", info.name);
            assert!(std::ptr::eq(info.action.info(), info), "{:?} stands twice", info.action);
            let reached = Scope::ALL.into_iter().any(|scope| info.keys_in(scope).next().is_some());
            // This one alone is left to the jump box and the page of help.
            assert!(reached != (info.action == Action::Problems), "{:?} has no key", info.action);
            assert!(!info.help.zh.is_empty() && !info.help.en.is_empty());
        }
    }

    #[test]
    fn where_one_types_only_keys_without_characters_act() {
        for scope in Scope::ALL.into_iter().filter(|scope| scope.is_text()) {
            for info in ACTIONS {
                for name in info.keys_in(scope) {
                    let key = Key::parse(name).unwrap();
                    assert!(
                        key.ctrl || !matches!(key.code, KeyCode::Char(_)),
                        "{scope:?}: '{name}' could not be typed"
                    );
                }
            }
        }
    }

    #[test]
    fn keys_typed_with_an_input_method_on_work() {
        let typed = |c| Key { code: KeyCode::Char(c), ctrl: false, alt: false };
        for (c, want) in
            [('ｊ', 'j'), ('？', '?'), ('：', ':'), ('／', '/'), ('【', '['), ('j', 'j')]
        {
            assert_eq!(typed(c).narrow(), typed(want));
        }
        assert_eq!(BUILT_IN.lookup(Scope::Agencies, typed('？')), Some(Action::Help));
        assert_eq!(BUILT_IN.lookup(Scope::Prompt, typed('？')), None);
    }
}
