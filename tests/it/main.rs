//! All integration tests in one binary. A file a subject.

// A panic in a test is a failed test with a line number, and what is skipped is said aloud.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod form;
mod layers;
mod shared;
mod terminal;
