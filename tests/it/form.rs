//! The form against the published list of its cells.

use crate::shared::shared;
use gouji::form::{Cell, Form, Kind};

#[test]
fn cells_are_those_of_the_published_list_in_its_order() {
    let Some(path) = shared("form/cells.csv") else { return };
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), Cell::COUNT);
    for (cell, row) in Cell::all().zip(&rows) {
        let info = cell.info();
        assert_eq!(cell.key(), &row[0]);
        assert_eq!(info.table.key(), &row[1]);
        let forms: Vec<&str> =
            Form::ALL.into_iter().filter(|f| cell.in_form(*f)).map(Form::name).collect();
        assert_eq!(forms.join(" "), &row[5], "{cell}");
        let kind = match info.kind {
            Kind::Count => "count",
            Kind::Change => "change",
            Kind::Amount => "amount",
        };
        assert_eq!(kind, &row[6], "{cell}");
        assert_eq!(info.unit.name(), &row[7], "{cell}");
    }
}
