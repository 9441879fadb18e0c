//! The simulator: the real server and the real consoles in one thread on a simulated network, with everything going
//! wrong that a seed can think of; afterwards everything heals, and everything has to be right.
//!
//! One seed is one process, so that nothing that a process keeps makes two runs of a seed differ. `--seeds A..B`
//! runs those, `--seed N --trace` one of them with all that happens in it; `seeds.txt` holds the seeds that once
//! failed, which run first and for ever.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that fails says why, and figures are printed")]

mod alphabet;
mod checker;
mod clock;
mod history;
mod killer;
mod kinds;
mod model;
mod nemesis;
mod options;
mod points;
mod process;
mod report;
mod road;
mod run;
mod runner;
mod secrets;
mod small_desk;
mod week;
mod world;

fn main() -> std::process::ExitCode {
    runner::main()
}
