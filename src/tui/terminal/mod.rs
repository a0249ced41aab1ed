//! The terminal: what is sent to it, what comes from it, and how it is given back.
//!
//! ```no_run
//! use gouji::tui::terminal::{Input, Line, Screen, Session, Wishes, probe, stdout_size, watch};
//!
//! # fn main() -> std::io::Result<()> {
//! let session = Session::enter(Wishes::default())?;
//! let probed = probe(None, |name| std::env::var(name).ok());
//! let mut screen = Screen::new(Line, probed.abilities, stdout_size)?;
//! let (send, inputs) = std::sync::mpsc::channel();
//! watch(probed.typed, move |input| drop(send.send(input)))?;
//! loop {
//!     if session.is_active() {
//!         // A line that is gone says so in a moment: there is a place to be saved first.
//!         let _ = screen.draw(|frame| frame.render_widget("勾稽", frame.area()));
//!     }
//!     match inputs.recv() {
//!         Ok(Input::Suspend) => session.suspend()?,
//!         Ok(Input::Resumed) => {
//!             session.resume()?;
//!             screen.repaint();
//!         }
//!         Ok(Input::End(why)) => {
//!             drop(session);
//!             std::process::exit(why.status());
//!         }
//!         Ok(Input::Event(_)) => {}
//!         Err(_) => return Ok(()),
//!     }
//! }
//! # }
//! ```

mod depth;
mod grid;
mod guard;
mod moves;
mod painter;
mod pen;
mod probe;
mod screen;
mod scroll;
#[cfg(test)]
mod tests;
mod watch;

pub use depth::Depth;
#[cfg(test)]
pub(in crate::tui) use depth::rgb_of;
pub use grid::Ambiguous;
pub use guard::{RESTORE, Session, Wishes, restore};
pub use painter::{Abilities, Painter};
pub use probe::{Probed, probe};
pub use screen::{Line, Screen, stdout_size};
pub use watch::{End, Input, watch};
