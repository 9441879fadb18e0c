//! How sure a suggestion may be, and when it must say that it is not.
//!
//! Probabilities of a classifier that was trained on few tickets are too sure of themselves; one temperature, found by
//! cross-validation on the labelled set (`tests/routing.rs` prints the error of calibration), takes that back. Being
//! unsure comes from lack of evidence as well: a classifier gives noise a role like anything else.

use super::{features::Perception, lexicon::Lexicon, scope::Meant};
use crate::domain::{Ranked, Role};

/// Above 1 flattens. The value with the least log loss in five-fold cross-validation, in steps of 0.05.
const TEMPERATURE: f64 = 1.0;
/// Under this confidence of the first a suggestion is unsure.
pub(super) const FLOOR: f64 = 0.45;
/// Fewer words than this say nothing.
const FEWEST_WORDS: usize = 2;
/// Texts of this many words must have some small words of a language that the desk speaks.
const FLUENT_WORDS: usize = 8;
const LEAST_FLUENCY: f64 = 0.06;

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

/// Whether the text gives anything to go by.
pub(super) fn lacks_evidence(seen: &Perception<'_>, lexicon: &Lexicon) -> bool {
    let words = &seen.reading.words;
    if words.len() < FEWEST_WORDS || (words.len() >= FLUENT_WORDS && seen.fluency < LEAST_FLUENCY) {
        return true;
    }
    let speaks = |(hit, meant): &(super::lexicon::Hit, Meant)| {
        let concept = &lexicon.concepts[hit.concept];
        !MANNERS.contains(&concept.name.as_str()) && (*meant == Meant::Said || !concept.state)
    };
    !seen.hits.iter().any(speaks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routing::{Knowledge, Request};

    fn lacks(body: &str) -> bool {
        let knowledge = Knowledge::new();
        let request = Request { body, ..Request::default() };
        lacks_evidence(&knowledge.perceive(&request), &knowledge.lexicon)
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
    fn confidences_add_up_to_one_and_the_best_comes_first() {
        let ranked = rank([0.1, 0.2, 0.4, 0.2, 0.1]);
        assert_eq!(ranked[0].role, Role::Se);
        assert!((ranked.iter().map(|it| it.confidence).sum::<f64>() - 1.0).abs() < 1e-9);
        assert_eq!(ranked[1].role, Role::Csm);
    }
}
