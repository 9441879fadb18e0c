//! Drawing by lot, from a seed.

use crate::seam::{Seeded, below};

pub(super) struct Draw(Seeded);

impl Draw {
    pub fn new(rng: Seeded) -> Draw {
        Draw(rng)
    }

    /// A whole number below `bound`, which is above 0.
    pub fn below(&mut self, bound: i64) -> i64 {
        i64::try_from(below(&self.0, bound.max(1).unsigned_abs())).unwrap_or(0)
    }

    pub fn index(&mut self, length: usize) -> usize {
        usize::try_from(below(&self.0, length as u64)).unwrap_or(0)
    }

    /// One of the items, each as likely; None if there is none.
    pub fn one<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.index(items.len()))
    }

    /// So many times of a hundred.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }

    /// One of the items, by weights of which there is at least one above 0.
    pub fn weighted<T: Copy>(&mut self, first: T, others: &[(T, i64)], weight_of_first: i64) -> T {
        let total = weight_of_first + others.iter().map(|(_, weight)| weight).sum::<i64>();
        let mut lot = self.below(total) - weight_of_first;
        if lot < 0 {
            return first;
        }
        for (item, weight) in others {
            lot -= weight;
            if lot < 0 {
                return *item;
            }
        }
        first
    }
}
