//! What is said of many runs: which seeds failed, what went wrong on purpose and how often, whether seeds run alike, and
//! which planted mistakes were found.

use super::kinds::{Tally, add, missing};
use super::options::Options;
use super::points;
use super::run::Verdict;
use super::runner::{kept_open, run_all, seeds_of};
use std::collections::BTreeSet;
use std::ops::Range;
use turno::seam::faults::Planted;

/// From so many seeds on every kind has to happen, and every point to be passed.
const ENOUGH: usize = 1_000;
/// How many seeds run twice, to see whether they run alike.
const TWICE: u64 = 20;
/// In how many seeds a planted mistake has to be found.
const PLANTED_SEEDS: u64 = 200;

/// Runs these seeds, and those that once failed; says what came of it, in figures.
pub fn seeds(seeds: Range<u64>) -> (bool, Vec<Verdict>) {
    let verdicts = run_all(&seeds_of(seeds), None, &|_| false);
    let bad = failures(&verdicts);
    let everything = kinds(&verdicts) & points(&verdicts) & all_acted(&verdicts);
    for seed in kept_open() {
        println!("simulation: seed {seed} is open: it failed, and what it found is not mended yet");
    }
    (bad == 0 && everything, verdicts)
}

fn failures(verdicts: &[Verdict]) -> usize {
    let bad: Vec<&Verdict> = verdicts.iter().filter(|verdict| !verdict.violations.is_empty()).collect();
    for verdict in &bad {
        println!("seed {} ({}):", verdict.seed, Options::of(verdict.seed));
        for what in verdict.violations.iter().take(5) {
            println!("    {}", what.chars().take(1_500).collect::<String>());
        }
    }
    bad.len()
}

fn kinds(verdicts: &[Verdict]) -> bool {
    let sum = tally(verdicts, |verdict| &verdict.faults);
    let words: Vec<String> = sum.iter().map(|(kind, n)| format!("{kind} {n}")).collect();
    println!("simulation: faults: {}", words.join(", "));
    let missing = if verdicts.len() >= ENOUGH { missing(&sum) } else { Vec::new() };
    if !missing.is_empty() {
        println!("simulation: never happened: {}", missing.join(", "));
    }
    missing.is_empty()
}

/// A run in which nobody did anything proves nothing.
fn all_acted(verdicts: &[Verdict]) -> bool {
    let idle: Vec<u64> = verdicts.iter().filter(|it| it.acknowledged == 0).map(|it| it.seed).collect();
    if !idle.is_empty() {
        println!("simulation: nothing was acknowledged in seeds {idle:?}");
    }
    idle.is_empty()
}

/// Every point in the source can be reached from a seed.
fn points(verdicts: &[Verdict]) -> bool {
    let (all, kills) = (points::in_source(), tally(verdicts, |verdict| &verdict.kills));
    let passed: BTreeSet<String> = verdicts.iter().flat_map(|verdict| verdict.passed.iter().cloned()).collect();
    let never = |of: &dyn Fn(&String) -> bool| all.iter().filter(|it| !of(it)).cloned().collect::<Vec<_>>().join(", ");
    let (unpassed, spared) = (never(&|it| passed.contains(it)), never(&|it| kills.contains_key(it)));
    println!(
        "simulation: {} points at which a process may be killed, {} were the last one of {}{}",
        all.len(),
        kills.len(),
        kills.values().sum::<u64>(),
        if spared.is_empty() { String::new() } else { format!(", these never: {spared}") },
    );
    let well = verdicts.len() < ENOUGH || unpassed.is_empty();
    if !well {
        println!("simulation: nobody came to {unpassed}");
    }
    well
}

fn tally(verdicts: &[Verdict], of: impl Fn(&Verdict) -> &Tally) -> Tally {
    verdicts.iter().fold(Tally::new(), |mut sum, verdict| {
        add(&mut sum, of(verdict));
        sum
    })
}

/// A seed always gives the same run: so many are run once more, and those that once failed.
pub fn twice(first: &[Verdict]) -> bool {
    let kept = seeds_of(0..TWICE);
    let seeds: Vec<u64> = first.iter().map(|verdict| verdict.seed).filter(|seed| kept.contains(seed)).collect();
    let again = run_all(&seeds, None, &|_| false);
    let alike = |verdict: &&Verdict| first.iter().any(|it| it == *verdict);
    let differ: Vec<u64> = again.iter().filter(|verdict| !alike(verdict)).map(|verdict| verdict.seed).collect();
    println!("simulation: {} seeds ran twice, {} alike", seeds.len(), seeds.len() - differ.len());
    if !differ.is_empty() {
        println!("simulation: these seeds did not: {differ:?}");
    }
    differ.is_empty()
}

/// How many of the planted mistakes are found.
pub fn planted() -> usize {
    let found = |mistake: &&Planted| {
        let may_show = |seed: &u64| shows_in(**mistake, &Options::of(*seed)) && !kept_open().contains(seed);
        let seeds: Vec<u64> = (0..PLANTED_SEEDS).filter(may_show).collect();
        let verdicts = run_all(&seeds, Some(**mistake), &|verdict| !verdict.violations.is_empty());
        let first = verdicts.iter().find(|verdict| !verdict.violations.is_empty());
        let runs = verdicts.len();
        match first {
            Some(verdict) => {
                let why: String = verdict.violations[0].chars().take(100).collect();
                println!("simulation: planted {mistake:?}: found by seed {}, in {runs} runs: {why}", verdict.seed);
            }
            None => println!("simulation: planted {mistake:?}: NOT FOUND in {runs} runs"),
        }
        first.is_some()
    };
    Planted::ALL.iter().filter(found).count()
}

/// Only where something goes wrong can it show that it is not met: the other seeds need not run to see it.
fn shows_in(mistake: Planted, options: &Options) -> bool {
    let loses = options.lost_reply + options.cut > 0;
    match mistake {
        Planted::NoDedupe => options.twice > 0 || loses,
        Planted::NewIdPerAttempt | Planted::NotSentAgain => loses,
        Planted::AcknowledgedUnwritten => options.disk_fails > 0,
        Planted::ForkIgnored | Planted::ConfirmedNotKept | Planted::GapSkipped => options.restore_every > 0,
        Planted::GoneNotTold => options.remove_every > 0,
        _ => true,
    }
}

/// All of it in a line.
pub fn figures(verdicts: &[Verdict]) {
    let sum = |of: fn(&Verdict) -> u64| verdicts.iter().map(of).sum::<u64>();
    let bad = verdicts.iter().filter(|verdict| !verdict.violations.is_empty()).count();
    let healed = verdicts.iter().map(|it| it.healed_ms).max().unwrap_or(0) as f64 / 1_000.0;
    println!(
        "simulation: {} seeds, {bad} failed, {:.1} h simulated, {} operations, {} faults, {} kills, {} lost, {} doubled, \
         all right {healed:.1} s after the last fault at the latest",
        verdicts.len(),
        sum(|it| it.simulated_ms.unsigned_abs()) as f64 / 3_600_000.0,
        sum(|it| it.acknowledged),
        sum(|it| it.faults.values().sum()),
        sum(|it| it.kills.values().sum()),
        sum(|it| it.lost),
        sum(|it| it.doubled),
    );
}
