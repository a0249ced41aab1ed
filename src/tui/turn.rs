//! The loop: what happens is put into the model, what the model wants is done, and what changed is
//! drawn, at most once a wake-up.

use super::clipboard;
use super::keymap::Key;
use super::model::{Effect, Look, Model};
use super::mouse::Mouse;
use super::request::Answer;
use super::run::Error;
use super::terminal::{End, Input as TerminalInput, Line, Screen, Session, stdout_size};
use super::update::{self, Input};
use super::view::view;
use super::worker::Worker;
use crate::text::Lang;
use crossterm::event::Event as TerminalEvent;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Something that wakes the loop.
pub enum Wake {
    /// The terminal or the system says something.
    Terminal(TerminalInput),
    /// The database answers.
    Answer(u64, Box<Answer>),
}

/// How long the first frame waits for what it shows, so that it is drawn once and whole.
const FIRST_PATIENCE: Duration = Duration::from_millis(150);
/// How long any other does: most answers are here in a millisecond, and two frames for one key
/// cost twice the bytes.
const PATIENCE: Duration = Duration::from_millis(8);
/// Keys that come faster than this run through a list.
const STRIDE: Duration = Duration::from_millis(200);
/// After so much quiet the keys rest.
const REST: Duration = Duration::from_millis(100);

/// How fast keys come.
#[derive(Default)]
struct Pace {
    last_key: Option<Instant>,
}

impl Pace {
    /// Whether a key comes upon another.
    fn key(&mut self, now: Instant) -> bool {
        let before = self.last_key.replace(now);
        before.is_some_and(|before| now.duration_since(before) < STRIDE)
    }

    /// When the keys rest, if no other comes.
    fn rest(&self) -> Option<Instant> {
        self.last_key.map(|last| last + REST)
    }
}

/// How the loop goes on.
enum Next {
    On,
    Left,
    Ended(End),
}

/// What the loop moves.
pub struct Turning<'a> {
    model: &'a mut Model,
    session: &'a Session,
    screen: &'a mut Screen<Line>,
    worker: &'a Worker,
    pace: Pace,
}

impl<'a> Turning<'a> {
    /// A loop before its first turn.
    pub fn new(
        model: &'a mut Model,
        session: &'a Session,
        screen: &'a mut Screen<Line>,
        worker: &'a Worker,
    ) -> Turning<'a> {
        Turning { model, session, screen, worker, pace: Pace::default() }
    }

    /// Runs until the explorer is left (`None`) or has to end.
    ///
    /// # Errors
    /// If the terminal cannot be given back or taken again around a stop.
    pub fn run(mut self, inbox: &Receiver<Wake>) -> Result<Option<End>, Error> {
        let mut patience = FIRST_PATIENCE;
        loop {
            let deadline = Instant::now() + patience;
            patience = PATIENCE;
            // Everything that has happened by now goes into the next frame, and the answers that
            // are as good as here.
            loop {
                match self.perform()? {
                    Next::On => {}
                    Next::Left => return Ok(None),
                    Next::Ended(why) => return Ok(Some(why)),
                }
                let wake = match self.model.is_waiting_at_all() {
                    true => inbox.recv_timeout(deadline.saturating_duration_since(Instant::now())),
                    false => inbox.try_recv().map_err(|_| RecvTimeoutError::Timeout),
                };
                let Ok(wake) = wake else { break };
                if let Next::Ended(why) = self.wake(wake)? {
                    return Ok(Some(why));
                }
            }
            if self.session.is_active() {
                // A line that is gone says so in a moment, and the place is saved then.
                let _ = self.screen.draw(|frame| view(self.model, frame));
            }
            let wake = match self.pace.rest().filter(|_| self.model.hurried) {
                Some(due) => inbox.recv_timeout(due.saturating_duration_since(Instant::now())),
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match wake {
                Ok(wake) => {
                    if let Next::Ended(why) = self.wake(wake)? {
                        return Ok(Some(why));
                    }
                }
                Err(RecvTimeoutError::Timeout) => update::update(self.model, Input::Rest),
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
            }
        }
    }

    /// Does what the model wants.
    fn perform(&mut self) -> Result<Next, Error> {
        for effect in std::mem::take(&mut self.model.effects) {
            match effect {
                Effect::Ask(ticket, request) => self.worker.send(ticket, *request),
                Effect::Copy(text) => {
                    let sent = clipboard::send(self.screen.line(), &text).unwrap_or(None);
                    self.model.tell(copied(self.model.look, sent, text.len()));
                }
                Effect::Redraw => self.screen.repaint(),
                Effect::Suspend => self.session.suspend()?,
                Effect::Quit => return Ok(Next::Left),
            }
        }
        Ok(Next::On)
    }

    /// Puts into the model what happened.
    fn wake(&mut self, wake: Wake) -> Result<Next, Error> {
        match wake {
            Wake::Terminal(TerminalInput::End(why)) => return Ok(Next::Ended(why)),
            Wake::Terminal(TerminalInput::Suspend) => self.session.suspend()?,
            Wake::Terminal(TerminalInput::Resumed) => {
                self.session.resume()?;
                self.screen.repaint();
                // The window may have changed while nobody looked.
                if let Ok(size) = stdout_size() {
                    update::update(self.model, Input::Resize(size.width, size.height));
                }
            }
            Wake::Terminal(TerminalInput::Event(event)) => {
                if let Some(input) = input(event) {
                    self.model.hurried = self.pace.key(Instant::now());
                    update::update(self.model, input);
                }
            }
            Wake::Answer(ticket, answer) => {
                update::update(self.model, Input::Answer(ticket, answer));
            }
        }
        Ok(Next::On)
    }
}

/// What an event of the terminal means to the model.
fn input(event: TerminalEvent) -> Option<Input> {
    match event {
        TerminalEvent::Key(key) => Key::from_event(key).map(Input::Key),
        TerminalEvent::Mouse(event) => Mouse::from_event(event).map(Input::Mouse),
        TerminalEvent::Paste(text) => Some(Input::Paste(text)),
        TerminalEvent::Resize(width, height) => Some(Input::Resize(width, height)),
        _ => None,
    }
}

/// What is said after text was sent to the clipboard.
pub fn copied(look: Look, sent: Option<usize>, length: usize) -> String {
    match (sent, look.lang) {
        (Some(sent), Lang::Zh) => format!("已发送 {sent} 字节"),
        (Some(sent), Lang::En) => format!("sent {sent} bytes"),
        (None, Lang::Zh) => format!("{length} 字节, 超过终端一次能收的, 没有发送"),
        (None, Lang::En) => format!("{length} bytes are more than a terminal takes: not sent"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_come_one_upon_the_other_hurry() {
        let start = Instant::now();
        let at = |milliseconds| start + Duration::from_millis(milliseconds);
        let mut pace = Pace::default();
        assert_eq!(pace.rest(), None);
        for (key, hurried) in [(0, false), (150, true), (300, true), (600, false), (630, true)] {
            assert_eq!(pace.key(at(key)), hurried, "a key after {key} ms");
        }
        assert_eq!(pace.rest(), Some(at(730)));
    }
}
