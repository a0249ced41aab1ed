//! Small sketches of texts, to find one agency's text in another's report.

use super::Shingles;
use crate::check::alone::sketches_of;
use crate::record::{Agency, Case};
use std::collections::HashMap;
use std::sync::Arc;

/// Bins of a sketch. The estimate's standard error is √(J(1−J)/64), 0.06 at J = 0.6.
const BINS: usize = 64;

/// Fewer shingles than this are too short a text to be compared.
const LEAST: usize = 200;

/// One-permutation MinHash (Li, Owen and Zhang 2012): the shingles fall into bins, and the smallest
/// of each bin is kept, cut to 16 bits (b-bit MinHash, Li and König 2010).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch([u16; BINS]);

/// The version of the bytes of a sketch; another way of making them needs another number.
const VERSION: u8 = 2;

impl Sketch {
    /// The sketch of the sections of a report; `None` where there is too little of them.
    pub(crate) fn of(texts: &[Shingles]) -> Option<Sketch> {
        // Counting each once takes long, and is seldom needed to see that there are enough.
        let all = |count: fn(&Shingles) -> usize| texts.iter().map(count).sum::<usize>();
        if all(Shingles::at_least) < LEAST && all(Shingles::count) < LEAST {
            return None;
        }
        let mut least = [u32::MAX; BINS];
        for hash in texts.iter().flat_map(Shingles::hashes) {
            let bin = &mut least[*hash as usize % BINS];
            *bin = (*bin).min(hash / BINS as u32);
        }
        Some(Sketch(least.map(|value| (value & 0xffff) as u16)))
    }

    /// A sketch, or that there is none, as bytes to keep.
    pub fn to_bytes(sketch: Option<&Sketch>) -> Vec<u8> {
        let bins = sketch.into_iter().flat_map(|sketch| &sketch.0);
        std::iter::once(VERSION).chain(bins.flat_map(|bin| bin.to_le_bytes())).collect()
    }

    /// What was kept; `None` where this version of the program would have kept something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Option<Sketch>> {
        let (&VERSION, bytes) = bytes.split_first()? else { return None };
        if bytes.is_empty() {
            return Some(None);
        }
        if bytes.len() != BINS * 2 {
            return None;
        }
        let mut bins = [0; BINS];
        for (bin, two) in bins.iter_mut().zip(bytes.chunks_exact(2)) {
            *bin = u16::from_le_bytes([two[0], two[1]]);
        }
        Some(Some(Sketch(bins)))
    }

    /// The estimated Jaccard similarity where at least `least` bins are the same.
    fn similarity(&self, other: &Sketch, least: u16) -> Option<f64> {
        let same = |from: usize, to: usize| -> u16 {
            self.0[from..to].iter().zip(&other.0[from..to]).map(|(a, b)| u16::from(a == b)).sum()
        };
        // Two texts that have nothing in common are told apart by their first bins.
        const FIRST: usize = BINS * 3 / 8;
        let first = same(0, FIRST);
        if first + ((BINS - FIRST) as u16) < least {
            return None;
        }
        let same = first + same(FIRST, BINS);
        (same >= least).then(|| f64::from(same) / BINS as f64)
    }
}

/// Sketches by year and region, each with its agency.
type Groups = HashMap<(i16, Arc<str>), Vec<(Arc<str>, Sketch)>>;

/// The sketches of all agencies' texts, by year and city: copying is a neighbour's affair, and
/// comparing the whole country with itself would cost its square.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    groups: Groups,
}

/// Collects [`Texts`].
#[derive(Debug, Clone, Default)]
pub struct TextsBuilder {
    groups: Groups,
}

fn region(agency: &Agency) -> Arc<str> {
    let place = &agency.place;
    let known = [&place.city, &place.province];
    known.into_iter().find(|name| !name.is_empty()).map_or("", String::as_str).into()
}

impl TextsBuilder {
    /// Takes in one agency.
    pub fn add(&mut self, case: &Case) {
        self.take_all(&case.agency, &sketches_of(case));
    }

    /// Takes in the sketches of an agency.
    pub fn take_all(&mut self, agency: &Agency, sketches: &[(i16, Option<Sketch>)]) {
        for (year, sketch) in sketches {
            if let Some(sketch) = sketch {
                self.take(agency, *year, sketch.clone());
            }
        }
    }

    /// Takes in the sketch of one report.
    pub fn take(&mut self, agency: &Agency, year: i16, sketch: Sketch) {
        let group = self.groups.entry((year, region(agency))).or_default();
        group.push((agency.name.as_str().into(), sketch));
    }

    /// Takes in what another builder collected.
    pub fn merge(&mut self, other: TextsBuilder) {
        for (key, sketches) in other.groups {
            self.groups.entry(key).or_default().extend(sketches);
        }
    }

    /// Puts the sketches in an order that does not depend on how they were collected.
    pub fn build(mut self) -> Texts {
        for group in self.groups.values_mut() {
            group.sort_by(|a, b| a.0.cmp(&b.0));
        }
        Texts { groups: self.groups }
    }
}

impl Texts {
    /// The agency whose text for the year is most like one with this sketch, with the estimated
    /// similarity; `None` where none is at least `least` alike.
    pub(crate) fn nearest(
        &self,
        agency: &Agency,
        year: i16,
        sketch: &Sketch,
        least: f64,
    ) -> Option<(Arc<str>, f64)> {
        let group = self.groups.get(&(year, region(agency)))?;
        let least = (least * BINS as f64).ceil() as u16;
        let mut nearest: Option<(&Arc<str>, f64)> = None;
        for (name, other) in group {
            // Of equally near ones the first by name, which is the order of the group.
            if let Some(similarity) = sketch.similarity(other, least)
                && nearest.is_none_or(|(_, best)| similarity > best)
                && **name != *agency.name
            {
                nearest = Some((name, similarity));
            }
        }
        nearest.map(|(name, similarity)| (Arc::clone(name), similarity))
    }
}
