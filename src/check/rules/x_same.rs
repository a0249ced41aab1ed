//! `X-SAME`: figures that repeat last year's.

use super::x_valid;
use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::form::{Cell, Column, DisputeColumn, Role, Row, Table};
use crate::record::{Addend, Finding, Flag, Report, Severity};
use crate::text::{Lang, Text};

pub(super) static RULE: Rule = Rule {
    id: "X-SAME",
    name: Text::new("数字与上年雷同", "figures that repeat last year's"),
    severities: &[Severity::Warning, Severity::Notice],
    version: 2,
    doc: Doc {
        finds: Text::new(
            "同一张表里与上年相同的数: 一个不小于 500, 或三个不小于 20, 或表三一整行相同且总计不小于 \
             10。一年一张表一条。全零的行从不算; 存量 (现行有效、对外公开总数量、上一年项目数量) 在没有\
             增减时本该不变, 不算; 总计由各项相加得出, 不单算。数多的表里总有几个碰巧相同: 按各数的大小算出\
             碰巧相同的个数 (泊松分布), 二十张这样的表里有一张会碰巧如此的, 不提。整张表都与上年相同为\
             疑点, 其余为提示。",
            "Figures of one table that equal last year's: one of at least 500, or three of at least \
             20, or a whole row of table three with at least 10 requests. A finding a table and year. \
             Rows of zeros never count; stocks (in force, public in all, items last year) may stay \
             where nothing was added or taken away; totals follow from their parts and are not \
             counted. In a table of many figures some are equal by chance: how many is reckoned \
             from their sizes (Poisson), and what one such table in twenty would have by chance is \
             not said. A whole table that repeats is a warning, the rest a notice.",
        ),
        why: Text::new(
            "大的数连续两年一件不差, 或几个数同时不变, 多半是照抄上年的表而忘了改。",
            "Large figures that match to the last piece, or several at once, mostly come from copying \
             last year's table and forgetting to change it.",
        ),
        innocent: Text::new(
            "巧合: 数小的时候并不少见; 事项目录不变的机关, 项目数量本来就不变。",
            "Chance, which is not rare where figures are small; lists of items that did not change.",
        ),
        basis: Text::new(
            "《政府信息公开条例》第五十条: 报告上一年度的情况。",
            "《政府信息公开条例》第五十条: the report is on the year that it is for.",
        ),
        fires: Text::new("行政处罚决定 2023 年 4119, 2024 年 4119", "4119 penalties in 2023 and 4119 in 2024"),
        silent: Text::new(
            "规范性文件现行有效 8、8, 两年都没有制发和废止",
            "8 normative documents in force in both years, none issued or repealed",
        ),
    },
    run: Run::Case(run),
    message,
};

const ONE: f64 = 500.0;
const THREE: f64 = 20.0;
const ROW: f64 = 10.0;

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for (before, after) in look.pairs() {
        for table in Table::ALL {
            drafts.extend(of_table(before, after, table));
        }
    }
}

/// Whether a figure is one that a copied table would give away: no sum, no stock that may stand.
fn counts(before: &Report, after: &Report, cell: Cell) -> bool {
    if let Some((row, column)) = cell.as_request() {
        return column != Column::Total && row.role() != Role::Closed;
    }
    if let Some((_, column)) = cell.as_dispute() {
        return column != DisputeColumn::Total;
    }
    let key = cell.key();
    !(key.ends_with(".total_public")
        || key.ends_with(".prior_items")
        || key.ends_with(".in_force") && x_valid::follows(before, after, cell))
}

/// Tables in which chance alone would repeat as much: more than this share of them says nothing.
const CHANCE: f64 = 0.05;

/// How probable it is that a count of about `size` comes out the same two years in a row: the peak of
/// a normal distribution whose variance is that of counting twice and of a change by a fifth.
fn by_chance(size: f64) -> f64 {
    (0.4 / (2.0 * size + (0.2 * size).powi(2)).sqrt()).min(1.0)
}

/// What could repeat by chance in a table, and what did.
#[derive(Default)]
struct Tried {
    /// How many repetitions chance would bring.
    expected: f64,
    equal: Vec<Cell>,
}

impl Tried {
    fn count(&mut self, cell: Cell, chance: f64, same: bool) {
        self.expected += chance;
        self.equal.extend(same.then_some(cell));
    }

    /// Whether so many, or more, would seldom come by chance (Poisson).
    fn is_rare(&self) -> bool {
        let (mut term, mut fewer) = ((-self.expected).exp(), 0.0);
        for n in 1..=self.equal.len() {
            fewer += term;
            term *= self.expected / n as f64;
        }
        1.0 - fewer < CHANCE
    }
}

fn of_table(before: &Report, after: &Report, table: Table) -> Option<Draft> {
    let (mut large, mut single, mut differ) = (Tried::default(), Tried::default(), false);
    for cell in Cell::of_table(table) {
        let (was, is) = (before.cells.number(cell), after.cells.number(cell));
        differ |= was != is;
        let (Some(was), Some(is)) = (was, is) else { continue };
        if was.min(is) >= THREE && counts(before, after, cell) {
            let chance = by_chance((was + is) / 2.0);
            large.count(cell, chance, was == is);
            if was.min(is) >= ONE {
                single.count(cell, chance, was == is);
            }
        }
    }
    let rows = if table == Table::Requests { rows(before, after) } else { Tried::default() };
    // The 2019 form printed year by year leaves other cells absent on both sides: that is equal.
    let rare = |tried: &Tried| !differ || tried.is_rare();
    let mut said: Vec<Cell> = Vec::new();
    let count = large.equal.len();
    if count >= 3 && rare(&large) {
        said.extend(large.equal);
    } else if rare(&single) {
        said.extend(single.equal);
    }
    if rare(&rows) {
        said.extend(rows.equal);
    }
    let whole_table = !differ && count + said.len() > 0;
    said.sort_unstable();
    let severity = if whole_table { Severity::Warning } else { Severity::Notice };
    let mut draft = Draft::new(RULE.id, severity, after.year);
    for cell in said {
        let addend = |report: &Report, sign| Addend {
            year: report.year,
            cell,
            number: report.cells.number(cell),
            sign,
        };
        draft.cells.push(cell);
        draft.flags.push(Flag {
            rule: RULE.id.to_owned(),
            severity,
            cells: vec![cell],
            expected: None,
            actual: after.cells.number(cell),
            addends: vec![addend(before, 1), addend(after, -1)],
        });
    }
    draft.actual = draft.flags.first()?.actual;
    if whole_table {
        draft.fact("table", table.key());
    }
    Some(draft)
}

/// The rows of table three that have requests enough in both years.
fn rows(before: &Report, after: &Report) -> Tried {
    let mut tried = Tried::default();
    for row in Row::all().filter(|row| row.role() != Role::Closed) {
        let total = Cell::request(row, Column::Total);
        let number = |report: &Report, cell| report.cells.number(cell).unwrap_or(0.0);
        if number(before, total).min(number(after, total)) < ROW {
            continue;
        }
        let whole = Column::ALL.into_iter().map(|column| Cell::request(row, column)).all(|cell| {
            before.cells.state(cell) == after.cells.state(cell)
                && before.cells.number(cell) == after.cells.number(cell)
        });
        let size = |column| {
            let cell = Cell::request(row, column);
            (number(before, cell) + number(after, cell)) / 2.0
        };
        let sizes = Column::APPLICANTS.into_iter().map(size).filter(|size| *size > 0.0);
        tried.count(total, sizes.map(by_chance).product(), whole);
    }
    tried
}

fn message(finding: &Finding, lang: Lang) -> String {
    let figures: Vec<String> = finding
        .cells
        .iter()
        .zip(&finding.flags)
        .map(|(cell, flag)| {
            format!("{} {}", words::cell(*cell, lang), words::number(flag.actual, lang))
        })
        .collect();
    let figures = figures.join(lang.pick("、", ", "));
    let year = finding.year.saturating_sub(1);
    match Table::from_key(words::fact(finding, "table")) {
        Some(table) => {
            let title = table.title().get(lang);
            lang.pick(
                format!("“{title}”整张表与 {year} 年相同: {figures}"),
                format!("the whole table '{title}' equals that of {year}: {figures}"),
            )
        }
        None => lang.pick(
            format!("与 {year} 年相同: {figures}"),
            format!("equal to {year}: {figures}"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{cell, keys, of_rule, report};
    use crate::record::Severity;

    type Figures<'a> = &'a [(&'a str, i64)];

    fn said(before: Figures<'_>, after: Figures<'_>) -> Vec<(Vec<&'static str>, Severity)> {
        let found = of_rule("X-SAME", vec![report(2023, before), report(2024, after)]);
        found.iter().map(|finding| (keys(&finding.cells), finding.severity)).collect()
    }

    const PENALTY: &str = "disclosure.penalty.decisions";
    const LICENSING: &str = "disclosure.licensing.decisions";
    const COERCION: &str = "disclosure.coercion.decisions";

    #[test]
    fn fires() {
        let one = [(PENALTY, 4119), (LICENSING, 7)];
        assert_eq!(said(&one, &[(PENALTY, 4119)]), [(vec![PENALTY], Severity::Notice)]);
        assert_eq!(said(&one, &one), [(vec![PENALTY], Severity::Warning)], "the whole table");
        let three = [(PENALTY, 20), (LICENSING, 21), (COERCION, 22)];
        let other = [three[0], three[1], three[2], ("disclosure.normative.issued", 1)];
        assert_eq!(said(&three, &other), [(vec![LICENSING, PENALTY, COERCION], Severity::Notice)]);
        let row = [("requests.new.natural", 31), ("requests.granted.natural", 31)];
        let next = [("requests.new.natural", 31), ("requests.partial.natural", 31)];
        assert_eq!(said(&row, &next), [(vec!["requests.new.total"], Severity::Notice)]);
        let two = |row: &'static str| {
            [(format!("requests.{row}.natural"), 7), (format!("requests.{row}.business"), 4)]
                .map(|(key, n)| (cell(&key).key(), n))
        };
        let (row, next) = ([two("new"), two("granted")].concat(), [two("new"), two("partial")].concat());
        assert_eq!(said(&row, &next), [(vec!["requests.new.total"], Severity::Notice)]);
    }

    #[test]
    fn what_chance_would_repeat_in_a_table_of_many_rows_is_not_said() {
        let rows = ["granted", "partial", "unable.not_held", "rejected.petition", "other.misc"];
        let year = |sizes: [i64; 5]| -> Vec<(String, i64)> {
            rows.iter().zip(sizes).map(|(row, n)| (format!("requests.{row}.natural"), n)).collect()
        };
        let said = |before: [i64; 5], after: [i64; 5]| {
            let figures = |year: &[(String, i64)]| -> Vec<(&'static str, i64)> {
                year.iter().map(|(key, n)| (cell(key).key(), *n)).collect()
            };
            let (before, after) = (figures(&year(before)), figures(&year(after)));
            said(&before, &after).into_iter().flat_map(|(cells, _)| cells).collect::<Vec<_>>()
        };
        let before = [12, 15, 11, 40, 30];
        assert!(said(before, [12, 19, 17, 44, 35]).is_empty(), "one of five");
        assert_eq!(said(before, [12, 15, 11, 44, 35]).len(), 3, "three of five");
    }

    #[test]
    fn is_silent() {
        let cases: [(Figures<'_>, Figures<'_>, &str); 6] = [
            (&[], &[], "zeros"),
            (&[(PENALTY, 499)], &[(PENALTY, 499), (LICENSING, 1)], "one below 500"),
            (
                &[("disclosure.normative.in_force", 800)],
                &[("disclosure.normative.in_force", 800)],
                "nothing issued or repealed",
            ),
            (&[("requests.new.natural", 9)], &[("requests.new.natural", 9)], "a small row"),
            (
                &[("requests.new.natural", 13), ("requests.granted.natural", 13)],
                &[("requests.new.natural", 13), ("requests.partial.natural", 13)],
                "one figure of thirteen: one pair of years in fourteen",
            ),
            (
                &[(PENALTY, 20), (LICENSING, 30)],
                &[(PENALTY, 20), (LICENSING, 30), (COERCION, 1)],
                "two",
            ),
        ];
        for (before, after, why) in cases {
            assert!(said(before, after).is_empty(), "{why}");
        }
    }
}
