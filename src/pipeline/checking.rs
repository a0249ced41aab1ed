//! Cases to findings.

use super::Progress;
use super::flow::{flow, pool};
use crate::check::{self, Context, ContextBuilder};
use crate::record::{Case, Finding};
use crate::store::{AgencyId, Changes, Result, Store};
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

/// Agencies that are checked together and written in one transaction.
const BATCH: usize = 64;
/// The setting under which the context of the last full pass is kept.
const CONTEXT: &str = "check.context";

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
    let Some(context) = gather(store, &pool, stop, progress)? else {
        return Ok(Changes::default());
    };
    let started = Store::clock();
    let total = store.summary()?.agencies;
    let mut after = None;
    let next = |store: &mut Store| {
        let cases = store.cases(after, BATCH)?;
        after = cases.last().map(|(id, _)| *id);
        Ok(cases)
    };
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
    // A few new reports do not move the medians of their peers: what the last full pass gathered
    // will do.
    let all = store.summary()?.agencies;
    let kept = if changed * 10 <= all { kept_context(store)? } else { None };
    let context = match kept {
        Some(context) => context,
        None => match gather(store, &pool, stop, progress)? {
            Some(context) => context,
            None => return Ok(Changes::default()),
        },
    };
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
    mut cases: impl FnMut(&mut Store) -> Result<Vec<(AgencyId, Case)>>,
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

/// Looks at all agencies for what one is compared with, and keeps it for later. `None` if stopped.
fn gather(
    store: &mut Store,
    pool: &rayon::ThreadPool,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Option<Context>> {
    let total = store.summary()?.agencies;
    let mut after = None;
    let mut done = 0;
    let mut builder = ContextBuilder::default();
    flow(
        pool,
        store,
        |store| {
            if stop.load(Ordering::Relaxed) {
                return Ok(None);
            }
            let cases = store.cases(after, BATCH)?;
            after = cases.last().map(|(id, _)| *id);
            Ok((!cases.is_empty()).then_some(cases))
        },
        |cases| {
            let mut part = ContextBuilder::default();
            cases.iter().for_each(|(_, case)| part.add(case));
            (part, cases.len() as u64)
        },
        |_, (part, n)| {
            builder.merge(part);
            done += n;
            progress(Progress::Comparing { done, total });
            Ok(())
        },
    )?;
    if stop.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let context = builder.build();
    if let Ok(text) = serde_json::to_string(&context)
        && store.setting(CONTEXT)?.as_deref() != Some(text.as_str())
    {
        store.set_setting(CONTEXT, &text)?;
    }
    Ok(Some(context))
}

/// What the last full pass gathered, if this version of the program can still read it.
fn kept_context(store: &Store) -> Result<Option<Context>> {
    Ok(store.setting(CONTEXT)?.and_then(|text| serde_json::from_str(&text).ok()))
}
