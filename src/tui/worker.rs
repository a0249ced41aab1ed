//! The thread that asks the database, so that no frame waits for it.
//!
//! A [`Request`] belongs to a [`Slot`]; of several in one slot only the newest is answered, and
//! one that is being answered when a newer one comes is called off. What changes the database is
//! never dropped and keeps its order.

use super::lookup::{Found, Lookup};
use super::output::{self, Output};
use super::peers;
use super::sift;
pub use super::sift::Sift;
use crate::export::file::Ending;
use crate::form::Cell;
use crate::read;
use crate::record::{Cells, FindingId, Severity, Verdict};
use crate::store::{
    AgencyCard, AgencyFilter, AgencyId, AgencyKey, AgencyRow, CoverageRow, Error, Facets,
    FindingFilter, FindingRow, Interrupter, Page, PlaceId, PlaceRow, Position, QueueKey,
    ReportFilter, ReportId, ReportRow, Result, Store, StoredFinding, StoredReport, Summary,
};
use crate::text::Lang;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

/// A question for the database, or a change to it.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// The numbers of the first line.
    Summary,
    /// What stands right below a place.
    Places(PlaceId),
    /// Agencies that match what was typed.
    Search(String),
    /// One agency with its years and its heaviest findings.
    Card(AgencyId),
    /// The report of an agency and year, or its newest.
    Report(AgencyId, Option<i16>),
    /// The source of a report.
    Source(ReportId),
    /// The columns of a comparison.
    Compare(Vec<AgencyId>, Option<i16>),
    /// A page of the queue.
    Findings(FindingFilter, Sift, Position<QueueKey>, usize),
    /// The counts beside the queue.
    Facets(FindingFilter),
    /// One finding.
    Finding(FindingId),
    /// The findings that a decision on many would decide.
    Bulk(FindingFilter, Sift),
    /// A page of the matrix.
    Coverage(AgencyFilter, (i16, i16), Position<AgencyKey>, usize),
    /// What can be jumped to, for what was typed.
    Find(String),
    /// A cell at the agency's peers in a year.
    Peers(AgencyId, i16, Cell),
    /// A decision on some findings.
    Decide(Vec<FindingId>, Verdict, String),
    /// Take back as many decisions.
    Undo(usize),
    /// Give as many again.
    Redo(usize),
    /// Keep the place on the screen.
    Keep(String),
    /// Write a file.
    Write(PathBuf, Ending, Lang, Box<Output>),
}

/// The place for one answer on the screen: a newer request takes it from an older one. Each is
/// that of the request of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slot {
    Summary,
    Places(PlaceId),
    Search,
    Card,
    Report,
    Source,
    Compare,
    Findings,
    Facets,
    Finding,
    Bulk,
    Coverage,
    Find,
    Peers,
    /// Changes: each has a place of its own.
    Change(u64),
}

impl Request {
    /// The slot of a request with that ticket.
    pub fn slot(&self, ticket: u64) -> Slot {
        match self {
            Request::Summary => Slot::Summary,
            Request::Places(place) => Slot::Places(*place),
            Request::Search(_) => Slot::Search,
            Request::Card(_) => Slot::Card,
            Request::Report(..) => Slot::Report,
            Request::Source(_) => Slot::Source,
            Request::Compare(..) => Slot::Compare,
            Request::Findings(..) => Slot::Findings,
            Request::Facets(_) => Slot::Facets,
            Request::Finding(_) => Slot::Finding,
            Request::Bulk(..) => Slot::Bulk,
            Request::Coverage(..) => Slot::Coverage,
            Request::Find(_) => Slot::Find,
            Request::Peers(..) => Slot::Peers,
            Request::Decide(..)
            | Request::Undo(_)
            | Request::Redo(_)
            | Request::Keep(_)
            | Request::Write(..) => Slot::Change(ticket),
        }
    }
}

/// A report with what the screen shows beside it.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The report.
    pub stored: StoredReport,
    /// The years that the agency has reports for, oldest first.
    pub years: Vec<i16>,
    /// The figures of the year before.
    pub before: Option<Cells>,
    /// The figures of the year after.
    pub after: Option<Cells>,
    /// The findings on this report.
    pub findings: Vec<StoredFinding>,
}

/// The source of a report with the places of its figures.
#[derive(Debug, Clone)]
pub struct SourceText {
    /// The decoded document.
    pub text: String,
    /// The figures as just read from it again: the database does not keep their places.
    pub cells: Option<Cells>,
}

/// What the database said.
#[derive(Debug)]
pub enum Answer {
    /// The numbers of the first line.
    Summary(Summary),
    /// The places and the agencies right below a place.
    Places(PlaceId, Vec<PlaceRow>, Page<AgencyRow>),
    /// Agencies that match.
    Search(Page<AgencyRow>),
    /// One agency and its heaviest findings.
    Card(Option<Box<AgencyCard>>, Vec<StoredFinding>),
    /// A report.
    Report(Option<Box<Opened>>),
    /// A source.
    Source(Option<Box<SourceText>>),
    /// The columns of a comparison.
    Compare(Vec<ReportRow>, Vec<FindingRow>),
    /// A page of the queue, as asked for.
    Findings(Position<QueueKey>, Page<FindingRow>),
    /// The counts beside the queue.
    Facets(Facets),
    /// One finding, and its cell over the years of the agency.
    Finding(Option<Box<StoredFinding>>, Vec<(i16, Option<f64>)>),
    /// The findings that a decision on many would decide, with their verdicts.
    Bulk(Vec<FindingRow>),
    /// A page of the matrix, as asked for.
    Coverage(Position<AgencyKey>, Page<CoverageRow>),
    /// What can be jumped to: what was typed, the best lines, how many altogether.
    Found(String, Vec<Found>, usize),
    /// A cell at the peers.
    Peers(peers::Peers),
    /// These were decided on, and it is on the disk.
    Decided(Vec<FindingId>, Verdict, String),
    /// Decisions were taken back or given again: the findings.
    Undone(Vec<FindingId>),
    /// A file was written.
    Written(PathBuf),
    /// A file was not written.
    Unwritten(PathBuf, output::Error),
    /// The place was kept.
    Kept,
    /// The database failed.
    Failed(Error),
}

/// How many agencies a place or a search shows at most; the rest is said to be there.
pub const MOST_AGENCIES: usize = 500;

/// Who answers: a connection, and who decides through it.
pub struct Clerk {
    /// The connection.
    pub store: Store,
    /// The name that decisions are signed with.
    pub by: String,
    /// The language of the jump box.
    pub lang: Lang,
    lookup: Option<Lookup>,
}

impl Clerk {
    /// A clerk at a connection.
    pub fn new(store: Store, by: String, lang: Lang) -> Clerk {
        Clerk { store, by, lang, lookup: None }
    }

    /// Answers a request.
    pub fn answer(&mut self, request: Request) -> Answer {
        match request {
            Request::Find(typed) => self.find(typed),
            request => ask(&mut self.store, request, &self.by),
        }
        .unwrap_or_else(Answer::Failed)
    }

    fn find(&mut self, typed: String) -> Result<Answer> {
        if self.lookup.is_none() {
            self.lookup = Lookup::new(&self.store, self.lang, &|| true)?;
        }
        let found = self.lookup.as_mut().and_then(|lookup| lookup.find(&typed, &|| true));
        let (found, total) = found.unwrap_or_default();
        Ok(Answer::Found(typed, found, total))
    }
}

fn ask(store: &mut Store, request: Request, by: &str) -> Result<Answer> {
    Ok(match request {
        Request::Summary => Answer::Summary(store.summary()?),
        Request::Places(place) => {
            let filter = AgencyFilter { place: Some(place), ..Default::default() };
            let agencies = store.agencies(&filter, &Position::First, MOST_AGENCIES)?;
            Answer::Places(place, store.places(place)?, agencies)
        }
        Request::Search(text) => {
            let filter = AgencyFilter { text: Some(text), ..Default::default() };
            Answer::Search(store.agencies(&filter, &Position::First, MOST_AGENCIES)?)
        }
        Request::Card(id) => {
            let filter = FindingFilter { agency: Some(id), ..Default::default() };
            let findings = store.whole_findings(&filter, &Position::First, 30)?;
            Answer::Card(store.agency(id)?.map(Box::new), findings.rows)
        }
        Request::Report(agency, year) => Answer::Report(open(store, agency, year)?.map(Box::new)),
        Request::Source(report) => Answer::Source(source(store, report)?.map(Box::new)),
        Request::Compare(agencies, year) => compare(store, &agencies, year)?,
        Request::Findings(filter, sift, at, limit) => {
            let page = sift::findings(store, &filter, sift, &at, limit)?;
            Answer::Findings(at, page)
        }
        Request::Facets(filter) => Answer::Facets(store.facets(&filter)?),
        Request::Finding(id) => {
            let found = store.finding(id)?;
            let years = match &found {
                Some(stored) => over_years(store, stored)?,
                None => Vec::new(),
            };
            Answer::Finding(found.map(Box::new), years)
        }
        Request::Bulk(filter, sift) => Answer::Bulk(sift::all(store, &filter, sift)?),
        Request::Coverage(filter, years, at, limit) => {
            let page = store.coverage(&filter, years, &at, limit)?;
            Answer::Coverage(at, page)
        }
        // The clerk answers it, who keeps the list.
        Request::Find(typed) => Answer::Found(typed, Vec::new(), 0),
        Request::Peers(agency, year, cell) => {
            Answer::Peers(peers::peers(store, agency, year, cell)?)
        }
        Request::Decide(findings, verdict, note) => {
            for id in &findings {
                store.decide(*id, verdict, &note, by)?;
            }
            Answer::Decided(findings, verdict, note)
        }
        Request::Undo(count) => {
            let mut ids = Vec::new();
            for _ in 0..count {
                let Some(decision) = store.undo(by)? else { break };
                ids.extend(FindingId::parse(&decision.finding));
            }
            Answer::Undone(ids)
        }
        Request::Redo(count) => {
            let mut ids = Vec::new();
            for _ in 0..count {
                let Some(decision) = store.redo(by)? else { break };
                ids.extend(FindingId::parse(&decision.finding));
            }
            Answer::Undone(ids)
        }
        Request::Keep(place) => {
            store.set_setting(super::place::SETTING, &place)?;
            Answer::Kept
        }
        Request::Write(path, ending, lang, what) => {
            match output::write(store, &path, ending, lang, &what) {
                Ok(()) => Answer::Written(path),
                Err(error) => Answer::Unwritten(path, error),
            }
        }
    })
}

fn open(store: &Store, agency: AgencyId, year: Option<i16>) -> Result<Option<Opened>> {
    let Some(card) = store.agency(agency)? else { return Ok(None) };
    let years: Vec<i16> = card.years.iter().map(|row| row.year).collect();
    let Some(at) = (match year {
        Some(year) => years.iter().position(|here| *here == year),
        None => years.len().checked_sub(1),
    }) else {
        return Ok(None);
    };
    let cells_of = |year: i16| -> Result<Option<Cells>> {
        let Some(row) = card.years.iter().find(|row| row.year == year) else { return Ok(None) };
        Ok(store.report(row.report)?.map(|stored| stored.report.cells))
    };
    let year = years[at];
    let Some(stored) = store.report(card.years[at].report)? else { return Ok(None) };
    let filter =
        FindingFilter { agency: Some(agency), years: Some((year, year)), ..Default::default() };
    let findings = store.whole_findings(&filter, &Position::First, 500)?.rows;
    let (before, after) = (cells_of(year - 1)?, cells_of(year + 1)?);
    Ok(Some(Opened { stored, years, before, after, findings }))
}

fn source(store: &Store, report: ReportId) -> Result<Option<SourceText>> {
    let Some(text) = store.source_text(report)? else { return Ok(None) };
    // Places hold only where decoding leaves the text, which is decoded already, as it is.
    let cells = read::document(text.as_bytes())
        .ok()
        .filter(|document| document.source == text)
        .map(|document| read::tables(&document).cells);
    Ok(Some(SourceText { text, cells }))
}

/// The cell that a finding is about, in every report of the agency.
fn over_years(store: &Store, stored: &StoredFinding) -> Result<Vec<(i16, Option<f64>)>> {
    let finding = &stored.finding;
    let Some(cell) = finding.suspect.or(finding.cells.first().copied()) else {
        return Ok(Vec::new());
    };
    let filter = ReportFilter { agency: Some(stored.agency_id), ..Default::default() };
    let rows = store.reports(&filter, &Position::First, 100)?.rows;
    Ok(rows.iter().map(|row| (row.year, row.cells.number(cell))).collect())
}

fn compare(store: &Store, agencies: &[AgencyId], year: Option<i16>) -> Result<Answer> {
    let mut columns = Vec::new();
    let mut findings = Vec::new();
    for agency in agencies {
        let years = year.map(|year| (year, year));
        let filter = ReportFilter { agency: Some(*agency), years, ..Default::default() };
        columns.extend(store.reports(&filter, &Position::First, 100)?.rows);
        let filter = FindingFilter {
            agency: Some(*agency),
            years,
            severities: vec![Severity::Error, Severity::Warning],
            ..Default::default()
        };
        findings.extend(store.findings(&filter, &Position::First, 500)?.rows);
    }
    Ok(Answer::Compare(columns, findings))
}

/// The request that is being answered: its ticket and its slot.
type Running = (u64, Slot);

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
    searches: Option<Sender<(u64, String)>>,
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
            (Request::Find(typed), Some(searches)) => {
                self.newest.store(ticket, Ordering::Relaxed);
                let _ = searches.send((ticket, typed));
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
) -> std::io::Result<Option<Sender<(u64, String)>>> {
    let Some(open) = clerk.store.opener() else { return Ok(None) };
    let lang = clerk.lang;
    let (searches, inbox) = channel::<(u64, String)>();
    std::thread::Builder::new().name("jump".to_owned()).spawn(move || {
        let wanted = || newest.load(Ordering::Relaxed) != NOBODY;
        // The connection is closed again once the list is made.
        let list = || open().and_then(|store| Lookup::new(&store, lang, &wanted));
        // A failure is said when somebody searches.
        let mut lookup = list().ok().flatten();
        while let Ok((mut ticket, mut typed)) = inbox.recv() {
            while let Ok(newer) = inbox.try_recv() {
                (ticket, typed) = newer;
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
            let found = lookup.find(&typed, &wanted);
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
            (2, Request::Undo(1)),
            (3, Request::Search("嘉兴".to_owned())),
            (4, Request::Undo(1)),
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
