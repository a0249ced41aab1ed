//! What the screens ask the database for, and what it says.
//!
//! A [`Request`] belongs to a [`Slot`]: of several in one slot only the newest is answered.

use super::lookup::Found;
use super::output::{self, Output};
use super::peers::Peers;
use super::sift::Sift;
use crate::export::file::Ending;
use crate::form::{Cell, Form};
use crate::record::{Agency, Cells, Decision, FindingId, State, Verdict};
use crate::store::{
    AgencyCard, AgencyFilter, AgencyId, AgencyKey, AgencyRow, CoverageRow, Error, Facets,
    FindingFilter, FindingRow, Page, PlaceId, PlaceRow, Position, QueueKey, ReportId, ReportRow,
    StoredFinding, StoredReport, Summary,
};
use crate::text::Lang;
use std::path::PathBuf;

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
    /// All reports of the agencies of a comparison.
    Compare(Vec<AgencyId>),
    /// A page of the queue.
    Findings(FindingFilter, Sift, Position<QueueKey>, usize),
    /// How many findings of a filter stand before a place in the queue.
    Ordinal(FindingFilter, QueueKey),
    /// The counts beside the queue.
    Facets(FindingFilter),
    /// One finding.
    Finding(FindingId),
    /// The findings that a decision on many would decide: those of a filter, and those marked.
    Bulk(FindingFilter, Sift, Vec<FindingId>),
    /// A page of the matrix.
    Coverage(AgencyFilter, (i16, i16), Position<AgencyKey>, usize),
    /// What can be jumped to, for what was typed; and the lines that were jumped to, in order.
    Find(String, Vec<u32>),
    /// A cell at the agency's peers in a year.
    Peers(AgencyId, i16, Cell),
    /// What was decided of late.
    Recent,
    /// A decision on some findings.
    Decide(Vec<FindingId>, Verdict, String),
    /// Take the last decision back, on however many findings it was.
    Undo,
    /// Give the one again that was last taken back.
    Redo,
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
    Ordinal,
    Facets,
    Finding,
    Bulk,
    Coverage,
    Find,
    Peers,
    Recent,
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
            Request::Ordinal(..) => Slot::Ordinal,
            Request::Facets(_) => Slot::Facets,
            Request::Finding(_) => Slot::Finding,
            Request::Bulk(..) => Slot::Bulk,
            Request::Coverage(..) => Slot::Coverage,
            Request::Find(..) => Slot::Find,
            Request::Peers(..) => Slot::Peers,
            Request::Recent => Slot::Recent,
            Request::Decide(..)
            | Request::Undo
            | Request::Redo
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
    /// The form and the figures of each of these years.
    pub series: Vec<(i16, Form, Cells)>,
    /// The findings on this report.
    pub findings: Vec<StoredFinding>,
}

impl Opened {
    /// The figures of another year.
    pub fn of_year(&self, year: i16) -> Option<&Cells> {
        self.series.iter().find(|(here, ..)| *here == year).map(|(.., cells)| cells)
    }
}

/// A cell in one year of an agency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearCell {
    /// The year.
    pub year: i16,
    /// Whether the form of that year has such a cell.
    pub in_form: bool,
    /// What it holds.
    pub state: State,
    /// Its number.
    pub number: Option<f64>,
}

impl YearCell {
    /// A cell of a report.
    pub fn of(year: i16, form: Form, cells: &Cells, cell: Cell) -> YearCell {
        let (state, number) = (cells.state(cell), cells.number(cell));
        YearCell { year, in_form: cell.in_form(form), state, number }
    }
}

/// An agency of a comparison with all its reports, oldest first.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The agency's number.
    pub id: AgencyId,
    /// The agency.
    pub agency: Agency,
    /// Its reports.
    pub reports: Vec<ReportRow>,
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
    /// The agencies of a comparison, and the heavier findings on their reports.
    Compare(Vec<Compared>, Vec<FindingRow>),
    /// A page of the queue, as asked for.
    Findings(Position<QueueKey>, Page<FindingRow>),
    /// How many findings stand before a place in the queue.
    Ordinal(QueueKey, u64),
    /// The counts beside the queue.
    Facets(Facets),
    /// One finding, and its cell over the years of the agency.
    Finding(Option<Box<StoredFinding>>, Vec<YearCell>),
    /// The findings that a decision on many would decide, with their verdicts: those of the
    /// filter, and those marked.
    Bulk(Vec<FindingRow>, Vec<FindingRow>),
    /// A page of the matrix, as asked for.
    Coverage(Position<AgencyKey>, Page<CoverageRow>),
    /// What can be jumped to: what was typed, the best lines, how many altogether.
    Found(String, Vec<Found>, usize),
    /// A cell at the peers.
    Peers(Peers),
    /// What was decided of late, the last first.
    Recent(Vec<Decision>),
    /// These were decided on, and it is on the disk.
    Decided(Vec<FindingId>, Verdict, String),
    /// A decision was taken back: the findings.
    Undone(Vec<FindingId>),
    /// A decision was given again: the findings.
    Redone(Vec<FindingId>),
    /// A file was written.
    Written(PathBuf),
    /// A file was not written.
    Unwritten(PathBuf, output::Error),
    /// The place was kept.
    Kept,
    /// The database failed.
    Failed(Error),
}
