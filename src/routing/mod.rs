//! Who should own a ticket, by which rule, because of which words, and how surely.
//!
//! Pure: no IO, no clock, no chance. The same ticket and the same knowledge give the same answer on the server, in the
//! replica and on the command line, online or not; the knowledge is compiled in from `assets/routing/`.
//!
//! A ticket goes through these, in this order: [`sections`] sets aside what is not the customer's own text of today,
//! [`normalise`] folds it to words, [`lexicon`] finds what they mean and [`scope`] whether it is meant, [`features`]
//! makes numbers of it, [`classifier`] gives each combination of [`facts`] a probability, [`rules`] R1 to R7 turn each
//! into an owner, [`calibrate`] says how surely, [`explain`] because of which words, [`follow_ups`] who comes next.
//!
//! What confirmed routings teach ([`learn`], [`taught`]) corrects the roles before they are ranked.
//!
//! Beside that way stand [`training`], which makes the weights of labelled tickets ([`Example`]), and [`evaluate`],
//! which judges by them.

mod calibrate;
mod classifier;
pub mod evaluate;
mod example;
mod explain;
mod facts;
mod features;
mod follow_ups;
mod knowledge;
pub mod learn;
mod lexicon;
mod normalise;
mod quotable;
mod request;
mod rules;
mod scope;
mod sections;
mod taught;
pub mod training;

pub use classifier::Model;
pub use example::Example;
pub use knowledge::Knowledge;
pub use request::Request;
pub use taught::Learnt;

use crate::domain::{Ranked, Role, Suggestion};
use classifier::{answers, combinations};
use explain::Case;
use facts::{Facts, Situation};
use rules::{Ruling, decide};
use std::sync::Arc;

static MODEL: &[u8] = include_bytes!("../../assets/routing/model.bin");

/// The knowledge, ready to answer. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Router {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    knowledge: Knowledge,
    model: Model,
    version: String,
}

impl Default for Router {
    fn default() -> Router {
        Router::new()
    }
}

impl Router {
    /// Reads the compiled-in knowledge. Done once, at start.
    #[expect(clippy::expect_used, reason = "the weights are compiled in, and a test holds them to the trained ones")]
    pub fn new() -> Router {
        let model = Model::from_bytes(MODEL).expect("model.bin is of this version");
        Router::with(Knowledge::new(), model)
    }

    /// A router with other weights: for cross-validation.
    pub fn with(knowledge: Knowledge, model: Model) -> Router {
        let version = knowledge::version(&model.to_bytes());
        Router { inner: Arc::new(Inner { knowledge, model, version }) }
    }

    /// Which knowledge answers, such as `2026.2-5f3c9a`.
    pub fn knowledge(&self) -> &str {
        &self.inner.version
    }

    /// The same after some lessons, such as `2026.2-5f3c9a+17.3fa2`.
    fn knowledge_after(&self, learnt: &Learnt) -> String {
        match learnt.len() {
            0 => self.inner.version.clone(),
            _ => format!("{}+{}", self.inner.version, learnt.name()),
        }
    }

    /// Ranks the five roles for one ticket. Takes any text: what is read of it is bounded.
    pub fn suggest(&self, request: &Request<'_>) -> Suggestion {
        self.suggest_after(request, &Learnt::default())
    }

    /// What a learner sees of a ticket, and what the knowledge says of the roles, as logarithms.
    fn look(&self, request: &Request<'_>) -> (learn::Seen, Vec<f32>) {
        let features = self.inner.knowledge.features(request);
        let roles = self.weigh(&features, request, &Learnt::default()).verdict.roles;
        (taught::seen(&features), taught::offset(roles))
    }

    /// The same after what confirmed routings have taught.
    pub fn suggest_after(&self, request: &Request<'_>, learnt: &Learnt) -> Suggestion {
        let Inner { knowledge, model, .. } = &*self.inner;
        let seen = knowledge.perceive(request);
        let everywhere = features::extract(request, &seen, &knowledge.lexicon);
        let features = features::distinct(everywhere.clone());
        let weighed = self.weigh(&features, request, learnt);
        let onboarded = rules::is_onboarded(request);
        let (facts, ruling) = (weighed.facts, weighed.ruling);
        let scope = &knowledge.scope;
        let reasons = explain::reasons(&seen, scope, &features, model, &weighed.answers, &weighed.cases());
        let weigh = |features: &[features::Feature]| self.weigh(features, request, learnt);
        let flip = explain::flip(&seen, scope, &features, model, &weighed, &weigh);
        let unsure = calibrate::floor(&seen, &knowledge.lexicon).is_none_or(|floor| weighed.confidence < floor);
        let follow_ups =
            follow_ups::follow_ups(&seen, &everywhere, model, &knowledge.lexicon, (facts, ruling, onboarded));
        Suggestion {
            rule: ruling.rule,
            reasons,
            flip,
            urgent: weighed.verdict.situations[0] < 0.5,
            emergency: weighed.verdict.is_emergency(),
            unsure,
            follow_ups,
            wrong_channel: rules::is_wrong_channel(request, facts),
            ranked: weighed.ranked,
            knowledge: self.knowledge_after(learnt),
        }
    }

    /// What these features make of the roles. An emergency is one whatever was learnt.
    fn weigh(&self, features: &[features::Feature], request: &Request<'_>, learnt: &Learnt) -> Weighed {
        let onboarded = rules::is_onboarded(request);
        let scores = calibrate::cautious(self.inner.model.score(features));
        let answers = answers(&scores, rules::may_be_managed(request));
        let verdict = Verdict::of(&combinations(&answers), onboarded);
        let roles = if verdict.is_emergency() { verdict.roles } else { learnt.correct(features, verdict.roles) };
        let mut ranked = calibrate::rank(roles);
        let (first, confidence) = (ranked[0].role, ranked[0].confidence);
        let facts = verdict.likeliest[first as usize];
        let ruling = decide(facts, onboarded);
        debug_assert_eq!(ruling.owner, first);
        if let Some(second) = ruling.second {
            calibrate::name_second(&mut ranked, second);
        }
        Weighed { answers, verdict, ranked, confidence, facts, ruling }
    }
}

/// The roles ranked, and how it came to that.
struct Weighed {
    answers: classifier::Scores,
    verdict: Verdict,
    ranked: Vec<Ranked>,
    /// Of the first.
    confidence: f64,
    /// The likeliest way in which the ticket is the first one's, and the rule's answer to it.
    facts: Facts,
    ruling: Ruling,
}

impl Weighed {
    /// Each role with the likeliest way in which the ticket is its own, as ranked.
    fn cases(&self) -> Vec<Case> {
        self.ranked.iter().map(|it| (it.role, self.verdict.likeliest[it.role as usize])).collect()
    }
}

/// The combinations' probabilities, summed up by what the rules make of them.
struct Verdict {
    roles: [f64; 5],
    /// For each role the likeliest combination that makes it the owner, under the likeliest rule.
    likeliest: [Facts; 5],
    situations: [f64; 3],
}

impl Verdict {
    fn is_emergency(&self) -> bool {
        self.situations[Situation::Emergency as usize] >= 0.5
    }

    fn of(joint: &[f32; facts::COMBINATIONS], onboarded: bool) -> Verdict {
        let mut roles = [0.0; 5];
        let mut situations = [0.0; 3];
        let mut by_rule = [[0.0; 7]; 5];
        let weighed: Vec<(Facts, Ruling, f64)> =
            Facts::all().zip(joint).map(|(facts, p)| (facts, decide(facts, onboarded), f64::from(*p))).collect();
        for (facts, ruling, probability) in &weighed {
            roles[ruling.owner as usize] += probability;
            situations[facts.situation as usize] += probability;
            by_rule[ruling.owner as usize][ruling.rule as usize] += probability;
        }
        let likeliest = Role::ALL.map(|role| {
            let rules = &by_rule[role as usize];
            let own = weighed.iter().filter(|(_, ruling, _)| ruling.owner == role);
            let rule = own
                .clone()
                .map(|(_, ruling, _)| ruling.rule)
                .reduce(|best, rule| if rules[rule as usize] > rules[best as usize] { rule } else { best });
            own.filter(|(_, ruling, _)| Some(ruling.rule) == rule)
                .max_by(|a, b| a.2.total_cmp(&b.2))
                .map_or(weighed[0].0, |best| best.0)
        });
        Verdict { roles, likeliest, situations }
    }
}

#[cfg(test)]
mod tests;
