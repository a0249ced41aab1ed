//! Work in many threads between one source and one sink.

use crate::store::Result;
use std::collections::VecDeque;
use std::sync::mpsc::channel;

/// How many pieces are under way, the one that is handed over among them. With one beside it the
/// workers would rest whenever handing over takes longer than working.
const AHEAD: usize = 3;

/// Takes pieces from `next`, works on each in the pool, and hands the results to `done` in the
/// order of the pieces. While a result is handed over, the next pieces are worked on; there are
/// never more than [`AHEAD`].
pub(super) fn flow<S, I: Send, O: Send>(
    pool: &rayon::ThreadPool,
    state: &mut S,
    mut next: impl FnMut(&mut S) -> Result<Option<I>>,
    work: impl Fn(I) -> O + Sync,
    mut done: impl FnMut(&mut S, O) -> Result<()>,
) -> Result<()> {
    let work = &work;
    pool.in_place_scope(|scope| {
        let mut under_way = VecDeque::new();
        let mut more = true;
        loop {
            while more && under_way.len() < AHEAD {
                let piece = next(state)?;
                more = piece.is_some();
                under_way.extend(piece.map(|piece| {
                    let (give, take) = channel();
                    scope.spawn(move |_| {
                        // Nobody takes the result if writing the one before it failed.
                        let _ = give.send(work(piece));
                    });
                    take
                }));
            }
            let Some(take) = under_way.pop_front() else { return Ok(()) };
            // If a worker panicked there is nothing to take, and the scope passes it on.
            if let Ok(result) = take.recv() {
                done(state, result)?;
            }
        }
    })
}

/// A pool of so many threads, or of as many as there are cores.
pub(super) fn pool(jobs: Option<usize>) -> rayon::ThreadPool {
    let build = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    match build(jobs.unwrap_or(0)) {
        Ok(pool) => pool,
        Err(error) => {
            // Where no thread can be started the work is done in this one.
            let own = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
            own.build().unwrap_or_else(|_| panic!("no thread for the work: {error}"))
        }
    }
}
