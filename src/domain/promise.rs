//! A promise to a customer. "We call you back by 03:30" is a clock of the ticket like those of the SLA.

use super::{ClockKind, Nearest, OperatorId, Timestamp};
use serde::{Deserialize, Serialize};

/// What was promised, by when, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    pub by: OperatorId,
    pub made_at: Timestamp,
    pub due_at: Timestamp,
    /// What is to be done by then; may be empty, for a call back.
    pub text: String,
    /// None while it is open.
    pub settled: Option<Settled>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    pub at: Timestamp,
    pub kept: bool,
}

impl Promise {
    pub fn is_open(&self) -> bool {
        self.settled.is_none()
    }

    /// As a clock: it never stands still, for the customer waits whatever the status is.
    pub fn clock(&self) -> Nearest {
        let target = self.due_at - self.made_at;
        Nearest { kind: ClockKind::Promise, due_at: self.due_at, target, paused_since: None }
    }

    /// Settled now: kept if it is not late, unless somebody says otherwise.
    pub(super) fn settle(&mut self, at: Timestamp, kept: Option<bool>) {
        self.settled = Some(Settled { at, kept: kept.unwrap_or(at <= self.due_at) });
    }
}
