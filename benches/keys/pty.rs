//! A program in a pseudo-terminal of 80×24: what a key costs in bytes and time.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// A frame has ended when nothing came for so long.
const QUIET: Duration = Duration::from_millis(50);
/// A key that answers with nothing is given up after so long.
const SILENT: Duration = Duration::from_millis(250);
/// What does not come in this time does not come.
const LONGEST: Duration = Duration::from_secs(20);
/// The question where the cursor stands, which a terminal answers at once.
const ASKED: &[u8] = b"\x1b[6n";

/// What a key cost.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    pub bytes: usize,
    /// To the first byte.
    pub first: Duration,
    /// To the last byte.
    pub last: Duration,
}

pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    started: Instant,
}

impl Terminal {
    /// Starts a program; its settings and state go into `home`.
    pub fn start(program: &Path, args: &[&str], home: &Path) -> Terminal {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "zh_CN.UTF-8")] {
            command.env(name, value);
        }
        for name in ["HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
            command.env(name, home);
        }
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let (send, output) = channel();
        std::thread::spawn(move || {
            let mut chunk = [0; 65536];
            while let Ok(n @ 1..) = reader.read(&mut chunk) {
                if send.send((Instant::now(), chunk[..n].to_vec())).is_err() {
                    return;
                }
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let [rows, columns] = [24, 80].map(|n| NonZeroU16::new(n).unwrap());
        let screen = vt100::Parser::new(rows, columns, 0);
        Terminal { child, _master: pair.master, keys, output, screen, started }
    }

    /// How long it took from the start until the screen showed a text. A program that never is
    /// quiet can be asked too.
    pub fn until(&mut self, wanted: &str) -> Duration {
        let deadline = Instant::now() + LONGEST;
        while Instant::now() < deadline {
            if let Ok((at, bytes)) = self.output.recv_timeout(SILENT) {
                self.take(&bytes);
                if self.text().contains(wanted) {
                    return at.saturating_duration_since(self.started);
                }
            }
        }
        panic!("'{wanted}' did not come:\n{}", self.text());
    }

    /// What the start cost until the screen is quiet.
    pub fn begin(&mut self) -> Cost {
        self.cost(self.started, QUIET, LONGEST)
    }

    /// What keys cost until the screen is quiet again.
    pub fn press(&mut self, keys: &str) -> Cost {
        let since = Instant::now();
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.cost(since, QUIET, SILENT)
    }

    /// How many bytes come while nothing is pressed.
    pub fn idle(&mut self, time: Duration) -> usize {
        self.cost(Instant::now(), time, time).bytes
    }

    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Memory in MB by the name that the system has for it: `VmHWM` at most, `VmRSS` now.
    pub fn memory(&self, name: &str) -> f64 {
        let id = self.child.process_id().unwrap_or_default();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
        kilobytes.unwrap_or_default() / 1024.0
    }

    /// Shows what came, and answers what is asked.
    fn take(&mut self, bytes: &[u8]) {
        if bytes.windows(ASKED.len()).any(|it| it == ASKED) {
            self.keys.write_all(b"\x1b[2;2R").unwrap();
        }
        self.screen.process(bytes);
    }

    fn cost(&mut self, since: Instant, quiet: Duration, silent: Duration) -> Cost {
        let mut cost = Cost::default();
        let mut patience = silent;
        loop {
            match self.output.recv_timeout(patience) {
                Ok((at, bytes)) => {
                    let at = at.saturating_duration_since(since);
                    if cost.bytes == 0 {
                        cost.first = at;
                    }
                    cost.last = at;
                    cost.bytes += bytes.len();
                    self.take(&bytes);
                    patience = quiet;
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return cost,
            }
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
