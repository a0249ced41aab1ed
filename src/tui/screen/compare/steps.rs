//! What changes a comparison: its table, its columns and their order, the place of the cursor.

use super::{Axis, Compare, CompareColumn, figures};
use crate::form::{Column, Table};
use crate::tui::model::Model;

/// Another table.
pub fn turn(state: &mut Compare, by: usize) {
    let at = Table::ALL.iter().position(|table| *table == state.table).unwrap_or(0);
    state.table = Table::ALL[(at + by) % Table::ALL.len()];
    state.top = 0;
    state.rebuild();
}

/// Another kind of applicant, where the table tells them apart.
pub fn applicant(model: &mut Model, by: usize) {
    let state = &mut model.compare;
    if state.table == Table::Requests {
        state.applicant = Column::ALL[(state.applicant.index() + by) % Column::ALL.len()];
        state.rebuild();
    } else {
        let text = model.look.t("只有表三分申请人", "only table three tells applicants apart");
        model.tell(text);
    }
}

/// The years of one, agencies in one year, both: the agency and the year of the cursor stay.
pub fn switch_columns(model: &mut Model) {
    let state = &mut model.compare;
    if state.agencies.len() < 2 {
        let text = model.look.t(
            "只有一个机关; 在 1 机关 用空格选几个, 再按 c",
            "there is but one agency: choose several with Space on 1 Agencies, then c",
        );
        model.tell(text);
        return;
    }
    let here = state.columns.get(state.column).map(|column| (column.id, column.year));
    state.axis = state.axis.next();
    state.agency = here.map(|here| here.0);
    state.year = here.map(|here| here.1);
    state.lay_columns(here);
}

/// Sorts the columns by the row of the cursor, or puts them back.
pub fn sort(state: &mut Compare) {
    let Some(cell) = state.cell(state.cursor) else { return };
    let here = state.columns.get(state.column).map(|column| (column.id, column.year));
    if state.sorted {
        let cursor = state.cursor;
        state.lay_columns(here);
        state.cursor = cursor;
        return;
    }
    // Largest first; what is no number comes last.
    let figure = |column: &CompareColumn| {
        let number = column.report.as_ref().and_then(|report| report.cells.number(cell));
        number.unwrap_or(f64::NEG_INFINITY)
    };
    state.columns.sort_by(|a, b| figure(b).total_cmp(&figure(a)));
    state.sorted = true;
    if let Some(at) = state.columns.iter().position(|it| Some((it.id, it.year)) == here) {
        state.column = at;
    }
}

/// The next figure that is not the one it is compared with.
pub fn difference(model: &mut Model, forward: bool) {
    let state = &mut model.compare;
    let differing = figures::differences(state);
    let here = (state.cursor, state.column);
    let next = if forward {
        differing.iter().find(|place| **place > here)
    } else {
        differing.iter().rev().find(|place| **place < here)
    };
    match next {
        Some((line, column)) => {
            state.cursor = *line;
            state.column = *column;
        }
        None => {
            let text = model.look.t("没有更多不同", "no further difference");
            model.tell(text);
        }
    }
}

/// What the columns have in common is changed: the year of the agencies, or the agency of the
/// years; over both the cursor goes to the same year of another agency.
pub fn step_other(model: &mut Model, by: i16) {
    let look = model.look;
    let (first, last) = model.summary.as_ref().and_then(|s| s.years).unwrap_or((0, 0));
    let state = &mut model.compare;
    let Some(here) = state.columns.get(state.column).map(|column| (column.id, column.year)) else {
        return;
    };
    if state.axis == Axis::Agencies {
        let year = here.1 + by;
        if (first..=last).contains(&year) {
            state.year = Some(year);
            state.lay_columns(Some((here.0, year)));
        } else {
            model.tell(look.t("没有别的年度了", "there is no other year that way"));
        }
        return;
    }
    let at = state.compared.iter().position(|it| it.id == here.0);
    let next = at.and_then(|at| at.checked_add_signed(isize::from(by)));
    let Some(next) = next.and_then(|at| state.compared.get(at)).map(|it| it.id) else {
        model.tell(look.t("没有别的机关了", "there is no other agency that way"));
        return;
    };
    state.agency = Some(next);
    match state.axis {
        Axis::Years => state.lay_columns(Some((next, here.1))),
        _ => {
            let column = state.columns.iter().position(|it| (it.id, it.year) == (next, here.1));
            state.column = column.unwrap_or(state.column);
        }
    }
}
