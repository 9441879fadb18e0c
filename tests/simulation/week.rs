//! A week of three consoles on one desk, with nights asleep: whatever is kept for too long shows in the memory, the
//! files and the tasks of the second half.

use super::nemesis::add_host;
use super::options::Options;
use super::process;
use super::run::{scratch, simulation, step};
use super::world::World;
use std::rc::Rc;
use turno::domain::Span;

const DAYS: i64 = 7;
/// So much of a day is worked; the machines sleep for the rest of it.
const AWAKE_MS: i64 = 16 * 3_600_000;
/// What may come on top in the second half of the week, in KiB.
const GROWTH_KIB: i64 = 8 * 1024;

#[derive(Debug, Clone, Copy)]
struct Use {
    memory_kib: i64,
    files: usize,
    tasks: usize,
}

pub fn week() -> bool {
    let home = scratch();
    let options = Options {
        servers: 1,
        consoles: 3,
        tickets: 30,
        operations: usize::MAX,
        think_ms: 15 * 60_000,
        tick_ms: 500,
        latency_ms: (1, 400),
        ..Options::calm(7)
    };
    let world = World::new(options.clone(), home.path().to_path_buf(), false);
    let mut sim = simulation(&options);
    let desk = world.clone();
    sim.host("desk-0", move || process::serve(desk.clone(), "desk-0".to_string()));
    for at in 0..options.consoles {
        add_host(&mut sim, &world, at);
    }
    let mut days = Vec::new();
    for day in 1..=DAYS {
        while world.now() < day * AWAKE_MS {
            step(&mut sim, &world);
        }
        days.push(used(&world));
        let night = Span(24 * 3_600_000 - AWAKE_MS);
        world.time.skip(night);
        world.consoles.borrow().iter().for_each(|console| console.clock.slept(night));
    }
    let well = is_flat(&world, &days);
    drop(sim);
    well
}

fn is_flat(world: &Rc<World>, days: &[Use]) -> bool {
    let (Some(middle), Some(end)) = (days.get(days.len() / 2), days.last()) else { return false };
    let grown = end.memory_kib - middle.memory_kib;
    println!(
        "simulation: a week of {} consoles, {} acts, {} transactions: memory {} MiB ({grown:+} KiB since its middle), \
         {} files ({:+}), {} tasks ({:+})",
        world.options.consoles,
        world.history.borrow().acted,
        world.head(),
        end.memory_kib / 1024,
        end.files,
        end.files.cast_signed() - middle.files.cast_signed(),
        end.tasks,
        end.tasks.cast_signed() - middle.tasks.cast_signed(),
    );
    let violations = &world.history.borrow().violations;
    violations.iter().for_each(|what| println!("    {what}"));
    grown < GROWTH_KIB && end.files <= middle.files + 8 && end.tasks <= middle.tasks + 16 && violations.is_empty()
}

fn used(world: &World) -> Use {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let memory = memory.and_then(|text| text.trim().trim_end_matches(" kB").trim().parse().ok());
    let files = std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
    Use { memory_kib: memory.unwrap_or(0), files, tasks: world.tasks() }
}
