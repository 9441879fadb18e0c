//! What an operator can do to a ticket, as it is written down and sent; what it means is in [`super::apply`].

use crate::domain::{
    Decision, OperatorId, Priority, Role, SkipReason, Status, TicketId, Timestamp, macros::Translated,
};
use serde::{Deserialize, Serialize};

/// What is to be done. What must never wait in an outbox (a caller's code, an access grant) is not here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Action {
    /// Hold a ticket that nobody holds. Never tried again by itself: the loser is told the winner.
    Take,
    /// Hold a ticket that somebody else holds.
    Steal {
        from: OperatorId,
        reason: String,
    },
    /// Let go of one's own.
    GiveBack,
    /// Set the owner role.
    Route {
        from: Option<Role>,
        to: Role,
        decision: Decision,
        /// Which knowledge made the suggestion that was decided on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        knowledge: Option<String>,
    },
    /// Takes back what the routing of the ticket taught; where it was routed to stays.
    Unlearn,
    SetStatus {
        from: Status,
        to: Status,
    },
    SetPriority {
        from: Priority,
        to: Priority,
    },
    /// Passes the ticket over, and gives it back if it is one's own. Never conflicts.
    Skip {
        reason: SkipReason,
    },
    /// Puts the ticket on hold until then; the desk opens it again.
    Snooze {
        from: Status,
        until: Timestamp,
    },
    /// Promises the customer something by `to`, in place of an open promise due `from`; with `to` None that one is
    /// taken back.
    Promise {
        from: Option<Timestamp>,
        to: Option<Timestamp>,
        text: String,
    },
    /// What became of the open promise that is due then.
    SettlePromise {
        due_at: Timestamp,
        kept: bool,
    },
    /// Leaves one's own to the next shift, with what is to be done next; it stays one's own until a colleague accepts it.
    HandOver {
        next: String,
    },
    /// Takes over what a colleague hands over; what one hands over oneself, one keeps.
    AcceptHandover {
        from: OperatorId,
    },
    /// Leaves it with the colleague who hands it over.
    ReturnHandover {
        from: OperatorId,
        reason: String,
    },
    /// A step up, or down again; 0 is not escalated.
    Escalate {
        from: i64,
        to: i64,
        reason: String,
    },
    /// Makes a ticket an incident, to which others can be attached.
    DeclareIncident,
    /// Takes that back: nothing is attached to it, and nobody was told anything.
    EndIncident,
    /// What this ticket is about is the incident.
    Attach {
        incident: TicketId,
    },
    Detach {
        incident: TicketId,
    },
    /// A text in each language for the customers of an incident, in place of the proposal of number `seen` (0 before
    /// there was any). `to` is whom its author had before them.
    ProposeBroadcast {
        seen: i64,
        texts: Translated,
        to: Vec<TicketId>,
    },
    /// Sends the proposal of this number, which somebody else made, to these tickets: what whoever releases it has read.
    ReleaseBroadcast {
        revision: i64,
        to: Vec<TicketId>,
    },
    /// Leaves the proposal with its author.
    ReturnBroadcast {
        revision: i64,
        reason: String,
    },
    /// Takes one's own proposal back.
    WithdrawBroadcast {
        revision: i64,
    },
    /// Notes time that was spent, or takes it back by a negative one. Never conflicts; a note becomes a comment.
    AddTime {
        minutes: i64,
        billable: bool,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Says that two tickets have to do with each other. It stands on this one and is seen from both.
    Link {
        to: TicketId,
    },
    Unlink {
        to: TicketId,
    },
    /// Closes a duplicate into the ticket that stays and is answered.
    Merge {
        into: TicketId,
    },
    /// Has a merged ticket stand again as it stood.
    Unmerge {
        from: TicketId,
    },
    /// A public reply. `seen` is the number of replies that its author had before them; a newer one holds it
    /// back, unless `force` says that the author has read it.
    Reply {
        body: String,
        seen: i64,
        #[serde(default)]
        force: bool,
    },
    /// An internal comment. Never conflicts.
    Comment {
        body: String,
    },
}

impl Action {
    /// The word for it in the audit trail and on the command line.
    pub fn word(&self) -> &'static str {
        match self {
            Action::Take => "take",
            Action::Steal { .. } => "steal",
            Action::GiveBack => "give_back",
            Action::Route { .. } => "route",
            Action::Unlearn => "unlearn",
            Action::SetStatus { .. } => "set_status",
            Action::SetPriority { .. } => "set_priority",
            Action::Skip { .. } => "skip",
            Action::Snooze { .. } => "snooze",
            Action::Promise { .. } => "promise",
            Action::SettlePromise { .. } => "settle_promise",
            Action::HandOver { .. } => "hand_over",
            Action::AcceptHandover { .. } => "accept_handover",
            Action::ReturnHandover { .. } => "return_handover",
            Action::Escalate { .. } => "escalate",
            Action::DeclareIncident => "declare_incident",
            Action::EndIncident => "end_incident",
            Action::Attach { .. } => "attach",
            Action::Detach { .. } => "detach",
            Action::ProposeBroadcast { .. } => "propose_broadcast",
            Action::ReleaseBroadcast { .. } => "release_broadcast",
            Action::ReturnBroadcast { .. } => "return_broadcast",
            Action::WithdrawBroadcast { .. } => "withdraw_broadcast",
            Action::AddTime { .. } => "add_time",
            Action::Link { .. } => "link",
            Action::Unlink { .. } => "unlink",
            Action::Merge { .. } => "merge",
            Action::Unmerge { .. } => "unmerge",
            Action::Reply { .. } => "reply",
            Action::Comment { .. } => "comment",
        }
    }

    /// The ticket that has to be looked at before this one can be linked to it or merged into it.
    pub fn other(&self) -> Option<TicketId> {
        match self {
            Action::Link { to: other } | Action::Merge { into: other } => Some(*other),
            _ => None,
        }
    }

    /// The text that an operator typed, to be kept whatever becomes of the operation.
    pub fn typed_text(&self) -> Option<&str> {
        match self {
            Action::Reply { body, .. } | Action::Comment { body } => Some(body),
            Action::Steal { reason, .. }
            | Action::ReturnHandover { reason, .. }
            | Action::ReturnBroadcast { reason, .. }
            | Action::Escalate { reason, .. }
            | Action::HandOver { next: reason } => Some(reason),
            Action::Promise { text, .. } | Action::AddTime { note: text, .. } if !text.is_empty() => Some(text),
            Action::Route { decision: Decision::Overridden { reason, .. }, .. } => Some(reason),
            Action::ProposeBroadcast { texts, .. } => texts.values().next().map(String::as_str),
            _ => None,
        }
    }

    /// All of it, where an operator typed several: the same in every language.
    pub fn typed_texts(&self) -> Vec<&str> {
        match self {
            Action::ProposeBroadcast { texts, .. } => texts.values().map(String::as_str).collect(),
            other => other.typed_text().into_iter().collect(),
        }
    }
}
