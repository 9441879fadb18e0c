//! When does what is on screen change by itself? Until then no frame is drawn.

use super::{ASTRAY_AFTER, Model};
use crate::domain::{Link, Span, Timestamp};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Model {
    /// The first instant after now at which the text of a visible clock is another.
    pub fn next_change(&self) -> Timestamp {
        let wall = after_unit(Span(self.now.0), MINUTE, true);
        let mut next = self.now + wall;
        let mut at = |instant: Option<Timestamp>| {
            if let Some(instant) = instant.filter(|instant| *instant > self.now) {
                next = next.min(instant);
            }
        };
        at(self.strayed_at.map(|since| since + ASTRAY_AFTER));
        at(self.notice.as_ref().map(|notice| notice.until));
        at(self.notice.as_ref().map(|notice| notice.news_until).filter(|_| !self.told.is_empty()));
        if let Link::Offline { since, .. } = self.sync.link {
            at(Some(self.flip(since)));
        }
        at(self.lingering().map(|(_, left)| self.flip(self.now + left)));
        let page = self.page();
        let visible = self.queue.rows.rows().iter().skip(self.queue.rows.top(page)).take(page);
        for clock in visible.filter_map(|row| row.clock).filter(|clock| clock.paused_since.is_none()) {
            at(Some(self.flip(clock.due_at)));
            at(Some(near_from(clock.due_at, clock.target, self.policy.warn_at_fraction)));
        }
        if let Some(dossier) = self.current_dossier() {
            at(self.callers.of(dossier.ticket.id, self.now).map(|caller| caller.until));
            let clocks = [&dossier.ticket.clocks.first_response, &dossier.ticket.clocks.resolution];
            for clock in clocks.into_iter().flatten().filter(|clock| clock.is_running()) {
                at(Some(self.flip(clock.due_at)));
                at(Some(near_from(clock.due_at, clock.target, self.policy.warn_at_fraction)));
            }
            for since in dossier.articles.iter().map(|article| article.at).chain([dossier.ticket.created_at]) {
                at(Some(self.flip(since)));
            }
        }
        next
    }

    /// When the distance from now to that instant is next written otherwise.
    fn flip(&self, instant: Timestamp) -> Timestamp {
        let distance = instant - self.now;
        let unit = match distance.0.unsigned_abs() {
            0..3_600_000 if distance.0.unsigned_abs() < 60_000 => SECOND,
            0..172_800_000 => MINUTE,
            _ => HOUR,
        };
        self.now + after_unit(distance, unit, distance.0 < 0)
    }
}

/// How long until the number of whole units in a distance changes, as it grows or shrinks.
fn after_unit(distance: Span, unit: i64, grows: bool) -> Span {
    let part = distance.0.unsigned_abs() % unit.unsigned_abs();
    let part = i64::try_from(part).unwrap_or(0);
    // Shrinking, the text changes just after the whole unit has been passed.
    Span(if grows { unit - part } else { part + 1 })
}

/// When a clock begins to be near its end.
pub fn near_from(due_at: Timestamp, target: Span, warn_at_fraction: f64) -> Timestamp {
    let left = (target.0 as f64 * (1.0 - warn_at_fraction)).clamp(0.0, (400 * DAY) as f64);
    due_at - Span(left as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::fixture::{NOW, desk};
    use crate::console::update::tests::load;

    #[test]
    fn a_clock_of_minutes_is_drawn_again_when_its_minute_is_over() {
        assert_eq!(after_unit(Span(5 * MINUTE + 20 * SECOND), MINUTE, false), Span(20 * SECOND + 1));
        assert_eq!(after_unit(Span(-5 * MINUTE - 20 * SECOND), MINUTE, true), Span(40 * SECOND));
    }

    #[test]
    fn a_desk_at_rest_is_drawn_when_the_minute_turns_and_no_sooner() {
        let mut model = desk();
        load(&mut model, &[]);
        assert_eq!(model.next_change().0 % MINUTE, 0);
        assert!(model.next_change() > NOW);
        assert!(model.next_change() - NOW <= Span(MINUTE));
    }

    #[test]
    fn a_ticket_that_is_long_in_coming_is_told_from_the_one_before() {
        let mut model = desk();
        load(&mut model, &[]);
        model.strayed_at = Some(NOW);
        assert!(!model.is_astray(), "a step of the cursor does not flicker");
        assert_eq!(model.next_change(), NOW + ASTRAY_AFTER);
        model.now = NOW + ASTRAY_AFTER;
        assert!(model.is_astray());
    }
}
