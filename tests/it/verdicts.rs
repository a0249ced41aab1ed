//! Verdicts outlive a new reading of the pages, from files to findings.

use gouji::form::{Cell, Column, DisputeColumn, DisputeGroup, Row};
use gouji::pipeline::{Options, Summary, check_all, ingest};
use gouji::record::{Finding, FindingId, Verdict};
use gouji::store::{Changes, FindingFilter, Position, Store, StoredFinding};
use gouji::synth::plant::{Fate, Site};
use gouji::synth::sample;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

const TOTAL: Cell = Cell::dispute(DisputeGroup::Direct, DisputeColumn::Total);
const GRANTED: Cell = Cell::request(Row::GRANTED, Column::Natural);

/// Agencies with their years; each report has an error in table three and one in table four.
fn wrong_everywhere() -> Vec<Site> {
    let mut sites = sample::untouched(sample::SEED);
    sites.truncate(38);
    for draft in sites.iter_mut().flat_map(|site| &mut site.drafts) {
        add(draft, TOTAL, 3);
        add(draft, GRANTED, 40);
    }
    sites
}

fn add(draft: &mut gouji::synth::plant::Draft, cell: Cell, more: i64) {
    assert_eq!(draft.fate, Fate::Page);
    let number = draft.report.cells.count(cell).unwrap() + more;
    draft.report.cells.set_number(cell, number as f64, &number.to_string());
}

/// Prints the pages into a folder; `name` makes a file's name of its number and its own name.
fn print(sites: &[Site], folder: &Path, name: impl Fn(usize, &str) -> String, more: &[u8]) {
    for (nth, file) in sample::files(sample::SEED, sites).into_iter().enumerate() {
        let path = folder.join(name(nth, &file.path));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, [&file.bytes, more].concat()).unwrap();
    }
}

fn take_in(store: &mut Store, folder: PathBuf) -> Summary {
    let stop = AtomicBool::new(false);
    ingest(store, &[folder], &Options::default(), &stop, &mut |_| {}).unwrap()
}

fn check(store: &mut Store) -> Changes {
    check_all(store, None, &AtomicBool::new(false), &mut |_| {}).unwrap()
}

fn all(store: &Store) -> Vec<StoredFinding> {
    store.whole_findings(&FindingFilter::default(), &Position::First, 9999).unwrap().rows
}

/// The findings with their verdicts and notes, in the order of their ids.
fn decided(store: &Store) -> BTreeSet<(FindingId, Verdict, String)> {
    let decided = all(store).into_iter().filter(|stored| stored.verdict != Verdict::Open);
    decided.map(|stored| (stored.finding.id, stored.verdict, stored.note)).collect()
}

/// Whether a finding rests on a figure.
fn rests_on(finding: &Finding, year: i16, cell: Cell) -> bool {
    let addends = || finding.flags.iter().flat_map(|flag| &flag.addends);
    addends().any(|addend| (addend.year, addend.cell) == (year, cell))
        || finding.year == year && finding.cells.contains(&cell)
}

/// Whether a finding is on the agency of that full name, of which a page may print less.
fn is_of(name: &str, stored: &StoredFinding) -> bool {
    name.ends_with(&stored.agency.name)
}

#[test]
fn more_than_five_hundred_verdicts_hold_until_a_figure_that_they_rest_on_changes() {
    let work = tempfile::tempdir().unwrap();
    let at = |name: &str| work.path().join(name);
    let mut sites = wrong_everywhere();
    print(&sites, &at("first"), |_, name| name.to_owned(), b"");
    let mut store = Store::create(&at("first.db")).unwrap();
    take_in(&mut store, at("first"));

    let found = all(&store);
    assert!(found.len() >= 500, "{}", found.len());
    for (nth, stored) in found.iter().enumerate() {
        let verdict = Verdict::ALL[1 + nth % 5];
        store.decide(stored.finding.id, verdict, &format!("因{nth}"), "甲").unwrap();
    }
    let verdicts = decided(&store);
    assert_eq!(verdicts.len(), found.len());
    let log = store.decisions().unwrap();

    // The same bytes under other names; then read anew, since a blank line came to each.
    let other = |nth: usize, name: &str| {
        let ending = name.rsplit('.').next().unwrap();
        format!("{}/{:04}.{ending}", nth % 5, 9999 - nth)
    };
    print(&sites, &at("second"), other, b"");
    print(&sites, &at("third"), other, b"\n\n");
    for folder in ["second", "third"] {
        let summary = take_in(&mut store, at(folder));
        let changes = summary.findings;
        assert_eq!((changes.new, changes.changed, changes.resolved), (0, 0, 0), "{folder}");
        assert_eq!(decided(&store), verdicts, "{folder}");
        let changes = check(&mut store);
        assert_eq!((changes.new, changes.changed, changes.resolved), (0, 0, 0), "{folder}");
        assert_eq!(decided(&store), verdicts, "{folder}");
    }
    // And into another database, in another order, with the verdicts first.
    let mut second = Store::create(&at("second.db")).unwrap();
    assert_eq!(second.import(&log).unwrap().waiting, found.len() as u64);
    take_in(&mut second, at("third"));
    assert_eq!(decided(&second), verdicts);
    check(&mut second);
    assert_eq!(decided(&second), verdicts);

    // One figure of one report changes.
    for (site, year, cell) in [(3, 2022, TOTAL), (20, 2023, GRANTED)] {
        let name = sites[site].agency.name.clone();
        let draft = sites[site].drafts.iter_mut().find(|d| d.report.year == year).unwrap();
        add(draft, cell, 5);
        let one = [sites[site].clone()];
        let rest: BTreeSet<FindingId> = all(&store)
            .iter()
            .filter(|stored| is_of(&name, stored) && rests_on(&stored.finding, year, cell))
            .map(|stored| stored.finding.id)
            .collect();
        assert!(!rest.is_empty(), "{name} {year}");
        let folder = format!("{year}");
        print(&one, &at(&folder), |_, name| name.to_owned(), b"\n\n");
        for store in [&mut store, &mut second] {
            let before = decided(store);
            take_in(store, at(&folder));
            let changed: Vec<StoredFinding> =
                all(store).into_iter().filter(|stored| stored.changed.is_some()).collect();
            let back: BTreeSet<FindingId> = changed
                .iter()
                .filter(|stored| is_of(&name, stored) && stored.finding.year == year)
                .map(|stored| stored.finding.id)
                .collect();
            assert_eq!(back, rest, "{name} {year}");
            for stored in changed.iter().filter(|stored| back.contains(&stored.finding.id)) {
                assert_eq!(stored.verdict, Verdict::Open, "it is back in the queue");
                assert!(stored.note.starts_with('因'), "with the old note: {:?}", stored.note);
            }
            let kept: BTreeSet<_> =
                before.into_iter().filter(|(id, ..)| !rest.contains(id)).collect();
            assert_eq!(decided(store), kept, "{name} {year}: no other");
            let again = check(store);
            assert_eq!((again.new, again.changed, again.resolved), (0, 0, 0));
            for examination in store.doctor().unwrap() {
                assert!(examination.faults.is_empty(), "{examination:?}");
            }
        }
    }
}
