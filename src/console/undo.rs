//! What can be taken back, newest last: the inverses of the last changes of fields, those of many tickets at once as one,
//! and the public replies that were sent, which can be taken back until they have left.

use crate::domain::{Action, Operation, OperationId, Status, TicketId};
use std::collections::VecDeque;

const LIMIT: usize = 100;

/// One thing that `undo` takes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undo {
    Change(Vec<Operation>),
    Reply(Sent),
}

/// A public reply that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub ticket: TicketId,
    pub reply: OperationId,
    /// The status that was set with it.
    pub then: Option<Then>,
}

/// A status that was set with a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Then {
    pub to: Status,
    /// Once it is durable: its name, and what takes it back when the reply has left.
    pub done: Option<(OperationId, Option<Operation>)>,
}

#[derive(Debug, Clone, Default)]
pub struct UndoStack(VecDeque<Undo>);

impl UndoStack {
    pub fn push(&mut self, inverses: Vec<Operation>) {
        if !inverses.is_empty() {
            self.add(Undo::Change(inverses));
        }
    }

    pub fn add(&mut self, undo: Undo) {
        if self.0.len() == LIMIT {
            self.0.pop_front();
        }
        self.0.push_back(undo);
    }

    /// The reply that was sent last gets a status with it.
    pub fn goes_with(&mut self, ticket: TicketId, to: Status) {
        if let Some(Undo::Reply(sent)) = self.0.back_mut().filter(|it| it.is_reply_in(ticket)) {
            sent.then = Some(Then { to, done: None });
        }
    }

    /// An operation is durable, with its inverse: it is the status that goes with a reply, or a change of its own.
    pub fn done(&mut self, operation: &Operation, id: OperationId, inverse: Option<Operation>) {
        let Action::SetStatus { to, .. } = operation.action else { return self.push(inverse.into_iter().collect()) };
        let awaits = |it: &&mut Undo| match it {
            Undo::Reply(Sent { ticket, then: Some(Then { to: wanted, done: None }), .. }) => {
                (*ticket, *wanted) == (operation.ticket, to)
            }
            _ => false,
        };
        match self.0.back_mut().filter(awaits) {
            Some(Undo::Reply(Sent { then: Some(then), .. })) => then.done = Some((id, inverse)),
            _ => self.push(inverse.into_iter().collect()),
        }
    }

    pub fn pop(&mut self) -> Option<Undo> {
        self.0.pop_back()
    }

    /// That reply is not in the outbox any more, by other means.
    pub fn forget(&mut self, reply: &OperationId) {
        self.0.retain(|it| !matches!(it, Undo::Reply(sent) if sent.reply == *reply));
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is taken back next, if that is a reply.
    pub fn newest_reply(&self) -> Option<&Sent> {
        self.0.back().and_then(|it| if let Undo::Reply(sent) = it { Some(sent) } else { None })
    }
}

impl Undo {
    fn is_reply_in(&self, id: TicketId) -> bool {
        matches!(self, Undo::Reply(sent) if sent.ticket == id)
    }
}
