//! Errors that show against another year, or against an earlier version.

use super::{Done, Fate, Site, add, find, find_pair, report};
use crate::form::{Cell, Column, Form, Row};
use crate::record::Report;
use crate::synth::dice::Dice;

fn total(report: &Report, row: Row) -> i64 {
    report.cells.count(Cell::request(row, Column::Total)).unwrap_or(0)
}

/// `d` more requests in these rows, in the column and in the total: the table still ties.
fn more(report: &mut Report, rows: &[Row], column: Column, d: i64) {
    for row in rows {
        add(report, Cell::request(*row, column), d);
        add(report, Cell::request(*row, Column::Total), d);
    }
}

/// 上年结转 is not what last year handed on; the year itself ties.
pub(super) fn carry(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find_pair(sites, dice, |_, before, now| {
        total(before, Row::CARRIED_OUT) > 0 && total(now, Row::NEW) >= 5
    })?;
    let d = dice.between(1, 6);
    more(report(sites, at), &[Row::CARRIED_IN, Row::GRANTED, Row::CLOSED], Column::Natural, d);
    sites[at.0].drafts[at.1 - 1].taken = true;
    let cells =
        [Column::Natural, Column::Total].map(|column| Cell::request(Row::CARRIED_IN, column));
    Some(Done {
        at, cells: cells.into(), what: format!("上年结转比上年报告的结转下年度多 {d}")
    })
}

/// 现行有效 jumps without a document issued or repealed; later years go on from there.
pub(super) fn in_force(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let cell = Cell::from_key("disclosure.normative.in_force")?;
    let at = find_pair(sites, dice, |_, before, now| {
        before.form == Form::F2021 && now.cells.count(cell) >= Some(10)
    })?;
    // Later years go on from the wrong count; one with an error of its own would lose its words.
    if sites[at.0].drafts[at.1..].iter().any(|draft| draft.taken) {
        return None;
    }
    let d = dice.between(2, 9);
    for draft in &mut sites[at.0].drafts[at.1..] {
        add(&mut draft.report, cell, d);
    }
    Some(Done {
        at, cells: vec![cell], what: format!("现行有效件数多 {d}，与上年加减不符")
    })
}

/// Figures of last year printed again.
pub(super) fn repeated(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let keys = ["licensing", "penalty", "coercion"];
    let cells: Vec<Cell> = keys
        .iter()
        .filter_map(|key| Cell::from_key(&format!("disclosure.{key}.decisions")))
        .collect();
    let at = find_pair(sites, dice, |_, before, now| {
        let differ = |cell: &Cell| before.cells.count(*cell) != now.cells.count(*cell);
        let large = |cell: &Cell| before.cells.count(*cell) >= Some(20);
        before.cells.count(cells[0]) >= Some(500) && cells.iter().all(|c| differ(c) && large(c))
    })?;
    let before = sites[at.0].drafts[at.1 - 1].report.cells.clone();
    for cell in &cells {
        let number = before.count(*cell)?;
        let raw = number.to_string();
        report(sites, at).cells.set_number(*cell, number as f64, &raw);
    }
    sites[at.0].drafts[at.1 - 1].taken = true;
    Some(Done { at, cells, what: "行政许可、处罚、强制与上年完全相同".to_owned() })
}

/// Many times the requests of other years, all granted: the table ties.
pub(super) fn jump(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find_pair(sites, dice, |_, before, now| {
        (5..80).contains(&total(before, Row::NEW)) && (5..80).contains(&total(now, Row::NEW))
    })?;
    let d = total(report(sites, at), Row::NEW) * dice.between(30, 45);
    more(report(sites, at), &[Row::NEW, Row::GRANTED, Row::CLOSED], Column::Natural, d);
    sites[at.0].drafts[at.1 - 1].taken = true;
    let cell = Cell::request(Row::NEW, Column::Total);
    Some(Done { at, cells: vec![cell], what: format!("本年新收比往年多 {d}") })
}

/// No report for a year between two that have one.
pub(super) fn gap(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let last = sites.iter().flat_map(|site| &site.drafts).map(|d| d.report.year).max()?;
    let at = find_pair(sites, dice, |_, _, now| now.year < last)?;
    sites[at.0].drafts[at.1].fate = Fate::Missing;
    sites[at.0].drafts[at.1 - 1].taken = true;
    sites[at.0].drafts[at.1 + 1].taken = true;
    Some(Done { at, cells: Vec::new(), what: "缺少这一年的报告".to_owned() })
}

/// The report was re-issued with another figure.
pub(super) fn restated(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at =
        find(sites, dice, |_, report| total(report, Row::NEW) >= 8 && report.published.is_some())?;
    let mut before = report(sites, at).clone();
    let d = dice.between(1, 4);
    let rows = [Row::NEW, Row::GRANTED, Row::CLOSED];
    more(&mut before, &rows, Column::Business, d);
    let now = report(sites, at);
    now.published = now.published.and_then(|day| day.checked_add(jiff::Span::new().days(1)).ok());
    sites[at.0].drafts[at.1].before = Some(before);
    let cells = rows.map(|row| Cell::request(row, Column::Business)).into();
    Some(Done { at, cells, what: format!("重新发布，商业企业一列少 {d}") })
}
