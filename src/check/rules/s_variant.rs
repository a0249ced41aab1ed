//! `S-VARIANT`: rows and columns that are not those of the form.

use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::form::{Cell, Form, Row, RowSet, Table};
use crate::record::{Finding, Report, Severity, State};
use crate::text::{Lang, Text};

pub(super) static RULE: Rule = Rule {
    id: "S-VARIANT",
    name: Text::new("行或栏与格式不同", "rows or columns that differ from the form"),
    severities: &[Severity::Notice],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "表三少了格式里的行, 或多了另一版的行 (如 2021 版的表里只有一行其他处理); 表二混有另一版的\
             栏目。一份报告一条。整张表不在的, 归 S-MISS。",
            "Table three lacks rows of its form or has rows of the other (such as one undivided row of \
             other outcomes on the form of 2021); table two mixes in columns of the other. One finding \
             a report. A table that is not there at all is S-MISS.",
        ),
        why: Text::new(
            "少了的行不等于 0。勾稽按印出的行计算, 但这样的报告与同年的不能逐行比较。",
            "A row that is missing is not 0. The sums are taken over the rows that are printed, but \
             such a report cannot be compared with others of the year row by row.",
        ),
        innocent: Text::new(
            "网站转换时漏了行, 或行名残缺没有认出 (那是读错)。",
            "A page that lost rows when it was made, or labels too damaged to be told (then it is \
             misread).",
        ),
        basis: Text::new(
            "国办公开办函〔2021〕30号、〔2019〕60号所附格式。",
            "The forms of 国办公开办函〔2021〕30号 and 〔2019〕60号.",
        ),
        fires: Text::new("2023 年度表三的其他处理只有一行", "one row of other outcomes in 2023"),
        silent: Text::new("25 行齐全; 多出的“其他主动公开文件”不属任何一版, 不计", "all 25 rows; extra rows of neither form do not count"),
    },
    run: Run::Case(run),
    message,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    drafts.extend(look.reports().iter().filter_map(of_report));
}

fn of_report(report: &Report) -> Option<Draft> {
    let (has, form) = (report.cells.rows(), RowSet::of_form(report.form));
    let mut draft = Draft::new(RULE.id, Severity::Notice, report.year);
    let keys = |rows: Vec<Row>| rows.into_iter().map(Row::key).collect::<Vec<_>>().join(" ");
    if !has.is_empty() && has != form {
        let missing = keys(form.iter().filter(|row| !has.contains(*row)).collect());
        let extra = keys(has.iter().filter(|row| !form.contains(*row)).collect());
        for (name, rows) in [("missing", missing), ("extra", extra)] {
            if !rows.is_empty() {
                draft.fact(name, rows);
            }
        }
    }
    // A table two of the other form altogether is S-FORM; here it is the mixture that counts.
    let columns: Vec<&str> = Cell::of_table(Table::Disclosure)
        .filter(|cell| !cell.in_form(report.form) && report.cells.state(*cell) != State::Absent)
        .map(Cell::key)
        .collect();
    if !columns.is_empty() {
        draft.fact("columns", columns.join(" "));
    }
    draft.fact("form", report.form.name());
    (draft.facts.len() > 1).then_some(draft)
}

fn message(finding: &Finding, lang: Lang) -> String {
    let comma = lang.pick("、", ", ");
    let rows = |name: &str| {
        let rows = words::fact(finding, name).split(' ').filter_map(Row::from_key);
        rows.map(|row| words::row(row, lang)).collect::<Vec<_>>().join(comma)
    };
    let columns: Vec<Cell> =
        words::fact(finding, "columns").split(' ').filter_map(Cell::from_key).collect();
    let form = Form::from_name(words::fact(finding, "form")).map_or("", Form::name);
    let mut said = Vec::new();
    for (list, zh, en) in [
        (rows("missing"), "表三缺", "table three lacks"),
        (rows("extra"), "表三多", "table three adds"),
        (words::cells(&columns, lang), "表二混有", "table two mixes in"),
    ] {
        if !list.is_empty() {
            said.push(format!("{} {list}", lang.pick(zh, en)));
        }
    }
    let said = said.join("; ");
    lang.pick(format!("与 {form} 版格式不同: {said}"), format!("not as the form of {form}: {said}"))
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{findings, report, set};
    use crate::check::message;
    use crate::form::{Cell, Column, Row, Table};
    use crate::record::{Report, State};
    use crate::text::Lang;

    fn drop_row(report: &mut Report, key: &str) {
        let row = Row::from_key(key).unwrap();
        for column in Column::ALL {
            report.cells.set_state(Cell::request(row, column), State::Absent, "");
        }
    }

    #[test]
    fn fires() {
        let mut hybrid = report(2023, &[]);
        for key in ["other.uncorrected", "other.unpaid", "other.misc"] {
            drop_row(&mut hybrid, key);
        }
        for column in Column::ALL {
            set(&mut hybrid, &format!("requests.other.all.{}", column.key()), 0);
        }
        set(&mut hybrid, "disclosure.normative.total_public", 3);
        let found = findings(vec![hybrid]);
        assert_eq!((found.len(), found[0].rule.as_str()), (1, "S-VARIANT"));
        insta::assert_snapshot!(message(&found[0], Lang::Zh), @"与 2021 版格式不同: 表三缺 逾期不补正、逾期不缴费、其他处理之其他; 表三多 其他处理; 表二混有 行政规范性文件·对外公开总数量");
    }

    #[test]
    fn is_silent() {
        assert!(findings(vec![report(2020, &[]), report(2021, &[])]).is_empty());
        let mut none = report(2024, &[]);
        for cell in Cell::of_table(Table::Requests) {
            none.cells.set_state(cell, State::Absent, "");
        }
        assert!(findings(vec![none]).iter().all(|finding| finding.rule != "S-VARIANT"));
    }
}
