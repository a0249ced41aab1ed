//! Files to findings: what goes in, what is listed, what is kept when it ends early.

use gouji::form::{Cell, Column, Form, Row};
use gouji::pipeline::{Options, Progress, Summary, check_all, ingest, ingest_with};
use gouji::read::Hints;
use gouji::record::{Agency, AgencyKind, Cells, Level, NotReport, Outcome, Place, Reading, Report};
use gouji::store::{AgencyId, FindingFilter, Position, Store};
use gouji::synth::sample;
use gouji::text::Lang;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;

/// A reader of files that say `agency,year,new`, so that the pipeline is tested and not the reader.
fn simple(bytes: &[u8], hints: &Hints) -> Reading {
    let source = String::from_utf8_lossy(bytes).into_owned();
    let fields: Vec<&str> = source.trim().split(',').collect();
    assert_ne!(fields[0], "panic", "a reader that fails");
    let outcome = match fields[..] {
        [name, year, new] => {
            let name = hints.agency.clone().unwrap_or(name.to_owned());
            let year = hints.year.unwrap_or(year.parse().unwrap());
            let mut cells = Cells::default();
            for row in [Row::NEW, Row::CARRIED_IN, Row::CLOSED, Row::CARRIED_OUT] {
                for column in Column::ALL {
                    cells.set_plain(Cell::request(row, column), 0.0);
                }
            }
            // Out of balance wherever it is not 0.
            cells.set_plain(Cell::request(Row::NEW, Column::Total), new.parse().unwrap());
            Outcome::Report {
                agency: Agency {
                    printed: name.clone(),
                    name,
                    place: Place::default(),
                    kind: AgencyKind::Department,
                    level: Level::Unknown,
                },
                report: Box::new(Report {
                    year,
                    form: Form::for_year(year),
                    published: hints.published,
                    title: String::new(),
                    cells,
                    passages: Vec::new(),
                    earlier: None,
                }),
            }
        }
        _ => Outcome::NotReport { kind: NotReport::Empty, agency: None, year: None },
    };
    Reading { outcome, problems: Vec::new(), source: source.clone(), encoding: "UTF-8" }
}

fn run(store: &mut Store, paths: &[PathBuf], options: &Options) -> Summary {
    let stop = AtomicBool::new(false);
    ingest_with(&simple, store, paths, options, &stop, &mut |_| {}).unwrap()
}

fn files(folder: &Path, n: usize) {
    for at in 0..n {
        let sub = folder.join(format!("{}", at % 7));
        fs::create_dir_all(&sub).unwrap();
        let text = format!("第{}局,{},{}", at / 3, 2021 + at % 3, at % 5);
        fs::write(sub.join(format!("{at:04}.txt")), text).unwrap();
    }
}

fn whole(store: &Store) {
    for examination in store.doctor().unwrap() {
        assert!(examination.faults.is_empty(), "{examination:?}");
    }
}

#[test]
fn folders_go_in_whatever_the_number_of_threads_and_twice_is_once() {
    let folder = TempDir::new().unwrap();
    files(&folder.path().join("in"), 300);
    let paths = [folder.path().join("in")];
    let mut all = Vec::new();
    // In memory the workers cannot read for themselves.
    let file = |name: &str| Store::create(&folder.path().join(name)).unwrap();
    let stores = [(1, file("1")), (2, file("2")), (5, file("5")), (2, Store::in_memory().unwrap())];
    for (jobs, mut store) in stores {
        let options = Options { jobs: Some(jobs), ..Options::default() };
        let summary = run(&mut store, &paths, &options);
        assert_eq!((summary.files, summary.reports, summary.failures.len()), (300, 300, 0));
        assert!(summary.findings.new > 0);
        whole(&store);
        // Behind the header, in which taking the bytes itself is counted.
        let before = store.to_bytes().unwrap().split_off(100);
        let again = run(&mut store, &paths, &options);
        assert_eq!((again.files, again.unchanged, again.reports), (300, 300, 0));
        assert!(store.to_bytes().unwrap()[100..] == before, "the file changed");
        let reports = store.reports(&Default::default(), &Position::First, 1000).unwrap().rows;
        let found = store.findings(&FindingFilter::default(), &Position::First, 9999).unwrap();
        all.push((reports, found));
    }
    assert!(all.iter().all(|one| *one == all[0]));
}

#[test]
fn what_cannot_be_taken_in_is_listed_and_the_rest_is_done() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    files(folder.path(), 5);
    fs::write(at("empty.html"), "").unwrap();
    fs::write(at("panic.html"), "panic,2024,1").unwrap();
    fs::File::create(at("large.html")).unwrap().set_len((64 << 20) + 5).unwrap();
    let paths = [folder.path().to_owned(), at("none.html"), PathBuf::from("/dev/null")];
    let db = at("a.db");
    let mut store = Store::create(&db).unwrap();
    let options = Options { lang: Lang::En, ..Options::default() };
    for time in ["first", "second"] {
        let summary = run(&mut store, &paths, &options);
        let mut said: Vec<String> = summary
            .failures
            .iter()
            .map(|f| {
                let name = Path::new(&f.path).file_name().unwrap().to_str().unwrap();
                format!("{name}: {}; {}", f.reason, f.next_step)
            })
            .collect();
        said.sort();
        assert_eq!(
            said,
            [
                "empty.html: no text in it; download the page again",
                "large.html: it has 64 MiB, more than the 64 MiB that are read; check that it is a report",
                "none.html: there is no such file; check the path",
                "null: neither a file nor a folder; give files or folders",
                "panic.html: the reader failed; please report this, with the file",
            ],
            "{time}"
        );
        assert_eq!(store.summary().unwrap().reports, 5, "{time}");
    }
    whole(&store);
}

#[test]
fn a_manifest_overrides_and_names_the_files() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("in")).unwrap();
    fs::write(at("in/a.txt"), "教育局,2021,1").unwrap();
    fs::write(at("in/b.txt"), "教育局,2021,2").unwrap();
    fs::write(
        at("in/m.csv"),
        "path,agency,year,published\na.txt,公安局,2023,2024-01-05\nb.txt,,,\n",
    )
    .unwrap();
    let manifest = Options { manifest: Some(at("in/m.csv")), ..Options::default() };
    for paths in [vec![at("in/../in")], vec![]] {
        let mut store = Store::in_memory().unwrap();
        let summary = run(&mut store, &paths, &manifest);
        assert_eq!((summary.files, summary.reports, summary.failures.len()), (2, 2, 0));
        let police = store.agency_named("公安局").unwrap().unwrap();
        let years = store.agency(police).unwrap().unwrap().years;
        assert_eq!(years[0].published.unwrap().to_string(), "2024-01-05");
        assert_eq!(years[0].year, 2023);
        // Without it nothing is known anew.
        assert_eq!(run(&mut store, &[at("in/a.txt")], &Options::default()).unchanged, 1);
        whole(&store);
    }
}

#[test]
fn a_run_that_was_stopped_is_gone_on_with() {
    let folder = TempDir::new().unwrap();
    files(&folder.path().join("in"), 400);
    let paths = [folder.path().join("in")];
    let mut store = Store::in_memory().unwrap();
    let stop = AtomicBool::new(false);
    let mut seen = 0;
    let options = Options::default();
    let summary = ingest_with(&simple, &mut store, &paths, &options, &stop, &mut |step| {
        if let Progress::Reading { done, total } = step {
            assert_eq!(total, 400);
            seen = done;
            stop.store(done > 0, Ordering::Relaxed);
        }
    })
    .unwrap();
    assert!(summary.stopped && seen > 0);
    let kept = store.summary().unwrap().reports;
    assert!(kept > 0 && kept < 400, "{kept}");
    assert_eq!(store.summary().unwrap().findings.all(), 0, "not checked yet");
    let summary = run(&mut store, &paths, &options);
    assert_eq!((summary.unchanged, summary.reports), (kept, 400 - kept));
    whole(&store);
    // What was kept before is checked now, too.
    let mut fresh = Store::in_memory().unwrap();
    run(&mut fresh, &paths, &options);
    let all = |store: &Store| store.summary().unwrap().findings;
    assert_eq!(all(&store), all(&fresh));
}

#[test]
fn a_full_disk_is_said_and_what_was_before_is_kept() {
    let folder = TempDir::new().unwrap();
    files(&folder.path().join("in"), 300);
    let mut store = Store::create(&folder.path().join("a.db")).unwrap();
    run(&mut store, &[folder.path().join("in/0")], &Options::default());
    let before = store.summary().unwrap();
    store.limit_size(1).unwrap();
    let stop = AtomicBool::new(false);
    let paths = [folder.path().join("in")];
    let error = ingest_with(&simple, &mut store, &paths, &Options::default(), &stop, &mut |_| {})
        .unwrap_err();
    assert!(error.to_string().contains("no room is left"), "{error}");
    assert_eq!(store.summary().unwrap(), before);
    whole(&store);
    store.limit_size(u32::MAX).unwrap();
    assert_eq!(run(&mut store, &paths, &Options::default()).files, 300);
    whole(&store);
}

#[test]
fn only_what_changed_is_checked_and_a_check_of_all_changes_nothing() {
    let folder = TempDir::new().unwrap();
    files(&folder.path().join("in"), 60);
    let mut store = Store::in_memory().unwrap();
    run(&mut store, &[folder.path().join("in")], &Options::default());
    fs::write(folder.path().join("in/new.txt"), "第3局,2021,7").unwrap();
    let mut checked = 0;
    let stop = AtomicBool::new(false);
    let paths = [folder.path().join("in")];
    let summary =
        ingest_with(&simple, &mut store, &paths, &Options::default(), &stop, &mut |step| {
            if let Progress::Checking { total, .. } = step {
                checked = total;
            }
        })
        .unwrap();
    assert_eq!((summary.versions, checked), (1, 1));
    assert!(store.unchecked(None, 9).unwrap().is_empty());
    let before = store.to_bytes().unwrap();
    let changes = check_all(&mut store, Some(2), &stop, &mut |_| {}).unwrap();
    assert_eq!((changes.new, changes.changed, changes.resolved), (0, 0, 0));
    assert!(changes.unchanged > 0);
    assert!(store.to_bytes().unwrap() == before, "the file changed");
}

#[test]
fn the_fictional_province_goes_through_from_pages_to_findings() {
    let folder = TempDir::new().unwrap();
    let (mut sites, _) = sample::sites(sample::SEED);
    sites.truncate(12);
    let mut manifest = csv::Writer::from_path(folder.path().join("manifest.csv")).unwrap();
    manifest.write_record(["path", "agency", "year", "published", "url"]).unwrap();
    let files = sample::files(sample::SEED, &sites);
    for file in &files {
        fs::write(folder.path().join(&file.path), &file.bytes).unwrap();
        let year = file.year.to_string();
        manifest.write_record([&file.path, &file.agency, &year, &file.published, ""]).unwrap();
    }
    drop(manifest);
    let mut store = Store::in_memory().unwrap();
    let options =
        Options { manifest: Some(folder.path().join("manifest.csv")), ..Options::default() };
    let stop = AtomicBool::new(false);
    let paths = [folder.path().to_owned()];
    let summary = ingest(&mut store, &paths, &options, &stop, &mut |_| {}).unwrap();
    assert_eq!(summary.files, files.len() as u64);
    let taken = summary.reports + summary.versions + summary.not_reports;
    assert_eq!(taken, files.len() as u64, "{:?}", summary.failures);
    assert_eq!(store.summary().unwrap().agencies, 12);
    // A page that changes is held against its neighbours' texts as in a check of all.
    let mut page = fs::read(folder.path().join(&files[3].path)).unwrap();
    page.extend(b"<!-- again -->");
    fs::write(folder.path().join(&files[3].path), page).unwrap();
    let summary = ingest(&mut store, &paths, &options, &stop, &mut |_| {}).unwrap();
    assert_eq!((summary.versions, summary.findings.new, summary.findings.changed), (1, 0, 0));
    let changes = check_all(&mut store, None, &stop, &mut |_| {}).unwrap();
    assert_eq!((changes.new, changes.changed, changes.resolved), (0, 0, 0), "{changes:?}");
    assert!(store.case(AgencyId(1)).unwrap().unwrap().reports.len() >= 5);
    whole(&store);
}
