//! The program: parse the command line, run, print the chain of errors, exit.

use std::process::ExitCode;

fn main() -> ExitCode {
    gouji::cli::main(std::env::args_os())
}
