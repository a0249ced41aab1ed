//! Single figures, and those of one year against the year before.

use super::{NO_NUMBER, Statement, keys, quoted, severity};
use crate::check::rules::{LONGEST_GAP, UNIT_LEAST, UNIT_TIMES, amounts, stocks};
use crate::form::{Cell, Column, Kind, Row};
use crate::record::Severity;

pub(super) fn add(statement: &mut Statement) {
    counts(statement);
    units(statement);
    carried(statement);
    in_force(statement);
    gaps(statement);
}

/// A list for `IN`.
fn list(cells: impl Iterator<Item = Cell>) -> String {
    let keys: Vec<String> = cells.map(|cell| quoted(cell.key())).collect();
    keys.join(", ")
}

/// `T2-COUNT`: a count that is not whole, or below zero where it may not be.
fn counts(statement: &mut Statement) {
    let of = |kind| list(Cell::all().filter(move |cell| cell.info().kind == kind));
    statement.flags.push(format!(
        "  SELECT 'T2-COUNT' AS rule, '{}' AS severity, agency, year, cell AS cells, {NO_NUMBER} AS expected, value AS actual\n  \
         FROM cells WHERE value < 0 AND cell NOT IN ({})\n    \
         OR round(value) <> value AND cell NOT IN ({})",
        severity(Severity::Error),
        of(Kind::Change),
        of(Kind::Amount),
    ));
}

/// `T2-UNIT`: an amount in 元 beside one in 万元, under the year of the larger one.
fn units(statement: &mut Statement) {
    statement.part(
        "amount",
        &format!(
            "  SELECT agency, year, cell, value FROM cells WHERE value > 0 AND cell IN ({})",
            list(amounts())
        ),
    );
    statement.part(
        "unit",
        "  SELECT b.agency AS agency, b.cell AS cell, CASE WHEN a.value > b.value THEN a.year ELSE b.year END AS year,\n    \
         CASE WHEN a.value > b.value THEN a.value ELSE b.value END AS large,\n    \
         CASE WHEN a.value > b.value THEN b.value ELSE a.value END AS small\n  \
         FROM amount a JOIN amount b ON b.agency = a.agency AND b.cell = a.cell AND b.year = a.year + 1",
    );
    statement.flags.push(format!(
        "  SELECT 'T2-UNIT' AS rule, '{}' AS severity, agency, year, cell AS cells, large / 10000 AS expected, large AS actual\n  \
         FROM unit WHERE large >= {UNIT_LEAST} AND large / small >= {} AND large / small < {}",
        severity(Severity::Warning),
        UNIT_TIMES.start,
        UNIT_TIMES.end,
    ));
}

/// `X-CARRY`: carried out last year against carried in, all columns; a notice where the totals agree.
fn carried(statement: &mut Statement) {
    let pairs = Column::ALL.map(|column| {
        let (out, into) =
            (Cell::request(Row::CARRIED_OUT, column), Cell::request(Row::CARRIED_IN, column));
        let total = u8::from(column == Column::Total);
        vec![quoted(out.key()), quoted(into.key()), total.to_string(), quoted(&keys([into, out]))]
    });
    statement.list("carry", &["cell_out", "cell_in", "is_total", "cells"], pairs);
    statement.part(
        "carried",
        "  SELECT b.agency AS agency, b.year AS year, c.cells AS cells, a.number AS expected, b.number AS actual,\n    \
         max(CASE WHEN c.is_total = 1 AND a.number = b.number THEN 1 ELSE 0 END)\n      \
         OVER (PARTITION BY b.agency, b.year) AS totals_agree\n  \
         FROM printed a JOIN carry c ON c.cell_out = a.cell\n    \
         JOIN printed b ON b.agency = a.agency AND b.year = a.year + 1 AND b.cell = c.cell_in",
    );
    statement.flags.push(format!(
        "  SELECT 'X-CARRY' AS rule, CASE WHEN totals_agree = 1 THEN '{}' ELSE '{}' END AS severity,\n    \
         agency, year, cells, expected, actual\n  FROM carried WHERE expected <> actual",
        severity(Severity::Notice),
        severity(Severity::Warning),
    ));
}

/// `X-VALID`: in force last year + issued − repealed against in force.
fn in_force(statement: &mut Statement) {
    let terms = stocks().flat_map(|stock| {
        let cells = keys([stock.in_force, stock.issued, stock.repealed]);
        // The cell, whose year it is (0 the same, 1 the one before), its sign where it leads to the
        // figure, and 0 for the figure itself.
        let term = |cell: Cell, before: u8, sign: i8| {
            let key = quoted(cell.key());
            vec![key, before.to_string(), sign.to_string(), quoted(&cells)]
        };
        [
            term(stock.in_force, 1, 1),
            term(stock.issued, 0, 1),
            term(stock.repealed, 0, -1),
            term(stock.in_force, 0, 0),
        ]
    });
    statement.list("stock", &["cell", "before", "sign", "cells"], terms.collect::<Vec<_>>());
    statement.part(
        "valid",
        "  SELECT p.agency AS agency, p.year + s.before AS year, s.cells AS cells,\n    \
         sum(s.sign * p.number) AS expected,\n    \
         sum(CASE WHEN s.sign = 0 THEN p.number ELSE 0 END) AS actual\n  \
         FROM printed p JOIN stock s ON s.cell = p.cell WHERE p.number IS NOT NULL\n  \
         GROUP BY p.agency, p.year + s.before, s.cells HAVING count(*) = 4",
    );
    statement.flags.push(format!(
        "  SELECT 'X-VALID' AS rule, '{}' AS severity, agency, year, cells, expected, actual\n  \
         FROM valid WHERE expected <> actual",
        severity(Severity::Warning),
    ));
}

/// `X-GAP`: the years missing between two that are there.
fn gaps(statement: &mut Statement) {
    // Every report has a row for this cell, which both forms have. The later year has a name of its
    // own, since ClickHouse takes `year` in a condition for the column that is selected.
    statement.part(
        "reported",
        &format!(
            "  SELECT agency, year FROM cells WHERE cell = {}",
            quoted(Cell::request(Row::NEW, Column::Total).key())
        ),
    );
    statement.part(
        "step",
        "  SELECT b.agency AS agency, b.year AS this_year, max(a.year) AS last_year\n  \
         FROM reported b JOIN reported a ON a.agency = b.agency\n  \
         WHERE a.year < b.year GROUP BY b.agency, b.year",
    );
    let after = (1..LONGEST_GAP).map(|n| vec![n.to_string()]);
    statement.list("later", &["n"], after);
    statement.flags.push(format!(
        "  SELECT 'X-GAP' AS rule, '{}' AS severity, agency, last_year + n AS year, '' AS cells,\n    \
         {NO_NUMBER} AS expected, {NO_NUMBER} AS actual\n  \
         FROM step CROSS JOIN later WHERE last_year + n < this_year AND this_year - last_year <= {LONGEST_GAP}",
        severity(Severity::Notice),
    ));
}
