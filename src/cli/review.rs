//! `gouji review export` and `import`: every verdict ever given, one a line.

use super::failure::{Done, Failure};
use super::lang::say;
use super::session::Session;
use crate::record::{Decision, FindingId};
use crate::store::Store;
use anyhow::Context;
use clap::{Args, Subcommand};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// What `review` takes.
#[derive(Debug, Args)]
#[command(
    subcommand_value_name = say("命令", "COMMAND"),
    subcommand_help_heading = say("命令", "Commands"),
    arg_required_else_help = false,
)]
pub(super) struct ReviewArgs {
    #[command(subcommand)]
    command: ReviewCommand,
}

#[derive(Debug, Subcommand)]
enum ReviewCommand {
    #[command(about = say("写出全部审核记录, 从旧到新", "Write every verdict ever given, oldest first"))]
    Export(ReviewFile),
    #[command(about = say("并入审核记录; 不丢失, 不重复", "Merge verdicts; none is lost, none is doubled"))]
    Import(ReviewFile),
}

#[derive(Debug, Args)]
struct ReviewFile {
    #[arg(value_name = say("文件", "FILE"),
        help = say("JSON 行文件; 不给或写 - 时用标准输入输出", "A file of JSON lines; standard input or output if none or -"))]
    file: Option<PathBuf>,
}

impl ReviewFile {
    fn path(&self) -> Option<&Path> {
        self.file.as_deref().filter(|path| *path != Path::new("-"))
    }
}

/// Exports or imports.
pub(super) fn run(args: &ReviewArgs, session: &Session) -> anyhow::Result<Done> {
    match &args.command {
        ReviewCommand::Export(file) => export(file, session),
        ReviewCommand::Import(file) => import(file, session),
    }
}

fn export(file: &ReviewFile, session: &Session) -> anyhow::Result<Done> {
    let decisions = session.open()?.decisions()?;
    let write = |out: &mut dyn Write| -> io::Result<()> {
        for decision in &decisions {
            serde_json::to_writer(&mut *out, decision)?;
            out.write_all(b"\n")?;
        }
        out.flush()
    };
    match file.path() {
        Some(path) => super::export::replace(path, session.lang, |out| Ok(write(out)?))?,
        None => write(&mut session.out())?,
    }
    Ok(Done::Fully)
}

fn import(file: &ReviewFile, session: &Session) -> anyhow::Result<Done> {
    let lang = session.lang;
    let mut store = Store::open(session.writable()?)?;
    let (name, reader): (String, Box<dyn BufRead>) = match file.path() {
        Some(path) => {
            let name = path.display().to_string();
            let open = File::open(path).with_context(|| {
                lang.pick(format!("无法打开 '{name}'"), format!("cannot open '{name}'"))
            })?;
            (name, Box::new(BufReader::new(open)))
        }
        None => ("-".to_owned(), Box::new(io::stdin().lock())),
    };
    let mut decisions = Vec::new();
    let mut bad = 0u64;
    for (line, number) in reader.split(b'\n').zip(1u64..) {
        let line = line.with_context(|| {
            lang.pick(format!("无法读取 '{name}'"), format!("cannot read '{name}'"))
        })?;
        // Some editors put a byte order mark in front.
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line).trim_ascii();
        if line.is_empty() {
            continue;
        }
        match parse(line) {
            Ok(decision) => decisions.push(decision),
            Err(reason) => {
                bad += 1;
                session.complain(lang.pick(
                    format!("{name}:{number}: {reason}; 每行应由 'gouji review export' 写出"),
                    format!("{name}:{number}: {reason}; every line must be one that 'gouji review export' wrote"),
                ));
            }
        }
    }
    if decisions.is_empty() && bad > 0 {
        return Err(Failure::access(
            lang.pick(format!("'{name}' 中没有一条审核记录"), format!("'{name}' holds no verdict")),
            lang.pick("请检查文件", "check the file"),
        ));
    }
    let imported = store.import(&decisions)?;
    session.note(lang.pick(
        format!(
            "新增 {}, 已有 {}, 待疑点出现 {}",
            imported.added, imported.known, imported.waiting
        ),
        format!(
            "added {}, there before {}, waiting for their finding {}",
            imported.added, imported.known, imported.waiting
        ),
    ));
    Ok(if bad > 0 { Done::Partly } else { Done::Fully })
}

fn parse(line: &[u8]) -> Result<Decision, String> {
    let decision: Decision = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    if FindingId::parse(&decision.finding).is_none() {
        return Err(format!("'{}' is no finding id (16 hexadecimal digits)", decision.finding));
    }
    if decision.at.parse::<jiff::Timestamp>().is_err() {
        return Err(format!("'{}' is no time such as 2026-01-01T00:00:00Z", decision.at));
    }
    Ok(decision)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_whole_verdict_or_none() {
        let line = |finding: &str, verdict: &str, at: &str| {
            format!(
                r#"{{"finding":"{finding}","verdict":"{verdict}","note":"","by":"a","at":"{at}"}}"#
            )
        };
        let at = "2026-01-01T00:00:00Z";
        for (line, good) in [
            (line("0123456789abcdef", "false-alarm", at), true),
            (line("0123456789abcdef", "open", at), true),
            (line("0123", "open", at), false),
            (line("0123456789abcdef", "wrong", at), false),
            (line("0123456789abcdef", "open", "yesterday"), false),
            ("{}".to_owned(), false),
            ("not json".to_owned(), false),
        ] {
            assert_eq!(parse(line.as_bytes()).is_ok(), good, "{line}");
        }
    }
}
