//! Who was identified on the telephone, for which ticket, and until when. In memory only: a console that starts anew
//! has met nobody.

use crate::domain::{ContactId, TicketId, Timestamp};

/// A caller whose code was right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identified {
    pub ticket: TicketId,
    pub contact: ContactId,
    pub name: String,
    pub until: Timestamp,
}

/// One caller a ticket: the last one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Callers(Vec<Identified>);

impl Callers {
    pub fn add(&mut self, caller: Identified) {
        self.end(caller.ticket);
        self.0.push(caller);
    }

    /// Nobody is identified.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The caller about that ticket who is still identified.
    pub fn of(&self, ticket: TicketId, now: Timestamp) -> Option<&Identified> {
        self.0.iter().find(|it| it.ticket == ticket && it.until > now)
    }

    /// The call about that ticket is over.
    pub fn end(&mut self, ticket: TicketId) {
        self.0.retain(|it| it.ticket != ticket);
    }

    /// Forgets those whose time is over, and tells who they were.
    pub fn expire(&mut self, now: Timestamp) -> Vec<Identified> {
        self.0.extract_if(.., |it| it.until <= now).collect()
    }
}
