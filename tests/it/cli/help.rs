//! Help, versions, completions, the manual page.

use super::world::World;

const COMMANDS: [&str; 16] = [
    "audit",
    "ingest",
    "check",
    "cells",
    "flags",
    "search",
    "index",
    "show",
    "compare",
    "coverage",
    "rules",
    "review",
    "export",
    "doctor",
    "completions",
    "man",
];

#[test]
fn every_command_has_help_in_both_languages() {
    let world = World::new();
    let mut all = vec![vec![]];
    all.extend(COMMANDS.map(|command| vec![command]));
    all.extend([vec!["review", "export"], vec!["review", "import"]]);
    for command in all {
        for (lang, usage, options) in
            [("en", "Usage: gouji", "Global options:"), ("zh", "用法: gouji", "通用选项:")]
        {
            let args = [command.as_slice(), &["--lang", lang, "--help"]].concat();
            let run = world.run(&args);
            assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
            assert!(run.out.contains(usage) && run.out.contains(options), "{}", run.out);
            assert!(lang == "en" || !run.out.contains("OPTIONS"), "{}", run.out);
        }
    }
}

#[test]
fn the_locale_chooses_the_language_of_help() {
    let world = World::new();
    for (locale, want) in [("zh_CN.UTF-8", "用法"), ("de_DE.UTF-8", "Usage"), ("C", "Usage")] {
        let out = world.command().env("LANG", locale).arg("-h").output().unwrap().stdout;
        assert!(String::from_utf8(out).unwrap().contains(want), "{locale}");
    }
}

#[test]
fn the_top_page_lists_every_command() {
    let out = World::new().run(&["--help"]).out;
    for command in COMMANDS {
        assert!(out.contains(&format!("\n  {command} ")), "'{command}' is not in {out}");
    }
}

#[test]
fn the_version_is_the_packages() {
    let run = World::new().run(&["--version"]);
    assert_eq!((run.code, run.out), (0, format!("gouji {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn packagers_get_completions_and_a_manual() {
    let world = World::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = world.run(&["completions", shell]);
        assert_eq!(run.code, 0);
        assert!(run.out.contains("since-last") && run.out.contains("coverage"), "{shell}");
    }
    for (lang, word) in [("zh", "只读"), ("en", "read\\-only")] {
        let run = world.run(&["man", "--lang", lang]);
        assert_eq!(run.code, 0);
        assert!(run.out.contains(".TH gouji 1") && run.out.contains(word), "{}", run.out);
    }
}

#[test]
fn rules_are_a_catalogue_and_pages() {
    let world = World::new();
    let run = world.run(&["rules", "--format", "csv"]);
    let (head, rows) = run.csv();
    assert_eq!(head, ["rule", "severity", "name", "finds"]);
    assert!(rows.iter().any(|row| &row[0] == "T3-BAL"), "{run:?}");
    for row in &rows {
        let page = world.run(&["rules", &row[0].to_lowercase(), "--lang", "zh"]);
        assert!(page.out.starts_with(&row[0]) && page.out.contains("依据"), "{page:?}");
    }
    let json = world.run(&["rules", "T3-BAL", "--format", "json"]).out;
    let page: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(page["rule"], "T3-BAL");
    for format in ["md", "csv"] {
        let run = world.run(&["rules", "T3-BAL", "--format", format]);
        assert!(run.code == 0 && run.out.contains("Basis"), "{run:?}");
    }
}
