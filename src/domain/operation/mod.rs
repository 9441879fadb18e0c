//! Operations: the only way to change a ticket.
//!
//! [`apply`] is their only meaning. The replica previews with it, the server commits with it; a rule that stands
//! here holds on both sides. Preconditions are per field and name what the operator saw: two operators who change
//! different fields do not collide.

mod action;
mod handing;
mod incident;
mod later;
mod linking;

pub use action::Action;
pub use handing::pool;
pub use incident::{Done, Family, carry_out};
pub use later::wake;
pub use linking::{Barrier, Other};

use super::{
    Article, ArticleId, Author, AuthorKind, Decision, Direction, Language, Mark, OperatorId, Priority, Role, Status,
    Ticket, TicketId, Timestamp, Visibility, sla::Policy, spent,
};
use handing::{accept_handover, escalate, hand_over, return_handover};
use later::{promise, settle_promise, skip_over, snooze};
use linking::{link, merge, unlink, unmerge};
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
    /// The incident that a ticket is attached to.
    Incident,
    /// The broadcast that is proposed for an incident, by its number.
    Broadcast,
    /// The tickets that a broadcast goes to, or that are attached: how many.
    Recipients,
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
    /// A merged ticket is worked on where it went.
    #[error("ticket {ticket} is merged into {into}")]
    Merged { ticket: TicketId, into: TicketId },
    /// The ticket cannot be linked to that one, or merged into it.
    #[error("ticket {to} {barrier}")]
    Barred { to: TicketId, barrier: Barrier },
    #[error("the text is empty")]
    EmptyText,
    #[error("the text is longer than {limit} bytes")]
    TooLong { limit: usize },
    #[error("this operator may not do that")]
    Forbidden,
    #[error("ticket {ticket} is not an open incident")]
    NotAnIncident { ticket: TicketId },
    /// An incident is not attached to another.
    #[error("ticket {ticket} is an incident itself, or is attached to one")]
    Nested { ticket: TicketId },
    #[error("an incident has at most {limit} tickets attached")]
    TooMany { limit: usize },
    /// Four eyes: whoever proposes a broadcast does not release it.
    #[error("whoever proposes a broadcast does not decide on it")]
    OwnBroadcast,
    #[error("there is no text in the language of a ticket: {language}")]
    Untranslated { language: Language },
    /// Nothing fills this placeholder for this ticket.
    #[error("nothing fills {name} for ticket {ticket}")]
    Gap { ticket: TicketId, name: String },
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
        Field::Incident => "the incident",
        Field::Broadcast => "the broadcast",
        Field::Recipients => "the number of tickets",
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
    /// What stands at the other end of a link. Without it none is doubted: a preview does not depend on other tickets,
    /// whoever submits has looked, and the desk decides.
    pub other: Option<&'a Other>,
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
    linking::expect_here(ticket, action)?;
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
        Action::DeclareIncident => incident::declare(ticket, context)?,
        Action::EndIncident => incident::end(ticket)?,
        Action::Attach { incident } => incident::attach(ticket, *incident)?,
        Action::Detach { incident } => incident::detach(ticket, *incident)?,
        Action::ProposeBroadcast { seen, texts, to } => incident::propose(ticket, *seen, texts, to, context)?,
        Action::ReleaseBroadcast { revision, to } => incident::release(ticket, *revision, to, context)?,
        Action::ReturnBroadcast { revision, reason } => incident::give_back(ticket, *revision, reason, context)?,
        Action::WithdrawBroadcast { revision } => incident::withdraw(ticket, *revision, context)?,
        Action::AddTime { minutes, billable, note } => add_time(ticket, *minutes, *billable, note, context)?,
        Action::Link { to } => link(ticket, *to, context)?,
        Action::Unlink { to } => unlink(ticket, *to),
        Action::Merge { into } => merge(ticket, *into, context)?,
        Action::Unmerge { from } => unmerge(ticket, *from, context)?,
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

/// More than a day at once is a mistake of whoever asks for it.
fn add_time(
    ticket: &mut Ticket,
    minutes: i64,
    billable: bool,
    note: &str,
    context: &Context<'_>,
) -> Result<Effect, Refusal> {
    if !(1..=spent::LONGEST).contains(&minutes.saturating_abs()) {
        return Err(Refusal::Forbidden);
    }
    if !note.is_empty() {
        check_reason(note)?;
    }
    ticket.spent.add(minutes, billable);
    let body = format!("{} · {note}", spent::short(minutes));
    let article = (!note.is_empty()).then(|| article(ticket, &body, Visibility::Internal, context));
    Ok(Effect::Changed { article })
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
        Action::DeclareIncident if before.incident.is_none() => Action::EndIncident,
        Action::Attach { incident } if before.part_of.is_none() => Action::Detach { incident: *incident },
        Action::Detach { incident } if before.part_of.is_some() => Action::Attach { incident: *incident },
        Action::ProposeBroadcast { seen, .. } if before.incident.as_ref().is_some_and(|it| it.proposed.is_none()) => {
            Action::WithdrawBroadcast { revision: seen + 1 }
        }
        Action::WithdrawBroadcast { revision } => {
            let broadcast = before.incident.as_ref().and_then(|it| it.proposed.clone())?;
            Action::ProposeBroadcast { seen: *revision, texts: broadcast.texts, to: broadcast.to }
        }
        Action::Escalate { from, to, reason } => {
            let reason = before.escalation.as_ref().map_or(reason, |it| &it.reason).clone();
            Action::Escalate { from: *to, to: *from, reason }
        }
        Action::AddTime { minutes, billable, note } => {
            Action::AddTime { minutes: minutes.saturating_neg(), billable: *billable, note: note.clone() }
        }
        Action::Link { to } if !before.related.contains(to) => Action::Unlink { to: *to },
        Action::Unlink { to } if before.related.contains(to) => Action::Link { to: *to },
        Action::Merge { into } if before.duplicate_of.is_none() => Action::Unmerge { from: *into },
        Action::Unmerge { from } if before.duplicate_of == Some(*from) => Action::Merge { into: *from },
        _ => return None,
    };
    Some(Operation { ticket: operation.ticket, action })
}

#[cfg(test)]
mod handing_tests;
#[cfg(test)]
mod incident_tests;
#[cfg(test)]
mod linking_tests;
#[cfg(test)]
pub(super) mod tests;
