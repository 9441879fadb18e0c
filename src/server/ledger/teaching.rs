//! What the routing of a ticket teaches, made in the transaction that routes it.

use crate::domain::{Action, Decision, Lesson, Operator, RecordKey, Routed, Sending, Ticket, Timestamp, lesson};
use crate::store::{StoreError, Tx, conversation, customers, lessons};

/// So many lessons a desk keeps, the newest: what is older has faded, and every console learns all there are at its
/// start. It lets go of this many more at once, since whoever has learnt one that goes learns the others anew.
const KEPT: i64 = 1_000;
const AT_ONCE: i64 = 100;

/// The lesson that an action gives, and the keys of those that it takes away: they are gone already.
pub(super) fn taught_by(
    tx: &mut dyn Tx,
    actor: &Operator,
    ticket: &Ticket,
    sending: Option<&Sending>,
    action: &Action,
    at: Timestamp,
) -> Result<(Option<Lesson>, Vec<RecordKey>), StoreError> {
    match action {
        Action::Unlearn | Action::Route { decision: Decision::Unaided, .. } => {
            let taken_back = lessons::get(tx, ticket.id)?.map(|lesson| lesson.ticket);
            Ok((None, forget(tx, taken_back)?))
        }
        Action::Route { to, decision, knowledge, .. } => {
            let Some(operation) = sending.map(|it| &it.id) else { return Ok((None, Vec::new())) };
            let articles = conversation::articles(tx, ticket.id)?;
            let customer = customers::get(tx, &ticket.customer)?;
            let routed = Routed { operation, by: &actor.id, at, to: *to, decision, knowledge: knowledge.as_ref() };
            let lesson = Lesson::of(ticket, lesson::opening(&articles), customer.as_ref(), &routed);
            let full = lessons::known(tx)?.count >= KEPT + AT_ONCE;
            let oldest = if full { lessons::beyond(tx, KEPT)? } else { Vec::new() };
            Ok((lesson, forget(tx, oldest.into_iter().filter(|id| *id != ticket.id))?))
        }
        _ => Ok((None, Vec::new())),
    }
}

fn forget(
    tx: &mut dyn Tx,
    ids: impl IntoIterator<Item = crate::domain::TicketId>,
) -> Result<Vec<RecordKey>, StoreError> {
    let mut keys = Vec::new();
    for id in ids {
        lessons::remove(tx, id)?;
        keys.push(RecordKey::Lesson(id));
    }
    Ok(keys)
}
