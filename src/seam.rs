//! Seams: where time and randomness come in, so that every rule can be tested by seed and clock.
//!
//! Nothing else in the package reads a clock or draws a random number.

use crate::domain::{Span, Timestamp};
use std::sync::{Mutex, atomic::AtomicI64, atomic::Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// The wall clock: may jump.
    fn now(&self) -> Timestamp;
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
pub struct ManualClock(AtomicI64);

impl ManualClock {
    pub fn at(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.0))
    }

    pub fn advance(&self, span: Span) {
        self.0.fetch_add(span.0, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
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
