//! The terminal through ratatui's own backend.

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use ratatui::DefaultTerminal;
use ratatui::Frame;
use std::io::{self, Write, stdout};

/// The most text that one OSC 52 sequence carries; terminals drop longer ones.
const MOST_COPIED: usize = 74_994;

/// The terminal, given back when dropped.
pub struct Terminal {
    inner: DefaultTerminal,
}

impl Terminal {
    /// Takes the terminal.
    pub fn enter() -> io::Result<Terminal> {
        let inner = ratatui::try_init()?;
        execute!(stdout(), EnableBracketedPaste)?;
        Ok(Terminal { inner })
    }

    /// Its size.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.inner.size()?;
        Ok((size.width, size.height))
    }

    /// Draws a frame.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.inner.draw(view)?;
        Ok(())
    }

    /// The next frame is drawn whole.
    pub fn forget(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    /// Gives the terminal back, stops, and takes it again when continued.
    pub fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Sends text to the clipboard of the terminal (OSC 52); how many bytes, or `None` if they
    /// are too many.
    pub fn copy(&mut self, text: &str) -> io::Result<Option<usize>> {
        if text.len() > MOST_COPIED {
            return Ok(None);
        }
        write!(stdout(), "\x1b]52;c;{}\x07", base64(text.as_bytes()))?;
        stdout().flush()?;
        Ok(Some(text.len()))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // There is nothing left to do about a terminal that cannot be given back.
        let _ = execute!(stdout(), DisableBracketedPaste);
        ratatui::restore();
    }
}

/// Base 64 with padding (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for at in 0..4 {
            if at <= chunk.len() {
                let digit = group >> (18 - 6 * at) & 63;
                text.push(char::from(DIGITS[digit as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_64_is_that_of_the_rfc() {
        for (text, want) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(text.as_bytes()), want);
        }
    }
}
