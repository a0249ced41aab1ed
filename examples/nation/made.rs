//! Reports of a made-up nation, as ingestion would bring them to the store.

use gouji::find::pinyin;
use gouji::record::{Agency, NotReport, Outcome, Reading, Report};
use gouji::store::{Intake, Keys, Result, Store};
use gouji::synth::agencies;
use gouji::synth::layouts;
use gouji::synth::pages::Page;
use gouji::synth::plant::{Fate, Site, plant};
use rayon::prelude::*;
use std::sync::mpsc::sync_channel;

/// What is made.
pub struct Nation {
    /// How many reports; about as many documents come of it.
    pub reports: u64,
    /// What makes one nation differ from another.
    pub seed: u64,
    /// Whether the pages are kept too. They are most of the size and of the time.
    pub sources: bool,
}

impl Nation {
    /// Puts all reports into a store, and says after each batch how many documents are in. While one
    /// batch is written, the next is made.
    pub fn save(&self, store: &mut Store, told: &mut dyn FnMut(u64)) -> Result<()> {
        let agencies_in_all = self.reports.div_ceil(YEARS_EACH);
        let chunks: Vec<u64> = (0..agencies_in_all.div_ceil(CHUNK)).collect();
        let make = |number: &u64| rows(&chunk(*number, agencies_in_all, self.seed), self);
        let (give, take) = sync_channel::<Vec<Vec<(Intake, Reading)>>>(1);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                for wave in chunks.chunks(rayon::current_num_threads().max(1)) {
                    // Nobody takes it where writing the one before failed.
                    if give.send(wave.par_iter().map(make).collect()).is_err() {
                        return;
                    }
                }
            });
            let mut saved = 0;
            for made in take {
                store.batch(|batch| {
                    for (intake, reading) in made.iter().flatten() {
                        batch.save(intake, reading)?;
                        saved += 1;
                    }
                    Ok(())
                })?;
                told(saved);
            }
            Ok(())
        })
    }
}

/// Years a made-up agency reports on.
const YEARS: std::ops::RangeInclusive<i16> = 2019..=2025;
const YEARS_EACH: u64 = 7;

/// Agencies that are made, and get their errors, together. Fixed, so that the database does not
/// depend on the number of threads.
const CHUNK: u64 = 400;

/// The reports of one chunk of agencies.
fn chunk(number: u64, agencies_in_all: u64, seed: u64) -> Vec<Site> {
    let from = number * CHUNK;
    let to = (from + CHUNK).min(agencies_in_all);
    let mut sites: Vec<Site> =
        (from..to).map(|index| Site::untouched(seed, agencies::nation(index), YEARS)).collect();
    plant(seed.wrapping_add(number), &mut sites);
    sites
}

/// A report as ingestion would bring it to the store.
fn taken_in(
    agency: &Agency,
    report: &Report,
    fate: Fate,
    suffix: &str,
    nation: &Nation,
) -> (Intake, Reading) {
    let path = format!("nation/{}-{}{suffix}.txt", agency.name, report.year);
    let source = if nation.sources {
        layouts::by_name("text-pipes-padded").map_or(String::new(), |layout| {
            let page = Page::varied(nation.seed, agency, report);
            String::from_utf8_lossy(&(layout.render)(&page)).into_owned()
        })
    } else {
        String::new()
    };
    let unread =
        |kind| Outcome::NotReport { kind, agency: Some(agency.clone()), year: Some(report.year) };
    let outcome = match fate {
        Fate::Picture => unread(NotReport::PictureOnly),
        Fate::Attachment => unread(NotReport::AttachmentOnly),
        _ => Outcome::Report { agency: agency.clone(), report: Box::new(report.clone()) },
    };
    let pinyin::Keys { full, initials, .. } = pinyin::keys(&agency.name);
    let intake = Intake {
        hash: *blake3::hash(path.as_bytes()).as_bytes(),
        bytes: source.len() as u64,
        agency: Some(agency.name.clone()),
        year: Some(report.year),
        published: report.published,
        body: Intake::compress(&source),
        keys: Keys { pinyin: full, initials },
        path,
        ..Intake::default()
    };
    (intake, Reading { outcome, problems: Vec::new(), source, encoding: "UTF-8" })
}

fn rows(sites: &[Site], nation: &Nation) -> Vec<(Intake, Reading)> {
    let mut rows = Vec::new();
    for site in sites {
        for draft in &site.drafts {
            if let Some(before) = &draft.before {
                rows.push(taken_in(&site.agency, before, Fate::Page, "-before", nation));
            }
            if draft.fate != Fate::Missing {
                rows.push(taken_in(&site.agency, &draft.report, draft.fate, "", nation));
            }
        }
    }
    rows
}
