//! How sure a suggestion may be, and when it must say that it is not.
//!
//! One temperature corrects how sure the classifier is on the whole; `tests/routing.rs` prints the error of calibration.
//! Being unsure comes from lack of evidence as well: a classifier gives noise a role like anything else.

use super::{
    features::Perception,
    lexicon::{Hit, Leaning, Lexicon},
    scope::Meant,
};
use crate::domain::{Ranked, Role};

/// Above 1 flattens. Cross-validation on the labelled set would take 0.85 (calibration error 0.01 instead of 0.03); but
/// the lexicon was written with that set in sight, so it flatters, and tickets of other hands deserve more doubt.
const TEMPERATURE: f64 = 1.0;
/// Under this confidence of the first a suggestion is unsure: in cross-validation half of the suggestions between 0.5
/// and 0.6 are wrong, of those between 0.6 and 0.7 a third.
pub(super) const FLOOR: f64 = 0.6;
/// Fewer words than this say nothing.
const FEWEST_WORDS: usize = 2;
/// Texts of this many words have some small words of a language that the desk speaks, or more than one concept.
const FLUENT_WORDS: usize = 8;
const LEAST_FLUENCY: f64 = 0.06;
/// So many subjects, with this share of all words, are a list of words and not a request.
const MIXED_TOPICS: usize = 4;
const MIXED_SHARE: f64 = 0.8;

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
    let speaking: Vec<&Hit> = seen
        .hits
        .iter()
        .filter(|(hit, meant)| {
            let concept = &lexicon.concepts[hit.concept];
            !MANNERS.contains(&concept.name.as_str()) && (*meant == Meant::Said || !concept.state)
        })
        .map(|(hit, _)| hit)
        .collect();
    let foreign = words.len() >= FLUENT_WORDS && seen.fluency < LEAST_FLUENCY && speaking.len() < 2;
    words.len() < FEWEST_WORDS || speaking.is_empty() || foreign || is_word_list(words.len(), &speaking, lexicon)
}

/// Almost nothing but names of subjects, of many kinds.
fn is_word_list(words: usize, speaking: &[&Hit], lexicon: &Lexicon) -> bool {
    let mut topics: Vec<usize> =
        speaking.iter().filter_map(|hit| lexicon.concepts[hit.concept].leans.map(Leaning::column)).collect();
    topics.sort_unstable();
    topics.dedup();
    let mut covered: Vec<usize> = speaking.iter().flat_map(|hit| hit.first..=hit.last).collect();
    covered.sort_unstable();
    covered.dedup();
    topics.len() >= MIXED_TOPICS && covered.len() as f64 >= words as f64 * MIXED_SHARE
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
