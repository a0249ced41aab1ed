//! Prose for the tests of the narrative rules.

use crate::form::Section;
use crate::record::{Agency, AgencyKind, Passage, Report, Span};

/// The fixture's agency, of another kind.
pub(crate) fn agency(kind: AgencyKind) -> Agency {
    Agency { kind, ..crate::check::fixture::agency() }
}

/// Puts a paragraph into part one.
pub(crate) fn say(report: &mut Report, text: &str) {
    say_in(report, Section::Overview, text);
}

/// Puts a paragraph into a part.
pub(crate) fn say_in(report: &mut Report, section: Section, text: &str) {
    report.passages.push(Passage {
        section,
        heading: None,
        text: text.to_owned(),
        span: Span::new(0, text.len()),
    });
}
