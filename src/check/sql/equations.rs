//! The sums of tables three and four: which fail, and which blank totals they give.
//!
//! Everything is a sum over rows of `cells`, so a total that is given in the place of a blank is one
//! more row: it adds the figure and takes the blank away.

use super::{Statement, keys, quoted, severity};
use crate::check::sums::rule_of;
use crate::form::{Cell, Column, Equation, EquationKind, Role, Row, derivations, equations};
use crate::record::{RuleId, Severity};

/// The rule that says that a total was left blank.
const TOTAL_BLANK: RuleId = "T3-TOTBLANK";

/// What is summed of the cells of an equation. `counts` is 0 for a total that was given.
const SUMS: &str = "\
    sum(CASE WHEN side = 1 AND number IS NOT NULL THEN number ELSE 0 END) AS left_sum,
    sum(CASE WHEN side = -1 AND number IS NOT NULL THEN number ELSE 0 END) AS right_sum,
    sum(CASE WHEN side = 1 THEN blank ELSE 0 END) AS left_blank,
    sum(CASE WHEN side = -1 THEN blank ELSE 0 END) AS right_blank,
    sum(CASE WHEN side = 1 THEN counts ELSE 0 END) AS left_cells,
    sum(CASE WHEN side = -1 THEN counts ELSE 0 END) AS right_cells,
    sum(CASE WHEN number IS NULL AND blank = 0 THEN 1 ELSE 0 END) AS unread,
    max(CASE WHEN given_by = t.e THEN 1 ELSE 0 END) AS given_here";

/// How many addends must be there: all, or of outcomes those whose row the document has.
const ADDENDS: &str =
    "CASE WHEN q.kind = 'outcomes' THEN coalesce(o.outcomes, 0) ELSE q.addends END";

pub(super) fn add(statement: &mut Statement) {
    // With every row of both forms; a row of outcomes that a document lacks adds nothing.
    let equations = equations(Row::all().collect());
    let stages = stages(&equations);
    lists(statement, &equations, &stages);
    statement.part("outcome", &outcome());
    statement.part(
        "blank_total",
        "  SELECT p.agency AS agency, p.year AS year, q.e AS e, q.stage AS stage\n  FROM printed p JOIN term t ON t.cell = p.cell \
         JOIN equation q ON q.e = t.e\n  WHERE p.blank = 1 AND t.side = -1 AND q.stage > 0",
    );
    let mut known = "printed".to_owned();
    for stage in 1..=stages.len() {
        known = given(statement, stage, &known);
    }
    statement.part(
        "summed",
        &format!(
            "  SELECT p.agency AS agency, p.year AS year, t.e AS e,\n{SUMS}\n  \
             FROM {known} p JOIN term t ON t.cell = p.cell\n  GROUP BY p.agency, p.year, t.e"
        ),
    );
    // An unknown total says nothing; an unknown on either side of a balance could be anything. Both
    // kinds of flags come out of one selection, since engines work a part out once for each use.
    statement.flags.push(format!(
        "  SELECT CASE WHEN s.given_here = 1 THEN {} ELSE q.rule END AS rule,\n    \
         CASE WHEN s.given_here = 1 THEN '{}'\n      \
         WHEN s.left_blank > 0 AND s.left_sum < s.right_sum OR s.right_blank > 0 AND s.left_sum > s.right_sum\n      \
         THEN '{}' ELSE '{}' END AS severity,\n    \
         s.agency AS agency, s.year AS year,\n    {} AS cells,\n    \
         s.left_sum AS expected, CASE WHEN s.given_here = 0 THEN s.right_sum END AS actual\n  \
         FROM summed s JOIN equation q ON q.e = s.e\n    \
         LEFT JOIN outcome o ON o.agency = s.agency AND o.year = s.year\n  \
         WHERE s.given_here = 1 OR s.left_sum <> s.right_sum AND s.unread = 0\n    \
         AND s.left_cells > 0 AND s.left_cells = {ADDENDS} AND s.right_cells = q.others\n    \
         AND (s.right_blank = 0 OR q.kind = 'balance' AND s.left_blank = 0)",
        quoted(TOTAL_BLANK),
        severity(Severity::Notice),
        severity(Severity::Warning),
        severity(Severity::Error),
        cells(),
    ));
}

/// The equations and their cells as rows.
fn lists(statement: &mut Statement, equations: &[Equation], stages: &[Vec<usize>]) {
    let order = derivations(equations);
    let equation = equations.iter().enumerate().map(|(e, equation)| {
        let stage = stages.iter().position(|stage| stage.contains(&e)).map_or(0, |at| at + 1);
        let kind = match equation.kind {
            EquationKind::Balance => "balance",
            EquationKind::Outcomes => "outcomes",
            EquationKind::RowTotal | EquationKind::DisputeTotal => "total",
        };
        let column = equation.right[0].as_request().map_or("", |(_, column)| column.key());
        let all = equation.right.iter().chain(&equation.left).copied();
        let cells = if kind == "outcomes" { String::new() } else { keys(all) };
        vec![
            e.to_string(),
            quoted(rule_of(equation.kind)),
            quoted(kind),
            equation.left.len().to_string(),
            equation.right.len().to_string(),
            stage.to_string(),
            order.iter().position(|at| *at == e).unwrap_or(0).to_string(),
            quoted(equation.right[0].key()),
            quoted(column),
            quoted(&cells),
        ]
    });
    let names =
        ["e", "rule", "kind", "addends", "others", "stage", "turn", "total", "col", "cells"];
    statement.list("equation", &names, equation);
    let term = equations.iter().enumerate().flat_map(|(e, equation)| {
        let terms = equation
            .terms()
            .map(move |(cell, side)| vec![e.to_string(), quoted(cell.key()), side.to_string()]);
        terms.collect::<Vec<_>>()
    });
    statement.list("term", &["e", "cell", "side"], term);
    let row = outcomes().enumerate().flat_map(|(nth, row)| {
        let cells = Column::ALL.map(|column| Cell::request(row, column));
        cells.map(|cell| vec![nth.to_string(), quoted(cell.key())])
    });
    statement.list("outcome_cell", &["nth", "cell"], row);
}

fn outcomes() -> impl Iterator<Item = Row> {
    Row::all().filter(|row| row.role() == Role::Outcome)
}

/// Which rows of outcomes a document has, and how many.
fn outcome() -> String {
    let has: Vec<String> = (0..outcomes().count())
        .map(|nth| format!("max(CASE WHEN c.nth = {nth} THEN 1 ELSE 0 END) AS has_{nth}"))
        .collect();
    format!(
        "  SELECT p.agency AS agency, p.year AS year, count(DISTINCT c.nth) AS outcomes,\n    {}\n  \
         FROM printed p JOIN outcome_cell c ON c.cell = p.cell GROUP BY p.agency, p.year",
        has.join(",\n    ")
    )
}

/// The cells of an equation, the total first; of outcomes those that the document has.
fn cells() -> String {
    let total = format!("'requests.{}.' || q.col", Row::CLOSED.key());
    let rows: Vec<String> = outcomes()
        .enumerate()
        .map(|(nth, row)| {
            format!(
                "CASE WHEN o.has_{nth} = 1 THEN ' requests.{}.' || q.col ELSE '' END",
                row.key()
            )
        })
        .collect();
    format!(
        "CASE WHEN q.kind <> 'outcomes' THEN q.cells ELSE {total}\n      || {} END",
        rows.join("\n      || ")
    )
}

/// Derivations that can be asked together, after those that give their addends.
fn stages(equations: &[Equation]) -> Vec<Vec<usize>> {
    let mut stages: Vec<Vec<usize>> = Vec::new();
    for at in derivations(equations) {
        let needs = |other: &usize| equations[at].left.contains(&equations[*other].right[0]);
        let after = stages.iter().rposition(|stage| stage.iter().any(needs));
        let stage = after.map_or(0, |stage| stage + 1);
        if stage == stages.len() {
            stages.push(Vec::new());
        }
        stages[stage].push(at);
    }
    stages
}

/// The blank totals that the equations of a stage give, where all addends are there and read and one
/// of them is known; of two that give the same total, the first. Gives the name of the cells with
/// these totals.
fn given(statement: &mut Statement, stage: usize, known: &str) -> String {
    statement.part(
        &format!("tried_{stage}"),
        &format!(
            "  SELECT b.agency AS agency, b.year AS year, b.e AS e,\n{SUMS}\n  \
             FROM blank_total b JOIN term t ON t.e = b.e\n    \
             JOIN {known} p ON p.agency = b.agency AND p.year = b.year AND p.cell = t.cell\n  \
             WHERE b.stage = {stage} GROUP BY b.agency, b.year, b.e"
        ),
    );
    statement.part(
        &format!("given_{stage}"),
        &format!(
            "  SELECT s.agency AS agency, s.year AS year, s.e AS e, q.total AS cell, s.left_sum AS number,\n    \
             min(q.turn) OVER (PARTITION BY s.agency, s.year, q.total) AS first_turn, q.turn AS turn\n  \
             FROM tried_{stage} s JOIN equation q ON q.e = s.e\n    \
             LEFT JOIN outcome o ON o.agency = s.agency AND o.year = s.year\n  \
             WHERE s.unread = 0 AND s.right_blank = 1\n    \
             AND s.left_blank < s.left_cells AND s.left_cells = {ADDENDS}"
        ),
    );
    let name = format!("known_{stage}");
    statement.part(
        &name,
        &format!(
            "  SELECT agency, year, cell, number, blank, counts, given_by FROM {known} UNION ALL\n  \
             SELECT agency, year, cell, number, -1 AS blank, 0 AS counts, e AS given_by\n  \
             FROM given_{stage} WHERE turn = first_turn"
        ),
    );
    name
}
