//! Errors within the tables of one year.

use super::{At, Done, Site, add, find, find_pair, report};
use crate::form::{Cell, Column, DisputeColumn, DisputeGroup, Form, Role, Row};
use crate::record::{Agency, AgencyKind, Level, Report, State};
use crate::synth::dice::Dice;

fn total(report: &Report, row: Row) -> i64 {
    report.cells.count(Cell::request(row, Column::Total)).unwrap_or(0)
}

/// Changes a figure the way people mistype, and says how.
fn slip(sites: &mut [Site], at: At, cell: Cell, dice: &mut Dice) -> Done {
    let was = report(sites, at).cells.count(cell).unwrap_or(0);
    let digits = was.to_string();
    let (now, how) = match dice.below(3) {
        // Two neighbouring digits that differ, swapped.
        0 if was >= 10 && digits.as_bytes()[0] != digits.as_bytes()[1] => {
            let mut swapped: Vec<char> = digits.chars().collect();
            swapped.swap(0, 1);
            (swapped.iter().collect::<String>().parse().unwrap_or(was + 1), "相邻两位颠倒")
        }
        1 if was > 0 => (was * 10 + dice.between(0, 9), "多一位"),
        _ => (was - was % 10 + (was % 10 + dice.between(1, 9)) % 10, "错一位"),
    };
    add(report(sites, at), cell, now - was);
    Done { at, cells: vec![cell], what: format!("{how}: {was} → {now}") }
}

/// A figure of 本年新收 or 结转下年度 by one kind of applicant.
pub(super) fn balance(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, report| total(report, Row::NEW) >= 12)?;
    let row = if dice.chance(700) { Row::NEW } else { Row::CARRIED_OUT };
    Some(slip(sites, at, Cell::request(row, Column::Natural), dice))
}

/// A figure of an outcome.
pub(super) fn outcome(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, report| total(report, Row::CLOSED) >= 20)?;
    let rows: Vec<Row> = Row::of_form(report(sites, at).form)
        .filter(|row| row.role() == Role::Outcome && total(report(sites, at), *row) > 1)
        .collect();
    let row = *dice.pick(if rows.is_empty() { &[Row::GRANTED] } else { &rows });
    Some(slip(sites, at, Cell::request(row, Column::Natural), dice))
}

/// A figure in the next column.
pub(super) fn shifted(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let [from, to] = [Column::Natural, Column::Business];
    let outcomes =
        |report: &Report| Row::of_form(report.form).filter(|row| row.role() == Role::Outcome);
    // No other row may hold so much in the second column, or two rows would explain the sums.
    let movable = |report: &Report| {
        let count = |row, column| report.cells.count(Cell::request(row, column)).unwrap_or(0);
        let most = outcomes(report).map(|row| count(row, to)).max()?;
        let fits = |row: &Row| count(*row, to) == 0 && count(*row, from) > most.max(1);
        outcomes(report).find(fits)
    };
    let at = find(sites, dice, |_, report| movable(report).is_some())?;
    let row = movable(report(sites, at))?;
    let [from, to] = [Cell::request(row, from), Cell::request(row, to)];
    let moved = report(sites, at).cells.count(from)?;
    add(report(sites, at), from, -moved);
    add(report(sites, at), to, moved);
    Some(Done { at, cells: vec![from, to], what: format!("{moved} 填到右边一列") })
}

/// The total of a row.
pub(super) fn row_total(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, report| total(report, Row::PARTIAL) >= 3)?;
    Some(slip(sites, at, Cell::request(Row::PARTIAL, Column::Total), dice))
}

/// The total of a row with figures, left empty.
pub(super) fn blank_total(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, report| total(report, Row::GRANTED) >= 2)?;
    let cell = Cell::request(Row::GRANTED, Column::Total);
    let was = total(report(sites, at), Row::GRANTED);
    report(sites, at).cells.set_state(cell, State::Blank, "");
    Some(Done { at, cells: vec![cell], what: format!("总计 {was} 未填") })
}

/// The total of a group of table four.
pub(super) fn dispute_total(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let cell = Cell::dispute(DisputeGroup::Reconsideration, DisputeColumn::Total);
    let at = find(sites, dice, |_, report| report.cells.count(cell) >= Some(2))?;
    Some(slip(sites, at, cell, dice))
}

/// Fees in 元 where 万元 is asked.
pub(super) fn yuan(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let cell = Cell::from_key("disclosure.fees.amount")?;
    let fees = |report: &Report| report.cells.number(cell).unwrap_or(0.0);
    let at = find_pair(sites, dice, |_, before, now| {
        before.form == Form::F2021 && fees(before) > 1.0 && fees(now) > 1.0
    })?;
    let was = fees(report(sites, at));
    // Hundredths of 万元 are hundreds of 元: whole numbers.
    let now = (was * 100.0 + 0.5).floor() * 100.0;
    report(sites, at).cells.set_number(cell, now, &crate::record::decimal(now));
    Some(Done { at, cells: vec![cell], what: format!("以元填报: {was} 万元 → {now}") })
}

/// 规章 from a body that may not make any.
pub(super) fn unlawful(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let may_not = |agency: &Agency| {
        matches!(agency.kind, AgencyKind::Township | AgencyKind::Department)
            && matches!(agency.level, Level::County | Level::Town)
    };
    // In the last year, so that the counts in force of later years need no change.
    let last = sites.iter().flat_map(|site| &site.drafts).map(|d| d.report.year).max()?;
    let at = find(sites, dice, |agency, report| may_not(agency) && report.year == last)?;
    let cells = ["disclosure.regulations.issued", "disclosure.regulations.in_force"];
    let cells: Vec<Cell> = cells.into_iter().filter_map(Cell::from_key).collect();
    for cell in &cells {
        add(report(sites, at), *cell, 2);
    }
    Some(Done { at, cells, what: "无权制定规章的机关填报规章 2 件".to_owned() })
}
