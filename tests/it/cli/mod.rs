//! The program from outside: what each command prints, on which stream, and how it exits.

mod bad;
mod help;
mod listing;
mod review;
mod usage;
mod whole;
mod world;
