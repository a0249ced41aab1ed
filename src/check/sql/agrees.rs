//! The statement and the rules on the same reports: SQLite runs the statement, row for row the two
//! must say the same. The reports are made up with every state a cell can have.

use super::{in_sql, sql};
use crate::check::fixture::{agency, report_in};
use crate::check::{Context, check};
use crate::form::{Cell, Column, Form, Row};
use crate::record::{Agency, Case, Report, State};
use crate::text::Lang;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rusqlite::Connection;
use std::collections::BTreeMap;

struct Chance(ChaCha8Rng);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0.next_u64() % n
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    fn cell(&mut self) -> Cell {
        Cell::from_index(self.below(Cell::COUNT as u64) as usize).unwrap()
    }
}

/// A report that ties, then changed here and there.
fn made_up(year: i16, carried_in: i64, chance: &mut Chance) -> Report {
    let form = if chance.one_in(12) { Form::F2019 } else { Form::for_year(year) };
    let few = |chance: &mut Chance| chance.below(40) as i64;
    let mut figures = vec![("requests.carried_in.natural", carried_in)];
    for key in [
        "requests.new.natural",
        "requests.new.legal",
        "requests.granted.natural",
        "requests.granted.other",
        "requests.denied.process.legal",
        "disputes.direct.upheld",
        "disputes.reconsideration.other",
        "disclosure.penalty.decisions",
    ] {
        figures.push((key, few(chance)));
    }
    let mut report = report_in(form, year, &figures);
    let mut put = |key: &str, number: i64| {
        report.cells.set_plain(Cell::from_key(key).unwrap(), number as f64);
    };
    put("disclosure.normative.in_force", 50 + i64::from(chance.one_in(4)));
    for amount in ["disclosure.fees.amount", "disclosure.procurement.amount"] {
        put(amount, [0, 12, 25, 120_000, 251_000][chance.below(5) as usize]);
    }
    if chance.one_in(3) {
        for column in Column::ALL.iter().filter(|_| chance.one_in(2)).copied().collect::<Vec<_>>() {
            report.cells.set_state(Cell::request(Row::CLOSED, column), State::Blank, "");
        }
    }
    for _ in 0..chance.below(5) {
        // A whole row, as pages leave it out or empty.
        let row = Row::from_index(chance.below(Row::COUNT as u64) as usize).unwrap();
        let state = [State::Absent, State::Blank, State::Dash][chance.below(3) as usize];
        for column in Column::ALL {
            report.cells.set_state(Cell::request(row, column), state, "");
        }
    }
    for _ in 0..chance.below(16) {
        let cell = chance.cell();
        match chance.below(8) {
            0 => report.cells.set_state(cell, State::Text, "见附件"),
            1 => report.cells.set_state(cell, State::Absent, ""),
            2 => report.cells.set_plain(cell, few(chance) as f64 + 0.5),
            3 => report.cells.set_plain(cell, -1.0),
            4 => report.cells.set_state(cell, State::Dash, "/"),
            5 => report.cells.set_state(cell, State::Blank, ""),
            _ => report.cells.set_plain(cell, few(chance) as f64),
        }
    }
    report
}

/// An agency with some of the years.
fn agency_of(number: u64, chance: &mut Chance) -> Case {
    let mut reports: Vec<Report> = Vec::new();
    for year in 2019..=2025 {
        if chance.one_in(4) {
            continue;
        }
        let out = |report: &Report| {
            report.cells.count(Cell::request(Row::CARRIED_OUT, Column::Natural)).unwrap_or(0)
        };
        let carried = reports.last().map_or(0, out) + i64::from(chance.one_in(5));
        reports.push(made_up(year, carried, chance));
    }
    // A silence longer than a gap.
    if chance.one_in(10) {
        reports.insert(0, made_up(2003, 0, chance));
    }
    Case { agency: Agency { name: format!("某局{number}"), ..agency() }, reports }
}

/// A flag as text, the cells in order.
fn line(
    (rule, severity, agency, year): (&str, &str, &str, i64),
    cells: &str,
    numbers: [Option<f64>; 2],
) -> String {
    let mut cells: Vec<&str> = cells.split_whitespace().collect();
    cells.sort_unstable();
    // The sum of no numbers is -0.
    let numbers = numbers.map(|number| number.map(|number| number + 0.0));
    format!("{rule} {severity} {agency} {year} {} {numbers:?}", cells.join(" "))
}

fn by_rules(cases: &[Case]) -> Vec<String> {
    let mut lines = Vec::new();
    for case in cases {
        for finding in check(case, &Context::default()) {
            for flag in finding.flags.iter().filter(|f| in_sql().any(|rule| rule == f.rule)) {
                let cells: Vec<&str> = flag.cells.iter().map(|cell| cell.key()).collect();
                let head = (
                    flag.rule.as_str(),
                    flag.severity.key(),
                    case.agency.name.as_str(),
                    flag.year().unwrap_or(finding.year).into(),
                );
                lines.push(line(head, &cells.join(" "), [flag.expected, flag.actual]));
            }
        }
    }
    lines.sort();
    lines
}

fn by_statement(cases: &[Case]) -> Vec<String> {
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch(
        "CREATE TABLE cells(agency TEXT, year INTEGER, cell TEXT, state TEXT, value REAL)",
    )
    .unwrap();
    let mut insert = db.prepare("INSERT INTO cells VALUES (?, ?, ?, ?, ?)").unwrap();
    for case in cases {
        for report in &case.reports {
            // As `gouji cells` lists them.
            for cell in Cell::all() {
                let value = report.cells.value(cell);
                if value.state != State::Absent || cell.in_form(report.form) {
                    let state = value.state.key();
                    insert
                        .execute((&case.agency.name, report.year, cell.key(), state, value.number))
                        .unwrap();
                }
            }
        }
    }
    let mut lines: Vec<String> = db
        .prepare(&sql(Lang::En))
        .unwrap()
        .query_map([], |row| {
            let word = |at| row.get::<_, String>(at);
            let (rule, severity, agency) = (word(0)?, word(1)?, word(2)?);
            let head = (rule.as_str(), severity.as_str(), agency.as_str(), row.get(3)?);
            Ok(line(head, &word(4)?, [row.get(5)?, row.get(6)?]))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    lines.sort();
    lines
}

#[test]
fn the_statement_says_what_the_rules_say() {
    let mut chance = Chance(ChaCha8Rng::seed_from_u64(15));
    let cases: Vec<Case> = (0..80).map(|number| agency_of(number, &mut chance)).collect();
    let (rules, statement) = (by_rules(&cases), by_statement(&cases));
    // Every rule is tried, and none a few times only.
    let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &rules {
        *tried.entry(line.split(' ').next().unwrap()).or_default() += 1;
    }
    for rule in in_sql() {
        assert!(tried.get(rule).is_some_and(|n| *n >= 10), "{rule}: {tried:?}");
    }
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|line| those.binary_search(line).is_err()).take(5).cloned().collect()
    };
    let (more, less) = (only(&statement, &rules), only(&rules, &statement));
    assert!(rules == statement, "only in SQL: {more:#?}\nonly by the rules: {less:#?}");
}
