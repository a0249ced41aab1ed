//! Bytes to report. Reading does not fail: it gives what was found and a list of problems.
//!
//! The way: [`decode`] → [`Document`] (blocks of text and grids, each with its place in the
//! source) → tables [aligned](align) to the form, identity, prose →
//! [`Reading`](crate::record::Reading).

mod align;
mod decode;
mod document;
mod html;
mod identity;
pub mod normal;
mod number;
mod text;

pub use align::{Tables, tables};
pub use document::{Block, Document, Grid, GridCell, Hints, Line, SourceKind};

use crate::record::NotReport;

/// The document that the bytes are, or why there is none.
pub fn document(bytes: &[u8]) -> Result<Document, NotReport> {
    let decode::Decoded { text, encoding, problems } = decode::decode(bytes)?;
    Ok(if html::is_html(&text) {
        html::read(text, encoding, problems)
    } else {
        text::read(text, encoding, problems)
    })
}
pub use identity::{Identity, identify};
