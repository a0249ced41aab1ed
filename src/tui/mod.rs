//! The explorer.

pub mod terminal;
