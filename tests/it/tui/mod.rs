//! The explorer: keys in, screen out.

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
mod typing;
