//! From the failing equations of table three to one finding with its cause.

use super::draft::{Draft, Repair};
use super::locate::{Cause, Change, Located, is_shift, locate, off};
use super::slip::slip;
use super::sums::{Sums, bits, rule_of};
use super::{Look, rule::Assessed};
use crate::form::{Cell, Column, EquationKind, Row};
use crate::record::{Confidence, Flag, RuleId, Severity, Slip};

/// What the report `at` makes of table three: nothing where all its equations hold.
///
/// All failing equations of the table make one finding. Its rule is the first that fails in the
/// order `T3-BAL`, `T3-RES`, `T3-ROW`, or `T3-SHIFT` for a figure in the wrong column: which
/// equations one wrong cell breaks depends on its row alone, so the name is stable.
pub(super) fn table_three(look: &Look<'_>, at: usize) -> Option<Draft> {
    let Assessed { report, sums, .. } = &look.assessed[at];
    let failing = sums.failing & sums.plan.requests;
    let assessed = sums.assessed & sums.plan.requests;
    if failing == 0 {
        return None;
    }
    let Located { cause, witness, doubt } = locate(sums, &|cell| beside(look, at, cell));
    let equations = &sums.plan.equations;
    // The equations of a plan stand in the order of the rules.
    let first = rule_of(equations[failing.trailing_zeros() as usize].kind);
    let root: RuleId = match &cause {
        Cause::Two(pair) if is_shift(pair) => "T3-SHIFT",
        _ => first,
    };
    let mut draft = Draft::new(root, Severity::Error, report.year);
    let changes: &[Change] = match &cause {
        Cause::One(change) => std::slice::from_ref(change),
        Cause::Two(pair) => pair,
        Cause::Several => &[],
    };
    for change in changes {
        draft.cells.push(change.cell);
        let value = change.to as f64;
        draft.repairs.push(Repair { year: report.year, cell: change.cell, value });
    }
    for at in bits(failing) {
        let questioned = changes
            .iter()
            .map(|c| c.cell)
            .find(|cell| equations[at].left.contains(cell) || equations[at].right.contains(cell));
        draft.flags.push(sums.flag(at, report.year, questioned));
    }
    match &cause {
        Cause::One(change) => {
            draft.suspect = Some(change.cell);
            draft.repair = Some(change.to as f64);
            draft.slip = Some(of_one(sums, change));
            if doubt {
                draft.fact("doubt", "pair");
            }
        }
        Cause::Two(pair) => {
            for change in pair {
                draft.fact(&format!("repair.{}", change.cell), change.to);
            }
            draft.slip = of_two(pair);
            if root == "T3-SHIFT" {
                draft.flags.push(shift_flag(&draft.flags, pair));
            }
        }
        Cause::Several => {
            headline(&mut draft, sums, failing);
            if let Some((row, slip)) = whole_row(sums, failing) {
                draft.fact("row", row.key());
                draft.slip = Some(slip);
            }
            let (bad, all) = (failing.count_ones(), assessed.count_ones());
            if 2 * bad > all {
                draft.fact("failing", format!("{bad}/{all}"));
            }
        }
    }
    if let Some(change) = changes.first() {
        draft.expected = Some(change.to as f64);
        draft.actual = change.from.map(|from| from as f64);
    }
    draft.confidence = match witness {
        Some(true) => Confidence::High,
        Some(false) => Confidence::Low,
        // Most equations at once: rows or columns have slipped, and the page or its reading is to
        // blame rather than the figures.
        None if doubt => Confidence::Low,
        None if draft.facts.iter().any(|(name, _)| name == "failing") => Confidence::Low,
        None => Confidence::Plain,
    };
    let implied = implied(sums, failing);
    if implied > 0 {
        draft.fact("implied", implied);
    }
    let derived: Vec<&str> = sums
        .derived
        .iter()
        .map(|(cell, _)| *cell)
        .filter(|cell| draft.flags.iter().any(|flag| flag.cells.contains(cell)))
        .map(Cell::key)
        .collect();
    if !derived.is_empty() {
        draft.fact("derived", derived.join(" "));
    }
    Some(draft)
}

/// The flag that names a shift beside the equations that it breaks: the two cells of the row.
fn shift_flag(broken: &[Flag], pair: &[Change; 2]) -> Flag {
    Flag {
        rule: "T3-SHIFT".to_owned(),
        severity: broken.iter().map(|flag| flag.severity).min().unwrap_or(Severity::Error),
        cells: pair.map(|change| change.cell).to_vec(),
        expected: Some(pair[0].to as f64),
        actual: pair[0].from.map(|from| from as f64),
        addends: Vec::new(),
    }
}

/// What the report of the year before says of 上年结转, and that of the year after of 结转下年度.
fn beside(look: &Look<'_>, at: usize, cell: Cell) -> Option<i64> {
    let (row, column) = cell.as_request()?;
    let here = &look.assessed[at];
    let (other, answer) = if row == Row::CARRIED_IN {
        (look.assessed.get(at.checked_sub(1)?)?, Row::CARRIED_OUT)
    } else if row == Row::CARRIED_OUT {
        (look.assessed.get(at + 1)?, Row::CARRIED_IN)
    } else {
        return None;
    };
    let next_to = other.report.year.abs_diff(here.report.year) == 1;
    next_to.then(|| other.sums.printed(Cell::request(answer, column)))?
}

/// Without a cause: the totals of the failing equations are what the finding is about, and the
/// most visible of them, in the total column, is its headline.
fn headline(draft: &mut Draft, sums: &Sums, failing: u64) {
    let equations = &sums.plan.equations;
    let visible = |at: &usize| {
        let total = equations[*at].right[0];
        !matches!(total.as_request(), Some((_, Column::Total)))
            || equations[*at].kind == EquationKind::RowTotal
    };
    let mut order: Vec<usize> = bits(failing).collect();
    order.sort_by_key(visible);
    for at in &order {
        let total = equations[*at].right[0];
        if !draft.cells.contains(&total) {
            draft.cells.push(total);
        }
    }
    if let Some(at) = order.first() {
        let flag = sums.flag(*at, draft.year, None);
        (draft.expected, draft.actual) = (flag.expected, flag.actual);
    }
}

/// The one outcome row whose figures are, column by column, just what 三(七) is off by: it was left
/// out of the totals, or counted twice. A lead on the row; nothing is said of single cells.
fn whole_row(sums: &Sums, failing: u64) -> Option<(Row, Slip)> {
    let equations = &sums.plan.equations;
    let outcomes: Vec<usize> =
        (0..equations.len()).filter(|at| equations[*at].kind == EquationKind::Outcomes).collect();
    let mask = outcomes.iter().fold(0, |mask, at| mask | 1 << at);
    if failing & !mask != 0 || sums.assessed & mask != mask {
        return None;
    }
    let is_off_by = |row: Row, sign: i64| {
        outcomes.iter().all(|at| {
            let cell = equations[*at].left.iter().find(|cell| row_of(**cell) == Some(row));
            cell.is_some_and(|cell| sign * sums.values[cell.index()] == sums.residual[*at])
        })
    };
    let rows = || equations[outcomes[0]].left.iter().filter_map(|cell| row_of(*cell));
    let mut found = [(1, Slip::LeftOut), (-1, Slip::CountedTwice)]
        .into_iter()
        .flat_map(|(sign, slip)| rows().map(move |row| (row, sign, slip)))
        .filter(|(row, sign, _)| is_off_by(*row, *sign));
    match (found.next(), found.next()) {
        (Some((row, _, slip)), None) => Some((row, slip)),
        _ => None,
    }
}

fn row_of(cell: Cell) -> Option<Row> {
    cell.as_request().map(|(row, _)| row)
}

/// How many failing equations follow from others that fail: where every row total that they use
/// holds, a sum of the total column fails by just what the six columns fail by together.
fn implied(sums: &Sums, failing: u64) -> usize {
    let equations = &sums.plan.equations;
    bits(failing)
        .filter(|at| {
            let total = &equations[*at];
            if total.right[0].as_request().is_none_or(|(_, column)| column != Column::Total)
                || total.kind == EquationKind::RowTotal
            {
                return false;
            }
            let rows_hold = total.terms().all(|(cell, _)| {
                equations.iter().enumerate().all(|(other, equation)| {
                    equation.kind != EquationKind::RowTotal
                        || equation.right[0] != cell
                        || failing & 1 << other == 0
                })
            });
            let columns = bits(failing)
                .filter(|other| other != at && equations[*other].kind == total.kind)
                .map(|other| sums.residual[other])
                .sum::<i64>();
            rows_hold && columns == sums.residual[*at]
        })
        .count()
}

/// The slip in one cell; what its sum adds up is known where it is a total.
fn of_one(sums: &Sums, change: &Change) -> Slip {
    let Some(printed) = change.from else { return Slip::LeftOut };
    let addends: Vec<i64> = sums
        .plan
        .equations
        .iter()
        .filter(|e| e.kind != EquationKind::Balance && e.right[0] == change.cell)
        .flat_map(|equation| &equation.left)
        .map(|cell| sums.values[cell.index()])
        .filter(|number| *number != 0)
        .collect();
    slip(printed, change.to, &addends)
}

/// The slip in a pair: a shift by one column is the one that has a name.
fn of_two(pair: &[Change; 2]) -> Option<Slip> {
    let column = |change: &Change| change.cell.as_request().map(|(_, column)| column.index());
    let (one, two) = (column(&pair[0])?, column(&pair[1])?);
    let whole = pair.iter().any(|change| off(change) > 0 && change.to == 0);
    (is_shift(pair) && one.abs_diff(two) == 1 && whole).then_some(Slip::NextColumn)
}
