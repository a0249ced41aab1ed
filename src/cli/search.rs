//! `gouji search`: sentences of the prose.

use super::args::{FormatArgs, WhereArgs};
use super::failure::{Done, Failure};
use super::lang::say;
use super::meant::{Filters, Format};
use super::session::Session;
use crate::export::{Column, Field, Tone};
use crate::store::{ProseRow, Store};
use crate::text::Text;
use clap::Args;
use std::io;
use std::ops::ControlFlow;

/// From so many reports on an index is worth its room.
const MANY: u64 = 100_000;
/// Characters before the match that a table shows.
const BEFORE: usize = 12;

/// What `search` takes.
#[derive(Debug, Args)]
#[command(after_help = say(
    "列: agency,year,section,sentence,source。几个词之间留空格, 一句中须全部出现; 不分大小写和全角半角。不建索引也能查; 报告很多时先执行 'gouji index'。",
    "Columns: agency,year,section,sentence,source. Several words, with blanks between, must all stand in the sentence; case and width do not matter. It works without an index; for very many reports make one with 'gouji index'.",
))]
pub(super) struct SearchArgs {
    #[arg(required = true, value_name = say("文字", "TEXT"),
        help = say("要查的词", "The words to look for"))]
    pub text: Vec<String>,
    #[command(flatten)]
    pub r#where: WhereArgs,
    #[command(flatten)]
    pub format: FormatArgs,
}

/// Prints the sentences.
pub(super) fn run(args: &SearchArgs, session: &Session) -> anyhow::Result<Done> {
    let lang = session.lang;
    let text = args.text.join(" ");
    if text.trim().is_empty() {
        return Err(Failure::usage(
            lang.pick("没有要查的词", "there are no words to look for"),
            lang.pick("写出一个或几个词", "write one word or several"),
        ));
    }
    let filters = Filters::places(&args.r#where, lang)?;
    let store = session.open()?;
    if filters.agency.is_none() && !store.has_prose_index()? && is_large(&store)? {
        session.note(lang.pick(
            "没有索引, 逐份查找; 'gouji index' 建立索引后会快得多",
            "without an index every report is read; 'gouji index' makes one and this quick",
        ));
    }
    let columns = [
        Column::left("agency", Text::new("机关", "Agency"), lang),
        Column::left("year", Text::new("年度", "Year"), lang),
        Column::left("section", Text::new("部分", "Part"), lang),
        Column::left("sentence", Text::new("句子", "Sentence"), lang),
        Column::left("source", Text::new("来源", "Source"), lang),
    ];
    let brief = Format::from(&args.format) == Format::Table;
    let columns = if brief { &columns[..4] } else { &columns[..] };
    let mut sink = session.listing(&args.format, columns)?;
    let mut written: io::Result<()> = Ok(());
    let mut none = true;
    store.prose(&text, &filters.reports(), &mut |row| {
        none = false;
        written = sink.row(&fields(&row, brief, session));
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    written?;
    sink.finish()?;
    if none {
        session.note(
            lang.pick(format!("没有一句含有 '{text}'"), format!("no sentence holds '{text}'")),
        );
    }
    Ok(Done::Fully)
}

fn is_large(store: &Store) -> anyhow::Result<bool> {
    Ok(store.summary()?.reports > MANY)
}

fn fields<'a>(row: &'a ProseRow, brief: bool, session: &Session) -> Vec<Field<'a>> {
    let mut fields = vec![
        Field::text(row.agency.as_str()),
        Field::Int(row.year.into()),
        Field::Word(row.section.key(), row.section.title().get(session.lang).into(), Tone::Plain),
    ];
    if brief {
        fields.push(Field::text(near(row)));
    } else {
        fields.push(Field::text(row.sentence.as_str()));
        fields.push(Field::text(row.path.as_str()));
    }
    fields
}

/// The sentence from a little before the match on, since a terminal cuts what is too long.
fn near(row: &ProseRow) -> String {
    let before = &row.sentence[..row.found.start];
    match before.char_indices().rev().nth(BEFORE) {
        Some((at, c)) => format!("…{}", &row.sentence[at + c.len_utf8()..]),
        None => row.sentence.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Section;
    use crate::record::Span;
    use crate::store::{AgencyId, ReportId};

    #[test]
    fn a_table_begins_near_the_match() {
        let row = |sentence: &str, word: &str| {
            let start = sentence.find(word).unwrap();
            ProseRow {
                report: ReportId(1),
                agency_id: AgencyId(1),
                agency: String::new(),
                year: 2024,
                section: Section::Overview,
                sentence: sentence.to_owned(),
                found: start..start + word.len(),
                span: Span { start: 0, end: 0 },
                path: String::new(),
            }
        };
        for (sentence, word, want) in [
            ("全年培训7次。", "培训", "全年培训7次。"),
            ("一二三四五六七八九十甲乙培训", "培训", "一二三四五六七八九十甲乙培训"),
            ("零一二三四五六七八九十甲乙培训7次", "培训", "…一二三四五六七八九十甲乙培训7次"),
        ] {
            assert_eq!(near(&row(sentence, word)), want);
        }
    }
}
