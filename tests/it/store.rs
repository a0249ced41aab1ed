//! The database as its users meet it: what goes in, what comes back, what outlives what.

use gouji::form::{Cell, Column, Form, Row, Section};
use gouji::record::{
    Addend, Agency, AgencyKind, Cells, Confidence, Decision, Evidence, Finding, FindingId, Flag,
    Level, NotReport, Outcome, Passage, Place, Problem, ProblemKind, Quote, Reading, Report,
    Severity, Slip, Span, State, Verdict,
};
use gouji::store::{
    Access, AgencyFilter, AgencyId, Coverage, Error, FindingFilter, Intake, Keys, Known, PlaceId,
    Position, ReportFilter, Saved, Store,
};
use gouji::text::Lang;
use std::path::Path;
use tempfile::TempDir;

fn agency(name: &str) -> Agency {
    let county = if name.contains("丙县") { "丙县" } else { "" };
    Agency {
        name: format!("甲省乙市{name}"),
        printed: name.to_owned(),
        place: Place {
            code: if county.is_empty() { 990100 } else { 990102 },
            province: "甲省".to_owned(),
            city: "乙市".to_owned(),
            county: county.to_owned(),
            town: String::new(),
        },
        kind: AgencyKind::Department,
        level: Level::City,
    }
}

fn cells(new: f64) -> Cells {
    let mut cells = Cells::default();
    for cell in Cell::of_form(Form::F2021) {
        cells.set_number(cell, 0.0, "0");
    }
    cells.set_number(Cell::request(Row::NEW, Column::Total), new, &new.to_string());
    cells.set_number(Cell::request(Row::CLOSED, Column::Total), new, "1,2");
    cells.set_state(Cell::request(Row::GRANTED, Column::Legal), State::Blank, "");
    cells.set_state(Cell::request(Row::GRANTED, Column::Other), State::Dash, "/");
    cells
}

fn reading(name: &str, year: i16, new: f64, published: Option<&str>) -> Reading {
    let report = Report {
        year,
        form: Form::for_year(year),
        published: published.map(|date| date.parse().unwrap()),
        title: format!("{name}{year}年政府信息公开工作年度报告"),
        cells: cells(new),
        passages: vec![
            Passage {
                section: Section::Overview,
                heading: Some("一、总体情况".to_owned()),
                text: "一、总体情况".to_owned(),
                span: Span { start: 0, end: 18 },
            },
            Passage {
                section: Section::Overview,
                heading: None,
                text: format!("本年新收{new}件。"),
                span: Span { start: 18, end: 40 },
            },
        ],
        earlier: None,
    };
    Reading {
        outcome: Outcome::Report { agency: agency(name), report: Box::new(report) },
        problems: vec![Problem {
            kind: ProblemKind::NotANumber,
            span: Some(Span { start: 3, end: 9 }),
            what: "见附件".to_owned(),
        }],
        source: format!("一、总体情况本年新收{new}件。"),
        encoding: "UTF-8",
    }
}

fn not_report(kind: NotReport) -> Reading {
    Reading {
        outcome: Outcome::NotReport { kind, agency: None, year: None },
        problems: Vec::new(),
        source: "图".to_owned(),
        encoding: "GBK",
    }
}

fn intake(path: &str, bytes: &str) -> Intake {
    Intake {
        hash: *blake3::hash(bytes.as_bytes()).as_bytes(),
        path: path.to_owned(),
        bytes: bytes.len() as u64,
        body: Intake::compress(bytes),
        keys: Keys { pinyin: "jiao yu ju".to_owned(), initials: "jyj".to_owned() },
        ..Intake::default()
    }
}

fn save(store: &mut Store, path: &str, reading: &Reading) -> Saved {
    let mut intake = intake(path, &format!("{}{:?}", reading.source, reading.outcome));
    intake.body = Intake::compress(&reading.source);
    store.batch(|batch| batch.save(&intake, reading)).unwrap()
}

/// A finding of agency `name`; its identity is a hash of name, year and rule, as in a real check.
fn finding(name: &str, year: i16, rule: &str, severity: Severity, actual: f64) -> Finding {
    let hash = blake3::hash(format!("{name} {year} {rule}").as_bytes());
    let id = u64::from_le_bytes(hash.as_bytes()[..8].try_into().unwrap());
    let suspect = Cell::request(Row::NEW, Column::Total);
    let flag = Flag {
        rule: rule.to_owned(),
        severity,
        cells: vec![suspect, Cell::request(Row::CLOSED, Column::Total)],
        expected: Some(47.0),
        actual: Some(actual),
        addends: vec![
            Addend { year, cell: suspect, number: Some(actual), sign: 1 },
            Addend { year: year - 1, cell: suspect, number: None, sign: -1 },
        ],
    };
    Finding {
        id: FindingId(id),
        evidence: Evidence(actual.to_bits()),
        rule: rule.to_owned(),
        severity,
        year,
        cells: flag.cells.clone(),
        expected: Some(47.0),
        actual: Some(actual),
        suspect: (rule == "T3-BAL").then_some(suspect),
        repair: (rule == "T3-BAL").then_some(2.5),
        slip: (rule == "T3-BAL").then_some(Slip::OneDigit),
        confidence: Confidence::High,
        flags: vec![flag.clone(), flag],
        quotes: vec![Quote {
            year,
            section: Section::Other,
            text: "“引文”".to_owned(),
            span: Span { start: 1, end: 2 },
        }],
        facts: vec![("z".to_owned(), "6.1".to_owned())],
    }
}

fn id_of(store: &Store, name: &str) -> AgencyId {
    store.agency_named(&agency(name).name).unwrap().unwrap()
}

fn whole(store: &Store) {
    for examination in store.doctor().unwrap() {
        if examination.what.en == "agencies whose changed reports were checked" {
            // These tests save findings of their own, or none.
            continue;
        }
        assert!(examination.faults.is_empty(), "{examination:?}");
    }
}

#[test]
fn a_report_comes_back_as_it_was_read() {
    let mut store = Store::in_memory().unwrap();
    let given = reading("教育局", 2024, 12.0, Some("2025-01-14"));
    let Saved::New(id) = save(&mut store, "a/b.html", &given) else { panic!("not new") };
    let Outcome::Report { agency, report } = &given.outcome else { unreachable!() };
    let stored = store.report(id).unwrap().unwrap();
    assert_eq!(stored.agency, *agency);
    assert_eq!(stored.report, **report);
    assert_eq!(stored.problems, given.problems);
    assert_eq!(stored.source.path, "a/b.html");
    assert!(stored.current);
    assert_eq!(store.source_text(id).unwrap().unwrap(), given.source);

    let case = store.case(stored.agency_id).unwrap().unwrap();
    assert_eq!(case.agency, *agency);
    assert_eq!(case.reports, [(**report).clone()]);
    assert_eq!(store.cases(None, 10).unwrap(), [(stored.agency_id, case)]);

    let card = store.agency(stored.agency_id).unwrap().unwrap();
    assert_eq!(card.years.len(), 1);
    assert_eq!((card.years[0].new, card.years[0].closed), (Some(12.0), Some(12.0)));
    assert_eq!(card.years[0].granted_share(), Some(0.0));
    let path: Vec<&str> = card.path.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(path, ["甲省", "乙市"]);
    whole(&store);
}

#[test]
fn the_same_bytes_change_nothing_under_any_path() {
    let mut store = Store::in_memory().unwrap();
    let given = reading("教育局", 2024, 12.0, None);
    assert!(matches!(save(&mut store, "a.html", &given), Saved::New(_)));
    let before = store.to_bytes().unwrap();
    for path in ["a.html", "copy/of/a.html"] {
        assert_eq!(save(&mut store, path, &given), Saved::Unchanged(Known::Report));
    }
    assert_eq!(store.summary().unwrap().documents, 1);
    assert!(store.to_bytes().unwrap() == before, "the file changed");
}

#[test]
fn a_manifest_that_says_other_things_has_the_document_read_again() {
    let mut store = Store::in_memory().unwrap();
    let unknown = not_report(NotReport::Unidentified);
    let mut intake = intake("a.html", "bytes");
    let save = |store: &mut Store, intake: &Intake, reading: &Reading| {
        store.batch(|batch| batch.save(intake, reading)).unwrap()
    };
    assert_eq!(save(&mut store, &intake, &unknown), Saved::NotReport(NotReport::Unidentified));
    intake.year = Some(2024);
    assert_eq!(store.known(&intake).unwrap(), None);
    let given = reading("教育局", 2024, 12.0, None);
    assert!(matches!(save(&mut store, &intake, &given), Saved::New(_)));
    assert_eq!(store.known(&intake).unwrap(), Some(Known::Report));
    // Another name: the agency that nothing speaks of any more is gone.
    intake.agency = Some("公安局".to_owned());
    let other = reading("公安局", 2024, 12.0, None);
    assert!(matches!(save(&mut store, &intake, &other), Saved::New(_)));
    let summary = store.summary().unwrap();
    assert_eq!((summary.documents, summary.not_reports, summary.reports), (1, 0, 1));
    assert_eq!(summary.agencies, 1);
    intake.agency = None;
    intake.year = None;
    let same = Saved::Unchanged(Known::Report);
    assert_eq!(save(&mut store, &intake, &unknown), same, "no hints: as it was");
    whole(&store);
}

#[test]
fn the_version_published_last_counts_and_the_other_is_kept() {
    // Days of publication in the order of ingestion, and which of them counts.
    for (days, counts) in [
        ([None, None], 1),
        ([Some("2025-03-01"), Some("2025-01-31")], 0),
        ([Some("2025-01-31"), Some("2025-03-01")], 1),
        ([Some("2025-01-31"), None], 1),
        ([None, Some("2025-01-31")], 1),
        ([Some("2025-01-31"), Some("2025-01-31")], 1),
    ] {
        let mut store = Store::in_memory().unwrap();
        save(&mut store, "first", &reading("教育局", 2024, 10.0, days[0]));
        let second = save(&mut store, "second", &reading("教育局", 2024, 11.0, days[1]));
        let Saved::Version { current, .. } = second else { panic!("{second:?}") };
        assert_eq!(current, counts == 1, "{days:?}");
        let agency = id_of(&store, "教育局");
        let case = store.case(agency).unwrap().unwrap();
        let cell = Cell::request(Row::NEW, Column::Total);
        let report = &case.reports[0];
        let of = |counts| Some(10.0 + f64::from(counts));
        assert_eq!(report.cells.number(cell), of(counts), "{days:?}");
        let earlier = report.earlier.as_ref().unwrap();
        assert_eq!(earlier.number(cell), of(1 - counts), "{days:?}");
        let stored = store.report(store.report_of(agency, 2024).unwrap().unwrap()).unwrap();
        assert_eq!(stored.unwrap().versions.len(), 2);
        let summary = store.summary().unwrap();
        assert_eq!((summary.reports, summary.versions), (1, 2));
        whole(&store);
    }
}

fn store_with(names: &[&str]) -> Store {
    let mut store = Store::in_memory().unwrap();
    fill(&mut store, names);
    store
}

fn fill(store: &mut Store, names: &[&str]) {
    for name in names {
        for year in [2022, 2023, 2024] {
            save(store, &format!("{name}{year}"), &reading(name, year, 9.0, None));
        }
    }
}

#[test]
fn a_finding_comes_back_as_it_was_found() {
    let mut store = store_with(&["教育局"]);
    let agency = id_of(&store, "教育局");
    let given = finding("教育局", 2024, "T3-BAL", Severity::Error, 45.0);
    let changes = store.save_findings(agency, std::slice::from_ref(&given)).unwrap();
    assert_eq!(changes.new, 1);
    let stored = store.finding(given.id).unwrap().unwrap();
    assert_eq!(stored.finding, given);
    assert_eq!(stored.source, "教育局2024");
    assert_eq!((stored.verdict, stored.changed, stored.resolved), (Verdict::Open, None, false));
    whole(&store);
}

#[test]
fn the_queue_is_ordered_pages_join_and_both_ways_agree() {
    let mut store = store_with(&["甲局", "乙局", "丙局"]);
    for name in ["甲局", "乙局", "丙局"] {
        let findings: Vec<Finding> = [2024, 2023]
            .into_iter()
            .flat_map(|year| {
                [
                    ("X-STAT", Severity::Notice),
                    ("N-NUM", Severity::Warning),
                    ("T3-ROW", Severity::Error),
                    ("T3-BAL", Severity::Error),
                ]
                .map(|(rule, severity)| finding(name, year, rule, severity, 45.0))
            })
            .collect();
        store.save_findings(id_of(&store, name), &findings).unwrap();
    }
    let all = store.findings(&FindingFilter::default(), &Position::First, 100).unwrap();
    assert_eq!(all.rows.len(), 24);
    let order: Vec<String> =
        all.rows[..8].iter().map(|r| format!("{}{}{}", r.printed, r.year, r.rule)).collect();
    assert_eq!(
        order,
        [
            "甲局2023T3-BAL",
            "甲局2024T3-BAL",
            "乙局2023T3-BAL",
            "乙局2024T3-BAL",
            "丙局2023T3-BAL",
            "丙局2024T3-BAL",
            "甲局2023T3-ROW",
            "甲局2024T3-ROW"
        ]
    );
    let place = store.places(PlaceId::ROOT).unwrap()[0].id;
    let filters = [
        FindingFilter::default(),
        FindingFilter { severities: vec![Severity::Warning], ..Default::default() },
        FindingFilter { rules: vec!["T3-ROW".into(), "N-NUM".into()], ..Default::default() },
        FindingFilter { rules: vec!["N-NUM".into()], ..Default::default() },
        FindingFilter { years: Some((2024, 2024)), ..Default::default() },
        FindingFilter { text: Some("乙局".into()), ..Default::default() },
        FindingFilter { text: Some("jyj 局".into()), ..Default::default() },
        FindingFilter { place: Some(place), ..Default::default() },
        FindingFilter { agency: Some(id_of(&store, "丙局")), ..Default::default() },
        FindingFilter { places: vec!["甲".into()], ..Default::default() },
        FindingFilter { places: vec!["乙局".into(), "丙局".into()], ..Default::default() },
        FindingFilter { places: vec!["乙局".into(), "乙市".into()], ..Default::default() },
        FindingFilter { verdicts: vec![Verdict::Open], ..Default::default() },
        FindingFilter { verdicts: vec![Verdict::Misread], ..Default::default() },
    ];
    let wanted = [24, 6, 12, 6, 12, 8, 24, 24, 8, 24, 16, 24, 24, 0];
    for (filter, wanted) in filters.iter().zip(wanted) {
        let whole = store.findings(filter, &Position::First, 100).unwrap().rows;
        assert_eq!(whole.len(), wanted, "{filter:?}");
        assert_eq!(store.facets(filter).unwrap().total, wanted as u64, "{filter:?}");
        let mut forwards = Vec::new();
        let mut at = Position::First;
        loop {
            let page = store.findings(filter, &at, 5).unwrap();
            forwards.extend(page.rows);
            let Some(last) = forwards.last().filter(|_| page.more) else { break };
            at = Position::After(last.key);
        }
        assert_eq!(forwards, whole, "{filter:?}");
        let mut backwards = Vec::new();
        let mut at = Position::Last;
        loop {
            let page = store.findings(filter, &at, 7).unwrap();
            backwards.splice(0..0, page.rows);
            let Some(first) = backwards.first().filter(|_| page.more) else { break };
            at = Position::Before(first.key);
        }
        assert_eq!(backwards, whole, "{filter:?}");
        if let Some(middle) = whole.get(whole.len() / 2) {
            let page = store.findings(filter, &Position::From(middle.key), 1).unwrap();
            assert_eq!(page.rows, std::slice::from_ref(middle), "{filter:?}");
        }
    }
}

#[test]
fn facets_leave_their_own_condition_out() {
    let mut store = store_with(&["甲局", "丙县乙局"]);
    for (name, n) in [("甲局", 2), ("丙县乙局", 1)] {
        let findings: Vec<Finding> = [2023, 2024][..n]
            .iter()
            .flat_map(|year| {
                [("T3-BAL", Severity::Error), ("N-NUM", Severity::Warning)]
                    .map(|(rule, severity)| finding(name, *year, rule, severity, 45.0))
            })
            .collect();
        store.save_findings(id_of(&store, name), &findings).unwrap();
    }
    let one = finding("甲局", 2023, "T3-BAL", Severity::Error, 45.0).id;
    store.decide(one, Verdict::Confirmed, "数错", "甲").unwrap();
    let filter = FindingFilter { severities: vec![Severity::Error], ..Default::default() };
    for text in [None, Some("局")] {
        let filter = FindingFilter { text: text.map(str::to_owned), ..filter.clone() };
        let facets = store.facets(&filter).unwrap();
        assert_eq!(facets.total, 3);
        assert_eq!(facets.severities, [(Severity::Error, 3), (Severity::Warning, 3)]);
        assert_eq!(facets.rules, [("T3-BAL".to_owned(), 3)]);
        assert_eq!(facets.years, [(2024, 1), (2023, 2)]);
        assert_eq!(facets.verdicts, [(Verdict::Open, 2), (Verdict::Confirmed, 1)]);
        let places: Vec<(&str, u64)> =
            facets.places.iter().map(|(_, name, n)| (name.as_str(), *n)).collect();
        assert_eq!(places, [("甲省", 3)]);
    }
    // By kept counts and by counting: a county, and it with the province above it.
    for (places, text, total) in [
        (&["丙县"][..], None, 1),
        (&["丙"], Some("局"), 1),
        (&["丙县", "甲省"], None, 3),
        (&["丙县", "甲局"], None, 3),
        (&["丁县"], None, 0),
    ] {
        let places = places.iter().map(|place| (*place).to_owned()).collect();
        let filter = FindingFilter { places, text: text.map(str::to_owned), ..filter.clone() };
        let rows = store.findings(&filter, &Position::First, 100).unwrap().rows;
        assert_eq!((rows.len(), store.facets(&filter).unwrap().total), (total, total as u64));
    }
    let province = store.places(PlaceId::ROOT).unwrap()[0].clone();
    let city = store.places(province.id).unwrap()[0].clone();
    assert_eq!((city.agencies, city.reports), (2, 6));
    assert_eq!(city.findings.total(Severity::Error), 3);
    assert_eq!(city.findings.open(Severity::Error), 2);
    let county = &store.places(city.id).unwrap()[0];
    assert_eq!((county.name.as_str(), county.findings.all()), ("丙县", 2));
    whole(&store);
}

#[test]
fn five_hundred_verdicts_survive_a_new_reading_in_another_order() {
    let folder = TempDir::new().unwrap();
    let names: Vec<String> = (0..100).map(|n| format!("第{n}局")).collect();
    let mut store = Store::create(&folder.path().join("first.db")).unwrap();
    let read_all = |store: &mut Store, names: &mut dyn Iterator<Item = &String>, prefix: &str| {
        for name in names {
            for year in [2023, 2024] {
                let given = reading(name, year, 9.0, None);
                save(store, &format!("{prefix}{name}{year}"), &given);
            }
        }
    };
    let found = |name: &str, changed: bool| -> Vec<Finding> {
        ["T3-BAL", "T3-ROW", "T4-SUM", "X-CARRY", "N-NUM"]
            .into_iter()
            .map(|rule| {
                let actual = if changed && rule == "X-CARRY" { 46.0 } else { 45.0 };
                finding(name, 2024, rule, Severity::Error, actual)
            })
            .collect()
    };
    let check = |store: &mut Store, changed: &[&str]| {
        let mut all = gouji::store::Changes::default();
        for name in &names {
            let findings = found(name, changed.contains(&name.as_str()));
            all += store.save_findings(id_of(store, name), &findings).unwrap();
        }
        all
    };
    read_all(&mut store, &mut names.iter(), "a/");
    assert_eq!(check(&mut store, &[]).new, 500);
    for (n, name) in names.iter().enumerate() {
        for finding in found(name, false) {
            let verdict = Verdict::ALL[1 + n % 5];
            store.decide(finding.id, verdict, &format!("因{n}"), "甲").unwrap();
        }
    }
    let log = store.decisions().unwrap();
    assert_eq!(log.len(), 500);

    // Read into a fresh file, in another order and under other paths, with the verdicts first.
    let mut second = Store::create(&folder.path().join("second.db")).unwrap();
    let imported = second.import(&log).unwrap();
    assert_eq!((imported.added, imported.waiting), (500, 500));
    read_all(&mut second, &mut names.iter().rev(), "elsewhere/");
    assert_eq!(check(&mut second, &[]).new, 500);
    for store in [&mut store, &mut second] {
        let again = check(store, &[]);
        assert_eq!((again.unchanged, again.new, again.changed, again.resolved), (500, 0, 0, 0));
        assert_eq!(store.summary().unwrap().findings.decided(), 500);
        // One figure changes in two agencies: those two findings open again and no other.
        let again = check(store, &["第7局", "第42局"]);
        assert_eq!((again.changed, again.reopened, again.unchanged), (2, 2, 498));
        let open = FindingFilter { verdicts: vec![Verdict::Open], ..Default::default() };
        let open = store.findings(&open, &Position::First, 10).unwrap().rows;
        assert_eq!(open.len(), 2);
        for row in &open {
            assert!(row.changed);
            let stored = store.finding(row.id).unwrap().unwrap();
            assert_eq!(stored.changed.unwrap().actual, Some(45.0));
            assert_eq!(stored.finding.actual, Some(46.0));
            assert!(stored.note.starts_with('因'), "the old note is there");
        }
        // It changes back: the decision holds again.
        check(store, &[]);
        assert_eq!(store.summary().unwrap().findings.decided(), 500);
        whole(store);
    }
    // Both ways, none lost and none doubled.
    assert_eq!(store.import(&second.decisions().unwrap()).unwrap().known, 500);
    assert_eq!(store.decisions().unwrap(), log);
}

#[test]
fn what_is_gone_is_resolved_and_only_within_the_agency_checked() {
    let mut store = store_with(&["甲局", "乙局"]);
    let error = |name: &str| finding(name, 2024, "T3-BAL", Severity::Error, 45.0);
    for name in ["甲局", "乙局"] {
        store.save_findings(id_of(&store, name), &[error(name)]).unwrap();
    }
    store.decide(error("甲局").id, Verdict::Confirmed, "数错", "甲").unwrap();
    assert_eq!(store.save_findings(id_of(&store, "甲局"), &[]).unwrap().resolved, 1);
    let stored = store.finding(error("甲局").id).unwrap().unwrap();
    assert!(stored.resolved);
    assert_eq!(stored.history.len(), 1);
    let rows = store.findings(&FindingFilter::default(), &Position::First, 9).unwrap().rows;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].printed, "乙局");
    whole(&store);
    // It comes back as it was: so does the decision.
    store.save_findings(id_of(&store, "甲局"), &[error("甲局")]).unwrap();
    let stored = store.finding(error("甲局").id).unwrap().unwrap();
    assert_eq!((stored.resolved, stored.verdict), (false, Verdict::Confirmed));
    whole(&store);
}

#[test]
fn deciding_does_not_move_the_queue() {
    let mut store = store_with(&["甲局", "乙局"]);
    let with = |name: &str, actual| finding(name, 2024, "T3-BAL", Severity::Error, actual);
    for name in ["甲局", "乙局"] {
        store.save_findings(id_of(&store, name), &[with(name, 45.0)]).unwrap();
    }
    let keys = |store: &Store| -> Vec<(String, bool)> {
        let all = store.findings(&FindingFilter::default(), &Position::First, 9).unwrap();
        all.rows.into_iter().map(|row| (row.printed, row.changed)).collect()
    };
    store.decide(with("乙局", 45.0).id, Verdict::Explained, "已问", "甲").unwrap();
    assert_eq!(keys(&store), [("甲局".to_owned(), false), ("乙局".to_owned(), false)]);
    store.save_findings(id_of(&store, "乙局"), &[with("乙局", 44.0)]).unwrap();
    assert_eq!(keys(&store), [("乙局".to_owned(), true), ("甲局".to_owned(), false)]);
    // Decided anew it stays where it is, until the next check.
    store.decide(with("乙局", 44.0).id, Verdict::Confirmed, "仍错", "甲").unwrap();
    assert_eq!(keys(&store), [("乙局".to_owned(), false), ("甲局".to_owned(), false)]);
    store.save_findings(id_of(&store, "乙局"), &[with("乙局", 44.0)]).unwrap();
    assert_eq!(keys(&store), [("甲局".to_owned(), false), ("乙局".to_owned(), false)]);
    // And what it was is what it was when it was last decided on.
    store.save_findings(id_of(&store, "乙局"), &[with("乙局", 43.0)]).unwrap();
    let stored = store.finding(with("乙局", 43.0).id).unwrap().unwrap();
    assert_eq!(stored.changed.unwrap().actual, Some(44.0));
    whole(&store);
}

#[test]
fn undo_has_no_limit_and_redo_ends_at_a_new_decision() {
    let mut store = store_with(&["甲局"]);
    let one = finding("甲局", 2024, "T3-BAL", Severity::Error, 45.0);
    let two = finding("甲局", 2023, "T3-BAL", Severity::Error, 45.0);
    store.save_findings(id_of(&store, "甲局"), &[one.clone(), two.clone()]).unwrap();
    let verdicts =
        |store: &Store| [one.id, two.id].map(|id| store.finding(id).unwrap().unwrap().verdict);
    store.decide(one.id, Verdict::Confirmed, "一", "甲").unwrap();
    store.decide(two.id, Verdict::Misread, "二", "甲").unwrap();
    store.decide(one.id, Verdict::Explained, "三", "甲").unwrap();
    store.decide(two.id, Verdict::Unsure, "别人", "乙").unwrap();
    use Verdict::{Confirmed, FalseAlarm, Misread, Open, Unsure};
    let steps: [(&str, [Verdict; 2]); 7] = [
        ("undo", [Confirmed, Unsure]),
        ("undo", [Confirmed, Open]),
        ("undo", [Open, Open]),
        ("undo", [Open, Open]),
        ("redo", [Confirmed, Open]),
        ("redo", [Confirmed, Misread]),
        ("undo", [Confirmed, Open]),
    ];
    for (nth, (step, want)) in steps.into_iter().enumerate() {
        let entry = if step == "undo" { store.undo("甲") } else { store.redo("甲") }.unwrap();
        assert_eq!(entry.is_empty(), nth == 3, "step {nth}");
        assert_eq!(verdicts(&store), want, "step {nth}");
    }
    store.decide(one.id, FalseAlarm, "四", "甲").unwrap();
    assert_eq!(store.redo("甲").unwrap(), []);
    store.undo("甲").unwrap();
    assert_eq!(verdicts(&store), [Confirmed, Open]);
    // Nothing was taken out of the log: five decisions, five undone, two redone.
    assert_eq!(store.decisions().unwrap().len(), 5 + 5 + 2);
    whole(&store);
}

#[test]
fn what_was_decided_at_once_is_undone_at_once_also_in_another_session() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("at-once.db");
    let all: Vec<Finding> =
        (2021..2025).map(|year| finding("甲局", year, "T3-BAL", Severity::Error, 45.0)).collect();
    let ids: Vec<FindingId> = all.iter().map(|finding| finding.id).collect();
    let decided = |store: &Store| store.summary().unwrap().findings.decided();
    let mut store = Store::create(&path).unwrap();
    fill(&mut store, &["甲局"]);
    let agency = id_of(&store, "甲局");
    store.save_findings(agency, &all).unwrap();
    store.decide(ids[0], Verdict::Unsure, "先看", "甲").unwrap();
    let given = store.decide_all(&ids[..3], Verdict::Explained, "同因", "甲").unwrap();
    assert_eq!(given.len(), 3);
    assert!(given.iter().all(|decision| decision.at == given[0].at));
    // One that is not there: nothing is decided.
    let missing = store.decide_all(&[ids[3], FindingId(1)], Verdict::Misread, "", "甲");
    assert!(missing.is_err());
    assert_eq!(decided(&store), 3);
    drop(store);
    let mut store = Store::open(&path).unwrap();
    for (step, entries, want) in [("undo", 3, 1), ("redo", 3, 3), ("undo", 3, 1), ("undo", 1, 0)] {
        let done = if step == "undo" { store.undo("甲") } else { store.redo("甲") }.unwrap();
        assert_eq!((done.len(), decided(&store)), (entries, want), "{step}");
    }
    assert_eq!(store.undo("甲").unwrap(), []);
    whole(&store);
}

/// A database of one finding that was decided on.
fn decided(path: &Path) -> Store {
    let mut store = Store::create(path).unwrap();
    fill(&mut store, &["甲局"]);
    let one = finding("甲局", 2024, "T3-BAL", Severity::Error, 45.0);
    store.save_findings(id_of(&store, "甲局"), std::slice::from_ref(&one)).unwrap();
    store.decide(one.id, Verdict::Confirmed, "数错", "甲").unwrap();
    store
}

#[test]
fn the_log_can_only_grow() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.db");
    drop(decided(&path));
    let conn = rusqlite::Connection::open(&path).unwrap();
    for sql in ["DELETE FROM verdict", "UPDATE verdict SET note = ''"] {
        let error = conn.execute(sql, []).unwrap_err().to_string();
        assert!(error.contains("verdicts are only appended"), "{error}");
    }
}

#[test]
fn imports_merge_by_time_and_refuse_what_they_cannot_read() {
    let mut store = store_with(&["甲局"]);
    let one = finding("甲局", 2024, "T3-BAL", Severity::Error, 45.0);
    store.save_findings(id_of(&store, "甲局"), std::slice::from_ref(&one)).unwrap();
    let line = |verdict, at: &str| Decision {
        finding: one.id.to_string(),
        verdict,
        note: "注".to_owned(),
        by: "乙".to_owned(),
        at: at.to_owned(),
    };
    let newer = line(Verdict::Confirmed, "2026-01-02T00:00:00Z");
    // The same moment as the newer one is written in another zone, and half a second apart.
    let older = line(Verdict::Misread, "2026-01-02T07:59:59.5+08:00");
    store.import(std::slice::from_ref(&newer)).unwrap();
    let imported = store.import(&[older.clone(), newer.clone()]).unwrap();
    assert_eq!((imported.added, imported.known), (1, 1));
    assert_eq!(store.decisions().unwrap(), [older, newer.clone()]);
    assert_eq!(store.finding(one.id).unwrap().unwrap().verdict, Verdict::Confirmed);
    let bad = [newer.clone(), line(Verdict::Unsure, "gestern")];
    assert!(matches!(store.import(&bad), Err(Error::BadDecision(_))));
    assert_eq!(store.decisions().unwrap().len(), 2);
    // A line from the future does not keep one from deciding.
    store.import(&[line(Verdict::Unsure, "2999-01-01T00:00:00Z")]).unwrap();
    store.decide(one.id, Verdict::Explained, "现在", "甲").unwrap();
    assert_eq!(store.finding(one.id).unwrap().unwrap().verdict, Verdict::Explained);
    assert!(matches!(
        store.decide(FindingId(1), Verdict::Open, "", "甲"),
        Err(Error::NoFinding(id)) if id == "0000000000000001"
    ));
    whole(&store);
}

#[test]
fn a_database_that_cannot_be_written_to_is_decided_on_beside_it() {
    let folder = TempDir::new().unwrap();
    let state = folder.path().join("state");
    let path = folder.path().join("只读 ?.db");
    let one = finding("甲局", 2024, "T3-BAL", Severity::Error, 45.0);
    let two = finding("甲局", 2023, "T3-BAL", Severity::Error, 45.0);
    let bytes = {
        let mut store = Store::create(&path).unwrap();
        fill(&mut store, &["甲局"]);
        store.save_findings(id_of(&store, "甲局"), &[one.clone(), two.clone()]).unwrap();
        store.decide(two.id, Verdict::Confirmed, "先前", "乙").unwrap();
        store.set_setting("place", "从前").unwrap();
        store.to_bytes().unwrap()
    };
    let sample: &'static [u8] = bytes.leak();
    for (open, access) in [
        (
            &(|| Store::open_read_only_in(&path, &state).unwrap()) as &dyn Fn() -> Store,
            Access::ReadOnly,
        ),
        (&(|| Store::sample_in(sample, &state).unwrap()), Access::Sample),
    ] {
        let mut store = open();
        assert_eq!(store.access(), access);
        assert!(matches!(store.batch(|_| Ok(())), Err(Error::ReadOnly(_))));
        store.decide(one.id, Verdict::Misread, "读错", "甲").unwrap();
        store.decide(two.id, Verdict::Explained, "已说明", "甲").unwrap();
        store.undo("甲").unwrap();
        store.set_setting("place", "这里").unwrap();
        let file = store.decisions_path().unwrap().to_owned();
        drop(store);
        assert!(file.exists());
        // Tomorrow it is all there, also what can still be undone.
        let mut store = open();
        let verdict = |store: &Store, id| store.finding(id).unwrap().unwrap().verdict;
        assert_eq!(verdict(&store, one.id), Verdict::Misread);
        assert_eq!(verdict(&store, two.id), Verdict::Confirmed);
        assert_eq!(store.summary().unwrap().findings.decided(), 2);
        assert_eq!(store.setting("place").unwrap().unwrap(), "这里");
        assert_eq!(store.decisions().unwrap().len(), 4);
        let misread = FindingFilter { verdicts: vec![Verdict::Misread], ..Default::default() };
        assert_eq!(store.findings(&misread, &Position::First, 9).unwrap().rows.len(), 1);
        assert_eq!(store.facets(&misread).unwrap().total, 1);
        store.redo("甲").unwrap();
        assert_eq!(verdict(&store, two.id), Verdict::Explained);
        store.undo("甲").unwrap();
        store.undo("甲").unwrap();
        assert_eq!(verdict(&store, one.id), Verdict::Open);
        whole(&store);
        // Every line is one that the command line imports.
        for line in std::fs::read_to_string(&file).unwrap().lines() {
            serde_json::from_str::<Decision>(line).unwrap();
        }
    }
    // The database itself is as it was.
    let store = Store::open_in(&path, &folder.path().join("nowhere")).unwrap();
    assert_eq!(store.access(), Access::ReadWrite);
    assert_eq!(store.decisions().unwrap().len(), 1);
    assert_eq!(store.setting("place").unwrap().unwrap(), "从前");
    drop(store);
    // Once it can be written to, what was decided beside it goes into it, once.
    let beside = Store::open_read_only_in(&path, &state).unwrap().decisions().unwrap();
    for _ in 0..2 {
        let store = Store::open_in(&path, &state).unwrap();
        assert_eq!(store.decisions().unwrap(), beside);
        whole(&store);
    }
    let mut store = Store::open_in(&path, &state).unwrap();
    store.redo("甲").unwrap();
    assert_eq!(store.finding(one.id).unwrap().unwrap().verdict, Verdict::Misread);
}

#[test]
fn what_cannot_be_opened_is_refused_with_path_and_next_step() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str| folder.path().join(name);
    std::fs::write(file("notes.txt"), "not a database, just a text that is long enough").unwrap();
    rusqlite::Connection::open(file("other.db"))
        .unwrap()
        .execute_batch("CREATE TABLE t(x)")
        .unwrap();
    drop(Store::create(&file("newer.db")).unwrap());
    rusqlite::Connection::open(file("newer.db"))
        .unwrap()
        .execute_batch("PRAGMA user_version = 99")
        .unwrap();
    let cases = [
        ("none.db", "there is no database", "没有数据库"),
        ("notes.txt", "is not a gouji database", "不是勾稽数据库"),
        ("other.db", "is not a gouji database", "不是勾稽数据库"),
        ("newer.db", "use a newer gouji", "请用更新的 gouji"),
    ];
    for (name, en, zh) in cases {
        for open in [Store::open as fn(&Path) -> _, Store::open_read_only] {
            let error = open(&file(name)).unwrap_err();
            for (lang, want) in [(Lang::En, en), (Lang::Zh, zh)] {
                let said = error.message(lang);
                assert!(said.contains(want) && said.contains(name), "{said}");
            }
        }
    }
    for name in ["notes.txt", "other.db", "newer.db"] {
        Store::create(&file(name)).unwrap_err();
    }
    assert!(Store::create(&file("no/such/folder.db")).is_err());
}

#[test]
fn two_connections_see_each_other_and_a_writer_that_holds_on_is_named() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.db");
    let mut first = Store::create(&path).unwrap();
    fill(&mut first, &["甲局"]);
    let mut second = first.again().unwrap();
    let by_name = FindingFilter { text: Some("甲局".into()), ..Default::default() };
    let seen = |store: &Store| store.findings(&by_name, &Position::First, 9).unwrap().rows.len();
    assert_eq!(seen(&second), 0);
    let one = finding("甲局", 2024, "T3-BAL", Severity::Error, 45.0);
    first.save_findings(id_of(&first, "甲局"), std::slice::from_ref(&one)).unwrap();
    assert_eq!(seen(&second), 1);
    second.decide(one.id, Verdict::Confirmed, "数错", "甲").unwrap();
    assert_eq!(first.finding(one.id).unwrap().unwrap().verdict, Verdict::Confirmed);
    // One that reads is not in the way; one that writes is waited for, and then named.
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN; SELECT count(*) FROM report;").unwrap();
    first.decide(one.id, Verdict::Unsure, "再看", "甲").unwrap();
    other.execute_batch("COMMIT; BEGIN IMMEDIATE;").unwrap();
    assert_eq!(seen(&first), 1);
    first.set_patience(std::time::Duration::from_millis(20)).unwrap();
    let error = first.decide(one.id, Verdict::Open, "", "甲").unwrap_err();
    assert!(error.is_busy(), "{error}");
    assert!(error.to_string().contains("being written to by another program"));
    other.execute_batch("COMMIT").unwrap();
    first.decide(one.id, Verdict::Open, "", "甲").unwrap();
    whole(&first);
}

#[test]
fn a_question_can_be_called_off() {
    let store = store_with(&["甲局"]);
    store.interrupter().interrupt();
    assert_eq!(store.summary().unwrap().agencies, 1, "nothing was running");
}

#[test]
fn lists_of_agencies_and_reports_page_by_key() {
    let names: Vec<String> = (0..23).map(|n| format!("第{n}局")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let store = store_with(&names);
    for filter in [
        AgencyFilter::default(),
        AgencyFilter { text: Some("局".to_owned()), ..Default::default() },
        AgencyFilter { text: Some("JIAOYU jyj".to_owned()), ..Default::default() },
        AgencyFilter { place: Some(PlaceId::ROOT), below: true, ..Default::default() },
    ] {
        let whole = store.agencies(&filter, &Position::First, 100).unwrap().rows;
        assert_eq!(whole.len(), 23, "{filter:?}");
        let mut paged = Vec::new();
        let mut at = Position::First;
        loop {
            let page = store.agencies(&filter, &at, 10).unwrap();
            paged.extend(page.rows);
            if !page.more {
                break;
            }
            at = Position::After(paged.last().unwrap().key.clone());
        }
        assert_eq!(paged, whole);
        let last = store.agencies(&filter, &Position::Last, 3).unwrap();
        assert_eq!(last.rows, whole[20..]);
        assert!(last.more);
    }
    let none = AgencyFilter { place: Some(PlaceId::ROOT), ..Default::default() };
    assert!(store.agencies(&none, &Position::First, 9).unwrap().rows.is_empty());

    let filter = ReportFilter { years: Some((2023, 2024)), ..Default::default() };
    let mut paged = Vec::new();
    let mut at = Position::First;
    loop {
        let page = store.reports(&filter, &at, 10).unwrap();
        paged.extend(page.rows);
        if !page.more {
            break;
        }
        at = Position::After(paged.last().unwrap().key);
    }
    assert_eq!(paged.len(), 46);
    assert!(paged.is_sorted_by_key(|row| row.key));
    assert_eq!(paged[0].cells, cells(9.0));
    let filter = ReportFilter { text: Some("第7局".to_owned()), ..Default::default() };
    assert_eq!(store.reports(&filter, &Position::First, 10).unwrap().rows.len(), 3);
    let mut names = 0;
    store
        .names(&mut |row| {
            names += 1;
            !row.years.is_empty()
        })
        .unwrap();
    assert_eq!(names, 23);
}

#[test]
fn coverage_tells_its_five_marks_apart() {
    let mut store = Store::in_memory().unwrap();
    for (year, new) in [(2021, 1.0), (2022, 1.0), (2022, 2.0), (2024, 1.0)] {
        save(&mut store, &format!("{year}"), &reading("教育局", year, new, None));
    }
    let agency = id_of(&store, "教育局");
    let late = finding("教育局", 2024, "S-LATE", Severity::Notice, 1.0);
    store.save_findings(agency, std::slice::from_ref(&late)).unwrap();
    let picture = intake("2025.html", "picture");
    // The page says whose report it is; the manifest does not.
    let mut reading = not_report(NotReport::PictureOnly);
    reading.outcome = Outcome::NotReport {
        kind: NotReport::PictureOnly,
        agency: Some(self::agency("教育局")),
        year: Some(2025),
    };
    store.batch(|batch| batch.save(&picture, &reading)).unwrap();
    let marks = |store: &Store| {
        let filter = AgencyFilter::default();
        store.coverage(&filter, (2021, 2025), &Position::First, 9).unwrap().rows.remove(0).marks
    };
    use Coverage::{Late, Missing, Present, Twice, Unreadable};
    let want = [Present, Twice, Missing, Late, Unreadable];
    assert_eq!(marks(&store), (2021..).zip(want).collect::<Vec<_>>());
    store.decide(late.id, Verdict::Misread, "日期读错", "甲").unwrap();
    assert_eq!(marks(&store)[3].1, Present);
    let card = store.agency(agency).unwrap().unwrap();
    assert_eq!(card.unreadable, [(2025, NotReport::PictureOnly)]);
    let rest = store.not_reports(None, 9).unwrap();
    assert_eq!(rest[0].source.not_report, Some(NotReport::PictureOnly));
    whole(&store);
}

#[test]
fn an_agency_of_which_nothing_could_be_read_is_there() {
    let mut store = Store::in_memory().unwrap();
    let page = intake("2025.html", "picture");
    let mut unread = not_report(NotReport::PictureOnly);
    let about = |name| Outcome::NotReport {
        kind: NotReport::PictureOnly,
        agency: Some(agency(name)),
        year: Some(2025),
    };
    unread.outcome = about("教育局");
    store.batch(|batch| batch.save(&page, &unread)).unwrap();
    let row = |store: &Store| {
        let filter = AgencyFilter::default();
        store.coverage(&filter, (2024, 2025), &Position::First, 9).unwrap().rows.pop()
    };
    let marks = row(&store).unwrap().marks;
    assert_eq!(marks, [(2024, Coverage::Missing), (2025, Coverage::Unreadable)]);
    assert_eq!(store.summary().unwrap().agencies, 1);
    whole(&store);
    // A manifest says that it is another's: the first is there no more.
    let other = Intake { agency: Some("公安局".into()), ..page };
    unread.outcome = about("公安局");
    store.batch(|batch| batch.save(&other, &unread)).unwrap();
    assert_eq!(row(&store).unwrap().name, agency("公安局").name);
    assert_eq!(store.summary().unwrap().agencies, 1);
    whole(&store);
}

#[test]
fn peers_are_those_of_the_same_kind_and_level() {
    let mut store = store_with(&["教育局", "公安局", "财政局"]);
    let other = Outcome::Report {
        agency: Agency { level: Level::Town, ..agency("镇") },
        report: match reading("镇", 2023, 7.0, None).outcome {
            Outcome::Report { report, .. } => report,
            Outcome::NotReport { .. } => unreachable!(),
        },
    };
    save(&mut store, "镇", &Reading { outcome: other, ..reading("镇", 2023, 7.0, None) });
    let cell = Cell::request(Row::NEW, Column::Total);
    let own = id_of(&store, "教育局");
    let all = store.figures_at_peers(own, cell, 9).unwrap();
    assert!(!all.own.is_empty());
    assert_eq!(all.peers.len(), 2 * all.own.len(), "two others of its kind");
    let some = store.figures_at_peers(own, cell, 1).unwrap();
    assert_eq!(some.peers, all.peers[..all.own.len()]);
}

#[test]
fn an_agency_moves_when_its_place_becomes_known() {
    let mut store = Store::in_memory().unwrap();
    let mut nowhere = reading("教育局", 2023, 1.0, None);
    if let Outcome::Report { agency, .. } = &mut nowhere.outcome {
        agency.place = Place::default();
        agency.level = Level::Unknown;
    }
    save(&mut store, "a", &nowhere);
    let agency = id_of(&store, "教育局");
    let one = finding("教育局", 2023, "T3-BAL", Severity::Error, 45.0);
    store.save_findings(agency, &[one]).unwrap();
    assert!(store.places(PlaceId::ROOT).unwrap().is_empty());
    save(&mut store, "b", &reading("教育局", 2024, 1.0, None));
    let province = &store.places(PlaceId::ROOT).unwrap()[0];
    assert_eq!((province.agencies, province.reports, province.findings.all()), (1, 2, 1));
    assert_eq!(store.agency(agency).unwrap().unwrap().row.agency.level, Level::City);
    whole(&store);
}

#[test]
fn the_doctor_finds_what_was_broken() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.db");
    let store = decided(&path);
    whole(&store);
    let breaks = [
        "UPDATE kept SET n = n + 1 WHERE what = 'reports' AND key = 2024",
        "UPDATE place SET agencies = 7 WHERE id = 1",
        "UPDATE tally SET n = n + 1 WHERE place = 1",
        "DELETE FROM decided",
        "DELETE FROM figures",
        "UPDATE report SET current = NULL WHERE year = 2023",
        "UPDATE source SET body = x'00' WHERE id = 1",
        "DELETE FROM cell WHERE key = 'requests.new.total'",
        "INSERT INTO unchecked SELECT id FROM agency",
    ];
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    for sql in breaks {
        assert!(conn.execute(sql, []).unwrap() > 0, "{sql}");
    }
    let sick: Vec<&str> = store
        .doctor()
        .unwrap()
        .into_iter()
        .filter(|examination| !examination.faults.is_empty())
        .map(|examination| examination.what.en)
        .collect();
    assert_eq!(
        sick,
        [
            "references between tables",
            "kept numbers of documents and reports",
            "kept numbers of places",
            "kept numbers of findings",
            "verdicts that hold, against the log",
            "figures for every report",
            "one version counts for each agency and year",
            "agencies whose changed reports were checked",
            "documents can be unpacked",
        ]
    );
}

#[test]
fn a_damaged_file_is_examined_to_the_end() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.db");
    let mut store = Store::create(&path).unwrap();
    let names: Vec<String> = (0..60).map(|n| format!("第{n}局")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    fill(&mut store, &names);
    drop(store);
    let mut bytes = std::fs::read(&path).unwrap();
    let pages = bytes.len() / 4096;
    for page in pages - 12..pages {
        bytes[page * 4096..page * 4096 + 200].fill(0xA5);
    }
    std::fs::write(&path, bytes).unwrap();
    let examined = Store::open(&path).unwrap().doctor().unwrap();
    let whole = store_with(&["甲局"]).doctor().unwrap();
    assert_eq!(examined.len(), whole.len());
    let sick = |what: &str| examined.iter().any(|e| e.what.en == what && !e.faults.is_empty());
    assert!(sick("every page of the file"), "{examined:?}");
    assert!(!sick("the file's mark and schema"));
}
