//! A desk in memory, with faults on the way to it: for tests, and for the simulator.
//!
//! It keeps the protocol's promises (each key once, a gap-free feed, whole transactions in a page) by the same
//! rules as the server, in a few hundred lines; what it does not keep is anything on a disk. [`Desk`] can lose its
//! tail, which a server does only after an accident.

mod desk;
mod holdings;

pub use desk::Desk;

use super::{Backend, BackendError, Greeting, Verdict};
use crate::domain::digest::{BucketRows, Digest};
use crate::domain::roster::{Presence, Present};
use crate::domain::{
    Capabilities, Checkpoint, Chunk, Claim, Claimed, ContactId, Cursor, DeviceId, Lease, LinkProblem, OperatorId, Page,
    Receipt, Record, RecordKey, Records, Sending, SnapshotPlace, Sort, Ticket, TicketId, Timestamp, order,
};
use crate::seam::{Clock, Rng, below};
use secrecy::{ExposeSecret, SecretString};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

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
    /// The newest transaction of which this link was told.
    told: Mutex<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Link {
    faults: Faults,
    down: bool,
    locked_out: bool,
    deaf: bool,
    leaseless: bool,
}

impl Memory {
    pub fn new(desk: Arc<Desk>, operator: OperatorId, name: &str, rng: Arc<dyn Rng>) -> Memory {
        let caller = Caller { operator, name: name.to_string(), clock: desk.clock.clone() };
        let link = watch::channel(Link::default()).0;
        Memory { desk, caller, rng, link, told: Mutex::new(-1) }
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

    /// The desk knows no leases, as those of others do not.
    pub fn know_no_leases(&self) {
        self.link.send_modify(|link| link.leaseless = true);
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
}

fn trouble(problem: LinkProblem) -> BackendError {
    BackendError::Transient { problem, detail: "as the test wanted it".to_string(), retry_after: None }
}

impl Backend for Memory {
    fn capabilities(&self) -> Capabilities {
        Capabilities { leases: !self.link.borrow().leaseless, ..Capabilities::NATIVE }
    }

    async fn greet(&self) -> Result<Greeting, BackendError> {
        self.send()?;
        let operator = self.caller.operator.clone();
        let server_time = self.desk.clock.now();
        self.receive(Greeting { operator, desk: "desk in memory".to_string(), sample: true, server_time })
    }

    async fn claim(&self, claim: &Claim) -> Result<Claimed, BackendError> {
        self.send()?;
        if self.link.borrow().leaseless {
            let detail = "this desk does not know what a lease is".to_string();
            return Err(BackendError::Incompatible { problem: LinkProblem::Version, detail });
        }
        let last_n = self.desk.state().claim(claim)?;
        self.receive(Claimed { last_n })
    }

    async fn snapshot(&self, from: Option<&SnapshotPlace>) -> Result<Chunk, BackendError> {
        self.send()?;
        let chunk = self.desk.state().chunk(from, self.desk.page)?;
        self.receive(chunk)
    }

    async fn common(&self, cursors: &[Cursor]) -> Result<Option<Checkpoint>, BackendError> {
        self.send()?;
        let common = self.desk.state().common(cursors);
        self.receive(common)
    }

    async fn digest(&self) -> Result<Digest, BackendError> {
        self.send()?;
        let digest = self.desk.state().digest();
        self.receive(digest)
    }

    async fn bucket(&self, bucket: u8) -> Result<BucketRows, BackendError> {
        self.send()?;
        let rows = self.desk.state().bucket(bucket);
        self.receive(rows)
    }

    async fn records(&self, keys: &[RecordKey]) -> Result<Records, BackendError> {
        self.send()?;
        let records = self.desk.state().by_keys(keys);
        self.receive(records)
    }

    async fn pull(&self, since: Option<&Cursor>, device: Option<&DeviceId>) -> Result<Page, BackendError> {
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
                acknowledged_n: device.map_or(0, |device| state.last_n(device)),
                server_time: self.desk.clock.now(),
            }
        };
        self.receive(page)
    }

    async fn push(&self, lease: Option<&Lease>, operations: &[Sending]) -> Result<Vec<Receipt>, BackendError> {
        self.send()?;
        let cut = self.happens(self.link.borrow().faults.cut_short);
        let looked_at = if cut { below(&*self.rng, operations.len() as u64) } else { u64::MAX };
        let mut receipts = Vec::new();
        {
            let mut state = self.desk.state();
            for sending in operations.iter().take(usize::try_from(looked_at).unwrap_or(usize::MAX)) {
                let outcome = state.settle(sending, lease, &self.caller)?;
                receipts.push(Receipt { key: sending.key.clone(), id: sending.id.clone(), outcome });
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
            Ok(now) = head.wait_for(|head| *head != told) => {
                *self.told.lock().unwrap_or_else(PoisonError::into_inner) = *now;
                Ok(())
            }
            Ok(_) = link.wait_for(|link| link.down) => Err(trouble(LinkProblem::Unreachable)),
            else => Err(trouble(LinkProblem::Unreachable)),
        }
    }

    async fn work_next(&self, until: Timestamp) -> Result<Option<TicketId>, BackendError> {
        self.send()?;
        if self.desk.clock.now() > until {
            return Ok(None);
        }
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
                let id = ticket.id;
                state.commit(vec![(RecordKey::Ticket(id), Some(Record::Ticket(Box::new(ticket))))]);
                self.desk.head.send_replace(state.head);
                id
            })
        };
        self.receive(taken)
    }

    async fn presence(&self) -> Result<Presence, BackendError> {
        self.send()?;
        let at = self.desk.clock.now();
        let present = vec![Present { operator: self.caller.operator.clone(), asked_at: at }];
        self.receive(Presence { at, present })
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
