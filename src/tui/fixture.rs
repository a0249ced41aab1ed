//! Small reports for tests.

use crate::form::{Cell, Form};
use crate::record::{Agency, AgencyKind, Cells, Level, Outcome, Place, Reading, Report, decimal};
use crate::store::{Intake, Position, ReportFilter, ReportRow, Store};

/// An agency of that name in a made-up city.
pub fn agency(name: &str) -> Agency {
    Agency {
        name: name.to_owned(),
        printed: name.to_owned(),
        place: Place { city: "某市".to_owned(), ..Place::default() },
        kind: AgencyKind::Department,
        level: Level::City,
    }
}

/// A report of zeros but for the totals of some rows of table three.
fn cells(form: Form, totals: &[(&str, f64)]) -> Cells {
    let mut cells = Cells::default();
    for cell in Cell::of_form(form) {
        cells.set_number(cell, 0.0, "0");
    }
    for (row, number) in totals {
        for column in ["natural", "total"] {
            let key = format!("requests.{row}.{column}");
            let cell = Cell::from_key(&key).unwrap_or_else(|| panic!("no cell '{key}'"));
            cells.set_number(cell, *number, &decimal(*number));
        }
    }
    cells
}

/// Reports as the database gives them, with the totals of some rows of table three.
pub fn report_rows(agency: &Agency, years: &[(i16, &[(&str, f64)])]) -> Vec<ReportRow> {
    let mut store = Store::in_memory().unwrap();
    for (year, totals) in years {
        let form = Form::for_year(*year);
        let report = Report {
            year: *year,
            form,
            published: None,
            title: String::new(),
            cells: cells(form, totals),
            passages: Vec::new(),
            earlier: None,
        };
        let outcome = Outcome::Report { agency: agency.clone(), report: Box::new(report) };
        let reading =
            Reading { outcome, problems: Vec::new(), source: String::new(), encoding: "UTF-8" };
        let hash = *blake3::hash(&year.to_le_bytes()).as_bytes();
        let path = format!("{year}.html");
        let intake = Intake { hash, path, ..Intake::default() };
        store.batch(|batch| batch.save(&intake, &reading)).unwrap();
    }
    store.reports(&ReportFilter::default(), &Position::First, 100).unwrap().rows
}
