//! Taking the terminal, and giving it back whatever happens.
//!
//! ratatui gives it back after a panic, but not after a signal, nor the mouse and paste modes.
//! Here one sequence undoes all that was ever set, and everyone sends that one: the end of a
//! [`Session`], the panic hook, and the threads of [`mod@super::watch`] that end the program.

use super::screen::Line;
use ratatui::crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::thread::{self, ThreadId};

/// Alternate screen, bracketed paste.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h";
/// Buttons and wheel of the mouse, in the coding without limits.
const MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1006h";

/// What undoes everything: the end of a frame, margins, style, mouse, paste, the cursor's shape,
/// the cursor itself, the alternate screen. Harmless where nothing of it was set.
pub const RESTORE: &[u8] = b"\x1b[?2026l\x1b[r\x1b[m\x1b[?1006l\x1b[?1003l\x1b[?1002l\x1b[?1000l\
                             \x1b[?2004l\x1b[0 q\x1b[?25h\x1b[?1049l";

/// How long a line that takes nothing is waited for, in milliseconds, when it is given back.
const PATIENCE: i64 = 100;

/// Whether the terminal is ours.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// What other threads had to say when they panicked; shown once the screen is left.
static LAST_WORDS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// What is asked of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wishes {
    /// Report clicks and the wheel. The terminal's own selection then needs Shift.
    pub mouse: bool,
}

/// The time in which the terminal is ours. It is given back when this is dropped.
#[derive(Debug)]
pub struct Session {
    wishes: Wishes,
}

impl Session {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste, the mouse if wished. From
    /// now on a panic of this thread gives it back before it is reported; what other threads say
    /// when they panic is kept for the end, since the screen is still in use.
    ///
    /// # Errors
    /// If standard output or input is no terminal, or it does not obey.
    pub fn enter(wishes: Wishes) -> io::Result<Session> {
        hook_panics(thread::current().id());
        let session = Session { wishes };
        session.take()?;
        Ok(session)
    }

    fn take(&self) -> io::Result<()> {
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let mut line = Line;
        line.write_all(ENTER)?;
        if self.wishes.mouse {
            line.write_all(MOUSE)?;
        }
        Ok(())
    }

    /// Whether the terminal is ours now: between [`Session::suspend`] and [`Session::resume`] it
    /// is the shell's, and nothing may be drawn.
    pub fn is_active(&self) -> bool {
        TAKEN.load(Ordering::SeqCst)
    }

    /// Gives the terminal back and stops the program, as Ctrl-Z does elsewhere. It goes on when
    /// the shell lets it; [`super::Input::Resumed`] then asks for [`Session::resume`]. Nothing
    /// happens where no shell could let it go on (`ssh -t host gouji`).
    ///
    /// # Errors
    /// If the program cannot be stopped; the terminal is then given back all the same.
    pub fn suspend(&self) -> io::Result<()> {
        if !is_in_job_control() {
            return Ok(());
        }
        restore();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
    }

    /// Takes the terminal again after the program was stopped, by us or from outside. The next
    /// frame must be painted whole.
    ///
    /// # Errors
    /// As [`Session::enter`].
    pub fn resume(&self) -> io::Result<()> {
        // Stopped from outside we still believe in a raw mode that the shell has undone.
        disable_raw_mode()?;
        self.take()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        restore();
        let words = std::mem::take(&mut *LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner));
        for word in words {
            // Nobody is left to be told that this failed.
            let _ = writeln!(io::stderr(), "{word}");
        }
    }
}

/// Gives the terminal back, once; best effort, since the line may be gone. Waits for a line that
/// takes nothing for a tenth of a second.
pub fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let stdout = rustix::stdio::stdout();
    let patience = Timespec { tv_sec: 0, tv_nsec: PATIENCE * 1_000_000 };
    let mut ready = [PollFd::new(&stdout, PollFlags::OUT)];
    if matches!(poll(&mut ready, Some(&patience)), Ok(n) if n > 0) {
        let _ = rustix::io::write(stdout, RESTORE);
    }
    let _ = disable_raw_mode();
}

/// Whether some ancestor of our session is outside of our process group, as a shell with job
/// control is: without one a stopped program stays stopped. The kernel ignores SIGTSTP then, but
/// we handle that signal, and stop by one that cannot be ignored.
fn is_in_job_control() -> bool {
    use rustix::process::{getpgid, getpgrp, getppid, getsid};
    let Some(mut parent) = getppid() else { return false };
    let ours = getsid(None);
    // A script or two may stand between.
    for _ in 0..16 {
        if getsid(Some(parent)) != ours {
            return false;
        }
        if getpgid(Some(parent)) != Ok(getpgrp()) {
            return true;
        }
        match parent_of(parent) {
            Some(next) => parent = next,
            // Not told on this system: most programs are started by a shell.
            None => return true,
        }
    }
    false
}

/// The parent of another process, on Linux.
fn parent_of(process: rustix::process::Pid) -> Option<rustix::process::Pid> {
    let path = format!("/proc/{}/stat", process.as_raw_nonzero());
    let stat = std::fs::read_to_string(path).ok()?;
    // `pid (name) state ppid …`, and a name may hold anything.
    let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?;
    rustix::process::Pid::from_raw(parent.parse().ok()?)
}

fn hook_panics(drawing: ThreadId) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if thread::current().id() == drawing || !TAKEN.load(Ordering::SeqCst) {
                restore();
                report(info);
            } else {
                let mut words = LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner);
                words.push(format!("a thread ended early: {info}"));
            }
        }));
    });
}
