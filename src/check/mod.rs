//! The rules: what is checked, one file a rule.
//!
//! ```text
//! Case ──▶ each rule ──▶ drafts ──▶ join by cause ──▶ findings with id and evidence
//! ```
//!
//! A rule holds, fails or cannot be assessed; only a failure is said. A missing year, an absent
//! row and an unread cell make a rule unassessable, never failing.
//!
//! - [`rules`] lists the rules; a rule is one file there: its page, its decision, its message.
//! - [`Alone`] runs them: first on an agency by itself, with its prose prepared once for all rules,
//!   then among the others.
//! - `sums` works out the equations of a report, `locate` names the cells that explain what fails,
//!   `slip` says what kind of mistake it looks like.
//! - [`sql()`] says the rules that are equations once more, for engines that hold more than one machine.
//! - [`Context`] is what other agencies contribute; with none, those rules stay silent.
//! - `draft` turns what a rule says into a finding whose identity outlives a new reading, `join`
//!   makes one finding of what one cause explains.
//!
//! # To add a rule
//!
//! Write `rules/<id in lower case, _ for ->.rs` with `RULE` and its two tests `fires` and
//! `is_silent`, and name it in `rules/mod.rs`; `tests/it/rules.rs` sees to the rest.
//!
//! A rule on prose fills a [`Draft`]: [`Draft::quote`] takes the sentence, which masked becomes
//! part of the identity; its first cell is what the sentence is about. Where the sums ask for just
//! the figure that a sentence gives, `join` makes the two one finding. A rule that
//! compares agencies adds its part to [`Context`] and [`ContextBuilder`]; what drifts with others
//! goes into [`Draft::drifting_fact`].

mod alone;
mod causes;
mod context;
mod draft;
#[cfg(test)]
pub(crate) mod fixture;
mod indicators;
mod join;
mod locate;
mod page;
mod peers;
mod prose;
mod rule;
pub mod rules;
mod slip;
mod sql;
mod sums;
mod words;

pub use alone::Alone;
pub use context::{Context, ContextBuilder};
pub use draft::{Draft, Repair, mask};
pub use indicators::{Family, Indicator, Step};
pub use page::{catalogue, page, parts};
pub use peers::{PEERS_LEAST, Peer, PeerGroup, Peers, PeersBuilder};
pub use prose::{Sketch, Texts, TextsBuilder};
pub use rule::{Among, Doc, Look, Rule, Run};
pub use rules::registry;
pub use sql::{in_sql, sql};
pub use words::slip;

use crate::record::{Case, Finding};
use crate::text::Lang;

/// Every finding on one agency, in a stable order: by year, then the heaviest first.
///
/// Depends on nothing but its arguments: the same case and context give the same findings.
pub fn check(case: &Case, context: &Context) -> Vec<Finding> {
    Alone::of(case, &context.peers).among(&context.texts)
}

/// The finding in words, every figure of its equations with it.
///
/// Text of a page that it quotes is cleaned. A finding of a rule that this version does not have
/// is named by its rule and cells.
pub fn message(finding: &Finding, lang: Lang) -> String {
    match rule(&finding.rule) {
        Some(rule) => (rule.message)(finding, lang),
        None => words::unknown(finding, lang),
    }
}

/// The rule of that id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    registry().iter().copied().find(|rule| rule.id == id)
}
