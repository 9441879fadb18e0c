//! Tickets, their conversations, and lists of them.

use super::{
    AuthorKind, BroadcastState, Channel, ClockKind, Direction, Handed, Language, Priority, Product, Role, SkipReason,
    Status, TicketType, Visibility,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Who last set a field, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Mark {
    pub by: String,
    pub at_ms: i64,
}

/// The last hand on each field that operators compete for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Marks {
    pub assignee: Option<Mark>,
    pub owner_role: Option<Mark>,
    pub status: Option<Mark>,
    pub priority: Option<Mark>,
}

/// What routing said when the ticket came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Suggested {
    pub role: Role,
    pub confidence_percent: i64,
    pub unsure: bool,
}

/// One promise of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Clock {
    pub target_ms: i64,
    pub started_at_ms: i64,
    pub due_at_ms: i64,
    pub paused_ms: i64,
    /// Set while the clock stands still.
    pub paused_since_ms: Option<i64>,
    /// When the promise was kept, or missed for good.
    pub stopped_at_ms: Option<i64>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Clocks {
    pub first_response: Option<Clock>,
    pub resolution: Option<Clock>,
}

/// What an operator promised the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Promise {
    pub by: String,
    pub made_at_ms: i64,
    pub due_at_ms: i64,
    pub text: String,
    /// Absent while it is open.
    pub settled: Option<Settled>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Settled {
    pub at_ms: i64,
    pub kept: bool,
}

/// Who passed a ticket over, when and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Skip {
    pub by: String,
    pub at_ms: i64,
    pub reason: SkipReason,
}

/// What the holder of a ticket leaves to whoever comes next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Handover {
    pub by: String,
    pub at_ms: i64,
    /// What is to be done next.
    pub next: String,
    pub stands: Stands,
}

/// Where a handover stands; one that was accepted is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Stands {
    /// For a colleague to accept.
    Waiting {},
    /// Its holder keeps it.
    Returned { by: String, at_ms: i64, reason: String },
    /// Nobody accepted it in time: it is nobody's.
    Pooled { at_ms: i64 },
}

/// How high a ticket was escalated, from 1 to 5.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Escalation {
    pub level: i64,
    pub by: String,
    pub at_ms: i64,
    pub reason: String,
}

/// What makes a ticket an incident: others are about the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Incident {
    pub by: String,
    pub at_ms: i64,
    /// How often a broadcast was proposed; it names the last one.
    pub revision: i64,
    /// What waits to be released, or was returned to its author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<Broadcast>,
    /// What went out, the newest last; twenty at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sent: Vec<Sent>,
}

/// A text for the customers of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Broadcast {
    pub by: String,
    /// The replies go out in this name.
    pub by_name: String,
    pub at_ms: i64,
    pub texts: BTreeMap<Language, String>,
    /// Whom its author had before them.
    pub to: Vec<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<Returned>,
}

/// A colleague does not release it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Returned {
    pub by: String,
    pub at_ms: i64,
    pub reason: String,
}

/// A broadcast that went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Sent {
    pub by: String,
    pub released_by: String,
    pub at_ms: i64,
    pub tickets: i64,
    pub customers: i64,
}

/// Who merged a ticket, and how it stood before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Merged {
    pub by: String,
    pub at_ms: i64,
    pub was: Status,
}

/// A labelled fact of a visit, a shipment or a Smart Hands job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Detail {
    pub label: String,
    pub value: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Ticket {
    /// The number that operators say.
    pub id: i64,
    pub subject: String,
    pub customer: String,
    pub customer_name: String,
    pub requester: String,
    pub requester_name: String,
    pub channel: Channel,
    pub language: Language,
    #[serde(rename = "type")]
    pub kind: TicketType,
    pub priority: Priority,
    pub status: Status,
    pub owner_role: Option<Role>,
    pub assignee: Option<String>,
    pub site: Option<String>,
    pub product: Option<Product>,
    pub tags: Vec<String>,
    /// Stands first in the desk order.
    pub emergency: bool,
    pub suggested: Option<Suggested>,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    /// When the customer last wrote.
    pub inbound_at_ms: i64,
    /// How many public replies the desk has sent.
    pub replies: i64,
    pub clocks: Clocks,
    /// Set on a duplicate that is merged: the ticket that stays.
    pub duplicate_of: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged: Option<Merged>,
    /// The tickets that it was linked to; at their end nothing stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<i64>,
    pub details: Vec<Detail>,
    pub marks: Marks,
    /// The last promise to the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Promise>,
    /// When the desk opens it again by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wake_at_ms: Option<i64>,
    /// Who passed it over since somebody last worked on it, the newest last; eight at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skips: Vec<Skip>,
    /// What its holder leaves to the next shift, until somebody accepts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handover: Option<Handover>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalation: Option<Escalation>,
    /// Set on an incident.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<Incident>,
    /// The incident that it is attached to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<i64>,
    /// What operators have noted that they spent on it.
    #[serde(default)]
    pub spent: Spent,
    /// Grows by one with each operation that took effect.
    pub version: i64,
}

/// In minutes; of those, what the customer pays for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Spent {
    pub minutes: i64,
    #[serde(default)]
    pub billable: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Author {
    pub kind: AuthorKind,
    pub id: String,
    pub name: String,
}

/// One piece of a conversation. Its body is text from outside and may hold anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Article {
    pub id: String,
    pub ticket: i64,
    pub at_ms: i64,
    pub visibility: Visibility,
    pub direction: Direction,
    pub author: Author,
    pub channel: Option<Channel>,
    /// The operator who wrote down a phone call.
    pub recorded_by: Option<String>,
    pub body: String,
}

/// A ticket with its conversation, oldest article first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketView {
    pub ticket: Ticket,
    pub articles: Vec<Article>,
}

/// The clock that matters most on a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Nearest {
    pub kind: ClockKind,
    pub due_at_ms: i64,
    pub target_ms: i64,
    pub paused_since_ms: Option<i64>,
}

/// A ticket as one row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QueueRow {
    pub id: i64,
    pub status: Status,
    pub priority: Priority,
    #[serde(rename = "type")]
    pub kind: TicketType,
    pub language: Language,
    pub site: Option<String>,
    pub customer: String,
    pub customer_name: String,
    pub subject: String,
    pub owner_role: Option<Role>,
    pub suggested: Option<Suggested>,
    pub assignee: Option<String>,
    pub emergency: bool,
    pub clock: Option<Nearest>,
    /// How often it was passed over.
    pub skips: i64,
    /// Where its handover to the next shift stands.
    pub handed: Option<Handed>,
    /// How high it was escalated; 0 is not.
    pub level: i64,
    /// The incident that it is attached to.
    pub part_of: Option<i64>,
    /// Of an incident: where its broadcast stands.
    pub broadcast: Option<BroadcastState>,
    /// The ticket that it is merged into.
    pub duplicate_of: Option<i64>,
    pub created_at_ms: i64,
}

/// Some rows of a list, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketList {
    pub rows: Vec<QueueRow>,
    /// To be sent as `after` for the next rows; absent at the end.
    pub next: Option<String>,
}
