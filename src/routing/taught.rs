//! The lessons of a desk, learnt: what a router knows besides its knowledge.

use super::{
    Request, Router,
    features::Feature,
    learn::{Learner, Seen},
    training::fingerprint,
};
use crate::domain::{Lesson, OperatorId, Role, Taught};

/// Found on streams of labelled tickets: with less a weak start learns faster, and a good one unlearns.
const CAUTION: f32 = 0.8;
/// The most that one operator's lessons move a role, in log odds: from even to nine in ten.
const REACH: f32 = 2.2;
/// All features of a ticket together have this strength, so that a long mail does not teach more than a short one.
const STRENGTH: f32 = 2.0;

/// What was learnt from lessons, in their order. Cloning copies it.
#[derive(Debug, Clone, PartialEq)]
pub struct Learnt {
    learner: Learner,
    /// Who taught, by the numbers that the learner has for them.
    teachers: Vec<OperatorId>,
    /// A digest of the lessons.
    mark: u64,
}

impl Default for Learnt {
    fn default() -> Learnt {
        Learnt { learner: Learner::new(Role::ALL.len(), CAUTION, REACH), teachers: Vec::new(), mark: 0 }
    }
}

impl Learnt {
    /// How many lessons there were.
    pub fn len(&self) -> usize {
        self.learner.len()
    }

    pub fn is_empty(&self) -> bool {
        self.learner.is_empty()
    }

    /// What these lessons are known by: how many, and a digest, such as `17.3fa2`.
    pub fn name(&self) -> String {
        format!("{}.{:04x}", self.len(), self.mark >> 48)
    }

    /// Learns one more lesson. The same knowledge and the same lessons in the same order make the same.
    pub fn learn(&mut self, router: &Router, lesson: &Lesson) {
        let (seen, offset) = router.look(&request(&lesson.taught));
        let teacher = self.teachers.iter().position(|it| *it == lesson.operator).unwrap_or_else(|| {
            self.teachers.push(lesson.operator.clone());
            self.teachers.len() - 1
        });
        self.learner.learn(seen, offset, lesson.role as usize, teacher);
        let text = format!("{} {}", lesson.operation, lesson.role);
        self.mark = (self.mark.rotate_left(5) ^ fingerprint(&text)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    /// What the knowledge says of the roles, corrected.
    pub(super) fn correct(&self, features: &[Feature], roles: [f64; 5]) -> [f64; 5] {
        if self.is_empty() {
            return roles;
        }
        let said = self.learner.predict(&seen(features), &offset(roles));
        std::array::from_fn(|role| said.get(role).copied().map_or(0.0, f64::from))
    }
}

/// What a learner sees of the features of a ticket.
pub(super) fn seen(features: &[Feature]) -> Seen {
    let squares: f32 = features.iter().map(|it| it.value * it.value).sum();
    let scale = STRENGTH / squares.sqrt().max(1e-6);
    features.iter().map(|it| (it.row as u32, it.value * scale)).collect()
}

/// Probabilities of the roles as logarithms; none is impossible.
pub(super) fn offset(roles: [f64; 5]) -> Vec<f32> {
    roles.iter().map(|probability| super::classifier::ln(probability.max(1e-4) as f32)).collect()
}

fn request(taught: &Taught) -> Request<'_> {
    Request {
        language: Some(taught.language),
        channel: Some(taught.channel),
        onboarding: taught.onboarding,
        products: &taught.products,
        portal_access: taught.portal_access,
        product: taught.product,
        subject: &taught.subject,
        body: &taught.body,
    }
}
