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
    version: 1,
    doc: Doc {
        finds: Text::new(
            "同一张表里与上年相同的数: 一个不小于 500, 或三个不小于 20, 或表三一整行相同且总计不小于 \
             10。一年一张表一条。全零的行从不算; 存量 (现行有效、对外公开总数量、上一年项目数量) 在没有\
             增减时本该不变, 不算; 总计由各项相加得出, 不单算。整张表都与上年相同为疑点, 其余为提示。",
            "Figures of one table that equal last year's: one of at least 500, or three of at least \
             20, or a whole row of table three with at least 10 requests. A finding a table and year. \
             Rows of zeros never count; stocks (in force, public in all, items last year) may stay \
             where nothing was added or taken away; totals follow from their parts and are not \
             counted. A whole table that repeats is a warning, the rest a notice.",
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

fn of_table(before: &Report, after: &Report, table: Table) -> Option<Draft> {
    let (mut equal, mut differ) = (Vec::new(), false);
    for cell in Cell::of_table(table) {
        let (was, is) = (before.cells.number(cell), after.cells.number(cell));
        differ |= was != is;
        let same = is.filter(|number| *number > 0.0 && was == is);
        if let Some(number) = same
            && counts(before, after, cell)
        {
            equal.push((cell, number));
        }
    }
    // The 2019 form printed year by year leaves other cells absent on both sides: that is equal.
    let large = equal.iter().filter(|(_, number)| *number >= THREE).count();
    let single = |(_, number): &(Cell, f64)| *number >= ONE;
    let mut said: Vec<Cell> = Vec::new();
    if large >= 3 {
        said.extend(equal.iter().filter(|(_, number)| *number >= THREE).map(|(cell, _)| *cell));
    } else {
        said.extend(equal.iter().filter(|figure| single(figure)).map(|(cell, _)| *cell));
    }
    if table == Table::Requests {
        for row in Row::all().filter(|row| row.role() != Role::Closed) {
            let total = Cell::request(row, Column::Total);
            let whole = Column::ALL.into_iter().map(|column| Cell::request(row, column)).all(|cell| {
                before.cells.state(cell) == after.cells.state(cell)
                    && before.cells.number(cell) == after.cells.number(cell)
            });
            if whole && after.cells.number(total).is_some_and(|number| number >= ROW) {
                said.push(total);
            }
        }
    }
    said.sort_unstable();
    let whole_table = !differ && large + said.len() > 0;
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
    use crate::check::fixture::{keys, of_rule, report};
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
        let row = [("requests.new.natural", 11), ("requests.granted.natural", 11)];
        let next = [("requests.new.natural", 11), ("requests.partial.natural", 11)];
        assert_eq!(said(&row, &next), [(vec!["requests.new.total"], Severity::Notice)]);
    }

    #[test]
    fn is_silent() {
        let cases: [(Figures<'_>, Figures<'_>, &str); 5] = [
            (&[], &[], "zeros"),
            (&[(PENALTY, 499)], &[(PENALTY, 499), (LICENSING, 1)], "one below 500"),
            (
                &[("disclosure.normative.in_force", 800)],
                &[("disclosure.normative.in_force", 800)],
                "nothing issued or repealed",
            ),
            (&[("requests.new.natural", 9)], &[("requests.new.natural", 9)], "a small row"),
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
