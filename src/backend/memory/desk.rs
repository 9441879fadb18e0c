//! The desk itself: what it holds, and the transactions by which it came to hold it.
//!
//! The journal is kept whole, so that a desk can lose its tail: what a backup or a standby that took over does not
//! know has never happened to it.

use super::Caller;
use crate::backend::BackendError;
use crate::domain::operation::{Context, Effect, Family, Other, carry_out};
use crate::domain::{
    Change, Claim, ContactId, Cursor, DeviceId, Lease, Operation, OperationId, Outcome, Policy, Record, RecordKey,
    Refusal, Sending, Ticket, TicketId,
};
use crate::seam::Clock;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The desk itself, shared by those who are linked to it.
pub struct Desk {
    state: Mutex<State>,
    pub(super) head: watch::Sender<i64>,
    pub(super) clock: Arc<dyn Clock>,
    /// The most objects in a page; a larger transaction goes whole.
    pub(super) page: usize,
}

#[derive(Clone, Default)]
pub(super) struct State {
    /// Cursors given out under another epoch are not of this history, though what they name may be.
    epoch: u64,
    /// Cursors given out under an older number are forgotten.
    edition: u64,
    /// What everybody here may see, as a number.
    scope: u64,
    pub head: i64,
    pub records: BTreeMap<RecordKey, (i64, Record)>,
    pub gone: Vec<(i64, RecordKey)>,
    devices: BTreeMap<DeviceId, BTreeMap<i64, OperationId>>,
    /// What became of each operation.
    settled: BTreeMap<OperationId, Settled>,
    leases: BTreeMap<DeviceId, Lease>,
    pub codes: BTreeMap<ContactId, String>,
    /// Transaction `n` is at `n - 1`.
    journal: Vec<Transaction>,
    /// Transactions ever made: no two have the same stamp, whatever was lost in between.
    stamps: u64,
}

/// What one transaction wrote; None is a record that it removed.
#[derive(Clone)]
struct Transaction {
    stamp: u64,
    writes: Vec<(RecordKey, Option<Record>)>,
}

/// An operation that was answered.
#[derive(Clone)]
struct Settled {
    fingerprint: String,
    outcome: Outcome,
    /// The newest transaction then.
    at: i64,
}

impl Desk {
    /// A desk with these records, each put in by a transaction of its own.
    pub fn new(clock: Arc<dyn Clock>, page: usize, records: Vec<Record>) -> Arc<Desk> {
        let desk = Desk { state: Mutex::default(), head: watch::channel(0).0, clock, page: page.max(1) };
        records.into_iter().for_each(|record| desk.put(record));
        Arc::new(desk)
    }

    /// Another desk that has come to hold the same.
    pub fn copied(&self) -> Arc<Desk> {
        let state = self.state().clone();
        let head = watch::channel(state.head).0;
        Arc::new(Desk { state: Mutex::new(state), head, clock: self.clock.clone(), page: self.page })
    }

    /// Something outside has changed a record.
    pub fn put(&self, record: Record) {
        self.write(record.key(), Some(record));
    }

    pub fn remove(&self, key: &RecordKey) {
        self.write(key.clone(), None);
    }

    fn write(&self, key: RecordKey, record: Option<Record>) {
        let mut state = self.state();
        state.commit(vec![(key, record)]);
        self.head.send_replace(state.head);
    }

    /// All that the desk holds.
    pub fn records(&self) -> Vec<Record> {
        self.state().records.values().map(|(_, record)| record.clone()).collect()
    }

    pub fn ticket(&self, id: TicketId) -> Option<Ticket> {
        self.state().ticket(id)
    }

    pub fn head(&self) -> i64 {
        self.state().head
    }

    /// What became of an operation, if it came.
    pub fn outcome(&self, id: &OperationId) -> Option<Outcome> {
        self.state().settled.get(id).map(|settled| settled.outcome.clone())
    }

    /// Forgets the old cursors: whoever has one must read all again.
    pub fn expire_cursors(&self) {
        self.state().edition += 1;
    }

    /// Forgets all that happened after transaction `seq`, answers included, as a desk restored from a backup does.
    pub fn lose_after(&self, seq: i64) {
        let mut state = self.state();
        state.lose_after(seq);
        self.head.send_replace(state.head);
    }

    /// Names its history anew, as the command that restores a backup does; what it holds stays.
    pub fn change_epoch(&self) {
        self.state().epoch += 1;
    }

    /// Becomes a desk with another history: no cursor of the old one names a place in it.
    pub fn change_history(&self) {
        let mut state = self.state();
        state.epoch += 1;
        let mut stamps = state.stamps;
        for transaction in &mut state.journal {
            stamps += 1;
            transaction.stamp = stamps;
        }
        state.stamps = stamps;
    }

    /// From now on operators may see something else.
    pub fn change_scope(&self) {
        self.state().scope += 1;
    }

    /// Forgets that a device has ever sent anything.
    pub fn forget_device(&self, device: &DeviceId) {
        self.state().devices.remove(device);
    }

    /// The code that a contact has, to be compared.
    pub fn set_code(&self, contact: ContactId, code: String) {
        self.state().codes.insert(contact, code);
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn ticket(&self, id: TicketId) -> Option<Ticket> {
        match self.records.get(&RecordKey::Ticket(id)) {
            Some((_, Record::Ticket(ticket))) => Some((**ticket).clone()),
            _ => None,
        }
    }

    /// The incident that the operation is about, with what is attached to it.
    fn family(&self, operation: &Operation) -> Family {
        let Some(id) = operation.family() else { return Family::default() };
        let child = |record: &(i64, Record)| match &record.1 {
            Record::Ticket(ticket) if ticket.part_of == Some(id) => Some((**ticket).clone()),
            _ => None,
        };
        Family { incident: self.ticket(id), children: self.records.values().filter_map(child).collect() }
    }

    fn policy(&self) -> Policy {
        match self.records.get(&RecordKey::Policy) {
            Some((_, Record::Policy(policy))) => policy.clone(),
            _ => Policy::default(),
        }
    }

    /// One transaction.
    pub fn commit(&mut self, writes: Vec<(RecordKey, Option<Record>)>) {
        self.stamps += 1;
        self.apply(&writes);
        self.journal.push(Transaction { stamp: self.stamps, writes });
    }

    fn apply(&mut self, writes: &[(RecordKey, Option<Record>)]) {
        self.head += 1;
        for (key, record) in writes {
            match record {
                Some(record) => drop(self.records.insert(key.clone(), (self.head, record.clone()))),
                None => {
                    self.records.remove(key);
                    self.gone.push((self.head, key.clone()));
                }
            }
        }
    }

    fn lose_after(&mut self, seq: i64) {
        let mut journal = std::mem::take(&mut self.journal);
        journal.truncate(usize::try_from(seq).unwrap_or(0));
        (self.head, self.records, self.gone) = (0, BTreeMap::new(), Vec::new());
        journal.iter().for_each(|transaction| self.apply(&transaction.writes));
        self.journal = journal;
        let head = self.head;
        self.settled.retain(|_, it| it.at <= head);
        let known = &self.settled;
        self.devices.values_mut().for_each(|given| given.retain(|_, id| known.contains_key(id)));
    }

    pub fn page(&self, since: Option<&Cursor>, limit: usize) -> Result<(Vec<Change>, i64), BackendError> {
        let read = match since {
            None => 0,
            Some(cursor) => self.position(cursor)?,
        };
        let mut changes: Vec<Change> = self
            .records
            .values()
            .filter(|(seq, _)| *seq > read)
            .map(|(seq, record)| Change { seq: *seq, record: record.clone() })
            .collect();
        changes.sort_by_key(|change| change.seq);
        let to = match changes.get(limit) {
            // Not in the middle of a transaction, and not nowhere.
            Some(next) => changes.iter().map(|it| it.seq).filter(|seq| *seq < next.seq).max().unwrap_or(next.seq),
            None => self.head,
        };
        changes.retain(|change| change.seq <= to);
        Ok((changes, to))
    }

    pub fn cursor(&self, seq: i64) -> Cursor {
        Cursor(format!("{}:{}:{}:{seq}:{}", self.epoch, self.edition, self.scope, self.stamp(seq).unwrap_or(0)))
    }

    pub fn position(&self, cursor: &Cursor) -> Result<i64, BackendError> {
        let (epoch, edition, scope) = parts(cursor).map(|it| (it.epoch, it.edition, it.scope)).unwrap_or_default();
        match self.found(cursor) {
            None => Err(BackendError::Forked),
            Some(_) if epoch != self.epoch => Err(BackendError::Forked),
            Some(_) if edition < self.edition => Err(BackendError::CursorExpired),
            Some(_) if scope != self.scope => Err(BackendError::ScopeChanged),
            Some(seq) => Ok(seq),
        }
    }

    /// The transaction that a cursor names, if it has happened here.
    pub fn found(&self, cursor: &Cursor) -> Option<i64> {
        let Parts { seq, stamp, .. } = parts(cursor)?;
        (self.stamp(seq)? == stamp).then_some(seq)
    }

    fn stamp(&self, seq: i64) -> Option<u64> {
        match usize::try_from(seq).ok()?.checked_sub(1) {
            None => Some(0),
            Some(at) => self.journal.get(at).map(|transaction| transaction.stamp),
        }
    }

    pub fn last_n(&self, device: &DeviceId) -> i64 {
        self.devices.get(device).and_then(|known| known.keys().next_back().copied()).unwrap_or(0)
    }

    /// Gives a device's name to whoever holds it, or to the first who asks.
    pub fn claim(&mut self, claim: &Claim) -> Result<i64, BackendError> {
        let known = self.leases.get(&claim.device);
        if known.is_some_and(|known| *known != claim.lease && Some(known) != claim.held.as_ref()) {
            return Err(BackendError::DeviceInUse);
        }
        self.leases.insert(claim.device.clone(), claim.lease.clone());
        Ok(self.last_n(&claim.device))
    }

    /// Settles one operation, once.
    pub fn settle(&mut self, sending: &Sending, lease: Option<&Lease>, by: &Caller) -> Result<Outcome, BackendError> {
        let Sending { key, id, fingerprint, .. } = sending;
        if self.leases.get(&key.device).is_some_and(|known| Some(known) != lease) {
            return Err(BackendError::DeviceInUse);
        }
        let last_n = self.last_n(&key.device);
        let stands_there = self.devices.get(&key.device).and_then(|known| known.get(&key.n));
        if key.n <= last_n && stands_there != Some(id) {
            return Err(BackendError::OperationReused);
        }
        if key.n > last_n + 1 {
            return Err(BackendError::OperationGap { last_n });
        }
        let outcome = match self.settled.get(id) {
            Some(known) if known.fingerprint != *fingerprint => return Err(BackendError::OperationReused),
            Some(known) => known.outcome.clone(),
            None => {
                let outcome = self.carry_out(sending, by);
                let settled = Settled { fingerprint: fingerprint.clone(), outcome: outcome.clone(), at: self.head };
                self.settled.insert(id.clone(), settled);
                outcome
            }
        };
        self.devices.entry(key.device.clone()).or_default().insert(key.n, id.clone());
        Ok(outcome)
    }

    fn other(&self, operation: &Operation) -> Option<Other> {
        let ticket = self.ticket(operation.action.other()?);
        let merged =
            |record: &Record| matches!(record, Record::Ticket(it) if it.duplicate_of == Some(operation.ticket));
        Some(Other { ticket, has_duplicates: self.records.values().any(|(_, record)| merged(record)) })
    }

    fn carry_out(&mut self, sending: &Sending, by: &Caller) -> Outcome {
        let operation = &sending.operation;
        let Some(mut ticket) = self.ticket(operation.ticket) else {
            return Outcome::Refused { refusal: Refusal::Gone { ticket: operation.ticket } };
        };
        let (article, policy) = (sending.id.article_id(), self.policy());
        let other = self.other(operation);
        let context = Context {
            actor: &by.operator,
            actor_name: &by.name,
            at: by.clock.now(),
            article: &article,
            policy: &policy,
            other: other.as_ref(),
        };
        let done = match carry_out(&mut ticket, &self.family(operation), &operation.action, &context) {
            Err(refusal) => return Outcome::Refused { refusal },
            Ok(done) => done,
        };
        let mut records = Vec::new();
        if let Effect::Changed { article } = done.effect {
            records.push(Record::Ticket(Box::new(ticket)));
            records.extend(article.map(Record::Article));
        }
        for (ticket, reply) in done.others {
            records.extend([Record::Ticket(Box::new(ticket)), Record::Article(reply)]);
        }
        self.commit(records.into_iter().map(|record: Record| (record.key(), Some(record))).collect());
        Outcome::Applied { seq: self.head }
    }
}

/// What a cursor says.
#[derive(Default)]
struct Parts {
    epoch: u64,
    edition: u64,
    scope: u64,
    seq: i64,
    stamp: u64,
}

fn parts(cursor: &Cursor) -> Option<Parts> {
    let [epoch, edition, scope, seq, stamp] = cursor.0.split(':').collect::<Vec<_>>()[..] else { return None };
    Some(Parts {
        epoch: epoch.parse().ok()?,
        edition: edition.parse().ok()?,
        scope: scope.parse().ok()?,
        seq: seq.parse().ok()?,
        stamp: stamp.parse().ok()?,
    })
}
