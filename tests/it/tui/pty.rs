//! The program itself in a pseudo-terminal: what goes over the line.

use super::fixture::fill;
use super::terminal::Terminal;
use gouji::store::Store;
use portable_pty::CommandBuilder;
use std::path::Path;
use std::time::{Duration, Instant};

/// Long enough for any machine; a test that waits so long has failed.
const LONG: Duration = Duration::from_secs(20);

/// The program in a terminal of 80×24.
pub(super) struct Explorer {
    terminal: Terminal,
    /// Everything that was sent.
    sent: Vec<u8>,
}

impl Explorer {
    pub(super) fn open(database: &Path, args: &[&str], vars: &[(&str, &str)]) -> Explorer {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_gouji"));
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "zh_CN.UTF-8"), ("USER", "li")] {
            command.env(name, value);
        }
        let home = database.parent().unwrap();
        command.env("HOME", home);
        command.env("XDG_STATE_HOME", home);
        for (name, value) in vars {
            command.env(name, value);
        }
        command.arg("--db");
        command.arg(database);
        command.args(args);
        Explorer { terminal: Terminal::start(command).unwrap(), sent: Vec::new() }
    }

    /// Its number among the processes.
    pub(super) fn id(&self) -> u32 {
        self.terminal.child.process_id().unwrap()
    }

    pub(super) fn text(&self) -> String {
        self.terminal.text()
    }

    /// Reads until the screen shows a text; how many bytes that took.
    pub(super) fn until(&mut self, wanted: &str) -> usize {
        let before = self.sent.len();
        let deadline = Instant::now() + LONG;
        while !self.text().contains(wanted) {
            let left = deadline.saturating_duration_since(Instant::now());
            let Some((_, more)) = self.terminal.receive(left) else {
                panic!("'{wanted}' did not come:\n{}", self.text());
            };
            self.terminal.show(&more);
            self.sent.extend(more);
        }
        self.sent.len() - before
    }

    /// Reads to the end of the line in small steps, and has each screen looked at.
    pub(super) fn rest(&mut self, mut look: impl FnMut(&str)) {
        look(&self.text());
        while let Some((_, more)) = self.terminal.receive(LONG) {
            for step in more.chunks(256) {
                self.terminal.show(step);
                look(&self.text());
            }
        }
    }

    pub(super) fn press(&mut self, keys: &str) -> &mut Explorer {
        self.terminal.type_in(keys).unwrap();
        self
    }

    pub(super) fn end(&mut self) -> u32 {
        let deadline = Instant::now() + LONG;
        loop {
            if let Some(status) = self.terminal.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < deadline, "it does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// A folder with the small database as a file in it.
fn folder() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.db");
    fill(&mut Store::create(&path).unwrap());
    (folder, path)
}

#[test]
fn little_goes_over_the_line() {
    let (_folder, path) = folder();
    let mut explorer = Explorer::open(&path, &[], &[]);
    // The first frames: an empty one, and those with the answers.
    let first = explorer.until("公开率 ");
    assert!(first < 8000, "the first screen took {first} bytes");
    explorer.press("5").until(" 1/5");
    let step = explorer.press("j").until(" 2/5");
    assert!(step < 600, "a step of the cursor took {step} bytes");
    // A burst is put into the model whole and drawn once or a few times.
    let burst = explorer.press("kjjjkjkjkjkjkjkjkjkjkjkjkjkjkj").until(" 4/5");
    assert!(burst < 3000, "thirty keys took {burst} bytes");
    explorer.press("q");
    assert_eq!(explorer.end(), 0);
}

#[test]
fn a_decision_is_in_the_file_and_the_place_is_kept() {
    let (_folder, path) = folder();
    let mut explorer = Explorer::open(&path, &["audit"], &[]);
    explorer.until("T3-BAL");
    explorer.press("c").until("理由:");
    explorer.press("与上年不符\r").until("2/5");
    explorer.press("q");
    assert_eq!(explorer.end(), 0);
    let stored = Store::open(&path).unwrap().finding(super::fixture::FIRST).unwrap().unwrap();
    assert_eq!((stored.note.as_str(), stored.history[0].by.as_str()), ("与上年不符", "li"));
    let mut again = Explorer::open(&path, &[], &[]);
    again.until("2/5");
    again.press("q");
    assert_eq!(again.end(), 0);
}

#[test]
fn without_colours_none_is_sent() {
    let (_folder, path) = folder();
    let mut explorer = Explorer::open(&path, &[], &[("NO_COLOR", "1")]);
    explorer.until("公开率 ");
    explorer.press("4").until("T3-BAL");
    let sent = String::from_utf8_lossy(&explorer.sent).into_owned();
    let colours = sent.split("\x1b[").skip(1).filter(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(0);
        let codes: Vec<u16> = rest[..end].split(';').filter_map(|code| code.parse().ok()).collect();
        rest[end..].starts_with('m') && codes.iter().any(|code| (30..=49).contains(code))
    });
    assert_eq!(colours.count(), 0, "{}", sent.escape_debug());
    explorer.press("q");
    explorer.end();
}
