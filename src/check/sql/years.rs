//! Single figures, and those of one year against the year before.

use super::{NO_NUMBER, Statement, by_number, keys, numbered, quoted, severity, whole};
use crate::check::rules::{LONGEST_GAP, UNIT_LEAST, UNIT_TIMES, amounts, stocks};
use crate::form::{Cell, Column, Kind, Row};
use crate::record::Severity;

pub(super) fn add(statement: &mut Statement) {
    counts(statement);
    pairs(statement);
    units(statement);
    carried(statement);
    in_force(statement);
    gaps(statement);
}

/// `T2-COUNT`: a count that is not whole, or below zero where it may not be.
fn counts(statement: &mut Statement) {
    let wrong = |cell: Cell| {
        let column = cell.info().sql;
        match cell.info().kind {
            Kind::Count => format!("({column} < 0 OR round({column}) <> {column})"),
            Kind::Change => format!("round({column}) <> {column}"),
            Kind::Amount => format!("{column} < 0"),
        }
    };
    let any: Vec<String> = Cell::all().map(wrong).collect();
    statement.part("odd", &format!("  SELECT * FROM figures\n  WHERE {}", any.join("\n    OR ")));
    let names = Cell::all().map(|cell| vec![cell.key().to_owned()]);
    statement.part("cell", &numbered(&["cells"], names));
    let figure = by_number(
        Cell::all().map(|cell| format!("CASE WHEN {} THEN {} END", wrong(cell), cell.info().sql)),
    );
    statement.part(
        "odd_cell",
        &format!("  SELECT agency, year, cells,\n  {figure} AS actual\n  FROM odd CROSS JOIN cell"),
    );
    statement.flags.push(format!(
        "SELECT 'T2-COUNT' AS rule, '{}' AS severity, agency, year, cells, {NO_NUMBER} AS expected, actual\n\
         FROM odd_cell WHERE actual IS NOT NULL",
        severity(Severity::Error),
    ));
}

/// Two years in a row of one agency: `was_…` and `is_…`. Over a gap there is no pair.
fn pairs(statement: &mut Statement) {
    let mut columns = vec!["b.agency AS agency".to_owned(), "b.year AS year".to_owned()];
    let mut column = |table: &str, prefix: &str, cell: Cell| {
        let sql = cell.info().sql;
        columns.push(format!("{table}.{sql} AS {prefix}_{sql}"));
    };
    for cell in amounts() {
        column("a", "was", cell);
        column("b", "is", cell);
    }
    for one in Column::ALL {
        column("a", "was", Cell::request(Row::CARRIED_OUT, one));
        column("b", "is", Cell::request(Row::CARRIED_IN, one));
    }
    for stock in stocks() {
        column("a", "was", stock.in_force);
        for cell in [stock.issued, stock.repealed, stock.in_force] {
            column("b", "is", cell);
        }
    }
    statement.part(
        "pair",
        &format!(
            "  SELECT {}\n  FROM figures a JOIN figures b ON b.agency = a.agency AND b.year = a.year + 1",
            columns.join(",\n    ")
        ),
    );
}

/// `T2-UNIT`: an amount in 元 beside one in 万元, under the year of the larger one.
fn units(statement: &mut Statement) {
    for cell in amounts() {
        let sql = cell.info().sql;
        let (was, is) = (format!("was_{sql}"), format!("is_{sql}"));
        let name = format!("unit_{}", cell.index());
        statement.part(
            &name,
            &format!(
                "  SELECT agency, CASE WHEN {was} > {is} THEN year - 1 ELSE year END AS year,\n    \
                 CASE WHEN {was} > {is} THEN {was} ELSE {is} END AS large,\n    \
                 CASE WHEN {was} > {is} THEN {is} ELSE {was} END AS small\n  \
                 FROM pair WHERE {was} > 0 AND {is} > 0"
            ),
        );
        statement.flags.push(format!(
            "SELECT 'T2-UNIT' AS rule, '{}' AS severity, agency, year, {} AS cells, large / 10000 AS expected, large AS actual\n\
             FROM {name} WHERE large >= {UNIT_LEAST} AND large / small >= {} AND large / small < {}",
            severity(Severity::Warning),
            quoted(cell.key()),
            UNIT_TIMES.start,
            UNIT_TIMES.end,
        ));
    }
}

/// `X-CARRY`: carried out last year against carried in, all columns; a notice where the totals agree.
fn carried(statement: &mut Statement) {
    let out = |column| Cell::request(Row::CARRIED_OUT, column);
    let into = |column| Cell::request(Row::CARRIED_IN, column);
    let was = |column| whole(&format!("was_{}", out(column).info().sql));
    let is = |column| whole(&format!("is_{}", into(column).info().sql));
    let names = Column::ALL.map(|column| vec![keys([into(column), out(column)])]);
    statement.part("carry_column", &numbered(&["cells"], names));
    statement.part(
        "carry",
        &format!(
            "  SELECT agency, year, cells,\n  {} AS was,\n  {} AS now_is,\n  {} AS total_was,\n  {} AS total_is\n  \
             FROM pair CROSS JOIN carry_column",
            by_number(Column::ALL.map(was)),
            by_number(Column::ALL.map(is)),
            was(Column::Total),
            is(Column::Total),
        ),
    );
    statement.flags.push(format!(
        "SELECT 'X-CARRY' AS rule, CASE WHEN total_was = total_is THEN '{}' ELSE '{}' END AS severity,\n  \
         agency, year, cells, was AS expected, now_is AS actual\nFROM carry WHERE was <> now_is",
        severity(Severity::Notice),
        severity(Severity::Warning),
    ));
}

/// `X-VALID`: in force last year + issued − repealed against in force.
fn in_force(statement: &mut Statement) {
    for stock in stocks() {
        let number = |prefix: &str, cell: Cell| whole(&format!("{prefix}_{}", cell.info().sql));
        let name = format!("stock_{}", stock.in_force.index());
        statement.part(
            &name,
            &format!(
                "  SELECT agency, year,\n    {}\n    + {}\n    - {} AS follows,\n    {} AS printed\n  FROM pair",
                number("was", stock.in_force),
                number("is", stock.issued),
                number("is", stock.repealed),
                number("is", stock.in_force),
            ),
        );
        statement.flags.push(format!(
            "SELECT 'X-VALID' AS rule, '{}' AS severity, agency, year, {} AS cells, follows AS expected, printed AS actual\n\
             FROM {name} WHERE follows <> printed",
            severity(Severity::Warning),
            quoted(&keys([stock.in_force, stock.issued, stock.repealed])),
        ));
    }
}

/// `X-GAP`: the years missing between two that are there.
fn gaps(statement: &mut Statement) {
    // The frame of one row is what lag() is, and is known where lag() is not.
    statement.part(
        "step",
        "  SELECT agency, year,\n    max(year) OVER (PARTITION BY agency ORDER BY year ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS before_it\n  FROM figures",
    );
    statement.part("year_after", &numbered(&[], (0..LONGEST_GAP).map(|_| Vec::new())));
    statement.flags.push(format!(
        "SELECT 'X-GAP' AS rule, '{}' AS severity, agency, before_it + n AS year, '' AS cells, {NO_NUMBER} AS expected, {NO_NUMBER} AS actual\n\
         FROM step CROSS JOIN year_after\nWHERE n > 0 AND before_it + n < year AND year - before_it <= {LONGEST_GAP}",
        severity(Severity::Notice),
    ));
}
