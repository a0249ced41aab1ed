//! The rules against the errors that the sample has on purpose, and against what it has not.

use gouji::check::{ContextBuilder, check, message};
use gouji::record::{Case, Finding, Severity};
use gouji::synth::plant::{Fate, Planted, Site};
use gouji::synth::sample;
use gouji::text::Lang;
use std::collections::{BTreeMap, BTreeSet};

/// A site as the rules see it when every page was read right.
fn case(site: &Site) -> Case {
    let reports = site
        .drafts
        .iter()
        .filter(|draft| draft.fate == Fate::Page)
        .map(|draft| {
            let mut report = draft.report.clone();
            report.earlier = draft.before.as_ref().map(|before| Box::new(before.cells.clone()));
            report
        })
        .collect();
    Case { agency: site.agency.clone(), reports }
}

fn findings(sites: &[Site]) -> BTreeMap<String, Vec<Finding>> {
    let cases: Vec<Case> = sites.iter().map(case).collect();
    let mut builder = ContextBuilder::default();
    cases.iter().for_each(|case| builder.add(case));
    let context = builder.build();
    cases.iter().map(|case| (case.agency.name.clone(), check(case, &context))).collect()
}

fn names(finding: &Finding, rule: &str) -> bool {
    finding.rule == rule || finding.flags.iter().any(|flag| flag.rule == rule)
}

/// Whether a finding is that of a planted error: its rule, its year, one of its cells.
fn found(one: &Planted, finding: &Finding) -> bool {
    finding.year == one.year
        && names(finding, one.rule)
        && (one.cells.is_empty() || one.cells.iter().any(|cell| finding.cells.contains(cell)))
}

/// Whether a finding is near enough to an error to come from it: the same agency, in its year or
/// beside it, or, for a copied text, the agency that it was copied from.
fn explained(finding: &Finding, agency: &str, planted: &[Planted]) -> bool {
    planted.iter().any(|one| {
        one.agency == agency && (one.year - finding.year).abs() <= 1
            || one.rule == "N-COPY" && finding.rule == "N-COPY" && one.year == finding.year
    })
}

#[test]
fn every_planted_error_is_found_where_it_is() {
    let (sites, planted) = sample::sites(sample::SEED);
    let findings = findings(&sites);
    let mut missed = Vec::new();
    for one in planted.iter().filter(|one| one.rule != "-") {
        let hit = findings[&one.agency].iter().find(|finding| found(one, finding));
        match hit {
            None => missed.push(one),
            // One mistyped figure among figures that tie is named, with its true value.
            Some(finding) if ["T3-BAL", "T3-RES", "T3-ROW"].contains(&one.rule) => {
                assert_eq!(finding.suspect, one.cells.first().copied(), "{one:?}");
                let was = one.what.split([' ', '→']).find_map(|word| word.parse::<f64>().ok());
                assert_eq!(finding.repair, was, "{one:?}");
            }
            Some(_) => {}
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

/// How a rule did: planted errors, those found, its findings, and those that a plant explains.
#[derive(Default)]
struct Score {
    planted: u32,
    found: u32,
    findings: u32,
    explained: u32,
}

/// `found` of `all` in percent; nothing of nothing is whole.
fn percent(found: u32, all: u32) -> f64 {
    if all == 0 { 100.0 } else { 100.0 * f64::from(found) / f64::from(all) }
}

/// `GOUJI_SEEDS` says how many provinces beside the sample are planted (default 2).
#[test]
fn recall_and_precision_of_each_rule() {
    let more = std::env::var("GOUJI_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(2);
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut missed = Vec::new();
    for seed in std::iter::once(sample::SEED).chain(1..=more) {
        let (sites, planted) = sample::sites(seed);
        let findings = findings(&sites);
        for one in planted.iter().filter(|one| one.rule != "-") {
            let score = scores.entry(one.rule.to_owned()).or_default();
            score.planted += 1;
            if findings[&one.agency].iter().any(|finding| found(one, finding)) {
                score.found += 1;
            } else {
                missed.push(format!("seed {seed}: {one:?}"));
            }
        }
        for (agency, of) in &findings {
            for finding in of {
                let explained = explained(finding, agency, &planted);
                let rules = finding.flags.iter().map(|flag| flag.rule.as_str());
                let rules: BTreeSet<&str> = rules.chain([finding.rule.as_str()]).collect();
                for rule in rules {
                    let score = scores.entry(rule.to_owned()).or_default();
                    score.findings += 1;
                    score.explained += u32::from(explained);
                }
                let clean = !explained && finding.severity == Severity::Error;
                assert!(!clean, "seed {seed}: {agency} {}", message(finding, Lang::Zh));
            }
        }
    }
    eprintln!("rule         planted found recall | findings explained precision");
    for (rule, score) in &scores {
        let recall = percent(score.found, score.planted);
        let precision = percent(score.explained, score.findings);
        let Score { planted, found, findings, explained } = score;
        eprintln!(
            "{rule:12} {planted:7} {found:5} {recall:5.1}% | {findings:8} {explained:9} {precision:8.1}%"
        );
        let whole = ["T2", "T3", "T4", "X-CARRY", "X-VALID", "S-"];
        let least =
            if whole.iter().any(|rule_of| rule.starts_with(rule_of)) { 100.0 } else { 95.0 };
        assert!(recall >= least, "{rule}: {missed:#?}");
    }
}

#[test]
fn what_is_in_order_gets_no_error_and_no_warning() {
    let (sites, planted) = sample::sites(sample::SEED);
    let mut loud = Vec::new();
    let mut notices = 0;
    for (agency, of) in findings(&sites) {
        for finding in of.iter().filter(|finding| !explained(finding, &agency, &planted)) {
            if finding.severity == Severity::Notice {
                notices += 1;
            } else {
                loud.push(format!("{agency} {} {}", finding.year, message(finding, Lang::Zh)));
            }
        }
    }
    assert!(loud.is_empty(), "{loud:#?}");
    // Among a thousand reports chance repeats a figure now and then, and some tables are empty.
    assert!(notices < 60, "{notices} notices on reports that are in order");
}
