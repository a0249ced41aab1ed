//! How much figures change from one year to the next among peers: the ground of `X-STAT`.
//!
//! For a count L = ln((x₁+½)/(x₀+½)) with v = 1/(x₀+½) + 1/(x₁+½); for a share of n with
//! y = asin√((x+⅜)/(n+¾)) L = y₁ − y₀ with v = 1/(4n₀+2) + 1/(4n₁+2). A group of peers gives its
//! median m and the spread τ² between bodies that is no chance, which is where
//! 1.4826·MAD((L−m)/√(τ²+v)) = 1; then z = (L−m)/√(τ²+v). After Spiegelhalter, *Handling
//! over-dispersion of performance indicators*, Quality and Safety in Health Care 14 (2005).

use super::indicators::{Indicator, Step};
use super::rule::pairs;
use crate::record::{Agency, AgencyKind, Case, Level};
use serde::{Deserialize, Serialize};
use std::collections::{BinaryHeap, HashMap};

/// Who is compared with whom: bodies of a kind and level in one year; a part that is `None` is
/// any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PeerGroup {
    /// The kind of body.
    pub kind: Option<AgencyKind>,
    /// The level of government.
    pub level: Option<Level>,
    /// The later of the two years.
    pub year: i16,
}

impl PeerGroup {
    /// The groups of an agency, the nearest first.
    fn of(agency: &Agency, year: i16) -> [PeerGroup; 3] {
        let kind = Some(agency.kind);
        [
            PeerGroup { kind, level: Some(agency.level), year },
            PeerGroup { kind, level: None, year },
            PeerGroup { kind: None, level: None, year },
        ]
    }
}

/// What a group of peers did.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Peer {
    /// How many bodies it is taken from.
    pub bodies: u32,
    /// m: the median of L.
    pub median: f64,
    /// τ²: the variance between bodies beyond chance.
    pub spread: f64,
}

impl Peer {
    /// z = (L−m)/√(τ²+v).
    pub fn z(&self, step: &Step) -> f64 {
        (step.change - self.median) / (self.spread + step.variance).sqrt()
    }
}

/// What peers did, by group and indicator. Written out as a sorted list, so that the same peers
/// give the same bytes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(into = "Vec<Entry>", from = "Vec<Entry>")]
pub struct Peers {
    groups: HashMap<(PeerGroup, Indicator), Peer>,
}

type Entry = (PeerGroup, Indicator, Peer);

impl From<Peers> for Vec<Entry> {
    fn from(peers: Peers) -> Self {
        let mut list: Vec<Entry> =
            peers.groups.into_iter().map(|((group, of), peer)| (group, of, peer)).collect();
        list.sort_by_key(|(group, of, _)| (*group, *of));
        list
    }
}

impl From<Vec<Entry>> for Peers {
    fn from(list: Vec<Entry>) -> Self {
        Peers { groups: list.into_iter().map(|(group, of, peer)| ((group, of), peer)).collect() }
    }
}

impl Peers {
    /// The nearest group of at least [`PEERS_LEAST`] bodies; `None` where even all together are
    /// fewer.
    pub fn of(
        &self,
        agency: &Agency,
        year: i16,
        indicator: Indicator,
    ) -> Option<(PeerGroup, Peer)> {
        PeerGroup::of(agency, year).into_iter().find_map(|group| {
            let peer = *self.groups.get(&(group, indicator))?;
            (peer.bodies >= PEERS_LEAST).then_some((group, peer))
        })
    }
}

/// Fewer peers than this are no measure.
pub const PEERS_LEAST: u32 = 30;

/// A group keeps this many bodies: those whose names hash lowest, a sample that does not depend on
/// the order in which they come.
const SAMPLE: usize = 512;

/// One body's step, ordered by the hash of its name. Twelve bytes, since there are thousands of
/// samples at a time: `f32` bits will do for medians, and half a hash for an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Sampled {
    hash: u32,
    change: u32,
    variance: u32,
}

#[derive(Debug, Clone, Default)]
struct Sample {
    bodies: u32,
    kept: BinaryHeap<Sampled>,
}

impl Sample {
    fn push(&mut self, one: Sampled) {
        if self.kept.len() < SAMPLE {
            self.kept.push(one);
        } else if let Some(mut highest) = self.kept.peek_mut()
            && one < *highest
        {
            *highest = one;
        }
    }

    fn peer(self) -> Peer {
        // Sorted, so that sums and medians do not depend on the order of the heap.
        let steps: Vec<(f64, f64)> = self
            .kept
            .into_sorted_vec()
            .iter()
            .map(|one| {
                (f64::from(f32::from_bits(one.change)), f64::from(f32::from_bits(one.variance)))
            })
            .collect();
        let median = median(&mut steps.iter().map(|(change, _)| *change).collect::<Vec<_>>());
        Peer { bodies: self.bodies, median, spread: spread(&steps, median) }
    }
}

/// Collects [`Peers`]; mergeable. It looks at nothing but [`Indicator::cells`].
#[derive(Debug, Clone, Default)]
pub struct PeersBuilder {
    groups: HashMap<(PeerGroup, Indicator), Sample>,
}

impl PeersBuilder {
    /// Takes in one agency.
    pub fn add(&mut self, case: &Case) {
        let mut hash = None;
        for (before, after) in pairs(case) {
            for indicator in Indicator::ALL {
                let Some(step) = indicator.step(&before.cells, &after.cells) else { continue };
                let hash = *hash.get_or_insert_with(|| name_hash(&case.agency.name));
                let one = Sampled {
                    hash,
                    change: (step.change as f32).to_bits(),
                    variance: (step.variance as f32).to_bits(),
                };
                for group in PeerGroup::of(&case.agency, after.year) {
                    let sample = self.groups.entry((group, indicator)).or_default();
                    sample.bodies += 1;
                    sample.push(one);
                }
            }
        }
    }

    /// Takes in what another builder collected.
    pub fn merge(&mut self, other: PeersBuilder) {
        for (group, sample) in other.groups {
            let mine = self.groups.entry(group).or_default();
            mine.bodies += sample.bodies;
            for one in sample.kept {
                mine.push(one);
            }
        }
    }

    /// Works the medians out.
    pub fn build(self) -> Peers {
        let enough = |sample: &Sample| sample.bodies >= PEERS_LEAST;
        let groups = self.groups.into_iter().filter(|(_, sample)| enough(sample));
        Peers { groups: groups.map(|(group, sample)| (group, sample.peer())).collect() }
    }
}

fn name_hash(name: &str) -> u32 {
    let [a, b, c, d, ..] = *blake3::hash(name.as_bytes()).as_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// The median; 0 of nothing.
fn median(numbers: &mut [f64]) -> f64 {
    let middle = numbers.len() / 2;
    if numbers.is_empty() {
        return 0.0;
    }
    let (low, high, _) = numbers.select_nth_unstable_by(middle, f64::total_cmp);
    let high = *high;
    if low.len() == middle && middle > 0 && numbers.len().is_multiple_of(2) {
        let below = numbers[..middle].iter().copied().fold(f64::NEG_INFINITY, f64::max);
        return (below + high) / 2.0;
    }
    high
}

/// τ² such that 1.4826·MAD((L−m)/√(τ²+v)) = 1; 0 where chance alone explains the spread.
fn spread(steps: &[(f64, f64)], center: f64) -> f64 {
    let mut scaled = vec![0.0; steps.len()];
    let mut deviation = |spread: f64| {
        for (z, (change, variance)) in scaled.iter_mut().zip(steps) {
            *z = (change - center) / (spread + variance).sqrt();
        }
        let middle = median(&mut scaled);
        for z in &mut scaled {
            *z = (*z - middle).abs();
        }
        1.4826 * median(&mut scaled)
    };
    if deviation(0.0) <= 1.0 {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, 1.0);
    while deviation(high) > 1.0 && high < 1e6 {
        high *= 4.0;
    }
    for _ in 0..40 {
        let half = (low + high) / 2.0;
        if deviation(half) > 1.0 { low = half } else { high = half }
    }
    (low + high) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::ContextBuilder;
    use crate::check::fixture::{agency, case, report};

    #[test]
    fn medians_and_spreads_are_those_of_the_textbook() {
        for (numbers, want) in
            [(&[3.0, 1.0, 2.0][..], 2.0), (&[4.0, 1.0, 3.0, 2.0], 2.5), (&[7.0], 7.0), (&[], 0.0)]
        {
            assert_eq!(median(&mut numbers.to_vec()), want, "{numbers:?}");
        }
        // Pure chance: no spread. Ten times the chance: nearly all of it is spread.
        let steps = |by: f64| -> Vec<(f64, f64)> {
            (-500..=500).map(|at| (by * f64::from(at) / 500.0, 1.0)).collect()
        };
        assert_eq!(spread(&steps(1.0), 0.0), 0.0);
        let tau = spread(&steps(10.0), 0.0);
        let mad = 1.4826 * 5.0 / (tau + 1.0).sqrt();
        assert!((mad - 1.0).abs() < 0.01, "{tau} {mad}");
    }

    #[test]
    fn merging_in_any_order_gives_the_same() {
        let cases: Vec<Case> = (0..90)
            .map(|nth| {
                let mut case = case(vec![
                    report(2023, &[("requests.new.natural", 20 + nth % 7)]),
                    report(2024, &[("requests.new.natural", 20 + nth % 11)]),
                ]);
                case.agency.name = format!("第{nth}局");
                case
            })
            .collect();
        let mut whole = ContextBuilder::default();
        cases.iter().for_each(|case| whole.add(case));
        let (mut left, mut right) = (ContextBuilder::default(), ContextBuilder::default());
        for (nth, case) in cases.iter().enumerate().rev() {
            if nth % 3 == 0 { left.add(case) } else { right.add(case) }
        }
        left.merge(right);
        let whole = whole.build();
        assert_eq!(whole.peers, left.build().peers);
        let written = serde_json::to_string(&whole.peers).unwrap();
        assert_eq!(serde_json::from_str::<Peers>(&written).unwrap(), whole.peers);
        let (group, peer) = whole.peers.of(&agency(), 2024, Indicator::New).unwrap();
        assert_eq!(peer.bodies, 90);
        assert_eq!(group.level, Some(Level::County));
    }
}
