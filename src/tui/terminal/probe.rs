//! What the terminal is asked at the start.

use super::depth::Depth;
use super::grid::Ambiguous;
use super::painter::Abilities;
use super::screen::Line;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// How long an answer is waited for. One that comes later is dropped by the reader of keys.
const PATIENCE: Duration = Duration::from_millis(150);

/// Prints a character of ambiguous width in the second row, asks for the cursor's place, and
/// wipes. The second row, since an answer for the first may also be Shift-F3.
const QUESTION: &str = "\x1b[2H─\x1b[6n\x1b[2H\x1b[K";

/// What was found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probed {
    /// What the terminal can do.
    pub abilities: Abilities,
    /// What was typed in the meantime.
    pub typed: Vec<Event>,
}

/// Finds out what the terminal can do: from the environment, and by asking how wide it draws `─`
/// unless `ambiguous` says so. Needs raw mode, and no other reader yet. Takes 150 ms at most, and
/// nothing of what is typed meanwhile is lost.
pub fn probe(ambiguous: Option<Ambiguous>, get: impl Fn(&str) -> Option<String>) -> Probed {
    let term = get("TERM").unwrap_or_default();
    let depth = Depth::detect(&get);
    let dumb = term.is_empty() || term == "dumb";
    let known = ambiguous.filter(|it| *it != Ambiguous::Unknown);
    let (ambiguous, rest) = match known {
        Some(known) => (known, Vec::new()),
        None if dumb || !io::stdin().is_terminal() => (Ambiguous::Unknown, Vec::new()),
        None => ask(),
    };
    let abilities = Abilities { depth, ambiguous, synchronized: !dumb };
    Probed { abilities, typed: events(&rest) }
}

/// The answer, and what else was read.
fn ask() -> (Ambiguous, Vec<u8>) {
    if Line.write_all(QUESTION.as_bytes()).is_err() {
        return (Ambiguous::Unknown, Vec::new());
    }
    let keys = rustix::stdio::stdin();
    let deadline = Instant::now() + PATIENCE;
    let mut read = Vec::new();
    let mut chunk = [0; 1024];
    loop {
        if let Some(answer) = answer(&read) {
            return answer;
        }
        let left = deadline.saturating_duration_since(Instant::now());
        let left = Timespec { tv_sec: 0, tv_nsec: i64::from(left.subsec_nanos()) };
        let mut ready = [PollFd::new(&keys, PollFlags::IN)];
        match poll(&mut ready, Some(&left)) {
            Ok(n) if n > 0 => match rustix::io::read(keys, &mut chunk[..]) {
                Ok(n) if n > 0 => read.extend_from_slice(&chunk[..n]),
                _ => return (Ambiguous::Unknown, read),
            },
            Err(rustix::io::Errno::INTR) => {}
            _ => return (Ambiguous::Unknown, read),
        }
    }
}

/// The first report of the cursor's place, and the bytes around it. Whoever answers from another
/// row than the one that was asked about knows its own mind, and is waited for no longer.
fn answer(read: &[u8]) -> Option<(Ambiguous, Vec<u8>)> {
    let mut starts = (0..read.len()).filter(|at| read[*at..].starts_with(b"\x1b["));
    starts.find_map(|start| {
        let (row, rest) = number(&read[start + 2..])?;
        let (column, rest) = number(rest.strip_prefix(b";")?)?;
        let rest = rest.strip_prefix(b"R")?;
        let width = match (row, column) {
            (2, 3) => Ambiguous::Wide,
            _ => Ambiguous::Narrow,
        };
        Some((width, [&read[..start], rest].concat()))
    })
}

/// The number at the front, and what comes after it.
fn number(bytes: &[u8]) -> Option<(u16, &[u8])> {
    let len = bytes.iter().position(|b| !b.is_ascii_digit())?;
    let (digits, rest) = bytes.split_at(len);
    Some((std::str::from_utf8(digits).ok()?.parse().ok()?, rest))
}

/// The keys that were typed before anyone read them. Plain keys, arrows and their like, and
/// pastes; of what is rarer nothing is made.
fn events(mut bytes: &[u8]) -> Vec<Event> {
    let mut events = Vec::new();
    while let Some(first) = bytes.first() {
        let taken = match first {
            0x1b => escape(bytes, &mut events),
            _ => {
                let (c, len) = character(bytes);
                events.extend(c.and_then(plain_key).map(Event::Key));
                len
            }
        };
        bytes = &bytes[taken.clamp(1, bytes.len())..];
    }
    events
}

/// The character at the front, if its bytes are whole, and how many they are.
fn character(bytes: &[u8]) -> (Option<char>, usize) {
    let len = (1..=bytes.len().min(4)).find(|len| std::str::from_utf8(&bytes[..*len]).is_ok());
    let text = len.and_then(|len| std::str::from_utf8(&bytes[..len]).ok());
    (text.and_then(|text| text.chars().next()), len.unwrap_or(1))
}

fn plain_key(c: char) -> Option<KeyEvent> {
    let (code, modifiers) = match c {
        '\r' | '\n' => (KeyCode::Enter, KeyModifiers::NONE),
        '\t' => (KeyCode::Tab, KeyModifiers::NONE),
        '\u{7f}' | '\u{8}' => (KeyCode::Backspace, KeyModifiers::NONE),
        '\u{1}'..='\u{1a}' => (KeyCode::Char((c as u8 - 1 + b'a') as char), KeyModifiers::CONTROL),
        c if c.is_control() => return None,
        c if c.is_uppercase() => (KeyCode::Char(c), KeyModifiers::SHIFT),
        c => (KeyCode::Char(c), KeyModifiers::NONE),
    };
    Some(KeyEvent::new(code, modifiers))
}

/// What an escape begins; gives how many bytes it takes.
fn escape(bytes: &[u8], events: &mut Vec<Event>) -> usize {
    const PASTE: (&[u8], &[u8]) = (b"\x1b[200~", b"\x1b[201~");
    let mut key = |code, modifiers| events.push(Event::Key(KeyEvent::new(code, modifiers)));
    if let Some(text) = bytes.strip_prefix(PASTE.0) {
        let end = text.windows(PASTE.1.len()).position(|it| it == PASTE.1);
        let text = &text[..end.unwrap_or(text.len())];
        events.push(Event::Paste(String::from_utf8_lossy(text).into_owned()));
        return PASTE.0.len() + text.len() + PASTE.1.len();
    }
    match bytes {
        [_, b'[' | b'O', rest @ ..] => {
            let len = rest.iter().take_while(|b| matches!(b, b'0'..=b'?' | b' '..=b'/')).count();
            let code = match (&rest[..len], rest.get(len)) {
                ([], Some(b'A')) => Some(KeyCode::Up),
                ([], Some(b'B')) => Some(KeyCode::Down),
                ([], Some(b'C')) => Some(KeyCode::Right),
                ([], Some(b'D')) => Some(KeyCode::Left),
                ([], Some(b'H')) => Some(KeyCode::Home),
                ([], Some(b'F')) => Some(KeyCode::End),
                ([], Some(b'Z')) => Some(KeyCode::BackTab),
                (b"3", Some(b'~')) => Some(KeyCode::Delete),
                (b"5", Some(b'~')) => Some(KeyCode::PageUp),
                (b"6", Some(b'~')) => Some(KeyCode::PageDown),
                _ => None,
            };
            if let Some(code) = code {
                key(code, KeyModifiers::NONE);
            }
            2 + len + 1
        }
        [_, next, ..] if *next != 0x1b => {
            let (c, len) = character(&bytes[1..]);
            if let Some(c) = c.filter(|c| !c.is_control()) {
                key(KeyCode::Char(c), KeyModifiers::ALT);
            }
            1 + len
        }
        _ => {
            key(KeyCode::Esc, KeyModifiers::NONE);
            1
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_is_told_from_what_was_typed() {
        use Ambiguous::{Narrow, Wide};
        for (read, want) in [
            (&b"\x1b[2;2R"[..], Some((Narrow, &b""[..]))),
            (b"j\x1b[2;3Rk", Some((Wide, b"jk"))),
            // It answers, and not that it is wide.
            (b"\x1b[1;1Rj", Some((Narrow, b"j"))),
            (b"\x1b[2;", None),
            (b"\x1b[2;2", None),
            (b"\x1b[;2R", None),
            (b"\x1b[2;x\x1b[2;2R", Some((Narrow, b"\x1b[2;x"))),
            (b"", None),
        ] {
            let want = want.map(|(width, rest)| (width, rest.to_vec()));
            assert_eq!(answer(read), want, "{read:?}");
        }
    }

    #[test]
    fn what_was_typed_becomes_keys() {
        let key = |code| Event::Key(KeyEvent::new(code, KeyModifiers::NONE));
        let with = |c, modifiers| Event::Key(KeyEvent::new(KeyCode::Char(c), modifiers));
        for (bytes, want) in [
            (&b"jk"[..], vec![key(KeyCode::Char('j')), key(KeyCode::Char('k'))]),
            ("教\r".as_bytes(), vec![key(KeyCode::Char('教')), key(KeyCode::Enter)]),
            (b"\x1b[A\x1bOB", vec![key(KeyCode::Up), key(KeyCode::Down)]),
            (b"\x1b", vec![key(KeyCode::Esc)]),
            (b"\x1b\x1b[6~", vec![key(KeyCode::Esc), key(KeyCode::PageDown)]),
            (b"\x10", vec![with('p', KeyModifiers::CONTROL)]),
            (b"\x1bx", vec![with('x', KeyModifiers::ALT)]),
            (b"G", vec![with('G', KeyModifiers::SHIFT)]),
            (b"\x1b[200~ab\x1b[201~q", vec![Event::Paste("ab".into()), key(KeyCode::Char('q'))]),
            (b"\x1b[200~cut", vec![Event::Paste("cut".into())]),
            (b"\xe6\x95", vec![]),
            (b"\x1b[", vec![]),
            (b"\x1b[1;5D", vec![]),
        ] {
            assert_eq!(events(bytes), want, "{bytes:?}");
        }
    }
}
