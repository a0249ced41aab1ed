//! The thread that asks the database, so that no frame waits for it.
//!
//! Of several requests in one [slot](super::request::Slot) only the newest is answered, and one
//! that is being answered when a newer one comes is called off. What changes the database is
//! never dropped and keeps its order.

use super::clerk::Clerk;
use super::lookup::Lookup;
use super::request::{Answer, Request, Slot};
use crate::store::Interrupter;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

/// The request that is being answered: its ticket and its slot.
type Running = (u64, Slot);

/// A search of the jump box: its ticket, what was typed, the lines that were jumped to.
type Search = (u64, String, Vec<u32>);

/// What a thread is told from outside while it works: the ticket of the newest search, and
/// [`NOBODY`] at the end.
type Newest = Arc<AtomicU64>;
const NOBODY: u64 = u64::MAX;

/// The threads and the way to them.
///
/// One asks and changes the database. Searches of the jump box have another one: the list behind
/// it is read from a connection of its own, which takes a moment in a large database, and a search
/// goes over all of it.
pub struct Worker {
    requests: Option<Sender<(u64, Request)>>,
    searches: Option<Sender<Search>>,
    newest: Newest,
    running: Arc<Mutex<Option<Running>>>,
    interrupter: Interrupter,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread. It hands every answer with its ticket to `tell`, which says whether
    /// anybody still listens.
    pub fn start(
        mut clerk: Clerk,
        tell: impl Fn(u64, Answer) -> bool + Clone + Send + 'static,
    ) -> std::io::Result<Worker> {
        let newest = Newest::default();
        let searches = finder(&clerk, Arc::clone(&newest), tell.clone())?;
        let (requests, inbox) = channel();
        let running = Arc::new(Mutex::new(None));
        let interrupter = clerk.store.interrupter();
        let shared = Arc::clone(&running);
        let thread = std::thread::Builder::new().name("database".to_owned()).spawn(move || {
            serve(&inbox, &shared, |ticket, request| tell(ticket, clerk.answer(request)));
        })?;
        let requests = Some(requests);
        Ok(Worker { requests, searches, newest, running, interrupter, thread: Some(thread) })
    }

    /// Hands a request over, and calls off the one that it replaces.
    pub fn send(&self, ticket: u64, request: Request) {
        let request = match (request, &self.searches) {
            (Request::Find(typed, used), Some(searches)) => {
                self.newest.store(ticket, Ordering::Relaxed);
                let _ = searches.send((ticket, typed, used));
                return;
            }
            (request, _) => request,
        };
        let slot = request.slot(ticket);
        if let Some(requests) = &self.requests {
            // The thread ends only when this sender is gone.
            let _ = requests.send((ticket, request));
        }
        // The thread may have begun this very request by now; only an older one is called off. It
        // cannot go on to another while the lock is held.
        let running = lock(&self.running);
        if running.is_some_and(|(older, of)| of == slot && older != ticket) {
            self.interrupter.interrupt();
        }
    }

    /// Lets the thread do the changes that it was given, and ends it; questions are called off.
    pub fn finish(mut self) {
        self.requests = None;
        // Nothing depends on the searches: that thread ends by itself.
        self.newest.store(NOBODY, Ordering::Relaxed);
        self.searches = None;
        let running = lock(&self.running);
        if running.is_some_and(|(_, slot)| !matches!(slot, Slot::Change(_))) {
            self.interrupter.interrupt();
        }
        drop(running);
        if let Some(thread) = self.thread.take() {
            // A panic there was shown when it happened.
            let _ = thread.join();
        }
    }
}

/// The lock, also after a panic of the thread: it guards a mark and nothing that could be broken.
fn lock(running: &Mutex<Option<Running>>) -> MutexGuard<'_, Option<Running>> {
    running.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts the thread that answers searches, which lists first what can be found. A database in
/// memory has no second connection, and no need of one.
fn finder(
    clerk: &Clerk,
    newest: Newest,
    tell: impl Fn(u64, Answer) -> bool + Send + 'static,
) -> std::io::Result<Option<Sender<Search>>> {
    let Some(open) = clerk.store.opener() else { return Ok(None) };
    let lang = clerk.lang;
    let (searches, inbox) = channel::<Search>();
    std::thread::Builder::new().name("jump".to_owned()).spawn(move || {
        let wanted = || newest.load(Ordering::Relaxed) != NOBODY;
        // The connection is closed again once the list is made.
        let list = || open().and_then(|store| Lookup::new(&store, lang, &wanted));
        // A failure is said when somebody searches.
        let mut lookup = list().ok().flatten();
        while let Ok((mut ticket, mut typed, mut used)) = inbox.recv() {
            while let Ok(newer) = inbox.try_recv() {
                (ticket, typed, used) = newer;
            }
            if lookup.is_none() {
                match list() {
                    Ok(listed) => lookup = listed,
                    Err(error) => {
                        if !tell(ticket, Answer::Failed(error)) {
                            return;
                        }
                        continue;
                    }
                }
            }
            let Some(lookup) = &mut lookup else { return };
            let wanted = || newest.load(Ordering::Relaxed) == ticket;
            let found = lookup.find(&typed, &used, &wanted);
            if let Some((found, total)) = found
                && !tell(ticket, Answer::Found(typed, found, total))
            {
                return;
            }
        }
    })?;
    Ok(Some(searches))
}

fn serve(
    inbox: &Receiver<(u64, Request)>,
    running: &Mutex<Option<Running>>,
    mut work: impl FnMut(u64, Request) -> bool,
) {
    let mut queue: VecDeque<(u64, Request)> = VecDeque::new();
    let mut closed = false;
    loop {
        if queue.is_empty() {
            match inbox.recv() {
                Ok(request) => enqueue(&mut queue, request),
                Err(_) => return,
            }
        }
        loop {
            match inbox.try_recv() {
                Ok(request) => enqueue(&mut queue, request),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    closed = true;
                    break;
                }
            }
        }
        if closed {
            // Nobody looks any more; only changes are still worth doing.
            queue.retain(|(ticket, request)| matches!(request.slot(*ticket), Slot::Change(_)));
        }
        let Some((ticket, request)) = queue.pop_front() else { continue };
        *lock(running) = Some((ticket, request.slot(ticket)));
        let heard = work(ticket, request);
        *lock(running) = None;
        if !heard && !closed {
            return;
        }
    }
}

/// Puts a request at the end, in place of an older one of its slot.
fn enqueue(queue: &mut VecDeque<(u64, Request)>, (ticket, request): (u64, Request)) {
    let slot = request.slot(ticket);
    queue.retain(|(old, older)| older.slot(*old) != slot);
    queue.push_back((ticket, request));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_request_of_a_slot_wins_and_changes_are_never_dropped() {
        let mut queue = VecDeque::new();
        for request in [
            (1, Request::Search("嘉".to_owned())),
            (2, Request::Undo),
            (3, Request::Search("嘉兴".to_owned())),
            (4, Request::Undo),
            (5, Request::Summary),
        ] {
            enqueue(&mut queue, request);
        }
        let tickets: Vec<u64> = queue.iter().map(|(ticket, _)| *ticket).collect();
        assert_eq!(tickets, [2, 3, 4, 5]);
    }

    #[test]
    fn when_the_screen_is_gone_changes_are_still_done() {
        let (sender, inbox) = channel();
        for request in [(1, Request::Summary), (2, Request::Keep("place".to_owned()))] {
            sender.send(request).unwrap();
        }
        drop(sender);
        let mut done = Vec::new();
        serve(&inbox, &Mutex::new(None), |ticket, _| {
            done.push(ticket);
            false
        });
        assert_eq!(done, [2]);
    }
}
