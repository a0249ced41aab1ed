//! Imports point one way: what a module may know of the others.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Each module with those it may import from. The order is that of the map in `lib.rs`.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("form", &["text"]),
    ("place", &["text"]),
    ("record", &["text", "form"]),
    ("read", &["text", "form", "place", "record"]),
    ("check", &["text", "form", "record"]),
    ("store", &["text", "form", "place", "record"]),
    ("find", &["text", "form", "place", "record"]),
    ("export", &["text", "form", "record"]),
    ("paper", &["text", "form", "record", "check", "store", "export"]),
    ("synth", &["text", "form", "place", "record"]),
    ("pipeline", &["text", "form", "place", "record", "read", "check", "store", "find"]),
    (
        "tui",
        &[
            "text", "form", "place", "record", "read", "check", "store", "find", "export", "paper",
            "pipeline",
        ],
    ),
    (
        "cli",
        &[
            "text", "form", "place", "record", "read", "check", "store", "find", "export", "paper",
            "synth", "pipeline", "tui",
        ],
    ),
];

fn sources(of: &Path, into: &mut Vec<PathBuf>) {
    if of.is_file() {
        into.push(of.to_owned());
        return;
    }
    for entry in std::fs::read_dir(of).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() || path.extension().is_some_and(|e| e == "rs") {
            sources(&path, into);
        }
    }
}

/// The names that follow `crate::` in a file, nested imports included.
fn imports(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut fresh = true;
            let mut name = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        names.insert(std::mem::take(&mut name));
                        fresh = true;
                        continue;
                    }
                    c if depth == 0 && fresh && (c.is_alphanumeric() || c == '_') => {
                        name.push(c);
                        continue;
                    }
                    c if c.is_whitespace() => continue,
                    _ => {}
                }
                fresh = false;
            }
            names.insert(name);
        } else {
            names.insert(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    names.remove("");
    names
}

#[test]
fn nested_imports_are_seen() {
    let text = "use crate::{form::{Cell, Row}, store};\nlet x = crate::tui::run();";
    let names: Vec<String> = imports(text).into_iter().collect();
    assert_eq!(names, ["form", "store", "tui"]);
}

#[test]
fn imports_point_one_way() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let modules: BTreeSet<&str> = MAY_KNOW.iter().map(|(name, _)| *name).collect();
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(&src).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if name == "lib" || name == "main" {
            continue;
        }
        let Some((_, may)) = MAY_KNOW.iter().find(|(module, _)| *module == name) else {
            panic!("the module '{name}' has no line in MAY_KNOW");
        };
        let mut files = Vec::new();
        sources(&path, &mut files);
        for file in files {
            for import in imports(&std::fs::read_to_string(&file).unwrap()) {
                let known = modules.contains(import.as_str());
                if known && import != name && !may.contains(&import.as_str()) {
                    wrong.push(format!("{} imports {import}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
