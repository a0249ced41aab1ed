//! A small database: a made-up province with five agencies, four years and five findings.

use gouji::find::pinyin;
use gouji::form::{Cell, Column, DisputeColumn, DisputeGroup, Form, Row, Section};
use gouji::record::{
    Addend, Agency, AgencyKind, Cells, Confidence, Evidence, Finding, FindingId, Flag, Level,
    Outcome, Passage, Place, Quote, Reading, Report, Severity, Slip, Span, State, decimal,
};
use gouji::store::{AgencyId, Intake, Keys, Store};
use gouji::tui::{Desk, Setting};

/// The explorer over the small database.
pub fn desk(setting: Setting) -> Desk {
    Desk::open(store(), setting)
}

/// The explorer at 80×24 in Chinese.
pub fn plain() -> Desk {
    desk(Setting::default())
}

/// The finding of the walkthrough that is at `nth` in the queue, from 1.
pub const FIRST: FindingId = FindingId(1);

fn agency(city: &str, name: &str, kind: AgencyKind) -> Agency {
    let place = Place {
        code: if city.is_empty() { 990000 } else { 990100 },
        province: "样例省".to_owned(),
        city: city.to_owned(),
        ..Place::default()
    };
    let level = if city.is_empty() { Level::Province } else { Level::City };
    Agency {
        name: format!("样例省{city}{name}"),
        printed: format!("{}{name}", if city.is_empty() { "样例省" } else { city }),
        place,
        kind,
        level,
    }
}

fn number(cells: &mut Cells, cell: Cell, number: f64) {
    cells.set_number(cell, number, &decimal(number));
}

/// A whole report in which every equation holds.
fn cells(form: Form, new: f64, carried_in: f64, carried_out: f64) -> Cells {
    let mut cells = Cells::default();
    for cell in Cell::of_form(form) {
        number(&mut cells, cell, 0.0);
    }
    let closed = new + carried_in - carried_out;
    let partial = (closed / 4.0).floor();
    for column in [Column::Natural, Column::Total] {
        let rows = [
            (Row::NEW, new),
            (Row::CARRIED_IN, carried_in),
            (Row::GRANTED, closed - partial),
            (Row::PARTIAL, partial),
            (Row::CLOSED, closed),
            (Row::CARRIED_OUT, carried_out),
        ];
        for (row, figure) in rows {
            number(&mut cells, Cell::request(row, column), figure);
        }
    }
    for (column, figure) in [(DisputeColumn::Upheld, 3.0), (DisputeColumn::Total, 3.0)] {
        number(&mut cells, Cell::dispute(DisputeGroup::Reconsideration, column), figure);
    }
    cells
}

fn passages() -> Vec<Passage> {
    let text = |section, heading: Option<&str>, text: &str| Passage {
        section,
        heading: heading.map(str::to_owned),
        text: text.to_owned(),
        span: Span::new(0, 0),
    };
    vec![
        text(Section::Overview, Some("一、总体情况"), "一、总体情况"),
        text(Section::Overview, None, "本年共收到申请一百二十六件，按时办结。"),
        text(Section::Problems, Some("五、问题"), "五、问题"),
        text(Section::Problems, None, "公开的目录更新不够快，下一步按月核对。"),
        text(Section::Other, None, "本年没有收取信息处理费。"),
    ]
}

fn save(store: &mut Store, agency: &Agency, year: i16, cells: Cells) {
    let report = Report {
        year,
        form: Form::for_year(year),
        published: Some(jiff::civil::date(year + 1, 1, 14)),
        title: format!("{}{year}年政府信息公开工作年度报告", agency.printed),
        cells,
        passages: passages(),
        earlier: None,
    };
    let source = format!("<p>{}</p>\n<p>本年共收到申请一百二十六件，按时办结。</p>", report.title);
    let name = format!("{}-{year}.html", agency.name);
    let pinyin::Keys { full, initials, .. } = pinyin::keys(&agency.name);
    let intake = Intake {
        hash: *blake3::hash(name.as_bytes()).as_bytes(),
        path: name,
        body: Intake::compress(&source),
        keys: Keys { pinyin: full, initials },
        ..Intake::default()
    };
    let outcome = Outcome::Report { agency: agency.clone(), report: Box::new(report) };
    let reading = Reading { outcome, problems: Vec::new(), source, encoding: "UTF-8" };
    store.batch(|batch| batch.save(&intake, &reading)).unwrap();
}

fn finding(id: u64, rule: &str, severity: Severity, year: i16, cells: Vec<Cell>) -> Finding {
    Finding {
        id: FindingId(id),
        evidence: Evidence(id),
        rule: rule.to_owned(),
        severity,
        year,
        cells,
        expected: None,
        actual: None,
        suspect: None,
        repair: None,
        slip: None,
        confidence: Confidence::Plain,
        flags: Vec::new(),
        quotes: Vec::new(),
        facts: Vec::new(),
    }
}

fn flag(rule: &str, year: i16, addends: &[(Cell, f64, i8)]) -> Flag {
    let addend = |(cell, number, sign): &(Cell, f64, i8)| Addend {
        year,
        cell: *cell,
        number: Some(*number),
        sign: *sign,
    };
    Flag {
        rule: rule.to_owned(),
        severity: Severity::Error,
        cells: addends.iter().rev().map(|(cell, _, _)| *cell).collect(),
        expected: None,
        actual: None,
        addends: addends.iter().map(addend).collect(),
    }
}

/// 上年结转 is printed as 6 where 4 would make all equations hold.
fn one_wrong_cell(year: i16) -> Finding {
    let total = |row| Cell::request(row, Column::Total);
    let natural = |row| Cell::request(row, Column::Natural);
    let balance = flag(
        "T3-BAL",
        year,
        &[
            (total(Row::NEW), 41.0, 1),
            (total(Row::CARRIED_IN), 6.0, 1),
            (total(Row::CLOSED), 43.0, -1),
            (total(Row::CARRIED_OUT), 2.0, -1),
        ],
    );
    let row = flag(
        "T3-ROW",
        year,
        &[(natural(Row::CARRIED_IN), 4.0, 1), (total(Row::CARRIED_IN), 6.0, -1)],
    );
    let suspect = total(Row::CARRIED_IN);
    Finding {
        suspect: Some(suspect),
        repair: Some(4.0),
        slip: Some(Slip::OneDigit),
        flags: vec![balance, row],
        expected: Some(47.0),
        actual: Some(45.0),
        ..finding(1, "T3-BAL", Severity::Error, year, vec![suspect])
    }
}

fn carried(id: u64, year: i16) -> Finding {
    let before = Cell::request(Row::CARRIED_OUT, Column::Total);
    let here = Cell::request(Row::CARRIED_IN, Column::Total);
    let addend = |year, cell, number, sign| Addend { year, cell, number: Some(number), sign };
    let flag = Flag {
        rule: "X-CARRY".to_owned(),
        severity: Severity::Warning,
        cells: vec![here],
        expected: Some(3.0),
        actual: Some(5.0),
        addends: vec![addend(year - 1, before, 3.0, 1), addend(year, here, 5.0, -1)],
    };
    Finding {
        expected: Some(3.0),
        actual: Some(5.0),
        flags: vec![flag],
        ..finding(id, "X-CARRY", Severity::Warning, year, vec![here])
    }
}

/// The small database in memory.
pub fn store() -> Store {
    let mut store = Store::in_memory().unwrap();
    fill(&mut store);
    store
}

/// Puts the small database into an empty one.
pub fn fill(store: &mut Store) {
    let office = agency("", "人民政府办公厅", AgencyKind::Office);
    let education = agency("云澜市", "教育局", AgencyKind::Department);
    let finance = agency("云澜市", "财政局", AgencyKind::Department);
    let police = agency("云澜市", "公安局", AgencyKind::Department);
    let zone = agency("枫渡市", "高新技术产业开发区管理委员会", AgencyKind::Zone);
    for (agency, scale) in [(&office, 9.0), (&education, 1.0), (&finance, 2.0), (&police, 4.0)] {
        let mut carried_in = 0.0;
        for year in 2020..=2023_i16 {
            let new = (40.0 + f64::from(year - 2020) * 7.0) * scale;
            let carried_out = f64::from((year - 2019) % 4) * scale;
            let figures = cells(Form::for_year(year), new, carried_in, carried_out);
            save(store, agency, year, figures);
            carried_in = carried_out;
        }
    }
    // 2021 is missing here, and one figure is printed wrong, one blank, one a dash, one no number.
    for year in [2020, 2022, 2023] {
        let mut figures = cells(Form::for_year(year), 41.0, 4.0, 2.0);
        if year == 2023 {
            let at = |row, column| Cell::request(row, column);
            number(&mut figures, at(Row::CARRIED_IN, Column::Total), 6.0);
            figures.set_state(at(Row::NEW, Column::Research), State::Blank, "");
            figures.set_state(at(Row::NEW, Column::Legal), State::Dash, "/");
            figures.set_state(at(Row::NEW, Column::Other), State::Text, "若干");
            figures.set_state(at(Row::CARRIED_IN, Column::Other), State::Absent, "");
        }
        save(store, &zone, year, figures);
    }
    let id = |store: &Store, agency: &Agency| -> AgencyId {
        store.agency_named(&agency.name).unwrap().unwrap()
    };
    let quoted = Finding {
        quotes: vec![Quote {
            year: 2023,
            section: Section::Overview,
            text: "本年共收到申请一百二十六件，按时办结。".to_owned(),
            span: Span::new(60, 80),
        }],
        expected: Some(61.0),
        actual: Some(126.0),
        ..finding(4, "N-NUM", Severity::Warning, 2023, vec![Cell::request(Row::NEW, Column::Total)])
    };
    let late = finding(5, "S-LATE", Severity::Notice, 2022, Vec::new());
    let (zone, education) = (id(store, &zone), id(store, &education));
    store.save_findings(zone, &[one_wrong_cell(2023), carried(2, 2023)]).unwrap();
    store.save_findings(education, &[carried(3, 2022), quoted, late]).unwrap();
}
