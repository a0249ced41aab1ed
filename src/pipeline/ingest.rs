//! Files to reports.

use super::checking::check_changed;
use super::failure::{Failure, LARGEST};
use super::files::Walk;
use super::flow::{flow, pool};
use super::manifest::Manifest;
use super::{Options, Progress, Summary};
use crate::find::pinyin;
use crate::read::Hints;
use crate::record::{NotReport, Outcome, Reading};
use crate::store::{Intake, Keys, Known, Packer, Readers, Result, Samples, Saved, Store};
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
    let readers = store.readers();
    let workers = Workers { reader, readers: readers.as_ref(), manifest: &manifest, lang };
    let mut work = Work { store, walk, summary, total, packer, samples, lang, stop, progress };
    work.tell();
    flow(
        &pool,
        &mut work,
        |work| Ok(work.next()),
        |(paths, packer)| {
            let read = |path| workers.read(path, &packer);
            paths.into_par_iter().map(read).collect::<Result<Vec<Done>>>()
        },
        |work, done| work.save(done?),
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

/// What a worker made of a file.
struct Done {
    path: PathBuf,
    what: What,
}

enum What {
    /// It could not be opened, is too large, or the reader failed.
    Failed(Failure),
    /// It is there already.
    Known(Known),
    /// It was read, and waits to be kept.
    Read(Box<(Intake, Reading)>),
}

/// What the threads that read have in common.
struct Workers<'a> {
    reader: Reader<'a>,
    /// To ask what is there already; without them it is found when it would be kept.
    readers: Option<&'a Readers>,
    manifest: &'a Manifest,
    lang: Lang,
}

impl Workers<'_> {
    fn read(&self, path: PathBuf, packer: &Packer) -> Result<Done> {
        let (bytes, hints, mut intake) = match open(&path, self.manifest, self.lang) {
            Ok(opened) => opened,
            Err(failure) => return Ok(Done { path, what: What::Failed(failure) }),
        };
        let known = match self.readers {
            Some(readers) => readers.with(|store| store.known(&intake))?,
            None => None,
        };
        if let Some(known) = known {
            return Ok(Done { path, what: What::Known(known) });
        }
        // The reader does not fail; if it does all the same, one file is lost and not the run.
        let read = catch_unwind(AssertUnwindSafe(|| (self.reader)(&bytes, &hints)));
        let Ok(mut reading) = read else {
            let failure = Failure::reader(&path, self.lang);
            return Ok(Done { path, what: What::Failed(failure) });
        };
        intake.body = packer.pack(&reading.source);
        if packer.has_dictionary() {
            // Nobody looks at it any more, and it is as large as the page.
            reading.source = String::new();
        }
        let agency = match &reading.outcome {
            Outcome::Report { agency, .. } => Some(agency),
            Outcome::NotReport { agency, .. } => agency.as_ref(),
        };
        if let Some(agency) = agency {
            let pinyin::Keys { full, initials, .. } = pinyin::keys(&agency.name);
            intake.keys = Keys { pinyin: full, initials };
        }
        Ok(Done { path, what: What::Read(Box::new((intake, reading))) })
    }
}

/// All that one ingestion holds.
struct Work<'a> {
    store: &'a mut Store,
    walk: Walk<'a>,
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

    /// The next files, with what packs them.
    fn next(&mut self) -> Option<(Vec<PathBuf>, Packer)> {
        let paths = self.paths();
        (!paths.is_empty()).then(|| (paths, self.packer.clone()))
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

    fn save(&mut self, done: Vec<Done>) -> Result<()> {
        let lang = self.lang;
        // Counted beside the summary until the batch is kept.
        let mut counted = Summary { files: done.len() as u64, ..Summary::default() };
        let mut fresh = Vec::new();
        for Done { path, what } in done {
            match what {
                What::Failed(failure) => counted.failures.push(failure),
                What::Known(known) => counted.know(&path, known, lang),
                What::Read(read) => fresh.push((path, read)),
            }
        }
        let enough = !self.packer.has_dictionary() && {
            let take = |enough, (_, read): &(_, Box<(_, Reading)>)| {
                enough | self.samples.take(&read.1.source)
            };
            fresh.iter().fold(false, take)
        };
        if !fresh.is_empty() {
            self.store.batch(|batch| {
                for (path, read) in fresh {
                    let (intake, reading) = *read;
                    let problems = !reading.problems.is_empty();
                    match batch.save(&intake, &reading)? {
                        Saved::Unchanged(known) => counted.know(&path, known, lang),
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
                            counted.no_report(&path, kind, lang);
                        }
                    }
                }
                Ok(())
            })?;
        }
        if enough {
            self.packer = self.store.learn(&std::mem::take(&mut self.samples))?;
        }
        self.count(counted);
        self.tell();
        Ok(())
    }
}

impl Summary {
    /// Counts a file that was there already.
    fn know(&mut self, path: &Path, known: Known, lang: Lang) {
        self.unchanged += 1;
        if let Known::NotReport(kind) = known {
            self.no_report(path, kind, lang);
        }
    }

    /// Says that a file should have been a report and is none: each time, since it is still to be
    /// done.
    fn no_report(&mut self, path: &Path, kind: NotReport, lang: Lang) {
        if kind.is_unreadable() {
            self.failures.push(Failure::not_report(path, kind, lang));
        }
    }
}

/// The size of a file that is too large to be read.
fn too_large(path: &Path, bytes: &[u8]) -> Option<u64> {
    let read = bytes.len() as u64;
    (read > LARGEST).then(|| std::fs::metadata(path).map_or(read, |about| about.len()))
}

/// Opens a file and works out what it is known by.
fn open(
    path: &Path,
    manifest: &Manifest,
    lang: Lang,
) -> std::result::Result<(Vec<u8>, Hints, Intake), Failure> {
    let bytes = bytes(path).map_err(|error| Failure::io(path, &error, lang))?;
    if let Some(size) = too_large(path, &bytes) {
        return Err(Failure::too_large(path, size, lang));
    }
    let hints = manifest.hints(path);
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
    Ok((bytes, hints, intake))
}

/// The bytes of a file, of one that is too large only as many as show that it is.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
