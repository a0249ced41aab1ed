//! Cases to findings.

use super::Progress;
use super::flow::{flow, pool};
use crate::check::{self, Context, ContextBuilder, Peers};
use crate::record::{Case, Finding};
use crate::store::{AgencyId, Changes, Result, Store};
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

/// Agencies that are checked together and written in one transaction.
const BATCH: usize = 64;
/// The next cases, none at the end.
type Cases = Result<Vec<(AgencyId, Case)>>;

/// The setting under which the peers of the last full pass are kept. They are as many as there are
/// kinds of agencies; the texts, which are as many as there are reports, are looked at anew.
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
    let Some(context) = gather(store, &pool, total, everyone(), stop, progress)? else {
        return Ok(Changes::default());
    };
    keep_peers(store, &context)?;
    let started = Store::clock();
    let next = everyone();
    let changes = run(store, &pool, &context, total, next, stop, progress)?;
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
    // do, and only neighbours have to be looked at.
    let all = store.summary()?.agencies;
    let kept = if changed * 10 <= all { kept_peers(store)? } else { None };
    let context = match kept {
        Some(peers) => {
            let neighbours = neighbours(store)?;
            gather(store, &pool, 0, neighbours, stop, progress)?
                .map(|context| Context { peers, ..context })
        }
        None => {
            let context = gather(store, &pool, all, everyone(), stop, progress)?;
            context.iter().try_for_each(|context| keep_peers(store, context))?;
            context
        }
    };
    let Some(context) = context else { return Ok(Changes::default()) };
    let mut after = None;
    let next = |store: &mut Store| {
        let ids = store.unchecked(after, BATCH)?;
        after = ids.last().copied();
        let mut cases = Vec::with_capacity(ids.len());
        for id in ids {
            cases.extend(store.case(id)?.map(|case| (id, case)));
        }
        Ok(cases)
    };
    run(store, &pool, &context, changed, next, stop, progress)
}

/// Keeps what a check changed, if it changed anything.
fn record(store: &mut Store, started: &str, changes: Changes) -> Result<Changes> {
    if changes.new + changes.changed + changes.resolved > 0 {
        let summary = serde_json::to_string(&changes).unwrap_or_default();
        store.record_run("check", started, &summary)?;
    }
    Ok(changes)
}

fn run(
    store: &mut Store,
    pool: &rayon::ThreadPool,
    context: &Context,
    total: u64,
    mut cases: impl FnMut(&mut Store) -> Cases,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Changes> {
    let mut changes = Changes::default();
    let mut done = 0;
    progress(Progress::Checking { done, total });
    flow(
        pool,
        store,
        |store| {
            if stop.load(Ordering::Relaxed) {
                return Ok(None);
            }
            let cases = cases(store)?;
            Ok((!cases.is_empty()).then_some(cases))
        },
        |cases| -> Vec<(AgencyId, Vec<Finding>)> {
            cases.into_par_iter().map(|(id, case)| (id, check::check(&case, context))).collect()
        },
        |store, found| {
            store.batch(|batch| {
                for (id, findings) in &found {
                    changes += batch.save_findings(*id, findings)?;
                }
                Ok(())
            })?;
            done += found.len() as u64;
            progress(Progress::Checking { done, total });
            Ok(())
        },
    )?;
    Ok(changes)
}

/// Looks at agencies for what one is compared with. `None` if stopped.
fn gather(
    store: &mut Store,
    pool: &rayon::ThreadPool,
    total: u64,
    mut cases: impl FnMut(&mut Store) -> Cases,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Option<Context>> {
    let mut done = 0;
    let mut builder = ContextBuilder::default();
    flow(
        pool,
        store,
        |store| {
            if stop.load(Ordering::Relaxed) {
                return Ok(None);
            }
            let cases = cases(store)?;
            Ok((!cases.is_empty()).then_some(cases))
        },
        |cases| {
            let add = |mut part: ContextBuilder, (_, case): &(AgencyId, Case)| {
                part.add(case);
                part
            };
            let join = |mut one: ContextBuilder, other| {
                one.merge(other);
                one
            };
            let parts = cases.par_iter().fold(ContextBuilder::default, add);
            (parts.reduce(ContextBuilder::default, join), cases.len() as u64)
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

/// All cases, a batch at a time.
fn everyone() -> impl FnMut(&mut Store) -> Cases {
    let mut after = None;
    move |store| {
        let cases = store.cases(after, BATCH)?;
        after = cases.last().map(|(id, _)| *id);
        Ok(cases)
    }
}

/// The cases of the cities in which something changed, a batch at a time.
fn neighbours(store: &Store) -> Result<impl FnMut(&mut Store) -> Cases + use<>> {
    let mut regions = store.unchecked_regions()?.into_iter();
    let mut region = regions.next();
    let mut after = None;
    Ok(move |store: &mut Store| {
        while let Some(place) = region {
            let cases = store.cases_of_region(place, after, BATCH)?;
            if !cases.is_empty() {
                after = cases.last().map(|(id, _)| *id);
                return Ok(cases);
            }
            (region, after) = (regions.next(), None);
        }
        Ok(Vec::new())
    })
}

fn keep_peers(store: &mut Store, context: &Context) -> Result<()> {
    match serde_json::to_string(&context.peers) {
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
