//! Cases to findings.
//!
//! First the changes of all agencies' figures, for the medians of peers; then each agency by itself,
//! region by region. When a region is complete, its texts are compared with one another: of its
//! agencies no more than sketches of texts and what the rules say waits in memory.

use super::Progress;
use super::flow::{flow, pool};
use crate::check::{Alone, Indicator, Peers, PeersBuilder, Sketch, TextsBuilder};
use crate::record::{Case, Finding};
use crate::store::{AgencyId, Changes, PlaceId, Result, Store};
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// Agencies whose figures are looked at together.
const BATCH: usize = 64;

/// Agencies that a piece of the work holds. More would only be more memory: a region of fewer is a
/// piece all the same.
const WHOLE: usize = 16;

/// Agencies that are written in one transaction.
const WRITTEN: usize = 1_024;

/// The setting under which the peers of the last full pass are kept. They are as many as there are
/// kinds of agencies.
const PEERS: &str = "check.peers";

/// Runs all rules over all agencies.
///
/// `stop` ends the work early; what was done is kept.
pub fn check_all(
    store: &mut Store,
    jobs: Option<usize>,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Changes> {
    let pool = pool(jobs);
    let total = store.summary()?.agencies;
    let Some(peers) = peers(store, &pool, total, stop, progress)? else {
        return Ok(Changes::default());
    };
    keep_peers(store, &peers)?;
    let started = Store::clock();
    let regions = store.regions()?;
    let work = Work { which: Which::All, regions, total, peers };
    let changes = work.run(store, &pool, stop, progress)?;
    record(store, &started, changes)
}

/// Checks the agencies whose reports changed since they were last checked.
pub(super) fn check_changed(
    store: &mut Store,
    jobs: Option<usize>,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Changes> {
    let changed = store.unchecked_count()?;
    if changed == 0 {
        return Ok(Changes::default());
    }
    let pool = pool(jobs);
    // A few new reports do not move the medians of their peers: those of the last full pass will
    // do.
    let all = store.summary()?.agencies;
    let kept = if changed * 10 <= all { kept_peers(store)? } else { None };
    let peers = match kept {
        Some(peers) => peers,
        None => {
            let Some(peers) = peers(store, &pool, all, stop, progress)? else {
                return Ok(Changes::default());
            };
            keep_peers(store, &peers)?;
            peers
        }
    };
    let regions = store.unchecked_regions()?;
    let work = Work { which: Which::Changed, regions, total: changed, peers };
    work.run(store, &pool, stop, progress)
}

/// Keeps what a check changed, if it changed anything.
fn record(store: &mut Store, started: &str, changes: Changes) -> Result<Changes> {
    if changes.new + changes.changed + changes.resolved > 0 {
        let summary = serde_json::to_string(&changes).unwrap_or_default();
        store.record_run("check", started, &summary)?;
    }
    Ok(changes)
}

/// Looks at the figures of all agencies for what one is compared with. `None` if stopped.
fn peers(
    store: &mut Store,
    pool: &rayon::ThreadPool,
    total: u64,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Option<Peers>> {
    let cells = Indicator::cells();
    let readers = store.readers();
    let last = store.last_agency()?.0;
    let mut left = (1..=last).step_by(BATCH);
    let figures = |store: &Store, first: i64| {
        store.figures_of(AgencyId(first), AgencyId(first + BATCH as i64 - 1), &cells)
    };
    let mut done = 0;
    // One for all: to merge costs as much as to add, and adding less than reading.
    let builder = Mutex::new(PeersBuilder::default());
    flow(
        pool,
        store,
        |store| {
            if stop.load(Ordering::Relaxed) {
                return Ok(None);
            }
            let Some(first) = left.next() else { return Ok(None) };
            let read = readers.is_none().then(|| figures(store, first)).transpose()?;
            Ok(Some((first, read)))
        },
        |(first, read)| {
            let cases = match (read, &readers) {
                (None, Some(readers)) => readers.with(|store| figures(store, first))?,
                (read, _) => read.unwrap_or_default(),
            };
            let mut builder = builder.lock().unwrap_or_else(PoisonError::into_inner);
            cases.iter().for_each(|(_, case)| builder.add(case));
            Ok(cases.len() as u64)
        },
        |_, n: Result<u64>| {
            done += n?;
            progress(Progress::Comparing { done, total: total.max(done) });
            Ok(())
        },
    )?;
    if stop.load(Ordering::Relaxed) {
        return Ok(None);
    }
    Ok(Some(builder.into_inner().unwrap_or_else(PoisonError::into_inner).build()))
}

/// Which agencies of a region are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    Changed,
}

/// Some agencies of a region.
struct Piece {
    /// With their whole reports where no worker can read them.
    agencies: Vec<(AgencyId, Option<Case>)>,
    /// For the last of the region: the texts of the agencies that are not checked.
    end: Option<TextsBuilder>,
}

/// The same, each looked at by itself.
struct Looked {
    alone: Vec<(AgencyId, Alone)>,
    end: Option<TextsBuilder>,
}

struct Work {
    which: Which,
    regions: Vec<PlaceId>,
    total: u64,
    peers: Peers,
}

impl Work {
    fn run(
        self,
        store: &mut Store,
        pool: &rayon::ThreadPool,
        stop: &AtomicBool,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Changes> {
        let total = self.total;
        let mut changes = Changes::default();
        let mut done = 0;
        progress(Progress::Checking { done, total });
        let readers = store.readers();
        let mut left = Left {
            regions: self.regions.into_iter(),
            which: self.which,
            region: None,
            reads: readers.is_none(),
        };
        // The agencies of the region so far.
        let mut waiting = Vec::new();
        flow(
            pool,
            store,
            |store| if stop.load(Ordering::Relaxed) { Ok(None) } else { left.next(store) },
            |piece: Piece| {
                let Piece { agencies, end } = piece;
                let looked = |(id, case): (AgencyId, Option<Case>)| {
                    let case = match (case, &readers) {
                        (None, Some(readers)) => readers.with(|store| store.case(id))?,
                        (case, _) => case,
                    };
                    Ok(case.map(|case| (id, Alone::of(&case, &self.peers))))
                };
                let alone = agencies.into_par_iter().map(looked).collect::<Result<Vec<_>>>()?;
                Ok(Looked { alone: alone.into_iter().flatten().collect(), end })
            },
            |store, looked: Result<Looked>| {
                let looked = looked?;
                done += looked.alone.len() as u64;
                progress(Progress::Checking { done, total });
                waiting.extend(looked.alone);
                let Some(mut texts) = looked.end else { return Ok(()) };
                for (_, alone) in &waiting {
                    texts.take_all(alone.agency(), alone.sketches());
                }
                let texts = texts.build();
                let checked = |(id, alone): (AgencyId, Alone)| {
                    let keep = |(year, sketch): &(i16, Option<Sketch>)| {
                        (*year, Sketch::to_bytes(sketch.as_ref()))
                    };
                    let sketches = alone.sketches().iter().map(keep).collect();
                    Checked { id, sketches, findings: alone.among(&texts) }
                };
                let waited = std::mem::take(&mut waiting);
                let checked: Vec<Checked> =
                    pool.install(|| waited.into_par_iter().map(checked).collect());
                for some in checked.chunks(WRITTEN) {
                    changes += write(store, some)?;
                }
                Ok(())
            },
        )?;
        Ok(changes)
    }
}

/// What came of an agency.
struct Checked {
    id: AgencyId,
    findings: Vec<Finding>,
    sketches: Vec<(i16, Vec<u8>)>,
}

fn write(store: &mut Store, checked: &[Checked]) -> Result<Changes> {
    let mut changes = Changes::default();
    store.batch(|batch| {
        for one in checked {
            changes += batch.save_findings(one.id, &one.findings)?;
            batch.keep_sketches(one.id, &one.sketches)?;
        }
        Ok(())
    })?;
    Ok(changes)
}

/// What is left to check.
struct Left {
    regions: std::vec::IntoIter<PlaceId>,
    which: Which,
    /// The region that is under way, with its agencies that are left.
    region: Option<(std::vec::IntoIter<AgencyId>, TextsBuilder)>,
    /// Whether their reports are read here.
    reads: bool,
}

impl Left {
    /// The next agencies, none at the end.
    fn next(&mut self, store: &Store) -> Result<Option<Piece>> {
        let (mut ids, texts) = loop {
            if let Some(region) = self.region.take() {
                break region;
            }
            let Some(region) = self.regions.next() else { return Ok(None) };
            let ids = match self.which {
                Which::All => store.agencies_of_region(region)?,
                Which::Changed => store.unchecked_of_region(region)?,
            };
            if !ids.is_empty() {
                let texts = match self.which {
                    Which::All => TextsBuilder::default(),
                    Which::Changed => others(store, region, &ids)?,
                };
                self.region = Some((ids.into_iter(), texts));
            }
        };
        let mut agencies = Vec::new();
        for id in ids.by_ref().take(WHOLE) {
            agencies.push((id, if self.reads { store.case(id)? } else { None }));
        }
        if ids.len() > 0 {
            self.region = Some((ids, texts));
            return Ok(Some(Piece { agencies, end: None }));
        }
        Ok(Some(Piece { agencies, end: Some(texts) }))
    }
}

/// The texts of a region but for some agencies: as they were kept, and read again where they were
/// not.
fn others(store: &Store, region: PlaceId, apart: &[AgencyId]) -> Result<TextsBuilder> {
    let mut texts = TextsBuilder::default();
    let apart: HashSet<AgencyId> = apart.iter().copied().collect();
    for row in store.sketches_of_region(region)? {
        if apart.contains(&row.id) {
            continue;
        }
        let kept: Option<Vec<(i16, Option<Sketch>)>> = row
            .years
            .iter()
            .map(|(year, bins)| Some((*year, Sketch::from_bytes(bins.as_deref()?)?)))
            .collect();
        match kept {
            Some(sketches) => texts.take_all(&row.agency, &sketches),
            None => store.case(row.id)?.iter().for_each(|case| texts.add(case)),
        }
    }
    Ok(texts)
}

fn keep_peers(store: &mut Store, peers: &Peers) -> Result<()> {
    match serde_json::to_string(peers) {
        Ok(text) if store.setting(PEERS)?.as_deref() != Some(text.as_str()) => {
            store.set_setting(PEERS, &text)
        }
        _ => Ok(()),
    }
}

/// The peers of the last full pass, if this version of the program can still read them.
fn kept_peers(store: &Store) -> Result<Option<Peers>> {
    Ok(store.setting(PEERS)?.and_then(|text| serde_json::from_str(&text).ok()))
}
