//! Small agencies, reports and findings for tests.

use crate::form::{Cell, Form};
use crate::record::{Agency, AgencyKind, Cells, Level, Place, decimal};
use crate::store::{AgencyId, ReportRow};

/// An agency of that name in a made-up city.
pub fn agency(name: &str) -> Agency {
    Agency {
        name: name.to_owned(),
        printed: name.to_owned(),
        place: Place { code: 0, province: String::new(), city: "某市".to_owned(), ..Place::default() },
        kind: AgencyKind::Department,
        level: Level::City,
    }
}

/// A report of zeros but for the totals of some rows of table three.
pub fn cells(form: Form, totals: &[(&str, f64)]) -> Cells {
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
