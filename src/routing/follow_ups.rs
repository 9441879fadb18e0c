//! Mixed requests: whom to involve after the owner.
//!
//! The owner is the role of the request that blocks most; the others are read sentence by sentence, from those that
//! ask for something and are clearly about another role's subject.

use super::{
    classifier::{Model, answers},
    facts::{Facts, HEADS, Situation},
    features::{Feature, Perception, distinct},
    lexicon::Lexicon,
    rules::{Ruling, decide},
    scope::Meant,
};
use crate::domain::Role;

/// How clear a sentence's subject must be.
const CLEAR: f32 = 0.65;
/// Named at most.
const MOST: usize = 2;
/// Sentences looked at.
const SENTENCES: usize = 40;

/// The rule's own second, then the roles of further requests, in the order of the text.
pub(super) fn follow_ups(
    seen: &Perception<'_>,
    features: &[Feature],
    model: &Model,
    lexicon: &Lexicon,
    (likeliest, ruling, onboarded): (Facts, Ruling, bool),
) -> Vec<Role> {
    let mut roles: Vec<Role> = ruling.second.into_iter().collect();
    for own in asking_sentences(seen, features, lexicon) {
        let answers = answers(&model.score(&distinct(own)), true);
        // One of the facts for each topic, in the order of the topic's columns.
        let topics = Facts::all().step_by(12).zip(&answers[HEADS[0].clone()]);
        let Some((facts, probability)) = topics.max_by(|a, b| a.1.total_cmp(b.1)) else { continue };
        if *probability < CLEAR {
            continue;
        }
        let asked = Facts { topic: facts.topic, complaint: false, situation: Situation::Calm, ..likeliest };
        let owner = decide(asked, onboarded).owner;
        if owner != ruling.owner && !roles.contains(&owner) {
            roles.push(owner);
        }
    }
    roles.truncate(MOST);
    roles
}

/// The features of each sentence of the body that asks for something.
fn asking_sentences(seen: &Perception<'_>, features: &[Feature], lexicon: &Lexicon) -> Vec<Vec<Feature>> {
    let words = &seen.reading.words;
    let mut sentences: Vec<u32> = Vec::new();
    for (hit, meant) in &seen.hits {
        let word = &words[hit.first];
        let asks = word.asked || matches!(lexicon.concepts[hit.concept].name.as_str(), "ask" | "second_thing");
        if hit.first >= seen.reading.in_subject && asks && *meant == Meant::Said && !sentences.contains(&word.sentence)
        {
            sentences.push(word.sentence);
        }
        if sentences.len() == SENTENCES {
            break;
        }
    }
    let mut own: Vec<Vec<Feature>> = vec![Vec::new(); sentences.len()];
    for feature in features {
        let sentence = feature.words.map(|(first, _)| words[first].sentence);
        if let Some(at) = sentences.iter().position(|asking| Some(*asking) == sentence) {
            own[at].push(*feature);
        }
    }
    own
}

#[cfg(test)]
mod tests {
    use crate::{
        domain::Role,
        routing::{Request, Router},
    };

    fn follow_ups(body: &str) -> Vec<Role> {
        Router::new().suggest(&Request { subject: "Pedido", body, ..Request::default() }).follow_ups
    }

    #[test]
    fn a_second_request_names_the_next_role() {
        let body = "Please swap the failed disk in rack 4 today, the spare is on site. Also, could you resend the May invoice?";
        assert_eq!(follow_ups(body), [Role::Ba]);
    }

    #[test]
    fn one_request_has_no_follow_up() {
        assert_eq!(follow_ups("Podem trocar o disco avariado do bastidor 4? O disco novo está no armazém."), []);
    }
}
