//! What will be missed before a shift ends unless somebody does something: how much, of which kind, and whose it is.

use super::super::{ClockKind, OperatorId, Ticket, Timestamp};
use serde::Serialize;

/// Deadlines of the desk until then.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Forecast {
    pub until: Timestamp,
    /// Passed already.
    pub overdue: i64,
    /// First responses, resolutions and promises that are due: what has to be done to miss none.
    pub answers: i64,
    pub resolutions: i64,
    pub promises: i64,
    /// Of those that are due, whose they are.
    pub mine: i64,
    pub nobodys: i64,
}

impl Forecast {
    /// Of live tickets whose nearest deadline is before `until`. A clock that stands still runs into nothing.
    pub fn new(tickets: &[Ticket], me: &OperatorId, now: Timestamp, until: Timestamp) -> Forecast {
        let mut forecast = Forecast { until, ..Forecast::default() };
        for ticket in tickets {
            let Some(clock) = ticket.nearest_clock().filter(|it| it.paused_since.is_none() && it.due_at < until) else {
                continue;
            };
            if clock.due_at <= now {
                forecast.overdue += 1;
                continue;
            }
            *match clock.kind {
                ClockKind::FirstResponse => &mut forecast.answers,
                ClockKind::Resolution => &mut forecast.resolutions,
                ClockKind::Promise => &mut forecast.promises,
            } += 1;
            forecast.mine += i64::from(ticket.assignee.as_ref() == Some(me));
            forecast.nobodys += i64::from(ticket.assignee.is_none());
        }
        forecast
    }

    /// How many deadlines are still ahead.
    pub fn due(&self) -> i64 {
        self.answers + self.resolutions + self.promises
    }
}
