//! From the outbox to the desk and back: what is sent, what becomes of it, and how the two agree again when they do
//! not.

use super::outbox::{self, Entry};
use super::{Changed, Identity, Replica, ReplicaError, confirmed, feed, numbers, told};
use crate::domain::{
    DeviceId, OperationId, OutboxEntry, OutboxState, Outcome, Receipt, Refusal, Sending, TicketId, Timestamp, WentBack,
};
use crate::seam::{self, Planted, fault, planted};
use crate::store::{StoreError, Tx};
use std::collections::BTreeSet;

/// The most bytes of operations in one push; a single larger one goes alone. A quarter of what a desk accepts.
const PUSH_BYTES: usize = 256 * 1024;

impl Replica {
    /// The next operations to be sent, at most `limit`, each with its number; that they are sent is durable when
    /// this returns. The same come again until [`Replica::settle`] has their receipts.
    pub fn to_push(&self, limit: usize) -> Result<Vec<Sending>, ReplicaError> {
        let _writing = self.writing();
        if planted(Planted::NewIdPerAttempt) {
            self.rename_what_was_sent()?;
        }
        let now = self.inner.clock.now();
        let mut batch = fitting(self.read_outbox(|tx| outbox::to_send(tx, now, limit))?);
        if batch.iter().any(|entry| entry.key.is_none()) {
            self.write_outbox(|tx| numbers::assign(tx, &mut batch))?;
            fault("replica.numbered");
        }
        let tickets = batch.iter().map(|entry| entry.operation.ticket).collect();
        *super::lock(&self.inner.in_flight) = batch.iter().map(|entry| entry.id.clone()).collect();
        if !batch.is_empty() {
            self.tell(Changed::of(tickets, false));
        }
        Ok(batch.into_iter().filter_map(Entry::sending).collect())
    }

    /// Only ever by mistake.
    fn rename_what_was_sent(&self) -> Result<(), ReplicaError> {
        let now = self.inner.clock.now();
        let sent = self.read_outbox(|tx| outbox::to_send(tx, now, 50))?;
        for entry in sent.iter().filter(|entry| entry.key.is_some()) {
            let id = seam::new_uuid(&*self.inner.clock, &*self.inner.rng);
            let sql = "update operation set id = $1 where position = $2";
            self.write_outbox::<_, StoreError>(|tx| {
                numbers::give_up(tx)?;
                let sql2 = "update device set last_n = last_n + 1 where id = 1";
                tx.execute(sql2, &[])?;
                tx.execute(sql, &[id.into(), entry.position.into()]).map(drop)
            })?;
        }
        Ok(())
    }

    /// No answer came to what was sent, and nobody waits for one any more.
    pub fn unanswered(&self) {
        let was = std::mem::take(&mut *super::lock(&self.inner.in_flight));
        if !was.is_empty() {
            self.tell(Changed::of(BTreeSet::new(), false));
        }
    }

    /// As a screen sees them.
    pub(super) fn shown(&self, entries: Vec<Entry>) -> Vec<OutboxEntry> {
        let in_flight = super::lock(&self.inner.in_flight).clone();
        let shown = |entry: Entry| {
            let in_flight = in_flight.contains(&entry.id);
            entry.shown(in_flight)
        };
        entries.into_iter().map(shown).collect()
    }

    /// Takes in what became of operations that were pushed. What took effect stays on top of its ticket until the
    /// feed has passed it; what was refused leaves the ticket and stays in the outbox, to be read and decided.
    pub fn settle(&self, receipts: &[Receipt]) -> Result<(), ReplicaError> {
        let _writing = self.writing();
        let (feed, now) = (self.feed()?, self.inner.clock.now());
        let touched = self.write_outbox(|tx| {
            let mut touched = BTreeSet::new();
            for receipt in receipts {
                touched.extend(settle_one(tx, receipt, &feed, now)?);
            }
            Ok::<_, ReplicaError>(touched)
        })?;
        fault("replica.settled");
        super::lock(&self.inner.in_flight).clear();
        self.show(touched);
        Ok(())
    }

    /// The desk's newest operation of this device is `last_n`, and not what we thought: what is unanswered, and what
    /// took effect but is not among those, is numbered anew after it.
    pub fn continue_after(&self, last_n: i64) -> Result<(), ReplicaError> {
        let _writing = self.writing();
        if planted(Planted::GapSkipped) {
            let sql = "delete from operation where state = 'queued' and sent = 1";
            self.write_outbox::<_, StoreError>(|tx| tx.execute(sql, &[]).map(drop))?;
        }
        self.write_outbox::<_, StoreError>(|tx| numbers::continue_after(tx, last_n))?;
        fault("replica.renumbered");
        self.decided_up_to(last_n)
    }

    /// Takes a new name towards the desk; what waits goes under it.
    pub fn take_new_device(&self) -> Result<(), ReplicaError> {
        let _writing = self.writing();
        let by = self.identity();
        let id = DeviceId::new(seam::new_uuid(&*self.inner.clock, &*self.inner.rng));
        self.write_outbox::<_, StoreError>(|tx| numbers::rename_device(tx, &id, &by.operator))?;
        fault("replica.renamed");
        self.decided_up_to(0)
    }

    /// What the feed has said of numbers after `last_n` was of others than those that will have them.
    fn decided_up_to(&self, last_n: i64) -> Result<(), ReplicaError> {
        self.write_rows(|tx| {
            let feed = feed::feed(tx)?;
            feed::put_feed(tx, &feed::Feed { acknowledged_n: feed.acknowledged_n.min(last_n), ..feed })
        })?;
        let waiting = self.read_outbox(outbox::pending)?;
        self.show(waiting.iter().map(|entry| entry.operation.ticket).collect());
        Ok(())
    }

    /// Keeps the next operation as refused: the desk cannot take it.
    pub fn refuse_next(&self, refusal: Refusal) -> Result<(), ReplicaError> {
        self.set_next_aside(&OutboxState::Refused { refusal })
    }

    /// Sets the next operation aside: the desk fails whenever it comes. What follows on its ticket waits.
    pub fn set_aside(&self, detail: &str) -> Result<(), ReplicaError> {
        self.set_next_aside(&OutboxState::Stuck { detail: detail.to_string() })
    }

    /// Its number is free again: what follows is numbered from there.
    fn set_next_aside(&self, state: &OutboxState) -> Result<(), ReplicaError> {
        let _writing = self.writing();
        let now = self.inner.clock.now();
        let next = self.read_outbox(|tx| outbox::to_send(tx, now, 1))?;
        let Some(next) = next.into_iter().next() else { return Ok(()) };
        self.write_outbox::<_, StoreError>(|tx| {
            numbers::give_up(tx)?;
            outbox::set_state(tx, &next.id, state)
        })?;
        self.show(BTreeSet::from([next.operation.ticket]));
        self.inner.submitted.notify_one();
        Ok(())
    }

    /// What was set aside is tried once more: the desk had trouble of its own.
    pub fn try_set_aside_again(&self) -> Result<(), ReplicaError> {
        let _writing = self.writing();
        let entries = self.read_outbox(outbox::all)?;
        let stuck: Vec<&Entry> = entries.iter().filter(|it| matches!(it.state, OutboxState::Stuck { .. })).collect();
        self.write_outbox::<_, StoreError>(|tx| {
            numbers::give_up(tx)?;
            stuck.iter().try_for_each(|entry| outbox::set_state(tx, &entry.id, &OutboxState::Unknown))
        })?;
        self.tell(Changed::of(stuck.iter().map(|entry| entry.operation.ticket).collect(), false));
        Ok(())
    }

    /// The desk has lost all that came after transaction `seq`, at `to`: what took effect there is sent again, and the
    /// operator is to be told.
    pub(super) fn send_again_after(&self, seq: i64, to: Option<Timestamp>) -> Result<WentBack, ReplicaError> {
        let (tickets, went_back) = self.write_outbox::<_, StoreError>(|tx| {
            let (tickets, n) = confirmed::send_again(tx, seq)?;
            let went_back = WentBack { to, again: i64::try_from(n).unwrap_or(i64::MAX) };
            told::note(tx, &went_back)?;
            Ok((tickets, went_back))
        })?;
        fault("replica.sent_again");
        let by = self.identity();
        self.refuse_those_of_others(&by)?;
        self.show(tickets);
        if went_back.again > 0 {
            self.inner.submitted.notify_one();
        }
        Ok(went_back)
    }

    /// Refuses what waits in another operator's name: the desk ties a device to its operator, and nobody's words
    /// are sent as somebody else's. They stay to be read, and to be retried in one's own name.
    pub(super) fn set_aside_of_others(&self, by: &Identity) -> Result<(), ReplicaError> {
        let device = self.device()?;
        if device.operator == by.operator {
            return Ok(());
        }
        {
            let _writing = self.writing();
            self.refuse_those_of_others(by)?;
        }
        self.take_new_device()
    }

    pub(super) fn refuse_those_of_others(&self, by: &Identity) -> Result<(), ReplicaError> {
        let refused = OutboxState::Refused { refusal: Refusal::Forbidden };
        let mut theirs = self.read_outbox(outbox::pending)?;
        theirs.retain(|entry| entry.is_unanswered() && entry.by.operator != by.operator);
        self.write_outbox::<_, StoreError>(|tx| {
            theirs.iter().try_for_each(|it| outbox::set_state(tx, &it.id, &refused))
        })?;
        self.show(theirs.iter().map(|entry| entry.operation.ticket).collect());
        Ok(())
    }
}

/// As many of them as go into one push.
fn fitting(entries: Vec<Entry>) -> Vec<Entry> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    for entry in entries {
        bytes += entry.operation.action.typed_text().map_or(0, str::len) + 512;
        if bytes > PUSH_BYTES && !batch.is_empty() {
            break;
        }
        batch.push(entry);
    }
    batch
}

fn settle_one(
    tx: &mut dyn Tx,
    receipt: &Receipt,
    feed: &feed::Feed,
    now: Timestamp,
) -> Result<Option<TicketId>, StoreError> {
    let id: &OperationId = &receipt.id;
    // A receipt that comes twice says nothing new; and one for a number that was given up since, of what the desk has lost.
    let awaited = |entry: &Entry| entry.is_unanswered() && entry.key.as_ref() == Some(&receipt.key);
    let Some(entry) = outbox::get(tx, id)?.filter(awaited) else { return Ok(None) };
    let seq = match &receipt.outcome {
        Outcome::Applied { seq } => *seq,
        // Long ago: the newest transaction that we know of is late enough.
        Outcome::Already => feed.head,
        Outcome::Refused { .. } if planted(Planted::ConflictRetried) => return Ok(None),
        Outcome::Refused { .. } if planted(Planted::RefusalDropped) => {
            outbox::remove(tx, id)?;
            return Ok(Some(entry.operation.ticket));
        }
        Outcome::Refused { refusal } => {
            outbox::set_state(tx, id, &OutboxState::Refused { refusal: refusal.clone() })?;
            return Ok(Some(entry.operation.ticket));
        }
    };
    match seq <= feed.seq {
        true => confirmed::confirm(tx, id, seq, feed, now)?,
        false if planted(Planted::OverlayDroppedAtReply) => confirmed::confirm(tx, id, seq, feed, now)?,
        false => outbox::set_state(tx, id, &OutboxState::Applied { seq })?,
    }
    Ok(Some(entry.operation.ticket))
}
