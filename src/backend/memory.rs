//! A desk in memory, with faults on the way to it: for tests, and for the simulator.
//!
//! It keeps the protocol's promises (each key once, a gap-free feed, whole transactions in a page) by the same
//! [`apply`] as the server, in a hundred lines; what it does not keep is anything on a disk.

use super::{Backend, BackendError, Greeting, Verdict};
use crate::domain::operation::{Context, Effect, apply};
use crate::domain::{
    Capabilities, Change, ContactId, Cursor, DeviceId, LinkProblem, Operation, OperationKey, OperatorId, Outcome, Page,
    Policy, Receipt, Record, RecordKey, Refusal, Sort, Ticket, TicketId, order,
};
use crate::seam::{Clock, Rng, below};
use secrecy::{ExposeSecret, SecretString};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The desk itself, shared by those who are linked to it.
pub struct Desk {
    state: Mutex<State>,
    head: watch::Sender<i64>,
    clock: Arc<dyn Clock>,
    /// The most objects in a page; a larger transaction goes whole.
    page: usize,
}

#[derive(Default)]
struct State {
    /// Another history has another number.
    history: u64,
    head: i64,
    /// Cursors given out under an older number are forgotten.
    edition: u64,
    records: BTreeMap<RecordKey, (i64, Record)>,
    gone: Vec<(i64, RecordKey)>,
    devices: BTreeMap<DeviceId, BTreeMap<i64, (Operation, Outcome)>>,
    codes: BTreeMap<ContactId, String>,
}

impl Desk {
    /// A desk with these records, each put in by a transaction of its own.
    pub fn new(clock: Arc<dyn Clock>, page: usize, records: Vec<Record>) -> Arc<Desk> {
        let desk = Desk { state: Mutex::default(), head: watch::channel(0).0, clock, page: page.max(1) };
        records.into_iter().for_each(|record| desk.put(record));
        Arc::new(desk)
    }

    /// Something outside has changed a record.
    pub fn put(&self, record: Record) {
        let mut state = self.state();
        state.head += 1;
        let head = state.head;
        state.records.insert(record.key(), (head, record));
        self.head.send_replace(head);
    }

    pub fn remove(&self, key: &RecordKey) {
        let mut state = self.state();
        state.head += 1;
        let head = state.head;
        state.records.remove(key);
        state.gone.push((head, key.clone()));
        self.head.send_replace(head);
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
    pub fn outcome(&self, key: &OperationKey) -> Option<Outcome> {
        self.state().devices.get(&key.device)?.get(&key.n).map(|(_, outcome)| outcome.clone())
    }

    /// Forgets the old cursors: whoever has one must read all again.
    pub fn expire_cursors(&self) {
        self.state().edition += 1;
    }

    /// Becomes a desk with another history: cursors of the old one are not of this one.
    pub fn change_history(&self) {
        self.state().history += 1;
    }

    /// Forgets that a device has ever sent anything.
    pub fn forget_device(&self, device: &DeviceId) {
        self.state().devices.remove(device);
    }

    /// The code that a contact has, to be compared.
    pub fn set_code(&self, contact: ContactId, code: String) {
        self.state().codes.insert(contact, code);
    }

    fn state(&self) -> MutexGuard<'_, State> {
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

    fn policy(&self) -> Policy {
        match self.records.get(&RecordKey::Policy) {
            Some((_, Record::Policy(policy))) => policy.clone(),
            _ => Policy::default(),
        }
    }

    fn page(&self, since: Option<&Cursor>, limit: usize) -> Result<(Vec<Change>, i64), BackendError> {
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

    fn cursor(&self, seq: i64) -> Cursor {
        Cursor(format!("{}:{}:{seq}", self.history, self.edition))
    }

    fn position(&self, cursor: &Cursor) -> Result<i64, BackendError> {
        let mut parts = cursor.0.splitn(3, ':').map(str::parse::<i64>);
        let mut next = || parts.next().and_then(Result::ok).ok_or(BackendError::Forked);
        let (history, edition, seq) = (next()?, next()?, next()?);
        match seq {
            _ if history.unsigned_abs() != self.history || seq > self.head => Err(BackendError::Forked),
            _ if edition.unsigned_abs() < self.edition => Err(BackendError::CursorExpired),
            seq => Ok(seq),
        }
    }

    fn last_n(&self, device: &DeviceId) -> i64 {
        self.devices.get(device).and_then(|known| known.keys().next_back().copied()).unwrap_or(0)
    }

    /// Settles one operation, once.
    fn settle(&mut self, key: &OperationKey, operation: &Operation, by: &Caller) -> Result<Outcome, BackendError> {
        let last_n = self.last_n(&key.device);
        if let Some((known, outcome)) = self.devices.get(&key.device).and_then(|known| known.get(&key.n)) {
            return if known == operation { Ok(outcome.clone()) } else { Err(BackendError::OperationReused) };
        }
        if key.n != last_n + 1 {
            return Err(BackendError::OperationGap { last_n });
        }
        let outcome = self.carry_out(key, operation, by);
        let settled = (operation.clone(), outcome.clone());
        self.devices.entry(key.device.clone()).or_default().insert(key.n, settled);
        Ok(outcome)
    }

    fn carry_out(&mut self, key: &OperationKey, operation: &Operation, by: &Caller) -> Outcome {
        let Some(mut ticket) = self.ticket(operation.ticket) else {
            return Outcome::Refused { refusal: Refusal::Gone { ticket: operation.ticket } };
        };
        let (article, policy) = (key.article_id(), self.policy());
        let context = Context {
            actor: &by.operator,
            actor_name: &by.name,
            at: by.clock.now(),
            article: &article,
            policy: &policy,
        };
        match apply(&mut ticket, &operation.action, &context) {
            Err(refusal) => Outcome::Refused { refusal },
            Ok(effect) => {
                self.head += 1;
                if let Effect::Changed { article } = effect {
                    let ticket = Record::Ticket(Box::new(ticket));
                    for record in [Some(ticket), article.map(Record::Article)].into_iter().flatten() {
                        self.records.insert(record.key(), (self.head, record));
                    }
                }
                Outcome::Applied { seq: self.head }
            }
        }
    }
}

/// What may go wrong on the way, in percent of the calls.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Faults {
    /// The desk never hears of it.
    pub lost_request: u64,
    /// The desk has done it, and nobody hears of that.
    pub lost_reply: u64,
    /// The desk answers that it is broken.
    pub server_error: u64,
    /// The desk looks at only some of the operations.
    pub cut_short: u64,
}

struct Caller {
    operator: OperatorId,
    name: String,
    clock: Arc<dyn Clock>,
}

/// One operator's link to a desk.
pub struct Memory {
    desk: Arc<Desk>,
    caller: Caller,
    rng: Arc<dyn Rng>,
    link: watch::Sender<Link>,
    /// Who last pushed here: whose operations a page acknowledges.
    device: Mutex<Option<DeviceId>>,
    /// The newest transaction of which this link was told.
    told: Mutex<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Link {
    faults: Faults,
    down: bool,
    locked_out: bool,
    deaf: bool,
}

impl Memory {
    pub fn new(desk: Arc<Desk>, operator: OperatorId, name: &str, rng: Arc<dyn Rng>) -> Memory {
        let caller = Caller { operator, name: name.to_string(), clock: desk.clock.clone() };
        let link = watch::channel(Link::default()).0;
        Memory { desk, caller, rng, link, device: Mutex::default(), told: Mutex::new(-1) }
    }

    pub fn set_faults(&self, faults: Faults) {
        self.link.send_modify(|link| link.faults = faults);
    }

    /// Nobody answers any more, or again.
    pub fn set_down(&self, down: bool) {
        self.link.send_modify(|link| link.down = down);
    }

    /// Streams opened from now on hear nothing, and nobody tells: half-open, as after a sleep. Or not any more.
    pub fn set_deaf(&self, deaf: bool) {
        self.link.send_modify(|link| link.deaf = deaf);
    }

    /// The token is not accepted any more, or again.
    pub fn lock_out(&self, locked_out: bool) {
        self.link.send_modify(|link| link.locked_out = locked_out);
    }

    /// The way there.
    fn send(&self) -> Result<(), BackendError> {
        let Link { faults, down, locked_out, .. } = *self.link.borrow();
        match () {
            () if down || self.happens(faults.lost_request) => Err(trouble(LinkProblem::Unreachable)),
            () if locked_out => Err(BackendError::Unauthorised),
            () if self.happens(faults.server_error) => Err(trouble(LinkProblem::ServerTrouble)),
            () => Ok(()),
        }
    }

    /// The way back.
    fn receive<T>(&self, answer: T) -> Result<T, BackendError> {
        let faults = self.link.borrow().faults;
        if self.happens(faults.lost_reply) { Err(trouble(LinkProblem::Unreachable)) } else { Ok(answer) }
    }

    fn happens(&self, percent: u64) -> bool {
        percent > 0 && below(&*self.rng, 100) < percent
    }

    fn acknowledged(&self, state: &State) -> i64 {
        let device = self.device.lock().unwrap_or_else(PoisonError::into_inner);
        device.as_ref().map_or(0, |device| state.last_n(device))
    }
}

fn trouble(problem: LinkProblem) -> BackendError {
    BackendError::Transient { problem, detail: "as the test wanted it".to_string(), retry_after: None }
}

impl Backend for Memory {
    fn capabilities(&self) -> Capabilities {
        Capabilities::NATIVE
    }

    async fn greet(&self) -> Result<Greeting, BackendError> {
        self.send()?;
        let operator = self.caller.operator.clone();
        let server_time = self.desk.clock.now();
        self.receive(Greeting { operator, desk: "desk in memory".to_string(), sample: true, server_time })
    }

    async fn pull(&self, since: Option<&Cursor>) -> Result<Page, BackendError> {
        self.send()?;
        let page = {
            let state = self.desk.state();
            let (changes, seq) = state.page(since, self.desk.page)?;
            let read = since.and_then(|cursor| state.position(cursor).ok()).unwrap_or(0);
            let gone = state.gone.iter().filter(|(at, _)| read < *at && *at <= seq).cloned().collect();
            Page {
                changes,
                gone,
                to: state.cursor(seq),
                seq,
                head: state.head,
                up_to_date: seq == state.head,
                acknowledged_n: self.acknowledged(&state),
                server_time: self.desk.clock.now(),
            }
        };
        self.receive(page)
    }

    async fn push(&self, operations: &[(OperationKey, Operation)]) -> Result<Vec<Receipt>, BackendError> {
        self.send()?;
        if let Some((key, _)) = operations.first() {
            *self.device.lock().unwrap_or_else(PoisonError::into_inner) = Some(key.device.clone());
        }
        let cut = self.happens(self.link.borrow().faults.cut_short);
        let looked_at = if cut { below(&*self.rng, operations.len() as u64) } else { u64::MAX };
        let mut receipts = Vec::new();
        {
            let mut state = self.desk.state();
            for (key, operation) in operations.iter().take(usize::try_from(looked_at).unwrap_or(usize::MAX)) {
                let outcome = state.settle(key, operation, &self.caller)?;
                receipts.push(Receipt { key: key.clone(), outcome });
            }
            self.desk.head.send_replace(state.head);
        }
        self.receive(receipts)
    }

    async fn changed(&self) -> Result<(), BackendError> {
        if self.link.borrow().deaf {
            return std::future::pending().await;
        }
        let (mut head, mut link) = (self.desk.head.subscribe(), self.link.subscribe());
        let told = *self.told.lock().unwrap_or_else(PoisonError::into_inner);
        tokio::select! {
            Ok(now) = head.wait_for(|head| *head > told) => {
                *self.told.lock().unwrap_or_else(PoisonError::into_inner) = *now;
                Ok(())
            }
            Ok(_) = link.wait_for(|link| link.down) => Err(trouble(LinkProblem::Unreachable)),
            else => Err(trouble(LinkProblem::Unreachable)),
        }
    }

    async fn work_next(&self) -> Result<Option<TicketId>, BackendError> {
        self.send()?;
        let taken = {
            let mut state = self.desk.state();
            let open = |ticket: &&Ticket| ticket.assignee.is_none() && ticket.status.is_live();
            let tickets = state.records.values().filter_map(|(_, record)| match record {
                Record::Ticket(ticket) => Some(&**ticket),
                _ => None,
            });
            let first = tickets.filter(open).min_by_key(|ticket| order::place(ticket, Sort::Desk)).cloned();
            first.map(|mut ticket| {
                ticket.assignee = Some(self.caller.operator.clone());
                state.head += 1;
                let (head, id) = (state.head, ticket.id);
                state.records.insert(RecordKey::Ticket(id), (head, Record::Ticket(Box::new(ticket))));
                self.desk.head.send_replace(head);
                id
            })
        };
        self.receive(taken)
    }

    async fn verify_caller(
        &self,
        contact: &ContactId,
        _ticket: Option<TicketId>,
        code: &SecretString,
    ) -> Result<Verdict, BackendError> {
        self.send()?;
        let right = self.desk.state().codes.get(contact).map(|right| right == code.expose_secret());
        let until = self.desk.clock.now() + crate::domain::Span::minutes(15);
        self.receive(match right {
            Some(true) => Verdict::Verified { until },
            Some(false) => Verdict::Wrong { attempts_left: 4 },
            None => Verdict::NotRegistered,
        })
    }
}
