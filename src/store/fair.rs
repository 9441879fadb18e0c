//! A lock that whoever holds it again and again cannot keep to itself.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A mutex with a place to wait in: who lets go of it and wants it again comes after who waits. Reading a desk is
/// thousands of short transactions with nothing between them, and a key press has to get in.
#[derive(Debug, Default)]
pub struct Fair<T> {
    /// Held by the one who is next.
    next: Mutex<()>,
    guarded: Mutex<T>,
}

impl<T> Fair<T> {
    pub fn new(guarded: T) -> Fair<T> {
        Fair { next: Mutex::new(()), guarded: Mutex::new(guarded) }
    }

    pub fn lock(&self) -> MutexGuard<'_, T> {
        let _next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        // A panic while it was held has rolled the transaction back: what is guarded is sound.
        self.guarded.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    #[test]
    fn who_waits_comes_before_who_has_just_had_it() {
        let (lock, waits, had) = (Fair::new(()), AtomicBool::new(false), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            let held = lock.lock();
            scope.spawn(|| {
                waits.store(true, Ordering::SeqCst);
                let _in = lock.lock();
                had.fetch_add(1, Ordering::SeqCst);
            });
            while !waits.load(Ordering::SeqCst) || lock.next.try_lock().is_ok() {
                std::thread::yield_now();
            }
            drop(held);
            let _again = lock.lock();
            assert_eq!(had.load(Ordering::SeqCst), 1);
        });
    }
}
