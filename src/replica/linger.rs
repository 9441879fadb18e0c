//! Replies that linger: for a set time a public reply stays where its author can take it back, then it leaves.
//!
//! It is durable and on screen like any other operation; it only is not sent before its time. What follows on its ticket
//! stays behind it, so that the desk hears of both in the order in which they were made; other tickets flow on. That
//! needs nothing of the numbers: one is given when an operation is first sent (see [`super::numbers`]), so what lingers
//! has none, leaves no hole when it is taken back, and gets the next when it leaves.
//!
//! The time is in the row, so a restart neither loses nor lengthens it. It is by a clock that may be set: an operation
//! lingers only while that clock stands between its making and its end, and no longer than the longest time. Set forward
//! or back beyond that, the reply leaves; set back by less, it lingers for that much longer, less than twice its time. The
//! desk's time, by which all this is, is corrected now and then by what a slow link hides: that little before its making
//! a reply lingers, too.

use super::operations::Taken;
use super::{Replica, ReplicaError, outbox};
use crate::domain::{
    Action, LINGER_SLACK, LONGEST_LINGER, OperationId, OutboxState, Span, TicketId, Timestamp, Visibility,
};
use crate::store::{Row, StoreError, Tx, conversation};
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

/// True in SQL of a row under that name that lingers at $1: as [`crate::domain::OutboxEntry::lingers`].
pub fn lingers(row: &str) -> String {
    let (longest, slack) = (LONGEST_LINGER.0, LINGER_SLACK.0);
    format!(
        "({row}.state = 'queued' and {row}.sent = 0 and {row}.made_ms - {slack} <= $1 and {row}.leaves_ms > $1
            and {row}.made_ms + {longest} > $1)"
    )
}

/// Until when a row of [`outbox::COLUMNS`] lingers. What cannot be read does not.
pub fn until(row: &Row) -> Option<Timestamp> {
    row.int(13).ok().map(Timestamp)
}

/// In how long the next one leaves.
pub fn next_in(tx: &mut dyn Tx, now: Timestamp) -> Result<Option<Span>, StoreError> {
    let (lingers, longest) = (lingers("operation"), LONGEST_LINGER.0);
    let sql = format!("select min(min(leaves_ms, made_ms + {longest})) from operation where {lingers}");
    let row = tx.first(&sql, &[now.into()])?;
    Ok(row.and_then(|row| row.int(0).ok()).map(|at| Timestamp(at) - now))
}

impl Replica {
    /// Public replies that are submitted from now on linger for so long; for none, they leave at once.
    pub fn let_replies_linger(&self, span: Span) {
        self.inner.linger.store(span.0.clamp(0, LONGEST_LINGER.0), Ordering::SeqCst);
    }

    /// When an operation that is made now may leave.
    pub(super) fn leaves_at(&self, action: &Action, now: Timestamp) -> Option<Timestamp> {
        let span = self.inner.linger.load(Ordering::SeqCst);
        (span > 0 && matches!(action, Action::Reply { .. })).then(|| now + Span(span))
    }

    /// What lingers leaves now.
    pub fn send_what_lingers(&self) -> Result<(), ReplicaError> {
        let _writing = self.writing();
        let now = self.inner.clock.now();
        let sql = format!("update operation set leaves_ms = null where {} returning ticket", lingers("operation"));
        let rows = self.write_outbox::<_, StoreError>(|tx| tx.query(&sql, &[now.into()]))?;
        let tickets: Result<BTreeSet<TicketId>, StoreError> = rows.iter().map(|row| row.int(0).map(TicketId)).collect();
        self.tell(super::Changed::of(tickets?, false));
        self.inner.submitted.notify_one();
        Ok(())
    }

    /// Takes a reply back that has not left, as [`Replica::edit`] does, with what was to follow from it and has not left
    /// either.
    pub fn take_back(&self, id: &OperationId, with: &[OperationId]) -> Result<Taken, ReplicaError> {
        self.take_out(id, with)
    }

    /// When the desk took what has left, by its own clock; None as long as it has not answered.
    pub fn delivered(&self, ticket: TicketId, id: &OperationId) -> Result<Option<Timestamp>, ReplicaError> {
        let entry = self.read_outbox(|tx| outbox::get(tx, id))?;
        match entry.map(|entry| (entry.state, entry.leaves_at.unwrap_or(entry.made_at))) {
            Some((OutboxState::Applied { .. }, left)) => Ok(Some(left)),
            Some(_) => Ok(None),
            None => {
                let article = id.article_id();
                let found = self.read_rows(|tx| conversation::get(tx, &article))?;
                Ok(found.filter(|it| it.ticket == ticket && it.visibility == Visibility::Public).map(|it| it.at))
            }
        }
    }
}
