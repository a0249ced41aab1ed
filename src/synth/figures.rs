//! Reports whose figures all tie: within a table, between tables of a year, and from year to year.

use super::dice::Dice;
use crate::form::{Cell, Column, DisputeColumn, DisputeGroup, Form, Kind, Role, Row, Table};
use crate::record::{Agency, AgencyKind, Cells, Level, Report};
use jiff::civil::{Date, date};
use std::ops::RangeInclusive;

/// What an agency is like, the same in all its years.
struct Habits {
    /// Requests in a usual year.
    requests: f64,
    /// Change of that mean from year to year, in thousandths.
    drift: i64,
    applicants: [u32; 6],
    /// Weights of the outcome rows of the 2021 form, in its order.
    outcomes: Vec<u32>,
    /// Thousandths of the requests at hand that stay open at the end of a year.
    backlog: i64,
    regulations: f64,
    normative: f64,
    licences: f64,
    penalties: f64,
    coercions: f64,
    /// 万元.
    fees: f64,
    disputes: f64,
}

/// Outcomes by how common they are in published reports: granted and not held come first.
const OUTCOMES: [(&str, u32); 21] = [
    ("granted", 420),
    ("partial", 90),
    ("denied.state_secret", 1),
    ("denied.law_forbids", 8),
    ("denied.three_safeties", 3),
    ("denied.third_party", 10),
    ("denied.internal_affairs", 8),
    ("denied.process", 12),
    ("denied.enforcement_file", 8),
    ("denied.inquiry_matter", 14),
    ("unable.not_held", 250),
    ("unable.needs_creation", 14),
    ("unable.unclear", 8),
    ("rejected.petition", 32),
    ("rejected.repeat", 20),
    ("rejected.publication", 1),
    ("rejected.excessive", 4),
    ("rejected.reissue", 2),
    ("other.uncorrected", 24),
    ("other.unpaid", 2),
    ("other.misc", 40),
];

impl Habits {
    fn of(agency: &Agency, dice: &mut Dice) -> Habits {
        use AgencyKind::{Department, Government, Institution, Office, Street, Township, Zone};
        // Means after what published reports show of each kind and level: requests, normative
        // documents a year, licences, penalties, coercive measures, fees in 万元, disputes.
        let means = match (agency.kind, agency.level) {
            (Government, Level::Province) => {
                [9000.0, 60.0, 2.0e6, 9.0e5, 60_000.0, 300_000.0, 900.0]
            }
            (Government, Level::City) => {
                [1500.0, 40.0, 450_000.0, 260_000.0, 9000.0, 42_000.0, 160.0]
            }
            (Government, _) => [90.0, 9.0, 21_000.0, 3200.0, 160.0, 4200.0, 9.0],
            (Office, Level::Province | Level::City) => [110.0, 18.0, 0.0, 0.0, 0.0, 0.0, 9.0],
            (Office, _) => [18.0, 4.0, 0.0, 0.0, 0.0, 0.0, 1.0],
            (Department, Level::Province) => [260.0, 12.0, 42_000.0, 600.0, 10.0, 9000.0, 26.0],
            (Department, Level::City) => [60.0, 4.0, 9000.0, 1300.0, 30.0, 620.0, 5.0],
            (Department, _) => [7.0, 0.5, 520.0, 90.0, 2.0, 40.0, 0.4],
            (Zone, _) => [14.0, 1.0, 1300.0, 20.0, 1.0, 60.0, 1.0],
            (Street, _) => [2.2, 0.1, 30.0, 6.0, 1.0, 0.0, 0.15],
            (Township, _) => [0.9, 0.1, 40.0, 8.0, 1.0, 0.0, 0.06],
            (Institution, _) => [0.7, 0.0, 0.0, 0.0, 0.0, 0.0, 0.02],
        };
        // Half to double, as squares of fractions: agencies of one kind differ that much.
        let mut around = |mean: f64| {
            let at = 0.7 + 0.75 * dice.fraction();
            mean * at * at
        };
        let [requests, normative, licences, penalties, coercions, fees, disputes] =
            means.map(&mut around);
        // 规章 may be made by provinces and cities with districts only.
        let lawful = matches!(agency.level, Level::Province | Level::City)
            && matches!(agency.kind, Government);
        let mut applicants = [900, 60, 2, 4, 30, 6];
        for weight in &mut applicants {
            *weight = (*weight * dice.between(50, 150) as u32) / 100;
        }
        let outcomes =
            OUTCOMES.iter().map(|(_, weight)| weight * dice.between(25, 175) as u32).collect();
        Habits {
            requests,
            drift: dice.between(-60, 110),
            applicants,
            outcomes,
            backlog: dice.between(0, 75),
            regulations: if lawful { 1.2 } else { 0.0 },
            normative,
            licences,
            penalties,
            coercions,
            fees,
            disputes,
        }
    }
}

/// What one year hands to the next.
struct Carried {
    requests: [i64; 6],
    /// In force: 规章, 行政规范性文件.
    in_force: [i64; 2],
    /// Items on the lists of the 2019 form, by key.
    items: [i64; 5],
}

const ITEM_LISTS: [&str; 5] = ["licensing", "other_services", "penalty", "coercion", "fees"];

fn set(cells: &mut Cells, key: &str, number: i64) {
    if let Some(cell) = Cell::from_key(key) {
        cells.set_number(cell, number as f64, &number.to_string());
    }
}

/// The agency's reports for the years, without prose and with every figure in plain digits.
///
/// All equations of the form hold in each; 上年结转 is last year's 结转下年度 in every column, 现行有效
/// is last year's with what came and went, and 上一年项目数量 is last year's with its change.
pub fn series(seed: u64, agency: &Agency, years: RangeInclusive<i16>) -> Vec<Report> {
    let mut dice = Dice::named(seed, "figures", &agency.name);
    let habits = Habits::of(agency, &mut dice);
    let start = dice.count(habits.normative * 6.0);
    let mut carried = Carried {
        requests: [0; 6],
        in_force: [dice.count(habits.regulations * 8.0), start],
        items: [40.0, 25.0, 60.0, 8.0, 6.0]
            .map(|mean: f64| if habits.licences > 0.0 { dice.count(mean) } else { 0 }),
    };
    let backlog = dice.count(habits.requests * habits.backlog as f64 / 1000.0);
    for (to, part) in carried.requests.iter_mut().zip(dice.deal(backlog, &habits.applicants)) {
        *to = part;
    }
    let mut level = 1.0;
    let mut reports = Vec::new();
    for year in years {
        let form = Form::for_year(year);
        let mut cells = Cells::default();
        disclosure(&mut cells, form, &habits, level, &mut carried, &mut dice);
        requests(&mut cells, form, &habits, level, &mut carried, &mut dice);
        disputes(&mut cells, &habits, level, &mut dice);
        reports.push(Report {
            year,
            form,
            published: Some(published(agency, year, &mut dice)),
            title: format!("{}{year}年政府信息公开工作年度报告", agency.printed),
            cells,
            passages: Vec::new(),
            earlier: None,
        });
        level *= (1000 + habits.drift + dice.between(-90, 90)) as f64 / 1000.0;
    }
    reports
}

/// A day before the deadline of 《政府信息公开条例》 第四十九条.
fn published(agency: &Agency, year: i16, dice: &mut Dice) -> Date {
    let government = agency.kind == AgencyKind::Government;
    let month = if government { dice.between(1, 3) } else { 1 } as i8;
    date(year + 1, month, dice.between(5, 28) as i8)
}

/// Decisions and sums near their mean; large ones to the unit, as real ones are.
fn near(mean: f64, level: f64, dice: &mut Dice) -> i64 {
    let mean = mean * level;
    if mean < 200.0 {
        return dice.count(mean);
    }
    (mean * dice.between(880, 1120) as f64 / 1000.0).floor() as i64 + dice.between(0, 9)
}

fn disclosure(
    cells: &mut Cells,
    form: Form,
    habits: &Habits,
    level: f64,
    carried: &mut Carried,
    dice: &mut Dice,
) {
    for (group, rate, slot) in
        [("regulations", habits.regulations, 0), ("normative", habits.normative, 1)]
    {
        let issued = dice.count(rate);
        let repealed = dice.count(rate * 0.8).min(carried.in_force[slot]);
        carried.in_force[slot] += issued - repealed;
        let key = |name: &str| format!("disclosure.{group}.{name}");
        if form == Form::F2021 {
            set(cells, &key("issued"), issued);
            set(cells, &key("repealed"), repealed);
            set(cells, &key("in_force"), carried.in_force[slot]);
        } else {
            set(cells, &key("made"), issued);
            set(cells, &key("published"), issued);
            set(cells, &key("total_public"), carried.in_force[slot]);
        }
    }
    let decisions = [
        ("licensing", near(habits.licences, level, dice)),
        ("penalty", near(habits.penalties, level, dice)),
        ("coercion", near(habits.coercions, level, dice)),
    ];
    for (group, number) in decisions {
        set(cells, &format!("disclosure.{group}.decisions"), number);
    }
    // Cents of 万元, so that the decimal is the shortest that reads back.
    let money = |mean: f64, dice: &mut Dice| -> f64 {
        let hundredths = near(mean * 100.0, level, dice);
        if mean == 0.0 { 0.0 } else { hundredths as f64 / 100.0 }
    };
    let amount = |cells: &mut Cells, key: &str, number: f64| {
        if let Some(cell) = Cell::from_key(key) {
            cells.set_number(cell, number, &crate::record::decimal(number));
        }
    };
    if form == Form::F2021 {
        let fees = money(habits.fees, dice);
        amount(cells, "disclosure.fees.amount", fees);
        return;
    }
    set(cells, "disclosure.other_services.decisions", near(habits.licences * 0.3, level, dice));
    for (list, items) in ITEM_LISTS.into_iter().zip(&mut carried.items) {
        set(cells, &format!("disclosure.{list}.prior_items"), *items);
        let change = if *items > 0 && dice.chance(450) { dice.between(-3, 5) } else { 0 };
        let change = change.max(-*items);
        set(cells, &format!("disclosure.{list}.change"), change);
        *items += change;
    }
    let purchases = dice.count(habits.requests.min(120.0) * 0.6);
    set(cells, "disclosure.procurement.items", purchases);
    let spent = if purchases == 0 { 0.0 } else { money(purchases as f64 * 42.0, dice) };
    amount(cells, "disclosure.procurement.amount", spent);
}

fn requests(
    cells: &mut Cells,
    form: Form,
    habits: &Habits,
    level: f64,
    carried: &mut Carried,
    dice: &mut Dice,
) {
    let mut rows = [[0i64; 7]; Row::COUNT];
    let new = dice.count(habits.requests * level);
    let by_applicant = dice.deal(new, &habits.applicants);
    let outcome_rows: Vec<Row> =
        OUTCOMES.iter().filter_map(|(key, _)| Row::from_key(key)).collect();
    for column in Column::APPLICANTS {
        let c = column.index();
        let at_hand = by_applicant[c] + carried.requests[c];
        let stay = dice.count((at_hand * habits.backlog) as f64 / 1000.0).min(at_hand);
        rows[Row::NEW.index()][c] = by_applicant[c];
        rows[Row::CARRIED_IN.index()][c] = carried.requests[c];
        rows[Row::CARRIED_OUT.index()][c] = stay;
        rows[Row::CLOSED.index()][c] = at_hand - stay;
        for (row, number) in outcome_rows.iter().zip(dice.deal(at_hand - stay, &habits.outcomes)) {
            let row = if row.in_form(form) { *row } else { Row::OTHER_ALL };
            rows[row.index()][c] += number;
        }
        carried.requests[c] = stay;
    }
    for row in Row::of_form(form) {
        let figures = &mut rows[row.index()];
        figures[6] = figures[..6].iter().sum();
        for column in Column::ALL {
            let number = figures[column.index()];
            cells.set_number(Cell::request(row, column), number as f64, &number.to_string());
        }
    }
}

fn disputes(cells: &mut Cells, habits: &Habits, level: f64, dice: &mut Dice) {
    for (group, share) in DisputeGroup::ALL.into_iter().zip([0.62, 0.25, 0.13]) {
        let total = dice.count(habits.disputes * level * share);
        let mut parts = dice.deal(total, &[520, 60, 280, 140]);
        parts.push(total);
        for (column, number) in DisputeColumn::ALL.into_iter().zip(parts) {
            cells.set_number(Cell::dispute(group, column), number as f64, &number.to_string());
        }
    }
}

/// Prints figures the way people do: thousands in groups, 增 and 减, a dash or an empty cell for a
/// nought, an amount with its unit, a note behind a number. The figures stay the same; a nought
/// that is printed as a dash or left empty is no longer a number.
pub fn dress(cells: &mut Cells, dice: &mut Dice) {
    use crate::record::State;
    let style = dice.below(12);
    let comma = if dice.chance(500) { ',' } else { '，' };
    let all: Vec<Cell> = Cell::all().filter(|cell| cells.state(*cell) == State::Number).collect();
    for cell in all {
        let Some(number) = cells.number(cell) else { continue };
        let info = cell.info();
        match style {
            0 if number >= 1000.0 => {
                cells.set_number(cell, number, &grouped(number, comma));
            }
            1 if info.kind == Kind::Change && number != 0.0 => {
                let sign = if number > 0.0 { "增" } else { "减" };
                let raw = format!("{sign}{}", number.abs());
                cells.set_number(cell, number, &raw);
            }
            2 if info.kind == Kind::Change && number > 0.0 => {
                cells.set_number(cell, number, &format!("+{number}"));
            }
            3 if number == 0.0 && info.table != Table::Requests => {
                cells.set_state(cell, State::Dash, "/");
            }
            4 if number == 0.0 && info.table == Table::Disputes => {
                cells.set_state(cell, State::Blank, "");
            }
            5 if info.kind == Kind::Amount && number > 0.0 => {
                cells.set_number(cell, number, &format!("{number}万元"));
            }
            6 if number == 0.0
                && cell.as_request().is_some_and(|(row, column)| {
                    column != Column::Total && row.role() == Role::Outcome
                }) =>
            {
                cells.set_state(cell, State::Blank, "");
            }
            7 if cell.key() == "disclosure.normative.issued" && number > 3.0 => {
                let raw = format!("{number}（其中修订{}件）", number.div_euclid(3.0));
                cells.set_number(cell, number, &raw);
            }
            8 if number == 0.0 && cell.key().starts_with("disclosure.regulations") => {
                cells.set_state(cell, State::Dash, "不涉及");
            }
            _ => {}
        }
    }
}

/// `1,234,567.5`.
fn grouped(number: f64, comma: char) -> String {
    let plain = crate::record::decimal(number);
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), ""), |parts| parts);
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(comma);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::equations;
    use crate::record::State;
    use crate::synth::agencies;

    /// Every sum of the form, and every tie to the year before, of one agency's reports.
    fn assert_ties(reports: &[Report]) {
        for report in reports {
            let of_form: Vec<Cell> = Cell::of_form(report.form).collect();
            assert!(of_form.iter().all(|cell| report.cells.number(*cell).is_some()));
            assert_eq!(report.cells.present(), of_form.len());
            for equation in equations(report.cells.rows()).iter() {
                let sum: i64 = equation
                    .terms()
                    .map(|(cell, sign)| sign * report.cells.count(cell).unwrap())
                    .sum();
                assert_eq!(sum, 0, "{} {equation:?}", report.title);
            }
        }
        for pair in reports.windows(2) {
            let [before, after] = pair else { unreachable!() };
            for column in Column::ALL {
                assert_eq!(
                    after.cells.count(Cell::request(Row::CARRIED_IN, column)),
                    before.cells.count(Cell::request(Row::CARRIED_OUT, column)),
                );
            }
            let at = |report: &Report, key: &str| {
                report.cells.count(Cell::from_key(&format!("disclosure.{key}")).unwrap())
            };
            match (before.form, after.form) {
                (Form::F2021, Form::F2021) => {
                    for group in ["regulations", "normative"] {
                        let [issued, repealed, now] = ["issued", "repealed", "in_force"]
                            .map(|name| at(after, &format!("{group}.{name}")).unwrap());
                        let then = at(before, &format!("{group}.in_force")).unwrap();
                        assert_eq!(now, then + issued - repealed, "{}", after.title);
                    }
                }
                (Form::F2019, Form::F2019) => {
                    for list in ITEM_LISTS {
                        let [prior, change] = ["prior_items", "change"]
                            .map(|name| at(before, &format!("{list}.{name}")).unwrap());
                        assert_eq!(at(after, &format!("{list}.prior_items")), Some(prior + change));
                    }
                }
                _ => {}
            }
        }
    }

    #[test]
    fn all_figures_of_the_province_tie() {
        for agency in agencies::province() {
            assert_ties(&series(1, &agency, 2019..=2025));
        }
    }

    #[test]
    fn all_figures_of_a_nation_tie() {
        for index in (0..agencies::NATION).step_by(997) {
            assert_ties(&series(2, &agencies::nation(index), 2019..=2025));
        }
    }

    #[test]
    fn sizes_are_those_of_real_bodies() {
        let new = |ending: &str| {
            let agency = agencies::province().into_iter().find(|a| a.name.ends_with(ending));
            let reports = series(1, &agency.unwrap(), 2021..=2025);
            let totals = reports
                .iter()
                .map(|report| report.cells.count(Cell::request(Row::NEW, Column::Total)).unwrap());
            totals.sum::<i64>() / 5
        };
        assert!((500..6000).contains(&new("云澜市人民政府")), "{}", new("云澜市人民政府"));
        assert!(new("苔溪镇人民政府") < 5);
    }

    #[test]
    fn dressing_changes_the_print_and_not_the_figures() {
        let agency = &agencies::province()[8];
        for at in 0..40 {
            let report = &series(1, agency, 2019..=2022)[at % 4];
            let mut cells = report.cells.clone();
            dress(&mut cells, &mut Dice::new(3, "dress", &[at as u64]));
            for cell in Cell::all() {
                let (plain, dressed) = (report.cells.value(cell), cells.value(cell));
                match dressed.state {
                    State::Number | State::Absent => assert_eq!(plain.number, dressed.number),
                    _ => assert_eq!(plain.number, Some(0.0), "{cell}"),
                }
            }
        }
        assert_eq!(grouped(1_234_567.5, ','), "1,234,567.5");
        assert_eq!(grouped(100.0, ','), "100");
    }
}
