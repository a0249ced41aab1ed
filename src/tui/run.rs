//! From the options to an explorer that runs, and back to the shell.

use super::clerk::Clerk;
use super::model::{Look, Model};
use super::place::{self, Kept};
use super::request::Request;
use super::settings::{self, Settings};
use super::terminal::{
    Abilities, Ambiguous, Line, Screen, Session, Wishes, probe, stdout_size, watch,
};
use super::theme::{ColorChoice, Theme};
use super::turn::{Turning, Wake};
use super::update;
use super::worker::Worker;
use crate::store::{self, Access, Store};
use crate::text::{Lang, Widths};
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::channel;

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
    /// Whether the terminal draws characters of ambiguous width two columns wide; `None` to ask it.
    pub ambiguous_wide: Option<bool>,
    /// Whether the mouse is taken from the terminal, and with it the selection of text.
    pub mouse: bool,
    /// Where it opens.
    pub start: Start,
}

/// Why the explorer cannot run, or had to end.
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
    /// A signal came, or the line to the terminal is gone. The place is saved and the terminal
    /// given back; the number is the exit status that says so.
    #[error("ended from outside")]
    Ended(i32),
}

/// Runs the explorer until it is left.
///
/// # Errors
/// If the database cannot be opened, there is no terminal, or the program is told to end.
pub fn run(options: &Options) -> Result<(), Error> {
    let store = open(&options.database)?;
    let kept = store.setting(place::SETTING)?.map(|text| Kept::parse(&text)).unwrap_or_default();
    // Unless somebody asks for it the mouse is left to the terminal: its selection works then, and
    // on the alternate screen its wheel sends arrow keys.
    let session = Session::enter(Wishes { mouse: options.mouse })?;
    let ambiguous = options.ambiguous_wide.map(|wide| match wide {
        true => Ambiguous::Wide,
        false => Ambiguous::Narrow,
    });
    let probed = probe(ambiguous, |name| std::env::var(name).ok());
    let depth = options.color.depth(probed.abilities.depth, |name| std::env::var(name).ok());
    let abilities = Abilities { depth, ..probed.abilities };
    let folder = settings::folder(|name| std::env::var_os(name).map(PathBuf::from));
    let settings = folder.map(|folder| Settings::read(&folder, options.lang)).unwrap_or_default();
    // Every look refers to them, as long as the program runs.
    let settings: &'static Settings = Box::leak(Box::new(settings));
    let look = look(options, abilities, settings);
    let mut screen = Screen::new(Line, abilities, stdout_size)?;
    let size = screen.size()?;
    let mut model = Model::new(look, name(&store, look), (size.width, size.height));
    let (wakes, inbox) = channel();
    let answers = wakes.clone();
    let clerk = Clerk::new(store, person(), options.lang);
    let worker = Worker::start(clerk, move |ticket, answer| {
        answers.send(Wake::Answer(ticket, Box::new(answer))).is_ok()
    })?;
    // After the loop nobody listens; what comes then is of no use.
    watch(probed.typed, move |input| drop(wakes.send(Wake::Terminal(input))))?;
    update::start(&mut model, kept, options.start == Start::Audit);
    model.problems.clone_from(&settings.problems);
    if let Some(sentence) = settings.sentence(options.lang) {
        model.complain(sentence);
    }
    let result = Turning::new(&mut model, &session, &mut screen, &worker).run(&inbox);
    // The place is saved whichever way the loop ended. A line that is gone leaves little time:
    // what is being asked is called off for it.
    worker.send(u64::MAX, Request::Keep(update::kept(&model).to_text()));
    worker.finish();
    drop(session);
    match result? {
        Some(why) => Err(Error::Ended(why.status())),
        None => Ok(()),
    }
}

fn open(database: &Database) -> Result<Store, store::Error> {
    match database {
        Database::Path(path) => Store::open(path),
        Database::Sample(bytes) => Store::sample(bytes),
    }
}

fn look(options: &Options, abilities: Abilities, settings: &'static Settings) -> Look {
    let wide = abilities.ambiguous == Ambiguous::Wide;
    let widths = Widths { wide, ascii: options.ascii };
    let theme = Theme { depth: abilities.depth, colors: settings.colors };
    Look { lang: options.lang, widths, theme, keys: &settings.keys }
}

/// The name of the database for the first line.
fn name(store: &Store, look: Look) -> String {
    let read_only = look.t("(只读)", "(read-only)");
    match store.access() {
        Access::Sample => format!("{} {read_only}", look.t("样例库", "sample")),
        access => {
            let file = store.path().file_stem().unwrap_or(store.path().as_os_str());
            let name = crate::text::clean(&file.to_string_lossy()).into_owned();
            if access == Access::ReadOnly { format!("{name} {read_only}") } else { name }
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
