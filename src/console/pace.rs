//! Whether the cursor rests on a ticket or is on its way over it.
//!
//! A held key repeats about every 33 ms, and nobody reads the panes in between: what they show is read where the cursor
//! comes to rest. A single step is not waited for.

use crate::domain::{Span, TicketId, Timestamp};

/// A cursor that stayed so long rests.
const REST: Span = Span(60);

#[derive(Debug, Default)]
pub struct Pace {
    at: Option<TicketId>,
    /// When it came there, unless it was there from the beginning.
    since: Option<Timestamp>,
    /// It came there before it had rested elsewhere.
    hurried: bool,
    /// A wake-up for when it may rest is under way.
    waking: bool,
}

impl Pace {
    /// The cursor is there now.
    pub fn reach(&mut self, id: TicketId, now: Timestamp) {
        let Some(before) = self.at.replace(id) else { return };
        if before != id {
            self.hurried = self.left(now).is_some();
            self.since = Some(now);
        }
    }

    /// How long until the cursor rests; None when it does.
    pub fn passing(&self, now: Timestamp) -> Option<Span> {
        self.left(now).filter(|_| self.hurried)
    }

    /// How long to wait until one may look whether it rests; None when a wake-up is under way.
    pub fn wake(&mut self, left: Span) -> Option<Span> {
        (!std::mem::replace(&mut self.waking, true)).then_some(left)
    }

    pub fn woke(&mut self) {
        self.waking = false;
    }

    /// A clock that was turned back does not keep it on its way.
    fn left(&self, now: Timestamp) -> Option<Span> {
        let stayed = now - self.since?;
        (Span(0) <= stayed && stayed < REST).then(|| Span(REST.0 - stayed.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::fixture::NOW;

    fn after(ms: i64) -> Timestamp {
        NOW + Span(ms)
    }

    #[test]
    fn a_single_step_is_not_waited_for_and_a_held_key_is() {
        let mut pace = Pace::default();
        pace.reach(TicketId(1), NOW);
        assert_eq!(pace.passing(NOW), None, "where it begins");
        pace.reach(TicketId(2), after(5));
        assert_eq!(pace.passing(after(5)), None, "a single step");
        pace.reach(TicketId(3), after(38));
        assert_eq!(pace.passing(after(38)), Some(Span(60)));
        pace.reach(TicketId(4), after(71));
        assert_eq!(pace.passing(after(91)), Some(Span(40)));
        assert_eq!(pace.passing(after(131)), None, "it rests");
        pace.reach(TicketId(5), after(131));
        assert_eq!(pace.passing(after(131)), None, "from rest, a single step");
    }

    #[test]
    fn a_clock_turned_back_does_not_keep_the_cursor_on_its_way() {
        let mut pace = Pace::default();
        for (id, at) in [(1, NOW), (2, after(5)), (3, after(10))] {
            pace.reach(TicketId(id), at);
        }
        assert!(pace.passing(after(20)).is_some());
        assert_eq!(pace.passing(after(-5_000)), None);
    }

    #[test]
    fn one_wake_up_is_under_way_at_a_time() {
        let mut pace = Pace::default();
        assert_eq!(pace.wake(Span(60)), Some(Span(60)));
        assert_eq!(pace.wake(Span(60)), None);
        pace.woke();
        assert_eq!(pace.wake(Span(20)), Some(Span(20)));
    }
}
