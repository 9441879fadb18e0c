//! Simulated time: one for the world, and a clock in each machine that may be wrong.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering::SeqCst};
use turno::domain::{Span, Timestamp};
use turno::seam::Clock;

const BEGIN: i64 = 1_800_000_000_000;

/// How long the run has been going, and how far time was moved on for everybody.
#[derive(Debug, Default)]
pub struct WorldTime {
    elapsed: AtomicI64,
    skipped: AtomicI64,
}

impl WorldTime {
    pub fn set_elapsed(&self, ms: i64) {
        self.elapsed.store(ms, SeqCst);
    }

    pub fn elapsed(&self) -> i64 {
        self.elapsed.load(SeqCst)
    }

    /// Time passes in which nobody does anything.
    pub fn skip(&self, span: Span) {
        self.skipped.fetch_add(span.0, SeqCst);
    }

    fn passed(&self) -> i64 {
        self.elapsed.load(SeqCst) + self.skipped.load(SeqCst)
    }
}

/// The clock of one machine.
#[derive(Debug)]
pub struct MachineClock {
    world: Arc<WorldTime>,
    wrong_by: AtomicI64,
    asleep: AtomicI64,
}

impl MachineClock {
    pub fn of(world: &Arc<WorldTime>) -> Arc<MachineClock> {
        Arc::new(MachineClock { world: world.clone(), wrong_by: AtomicI64::new(0), asleep: AtomicI64::new(0) })
    }

    /// Somebody sets the clock.
    pub fn jump(&self, span: Span) {
        self.wrong_by.fetch_add(span.0, SeqCst);
    }

    pub fn set_right(&self) {
        self.wrong_by.store(0, SeqCst);
    }

    /// This machine slept while time was skipped.
    pub fn slept(&self, span: Span) {
        self.asleep.fetch_add(span.0, SeqCst);
    }
}

impl Clock for MachineClock {
    fn now(&self) -> Timestamp {
        Timestamp(BEGIN + self.world.passed() + self.wrong_by.load(SeqCst))
    }

    fn uptime(&self) -> Span {
        Span(self.world.passed())
    }

    fn asleep(&self) -> Span {
        Span(self.asleep.load(SeqCst))
    }
}
