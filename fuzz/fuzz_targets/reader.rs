//! Any bytes are read without a panic, and every place that a reading names lies in its source.

#![no_main]

use gouji::form::Cell;
use gouji::read::{Hints, read};
use gouji::record::Outcome;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let reading = read(bytes, &Hints::default());
    let Outcome::Report { report, .. } = &reading.outcome else { return };
    let cells = Cell::all().filter_map(|cell| report.cells.span(cell));
    let places = cells.chain(report.passages.iter().map(|passage| passage.span));
    for place in places.chain(reading.problems.iter().filter_map(|problem| problem.span)) {
        assert!(reading.source.get(place.range()).is_some(), "{place:?} is not in the source");
    }
});
