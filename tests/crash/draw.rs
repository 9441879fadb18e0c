//! Random numbers whose seed a failure shows. When a process is killed is chance all the same.

use std::time::Duration;
use turno::seam::{Seeded, System, below};

pub struct Draw(Seeded);

impl Draw {
    /// From `CRASH_SEED`, or at random.
    pub fn new() -> Draw {
        let given = std::env::var("CRASH_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = given.unwrap_or_else(|| below(&System, u64::MAX));
        println!("{}: CRASH_SEED={seed}", std::thread::current().name().unwrap_or_default());
        Draw(Seeded::new(seed))
    }

    pub fn below(&self, bound: u64) -> u64 {
        below(&self.0, bound)
    }

    pub fn index(&self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap()
    }

    pub fn micros(&self, bound: u64) -> Duration {
        Duration::from_micros(self.below(bound))
    }
}

impl Draw {
    /// Always the same for the same word.
    pub fn of(word: &str) -> Draw {
        let seed = word.bytes().fold(7_u64, |seed, byte| seed.wrapping_mul(131).wrapping_add(u64::from(byte)));
        Draw(Seeded::new(seed))
    }
}
