//! Desk order: which ticket comes first, the same for every operator, and the sentence that says why.
//!
//! Emergencies first (R3); then by priority, and within it by nearest live deadline, of the SLA or promised; then by
//! promise due, by age, and by number. Every part is a whole number and sorts ascending, so that the store can seek in one index.

use super::{ClockKind, Priority, Span, Ticket, TicketId, Timestamp};
use serde::{Deserialize, Serialize};

/// A place in the order of a list: the values of its sort columns, ending with the ticket's number.
/// In desk order they are emergency, priority, deadline, promise, creation, number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Place(pub Vec<i64>);

/// By what a list is sorted. Anything but `Desk` is an overlay of one operator.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    #[default]
    Desk,
    /// Nearest deadline, whatever the priority.
    Due,
    /// Oldest first.
    Age,
    /// Smallest number first.
    Number,
    /// Longest untouched first.
    Updated,
}

impl Sort {
    pub const ALL: [(Sort, &'static str); 5] = [
        (Sort::Desk, "desk"),
        (Sort::Due, "due"),
        (Sort::Age, "age"),
        (Sort::Number, "number"),
        (Sort::Updated, "updated"),
    ];

    pub fn word(self) -> &'static str {
        Sort::ALL[self as usize].1
    }
}

/// A ticket's place in a list sorted so.
pub fn place(ticket: &Ticket, sort: Sort) -> Place {
    let deadline = ticket.deadline().0;
    let (created, updated, number) = (ticket.created_at.0, ticket.updated_at.0, ticket.id.0);
    Place(match sort {
        Sort::Desk => {
            let emergency = i64::from(!ticket.emergency);
            let promise = ticket.open_promise().map_or(Timestamp::NEVER, |promise| promise.due_at);
            vec![emergency, ticket.priority.rank(), deadline, promise.0, created, number]
        }
        Sort::Due => vec![deadline, number],
        Sort::Age => vec![created, number],
        Sort::Number => vec![number],
        Sort::Updated => vec![updated, number],
    })
}

/// Why a ticket stands where it stands, to be put into words by the interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Ahead of everything else by R3.
    pub emergency: bool,
    pub priority: Priority,
    pub because: Because,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// The nearest deadline within its priority; negative once it is past.
    Deadline { kind: ClockKind, remaining: Span },
    /// Its clock stands still: behind everything of its priority that has a deadline.
    Paused { kind: ClockKind, remaining: Span },
    /// No clock at all: by age.
    Age { waited: Span },
    /// Finished: not in the queue any more.
    Finished,
}

pub fn standing(ticket: &Ticket, now: Timestamp) -> Standing {
    let because = match ticket.nearest_clock() {
        _ if !ticket.status.is_live() => Because::Finished,
        Some(clock) if clock.paused_since.is_none() => {
            Because::Deadline { kind: clock.kind, remaining: clock.remaining(now) }
        }
        Some(clock) => Because::Paused { kind: clock.kind, remaining: clock.remaining(now) },
        None => Because::Age { waited: now - ticket.created_at },
    };
    Standing { emergency: ticket.emergency, priority: ticket.priority, because }
}

/// The number at the end of a place: the ticket that stands there.
impl Place {
    pub fn ticket(&self) -> TicketId {
        TicketId(self.0.last().copied().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Channel, Clock, Clocks, ContactId, CustomerId, Language, Marks, Status, TicketType, Timestamp,
    };

    const NOW: Timestamp = Timestamp(1_000_000_000_000);

    fn ticket(id: i64) -> Ticket {
        Ticket {
            id: TicketId(id),
            subject: String::new(),
            customer: CustomerId::new("C1"),
            customer_name: String::new(),
            requester: ContactId::new("C1-1"),
            requester_name: String::new(),
            channel: Channel::Email,
            language: Language::En,
            kind: TicketType::Trouble,
            priority: Priority::Normal,
            status: Status::Open,
            owner_role: None,
            assignee: None,
            site: None,
            product: None,
            tags: Vec::new(),
            emergency: false,
            suggested: None,
            created_at: NOW - Span::hours(1),
            updated_at: NOW,
            inbound_at: NOW,
            replies: 0,
            clocks: Clocks::default(),
            duplicate_of: None,
            merged: None,
            related: Vec::new(),
            promise: None,
            wake_at: None,
            skips: Vec::new(),
            handover: None,
            escalation: None,
            incident: None,
            part_of: None,
            spent: Default::default(),
            details: Vec::new(),
            marks: Marks::default(),
            version: 1,
        }
    }

    /// With a resolution clock that has so many minutes left, or would if it were not paused.
    fn due(id: i64, minutes: i64, paused: bool) -> Ticket {
        let resolution = Clock {
            target: Span::hours(4),
            started_at: NOW - Span::hours(1),
            due_at: NOW + Span::minutes(minutes),
            paused: Span(0),
            paused_since: paused.then_some(NOW),
            stopped_at: None,
        };
        Ticket { clocks: Clocks { first_response: None, resolution: Some(resolution) }, ..ticket(id) }
    }

    #[test]
    fn the_desk_order_is_emergency_priority_deadline_age_number() {
        let desk = [
            Ticket { emergency: true, priority: Priority::Low, ..ticket(9) },
            Ticket { priority: Priority::Critical, ..ticket(8) },
            due(7, -5, false),
            due(6, 30, false),
            Ticket { created_at: NOW - Span::hours(9), ..due(5, 1, true) },
            ticket(3),
            ticket(4),
            Ticket { priority: Priority::Low, ..due(1, -500, false) },
        ];
        let mut sorted = desk.to_vec();
        sorted.reverse();
        sorted.sort_by_key(|ticket| place(ticket, Sort::Desk));
        assert_eq!(sorted, desk);
    }

    #[test]
    fn a_place_ends_with_its_ticket_whatever_the_order() {
        for (sort, word) in Sort::ALL {
            assert_eq!(place(&ticket(7), sort).ticket(), TicketId(7));
            assert_eq!(sort.word(), word);
        }
    }

    #[test]
    fn the_reason_tells_a_running_clock_from_a_paused_one_and_from_none() {
        let because = |ticket: &Ticket| standing(ticket, NOW + Span::minutes(10)).because;
        let kind = ClockKind::Resolution;
        assert_eq!(because(&due(1, 30, false)), Because::Deadline { kind, remaining: Span::minutes(20) });
        assert_eq!(because(&due(1, 30, true)), Because::Paused { kind, remaining: Span::minutes(30) });
        assert_eq!(because(&ticket(1)), Because::Age { waited: Span::minutes(70) });
        let resolved = Ticket { status: Status::Resolved, ..due(1, 30, false) };
        assert_eq!(because(&resolved), Because::Finished);
    }
}
