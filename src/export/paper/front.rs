//! What stands before the findings: what was looked at, by what, how, and the counts.

use super::{Head, Paper, plain};
use crate::record::{Severity, Verdict};
use crate::text::Lang;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How many of each verdict.
type Row = BTreeMap<Verdict, u64>;

impl<W: Write> Paper<W> {
    pub(super) fn head(&mut self, head: &Head) -> io::Result<()> {
        let title =
            self.say("政府信息公开年报核对底稿", "Working paper: disclosure reports checked");
        writeln!(self.out, "# {title}\n")?;
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
        self.basis(head)?;
        self.summary(head)
    }

    /// What was looked at, what it was held against, how, and how much of it was decided on.
    fn basis(&mut self, head: &Head) -> io::Result<()> {
        writeln!(self.out, "\n## {}\n", self.say("对象、依据与方法", "Subject, basis and method"))?;
        let years = head.years.map(|(first, last)| format!("{first}-{last}")).unwrap_or_default();
        let (agencies, reports, rules) = (head.agencies, head.reports, head.rules);
        let all: u64 = head.counts.values().sum();
        let open = |(_, _, verdict): &(Severity, String, Verdict)| *verdict == Verdict::Open;
        let undecided: u64 =
            head.counts.iter().filter(|(key, _)| open(key)).map(|(_, count)| count).sum();
        let decided = all - undecided;
        let confirmed: u64 = head
            .counts
            .iter()
            .filter(|((_, _, verdict), _)| *verdict == Verdict::Confirmed)
            .map(|(_, count)| count)
            .sum();
        let concerned =
            head.bodies.values().filter(|row| row.contains_key(&Verdict::Confirmed)).count();
        let share = if all > 0 { decided as f64 * 100.0 / all as f64 } else { 0.0 };
        let lines = match self.lang {
            Lang::Zh => [
                format!("对象: 数据库中 {agencies} 个机关 {years} 年度的 {reports} 份年度报告。"),
                "依据: 《中华人民共和国政府信息公开条例》 (国务院令第711号) 第四十九条、第五十条; \
                 国办公开办函〔2019〕60号 (2019、2020 年度格式); 国办公开办函〔2021〕30号 (2021 \
                 年度起的格式)。各规则的依据见 `gouji rules`。"
                    .to_owned(),
                format!(
                    "方法: {rules} 条规则对每份报告的每一格逐一核对, 不抽样; 比较的是报告自身的各个数字、\
                     数字与正文, 以及同一机关各年的报告。数字一律照原文, 未作改动或补填。"
                ),
                format!(
                    "判定: 人工判定 {decided} 条, 占 {all} 条疑点的 {share:.1}%; 其中确认问题 {confirmed} 条, \
                     涉及 {concerned} 个机关。"
                ),
            ],
            Lang::En => [
                format!("Subject: {reports} yearly reports of {agencies} bodies for {years}."),
                "Basis: the Regulations on the Disclosure of Government Information (State Council \
                 Order 711), articles 49 and 50; the forms of 国办公开办函〔2019〕60号 (for 2019 and \
                 2020) and 国办公开办函〔2021〕30号 (since 2021). The basis of each rule: `gouji rules`."
                    .to_owned(),
                format!(
                    "Method: {rules} rules were applied to every cell of every report; nothing was \
                     sampled. A report's figures are held against one another, against its text, \
                     and against the reports of the same body for other years. Every figure stands \
                     as printed; none was changed or filled in."
                ),
                format!(
                    "Decisions: people decided on {decided} of {all} findings ({share:.1}%) and confirmed \
                     {confirmed} of them (bodies concerned: {concerned})."
                ),
            ],
        };
        for line in lines {
            writeln!(self.out, "- {line}")?;
        }
        if undecided > 0 && decided > 0 {
            let text = self.say(
                "已判定的取自队列的次序 (有变的、指明一格的硬错、硬错、疑点、提示) 或审核人的筛选, \
                 不是随机样本, 不能由此推算未判定的部分。",
                "Those decided on came in the order of the queue (changed, errors with one cell \
                 named, errors, warnings, notices) or by a filter: they are no random sample, and \
                 nothing follows from them for the rest.",
            );
            writeln!(self.out, "- {text}")?;
        }
        Ok(())
    }

    fn summary(&mut self, head: &Head) -> io::Result<()> {
        writeln!(self.out, "\n## {}\n", self.say("汇总", "Summary"))?;
        let mut levels: BTreeMap<Severity, Row> = BTreeMap::new();
        let mut rules: BTreeMap<(Severity, &str), Row> = BTreeMap::new();
        let mut all = Row::new();
        for ((severity, rule, verdict), count) in &head.counts {
            *levels.entry(*severity).or_default().entry(*verdict).or_default() += count;
            *rules.entry((*severity, rule)).or_default().entry(*verdict).or_default() += count;
            *all.entry(*verdict).or_default() += count;
        }
        self.count_head(self.say("级别", "Level"))?;
        for (severity, counts) in &levels {
            self.count_row(severity.label().get(self.lang), counts)?;
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
        if !head.bodies.is_empty() {
            let what = self.say("机关 (有已判定疑点的)", "Body (with a decided finding)");
            writeln!(self.out)?;
            self.count_head(what)?;
            for (agency, counts) in &head.bodies {
                self.count_row(&plain(agency), counts)?;
            }
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

    fn count_row(&mut self, label: &str, counts: &Row) -> io::Result<()> {
        write!(self.out, "| {label} |")?;
        for verdict in Verdict::ALL {
            write!(self.out, " {} |", counts.get(&verdict).copied().unwrap_or(0))?;
        }
        writeln!(self.out, " {} |", counts.values().sum::<u64>())
    }

    /// What the paper says nothing about, so that nobody takes silence for a good mark.
    pub(super) fn not_assessed(&mut self) -> io::Result<()> {
        writeln!(self.out, "\n## {}\n", self.say("未作评估", "Not assessed"))?;
        let (documents, others) = self.documents;
        let lines = match self.lang {
            Lang::Zh => [
                format!(
                    "已读入的 {documents} 个文件中, {others} 个不是年度报告或读不出, 其内容未核对。"
                ),
                "没有读入的报告和附件、图片里的数字, 未核对; 缺报的年度见 `gouji coverage`。"
                    .to_owned(),
                "数字与机关台账、案卷是否相符, 办理是否合法、按时, 不在本次核对之内: \
                 各式成立不等于数字真实。"
                    .to_owned(),
                "未提出疑点的报告只表示各规则未发现问题; 未判定的疑点不算问题。".to_owned(),
            ],
            Lang::En => [
                format!(
                    "Of the {documents} documents read, {others} are no report or could not be \
                     read; what they say was not checked."
                ),
                "Reports that were not read in, attachments, and figures in pictures were not \
                 checked; for missing years see `gouji coverage`."
                    .to_owned(),
                "Whether figures agree with the files of the body, and whether requests were \
                 handled lawfully and in time, is outside of this check: sums that hold are not \
                 figures that are true."
                    .to_owned(),
                "A report without findings passed these rules and no more; a finding that nobody \
                 decided on counts against nobody."
                    .to_owned(),
            ],
        };
        for line in lines {
            writeln!(self.out, "- {line}")?;
        }
        Ok(())
    }
}
