//! Bad input: a clear sentence with the path and the next step, the rest done, nothing lost.

use super::world::{BUREAU, OFFICE, World, finish, page};
use std::fs;
use std::process::Stdio;

/// Ingests a folder that holds one good page and `bad`; gives what was said of it.
fn beside_a_good_page(name: &str, bad: impl AsRef<[u8]>) -> (i32, String) {
    let world = World::new();
    world.put("pages/good.html", page(OFFICE, 2024, &[]));
    world.put(&format!("pages/{name}"), bad);
    let run = world.run(&["--db", "a.db", "ingest", "pages"]);
    let (_, rows) = world.on(&["cells", "--agency", "交通运输局", "--format", "csv"]).csv();
    assert_eq!(rows.len(), 200, "the good page is not there: {run:?}");
    (run.code, run.err)
}

#[test]
fn an_unreadable_file_is_one_line_with_path_reason_and_next_step() {
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0\xff\xfe\xfd";
    for (name, bytes, reason) in [
        ("empty.html", &b""[..], "no text in it"),
        ("picture.html", &picture.repeat(50), "not a text file"),
    ] {
        let (code, err) = beside_a_good_page(name, bytes);
        assert_eq!(code, 3, "{name}: {err}");
        let lines: Vec<&str> = err.lines().collect();
        assert_eq!(lines.len(), 1, "{err}");
        assert!(lines[0].starts_with(&format!("pages/{name}: ")), "{err}");
        assert!(lines[0].contains(reason) && lines[0].contains("; "), "{err}");
    }
}

#[test]
fn a_notice_is_no_failure() {
    let notice = "<html><title>关于做好政府信息公开工作年度报告编制工作的通知</title><body>\
        <h1>关于做好2024年政府信息公开工作年度报告编制工作的通知</h1><p>各区县、各部门：</p>\
        <p>请于一月二十日前把年度报告送到办公室，逾期不收。</p></body></html>";
    assert_eq!(beside_a_good_page("notice.html", notice), (0, String::new()));
}

#[test]
fn a_monster_page_ends_soon_and_harms_nobody() {
    let many = "<table>".to_owned() + &"<td>".repeat(50 * 1024 * 1024 / 4);
    let wide = page(BUREAU, 2024, &[]).replacen("colspan=7", "colspan=\"999999999\"", 1);
    let (_, err) = beside_a_good_page("many.html", many);
    assert!(!err.contains("panicked"), "{err}");
    let (code, err) = beside_a_good_page("wide.html", wide);
    assert!(code == 0 || code == 3, "{err}");
    assert!(!err.contains("panicked"), "{err}");
}

#[test]
fn half_a_page_is_kept_with_its_problems() {
    let world = World::new();
    let whole = page(BUREAU, 2024, &[]);
    let cut = whole.find("（四）无法提供").unwrap();
    world.put("pages/half.html", &whole[..cut]);
    let run = world.run(&["--db", "a.db", "ingest", "pages", "--json"]);
    assert!(run.code == 0 || run.code == 3, "{run:?}");
    let out = world.on(&["show", "教育局", "2024"]).out;
    assert!(out.contains("Problems of reading"), "{out}");
    let (_, rows) = world.on(&["cells", "--format", "csv"]).csv();
    let closed = rows.iter().find(|row| &row[4] == "requests.closed.total").unwrap();
    assert_eq!((&closed[5], &closed[6]), ("absent", ""));
}

#[test]
fn a_missing_path_is_listed_and_the_rest_is_read() {
    let world = World::new();
    world.put("good.html", page(OFFICE, 2024, &[]));
    let run = world.run(&["--db", "a.db", "ingest", "none.html", "good.html"]);
    assert_eq!(run.code, 3);
    assert!(run.err.starts_with("none.html: "), "{}", run.err);
    assert_eq!(world.on(&["coverage", "--format", "csv"]).csv().1.len(), 1);
}

#[test]
fn a_database_that_is_none_or_newer_or_gone_is_refused() {
    let world = World::ready();
    world.put("text.db", "this is no database, however long it may be".repeat(100));
    let newer = world.path("newer.db");
    fs::copy(world.path("a.db"), &newer).unwrap();
    let conn = rusqlite::Connection::open(&newer).unwrap();
    conn.pragma_update(None, "user_version", 9999).unwrap();
    drop(conn);
    let other = rusqlite::Connection::open(world.path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE t (x)").unwrap();
    drop(other);
    for (file, want) in [
        ("text.db", "'text.db' is not a gouji database"),
        ("other.db", "'other.db' is not a gouji database"),
        ("newer.db", "'newer.db' has schema 9999"),
        ("none.db", "there is no database at 'none.db'"),
    ] {
        let before = fs::read(world.path(file)).ok();
        for args in [&["cells"][..], &["flags"], &["doctor"], &["check"]] {
            let run = world.run(&[&["--db", file], args].concat());
            assert_eq!(run.code, 3, "{file} {args:?} {run:?}");
            assert!(run.err.starts_with(&format!("error: {want}")), "{file} {}", run.err);
            assert!(run.err.contains("; "), "no next step: {}", run.err);
        }
        assert_eq!(fs::read(world.path(file)).ok(), before, "'{file}' was touched");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_listed() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new();
    world.put("pages/good.html", page(OFFICE, 2024, &[]));
    world.put("pages/closed/a.html", page(BUREAU, 2024, &[]));
    let closed = world.path("pages/closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(&closed).is_ok() {
        eprintln!("skipped: this user may read every folder");
        return;
    }
    let run = world.run(&["--db", "a.db", "ingest", "pages"]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.starts_with("pages/closed: "), "{}", run.err);
    assert_eq!(world.on(&["coverage", "--format", "csv"]).csv().1.len(), 1);
}

/// A limit on the size of files acts like a full disk, and needs no rights.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_what_was_there() {
    let world = World::ready();
    let before = world.on(&["cells", "--format", "csv"]).out;
    let mut seed = 1u32;
    let mut han = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from_u32(0x4e00 + (seed >> 12) % 20_000).unwrap()
    };
    for year in 2021..2025 {
        world.put(&format!("more/{year}.html"), page("云栖市水务局", year, &[]));
        // What does not compress fills the disk.
        let noise: String = (0..100_000).map(|_| han()).collect();
        world.put(&format!("more/noise-{year}.txt"), noise);
    }
    // In blocks of 512 bytes; a signal that is ignored lets the write fail instead.
    let blocks = fs::metadata(world.path("a.db")).unwrap().len() / 512 + 8;
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" --db a.db ingest more");
    let mut command = assert_cmd::Command::new("sh");
    command.current_dir(world.path("")).env("HOME", world.path("")).env("LANG", "C");
    let run = finish(command.args(["-c", &script, env!("CARGO_BIN_EXE_gouji")]));
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("a.db") && !run.err.contains("panicked"), "{}", run.err);
    assert!(run.err.contains("\n  next: "), "{}", run.err);
    // What was kept is whole, and goes on where it stopped.
    assert_eq!(world.on(&["ingest", "more/2021.html"]).code, 0);
    let doctor = world.on(&["doctor"]);
    assert_eq!(doctor.code, 0, "{doctor:?} after {run:?}");
    let after = world.on(&["cells", "--agency", "云栖市教育局", "--format", "csv"]).out;
    let kept: Vec<&str> = before.lines().filter(|l| l.contains("教育局")).collect();
    assert_eq!(after.lines().skip(1).collect::<Vec<_>>(), kept);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_the_output_is_told() {
    let world = World::ready();
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.current_dir(world.path("")).env_clear().env("GOUJI_DB", "a.db").env("LANG", "C");
    let output = command.arg("cells").stdout(full).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{err}");
    assert!(err.starts_with("error: ") && err.contains("No space left"), "{err}");
    assert!(err.ends_with("\n  next: free some space and run again\n"), "{err}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let world = World::ready();
    for args in [&["cells", "--format", "csv"][..], &["cells"], &["--help"], &["man"]] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gouji"));
        command.current_dir(world.path("")).env_clear().env("GOUJI_DB", "a.db").args(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), err.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn hostile_names_reach_no_terminal_and_no_spreadsheet() {
    let world = World::new();
    let name = "=cmd()\u{1b}[2J\u{202e}\u{200b}局";
    world.put(
        "pages/\u{1b}]0;x\u{7}.html",
        page(BUREAU, 2024, &[("requests.new.legal", "=1+\u{202e}1")]),
    );
    world.put("pages/plain.html", page(OFFICE, 2024, &[]));
    world.put(
        "list.csv",
        format!("path,agency,year,published,url\npages/plain.html,{name},2024,,\n"),
    );
    world.put("pages/\u{1b}[31mempty.html", "");
    let ingest =
        world.run(&["--db", "a.db", "ingest", "pages", "--manifest", "list.csv", "--lang", "zh"]);
    assert_eq!(ingest.code, 3, "{ingest:?}");
    let mut all = vec![ingest];
    for format in ["table", "csv", "json", "md"] {
        all.push(world.on(&["cells", "--format", format]));
        all.push(world.on(&["flags", "--format", format]));
        all.push(world.on(&["coverage", "--format", format]));
    }
    all.push(world.on(&["show", "教育局", "2024"]));
    all.push(world.on(&["compare", "cmd", "教育局"]));
    all.push(world.on(&["show", "\u{1b}[31m", "2024"]));
    for run in &all {
        let hostile = |c: char| c != '\n' && gouji::text::is_hostile(c);
        assert!(!run.out.contains(hostile), "{run:?}");
        assert!(!run.err.contains(hostile), "{run:?}");
    }
    let (_, rows) = world.on(&["cells", "--format", "csv"]).csv();
    for field in rows.iter().flat_map(|row| row.iter()) {
        assert!(!field.starts_with('='), "{field}");
    }
}
