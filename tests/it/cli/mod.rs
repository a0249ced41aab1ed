//! The program from outside: what each command prints, on which stream, and how it exits.

mod bad;
mod dataset;
mod help;
mod listing;
mod review;
mod search;
mod usage;
mod whole;
mod world;
