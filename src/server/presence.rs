//! Who is at the desk: when each operator last asked for something. Known to this process alone, and anew after a start:
//! whoever listens is heard of within a heartbeat.

use crate::domain::roster::Present;
use crate::domain::{OperatorId, Span, Timestamp};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// So long an operator is remembered: a shift.
const REMEMBERED: Span = Span::hours(9);
/// So many are told at most.
const TOLD: usize = 500;

#[derive(Default)]
pub(super) struct Presence(Mutex<HashMap<OperatorId, Timestamp>>);

impl Presence {
    /// They ask for something. Only who has a token is noted, so there are no more than operators.
    pub fn note(&self, operator: &OperatorId, now: Timestamp) {
        let mut asked = self.asked();
        match asked.get_mut(operator) {
            Some(at) => *at = now,
            None => drop(asked.insert(operator.clone(), now)),
        }
    }

    /// Those who asked within a shift, the last first.
    pub fn told(&self, now: Timestamp) -> Vec<Present> {
        let mut asked = self.asked();
        asked.retain(|_, at| now - *at < REMEMBERED);
        let each = asked.iter().map(|(operator, at)| Present { operator: operator.clone(), asked_at: *at });
        let mut present: Vec<Present> = each.collect();
        present.sort_by(|a, b| (b.asked_at, &a.operator).cmp(&(a.asked_at, &b.operator)));
        present.truncate(TOLD);
        present
    }

    fn asked(&self) -> MutexGuard<'_, HashMap<OperatorId, Timestamp>> {
        // Instants alone: they are right whoever died while writing them.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_asked_is_told_for_a_shift_with_the_last_time() {
        let presence = Presence::default();
        let (ana, rui) = (OperatorId::new("ana"), OperatorId::new("rui"));
        presence.note(&ana, Timestamp(1_000));
        presence.note(&rui, Timestamp(2_000));
        presence.note(&ana, Timestamp(3_000));
        let told =
            |now| presence.told(now).into_iter().map(|it| (it.operator.to_string(), it.asked_at.0)).collect::<Vec<_>>();
        assert_eq!(told(Timestamp(4_000)), [("ana".into(), 3_000), ("rui".into(), 2_000)]);
        assert_eq!(told(Timestamp(2_500) + REMEMBERED), [("ana".into(), 3_000)]);
        assert_eq!(told(Timestamp(9_000) + REMEMBERED), []);
    }
}
