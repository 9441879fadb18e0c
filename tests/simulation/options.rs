//! What a run is like, drawn from its seed alone: how large the desk is, how busy, and how bad the day.

use std::fmt;
use turno::seam::{Rng, Seeded, below};

/// Per mille, of whatever it is counted by.
pub type Chance = u64;

/// A run. Classes of faults are on or off as a whole, so that some runs have one trouble alone and some have all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    pub seed: u64,
    pub servers: usize,
    pub consoles: usize,
    pub tickets: i64,
    pub operations: usize,
    /// The longest an operator thinks.
    pub think_ms: u64,
    pub tick_ms: u64,
    pub latency_ms: (u64, u64),
    /// Of each request.
    pub lost_request: Chance,
    pub lost_reply: Chance,
    pub twice: Chance,
    pub cut: Chance,
    pub turned_away: Chance,
    pub buffered: Chance,
    pub slow: Chance,
    /// Of each point that is passed, in millionths.
    pub console_killed: Chance,
    pub server_killed: Chance,
    /// Of each statement, in millionths.
    pub disk_fails: Chance,
    /// How often something of this kind happens, in milliseconds; 0 for never.
    pub network_every: u64,
    pub clock_every: u64,
    pub token_every: u64,
    pub floor_every: u64,
    pub restore_every: u64,
    pub copy_every: u64,
    pub remove_every: u64,
    pub full_every: u64,
    /// The desk lets nobody ask often.
    pub strict: bool,
}

impl Options {
    /// A run in which nothing goes wrong.
    pub fn calm(seed: u64) -> Options {
        Options {
            lost_request: 0,
            lost_reply: 0,
            twice: 0,
            cut: 0,
            turned_away: 0,
            buffered: 0,
            slow: 0,
            console_killed: 0,
            server_killed: 0,
            disk_fails: 0,
            network_every: 0,
            clock_every: 0,
            token_every: 0,
            floor_every: 0,
            restore_every: 0,
            copy_every: 0,
            remove_every: 0,
            full_every: 0,
            strict: false,
            ..Options::of(seed)
        }
    }

    pub fn of(seed: u64) -> Options {
        let dice = Dice(Seeded::new(seed ^ 0x7475_726E_6F00));
        let calm = dice.one_in(20);
        let chance = |on: bool, most: u64| if on && !calm { 1 + dice.below(most) } else { 0 };
        let every = |on: bool, least: u64| if on && !calm { least + dice.below(least * 2) } else { 0 };
        let slow_link = dice.one_in(4);
        Options {
            seed,
            servers: 1 + dice.one_in(3) as usize,
            consoles: 2 + dice.below(if dice.one_in(5) { 5 } else { 2 }) as usize,
            tickets: 3 + dice.below(10) as i64,
            operations: if dice.one_in(12) { 200 + dice.below(201) } else { 30 + dice.below(70) } as usize,
            think_ms: 100 + dice.below(400),
            tick_ms: 20,
            latency_ms: if slow_link { (10, 3_000) } else { (1, 1 + dice.below(200)) },
            lost_request: chance(dice.one_in(2), 40),
            lost_reply: chance(dice.one_in(2), 80),
            twice: chance(dice.one_in(2), 60),
            cut: chance(dice.one_in(3), 40),
            turned_away: chance(dice.one_in(3), 40),
            buffered: chance(dice.one_in(4), 200),
            slow: chance(dice.one_in(4), 100),
            console_killed: chance(dice.one_in(2), 600),
            server_killed: chance(dice.one_in(3), 600),
            disk_fails: chance(dice.one_in(3), 1_000),
            network_every: every(dice.one_in(2), 2_000),
            clock_every: every(dice.one_in(3), 4_000),
            token_every: every(dice.one_in(5), 8_000),
            floor_every: every(dice.one_in(5), 8_000),
            restore_every: every(dice.one_in(4), 5_000),
            copy_every: every(dice.one_in(6), 10_000),
            remove_every: every(dice.one_in(4), 4_000),
            full_every: every(dice.one_in(12), 6_000),
            strict: !calm && dice.one_in(12),
        }
    }
}

impl fmt::Display for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{self:?}");
        let words = text.trim_start_matches("Options { ").trim_end_matches(" }");
        // What does not happen is not worth reading.
        let shown: Vec<&str> =
            words.split(", ").filter(|word| !word.ends_with(": 0") && !word.ends_with(": false")).collect();
        f.write_str(&shown.join(", "))
    }
}

/// Random choices from a seed.
pub struct Dice(pub Seeded);

impl Dice {
    /// Another stream of the same seed: what one part draws does not shift what the others draw.
    pub fn of(seed: u64, part: &str) -> Dice {
        let mix = part.bytes().fold(seed ^ 0x9E37_79B9_7F4A_7C15, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3).rotate_left(23)
        });
        Dice(Seeded::new(mix))
    }

    pub fn below(&self, bound: u64) -> u64 {
        below(&self.0, bound)
    }

    pub fn one_in(&self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub fn per_mille(&self, chance: Chance) -> bool {
        chance > 0 && self.below(1_000) < chance
    }

    pub fn per_million(&self, chance: Chance) -> bool {
        chance > 0 && self.below(1_000_000) < chance
    }

    pub fn pick<'a, T>(&self, from: &'a [T]) -> Option<&'a T> {
        from.get(usize::try_from(self.below(from.len() as u64)).unwrap_or_default())
    }

    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill(&mut bytes);
        bytes
    }
}
