//! Tickets that have to do with each other: a link, and the merge of a duplicate.
//!
//! A merge closes the duplicate and remembers how it stood; nothing is deleted or moved, so that it can be taken back
//! whole. Both stand on the ticket that was acted on; from the other end they are found by asking who names it.

use super::{Action, CHANGED, Context, Effect, Refusal};
use crate::domain::{Merged, Status, Ticket, TicketId};
use serde::{Deserialize, Serialize};

/// The most links that stand on one ticket.
const LINKS_LIMIT: usize = 50;

/// What has to be known of the ticket at the other end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// None if there is none of that number.
    pub ticket: Option<Ticket>,
    /// Other tickets are merged into the one that is acted on.
    pub has_duplicates: bool,
}

/// What stands between two tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Barrier {
    #[error("is this ticket itself")]
    Itself,
    /// A reply on the one would tell its customer what the other's wrote.
    #[error("is another customer's, who would read what this one wrote")]
    OtherCustomer,
    /// What is still open would leave the queue unanswered.
    #[error("is finished, and this one is not")]
    Finished,
    #[error("cannot take this one: other tickets are merged into it")]
    HasDuplicates,
    #[error("is one link too many")]
    TooManyLinks,
}

/// Of a merged ticket nothing is changed but its links and what the desk notes on it.
pub(super) fn expect_here(ticket: &Ticket, action: &Action) -> Result<(), Refusal> {
    let Some(into) = ticket.duplicate_of else { return Ok(()) };
    match action {
        Action::Link { .. } | Action::Unlink { .. } | Action::Unmerge { .. } => Ok(()),
        Action::Comment { .. } | Action::Unlearn => Ok(()),
        Action::Merge { into: wanted } if *wanted == into => Ok(()),
        _ => Err(Refusal::Merged { ticket: ticket.id, into }),
    }
}

pub(super) fn link(ticket: &mut Ticket, to: TicketId, context: &Context<'_>) -> Result<Effect, Refusal> {
    let bars = |barrier| Err(Refusal::Barred { to, barrier });
    if to == ticket.id {
        return bars(Barrier::Itself);
    }
    let linked_back = |other: &Ticket| other.related.contains(&ticket.id);
    if ticket.related.contains(&to) || there(to, context)?.is_some_and(linked_back) {
        return Ok(Effect::Unchanged);
    }
    if ticket.related.len() >= LINKS_LIMIT {
        return bars(Barrier::TooManyLinks);
    }
    ticket.related.push(to);
    Ok(CHANGED)
}

pub(super) fn unlink(ticket: &mut Ticket, to: TicketId) -> Effect {
    let before = ticket.related.len();
    ticket.related.retain(|it| *it != to);
    if ticket.related.len() == before { Effect::Unchanged } else { CHANGED }
}

pub(super) fn merge(ticket: &mut Ticket, into: TicketId, context: &Context<'_>) -> Result<Effect, Refusal> {
    if ticket.duplicate_of == Some(into) {
        return Ok(Effect::Unchanged);
    }
    let bars = |barrier| Err(Refusal::Barred { to: into, barrier });
    if into == ticket.id {
        return bars(Barrier::Itself);
    }
    if let Some(other) = there(into, context)? {
        match other.duplicate_of {
            Some(further) => return Err(Refusal::Merged { ticket: into, into: further }),
            None if other.customer != ticket.customer => return bars(Barrier::OtherCustomer),
            None if ticket.status.is_live() && !other.status.is_live() => return bars(Barrier::Finished),
            None => {}
        }
    }
    if context.other.is_some_and(|other| other.has_duplicates) {
        return bars(Barrier::HasDuplicates);
    }
    ticket.merged = Some(Merged { by: context.actor.clone(), at: context.at, was: ticket.status });
    ticket.duplicate_of = Some(into);
    stand(ticket, Status::Closed, context);
    Ok(CHANGED)
}

/// What was merged before anybody noted how it stood is opened.
pub(super) fn unmerge(ticket: &mut Ticket, from: TicketId, context: &Context<'_>) -> Result<Effect, Refusal> {
    match ticket.duplicate_of {
        None => return Ok(Effect::Unchanged),
        Some(into) if into != from => return Err(Refusal::Merged { ticket: ticket.id, into }),
        Some(_) => ticket.duplicate_of = None,
    }
    let was = ticket.merged.take().map_or(Status::Open, |merged| merged.was);
    stand(ticket, was, context);
    Ok(CHANGED)
}

/// The status changes with the merge and not by choice: it marks nobody, and ends no promise, snooze or handover.
fn stand(ticket: &mut Ticket, to: Status, context: &Context<'_>) {
    let calendar = context.policy.calendar(ticket.kind);
    ticket.clocks.status_changed(ticket.status, to, &calendar, context.at);
    ticket.status = to;
}

/// The ticket at the other end, if it has been looked for.
fn there<'a>(id: TicketId, context: &Context<'a>) -> Result<Option<&'a Ticket>, Refusal> {
    match context.other {
        None => Ok(None),
        Some(Other { ticket: Some(ticket), .. }) => Ok(Some(ticket)),
        Some(Other { ticket: None, .. }) => Err(Refusal::Gone { ticket: id }),
    }
}
