//! Which seeds run, and how: each in a process of its own, as many at a time as there are cores.

use super::options::Options;
use super::report;
use super::run::{self, Verdict};
use super::world::BLANK;
use std::marker::Sync;
use std::ops::Range;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::SeqCst};
use turno::replica::Replica;
use turno::seam::faults::Planted;

const KEPT: &str = include_str!("seeds.txt");
/// What fails and is not mended yet: said at the end of every run, and not run with the others.
const OPEN: &str = include_str!("open.txt");
/// So many seeds run when nobody says which.
const SEEDS: u64 = 2_000;

struct Asked {
    seeds: Range<u64>,
    one: Option<u64>,
    trace: bool,
    planted: Option<Planted>,
    only: Option<Part>,
}

/// A part of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Seeds,
    Planted,
    Week,
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
    let well = match asked.only {
        Some(Part::Week) => super::week::week(),
        Some(Part::Planted) => report::planted() == Planted::ALL.len(),
        Some(Part::Seeds) => {
            let (well, verdicts) = report::seeds(asked.seeds);
            report::figures(&verdicts);
            well
        }
        None => whole(asked.seeds),
    };
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn whole(seeds: Range<u64>) -> bool {
    // It takes one core for a while, beside the others.
    let mut week = Command::new(std::env::current_exe().unwrap()).arg("--week").spawn().unwrap();
    let (well, verdicts) = report::seeds(seeds);
    let alike = report::twice(&verdicts);
    let found = report::planted();
    let week = week.wait().unwrap().success();
    report::figures(&verdicts);
    println!("simulation: {found} of {} planted mistakes found", Planted::ALL.len());
    well && alike && week && found == Planted::ALL.len()
}

fn parse(mut words: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut asked = Asked { seeds: 0..SEEDS, one: None, trace: false, planted: None, only: None };
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        match word.as_str() {
            "--seed" => asked.one = Some(value()?.parse().map_err(|_| "a seed is a number")?),
            "--seeds" => {
                let text = value()?;
                let (from, to) = text.split_once("..").ok_or("seeds are given as A..B")?;
                let number = |it: &str| it.parse::<u64>().map_err(|_| "a seed is a number".to_string());
                asked.seeds = number(from)?..number(to)?;
                asked.only = Some(Part::Seeds);
            }
            "--planted" => {
                let name = value()?;
                let known = Planted::ALL.iter().find(|it| format!("{it:?}") == name);
                asked.planted = Some(*known.ok_or_else(|| format!("nobody plants {name}"))?);
            }
            "--mistakes" => asked.only = Some(Part::Planted),
            "--week" => asked.only = Some(Part::Week),
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
fn of_process(seed: u64, planted: Option<Planted>, blank: &Path) -> Verdict {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--seed", &seed.to_string()]).env(BLANK, blank).stderr(Stdio::piped());
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
pub fn run_all(seeds: &[u64], planted: Option<Planted>, enough: &(dyn Fn(&Verdict) -> bool + Sync)) -> Vec<Verdict> {
    let (next, stop) = (AtomicUsize::new(0), AtomicU64::new(0));
    let verdicts = Mutex::new(Vec::new());
    let blank = run::scratch();
    Replica::blank(blank.path()).unwrap();
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while stop.load(SeqCst) == 0 {
                    let Some(seed) = seeds.get(next.fetch_add(1, SeqCst)) else { break };
                    let verdict = of_process(*seed, planted, blank.path());
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

/// Those that once failed, and then these; none that is open.
pub fn seeds_of(range: Range<u64>) -> Vec<u64> {
    let (kept, open) = (kept(KEPT), kept_open());
    let new = range.filter(|seed| !kept.contains(seed)).collect::<Vec<_>>();
    kept.into_iter().chain(new).filter(|seed| !open.contains(seed)).collect()
}

pub fn kept_open() -> Vec<u64> {
    kept(OPEN)
}

/// The seeds in a list with remarks.
fn kept(list: &str) -> Vec<u64> {
    list.lines().filter_map(|line| line.split('#').next()?.trim().parse().ok()).collect()
}
