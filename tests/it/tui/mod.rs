//! The explorer: keys in, screen out.

mod bytes;
mod crash;
mod decisions;
mod fixture;
mod moving;
mod output;
mod pointing;
mod pty;
mod sample;
mod screens;
mod sizes;
// The benches type into the same terminal, and ask it more.
#[allow(dead_code)]
#[path = "../../../benches/common/pty.rs"]
mod terminal;
mod typing;
