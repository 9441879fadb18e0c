//! The words of the plan: what happens, what can fail and why, what is to be done.

use crate::domain::{LinkProblem, Refusal, Span};
use crate::replica::Reading;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The operator asked for a sync, or gave new credentials: forget every wait and every refusal, and try.
    Now,
    /// The machine slept that long: whatever was connected is dead, although nobody may ever say so. `draw` is a
    /// random number.
    Resumed { slept: Span, draw: u64 },
    /// The outbox changed: so many operations are to be sent.
    Submitted { queued: i64 },
    /// The desk said that there may be news.
    Poked,
    /// The timer of [`Step::Wait`] is over.
    Waited { timer: u64 },
    /// The desk has said who it is; so far are we.
    Greeted { reading: Reading },
    /// We are the only ones who send under our device's name.
    Claimed,
    /// A piece of the snapshot was taken in; with `ahead`, the next one has come.
    TookIn { reading: Reading, ahead: bool },
    /// A step of comparing is done. When it was the last one, the next comparison is due after that time.
    Compared { next_in: Option<Span> },
    /// A page was applied; `seq` of `head` transactions are read.
    Pulled { seq: i64, head: i64, up_to_date: bool, queued: i64 },
    /// An answer to a push was taken in; so many operations are left to send.
    Pushed { queued: i64 },
    /// [`Step::ReadAgain`], [`Step::GoBack`] or [`Step::Mend`] is done.
    Mended { queued: i64 },
    /// Something under way came to nothing. `draw` is a random number.
    Failed { what: Attempt, trouble: Trouble, draw: u64 },
}

impl Input {
    /// The desk has answered what was asked of it.
    pub fn is_answer(&self) -> bool {
        use Input::{Claimed, Compared, Greeted, Pulled, Pushed, TookIn};
        matches!(self, Greeted { .. } | Claimed | TookIn { .. } | Compared { .. } | Pulled { .. } | Pushed { .. })
    }
}

/// What can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    Greet,
    Claim,
    Pull,
    TakeIn,
    Compare,
    Push,
    Listen,
    Mend,
}

/// Why something failed, by what has to be done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It may work later.
    Passing { problem: LinkProblem, retry_after: Option<Span> },
    /// It will not work until a person acts.
    Lasting { problem: LinkProblem },
    /// The desk does not answer to our cursor any more: read all of it again.
    ReadAgain,
    /// What we know of the desk is not its past any more: find what we have in common.
    Forked,
    /// The desk has not got all of this device's operations: its newest is `last_n`.
    Gap { last_n: i64 },
    /// Another console sends under our device's name.
    InUse,
    /// One of the operations sent stands under a number that the desk knows with other content.
    Reused,
    /// The desk refuses what was sent as a whole.
    Rejected(Refusal),
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Greet,
    /// Have our device's name to ourselves.
    Claim,
    Pull,
    /// Take in the next piece of the snapshot; with `ahead`, ask for the one after it at the same time.
    TakeIn {
        ahead: bool,
    },
    /// Compare some more of what is here with what the desk has.
    Compare,
    /// Send at most so many operations, oldest first.
    Push {
        limit: usize,
    },
    /// Wait for the desk to say that there is news.
    Listen,
    /// Come back with [`Input::Waited`].
    Wait {
        span: Span,
        timer: u64,
    },
    /// Drop every greeting, pull, push and stream that is under way.
    Disconnect,
    /// Begin to read all again; what is here stays until it is known better.
    ReadAgain,
    /// Go back to where our history and the desk's part, and send again what was lost.
    GoBack,
    /// Make the outbox agree with a desk that has not got all of our operations.
    Mend(Mending),
}

/// How the outbox is brought back into step with the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mending {
    /// Number what is unanswered anew, after `last_n`.
    After { last_n: i64 },
    /// Number what is unanswered anew, under a new device name.
    NewDevice,
    /// Keep the next operation as refused: the desk cannot take it.
    RefuseNext(Refusal),
    /// Set the next operation aside: the desk fails on it.
    SetAside,
    /// Try what was set aside again: the desk failed on others too.
    TryAgain,
}
