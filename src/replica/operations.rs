//! What the operator does: it becomes durable first, then visible, and is answered by the desk later. What was not
//! sent yet, and what the desk did not take, is the operator's to retry, to edit and to drop.

use super::feed::{self, refold_one};
use super::outbox::{self, Counts, Entry};
use super::{Changed, Identity, Replica, ReplicaError, drafts, held, numbers};
use crate::domain::operation::{self, Context};
use crate::domain::{
    Action, ArticleId, Operation, OperationId, OperatorId, OutboxEntry, OutboxState, Refusal, Ticket, TicketId,
    Visibility,
};
use crate::seam::{self, Planted, fault, planted};
use crate::store::{StoreError, links, reference, tickets};
use std::collections::BTreeSet;

impl Replica {
    /// Makes an operation durable in the outbox, then shows it. It is checked against the ticket as it stands
    /// here; one that does not apply is refused at once, and nothing is stored.
    pub fn submit(&self, operation: &Operation) -> Result<OperationId, ReplicaError> {
        let answer = self.submit_all(std::slice::from_ref(operation))?.pop();
        answer.unwrap_or(Err(Refusal::Gone { ticket: operation.ticket })).map_err(ReplicaError::Refused)
    }

    /// The same with several, each of another ticket: those that apply become durable together, in this order; of the
    /// others it is said why not.
    pub fn submit_all(&self, operations: &[Operation]) -> Result<Vec<Result<OperationId, Refusal>>, ReplicaError> {
        let _writing = self.writing();
        let by = self.identity();
        let mut answers = Vec::with_capacity(operations.len());
        for operation in operations {
            answers.push(match self.check(operation, &by) {
                Ok(_) => Ok(self.new_id()),
                Err(ReplicaError::Refused(refusal)) => Err(refusal),
                Err(error) => return Err(error),
            });
        }
        let taken =
            || answers.iter().zip(operations).filter_map(|(id, operation)| Some((id.as_ref().ok()?, operation)));
        let tickets: BTreeSet<TicketId> = taken().map(|(_, operation)| operation.ticket).collect();
        if tickets.is_empty() {
            return Ok(answers);
        }
        self.room_for(taken().count())?;
        let now = self.inner.clock.now();
        fault("replica.submitting");
        let written = self.write_typed(|tx| {
            taken().try_for_each(|(id, it)| outbox::add(tx, id, it, &by, now, self.leaves_at(&it.action, now)))
        });
        if !planted(Planted::AcknowledgedUnwritten) {
            written?;
        }
        fault("replica.submitted");
        self.show(tickets);
        self.inner.submitted.notify_one();
        Ok(answers)
    }

    fn room_for(&self, n: usize) -> Result<(), ReplicaError> {
        let Counts { waiting, stuck, .. } = self.counts()?;
        match waiting + stuck + i64::try_from(n).unwrap_or(i64::MAX) > outbox::LIMIT {
            true => Err(ReplicaError::OutboxFull { limit: outbox::LIMIT }),
            false => Ok(()),
        }
    }

    /// Refuses what the ticket as it stands here does not allow.
    fn check(&self, operation: &Operation, by: &Identity) -> Result<Ticket, ReplicaError> {
        let found = self.read_rows(|tx| {
            let Some(ticket) = tickets::get(tx, operation.ticket)? else { return Ok(None) };
            let other = links::other(tx, operation.ticket, &operation.action)?;
            Ok::<_, StoreError>(Some((ticket, other, reference::policy(tx)?)))
        })?;
        let Some((ticket, other, policy)) = found else {
            return Err(ReplicaError::Refused(Refusal::Gone { ticket: operation.ticket }));
        };
        let article = ArticleId::new("");
        let at = self.inner.clock.now();
        let context = Context {
            actor: &by.operator,
            actor_name: &by.name,
            at,
            article: &article,
            policy: &policy,
            other: other.as_ref(),
        };
        operation::apply(&mut ticket.clone(), &operation.action, &context).map_err(ReplicaError::Refused)?;
        Ok(ticket)
    }

    /// Brings the rows of these tickets in line with the outbox. The outbox has been written by now: if the rows
    /// cannot be, the operation is safe all the same and will be shown after the next start.
    pub(super) fn show(&self, ids: BTreeSet<TicketId>) {
        if ids.is_empty() {
            return;
        }
        fault("replica.showing");
        if let Err(error) = self.refold(&ids) {
            tracing::warn!(%error, "the outbox is ahead of what is shown");
        }
        let tied = self.read_rows(|tx| links::named_by(tx, &ids)).unwrap_or_default();
        self.tell(Changed::of(ids.into_iter().chain(tied).collect(), false));
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

    /// All operations of ours, oldest first, with what held a reply back.
    pub fn outbox(&self) -> Result<Vec<OutboxEntry>, ReplicaError> {
        let entries = self.read_outbox(outbox::all)?;
        let mut entries = self.shown(entries);
        // The outbox is shown also when the rest cannot be read.
        if let Err(error) = self.read_rows(|tx| held::add_newer(tx, &mut entries)) {
            tracing::warn!(%error, "what held a reply back cannot be read");
        }
        Ok(entries)
    }

    /// How many operations stand where. What is on its way at this moment is not unknown yet.
    pub fn counts(&self) -> Result<Counts, ReplicaError> {
        let now = self.inner.clock.now();
        let counts = self.read_outbox(|tx| outbox::counts(tx, now))?;
        let on_their_way = i64::try_from(super::lock(&self.inner.in_flight).len()).unwrap_or(0);
        Ok(Counts { unknown: (counts.unknown - on_their_way).max(0), ..counts })
    }

    /// Makes a refused operation anew, from what stands in the ticket now; the old one is gone. A reply is sent
    /// although newer ones exist: who retries it has read them. What is stuck is tried again as it is: the desk may
    /// have done it.
    pub fn retry(&self, id: &OperationId) -> Result<OperationId, ReplicaError> {
        let _writing = self.writing();
        let entry = self.entry(id)?;
        match &entry.state {
            OutboxState::Refused { .. } => self.renew(&entry),
            OutboxState::Stuck { .. } => {
                self.write_typed(|tx| {
                    outbox::set_state(tx, id, &OutboxState::Unknown)?;
                    numbers::give_up(tx)
                })?;
                self.tell(Changed::of(BTreeSet::from([entry.operation.ticket]), false));
                self.inner.submitted.notify_one();
                Ok(id.clone())
            }
            _ => Err(ReplicaError::Waiting(id.clone())),
        }
    }

    fn renew(&self, entry: &Entry) -> Result<OperationId, ReplicaError> {
        let by = self.identity();
        let ticket = entry.operation.ticket;
        let now = self.read_rows(|tx| tickets::get(tx, ticket))?;
        let now = now.ok_or(ReplicaError::Refused(Refusal::Gone { ticket }))?;
        let operation = Operation { ticket, action: renewed(&entry.operation.action, &now) };
        self.check(&operation, &by)?;
        self.room_for(1)?;
        let (id, now) = (self.new_id(), self.inner.clock.now());
        self.write_typed(|tx| {
            outbox::remove(tx, &entry.id)?;
            outbox::add(tx, &id, &operation, &by, now, None)
        })?;
        fault("replica.renewed");
        self.show(BTreeSet::from([ticket]));
        self.inner.submitted.notify_one();
        Ok(id)
    }

    /// Drops an operation with its text: one that was never sent, was refused, or is stuck. What is on its way
    /// cannot be dropped: it may have taken effect.
    pub fn discard(&self, id: &OperationId) -> Result<(), ReplicaError> {
        let _writing = self.writing();
        let entry = self.leaving(id)?;
        self.write_typed(|tx| outbox::remove(tx, id))?;
        self.left(&entry);
        Ok(())
    }

    /// Takes a reply or a comment back to be written on: its text goes before what the draft of its kind has, and
    /// the operation is gone. As with [`Replica::discard`], only what is not on its way.
    pub fn edit(&self, id: &OperationId) -> Result<Taken, ReplicaError> {
        self.take_out(id, &[])
    }

    /// The same with others, of which those go that are not on their way.
    pub(super) fn take_out(&self, id: &OperationId, with: &[OperationId]) -> Result<Taken, ReplicaError> {
        let _writing = self.writing();
        let entry = self.leaving(id)?;
        let (kind, body, seen) = match &entry.operation.action {
            Action::Reply { body, seen, .. } => (Visibility::Public, body, Some(*seen)),
            Action::Comment { body } => (Visibility::Internal, body, None),
            _ => return Err(ReplicaError::NothingToEdit(id.clone())),
        };
        let (ticket, now) = (entry.operation.ticket, self.inner.clock.now());
        if self.ticket(ticket)?.is_none() {
            // Nobody would find the draft of a ticket that is not here.
            return Err(ReplicaError::Refused(Refusal::Gone { ticket }));
        }
        self.write_typed::<_, StoreError>(|tx| {
            let draft = drafts::get(tx, ticket, kind)?.filter(|draft| !draft.trim().is_empty() && draft != body);
            let text = draft.map_or_else(|| body.clone(), |draft| format!("{body}\n\n{draft}"));
            if !planted(Planted::TextDropped) {
                drafts::put(tx, ticket, kind, &text, now)?;
            }
            for id in with {
                if outbox::get(tx, id)?.is_some_and(|entry| entry.operation.ticket == ticket && entry.state.may_leave())
                {
                    outbox::remove(tx, id)?;
                }
            }
            outbox::remove(tx, id)
        })?;
        self.left(&entry);
        Ok(Taken { ticket, kind, seen })
    }

    fn left(&self, entry: &Entry) {
        fault("replica.left");
        self.show(BTreeSet::from([entry.operation.ticket]));
        self.inner.submitted.notify_one();
    }

    fn entry(&self, id: &OperationId) -> Result<Entry, ReplicaError> {
        let entry = self.read_outbox(|tx| outbox::get(tx, id))?;
        entry.ok_or_else(|| ReplicaError::NoOperation(id.clone()))
    }

    fn leaving(&self, id: &OperationId) -> Result<Entry, ReplicaError> {
        let entry = self.entry(id)?;
        match entry.state.may_leave() {
            true => Ok(entry),
            false => Err(ReplicaError::Waiting(id.clone())),
        }
    }

    fn new_id(&self) -> OperationId {
        OperationId(seam::new_uuid(&*self.inner.clock, &*self.inner.rng))
    }
}

/// A text that was taken back out of the outbox, and is in the draft of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    pub ticket: TicketId,
    pub kind: Visibility,
    /// Of a reply: so many public replies its author had before them.
    pub seen: Option<i64>,
}

/// The same intention, from what stands in the ticket now.
fn renewed(action: &Action, now: &Ticket) -> Action {
    match action.clone() {
        Action::Steal { from, reason } => Action::Steal { from: now.assignee.clone().unwrap_or(from), reason },
        Action::Route { to, decision, knowledge, .. } => {
            Action::Route { from: now.owner_role, to, decision, knowledge }
        }
        Action::SetStatus { to, .. } => Action::SetStatus { from: now.status, to },
        Action::SetPriority { to, .. } => Action::SetPriority { from: now.priority, to },
        Action::Reply { body, .. } => Action::Reply { body, seen: now.replies, force: true },
        Action::Snooze { until, .. } => Action::Snooze { from: now.status, until },
        Action::Promise { to, text, .. } => {
            Action::Promise { from: now.open_promise().map(|promise| promise.due_at), to, text }
        }
        Action::SettlePromise { due_at, kept } => {
            let due_at = now.open_promise().map_or(due_at, |promise| promise.due_at);
            Action::SettlePromise { due_at, kept }
        }
        Action::AcceptHandover { from } => Action::AcceptHandover { from: handed_by(now, from) },
        Action::ReturnHandover { from, reason } => Action::ReturnHandover { from: handed_by(now, from), reason },
        Action::Escalate { to, reason, .. } => Action::Escalate { from: now.level(), to, reason },
        Action::ProposeBroadcast { texts, to, .. } => {
            let seen = now.incident.as_ref().map_or(0, |it| it.revision);
            Action::ProposeBroadcast { seen, texts, to }
        }
        Action::Unmerge { from } => Action::Unmerge { from: now.duplicate_of.unwrap_or(from) },
        other @ (Action::Take
        | Action::GiveBack
        | Action::Unlearn
        | Action::Skip { .. }
        | Action::HandOver { .. }
        | Action::DeclareIncident
        | Action::EndIncident
        | Action::Attach { .. }
        | Action::Detach { .. }
        // What was read is what is decided on: another proposal has to be read first.
        | Action::ReleaseBroadcast { .. }
        | Action::ReturnBroadcast { .. }
        | Action::WithdrawBroadcast { .. }
        | Action::AddTime { .. }
        | Action::Link { .. }
        | Action::Unlink { .. }
        | Action::Merge { .. }
        | Action::Comment { .. }) => other,
    }
}

fn handed_by(now: &Ticket, seen: OperatorId) -> OperatorId {
    now.waiting_handover().map_or(seen, |handover| handover.by.clone())
}
