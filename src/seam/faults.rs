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

/// Mistakes of ours that the simulator has to find, one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planted {
    /// The server takes an operation that comes again for a new one.
    NoDedupe,
    /// An operation is given another name whenever it is sent.
    NewIdPerAttempt,
    /// What the desk has answered leaves the screen before the feed has come to it.
    OverlayDroppedAtReply,
    /// A cursor of another history is taken for one of this.
    ForkIgnored,
    /// What the desk refused is sent again by itself.
    ConflictRetried,
    /// What the feed has passed is forgotten at once.
    ConfirmedNotKept,
    /// The screen says that an operation is taken on, although the disk refused it.
    AcknowledgedUnwritten,
    /// The server takes a held ticket for one that nobody holds.
    ConditionIgnored,
    /// A transaction takes its number before it is known whether there will be one.
    NumberTakenEarly,
    /// Some rows of the audit trail are not in the chain.
    NotSealed,
    /// What the desk refused leaves the outbox, and nobody is told.
    RefusalDropped,
    /// What was sent is not sent again when no answer came.
    NotSentAgain,
    /// When the desk is missing operations, they are taken for done.
    GapSkipped,
    /// What is taken back to be written on is not in the draft.
    TextDropped,
    /// The server sends a reply although its author has not read the newest.
    UnreadReplySent,
    /// The feed does not say that something is gone.
    GoneNotTold,
}

impl Planted {
    pub const ALL: &'static [Planted] = &[
        Planted::NoDedupe,
        Planted::NewIdPerAttempt,
        Planted::OverlayDroppedAtReply,
        Planted::ForkIgnored,
        Planted::ConflictRetried,
        Planted::ConfirmedNotKept,
        Planted::AcknowledgedUnwritten,
        Planted::ConditionIgnored,
        Planted::NumberTakenEarly,
        Planted::NotSealed,
        Planted::RefusalDropped,
        Planted::NotSentAgain,
        Planted::GapSkipped,
        Planted::TextDropped,
        Planted::UnreadReplySent,
        Planted::GoneNotTold,
    ];
}

/// A point at which the program may be killed. Nothing after it happens then.
#[inline]
pub fn fault(point: &'static str) {
    #[cfg(feature = "simulation")]
    simulated::reach(point);
    #[cfg(not(feature = "simulation"))]
    let _ = point;
}

/// The same, between two things that are waited for.
#[inline]
pub async fn passing(point: &'static str) {
    in_place(|| fault(point)).await;
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
