//! A finding that was decided on: where, what, by whom and why, with its equations worked out.

use super::{Entry, Paper, cell_name, plain};
use crate::record::{Addend, Decision, Flag, decimal};
use crate::text::{Lang, Text};
use std::io::{self, Write};

impl<W: Write> Paper<W> {
    /// Writes a finding that was decided on.
    ///
    /// # Errors
    /// Where the bytes cannot be written.
    pub fn entry(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        if self.entries == 0 {
            writeln!(self.out, "\n## {}", self.say("已判定的疑点", "Decided findings"))?;
        }
        if self.agency != entry.agency {
            self.agency = entry.agency.to_owned();
            writeln!(self.out, "\n### {}", plain(entry.agency))?;
        }
        self.entries += 1;
        let (lang, finding) = (self.lang, entry.finding);
        let rule = (self.name)(&finding.rule, lang);
        writeln!(
            self.out,
            "\n#### {}. {}: {} {} ({})\n",
            self.entries,
            finding.year,
            plain(&finding.rule),
            plain(&rule),
            finding.severity.label().get(lang)
        )?;
        let id = self.say("疑点编号", "Finding");
        writeln!(self.out, "- {id}: `{}`", finding.id)?;
        let source = entry.sources.get(&finding.year).map_or("", String::as_str);
        let place = finding.suspect.or(finding.cells.first().copied()).map(|cell| {
            let part = cell.table().section().title().get(lang);
            format!(", {part}, {}", plain(&cell_name(cell, lang)))
        });
        let place = place.unwrap_or_default();
        writeln!(self.out, "- {}: {}{place}", self.say("来源", "Source"), plain(source))?;
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
        // To the minute, as people write it; the log has it whole.
        let at = decision.at.get(..16).unwrap_or(&decision.at).replace('T', " ");
        let mut text = format!("{}, {} UTC", plain(&decision.by), plain(&at));
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
        let (left, right): (Vec<&Addend>, Vec<&Addend>) =
            flag.addends.iter().partition(|addend| addend.sign > 0);
        // Only an equation over years needs to say of which report each figure is.
        let several = flag.addends.iter().any(|addend| addend.year != entry.finding.year);
        let heads = match (lang, several) {
            (Lang::Zh, false) => "| 边 | 数据格 | 键 | 数值 |\n|---|---|---|--:|",
            (Lang::En, false) => "| Side | Cell | Key | Figure |\n|---|---|---|--:|",
            (Lang::Zh, true) => {
                "| 边 | 数据格 | 键 | 数值 | 年度 | 来源 |\n|---|---|---|--:|--:|---|"
            }
            (Lang::En, true) => {
                "| Side | Cell | Key | Figure | Year | Source |\n|---|---|---|--:|--:|---|"
            }
        };
        writeln!(self.out, "{heads}")?;
        for (addends, side) in [(&left, self.say("左", "left")), (&right, self.say("右", "right"))]
        {
            // Of a long sum the zeros are counted, not listed.
            let is_listed = |addend: &&&Addend| addends.len() <= 7 || addend.number != Some(0.0);
            for addend in addends.iter().filter(is_listed) {
                write!(
                    self.out,
                    "| {side} | {} | `{}` | {} |",
                    plain(&cell_name(addend.cell, lang)),
                    addend.cell.key(),
                    figure(addend.number, lang),
                )?;
                if several {
                    let source = entry.sources.get(&addend.year).map_or("", String::as_str);
                    write!(self.out, " {} | {} |", addend.year, plain(source))?;
                }
                writeln!(self.out)?;
            }
            let zeros = addends.len() - addends.iter().filter(is_listed).count();
            if zeros > 0 {
                let text = match lang {
                    Lang::Zh => format!("其余 {zeros} 格"),
                    Lang::En => format!("{zeros} other cells"),
                };
                let rest = if several { " | |" } else { "" };
                writeln!(self.out, "| {side} | {text} | | 0 |{rest}")?;
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
}

fn figure(number: Option<f64>, lang: Lang) -> String {
    number.map_or_else(|| Text::new("空白", "blank").get(lang).to_owned(), decimal)
}

/// `41 + 6 = 47`; one figure stands alone.
fn worked(side: &[&Addend], sum: f64) -> String {
    if let [_] = side {
        return decimal(sum);
    }
    let numbers = side.iter().filter_map(|addend| addend.number);
    let long = side.len() > 7;
    let figures: Vec<String> =
        numbers.filter(|number| !long || *number != 0.0).map(decimal).collect();
    if figures.is_empty() {
        return decimal(sum);
    }
    format!("{} = {}", figures.join(" + "), decimal(sum))
}
