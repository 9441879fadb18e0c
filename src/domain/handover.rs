//! Handing a ticket to the next shift: its holder says what comes next, a colleague accepts or returns it, and what
//! nobody accepts goes back to the desk. And the shift as a whole: what there is to hand over, and what came of it.

mod forecast;
mod report;

pub use forecast::Forecast;
pub use report::{Given, NextStep, Report, Told};

use super::{Handed, OperatorId, Span, Ticket, Timestamp};
use serde::{Deserialize, Serialize};

/// So long a ticket waits for a colleague to accept it, then the desk takes it back: shifts overlap by less.
pub const POOLED_AFTER: Span = Span::minutes(45);
/// The highest step of an escalation. The company's own ladder has five, climbed one at a time.
pub const HIGHEST: i64 = 5;

/// What its holder leaves to whoever comes next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    pub by: OperatorId,
    pub at: Timestamp,
    /// What is to be done next.
    pub next: String,
    #[serde(default)]
    pub stands: Stands,
}

/// Where a handover stands. One that was accepted is no more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Stands {
    /// For a colleague to accept.
    #[default]
    Waiting,
    /// Its holder keeps it, until they hand it over again.
    Returned { by: OperatorId, at: Timestamp, reason: String },
    /// Nobody accepted it in time: it is nobody's.
    Pooled { at: Timestamp },
}

/// How high a ticket was escalated, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    /// From 1.
    pub level: i64,
    pub by: OperatorId,
    pub at: Timestamp,
    pub reason: String,
}

impl Handover {
    pub fn is_waiting(&self) -> bool {
        self.stands == Stands::Waiting
    }

    pub fn handed(&self) -> Handed {
        match self.stands {
            Stands::Waiting => Handed::Waiting,
            Stands::Returned { .. } => Handed::Returned,
            Stands::Pooled { .. } => Handed::Pooled,
        }
    }
}

impl Ticket {
    /// The handover that a colleague may accept.
    pub fn waiting_handover(&self) -> Option<&Handover> {
        self.handover.as_ref().filter(|it| it.is_waiting())
    }

    /// How high it was escalated; 0 when it was not.
    pub fn level(&self) -> i64 {
        self.escalation.as_ref().map_or(0, |it| it.level)
    }

    /// When the desk does something to it by itself: it opens what was snoozed, and takes back what nobody accepted. A
    /// merged ticket is left alone.
    pub fn by_itself_at(&self) -> Option<Timestamp> {
        if self.duplicate_of.is_some() {
            return None;
        }
        let pooled = self.waiting_handover().map(|it| it.at + POOLED_AFTER);
        [self.wake_at, pooled].into_iter().flatten().min()
    }
}
