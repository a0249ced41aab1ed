//! Databases of reports without their pages: what a report costs to save, to keep and to check.

use crate::common::nation::Nation;
use crate::common::usage::{self, Used, median};
use crate::table::{Table, count, counts, figure, figures, growth};
use crate::{Run, gouji};
use anyhow::{Context, bail, ensure};
use gouji::store::Store;
use gouji::synth::pages::Page;
use gouji::synth::prose::{self, Voice};
use gouji::synth::{agencies, figures as synth, layouts};
use std::path::{Path, PathBuf};

/// By this word the program makes a database and does nothing else.
pub const MAKE: &str = "make-alone";
const SEED: u64 = 1;

/// A database, its findings in it.
#[derive(Clone)]
pub struct Made {
    pub reports: u64,
    pub path: PathBuf,
    /// Where it was made now, and not kept from before.
    now: Option<Making>,
}

#[derive(Clone, Copy)]
struct Making {
    /// Seconds of processor time to save a report: on average, in the first tenth and in the last.
    saving: [f64; 3],
    /// Seconds on the clock to make and save all.
    clock: f64,
    /// All rules, the first time.
    check: Used,
}

/// Makes a database and prints [`Making::saving`] and [`Making::clock`].
pub fn make(path: &str, reports: &str) -> anyhow::Result<String> {
    let mut store = Store::create(Path::new(path))?;
    let nation = Nation { reports: reports.parse()?, seed: SEED, sources: false };
    let start = usage::of_thread();
    let mut marks = vec![(0, 0.0)];
    let (saved, used) = usage::timed(|| {
        nation.save(&mut store, &mut |saved| marks.push((saved, usage::of_thread() - start)))
    });
    saved?;
    let rate = |from: usize, to: usize| {
        let ((n0, t0), (n1, t1)) = (marks[from], marks[to]);
        (t1 - t0) / (n1 - n0).max(1) as f64
    };
    let last = marks.len() - 1;
    let tenth = last.div_ceil(10);
    let rates = [rate(0, last), rate(0, tenth), rate(last - tenth, last)];
    Ok(format!("{} {} {} {}", rates[0], rates[1], rates[2], used.clock))
}

/// A database of so many reports, all rules run; the one that is there, where there is one.
pub fn prepare(run: &Run, reports: u64) -> anyhow::Result<Made> {
    let path = run.folder.join(format!("country-{reports}.db"));
    if path.exists() {
        return Ok(Made { reports, path, now: None });
    }
    // One that is not whole must not be taken for one that is.
    let part = run.folder.join(format!("country-{reports}.part"));
    for ending in ["part", "part-wal", "part-shm"] {
        let _ = std::fs::remove_file(path.with_extension(ending));
    }
    run.say(&format!("{reports} reports are made and saved"));
    let told = usage::apart(&[MAKE, text(&part)?, &reports.to_string()])?;
    let [whole, first, last, clock] = told[..] else { bail!("making told {told:?}") };
    run.say(&format!("{reports} reports are checked for the first time"));
    let check = check(&part)?;
    std::fs::rename(&part, &path)?;
    Ok(Made { reports, path, now: Some(Making { saving: [whole, first, last], clock, check }) })
}

fn check(database: &Path) -> anyhow::Result<Used> {
    usage::run(gouji(), &["--db", text(database)?, "--quiet", "check"], &[0])
}

/// What was measured on one database.
struct Measured {
    reports: f64,
    now: Option<Making>,
    /// All rules again.
    again: Used,
    bytes: f64,
    bytes_with_prose: f64,
    /// Milliseconds on the clock and of processor time.
    one_more: (f64, f64),
}

pub fn measure(run: &Run, made: &[Made]) -> anyhow::Result<Table> {
    let all: Vec<Measured> =
        made.iter().map(|made| one(run, made)).collect::<anyhow::Result<_>>()?;
    let sizes = counts(made.iter().map(|made| made.reports));
    let mut table = Table::new(format!("Saving and checking {sizes} reports"));
    let lacking = run.options.reports.iter().filter(|n| made.iter().all(|it| it.reports != **n));
    for reports in lacking {
        table.missing(format!("{} reports", count(*reports)), "", "they could not be made");
    }
    let each = |of: &dyn Fn(&Measured) -> f64| all.iter().map(of).collect::<Vec<f64>>();
    let now: Option<Vec<Making>> = all.iter().map(|one| one.now).collect();
    let grown = |table: &mut Table, what: &str, unit: &str, numbers: &[f64]| {
        let growth = growth(numbers);
        let told = format!("{} {unit}: {} ×", figures(numbers.iter().copied()), figure(growth));
        table.bar(what, "most to fewest ≤ 1.3 ×", told, growth <= 1.3);
    };
    match &now {
        Some(now) => {
            let of = |which: usize| now.iter().map(|it| it.saving[which] * 1e6).collect::<Vec<_>>();
            grown(&mut table, "a report saved, processor time", "µs", &of(0));
            let tenths: Vec<f64> = now.iter().map(|it| it.saving[2] / it.saving[1]).collect();
            let largest = tenths.last().copied().unwrap_or(f64::NAN);
            table.bar(
                "its last tenth to its first",
                "≤ 1.3 × at the most",
                format!("{} ×", figures(tenths)),
                largest <= 1.3,
            );
            let clocks = now.iter().map(|it| it.clock);
            table.told("all made and saved, on the clock", format!("{} s", figures(clocks)));
        }
        None => table.missing(
            "a report saved, processor time",
            "most to fewest ≤ 1.3 ×",
            "the databases were there already",
        ),
    }
    let bytes = each(&|one| one.bytes);
    let most = bytes.iter().copied().fold(0.0, f64::max);
    table.bar(
        "a report without prose and page",
        "≤ 700 bytes",
        format!("{} bytes", figures(bytes)),
        most <= 700.0,
    );
    let told = format!("{} bytes", figures(each(&|one| one.bytes_with_prose)));
    table.told("a report with its prose", told);
    rules(&mut table, &all, now.as_deref());
    let (clock, processor) = (each(&|one| one.one_more.0), each(&|one| one.one_more.1));
    table.bar(
        "one more report read, kept and checked, the program's start included",
        "≤ 50 ms",
        format!(
            "{} ms ({} ms of processor time)",
            figures(clock.iter().copied()),
            figures(processor)
        ),
        clock.last().is_some_and(|it| *it <= 50.0),
    );
    Ok(table)
}

/// The bars of all rules over all reports.
fn rules(table: &mut Table, all: &[Measured], now: Option<&[Making]>) {
    let each = |of: &dyn Fn(&Measured) -> f64| {
        all.iter().map(|one| of(one) * 1e6 / one.reports).collect::<Vec<f64>>()
    };
    let largest = all.last().map_or(f64::NAN, |one| one.reports);
    // A million in so many seconds is as many microseconds a report.
    let mut clocks = vec![("all rules again, on the clock", each(&|one| one.again.clock))];
    if let Some(now) = now {
        let first = now.iter().zip(all).map(|(now, one)| now.check.clock * 1e6 / one.reports);
        clocks.insert(0, ("all rules for the first time, on the clock", first.collect()));
    }
    for (what, clock) in clocks {
        let last = clock.last().copied().unwrap_or(f64::NAN);
        table.bar(
            what,
            "a million ≤ 90 s",
            format!("{} µs a report; {} s", figures(clock), figure(last * largest / 1e6)),
            last <= 90.0,
        );
    }
    for (what, numbers) in [
        ("all rules again, a report, on the clock", each(&|one| one.again.clock)),
        ("all rules again, a report, processor time", each(&|one| one.again.processor)),
    ] {
        let growth = growth(&numbers);
        let told = format!("{} µs: {} ×", figures(numbers), figure(growth));
        table.bar(what, "most to fewest ≤ 1.3 ×", told, growth <= 1.3);
    }
    let memory = all.iter().map(|one| one.again.memory);
    table.told("most memory of all rules", format!("{} MB", figures(memory)));
}

fn one(run: &Run, made: &Made) -> anyhow::Result<Measured> {
    let runs = if made.reports <= 200_000 { 3 } else { 2 };
    let mut checks = Vec::new();
    for nth in 1..=runs {
        run.say(&format!("{} reports are checked again, {nth} of {runs}", made.reports));
        checks.push(check(&made.path)?);
    }
    run.say(&format!("one more report to {}, and what they take", made.reports));
    let (bytes, bytes_with_prose) = sizes(&made.path)?;
    Ok(Measured {
        reports: Store::open(&made.path)?.summary()?.versions as f64,
        now: made.now,
        again: Used {
            clock: median(checks.iter().map(|used| used.clock)),
            processor: median(checks.iter().map(|used| used.processor)),
            memory: median(checks.iter().map(|used| used.memory)),
        },
        bytes,
        bytes_with_prose,
        one_more: one_more(&made.path)?,
    })
}

/// Bytes of a report without prose and sources, and of the whole file.
pub fn sizes(path: &Path) -> anyhow::Result<(f64, f64)> {
    let conn = rusqlite::Connection::open(path)?;
    let reports: f64 = conn.query_row("SELECT count(*) FROM report", [], |row| row.get(0))?;
    let sql = "SELECT name FROM sqlite_schema
               WHERE rootpage > 0 AND tbl_name NOT IN ('passage', 'source')";
    let mut statement = conn.prepare(sql)?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut bytes = 0.0;
    // Each by its name: asked at once, every page of the prose would be read for it.
    let mut of = conn.prepare("SELECT total(pgsize) FROM dbstat WHERE name = ?")?;
    for name in names.chain([Ok("sqlite_schema".to_owned())]) {
        bytes += of.query_row([name?], |row| row.get::<_, f64>(0))?;
    }
    Ok((bytes / reports, std::fs::metadata(path)?.len() as f64 / reports))
}

/// Milliseconds on the clock and of processor time for a report that comes again with another day,
/// so that it is read, kept and checked anew.
fn one_more(database: &Path) -> anyhow::Result<(f64, f64)> {
    let folder = tempfile::tempdir()?;
    let layout = layouts::by_name("html-portal").context("a layout of that name")?;
    let before = Store::open(database)?.summary()?.versions;
    let mut used = Vec::new();
    for nth in 0..9 {
        let agency = agencies::nation(10 + nth * 7);
        let mut report = synth::series(SEED, &agency, 2019..=2025).pop().context("a year")?;
        report.passages = prose::write(SEED, &agency, &report, Voice::Full);
        let mut page = (layout.render)(&Page::varied(SEED, &agency, &report));
        page.extend(format!("<!-- {:?} -->", std::time::SystemTime::now()).bytes());
        let path = folder.path().join(format!("{nth}.html"));
        std::fs::write(&path, page)?;
        let arguments = ["--db", text(database)?, "--quiet", "ingest", text(&path)?];
        used.push(usage::run(gouji(), &arguments, &[0])?);
    }
    let after = Store::open(database)?.summary()?.versions;
    ensure!(after == before + 9, "of 9 reports {} came", after - before);
    let middle = |of: &dyn Fn(&Used) -> f64| median(used.iter().map(of)) * 1e3;
    Ok((middle(&|used| used.clock), middle(&|used| used.processor)))
}

fn text(path: &Path) -> anyhow::Result<&str> {
    path.to_str().context("a path that is text")
}
