//! The explorer: the terminal screen over a database.
//!
//! ```text
//! key ─ keymap ─▶ Action ─ update ─▶ Model ─ view ─▶ frame
//!                            │  ▲
//!                    Request ▼  │ Answer
//!                           worker (a thread with its own connection)
//! ```
//!
//! - `action` is the closed list of what keys do: hints, help and the jump box all read it.
//! - `model` is plain data, `update` alone changes it, `view` only reads it; `turn` is the loop.
//! - A frame never waits: `request` lists what can be asked, `worker` is the thread that asks, where
//!   the newest request wins, and `clerk` gives the answers from the database.
//! - Everything is drawn through `widget::pen`, which knows how wide characters are.
//!
//! To add an action: `action.rs` and the screen that does it. To add a screen: a folder under
//! `screen/`, its line in `place.rs`, in `update.rs` and in `view.rs`.

mod action;
mod clerk;
mod clipboard;
mod desk;
mod glyph;
mod keymap;
mod layout;
mod lookup;
mod model;
mod mouse;
mod output;
mod over_years;
mod peers;
mod place;
mod request;
mod run;
mod screen;
mod settings;
mod sheet;
mod sift;
mod source_text;
pub mod terminal;
mod theme;
mod turn;
mod update;
mod view;
mod widget;
mod window;
mod words;
mod worked;
mod worker;

#[cfg(test)]
mod fixture;

pub use desk::{Desk, Setting};
pub use mouse::Mouse;
pub use run::{Database, Error, Options, Start, run};
pub use theme::ColorChoice;
