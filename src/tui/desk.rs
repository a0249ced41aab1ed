//! The explorer without a terminal: keys in, screen out. For tests, and for pictures in the docs.

use super::clerk::Clerk;
use super::keymap::{self, Key};
use super::model::{Effect, Look, Model};
use super::mouse::Mouse;
use super::place::{self, Kept};
use super::run::Start;
use super::terminal::Depth;
use super::theme::{Colors, Theme};
use super::turn;
use super::update::{self, Input};
use super::view::view;
use crate::store::Store;
use crate::text::{Lang, Widths};
use ratatui::Terminal;
use ratatui::backend::{Backend, TestBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

/// How the explorer looks on a [`Desk`].
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Columns and rows.
    pub size: (u16, u16),
    /// The language.
    pub lang: Lang,
    /// ASCII alone.
    pub ascii: bool,
    /// Characters of ambiguous width are two columns wide.
    pub wide: bool,
    /// The colours of the terminal.
    pub depth: Depth,
    /// Whether it opens in the walkthrough.
    pub start: Start,
}

impl Default for Setting {
    fn default() -> Self {
        Setting {
            size: (80, 24),
            lang: Lang::Zh,
            ascii: false,
            wide: false,
            depth: Depth::Ansi,
            start: Start::Explorer,
        }
    }
}

/// The explorer on a screen in memory. Every question is answered before the next key.
pub struct Desk {
    model: Model,
    clerk: Clerk,
    terminal: Terminal<TestBackend>,
    /// What was sent to the clipboard, oldest first.
    pub copied: Vec<String>,
    /// Whether it was left.
    pub left: bool,
}

impl Desk {
    /// Opens the explorer on a database; decisions are signed with 'tester'.
    ///
    /// # Panics
    /// If the database cannot give its settings.
    pub fn open(store: Store, setting: Setting) -> Desk {
        let widths = Widths { wide: setting.wide, ascii: setting.ascii };
        let theme = Theme { depth: setting.depth, colors: Colors::default() };
        let look = Look { lang: setting.lang, widths, theme, keys: &keymap::BUILT_IN };
        let kept = store.setting(place::SETTING).ok().flatten();
        let kept = kept.map(|text| Kept::parse(&text)).unwrap_or_default();
        let (width, height) = setting.size;
        let Ok(terminal) = Terminal::new(TestBackend::new(width, height));
        let mut desk = Desk {
            model: Model::new(look, look.t("样例库", "sample").to_owned(), setting.size),
            clerk: Clerk::new(store, "tester".to_owned(), setting.lang),
            terminal,
            copied: Vec::new(),
            left: false,
        };
        update::start(&mut desk.model, kept, setting.start == Start::Audit);
        desk.work();
        desk
    }

    /// Presses keys, named as in the list of actions, with a space between: `j j enter`.
    ///
    /// # Panics
    /// If there is no key of such a name: the test is wrong.
    pub fn press(&mut self, keys: &str) -> &mut Desk {
        for name in keys.split_whitespace() {
            let Some(key) = Key::parse(name) else { panic!("there is no key '{name}'") };
            self.happen(Input::Key(key));
        }
        self
    }

    /// Types characters one after the other.
    pub fn write(&mut self, text: &str) -> &mut Desk {
        for c in text.chars() {
            let mut buffer = [0; 4];
            let name: &str = if c == ' ' { "space" } else { c.encode_utf8(&mut buffer) };
            self.press(name);
        }
        self
    }

    /// Presses keys as [`Desk::press`] does, one upon the other: they do not rest before
    /// [`Desk::rest`].
    ///
    /// # Panics
    /// If there is no key of such a name: the test is wrong.
    pub fn hurry(&mut self, keys: &str) -> &mut Desk {
        self.model.hurried = true;
        self.press(keys)
    }

    /// The keys rest.
    pub fn rest(&mut self) -> &mut Desk {
        self.happen(Input::Rest);
        self
    }

    /// Uses the mouse.
    pub fn mouse(&mut self, mouse: Mouse) -> &mut Desk {
        self.happen(Input::Mouse(mouse));
        self
    }

    /// Pastes text.
    pub fn paste(&mut self, text: &str) -> &mut Desk {
        self.happen(Input::Paste(text.to_owned()));
        self
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Desk {
        self.terminal.backend_mut().resize(width, height);
        self.happen(Input::Resize(width, height));
        self
    }

    /// The database, to look at what was decided.
    pub fn store(&mut self) -> &mut Store {
        &mut self.clerk.store
    }

    /// The database, after the explorer was left.
    pub fn close(self) -> Store {
        self.clerk.store
    }

    /// Draws the screen.
    pub fn draw(&mut self) -> Buffer {
        let model = &self.model;
        // The frame itself: the backend's buffer keeps the hidden halves of what was there before.
        let Ok(frame) = self.terminal.draw(|frame| view(model, frame));
        frame.buffer.clone()
    }

    /// Where the real cursor stands, if it is shown.
    pub fn cursor(&mut self) -> Option<Position> {
        let model = &self.model;
        let mut position = None;
        let Ok(_) = self.terminal.draw(|frame| {
            view(model, frame);
        });
        if self.terminal.backend().cursor_visible() {
            let Ok(at) = self.terminal.backend_mut().get_cursor_position();
            position = Some(at);
        }
        position
    }

    /// The screen as text. The hidden half of a wide character is skipped; what is in reverse
    /// stands between `⟦` and `⟧`.
    pub fn screen(&mut self) -> String {
        text(&self.draw())
    }

    fn happen(&mut self, input: Input) {
        update::update(&mut self.model, input);
        self.work();
    }

    /// Does what the model wants, until it wants nothing more.
    fn work(&mut self) {
        while !self.model.effects.is_empty() {
            for effect in std::mem::take(&mut self.model.effects) {
                match effect {
                    Effect::Ask(ticket, request) => {
                        let answer = self.clerk.answer(*request);
                        let input = Input::Answer(ticket, Box::new(answer));
                        update::update(&mut self.model, input);
                    }
                    Effect::Copy(text) => {
                        let sentence = turn::copied(self.model.look, Some(text.len()), text.len());
                        self.model.tell(sentence);
                        self.copied.push(text);
                    }
                    Effect::Quit => self.left = true,
                    Effect::Redraw | Effect::Suspend => {}
                }
            }
        }
    }
}

/// A buffer as lines of text.
fn text(buffer: &Buffer) -> String {
    use ratatui::style::Modifier;
    use unicode_width::UnicodeWidthStr;
    let area = buffer.area;
    let mut lines = Vec::new();
    for y in area.top()..area.bottom() {
        let mut line = String::new();
        let mut reverse = false;
        let mut skip = 0;
        for x in area.left()..area.right() {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            let cell = &buffer[(x, y)];
            let here = cell.modifier.contains(Modifier::REVERSED);
            if here != reverse {
                line.push(if here { '⟦' } else { '⟧' });
                reverse = here;
            }
            line.push_str(cell.symbol());
            skip = cell.symbol().width().saturating_sub(1);
            if let ratatui::buffer::CellDiffOption::ForcedWidth(columns) = cell.diff_option {
                skip = usize::from(columns.get()) - 1;
            }
        }
        if reverse {
            line.push('⟧');
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n")
}
