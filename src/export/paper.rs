//! A review as an auditor's working paper in Markdown: what was counted, each decided finding with
//! its equations worked out, and the undecided ones as a list.

use super::markdown::escape;
use crate::form::Cell;
use crate::record::{Addend, Decision, Finding, Flag, Severity, Verdict, decimal};
use crate::text::{Lang, Text, clean};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How many findings there are of a level, rule and verdict.
pub type Counts = BTreeMap<(Severity, String, Verdict), u64>;

/// What stands at the top.
#[derive(Debug, Clone, PartialEq, Eq)]
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
        let mut paper = Paper { out, lang, name, entries: 0, undecided: 0 };
        paper.head(head)?;
        Ok(paper)
    }

    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.lang.pick(zh, en)
    }

    fn head(&mut self, head: &Head) -> io::Result<()> {
        writeln!(self.out, "# {}\n", self.say("政府信息公开年报核对底稿", "Working paper"))?;
        let nothing = self.say("尚无结论", "nothing decided yet");
        let date = head.last.as_deref().map_or(nothing, |at| at.get(..10).unwrap_or(at));
        let people: Vec<String> =
            head.people.iter().map(|(by, count)| format!("{} ({count})", plain(by))).collect();
        let people = if people.is_empty() { nothing.to_owned() } else { people.join(", ") };
        for (label, text) in [
            (self.say("数据库", "Database"), plain(&head.database)),
            (self.say("范围", "Scope"), plain(&head.scope)),
            (self.say("截至最后一个结论", "As of the last decision"), plain(date)),
            (self.say("审核人 (结论数)", "Decided by (how often)"), people),
        ] {
            writeln!(self.out, "- {label}: {text}")?;
        }
        writeln!(self.out, "\n## {}\n", self.say("汇总", "Summary"))?;
        let mut levels: BTreeMap<Severity, BTreeMap<Verdict, u64>> = BTreeMap::new();
        let mut rules: BTreeMap<(Severity, &str), BTreeMap<Verdict, u64>> = BTreeMap::new();
        for ((severity, rule, verdict), count) in &head.counts {
            *levels.entry(*severity).or_default().entry(*verdict).or_default() += count;
            *rules.entry((*severity, rule)).or_default().entry(*verdict).or_default() += count;
        }
        self.count_head(self.say("级别", "Level"))?;
        for (severity, counts) in &levels {
            self.count_row(severity.label().get(self.lang), counts)?;
        }
        let mut all: BTreeMap<Verdict, u64> = BTreeMap::new();
        for ((_, _, verdict), count) in &head.counts {
            *all.entry(*verdict).or_default() += count;
        }
        self.count_row(self.say("合计", "all"), &all)?;
        writeln!(self.out)?;
        self.count_head(self.say("规则", "Rule"))?;
        for ((severity, rule), counts) in &rules {
            let name = (self.name)(rule, self.lang);
            let label = severity.label().get(self.lang);
            let text = format!("{} {} ({label})", plain(rule), plain(&name));
            self.count_row(&text, counts)?;
        }
        Ok(())
    }

    fn count_head(&mut self, first: &str) -> io::Result<()> {
        write!(self.out, "| {first} |")?;
        for verdict in Verdict::ALL {
            write!(self.out, " {} |", verdict.label().get(self.lang))?;
        }
        writeln!(self.out, " {} |", self.say("合计", "all"))?;
        writeln!(self.out, "|---|{}", "--:|".repeat(Verdict::ALL.len() + 1))
    }

    fn count_row(&mut self, label: &str, counts: &BTreeMap<Verdict, u64>) -> io::Result<()> {
        write!(self.out, "| {label} |")?;
        for verdict in Verdict::ALL {
            write!(self.out, " {} |", counts.get(&verdict).copied().unwrap_or(0))?;
        }
        writeln!(self.out, " {} |", counts.values().sum::<u64>())
    }

    /// Writes a finding that was decided on.
    ///
    /// # Errors
    /// Where the bytes cannot be written.
    pub fn entry(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        if self.entries == 0 {
            writeln!(self.out, "\n## {}", self.say("已判定的疑点", "Decided findings"))?;
        }
        self.entries += 1;
        let (lang, finding) = (self.lang, entry.finding);
        let rule = (self.name)(&finding.rule, lang);
        writeln!(
            self.out,
            "\n### {}. {}, {}: {} {} ({})\n",
            self.entries,
            plain(entry.agency),
            finding.year,
            plain(&finding.rule),
            plain(&rule),
            finding.severity.label().get(lang)
        )?;
        let id = self.say("疑点编号", "Finding");
        writeln!(self.out, "- {id}: `{}`", finding.id)?;
        let source = entry.sources.get(&finding.year).map_or("", String::as_str);
        writeln!(self.out, "- {}: {}", self.say("来源", "Source"), plain(source))?;
        let verdict = entry.verdict.label().get(lang);
        let note =
            self.say("判定后数据有变, 需重新判定", "changed since it was decided: decide again");
        let verdict =
            if entry.changed { format!("{verdict} ({note})") } else { verdict.to_owned() };
        writeln!(self.out, "- {}: **{verdict}**", self.say("结论", "Verdict"))?;
        self.decisions(entry)?;
        writeln!(self.out, "\n{}", plain(&entry.message))?;
        for quote in &finding.quotes {
            let part = quote.section.title().get(lang);
            writeln!(self.out, "\n> {} {part}: {}", quote.year, plain(&quote.text))?;
        }
        for flag in &finding.flags {
            self.equation(flag, entry)?;
        }
        self.lead(entry)
    }

    /// The newest decision, and below it the earlier ones.
    fn decisions(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        let Some((last, earlier)) = entry.history.split_last() else { return Ok(()) };
        writeln!(self.out, "- {}: {}", self.say("判定", "Decided"), self.decision(last, false))?;
        for (at, decision) in earlier.iter().enumerate() {
            if at == 0 {
                writeln!(self.out, "- {}:", self.say("此前", "Before that"))?;
            }
            writeln!(self.out, "  - {}", self.decision(decision, true))?;
        }
        Ok(())
    }

    fn decision(&self, decision: &Decision, with_verdict: bool) -> String {
        let mut text = format!("{}, {}", plain(&decision.by), plain(&decision.at));
        if with_verdict {
            text = format!("{text}, {}", decision.verdict.label().get(self.lang));
        }
        match decision.note.trim() {
            "" => text,
            note => format!("{text}: {}", plain(note)),
        }
    }

    /// One equation, a row an addend, with both sums and the difference.
    fn equation(&mut self, flag: &Flag, entry: &Entry<'_>) -> io::Result<()> {
        if flag.addends.is_empty() {
            return Ok(());
        }
        let lang = self.lang;
        let level = flag.severity.label().get(lang);
        let name = (self.name)(&flag.rule, lang);
        writeln!(self.out, "\n**{} {}** ({level})\n", plain(&flag.rule), plain(&name))?;
        let heads = match lang {
            Lang::Zh => "| 边 | 年度 | 数据格 | 键 | 数值 | 来源 |",
            Lang::En => "| Side | Year | Cell | Key | Figure | Source |",
        };
        writeln!(self.out, "{heads}\n|---|---|---|---|--:|---|")?;
        let (left, right): (Vec<&Addend>, Vec<&Addend>) =
            flag.addends.iter().partition(|addend| addend.sign > 0);
        for (addends, side) in [(&left, self.say("左", "left")), (&right, self.say("右", "right"))]
        {
            for addend in addends {
                let source = entry.sources.get(&addend.year).map_or("", String::as_str);
                writeln!(
                    self.out,
                    "| {side} | {} | {} | `{}` | {} | {} |",
                    addend.year,
                    plain(&cell_name(addend.cell, lang)),
                    addend.cell.key(),
                    figure(addend.number, lang),
                    plain(source)
                )?;
            }
        }
        let sum = |side: &[&Addend]| side.iter().map(|addend| addend.number).sum::<Option<f64>>();
        let line = match (left.is_empty() || right.is_empty(), sum(&left), sum(&right)) {
            (false, Some(left_sum), Some(right_sum)) => {
                let off = decimal(left_sum - right_sum);
                let (left, right) = (worked(&left, left_sum), worked(&right, right_sum));
                match lang {
                    Lang::Zh => format!("{left}, 而 {right}, 差 {off}"),
                    Lang::En => format!("{left}, yet {right}, off by {off}"),
                }
            }
            (false, ..) => self.say("有空白, 不能求和", "a figure is blank: no sum").to_owned(),
            (true, ..) => match flag.expected {
                Some(expected) => {
                    format!("{} {}", self.say("应为", "should be"), decimal(expected))
                }
                None => return Ok(()),
            },
        };
        writeln!(self.out, "\n{line}")
    }

    /// The one cell that would explain it: a lead, and said to be no more.
    fn lead(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        let Some(cell) = entry.finding.suspect else { return Ok(()) };
        let name = plain(&cell_name(cell, self.lang));
        let key = cell.key();
        let slip = entry.slip.map(|slip| format!(" ({slip})")).unwrap_or_default();
        let text = match (entry.finding.repair.map(decimal), self.lang) {
            (Some(repair), Lang::Zh) => format!(
                "线索 (未改动任何数据): 若 {name} (`{key}`) 为 {repair}, 上列各式都成立{slip}。"
            ),
            (Some(repair), Lang::En) => format!(
                "A lead, nothing was changed: with {repair} in {name} (`{key}`) every equation \
                 above holds{slip}."
            ),
            (None, Lang::Zh) => format!("线索: 可疑格 {name} (`{key}`)。"),
            (None, Lang::En) => format!("A lead: the suspect is {name} (`{key}`)."),
        };
        writeln!(self.out, "\n{text}")
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
        let number = |number: Option<f64>| number.map(decimal).unwrap_or_default();
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
        self.out.flush()
    }
}

/// Text from anywhere, cleaned and without markup of its own.
fn plain(text: &str) -> String {
    escape(&clean(text))
}

fn figure(number: Option<f64>, lang: Lang) -> String {
    number.map_or_else(|| Text::new("空白", "blank").get(lang).to_owned(), decimal)
}

/// `41 + 6 = 47`; one figure stands alone.
fn worked(side: &[&Addend], sum: f64) -> String {
    if let [_] = side {
        return decimal(sum);
    }
    let figures: Vec<String> =
        side.iter().filter_map(|addend| addend.number).map(decimal).collect();
    format!("{} = {}", figures.join(" + "), decimal(sum))
}

fn cell_name(cell: Cell, lang: Lang) -> String {
    let info = cell.info();
    format!("{}·{}", info.row.get(lang), info.column.get(lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Column, Row};
    use crate::record::{Confidence, Evidence, FindingId};

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
            "- Before that:\n  - li, 2026-01-01T08:00:00Z, unsure\n",
            "| `requests.carried_in.total` | 6 | a\\_2023.html |\n",
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
        let head = Head {
            database: String::new(),
            scope: String::new(),
            last: None,
            people: BTreeMap::new(),
            counts: Counts::new(),
        };
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
