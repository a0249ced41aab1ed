//! Builds the sample database that is compiled into the program.
//!
//! `cargo run --release --example sample-db` writes `sample-db/pages/` (real figures),
//! `sample-db/planted.csv` and `sample-db/sample.db.zst`.

#![allow(clippy::print_stderr)]

mod build;
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
    let work = tempfile::tempdir()?;
    let bytes = build::build(&folder, work.path())?;
    let packed = zstd::encode_all(&bytes[..], 19)?;
    std::fs::write(folder.join("sample.db.zst"), &packed)?;
    let lines = build::dump(&work.path().join("sample.db"))?;
    eprintln!(
        "{} errors planted; {} rows, {} bytes, {} packed",
        planted.len(),
        lines.len(),
        bytes.len(),
        packed.len()
    );
    Ok(())
}
