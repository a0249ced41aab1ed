//! A review as an auditor's working paper in Markdown: what was counted, each decided finding with
//! its equations worked out, and the undecided ones as a list.

mod entry;
mod front;

use super::markdown::escape;
use crate::form::Cell;
use crate::record::{Decision, Finding, Severity, Verdict, are_shares, decimal};
use crate::text::{Lang, clean};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How many findings there are of a level, rule and verdict.
pub type Counts = BTreeMap<(Severity, String, Verdict), u64>;

/// What stands at the top.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// The database that was reviewed.
    pub database: String,
    /// Which findings the paper is about, in words.
    pub scope: String,
    /// The time of the last decision in it, RFC 3339; `None` where nothing is decided.
    pub last: Option<String>,
    /// Everyone who decided, with how often.
    pub people: BTreeMap<String, u64>,
    /// The findings counted.
    pub counts: Counts,
    /// The verdicts on the findings of each agency that has a decided one.
    pub bodies: BTreeMap<String, BTreeMap<Verdict, u64>>,
    /// How many agencies the database has.
    pub agencies: u64,
    /// How many reports.
    pub reports: u64,
    /// The first and the last year reported on.
    pub years: Option<(i16, i16)>,
    /// How many documents were read, and how many of them are no report.
    pub documents: (u64, u64),
    /// How many rules there are.
    pub rules: usize,
}

/// A finding with what is written about it.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The agency.
    pub agency: &'a str,
    /// The finding.
    pub finding: &'a Finding,
    /// What counts now.
    pub verdict: Verdict,
    /// Whether it changed since it was decided on.
    pub changed: bool,
    /// Every decision, oldest first.
    pub history: &'a [Decision],
    /// The finding in words.
    pub message: String,
    /// What its slip looks like, in words.
    pub slip: Option<&'static str>,
    /// The path of the agency's report of each year.
    pub sources: &'a BTreeMap<i16, String>,
}

/// An undecided finding.
#[derive(Debug, Clone)]
pub struct Undecided<'a> {
    /// The agency.
    pub agency: &'a str,
    /// The year.
    pub year: i16,
    /// The level.
    pub severity: Severity,
    /// The rule.
    pub rule: &'a str,
    /// The questioned cell.
    pub cell: Option<Cell>,
    /// What it should be.
    pub expected: Option<f64>,
    /// What it is.
    pub actual: Option<f64>,
}

/// Writes the paper as it gets its parts: [`Paper::new`], entries, undecided ones, [`Paper::finish`].
pub struct Paper<W: Write> {
    out: W,
    lang: Lang,
    /// The name of a rule.
    name: fn(&str, Lang) -> String,
    entries: usize,
    undecided: usize,
    /// The agency of the last entry: its findings stand under one heading.
    agency: String,
    documents: (u64, u64),
}

impl<W: Write> Paper<W> {
    /// Writes the summary. `name` gives a rule's name by its id.
    ///
    /// # Errors
    /// Where the bytes cannot be written.
    pub fn new(
        out: W,
        lang: Lang,
        name: fn(&str, Lang) -> String,
        head: &Head,
    ) -> io::Result<Paper<W>> {
        let (agency, documents) = (String::new(), head.documents);
        let mut paper = Paper { out, lang, name, entries: 0, undecided: 0, agency, documents };
        paper.head(head)?;
        Ok(paper)
    }

    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.lang.pick(zh, en)
    }

    /// Writes an undecided finding into the list at the end.
    ///
    /// # Errors
    /// Where the bytes cannot be written.
    pub fn undecided(&mut self, row: &Undecided<'_>) -> io::Result<()> {
        if self.undecided == 0 {
            writeln!(self.out, "\n## {}\n", self.say("尚未判定的疑点", "Undecided findings"))?;
            let heads = match self.lang {
                Lang::Zh => "| 机关 | 年度 | 规则 | 级别 | 数据格 | 现为 | 应为 |",
                Lang::En => "| Agency | Year | Rule | Level | Cell | Is | Should be |",
            };
            writeln!(self.out, "{heads}\n|---|---|---|---|---|--:|--:|")?;
        }
        self.undecided += 1;
        let shares = are_shares(row.cell, &[row.expected, row.actual]);
        let number = |number: Option<f64>| match number {
            Some(share) if shares => format!("{:.1}%", share * 100.0),
            number => number.map(decimal).unwrap_or_default(),
        };
        writeln!(
            self.out,
            "| {} | {} | {} | {} | {} | {} | {} |",
            plain(row.agency),
            row.year,
            plain(row.rule),
            row.severity.label().get(self.lang),
            row.cell.map(|cell| plain(&cell_name(cell, self.lang))).unwrap_or_default(),
            number(row.actual),
            number(row.expected)
        )
    }

    /// Writes what stands after the last finding.
    ///
    /// # Errors
    /// Where the bytes cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        if self.entries + self.undecided == 0 {
            writeln!(
                self.out,
                "\n{}",
                self.say("此范围内没有疑点。", "No findings in this scope.")
            )?;
        }
        self.not_assessed()?;
        self.out.flush()
    }
}

/// Text from anywhere, cleaned and without markup of its own.
fn plain(text: &str) -> String {
    escape(&clean(text))
}

fn cell_name(cell: Cell, lang: Lang) -> String {
    let info = cell.info();
    format!("{}·{}", info.row.get(lang), info.column.get(lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Column, Row};
    use crate::record::{Addend, Confidence, Evidence, FindingId, Flag};

    fn finding() -> Finding {
        let total = |row| Cell::request(row, Column::Total);
        let addend = |cell, number, sign| Addend { year: 2023, cell, number: Some(number), sign };
        let suspect = total(Row::CARRIED_IN);
        let flag = Flag {
            rule: "T3-BAL".to_owned(),
            severity: Severity::Error,
            cells: vec![suspect],
            expected: Some(47.0),
            actual: Some(45.0),
            addends: vec![
                addend(total(Row::NEW), 41.0, 1),
                addend(suspect, 6.0, 1),
                addend(total(Row::CLOSED), 43.0, -1),
                addend(total(Row::CARRIED_OUT), 2.0, -1),
            ],
        };
        Finding {
            id: FindingId(1),
            evidence: Evidence(1),
            rule: "T3-BAL".to_owned(),
            severity: Severity::Error,
            year: 2023,
            cells: vec![suspect],
            expected: Some(47.0),
            actual: Some(45.0),
            suspect: Some(suspect),
            repair: Some(4.0),
            slip: None,
            confidence: Confidence::Plain,
            flags: vec![flag],
            quotes: Vec::new(),
            facts: Vec::new(),
        }
    }

    fn decision(verdict: Verdict, note: &str, at: &str) -> Decision {
        let (note, by, at) = (note.to_owned(), "li".to_owned(), at.to_owned());
        Decision { finding: FindingId(1).to_string(), verdict, note, by, at }
    }

    fn paper(lang: Lang) -> String {
        let mut out = Vec::new();
        let error = |verdict, count| ((Severity::Error, "T3-BAL".to_owned(), verdict), count);
        let head = Head {
            database: "a.db".to_owned(),
            scope: "2023".to_owned(),
            last: Some("2026-01-02T08:00:00Z".to_owned()),
            people: BTreeMap::from([("li".to_owned(), 2)]),
            counts: BTreeMap::from([error(Verdict::Confirmed, 1), error(Verdict::Open, 1)]),
            bodies: BTreeMap::from([(
                "样例市教育局".to_owned(),
                BTreeMap::from([(Verdict::Confirmed, 1)]),
            )]),
            agencies: 2,
            reports: 6,
            years: Some((2021, 2023)),
            documents: (8, 2),
            rules: 30,
        };
        let name = |_: &str, lang: Lang| lang.pick("收支不平", "does not balance").to_owned();
        let finding = finding();
        let history = [
            decision(Verdict::Unsure, "", "2026-01-01T08:00:00Z"),
            decision(Verdict::Confirmed, "机关已承认 <b>*", "2026-01-02T08:00:00Z"),
        ];
        let mut paper = Paper::new(&mut out, lang, name, &head).unwrap();
        paper
            .entry(&Entry {
                agency: "样例市教育局",
                finding: &finding,
                verdict: Verdict::Confirmed,
                changed: false,
                history: &history,
                message: "不平, 差 2".to_owned(),
                slip: None,
                sources: &BTreeMap::from([(2023, "a_2023.html".to_owned())]),
            })
            .unwrap();
        paper
            .undecided(&Undecided {
                agency: "样例市财政局",
                year: 2022,
                severity: Severity::Error,
                rule: "T3-BAL",
                cell: finding.cells.first().copied(),
                expected: Some(3.0),
                actual: Some(5.0),
            })
            .unwrap();
        paper.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_paper_says_all_that_was_decided_and_why() {
        let (zh, en) = (paper(Lang::Zh), paper(Lang::En));
        for part in [
            "- As of the last decision: 2026-01-02\n",
            "- Decided by (how often): li (2)\n",
            "| T3-BAL does not balance (error) | 1 | 1 | 0 | 0 | 0 | 0 | 2 |\n",
            "- Verdict: **confirmed**\n",
            "- Before that:\n  - li, 2026-01-01 08:00 UTC, unsure\n",
            "\n### 样例市教育局\n\n#### 1. 2023: T3-BAL ",
            "| `requests.carried_in.total` | 6 |\n",
            "- Source: a\\_2023.html, ",
            "6 yearly reports of 2 bodies for 2021-2023.",
            "people decided on 1 of 2 findings (50.0%) and confirmed 1 of them (bodies concerned: 1).",
            "they are no random sample",
            "Of the 8 documents read, 2 are no report",
            "| 样例市教育局 | 0 | 1 | 0 | 0 | 0 | 0 | 1 |",
            "\n41 + 6 = 47, yet 43 + 2 = 45, off by 2\n",
            "\nA lead, nothing was changed: with 4 in ",
        ] {
            assert!(en.contains(part), "{part}\n{en}");
        }
        // What somebody typed makes no markup.
        assert!(zh.contains("机关已承认 &lt;b&gt;\\*\n"), "{zh}");
        assert!(zh.contains("| 样例市财政局 | 2022 | T3-BAL | 硬错 |"), "{zh}");
    }

    #[test]
    fn a_blank_figure_is_a_blank_and_no_sum() {
        let mut finding = finding();
        finding.flags[0].addends[1].number = None;
        let head = Head::default();
        let mut out = Vec::new();
        let mut paper = Paper::new(&mut out, Lang::En, |_, _| String::new(), &head).unwrap();
        let entry = Entry {
            agency: "",
            finding: &finding,
            verdict: Verdict::Unsure,
            changed: true,
            history: &[],
            message: String::new(),
            slip: None,
            sources: &BTreeMap::new(),
        };
        paper.entry(&entry).unwrap();
        paper.finish().unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("| blank |") && text.contains("a figure is blank: no sum"), "{text}");
        assert!(text.contains("changed since it was decided"), "{text}");
    }
}
