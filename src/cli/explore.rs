//! `gouji` and `gouji audit`: the explorer.

use super::args::WhichArgs;
use super::failure::{Done, Failure};
use super::meant::Filters;
use super::session::Session;
use clap::Args;
use std::io::{self, IsTerminal};

/// What `audit` takes.
#[derive(Debug, Args)]
pub(super) struct AuditArgs {
    #[command(flatten)]
    pub which: WhichArgs,
}

/// Opens the explorer.
pub(super) fn run(session: &Session) -> anyhow::Result<Done> {
    start(session, None)
}

/// Opens the explorer in the walkthrough.
pub(super) fn audit(args: &AuditArgs, session: &Session) -> anyhow::Result<Done> {
    start(session, Some(Filters::flags(&args.which, session.lang)?))
}

fn start(session: &Session, _walk: Option<Filters>) -> anyhow::Result<Done> {
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
    session.open()?;
    Err(Failure::usage(
        lang.pick("本程序没有浏览界面", "this build has no explorer"),
        lang.pick("用 'gouji --help' 查看其他命令", "see 'gouji --help' for the other commands"),
    ))
}
