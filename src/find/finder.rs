//! A thread that searches, so that no frame waits.

use super::index::Index;
use super::query::Query;
use super::search::{Answer, Newest, Options, Searcher};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;

/// Asks a thread of its own, which answers the newest question and drops the others.
pub struct Finder {
    questions: Sender<(u64, String)>,
    newest: Newest,
}

impl Finder {
    /// Starts the thread. It calls `answer` with a question's number and the answer, and ends when
    /// the finder is dropped.
    ///
    /// The list may grow in the meantime: a searcher looks again at a list that has grown.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(
        index: Arc<RwLock<Index>>,
        options: Options,
        answer: impl Fn(u64, Answer) + Send + 'static,
    ) -> std::io::Result<Finder> {
        let (questions, asked) = channel::<(u64, String)>();
        let newest = Newest::default();
        let current = newest.clone();
        thread::Builder::new().name("find".to_owned()).spawn(move || {
            let mut searcher = Searcher::new();
            while let Ok((number, typed)) = asked.recv() {
                let wanted = || current.is(number);
                if !wanted() {
                    continue;
                }
                let query = Query::new(&typed);
                let index = index.read().unwrap_or_else(PoisonError::into_inner);
                let found = searcher.search(&index, &query, options, &wanted);
                drop(index);
                if let Some(found) = found.filter(|_| wanted()) {
                    answer(number, found);
                }
            }
        })?;
        Ok(Finder { questions, newest })
    }

    /// Asks; what was asked before is dropped. The number comes back with the answer.
    pub fn ask(&self, typed: &str) -> u64 {
        let number = self.newest.next();
        // The thread ends only with the finder.
        let _ = self.questions.send((number, typed.to_owned()));
        number
    }
}

impl Drop for Finder {
    fn drop(&mut self) {
        // A search under way is of no use to anyone.
        self.newest.next();
    }
}
