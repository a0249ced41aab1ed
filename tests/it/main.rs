//! All integration tests in one binary. A file a subject.

// A panic in a test is a failed test with a line number, and what is skipped is said aloud.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod cli;
mod damage;
mod figures;
mod form;
mod identity;
mod kinds;
mod layers;
mod locate;
mod narrative;
mod pipeline;
mod plain;
mod planted;
mod promise;
mod prose;
mod reader;
mod roundtrip;
mod rules;
mod sample;
mod shared;
mod store;
mod terminal;
mod tui;
mod verdicts;
mod who;
