//! What confirmed routings teach: a correction on top of the knowledge, learnt one lesson after the other.
//!
//! An online softmax over hashed features that keeps, beside each weight, how sure it is of it: a step is as long as the
//! weights of what was seen are unsure, and each lesson makes them surer (one step of a filter with a diagonal
//! covariance, as in AROW: Crammer, Kulesza, Dredze 2009). In one pass over public sets that was 1 to 3 points better
//! than steps by the sum of squares (AdaGrad). What the knowledge says comes in as an offset, so that with nothing learnt
//! nothing changes. There is no chance in it: the same lessons in the same order give the same weights on every machine.
//!
//! Each teacher's part is kept apart, and moves the score of an answer by no more than a bound: whoever confirms wrongly,
//! by mistake or on purpose, is outvoted by two who do not. What was learnt fades with the lessons that follow.

use super::classifier::exp;
use std::collections::HashMap;

/// Past lessons that are gone over again with each new one: a rare subject is seen more than once.
const REPLAYS: usize = 4;
/// What is left of a weight after each further lesson: half of it after some 23,000.
const KEPT: f32 = 0.99997;
/// What a lesson adds to the sureness, however little it said that was new.
const LEAST: f32 = 0.13;

/// Features as the learner wants them: a hash and a strength each.
pub type Seen = Vec<(u32, f32)>;

/// A confirmed answer to what was seen.
#[derive(Debug, Clone, PartialEq)]
struct Confirmed {
    seen: Seen,
    /// What the knowledge said, as logarithms.
    offset: Vec<f32>,
    answer: usize,
    teacher: usize,
}

/// Weights of one feature: a teacher's for each answer, and how sure all lessons together made them.
#[derive(Debug, Clone, Default, PartialEq)]
struct Row {
    sureness: Vec<f32>,
    /// By teacher.
    weights: Vec<(usize, Vec<f32>)>,
}

/// A classifier that learns from one lesson at a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Learner {
    answers: usize,
    /// How sure it is before the first lesson that a feature says nothing.
    caution: f32,
    /// The most that one teacher's lessons move a score, in units of log odds.
    reach: f32,
    rows: HashMap<u32, Row>,
    past: Vec<Confirmed>,
    /// What all stored weights are multiplied by: they fade together.
    scale: f32,
    /// Where in the past the next replay is.
    stride: u64,
}

impl Learner {
    /// One that has learnt nothing, for so many answers. The more is known before the first lesson, the larger should be
    /// the `caution`; 1 suits a start from nothing.
    pub fn new(answers: usize, caution: f32, reach: f32) -> Learner {
        Learner { answers, caution, reach, rows: HashMap::new(), past: Vec::new(), scale: 1.0, stride: 0 }
    }

    /// How many lessons it has had.
    pub fn len(&self) -> usize {
        self.past.len()
    }

    pub fn is_empty(&self) -> bool {
        self.past.is_empty()
    }

    /// The probabilities of the answers. `offset` is what is held without any lesson, as logarithms.
    pub fn predict(&self, seen: &Seen, offset: &[f32]) -> Vec<f32> {
        let mut scores = offset.to_vec();
        scores.resize(self.answers, 0.0);
        for (_, part) in self.parts(seen) {
            for (score, part) in scores.iter_mut().zip(part) {
                *score += (part * self.scale).clamp(-self.reach, self.reach);
            }
        }
        softmax(&mut scores);
        scores
    }

    /// Learns that `answer` is right for what was seen.
    pub fn learn(&mut self, seen: Seen, offset: Vec<f32>, answer: usize, teacher: usize) {
        if answer >= self.answers {
            return;
        }
        self.scale *= KEPT;
        let lesson = Confirmed { seen, offset, answer, teacher };
        self.step(&lesson);
        for _ in 0..REPLAYS.min(self.past.len()) {
            // Steps of the golden ratio go over all the past evenly, without chance.
            self.stride = self.stride.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let at = ((u128::from(self.stride) * self.past.len() as u128) >> 64) as usize;
            let again = self.past.swap_remove(at);
            self.step(&again);
            let last = self.past.len();
            self.past.push(again);
            self.past.swap(at, last);
        }
        self.past.push(lesson);
    }

    fn step(&mut self, lesson: &Confirmed) {
        let said = self.predict(&lesson.seen, &lesson.offset);
        let told: Vec<f32> = said.iter().map(|it| (it * (1.0 - it)).max(LEAST)).collect();
        let doubts = self.doubts(&lesson.seen);
        let steps: Vec<f32> = (0..self.answers)
            .map(|answer| {
                let error = if answer == lesson.answer { 1.0 - said[answer] } else { -said[answer] };
                error / (1.0 + told[answer] * doubts[answer]) / self.scale
            })
            .collect();
        for (feature, value) in &lesson.seen {
            let row = self.rows.entry(*feature).or_default();
            row.sureness.resize(self.answers, 0.0);
            let own = row.of(lesson.teacher, self.answers);
            for (answer, weight) in row.weights[own].1.iter_mut().enumerate() {
                *weight += steps[answer] * value / (self.caution + row.sureness[answer]);
                row.sureness[answer] += told[answer] * value * value;
            }
        }
    }

    /// How unsure the score of each answer is: the variance that the features bring in.
    fn doubts(&self, seen: &Seen) -> Vec<f32> {
        let mut doubts = vec![0.0; self.answers];
        for (feature, value) in seen {
            let sureness = self.rows.get(feature).map_or(&[][..], |row| &row.sureness);
            for (answer, doubt) in doubts.iter_mut().enumerate() {
                *doubt += value * value / (self.caution + sureness.get(answer).unwrap_or(&0.0));
            }
        }
        doubts
    }

    /// Each teacher's scores for what was seen, in the order of the teachers.
    fn parts(&self, seen: &Seen) -> Vec<(usize, Vec<f32>)> {
        let mut parts: Vec<(usize, Vec<f32>)> = Vec::new();
        for (feature, value) in seen {
            let Some(row) = self.rows.get(feature) else { continue };
            for (teacher, weights) in &row.weights {
                let at = find(&mut parts, *teacher, self.answers);
                for (part, weight) in parts[at].1.iter_mut().zip(weights) {
                    *part += weight * value;
                }
            }
        }
        parts
    }
}

impl Row {
    fn of(&mut self, teacher: usize, answers: usize) -> usize {
        find(&mut self.weights, teacher, answers)
    }
}

/// Where a teacher's numbers are; noughts, if there were none.
fn find(sorted: &mut Vec<(usize, Vec<f32>)>, teacher: usize, answers: usize) -> usize {
    sorted.binary_search_by_key(&teacher, |it| it.0).unwrap_or_else(|at| {
        sorted.insert(at, (teacher, vec![0.0; answers]));
        at
    })
}

fn softmax(scores: &mut [f32]) {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = exp(*score - highest);
        sum += *score;
    }
    scores.iter_mut().for_each(|score| *score /= sum);
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVEN: [f32; 2] = [0.0, 0.0];

    fn taught(lessons: &[(u32, usize, usize)]) -> Learner {
        let mut learner = Learner::new(2, 1.0, 3.0);
        for (feature, answer, teacher) in lessons {
            learner.learn(vec![(*feature, 1.0), (0, 0.5)], EVEN.to_vec(), *answer, *teacher);
        }
        learner
    }

    #[test]
    fn without_a_lesson_the_knowledge_stands() {
        let learner = Learner::new(2, 1.0, 3.0);
        let said = learner.predict(&vec![(1, 1.0)], &[0.8_f32.ln(), 0.2_f32.ln()]);
        assert!((said[0] - 0.8).abs() < 1e-5 && (said[1] - 0.2).abs() < 1e-5, "{said:?}");
    }

    #[test]
    fn what_was_confirmed_is_said_the_next_time_and_what_has_nothing_to_do_with_it_is_not() {
        let lessons: Vec<_> = (0..20).map(|n| if n % 2 == 0 { (1, 0, 0) } else { (2, 1, 0) }).collect();
        let learner = taught(&lessons);
        assert!(learner.predict(&vec![(1, 1.0)], &EVEN)[0] > 0.7);
        assert!(learner.predict(&vec![(2, 1.0)], &EVEN)[1] > 0.7);
        assert!((learner.predict(&vec![(9, 1.0)], &EVEN)[0] - 0.5).abs() < 1e-6);
    }

    #[test]
    fn the_same_lessons_in_the_same_order_make_the_same_learner() {
        let lessons: Vec<_> = (0..50).map(|n| (n % 7, (n % 2) as usize, (n % 3) as usize)).collect();
        assert_eq!(taught(&lessons), taught(&lessons));
    }

    #[test]
    fn one_who_is_always_wrong_is_outvoted_by_two_and_moves_no_score_beyond_the_bound() {
        let lessons: Vec<_> = (0..90).map(|n| (1, usize::from(n % 3 == 2), n % 3)).collect();
        assert!(taught(&lessons).predict(&vec![(1, 1.0)], &EVEN)[0] > 0.5);
        let wrong = taught(&[(1, 1, 9); 900]);
        let said = wrong.predict(&vec![(1, 100.0)], &EVEN)[1];
        assert!(said < 1.0 / (1.0 + (-6.0_f32).exp()) + 1e-4, "{said}");
    }
}
