//! The program: parses, dispatches, prints an error with its hint, and gives the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    turno::cli::main(std::env::args_os())
}
