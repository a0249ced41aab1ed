//! The screen that views draw on.

use super::painter::{Abilities, Painter};
use ratatui::Frame;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use std::io::{self, Write};

/// A terminal of ratatui's that keeps frames to itself, and sends what a [`Painter`] says.
///
/// ratatui's own way to the terminal, a diff of cells that a backend encodes, knows neither what
/// stands in the second half of a wide glyph nor that rows have moved. So the backend is handed
/// nothing, and the painter compares whole frames.
pub struct Screen<W> {
    terminal: ratatui::Terminal<Frames>,
    painter: Painter,
    line: W,
}

/// Asks for the size of a terminal in columns and rows.
type SizeOf = Box<dyn Fn() -> io::Result<Size> + Send>;

impl<W: Write> Screen<W> {
    /// A screen at the end of a line.
    ///
    /// # Errors
    /// If `size` has no answer.
    pub fn new(
        line: W,
        abilities: Abilities,
        size: impl Fn() -> io::Result<Size> + Send + 'static,
    ) -> io::Result<Self> {
        let frames = Frames { size: Box::new(size), cursor: None };
        let terminal = ratatui::Terminal::new(frames)?;
        Ok(Screen { terminal, painter: Painter::new(abilities), line })
    }

    /// Draws a frame and sends what differs from the last one. Gives the bytes that were sent:
    /// none for an unchanged frame.
    ///
    /// # Errors
    /// If the line does not take them, or the terminal does not tell its size: most likely it is
    /// gone, and [`super::Input::End`] follows. The next frame is painted whole.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<usize> {
        let frame = self.terminal.draw(view)?;
        let buffer = frame.buffer.clone();
        let cursor = self.terminal.backend().cursor;
        let bytes = self.painter.paint(&buffer, cursor);
        if bytes.is_empty() {
            return Ok(0);
        }
        let sent = self.line.write_all(&bytes).and_then(|()| self.line.flush());
        if sent.is_err() {
            self.painter.forget();
        }
        sent.map(|()| bytes.len())
    }

    /// Paints the next frame whole: for Ctrl-L, and after something else wrote on the terminal.
    pub fn repaint(&mut self) {
        self.painter.forget();
    }

    /// What the terminal can do.
    pub fn abilities(&self) -> Abilities {
        self.painter.abilities()
    }

    /// Changes what the terminal can do; the next frame is painted whole.
    pub fn set_abilities(&mut self, abilities: Abilities) {
        self.painter.set_abilities(abilities);
    }

    /// Columns and rows.
    ///
    /// # Errors
    /// If the terminal has no answer.
    pub fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }

    /// The line, to send something beside frames: a copied text (OSC 52), a bell.
    pub fn line(&mut self) -> &mut W {
        &mut self.line
    }
}

/// The line to the terminal: standard output without the buffer that breaks a frame at each line
/// feed. A frame goes in one write.
#[derive(Debug, Clone, Copy, Default)]
pub struct Line;

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let stdout = rustix::stdio::stdout();
        loop {
            match rustix::io::write(stdout, bytes) {
                // Another program has made the terminal non-blocking, and it is full.
                Err(Errno::AGAIN) => {
                    let mut line = [PollFd::new(&stdout, PollFlags::OUT)];
                    poll(&mut line, None)?;
                }
                Err(Errno::INTR) => {}
                written => return Ok(written?),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The size of the terminal on standard output; 80 × 24 where it does not say.
///
/// # Errors
/// If standard output is no terminal.
pub fn stdout_size() -> io::Result<Size> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout())?;
    let or = |n: u16, usual| if n == 0 { usual } else { n };
    Ok(Size { width: or(size.ws_col, 80), height: or(size.ws_row, 24) })
}

/// Stands for the terminal inside of ratatui's: takes the cursor's place and drops the rest.
struct Frames {
    size: SizeOf,
    cursor: Option<Position>,
}

impl Backend for Frames {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, _: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = Some(position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        (self.size)()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: (self.size)()?, pixels: Size::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
