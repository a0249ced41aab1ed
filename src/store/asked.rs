//! What one may ask: filters, keys to go on from, pages.

use super::{AgencyId, PlaceId};
use crate::record::{Severity, Verdict};

/// Where in an ordered list a page of rows begins. Keys come from the rows themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Position<K> {
    /// At the first row.
    #[default]
    First,
    /// At the row with that key, or the one that follows where it would stand.
    From(K),
    /// Behind the row with that key.
    After(K),
    /// The rows that end just before that key.
    Before(K),
    /// The rows that end the list.
    Last,
}

/// A page of rows, in the order of the list whatever its [`Position`] was.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Whether the list goes on in the direction that was asked for.
    pub more: bool,
}

/// Which agencies. All conditions hold together; the default is every agency.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AgencyFilter {
    /// A name, a part of one, or pinyin (full or initials). Several words narrow each other.
    pub text: Option<String>,
    /// Only in this place, or with [`AgencyFilter::below`] also under it.
    pub place: Option<PlaceId>,
    /// Whether agencies of the places below count too.
    pub below: bool,
}

/// The key of an agency in lists: by division code, kind, pinyin.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgencyKey {
    pub(super) sort: i64,
    pub(super) pinyin: String,
    pub(super) id: i64,
}

/// Which reports. The default is every current one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportFilter {
    /// As [`AgencyFilter::text`].
    pub text: Option<String>,
    /// Only agencies in this place or below.
    pub place: Option<PlaceId>,
    /// Only this agency.
    pub agency: Option<AgencyId>,
    /// First and last year, both included.
    pub years: Option<(i16, i16)>,
}

/// The key of a report in lists: its agency in the order of ingestion, then its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportKey {
    pub(super) agency: i64,
    pub(super) year: i64,
}

/// Which findings. All conditions hold together; an empty list is no condition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FindingFilter {
    /// As [`AgencyFilter::text`].
    pub text: Option<String>,
    /// Only agencies in this place or below.
    pub place: Option<PlaceId>,
    /// Only agencies in one of the places whose name begins so, or below; where there is no such
    /// place, those with such a name. Several names widen each other.
    pub places: Vec<String>,
    /// Only this agency.
    pub agency: Option<AgencyId>,
    /// First and last year, both included.
    pub years: Option<(i16, i16)>,
    /// Only these rules.
    pub rules: Vec<String>,
    /// Only these severities.
    pub severities: Vec<Severity>,
    /// Only these verdicts.
    pub verdicts: Vec<Verdict>,
    /// Only those that changed since they were decided on.
    pub changed: bool,
}

/// The place of a finding in the queue. Deciding does not move it; only a new check does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QueueKey {
    pub(super) rank: i64,
    pub(super) agency: i64,
    pub(super) year: i64,
    pub(super) id: i64,
}
