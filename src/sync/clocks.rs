//! Two clocks: the desk's, which is right, and this machine's, which may be wrong, may be set, and stands still for
//! everything that waits while the machine sleeps.
//!
//! The desk says what time it has in each answer. Half the way there and back is taken off, and the median of the
//! last five is believed, so that one slow answer moves nothing. When somebody sets the machine's clock, what it
//! was wrong by is set with it: the screen is right again before the desk has said another word.

use crate::domain::{Span, Timestamp};
use crate::seam::Clock;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How often to look.
pub const LOOK_EVERY: Span = Span::seconds(1);
/// A shorter sleep breaks no connection.
const SLEPT: Span = Span::seconds(3);
/// A smaller step of the wall clock is its drift, and comes out in the answers.
const JUMPED: Span = Span::seconds(1);
/// So many answers are remembered.
const ANSWERS: usize = 5;
/// An answer that took longer says too little.
const TOO_LONG: Span = Span::seconds(10);
/// A smaller difference is not worth another frame: the screen counts seconds.
const NOTICED: Span = Span(500);

/// What is known of the two.
pub struct Clocks {
    clock: Arc<dyn Clock>,
    known: Mutex<Known>,
}

struct Known {
    answers: VecDeque<Span>,
    skew: Span,
    /// As it was at the last look.
    asleep: Span,
    /// The wall clock at the start of the machine, by the last look: moves only when somebody sets the clock.
    origin: Timestamp,
}

impl Clocks {
    pub fn new(clock: Arc<dyn Clock>) -> Clocks {
        let (asleep, origin) = (clock.asleep(), clock.now() - clock.uptime());
        let known = Known { answers: VecDeque::new(), skew: Span(0), asleep, origin };
        Clocks { clock, known: Mutex::new(known) }
    }

    /// The desk's time, as far as we know.
    pub fn now(&self) -> Timestamp {
        self.clock.now() + self.skew()
    }

    /// How far the machine's clock has to be put forward.
    pub fn skew(&self) -> Span {
        self.known().skew
    }

    /// For [`Clocks::heard`]: when the desk was asked.
    pub fn asked(&self) -> Span {
        self.clock.uptime()
    }

    /// The desk has just answered what it was asked then, and said what time it had.
    pub fn heard(&self, asked: Span, server_time: Timestamp) {
        let took = self.clock.uptime() - asked;
        if took > TOO_LONG {
            return;
        }
        let mut known = self.known();
        self.follow(&mut known);
        let answered = self.clock.now() - Span(took.0 / 2);
        known.answers.push_back(server_time - answered);
        if known.answers.len() > ANSWERS {
            known.answers.pop_front();
        }
        let median = median(&known.answers, known.skew);
        if (median - known.skew).0.abs() >= NOTICED.0 {
            known.skew = median;
        }
    }

    /// Looks at the machine's clock. How long the machine slept since the last look, if that is worth a word.
    pub fn look(&self) -> Option<Span> {
        let mut known = self.known();
        self.follow(&mut known);
        let asleep = self.clock.asleep();
        let slept = asleep - std::mem::replace(&mut known.asleep, asleep);
        (slept > SLEPT).then_some(slept)
    }

    /// Somebody may have set the clock: then it is wrong by so much more, or less.
    fn follow(&self, known: &mut Known) {
        let origin = self.clock.now() - self.clock.uptime();
        let jumped = origin - std::mem::replace(&mut known.origin, origin);
        // Without an answer there is nothing to correct: the clock may have been set right.
        if jumped.0.abs() >= JUMPED.0 && !known.answers.is_empty() {
            known.skew = known.skew - jumped;
            known.answers.iter_mut().for_each(|answer| *answer = *answer - jumped);
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Of two in the middle, the one closer to what is believed.
fn median(answers: &VecDeque<Span>, believed: Span) -> Span {
    let mut sorted: Vec<Span> = answers.iter().copied().collect();
    sorted.sort();
    let middle = sorted.len().saturating_sub(1) / 2..=sorted.len() / 2;
    let middle = sorted.get(middle).unwrap_or_default();
    middle.iter().min_by_key(|answer| (**answer - believed).0.abs()).copied().unwrap_or(believed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seam::ManualClock;

    const NOW: Timestamp = Timestamp(1_795_576_327_000);

    fn clocks() -> (Arc<ManualClock>, Clocks) {
        let clock = Arc::new(ManualClock::at(NOW));
        (clock.clone(), Clocks::new(clock))
    }

    /// The desk answers after that long; it is that far ahead of the machine as it is set now.
    fn answers(clock: &ManualClock, clocks: &Clocks, ahead: Span, took: Span) {
        let asked = clocks.asked();
        clock.advance(Span(took.0 / 2));
        let server_time = clock.now() + ahead;
        clock.advance(Span(took.0 - took.0 / 2));
        clocks.heard(asked, server_time);
    }

    #[test]
    fn half_of_the_way_is_taken_off_and_one_odd_answer_moves_nothing() {
        let (clock, clocks) = clocks();
        answers(&clock, &clocks, Span::minutes(7), Span::seconds(4));
        assert_eq!(clocks.skew(), Span::minutes(7));
        for ahead in [Span::hours(-9), Span::minutes(7), Span::minutes(7) + Span(40), Span::hours(9)] {
            answers(&clock, &clocks, ahead, Span(80));
            assert_eq!(clocks.skew(), Span::minutes(7));
            assert_eq!(clocks.now(), clock.now() + Span::minutes(7));
        }
    }

    #[test]
    fn a_clock_that_really_changes_is_believed_after_three_answers() {
        let (clock, clocks) = clocks();
        for _ in 0..5 {
            answers(&clock, &clocks, Span(20), Span(80));
        }
        assert_eq!(clocks.skew(), Span(0), "not worth a word");
        for _ in 0..3 {
            answers(&clock, &clocks, Span::seconds(-90), Span(80));
        }
        assert_eq!(clocks.skew(), Span::seconds(-90));
    }

    #[test]
    fn an_answer_that_took_a_sleep_says_nothing() {
        let (clock, clocks) = clocks();
        let asked = clocks.asked();
        let server_time = clock.now();
        clock.sleep(Span::hours(8));
        clocks.heard(asked, server_time);
        assert_eq!(clocks.skew(), Span(0));
    }

    /// By up to six hours, forth and back, in the middle of the night and of an answer.
    #[test]
    fn whoever_sets_the_clock_does_not_move_the_desk_s_time() {
        let (clock, clocks) = clocks();
        for _ in 0..5 {
            answers(&clock, &clocks, Span::seconds(12), Span(80));
        }
        let hours = [6, -6, -6, 1, -1, 6, 3];
        for jump in hours.map(Span::hours) {
            let desk = clocks.now();
            clock.jump(jump);
            assert_eq!(clocks.look(), None, "nobody slept");
            assert_eq!(clocks.now(), desk, "{jump:?}");
        }
    }

    #[test]
    fn an_answer_on_its_way_while_the_clock_is_set_is_as_good_as_any() {
        let (clock, clocks) = clocks();
        for jump in [Span::hours(6), Span::minutes(-30)] {
            let (asked, desk) = (clocks.asked(), clocks.now());
            clock.jump(jump);
            clocks.heard(asked, desk);
            assert_eq!(clocks.now(), desk);
            assert_eq!(clocks.look(), None);
            assert_eq!(clocks.now(), desk);
        }
    }

    #[test]
    fn before_the_desk_has_spoken_the_machine_is_believed_whatever_it_says() {
        let (clock, clocks) = clocks();
        clock.jump(Span::hours(6));
        assert_eq!(clocks.look(), None);
        assert_eq!(clocks.now(), NOW + Span::hours(6));
    }

    #[test]
    fn a_sleep_is_noticed_once_and_a_nap_is_not() {
        let (clock, clocks) = clocks();
        clock.advance(Span::hours(3));
        assert_eq!(clocks.look(), None, "awake all the time");
        clock.sleep(Span::seconds(3));
        assert_eq!(clocks.look(), None);
        clock.sleep(Span::hours(72));
        assert_eq!(clocks.look(), Some(Span::hours(72)));
        assert_eq!(clocks.look(), None);
        assert_eq!(clocks.now(), clock.now());
    }
}
