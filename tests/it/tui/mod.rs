//! The explorer: keys in, screen out.

mod decisions;
mod fixture;
mod moving;
mod screens;
mod sizes;
mod typing;
