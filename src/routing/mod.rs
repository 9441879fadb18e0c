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
mod lexicon;
mod normalise;
mod request;
mod rules;
mod scope;
mod sections;
pub mod training;

pub use classifier::Model;
pub use example::Example;
pub use knowledge::Knowledge;
pub use request::Request;

use crate::domain::{Role, Suggestion};
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

    /// Which knowledge answers, such as `2026.1-5f3c9a`.
    pub fn knowledge(&self) -> &str {
        &self.inner.version
    }

    /// Ranks the five roles for one ticket. Takes any text: what is read of it is bounded.
    pub fn suggest(&self, request: &Request<'_>) -> Suggestion {
        let Inner { knowledge, model, .. } = &*self.inner;
        let seen = knowledge.perceive(request);
        let everywhere = features::extract(request, &seen, &knowledge.lexicon);
        let features = features::distinct(everywhere.clone());
        let onboarded = rules::is_onboarded(request);
        let scores = calibrate::cautious(model.score(&features));
        let answers = answers(&scores, rules::may_be_managed(request));
        let verdict = Verdict::of(&combinations(&answers), onboarded);
        let mut ranked = calibrate::rank(verdict.roles);
        let (first, confidence) = (ranked[0].role, ranked[0].confidence);
        let facts = verdict.likeliest[first as usize];
        let ruling = decide(facts, onboarded);
        debug_assert_eq!(ruling.owner, first);
        if let Some(second) = ruling.second {
            calibrate::name_second(&mut ranked, second);
        }
        let cases: Vec<Case> = ranked.iter().map(|it| (it.role, verdict.likeliest[it.role as usize])).collect();
        Suggestion {
            rule: ruling.rule,
            reasons: explain::reasons(&seen, &features, model, &answers, &cases),
            urgent: verdict.situations[0] < 0.5,
            emergency: verdict.situations[Situation::Emergency as usize] >= 0.5,
            unsure: calibrate::floor(&seen, &knowledge.lexicon).is_none_or(|floor| confidence < floor),
            follow_ups: follow_ups::follow_ups(
                &seen,
                &everywhere,
                model,
                &knowledge.lexicon,
                (facts, ruling, onboarded),
            ),
            wrong_channel: rules::is_wrong_channel(request, facts),
            ranked,
            knowledge: self.inner.version.clone(),
        }
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
