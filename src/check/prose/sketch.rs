//! Small sketches of texts, to find one agency's text in another's report.

use super::Shingles;
use crate::form::Section;
use crate::record::{Agency, Case, Report};
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
const VERSION: u8 = 1;

impl Sketch {
    fn of(texts: &[Shingles]) -> Option<Sketch> {
        if texts.iter().map(Shingles::len).sum::<usize>() < LEAST {
            return None;
        }
        let mut least = [u32::MAX; BINS];
        for hash in texts.iter().flat_map(Shingles::hashes) {
            let bin = &mut least[*hash as usize % BINS];
            *bin = (*bin).min(hash / BINS as u32);
        }
        Some(Sketch(least.map(|value| (value & 0xffff) as u16)))
    }

    /// The sketch of a report's text; `None` where there is too little of it.
    pub fn of_report(case: &Case, report: &Report) -> Option<Sketch> {
        let names = names(case);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let of = |section| Shingles::of(report, section, &names);
        Sketch::of(&[of(Section::Overview), of(Section::Problems)])
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

    /// The estimated Jaccard similarity.
    fn similarity(&self, other: &Sketch) -> f64 {
        let same: u16 = self.0.iter().zip(&other.0).map(|(a, b)| u16::from(a == b)).sum();
        f64::from(same) / BINS as f64
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

/// The names of an agency and its places, longest first, which say nothing of a text's origin.
pub(crate) fn names(case: &Case) -> Vec<String> {
    let agency = &case.agency;
    let mut names: Vec<String> = agency.place.parts().map(str::to_owned).collect();
    names.extend([agency.name.clone(), agency.printed.clone()]);
    names.retain(|name| !name.is_empty());
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
}

impl TextsBuilder {
    /// Takes in one agency.
    pub fn add(&mut self, case: &Case) {
        for report in &case.reports {
            if let Some(sketch) = Sketch::of_report(case, report) {
                self.take(&case.agency, report.year, sketch);
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
    /// The agency whose text for the year is most like this report's, with the estimated
    /// similarity; `None` where nothing is comparable.
    pub(crate) fn nearest(&self, case: &Case, report: &Report) -> Option<(Arc<str>, f64)> {
        let group = self.groups.get(&(report.year, region(&case.agency)))?;
        if group.len() < 2 {
            return None;
        }
        // Where the agency itself was taken in, its sketch need not be made again.
        let at = group.binary_search_by(|(name, _)| (**name).cmp(&*case.agency.name));
        let made;
        let own = match at {
            Ok(at) => &group[at].1,
            Err(_) => {
                made = Sketch::of_report(case, report)?;
                &made
            }
        };
        let others = (0..).zip(group).filter(|(nth, _)| Ok(*nth) != at);
        // Of equally near ones the first by name, which is the order of the group.
        let nearest = others
            .map(|(nth, (_, sketch))| (nth, own.similarity(sketch)))
            .max_by(|a: &(usize, f64), b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
        nearest.map(|(nth, similarity)| (group[nth].0.clone(), similarity))
    }
}
