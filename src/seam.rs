//! Seams: where time and randomness come in, so that every rule can be tested by seed and clock.
//!
//! Nothing else in the package reads a clock or draws a random number. [`Calls`] says where calls run that may wait
//! for a disk; [`faults`] is where the simulator makes the program fail, and nothing at all in a release.

mod calls;
pub mod faults;

pub use calls::Calls;
pub use faults::{Planted, fault, passing, planted};

use crate::domain::{Span, Timestamp};
use rustix::time::ClockId;
use std::sync::{Arc, Mutex, atomic::AtomicI64, atomic::Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// The wall clock: may jump.
    fn now(&self) -> Timestamp;

    /// How long the machine has been up, the time it slept included: never jumps.
    fn uptime(&self) -> Span;

    /// How much of that it slept. Timers stand still meanwhile: what waits for one must look here, too.
    fn asleep(&self) -> Span;
}

/// Draws random bytes.
pub trait Rng: Send + Sync + 'static {
    fn fill(&self, bytes: &mut [u8]);
}

/// The machine's own clock and randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Clock for System {
    #[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn uptime(&self) -> Span {
        read(UPTIME)
    }

    fn asleep(&self) -> Span {
        read(UPTIME) - read(ClockId::Monotonic)
    }
}

/// The clock that goes on while the machine sleeps. Where there is none, nobody notices a sleep by looking at it.
#[cfg(target_os = "linux")]
const UPTIME: ClockId = ClockId::Boottime;
#[cfg(not(target_os = "linux"))]
const UPTIME: ClockId = ClockId::Monotonic;

fn read(clock: ClockId) -> Span {
    let time = rustix::time::clock_gettime(clock);
    Span(time.tv_sec.saturating_mul(1_000).saturating_add(time.tv_nsec / 1_000_000))
}

impl Rng for System {
    fn fill(&self, bytes: &mut [u8]) {
        use ring::rand::SecureRandom;
        // A machine without randomness can make no token: nothing sensible can go on from there.
        #[expect(clippy::expect_used, reason = "no key or token may be made without randomness")]
        ring::rand::SystemRandom::new().fill(bytes).expect("the operating system gives random bytes");
    }
}

/// A clock that a test sets.
#[derive(Debug, Default)]
pub struct ManualClock {
    now: AtomicI64,
    uptime: AtomicI64,
    asleep: AtomicI64,
}

impl ManualClock {
    pub fn at(now: Timestamp) -> Self {
        Self { now: AtomicI64::new(now.0), ..Self::default() }
    }

    /// Time passes.
    pub fn advance(&self, span: Span) {
        self.now.fetch_add(span.0, Ordering::SeqCst);
        self.uptime.fetch_add(span.0, Ordering::SeqCst);
    }

    /// The machine sleeps that long.
    pub fn sleep(&self, span: Span) {
        self.advance(span);
        self.asleep.fetch_add(span.0, Ordering::SeqCst);
    }

    /// Somebody sets the wall clock: no time passes.
    pub fn jump(&self, span: Span) {
        self.now.fetch_add(span.0, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.now.load(Ordering::SeqCst))
    }

    fn uptime(&self) -> Span {
        Span(self.uptime.load(Ordering::SeqCst))
    }

    fn asleep(&self) -> Span {
        Span(self.asleep.load(Ordering::SeqCst))
    }
}

/// A clock that is known to be wrong by so much: it tells the desk's time.
pub struct Corrected {
    clock: Arc<dyn Clock>,
    by: AtomicI64,
}

impl Corrected {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, by: AtomicI64::new(0) }
    }

    /// How far it has to be put forward.
    pub fn set(&self, by: Span) {
        self.by.store(by.0, Ordering::SeqCst);
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now() + Span(self.by.load(Ordering::SeqCst))
    }
}

impl Clock for Corrected {
    fn now(&self) -> Timestamp {
        Corrected::now(self)
    }

    fn uptime(&self) -> Span {
        self.clock.uptime()
    }

    fn asleep(&self) -> Span {
        self.clock.asleep()
    }
}

/// Randomness from a seed (splitmix64): for tests, and for generated desks. Not for secrets.
#[derive(Debug)]
pub struct Seeded(Mutex<u64>);

impl Seeded {
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }

    fn next(state: &mut u64) -> u64 {
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

impl Rng for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for chunk in bytes.chunks_mut(8) {
            let next = Self::next(&mut state).to_le_bytes();
            chunk.copy_from_slice(&next[..chunk.len()]);
        }
    }
}

/// A whole number below `bound`; 0 when `bound` is 0. The bias is below one in 2^32 for bounds of this package.
pub fn below(rng: &(impl Rng + ?Sized), bound: u64) -> u64 {
    let mut bytes = [0; 8];
    rng.fill(&mut bytes);
    u64::from_le_bytes(bytes).checked_rem(bound).unwrap_or(0)
}

/// A new UUID of version 7: sorts by the time it was made.
pub fn new_uuid(clock: &(impl Clock + ?Sized), rng: &(impl Rng + ?Sized)) -> String {
    let mut bytes = [0; 10];
    rng.fill(&mut bytes);
    let millis = u64::try_from(clock.now().0).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid().to_string()
}
