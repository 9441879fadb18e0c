//! What a list of tickets is made of: rows, and the window of them that a screen holds.

use super::{
    BroadcastState, CustomerId, Filter, Handed, Language, Nearest, OperatorId, Place, Priority, Role, Span, Status,
    Suggested, TicketId, TicketType, Timestamp,
};
use serde::{Deserialize, Serialize};

/// A ticket as one row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueRow {
    pub id: TicketId,
    pub place: Place,
    pub status: Status,
    pub priority: Priority,
    pub kind: TicketType,
    pub language: Language,
    pub site: Option<String>,
    pub customer: CustomerId,
    pub customer_name: String,
    pub subject: String,
    pub owner_role: Option<Role>,
    pub suggested: Option<Suggested>,
    pub assignee: Option<OperatorId>,
    pub emergency: bool,
    pub clock: Option<Nearest>,
    /// How often it was passed over.
    pub skips: i64,
    /// Where its handover stands.
    pub handed: Option<Handed>,
    /// How high it was escalated.
    pub level: i64,
    /// The incident that it is attached to.
    pub part_of: Option<TicketId>,
    /// Of an incident: where its broadcast stands.
    pub broadcast: Option<BroadcastState>,
    /// The ticket that it is merged into.
    pub duplicate_of: Option<TicketId>,
    pub created_at: Timestamp,
    /// The customer wrote after this operator last looked.
    pub unread: bool,
    /// An operation of ours has not reached the desk yet.
    pub pending: bool,
}

/// Where in a list a window lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anchor {
    Start,
    End,
    /// Around this place, whether a ticket still stands there or not.
    Around(Place),
    /// Around this ticket; from the start if it is not in the list.
    Ticket(TicketId),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindowRequest {
    pub filter: Filter,
    pub anchor: Anchor,
    /// At most this many rows.
    pub limit: usize,
}

/// A count that is not worth finishing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    pub n: i64,
    /// There are at least so many.
    pub or_more: bool,
}

/// Some consecutive rows of a list, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Window {
    pub rows: Vec<QueueRow>,
    /// No row comes before the first, or after the last.
    pub at_start: bool,
    pub at_end: bool,
    pub total: Count,
    /// How many rows come before the first, where that is cheap to know.
    pub before: Option<i64>,
}

/// What the desk has to do, kept in the transactions that change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub live: i64,
    pub emergencies: i64,
    /// Live and held by nobody.
    pub unheld: i64,
    /// Live and without an owner role.
    pub unrouted: i64,
}

/// How far a clock is, for those who only need the word.
pub fn is_breached(clock: &Nearest, now: Timestamp) -> bool {
    clock.remaining(now) < Span(0)
}
