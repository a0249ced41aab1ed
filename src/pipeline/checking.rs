//! Cases to findings.
//!
//! First the changes of all agencies' figures, for the medians of peers; then region by region:
//! its texts are compared with one another, so no more than a region's are in memory.

use super::Progress;
use super::flow::{flow, pool};
use crate::check::{self, Context, Indicator, Peers, PeersBuilder, Sketch, Texts, TextsBuilder};
use crate::record::{Case, Finding};
use crate::store::{AgencyId, Changes, PlaceId, Result, Store};
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Agencies whose figures are looked at together.
const BATCH: usize = 256;

/// Agencies that are checked together and written in one transaction; of a larger region the texts
/// are looked at first, so that no more agencies than these are in memory.
const TOGETHER: usize = 1_024;

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
    let mut done = 0;
    let mut after = None;
    let mut builder = PeersBuilder::default();
    flow(
        pool,
        store,
        |store| {
            if stop.load(Ordering::Relaxed) {
                return Ok(None);
            }
            let cases = store.figures_of(after, BATCH, &cells)?;
            after = cases.last().map(|(id, _)| *id);
            Ok((!cases.is_empty()).then_some(cases))
        },
        |cases| {
            let mut part = PeersBuilder::default();
            cases.iter().for_each(|(_, case)| part.add(case));
            (part, cases.len() as u64)
        },
        |_, (part, n)| {
            builder.merge(part);
            done += n;
            progress(Progress::Comparing { done, total: total.max(done) });
            Ok(())
        },
    )?;
    Ok((!stop.load(Ordering::Relaxed)).then(|| builder.build()))
}

/// Which agencies of a region are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    Changed,
}

/// Agencies of one region.
struct Piece {
    cases: Vec<(AgencyId, Case)>,
    /// The texts of the region besides theirs, or with theirs if `whole`.
    texts: Arc<TextsBuilder>,
    whole: bool,
}

/// What came of an agency.
struct Checked {
    id: AgencyId,
    findings: Vec<Finding>,
    sketches: Vec<(i16, Vec<u8>)>,
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
        let mut regions = self.regions.iter();
        let mut left: Left = Left::default();
        flow(
            pool,
            store,
            |store| {
                while !stop.load(Ordering::Relaxed) {
                    if let Some(piece) = left.next(store)? {
                        return Ok(Some(piece));
                    }
                    let Some(region) = regions.next() else { break };
                    left = Left::of(store, *region, self.which)?;
                }
                Ok(None)
            },
            |piece| checked(&piece, &self.peers),
            |store, checked: Vec<Checked>| {
                store.batch(|batch| {
                    for one in &checked {
                        changes += batch.save_findings(one.id, &one.findings)?;
                        for (year, bins) in &one.sketches {
                            batch.keep_sketch(one.id, *year, bins)?;
                        }
                    }
                    Ok(())
                })?;
                done += checked.len() as u64;
                progress(Progress::Checking { done, total });
                Ok(())
            },
        )?;
        Ok(changes)
    }
}

/// What is left to check of a region.
#[derive(Default)]
struct Left {
    ids: std::vec::IntoIter<AgencyId>,
    texts: Arc<TextsBuilder>,
    whole: bool,
}

impl Left {
    fn of(store: &Store, region: PlaceId, which: Which) -> Result<Left> {
        let ids = match which {
            Which::All => store.agencies_of_region(region)?,
            Which::Changed => store.unchecked_of_region(region)?,
        };
        let whole = ids.len() > TOGETHER;
        let mut texts = TextsBuilder::default();
        let apart: HashSet<AgencyId> =
            if whole { HashSet::new() } else { ids.iter().copied().collect() };
        if !ids.is_empty() && (whole || which == Which::Changed) {
            texts = others(store, region, &apart, which)?;
        }
        Ok(Left { ids: ids.into_iter(), texts: Arc::new(texts), whole })
    }

    /// The next agencies, none at the end.
    fn next(&mut self, store: &Store) -> Result<Option<Piece>> {
        let mut cases = Vec::new();
        for id in self.ids.by_ref().take(TOGETHER) {
            cases.extend(store.case(id)?.map(|case| (id, case)));
        }
        let texts = Arc::clone(&self.texts);
        Ok((!cases.is_empty()).then_some(Piece { cases, texts, whole: self.whole }))
    }
}

/// The texts of a region but for some agencies: as they were kept, and read again where they were
/// not, or where all is to be looked at anew.
fn others(
    store: &Store,
    region: PlaceId,
    apart: &HashSet<AgencyId>,
    which: Which,
) -> Result<TextsBuilder> {
    let mut texts = TextsBuilder::default();
    for row in store.sketches_of_region(region)? {
        if apart.contains(&row.id) {
            continue;
        }
        let mut kept = Vec::with_capacity(row.years.len());
        for (year, bins) in &row.years {
            match bins.as_deref().and_then(Sketch::from_bytes) {
                Some(sketch) if which == Which::Changed => {
                    kept.extend(sketch.map(|sketch| (*year, sketch)));
                }
                _ => {
                    kept.clear();
                    store.case(row.id)?.iter().for_each(|case| texts.add(case));
                    break;
                }
            }
        }
        for (year, sketch) in kept {
            texts.take(&row.agency, year, sketch);
        }
    }
    Ok(texts)
}

fn checked(piece: &Piece, peers: &Peers) -> Vec<Checked> {
    let sketches: Vec<Vec<(i16, Option<Sketch>)>> = piece
        .cases
        .par_iter()
        .map(|(_, case)| {
            let of = |report| Sketch::of_report(case, report);
            case.reports.iter().map(|report| (report.year, of(report))).collect()
        })
        .collect();
    let mut texts = TextsBuilder::clone(&piece.texts);
    if !piece.whole {
        for ((_, case), years) in piece.cases.iter().zip(&sketches) {
            for (year, sketch) in years {
                if let Some(sketch) = sketch {
                    texts.take(&case.agency, *year, sketch.clone());
                }
            }
        }
    }
    let texts: Texts = texts.build();
    let context = Context { peers: peers.clone(), texts };
    piece
        .cases
        .par_iter()
        .zip(sketches)
        .map(|((id, case), years)| {
            let keep =
                |(year, sketch): (i16, Option<Sketch>)| (year, Sketch::to_bytes(sketch.as_ref()));
            Checked {
                id: *id,
                findings: check::check(case, &context),
                sketches: years.into_iter().map(keep).collect(),
            }
        })
        .collect()
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
