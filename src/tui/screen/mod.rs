//! The five screens. Each has its state and what changes it in `mod.rs`, and how it is drawn in
//! `view.rs`.

pub mod agencies;
pub mod compare;
pub mod coverage;
pub mod findings;
pub mod report;
