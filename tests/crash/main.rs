//! Nothing lost: real processes that are killed, real sockets that break, real files that are cut, bent and full.
//!
//! One program with its own `main`, because it starts itself again: as a console (`as-console`) or as a desk
//! (`as-desk`) that is to be killed, or with a disk of its own (`as-small-disk`). Without a role it runs the trials of [`TRIALS`], three at a time, or those whose
//! name holds a word it was given. Each prints a line with its figures.
//!
//! `CRASH_TIMES=10` makes every trial ten times as long, for a night.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that fails says why, and figures are printed"
)]

mod child;
mod console;
mod cuts;
mod desk;
mod disk;
mod draw;
mod flips;
mod kills;
mod proxied;
mod proxy;
mod scratch;
#[path = "../common/small_desk.rs"]
mod small_desk;
mod witness;

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Answers with figures, or panics.
type Trial = fn() -> String;

/// What is tried: a sentence about the desk each. The longest come first.
const TRIALS: &[(&str, Trial)] = &[
    ("three_thousand_operations_through_a_bad_network_have_three_thousand_effects", proxied::operations),
    ("an_operation_acknowledged_by_a_killed_console_takes_effect_once", kills::console),
    ("another_killed_console_loses_nothing_either", kills::console),
    ("an_operation_acknowledged_at_a_killed_desk_takes_effect_once", kills::desk),
    ("a_bit_that_flips_on_the_disk_is_healed_or_told", flips::bits),
    ("an_outbox_after_a_power_cut_has_all_that_was_acknowledged", cuts::outbox),
    ("a_replica_after_a_power_cut_has_the_rows_of_its_cursor", cuts::replica),
    ("a_desk_after_a_power_cut_has_all_that_it_answered", cuts::desk),
    ("a_disk_that_is_full_or_takes_nothing_keeps_what_was_typed_and_is_read", disk::trial),
    ("a_killed_console_lets_go_of_its_profile_at_once", kills::lock),
];

/// Trials at the same time: they wait for the disk, for sockets and for back-offs as much as they work.
const LANES: usize = 3;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    match words.first().map(String::as_str) {
        Some("as-console") => console::run(&words[1..]),
        Some("as-desk") => desk::run(&words[1..]),
        Some("as-small-disk") => disk::run(&words[1..]),
        _ => return trials(&words),
    }
    ExitCode::SUCCESS
}

/// How many times longer than usual.
pub fn times() -> usize {
    std::env::var("CRASH_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}

fn trials(words: &[String]) -> ExitCode {
    let wanted = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word));
    let trials: Vec<_> = TRIALS.iter().filter(|(name, _)| wanted(name)).collect();
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..LANES {
            scope.spawn(|| {
                while let Some((name, trial)) = trials.get(next.fetch_add(1, Ordering::SeqCst)) {
                    if !run(name, *trial) {
                        failed.lock().unwrap().push(*name);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    let verdict = if failed.is_empty() { "ok" } else { "FAILED" };
    println!("test result: {verdict}. {} passed; {} failed; 0 ignored", trials.len() - failed.len(), failed.len());
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run(name: &str, trial: Trial) -> bool {
    let begun = Instant::now();
    match std::thread::Builder::new().name(name.to_string()).spawn(trial).unwrap().join() {
        Ok(figures) => {
            println!("crash: {figures}; {:.1} s", begun.elapsed().as_secs_f32());
            true
        }
        // The panic has said what and where.
        Err(_) => {
            println!("test {name} ... FAILED after {:.1} s", begun.elapsed().as_secs_f32());
            false
        }
    }
}
