//! All that a screen shows of one ticket, read at once.

use super::{
    Article, Customer, Handoff, Operation, OperationId, QueueRow, Refusal, Span, Suggestion, Ticket, Ties, Timestamp,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    pub ticket: Ticket,
    /// Oldest first; those of pending operations and of the tickets that are merged into it included.
    pub articles: Vec<Article>,
    pub customer: Option<Customer>,
    /// Other tickets of the customer, newest first.
    pub recent: Vec<QueueRow>,
    pub suggestion: Suggestion,
    /// What to tell the customer when it goes where it is suggested.
    pub handoff: Option<Handoff>,
    pub outbox: Vec<OutboxEntry>,
    pub ties: Ties,
}

/// A customer without a ticket in view.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    pub customer: Customer,
    /// Their tickets, newest first.
    pub recent: Vec<QueueRow>,
    /// A ticket of theirs is in the queue.
    pub is_live: bool,
}

/// One of many tickets, read to act on all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    pub ticket: Ticket,
    /// Where that was asked for.
    pub suggestion: Option<Suggestion>,
}

/// Where an operation of ours stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum OutboxState {
    /// Waits to be sent for the first time: nobody but us has heard of it.
    Queued,
    /// On its way at this moment.
    InFlight,
    /// Sent, and no answer came: sent again as it is until there is one.
    Unknown,
    /// Took effect in transaction `seq`; leaves the outbox when the feed has passed it.
    Applied { seq: i64 },
    /// Refused: stays until the operator retries, edits or discards.
    Refused { refusal: Refusal },
    /// The desk fails whenever this one comes, alone: set aside, and what follows on its ticket waits.
    Stuck { detail: String },
}

impl OutboxState {
    /// Still to be sent, or sent and not yet seen in the feed: part of what the screen shows.
    pub fn is_pending(&self) -> bool {
        !matches!(self, OutboxState::Refused { .. })
    }

    /// Nothing that the desk did can be lost by dropping it here: it was never sent, was refused, or is set aside
    /// for the operator to decide.
    pub fn may_leave(&self) -> bool {
        matches!(self, OutboxState::Queued | OutboxState::Refused { .. } | OutboxState::Stuck { .. })
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEntry {
    pub id: OperationId,
    pub operation: Operation,
    pub made_at: Timestamp,
    /// Of a reply that lingers: until then it does not leave.
    pub leaves_at: Option<Timestamp>,
    pub state: OutboxState,
    /// Of a reply that is held: the newest of those that came before it, oldest first.
    pub newer: Vec<Article>,
}

/// The longest that a public reply may linger before it leaves.
pub const LONGEST_LINGER: Span = Span::seconds(120);
/// The desk's time is known as well as a slow link lets it be. A reply that was made so little later than now was made by
/// a clock that has been corrected since, and lingers.
pub const LINGER_SLACK: Span = Span::seconds(5);

impl OutboxEntry {
    /// How long a reply still lingers before it leaves, and can be taken back. By a clock that was set back it has
    /// not been made yet: then it lingers no more, and never longer than the longest time.
    pub fn lingers(&self, now: Timestamp) -> Option<Span> {
        let until = self.leaves_at?.min(self.made_at + LONGEST_LINGER);
        let begun = self.made_at - LINGER_SLACK <= now;
        (self.state == OutboxState::Queued && begun && now < until).then(|| until - now)
    }
}
