//! SLA: the time promised for first response and for resolution, and the clocks that count it.
//!
//! Instants are the server's. A console previews what an operation does to a clock with this same code and takes
//! the server's word when the change comes back.

use super::{Priority, Span, Status, TicketType, Timestamp, calendar::Calendar};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What has been promised, in minutes of its calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    pub first_response_min: i64,
    pub resolution_min: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypePolicy {
    /// The name of a calendar of the policy.
    pub clock: String,
    pub targets: BTreeMap<Priority, Target>,
}

/// The SLA policy of the desk, as data: `assets/sample/sla.json` is an example, not a commitment.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    pub clocks: BTreeMap<String, Calendar>,
    /// A deadline is near once this share of its target has been used.
    pub warn_at_fraction: f64,
    pub policies: BTreeMap<TicketType, TypePolicy>,
}

impl Policy {
    pub fn target(&self, kind: TicketType, priority: Priority) -> Option<Target> {
        self.policies.get(&kind)?.targets.get(&priority).copied()
    }

    pub fn calendar(&self, kind: TicketType) -> Calendar {
        self.policies.get(&kind).and_then(|policy| self.clocks.get(&policy.clock)).cloned().unwrap_or_default()
    }

    /// The clocks of a ticket that comes in at `at`; none where the policy is silent.
    pub fn clocks_for(&self, kind: TicketType, priority: Priority, at: Timestamp) -> Clocks {
        let Some(target) = self.target(kind, priority) else { return Clocks::default() };
        let calendar = self.calendar(kind);
        Clocks {
            first_response: Some(Clock::started(&calendar, at, Span::minutes(target.first_response_min))),
            resolution: Some(Clock::started(&calendar, at, Span::minutes(target.resolution_min))),
        }
    }
}

/// One promise of a ticket, counted in the time of its calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    pub target: Span,
    pub started_at: Timestamp,
    pub due_at: Timestamp,
    /// How long it has stood still so far, not counting a pause that still lasts.
    pub paused: Span,
    pub paused_since: Option<Timestamp>,
    /// When the promise was kept, or missed for good.
    pub stopped_at: Option<Timestamp>,
}

impl Clock {
    fn started(calendar: &Calendar, at: Timestamp, target: Span) -> Clock {
        Clock {
            target,
            started_at: at,
            due_at: calendar.add(at, target),
            paused: Span(0),
            paused_since: None,
            stopped_at: None,
        }
    }

    pub fn is_running(&self) -> bool {
        self.stopped_at.is_none() && self.paused_since.is_none()
    }

    /// Negative after a breach; stands still while paused. None once stopped.
    pub fn remaining(&self, now: Timestamp) -> Option<Span> {
        match self.stopped_at {
            Some(_) => None,
            None => Some(self.due_at - self.paused_since.unwrap_or(now)),
        }
    }

    pub fn kept(&self) -> Option<bool> {
        self.stopped_at.map(|at| at <= self.due_at)
    }

    fn pause(&mut self, at: Timestamp) {
        if self.is_running() {
            self.paused_since = Some(at);
        }
    }

    /// Gives back what was left when it was paused.
    fn resume(&mut self, calendar: &Calendar, at: Timestamp) {
        let Some(since) = self.paused_since.take() else { return };
        let left = self.due_at - since;
        self.paused = self.paused + (at - since);
        // A promise already broken stays broken by as much.
        self.due_at = if left.0 <= 0 { at + left } else { calendar.add(at, calendar.between(since, self.due_at)) };
    }

    fn stop(&mut self, at: Timestamp) {
        // Stopping ends a pause: the time it stood still counts as paused, and the due instant moves with it.
        if let Some(since) = self.paused_since.take() {
            self.paused = self.paused + (at - since);
            self.due_at = self.due_at + (at - since);
        }
        self.stopped_at.get_or_insert(at);
    }

    fn reopen(&mut self, calendar: &Calendar, at: Timestamp) {
        let Some(stopped) = self.stopped_at.take() else { return };
        self.paused_since = Some(stopped);
        self.resume(calendar, at);
    }

    /// Another promise from the same start; what was paused stays paused.
    fn retarget(&mut self, calendar: &Calendar, target: Span) {
        if self.stopped_at.is_none() {
            self.target = target;
            self.due_at = calendar.add(self.started_at, target) + self.paused;
        }
    }
}

/// The clocks of a ticket. The first-response clock never pauses; only a public reply stops it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Clocks {
    pub first_response: Option<Clock>,
    pub resolution: Option<Clock>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    FirstResponse,
    Resolution,
    /// What an operator promised the customer.
    Promise,
}

/// The clock that matters most on a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nearest {
    pub kind: ClockKind,
    pub due_at: Timestamp,
    pub target: Span,
    /// Set while it stands still: what is left is counted from here.
    pub paused_since: Option<Timestamp>,
}

impl Nearest {
    pub fn remaining(&self, now: Timestamp) -> Span {
        self.due_at - self.paused_since.unwrap_or(now)
    }

    /// Past the share of the target at which the policy warns.
    pub fn is_near(&self, now: Timestamp, warn_at_fraction: f64) -> bool {
        let remaining = self.remaining(now).0 as f64;
        remaining >= 0.0 && remaining <= self.target.0 as f64 * (1.0 - warn_at_fraction)
    }
}

impl Clocks {
    fn each(&self) -> impl Iterator<Item = (ClockKind, &Clock)> {
        let first = self.first_response.iter().map(|clock| (ClockKind::FirstResponse, clock));
        first.chain(self.resolution.iter().map(|clock| (ClockKind::Resolution, clock)))
    }

    pub fn nearest(&self) -> Option<Nearest> {
        self.each()
            .filter(|(_, clock)| clock.stopped_at.is_none())
            .min_by_key(|(_, clock)| (clock.paused_since.is_some(), clock.due_at))
            .map(|(kind, clock)| Nearest {
                kind,
                due_at: clock.due_at,
                target: clock.target,
                paused_since: clock.paused_since,
            })
    }

    /// The nearest running deadline; [`Timestamp::NEVER`] when nothing runs.
    pub fn deadline(&self) -> Timestamp {
        self.each()
            .filter(|(_, clock)| clock.is_running())
            .map(|(_, clock)| clock.due_at)
            .min()
            .unwrap_or(Timestamp::NEVER)
    }

    pub fn replied(&mut self, at: Timestamp) {
        if let Some(clock) = &mut self.first_response {
            clock.stop(at);
        }
    }

    pub fn status_changed(&mut self, from: Status, to: Status, calendar: &Calendar, at: Timestamp) {
        let Some(clock) = &mut self.resolution else { return };
        match (from.is_live(), to.is_live()) {
            (true, false) => clock.stop(at),
            (false, true) => clock.reopen(calendar, at),
            _ => {}
        }
        if to.is_live() {
            if to.pauses() { clock.pause(at) } else { clock.resume(calendar, at) }
        }
    }

    pub fn retarget(&mut self, calendar: &Calendar, target: Target) {
        if let Some(clock) = &mut self.first_response {
            clock.retarget(calendar, Span::minutes(target.first_response_min));
        }
        if let Some(clock) = &mut self.resolution {
            clock.retarget(calendar, Span::minutes(target.resolution_min));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp(1_000_000_000_000);

    fn after(minutes: i64) -> Timestamp {
        START + Span::minutes(minutes)
    }

    fn clocks() -> Clocks {
        let always = Calendar::Always;
        Clocks {
            first_response: Some(Clock::started(&always, START, Span::minutes(15))),
            resolution: Some(Clock::started(&always, START, Span::minutes(240))),
        }
    }

    #[test]
    fn waiting_for_the_customer_gives_the_time_back() {
        let mut clocks = clocks();
        clocks.replied(after(5));
        clocks.status_changed(Status::Open, Status::Pending, &Calendar::Always, after(40));
        let paused = clocks.nearest().unwrap();
        assert_eq!(paused.remaining(after(500)), Span::minutes(200));
        assert_eq!(clocks.deadline(), Timestamp::NEVER);
        clocks.status_changed(Status::Pending, Status::Open, &Calendar::Always, after(100));
        assert_eq!(clocks.deadline(), after(300));
        assert_eq!(clocks.resolution.unwrap().paused, Span::minutes(60));
    }

    #[test]
    fn the_first_response_runs_while_the_ticket_is_on_hold() {
        let mut clocks = clocks();
        clocks.status_changed(Status::New, Status::OnHold, &Calendar::Always, after(1));
        assert_eq!(clocks.nearest().unwrap().kind, ClockKind::FirstResponse);
        assert_eq!(clocks.deadline(), after(15));
    }

    #[test]
    fn a_broken_promise_stays_broken_through_a_pause() {
        let mut clocks = clocks();
        clocks.replied(after(1));
        clocks.status_changed(Status::Open, Status::OnHold, &Calendar::Always, after(250));
        clocks.status_changed(Status::OnHold, Status::Open, &Calendar::Always, after(900));
        assert_eq!(clocks.nearest().unwrap().remaining(after(900)), Span::minutes(-10));
    }

    #[test]
    fn resolving_stops_the_clock_and_opening_again_goes_on_from_there() {
        let mut clocks = clocks();
        clocks.replied(after(1));
        clocks.status_changed(Status::Open, Status::Resolved, &Calendar::Always, after(60));
        assert_eq!(clocks.resolution.as_ref().unwrap().kept(), Some(true));
        assert_eq!(clocks.nearest(), None);
        clocks.status_changed(Status::Resolved, Status::Open, &Calendar::Always, after(600));
        assert_eq!(clocks.nearest().unwrap().remaining(after(600)), Span::minutes(180));
    }

    #[test]
    fn another_priority_counts_from_the_same_start_and_keeps_the_pause() {
        let mut clocks = clocks();
        clocks.replied(after(1));
        clocks.status_changed(Status::Open, Status::Pending, &Calendar::Always, after(10));
        clocks.status_changed(Status::Pending, Status::Open, &Calendar::Always, after(30));
        clocks.retarget(&Calendar::Always, Target { first_response_min: 5, resolution_min: 100 });
        assert_eq!(clocks.deadline(), after(120));
        assert_eq!(clocks.first_response.unwrap().target, Span::minutes(15), "a kept promise is not judged again");
    }
}
