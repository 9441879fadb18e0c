//! What is put off: a ticket that sleeps until a time, one that is passed over, a promise to its customer.

use super::{CHANGED, Context, Effect, Field, REASON_LIMIT, Refusal, conflict, hold, set_status};
use crate::domain::{Mark, Promise, Skip, SkipReason, Status, Ticket, Timestamp, skip, sla::Policy};

pub(super) fn snooze(
    ticket: &mut Ticket,
    from: Status,
    until: Timestamp,
    context: &Context<'_>,
) -> Result<Effect, Refusal> {
    if set_status(ticket, from, Status::OnHold, context)? == Effect::Unchanged && ticket.wake_at == Some(until) {
        return Ok(Effect::Unchanged);
    }
    ticket.wake_at = Some(until);
    Ok(CHANGED)
}

/// Opens a ticket that was put on hold until now; nobody did it, so nobody's mark changes. False if it sleeps on.
pub fn wake(ticket: &mut Ticket, policy: &Policy, at: Timestamp) -> bool {
    if ticket.wake_at.take_if(|until| *until <= at).is_none() || ticket.status != Status::OnHold {
        return false;
    }
    ticket.clocks.status_changed(Status::OnHold, Status::Open, &policy.calendar(ticket.kind), at);
    ticket.status = Status::Open;
    ticket.version += 1;
    ticket.updated_at = ticket.updated_at.max(at);
    true
}

pub(super) fn skip_over(ticket: &mut Ticket, reason: SkipReason, context: &Context<'_>) -> Effect {
    if ticket.assignee.as_ref() == Some(context.actor) {
        hold(ticket, None, context);
    }
    ticket.skips.push(Skip { by: context.actor.clone(), at: context.at, reason });
    let old = ticket.skips.len().saturating_sub(skip::KEPT);
    ticket.skips.drain(..old);
    CHANGED
}

pub(super) fn promise(
    ticket: &mut Ticket,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    text: &str,
    context: &Context<'_>,
) -> Result<Effect, Refusal> {
    if text.len() > REASON_LIMIT {
        return Err(Refusal::TooLong { limit: REASON_LIMIT });
    }
    let open = ticket.open_promise();
    let due_at = open.map(|promise| promise.due_at);
    if due_at == to && open.is_none_or(|promise| promise.text == text) {
        return Ok(Effect::Unchanged);
    }
    expect_promise(ticket, from)?;
    let made = |due_at| Promise {
        by: context.actor.clone(),
        made_at: context.at,
        due_at,
        text: text.to_string(),
        settled: None,
    };
    ticket.promise = to.map(made);
    Ok(CHANGED)
}

pub(super) fn settle_promise(
    ticket: &mut Ticket,
    due_at: Timestamp,
    kept: bool,
    context: &Context<'_>,
) -> Result<Effect, Refusal> {
    let settled = |promise: &Promise| promise.due_at == due_at && promise.settled.is_some_and(|it| it.kept == kept);
    if ticket.promise.as_ref().is_some_and(settled) {
        return Ok(Effect::Unchanged);
    }
    expect_promise(ticket, Some(due_at))?;
    if let Some(promise) = &mut ticket.promise {
        promise.settle(context.at, Some(kept));
    }
    Ok(CHANGED)
}

/// The open promise is the one that the operator saw. Their instants stand in a conflict in universal time.
fn expect_promise(ticket: &Ticket, seen: Option<Timestamp>) -> Result<(), Refusal> {
    let found = ticket.open_promise();
    if found.map(|promise| promise.due_at) == seen {
        return Ok(());
    }
    let word = |due_at: Option<Timestamp>| {
        let at = due_at.and_then(|at| jiff::Timestamp::from_millisecond(at.0).ok());
        at.map_or_else(|| "none".to_string(), |at| at.strftime("%Y-%m-%d %H:%M UTC").to_string())
    };
    let mark = found.map(|promise| Mark { by: promise.by.clone(), at: promise.made_at });
    Err(conflict(Field::Promise, word(seen), word(found.map(|promise| promise.due_at)), &mark))
}
