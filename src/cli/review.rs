//! `gouji review export` and `import`: every verdict ever given, one a line; `gouji review paper`:
//! what was decided and why, as a working paper.

use super::args::WhichArgs;
use super::failure::{Done, Failure};
use super::lang::say;
use super::meant::Filters;
use super::session::Session;
use crate::record::{Decision, FindingId};
use crate::store::{FindingFilter, Store};
use crate::text::Lang;
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
    #[command(about = say("写审核底稿 (Markdown): 汇总, 逐条算式, 结论和理由", "Write the working paper (Markdown): summary, equations, verdicts and reasons"))]
    Paper(PaperArgs),
}

#[derive(Debug, Args)]
struct PaperArgs {
    #[arg(value_name = "PATH.md",
        help = say("Markdown 文件; 不给或写 - 时用标准输出", "A Markdown file; standard output if none or -"))]
    path: Option<PathBuf>,
    #[command(flatten)]
    which: WhichArgs,
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
        ReviewCommand::Paper(args) => paper(args, session),
    }
}

fn paper(args: &PaperArgs, session: &Session) -> anyhow::Result<Done> {
    let lang = session.lang;
    let filters = Filters::flags(&args.which, lang)?;
    // A paper is on findings, each under the rule and the level of its cause.
    let filter = FindingFilter {
        rules: filters.rule.iter().cloned().collect(),
        severities: filters.severity.into_iter().collect(),
        ..filters.findings()
    };
    let store = session.open()?;
    let scope = scope(&filters, lang);
    match args.path.as_deref().filter(|path| *path != Path::new("-")) {
        Some(path) => {
            if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md")) {
                let name = path.display();
                return Err(Failure::usage(
                    lang.pick(
                        format!("底稿是 Markdown, '{name}' 的扩展名不是 .md"),
                        format!("the paper is Markdown, and '{name}' does not end in .md"),
                    ),
                    lang.pick("用 .md 作扩展名", "end the name in .md"),
                ));
            }
            super::export::replace(path, lang, |out| {
                Ok(crate::paper::write(&store, &filter, &scope, lang, out)?)
            })?;
            let name = path.display();
            session.note(lang.pick(format!("已写入 '{name}'"), format!("wrote '{name}'")));
        }
        None => crate::paper::write(&store, &filter, &scope, lang, &mut session.out())?,
    }
    Ok(Done::Fully)
}

/// Which findings were asked for, in words.
fn scope(filters: &Filters, lang: Lang) -> String {
    let mut words = Vec::new();
    words.extend(filters.agency.clone());
    words.extend(filters.years.map(|years| match years.first == years.last {
        true => years.first.to_string(),
        false => format!("{}-{}", years.first, years.last),
    }));
    words.extend(filters.rule.clone());
    words.extend(filters.severity.map(|level| level.label().get(lang).to_owned()));
    words.extend(filters.verdict.map(|verdict| verdict.label().get(lang).to_owned()));
    match words.is_empty() {
        true => lang.pick("全部疑点", "all findings").to_owned(),
        false => words.join(", "),
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
