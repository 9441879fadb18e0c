//! Where the simulator makes the program fail: points at which it may crash, a disk that may refuse, and mistakes of
//! ours that are planted one at a time to see whether the simulator finds them.
//!
//! All of it is for the feature `simulation`. Without it every function here is empty, and gone when the program is
//! built.

#[cfg(feature = "simulation")]
mod simulated;
#[cfg(feature = "simulation")]
pub use simulated::{Crash, Nemesis, install, plant, survive};

/// How a disk refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskFault {
    Full,
    Failed,
    Busy,
}

/// Mistakes of ours that the simulator has to find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planted {
    /// The server does not look whether an operation came before.
    NoDedupe,
}

impl Planted {
    pub const ALL: &'static [Planted] = &[Planted::NoDedupe];
}

/// A point at which the program may be killed. Nothing after it happens then.
#[inline]
pub fn fault(point: &'static str) {
    #[cfg(feature = "simulation")]
    simulated::reach(point);
    #[cfg(not(feature = "simulation"))]
    let _ = point;
}

/// Whether the disk refuses the next call.
#[inline]
pub fn disk(call: &'static str) -> Option<DiskFault> {
    #[cfg(feature = "simulation")]
    return simulated::disk(call);
    #[cfg(not(feature = "simulation"))]
    {
        let _ = call;
        None
    }
}

/// Whether this mistake is planted in this run.
#[inline]
pub fn planted(mistake: Planted) -> bool {
    #[cfg(feature = "simulation")]
    return simulated::is_planted(mistake);
    #[cfg(not(feature = "simulation"))]
    {
        let _ = mistake;
        false
    }
}

/// Does `work` on this thread. A process that is killed in it never comes back from here.
pub async fn in_place<T>(work: impl FnOnce() -> T) -> T {
    #[cfg(feature = "simulation")]
    {
        let survived = survive(work);
        match survived {
            Some(done) => done,
            None => std::future::pending().await,
        }
    }
    #[cfg(not(feature = "simulation"))]
    work()
}
