//! `T2-UNIT`: an amount in 元 where the form asks for 万元.

use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::form::{Cell, Kind};
use crate::record::{Addend, Finding, Flag, Report, Severity};
use crate::text::{Lang, Text};

pub(super) static RULE: Rule = Rule {
    id: "T2-UNIT",
    name: Text::new("金额疑似以元填报", "an amount that looks like 元"),
    severities: &[Severity::Warning],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "行政事业性收费金额或集中采购金额约为相邻年度的一万倍 (2,000 至 50,000 倍), 且不小于 \
             1,000。",
            "Fees or purchases about ten thousand times those of the year beside (2,000 to 50,000 \
             times), and not less than 1,000.",
        ),
        why: Text::new(
            "表头的单位是万元。按元填的一个数会让汇总数大出几个量级。",
            "The form asks for 万元. One figure in 元 throws a sum off by orders of magnitude.",
        ),
        innocent: Text::new(
            "收费职能在这一年划入或划出, 或原先几乎没有收费。",
            "The power to charge fees came or went that year, or there was next to nothing to charge \
             before.",
        ),
        basis: Text::new(
            "国办公开办函〔2021〕30号所附格式第二部分: 本年收费金额（单位：万元）。",
            "Part two of the form of 国办公开办函〔2021〕30号: 本年收费金额（单位：万元）.",
        ),
        fires: Text::new("收费金额 2023 年 25.1, 2024 年 251000", "fees of 25.1 in 2023 and 251000 in 2024"),
        silent: Text::new("收费金额 2023 年 25.1, 2024 年 310", "fees of 25.1 in 2023 and 310 in 2024"),
    },
    run: Run::Case(run),
    message,
};

/// 元 for 万元 is a factor of 10⁴; the year's own change comes on top.
pub(in crate::check) const TIMES: std::ops::Range<f64> = 2_000.0..50_000.0;
/// Smaller amounts are not looked at.
pub(in crate::check) const LEAST: f64 = 1_000.0;

/// The amounts of both forms.
pub(in crate::check) fn amounts() -> impl Iterator<Item = Cell> {
    Cell::all().filter(|cell| cell.info().kind == Kind::Amount)
}

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for cell in amounts() {
        for (before, after) in look.pairs() {
            let known = |report: &Report| report.cells.number(cell).filter(|n| *n > 0.0);
            let (Some(x0), Some(x1)) = (known(before), known(after)) else { continue };
            let (large, small) = if x0 > x1 { (before, after) } else { (after, before) };
            if x0.max(x1) < LEAST || !TIMES.contains(&(x0.max(x1) / x0.min(x1))) {
                continue;
            }
            // One wrong year stands out against both its neighbours: still one finding.
            let known = drafts.iter_mut().find(|draft| {
                draft.rule == RULE.id && draft.year == large.year && draft.cells == [cell]
            });
            match known {
                Some(draft) => draft.flags.push(flag(cell, large, small)),
                None => {
                    let mut draft = Draft::new(RULE.id, Severity::Warning, large.year);
                    draft.cells.push(cell);
                    draft.flags.push(flag(cell, large, small));
                    draft.actual = large.cells.number(cell);
                    draft.expected = draft.actual.map(|amount| amount / 10_000.0);
                    drafts.push(draft);
                }
            }
        }
    }
}

fn flag(cell: Cell, large: &Report, small: &Report) -> Flag {
    let addend = |report: &Report, sign| Addend {
        year: report.year,
        cell,
        number: report.cells.number(cell),
        sign,
    };
    Flag {
        rule: RULE.id.to_owned(),
        severity: Severity::Warning,
        cells: vec![cell],
        expected: large.cells.number(cell).map(|amount| amount / 10_000.0),
        actual: large.cells.number(cell),
        addends: vec![addend(small, 1), addend(large, -1)],
    }
}

fn message(finding: &Finding, lang: Lang) -> String {
    let cells = words::cells(&finding.cells, lang);
    let (is, was) = (words::number(finding.actual, lang), words::number(finding.expected, lang));
    let beside: Vec<String> = finding
        .flags
        .iter()
        .flat_map(|flag| &flag.addends)
        .filter(|addend| addend.year != finding.year)
        .map(|addend| format!("{} {}", addend.year, words::number(addend.number, lang)))
        .collect();
    let beside = beside.join(lang.pick("、", ", "));
    lang.pick(
        format!("{cells} {is}, 相邻年度 {beside}: 疑以元填报, 合 {was} 万元"),
        format!("{cells} {is}, beside {beside}: looks like 元, which would be {was} 万元"),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{cell, of_rule, report};

    fn with(fees: &[f64]) -> Vec<crate::record::Finding> {
        let reports = fees.iter().zip(2021..).map(|(amount, year)| {
            let mut report = report(year, &[]);
            report.cells.set_number(cell("disclosure.fees.amount"), *amount, "");
            report
        });
        of_rule("T2-UNIT", reports.collect())
    }

    #[test]
    fn fires() {
        for (fees, year, flags) in [
            (&[25.1, 251_000.0][..], 2022, 1),
            (&[251_000.0, 25.1], 2021, 1),
            (&[25.1, 271_000.0, 24.0], 2022, 2),
        ] {
            let found = with(fees);
            assert_eq!(found.len(), 1, "{fees:?}");
            assert_eq!((found[0].year, found[0].flags.len()), (year, flags), "{fees:?}");
        }
    }

    #[test]
    fn is_silent() {
        for fees in [&[25.1, 310.0][..], &[0.0, 251_000.0], &[0.01, 100.0], &[25.1]] {
            assert!(with(fees).is_empty(), "{fees:?}");
        }
    }
}
