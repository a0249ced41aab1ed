//! A check in two steps: an agency by itself, and its texts among the others'.
//!
//! The first step reads all that its reports say, the prose once for all rules, and leaves next to
//! nothing of it: what the rules say, and a sketch of each text for the others to be compared with.
//! So the agencies of a whole city wait in little memory until all are there.

use super::prose::{Names, Prose, Shingles, Sketch, Texts};
use super::rule::{Among, Assessed, COPIED, Run};
use super::sums::Sums;
use super::{Draft, Look, Peers, draft, join, registry};
use crate::record::{Agency, Case, Finding};

/// What is known of an agency before its texts are compared with others.
#[derive(Debug, Clone)]
pub struct Alone {
    agency: Agency,
    drafts: Vec<Draft>,
    /// The place in the catalogue of the rule that each draft comes from.
    places: Vec<usize>,
    sketches: Sketches,
}

/// The sketch of each year's text; `None` where there is too little of it.
type Sketches = Vec<(i16, Option<Sketch>)>;

impl Alone {
    /// Looks at all that its reports say.
    pub fn of(case: &Case, peers: &Peers) -> Alone {
        let assessed = assessed(case);
        let look = Look { case, peers, assessed: &assessed };
        let (mut drafts, mut places) = (Vec::new(), Vec::new());
        for (place, rule) in registry().iter().enumerate() {
            if let Run::Case(run) | Run::Both(run, _) = rule.run {
                run(&look, &mut drafts);
                places.resize(drafts.len(), place);
            }
        }
        Alone { agency: case.agency.clone(), drafts, places, sketches: sketches(&assessed) }
    }

    /// The agency.
    pub fn agency(&self) -> &Agency {
        &self.agency
    }

    /// The sketch of each year's text; `None` where there is too little of it.
    pub fn sketches(&self) -> &[(i16, Option<Sketch>)] {
        &self.sketches
    }

    /// What the rules find in the end.
    pub fn among(self, texts: &Texts) -> Vec<Finding> {
        let (agency, mut drafts) = self.compared(texts);
        join::join(&mut drafts);
        draft::finish(drafts, &agency)
    }

    /// What each rule says, in the order of the catalogue.
    fn compared(self, texts: &Texts) -> (Agency, Vec<Draft>) {
        let Alone { agency, mut drafts, mut places, sketches } = self;
        let look = Among { agency: &agency, texts, sketches: &sketches };
        let before = drafts.len();
        for (place, rule) in registry().iter().enumerate() {
            if let Run::Both(_, run) = rule.run {
                run(&look, &mut drafts);
                places.resize(drafts.len(), place);
            }
        }
        if drafts.len() > before {
            let mut placed: Vec<(usize, Draft)> = places.into_iter().zip(drafts).collect();
            placed.sort_by_key(|(place, _)| *place);
            drafts = placed.into_iter().map(|(_, draft)| draft).collect();
        }
        (agency, drafts)
    }
}

/// The sketch of each year's text of an agency.
pub(super) fn sketches_of(case: &Case) -> Sketches {
    sketches(&assessed(case))
}

fn sketches(assessed: &[Assessed<'_>]) -> Sketches {
    assessed.iter().map(|one| (one.report.year, Sketch::of(&one.shingles))).collect()
}

fn assessed(case: &Case) -> Vec<Assessed<'_>> {
    let names = Names::of(case);
    let of = |report| {
        let prose = Prose::of(report);
        let shingles = COPIED.map(|section| Shingles::of(&prose, section, &names));
        Assessed { report, sums: Sums::of(&report.cells), prose, shingles }
    };
    case.reports.iter().map(of).collect()
}

/// What each rule says of an agency that is compared with none.
#[cfg(test)]
pub(super) fn drafts(case: &Case) -> Vec<Draft> {
    Alone::of(case, &Peers::default()).compared(&Texts::default()).1
}
