//! The SLA clocks of the sample, as they stand there: nothing is computed anew, since the deadlines of business
//! hours would depend on the weekday of loading.

use super::facts::{Promise, Ticket};
use crate::domain::{Clock, Clocks, Span, Timestamp};

pub(super) fn read(fact: &Ticket, now: Timestamp) -> Clocks {
    let created = now - Span::minutes(fact.created_minutes_ago);
    let sla = &fact.sla;
    let first = clock(&sla.first_response, sla.first_response_target_min, 0, created, now);
    let mut resolution = clock(&sla.resolution, sla.resolution_target_min, sla.paused_min, created, now);
    if fact.status.pauses() && resolution.stopped_at.is_none() {
        stand_still(&mut resolution, fact, now);
    }
    Clocks { first_response: Some(first), resolution: Some(resolution) }
}

fn clock(promise: &Promise, target_min: i64, paused_min: i64, created: Timestamp, now: Timestamp) -> Clock {
    let (target, paused) = (Span::minutes(target_min), Span::minutes(paused_min));
    let stopped_at = promise.minutes_ago.map(|minutes| now - Span::minutes(minutes));
    let due_at = match (promise.due_in_min, stopped_at) {
        (Some(minutes), _) => now + Span::minutes(minutes),
        // A settled promise does not say when it was due, only whether it was kept.
        (None, Some(at)) if promise.state == "met" => at.max(created + target + paused),
        (None, Some(at)) => (at - Span::minutes(1)).min(created + target + paused),
        (None, None) => created + target + paused,
    };
    Clock { target, started_at: created, due_at, paused, paused_since: None, stopped_at }
}

/// A clock that stands still keeps what is left. The sample counts the lasting pause as paused, and the deadline as
/// if the clock went on now; we count from the beginning of the pause.
fn stand_still(clock: &mut Clock, fact: &Ticket, now: Timestamp) {
    let lasting = Span::minutes(fact.sla.paused_min.min(fact.updated_minutes_ago));
    clock.paused_since = Some(now - lasting);
    clock.due_at = clock.due_at - lasting;
    clock.paused = Span((clock.paused.0 - lasting.0).max(0));
}

#[cfg(test)]
mod tests {
    use super::super::{facts, read as parse};
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn every_promise_of_the_sample_stands_as_it_is_written() {
        let facts::Tickets { tickets, .. } = parse(facts::TICKETS).unwrap();
        for fact in &tickets {
            let clocks = read(fact, NOW);
            let pairs = [
                (&fact.sla.first_response, clocks.first_response.unwrap()),
                (&fact.sla.resolution, clocks.resolution.unwrap()),
            ];
            for (promise, clock) in pairs {
                let left = clock.remaining(NOW).map(Span::whole_minutes);
                assert_eq!(left, promise.due_in_min, "ticket {}", fact.id);
                let kept = match promise.state.as_str() {
                    "met" => Some(true),
                    "missed" => Some(false),
                    _ => None,
                };
                assert_eq!(clock.kept(), kept, "ticket {}", fact.id);
                assert!(promise.state != "breached" || left.unwrap() < 0, "ticket {}", fact.id);
            }
        }
    }
}
