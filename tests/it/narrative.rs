//! Prose of real pages through the whole reader: what is found in it, and what is left alone.

use crate::shared::shared;
use gouji::check::{Context, check, message};
use gouji::read::{Hints, read};
use gouji::record::{Case, Finding, Outcome, Severity};
use gouji::text::Lang;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A page as an agency's only year, with its text.
fn page(path: &Path) -> Option<(Case, String)> {
    let reading = read(&std::fs::read(path).unwrap(), &Hints::default());
    match reading.outcome {
        Outcome::Report { agency, report } => {
            Some((Case { agency, reports: vec![*report] }, reading.source))
        }
        Outcome::NotReport { .. } => None,
    }
}

/// The files of a folder beside the repository whose names have an ending.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let Some(folder) = shared(folder) else { return Vec::new() };
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
    files.sort();
    files
}

/// The reports read from a folder with what is found in each by itself.
fn found(folder: &str) -> Vec<(Case, String, Vec<Finding>)> {
    files(folder, ".txt")
        .iter()
        .filter_map(|path| page(path))
        .map(|(case, source)| {
            let found = check(&case, &Context::default());
            (case, source, found)
        })
        .collect()
}

/// Rules of these kinds say of a page's prose what is wrong with it.
fn on_prose(findings: &[Finding]) -> Vec<String> {
    let prose = findings.iter().filter(|finding| finding.rule.starts_with("N-"));
    prose.map(|finding| message(finding, Lang::Zh)).collect()
}

#[test]
fn of_the_first_five_pages_one_was_tampered_with_and_no_prose_contradicts_its_tables() {
    let pages = found("seeds");
    let mut seen = 0;
    for (case, source, findings) in &pages {
        let name = case.agency.name.as_str();
        if !name.ends_with("合阳县") {
            assert!(on_prose(findings).is_empty(), "{name}: {:?}", on_prose(findings));
            continue;
        }
        seen += 1;
        let [tampered] = findings.as_slice() else { panic!("{findings:#?}") };
        assert_eq!((tampered.rule.as_str(), tampered.severity), ("N-TAMPER", Severity::Warning));
        let strings = &tampered.facts.iter().find(|(name, _)| name == "strings").unwrap().1;
        assert!(strings.contains("澳门金沙×4"), "{strings}");
        // The name stands four times, in three sentences; each is quoted as it is printed.
        assert_eq!(tampered.quotes.len(), 3);
        for quote in &tampered.quotes {
            assert!(quote.text.contains("澳门金沙"), "{}", quote.text);
            assert!(source[quote.span.range()].contains("澳门金沙"), "{quote:?}");
        }
    }
    assert_eq!((pages.len(), seen), if pages.is_empty() { (0, 0) } else { (5, 1) });
}

#[test]
fn prose_of_published_pages_is_left_alone() {
    // What is found in them was looked at one by one, and is as it says.
    let right = [
        ("N-PARTS", "马水镇"),
        ("N-FEE", "金湖县"),
        ("N-TAMPER", "科技局"),
        ("N-TAMPER", "西柳镇人民政府"),
    ];
    let mut years: BTreeMap<String, Case> = BTreeMap::new();
    for folder in ["pages", "pages/fragments", "pages/beginnings"] {
        for (case, _, findings) in found(folder) {
            let name = case.agency.name.clone();
            for finding in findings.iter().filter(|finding| finding.rule.starts_with("N-")) {
                let looked_at =
                    |(rule, whose): &(&str, &str)| finding.rule == *rule && name.ends_with(whose);
                let said = message(finding, Lang::Zh);
                assert!(right.iter().any(looked_at), "{name}: {} {said}", finding.rule);
            }
            let known =
                years.entry(name).or_insert_with(|| Case { reports: vec![], ..case.clone() });
            known.reports.extend(case.reports);
        }
    }
    // The same with what the years beside say: nothing but a copied text comes to it.
    for (name, mut case) in years {
        case.reports.sort_by_key(|report| report.year);
        case.reports.dedup_by_key(|report| report.year);
        for finding in check(&case, &Context::default()) {
            let looked_at =
                |(rule, whose): &(&str, &str)| finding.rule == *rule && name.ends_with(whose);
            assert!(
                !finding.rule.starts_with("N-") || right.iter().any(looked_at),
                "{name}: {}",
                message(&finding, Lang::Zh)
            );
            if finding.rule == "N-COPY" {
                eprintln!("{name} {}", message(&finding, Lang::Zh));
            }
        }
    }
}
