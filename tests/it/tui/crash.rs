//! Killed at random moments, the explorer has kept every verdict that it showed as taken.

use super::pty::Explorer;
use gouji::form::{Cell, Column, Row};
use gouji::pipeline::check_all;
use gouji::record::{Outcome, Reading};
use gouji::store::{Intake, Store};
use gouji::synth::agencies::nation;
use gouji::synth::figures;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rustix::process::{Pid, Signal, kill_process};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

fn from_env(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

/// A database with at least this many findings to decide on.
fn fill(path: &Path, findings: usize) {
    let mut store = Store::create(path).unwrap();
    for number in 0..findings as u64 {
        let agency = nation(number * 7919);
        let mut report = figures::series(1, &agency, 2024..=2024).remove(0);
        let cell = Cell::request(Row::GRANTED, Column::Natural);
        let wrong = report.cells.count(cell).unwrap() + 40;
        report.cells.set_number(cell, wrong as f64, &wrong.to_string());
        let source = agency.name.clone();
        let intake = Intake {
            hash: *blake3::hash(source.as_bytes()).as_bytes(),
            path: format!("{number}.html"),
            bytes: source.len() as u64,
            body: Intake::compress(&source),
            ..Intake::default()
        };
        let outcome = Outcome::Report { agency, report: Box::new(report) };
        let reading = Reading { outcome, problems: vec![], source, encoding: "UTF-8" };
        store.batch(|batch| batch.save(&intake, &reading)).unwrap();
    }
    check_all(&mut store, Some(1), &AtomicBool::new(false), &mut |_| {}).unwrap();
}

/// A reason that half of another one on the screen cannot be taken for.
fn reason(nth: usize) -> String {
    format!("r{nth:03}{:03}", 999 - nth)
}

/// The reasons that a screen shows as taken.
fn shown(text: &str, reasons: usize) -> impl Iterator<Item = usize> + '_ {
    (0..reasons).filter(move |nth| text.contains(&format!("确认问题: {}", reason(*nth))))
}

fn gouji(path: &Path, args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let output = command.env_clear().arg("--db").arg(path).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// `GOUJI_VERDICTS` and `GOUJI_KILLS` say how many (default 12 and 2), `GOUJI_SEED` picks the
/// moments.
#[test]
fn what_was_shown_as_taken_is_there_after_a_kill() {
    let (verdicts, kills) = (from_env("GOUJI_VERDICTS", 12), from_env("GOUJI_KILLS", 2));
    let mut rng = ChaCha8Rng::seed_from_u64(from_env("GOUJI_SEED", 1) as u64);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    fill(&path, verdicts);
    let mut taken = BTreeSet::new();
    let (mut next, mut lost_keys) = (0, 0);
    for round in 0..=kills {
        let until = verdicts * (round + 1) / (kills + 1);
        let mut explorer = Explorer::open(&path, &["audit"], &[]);
        explorer.until("T3-");
        let mut pressed = Vec::new();
        while next < until {
            // The last few are typed ahead, and the blow falls somewhere among them.
            explorer.press(&format!("c{}\r", reason(next)));
            pressed.push(next);
            if round == kills || until - next > 3 {
                explorer.until(&format!("确认问题: {}", reason(next)));
                taken.insert(next);
            }
            next += 1;
        }
        if round < kills {
            std::thread::sleep(Duration::from_micros(rng.random_range(0..120_000)));
            let id = explorer.id();
            kill_process(Pid::from_raw(id as i32).unwrap(), Signal::KILL).unwrap();
            // What it had sent is still on the line, in frames and parts of frames.
            explorer.rest(|text| taken.extend(shown(text, next)));
        } else {
            explorer.press("q");
            assert_eq!(explorer.end(), 0);
        }
        let kept = gouji(&path, &["review", "export"]);
        let missing: Vec<String> =
            taken.iter().map(|nth| reason(*nth)).filter(|it| !kept.contains(it)).collect();
        assert!(missing.is_empty(), "shown as taken, and lost: {missing:?}\n{kept}");
        lost_keys += pressed.iter().filter(|nth| !kept.contains(&reason(**nth))).count();
        for line in kept.lines() {
            let one: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(one["verdict"], "confirmed", "{line}");
        }
        gouji(&path, &["doctor"]);
    }
    eprintln!(
        "{verdicts} verdicts pressed, {kills} kills: {} shown as taken, all kept; {lost_keys} pressed and not taken",
        taken.len()
    );
    assert!(taken.len() + lost_keys >= verdicts / 2, "hardly anything was shown");
}
