//! `gouji show`: one report, its three tables as text.

use super::args::FormatArgs;
use super::failure::{Done, Failure};
use super::flags;
use super::lang::say;
use super::meant::{Filters, Format, Years};
use super::pick;
use super::session::Session;
use crate::check;
use crate::export::{Column as Heading, Field, MarkdownSink, Sink, TableSink, Tone};
use crate::form::{Cell, Column, DisputeColumn, DisputeGroup, Row, Section, Table};
use crate::record::{Cells, Report, Severity, State, decimal};
use crate::store::{AgencyId, FindingFilter, Position, Store, StoredFinding, StoredReport};
use crate::text::{Lang, Text, clean};
use clap::Args;
use std::collections::BTreeMap;
use std::io::Write;

/// What `show` takes.
#[derive(Debug, Args)]
#[command(after_help = say(
    "csv 和 json 与 cells 相同。数字前的 ✗ ▲ · 表示该格有硬错, 疑点, 提示。",
    "csv and json are those of cells. ✗ ▲ · before a figure: an error, a warning, a notice at this cell.",
))]
pub(super) struct ShowArgs {
    #[arg(value_name = say("机关", "AGENCY"),
        help = say("名称, 名称的一部分, 或拼音", "Its name, part of it, or pinyin"))]
    pub agency: String,
    #[arg(value_name = say("年度", "YEAR"), help = say("报告年度, 如 2024", "The year reported on"))]
    pub year: String,
    #[arg(long, help = say("也显示各部分的文字", "With the prose, section by section"))]
    pub prose: bool,
    #[command(flatten)]
    pub format: FormatArgs,
}

/// What the tables are drawn from.
struct Page<'a> {
    lang: Lang,
    format: Format,
    session: &'a Session,
    report: &'a Report,
    before: Option<&'a Cells>,
    /// The heaviest level of the flags at a cell.
    marks: BTreeMap<Cell, Severity>,
}

/// Prints one report.
pub(super) fn run(args: &ShowArgs, session: &Session) -> anyhow::Result<Done> {
    let lang = session.lang;
    let year = Years::parse(&args.year, lang)?.single(&args.year, lang)?;
    let store = session.open()?;
    let agency = pick::agency(&store, &args.agency, Some(year), session)?;
    let stored = report(&store, agency, year, lang)?;
    match Format::from(&args.format) {
        Format::Csv | Format::Json => {
            let columns = super::cells::columns(lang);
            let mut sink = session.listing(&args.format, &columns)?;
            super::cells::write_report(&stored, lang, &mut *sink)?;
            sink.finish()?;
        }
        format => {
            let findings = findings(&store, agency, year)?;
            let before = match store.report_of(agency, year - 1)? {
                Some(id) => store.report(id)?.map(|stored| stored.report.cells),
                None => None,
            };
            let page = Page {
                lang,
                format,
                session,
                report: &stored.report,
                before: before.as_ref(),
                marks: marks(&findings),
            };
            page.write(&stored, &findings, args.prose)?;
        }
    }
    Ok(Done::Fully)
}

fn report(store: &Store, agency: AgencyId, year: i16, lang: Lang) -> anyhow::Result<StoredReport> {
    if let Some(stored) =
        store.report_of(agency, year)?.map(|id| store.report(id)).transpose()?.flatten()
    {
        return Ok(stored);
    }
    let card = store.agency(agency)?;
    let name = card.as_ref().map(|card| clean(&card.row.agency.name).into_owned());
    let name = name.unwrap_or_default();
    let years: Vec<String> =
        card.iter().flat_map(|card| &card.years).map(|row| row.year.to_string()).collect();
    let years = years.join(" ");
    Err(Failure::usage(
        lang.pick(
            format!("'{name}' 没有 {year} 年度报告"),
            format!("'{name}' has no report for {year}"),
        ),
        lang.pick(format!("有报告的年度: {years}"), format!("its years are: {years}")),
    ))
}

fn findings(store: &Store, agency: AgencyId, year: i16) -> anyhow::Result<Vec<StoredFinding>> {
    let filter = FindingFilter {
        agency: Some(agency),
        years: Some((year, year)),
        ..Filters::default().findings()
    };
    let mut all = Vec::new();
    let mut at = Position::First;
    loop {
        let page = store.whole_findings(&filter, &at, 256)?;
        let next = page.rows.last().filter(|_| page.more).map(|row| row.key);
        all.extend(page.rows);
        match next {
            Some(key) => at = Position::After(key),
            None => return Ok(all),
        }
    }
}

/// A finding marks its suspect where it has one, else the cells of its flags.
fn marks(findings: &[StoredFinding]) -> BTreeMap<Cell, Severity> {
    let mut marks: BTreeMap<Cell, Severity> = BTreeMap::new();
    for stored in findings {
        let finding = &stored.finding;
        let cells: Vec<(Cell, Severity)> = match finding.suspect {
            Some(cell) => vec![(cell, finding.severity)],
            None => flags::flags(finding)
                .iter()
                .filter_map(|flag| Some((*flag.cells.first()?, flag.severity)))
                .collect(),
        };
        for (cell, severity) in cells {
            let mark = marks.entry(cell).or_insert(severity);
            *mark = (*mark).min(severity);
        }
    }
    marks
}

impl Page<'_> {
    fn write(
        &self,
        stored: &StoredReport,
        findings: &[StoredFinding],
        prose: bool,
    ) -> anyhow::Result<()> {
        self.head(stored)?;
        for table in Table::ALL {
            let number = table.section().number();
            self.heading(&format!("{number}. {}", table.title().get(self.lang)))?;
            match table {
                Table::Disclosure => self.disclosure()?,
                Table::Requests => self.requests()?,
                Table::Disputes => self.disputes()?,
            }
        }
        self.findings(findings)?;
        self.problems(stored)?;
        if prose { self.prose() } else { Ok(()) }
    }

    fn heading(&self, text: &str) -> anyhow::Result<()> {
        let mut out = self.session.out();
        match self.format {
            Format::Markdown => writeln!(out, "\n## {text}\n")?,
            _ if self.session.style.color => writeln!(out, "\n\u{1b}[1m{text}\u{1b}[0m")?,
            _ => writeln!(out, "\n{text}")?,
        }
        Ok(out.flush()?)
    }

    fn head(&self, stored: &StoredReport) -> anyhow::Result<()> {
        let lang = self.lang;
        let mut out = self.session.out();
        let name = clean(&stored.agency.name);
        let sign = if self.format == Format::Markdown { "# " } else { "" };
        writeln!(out, "{sign}{name} {}", self.report.year)?;
        if self.format == Format::Markdown {
            writeln!(out)?;
        }
        let mut facts = vec![lang.pick(
            format!("{} 版表样", self.report.form.name()),
            format!("form of {}", self.report.form.name()),
        )];
        if let Some(day) = self.report.published {
            facts.push(lang.pick(format!("发布 {day}"), format!("published {day}")));
        }
        if stored.versions.len() > 1 {
            let count = stored.versions.len();
            facts.push(lang.pick(format!("{count} 个版本"), format!("{count} versions")));
        }
        facts.push(clean(&stored.source.path).into_owned());
        writeln!(out, "{}", facts.join(" · "))?;
        Ok(out.flush()?)
    }

    fn table(&self, headings: &[Heading], rows: &[Vec<Field<'_>>]) -> anyhow::Result<()> {
        let out = self.session.out();
        let mut sink: Box<dyn Sink> = match self.format {
            Format::Markdown => Box::new(MarkdownSink::new(out, headings)?),
            _ => Box::new(TableSink::new(out, headings, self.session.style.table())),
        };
        for row in rows {
            sink.row(row)?;
        }
        Ok(sink.finish()?)
    }

    fn last_year(&self, cell: Cell) -> Field<'static> {
        self.before.and_then(|cells| cells.number(cell)).map_or(Field::Nothing, Field::Number)
    }

    /// A figure with the mark of its flags. Blank, dash, absent and 0 look different.
    fn value(&self, cell: Cell) -> Field<'static> {
        let value = self.report.cells.value(cell);
        let text = match value.state {
            State::Number => decimal(value.number.unwrap_or_default()),
            State::Blank => self.lang.pick("空", "blank").to_owned(),
            State::Dash => clean(&value.raw).into_owned(),
            State::Text => format!("\"{}\"", clean(&value.raw)),
            State::Absent => String::new(),
        };
        let (sign, tone) = match self.marks.get(&cell) {
            Some(Severity::Error) => (Severity::Error.sign(false), Tone::Bad),
            Some(Severity::Warning) => (Severity::Warning.sign(false), Tone::Doubtful),
            Some(Severity::Notice) => (Severity::Notice.sign(false), Tone::Faint),
            None => ("", Tone::Plain),
        };
        let gap = if sign.is_empty() { "" } else { " " };
        Field::Word(cell.key(), format!("{sign}{gap}{text}").into(), tone)
    }

    fn shown(&self, cell: Cell) -> bool {
        cell.in_form(self.report.form) || self.report.cells.state(cell) != State::Absent
    }

    fn disclosure(&self) -> anyhow::Result<()> {
        let headings = [
            Heading::left("row", Text::new("信息内容", "Row"), self.lang),
            Heading::left("column", Text::new("栏目", "Column"), self.lang),
            Heading::right("value", Text::new("本年", "This year"), self.lang),
            Heading::right("before", Text::new("上年", "Last year"), self.lang),
        ];
        let rows: Vec<Vec<Field<'_>>> = Cell::of_table(Table::Disclosure)
            .filter(|cell| self.shown(*cell))
            .map(|cell| {
                let info = cell.info();
                vec![
                    Field::text(info.row.get(self.lang)),
                    Field::text(info.column.get(self.lang)),
                    self.value(cell),
                    self.last_year(cell),
                ]
            })
            .collect();
        self.table(&headings, &rows)
    }

    fn requests(&self) -> anyhow::Result<()> {
        let mut headings = vec![Heading::left("row", Text::new("", ""), self.lang)];
        for column in Column::ALL {
            headings.push(Heading::right(column.key(), column.short(), self.lang));
        }
        headings.push(Heading::right("before", Text::new("上年", "last year"), self.lang));
        let rows: Vec<Vec<Field<'_>>> = Row::all()
            .filter(|row| self.shown(Cell::request(*row, Column::Total)))
            .map(|row| {
                let cells = Column::ALL.map(|column| self.value(Cell::request(row, column)));
                let before = self.last_year(Cell::request(row, Column::Total));
                let label = Field::text(row.short().get(self.lang));
                [label].into_iter().chain(cells).chain([before]).collect()
            })
            .collect();
        self.table(&headings, &rows)
    }

    fn disputes(&self) -> anyhow::Result<()> {
        let mut headings = vec![Heading::left("group", Text::new("", ""), self.lang)];
        for column in DisputeColumn::ALL {
            headings.push(Heading::right(column.key(), column.label(), self.lang));
        }
        headings.push(Heading::right("before", Text::new("上年", "last year"), self.lang));
        let rows: Vec<Vec<Field<'_>>> = DisputeGroup::ALL
            .into_iter()
            .map(|group| {
                let cells =
                    DisputeColumn::ALL.map(|column| self.value(Cell::dispute(group, column)));
                let before = self.last_year(Cell::dispute(group, DisputeColumn::Total));
                let label = Field::text(group.label().get(self.lang));
                [label].into_iter().chain(cells).chain([before]).collect()
            })
            .collect();
        self.table(&headings, &rows)
    }

    /// A line each, as long as it is: a message is there to be read to its end.
    fn findings(&self, findings: &[StoredFinding]) -> anyhow::Result<()> {
        if findings.is_empty() {
            return Ok(());
        }
        self.heading(self.lang.pick("疑点", "Findings"))?;
        let mut out = self.session.out();
        for stored in findings {
            let finding = &stored.finding;
            let (sign, level) = (finding.severity.sign(false), finding.severity.label());
            let item = if self.format == Format::Markdown { "- " } else { "" };
            writeln!(
                out,
                "{item}{sign} {} {} [{}] {}",
                level.get(self.lang),
                clean(&finding.rule),
                stored.verdict.label().get(self.lang),
                clean(&check::message(finding, self.lang)),
            )?;
        }
        Ok(out.flush()?)
    }

    fn problems(&self, stored: &StoredReport) -> anyhow::Result<()> {
        if stored.problems.is_empty() {
            return Ok(());
        }
        self.heading(self.lang.pick("读取问题", "Problems of reading"))?;
        let headings = [
            Heading::left("what", Text::new("何处", "Where"), self.lang),
            Heading::left("problem", Text::new("问题", "Problem"), self.lang),
        ];
        let rows: Vec<Vec<Field<'_>>> = stored
            .problems
            .iter()
            .map(|problem| {
                vec![
                    Field::text(problem.what.as_str()),
                    Field::text(problem.kind.label().get(self.lang)),
                ]
            })
            .collect();
        self.table(&headings, &rows)
    }

    fn prose(&self) -> anyhow::Result<()> {
        for section in Section::ALL {
            let passages: Vec<_> =
                self.report.passages.iter().filter(|passage| passage.section == section).collect();
            if passages.is_empty() {
                continue;
            }
            self.heading(&format!("{}. {}", section.number(), section.title().get(self.lang)))?;
            let mut out = self.session.out();
            for passage in passages {
                writeln!(out, "{}", clean(&passage.text))?;
            }
            out.flush()?;
        }
        Ok(())
    }
}
