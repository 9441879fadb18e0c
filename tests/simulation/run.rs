//! One run of one seed: the safety phase, the liveness phase, and the verdict.

use super::checker;
use super::killer::Killer;
use super::kinds::Tally;
use super::nemesis::{Trouble, add_host};
use super::options::Options;
use super::process;
use super::world::World;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;
use turmoil::{Builder, Sim};
use turno::domain::OperatorId;
use turno::seam::faults;

/// The longest a safety phase may last, and how soon after it everything has to be right.
const SAFETY_MS: i64 = 240_000;
const LIVENESS_MS: i64 = 60_000;
/// On a link so slow that this is longer: so many of the longest ways.
const LIVENESS_WAYS: i64 = 60;

/// What a run came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    pub seed: u64,
    pub simulated_ms: i64,
    pub healed_ms: i64,
    /// By kind, by point.
    pub faults: Tally,
    pub kills: Tally,
    /// The points at which a process could have been killed.
    pub passed: BTreeSet<String>,
    pub forks: u64,
    pub acknowledged: u64,
    pub applied: u64,
    pub refused: u64,
    pub lost: u64,
    pub doubled: u64,
    pub violations: Vec<String>,
    pub trace: u64,
}

pub fn run(options: Options, printed: bool, planted: Option<faults::Planted>) -> Verdict {
    let home = scratch();
    faults::plant(planted);
    let world = World::new(options.clone(), home.path().to_path_buf(), printed);
    world.note(&options.to_string());
    let mut sim = simulation(&options);
    for at in 0..options.servers {
        let (name, world) = (format!("desk-{at}"), world.clone());
        sim.host(name.clone(), move || process::serve(world.clone(), name.clone()));
    }
    for at in 0..options.consoles {
        add_host(&mut sim, &world, at);
    }
    {
        let world = world.clone();
        sim.host("mail", move || process::mail(world.clone()));
    }
    faults::install(Some(Box::new(Killer::new(&world))));
    let mut trouble = Trouble::new(&options);
    // A planted mistake is found when it shows for the first time.
    let found = || planted.is_some() && !world.history.borrow().violations.is_empty();
    while world.history.borrow().acted < options.operations && world.now() < SAFETY_MS && !found() {
        trouble.step(&mut sim, &world);
        step(&mut sim, &world);
    }
    trouble.ends(&mut sim, &world);
    let healed = world.now();
    // Somebody new reads the whole desk: what every replica has to look like.
    let witness = world.add_console("witness", &OperatorId::new("op-8"));
    witness.weather.clears();
    add_host(&mut sim, &world, witness.at);
    let within = LIVENESS_MS.max(options.latency_ms.1.cast_signed() * LIVENESS_WAYS);
    let mut converged = false;
    while !converged && world.now() < healed + within && !found() {
        for _ in 0..50 {
            trouble.step(&mut sim, &world);
            step(&mut sim, &world);
        }
        converged = checker::has_converged(&world);
    }
    let verdict = checker::judge(&world, converged, world.now() - healed);
    faults::install(None);
    world.consoles.borrow().iter().for_each(|console| drop(console.live.take()));
    drop(sim);
    verdict
}

pub fn simulation<'a>(options: &Options) -> Sim<'a> {
    let (least, most) = options.latency_ms;
    Builder::new()
        .simulation_duration(Duration::from_secs(14 * 24 * 3_600))
        .tick_duration(Duration::from_millis(options.tick_ms))
        .min_message_latency(Duration::from_millis(least))
        .max_message_latency(Duration::from_millis(most))
        .tcp_capacity(4_096)
        .rng_seed(options.seed)
        .build()
}

pub fn step(sim: &mut Sim<'_>, world: &Rc<World>) {
    if let Err(error) = sim.step() {
        world.violation(format!("a process ended: {error}"));
    }
    world.time.set_elapsed(i64::try_from(sim.elapsed().as_millis()).unwrap_or(i64::MAX));
}

/// In memory where the system has such a place: what a disk does is another test's question, and it is slow.
pub fn scratch() -> tempfile::TempDir {
    let memory = std::path::Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}
