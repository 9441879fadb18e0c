//! What routings taught, learnt here: the same lessons in the same order make the same on every console of a desk.
//!
//! Those of one's own routings that have not reached the desk come last, and are learnt anew when it has them: what an
//! operator confirms counts at once, with or without a link.

use super::{Replica, ReplicaError, outbox};
use crate::domain::{Action, Lesson, Operation, OperationId, Routed, lesson};
use crate::routing::{Learnt, Router};
use crate::store::lessons::{self, Known};
use crate::store::{StoreError, Tx, conversation, customers, tickets};
use std::sync::{Arc, Mutex, PoisonError};

/// What has been learnt, kept from one ticket to the next.
#[derive(Debug, Default)]
pub(super) struct Learning(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// The desk's lessons that `desk` has learnt.
    known: Known,
    desk: Arc<Learnt>,
    /// One's own on top of them.
    own: Vec<OperationId>,
    all: Arc<Learnt>,
}

impl Replica {
    /// The lessons of the desk, the newest last.
    pub fn lessons(&self) -> Result<Vec<Lesson>, ReplicaError> {
        self.read_rows(|tx| lessons::after(tx, 0))
    }

    /// What routing has learnt by now.
    pub(super) fn learnt(&self, router: &Router) -> Result<Arc<Learnt>, ReplicaError> {
        let mut state = self.inner.learning.0.lock().unwrap_or_else(PoisonError::into_inner);
        let moved = self.read_rows(|tx| learn_desk(tx, router, &mut state))?;
        let routed = self.read_outbox(outbox::pending)?;
        let routed: Vec<_> = routed.into_iter().filter(|entry| teaches(&entry.operation)).collect();
        let ids: Vec<OperationId> = routed.iter().map(|entry| entry.id.clone()).collect();
        if !moved && ids == state.own {
            return Ok(state.all.clone());
        }
        let mut all = (*state.desk).clone();
        for entry in &routed {
            let lesson = self.read_rows(|tx| own_lesson(tx, &entry.operation, entry))?;
            lesson.iter().for_each(|lesson| all.learn(router, lesson));
        }
        (state.own, state.all) = (ids, Arc::new(all));
        Ok(state.all.clone())
    }
}

/// Learns what the desk has told since the last time; anew from the first if lessons were taken back or replaced.
/// Whether there was anything.
fn learn_desk(tx: &mut dyn Tx, router: &Router, state: &mut State) -> Result<bool, StoreError> {
    let known = lessons::known(tx)?;
    if known == state.known {
        return Ok(false);
    }
    let newer = lessons::after(tx, state.known.newest)?;
    let more = known.newest > state.known.newest && state.known.count + newer.len() as i64 == known.count;
    let (mut desk, lessons) = match more {
        true => ((*state.desk).clone(), newer),
        false => (Learnt::default(), lessons::after(tx, 0)?),
    };
    lessons.iter().for_each(|lesson| desk.learn(router, lesson));
    (state.known, state.desk) = (known, Arc::new(desk));
    Ok(true)
}

fn teaches(operation: &Operation) -> bool {
    matches!(&operation.action, Action::Route { .. })
}

fn own_lesson(tx: &mut dyn Tx, operation: &Operation, entry: &outbox::Entry) -> Result<Option<Lesson>, StoreError> {
    let Action::Route { to, decision, knowledge, .. } = &operation.action else { return Ok(None) };
    let Some(ticket) = tickets::get(tx, operation.ticket)? else { return Ok(None) };
    if lessons::get(tx, ticket.id)?.is_some_and(|told| told.operation == entry.id) {
        return Ok(None); // The desk has it already, and has told.
    }
    let articles = conversation::articles(tx, ticket.id)?;
    let customer = customers::get(tx, &ticket.customer)?;
    let routed = Routed {
        operation: &entry.id,
        by: &entry.by.operator,
        at: entry.made_at,
        to: *to,
        decision,
        knowledge: knowledge.as_ref(),
    };
    Ok(Lesson::of(&ticket, lesson::opening(&articles), customer.as_ref(), &routed))
}
