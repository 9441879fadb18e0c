//! Incidents: what is attached to what, and the broadcast that one proposes and another releases.
//!
//! Most of it is said of one ticket, by [`super::apply`]. What it means to others is said here, by [`carry_out`]: whether
//! the incident takes a child, and the replies that a release leaves on all of them.

use super::{
    CHANGED, Context, Effect, Field, NOBODY, Refusal, apply, article, check_reason, check_text, conflict, open_if_new,
};
use crate::domain::incident::{
    Broadcast, CHILDREN, Incident, PLACES, Returned, SENT_KEPT, Sent, TEXT_LIMIT, customers, recipients, told,
};
use crate::domain::macros::{self, Translated};
use crate::domain::{Action, Article, ArticleId, Mark, Operation, Ticket, TicketId, Visibility};

pub(super) fn declare(ticket: &mut Ticket, context: &Context<'_>) -> Result<Effect, Refusal> {
    if ticket.incident.is_some() {
        return Ok(Effect::Unchanged);
    }
    if ticket.part_of.is_some() {
        return Err(Refusal::Nested { ticket: ticket.id });
    }
    if !ticket.status.is_live() {
        return Err(Refusal::Forbidden);
    }
    let (by, at) = (context.actor.clone(), context.at);
    ticket.incident = Some(Incident { by, at, revision: 0, proposed: None, sent: Vec::new() });
    Ok(CHANGED)
}

/// Takes it back, as long as nobody was told anything.
pub(super) fn end(ticket: &mut Ticket) -> Result<Effect, Refusal> {
    let Some(incident) = &ticket.incident else { return Ok(Effect::Unchanged) };
    if incident.proposed.is_some() || !incident.sent.is_empty() {
        return Err(Refusal::Forbidden);
    }
    ticket.incident = None;
    Ok(CHANGED)
}

pub(super) fn attach(ticket: &mut Ticket, incident: TicketId) -> Result<Effect, Refusal> {
    match ticket.part_of {
        Some(other) if other == incident => Ok(Effect::Unchanged),
        Some(other) => Err(conflict(Field::Incident, NOBODY, other, &None)),
        None if ticket.incident.is_some() || ticket.id == incident => Err(Refusal::Nested { ticket: ticket.id }),
        None => {
            ticket.part_of = Some(incident);
            Ok(CHANGED)
        }
    }
}

pub(super) fn detach(ticket: &mut Ticket, incident: TicketId) -> Result<Effect, Refusal> {
    match ticket.part_of {
        None => Ok(Effect::Unchanged),
        Some(other) if other != incident => Err(conflict(Field::Incident, incident, other, &None)),
        Some(_) => {
            ticket.part_of = None;
            Ok(CHANGED)
        }
    }
}

pub(super) fn propose(
    ticket: &mut Ticket,
    seen: i64,
    texts: &Translated,
    to: &[TicketId],
    context: &Context<'_>,
) -> Result<Effect, Refusal> {
    check_texts(texts, ticket.id)?;
    if to.len() > CHILDREN + 1 {
        return Err(Refusal::TooMany { limit: CHILDREN });
    }
    let by_name = context.actor_name.to_string();
    if ticket.status.is_live() {
        told(ticket, texts, &by_name)?;
    }
    let id = ticket.id;
    let incident = ticket.incident.as_mut().ok_or(Refusal::NotAnIncident { ticket: id })?;
    if incident.revision != seen {
        return Err(changed(incident, seen));
    }
    incident.revision += 1;
    let (by, at, texts, to) = (context.actor.clone(), context.at, texts.clone(), to.to_vec());
    incident.proposed = Some(Broadcast { by, by_name, at, texts, to, returned: None });
    Ok(CHANGED)
}

/// One language at least, none of them empty or too long, and no placeholder that is not filled in for each.
fn check_texts(texts: &Translated, ticket: TicketId) -> Result<(), Refusal> {
    if texts.is_empty() {
        return Err(Refusal::EmptyText);
    }
    for text in texts.values() {
        check_text(text, TEXT_LIMIT)?;
        let places = || text.lines().flat_map(macros::placeholders).map(|(_, name)| name);
        if let Some(name) = places().find(|name| !PLACES.contains(name)) {
            return Err(Refusal::Gap { ticket, name: name.to_string() });
        }
    }
    Ok(())
}

/// Of the incident itself: the broadcast counts as sent, and its own customer is told if it is open.
pub(super) fn release(
    ticket: &mut Ticket,
    revision: i64,
    to: &[TicketId],
    context: &Context<'_>,
) -> Result<Effect, Refusal> {
    let broadcast = waiting(ticket, revision)?.clone();
    if broadcast.by == *context.actor {
        return Err(Refusal::OwnBroadcast);
    }
    let reply = match ticket.status.is_live() {
        true => Some(deliver(ticket, &broadcast, context.article, context)?),
        false => None,
    };
    if let Some(incident) = &mut ticket.incident {
        incident.proposed = None;
        let tickets = i64::try_from(to.len()).unwrap_or(i64::MAX);
        let (by, released_by) = (broadcast.by, context.actor.clone());
        incident.sent.push(Sent { by, released_by, at: context.at, tickets, customers: 0 });
        let old = incident.sent.len().saturating_sub(SENT_KEPT);
        incident.sent.drain(..old);
    }
    Ok(Effect::Changed { article: reply })
}

pub(super) fn give_back(
    ticket: &mut Ticket,
    revision: i64,
    reason: &str,
    context: &Context<'_>,
) -> Result<Effect, Refusal> {
    check_reason(reason)?;
    if waiting(ticket, revision)?.by == *context.actor {
        return Err(Refusal::OwnBroadcast);
    }
    let (by, at, reason) = (context.actor.clone(), context.at, reason.to_string());
    if let Some(broadcast) = proposed(ticket) {
        broadcast.returned = Some(Returned { by, at, reason });
    }
    Ok(CHANGED)
}

/// Its author takes it back; a colleague returns it, or proposes another.
pub(super) fn withdraw(ticket: &mut Ticket, revision: i64, context: &Context<'_>) -> Result<Effect, Refusal> {
    let id = ticket.id;
    let incident = ticket.incident.as_mut().ok_or(Refusal::NotAnIncident { ticket: id })?;
    let Some(broadcast) = incident.proposed.as_ref().filter(|_| incident.revision == revision) else {
        return Err(changed(incident, revision));
    };
    if broadcast.by != *context.actor {
        return Err(Refusal::Forbidden);
    }
    incident.proposed = None;
    Ok(CHANGED)
}

fn proposed(ticket: &mut Ticket) -> Option<&mut Broadcast> {
    ticket.incident.as_mut()?.proposed.as_mut()
}

/// The proposal that the operator has read is still what waits.
fn waiting(ticket: &Ticket, revision: i64) -> Result<&Broadcast, Refusal> {
    let incident = ticket.incident.as_ref().ok_or(Refusal::NotAnIncident { ticket: ticket.id })?;
    let broadcast = ticket.waiting_broadcast().filter(|_| incident.revision == revision);
    broadcast.ok_or_else(|| changed(incident, revision))
}

/// What stands in place of the proposal that the operator saw.
fn changed(incident: &Incident, seen: i64) -> Refusal {
    let (found, mark) = match &incident.proposed {
        Some(it) => match &it.returned {
            Some(returned) => ("returned".to_string(), Mark { by: returned.by.clone(), at: returned.at }),
            None => (incident.revision.to_string(), Mark { by: it.by.clone(), at: it.at }),
        },
        None => match incident.sent.last() {
            Some(it) => ("sent".to_string(), Mark { by: it.released_by.clone(), at: it.at }),
            None => return conflict(Field::Broadcast, seen, "none", &None),
        },
    };
    conflict(Field::Broadcast, seen, found, &Some(mark))
}

/// A public reply in the name of the author: what a reply does to a ticket, this does.
fn deliver(
    ticket: &mut Ticket,
    broadcast: &Broadcast,
    id: &ArticleId,
    context: &Context<'_>,
) -> Result<Article, Refusal> {
    let body = told(ticket, &broadcast.texts, &broadcast.by_name)?;
    ticket.replies += 1;
    ticket.clocks.replied(context.at);
    ticket.skips.clear();
    open_if_new(ticket, context);
    let in_name = Context { actor: &broadcast.by, actor_name: &broadcast.by_name, article: id, ..*context };
    Ok(article(ticket, &body, Visibility::Public, &in_name))
}

/// An incident with all that is attached to it.
#[derive(Debug, Clone, Default)]
pub struct Family {
    pub incident: Option<Ticket>,
    pub children: Vec<Ticket>,
}

/// What was done to the ticket, and to others with it.
#[derive(Debug, Clone)]
pub struct Done {
    pub effect: Effect,
    pub others: Vec<(Ticket, Article)>,
}

impl Operation {
    /// The incident whose family decides on this operation with its ticket.
    pub fn family(&self) -> Option<TicketId> {
        match &self.action {
            Action::Attach { incident } => Some(*incident),
            Action::EndIncident | Action::ProposeBroadcast { .. } | Action::ReleaseBroadcast { .. } => {
                Some(self.ticket)
            }
            _ => None,
        }
    }
}

/// Carries out an operation with what it means to other tickets: how a desk does it, in one transaction. What is refused
/// leaves the ticket as it was.
pub fn carry_out(
    ticket: &mut Ticket,
    family: &Family,
    action: &Action,
    context: &Context<'_>,
) -> Result<Done, Refusal> {
    let broadcast = ticket.waiting_broadcast().cloned();
    let mut after = ticket.clone();
    let effect = apply(&mut after, action, context)?;
    let mut others = Vec::new();
    if effect != Effect::Unchanged {
        match action {
            Action::Attach { incident } => takes_children(family, *incident)?,
            Action::EndIncident if !family.children.is_empty() => {
                return Err(conflict(Field::Recipients, 0, family.children.len(), &None));
            }
            Action::ProposeBroadcast { texts, .. } => {
                let all = recipients(&after, &family.children);
                all.map(|it| told(it, texts, context.actor_name)).try_for_each(|it| it.map(drop))?;
            }
            Action::ReleaseBroadcast { to, .. } => {
                others = deliver_to_all(&mut after, family, broadcast.as_ref(), to, context)?;
            }
            _ => {}
        }
    }
    *ticket = after;
    Ok(Done { effect, others })
}

fn takes_children(family: &Family, id: TicketId) -> Result<(), Refusal> {
    match &family.incident {
        Some(it) if it.incident.is_some() && it.status.is_live() => {}
        _ => return Err(Refusal::NotAnIncident { ticket: id }),
    }
    match family.children.len() >= CHILDREN {
        true => Err(Refusal::TooMany { limit: CHILDREN }),
        false => Ok(()),
    }
}

/// One reply on each open child that whoever releases it has read of; with one that they have not, nothing goes out.
fn deliver_to_all(
    incident: &mut Ticket,
    family: &Family,
    broadcast: Option<&Broadcast>,
    to: &[TicketId],
    context: &Context<'_>,
) -> Result<Vec<(Ticket, Article)>, Refusal> {
    let Some(broadcast) = broadcast else { return Ok(Vec::new()) };
    let open = || recipients(incident, &family.children);
    if open().any(|ticket| !to.contains(&ticket.id)) {
        return Err(conflict(Field::Recipients, to.len(), open().count(), &None));
    }
    let counts = [open().count(), customers(open())].map(|n| i64::try_from(n).unwrap_or(i64::MAX));
    let mut others = Vec::new();
    for child in family.children.iter().filter(|child| child.status.is_live()) {
        let mut child = child.clone();
        let id = ArticleId::new(format!("{}-{}", context.article, child.id));
        let reply = deliver(&mut child, broadcast, &id, context)?;
        child.version += 1;
        child.updated_at = child.updated_at.max(context.at);
        others.push((child, reply));
    }
    if let Some(sent) = incident.incident.as_mut().and_then(|it| it.sent.last_mut()) {
        [sent.tickets, sent.customers] = counts;
    }
    Ok(others)
}
