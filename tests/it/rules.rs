//! The registry against itself and against its files, and the catalogue in the docs.

use gouji::check::{Rule, Run, catalogue, page, registry, rule};
use gouji::text::{Lang, Text};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn file_of(rule: &Rule) -> String {
    format!("{}.rs", rule.id.to_lowercase().replace('-', "_"))
}

#[test]
fn a_rule_is_a_file_and_a_file_is_a_rule() {
    let folder = root().join("src/check/rules");
    let files: BTreeSet<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".rs") && name != "mod.rs")
        .collect();
    let rules: BTreeSet<String> = registry().iter().map(|rule| file_of(rule)).collect();
    assert_eq!(files, rules);
    assert_eq!(rules.len(), registry().len(), "an id is used twice");
}

#[test]
fn every_rule_says_all_that_its_page_needs() {
    let mut names = BTreeSet::new();
    for rule in registry() {
        let doc = &rule.doc;
        for text in [rule.name, doc.finds, doc.why, doc.innocent, doc.basis, doc.fires, doc.silent]
        {
            let Text { zh, en } = text;
            assert!(zh.chars().count() > 3 && en.len() > 3, "{}: '{zh}' '{en}'", rule.id);
            assert!(!zh.contains('\n') && !zh.contains("  ") && !en.contains("  "), "{}", rule.id);
        }
        assert!(names.insert(rule.name.zh) && names.insert(rule.name.en), "{}", rule.id);
        assert!(rule.version > 0 && !rule.severities.is_empty(), "{}", rule.id);
        assert!(rule.severities.is_sorted(), "{}: the heaviest first", rule.id);
    }
}

#[test]
fn every_rule_has_an_example_that_fires_and_one_that_does_not() {
    for rule in registry() {
        let path = root().join("src/check/rules").join(file_of(rule));
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with(&format!("//! `{}`: ", rule.id)), "{}", path.display());
        for test in ["fn fires()", "fn is_silent()"] {
            assert!(text.contains(test), "{} has no test '{test}'", path.display());
        }
        if let Run::With(other) = rule.run {
            assert!(matches!(gouji::check::rule(other).unwrap().run, Run::Case(_)), "{}", rule.id);
        }
    }
}

#[test]
fn a_page_has_every_paragraph_in_both_languages() {
    let of = rule("X-CARRY").unwrap();
    let page = |lang| page(of, lang);
    assert!(
        page(Lang::Zh).starts_with("X-CARRY 结转与上年对不上\n\n级别\n  疑点、提示; 第 1 版\n")
    );
    assert!(page(Lang::En).contains("\nInnocent explanations\n  Bodies that merged"));
    assert!(rule("X-NONE").is_none());
}

/// `GOUJI_BLESS=1 cargo test --test it rules` writes the file anew.
#[test]
fn the_catalogue_in_the_docs_is_the_registry() {
    let path = root().join("docs/RULES.md");
    if std::env::var_os("GOUJI_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).unwrap();
        std::fs::write(&path, catalogue()).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == catalogue(), "docs/RULES.md is old: run with GOUJI_BLESS=1");
}

/// Whatever a page may hold: huge, negative and broken figures, any years in any order.
#[test]
fn no_figures_make_a_rule_panic_and_no_two_findings_share_an_id() {
    use gouji::check::{ContextBuilder, check, message};
    use gouji::form::{Cell, Form};
    use gouji::record::{
        Agency, AgencyKind, Case, Cells, Level, Passage, Place, Report, Span, State,
    };
    use rand::{RngExt, SeedableRng};

    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(4);
    let odd = [0.0, -0.0, 1.0, 9.5, -3.0, 1e9, 8.9e15, 1e300, -1e300, f64::MAX];
    let years = [i16::MIN, -1, 0, 2018, 2019, 2020, 2021, 2022, 9999, i16::MAX];
    for round in 0..200 {
        let mut reports = Vec::new();
        for _ in 0..rng.random_range(0..5) {
            let mut cells = Cells::default();
            for cell in Cell::all() {
                match rng.random_range(0..6) {
                    0 => cells.set_state(cell, State::ALL[rng.random_range(2..5)], "?"),
                    1 if round % 2 == 0 => {
                        cells.set_number(cell, odd[rng.random_range(0..odd.len())], "");
                    }
                    2 => {}
                    _ => cells.set_number(cell, f64::from(rng.random_range(0..30)), ""),
                }
            }
            let heading = ["一、", "十二、\u{1b}[2J", "", "第", "9."][rng.random_range(0..5)];
            reports.push(Report {
                year: years[rng.random_range(0..years.len())],
                form: Form::ALL[rng.random_range(0..2)],
                published: "2024-06-01".parse().ok().filter(|_| round % 3 == 0),
                title: String::new(),
                earlier: (round % 5 == 0).then(|| Box::new(cells.clone())),
                cells,
                passages: vec![Passage {
                    section: gouji::form::Section::ALL[rng.random_range(0..7)],
                    heading: Some(heading.to_owned()),
                    text: heading.to_owned(),
                    span: Span::new(0, 1),
                }],
            });
        }
        let agency = Agency {
            name: "云岭省白水市青石县".into(),
            printed: String::new(),
            place: Place::default(),
            kind: AgencyKind::ALL[round % 7],
            level: Level::ALL[round % 6],
        };
        let case = Case { agency, reports };
        let mut builder = ContextBuilder::default();
        for _ in 0..40 {
            builder.add(&case);
        }
        let found = check(&case, &builder.build());
        let ids: BTreeSet<_> = found.iter().map(|finding| finding.id).collect();
        assert_eq!(ids.len(), found.len());
        for finding in &found {
            for lang in [Lang::Zh, Lang::En] {
                let said = message(finding, lang);
                assert!(!said.is_empty() && !said.contains('\u{1b}'), "{finding:?}");
            }
            assert!(finding.suspect.is_some() == finding.repair.is_some(), "{finding:?}");
        }
    }
}
