//! Errors of form: the wrong form, missing parts, late or unreadable pages.

use super::{Done, Fate, Site, find, report};
use crate::form::{Cell, Column, Form, Row, Section, Table};
use crate::record::{AgencyKind, Level, Report, State};
use crate::synth::dice::Dice;
use jiff::civil::date;

/// The three rows of 其他处理 as one.
fn merge_other(report: &mut Report) {
    for column in Column::ALL {
        let mut sum = 0;
        for row in Row::all().filter(|row| row.key().starts_with("other.")) {
            let cell = Cell::request(row, column);
            sum += report.cells.count(cell).unwrap_or(0);
            report.cells.set_state(cell, State::Absent, "");
        }
        let all = Cell::request(Row::OTHER_ALL, column);
        report.cells.set_number(all, sum as f64, &sum.to_string());
    }
}

/// The form of 2019 in a later year.
pub(super) fn old_form(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |agency, report| {
        report.year == 2022
            && matches!(agency.kind, AgencyKind::Department | AgencyKind::Government)
    })?;
    let report = report(sites, at);
    merge_other(report);
    for group in ["regulations", "normative"] {
        let at = |name: &str| Cell::from_key(&format!("disclosure.{group}.{name}"));
        for (new, old) in
            [("issued", "made"), ("issued", "published"), ("in_force", "total_public")]
        {
            let number = report.cells.count(at(new)?)?;
            report.cells.set_number(at(old)?, number as f64, &number.to_string());
        }
    }
    for cell in Cell::of_table(Table::Disclosure) {
        if cell.in_form(Form::F2019) && report.cells.state(cell) == State::Absent {
            report.cells.set_number(cell, 0.0, "0");
        } else if !cell.in_form(Form::F2019) {
            report.cells.set_state(cell, State::Absent, "");
        }
    }
    report.form = Form::F2019;
    Some(Done { at, cells: Vec::new(), what: "2022 年仍用 2019 年的表样".to_owned() })
}

/// The form of 2021 with one row of 其他处理.
pub(super) fn one_other_row(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, report| report.form == Form::F2021)?;
    merge_other(report(sites, at));
    Some(Done { at, cells: Vec::new(), what: "其他处理只有一行，未分三项".to_owned() })
}

/// Table four is not there; its part says nothing.
pub(super) fn no_table(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, report| {
        Cell::of_table(Table::Disputes).all(|cell| report.cells.count(cell) == Some(0))
    })?;
    for cell in Cell::of_table(Table::Disputes) {
        report(sites, at).cells.set_state(cell, State::Absent, "");
    }
    Some(Done { at, cells: Vec::new(), what: "缺第四部分的表".to_owned() })
}

/// Part six is not there.
pub(super) fn no_section(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, _| true)?;
    report(sites, at).passages.retain(|passage| passage.section != Section::Other);
    Some(Done { at, cells: Vec::new(), what: "缺第六部分".to_owned() })
}

/// The number four is used twice.
pub(super) fn misnumbered(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, _| true)?;
    for passage in &mut report(sites, at).passages {
        let number = match passage.section {
            Section::Problems => "四",
            Section::Other => "五",
            _ => continue,
        };
        if let Some(heading) = &passage.heading {
            let title = heading.split_once('、').map_or("", |(_, title)| title);
            let heading = format!("{number}、{title}");
            passage.text.clone_from(&heading);
            passage.heading = Some(heading);
        }
    }
    Some(Done { at, cells: Vec::new(), what: "第五、第六部分编成四、五".to_owned() })
}

/// Published after the deadline, by a body that has one: the law sets none for townships.
pub(super) fn late(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, _| true)?;
    if sites[at.0].agency.level == Level::Town {
        return None;
    }
    let report = report(sites, at);
    let day = date(report.year + 1, dice.between(4, 9) as i8, dice.between(2, 27) as i8);
    report.published = Some(day);
    Some(Done { at, cells: Vec::new(), what: format!("{day} 发布，已过期限") })
}

/// The tables are a picture.
pub(super) fn picture(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, report| report.year >= 2021)?;
    sites[at.0].drafts[at.1].fate = Fate::Picture;
    Some(Done { at, cells: Vec::new(), what: "表格为图片，读不出".to_owned() })
}

/// The report is an attachment.
pub(super) fn attachment(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, report| report.year >= 2021)?;
    sites[at.0].drafts[at.1].fate = Fate::Attachment;
    Some(Done { at, cells: Vec::new(), what: "只有附件，读不出".to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::equations;
    use crate::synth::{agencies, figures};

    #[test]
    fn a_merged_row_still_ties() {
        let agency = &agencies::province()[7];
        let mut report = figures::series(1, agency, 2021..=2021).remove(0);
        merge_other(&mut report);
        assert_eq!(report.cells.present(), 186);
        for equation in equations(report.cells.rows()).iter() {
            let terms = equation.terms().map(|(c, sign)| sign * report.cells.count(c).unwrap());
            assert_eq!(terms.sum::<i64>(), 0);
        }
    }
}
