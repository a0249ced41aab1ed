//! The rules on real published figures.

use crate::shared::shared;
use gouji::check::{Context, check};
use gouji::form::{Cell, Form};
use gouji::record::{
    Agency, AgencyKind, Case, Cells, Finding, Level, Place, Report, Severity, Slip,
};
use std::collections::BTreeMap;
use std::path::Path;

fn agency(name: &str, kind: AgencyKind, level: Level) -> Agency {
    Agency { name: name.into(), printed: name.into(), place: Place::default(), kind, level }
}

fn report(year: i16, form: Form) -> Report {
    Report {
        year,
        form,
        published: None,
        title: String::new(),
        cells: Cells::default(),
        passages: Vec::new(),
        earlier: None,
    }
}

fn rows(path: &Path) -> Vec<csv::StringRecord> {
    csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect()
}

fn set(report: &mut Report, cell: &str, value: &str) {
    let number: f64 = value.parse().unwrap();
    report.cells.set_number(Cell::from_key(cell).unwrap(), number, value);
}

/// The findings on each agency of the published figures.
fn figures() -> Option<BTreeMap<String, Vec<Finding>>> {
    let mut cases: BTreeMap<String, BTreeMap<i16, Report>> = BTreeMap::new();
    for row in rows(&shared("figures/cells.csv")?) {
        let (year, form) = (row[1].parse().unwrap(), Form::from_name(&row[2]).unwrap());
        let years = cases.entry(row[0].to_owned()).or_default();
        set(years.entry(year).or_insert_with(|| report(year, form)), &row[3], &row[5]);
    }
    let mut found = BTreeMap::new();
    for (name, years) in cases {
        let level =
            if name.contains('区') || name.contains('县') { Level::County } else { Level::City };
        let kind =
            if name.contains("实验区") { AgencyKind::Zone } else { AgencyKind::Government };
        let agency = agency(&name, kind, level);
        let case = Case { agency, reports: years.into_values().collect() };
        found.insert(name, check(&case, &Context::default()));
    }
    Some(found)
}

/// Rule, year, first cell, expected and actual of findings of one level.
fn said(findings: &[Finding], severity: Severity) -> Vec<(&str, i16, &str, f64, f64)> {
    let figure = |number: Option<f64>| number.unwrap_or(f64::NAN);
    findings
        .iter()
        .filter(|finding| finding.severity == severity)
        .map(|f| {
            let cell = f.cells.first().map_or("", |cell| cell.key());
            (f.rule.as_str(), f.year, cell, figure(f.expected), figure(f.actual))
        })
        .collect()
}

#[test]
fn what_is_wrong_in_published_figures_is_found() {
    let Some(found) = figures() else { return };
    let of = |name: &str, severity| said(&found[name], severity);
    assert_eq!(
        of("淮安市洪泽区人民政府", Severity::Error),
        [
            ("T4-SUM", 2023, "disputes.reconsideration.total", 11.0, 0.0),
            ("T4-SUM", 2023, "disputes.after_reconsideration.total", 5.0, 0.0),
        ]
    );
    assert_eq!(
        of("金湖县", Severity::Error),
        [("T4-SUM", 2023, "disputes.direct.total", 3.0, 0.0)]
    );
    assert_eq!(
        of("平潭综合实验区", Severity::Error),
        [("T3-RES", 2020, "requests.closed.total", 27.0, 21.0)]
    );
    // 27 against 21: by just what was granted in part, and the columns agree.
    let pingtan = &found["平潭综合实验区"][0];
    assert_eq!((pingtan.flags.len(), pingtan.slip), (2, Some(Slip::LeftOut)));
    assert!(pingtan.facts.contains(&("row".into(), "partial".into())), "{:?}", pingtan.facts);
    let in_force = "disclosure.normative.in_force";
    let valid: Vec<_> = of("平潭综合实验区", Severity::Warning)
        .into_iter()
        .filter(|finding| finding.0 == "X-VALID")
        .collect();
    assert_eq!(
        valid,
        [
            ("X-VALID", 2023, in_force, 643.0, 470.0),
            ("X-VALID", 2024, in_force, 499.0, 440.0),
            ("X-VALID", 2025, in_force, 453.0, 546.0),
        ]
    );
}

#[test]
fn what_is_right_in_published_figures_is_left_alone() {
    let Some(found) = figures() else { return };
    for name in ["宿迁市人民政府", "淮安市人民政府", "杭州市", "沭阳县人民政府"]
    {
        assert!(found[name].is_empty(), "{name}: {:?}", found[name]);
    }
}

#[test]
fn four_of_the_first_five_reports_have_no_error_and_the_fifth_has_one() {
    let Some(about) = shared("seeds/reports.csv") else { return };
    let Some(cells) = shared("seeds/cells.csv") else { return };
    let mut reports: BTreeMap<String, (String, Report)> = rows(&about)
        .iter()
        .map(|row| {
            let report = report(row[2].parse().unwrap(), Form::from_name(&row[3]).unwrap());
            (row[0].to_owned(), (row[1].to_owned(), report))
        })
        .collect();
    for row in rows(&cells) {
        set(&mut reports.get_mut(&row[0]).unwrap().1, &row[1], &row[2]);
    }
    let mut wrong = Vec::new();
    for (name, report) in reports.into_values() {
        let kind =
            if name.ends_with("办公室") { AgencyKind::Office } else { AgencyKind::Government };
        let case = Case { agency: agency(&name, kind, Level::Unknown), reports: vec![report] };
        for finding in check(&case, &Context::default()) {
            wrong.push((name.clone(), finding));
        }
    }
    assert_eq!(wrong.len(), 1, "{wrong:#?}");
    let (name, finding) = &wrong[0];
    assert!(name.ends_with("分水镇"));
    assert_eq!(finding.suspect.map(|cell| cell.key()), Some("requests.closed.natural"));
    assert_eq!((finding.repair, finding.actual), (Some(2.0), Some(0.0)));
    let rules: Vec<&str> = finding.flags.iter().map(|flag| flag.rule.as_str()).collect();
    assert_eq!(rules, ["T3-BAL", "T3-RES", "T3-ROW"]);
}
