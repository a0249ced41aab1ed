//! Verdicts out and in again.

use super::world::World;

fn line(finding: &str, verdict: &str, at: &str) -> String {
    format!(
        r#"{{"finding":"{finding}","verdict":"{verdict}","note":"已电话核实","by":"li","at":"{at}"}}"#
    ) + "\n"
}

fn open_error(world: &World) -> String {
    let (_, rows) = world.on(&["flags", "--severity", "error", "--format", "csv"]).csv();
    rows[0][0].to_owned()
}

#[test]
fn a_verdict_comes_in_counts_and_goes_out_as_it_was() {
    let world = World::ready();
    let finding = open_error(&world);
    let log = line(&finding, "unsure", "2026-01-01T00:00:00Z")
        + &line(&finding, "confirmed", "2026-01-02T00:00:00Z");
    world.put("log.jsonl", &log);
    let run = world.on(&["review", "import", "log.jsonl"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    assert_eq!(run.err, "added 2, there before 0, waiting for their finding 0\n");
    assert_eq!(world.on(&["flags", "--exit-code"]).code, 0);
    let (_, rows) = world.on(&["flags", "--verdict", "confirmed", "--format", "csv"]).csv();
    assert!(!rows.is_empty() && rows.iter().all(|row| row[0] == finding));
    assert_eq!(world.on(&["review", "export"]).out, log);
    // Twice changes nothing.
    let again = world.on(&["review", "import", "log.jsonl"]);
    assert_eq!(again.err, "added 0, there before 2, waiting for their finding 0\n");
    assert_eq!(world.on(&["review", "export", "out.jsonl"]).code, 0);
    assert_eq!(std::fs::read_to_string(world.path("out.jsonl")).unwrap(), log);
    // A new check and a new reading lose none.
    assert_eq!(world.on(&["check"]).code, 0);
    assert_eq!(world.on(&["review", "export", "-"]).out, log);
}

#[test]
fn a_bad_line_is_named_and_the_good_ones_count() {
    let world = World::ready();
    let finding = open_error(&world);
    let good = line(&finding, "explained", "2026-01-01T00:00:00Z");
    world.put("log.jsonl", format!("\u{feff}{good}\nnot json\n{}", line("12", "open", "never")));
    let run = world.on(&["review", "import", "log.jsonl"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("log.jsonl:3: ") && run.err.contains("log.jsonl:4: "), "{}", run.err);
    assert_eq!(world.on(&["review", "export"]).out, good);
}

#[test]
fn what_cannot_be_read_is_status_three() {
    let world = World::ready();
    world.put("bad.jsonl", "{}\n");
    for (file, want) in [
        ("none.jsonl", "error: cannot open 'none.jsonl': "),
        ("bad.jsonl", "error: 'bad.jsonl' holds no verdict\n"),
    ] {
        let run = world.on(&["review", "import", file]);
        assert_eq!(run.code, 3);
        assert!(run.err.contains(want), "{}", run.err);
    }
}

#[test]
fn the_working_paper_tells_what_was_decided_and_why() {
    let world = World::ready();
    let finding = open_error(&world);
    let log = line(&finding, "unsure", "2026-01-01T00:00:00Z")
        + &line(&finding, "confirmed", "2026-01-02T00:00:00Z");
    world.put("log.jsonl", &log);
    assert_eq!(world.on(&["review", "import", "log.jsonl"]).code, 0);
    let run = world.on(&["review", "paper", "paper.md", "--lang", "zh"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    let paper = std::fs::read_to_string(world.path("paper.md")).unwrap();
    insta::assert_snapshot!(paper);
    // The same decisions give the same paper.
    assert_eq!(world.on(&["review", "paper", "--lang", "zh"]).out, paper);
    let open = world.on(&["review", "paper", "--verdict", "open"]).out;
    assert!(!open.contains("Decided findings"), "{open}");
}

#[test]
fn a_paper_is_markdown() {
    let world = World::ready();
    let run = world.on(&["review", "paper", "paper.csv"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("does not end in .md"), "{}", run.err);
}
