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
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Once nothing was asked for so long after the first answers, there is time for the list behind
/// the jump box: made at the start it would take the disk and a core from the first frame.
const QUIET: Duration = Duration::from_millis(30);

/// The request that is being answered: its ticket and its slot.
type Running = (u64, Slot);

/// A search of the jump box: its ticket, what was typed, the lines that were jumped to.
type Search = (u64, String, Vec<u32>);

/// What the thread of the jump box is told.
enum Wish {
    /// Make the list.
    List,
    /// Search it.
    Find(Search),
}

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
    searches: Option<Sender<Wish>>,
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
        let lister = searches.clone();
        let quiet = move || lister.map_or((), |lister| drop(lister.send(Wish::List)));
        let thread = std::thread::Builder::new().name("database".to_owned()).spawn(move || {
            serve(&inbox, &shared, quiet, |ticket, request| tell(ticket, clerk.answer(request)));
        })?;
        let requests = Some(requests);
        Ok(Worker { requests, searches, newest, running, interrupter, thread: Some(thread) })
    }

    /// Hands a request over, and calls off the one that it replaces.
    pub fn send(&self, ticket: u64, request: Request) {
        let request = match (request, &self.searches) {
            (Request::Find(typed, used), Some(searches)) => {
                self.newest.store(ticket, Ordering::Relaxed);
                let _ = searches.send(Wish::Find((ticket, typed, used)));
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

/// Starts the thread that answers searches, which lists first what can be found: as soon as it is
/// told anything. A database in memory has no second connection, and no need of one.
fn finder(
    clerk: &Clerk,
    newest: Newest,
    tell: impl Fn(u64, Answer) -> bool + Send + 'static,
) -> std::io::Result<Option<Sender<Wish>>> {
    let Some(open) = clerk.store.opener() else { return Ok(None) };
    let lang = clerk.lang;
    let (wishes, inbox) = channel::<Wish>();
    std::thread::Builder::new().name("jump".to_owned()).spawn(move || {
        let wanted = || newest.load(Ordering::Relaxed) != NOBODY;
        // The connection is closed again once the list is made.
        let list = || open().and_then(|store| Lookup::new(&store, lang, &wanted));
        let mut lookup = None;
        while let Some(search) = next_search(&inbox) {
            let mut failed = None;
            if lookup.is_none() {
                match list() {
                    Ok(listed) => lookup = listed,
                    Err(error) => failed = Some(error),
                }
            }
            // A failure is said when somebody searches.
            let Some((ticket, typed, used)) = search else { continue };
            let answer = match (&mut lookup, failed) {
                (_, Some(error)) => Some(Answer::Failed(error)),
                (None, None) => return,
                (Some(lookup), None) => {
                    let wanted = || newest.load(Ordering::Relaxed) == ticket;
                    let found = lookup.find(&typed, &used, &wanted);
                    found.map(|(found, total)| Answer::Found(typed, found, total))
                }
            };
            if answer.is_some_and(|answer| !tell(ticket, answer)) {
                return;
            }
        }
    })?;
    Ok(Some(wishes))
}

/// Waits for a wish, and takes the newest search of those that came; `None` within where the list
/// alone is wanted, and at all where nobody is there any more.
fn next_search(inbox: &Receiver<Wish>) -> Option<Option<Search>> {
    let first = inbox.recv().ok()?;
    let wishes = std::iter::once(first).chain(inbox.try_iter());
    let searches = wishes.filter_map(|wish| match wish {
        Wish::List => None,
        Wish::Find(search) => Some(search),
    });
    Some(searches.last())
}

/// Does what comes in, and says once when it has been quiet for a moment after the first of it.
fn serve(
    inbox: &Receiver<(u64, Request)>,
    running: &Mutex<Option<Running>>,
    quiet: impl FnOnce(),
    mut work: impl FnMut(u64, Request) -> bool,
) {
    let mut queue: VecDeque<(u64, Request)> = VecDeque::new();
    let mut closed = false;
    let mut quiet = Some(quiet);
    let mut began = false;
    loop {
        if queue.is_empty() {
            let next = match &quiet {
                Some(_) if began => inbox.recv_timeout(QUIET),
                _ => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match next {
                Ok(request) => enqueue(&mut queue, request),
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(quiet) = quiet.take() {
                        quiet();
                    }
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        began = true;
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
        serve(
            &inbox,
            &Mutex::new(None),
            || (),
            |ticket, _| {
                done.push(ticket);
                false
            },
        );
        assert_eq!(done, [2]);
    }

    #[test]
    fn the_list_is_made_once_it_is_quiet_and_after_what_was_asked() {
        let (sender, inbox) = channel();
        for ticket in [1, 2] {
            sender.send((ticket, Request::Recent)).unwrap();
        }
        let steps = std::cell::RefCell::new(Vec::new());
        let mut sender = Some(sender);
        let quiet = || {
            steps.borrow_mut().push("quiet".to_owned());
            // Without anybody to ask more it ends.
            sender = None;
        };
        serve(&inbox, &Mutex::new(None), quiet, |ticket, _| {
            steps.borrow_mut().push(ticket.to_string());
            true
        });
        // Of one slot the newest was answered.
        assert_eq!(steps.into_inner(), ["2", "quiet"]);
    }

    #[test]
    fn of_several_searches_the_newest_is_done_and_the_list_alone_is_no_search() {
        let (sender, inbox) = channel();
        let find = |ticket, typed: &str| Wish::Find((ticket, typed.to_owned(), Vec::new()));
        sender.send(Wish::List).unwrap();
        assert_eq!(next_search(&inbox), Some(None));
        for wish in [find(1, "a"), find(2, "ab"), Wish::List] {
            sender.send(wish).unwrap();
        }
        assert_eq!(next_search(&inbox), Some(Some((2, "ab".to_owned(), Vec::new()))));
        drop(sender);
        assert_eq!(next_search(&inbox), None);
    }
}
