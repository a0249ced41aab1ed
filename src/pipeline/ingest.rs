//! Files to reports.

use super::checking::check_changed;
use super::failure::{Failure, LARGEST};
use super::files::Walk;
use super::flow::{flow, pool};
use super::manifest::Manifest;
use super::{Options, Progress, Summary};
use crate::find::pinyin;
use crate::read::Hints;
use crate::record::{Outcome, Reading};
use crate::store::{Intake, Keys, Known, Packer, Result, Samples, Saved, Store};
use crate::text::Lang;
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// Files that are read together and written in one transaction.
const BATCH: usize = 128;
/// A batch ends early with so many bytes.
const BATCH_BYTES: u64 = 32 << 20;

/// A reader: bytes and what is known of them, to a reading.
type Reader<'a> = &'a (dyn Fn(&[u8], &Hints) -> Reading + Sync);

/// Reads files and folders into the database, then checks the agencies that changed. Without
/// paths the files of the manifest are read.
///
/// `stop` ends the work early; what was done is kept, and the next run goes on from there.
pub fn ingest(
    store: &mut Store,
    paths: &[PathBuf],
    options: &Options,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Summary> {
    ingest_with(&crate::read::read, store, paths, options, stop, progress)
}

/// As [`ingest`], with another reader.
pub fn ingest_with(
    reader: Reader<'_>,
    store: &mut Store,
    paths: &[PathBuf],
    options: &Options,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Summary> {
    let started = Store::clock();
    let lang = options.lang;
    let mut summary = Summary::default();
    let manifest = match &options.manifest {
        Some(path) => Manifest::read(path, lang, &mut summary.failures),
        None => Manifest::default(),
    };
    let paths = if paths.is_empty() { &manifest.paths } else { paths };
    let skip = not_documents(store.path(), options.manifest.as_deref());
    let walk = Walk::new(paths, &skip, lang);
    // Walked twice: a count is cheap, and a list of every path is not.
    let total = Walk::new(paths, &skip, lang)
        .take_while(|_| !stop.load(Ordering::Relaxed))
        .filter(|found| found.is_ok())
        .count() as u64;
    let pool = pool(options.jobs);
    let packer = store.packer()?;
    let samples = Samples::default();
    let mut work = Work {
        store,
        walk,
        manifest: &manifest,
        summary,
        total,
        packer,
        samples,
        lang,
        stop,
        progress,
    };
    work.tell();
    flow(
        &pool,
        &mut work,
        |work| work.next(&pool),
        |(files, packer)| {
            files.into_par_iter().map(|file| file.read(reader, &packer)).collect::<Vec<Done>>()
        },
        |work, done| work.save(done),
    )?;
    let mut summary = work.summary;
    if !stop.load(Ordering::Relaxed) {
        summary.findings = check_changed(store, options.jobs, stop, progress)?;
    }
    summary.stopped = stop.load(Ordering::Relaxed);
    if summary.reports + summary.versions + summary.not_reports > 0 {
        let text = serde_json::to_string(&summary).unwrap_or_default();
        store.record_run("ingest", &started, &text)?;
    }
    Ok(summary)
}

/// The files in a folder that are no documents: the database with its logs, and the manifest.
fn not_documents(database: &Path, manifest: Option<&Path>) -> Vec<PathBuf> {
    let beside = |ending: &str| {
        let mut name = database.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let mut skip = vec![database.to_owned(), beside("-wal"), beside("-shm"), beside("-journal")];
    skip.extend(manifest.map(Path::to_owned));
    skip
}

/// A file before it is read.
struct Document {
    bytes: Vec<u8>,
    hints: Hints,
    intake: Intake,
    path: PathBuf,
}

/// A file after it was read.
struct Done {
    path: PathBuf,
    intake: Intake,
    /// `None` where the reader failed.
    reading: Option<Reading>,
}

impl Document {
    fn read(self, reader: Reader<'_>, packer: &Packer) -> Done {
        let Document { bytes, hints, mut intake, path } = self;
        // The reader does not fail; if it does all the same, one file is lost and not the run.
        let reading = catch_unwind(AssertUnwindSafe(|| reader(&bytes, &hints))).ok();
        if let Some(reading) = &reading {
            intake.body = packer.pack(&reading.source);
            let agency = match &reading.outcome {
                Outcome::Report { agency, .. } => Some(agency),
                Outcome::NotReport { agency, .. } => agency.as_ref(),
            };
            if let Some(agency) = agency {
                let pinyin::Keys { full, initials, .. } = pinyin::keys(&agency.name);
                intake.keys = Keys { pinyin: full, initials };
            }
        }
        Done { path, intake, reading }
    }
}

/// All that one ingestion holds.
struct Work<'a> {
    store: &'a mut Store,
    walk: Walk<'a>,
    manifest: &'a Manifest,
    summary: Summary,
    total: u64,
    packer: Packer,
    /// The first documents, until they make a dictionary.
    samples: Samples,
    lang: Lang,
    stop: &'a AtomicBool,
    progress: &'a mut dyn FnMut(Progress),
}

impl Work<'_> {
    fn tell(&mut self) {
        let done = self.summary.files;
        (self.progress)(Progress::Reading { done, total: self.total.max(done) });
    }

    /// The next documents that are not known yet.
    fn next(&mut self, pool: &rayon::ThreadPool) -> Result<Option<(Vec<Document>, Packer)>> {
        loop {
            let paths = self.paths();
            if paths.is_empty() {
                return Ok(None);
            }
            let (manifest, lang) = (self.manifest, self.lang);
            let found: Vec<std::result::Result<Document, Failure>> = pool
                .install(|| paths.into_par_iter().map(|path| open(path, manifest, lang)).collect());
            let mut fresh = Vec::new();
            for document in found {
                match document {
                    Err(failure) => {
                        self.summary.files += 1;
                        self.summary.failures.push(failure);
                    }
                    Ok(document) => match self.store.known(&document.intake)? {
                        Known::Not => fresh.push(document),
                        known => self.know(&document.path, known),
                    },
                }
            }
            if !fresh.is_empty() {
                return Ok(Some((fresh, self.packer.clone())));
            }
            self.tell();
        }
    }

    /// The next paths, of as many files as fit into a batch.
    fn paths(&mut self) -> Vec<PathBuf> {
        let mut paths = Vec::new();
        let mut bytes = 0;
        while paths.len() < BATCH && bytes < BATCH_BYTES {
            if self.stop.load(Ordering::Relaxed) {
                return Vec::new();
            }
            match self.walk.next() {
                None => break,
                Some(Ok(path)) => {
                    bytes += std::fs::metadata(&path).map_or(0, |about| about.len());
                    paths.push(path);
                }
                Some(Err(failure)) => {
                    self.summary.failures.push(failure);
                }
            }
        }
        paths
    }

    /// Adds what a batch did, once it is kept.
    fn count(&mut self, batch: Summary) {
        let summary = &mut self.summary;
        summary.files += batch.files;
        summary.unchanged += batch.unchanged;
        summary.reports += batch.reports;
        summary.versions += batch.versions;
        summary.not_reports += batch.not_reports;
        summary.with_problems += batch.with_problems;
        summary.failures.extend(batch.failures);
    }

    fn know(&mut self, path: &Path, known: Known) {
        self.summary.files += 1;
        self.summary.unchanged += 1;
        if let Known::NotReport(kind) = known
            && kind.is_unreadable()
        {
            // Said again each time, since it is still to be done.
            self.summary.failures.push(Failure::not_report(path, kind, self.lang));
        }
    }

    fn save(&mut self, done: Vec<Done>) -> Result<()> {
        let lang = self.lang;
        // Counted beside the summary until the batch is kept.
        let mut counted = Summary::default();
        let enough = !self.packer.has_dictionary() && {
            let read = done.iter().filter_map(|done| done.reading.as_ref());
            read.fold(false, |enough, reading| enough | self.samples.take(&reading.source))
        };
        self.store.batch(|batch| {
            for Done { path, intake, reading } in done {
                counted.files += 1;
                let Some(reading) = reading else {
                    counted.failures.push(Failure::reader(&path, lang));
                    continue;
                };
                let problems = !reading.problems.is_empty();
                match batch.save(&intake, &reading)? {
                    Saved::Unchanged => counted.unchanged += 1,
                    Saved::New(_) => {
                        counted.reports += 1;
                        counted.with_problems += u64::from(problems);
                    }
                    Saved::Version { .. } => {
                        counted.versions += 1;
                        counted.with_problems += u64::from(problems);
                    }
                    Saved::NotReport(kind) => {
                        counted.not_reports += 1;
                        if kind.is_unreadable() {
                            counted.failures.push(Failure::not_report(&path, kind, lang));
                        }
                    }
                }
            }
            Ok(())
        })?;
        if enough {
            self.packer = self.store.learn(&std::mem::take(&mut self.samples))?;
        }
        self.count(counted);
        self.tell();
        Ok(())
    }
}

/// The size of a file that is too large to be read.
fn too_large(path: &Path, bytes: &[u8]) -> Option<u64> {
    let read = bytes.len() as u64;
    (read > LARGEST).then(|| std::fs::metadata(path).map_or(read, |about| about.len()))
}

/// Opens a file and works out what it is known by.
fn open(path: PathBuf, manifest: &Manifest, lang: Lang) -> std::result::Result<Document, Failure> {
    let bytes = match bytes(&path) {
        Ok(bytes) => bytes,
        Err(error) => return Err(Failure::io(&path, &error, lang)),
    };
    if let Some(size) = too_large(&path, &bytes) {
        return Err(Failure::too_large(&path, size, lang));
    }
    let hints = manifest.hints(&path);
    let intake = Intake {
        hash: *blake3::hash(&bytes).as_bytes(),
        path: hints.path.clone(),
        bytes: bytes.len() as u64,
        agency: hints.agency.clone(),
        year: hints.year,
        published: hints.published,
        url: hints.url.clone(),
        ..Intake::default()
    };
    Ok(Document { bytes, hints, intake, path })
}

/// The bytes of a file, of one that is too large only as many as show that it is.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
