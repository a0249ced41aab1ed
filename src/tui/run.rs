//! The loop: what happens is put into the model, what the model wants is done, and what changed
//! is drawn, at most once a wake-up.

use super::keymap::Key;
use super::model::{Effect, Look, Model};
use super::place::{self, Kept};
use super::stock::Terminal;
use super::theme::{ColorChoice, Depth, Theme};
use super::update::{self, Input};
use super::view::view;
use super::width::Widths;
use super::worker::{Answer, Clerk, Worker};
use crate::store::{self, Access, Store};
use crate::text::Lang;
use crossterm::event::{Event as TerminalEvent, KeyEventKind};
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

/// What is looked at.
#[derive(Debug, Clone)]
pub enum Database {
    /// A file.
    Path(PathBuf),
    /// The bytes of the sample that is compiled in.
    Sample(&'static [u8]),
}

/// Where the explorer opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Start {
    /// Where one was last time.
    #[default]
    Explorer,
    /// In the walkthrough, at the first open finding.
    Audit,
}

/// How the explorer is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// What is looked at.
    pub database: Database,
    /// The language.
    pub lang: Lang,
    /// Whether colours are wanted.
    pub color: ColorChoice,
    /// Draw signs and frames with ASCII alone.
    pub ascii: bool,
    /// Whether the terminal draws characters of ambiguous width two columns wide; `None` to find
    /// out.
    pub ambiguous_wide: Option<bool>,
    /// Where it opens.
    pub start: Start,
}

/// Why the explorer cannot run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database cannot be opened.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// There is no terminal, or it failed.
    #[error(
        "the explorer needs a terminal ({0}); the commands 'show', 'flags' and 'compare' print instead"
    )]
    Terminal(#[from] io::Error),
}

/// Something that wakes the loop.
pub(super) enum Wake {
    /// The terminal says something.
    Terminal(TerminalEvent),
    /// The database answers.
    Answer(u64, Box<Answer>),
    /// The terminal is gone, or the program is told to end.
    Gone,
}

/// Runs the explorer until it is left.
///
/// # Errors
/// If the database cannot be opened, or there is no terminal.
pub fn run(options: &Options) -> Result<(), Error> {
    let store = open(&options.database)?;
    let kept = store.setting(place::SETTING)?.map(|text| Kept::parse(&text)).unwrap_or_default();
    let mut terminal = Terminal::enter()?;
    let look = look(options);
    let mut model = Model::new(look, name(&store, look), terminal.size()?);
    let (wakes, inbox) = channel();
    let answers = wakes.clone();
    let clerk = Clerk::new(store, person(), options.lang);
    let worker = Worker::start(clerk, move |ticket, answer| {
        answers.send(Wake::Answer(ticket, Box::new(answer))).is_ok()
    })?;
    listen(wakes)?;
    update::start(&mut model, kept, options.start == Start::Audit);
    let result = turn(&mut model, &mut terminal, &worker, &inbox);
    // The place is saved whichever way the loop ended, and only then the terminal is given back.
    let kept = update::kept(&model).to_text();
    worker.send(u64::MAX, super::worker::Request::Keep(kept));
    worker.finish();
    drop(terminal);
    result
}

fn turn(
    model: &mut Model,
    terminal: &mut Terminal,
    worker: &Worker,
    inbox: &Receiver<Wake>,
) -> Result<(), Error> {
    loop {
        for effect in std::mem::take(&mut model.effects) {
            match effect {
                Effect::Ask(ticket, request) => worker.send(ticket, request),
                Effect::Copy(text) => {
                    let sent = terminal.copy(&text)?;
                    let sentence = copied(model.look, sent, text.len());
                    model.tell(sentence);
                }
                Effect::Redraw => terminal.forget()?,
                Effect::Suspend => terminal.suspend()?,
                Effect::Quit => return Ok(()),
            }
        }
        terminal.draw(|frame| view(model, frame))?;
        // Everything that has happened by now is put into the model before the next frame.
        let Ok(first) = inbox.recv() else { return Ok(()) };
        let mut next = Some(first);
        while let Some(wake) = next {
            match wake {
                Wake::Gone => return Ok(()),
                Wake::Answer(ticket, answer) => {
                    update::update(model, Input::Answer(ticket, answer));
                }
                Wake::Terminal(event) => {
                    if let Some(input) = input(event) {
                        update::update(model, input);
                    }
                }
            }
            if model.effects.contains(&Effect::Quit) {
                break;
            }
            next = inbox.try_recv().ok();
        }
    }
}

/// What an event of the terminal means to the model.
fn input(event: TerminalEvent) -> Option<Input> {
    match event {
        TerminalEvent::Key(key) if key.kind != KeyEventKind::Release => {
            Key::from_event(key).map(Input::Key)
        }
        TerminalEvent::Paste(text) => Some(Input::Paste(text)),
        TerminalEvent::Resize(width, height) => Some(Input::Resize(width, height)),
        _ => None,
    }
}

/// What is said after text was sent to the clipboard.
pub(super) fn copied(look: Look, sent: Option<usize>, length: usize) -> String {
    match (sent, look.lang) {
        (Some(sent), Lang::Zh) => format!("已发送 {sent} 字节"),
        (Some(sent), Lang::En) => format!("sent {sent} bytes"),
        (None, Lang::Zh) => format!("{length} 字节, 超过终端一次能收的"),
        (None, Lang::En) => format!("{length} bytes are more than the terminal takes at once"),
    }
}

fn open(database: &Database) -> Result<Store, store::Error> {
    match database {
        Database::Path(path) => Store::open(path),
        Database::Sample(bytes) => Store::sample(bytes),
    }
}

fn look(options: &Options) -> Look {
    let depth = Depth::detect(options.color, |name| std::env::var(name).ok());
    let widths = Widths { wide: options.ambiguous_wide.unwrap_or(false), ascii: options.ascii };
    Look { lang: options.lang, widths, theme: Theme { depth } }
}

/// The name of the database for the first line.
fn name(store: &Store, look: Look) -> String {
    match store.access() {
        Access::Sample => look.t("样例库 (只读)", "sample (read-only)").to_owned(),
        access => {
            let file = store.path().file_stem().unwrap_or(store.path().as_os_str());
            let name = crate::text::clean(&file.to_string_lossy()).into_owned();
            match access {
                Access::ReadOnly => format!("{name} {}", look.t("(只读)", "(read-only)")),
                _ => name,
            }
        }
    }
}

/// Who decides: the name of the user of this machine.
fn person() -> String {
    ["GOUJI_USER", "USER", "LOGNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_else(|| "?".to_owned())
}

/// Starts the thread that reads the terminal.
fn listen(wakes: Sender<Wake>) -> io::Result<()> {
    std::thread::Builder::new().name("terminal".to_owned()).spawn(move || {
        loop {
            let wake = match crossterm::event::read() {
                Ok(event) => Wake::Terminal(event),
                Err(_) => Wake::Gone,
            };
            let gone = matches!(wake, Wake::Gone);
            if wakes.send(wake).is_err() || gone {
                return;
            }
        }
    })?;
    Ok(())
}
