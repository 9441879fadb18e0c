//! A ticket: what the queue holds.

use super::{
    ContactId, CustomerId, Escalation, Handover, Incident, OperatorId, Promise, Role, Skip, Spent, TicketId, Timestamp,
    sla::{Clocks, Nearest},
};
use serde::{Deserialize, Serialize};

/// An enum whose variants have one lower-case word each, the same in the API, the query language and the store.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }

            /// Reads the word, in any case.
            pub fn parse(word: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|it| it.word().eq_ignore_ascii_case(word))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }
    )*};
}

words! {
    /// Where a ticket stands. `Pending` waits for the customer, `OnHold` for an agreed date or a colleague.
    Status {
        New = "new",
        Open = "open",
        Pending = "pending",
        OnHold = "on_hold",
        Resolved = "resolved",
        Closed = "closed",
    }
    /// How much it hurts. Ordered: critical comes first.
    Priority {
        Critical = "critical",
        High = "high",
        Normal = "normal",
        Low = "low",
    }
    TicketType {
        Trouble = "trouble",
        SmartHands = "smart_hands",
        Shipment = "shipment",
        Access = "access",
        Billing = "billing",
        Order = "order",
        Question = "question",
    }
    /// The way by which the customer reached the desk.
    Channel {
        Portal = "portal",
        Phone = "phone",
        Email = "email",
    }
    /// What a customer has, and what a ticket is about.
    Product {
        Colocation = "colocation",
        Network = "network",
        ManagedServices = "managed_services",
    }
    Language {
        Pt = "pt",
        Es = "es",
        En = "en",
    }
    /// Where a handover stands, for a row of a list.
    Handed {
        Waiting = "waiting",
        Returned = "returned",
        Pooled = "pooled",
    }
    /// Where the broadcast of an incident stands.
    BroadcastState {
        None = "none",
        Waiting = "waiting",
        Returned = "returned",
    }
    /// Why an operator passes a ticket over.
    SkipReason {
        /// Not a language of mine.
        Language = "language",
        /// Needs somebody who knows more.
        Expertise = "expertise",
        /// Waits for somebody or something.
        Waiting = "waiting",
        /// What is wanted is not clear.
        Unclear = "unclear",
        /// No time before its deadline.
        Time = "time",
    }
}

impl Status {
    /// In the queue: somebody may still have to do something.
    pub fn is_live(self) -> bool {
        !matches!(self, Status::Resolved | Status::Closed)
    }

    /// The resolution clock stands still (`sla.json`, `pause_statuses`).
    pub fn pauses(self) -> bool {
        matches!(self, Status::Pending | Status::OnHold)
    }

    /// Nothing becomes `new` again, and a closed ticket can only be opened.
    pub fn may_become(self, next: Status) -> bool {
        match (self, next) {
            (_, Status::New) => false,
            (Status::Closed, next) => next == Status::Open,
            (now, next) => now != next,
        }
    }
}

impl Priority {
    /// 0 is the most urgent, so that an ascending sort puts it first.
    pub fn rank(self) -> i64 {
        self as i64
    }
}

/// Who last set a field and when: what the loser of a conflict is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub by: OperatorId,
    pub at: Timestamp,
}

/// The last hand on each field that operators compete for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Marks {
    pub assignee: Option<Mark>,
    pub owner_role: Option<Mark>,
    pub status: Option<Mark>,
    pub priority: Option<Mark>,
}

/// Who merged a duplicate, and how it stood before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    pub by: OperatorId,
    pub at: Timestamp,
    pub was: Status,
}

/// What routing said of the ticket when it came in: enough for a queue row. The console works out the full
/// suggestion again when it shows the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggested {
    pub role: Role,
    /// 0 to 100.
    pub confidence_percent: i64,
    /// Under the floor: shown with a question mark, never accepted by one key.
    pub unsure: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    pub id: TicketId,
    pub subject: String,
    pub customer: CustomerId,
    pub customer_name: String,
    pub requester: ContactId,
    pub requester_name: String,
    pub channel: Channel,
    pub language: Language,
    #[serde(rename = "type")]
    pub kind: TicketType,
    pub priority: Priority,
    pub status: Status,
    pub owner_role: Option<Role>,
    pub assignee: Option<OperatorId>,
    /// The code of the IBX, such as `LS1`.
    pub site: Option<String>,
    pub product: Option<Product>,
    pub tags: Vec<String>,
    /// An emergency by R3: service down, safety or security, as routing found it. Stands first in the desk order.
    pub emergency: bool,
    pub suggested: Option<Suggested>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// When the customer last wrote; a row is unread while this is newer than what the operator has seen.
    pub inbound_at: Timestamp,
    /// How many public replies the desk has sent: what a reply's author must have seen.
    pub replies: i64,
    pub clocks: Clocks,
    /// Set on a duplicate: the ticket that is kept.
    pub duplicate_of: Option<TicketId>,
    /// How a duplicate stood when it was merged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged: Option<Merged>,
    /// The tickets that it was linked to. Those that were linked to it name it themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<TicketId>,
    /// Labelled facts of a visit, a shipment or a Smart Hands job, in the order to show them.
    #[serde(default)]
    pub details: Vec<(String, String)>,
    #[serde(default)]
    pub marks: Marks,
    /// The last promise to the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Promise>,
    /// When the desk opens it again by itself: it was put on hold until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wake_at: Option<Timestamp>,
    /// Who passed it over since somebody last worked on it, the newest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skips: Vec<Skip>,
    /// What its holder leaves to the next shift, until somebody accepts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handover: Option<Handover>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalation: Option<Escalation>,
    /// Set on an incident: many others are about the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<Incident>,
    /// The incident that it is attached to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<TicketId>,
    /// What operators have noted that they spent on it.
    #[serde(default, skip_serializing_if = "Spent::is_none")]
    pub spent: Spent,
    /// Grows by one with each operation that took effect.
    pub version: i64,
}

impl Ticket {
    /// The clock that the row shows: the nearest that still runs, else a paused one.
    pub fn nearest_clock(&self) -> Option<Nearest> {
        let promised = self.open_promise().map(Promise::clock);
        let all = self.clocks.nearest().into_iter().chain(promised);
        all.min_by_key(|clock| (clock.paused_since.is_some(), clock.due_at))
    }

    pub fn open_promise(&self) -> Option<&Promise> {
        self.promise.as_ref().filter(|promise| promise.is_open())
    }

    /// The instant by which this ticket is ordered; [`Timestamp::NEVER`] when nothing runs.
    pub fn deadline(&self) -> Timestamp {
        if !self.status.is_live() {
            return Timestamp::NEVER;
        }
        let promised = self.open_promise().map_or(Timestamp::NEVER, |promise| promise.due_at);
        self.clocks.deadline().min(promised)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_ticket_can_only_be_opened() {
        assert!(Status::Closed.may_become(Status::Open));
        assert!(!Status::Closed.may_become(Status::Pending));
        assert!(!Status::Open.may_become(Status::New));
        assert!(!Status::Open.may_become(Status::Open));
    }

    #[test]
    fn words_are_the_same_for_reading_and_writing() {
        for status in Status::ALL {
            assert_eq!(Status::parse(status.word()), Some(*status));
            assert_eq!(serde_json::to_string(status).unwrap(), format!("\"{status}\""));
        }
    }
}
