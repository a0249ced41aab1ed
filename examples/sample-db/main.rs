//! Builds the sample database that is compiled into the program.
//!
//! `cargo run --release --example sample-db` writes `sample-db/pages/` (real figures),
//! `sample-db/planted.csv` and `sample-db/sample.db.zst`.

#![allow(clippy::print_stderr)]

mod real;

use anyhow::Result;
use gouji::synth::sample;
use std::path::Path;

fn main() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-db");
    let pages = folder.join("pages");
    std::fs::create_dir_all(&pages)?;
    for (path, bytes) in real::pages(&folder)? {
        std::fs::write(pages.join(path), bytes)?;
    }
    let (_, planted) = sample::sites(sample::SEED);
    std::fs::write(folder.join("planted.csv"), sample::planted_csv(&planted))?;
    eprintln!("{} errors planted", planted.len());
    Ok(())
}
