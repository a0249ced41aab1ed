//! The explorer on the largest database, beside the smallest, the sample and programs of others.

use crate::common::usage::{median, quantile};
use crate::databases::Made;
use crate::session::{Cost, Session};
use crate::table::{Table, count, figure};
use crate::walk::{Costs, STARTS, Walked, starts, walk};
use crate::{Run, others};
use anyhow::{Context, ensure};
use gouji::store::Store;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What fzf gets of what is typed into the jump box: it knows no pinyin.
const FOR_FZF: &str = "教育 24";

pub fn measure(run: &Run, made: &[Made]) -> anyhow::Result<Table> {
    let (smallest, largest) = (made.first().zip(made.last())).context("a database")?;
    let store = Store::open(&largest.path)?;
    run.say("the explorer on the sample");
    let sample = starts(None)?;
    let small = match made {
        [_] => None,
        _ => Some(walk(run, smallest)?),
    };
    let large = walk(run, largest)?;
    let mut table =
        Table::new(format!("The explorer on {} reports, 80×24", count(largest.reports)));
    start_rows(run, &mut table, &store, &sample, &large)?;
    key_rows(&mut table, &large.costs);
    jump_rows(run, &mut table, &store, &large)?;
    table.bar(
        "bytes a second while nothing is pressed",
        "0",
        large.idle.to_string(),
        large.idle == 0,
    );
    match large.memory {
        Some((most, rest)) => table.bar(
            "memory, at the most and at rest",
            "≤ 200 MB, ≤ 120 MB",
            format!("{}, {} MB", figure(most), figure(rest)),
            most <= 200.0 && rest <= 120.0,
        ),
        None => table.missing("memory", "≤ 200 MB, ≤ 120 MB", "the system does not tell"),
    }
    if let Some(small) = small {
        growth_rows(&mut table, &small, &large);
    }
    Ok(table)
}

/// Bytes and milliseconds in words: half of all, nearly all.
fn told(costs: &[Cost]) -> String {
    let (time, bytes) = (|at| quantile(times(costs), at), |at| quantile(bytes(costs), at));
    format!(
        "{}, {} ms; {} B (at most {})",
        figure(time(0.5)),
        figure(time(0.99)),
        figure(bytes(0.5)),
        figure(bytes(1.0))
    )
}

fn times(costs: &[Cost]) -> impl Iterator<Item = f64> {
    costs.iter().map(|cost| cost.last)
}

fn bytes(costs: &[Cost]) -> impl Iterator<Item = f64> {
    costs.iter().map(|cost| cost.bytes as f64)
}

fn start_rows(
    run: &Run,
    table: &mut Table,
    store: &Store,
    sample: &[Cost],
    large: &Walked,
) -> anyhow::Result<()> {
    let (own, of_sample) = (median(times(&large.starts)), median(times(sample)));
    table.bar(
        "start to the whole first screen, to the sample's",
        "≤ 1.3 ×",
        format!("{} ms: {} ×", figure(own), figure(own / of_sample)),
        own <= 1.3 * of_sample,
    );
    let (what, bar) = ("the same, to csvlens's first rows of a CSV of as many", "≤ 0.3 ×");
    match others::on_path("csvlens") {
        Some(program) => {
            run.say("csvlens on as many rows");
            let place = tempfile::tempdir()?;
            let csv = place.path().join("reports.csv");
            write_csv(store, &csv)?;
            let one = || Session::of(&program, &[csv.to_str().unwrap_or_default()])?.until("2025");
            let all: Vec<f64> = (0..STARTS).map(|_| one()).collect::<anyhow::Result<_>>()?;
            let theirs = median(all);
            let measured = format!("{} ms: {} ×", figure(theirs), figure(own / theirs));
            table.bar(what, bar, measured, own <= 0.3 * theirs);
        }
        None => table.missing(what, bar, "install csvlens"),
    }
    let most = quantile(bytes(&large.starts).chain(bytes(sample)), 1.0);
    table.bar(
        "bytes of the first screen, here and of the sample at the most",
        "≤ 3,500",
        figure(most),
        most <= 3_500.0,
    );
    Ok(())
}

/// Bars of a key: bytes, and what half of all and nearly all take.
struct Bars {
    bytes: Option<f64>,
    half: Option<f64>,
    nearly_all: f64,
}

impl Bars {
    fn words(&self) -> String {
        let half = self.half.map_or(String::new(), |most| format!("p50 ≤ {most}, "));
        let bytes = self.bytes.map_or(String::new(), |most| format!("; ≤ {} B", figure(most)));
        format!("{half}p99 ≤ {} ms{bytes}", self.nearly_all)
    }

    fn hold(&self, costs: &[Cost]) -> bool {
        let time = |at| quantile(times(costs), at);
        self.half.is_none_or(|most| time(0.5) <= most)
            && time(0.99) <= self.nearly_all
            && self.bytes.is_none_or(|most| quantile(bytes(costs), 0.5) <= most)
    }
}

fn key_rows(table: &mut Table, costs: &Costs) {
    let key = |bytes| Bars { bytes, half: Some(2.0), nearly_all: 16.0 };
    let mut row = |what: &str, name: &str, bars: &Bars| match costs.get(name) {
        Some(costs) => table.bar(what, bars.words(), told(costs), bars.hold(costs)),
        None => table.missing(what, bars.words(), "no key did it"),
    };
    for screen in ["agencies", "findings", "coverage", "report", "compare"] {
        for (kind, bytes) in [
            ("step", Some(250.0)),
            ("rested", None),
            ("scroll", Some(450.0)),
            ("page", Some(2_500.0)),
            ("end", None),
            ("opening", None),
        ] {
            let what = match kind {
                "rested" => format!("{screen}: step after a rest, with what stands beside"),
                kind => format!("{screen}: {kind}"),
            };
            // One starts on the first screen: it is opened by going back to it.
            let name = match (screen, kind) {
                ("agencies", "opening") => "agencies, back: opening".to_owned(),
                _ => format!("{screen}: {kind}"),
            };
            row(&what, &name, &key(bytes));
        }
    }
    row("walkthrough: opening", "walkthrough: opening", &key(None));
    row("walkthrough: the next finding", "walkthrough: next", &key(None));
    row("thirty steps at once", "burst", &Bars { bytes: Some(2_500.0), ..key(None) });
    let question = Bars { bytes: None, half: None, nearly_all: 30.0 };
    for (what, name) in [
        ("a report is opened", "report: opening"),
        ("the years of an agency are compared", "compare: opening"),
        ("findings of one rule in one province", "one rule: opening"),
    ] {
        row(what, name, &question);
    }
}

fn jump_rows(run: &Run, table: &mut Table, store: &Store, large: &Walked) -> anyhow::Result<()> {
    let keys = large.costs.get("jump: key").context("keys in the jump box")?;
    let bars = Bars { bytes: None, half: None, nearly_all: 60.0 };
    table.bar(
        "a key in the jump box to complete results",
        bars.words(),
        told(keys),
        bars.hold(keys),
    );
    let slowest = quantile(times(keys), 1.0);
    let (what, bar) = ("the slowest of them, to all of fzf --filter on the same lines", "≤ 0.1 ×");
    match others::on_path("fzf") {
        Some(program) => {
            run.say("fzf on the same lines");
            let theirs = fzf(store, &program)?;
            table.bar(
                what,
                bar,
                format!(
                    "{} of {} ms: {} ×",
                    figure(slowest),
                    figure(theirs),
                    figure(slowest / theirs)
                ),
                slowest <= 0.1 * theirs,
            );
        }
        None => table.missing(what, bar, "install fzf"),
    }
    let steps = large.costs.get("jump: step").context("steps in the jump box")?;
    let bars = Bars { bytes: Some(250.0), half: Some(2.0), nearly_all: 16.0 };
    table.bar("a step in the jump box", bars.words(), told(steps), bars.hold(steps));
    table.told(
        "the jump box's first results, typed at once, from the start",
        format!("{} ms", figure(large.jump_ready)),
    );
    Ok(())
}

fn growth_rows(table: &mut Table, small: &Walked, large: &Walked) {
    let mut row = |what: &str, small: f64, large: f64| {
        let growth = large / small;
        let told = format!("{} / {} ms: {} ×", figure(small), figure(large), figure(growth));
        table.bar(what, "flat: ≤ 1.3 ×", told, growth <= 1.3);
    };
    row(
        "start, most reports to fewest",
        median(times(&small.starts)),
        median(times(&large.starts)),
    );
    for kind in ["step", "scroll", "page", "end", "opening"] {
        let middle = |walked: &Walked| {
            let of_screens = walked.costs.iter().filter(|(name, _)| {
                name.split_once(": ").is_some_and(|(screen, its)| screen != "jump" && its == kind)
            });
            median(of_screens.flat_map(|(_, costs)| times(costs)))
        };
        row(&format!("{kind}, all screens, p50, most to fewest"), middle(small), middle(large));
    }
}

/// A row for each report, as csvlens would be given them.
fn write_csv(store: &Store, path: &Path) -> anyhow::Result<()> {
    let mut number = 0_u64;
    write_lines(
        store,
        path,
        "agency,year,new,carried_in,closed,carried_out\n",
        &mut |name, year| {
            number += 1;
            let (new, carried) = (number * 37 % 1000, number * 91 % 50);
            format!("{name},{year},{new},{carried},{new},{carried}\n")
        },
    )
}

/// Milliseconds of `fzf --filter` over a line for each report, its start included.
fn fzf(store: &Store, program: &Path) -> anyhow::Result<f64> {
    let place = tempfile::tempdir()?;
    let path = place.path().join("lines");
    write_lines(store, &path, "", &mut |name, year| format!("{name} {year}\n"))?;
    let one = || -> anyhow::Result<f64> {
        let start = Instant::now();
        let lines = File::open(&path)?;
        let mut command = Command::new(program);
        command.args(["--filter", FOR_FZF]).stdin(lines).stdout(Stdio::null());
        let status = command.status()?;
        // Status 1 says that nothing was found.
        ensure!(status.success(), "fzf ended with {status}");
        Ok(start.elapsed().as_secs_f64() * 1e3)
    };
    let times: Vec<f64> = (0..STARTS).map(|_| one()).collect::<anyhow::Result<_>>()?;
    Ok(median(times))
}

fn write_lines(
    store: &Store,
    path: &Path,
    head: &str,
    line: &mut dyn FnMut(&str, i16) -> String,
) -> anyhow::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    out.write_all(head.as_bytes())?;
    let mut result = Ok(());
    store.names(&mut |row| {
        for year in row.years {
            result = out.write_all(line(row.name, *year).as_bytes());
        }
        result.is_ok()
    })?;
    result?;
    Ok(out.flush()?)
}
