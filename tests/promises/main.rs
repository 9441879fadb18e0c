//! What the README promises in figures, measured from outside: real programs, real terminals, a desk of a million
//! tickets. Each test prints what it saw.

#![expect(clippy::print_stdout, reason = "figures are printed")]

#[cfg(test)]
mod figures;
#[cfg(test)]
mod live;
#[cfg(test)]
mod million;
#[cfg(test)]
#[path = "../common/operator.rs"]
mod operator;
#[cfg(test)]
#[expect(dead_code, reason = "the stories of the command line use the rest")]
#[path = "../cli/program.rs"]
mod program;
#[cfg(test)]
#[expect(dead_code, reason = "the stories of the terminal use the rest")]
#[path = "../common/pty.rs"]
mod pty;
