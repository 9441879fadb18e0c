//! How the replica and its desk stand to each other, for the top line.

use super::{Span, Timestamp};

/// The state of the link. `since` is when it was last `Live`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Link {
    /// Not tried yet.
    #[default]
    Starting,
    /// Up to date, and told of changes as they happen.
    Live,
    /// Reading a long list of changes: transactions read, of so many.
    CatchingUp {
        read: i64,
        head: i64,
    },
    /// Up to date as of the last poll.
    Polling {
        every: Span,
    },
    Offline {
        since: Timestamp,
        problem: LinkProblem,
    },
    /// Waiting does not help: a person has to act.
    Refused {
        problem: LinkProblem,
    },
}

/// Why there is no link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkProblem {
    /// Nobody answers there.
    Unreachable,
    /// The token is wrong or has ended: sign in again.
    Unauthorised,
    /// What answers is not a desk of ours.
    Nonsense,
    /// The desk speaks another version of the API.
    Version,
    /// The desk is overloaded or broken; it is tried again.
    ServerTrouble,
    /// The desk has forgotten what this replica knows: the replica must be built again.
    Forked,
    /// The replica on this machine cannot be written: the disk is full, or a file is damaged.
    LocalTrouble,
    /// A part of the program has failed by a mistake in it.
    Failed,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SyncStatus {
    pub link: Link,
    /// Operations that the desk has not answered.
    pub waiting: i64,
    /// Those of them that were sent, and of which nobody knows whether they came.
    pub unknown: i64,
    /// Those that wait for a person: refused by the desk, or too much for it.
    pub refused: i64,
    pub stuck: i64,
    /// How far this machine's clock has to be put forward to agree with the desk's.
    pub skew: Span,
}

/// The desk lost the end of its history, and operations of ours with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WentBack {
    /// Until when the two histories are the same; None if nothing is known of that.
    pub to: Option<Timestamp>,
    /// So many operations are sent again.
    pub again: i64,
}
