//! What a rule is.

use super::prose::{Prose, Shingles, Sketch, Texts};
use super::sums::Sums;
use super::{Draft, Peers};
use crate::form::Section;
use crate::record::{Agency, Case, Finding, Report, RuleId, Severity};
use crate::text::{Lang, Text};

/// A rule: its page, its decision and its message.
pub struct Rule {
    /// `T3-BAL`; never used twice, never given to another rule.
    pub id: RuleId,
    /// The anomaly, in a few words.
    pub name: Text,
    /// The levels that its findings can have, heaviest first.
    pub severities: &'static [Severity],
    /// Raised when the decision changes, so that what was decided on the old one comes back.
    pub version: u16,
    /// What its page says.
    pub doc: Doc,
    /// The decision.
    pub run: Run,
    /// A finding of this rule in words.
    pub message: fn(&Finding, Lang) -> String,
}

/// A rule's page, paragraph by paragraph.
#[derive(Debug, Clone, Copy)]
pub struct Doc {
    /// What it finds.
    pub finds: Text,
    /// Why it matters.
    pub why: Text,
    /// Innocent explanations.
    pub innocent: Text,
    /// The article, the circular, the form or the paper that it rests on.
    pub basis: Text,
    /// An example that fires.
    pub fires: Text,
    /// An example that does not.
    pub silent: Text,
}

/// How a rule is run.
#[derive(Clone, Copy)]
pub enum Run {
    /// Looks at an agency with all its years.
    Case(fn(&Look<'_>, &mut Vec<Draft>)),
    /// Looks at an agency with all its years, and then at its texts among the others'.
    Both(fn(&Look<'_>, &mut Vec<Draft>), fn(&Among<'_>, &mut Vec<Draft>)),
    /// Its findings come out of that other rule's pass: the equations of one table fail together.
    With(RuleId),
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The agency and its reports, oldest first.
    pub case: &'a Case,
    /// What peers did.
    pub peers: &'a Peers,
    /// The reports, oldest first, with what several rules need of them.
    pub(super) assessed: &'a [Assessed<'a>],
}

/// What a rule looks at that compares texts with those of other agencies.
#[derive(Clone, Copy)]
pub struct Among<'a> {
    /// The agency.
    pub agency: &'a Agency,
    /// The texts of its neighbours, and perhaps its own among them.
    pub texts: &'a Texts,
    /// A sketch of its own text of each year.
    pub(super) sketches: &'a [(i16, Option<Sketch>)],
}

/// The parts that are looked at for copied text: those that a body writes itself.
pub(super) const COPIED: [Section; 2] = [Section::Overview, Section::Problems];

/// A report with what several rules need of it, worked out once.
pub(super) struct Assessed<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its equations.
    pub sums: Sums,
    /// Its prose, cut into sentences.
    pub prose: Prose<'a>,
    /// The shingles of the parts in [`COPIED`].
    pub shingles: [Shingles; COPIED.len()],
}

impl<'a> Look<'a> {
    /// The reports, oldest first.
    pub fn reports(&self) -> &'a [Report] {
        &self.case.reports
    }

    /// The same with their equations worked out.
    pub(super) fn assessed_pairs(
        &self,
    ) -> impl Iterator<Item = (&'a Assessed<'a>, &'a Assessed<'a>)> {
        self.assessed
            .windows(2)
            .map(|two| (&two[0], &two[1]))
            .filter(|(before, after)| before.report.year.checked_add(1) == Some(after.report.year))
    }

    /// Reports of two years in a row, the earlier first. Over a gap there is no pair.
    pub fn pairs(&self) -> impl Iterator<Item = (&'a Report, &'a Report)> + use<'a> {
        pairs(self.case)
    }
}

/// Reports of two years in a row, the earlier first.
pub(super) fn pairs(case: &Case) -> impl Iterator<Item = (&Report, &Report)> {
    case.reports
        .windows(2)
        .map(|two| (&two[0], &two[1]))
        .filter(|(before, after)| before.year.checked_add(1) == Some(after.year))
}
