//! `N-NUM`: a sentence states another figure than its table.

use crate::check::prose::{self, Topic, claims};
use crate::check::rule::Assessed;
use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::form::{Cell, Column, DisputeColumn, DisputeGroup, Row};
use crate::record::{Cells, Finding, Severity, decimal};
use crate::text::{Lang, Text};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "N-NUM",
    name: Text::new("正文数字与表格不符", "the text states another figure than the table"),
    severities: &[Severity::Warning],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "正文用明确的词(新收、受理、办结、结转下年度、予以公开、行政复议、制发……)说出的数字, 与表格中每一种可以接受的读法都不相同。",
            "A figure that the prose states with a strong cue (received, closed, carried over, granted, reviews, documents issued …) differs from every reading of the tables that could be meant.",
        ),
        why: Text::new(
            "同一份报告有两个数字, 至少一个是错的; 也常是照抄上年文字的痕迹。",
            "One report with two figures has at least one wrong; it is often a trace of last year's text.",
        ),
        innocent: Text::new(
            "正文说的可能是政府办公室本级或某一渠道的数字, 表格是全区域的; 此类句子一般已被排除。",
            "The sentence may speak of the office alone or of one channel while the table covers the region; most such sentences are left out.",
        ),
        basis: Text::new(
            "《政府信息公开工作年度报告格式》(国办公开办函〔2021〕30号)第一至四部分的数据口径一致。",
            "The form (国办公开办函〔2021〕30号): parts one to four report the same figures.",
        ),
        fires: Text::new(
            "正文“收到政府信息公开申请31件”, 表中本年新收 21、上年结转 2。",
            "The text says 31 requests were received; the table has 21 new and 2 carried in.",
        ),
        silent: Text::new(
            "正文“受理申请23件”, 表中本年新收 21、上年结转 2: 合计 23。",
            "The text says 23 were handled; the table has 21 new and 2 carried in: 23 together.",
        ),
    },
    run: Run::Case(run),
    message,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for Assessed { report, prose, .. } in look.assessed {
        for claim in claims(&look.case.agency, report.year, prose) {
            let Some((cell, readings)) = readings(claim.topic, &report.cells) else { continue };
            if readings.contains(&claim.number) {
                continue;
            }
            let mut draft = prose::draft("N-NUM", Severity::Warning, report.year, &claim.sentence);
            draft.cells = vec![cell];
            draft.expected = readings.first().copied();
            draft.actual = Some(claim.number);
            draft.fact("readings", readings.iter().map(|n| decimal(*n)).collect::<Vec<_>>().join(" "));
            drafts.push(draft);
        }
    }
}

/// The cell that a claim is about and every number that it could mean, the plainest first; `None`
/// where the tables do not say.
fn readings(topic: Topic, cells: &Cells) -> Option<(Cell, Vec<f64>)> {
    let total = |row: Row| cells.number(Cell::request(row, Column::Total));
    let at = |row: Row| Cell::request(row, Column::Total);
    let group = |prefix: &str| -> Option<f64> {
        let mut rows = Row::all().filter(|row| row.key().starts_with(prefix)).peekable();
        rows.peek()?;
        let known: Vec<f64> = rows.filter_map(total).collect();
        (!known.is_empty()).then(|| known.iter().sum())
    };
    let dispute = |g: DisputeGroup| cells.number(Cell::dispute(g, DisputeColumn::Total));
    let document = |first: &str, second: &str| -> Option<(Cell, Vec<f64>)> {
        let (cell, count) = [first, second].iter().find_map(|what| {
            let cell = Cell::from_key(&format!("disclosure.normative.{what}"))?;
            Some((cell, cells.number(cell)?))
        })?;
        let key = cell.key().replace("normative", "regulations");
        let rules = Cell::from_key(&key).and_then(|cell| cells.number(cell)).unwrap_or(0.0);
        Some((cell, vec![count, count + rules, rules]))
    };
    let with = |row: Row, more: Vec<Option<f64>>| -> Option<(Cell, Vec<f64>)> {
        let mut all = vec![total(row)?];
        all.extend(more.into_iter().flatten());
        Some((at(row), all))
    };
    let sum = |a: Option<f64>, b: Option<f64>| Some(a? + b?);
    let less = |a: Option<f64>, b: Option<f64>| Some(a? - b?);
    let first_of = |prefix: &str| Row::all().find(|row| row.key().starts_with(prefix));
    let (new, carried_in) = (total(Row::NEW), total(Row::CARRIED_IN));
    let closed = total(Row::CLOSED);
    let (granted, partial) = (total(Row::GRANTED), total(Row::PARTIAL));
    match topic {
        Topic::New | Topic::Received => with(Row::NEW, vec![sum(new, carried_in), closed]),
        Topic::CarriedIn => with(Row::CARRIED_IN, vec![]),
        Topic::CarriedOut => with(Row::CARRIED_OUT, vec![]),
        Topic::Closed => {
            let (other, rejected) = (group("other"), group("rejected"));
            with(
                Row::CLOSED,
                vec![
                    less(closed, other),
                    less(closed, rejected),
                    less(less(closed, other), rejected),
                    new,
                    sum(new, carried_in),
                    less(closed, carried_in),
                ],
            )
        }
        Topic::Granted => with(Row::GRANTED, vec![sum(granted, partial)]),
        Topic::Partial => with(Row::PARTIAL, vec![sum(granted, partial)]),
        Topic::Denied => {
            let (denied, unable, rejected) = (group("denied")?, group("unable"), group("rejected"));
            let mut all = vec![denied];
            all.extend([
                sum(Some(denied), unable),
                sum(Some(denied), rejected),
                sum(sum(Some(denied), unable), rejected),
                sum(Some(denied), partial),
            ].into_iter().flatten());
            Some((at(first_of("denied")?), all))
        }
        Topic::Unable => Some((at(first_of("unable")?), vec![group("unable")?])),
        Topic::Rejected => Some((at(first_of("rejected")?), vec![group("rejected")?])),
        Topic::Reconsideration => {
            let all = dispute(DisputeGroup::Reconsideration)?;
            let pending = cells.number(Cell::dispute(DisputeGroup::Reconsideration, DisputeColumn::Pending));
            let cell = Cell::dispute(DisputeGroup::Reconsideration, DisputeColumn::Total);
            Some((cell, vec![all, all - pending.unwrap_or(0.0)]))
        }
        Topic::Lawsuit => {
            let direct = dispute(DisputeGroup::Direct)?;
            let after = dispute(DisputeGroup::AfterReconsideration)?;
            let cell = Cell::dispute(DisputeGroup::Direct, DisputeColumn::Total);
            Some((cell, vec![direct + after, direct, after]))
        }
        Topic::Issued => document("issued", "made").map(|(cell, mut all)| {
            let published = Cell::from_key("disclosure.normative.published");
            all.extend(published.and_then(|cell| cells.number(cell)));
            (cell, all)
        }),
        Topic::Repealed => document("repealed", "repealed"),
        Topic::InForce => document("in_force", "total_public"),
    }
}

fn message(finding: &Finding, lang: Lang) -> String {
    let said = words::number(finding.actual, lang);
    let cell = finding.cells.first().map(|cell| words::cell(*cell, lang)).unwrap_or_default();
    let table = words::number(finding.expected, lang);
    let quote = prose::quoted(finding, lang);
    lang.pick(
        format!("正文作 {said}, 表中{cell}为 {table}: {quote}"),
        format!("the text says {said}, the table has {table} for {cell}: {quote}"),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{of_rule, report};
    use crate::check::prose::testing::say;

    fn count(text: &str) -> usize {
        let mut report = report(2024, &[
            ("requests.new.natural", 21),
            ("requests.carried_in.natural", 2),
            ("requests.granted.natural", 20),
            ("disclosure.normative.issued", 4),
        ]);
        say(&mut report, text);
        of_rule("N-NUM", vec![report]).len()
    }

    #[test]
    fn fires() {
        for text in [
            "2024年收到政府信息公开申请31件。",
            "新收政府信息公开申请21件，上年结转1件，予以公开20件。",
            "全年答复政府信息公开申请20件，5件结转下年度继续办理。",
            "制发行政规范性文件6件。",
        ] {
            assert_eq!(count(text), 1, "{text}");
        }
    }

    #[test]
    fn is_silent() {
        for text in [
            "2024年收到政府信息公开申请21件。",
            "2024年受理政府信息公开申请23件。",
            "全年答复政府信息公开申请20件，3件结转下年度继续办理。",
            "全县收到政府信息公开申请900件。",
        ] {
            assert_eq!(count(text), 0, "{text}");
        }
    }
}
