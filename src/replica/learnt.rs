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
        let news = self.read_rows(|tx| news(tx, state.known))?;
        let moved = news.is_some();
        if let Some(news) = news {
            state.learn(router, &news);
        }
        let routed = self.read_outbox(outbox::routings)?;
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

/// What the desk has told since the last time.
struct News {
    known: Known,
    lessons: Vec<Lesson>,
    /// All there are: some were taken back or replaced, and what was learnt of them cannot be taken out.
    anew: bool,
}

/// Read first and learnt afterwards: a thousand lessons take a while, in which nobody should wait for a reader.
fn news(tx: &mut dyn Tx, before: Known) -> Result<Option<News>, StoreError> {
    let known = lessons::known(tx)?;
    if known == before {
        return Ok(None);
    }
    let newer = lessons::after(tx, before.newest)?;
    let anew = known.newest <= before.newest || before.count + newer.len() as i64 != known.count;
    let lessons = if anew { lessons::after(tx, 0)? } else { newer };
    Ok(Some(News { known, lessons, anew }))
}

impl State {
    fn learn(&mut self, router: &Router, news: &News) {
        let mut desk = if news.anew { Learnt::default() } else { (*self.desk).clone() };
        news.lessons.iter().for_each(|lesson| desk.learn(router, lesson));
        (self.known, self.desk) = (news.known, Arc::new(desk));
    }
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
