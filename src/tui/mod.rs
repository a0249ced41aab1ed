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
//! - `model` is plain data, `update` alone changes it, `view` only reads it.
//! - A frame never waits: the database is asked by `worker`, and the newest request wins.
//! - Everything is drawn through `widget::pen`, which knows how wide characters are.
//!
//! To add an action: `action.rs` and the screen that does it. To add a screen: a folder under
//! `screen/`, its line in `place.rs`, in `update.rs` and in `view.rs`.

mod action;
mod clipboard;
mod desk;
mod glyph;
mod keymap;
mod layout;
mod lookup;
mod model;
mod output;
mod peers;
mod place;
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
mod width;
mod window;
mod words;
mod worked;
mod worker;

#[cfg(test)]
mod fixture;

pub use desk::{Desk, Setting};
pub use run::{Database, Error, Options, Start, run};
pub use theme::ColorChoice;
