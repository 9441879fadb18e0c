//! Mixed requests: whom to involve after the owner.
//!
//! The owner is the role of the request that blocks most; the others are read sentence by sentence, from those that
//! ask for something and are clearly about another role's subject.

use super::{
    classifier::{Model, answers},
    facts::{Facts, HEADS, Situation},
    features::{Feature, Perception},
    lexicon::Lexicon,
    rules::{Ruling, decide},
    scope::Meant,
};
use crate::domain::Role;

/// How clear a sentence's subject must be.
const CLEAR: f32 = 0.8;
/// Named at most.
const MOST: usize = 2;

/// The rule's own second, then the roles of further requests.
pub(super) fn follow_ups(
    seen: &Perception<'_>,
    features: &[Feature],
    model: &Model,
    lexicon: &Lexicon,
    (likeliest, ruling, onboarded): (Facts, Ruling, bool),
) -> Vec<Role> {
    let mut roles: Vec<Role> = ruling.second.into_iter().collect();
    let words = &seen.reading.words;
    let sentences = words.last().map_or(0, |word| word.sentence + 1);
    for sentence in 0..sentences.min(60) {
        let inside = |at: usize| words[at].sentence == sentence && at >= seen.reading.in_subject;
        let asks = seen.hits.iter().any(|(hit, meant)| {
            inside(hit.first)
                && *meant != Meant::Denied
                && (words[hit.first].asked
                    || matches!(lexicon.concepts[hit.concept].name.as_str(), "ask" | "second_thing"))
        });
        if !asks {
            continue;
        }
        let own = features.iter().filter(|feature| feature.words.is_some_and(|(first, _)| inside(first)));
        let answers = answers(&model.score(own));
        let best = Facts::all().step_by(12).zip(HEADS[0].clone()).max_by(|a, b| answers[a.1].total_cmp(&answers[b.1]));
        let Some((facts, column)) = best.filter(|(_, column)| answers[*column] >= CLEAR) else { continue };
        let facts = Facts { topic: facts.topic, complaint: false, situation: Situation::Calm, ..likeliest };
        let owner = decide(facts, onboarded).owner;
        debug_assert!(HEADS[0].contains(&column));
        if owner != ruling.owner && !roles.contains(&owner) {
            roles.push(owner);
        }
    }
    roles.truncate(MOST);
    roles
}
