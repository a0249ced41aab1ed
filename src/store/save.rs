//! Taking documents in.

use super::counts::Counts;
use super::tally::{Bin, Ledger};
use super::{AgencyId, Error, Packer, ReportId, Result, Saved, Store, codec, error::explain};
use super::{figures, places, prose, tally};
use crate::record::{Agency, AgencyKind, NotReport, Outcome, Problem, Reading, Report};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use std::cell::RefCell;
use std::path::Path;

/// How an agency's name is read aloud, for lists and for the jump box.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keys {
    /// All syllables, with a space between.
    pub pinyin: String,
    /// Their first letters.
    pub initials: String,
}

/// A document on its way in: what is known of it besides its [`Reading`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Intake {
    /// BLAKE3 of the bytes of the file.
    pub hash: [u8; 32],
    /// The path as ingested.
    pub path: String,
    /// The size of the file.
    pub bytes: u64,
    /// The agency, from a manifest.
    pub agency: Option<String>,
    /// The year, from a manifest.
    pub year: Option<i16>,
    /// The day of publication, from a manifest.
    pub published: Option<Date>,
    /// The address, from a manifest.
    pub url: Option<String>,
    /// The decoded text as a [`Packer`] makes it.
    pub body: Vec<u8>,
    /// How the agency's name is read aloud.
    pub keys: Keys,
}

impl Intake {
    /// A decoded text as the database may keep it, without a dictionary.
    pub fn compress(text: &str) -> Vec<u8> {
        Packer::default().pack(text)
    }

    fn has_hints(&self) -> bool {
        self.agency.is_some()
            || self.year.is_some()
            || self.published.is_some()
            || self.url.is_some()
    }
}

/// What a document is that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// A report.
    Report,
    /// Something else.
    NotReport(NotReport),
}

/// Changes that are kept together or not at all.
pub struct Batch<'a> {
    tx: Transaction<'a>,
    path: &'a Path,
    counts: RefCell<Counts>,
}

impl Store {
    /// Does some work in one transaction, which is taken back if the work fails.
    pub fn batch<T>(&mut self, work: impl FnOnce(&mut Batch<'_>) -> Result<T>) -> Result<T> {
        if self.access != super::Access::ReadWrite {
            return Err(Error::ReadOnly(self.path.clone()));
        }
        self.places.borrow_mut().clear();
        *self.chosen.borrow_mut() = None;
        let say = |error| explain(&self.path, error);
        let tx =
            self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(say)?;
        let mut batch = Batch { tx, path: &self.path, counts: RefCell::default() };
        let done = work(&mut batch)?;
        let Batch { tx, counts, .. } = batch;
        counts.into_inner().write(&tx).map_err(say)?;
        tx.commit().map_err(say)?;
        Ok(done)
    }

    /// What a document with these bytes is, read with these hints or, where none are given now,
    /// with any; `None` where it is not there or was read with others.
    pub fn known(&self, intake: &Intake) -> Result<Option<Known>> {
        self.ask(|conn| Ok(held(conn, intake)?.filter(|held| held.same).map(|held| held.known())))
    }

    /// Keeps what a run changed, as JSON; `started` comes from [`Store::clock`].
    pub fn record_run(&mut self, kind: &str, started: &str, summary: &str) -> Result<()> {
        self.batch(|batch| {
            batch.ask(|tx| {
                tx.prepare_cached(
                    "INSERT INTO run(kind, started, ended, program, summary)
                     VALUES (?, ?, ?, ?, ?)",
                )?
                .execute((
                    kind,
                    started,
                    super::now(),
                    env!("CARGO_PKG_VERSION"),
                    summary,
                ))?;
                Ok(())
            })
        })
    }

    /// The time as the database writes it down.
    pub fn clock() -> String {
        super::now()
    }

    /// How many agencies have reports that changed since they were last checked.
    pub fn unchecked_count(&self) -> Result<u64> {
        self.ask(|conn| {
            conn.prepare_cached("SELECT count(*) FROM unchecked")?
                .query_row([], |row| codec::count(row, 0))
        })
    }

    /// Agencies whose reports changed since they were last checked, after one, in the order of
    /// their numbers.
    pub fn unchecked(&self, after: Option<AgencyId>, limit: usize) -> Result<Vec<AgencyId>> {
        self.ask(|conn| {
            conn.prepare_cached(
                "SELECT agency FROM unchecked WHERE agency > ? ORDER BY agency LIMIT ?",
            )?
            .query_map((after.map_or(0, |id| id.0), limit as i64), |row| row.get(0).map(AgencyId))?
            .collect()
        })
    }
}

/// A document that is there already.
struct Held {
    id: i64,
    /// Whether reading it again would be with the same hints.
    same: bool,
    not_report: Option<NotReport>,
}

impl Held {
    fn known(&self) -> Known {
        self.not_report.map_or(Known::Report, Known::NotReport)
    }
}

fn held(conn: &Connection, intake: &Intake) -> rusqlite::Result<Option<Held>> {
    conn.prepare_cached(
        "SELECT id, hint_agency, hint_year, hint_published, url, not_report FROM source
         WHERE hash = ?",
    )?
    .query_row([&intake.hash[..]], |row| {
        let same = !intake.has_hints()
            || (row.get::<_, Option<String>>(1)? == intake.agency
                && row.get::<_, Option<i16>>(2)? == intake.year
                && codec::date(row, 3)? == intake.published
                && row.get::<_, Option<String>>(4)? == intake.url);
        let not_report = codec::word_or_null(row, 5, NotReport::from_key)?;
        Ok(Held { id: row.get(0)?, same, not_report })
    })
    .optional()
}

impl Batch<'_> {
    pub(super) fn ask<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T> {
        work(&self.tx).map_err(|error| explain(self.path, error))
    }

    /// Takes a document in. The same bytes twice change nothing, whatever their path, unless a
    /// manifest now says other things about them.
    pub fn save(&mut self, intake: &Intake, reading: &Reading) -> Result<Saved> {
        self.ask(|tx| {
            let counts = &mut *self.counts.borrow_mut();
            let again = match held(tx, intake)? {
                Some(held) if held.same => return Ok(Saved::Unchanged(held.known())),
                Some(held) => {
                    remove(tx, counts, held.id)?;
                    Some(held.id)
                }
                None => None,
            };
            let source = insert_source(tx, counts, again, intake, reading)?;
            match &reading.outcome {
                Outcome::NotReport { kind, agency, year } => {
                    counts.keep("not_reports", 0, 1);
                    // An agency of which nothing could be read is there all the same.
                    if let (Some(agency), Some(_), true) = (agency, year, kind.is_unreadable()) {
                        agency_number(tx, counts, agency, &intake.keys)?;
                    }
                    Ok(Saved::NotReport(*kind))
                }
                Outcome::Report { agency, report } => {
                    let agency = agency_number(tx, counts, agency, &intake.keys)?;
                    insert_report(tx, counts, source, agency, report)?;
                    let before: i64 = tx
                        .prepare_cached(
                            "SELECT count(*) FROM report WHERE agency = ? AND year = ?",
                        )?
                        .query_row((agency, report.year), |row| row.get(0))?;
                    let current = elect(tx, counts, agency, report.year)?;
                    let report = ReportId(source);
                    Ok(if before == 1 {
                        Saved::New(report)
                    } else {
                        Saved::Version { report, current: current == Some(source) }
                    })
                }
            }
        })
    }
}

fn insert_source(
    tx: &Connection,
    counts: &mut Counts,
    id: Option<i64>,
    intake: &Intake,
    reading: &Reading,
) -> rusqlite::Result<i64> {
    let (not_report, agency, year) = match &reading.outcome {
        Outcome::NotReport { kind, agency, year } => {
            (Some(kind.key()), agency.as_ref().map(|agency| agency.name.as_str()), *year)
        }
        Outcome::Report { .. } => (None, None, None),
    };
    tx.prepare_cached(
        "INSERT INTO source(id, hash, path, encoding, bytes, not_report, hint_agency, hint_year,
                            hint_published, url, body, about_agency, about_year)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute((
        id,
        &intake.hash[..],
        &intake.path,
        reading.encoding,
        intake.bytes as i64,
        not_report,
        &intake.agency,
        intake.year,
        intake.published.map(|date| date.to_string()),
        &intake.url,
        &intake.body,
        agency,
        year,
    ))?;
    let id = tx.last_insert_rowid();
    counts.keep("documents", 0, 1);
    let mut problem = tx.prepare_cached("INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?)")?;
    for (ordinal, Problem { kind, span, what }) in (0_i64..).zip(&reading.problems) {
        let (start, stop) = (span.map(|span| span.start), span.map(|span| span.end));
        problem.execute((id, ordinal, kind.key(), what, start, stop))?;
    }
    Ok(id)
}

fn insert_report(
    tx: &Connection,
    counts: &mut Counts,
    id: i64,
    agency: i64,
    report: &Report,
) -> rusqlite::Result<()> {
    tx.prepare_cached("INSERT INTO report VALUES (?, ?, ?, NULL, ?, ?, ?)")?.execute((
        id,
        agency,
        report.year,
        codec::form_number(report.form),
        report.published.map(|date| date.to_string()),
        &report.title,
    ))?;
    counts.keep("versions", 0, 1);
    figures::save(tx, id, &report.cells)?;
    let mut passage = tx.prepare_cached("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?)")?;
    // More paragraphs than that are no report; what is beyond stays in the source.
    for (ordinal, p) in (0..65_536_i64).zip(&report.passages) {
        passage.execute((
            id << 16 | ordinal,
            id,
            p.section.key(),
            &p.heading,
            &p.text,
            p.span.start,
            p.span.end,
        ))?;
    }
    prose::put(tx, id, &report.passages)
}

/// Takes a document out, with its report.
fn remove(tx: &Connection, counts: &mut Counts, source: i64) -> rusqlite::Result<()> {
    let report: Option<(i64, i16)> = tx
        .prepare_cached("SELECT agency, year FROM report WHERE id = ?")?
        .query_row([source], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match report {
        None => counts.keep("not_reports", 0, -1),
        Some((agency, year)) => {
            tx.prepare_cached("UPDATE report SET current = NULL WHERE id = ? AND current = 1")?
                .execute([source])
                .and_then(|held| count_report(tx, counts, agency, year, -(held as i64)))?;
            tx.prepare_cached("DELETE FROM report WHERE id = ?")?.execute([source])?;
            prose::forget(tx, source)?;
            counts.keep("versions", 0, -1);
            elect(tx, counts, agency, year)?;
        }
    }
    let about: Option<String> = tx
        .prepare_cached("DELETE FROM source WHERE id = ? RETURNING about_agency")?
        .query_row([source], |row| row.get(0))?;
    counts.keep("documents", 0, -1);
    let about: Option<i64> = tx
        .prepare_cached("SELECT id FROM agency WHERE name = ?")?
        .query_row([about], |row| row.get(0))
        .optional()?;
    let agency = report.map(|(agency, _)| agency).or(about);
    agency.map_or(Ok(()), |agency| forget_if_empty(tx, counts, agency))
}

/// An agency that no report, no finding and no page that could not be read speaks of is there no
/// more.
fn forget_if_empty(tx: &Connection, counts: &mut Counts, agency: i64) -> rusqlite::Result<()> {
    let place: Option<i64> = tx
        .prepare_cached(
            "DELETE FROM agency WHERE id = ?1
             AND NOT EXISTS (SELECT 1 FROM report WHERE agency = ?1)
             AND NOT EXISTS (SELECT 1 FROM finding WHERE agency = ?1)
             AND NOT EXISTS (SELECT 1 FROM source WHERE about_agency = agency.name) RETURNING place",
        )?
        .query_row([agency], |row| row.get(0))
        .optional()?;
    place.map_or(Ok(()), |place| counts.place(tx, place, -1, 0))
}

fn count_report(
    tx: &Connection,
    counts: &mut Counts,
    agency: i64,
    year: i16,
    n: i64,
) -> rusqlite::Result<()> {
    if n == 0 {
        return Ok(());
    }
    let place: i64 = tx
        .prepare_cached("SELECT place FROM agency WHERE id = ?")?
        .query_row([agency], |row| row.get(0))?;
    counts.place(tx, place, 0, n)?;
    counts.keep("reports", i64::from(year), n);
    Ok(())
}

/// The versions of a year in the order of ingestion, with their days of publication.
fn published(
    conn: &Connection,
    agency: i64,
    year: i16,
) -> rusqlite::Result<Vec<(i64, Option<Date>, bool)>> {
    let mut versions: Vec<(i64, Option<Date>, bool)> = conn
        .prepare_cached(
            "SELECT id, published, current IS NOT NULL FROM report
             WHERE agency = ? AND year = ?",
        )?
        .query_map((agency, year), |row| Ok((row.get(0)?, codec::date(row, 1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    // There is one, seldom two: SQLite would make a table to sort them in.
    versions.sort_by_key(|version| version.0);
    Ok(versions)
}

/// The version that counts: the one published last, where both days are known; else the one that
/// was ingested last.
fn newest(versions: impl Iterator<Item = (i64, Option<Date>)>) -> Option<i64> {
    versions
        .reduce(|best, next| match (best.1, next.1) {
            (Some(before), Some(after)) if after < before => best,
            _ => next,
        })
        .map(|(id, _)| id)
}

/// The version that the current one replaced.
pub(super) fn earlier(conn: &Connection, agency: i64, year: i16) -> rusqlite::Result<Option<i64>> {
    let versions = published(conn, agency, year)?;
    Ok(newest(versions.into_iter().filter(|v| !v.2).map(|(id, date, _)| (id, date))))
}

/// Decides anew which version of a year counts, and notes that the agency is to be checked.
fn elect(
    tx: &Connection,
    counts: &mut Counts,
    agency: i64,
    year: i16,
) -> rusqlite::Result<Option<i64>> {
    let versions = published(tx, agency, year)?;
    let held = versions.iter().find(|version| version.2).map(|version| version.0);
    let best = newest(versions.into_iter().map(|(id, date, _)| (id, date)));
    if held != best {
        let mut mark = tx.prepare_cached("UPDATE report SET current = ? WHERE id = ?")?;
        if let Some(held) = held {
            mark.execute((None::<i64>, held))?;
        }
        if let Some(best) = best {
            mark.execute((1, best))?;
        }
        let n = i64::from(best.is_some()) - i64::from(held.is_some());
        count_report(tx, counts, agency, year, n)?;
    }
    tx.prepare_cached("INSERT OR IGNORE INTO unchecked VALUES (?)")?.execute([agency])?;
    tx.prepare_cached("DELETE FROM sketch WHERE agency = ? AND year = ?")?
        .execute((agency, year))?;
    Ok(best)
}

/// By division code, then by kind.
fn sort_key(agency: &Agency) -> i64 {
    let kind = AgencyKind::ALL.into_iter().position(|kind| kind == agency.kind).unwrap_or(0);
    i64::from(agency.place.code) * 10 + kind as i64
}

/// The number of an agency, which is made where it is new, and moved where its place was not
/// known before.
fn agency_number(
    tx: &Connection,
    counts: &mut Counts,
    agency: &Agency,
    keys: &Keys,
) -> rusqlite::Result<i64> {
    let found: Option<(i64, i64, i64)> = tx
        .prepare_cached("SELECT id, place, sort FROM agency WHERE name = ?")?
        .query_row([&agency.name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    match found {
        Some((id, place, sort)) => {
            if sort < 10 && agency.place.code != 0 {
                move_agency(tx, counts, id, place, agency)?;
            }
            Ok(id)
        }
        None => {
            let place = places::number(tx, &agency.place)?;
            tx.prepare_cached(
                "INSERT INTO agency(name, printed, place, kind, level, sort, pinyin, initials)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute((
                &agency.name,
                &agency.printed,
                place,
                agency.kind.key(),
                agency.level.key(),
                sort_key(agency),
                &keys.pinyin,
                &keys.initials,
            ))?;
            let id = tx.last_insert_rowid();
            counts.place(tx, place, 1, 0)?;
            Ok(id)
        }
    }
}

fn move_agency(
    tx: &Connection,
    counts: &mut Counts,
    id: i64,
    from: i64,
    agency: &Agency,
) -> rusqlite::Result<()> {
    let to = places::number(tx, &agency.place)?;
    let reports: i64 = tx
        .prepare_cached("SELECT count(*) FROM report WHERE agency = ? AND current = 1")?
        .query_row([id], |row| row.get(0))?;
    let bins: Vec<Bin> = super::save_findings::bins(tx, id)?;
    for (place, sign) in [(from, -1), (to, 1)] {
        counts.place(tx, place, sign, sign * reports)?;
        for bin in &bins {
            tally::add(tx, Ledger::Kept, place, bin, sign)?;
        }
    }
    tx.prepare_cached("UPDATE agency SET place = ?, kind = ?, level = ?, sort = ? WHERE id = ?")?
        .execute((to, agency.kind.key(), agency.level.key(), sort_key(agency), id))?;
    // They leave out the names of the place.
    tx.prepare_cached("DELETE FROM sketch WHERE agency = ?")?.execute([id])?;
    Ok(())
}
