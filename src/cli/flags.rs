//! `gouji flags`: one row for each rule that fails at one place.

use super::args::{FormatArgs, WhichArgs};
use super::failure::Done;
use super::lang::say;
use super::meant::{Filters, Format};
use super::session::Session;
use crate::check;
use crate::export::{Column, Field, Sink};
use crate::record::{Finding, Flag, Severity, Verdict};
use crate::store::{AgencyId, Position, Store, StoredFinding};
use crate::text::{Lang, Text};
use clap::Args;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// How many findings are held at once.
const PAGE: usize = 256;

/// What `flags` takes.
#[derive(Debug, Args)]
#[command(after_help = say(
    "列: finding,severity,rule,agency,year,cells,expected,actual,suspect,repair,verdict,source,message。同一疑点的各处 finding 相同; table 格式省去部分列。",
    "Columns: finding,severity,rule,agency,year,cells,expected,actual,suspect,repair,verdict,source,message. The flags of one finding share its id; the table leaves some columns out.",
))]
pub(super) struct FlagsArgs {
    #[command(flatten)]
    pub which: WhichArgs,
    #[command(flatten)]
    pub format: FormatArgs,
    #[arg(long, help = say("有待审硬错时退出码为 1", "Exit 1 where a flag of severity error is open"))]
    pub exit_code: bool,
    #[arg(long, help = say(
        "只列上次用 --since-last 之后新出现或有变的", "Only what is new or changed since --since-last was last used"))]
    pub since_last: bool,
}

/// Prints the flags.
pub(super) fn run(args: &FlagsArgs, session: &Session) -> anyhow::Result<Done> {
    let filters = Filters::flags(&args.which, session.lang)?;
    let mut store = if args.since_last { session.open_keeping()? } else { session.open()? };
    let mut seen = if args.since_last { Seen::load(&store)? } else { Seen::default() };
    let brief = Format::from(&args.format) == Format::Table;
    let columns = if brief { brief_columns(session.lang) } else { columns(session.lang) };
    let mut sink = session.listing(&args.format, &columns)?;
    let open_error = write(&store, &filters, session.lang, brief, &mut seen, &mut *sink)?;
    sink.finish()?;
    if args.since_last {
        seen.keep(&mut store, filters == Filters::default())?;
    }
    Ok(if args.exit_code && open_error { Done::Flagged } else { Done::Fully })
}

const FINDING: Text = Text::new("疑点", "Finding");
const LEVEL: Text = Text::new("级别", "Level");
const RULE: Text = Text::new("规则", "Rule");
const AGENCY: Text = Text::new("机关", "Agency");
const YEAR: Text = Text::new("年度", "Year");
const VERDICT: Text = Text::new("结论", "Verdict");
const MESSAGE: Text = Text::new("说明", "Message");

/// The columns, as `--help` and the README promise them to scripts.
pub(super) fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::left("finding", FINDING, lang),
        Column::left("severity", LEVEL, lang),
        Column::left("rule", RULE, lang),
        Column::left("agency", AGENCY, lang),
        Column::left("year", YEAR, lang),
        Column::left("cells", Text::new("数据格", "Cells"), lang),
        Column::right("expected", Text::new("应为", "Expected"), lang),
        Column::right("actual", Text::new("现为", "Actual"), lang),
        Column::left("suspect", Text::new("可疑格", "Suspect"), lang),
        Column::right("repair", Text::new("可改为", "Repair"), lang),
        Column::left("verdict", VERDICT, lang),
        Column::left("source", Text::new("来源", "Source"), lang),
        Column::left("message", MESSAGE, lang),
    ]
}

// The message names cells and figures in words, so that a table has room for it.
fn brief_columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::left("finding", FINDING, lang),
        Column::left("severity", LEVEL, lang),
        Column::left("rule", RULE, lang),
        Column::left("agency", AGENCY, lang),
        Column::left("year", YEAR, lang),
        Column::left("verdict", VERDICT, lang),
        Column::left("message", MESSAGE, lang),
    ]
}

/// Every flag that passes; says whether an error among them is open.
pub(super) fn write(
    store: &Store,
    filters: &Filters,
    lang: Lang,
    brief: bool,
    seen: &mut Seen,
    sink: &mut dyn Sink,
) -> anyhow::Result<bool> {
    // A cause in one year can show in the next: its flags there have that year.
    let mut filter = filters.findings();
    filter.years =
        filter.years.map(|(first, last)| (first.saturating_sub(1), last.saturating_add(1)));
    let mut at = Position::First;
    let mut open_error = false;
    loop {
        let page = store.whole_findings(&filter, &at, PAGE)?;
        for stored in &page.rows {
            let flags = flags(&stored.finding);
            let passing: Vec<(usize, &Flag, i16)> = flags
                .iter()
                .enumerate()
                .map(|(at, flag)| (at, flag, flag.year().unwrap_or(stored.finding.year)))
                .filter(|(_, flag, year)| filters.pass(flag, *year))
                .collect();
            if passing.is_empty() || seen.before(&stored.finding) {
                continue;
            }
            for (at, flag, year) in passing {
                open_error |= flag.severity == Severity::Error && stored.verdict == Verdict::Open;
                let source = if year == stored.finding.year {
                    Cow::Borrowed(stored.source.as_str())
                } else {
                    Cow::Owned(source(store, stored.agency_id, year)?)
                };
                let place = Place { at, year, source };
                sink.row(&fields(stored, flag, place, lang, brief))?;
            }
        }
        match page.rows.last() {
            Some(last) if page.more => at = Position::After(last.key),
            _ => return Ok(open_error),
        }
    }
}

/// Where a flag of a finding stands.
struct Place<'a> {
    /// Which of the finding's flags it is.
    at: usize,
    /// The year of the report in which the rule fails.
    year: i16,
    /// The path of that report as ingested.
    source: Cow<'a, str>,
}

/// The path of an agency's report; empty where there is none.
fn source(store: &Store, agency: AgencyId, year: i16) -> anyhow::Result<String> {
    let report = store.report_of(agency, year)?.map(|id| store.report(id)).transpose()?.flatten();
    Ok(report.map_or(String::new(), |report| report.source.path))
}

/// What `--since-last` listed before, by finding and evidence.
#[derive(Debug, Default)]
pub(super) struct Seen {
    before: BTreeSet<(u64, u64)>,
    now: BTreeSet<(u64, u64)>,
    kept: bool,
}

impl Seen {
    const SETTING: &str = "flags.since_last";

    fn load(store: &Store) -> anyhow::Result<Seen> {
        let text = store.setting(Seen::SETTING)?.unwrap_or_default();
        let pair = |word: &str| {
            let (id, evidence) = word.split_once('-')?;
            let hex = |part| u64::from_str_radix(part, 16).ok();
            Some((hex(id)?, hex(evidence)?))
        };
        // A word that is none was written by another version: its finding is listed again.
        let before = text.split(' ').filter_map(pair).collect();
        Ok(Seen { before, now: BTreeSet::new(), kept: true })
    }

    /// Whether the finding was listed before and has not changed; it counts as listed from now on.
    fn before(&mut self, finding: &Finding) -> bool {
        let key = (finding.id.0, finding.evidence.0);
        if self.kept {
            self.now.insert(key);
        }
        self.before.contains(&key)
    }

    /// A listing of everything replaces what was kept, a part of it is added.
    fn keep(mut self, store: &mut Store, everything: bool) -> anyhow::Result<()> {
        if !everything {
            self.now.append(&mut self.before);
        }
        let words: Vec<String> =
            self.now.iter().map(|(id, evidence)| format!("{id:x}-{evidence:x}")).collect();
        Ok(store.set_setting(Seen::SETTING, &words.join(" "))?)
    }
}

/// The failing places of a finding; the finding itself where its rule names none.
pub(super) fn flags(finding: &Finding) -> Cow<'_, [Flag]> {
    if !finding.flags.is_empty() {
        return Cow::Borrowed(&finding.flags);
    }
    Cow::Owned(vec![Flag {
        rule: finding.rule.clone(),
        severity: finding.severity,
        cells: finding.cells.clone(),
        expected: finding.expected,
        actual: finding.actual,
        addends: Vec::new(),
    }])
}

/// The finding in words, with the equation of the flag at `at` first: a message works out the first
/// few of many.
fn message(finding: &Finding, at: usize, lang: Lang) -> String {
    if at == 0 {
        return check::message(finding, lang);
    }
    let mut turned = finding.clone();
    turned.flags[..=at].rotate_right(1);
    check::message(&turned, lang)
}

fn fields<'a>(
    stored: &'a StoredFinding,
    flag: &'a Flag,
    place: Place<'a>,
    lang: Lang,
    brief: bool,
) -> Vec<Field<'a>> {
    let finding = &stored.finding;
    let head = [
        Field::text(finding.id.to_string()),
        Field::severity(flag.severity, lang),
        Field::text(flag.rule.as_str()),
        Field::text(stored.agency.name.as_str()),
        Field::Int(place.year.into()),
    ];
    let verdict = Field::verdict(stored.verdict, lang);
    let message = Field::text(message(finding, place.at, lang));
    if brief {
        return head.into_iter().chain([verdict, message]).collect();
    }
    head.into_iter()
        .chain([
            Field::List(flag.cells.iter().map(|cell| cell.key()).collect()),
            Field::number(flag.expected),
            Field::number(flag.actual),
            finding.suspect.map_or(Field::Nothing, |cell| Field::text(cell.key())),
            Field::number(finding.repair),
            verdict,
            Field::text(place.source),
            message,
        ])
        .collect()
}
