//! Reading in, again, and after a change.

use super::world::{BUREAU, OFFICE, World, page};

#[test]
fn the_summary_counts_what_was_read() {
    let world = World::new();
    world.put("pages/a.html", page(BUREAU, 2023, &[]));
    world.put("pages/b.html", page(BUREAU, 2024, &[]));
    world.put("pages/empty.html", "");
    let run = world.run(&["--db", "a.db", "ingest", "pages", "--json"]);
    assert_eq!(run.code, 3);
    let summary: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&summary["files"], &summary["reports"], &summary["unchanged"]),
        (&3.into(), &2.into(), &0.into()),
        "{summary}"
    );
    assert_eq!(summary["failures"][0]["path"], "pages/empty.html");
    let words = world.run(&["--db", "b.db", "ingest", "pages"]);
    assert!(words.out.starts_with("3 files read: 2 new, 0 unchanged,"), "{}", words.out);
}

#[test]
fn the_same_files_twice_change_nothing() {
    let world = World::ready();
    let before = (world.on(&["cells"]).out, world.on(&["flags"]).out);
    let run = world.on(&["ingest", "pages"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.starts_with("4 files read: 0 new, 4 unchanged, 0 changed"), "{}", run.out);
    let check = world.on(&["check"]);
    assert!(check.out.starts_with("findings: 0 new, "), "{}", check.out);
    assert!(check.out.ends_with(" 0 changed (0 open again), 0 resolved\n"), "{}", check.out);
    assert_eq!(before, (world.on(&["cells"]).out, world.on(&["flags"]).out));
}

#[test]
fn a_manifest_overrides_the_page() {
    let world = World::new();
    world.put("pages/a.html", page(BUREAU, 2023, &[]));
    world.put(
        "list.csv",
        format!("path,agency,year,published,url\npages/a.html,{OFFICE},2022,2023-01-05,\n"),
    );
    let run = world.run(&["--db", "a.db", "ingest", "pages", "--manifest", "list.csv"]);
    assert_eq!(run.code, 0, "{run:?}");
    let (_, rows) = world.on(&["cells", "--format", "csv"]).csv();
    assert!(rows[0][1].ends_with(OFFICE) && &rows[0][2] == "2022", "{:?}", rows[0]);
}

#[test]
fn quiet_says_nothing_and_a_pipe_gets_no_bars() {
    let world = World::new();
    world.put("pages/a.html", page(BUREAU, 2023, &[]));
    let run = world.run(&["--db", "a.db", "-q", "ingest", "pages"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(world.on(&["-q", "export", "a.csv"]).err, "");
}

#[test]
fn a_whole_database_is_told_so() {
    let run = World::ready().on(&["doctor"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.ends_with("the database is whole\n"), "{}", run.out);
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_was_done_and_the_next_run_goes_on() {
    use rustix::process::{Pid, Signal, kill_process};
    let world = World::new();
    for number in 0..400 {
        let name = format!("云栖市第{number}中学");
        world.put(&format!("pages/{number}.html"), page(&name, 2024, &[]));
    }
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.current_dir(world.path("")).env_clear().env("HOME", world.path(""));
    command.args(["--db", "a.db", "ingest", "pages"]);
    let mut child = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
    // The handlers are there before the first page is.
    let pages = || {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
        let db = rusqlite::Connection::open_with_flags(world.path("a.db"), flags).ok()?;
        db.query_row("SELECT count(*) FROM source", [], |row| row.get::<_, i64>(0)).ok()
    };
    while pages().unwrap_or(0) == 0 && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    let pid = Pid::from_raw(child.id().try_into().unwrap()).unwrap();
    kill_process(pid, Signal::INT).unwrap();
    let output = child.wait_with_output().unwrap();
    // It may have been done already.
    assert!(matches!(output.status.code(), Some(0 | 3)), "{output:?}");
    let kept = world.on(&["coverage", "--format", "csv"]).csv().1.len();
    assert!(kept > 0);
    let run = world.on(&["ingest", "pages", "--json"]);
    let summary: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, &summary["unchanged"]), (0, &kept.into()), "{summary}");
    assert_eq!(world.on(&["coverage", "--format", "csv"]).csv().1.len(), 400);
    assert_eq!(world.on(&["doctor"]).code, 0);
}

#[test]
fn without_a_database_the_sample_is_read_and_said_to_be_one() {
    let world = World::new();
    for args in [&["cells"][..], &["flags"], &["coverage"], &["doctor"]] {
        let run = world.run(&[args, &["-v"]].concat());
        assert_eq!(run.code, 0, "{args:?} {}", run.err);
        assert!(run.err.starts_with("the sample database (built in, read-only)"), "{}", run.err);
        assert!(run.out.lines().count() > 5, "{args:?}");
        assert_eq!(world.run(&[args, &["-q"]].concat()).err, "");
    }
}
