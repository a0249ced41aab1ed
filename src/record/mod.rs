//! Plain data that everyone speaks: agencies, reports, their cells and prose, findings, verdicts.
//!
//! Public fields and no behaviour beyond reading them. This module knows the [form](crate::form)
//! and nothing else; readers fill it, rules look at it, the database keeps it, screens show it.

mod agency;
mod cells;
mod finding;
mod report;

pub use agency::{Agency, AgencyKind, Level, Place};
pub use cells::{Cells, Span, State, Value, decimal};
pub use finding::{
    Addend, Confidence, Decision, Evidence, Finding, FindingId, Flag, Quote, RuleId, Severity,
    Slip, Verdict, are_shares,
};
pub use report::{Case, NotReport, Outcome, Passage, Problem, ProblemKind, Reading, Report};
