//! Durations, and what is said of many of them.

use std::time::Duration;

/// Measurements of one thing.
#[derive(Default)]
pub struct Figures(Vec<Duration>);

impl Figures {
    pub fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    /// These and those.
    pub fn and(mut self, mut those: Figures) -> Figures {
        self.0.append(&mut those.0);
        self
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The smallest that at least so many of a hundred do not exceed.
    pub fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted[rank - 1]
    }
}
