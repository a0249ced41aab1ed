//! The program: parse the command line, run, print the chain of errors, exit.

fn main() {}
