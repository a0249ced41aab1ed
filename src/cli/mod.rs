//! The command line: one file a subcommand.
//!
//! The way of a command: the language is settled ([`lang`]), the words are typed ([`args`]), then
//! meant ([`meant`]: filters, format, style), the command runs with a [`session`], and its outcome or
//! error becomes an exit status in one place ([`failure`]). Only this module prints.

mod args;
mod cells;
mod check;
mod compare;
mod coverage;
mod dataset;
mod doctor;
mod explore;
mod export;
mod failure;
mod figures;
mod flags;
mod index;
mod ingest;
mod lang;
mod meant;
mod packaging;
mod pick;
mod progress;
mod review;
mod rules;
mod search;
mod session;
mod show;
mod usage;

use crate::text::Lang;
use crate::tui::Start;
use args::{Cli, Command};
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use failure::Done;
use session::Session;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// Runs the program with its arguments, the program's own name first, and says how it ended: 0
/// done, 1 `--exit-code` and there are such flags, 2 wrong usage, 3 input or database unreadable.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let lang = lang::asked(&args, sys_locale::get_locale().as_deref());
    lang::settle(lang);
    match parse_and_run(args, lang) {
        Ok(done) => ExitCode::from(done.code()),
        Err(error) => match failure::report(&error, lang) {
            Some((text, code)) => {
                // Where standard error is closed nobody is there to hear.
                let _ = std::io::stderr().lock().write_all(text.as_bytes());
                ExitCode::from(code)
            }
            None => ExitCode::SUCCESS,
        },
    }
}

/// The command in the settled language. clap words some headings in English, so they are given.
fn command() -> clap::Command {
    worded(Cli::command())
}

fn worded(command: clap::Command) -> clap::Command {
    let usage = lang::say("用法", "Usage");
    let template = format!("{{about}}\n\n{usage}: {{usage}}\n\n{{all-args}}{{after-help}}\n");
    command
        .help_template(template)
        .mut_args(|arg| match arg.get_help_heading() {
            Some(_) => arg,
            None if arg.is_positional() => arg.help_heading(lang::say("参数", "Arguments")),
            None => arg.help_heading(lang::say("选项", "Options")),
        })
        .mut_subcommands(worded)
}

fn parse_and_run(args: Vec<OsString>, lang: Lang) -> anyhow::Result<Done> {
    let matches = match command().try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error)
            if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) =>
        {
            let text = error.render().to_string();
            let text = text.replace("[OPTIONS]", lang.pick("[选项]", "[OPTIONS]"));
            let mut out = std::io::stdout().lock();
            out.write_all(text.as_bytes())?;
            out.flush()?;
            return Ok(Done::Fully);
        }
        Err(error) => return Err(usage::failure(&error, lang)),
    };
    let cli = Cli::from_arg_matches(&matches).map_err(|error| usage::failure(&error, lang))?;
    let session = Session::new(&cli.global, lang);
    run(cli.command, &session)
}

fn run(command: Option<Command>, session: &Session) -> anyhow::Result<Done> {
    let Some(command) = command else { return explore::run(Start::Explorer, session) };
    match command {
        Command::Audit(_) => explore::run(Start::Audit, session),
        Command::Ingest(args) => ingest::run(&args, session),
        Command::Check(args) => check::run(&args, session),
        Command::Cells(args) => cells::run(&args, session),
        Command::Flags(args) => flags::run(&args, session),
        Command::Search(args) => search::run(&args, session),
        Command::Index(args) => index::run(&args, session),
        Command::Show(args) => show::run(&args, session),
        Command::Compare(args) => compare::run(&args, session),
        Command::Coverage(args) => coverage::run(&args, session),
        Command::Rules(args) => rules::run(&args, session),
        Command::Review(args) => review::run(&args, session),
        Command::Export(args) => export::run(&args, session),
        Command::Doctor(args) => doctor::run(&args, session),
        Command::Completions(args) => packaging::completions(&args, session),
        Command::Man(_) => packaging::man(session),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each(command: &clap::Command, path: &str, take: &mut dyn FnMut(String, String)) {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        take(path.to_owned(), about);
        for arg in command.get_arguments() {
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            take(format!("{path} {}", arg.get_id()), help);
        }
        for sub in command.get_subcommands() {
            each(sub, &format!("{path} {}", sub.get_name()), take);
        }
    }

    fn texts(lang: Lang) -> Vec<(String, String)> {
        lang::settle(lang);
        let mut all = Vec::new();
        each(&command(), "gouji", &mut |name, text| all.push((name, text)));
        all
    }

    #[test]
    fn everything_has_help_in_both_languages() {
        let (zh, en) = (texts(Lang::Zh), texts(Lang::En));
        assert_eq!(zh.len(), en.len());
        let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for ((name, zh), (_, en)) in zh.iter().zip(&en) {
            assert!(!zh.is_empty() && !en.is_empty(), "'{name}' has no help");
            // Names of formats and shells are the same in every language.
            assert!(han(zh) || zh == en, "'{name}' has no Chinese help: {zh}");
            // 万元 is the unit's name on the form.
            assert!(
                !han(&en.replace("万元", "")),
                "'{name}' has Chinese in its English help: {en}"
            );
        }
    }

    #[test]
    fn the_command_line_is_consistent() {
        lang::settle(Lang::En);
        command().debug_assert();
    }
}
