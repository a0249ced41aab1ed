//! The explorer in a terminal: what a key costs.

use crate::common::pty::{COLUMNS, ROWS, Terminal};
use crate::common::usage;
use crate::gouji;
use anyhow::{Context, ensure};
use portable_pty::CommandBuilder;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A frame has ended when nothing came for so long.
const QUIET: Duration = Duration::from_millis(50);
/// The same of the first frame, which waits longer for what is to be on it.
const FIRST_QUIET: Duration = Duration::from_millis(300);
/// A key that answers with nothing is given up after so long.
const SILENT: Duration = Duration::from_millis(250);
/// What does not come in this time does not come.
const LONGEST: Duration = Duration::from_secs(30);
/// After so long without a key the explorer shows at once what else belongs to a step.
const REST: Duration = Duration::from_millis(250);
/// What comes later than this many milliseconds after a key may belong to the one before it.
const LATE: f64 = 60.0;

/// What a key cost.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    pub bytes: usize,
    /// Milliseconds to the last byte.
    pub last: f64,
    /// Whether rows moved by one, and not the cursor alone.
    pub scrolled: bool,
}

/// A program in a terminal of its own, with a home that nobody else has.
pub struct Session {
    terminal: Terminal,
    _home: TempDir,
}

impl Session {
    /// Starts a program.
    pub fn of(program: &Path, arguments: &[&str]) -> anyhow::Result<Session> {
        let home = tempfile::tempdir()?;
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        command.args(arguments);
        command.cwd(home.path());
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "zh_CN.UTF-8"), ("USER", "li")] {
            command.env(name, value);
        }
        for name in ["HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
            command.env(name, home.path());
        }
        Ok(Session { terminal: Terminal::start(command)?, _home: home })
    }

    /// Starts the explorer on a database, or the sample, where nobody was before, and gives what
    /// its first screen cost.
    pub fn explorer(database: Option<&Path>) -> anyhow::Result<(Session, Cost)> {
        let mut arguments = vec!["--lang", "zh"];
        if let Some(database) = database {
            forget_the_place(database)?;
            arguments.extend(["--db", database.to_str().context("a path that is text")?]);
        }
        let mut session = Session::of(gouji(), &arguments)?;
        let cost = session.cost(session.terminal.started, FIRST_QUIET, LONGEST);
        let text = session.terminal.text();
        ensure!(text.contains("2025"), "no report on the first screen:\n{text}");
        Ok((session, cost))
    }

    /// What keys cost until the screen is quiet again.
    pub fn press(&mut self, keys: &str) -> anyhow::Result<Cost> {
        self.press_for(keys, QUIET, SILENT)
    }

    /// The same where the answer may take long and come in parts.
    pub fn press_patiently(&mut self, keys: &str, patience: Duration) -> anyhow::Result<Cost> {
        self.press_for(keys, patience, patience)
    }

    fn press_for(&mut self, keys: &str, quiet: Duration, silent: Duration) -> anyhow::Result<Cost> {
        let before = self.terminal.pieces(PIECE);
        let since = Instant::now();
        self.terminal.type_in(keys)?;
        let cost = self.cost(since, quiet, silent);
        let ended = self.terminal.child.try_wait()?;
        ensure!(ended.is_none(), "it ended at {keys:?}:\n{}", self.terminal.text());
        Ok(Cost { scrolled: scrolled(&before, &self.terminal.pieces(PIECE)), ..cost })
    }

    /// Waits until nothing comes any more.
    pub fn rest(&mut self) {
        self.cost(Instant::now(), REST, REST);
    }

    /// What a key costs that comes after a rest.
    pub fn press_rested(&mut self, keys: &str) -> anyhow::Result<Cost> {
        self.rest();
        self.press(keys)
    }

    /// What a key costs, or `None` where there is nowhere to go: then it does nothing when it comes
    /// again after a rest, and what came at first is what the key before it left for later.
    pub fn press_on(&mut self, key: &str) -> anyhow::Result<Option<Cost>> {
        let cost = self.press(key)?;
        if cost.bytes > 0 && cost.last <= LATE {
            return Ok(Some(cost));
        }
        let again = self.press_rested(key)?;
        Ok((again.bytes > 0).then_some(cost))
    }

    /// How many bytes come while nothing is pressed.
    pub fn idle(&mut self, time: Duration) -> usize {
        self.cost(Instant::now(), time, time).bytes
    }

    pub fn text(&self) -> String {
        self.terminal.text()
    }

    /// Milliseconds from the start until the screen shows a text.
    pub fn until(&mut self, wanted: &str) -> anyhow::Result<f64> {
        let at = self.terminal.until(wanted, LONGEST)?;
        Ok(at.saturating_duration_since(self.terminal.started).as_secs_f64() * 1e3)
    }

    /// Milliseconds since the start.
    pub fn since_start(&self) -> f64 {
        self.terminal.started.elapsed().as_secs_f64() * 1e3
    }

    /// The memory in MB at the most, and now; nothing where the system does not tell.
    pub fn memory(&self) -> Option<(f64, f64)> {
        let id = self.terminal.child.process_id()?.to_string();
        Some((usage::of_process(&id, "VmHWM:")?, usage::of_process(&id, "VmRSS:")?))
    }

    fn cost(&mut self, since: Instant, quiet: Duration, silent: Duration) -> Cost {
        let mut cost = Cost::default();
        let mut patience = silent;
        while let Some((at, bytes)) = self.terminal.receive(patience) {
            cost.last = at.saturating_duration_since(since).as_secs_f64() * 1e3;
            cost.bytes += bytes.len();
            self.terminal.show(&bytes);
            patience = quiet;
        }
        cost
    }
}

/// Where one was is kept with the database, and the explorer opens there.
fn forget_the_place(database: &Path) -> anyhow::Result<()> {
    let conn = rusqlite::Connection::open(database)?;
    conn.execute("DELETE FROM setting WHERE key = 'tui.place'", [])?;
    Ok(())
}

/// The columns of a piece of a row, small enough that a pane beside a list is in others.
const PIECE: u16 = COLUMNS / 8;

/// Whether most of what changed stood a row below or above before.
fn scrolled(before: &[Vec<String>], after: &[Vec<String>]) -> bool {
    let (mut changed, mut up, mut down) = (0, 0, 0);
    for row in 1..usize::from(ROWS) - 1 {
        for (piece, now) in after[row].iter().enumerate() {
            if *now != before[row][piece] {
                changed += 1;
                up += usize::from(*now == before[row + 1][piece]);
                down += usize::from(*now == before[row - 1][piece]);
            }
        }
    }
    changed >= 8 && up.max(down) * 2 > changed
}
