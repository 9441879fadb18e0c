//! What goes to other hands: to the next shift, and up the ladder.

use super::{CHANGED, Context, Effect, Field, Refusal, check_reason, conflict, hold, holder};
use crate::domain::handover::{Escalation, HIGHEST, Handover, POOLED_AFTER, Stands};
use crate::domain::{OperatorId, Ticket, Timestamp};

pub(super) fn hand_over(ticket: &mut Ticket, next: &str, context: &Context<'_>) -> Result<Effect, Refusal> {
    check_reason(next)?;
    if ticket.assignee.as_ref() != Some(context.actor) {
        return Err(conflict(Field::Assignee, context.actor, holder(ticket), &ticket.marks.assignee));
    }
    if !ticket.status.is_live() {
        return Err(Refusal::Forbidden);
    }
    if ticket.waiting_handover().is_some_and(|it| it.next == next) {
        return Ok(Effect::Unchanged);
    }
    let (by, next) = (context.actor.clone(), next.to_string());
    ticket.handover = Some(Handover { by, at: context.at, next, stands: Stands::Waiting });
    Ok(CHANGED)
}

pub(super) fn accept_handover(
    ticket: &mut Ticket,
    from: &OperatorId,
    context: &Context<'_>,
) -> Result<Effect, Refusal> {
    if ticket.assignee.as_ref() == Some(context.actor) && ticket.waiting_handover().is_none() {
        return Ok(Effect::Unchanged);
    }
    expect_waiting(ticket, from)?;
    Ok(hold(ticket, Some(context.actor.clone()), context))
}

pub(super) fn return_handover(
    ticket: &mut Ticket,
    from: &OperatorId,
    reason: &str,
    context: &Context<'_>,
) -> Result<Effect, Refusal> {
    check_reason(reason)?;
    expect_waiting(ticket, from)?;
    if let Some(handover) = &mut ticket.handover {
        handover.stands = Stands::Returned { by: context.actor.clone(), at: context.at, reason: reason.to_string() };
    }
    Ok(CHANGED)
}

/// The handover is still the one that the operator saw.
fn expect_waiting(ticket: &Ticket, from: &OperatorId) -> Result<(), Refusal> {
    match ticket.waiting_handover() {
        Some(handover) if handover.by == *from => Ok(()),
        Some(handover) => Err(conflict(Field::Handover, from, &handover.by, &ticket.marks.assignee)),
        None => Err(conflict(Field::Handover, from, "none", &ticket.marks.assignee)),
    }
}

/// Takes a ticket back to the desk that nobody accepted in time; nobody did it, so nobody's mark changes. What was to be
/// done next stays with it. False if it waits on.
pub fn pool(ticket: &mut Ticket, at: Timestamp) -> bool {
    let Some(handover) = ticket.handover.as_mut().filter(|it| it.is_waiting() && it.at + POOLED_AFTER <= at) else {
        return false;
    };
    handover.stands = Stands::Pooled { at };
    ticket.assignee = None;
    ticket.version += 1;
    ticket.updated_at = ticket.updated_at.max(at);
    true
}

/// One step at a time up, any number down.
pub(super) fn escalate(
    ticket: &mut Ticket,
    from: i64,
    to: i64,
    reason: &str,
    context: &Context<'_>,
) -> Result<Effect, Refusal> {
    check_reason(reason)?;
    let now = ticket.level();
    if now == to {
        return Ok(Effect::Unchanged);
    }
    if now != from {
        let mark = ticket.escalation.as_ref().map(|it| crate::domain::Mark { by: it.by.clone(), at: it.at });
        return Err(conflict(Field::Escalation, from, now, &mark));
    }
    if !(0..=HIGHEST).contains(&to) || to > now + 1 {
        return Err(Refusal::Forbidden);
    }
    let made = || Escalation { level: to, by: context.actor.clone(), at: context.at, reason: reason.to_string() };
    ticket.escalation = (to > 0).then(made);
    Ok(CHANGED)
}
