//! The whole country on one machine: `cargo bench --bench nation`.
//!
//! Makes a database of fictional reports, 10,000 or as many as `GOUJI_NATION` says (a million is
//! the country), and a tenth as large one beside it. What must not grow with the database is
//! printed as a ratio of the two, what may is printed for each report. With `GOUJI_NATION_DIR` the
//! databases are kept there and taken again. The bars and what they rest on are in
//! `docs/PERFORMANCE.md`.

// A bench prints, and its input is its own.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

#[path = "../examples/nation/made.rs"]
mod made;

use gouji::pipeline::{Options, check_all, ingest};
use gouji::store::{AgencyFilter, AgencyId, FindingFilter, PlaceId, Position, Store};
use gouji::synth::pages::Page;
use gouji::synth::prose::Voice;
use gouji::synth::{agencies, figures, layouts, prose};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

const SEED: u64 = 1;

/// What was measured on one database.
struct Measured {
    reports: u64,
    /// Seconds to save a report, at the first tenth of the file and at the last.
    saving: Option<(f64, f64)>,
    bytes: f64,
    bytes_with_prose: f64,
    /// Seconds for all rules, the first time and again.
    checks: (f64, f64),
    /// Seconds to ingest and check one more report, the middle of several.
    one_more: f64,
    questions: Vec<(&'static str, f64)>,
}

fn main() {
    let size = std::env::var("GOUJI_NATION").ok().map_or(10_000, |size| size.parse().unwrap());
    let own = tempfile::tempdir().unwrap();
    let kept = std::env::var_os("GOUJI_NATION_DIR");
    let folder = kept.as_deref().map_or(own.path(), Path::new);
    let small = measure(folder, size / 10);
    let large = measure(folder, size);
    show(&small, &large);
}

fn measure(folder: &Path, reports: u64) -> Measured {
    let path = folder.join(format!("nation-{reports}.db"));
    let saving = (!path.exists()).then(|| make(&path, reports));
    let mut store = Store::open(&path).unwrap();
    let mut check = || {
        let start = Instant::now();
        check_all(&mut store, None, &AtomicBool::new(false), &mut |_| {}).unwrap();
        start.elapsed().as_secs_f64()
    };
    let checks = (check(), check());
    let (bytes, bytes_with_prose) = sizes(&path);
    let one_more = one_more(&mut store);
    Measured {
        reports,
        saving,
        bytes,
        bytes_with_prose,
        checks,
        one_more,
        questions: questions(&store),
    }
}

fn make(path: &Path, reports: u64) -> (f64, f64) {
    let mut store = Store::create(path).unwrap();
    let mut marks = vec![(0, 0.0)];
    let start = Instant::now();
    let nation = made::Nation { reports, seed: SEED, sources: false };
    nation
        .save(&mut store, &mut |saved| marks.push((saved, start.elapsed().as_secs_f64())))
        .unwrap();
    let rate = |from: usize, to: usize| {
        let ((n0, t0), (n1, t1)) = (marks[from], marks[to]);
        (t1 - t0) / (n1 - n0).max(1) as f64
    };
    let last = marks.len() - 1;
    let tenth = last.div_ceil(10);
    (rate(0, tenth), rate(last - tenth, last))
}

/// Bytes of a report without prose and sources, and with all.
fn sizes(path: &Path) -> (f64, f64) {
    let conn = rusqlite::Connection::open(path).unwrap();
    let reports: f64 = conn.query_row("SELECT count(*) FROM report", [], |row| row.get(0)).unwrap();
    let of = |tables: &str| -> f64 {
        let sql = format!(
            "SELECT sum(s.pgsize) FROM dbstat s LEFT JOIN sqlite_schema m ON m.name = s.name
             WHERE coalesce(m.tbl_name, s.name) {tables}"
        );
        conn.query_row(&sql, [], |row| row.get::<_, f64>(0)).unwrap() / reports
    };
    (of("NOT IN ('passage', 'source')"), of("IS NOT NULL"))
}

/// A report that comes again with another day, so that it is read, kept and checked anew.
fn one_more(store: &mut Store) -> f64 {
    let folder = tempfile::tempdir().unwrap();
    let mut times: Vec<f64> = (0..9)
        .map(|nth| {
            let agency = agencies::nation(10 + nth * 7);
            let mut report = figures::series(SEED, &agency, 2019..=2025).pop().unwrap();
            report.passages = prose::write(SEED, &agency, &report, Voice::Full);
            let layout = layouts::LAYOUTS.iter().find(|one| one.extension == "html").unwrap();
            let mut page = (layout.render)(&Page::varied(SEED, &agency, &report));
            page.extend(format!("<!-- {:?} -->", std::time::SystemTime::now()).bytes());
            let path = folder.path().join(format!("{nth}.html"));
            std::fs::write(&path, page).unwrap();
            let start = Instant::now();
            let stop = AtomicBool::new(false);
            let summary = ingest(store, &[path], &Options::default(), &stop, &mut |_| {}).unwrap();
            assert_eq!(summary.reports + summary.versions, 1, "{summary:?}");
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The questions that the explorer's screens ask, each with the seconds of the slower half's
/// middle.
fn questions(store: &Store) -> Vec<(&'static str, f64)> {
    let path = store.path().to_owned();
    let all = FindingFilter::default();
    let errors = FindingFilter { rules: vec!["X-CARRY".into()], ..all.clone() };
    let last = store.findings(&all, &Position::Last, 50).unwrap().rows[0].key;
    let agencies = AgencyFilter::default();
    let end = store.agencies(&agencies, &Position::Last, 50).unwrap().rows[0].key.clone();
    let province = store.places(PlaceId::ROOT).unwrap()[0].id;
    let of_place = |below| AgencyFilter { place: Some(province), below, ..Default::default() };
    let mut asked = Vec::new();
    let mut time = |what, ask: &mut dyn FnMut()| {
        let mut times: Vec<f64> = (0..20)
            .map(|_| {
                let start = Instant::now();
                ask();
                start.elapsed().as_secs_f64()
            })
            .collect();
        times.sort_by(f64::total_cmp);
        asked.push((what, times[times.len() * 3 / 4]));
    };
    time("open, and the first line", &mut || {
        let _ = Store::open(&path).unwrap().summary().unwrap();
    });
    time("places of the root", &mut || drop(store.places(PlaceId::ROOT).unwrap()));
    time("agencies of a place", &mut || {
        drop(store.agencies(&of_place(false), &Position::First, 500).unwrap());
    });
    time("50 agencies from the end", &mut || {
        drop(store.agencies(&agencies, &Position::From(end.clone()), 50).unwrap());
    });
    time("one agency with its years", &mut || drop(store.agency(AgencyId(7)).unwrap()));
    time("first 50 findings", &mut || drop(store.findings(&all, &Position::First, 50).unwrap()));
    time("50 findings from the end", &mut || {
        drop(store.findings(&all, &Position::From(last), 50).unwrap());
    });
    time("50 findings of a rule", &mut || {
        drop(store.findings(&errors, &Position::First, 50).unwrap());
    });
    time("facets", &mut || drop(store.facets(&all).unwrap()));
    time("coverage of 200 agencies", &mut || {
        drop(store.coverage(&agencies, (2019, 2025), &Position::First, 200).unwrap());
    });
    time("names for the jump box", &mut || store.names(&mut |_| true).unwrap());
    asked
}

fn row(what: &str, number: String, bar: &str, holds: bool) {
    println!(
        "  {what:44} {number:>14}   {bar:22} {}",
        if holds { "holds" } else { "DOES NOT HOLD" }
    );
}

fn show(small: &Measured, large: &Measured) {
    let n = large.reports as f64;
    println!("{} reports, and {} beside them", large.reports, small.reports);
    if let Some((first, last)) = large.saving {
        println!("  saved in {:.3} ms a report", last * 1e3);
        row(
            "saving: last tenth / first tenth",
            format!("{:.2}", last / first),
            "≤ 1.3",
            last / first <= 1.3,
        );
        if let Some((_, before)) = small.saving {
            let ratio = last / before;
            row("saving: ten times as many", format!("{ratio:.2}"), "≤ 1.3", ratio <= 1.3);
        }
    }
    row(
        "a report without prose and sources",
        format!("{:.0} B", large.bytes),
        "≤ 700 B",
        large.bytes <= 700.0,
    );
    println!("  {:44} {:12.0} B", "a report with its prose", large.bytes_with_prose);
    let (first, again) = large.checks;
    let bar = 90e-6 * n;
    row("all rules", format!("{first:.1} s"), &format!("≤ {bar:.1} s"), first <= bar);
    row("all rules again", format!("{again:.1} s"), &format!("≤ {bar:.1} s"), again <= bar);
    let grown = (again / n) / (small.checks.1 / small.reports as f64);
    row("all rules: a report of ten times as many", format!("{grown:.2}"), "≤ 1.3", grown <= 1.3);
    let ms = large.one_more * 1e3;
    row("one more report, read and checked", format!("{ms:.1} ms"), "≤ 50 ms", ms <= 50.0);
    println!("  {:44} {:>10} {:>14}", "questions of the explorer", "ms", "× the tenth");
    for ((what, now), (_, before)) in large.questions.iter().zip(&small.questions) {
        println!("  {what:44} {:10.2} {:14.2}", now * 1e3, now / before);
    }
}
