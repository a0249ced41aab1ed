//! A program in a pseudo-terminal of 80×24, which answers what programs ask of a terminal.

use anyhow::bail;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The size of the terminal.
pub const ROWS: u16 = 24;
/// The size of the terminal.
pub const COLUMNS: u16 = 80;

/// The way to the program.
type Keys = Arc<Mutex<Box<dyn Write + Send>>>;

/// A program and the terminal that it runs in.
pub struct Terminal {
    /// The program.
    pub child: Box<dyn Child + Send + Sync>,
    /// When it was started.
    pub started: Instant,
    _master: Box<dyn MasterPty + Send>,
    keys: Keys,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
}

impl Terminal {
    /// Starts a program.
    pub fn start(command: CommandBuilder) -> anyhow::Result<Terminal> {
        let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size)?;
        let mut reader = pair.master.try_clone_reader()?;
        let keys: Keys = Arc::new(Mutex::new(pair.master.take_writer()?));
        let (send, output) = channel();
        let mut asked = parser(Answers::default());
        let answer_to = Arc::clone(&keys);
        // Answers do not wait for whoever looks at the screen: a program that waits for them is slow.
        std::thread::spawn(move || {
            let mut chunk = [0; 65536];
            while let Ok(n @ 1..) = reader.read(&mut chunk) {
                let at = Instant::now();
                asked.process(&chunk[..n]);
                let answers = std::mem::take(&mut asked.callbacks_mut().0);
                if !answers.is_empty() {
                    let _ = write(&answer_to, &answers);
                }
                if send.send((at, chunk[..n].to_vec())).is_err() {
                    return;
                }
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let screen = parser(());
        Ok(Terminal { child, started, _master: pair.master, keys, output, screen })
    }

    /// Types.
    pub fn type_in(&mut self, keys: &str) -> anyhow::Result<()> {
        Ok(write(&self.keys, keys.as_bytes())?)
    }

    /// What comes next, and when it came; `None` where nothing comes for so long or nothing more.
    /// The screen does not show it yet.
    pub fn receive(&mut self, patience: Duration) -> Option<(Instant, Vec<u8>)> {
        self.output.recv_timeout(patience).ok()
    }

    /// Shows what came.
    pub fn show(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
    }

    /// Everything on the screen.
    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// The rows of the screen, each as pieces of so many columns.
    pub fn pieces(&self, columns: u16) -> Vec<Vec<String>> {
        let screen = self.screen.screen();
        let starts: Vec<u16> = (0..COLUMNS).step_by(usize::from(columns)).collect();
        let pieces = starts.iter().map(|start| screen.rows(*start, columns).collect());
        let by_column: Vec<Vec<String>> = pieces.collect();
        (0..usize::from(ROWS))
            .map(|row| by_column.iter().filter_map(|column| column.get(row)).cloned().collect())
            .collect()
    }

    /// Waits until the screen shows a text, and gives when the last byte of that came.
    ///
    /// # Errors
    /// Where it does not come in the time.
    pub fn until(&mut self, wanted: &str, patience: Duration) -> anyhow::Result<Instant> {
        let deadline = Instant::now() + patience;
        let mut last = Instant::now();
        while !self.text().contains(wanted) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.receive(left) {
                Some((at, bytes)) if !left.is_zero() => {
                    last = at;
                    self.show(&bytes);
                }
                _ => bail!("'{wanted}' did not come:\n{}", self.text()),
            }
        }
        Ok(last)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn write(keys: &Keys, bytes: &[u8]) -> std::io::Result<()> {
    let mut keys = keys.lock().unwrap_or_else(PoisonError::into_inner);
    keys.write_all(bytes)?;
    keys.flush()
}

fn parser<C: vt100::Callbacks>(callbacks: C) -> vt100::Parser<C> {
    let [rows, columns] = [ROWS, COLUMNS].map(|n| NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN));
    vt100::Parser::new_with_callbacks(rows, columns, 0, callbacks)
}

/// What an xterm answers when it is asked.
#[derive(Default)]
struct Answers(Vec<u8>);

impl vt100::Callbacks for Answers {
    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        mark: Option<u8>,
        second: Option<u8>,
        parameters: &[&[u16]],
        end: char,
    ) {
        let first = parameters.first().and_then(|it| it.first()).copied().unwrap_or(0);
        let answer = match (mark, second, end, first) {
            // Where is the cursor?
            (None, _, 'n', 6) => {
                let (row, column) = screen.cursor_position();
                format!("\x1b[{};{}R", row + 1, column + 1)
            }
            // Is all well?
            (None, _, 'n', 5) => "\x1b[0n".to_owned(),
            // What are you?
            (None, _, 'c', 0) => "\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c".to_owned(),
            (Some(b'>'), _, 'c', 0) => "\x1b[>41;380;0c".to_owned(),
            (Some(b'>'), _, 'q', 0) => "\x1bP>|XTerm(380)\x1b\\".to_owned(),
            // Is a mode set? None that is asked for is known.
            (Some(b'?'), Some(b'$'), 'p', mode) => format!("\x1b[?{mode};0$y"),
            _ => return,
        };
        self.0.extend(answer.bytes());
    }

    fn unhandled_osc(&mut self, _: &mut vt100::Screen, parameters: &[&[u8]]) {
        let colour = match parameters {
            [b"10", b"?"] => "10;rgb:e5e5/e5e5/e5e5",
            [b"11", b"?"] => "11;rgb:0000/0000/0000",
            _ => return,
        };
        self.0.extend(format!("\x1b]{colour}\x1b\\").bytes());
    }
}
