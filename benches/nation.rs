//! The whole country on one machine: `cargo bench --bench nation`.
//!
//! Makes databases of fictional reports, 1,000 and 10,000 of them or as many as `GOUJI_NATION` says
//! (`10000,100000,1000000`; a million is the country), and prints how what they cost grows: what must
//! not grow stands beside the ratio of the largest to the smallest, what may is for each report. With
//! `GOUJI_NATION_DIR` the databases are kept there and taken again. The bars and what they rest on
//! are in `docs/PERFORMANCE.md`.

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

/// Seconds on the clock, and of processor time.
#[derive(Debug, Clone, Copy)]
struct Took {
    clock: f64,
    processor: f64,
}

/// What was measured on one database.
struct Measured {
    reports: f64,
    /// Seconds of processor time to save a report, at the first tenth of the file and at the last.
    saving: Option<(f64, f64)>,
    bytes: f64,
    bytes_with_prose: f64,
    /// All rules, the first time and again.
    checks: (Took, Took),
    /// The most memory after the checks, in MB.
    memory: f64,
    /// Seconds on the clock to ingest and check one more report, the middle of several.
    one_more: f64,
    /// Seconds on the clock.
    questions: Vec<(&'static str, f64)>,
}

fn main() {
    let sizes = std::env::var("GOUJI_NATION").unwrap_or_else(|_| "1000,10000".to_owned());
    let own = tempfile::tempdir().unwrap();
    let kept = std::env::var_os("GOUJI_NATION_DIR");
    let folder = kept.as_deref().map_or(own.path(), Path::new);
    let measured: Vec<Measured> =
        sizes.split(',').map(|size| measure(folder, size.trim().parse().unwrap())).collect();
    show(&measured);
}

fn measure(folder: &Path, reports: u64) -> Measured {
    let path = folder.join(format!("nation-{reports}.db"));
    let saving = (!path.exists()).then(|| make(&path, reports));
    let mut store = Store::open(&path).unwrap();
    let mut check =
        || timed(|| check_all(&mut store, None, &AtomicBool::new(false), &mut |_| {}).unwrap());
    let checks = (check(), check());
    let memory = peak();
    let (bytes, bytes_with_prose) = sizes(&path);
    let one_more = one_more(&mut store);
    let questions = questions(&store);
    let reports = store.summary().unwrap().versions as f64;
    Measured { reports, saving, bytes, bytes_with_prose, checks, memory, one_more, questions }
}

/// A figure of this process from `/proc`; 0 where the system does not say.
fn told(file: &str, figure: impl Fn(&str) -> Option<f64>) -> f64 {
    figure(&std::fs::read_to_string(file).unwrap_or_default()).unwrap_or(0.0)
}

/// Seconds of processor time of all threads.
fn processor() -> f64 {
    told("/proc/self/stat", |text| {
        let behind_name = text.rsplit(") ").next()?;
        // utime and stime, the 14th and 15th of all, in hundredths.
        let ticks = behind_name.split(' ').skip(11).take(2);
        Some(ticks.filter_map(|n| n.parse::<f64>().ok()).sum::<f64>() / 100.0)
    })
}

/// Seconds of processor time of this thread.
fn own_processor() -> f64 {
    told("/proc/thread-self/schedstat", |text| {
        Some(text.split(' ').next()?.parse::<f64>().ok()? / 1e9)
    })
}

/// The most memory so far, in MB.
fn peak() -> f64 {
    told("/proc/self/status", |text| {
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        Some(line.trim().split(' ').next()?.parse::<f64>().ok()? / 1024.0)
    })
}

fn timed<T>(work: impl FnOnce() -> T) -> Took {
    let (start, before) = (Instant::now(), processor());
    drop(work());
    Took { clock: start.elapsed().as_secs_f64(), processor: processor() - before }
}

/// Makes the database; seconds of processor time to save a report at its first and last tenth.
fn make(path: &Path, reports: u64) -> (f64, f64) {
    let mut store = Store::create(path).unwrap();
    let start = own_processor();
    let mut marks = vec![(0, 0.0)];
    let nation = made::Nation { reports, seed: SEED, sources: false };
    nation.save(&mut store, &mut |saved| marks.push((saved, own_processor() - start))).unwrap();
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
            let stop = AtomicBool::new(false);
            timed(|| {
                let options = Options::default();
                let summary = ingest(store, &[path], &options, &stop, &mut |_| {}).unwrap();
                assert_eq!(summary.reports + summary.versions, 1, "{summary:?}");
            })
            .clock
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

/// A line of the table: what, a number for each size, and the bar that the last of them, or its ratio
/// to the first, is held against.
fn line(what: &str, unit: &str, numbers: &[f64], bar: Bar) {
    print!("  {what:40}");
    numbers.iter().for_each(|number| print!(" {number:10.3}"));
    let (last, first) = (numbers[numbers.len() - 1], numbers[0]);
    let grown = last / first;
    let held = |holds: bool| if holds { "holds" } else { "DOES NOT HOLD" };
    let bar = match bar {
        Bar::None => String::new(),
        Bar::Most(most) => format!("≤ {most} {unit}: {}", held(last <= most)),
        Bar::Growth(most) => format!("≤ {most} ×: {}", held(grown <= most)),
    };
    println!(" {unit:4} {grown:6.2} ×  {bar}");
}

#[derive(Clone, Copy)]
enum Bar {
    None,
    Most(f64),
    Growth(f64),
}

fn show(all: &[Measured]) {
    let each = |figure: &dyn Fn(&Measured) -> f64| all.iter().map(figure).collect::<Vec<f64>>();
    print!("  {:40}", "reports");
    all.iter().for_each(|one| print!(" {:10}", one.reports));
    println!("       last / first");
    if all.iter().all(|one| one.saving.is_some()) {
        let saving = |one: &Measured| one.saving.unwrap_or_default();
        line("a report saved (processor)", "ms", &each(&|o| saving(o).1 * 1e3), Bar::Growth(1.3));
        line(
            "its last tenth / first tenth",
            "",
            &each(&|o| saving(o).1 / saving(o).0),
            Bar::Most(1.3),
        );
    }
    line("a report without prose and sources", "B", &each(&|o| o.bytes), Bar::Most(700.0));
    line("a report with its prose", "B", &each(&|o| o.bytes_with_prose), Bar::None);
    let of = |took: f64, one: &Measured| took * 1e6 / one.reports;
    line("all rules, a report", "µs", &each(&|o| of(o.checks.0.clock, o)), Bar::Most(90.0));
    line("  the same, processor", "µs", &each(&|o| of(o.checks.0.processor, o)), Bar::Growth(1.3));
    line("all rules again, a report", "µs", &each(&|o| of(o.checks.1.clock, o)), Bar::Most(90.0));
    line("  the same, processor", "µs", &each(&|o| of(o.checks.1.processor, o)), Bar::Growth(1.3));
    line("most memory, all of this program", "MB", &each(&|o| o.memory), Bar::None);
    line("one more report, read and checked", "ms", &each(&|o| o.one_more * 1e3), Bar::Most(50.0));
    for at in 0..all[0].questions.len() {
        let what = all[0].questions[at].0;
        line(what, "ms", &each(&|o| o.questions[at].1 * 1e3), Bar::None);
    }
}
