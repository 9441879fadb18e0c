//! Why: the words of the ticket that counted, as they stand in it.

use super::{
    classifier::{Model, Scores, strength},
    facts::{Facts, HEADS},
    features::{Feature, Perception},
};
use crate::domain::{Reason, Role};

/// Reasons shown at most.
const MOST: usize = 6;
/// Of those, for the role that came second.
const MOST_FOR_SECOND: usize = 2;
/// A reason quotes at most this many characters.
const LONGEST: usize = 80;

/// A role and the likeliest way in which the ticket is that role's.
pub(super) type Case = (Role, Facts);

/// What speaks for the first role, then what speaks for the second.
pub(super) fn reasons(
    seen: &Perception<'_>,
    features: &[Feature],
    model: &Model,
    answers: &Scores,
    cases: &[Case],
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for (place, case) in cases.iter().take(2).enumerate() {
        let most = if place == 0 { MOST - MOST_FOR_SECOND } else { MOST_FOR_SECOND };
        let worth = worth_of_words(seen.reading.words.len(), features, model, answers, case.1);
        reasons.extend(best_spans(seen, &worth, case.0, most));
    }
    reasons
}

/// How much each word raises the likelihood of these facts against the answers as they are on average.
fn worth_of_words(count: usize, features: &[Feature], model: &Model, answers: &Scores, facts: Facts) -> Vec<f32> {
    let mut worth = vec![0.0; count];
    for feature in features {
        let Some((first, last)) = feature.words else { continue };
        let weights = model.weights_of(feature.row);
        let mut gain = 0.0;
        for (column, head) in facts.columns().into_iter().zip(HEADS) {
            let usual: f32 = head.map(|other| answers[other] * weights[other]).sum();
            gain += (weights[column] - usual) * strength(feature, column);
        }
        let share = gain / (last - first + 1) as f32;
        worth[first..=last].iter_mut().for_each(|worth| *worth += share);
    }
    worth
}

/// The phrases and words worth most, without overlaps, best first.
fn best_spans(seen: &Perception<'_>, worth: &[f32], role: Role, most: usize) -> Vec<Reason> {
    let total: f32 = worth.iter().filter(|worth| **worth > 0.0).sum();
    let phrases = seen.hits.iter().map(|(hit, _)| (hit.first, hit.last));
    let singles = (0..worth.len()).filter(|at| seen.reading.words[*at].folded.len() > 3).map(|at| (at, at));
    let mut spans: Vec<(f32, usize, usize)> =
        phrases.chain(singles).map(|(first, last)| (worth[first..=last].iter().sum(), first, last)).collect();
    spans.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(b.2.cmp(&a.2)));
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let mut reasons: Vec<Reason> = Vec::new();
    for (value, first, last) in spans {
        if reasons.len() == most || value <= 0.0 || value < total * 0.03 {
            break;
        }
        if taken.iter().any(|(from, to)| first <= *to && last >= *from) {
            continue;
        }
        let words = &seen.reading.words;
        let text = seen.reading.quote(&words[first], &words[last]);
        if text.is_empty() || reasons.iter().any(|reason| reason.text.eq_ignore_ascii_case(text)) {
            continue;
        }
        taken.push((first, last));
        let text = text.chars().take(LONGEST).collect();
        reasons.push(Reason { text, role, weight: f64::from((value / total).min(1.0)) });
    }
    reasons
}

#[cfg(test)]
mod tests {
    use crate::routing::{Request, Router};

    #[test]
    fn reasons_are_quoted_from_the_ticket_as_it_stands_there() {
        let body = "Bom dia, a última FATURAÇÃO traz o IVA errado. Podem corrigir?\n> o bastidor estava sem energia";
        let suggestion = Router::new().suggest(&Request { subject: "Correção", body, ..Request::default() });
        assert!(!suggestion.reasons.is_empty() && suggestion.reasons.len() <= 6);
        for reason in &suggestion.reasons {
            assert!(body.contains(&reason.text) || reason.text == "Correção", "{reason:?}");
            assert!(!reason.text.contains("energia"));
            assert!(reason.weight > 0.0 && reason.weight <= 1.0);
        }
        let first = suggestion.first().unwrap().role;
        assert!(suggestion.reasons.iter().any(|reason| reason.role == first && reason.text == "FATURAÇÃO"));
    }
}
