//! What the benches share: what a process uses, pages to read, a terminal to type into.

// Each bench is a program of its own and uses a part.
#![allow(dead_code)]

#[path = "../../examples/nation/made.rs"]
pub mod nation;
pub mod pages;
pub mod pty;
pub mod usage;
