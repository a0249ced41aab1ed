//! What comes from the terminal and the system: keys, signals, the end of the line.

use super::guard::restore;
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Signal, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// How long the program has to save what it wants to save once it must end.
const GRACE: Duration = Duration::from_millis(600);

/// Something that the explorer must react to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key, a paste, the mouse, another size.
    Event(Event),
    /// Ctrl-Z: [suspend](super::Session::suspend).
    Suspend,
    /// The program goes on: [resume](super::Session::resume), and paint the next frame whole.
    Resumed,
    /// Save the place and end, within half a second: then the program is ended.
    End(End),
}

/// Why the program must end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The signal of that number came.
    Signal(i32),
    /// The terminal is gone.
    HangUp,
}

impl End {
    /// The exit status that says so: 128 and the signal's number.
    pub fn status(self) -> i32 {
        match self {
            End::Signal(number) => 128 + number,
            End::HangUp => 128 + SIGHUP,
        }
    }
}

/// Starts the threads that wait for keys, signals and the end of the line, each asleep until
/// something comes. `send` hands on what came; `typed` comes first.
///
/// # Errors
/// If the system gives no thread or no signal handler.
pub fn watch(typed: Vec<Event>, send: impl Fn(Input) + Clone + Send + 'static) -> io::Result<()> {
    let signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    let named = |name: &str| thread::Builder::new().name(name.to_owned());
    let to = send.clone();
    named("signals").spawn(move || wait_for_signals(signals, &to))?;
    let to = send.clone();
    named("line").spawn(move || wait_for_hang_up(&to))?;
    named("keys").spawn(move || read_keys(typed, &send))?;
    Ok(())
}

fn wait_for_signals(mut signals: Signals, send: &dyn Fn(Input)) {
    for signal in signals.forever() {
        match signal {
            SIGTSTP => send(Input::Suspend),
            // A session that loses its terminal is told to go on as well.
            SIGCONT if is_gone(Some(&Timespec::default())) == Ok(true) => end(End::HangUp, send),
            SIGCONT => send(Input::Resumed),
            SIGHUP => end(End::HangUp, send),
            signal => end(End::Signal(signal), send),
        }
    }
}

/// Waits until the terminal is closed at its other end.
///
/// crossterm does not tell: its source of events loops on a closed terminal and burns a core, in
/// a call that never returns. SIGHUP does not always come either: not to a program that is no
/// child of the session's leader, nor where it was ignored (nohup).
fn wait_for_hang_up(send: &dyn Fn(Input)) {
    // Linux wakes whoever waits for nothing but the end; others are asked four times a second.
    let pause = Timespec { tv_sec: 0, tv_nsec: 250_000_000 };
    let pause = if cfg!(target_os = "linux") { None } else { Some(&pause) };
    loop {
        match is_gone(pause) {
            Ok(true) => return end(End::HangUp, send),
            Ok(false) | Err(Errno::INTR) => {}
            // A terminal that cannot be polled ends by SIGHUP only.
            Err(_) => return,
        }
    }
}

/// Whether the terminal is closed at its other end, waiting for that as long as told; for ever if
/// not told.
fn is_gone(wait: Option<&Timespec>) -> Result<bool, Errno> {
    let terminal = rustix::stdio::stdout();
    let mut line = [PollFd::new(&terminal, PollFlags::empty())];
    poll(&mut line, wait)?;
    Ok(line[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL))
}

fn read_keys(typed: Vec<Event>, send: &dyn Fn(Input)) {
    typed.into_iter().for_each(|event| send(Input::Event(event)));
    loop {
        match event::read() {
            Ok(event) if is_suspend(&event) => {
                // The whole job stops, with whatever script has started us: the signal comes back
                // to us as well.
                if kill_current_process_group(Signal::TSTP).is_err() {
                    send(Input::Suspend);
                }
            }
            Ok(event) => send(Input::Event(event)),
            Err(_) => return end(End::HangUp, send),
        }
    }
}

fn is_suspend(event: &Event) -> bool {
    let Event::Key(key) = event else { return false };
    key.code == KeyCode::Char('z')
        && key.modifiers == KeyModifiers::CONTROL
        && key.kind == KeyEventKind::Press
}

/// Asks the program to end, and ends it if it does not.
fn end(why: End, send: &dyn Fn(Input)) {
    static ENDING: AtomicBool = AtomicBool::new(false);
    if ENDING.swap(true, Ordering::SeqCst) {
        return;
    }
    send(Input::End(why));
    thread::sleep(GRACE);
    restore();
    std::process::exit(why.status());
}
