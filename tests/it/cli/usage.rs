//! Wrong usage: one wording, exit status 2.

use super::world::World;

#[test]
fn wrong_usage_says_what_and_what_next() {
    let see = "see 'gouji --help' or 'gouji COMMAND --help'";
    let world = World::ready();
    for (args, what, next) in [
        (&["--frob"][..], "there is no argument '--frob'", see),
        (&["celz"], "there is no command 'celz'", "did you mean 'cells'?"),
        (&["cells", "--yaer", "2024"], "there is no argument '--yaer'", "did you mean '--year'?"),
        (
            &["cells", "--format", "xml"],
            "'--format' cannot be 'xml'",
            "one of: table, csv, json, md",
        ),
        (&["cells", "--color"], "'--color' needs a value", "one of: auto, always, never"),
        (
            &["flags", "--severity", "bad"],
            "'--severity' cannot be 'bad'",
            "one of: error, warning, notice",
        ),
        (&["show"], "'<AGENCY>, <YEAR>' is missing", see),
        (&["review"], "a subcommand is missing", "one of: export, import, paper"),
        (&["-q", "-v", "cells"], "'--quiet' cannot go with '--verbose'", see),
        (&["cells", "--year", "20x4"], "'20x4' is no year", "write 2024 or 2021-2024"),
        (
            &["cells", "--year", "2024-2021"],
            "the years '2024-2021' run backwards",
            "write the earlier year first",
        ),
        (
            &["show", "教育", "2022-2024"],
            "'2022-2024' is more than one year",
            "write one year, such as 2024",
        ),
        (&["flags", "--rule", "X-9"], "there is no rule 'X-9'", "'gouji rules' lists them all"),
        (&["rules", "X-9"], "there is no rule 'X-9'", "'gouji rules' lists them all"),
        (
            &["export", "a.ods"],
            "the ending of 'a.ods' names no format",
            "use .csv, .json, .md, .xlsx or .parquet",
        ),
        (
            &["compare", "教育", "--table", "disclosure", "--measure", "share"],
            "table 'disclosure' has no total to take shares of",
            "use --measure value or change",
        ),
        (
            &["show", "没有这个局", "2024"],
            "no agency matches '没有这个局'",
            "write its name, part of it or pinyin; 'gouji coverage' lists all agencies",
        ),
        (&["ingest", "--jobs", "0", "pages"], "'--jobs' cannot be '0'", see),
        (
            &[],
            "the explorer needs a terminal",
            "in a pipe use commands such as cells, flags and show, see 'gouji --help'",
        ),
        (
            &["audit"],
            "the explorer needs a terminal",
            "in a pipe use commands such as cells, flags and show, see 'gouji --help'",
        ),
    ] {
        let run = world.on(args);
        let want = format!("error: {what}\n  next: {next}\n");
        assert_eq!(
            (run.code, run.err.as_str(), run.out.as_str()),
            (2, want.as_str(), ""),
            "{args:?}"
        );
    }
}

#[test]
fn and_says_it_in_chinese() {
    let run = World::new().run(&["--lang", "zh", "cells", "--format", "xml"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.err, "错误: '--format' 不能是 'xml'\n  下一步: 可用: table, csv, json, md\n");
}

#[test]
fn the_sample_is_not_written_to() {
    let world = World::new();
    world.put("a.jsonl", "");
    world.put("a.html", "");
    for args in [&["ingest", "a.html"][..], &["check"], &["review", "import", "a.jsonl"]] {
        let run = world.run(args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.err.contains("read-only") && run.err.contains("--db PATH"), "{}", run.err);
    }
}

#[test]
fn an_ambiguous_agency_names_the_candidates() {
    let world = World::ready();
    let run = world.on(&["compare", "云栖"]);
    assert_eq!(run.code, 2);
    assert!(run.err.starts_with("error: '云栖' matches 2 agencies\n  next: say which one: "));
    assert!(run.err.contains("教育局'") && run.err.contains("交通运输局'"), "{}", run.err);
    // The year tells them apart.
    assert_eq!(world.on(&["show", "云栖", "2022"]).code, 0);
}
