//! The rules against the errors that the sample has on purpose, and against what it has not.

use gouji::check::{ContextBuilder, check, message};
use gouji::record::{Case, Finding, Severity};
use gouji::synth::plant::{Fate, Planted, Site};
use gouji::synth::sample;
use gouji::text::Lang;
use std::collections::BTreeMap;

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
        let hit = findings[&one.agency].iter().find(|finding| {
            finding.year == one.year
                && names(finding, one.rule)
                && (one.cells.is_empty() || one.cells.iter().any(|c| finding.cells.contains(c)))
        });
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
