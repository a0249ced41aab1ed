//! The explorer: keys in, screen out.

mod crash;
mod decisions;
mod fixture;
mod moving;
mod output;
mod pty;
mod screens;
mod sizes;
mod typing;
