//! clap's errors in our wording and both languages.

use super::failure::Failure;
use crate::text::Lang;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// A usage error that says what is wrong and what could be meant.
pub(super) fn failure(error: &Error, lang: Lang) -> anyhow::Error {
    let get = |kind| error.get(kind).map(plain).unwrap_or_default();
    let arg = bare(&get(ContextKind::InvalidArg));
    let value = get(ContextKind::InvalidValue);
    let what = match error.kind() {
        ErrorKind::UnknownArgument => {
            lang.pick(format!("没有 '{arg}' 这个参数"), format!("there is no argument '{arg}'"))
        }
        ErrorKind::InvalidSubcommand => {
            let name = get(ContextKind::InvalidSubcommand);
            lang.pick(format!("没有 '{name}' 这个命令"), format!("there is no command '{name}'"))
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            lang.pick(format!("'{arg}' 缺少值"), format!("'{arg}' needs a value"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            lang.pick(format!("'{arg}' 不能是 '{value}'"), format!("'{arg}' cannot be '{value}'"))
        }
        ErrorKind::MissingRequiredArgument => {
            lang.pick(format!("缺少 '{arg}'"), format!("'{arg}' is missing"))
        }
        ErrorKind::MissingSubcommand => {
            lang.pick("缺少子命令".to_owned(), "a subcommand is missing".to_owned())
        }
        ErrorKind::ArgumentConflict => {
            let prior = bare(&get(ContextKind::PriorArg));
            let prior = if prior.is_empty() { arg.clone() } else { prior };
            lang.pick(
                format!("'{arg}' 与 '{prior}' 不能同时使用"),
                format!("'{arg}' cannot go with '{prior}'"),
            )
        }
        _ => {
            let text = error.render().to_string();
            let first = text.lines().next().unwrap_or_default();
            first.trim_start_matches("error: ").to_owned()
        }
    };
    Failure::usage(what, next_step(error, lang))
}

fn next_step(error: &Error, lang: Lang) -> String {
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
            .into_iter()
            .find_map(|kind| error.get(kind).map(plain))
            .filter(|text| !text.is_empty());
    if let Some(suggested) = suggested {
        return lang.pick(format!("是否指 '{suggested}'?"), format!("did you mean '{suggested}'?"));
    }
    let valid = [ContextKind::ValidValue, ContextKind::ValidSubcommand]
        .into_iter()
        .find_map(|kind| error.get(kind).map(plain))
        .filter(|text| !text.is_empty());
    match valid {
        Some(valid) => lang.pick(format!("可用: {valid}"), format!("one of: {valid}")),
        None => lang
            .pick(
                "用 'gouji --help' 或 'gouji 命令 --help' 查看用法",
                "see 'gouji --help' or 'gouji COMMAND --help'",
            )
            .to_owned(),
    }
}

/// `--format` for `--format <table|csv>`, `--verbose` for `--verbose...`.
fn bare(arg: &str) -> String {
    let name = if arg.starts_with('-') { arg.split(' ').next().unwrap_or(arg) } else { arg };
    name.trim_end_matches("...").to_owned()
}

fn plain(value: &ContextValue) -> String {
    match value {
        ContextValue::StyledStr(text) => text.to_string(),
        other => other.to_string(),
    }
}
