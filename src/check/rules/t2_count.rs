//! `T2-COUNT`: a count that is no whole number, or a figure that is negative.

use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::form::{Cell, Kind, Table};
use crate::record::{Addend, Finding, Flag, Report, Severity};
use crate::text::{Lang, Text};

pub(super) static RULE: Rule = Rule {
    id: "T2-COUNT",
    name: Text::new("件数不是非负整数", "a count that counts nothing"),
    severities: &[Severity::Error],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "三张表里的件数、项数带小数或为负, 金额为负。本年增/减可以为负。一张表一条。",
            "Counts in the three tables with a fraction or below zero, amounts below zero. 本年增/减 \
             may be negative. One finding a table.",
        ),
        why: Text::new(
            "文件、决定和申请都按件计, 没有半件, 也不会少于零件: 这个数一定填错或读错。",
            "Documents, decisions and requests come in pieces: there is no half of one and no fewer \
             than none, so the figure was written or read wrongly.",
        ),
        innocent: Text::new(
            "网页把千分位写成了小数点 (1.234); 把金额填在件数栏; 把增减填在总数栏。",
            "A page that prints the thousands mark as a point (1.234); an amount in a column of \
             counts; a change in a column of totals.",
        ),
        basis: Text::new(
            "国办公开办函〔2021〕30号、〔2019〕60号所附格式: 各栏均为数量, 仅收费和采购金额以万元计。",
            "The forms of 国办公开办函〔2021〕30号 and 〔2019〕60号: all columns are counts but the \
             amounts in 万元.",
        ),
        fires: Text::new("行政处罚 本年处理决定数量 12.5", "penalties, decisions this year: 12.5"),
        silent: Text::new(
            "行政事业性收费 本年收费金额 12.5 万元; 行政许可 本年增/减 -3",
            "fees of 12.5 (10,000 yuan); licences, more or fewer: -3",
        ),
    },
    run: Run::Case(run),
    message,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for report in look.reports() {
        for table in Table::ALL {
            drafts.extend(table_of(report, table));
        }
    }
}

fn table_of(report: &Report, table: Table) -> Option<Draft> {
    let wrong = |cell: &Cell| {
        report.cells.number(*cell).is_some_and(|number| match cell.info().kind {
            Kind::Count => number < 0.0 || number.fract() != 0.0,
            Kind::Change => number.fract() != 0.0,
            Kind::Amount => number < 0.0,
        })
    };
    let mut draft = Draft::new(RULE.id, Severity::Error, report.year);
    for cell in Cell::of_table(table).filter(wrong) {
        let number = report.cells.number(cell);
        draft.cells.push(cell);
        draft.flags.push(Flag {
            rule: RULE.id.to_owned(),
            severity: Severity::Error,
            cells: vec![cell],
            expected: None,
            actual: number,
            addends: vec![Addend { year: report.year, cell, number, sign: -1 }],
        });
    }
    draft.actual = draft.flags.first()?.actual;
    Some(draft)
}

fn message(finding: &Finding, lang: Lang) -> String {
    let figures = words::figures(finding, lang);
    lang.pick(
        format!("应为非负的整数: {figures}"),
        format!("should be whole and not negative: {figures}"),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{cell, keys, of_rule, report, report_in};
    use crate::form::Form;

    #[test]
    fn fires() {
        let mut odd = report(2024, &[("disclosure.coercion.decisions", -1)]);
        odd.cells.set_number(cell("disclosure.penalty.decisions"), 12.5, "12.5");
        let found = of_rule("T2-COUNT", vec![odd]);
        assert_eq!(found.len(), 1, "one table, one finding");
        let want = ["disclosure.penalty.decisions", "disclosure.coercion.decisions"];
        assert_eq!(keys(&found[0].cells), want);
    }

    #[test]
    fn is_silent() {
        let mut fine = report_in(Form::F2019, 2020, &[("disclosure.licensing.change", -3)]);
        fine.cells.set_number(cell("disclosure.procurement.amount"), 12.5, "12.5");
        assert!(of_rule("T2-COUNT", vec![fine]).is_empty());
    }
}
