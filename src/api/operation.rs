//! Operations: the one way to change a ticket. Unknown fields are refused, so that a newer console never believes
//! that an older desk has understood all of its wish.

use super::{Barrier, Field, Language, Mark, Priority, Role, SkipReason, Status};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What the operator did with a routing suggestion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Decision {
    Accepted {},
    Chosen { suggested: Role },
    Overridden { suggested: Role, reason: String },
    Unaided {},
}

/// An intention towards one ticket. `from` and `seen` say what the operator had before them: if that no longer
/// holds, the operation is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Operation {
    Take {
        ticket: i64,
    },
    Steal {
        ticket: i64,
        from: String,
        reason: String,
    },
    GiveBack {
        ticket: i64,
    },
    Route {
        ticket: i64,
        from: Option<Role>,
        to: Role,
        decision: Decision,
        /// Which knowledge made the suggestion.
        #[serde(default)]
        knowledge: Option<String>,
    },
    /// Takes back what the routing of the ticket taught.
    Unlearn {
        ticket: i64,
    },
    SetStatus {
        ticket: i64,
        from: Status,
        to: Status,
    },
    SetPriority {
        ticket: i64,
        from: Priority,
        to: Priority,
    },
    /// Passes the ticket over, and gives it back if it is the operator's own.
    Skip {
        ticket: i64,
        reason: SkipReason,
    },
    /// Puts the ticket on hold until then; the desk opens it again.
    Snooze {
        ticket: i64,
        from: Status,
        #[serde(rename = "until_ms")]
        until: i64,
    },
    /// Promises the customer something by `to_ms`, in place of an open promise due `from_ms`; without `to_ms` that one
    /// is taken back.
    Promise {
        ticket: i64,
        #[serde(rename = "from_ms")]
        from: Option<i64>,
        #[serde(rename = "to_ms")]
        to: Option<i64>,
        #[serde(default)]
        text: String,
    },
    /// What became of the open promise that is due then.
    SettlePromise {
        ticket: i64,
        #[serde(rename = "due_at_ms")]
        due_at: i64,
        kept: bool,
    },
    /// Leaves one's own to the next shift, with what is to be done next.
    HandOver {
        ticket: i64,
        next: String,
    },
    /// Takes over what `from` hands over.
    AcceptHandover {
        ticket: i64,
        from: String,
    },
    /// Leaves it with `from`, who hands it over.
    ReturnHandover {
        ticket: i64,
        from: String,
        reason: String,
    },
    /// One step up, or down again, from 0 to 5.
    Escalate {
        ticket: i64,
        from: i64,
        to: i64,
        reason: String,
    },
    /// Makes the ticket an incident, to which others can be attached.
    DeclareIncident {
        ticket: i64,
    },
    /// Takes that back, if nothing is attached to it and nobody was told anything.
    EndIncident {
        ticket: i64,
    },
    /// Attaches the ticket to an open incident, which takes 200.
    Attach {
        ticket: i64,
        incident: i64,
    },
    Detach {
        ticket: i64,
        incident: i64,
    },
    /// Proposes to the customers of an incident a text in each language that they need, at most 4 KiB each, in place of
    /// the proposal of number `seen` (0 before there was any). Of the placeholders, those of requester, customer,
    /// ticket, site and author are filled in for each.
    ProposeBroadcast {
        ticket: i64,
        seen: i64,
        texts: BTreeMap<Language, String>,
        /// Whom its author had before them.
        to: Vec<i64>,
    },
    /// Sends the proposal of this number, of another operator, as a public reply to the incident and each ticket
    /// attached to it that is open. An open one that is not in `to` was not read of: then nothing is sent.
    ReleaseBroadcast {
        ticket: i64,
        revision: i64,
        to: Vec<i64>,
    },
    /// Leaves the proposal with its author.
    ReturnBroadcast {
        ticket: i64,
        revision: i64,
        reason: String,
    },
    /// Takes back a proposal of one's own.
    WithdrawBroadcast {
        ticket: i64,
        revision: i64,
    },
    /// Notes time that was spent, at most a day at once, or takes it back by a negative one. A note becomes an internal
    /// comment.
    AddTime {
        ticket: i64,
        minutes: i64,
        billable: bool,
        #[serde(default)]
        note: String,
    },
    /// Says that two tickets have to do with each other; it stands on `ticket`.
    Link {
        ticket: i64,
        to: i64,
    },
    Unlink {
        ticket: i64,
        to: i64,
    },
    /// Closes a duplicate into the ticket of the same customer that stays and is answered.
    Merge {
        ticket: i64,
        into: i64,
    },
    /// Has a ticket that is merged into `from` stand again as it stood.
    Unmerge {
        ticket: i64,
        from: i64,
    },
    Reply {
        ticket: i64,
        body: String,
        seen: i64,
        #[serde(default)]
        force: bool,
    },
    Comment {
        ticket: i64,
        body: String,
    },
}

/// An operation with its place in its device's order, from 1, and its name. It takes effect once under its name,
/// whatever device and number it comes under. `fingerprint` is a digest of it, made when it was: under the same
/// number or name nothing else is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NumberedOperation {
    pub n: i64,
    pub id: String,
    pub fingerprint: String,
    pub operation: Operation,
}

/// At most 50 operations of one device, with consecutive numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PushRequest {
    /// Made up by the device, once and for ever; belongs to the operator who first used it.
    pub device: String,
    /// The lease that holds the device's name; absent where it was never claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease: Option<String>,
    #[schema(max_items = 50)]
    pub operations: Vec<NumberedOperation>,
}

/// The place of an operation in its device's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OperationKey {
    pub device: String,
    pub n: i64,
}

/// Why an operation does not take effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Refusal {
    /// The field is not what the operator saw: `found` stands there, set by `mark`.
    Conflict {
        field: Field,
        expected: String,
        found: String,
        mark: Option<Mark>,
    },
    /// Another public reply came first.
    NewerReply {},
    Gone {
        ticket: i64,
    },
    IllegalStatus {
        from: Status,
        to: Status,
    },
    /// The ticket is merged, and worked on where it went.
    Merged {
        ticket: i64,
        into: i64,
    },
    /// It cannot be linked to that ticket, or merged into it.
    Barred {
        to: i64,
        barrier: Barrier,
    },
    EmptyText {},
    /// `limit` in bytes of UTF-8.
    TooLong {
        limit: usize,
    },
    Forbidden {},
    /// `ticket` is not an open incident.
    NotAnIncident {
        ticket: i64,
    },
    /// An incident is not attached to another.
    Nested {
        ticket: i64,
    },
    /// An incident has at most `limit` tickets attached.
    TooMany {
        limit: usize,
    },
    /// Whoever proposes a broadcast does not decide on it.
    OwnBroadcast {},
    /// A broadcast has no text in the language of a ticket.
    Untranslated {
        language: Language,
    },
    /// Nothing fills the placeholder `name` for `ticket`.
    Gap {
        ticket: i64,
        name: String,
    },
}

/// What became of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Took effect in transaction `seq` of the feed.
    Applied {
        seq: i64,
    },
    /// Settled before, and the answer is no longer kept.
    Already {},
    Refused {
        refusal: Refusal,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Receipt {
    pub key: OperationKey,
    pub id: String,
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// Receipts in the order of the operations; fewer than operations means that the rest has not been looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PushResponse {
    pub receipts: Vec<Receipt>,
}

/// The ticket that the operator now holds; absent when nobody's is left, or it was asked for too long ago.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkNextResponse {
    pub ticket: Option<i64>,
}
