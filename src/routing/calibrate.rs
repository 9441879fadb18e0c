//! How sure a suggestion may be, and when it must say that it is not.
//!
//! One temperature corrects how sure the classifier is on the whole; `tests/routing.rs` prints the error of calibration.
//! Being unsure comes from lack of evidence as well: a classifier gives noise a role like anything else.

use super::{
    classifier::Scores,
    facts::{COMPLAINT, SITUATION, Situation},
    features::Perception,
    lexicon::{Hit, Leaning, Lexicon},
    scope::Meant,
};
use crate::domain::{Ranked, Role};

/// Above 1 flattens. Cross-validation on the labelled set would take 0.85 (calibration error 0.01 instead of 0.03); but
/// the lexicon was written with that set in sight, so it flatters, and tickets of other hands deserve more doubt.
const TEMPERATURE: f64 = 1.0;
/// Added to the score of "emergency", four times its odds, and to those of "somebody is waiting" and "complains", twice:
/// whose power is gone, or whom nobody lets in, pays more for being missed than a desk for looking twice.
const CAUTION: [(usize, f32); 3] =
    [(SITUATION + Situation::Emergency as usize, 1.4), (SITUATION + Situation::Door as usize, 0.7), (COMPLAINT, 0.8)];
/// Under this confidence of the first a suggestion is unsure: it is as often wrong as right.
const FLOOR: f64 = 0.5;
/// The same where no concept of the lexicon speaks, in a text of so many words, with this share of small words.
const SILENT_FLOOR: f64 = 0.65;
const FEWEST_SILENT: usize = 6;
const SILENT_FLUENCY: f64 = 0.15;
/// Fewer words than this say nothing.
const FEWEST_WORDS: usize = 2;
/// Texts of this many words have some small words of a language that the desk speaks, or more than one concept.
const FLUENT_WORDS: usize = 8;
const LEAST_FLUENCY: f64 = 0.06;
/// A list names so many kinds of subjects, in so many pieces or more, of so few words each.
const MIXED_TOPICS: usize = 3;
const FEWEST_CLAUSES: usize = 4;
const WORDS_IN_A_LIST: usize = 3;
/// The concept of mails that no person wrote, and where it has to stand.
const AUTOMATIC: &str = "automatic_mail";
const OPENING_WORDS: usize = 60;

/// Concepts that say how something is asked, not what: no evidence for any role.
const MANNERS: [&str; 5] = ["ask", "now", "second_thing", "still_works", "urgent_word"];

/// The five roles by confidence, best first; ties in the order of [`Role::ALL`].
pub(super) fn rank(probabilities: [f64; 5]) -> Vec<Ranked> {
    let warmed = probabilities.map(|probability| probability.max(1e-9).powf(1.0 / TEMPERATURE));
    let sum: f64 = warmed.iter().sum();
    let mut ranked: Vec<Ranked> =
        Role::ALL.into_iter().map(|role| Ranked { role, confidence: warmed[role as usize] / sum }).collect();
    ranked.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    ranked
}

/// The scores, with more heed to what must not be missed.
pub(super) fn cautious(mut scores: Scores) -> Scores {
    for (column, caution) in CAUTION {
        scores[column] += caution;
    }
    scores
}

/// Puts the role that a rule names second in the second place: it takes over the confidence of that place, and those
/// between move down by one.
pub(super) fn name_second(ranked: &mut [Ranked], second: Role) {
    let Some(at) = ranked.iter().position(|it| it.role == second).filter(|at| *at > 1) else { return };
    let mut roles: Vec<Role> = ranked.iter().map(|it| it.role).collect();
    roles[1..=at].rotate_right(1);
    ranked.iter_mut().zip(roles).for_each(|(it, role)| it.role = role);
}

/// How sure of the first one has to be, before it is suggested; None when the text gives nothing to go by.
pub(super) fn floor(seen: &Perception<'_>, lexicon: &Lexicon) -> Option<f64> {
    let words = &seen.reading.words;
    let speaks = |(hit, meant): &&(Hit, Meant)| {
        let concept = &lexicon.concepts[hit.concept];
        !MANNERS.contains(&concept.name.as_str()) && (*meant == Meant::Said || !concept.state)
    };
    let speaking: Vec<&Hit> = seen.hits.iter().filter(speaks).map(|(hit, _)| hit).collect();
    let noise = words.len() >= FLUENT_WORDS && seen.guess.fluency < LEAST_FLUENCY && speaking.len() < 2;
    let nobody = noise || seen.guess.foreign || is_automatic(seen, lexicon) || is_list(seen, &speaking, lexicon);
    match speaking.is_empty() {
        _ if nobody || words.len() < FEWEST_WORDS => None,
        false => Some(FLOOR),
        // A sentence in words that the lexicon does not know: the learnt weights may, and have to be surer.
        true if words.len() >= FEWEST_SILENT && seen.guess.fluency >= SILENT_FLUENCY => Some(SILENT_FLOOR),
        true => None,
    }
}

/// A mail that no person wrote to the desk: somebody is on leave, something could not be delivered, something is for sale.
fn is_automatic(seen: &Perception<'_>, lexicon: &Lexicon) -> bool {
    let opens = |hit: &Hit| hit.first < OPENING_WORDS && lexicon.concepts[hit.concept].name == AUTOMATIC;
    seen.hits.iter().any(|(hit, _)| opens(hit))
}

/// Names of subjects of several kinds, one after the other, and nothing between them that makes a sentence.
fn is_list(seen: &Perception<'_>, speaking: &[&Hit], lexicon: &Lexicon) -> bool {
    let words = &seen.reading.words;
    let mut topics: Vec<usize> =
        speaking.iter().filter_map(|hit| lexicon.concepts[hit.concept].leans.map(Leaning::column)).collect();
    topics.sort_unstable();
    topics.dedup();
    let asks = |(hit, _): &(Hit, Meant)| lexicon.concepts[hit.concept].name == "ask";
    let asked = seen.hits.iter().any(asks) || words.iter().any(|word| word.asked);
    let clauses = words.last().map_or(0, |word| word.clause as usize + 1);
    let most_words = if topics.len() > MIXED_TOPICS { WORDS_IN_A_LIST + 1 } else { WORDS_IN_A_LIST };
    let chopped = clauses >= FEWEST_CLAUSES && words.len() <= clauses * most_words;
    topics.len() >= MIXED_TOPICS && !asked && (chopped || seen.guess.fluency < LEAST_FLUENCY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routing::{Knowledge, Request};

    fn lacks(body: &str) -> bool {
        let knowledge = Knowledge::new();
        let request = Request { body, ..Request::default() };
        floor(&knowledge.perceive(&request), &knowledge.lexicon).is_none()
    }

    #[test]
    fn noise_one_word_and_other_languages_are_no_evidence() {
        for body in [
            "",
            "asdf",
            "?!?",
            "zxcv qwer asdf hjkl uiop",
            "Die Rechnung ist leider noch nicht angekommen gestern Abend",
        ] {
            assert!(lacks(body), "{body}");
        }
        assert!(!lacks("A fatura de maio veio errada"));
    }

    #[test]
    fn whom_a_rule_names_second_comes_second_and_the_confidences_stay_in_order() {
        let mut ranked = rank([0.1, 0.3, 0.05, 0.15, 0.4]);
        name_second(&mut ranked, Role::Ba);
        let roles: Vec<Role> = ranked.iter().map(|it| it.role).collect();
        assert_eq!(roles, [Role::Gsd, Role::Ba, Role::Csm, Role::Am, Role::Se]);
        assert!(ranked.is_sorted_by(|a, b| a.confidence >= b.confidence));
        name_second(&mut ranked, Role::Gsd);
        assert_eq!(ranked[0].role, Role::Gsd, "the first stays");
    }

    #[test]
    fn confidences_add_up_to_one_and_the_best_comes_first() {
        let ranked = rank([0.1, 0.2, 0.4, 0.2, 0.1]);
        assert_eq!(ranked[0].role, Role::Se);
        assert!((ranked.iter().map(|it| it.confidence).sum::<f64>() - 1.0).abs() < 1e-9);
        assert_eq!(ranked[1].role, Role::Csm);
    }
}
