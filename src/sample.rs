//! The sample database that is compiled in: real figures of a few agencies, and a fictional
//! province with errors of every kind. `examples/sample-db` builds it.

use std::sync::OnceLock;

/// The file as zstd packed it.
static PACKED: &[u8] = include_bytes!("../sample-db/sample.db.zst");

/// The bytes of the database, unpacked once.
pub fn bytes() -> &'static [u8] {
    static UNPACKED: OnceLock<Vec<u8>> = OnceLock::new();
    // What is compiled in unpacks, as a test shows; with nothing there the store says so.
    UNPACKED.get_or_init(|| zstd::decode_all(PACKED).unwrap_or_default())
}
