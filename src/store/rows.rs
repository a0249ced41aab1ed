//! The answers: plain rows, each the answer to one question that a screen or a command asks.

use super::{AgencyKey, Known, QueueKey, ReportKey};
use crate::form::{Cell, Form};
use crate::record::{
    Agency, Cells, Decision, Finding, FindingId, NotReport, Problem, Report, Severity, Verdict,
};
use jiff::civil::Date;

/// An agency's number in this database. It is no identity: that is [`Agency::name`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgencyId(pub i64);

/// A report version's number in this database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId(pub i64);

/// A place's number in this database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub i64);

impl PlaceId {
    /// The root of the tree: the whole country, and agencies whose place is not known.
    pub const ROOT: PlaceId = PlaceId(1);
}

/// Findings counted by severity and verdict. Resolved findings are not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally(pub(super) [[u32; Verdict::ALL.len()]; Severity::ALL.len()]);

impl Tally {
    /// How many findings of that severity have that verdict.
    pub fn get(&self, severity: Severity, verdict: Verdict) -> u32 {
        self.0[severity as usize][verdict as usize]
    }

    /// All findings of a severity.
    pub fn total(&self, severity: Severity) -> u32 {
        self.0[severity as usize].iter().sum()
    }

    /// The findings of a severity that nobody has decided on.
    pub fn open(&self, severity: Severity) -> u32 {
        self.get(severity, Verdict::Open)
    }

    /// What still counts against the agency: open, confirmed and unsure ones. Explained ones,
    /// false alarms and our own misreadings do not.
    pub fn standing(&self, severity: Severity) -> u32 {
        [Verdict::Open, Verdict::Confirmed, Verdict::Unsure]
            .into_iter()
            .map(|verdict| self.get(severity, verdict))
            .sum()
    }

    /// All findings of all severities.
    pub fn all(&self) -> u32 {
        Severity::ALL.into_iter().map(|severity| self.total(severity)).sum()
    }

    /// The findings that have a verdict.
    pub fn decided(&self) -> u32 {
        self.all() - Severity::ALL.into_iter().map(|severity| self.open(severity)).sum::<u32>()
    }

    /// Adds `n` findings.
    pub fn add(&mut self, severity: Severity, verdict: Verdict, n: u32) {
        self.0[severity as usize][verdict as usize] += n;
    }
}

/// The numbers over everything, all of them kept and none counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Agencies.
    pub agencies: u64,
    /// Current reports, one for each agency and year.
    pub reports: u64,
    /// Report versions, the replaced ones too.
    pub versions: u64,
    /// Documents that were read.
    pub documents: u64,
    /// Those among them that are no report.
    pub not_reports: u64,
    /// The first and the last year reported on.
    pub years: Option<(i16, i16)>,
    /// The findings.
    pub findings: Tally,
}

/// A place of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRow {
    /// Its number.
    pub id: PlaceId,
    /// The place that it belongs to; `None` at the root.
    pub parent: Option<PlaceId>,
    /// Its own name: 嘉兴市. Empty at the root.
    pub name: String,
    /// 0 the root, 1 province, 2 city, 3 county, 4 town. A level may be skipped.
    pub depth: u8,
    /// The division code; 0 where none is known.
    pub code: u32,
    /// Agencies in it and in all places below.
    pub agencies: u64,
    /// Current reports of these.
    pub reports: u64,
    /// Whether places stand below it.
    pub has_places: bool,
    /// The findings of these agencies.
    pub findings: Tally,
}

/// An agency in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyRow {
    /// Its number.
    pub id: AgencyId,
    /// The agency.
    pub agency: Agency,
    /// The place under which it stands.
    pub place: PlaceId,
    /// How many current reports it has.
    pub reports: u32,
    /// The first and the last year of these.
    pub years: Option<(i16, i16)>,
    /// Its findings.
    pub findings: Tally,
    /// Its key in the list.
    pub key: AgencyKey,
}

/// One year of an agency: its report and the figures that one looks at first. A figure is `None`
/// where the cell holds no number.
#[derive(Debug, Clone, PartialEq)]
pub struct YearRow {
    /// The year.
    pub year: i16,
    /// The current report.
    pub report: ReportId,
    /// The form that it follows.
    pub form: Form,
    /// The day of publication.
    pub published: Option<Date>,
    /// How many versions of the report are there.
    pub versions: u32,
    /// New requests, total.
    pub new: Option<f64>,
    /// Carried in from the year before, total.
    pub carried_in: Option<f64>,
    /// Requests closed, total.
    pub closed: Option<f64>,
    /// Carried out into the next year, total.
    pub carried_out: Option<f64>,
    /// Granted in full, total.
    pub granted: Option<f64>,
    /// Granted in part, total.
    pub partial: Option<f64>,
    /// Reviews, total.
    pub reviews: Option<f64>,
    /// Lawsuits, direct and after review together; `None` unless both are numbers.
    pub lawsuits: Option<f64>,
    /// The findings of this year.
    pub findings: Tally,
}

impl YearRow {
    /// 公开率: granted in full or in part over all that was closed; `None` where a figure is
    /// missing or nothing was closed.
    pub fn granted_share(&self) -> Option<f64> {
        let closed = self.closed.filter(|closed| *closed > 0.0)?;
        Some((self.granted? + self.partial?) / closed)
    }
}

/// One agency with its years.
#[derive(Debug, Clone, PartialEq)]
pub struct AgencyCard {
    /// The agency.
    pub row: AgencyRow,
    /// The places from the root's child down to its own.
    pub path: Vec<(PlaceId, String)>,
    /// Its years, oldest first. A year without a report has no row.
    pub years: Vec<YearRow>,
    /// Documents that should have been reports of this agency and could not be read.
    pub unreadable: Vec<(i16, NotReport)>,
}

/// Where a report came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// The document's number.
    pub id: i64,
    /// The path as ingested, first seen.
    pub path: String,
    /// The hash of its bytes (BLAKE3, hexadecimal).
    pub hash: String,
    /// The encoding that it was decoded from.
    pub encoding: String,
    /// The address, from a manifest.
    pub url: Option<String>,
    /// What it is, where it is no report.
    pub not_report: Option<NotReport>,
}

/// One report, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredReport {
    /// Its number.
    pub id: ReportId,
    /// The agency's number.
    pub agency_id: AgencyId,
    /// Who reports.
    pub agency: Agency,
    /// The report with its prose.
    pub report: Report,
    /// Whether this is the version that counts.
    pub current: bool,
    /// All versions of this agency and year, newest first, this one too.
    pub versions: Vec<VersionRow>,
    /// The document that it was read from.
    pub source: SourceRow,
    /// What went wrong in reading it.
    pub problems: Vec<Problem>,
}

/// One version of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    /// Its number.
    pub id: ReportId,
    /// The day of publication.
    pub published: Option<Date>,
    /// The path as ingested.
    pub path: String,
    /// Whether it is the one that counts.
    pub current: bool,
}

/// A report's figures without its prose, as the long exports want them.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportRow {
    /// Its number.
    pub id: ReportId,
    /// The agency's number.
    pub agency_id: AgencyId,
    /// Who reports.
    pub agency: Agency,
    /// The year.
    pub year: i16,
    /// The form that it follows.
    pub form: Form,
    /// The day of publication.
    pub published: Option<Date>,
    /// The path as ingested.
    pub path: String,
    /// The figures.
    pub cells: Cells,
    /// Its key in the list.
    pub key: ReportKey,
}

/// A finding in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct FindingRow {
    /// The finding's identity.
    pub id: FindingId,
    /// The agency's number.
    pub agency_id: AgencyId,
    /// The agency's full name.
    pub agency: String,
    /// The agency's name as printed.
    pub printed: String,
    /// The year of the report that it is about.
    pub year: i16,
    /// The rule that names it.
    pub rule: String,
    /// How much it weighs.
    pub severity: Severity,
    /// The cells that it is about.
    pub cells: Vec<Cell>,
    /// What the figure should be.
    pub expected: Option<f64>,
    /// What it is.
    pub actual: Option<f64>,
    /// The one cell that explains it.
    pub suspect: Option<Cell>,
    /// The value of that cell that would make every equation hold.
    pub repair: Option<f64>,
    /// What was decided.
    pub verdict: Verdict,
    /// Whether it changed since it was decided on, which opened it again.
    pub changed: bool,
    /// Its key in the queue.
    pub key: QueueKey,
}

/// What a finding was before its inputs changed.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Before {
    /// What the figure should have been.
    pub expected: Option<f64>,
    /// What it was.
    pub actual: Option<f64>,
    /// The one cell that explained it.
    pub suspect: Option<Cell>,
    /// Its value that would have made every equation hold.
    pub repair: Option<f64>,
}

/// One finding, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredFinding {
    /// The agency's number.
    pub agency_id: AgencyId,
    /// The agency.
    pub agency: Agency,
    /// The finding.
    pub finding: Finding,
    /// The report that it is about, where it is there.
    pub report: Option<ReportId>,
    /// The path of that report as ingested; empty where there is none.
    pub source: String,
    /// What was decided.
    pub verdict: Verdict,
    /// The reason of the newest decision, also where the finding changed since.
    pub note: String,
    /// What it was when it was decided on, if it changed since.
    pub changed: Option<Before>,
    /// Whether the last check that looked for it no longer found it.
    pub resolved: bool,
    /// Every decision on it, oldest first.
    pub history: Vec<Decision>,
    /// Its key in the queue.
    pub key: QueueKey,
}

/// How many findings of a filter there are, by each of the conditions one might add. Each list
/// leaves its own condition out, so that one sees what else could be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// All findings of the filter.
    pub total: u64,
    /// By severity, heaviest first.
    pub severities: Vec<(Severity, u64)>,
    /// By rule, most first.
    pub rules: Vec<(String, u64)>,
    /// By year, newest first.
    pub years: Vec<(i16, u64)>,
    /// By place: the children of the filter's place, or the provinces.
    pub places: Vec<(PlaceId, String, u64)>,
    /// By verdict, the undecided first.
    pub verdicts: Vec<(Verdict, u64)>,
}

/// What is known of one agency and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Coverage {
    /// ● There.
    Present,
    /// ○ Missing between years that are there, or within the range asked for.
    Missing,
    /// ! A document is there and could not be read as a report.
    Unreadable,
    /// ◐ Published after the deadline.
    Late,
    /// ② More than one version.
    Twice,
}

impl Coverage {
    /// The name in outputs.
    pub const fn key(self) -> &'static str {
        match self {
            Coverage::Present => "present",
            Coverage::Missing => "missing",
            Coverage::Unreadable => "unreadable",
            Coverage::Late => "late",
            Coverage::Twice => "twice",
        }
    }
}

/// One agency's coverage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageRow {
    /// The agency's number.
    pub id: AgencyId,
    /// Its full name.
    pub name: String,
    /// A mark for each year of the range asked for, in order.
    pub marks: Vec<(i16, Coverage)>,
    /// Its key in the list, the same as [`AgencyRow::key`].
    pub key: AgencyKey,
}

/// An agency as the jump box lists it.
#[derive(Debug, Clone, Copy)]
pub struct NameRow<'a> {
    /// Its number.
    pub id: AgencyId,
    /// The full name.
    pub name: &'a str,
    /// The name as printed.
    pub printed: &'a str,
    /// Its place.
    pub place: &'a crate::record::Place,
    /// The years that it has reports for, oldest first.
    pub years: &'a [i16],
}

/// A document that is no report, or one with problems.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRow {
    /// The document.
    pub source: SourceRow,
    /// What went wrong in reading it.
    pub problems: Vec<Problem>,
}

/// What came of saving one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// The same bytes, with the same hints, were there before.
    Unchanged(Known),
    /// A report for an agency and year that had none.
    New(ReportId),
    /// Another version of a report that was there; `current` where it replaced it.
    Version {
        /// The new version.
        report: ReportId,
        /// Whether it now counts.
        current: bool,
    },
    /// A document that is no report.
    NotReport(NotReport),
}

/// What a check changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Changes {
    /// Findings that were not there before, or had been resolved.
    pub new: u64,
    /// Findings that are as they were.
    pub unchanged: u64,
    /// Findings whose inputs changed.
    pub changed: u64,
    /// Those among them that had been decided on and are open again.
    pub reopened: u64,
    /// Findings that are gone.
    pub resolved: u64,
}

impl std::ops::AddAssign for Changes {
    fn add_assign(&mut self, other: Changes) {
        self.new += other.new;
        self.unchanged += other.unchanged;
        self.changed += other.changed;
        self.reopened += other.reopened;
        self.resolved += other.resolved;
    }
}

/// What an import of decisions did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// Decisions that were not there before.
    pub added: u64,
    /// Decisions that were there already.
    pub known: u64,
    /// Those among the added whose finding is not in this database. They are kept, and count as
    /// soon as the finding appears.
    pub waiting: u64,
}

/// One examination of the doctor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examination {
    /// What was looked at.
    pub what: crate::text::Text,
    /// What is wrong; empty if it is whole.
    pub faults: Vec<String>,
}
