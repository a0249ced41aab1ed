//! What other agencies contribute to the check of one.

use super::peers::{Peers, PeersBuilder};
use super::prose::{Texts, TextsBuilder};
use crate::record::Case;

/// What is known of other agencies. The default knows nothing, and the rules that need it stay
/// silent.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The yearly changes of peers, for `X-STAT`.
    pub peers: Peers,
    /// Sketches of the texts of neighbours, for `N-COPY`.
    pub texts: Texts,
}

/// Collects a [`Context`] in one pass over all cases.
///
/// Builders of several threads [merge](ContextBuilder::merge); the result does not depend on the
/// order or on how the cases were divided.
#[derive(Debug, Clone, Default)]
pub struct ContextBuilder {
    peers: PeersBuilder,
    texts: TextsBuilder,
}

impl ContextBuilder {
    /// Takes in one agency.
    pub fn add(&mut self, case: &Case) {
        self.peers.add(case);
        self.texts.add(case);
    }

    /// Takes in what another builder collected.
    pub fn merge(&mut self, other: ContextBuilder) {
        self.peers.merge(other.peers);
        self.texts.merge(other.texts);
    }

    /// Works the medians out.
    pub fn build(self) -> Context {
        Context { peers: self.peers.build(), texts: self.texts.build() }
    }
}
