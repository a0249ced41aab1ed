//! `gouji` and `gouji audit`: the explorer.

use super::failure::{Done, Failure};
use super::session::Session;
use crate::tui::{self, Start};
use clap::Args;
use std::io::{self, IsTerminal};

/// What `audit` takes: nothing of its own.
#[derive(Debug, Args)]
pub(super) struct AuditArgs {}

/// Opens the explorer at `start`.
pub(super) fn run(start: Start, session: &Session) -> anyhow::Result<Done> {
    let lang = session.lang;
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Failure::usage(
            lang.pick("浏览界面需要终端", "the explorer needs a terminal"),
            lang.pick(
                "在管道中用 cells, flags, show 等命令, 见 'gouji --help'",
                "in a pipe use commands such as cells, flags and show, see 'gouji --help'",
            ),
        ));
    }
    let database = match &session.db {
        Some(path) => tui::Database::Path(path.clone()),
        None => tui::Database::Sample(session.sample_bytes()),
    };
    let screen = session.screen;
    let options = tui::Options {
        database,
        lang,
        color: screen.color,
        ascii: screen.ascii,
        ambiguous_wide: screen.ambiguous_wide,
        mouse: screen.mouse,
        start,
    };
    match tui::run(&options) {
        Ok(()) => Ok(Done::Fully),
        // The place is saved and the terminal given back: what is left is to say how it ended.
        Err(tui::Error::Ended(status)) => std::process::exit(status),
        // The kind of a failure of the database is known, and its text is in both languages.
        Err(tui::Error::Store(error)) => Err(error.into()),
        Err(error) => Err(error.into()),
    }
}
