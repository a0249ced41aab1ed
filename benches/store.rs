//! A large database: `cargo bench --bench store [-- REPORTS [FILE]]`.
//!
//! Builds a database of fictional reports with planted errors (or takes the one that is there),
//! and prints what a report costs in it, table by table, and how long the questions of the
//! screens take.

// A bench prints, and its input is its own.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod common;

use common::nation::Nation;
use common::usage;
use gouji::check::{Alone, PeersBuilder, TextsBuilder};
use gouji::pipeline::check_all;
use gouji::record::Case;
use gouji::store::{AgencyFilter, AgencyId, FindingFilter, PlaceId, Position, ReportFilter, Store};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

fn build(path: &Path, reports: u64) -> Store {
    let mut store = Store::create(path).unwrap();
    let nation = Nation { reports, seed: 1, sources: false };
    let (saved, used) = usage::timed(|| nation.save(&mut store, &mut |_| {}));
    saved.unwrap();
    println!("made and saved in {:.1} s, {:.1} s of processor time", used.clock, used.processor);
    store
}

fn sizes(path: &Path, reports: f64) {
    let conn = rusqlite::Connection::open(path).unwrap();
    let mut statement = conn
        .prepare(
            "SELECT coalesce(m.tbl_name, s.name), s.name, sum(s.pgsize) FROM dbstat s
             LEFT JOIN sqlite_schema m ON m.name = s.name GROUP BY s.name ORDER BY 3 DESC",
        )
        .unwrap();
    let rows: Vec<(String, String, f64)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let of = |wanted: &dyn Fn(&str) -> bool| -> f64 {
        rows.iter().filter(|row| wanted(&row.0)).map(|row| row.2).sum::<f64>() / reports
    };
    for (_, name, bytes) in rows.iter().filter(|row| row.2 / reports >= 1.0) {
        println!("  {name:28} {:8.1} bytes a report", bytes / reports);
    }
    let aside = |table: &str| table == "passage" || table == "source";
    println!(
        "prose and sources {:.0}, all else {:.0} bytes a report",
        of(&aside),
        of(&|t| !aside(t))
    );
}

fn time<T>(what: &str, times: u32, mut ask: impl FnMut(u32) -> T) {
    let start = Instant::now();
    for at in 0..times {
        std::hint::black_box(ask(at));
    }
    println!("  {what:44} {:10.3} ms", start.elapsed().as_secs_f64() * 1e3 / f64::from(times));
}

fn questions(path: &Path) {
    time("open", 20, |_| Store::open(path).unwrap().summary().unwrap());
    let store = Store::open(path).unwrap();
    let summary = store.summary().unwrap();
    let findings =
        |filter: &FindingFilter, at: &Position<_>| store.findings(filter, at, 50).unwrap();
    let all = FindingFilter::default();
    let rule = FindingFilter { rules: vec!["X-CARRY".into()], ..all.clone() };
    let province = store.places(PlaceId::ROOT).unwrap()[0].id;
    let city = store.places(province).unwrap()[0].id;
    let with = |place| FindingFilter { place: Some(place), ..all.clone() };
    let (province, city) = (with(province), with(city));
    let text = FindingFilter { text: Some("教育局".into()), ..all.clone() };
    let year = FindingFilter { years: Some((2021, 2021)), ..all.clone() };
    let last = findings(&all, &Position::Last).rows[0].key;
    time("summary", 100, |_| store.summary().unwrap());
    time("places of the root", 20, |_| store.places(PlaceId::ROOT).unwrap());
    let agencies = |filter: &AgencyFilter| store.agencies(filter, &Position::First, 50).unwrap();
    time("first 50 agencies", 20, |_| agencies(&AgencyFilter::default()));
    time("50 agencies by text (new text each time)", 5, |at| {
        agencies(&AgencyFilter {
            text: Some(format!("局 {}", ["教", "公", "财", "jy", "sj"][at as usize])),
            ..Default::default()
        })
    });
    time("one agency with its years", 100, |at| {
        store.agency(AgencyId(1 + i64::from(at) * 7)).unwrap()
    });
    time("one report, whole", 100, |at| {
        store
            .report(store.report_of(AgencyId(1 + i64::from(at) * 7), 2022).unwrap().unwrap())
            .unwrap()
    });
    time("first 50 findings", 20, |_| findings(&all, &Position::First));
    time("last 50 findings", 20, |_| findings(&all, &Position::Last));
    time("50 findings after a key", 20, |_| findings(&all, &Position::After(last)));
    for (what, filter) in [
        ("rule", &rule),
        ("province", &province),
        ("city", &city),
        ("text", &text),
        ("year", &year),
    ] {
        time(&format!("first 50 findings by {what}"), 10, |_| findings(filter, &Position::First));
        time(&format!("facets by {what}"), 10, |_| store.facets(filter).unwrap());
    }
    time("facets of all", 10, |_| store.facets(&all).unwrap());
    time("names for the jump box", 3, |_| store.names(&mut |_| true).unwrap());
    time("coverage of 50 agencies", 10, |_| {
        store.coverage(&AgencyFilter::default(), (2019, 2024), &Position::First, 50).unwrap()
    });
    let batch = 500.min(summary.agencies as usize);
    let start = Instant::now();
    let cases = store.cases(None, batch).unwrap();
    let n: usize = cases.iter().map(|(_, case)| case.reports.len()).sum();
    println!(
        "  a case with its prose: {:.1} µs a report",
        start.elapsed().as_secs_f64() * 1e6 / n as f64
    );
    let start = Instant::now();
    let rows = store.reports(&ReportFilter::default(), &Position::First, 2000).unwrap().rows;
    println!(
        "  figures alone: {:.1} µs a report",
        start.elapsed().as_secs_f64() * 1e6 / rows.len() as f64
    );
}

/// Seconds that a piece of work takes, added up.
fn add<T>(seconds: &mut f64, work: impl FnOnce() -> T) -> T {
    let start = usage::of_thread();
    let done = std::hint::black_box(work());
    *seconds += usage::of_thread() - start;
    done
}

/// All cases, a hundred agencies at a time.
fn each_hundred(store: &Store, mut work: impl FnMut(Vec<Case>)) {
    let mut after = None;
    loop {
        let cases = store.cases(after, 100).unwrap();
        let Some((last, _)) = cases.last() else { return };
        after = Some(*last);
        work(cases.into_iter().map(|(_, case)| case).collect());
    }
}

/// What the rules cost, on one core, against reading the figures that they look at.
fn rules_against_reading(path: &Path) {
    let store = Store::open(path).unwrap();
    let (mut reading, mut comparing, mut checking) = (0.0, 0.0, 0.0);
    let (mut reports, mut found) = (0, 0);
    let mut at = Position::First;
    loop {
        let filter = ReportFilter::default();
        let page = add(&mut reading, || store.reports(&filter, &at, 2000).unwrap());
        reports += page.rows.len();
        match page.rows.last() {
            Some(last) if page.more => at = Position::After(last.key),
            _ => break,
        }
    }
    let mut peers = PeersBuilder::default();
    each_hundred(&store, |cases| {
        add(&mut comparing, || cases.iter().for_each(|case| peers.add(case)));
    });
    let peers = add(&mut comparing, || peers.build());
    let (mut alone, mut texts) = (Vec::new(), TextsBuilder::default());
    each_hundred(&store, |cases| {
        add(&mut checking, || alone.extend(cases.iter().map(|case| Alone::of(case, &peers))));
    });
    let texts = add(&mut comparing, || {
        alone.iter().for_each(|one| texts.take_all(one.agency(), one.sketches()));
        texts.build()
    });
    add(&mut comparing, || {
        found += alone.into_iter().map(|one| one.among(&texts).len()).sum::<usize>();
    });
    let each = 1e6 / reports as f64;
    println!(
        "rules: {reports} reports, {found} findings; reading the figures {:.1}, comparing peers and \
         texts {:.1}, checking {:.1} µs a report: {:.2} of three readings, {:.2} with comparing",
        reading * each,
        comparing * each,
        checking * each,
        checking / (3.0 * reading),
        (checking + comparing) / (3.0 * reading),
    );
}

fn main() {
    let mut args = std::env::args().skip(1).filter(|arg| !arg.starts_with("--"));
    let reports: u64 = args.next().map_or(10_000, |n| n.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = args.next().map_or_else(|| folder.path().join("bench.db"), PathBuf::from);
    if !path.exists() {
        let mut store = build(&path, reports);
        let stop = AtomicBool::new(false);
        let (changes, used) = usage::timed(|| check_all(&mut store, None, &stop, &mut |_| {}));
        println!("checked in {:.1} s: {:?}", used.clock, changes.unwrap());
    }
    let reports = Store::open(&path).unwrap().summary().unwrap().versions;
    println!("{reports} reports");
    sizes(&path, reports as f64);
    rules_against_reading(&path);
    questions(&path);
}
