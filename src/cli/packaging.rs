//! `gouji completions` and `gouji man`: for packagers.

use super::failure::Done;
use super::lang::say;
use super::session::Session;
use clap::Args;
use clap_complete::Shell;
use std::io::Write;

/// What `completions` takes.
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    #[arg(
        value_name = "SHELL",
        hide_possible_values = true,
        value_enum,
        help = "bash, zsh, fish, elvish, powershell"
    )]
    shell: Shell,
}

/// What `man` takes: nothing.
#[derive(Debug, Args)]
#[command(after_help = say("用法: gouji man > gouji.1", "Usage: gouji man > gouji.1"))]
pub(super) struct ManArgs {}

/// Prints a shell's completion script.
pub(super) fn completions(args: &CompletionsArgs, session: &Session) -> anyhow::Result<Done> {
    // The generator panics where its output goes away, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "gouji", &mut script);
    session.out().write_all(&script)?;
    Ok(Done::Fully)
}

/// Prints the manual page, with a section for each command.
pub(super) fn man(session: &Session) -> anyhow::Result<Done> {
    let mut command = super::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands() {
        let name = sub.get_name().to_uppercase();
        writeln!(page, ".SH \"GOUJI {name}\"")?;
        let man = clap_mangen::Man::new(sub.clone());
        man.render_description_section(&mut page)?;
        man.render_synopsis_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    session.out().write_all(&page)?;
    Ok(Done::Fully)
}
