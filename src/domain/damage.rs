//! What came of a file that was damaged and that existed nowhere else.

use super::{TicketId, Timestamp};
use serde::{Deserialize, Serialize};

/// The file of the outbox and the drafts was damaged: what could be read was saved into a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    pub id: i64,
    pub at: Timestamp,
    /// Where the damaged file is kept.
    pub path: String,
    /// Operations and drafts that are as they were written.
    pub saved: i64,
    pub doubts: Vec<Doubt>,
}

/// An operation or a draft that is not as it was written, or of which nobody knows whether it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    pub ticket: Option<TicketId>,
    /// As far as it can be read.
    pub text: String,
    /// It is in the outbox, stuck, or among the drafts: a person has to look at it.
    pub kept: bool,
}
