//! All that a screen shows of one ticket, read at once.

use super::{Article, Customer, Operation, OperationKey, QueueRow, Refusal, Suggestion, Ticket, Timestamp};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    pub ticket: Ticket,
    /// Oldest first; those of pending operations included.
    pub articles: Vec<Article>,
    pub customer: Option<Customer>,
    /// Other tickets of the customer, newest first.
    pub recent: Vec<QueueRow>,
    pub suggestion: Suggestion,
    pub outbox: Vec<OutboxEntry>,
}

/// Where an operation of ours stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum OutboxState {
    /// Waits for the link.
    Queued,
    /// Sent, not answered: sent again under the same key until it is.
    InFlight,
    /// Took effect in transaction `seq`; leaves the outbox when the feed has passed it.
    Applied { seq: i64 },
    /// Refused: stays until the operator retries, edits or discards.
    Refused { refusal: Refusal },
}

impl OutboxState {
    /// Still to be sent, or sent and not yet seen in the feed: part of what the screen shows.
    pub fn is_pending(&self) -> bool {
        !matches!(self, OutboxState::Refused { .. })
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEntry {
    pub key: OperationKey,
    pub operation: Operation,
    pub made_at: Timestamp,
    pub state: OutboxState,
}
