//! The tables in `docs/PERFORMANCE.md`, between two marks; what stands around them is written by
//! hand.

use crate::table::Table;
use anyhow::Context;
use std::path::Path;

const START: &str = "<!-- measured: made by `cargo bench --bench country -- … --write` -->";
const END: &str = "<!-- /measured -->";

/// Puts the tables in place of those that are there.
pub fn write(head: &str, tables: &[Table]) -> anyhow::Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/PERFORMANCE.md");
    let text = std::fs::read_to_string(&path)?;
    let new = replaced(&text, head, tables).context("the marks are not in docs/PERFORMANCE.md")?;
    std::fs::write(&path, new)?;
    Ok(())
}

fn replaced(text: &str, head: &str, tables: &[Table]) -> Option<String> {
    let (before, rest) = text.split_once(START)?;
    let (_, after) = rest.split_once(END)?;
    let tables: Vec<String> = tables.iter().map(Table::markdown).collect();
    Some(format!("{before}{START}\n\n{head}\n\n{}\n{END}{after}", tables.join("\n")))
}
