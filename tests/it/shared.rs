//! Documents that stand beside the repository and are test input only.

use std::path::PathBuf;

/// The folder beside the repository, or `None` with a word on standard error where it is missing.
pub fn shared(path: &str) -> Option<PathBuf> {
    let full = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if full.exists() {
        Some(full)
    } else {
        eprintln!("skipped: '../shared/{path}' is not beside the repository");
        None
    }
}
