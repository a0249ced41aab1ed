//! The way through the explorer that is measured: each screen opened, stepped and paged through.

use crate::Run;
use crate::common::usage::median;
use crate::databases::Made;
use crate::session::{Cost, Session};
use anyhow::{Context, ensure};
use gouji::store::{PlaceId, Store};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

const PAGE: &str = "\x1b[6~";
const ESCAPE: &str = "\x1b";
const DOWN: &str = "\x1b[B";
const JUMP: &str = "\x10";
/// The rule whose findings in one province are listed.
const RULE: &str = "T3-RES";
/// What is typed into the jump box: names, parts of them, pinyin, years, cells, rules.
const TYPED: [&str; 6] = ["教育 24", "政府", "jiaoyu", "czj 24", "结转", "X-CARRY"];
/// How often a program is started; the median counts.
pub const STARTS: usize = 9;

/// What keys cost, by what they do.
pub type Costs = BTreeMap<String, Vec<Cost>>;

/// What was measured on one database.
pub struct Walked {
    pub starts: Vec<Cost>,
    pub costs: Costs,
    pub idle: usize,
    /// Milliseconds from the start until the jump box has its list.
    pub jump_ready: f64,
    pub memory: Option<(f64, f64)>,
}

/// Starts with the first screen whole. All show the same.
pub fn starts(database: Option<&Path>) -> anyhow::Result<Vec<Cost>> {
    let mut text: Option<String> = None;
    (0..STARTS)
        .map(|_| {
            let (session, cost) = Session::explorer(database)?;
            let first = text.get_or_insert_with(|| session.text());
            ensure!(*first == session.text(), "two first screens:\n{first}\n\n{}", session.text());
            Ok(cost)
        })
        .collect()
}

fn keep(costs: &mut Costs, what: &str, cost: Cost) {
    costs.entry(what.to_owned()).or_default().push(cost);
}

pub fn walk(run: &Run, made: &Made) -> anyhow::Result<Walked> {
    let database = Some(made.path.as_path());
    run.say(&format!("the explorer on {} reports: starts", made.reports));
    let starts = starts(database)?;
    let mut costs = Costs::new();
    // What cannot be done has no costs, and its bars are not measured.
    let attempt = |part: &str, result: anyhow::Result<()>| {
        result.unwrap_or_else(|error| run.say(&format!("  {part} failed: {error:#}")));
    };
    run.say("  screens opened for the first time");
    attempt("opening", open_all(made, &mut costs));
    let jump_ready = jump_ready(&made.path)?;
    run.say("  each screen walked through");
    let (mut session, _) = Session::explorer(database)?;
    let idle = session.idle(Duration::from_secs(1));
    for (screen, keys) in [
        ("agencies", &["1"][..]),
        ("findings", &["4"]),
        ("coverage", &["5"]),
        ("report", &["5", "g", "\r"]),
        ("compare", &["3"]),
    ] {
        attempt(screen, walk_rows(&mut session, &mut costs, screen, keys));
    }
    attempt("walkthrough", walk_findings(&mut session, &mut costs));
    run.say("  the jump box");
    attempt("jump box", jump(&mut session, &mut costs));
    // Long enough for what is done when nobody types.
    session.idle(Duration::from_secs(1));
    let memory = session.memory();
    Ok(Walked { starts, costs, idle, jump_ready, memory })
}

/// Milliseconds from the start to the first results in the jump box, typed at once.
fn jump_ready(database: &Path) -> anyhow::Result<f64> {
    let one = || -> anyhow::Result<f64> {
        let (mut session, _) = Session::explorer(Some(database))?;
        let began = session.since_start();
        let keys = format!("{JUMP}jyj");
        let answered = session.press_patiently(&keys, Duration::from_millis(1500))?;
        Ok(began + answered.last)
    };
    let all: Vec<f64> = (0..3).map(|_| one()).collect::<anyhow::Result<_>>()?;
    Ok(median(all))
}

/// Findings, thirty steps at once and one by one in the walkthrough.
fn walk_findings(session: &mut Session, costs: &mut Costs) -> anyhow::Result<()> {
    session.press_rested("4")?;
    for _ in 0..5 {
        session.press_rested("g")?;
        keep(costs, "burst", session.press(&"j".repeat(30))?);
    }
    session.press_rested("\r")?;
    for _ in 0..60 {
        keep(costs, "walkthrough: next", session.press("n")?);
    }
    session.press_rested(ESCAPE)?;
    Ok(())
}

fn jump(session: &mut Session, costs: &mut Costs) -> anyhow::Result<()> {
    for typed in TYPED {
        keep(costs, "jump: opening", session.press_rested(JUMP)?);
        for c in typed.chars() {
            keep(costs, "jump: key", session.press(&c.to_string())?);
        }
        for _ in 0..5 {
            keep(costs, "jump: step", session.press(DOWN)?);
        }
        session.press(ESCAPE)?;
    }
    Ok(())
}

/// Opens every screen, some times, each time in an explorer that has never been there.
fn open_all(made: &Made, costs: &mut Costs) -> anyhow::Result<()> {
    let places = Store::open(&made.path)?.places(PlaceId::ROOT)?;
    let province = &places.first().context("a province")?.name;
    let filter = format!("rule:{RULE} place:{province}\r");
    for _ in 0..STARTS {
        let (mut session, _) = Session::explorer(Some(&made.path))?;
        for (what, keys, shows) in [
            ("findings", "4", "待审"),
            ("walkthrough", "\r", "1/"),
            ("findings again", ESCAPE, "待审"),
            ("coverage", "5", "2025"),
            ("report", "\r", "结转"),
            // All the years of one agency, as many as fit.
            ("compare", "3", "2025"),
            ("findings once more", "4", "待审"),
            ("prompt", "/", ""),
            ("one rule", &filter, RULE),
        ] {
            let cost = session.press_rested(keys)?;
            let text = session.text();
            ensure!(text.contains(shows), "'{shows}' is not in {what}:\n{text}");
            keep(costs, &format!("{what}: opening"), cost);
        }
        for (what, key) in [("compare", "3"), ("agencies", "1")] {
            keep(costs, &format!("{what}, back: opening"), session.press_rested(key)?);
        }
    }
    Ok(())
}

/// Steps, pages and ends of what a screen lists, which is reached by some keys.
fn walk_rows(
    session: &mut Session,
    costs: &mut Costs,
    screen: &str,
    keys: &[&str],
) -> anyhow::Result<()> {
    for key in keys {
        session.press_rested(key)?;
    }
    let mut step = |session: &mut Session, key: &str| -> anyhow::Result<bool> {
        let cost = session.press_on(key)?;
        let kind = |cost: Cost| if cost.scrolled { "scroll" } else { "step" };
        cost.into_iter().for_each(|cost| keep(costs, &format!("{screen}: {}", kind(cost)), cost));
        Ok(cost.is_some())
    };
    session.press_rested("g")?;
    for _ in 0..3 {
        for key in ["j", "k"] {
            for _ in 0..12 {
                if !step(session, key)? {
                    break;
                }
            }
        }
    }
    for _ in 0..50 {
        if !step(session, "j")? {
            break;
        }
    }
    session.press("g")?;
    for _ in 0..8 {
        let cost = session.press_rested("j")?;
        keep(costs, &format!("{screen}: rested"), cost);
    }
    session.press("g")?;
    let (mut pages, mut turns) = (0, 0);
    // A screen that is hardly longer than a page would be turned back again and again.
    while pages < 20 && turns < 3 {
        match session.press_on(PAGE)? {
            Some(cost) => {
                keep(costs, &format!("{screen}: page"), cost);
                pages += 1;
            }
            None => {
                session.press_rested("g")?;
                turns += 1;
            }
        }
    }
    for _ in 0..5 {
        for key in ["g", "G"] {
            let cost = session.press(key)?;
            keep(costs, &format!("{screen}: end"), cost);
        }
    }
    session.press("g")?;
    Ok(())
}
