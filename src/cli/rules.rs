//! `gouji rules`: the catalogue, one rule's page, or the rules as SQL.

use super::args::FormatArgs;
use super::failure::{Done, Failure};
use super::lang::say;
use super::meant::Format;
use super::session::Session;
use crate::check;
use crate::export::{Column, Field, Sink};
use crate::text::{Lang, Text};
use clap::Args;
use std::io::Write;

/// What `rules` takes.
#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    #[arg(value_name = "ID", help = say("规则编号, 如 T3-BAL", "A rule, such as T3-BAL"))]
    pub id: Option<String>,
    #[arg(long, conflicts_with = "id", help = say(
        "把可写成等式的规则打印成一条 SQL, 在导出的 .parquet 上运行 (DuckDB, Spark, ClickHouse)",
        "Print the rules that are equations as one SQL statement, to run over an exported .parquet (DuckDB, Spark, ClickHouse)"))]
    pub sql: bool,
    #[command(flatten)]
    pub format: FormatArgs,
}

/// The rule's own spelling of an ID; case does not matter.
///
/// # Errors
/// A usage error where there is no such rule.
pub(super) fn known(id: &str, lang: Lang) -> anyhow::Result<&'static str> {
    let rule = check::registry().iter().find(|rule| rule.id.eq_ignore_ascii_case(id.trim()));
    rule.map(|rule| rule.id).ok_or_else(|| {
        Failure::usage(
            lang.pick(format!("没有规则 '{id}'"), format!("there is no rule '{id}'")),
            lang.pick("用 'gouji rules' 列出全部规则", "'gouji rules' lists them all"),
        )
    })
}

/// Prints the catalogue or a page.
pub(super) fn run(args: &RulesArgs, session: &Session) -> anyhow::Result<Done> {
    if args.sql {
        let mut out = session.out();
        out.write_all(check::sql(session.lang).as_bytes())?;
        out.flush()?;
        return Ok(Done::Fully);
    }
    match &args.id {
        Some(id) => page(known(id, session.lang)?, Format::from(&args.format), session),
        None => catalogue(&args.format, session),
    }
}

fn catalogue(format: &FormatArgs, session: &Session) -> anyhow::Result<Done> {
    let lang = session.lang;
    let columns = [
        Column::left("rule", Text::new("规则", "Rule"), lang),
        Column::left("severity", Text::new("级别", "Level"), lang),
        Column::left("name", Text::new("名称", "Name"), lang),
        Column::left("finds", Text::new("查什么", "What it finds"), lang),
    ];
    let mut sink = session.listing(format, &columns)?;
    for rule in check::registry() {
        let levels = rule.severities.iter();
        let severity = if Format::from(format) == Format::Table {
            let labels: Vec<&str> = levels.map(|level| level.label().get(lang)).collect();
            Field::text(labels.join(" "))
        } else {
            Field::List(levels.map(|level| level.key()).collect())
        };
        sink.row(&[
            Field::text(rule.id),
            severity,
            Field::text(rule.name.get(lang)),
            Field::text(rule.doc.finds.get(lang)),
        ])?;
    }
    sink.finish()?;
    Ok(Done::Fully)
}

fn page(id: &str, format: Format, session: &Session) -> anyhow::Result<Done> {
    let lang = session.lang;
    let Some(rule) = check::rule(id) else { return Ok(Done::Fully) };
    let parts = check::parts(rule, lang);
    let name = rule.name.get(lang);
    let mut out = session.out();
    match format {
        Format::Table => write!(out, "{}", check::page(rule, lang))?,
        Format::Markdown => {
            writeln!(out, "# {id} {name}")?;
            for (heading, text) in parts {
                writeln!(out, "\n**{heading}** {text}")?;
            }
        }
        Format::Json => {
            let doc = &rule.doc;
            let levels: Vec<&str> = rule.severities.iter().map(|level| level.key()).collect();
            let page = serde_json::json!({
                "rule": id, "name": name, "severity": levels, "version": rule.version,
                "finds": doc.finds.get(lang), "why": doc.why.get(lang),
                "innocent": doc.innocent.get(lang), "basis": doc.basis.get(lang),
                "fires": doc.fires.get(lang), "silent": doc.silent.get(lang),
            });
            writeln!(out, "{page:#}")?;
        }
        Format::Csv => {
            let columns = [
                Column::left("part", Text::new("项", "Part"), lang),
                Column::left("text", Text::new("内容", "Text"), lang),
            ];
            let mut sink = crate::export::CsvSink::new(out, &columns)?;
            for (heading, text) in parts {
                sink.row(&[Field::text(heading), Field::text(text)])?;
            }
            sink.finish()?;
            return Ok(Done::Fully);
        }
    }
    out.flush()?;
    Ok(Done::Fully)
}
