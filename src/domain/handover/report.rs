//! A shift as one operator leaves it: what they still hold, what they were given, what they finished, and which
//! promises were kept.

use super::super::{Mark, OperatorId, Promise, Role, Spent, Status, Ticket, TicketId, Timestamp};
use super::{Forecast, Stands};
use serde::Serialize;

/// What there is to say of a shift, each list with the nearest deadline first.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// Handed over by colleagues, for anybody to accept.
    pub offered: Vec<Ticket>,
    /// Live and still held.
    pub held: Vec<Ticket>,
    /// What became of those that were handed over and are not waiting any more.
    pub given: Vec<Given>,
    pub finished: Vec<Told>,
    /// Promises that were due or settled in the shift.
    pub promises: Vec<(TicketId, String, Promise)>,
    /// What is due before the shift ends.
    pub forecast: Forecast,
}

/// A ticket that was handed over, and where that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Given {
    pub ticket: TicketId,
    pub subject: String,
    pub stands: Stands,
}

/// A ticket by number and subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    pub ticket: TicketId,
    pub subject: String,
    /// What was spent on it.
    #[serde(default, skip_serializing_if = "Spent::is_none")]
    pub spent: Spent,
}

impl Report {
    /// Of the tickets that this operator holds, those that wait to be accepted, and those that were touched since the
    /// shift began; one ticket may be in all three.
    pub fn new(
        held: Vec<Ticket>,
        waiting: Vec<Ticket>,
        touched: &[Ticket],
        me: &OperatorId,
        since: Timestamp,
        now: Timestamp,
    ) -> Report {
        let mut offered = waiting;
        offered.retain(|it| it.waiting_handover().is_some_and(|handover| handover.by != *me));
        let mut report = Report { offered, held, ..Report::default() };
        report.held.retain(|it| it.status.is_live());
        for list in [&mut report.offered, &mut report.held] {
            list.sort_by_key(|it| (it.deadline(), it.id));
        }
        for ticket in touched {
            report.add(ticket, me, since, now);
        }
        report.promises.sort_by_key(|(ticket, _, promise)| (promise.due_at, *ticket));
        report
    }

    fn add(&mut self, ticket: &Ticket, me: &OperatorId, since: Timestamp, now: Timestamp) {
        let told = || Told { ticket: ticket.id, subject: ticket.subject.clone(), spent: ticket.spent };
        let mine = |mark: &Option<Mark>| mark.as_ref().is_some_and(|it| it.by == *me && it.at >= since);
        if !ticket.status.is_live() && mine(&ticket.marks.status) {
            self.finished.push(told());
        }
        if let Some(handover) = ticket.handover.as_ref().filter(|it| it.by == *me && !it.is_waiting()) {
            let (Told { ticket, subject, .. }, stands) = (told(), handover.stands.clone());
            self.given.push(Given { ticket, subject, stands });
        }
        if let Some(promise) = &ticket.promise {
            let settled = promise.settled.is_some_and(|it| it.at >= since);
            let broken = promise.is_open() && promise.due_at < now;
            let concerns = promise.by == *me || ticket.assignee.as_ref() == Some(me);
            if concerns && (settled || broken) {
                self.promises.push((ticket.id, ticket.subject.clone(), promise.clone()));
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        *self == Report::default()
    }
}

/// What is to be done next, as far as the ticket says: where the words of a handover begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextStep {
    /// Something was promised by then.
    Keep {
        by: Timestamp,
        text: String,
    },
    /// It sleeps until then.
    LookAgain {
        at: Timestamp,
    },
    AwaitCustomer,
    FollowUp(Role),
    Answer,
    Route,
}

impl NextStep {
    pub fn of(ticket: &Ticket) -> NextStep {
        if let Some(promise) = ticket.open_promise() {
            return NextStep::Keep { by: promise.due_at, text: promise.text.clone() };
        }
        match (ticket.wake_at, ticket.status, ticket.owner_role) {
            (Some(at), ..) => NextStep::LookAgain { at },
            (None, Status::Pending, _) => NextStep::AwaitCustomer,
            (None, _, Some(role)) => NextStep::FollowUp(role),
            (None, _, None) if ticket.replies == 0 => NextStep::Answer,
            (None, _, None) => NextStep::Route,
        }
    }
}
