//! Small cases for the tests of rules. Everything in them is made up.

use super::{Context, check};
use crate::form::{Cell, Column, DisputeColumn, DisputeGroup, Form, Role, Row, RowSet};
use crate::record::{
    Agency, AgencyKind, Case, Cells, Finding, Level, Passage, Place, Report, Span, State,
};

pub(crate) fn cell(key: &str) -> Cell {
    Cell::from_key(key).unwrap_or_else(|| panic!("no cell is called '{key}'"))
}

/// 青石县教育局, a county's department.
pub(crate) fn agency() -> Agency {
    Agency {
        name: "云岭省白水市青石县教育局".into(),
        printed: "青石县教育局".into(),
        place: Place {
            code: 0,
            province: "云岭省".into(),
            city: "白水市".into(),
            county: "青石县".into(),
            town: String::new(),
        },
        kind: AgencyKind::Department,
        level: Level::County,
    }
}

/// A report whose every equation holds: all its form's cells are 0 but for those given, and the
/// totals (三(七), row totals, totals of table four, and 结转下年度) follow from them.
pub(crate) fn report(year: i16, figures: &[(&str, i64)]) -> Report {
    report_in(Form::for_year(year), year, figures)
}

/// The same in a form of choice.
pub(crate) fn report_in(form: Form, year: i16, figures: &[(&str, i64)]) -> Report {
    let mut report = Report {
        year,
        form,
        published: None,
        title: String::new(),
        cells: Cells::default(),
        passages: Vec::new(),
        earlier: None,
    };
    for cell in Cell::of_form(form) {
        set(&mut report, cell.key(), 0);
    }
    for (key, number) in figures {
        set(&mut report, key, *number);
    }
    total(&mut report);
    report
}

/// Works out the totals anew.
pub(crate) fn total(report: &mut Report) {
    let rows = RowSet::of_form(report.form);
    let get = |report: &Report, row, column| {
        report.cells.count(Cell::request(row, column)).unwrap_or_default()
    };
    for column in Column::APPLICANTS {
        let closed: i64 = rows
            .iter()
            .filter(|row| row.role() == Role::Outcome)
            .map(|row| get(report, row, column))
            .sum();
        let came = get(report, Row::NEW, column) + get(report, Row::CARRIED_IN, column);
        report.cells.set_number(Cell::request(Row::CLOSED, column), closed as f64, "");
        report.cells.set_number(
            Cell::request(Row::CARRIED_OUT, column),
            (came - closed) as f64,
            "",
        );
    }
    for row in rows.iter() {
        let sum: i64 = Column::APPLICANTS.iter().map(|column| get(report, row, *column)).sum();
        report.cells.set_number(Cell::request(row, Column::Total), sum as f64, "");
    }
    for group in DisputeGroup::ALL {
        let sum: f64 = DisputeColumn::ALL[..4]
            .iter()
            .filter_map(|column| report.cells.number(Cell::dispute(group, *column)))
            .sum();
        report.cells.set_number(Cell::dispute(group, DisputeColumn::Total), sum, "");
    }
}

/// Overwrites one cell and nothing else.
pub(crate) fn set(report: &mut Report, key: &str, number: i64) {
    report.cells.set_number(cell(key), number as f64, &number.to_string());
}

/// Makes one cell blank.
pub(crate) fn blank(report: &mut Report, key: &str) {
    report.cells.set_state(cell(key), State::Blank, "");
}

/// A paragraph of prose; `heading` where it is one.
pub(crate) fn passage(section: u8, heading: Option<&str>, text: &str) -> Passage {
    Passage {
        section: crate::form::Section::from_number(section).expect("0 to 6"),
        heading: heading.map(str::to_owned),
        text: text.to_owned(),
        span: Span { start: 0, end: 0 },
    }
}

/// An agency with these reports.
pub(crate) fn case(reports: Vec<Report>) -> Case {
    Case { agency: agency(), reports }
}

/// The findings on these reports of [`agency`], knowing nothing of others.
pub(crate) fn findings(reports: Vec<Report>) -> Vec<Finding> {
    check(&case(reports), &Context::default())
}

/// Those of one rule.
pub(crate) fn of_rule(rule: &str, reports: Vec<Report>) -> Vec<Finding> {
    findings(reports).into_iter().filter(|finding| finding.rule == rule).collect()
}

/// The keys of a finding's cells.
pub(crate) fn keys(cells: &[Cell]) -> Vec<&'static str> {
    cells.iter().map(|cell| cell.key()).collect()
}

#[test]
fn the_fixture_itself_is_clean() {
    let figures = [("requests.new.natural", 9), ("requests.granted.natural", 7)];
    for year in [2019, 2024] {
        let found = findings(vec![report(year, &figures)]);
        assert!(found.is_empty(), "{found:?}");
    }
}
