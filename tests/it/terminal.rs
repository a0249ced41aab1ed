//! The terminal is given back, whatever ends the program: in a pseudo-terminal, with signals.
//!
//! The program is this test binary itself: [`child`] plays the explorer when it is told how.

use gouji::tui::terminal::{
    Input, Line, RESTORE, Screen, Session, Wishes, probe, stdout_size, watch,
};
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use ratatui::crossterm::event::{Event, KeyCode};
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const ROLE: &str = "GOUJI_TEST_TERMINAL";

/// Long enough for any machine; a test that waits so long has failed.
const LONG: Duration = Duration::from_secs(20);

/// The program under test. A test like any other that does nothing, unless it is told its role.
#[test]
fn child() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let session = Session::enter(Wishes { mouse: true }).unwrap();
    let probed = probe(None, |name| std::env::var(name).ok());
    let mut screen = Screen::new(Line, probed.abilities, stdout_size).unwrap();
    let (send, inputs) = channel();
    watch(probed.typed, move |input| drop(send.send(input))).unwrap();
    let mut said = format!("ready {:?}", probed.abilities.ambiguous);
    if role == "deaf" {
        said = format!("id {} {said}", std::process::id());
    }
    loop {
        let line = said.as_str();
        let _ = screen.draw(|frame| frame.render_widget(line, frame.area()));
        if role == "panic" {
            panic!("as told");
        }
        match inputs.recv().unwrap() {
            // Too busy to end by itself.
            Input::End(_) if role == "busy" => {}
            Input::End(why) => {
                drop(session);
                std::process::exit(why.status());
            }
            Input::Event(Event::Key(key)) if key.code == KeyCode::Char('q') => return,
            Input::Event(Event::Key(key)) => said = format!("{said} {}", key.code),
            _ => {}
        }
    }
}

struct Played {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    output: Receiver<Vec<u8>>,
    seen: Vec<u8>,
}

impl Played {
    fn start(role: &str) -> Played {
        Played::start_by(&[], role)
    }

    /// Starts the program by another, `starter`, if that is not empty.
    fn start_by(starter: &[&str], role: &str) -> Played {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let program = std::env::current_exe().unwrap();
        let mut argv: Vec<std::ffi::OsString> = starter.iter().map(Into::into).collect();
        argv.push(program.into());
        argv.extend(
            ["--exact", "terminal::child", "--nocapture", "--test-threads=1"].map(Into::into),
        );
        let mut command = CommandBuilder::from_argv(argv);
        command.env(ROLE, role);
        command.env("TERM", "xterm-256color");
        command.env("RUST_BACKTRACE", "0");
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (send, output) = channel();
        // A copy of the line in a thread that reads would keep it open: it ends at the first frame
        // where the line is to be dropped.
        let until_ready = matches!(role, "dropped" | "deaf");
        std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            let mut seen = Vec::new();
            while let Ok(n @ 1..) = reader.read(&mut chunk) {
                seen.extend_from_slice(&chunk[..n]);
                let ready = seen.windows(5).any(|it| it == b"ready");
                if send.send(chunk[..n].to_vec()).is_err() || (until_ready && ready) {
                    return;
                }
            }
        });
        Played { child, master: Some(pair.master), output, seen: Vec::new() }
    }

    fn sees(&self, text: &[u8]) -> bool {
        self.seen.windows(text.len()).any(|it| it == text)
    }

    /// Reads until a text was seen.
    fn until(&mut self, text: &[u8]) {
        let deadline = Instant::now() + LONG;
        while !self.sees(text) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(more) => self.seen.extend(more),
                Err(_) => panic!(
                    "'{}' did not come: {}",
                    String::from_utf8_lossy(text).escape_debug(),
                    String::from_utf8_lossy(&self.seen).escape_debug()
                ),
            }
        }
    }

    fn signal(&self, signal: Signal) {
        let id = self.child.process_id().unwrap();
        kill_process(Pid::from_raw(id as i32).unwrap(), signal).unwrap();
    }

    /// Waits for the end.
    fn end(&mut self) -> ExitStatus {
        let deadline = Instant::now() + LONG;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            if Instant::now() > deadline {
                self.child.kill().unwrap();
                panic!("it does not end");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

#[test]
fn signals_give_the_terminal_back() {
    for (role, signal, status) in [
        ("polite", Signal::TERM, 143),
        ("polite", Signal::HUP, 129),
        ("polite", Signal::INT, 130),
        ("busy", Signal::TERM, 143),
    ] {
        let mut played = Played::start(role);
        played.until(b"ready");
        assert!(!played.sees(RESTORE));
        played.signal(signal);
        played.until(RESTORE);
        assert_eq!(played.end().exit_code(), status, "{role} {signal:?}");
    }
}

#[test]
fn a_panic_is_reported_on_the_screen_below() {
    let mut played = Played::start("panic");
    played.until(RESTORE);
    played.until(b"as told");
    let text = String::from_utf8_lossy(&played.seen).into_owned();
    let restored = text.find(&*String::from_utf8_lossy(RESTORE)).unwrap();
    assert!(restored < text.find("as told").unwrap(), "{}", text.escape_debug());
    assert_ne!(played.end().exit_code(), 0);
}

#[test]
fn quitting_gives_the_terminal_back() {
    let mut played = Played::start("polite");
    played.until(b"ready");
    let mut keys = played.master.as_ref().unwrap().take_writer().unwrap();
    keys.write_all(b"q").unwrap();
    played.until(RESTORE);
    assert_eq!(played.end().exit_code(), 0);
}

#[test]
fn a_dropped_line_ends_the_program() {
    let mut played = Played::start("dropped");
    played.until(b"ready");
    drop(played.master.take());
    assert_eq!(played.end().exit_code(), 129);
}

/// In a session of its own the program gets no SIGHUP: only the line tells.
#[test]
fn a_dropped_line_ends_the_program_without_a_signal() {
    if !std::path::Path::new("/usr/bin/setsid").exists() {
        return eprintln!("skipped: no '/usr/bin/setsid'");
    }
    let mut played = Played::start_by(&["sh", "-c", "/usr/bin/setsid \"$0\" \"$@\"; :"], "deaf");
    played.until(b"ready");
    let seen = String::from_utf8_lossy(&played.seen).into_owned();
    let id = seen.split("id ").nth(1).and_then(|rest| rest.split(' ').next());
    let id = Pid::from_raw(id.unwrap().parse().unwrap()).unwrap();
    drop(played.master.take());
    let deadline = Instant::now() + LONG;
    while test_kill_process(id).is_ok() {
        assert!(Instant::now() < deadline, "it does not end");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn the_width_is_asked_for_and_keys_typed_meanwhile_are_kept() {
    let mut played = Played::start("polite");
    let mut keys = played.master.as_ref().unwrap().take_writer().unwrap();
    played.until("─\x1b[6n".as_bytes());
    keys.write_all(b"j\x1b[2;3Rk").unwrap();
    played.until(b"ready Wide");
    keys.write_all(b"q").unwrap();
    played.until(RESTORE);
    let mut screen = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
    let left = played.seen.windows(RESTORE.len()).position(|it| it == RESTORE).unwrap();
    screen.process(&played.seen[..left]);
    let first = screen.screen().rows(0, 80).next().unwrap();
    assert_eq!(first.trim_end(), "ready Wide j k");
}
