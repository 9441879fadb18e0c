//! Operations: the only way to change a ticket.
//!
//! [`apply`] is their only meaning. The replica previews with it, the server commits with it; a rule that stands
//! here holds on both sides. Preconditions are per field and name what the operator saw: two operators who change
//! different fields do not collide.

mod handing;
mod later;

pub use handing::pool;
pub use later::wake;

use super::{
    Article, ArticleId, Author, AuthorKind, Decision, Direction, Mark, OperatorId, Priority, Role, SkipReason, Status,
    Ticket, TicketId, Timestamp, Visibility, sla::Policy,
};
use handing::{accept_handover, escalate, hand_over, return_handover};
use later::{promise, settle_promise, skip_over, snooze};
use serde::{Deserialize, Serialize};

/// The longest reply or comment, in bytes of UTF-8.
pub const BODY_LIMIT: usize = 64 * 1024;
/// The longest reason, in bytes of UTF-8.
pub const REASON_LIMIT: usize = 500;

/// An intention of an operator towards one ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    pub ticket: TicketId,
    #[serde(flatten)]
    pub action: Action,
}

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
            Action::Reply { .. } => "reply",
            Action::Comment { .. } => "comment",
        }
    }

    /// The text that an operator typed, to be kept whatever becomes of the operation.
    pub fn typed_text(&self) -> Option<&str> {
        match self {
            Action::Reply { body, .. } | Action::Comment { body } => Some(body),
            Action::Steal { reason, .. }
            | Action::ReturnHandover { reason, .. }
            | Action::Escalate { reason, .. }
            | Action::HandOver { next: reason } => Some(reason),
            Action::Promise { text, .. } if !text.is_empty() => Some(text),
            Action::Route { decision: Decision::Overridden { reason, .. }, .. } => Some(reason),
            _ => None,
        }
    }
}

/// A field that operators compete for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Assignee,
    OwnerRole,
    Status,
    Priority,
    Promise,
    Handover,
    Escalation,
}

/// Why an operation does not take effect. A refusal is kept and shown until a person decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Refusal {
    /// The field is not what the operator saw. `found` is what stands there, by `mark` if anybody set it.
    #[error("{} is now {found}, not {expected}", field_word(*.field))]
    Conflict { field: Field, expected: String, found: String, mark: Option<Mark> },
    /// Another public reply came first: both are shown, and the author confirms.
    #[error("a newer reply has gone to the customer")]
    NewerReply,
    #[error("ticket {ticket} does not exist")]
    Gone { ticket: TicketId },
    #[error("a ticket that is {from} cannot become {to}")]
    IllegalStatus { from: Status, to: Status },
    #[error("the text is empty")]
    EmptyText,
    #[error("the text is longer than {limit} bytes")]
    TooLong { limit: usize },
    #[error("this operator may not do that")]
    Forbidden,
}

fn field_word(field: Field) -> &'static str {
    match field {
        Field::Assignee => "the holder",
        Field::OwnerRole => "the owner role",
        Field::Status => "the status",
        Field::Priority => "the priority",
        Field::Promise => "the promise",
        Field::Handover => "the handover",
        Field::Escalation => "the escalation",
    }
}

/// Who acts, when, and by which policy. The server's instant decides; the replica's is a preview.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub actor: &'a OperatorId,
    pub actor_name: &'a str,
    pub at: Timestamp,
    /// The id for an article, if the operation writes one.
    pub article: &'a ArticleId,
    pub policy: &'a Policy,
}

/// What an operation did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// The ticket is changed; a reply or comment also has an article.
    Changed { article: Option<Article> },
    /// It already was as wanted: a success that changes nothing.
    Unchanged,
}

/// Carries out an operation on a ticket, or says why not and leaves the ticket as it was.
pub fn apply(ticket: &mut Ticket, action: &Action, context: &Context<'_>) -> Result<Effect, Refusal> {
    let effect = match action {
        Action::Take => take(ticket, context)?,
        Action::Steal { from, reason } => steal(ticket, from, reason, context)?,
        Action::GiveBack => give_back(ticket, context)?,
        Action::Route { from, to, decision, .. } => route(ticket, *from, *to, decision, context)?,
        Action::Unlearn => CHANGED,
        Action::SetStatus { from, to } => set_status(ticket, *from, *to, context)?,
        Action::SetPriority { from, to } => set_priority(ticket, *from, *to, context)?,
        Action::Skip { reason } => skip_over(ticket, *reason, context),
        Action::Snooze { from, until } => snooze(ticket, *from, *until, context)?,
        Action::Promise { from, to, text } => promise(ticket, *from, *to, text, context)?,
        Action::SettlePromise { due_at, kept } => settle_promise(ticket, *due_at, *kept, context)?,
        Action::HandOver { next } => hand_over(ticket, next, context)?,
        Action::AcceptHandover { from } => accept_handover(ticket, from, context)?,
        Action::ReturnHandover { from, reason } => return_handover(ticket, from, reason, context)?,
        Action::Escalate { from, to, reason } => escalate(ticket, *from, *to, reason, context)?,
        Action::Reply { body, seen, force } => reply(ticket, body, *seen, *force, context)?,
        Action::Comment { body } => comment(ticket, body, context)?,
    };
    if effect != Effect::Unchanged {
        ticket.version += 1;
        ticket.updated_at = ticket.updated_at.max(context.at);
    }
    Ok(effect)
}

const CHANGED: Effect = Effect::Changed { article: None };

fn mark(context: &Context<'_>) -> Option<Mark> {
    Some(Mark { by: context.actor.clone(), at: context.at })
}

fn conflict(field: Field, expected: impl ToString, found: impl ToString, mark: &Option<Mark>) -> Refusal {
    Refusal::Conflict { field, expected: expected.to_string(), found: found.to_string(), mark: mark.clone() }
}

/// What stands in a conflict for a ticket without a holder.
pub const NOBODY: &str = "nobody";

fn holder(ticket: &Ticket) -> String {
    ticket.assignee.as_ref().map_or_else(|| NOBODY.to_string(), ToString::to_string)
}

fn hold(ticket: &mut Ticket, by: Option<OperatorId>, context: &Context<'_>) -> Effect {
    ticket.assignee = by;
    ticket.handover = None;
    ticket.marks.assignee = mark(context);
    CHANGED
}

fn take(ticket: &mut Ticket, context: &Context<'_>) -> Result<Effect, Refusal> {
    match &ticket.assignee {
        None => Ok(hold(ticket, Some(context.actor.clone()), context)),
        Some(holder) if holder == context.actor => Ok(Effect::Unchanged),
        Some(holder) => Err(conflict(Field::Assignee, NOBODY, holder, &ticket.marks.assignee)),
    }
}

fn steal(ticket: &mut Ticket, from: &OperatorId, reason: &str, context: &Context<'_>) -> Result<Effect, Refusal> {
    check_reason(reason)?;
    match &ticket.assignee {
        Some(holder) if holder == context.actor => Ok(Effect::Unchanged),
        Some(holder) if holder == from => Ok(hold(ticket, Some(context.actor.clone()), context)),
        _ => Err(conflict(Field::Assignee, from, holder(ticket), &ticket.marks.assignee)),
    }
}

fn give_back(ticket: &mut Ticket, context: &Context<'_>) -> Result<Effect, Refusal> {
    match &ticket.assignee {
        None => Ok(Effect::Unchanged),
        Some(holder) if holder == context.actor => Ok(hold(ticket, None, context)),
        Some(holder) => Err(conflict(Field::Assignee, context.actor, holder, &ticket.marks.assignee)),
    }
}

fn route(
    ticket: &mut Ticket,
    from: Option<Role>,
    to: Role,
    decision: &Decision,
    context: &Context<'_>,
) -> Result<Effect, Refusal> {
    if let Decision::Overridden { reason, .. } = decision {
        check_reason(reason)?;
    }
    if ticket.owner_role == Some(to) {
        return Ok(Effect::Unchanged);
    }
    if ticket.owner_role != from {
        let word = |role: Option<Role>| role.map_or("unrouted", Role::code);
        return Err(conflict(Field::OwnerRole, word(from), word(ticket.owner_role), &ticket.marks.owner_role));
    }
    ticket.owner_role = Some(to);
    ticket.marks.owner_role = mark(context);
    open_if_new(ticket, context);
    Ok(CHANGED)
}

/// The first thing done to a new ticket opens it. Opening by itself marks nobody: no one chose it.
fn open_if_new(ticket: &mut Ticket, context: &Context<'_>) {
    if ticket.status == Status::New {
        ticket.status = Status::Open;
        let calendar = context.policy.calendar(ticket.kind);
        ticket.clocks.status_changed(Status::New, Status::Open, &calendar, context.at);
    }
}

fn set_status(ticket: &mut Ticket, from: Status, to: Status, context: &Context<'_>) -> Result<Effect, Refusal> {
    if ticket.status == to {
        return Ok(Effect::Unchanged);
    }
    // `new` turns to `open` by itself with the first action: whoever saw `new` saw the same ticket.
    let seen = ticket.status == from || (from == Status::New && ticket.status == Status::Open);
    if !seen {
        return Err(conflict(Field::Status, from, ticket.status, &ticket.marks.status));
    }
    if !ticket.status.may_become(to) {
        return Err(Refusal::IllegalStatus { from: ticket.status, to });
    }
    let calendar = context.policy.calendar(ticket.kind);
    ticket.clocks.status_changed(ticket.status, to, &calendar, context.at);
    ticket.status = to;
    ticket.wake_at = None;
    ticket.marks.status = mark(context);
    if !to.is_live() {
        finish(ticket, context);
    }
    Ok(CHANGED)
}

/// Whoever finishes a ticket has kept what was promised, if it is not late; and nobody passes it over any more.
fn finish(ticket: &mut Ticket, context: &Context<'_>) {
    ticket.skips.clear();
    ticket.handover = None;
    if let Some(promise) = ticket.promise.as_mut().filter(|promise| promise.is_open()) {
        promise.settle(context.at, None);
    }
}

fn set_priority(ticket: &mut Ticket, from: Priority, to: Priority, context: &Context<'_>) -> Result<Effect, Refusal> {
    if ticket.priority == to {
        return Ok(Effect::Unchanged);
    }
    if ticket.priority != from {
        return Err(conflict(Field::Priority, from, ticket.priority, &ticket.marks.priority));
    }
    ticket.priority = to;
    ticket.marks.priority = mark(context);
    if let Some(target) = context.policy.target(ticket.kind, to) {
        ticket.clocks.retarget(&context.policy.calendar(ticket.kind), target);
    }
    Ok(CHANGED)
}

fn reply(ticket: &mut Ticket, body: &str, seen: i64, force: bool, context: &Context<'_>) -> Result<Effect, Refusal> {
    check_body(body)?;
    if ticket.replies > seen && !force {
        return Err(Refusal::NewerReply);
    }
    ticket.replies += 1;
    ticket.clocks.replied(context.at);
    ticket.skips.clear();
    open_if_new(ticket, context);
    Ok(Effect::Changed { article: Some(article(ticket, body, Visibility::Public, context)) })
}

fn comment(ticket: &mut Ticket, body: &str, context: &Context<'_>) -> Result<Effect, Refusal> {
    check_body(body)?;
    Ok(Effect::Changed { article: Some(article(ticket, body, Visibility::Internal, context)) })
}

fn article(ticket: &Ticket, body: &str, visibility: Visibility, context: &Context<'_>) -> Article {
    let public = visibility == Visibility::Public;
    Article {
        id: context.article.clone(),
        ticket: ticket.id,
        at: context.at,
        visibility,
        direction: if public { Direction::Outbound } else { Direction::Note },
        author: Author {
            kind: AuthorKind::Operator,
            id: context.actor.to_string(),
            name: context.actor_name.to_string(),
        },
        channel: public.then_some(ticket.channel),
        recorded_by: None,
        body: body.to_string(),
    }
}

fn check_body(body: &str) -> Result<(), Refusal> {
    check_text(body, BODY_LIMIT)
}

fn check_reason(reason: &str) -> Result<(), Refusal> {
    check_text(reason, REASON_LIMIT)
}

fn check_text(text: &str, limit: usize) -> Result<(), Refusal> {
    match text {
        _ if text.trim().is_empty() => Err(Refusal::EmptyText),
        _ if text.len() > limit => Err(Refusal::TooLong { limit }),
        _ => Ok(()),
    }
}

/// The operation that takes this one back, seen from the ticket as it was before; None for what has no inverse
/// (a reply has left; a comment is part of the record).
pub fn inverse(before: &Ticket, operation: &Operation) -> Option<Operation> {
    let action = match &operation.action {
        Action::Take => Action::GiveBack,
        Action::GiveBack => Action::Take,
        Action::Route { from: Some(from), to, .. } => {
            Action::Route { from: Some(*to), to: *from, decision: Decision::Unaided, knowledge: None }
        }
        // A new ticket opened by its first action goes back to open: nothing becomes new again.
        Action::SetStatus { from, to } if before.status.is_live() => {
            let from = if *from == Status::New { Status::Open } else { *from };
            Action::SetStatus { from: *to, to: from }
        }
        Action::SetStatus { from: Status::Resolved, to } => Action::SetStatus { from: *to, to: Status::Resolved },
        Action::SetPriority { from, to } => Action::SetPriority { from: *to, to: *from },
        Action::Snooze { from: Status::OnHold, .. } => match before.wake_at {
            Some(until) => Action::Snooze { from: Status::OnHold, until },
            None => return None,
        },
        Action::Snooze { from, .. } => {
            let from = if *from == Status::New { Status::Open } else { *from };
            Action::SetStatus { from: Status::OnHold, to: from }
        }
        Action::Promise { to, .. } => {
            let open = before.open_promise();
            let text = open.map_or_else(String::new, |promise| promise.text.clone());
            Action::Promise { from: *to, to: open.map(|promise| promise.due_at), text }
        }
        // Whoever hands over and accepts it themselves has it as before.
        Action::HandOver { .. } if before.waiting_handover().is_none() => {
            Action::AcceptHandover { from: before.assignee.clone()? }
        }
        Action::Escalate { from, to, reason } => {
            let reason = before.escalation.as_ref().map_or(reason, |it| &it.reason).clone();
            Action::Escalate { from: *to, to: *from, reason }
        }
        _ => return None,
    };
    Some(Operation { ticket: operation.ticket, action })
}

#[cfg(test)]
mod handing_tests;
#[cfg(test)]
pub(super) mod tests;
