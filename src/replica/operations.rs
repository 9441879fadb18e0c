//! Changing tickets: what the operator does becomes durable first, then visible, and is answered by the desk later.

use super::feed::{self, refold_one};
use super::outbox::{self, Device, Entry};
use super::{Changed, Identity, Replica, ReplicaError};
use crate::domain::operation::{self, Context};
use crate::domain::{
    Action, DeviceId, Operation, OperationKey, OutboxEntry, OutboxState, Outcome, Receipt, Refusal, Ticket, TicketId,
};
use crate::seam;
use crate::store::{StoreError, Tx, reference, tickets};
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

/// The most bytes of operations in one push; a single larger one goes alone. A quarter of what a desk accepts.
const PUSH_BYTES: usize = 256 * 1024;

impl Replica {
    /// Makes an operation durable in the outbox, then shows it. It is checked against the ticket as it stands
    /// here; one that does not apply is refused at once, and nothing is stored.
    pub fn submit(&self, operation: &Operation) -> Result<OperationKey, ReplicaError> {
        let _writing = self.writing();
        let by = self.identity();
        self.check(operation, &by)?;
        self.room_for_one()?;
        let now = self.inner.clock.now();
        let key = self.write_outbox(|tx| outbox::add(tx, operation, &by, now))?;
        self.show(BTreeSet::from([operation.ticket]));
        self.inner.submitted.notify_one();
        Ok(key)
    }

    fn room_for_one(&self) -> Result<(), ReplicaError> {
        match self.counts()? {
            (waiting, _) if waiting >= outbox::LIMIT => Err(ReplicaError::OutboxFull { limit: outbox::LIMIT }),
            _ => Ok(()),
        }
    }

    /// Refuses what the ticket as it stands here does not allow.
    fn check(&self, operation: &Operation, by: &Identity) -> Result<Ticket, ReplicaError> {
        let found = self.read_rows(|tx| {
            let ticket = tickets::get(tx, operation.ticket)?;
            ticket.map(|ticket| Ok::<_, StoreError>((ticket, reference::policy(tx)?))).transpose()
        })?;
        let Some((ticket, policy)) = found else {
            return Err(ReplicaError::Refused(Refusal::Gone { ticket: operation.ticket }));
        };
        let article = OperationKey { device: DeviceId::new(""), n: 0 }.article_id();
        let at = self.inner.clock.now();
        let context = Context { actor: &by.operator, actor_name: &by.name, at, article: &article, policy: &policy };
        operation::apply(&mut ticket.clone(), &operation.action, &context).map_err(ReplicaError::Refused)?;
        Ok(ticket)
    }

    /// Brings the rows of these tickets in line with the outbox. The outbox has been written by now: if the rows
    /// cannot be, the operation is safe all the same and will be shown after the next start.
    pub(super) fn show(&self, ids: BTreeSet<TicketId>) {
        if ids.is_empty() {
            return;
        }
        if let Err(error) = self.refold(&ids) {
            tracing::warn!(%error, "the outbox is ahead of what is shown");
        }
        self.tell(Changed::of(ids, false));
    }

    /// Folds these tickets again from the outbox as it is.
    pub(super) fn refold(&self, ids: &BTreeSet<TicketId>) -> Result<(), ReplicaError> {
        let entries = self.read_outbox(outbox::pending)?;
        let device = self.device()?;
        let entries: Vec<&Entry> = entries.iter().collect();
        self.write_rows(|tx| {
            let (feed, policy) = (feed::feed(tx)?, reference::policy(tx)?);
            ids.iter().try_for_each(|id| refold_one(tx, *id, &entries, &device.id, &feed, &policy))
        })
    }

    /// All operations of ours, oldest first.
    pub fn outbox(&self) -> Result<Vec<OutboxEntry>, ReplicaError> {
        let sent = self.sent();
        Ok(self.read_outbox(outbox::all)?.into_iter().map(|entry| entry.shown(sent)).collect())
    }

    /// How many operations wait for the desk's answer, and how many it refused.
    pub fn counts(&self) -> Result<(i64, i64), ReplicaError> {
        self.read_outbox(outbox::counts)
    }

    /// Makes a refused operation anew, from what stands in the ticket now; the old one is gone. A reply is sent
    /// although newer ones exist: who retries it has read them.
    pub fn retry(&self, key: &OperationKey) -> Result<OperationKey, ReplicaError> {
        let _writing = self.writing();
        let entry = self.refused(key)?;
        let by = self.identity();
        let id = entry.operation.ticket;
        let ticket = self.read_rows(|tx| tickets::get(tx, id))?;
        let ticket = ticket.ok_or(ReplicaError::Refused(Refusal::Gone { ticket: id }))?;
        let operation = Operation { ticket: id, action: renewed(&entry.operation.action, &ticket) };
        self.check(&operation, &by)?;
        self.room_for_one()?;
        let now = self.inner.clock.now();
        let key = self.write_outbox(|tx| {
            outbox::remove(tx, key)?;
            outbox::add(tx, &operation, &by, now)
        })?;
        self.show(BTreeSet::from([id]));
        self.inner.submitted.notify_one();
        Ok(key)
    }

    /// Drops a refused operation, with its text. What has not been answered cannot be dropped: it may have taken
    /// effect.
    pub fn discard(&self, key: &OperationKey) -> Result<(), ReplicaError> {
        let _writing = self.writing();
        let entry = self.refused(key)?;
        self.write_outbox(|tx| outbox::remove(tx, key))?;
        self.tell(Changed::of(BTreeSet::from([entry.operation.ticket]), false));
        self.inner.submitted.notify_one();
        Ok(())
    }

    fn refused(&self, key: &OperationKey) -> Result<Entry, ReplicaError> {
        let entry = self.read_outbox(|tx| outbox::get(tx, key))?;
        entry
            .filter(|entry| matches!(entry.state, OutboxState::Refused { .. }))
            .ok_or_else(|| ReplicaError::NotRefused(key.clone()))
    }

    /// The oldest operations that the desk has not answered, at most `limit`, and from then on shown as in
    /// flight. The same come again until [`Replica::settle`] has their receipts.
    pub fn to_push(&self, limit: usize) -> Result<Vec<(OperationKey, Operation)>, ReplicaError> {
        let _writing = self.writing();
        let entries = self.read_outbox(|tx| outbox::queued(tx, limit))?;
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for entry in entries {
            bytes += entry.operation.action.typed_text().map_or(0, str::len) + 256;
            if bytes > PUSH_BYTES && !batch.is_empty() {
                break;
            }
            self.inner.sent.fetch_max(entry.position, Ordering::SeqCst);
            batch.push((entry.key, entry.operation));
        }
        Ok(batch)
    }

    /// Takes in what became of operations that were pushed. What took effect stays on top of its ticket until the
    /// feed has passed it; what was refused leaves the ticket and stays in the outbox, to be read and decided.
    pub fn settle(&self, receipts: &[Receipt]) -> Result<(), ReplicaError> {
        let _writing = self.writing();
        let feed = self.feed()?;
        let touched = self.write_outbox(|tx| {
            let mut touched = BTreeSet::new();
            for receipt in receipts {
                touched.extend(settle_one(tx, receipt, &feed)?);
            }
            Ok::<_, ReplicaError>(touched)
        })?;
        self.show(touched);
        Ok(())
    }

    /// The desk's newest operation of this device is `last_n`, and some after it are missing there. Those that we
    /// still have are sent again under their keys; if there is a hole all the same, the desk has lost what nobody
    /// can send again, and the rest goes under a new name.
    pub fn continue_after(&self, last_n: i64) -> Result<(), ReplicaError> {
        let device = self.device()?;
        let lost = |entry: &&Entry| entry.key.device == device.id && entry.key.n > last_n;
        let first = {
            let _writing = self.writing();
            self.write_outbox(|tx| {
                let pending = outbox::pending(tx)?;
                let lost: Vec<&Entry> = pending.iter().filter(lost).collect();
                for entry in &lost {
                    outbox::set_state(tx, &entry.key, &OutboxState::Queued)?;
                }
                Ok::<_, ReplicaError>(lost.first().map(|entry| entry.key.n))
            })?
        };
        match first {
            Some(n) if n > last_n + 1 => self.take_new_device(),
            _ => Ok(()),
        }
    }

    /// The desk has lost all after transaction `seq`: what took effect there is sent again. Says on which tickets.
    pub(super) fn send_again_after(&self, seq: i64) -> Result<Vec<TicketId>, ReplicaError> {
        self.write_outbox(|tx| {
            let lost = |entry: &Entry| matches!(entry.state, OutboxState::Applied { seq: at } if at > seq);
            let lost: Vec<Entry> = outbox::pending(tx)?.into_iter().filter(lost).collect();
            lost.iter().try_for_each(|entry| outbox::set_state(tx, &entry.key, &OutboxState::Queued))?;
            Ok::<_, ReplicaError>(lost.iter().map(|entry| entry.operation.ticket).collect())
        })
    }

    /// Takes a new name towards the desk; what waits goes under it.
    pub fn take_new_device(&self) -> Result<(), ReplicaError> {
        let _writing = self.writing();
        let by = self.identity();
        let id = DeviceId::new(seam::new_uuid(&*self.inner.clock, &*self.inner.rng));
        let waiting = self.read_outbox(|tx| outbox::queued(tx, usize::MAX))?;
        self.write_outbox(|tx| {
            outbox::rename_device(tx, &id, &by.operator)?;
            outbox::renumber(tx)
        })?;
        self.write_rows(|tx| {
            let feed = feed::feed(tx)?;
            feed::put_feed(tx, &feed::Feed { acknowledged_n: 0, ..feed })
        })?;
        self.show(waiting.iter().map(|entry| entry.operation.ticket).collect());
        Ok(())
    }

    /// Sets the oldest waiting operation aside as refused.
    pub fn refuse_oldest(&self, refusal: Refusal) -> Result<(), ReplicaError> {
        let oldest = self.read_outbox(|tx| outbox::queued(tx, 1))?;
        let receipts: Vec<Receipt> = oldest
            .into_iter()
            .map(|entry| Receipt { key: entry.key, outcome: Outcome::Refused { refusal: refusal.clone() } })
            .collect();
        self.settle(&receipts)
    }

    /// Refuses what waits in another operator's name: the desk ties a device to its operator, and nobody's words
    /// are sent as somebody else's. They stay to be read, and to be retried in one's own name.
    pub(super) fn set_aside_of_others(&self, device: &Device, by: &Identity) -> Result<(), ReplicaError> {
        if device.operator == by.operator {
            return Ok(());
        }
        {
            let _writing = self.writing();
            let refused = OutboxState::Refused { refusal: Refusal::Forbidden };
            let waiting = self.read_outbox(|tx| outbox::queued(tx, usize::MAX))?;
            self.write_outbox(|tx| waiting.iter().try_for_each(|it| outbox::set_state(tx, &it.key, &refused)))?;
            self.show(waiting.iter().map(|entry| entry.operation.ticket).collect());
        }
        self.take_new_device()
    }
}

fn settle_one(tx: &mut dyn Tx, receipt: &Receipt, feed: &feed::Feed) -> Result<Option<TicketId>, StoreError> {
    let entry = outbox::get(tx, &receipt.key)?.filter(|entry| entry.state == OutboxState::Queued);
    // A receipt that comes twice says nothing new.
    let Some(entry) = entry else { return Ok(None) };
    let seq = match &receipt.outcome {
        Outcome::Applied { seq } => *seq,
        // Long ago: the newest transaction that we know of is late enough.
        Outcome::Already => feed.head,
        Outcome::Refused { refusal } => {
            let state = OutboxState::Refused { refusal: refusal.clone() };
            outbox::set_state(tx, &receipt.key, &state)?;
            return Ok(Some(entry.operation.ticket));
        }
    };
    match seq <= feed.seq {
        true => outbox::remove(tx, &receipt.key)?,
        false => outbox::set_state(tx, &receipt.key, &OutboxState::Applied { seq })?,
    }
    Ok(Some(entry.operation.ticket))
}

/// The same intention, from what stands in the ticket now.
fn renewed(action: &Action, now: &Ticket) -> Action {
    match action.clone() {
        Action::Steal { from, reason } => Action::Steal { from: now.assignee.clone().unwrap_or(from), reason },
        Action::Route { to, decision, .. } => Action::Route { from: now.owner_role, to, decision },
        Action::SetStatus { to, .. } => Action::SetStatus { from: now.status, to },
        Action::SetPriority { to, .. } => Action::SetPriority { from: now.priority, to },
        Action::Reply { body, .. } => Action::Reply { body, seen: now.replies, force: true },
        other @ (Action::Take | Action::GiveBack | Action::Comment { .. }) => other,
    }
}
