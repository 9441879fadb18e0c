//! Which seeds run, and what is said of them.

use super::options::Options;
use super::run::{self, Verdict};
use std::marker::Sync;
use std::ops::Range;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::SeqCst};
use turno::seam::faults::Planted;

const KEPT: &str = include_str!("seeds.txt");
/// What fails and is not mended yet: said at the end of every run, and not run with the others.
const OPEN: &str = include_str!("open.txt");
/// So many seeds run when nobody says which.
const SEEDS: u64 = 400;
/// How many seeds run twice, to see whether they run alike.
const TWICE: u64 = 20;
/// In how many seeds a planted mistake has to be found.
const PLANTED_SEEDS: u64 = 200;

struct Asked {
    seeds: Range<u64>,
    one: Option<u64>,
    trace: bool,
    planted: Option<Planted>,
    only_seeds: bool,
    week: bool,
}

pub fn main() -> ExitCode {
    let asked = match parse(std::env::args().skip(1)) {
        Ok(asked) => asked,
        Err(wrong) => {
            println!("simulation: {wrong}");
            return ExitCode::from(2);
        }
    };
    if let Some(seed) = asked.one {
        return child(seed, asked.trace, asked.planted);
    }
    if asked.week {
        return if super::week::week() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let well = all(asked.seeds) && (asked.only_seeds || (twice() && planted()));
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn parse(mut words: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut asked = Asked { seeds: 0..SEEDS, one: None, trace: false, planted: None, only_seeds: false, week: false };
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        match word.as_str() {
            "--seed" => asked.one = Some(value()?.parse().map_err(|_| "a seed is a number")?),
            "--seeds" => {
                let text = value()?;
                let (from, to) = text.split_once("..").ok_or("seeds are given as A..B")?;
                let number = |it: &str| it.parse::<u64>().map_err(|_| "a seed is a number".to_string());
                asked.seeds = number(from)?..number(to)?;
                asked.only_seeds = true;
            }
            "--planted" => {
                let name = value()?;
                let known = Planted::ALL.iter().find(|it| format!("{it:?}") == name);
                asked.planted = Some(*known.ok_or_else(|| format!("nobody plants {name}"))?);
            }
            "--week" => asked.week = true,
            "--trace" => asked.trace = true,
            // Of the test runner.
            "--nocapture" | "--test-threads" => {}
            other => return Err(format!("what is {other}?")),
        }
    }
    Ok(asked)
}

/// One seed, in this process.
fn child(seed: u64, trace: bool, planted: Option<Planted>) -> ExitCode {
    let options = Options::of(seed);
    if trace {
        tracing_subscriber::fmt().without_time().with_ansi(false).with_max_level(tracing::Level::DEBUG).init();
        println!("{options}");
    }
    let verdict = run::run(options, trace, planted);
    println!("{}", serde_json::to_string(&verdict).unwrap());
    if verdict.violations.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// One seed, in a process of its own.
fn of_process(seed: u64, planted: Option<Planted>) -> Verdict {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--seed", &seed.to_string()]).stderr(Stdio::piped());
    if let Some(mistake) = planted {
        command.args(["--planted", &format!("{mistake:?}")]);
    }
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let read = text.lines().last().and_then(|line| serde_json::from_str(line).ok());
    read.unwrap_or_else(|| {
        let why = String::from_utf8_lossy(&output.stderr).into_owned();
        Verdict { seed, violations: vec![format!("the run broke off: {why}")], ..Verdict::default() }
    })
}

/// As many at a time as there are cores; in the order of the seeds. Stops early when `enough` says so.
fn run_all(seeds: &[u64], planted: Option<Planted>, enough: &(dyn Fn(&Verdict) -> bool + Sync)) -> Vec<Verdict> {
    let (next, stop) = (AtomicUsize::new(0), AtomicU64::new(0));
    let verdicts = Mutex::new(Vec::new());
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while stop.load(SeqCst) == 0 {
                    let Some(seed) = seeds.get(next.fetch_add(1, SeqCst)) else { break };
                    let verdict = of_process(*seed, planted);
                    if enough(&verdict) {
                        stop.store(1, SeqCst);
                    }
                    verdicts.lock().unwrap().push(verdict);
                }
            });
        }
    });
    let mut verdicts = verdicts.into_inner().unwrap();
    verdicts.sort_by_key(|verdict| verdict.seed);
    verdicts
}

/// The seeds in a list with remarks.
fn kept(list: &str) -> Vec<u64> {
    list.lines().filter_map(|line| line.split('#').next()?.trim().parse().ok()).collect()
}

fn all(seeds: Range<u64>) -> bool {
    let seeds: Vec<u64> = kept(KEPT).into_iter().chain(seeds).filter(|seed| !kept(OPEN).contains(seed)).collect();
    let verdicts = run_all(&seeds, None, &|_| false);
    let sum = |of: fn(&Verdict) -> u64| verdicts.iter().map(of).sum::<u64>();
    let mut bad = 0;
    for verdict in verdicts.iter().filter(|verdict| !verdict.violations.is_empty()) {
        bad += 1;
        println!("seed {} ({}):", verdict.seed, Options::of(verdict.seed));
        for what in verdict.violations.iter().take(5) {
            println!("    {}", what.chars().take(1_500).collect::<String>());
        }
    }
    let hours = sum(|it| it.simulated_ms.unsigned_abs()) as f64 / 3_600_000.0;
    let healed = verdicts.iter().map(|it| it.healed_ms).max().unwrap_or(0) as f64 / 1_000.0;
    println!(
        "simulation: {} seeds, {hours:.1} h simulated, {} faults, {} kills, {} forks, {} acknowledged, \
         {} lost, {} doubled, {bad} seeds failed, all right {healed:.1} s after the last fault at the latest",
        verdicts.len(),
        sum(|it| it.faults),
        sum(|it| it.kills),
        sum(|it| it.forks),
        sum(|it| it.acknowledged),
        sum(|it| it.lost),
        sum(|it| it.doubled),
    );
    for seed in kept(OPEN) {
        println!("simulation: seed {seed} is open: it failed, and what it found is not mended yet");
    }
    bad == 0
}

/// A seed always gives the same run.
fn twice() -> bool {
    let seeds: Vec<u64> = (0..TWICE).collect();
    let (first, second) = (run_all(&seeds, None, &|_| false), run_all(&seeds, None, &|_| false));
    let differ: Vec<u64> =
        first.iter().zip(&second).filter(|(a, b)| a.trace != b.trace || a != b).map(|(a, _)| a.seed).collect();
    println!("simulation: {} seeds ran twice, {} alike", seeds.len(), seeds.len() - differ.len());
    if !differ.is_empty() {
        println!("simulation: these seeds did not: {differ:?}");
    }
    differ.is_empty()
}

/// Every planted mistake is found.
fn planted() -> bool {
    let seeds: Vec<u64> = (0..PLANTED_SEEDS).filter(|seed| !kept(OPEN).contains(seed)).collect();
    let mut found = 0;
    for mistake in Planted::ALL {
        let verdicts = run_all(&seeds, Some(*mistake), &|verdict| !verdict.violations.is_empty());
        match verdicts.iter().find(|verdict| !verdict.violations.is_empty()) {
            Some(first) => {
                found += 1;
                let why: String = first.violations[0].chars().take(100).collect();
                println!(
                    "simulation: planted {mistake:?}: found after {} seeds, by seed {}: {why}",
                    verdicts.len(),
                    first.seed
                );
            }
            None => println!("simulation: planted {mistake:?}: NOT FOUND in {} seeds", verdicts.len()),
        }
    }
    println!("simulation: {found} of {} planted mistakes found", Planted::ALL.len());
    found == Planted::ALL.len()
}
