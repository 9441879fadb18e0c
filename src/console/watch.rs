//! How long each ticket has been open here: what is proposed when its time is noted. Counted from the console's own
//! ticks, and only while its operator is there.

use crate::domain::{Span, TicketId, Timestamp};
use std::collections::VecDeque;

/// So many tickets are remembered, those that were open last.
const LIMIT: usize = 64;
/// A longer time between two ticks was slept, or the clock was set.
const SLEPT: Span = Span::minutes(1);
/// Whoever presses no key for so long is not there.
const AWAY_AFTER: Span = Span::minutes(10);

#[derive(Debug, Clone, Default)]
pub struct Watch {
    open: VecDeque<(TicketId, Span)>,
    /// When a key was last pressed.
    key_at: Timestamp,
}

impl Watch {
    pub fn key(&mut self, now: Timestamp) {
        self.key_at = now;
    }

    /// From one tick to the next this ticket was open.
    pub fn tick(&mut self, open: Option<TicketId>, from: Timestamp, to: Timestamp) {
        let (Some(id), passed) = (open, to - from) else { return };
        if passed <= Span(0) || passed > SLEPT || to - self.key_at > AWAY_AFTER {
            return;
        }
        let found = self.open.iter().position(|(it, _)| *it == id).and_then(|at| self.open.remove(at));
        self.open.push_back((id, found.map_or(Span(0), |(_, span)| span) + passed));
        if self.open.len() > LIMIT {
            self.open.pop_front();
        }
    }

    pub fn of(&self, id: TicketId) -> Span {
        self.open.iter().find(|(it, _)| *it == id).map_or(Span(0), |(_, span)| *span)
    }

    /// Its time has been noted: it counts anew.
    pub fn noted(&mut self, id: TicketId) {
        self.open.retain(|(it, _)| *it != id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    /// Ticks every five seconds, from one second to another, with a key at the first.
    fn look_at(watch: &mut Watch, id: i64, from: i64, to: i64) {
        watch.key(NOW + Span::seconds(from));
        for second in (from..to).step_by(5) {
            watch.tick(Some(TicketId(id)), NOW + Span::seconds(second), NOW + Span::seconds(second + 5));
        }
    }

    #[test]
    fn each_ticket_counts_while_it_is_open_and_anew_when_its_time_is_noted() {
        let mut watch = Watch::default();
        look_at(&mut watch, 1, 0, 60);
        look_at(&mut watch, 2, 60, 120);
        watch.tick(None, NOW + Span::seconds(120), NOW + Span::seconds(125));
        look_at(&mut watch, 1, 125, 185);
        assert_eq!((watch.of(TicketId(1)), watch.of(TicketId(2))), (Span::seconds(120), Span::seconds(60)));
        watch.noted(TicketId(1));
        assert_eq!((watch.of(TicketId(1)), watch.of(TicketId(2))), (Span(0), Span::seconds(60)));
    }

    #[test]
    fn whoever_is_away_or_asleep_spends_nothing() {
        let mut watch = Watch::default();
        look_at(&mut watch, 1, 0, 3 * 3_600);
        assert_eq!(watch.of(TicketId(1)), AWAY_AFTER);
        let (later, id) = (NOW + Span::hours(3), Some(TicketId(2)));
        watch.key(later);
        watch.tick(id, later, later + Span::hours(8));
        watch.tick(id, later, later - Span::hours(1));
        assert_eq!(watch.of(TicketId(2)), Span(0));
        for n in 10..200 {
            watch.tick(Some(TicketId(n)), later, later + Span::seconds(5));
        }
        assert_eq!(watch.open.len(), LIMIT);
    }
}
