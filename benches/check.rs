//! How fast the rules run: reports a second of processor time, on one core. `cargo bench --bench
//! check`.

// A bench prints, and a number that cannot be made is a bug in the bench.
#![allow(clippy::print_stdout, clippy::expect_used)]

mod common;

use common::usage;
use gouji::check::{Context, ContextBuilder, check};
use gouji::form::{Cell, Column, DisputeColumn, DisputeGroup, Form, Role, Row};
use gouji::record::{Agency, AgencyKind, Case, Cells, Level, Place, Report, State};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::hint::black_box;

const AGENCIES: usize = 2_000;
const YEARS: std::ops::RangeInclusive<i16> = 2020..=2024;

/// What is done to each report after it was made consistent.
#[derive(Clone, Copy)]
enum Wrong {
    Nothing,
    OneCell,
    ZerosBlank,
}

fn report(year: i16, carried_in: &mut [i64; 6], rng: &mut ChaCha8Rng, wrong: Wrong) -> Report {
    let form = Form::for_year(year);
    let mut cells = Cells::default();
    let mut set =
        |cell: Cell, number: i64| cells.set_number(cell, number as f64, &number.to_string());
    for cell in Cell::of_form(form) {
        set(cell, rng.random_range(0..400));
    }
    let mut totals = [0; Row::COUNT];
    for (nth, column) in Column::APPLICANTS.into_iter().enumerate() {
        let mut figures = [0; Row::COUNT];
        for row in Row::of_form(form).filter(|row| row.role() == Role::Outcome) {
            figures[row.index()] = rng.random_range(0..3) * rng.random_range(0..20);
        }
        let closed: i64 = figures.iter().sum();
        let out = rng.random_range(0..5);
        figures[Row::CLOSED.index()] = closed;
        figures[Row::CARRIED_OUT.index()] = out + (carried_in[nth] - closed - out).max(0);
        figures[Row::CARRIED_IN.index()] = carried_in[nth];
        figures[Row::NEW.index()] = closed + figures[Row::CARRIED_OUT.index()] - carried_in[nth];
        carried_in[nth] = figures[Row::CARRIED_OUT.index()];
        for row in Row::of_form(form) {
            set(Cell::request(row, column), figures[row.index()]);
            totals[row.index()] += figures[row.index()];
        }
    }
    for row in Row::of_form(form) {
        set(Cell::request(row, Column::Total), totals[row.index()]);
    }
    for group in DisputeGroup::ALL {
        let mut sum = 0;
        for column in &DisputeColumn::ALL[..4] {
            let number = rng.random_range(0..5);
            set(Cell::dispute(group, *column), number);
            sum += number;
        }
        set(Cell::dispute(group, DisputeColumn::Total), sum);
    }
    match wrong {
        Wrong::Nothing => {}
        Wrong::OneCell => {
            let row = Row::from_index(rng.random_range(2..20)).expect("a row of both forms");
            set(Cell::request(row, Column::Natural), 9_999);
        }
        Wrong::ZerosBlank => {
            for cell in Cell::of_form(form).filter(|cell| cell.as_request().is_some()) {
                if cells.count(cell) == Some(0) {
                    cells.set_state(cell, State::Blank, "");
                }
            }
        }
    }
    Report {
        year,
        form,
        published: None,
        title: String::new(),
        cells,
        passages: Vec::new(),
        earlier: None,
    }
}

fn cases(wrong: Wrong) -> Vec<Case> {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    (0..AGENCIES)
        .map(|nth| {
            let mut carried = [0; 6];
            let reports = YEARS.map(|year| report(year, &mut carried, &mut rng, wrong)).collect();
            let agency = Agency {
                name: format!("云岭省白水市第{nth}局"),
                printed: format!("第{nth}局"),
                place: Place::default(),
                kind: AgencyKind::ALL[nth % 3],
                level: Level::City,
            };
            Case { agency, reports }
        })
        .collect()
}

fn timed(what: &str, cases: &[Case], run: impl Fn(&Case) -> usize) {
    let start = usage::of_thread();
    let found: usize = cases.iter().map(run).sum();
    let seconds = usage::of_thread() - start;
    let reports: usize = cases.iter().map(|case| case.reports.len()).sum();
    println!(
        "{what:<28} {:>9.0} reports/s {:>7.2} µs a report {found:>7} findings",
        reports as f64 / seconds,
        1e6 * seconds / reports as f64,
    );
}

fn main() {
    let clean = cases(Wrong::Nothing);
    let start = usage::of_thread();
    let mut builder = ContextBuilder::default();
    clean.iter().for_each(|case| builder.add(case));
    let built = usage::of_thread() - start;
    let context = builder.build();
    println!(
        "context of {AGENCIES} agencies: {:.1} ms to collect, {:.1} ms in all",
        built * 1e3,
        (usage::of_thread() - start) * 1e3
    );
    timed("clean, nothing of peers", &clean, |case| {
        check(black_box(case), &Context::default()).len()
    });
    timed("clean, with peers", &clean, |case| check(black_box(case), &context).len());
    let wrong = cases(Wrong::OneCell);
    timed("one wrong cell each", &wrong, |case| check(black_box(case), &context).len());
    let blank = cases(Wrong::ZerosBlank);
    timed("zeros left blank", &blank, |case| check(black_box(case), &context).len());
}
