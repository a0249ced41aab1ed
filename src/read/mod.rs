//! Bytes to report. Reading does not fail: it gives what was found and a list of problems.
//!
//! The way: [`decode`](self) → [`Document`] (blocks of text and grids, each with its place in the
//! source) → tables aligned to the form, identity, prose → [`Reading`](crate::record::Reading).

mod document;
mod identity;

pub use document::{Block, Document, Grid, GridCell, Hints, Line, SourceKind};
pub use identity::{Identity, identify};
