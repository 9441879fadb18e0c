//! Why: the words of the ticket that counted, as they stand in it.

use super::Weighed;
use super::{
    classifier::{Model, Scores, strength},
    facts::{Facts, HEADS},
    features::{Feature, Perception},
    quotable::is_quotable,
    scope::Scope,
};
use crate::domain::{Flip, Reason, Role};

/// Reasons shown at most.
const MOST: usize = 6;
/// Of those, for the role that came second.
const MOST_FOR_SECOND: usize = 2;
/// Words that are tried for a flip, one by one; and so many of the best together at most.
const TRIED: usize = 8;
const MOST_WITHOUT: usize = 5;
/// With a smaller share of the evidence nothing is quoted.
const LEAST: f32 = 0.03;
/// A reason quotes at most this many characters.
const LONGEST: usize = 80;

/// A role and the likeliest way in which the ticket is that role's.
pub(super) type Case = (Role, Facts);

/// What speaks for the first role, then what speaks for the second.
pub(super) fn reasons(
    seen: &Perception<'_>,
    scope: &Scope,
    features: &[Feature],
    model: &Model,
    answers: &Scores,
    cases: &[Case],
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for (place, case) in cases.iter().take(2).enumerate() {
        let most = if place == 0 { MOST - MOST_FOR_SECOND } else { MOST_FOR_SECOND };
        let worth = worth_of_words(seen.reading.words.len(), features, model, answers, case.1);
        for span in best_spans(seen, scope, &worth, most) {
            let text: String = span.text.chars().take(LONGEST).collect();
            // A word that speaks for both is told once, with the first.
            if !reasons.iter().any(|it: &Reason| it.text.eq_ignore_ascii_case(&text)) {
                reasons.push(Reason { text, role: case.0, weight: f64::from(span.share) });
            }
        }
    }
    reasons
}

/// The fewest words without which another role would come first; None when no few do.
pub(super) fn flip(
    seen: &Perception<'_>,
    scope: &Scope,
    features: &[Feature],
    model: &Model,
    weighed: &Weighed,
    weigh: &dyn Fn(&[Feature]) -> Weighed,
) -> Option<Flip> {
    let (first, second) = (weighed.ranked.first()?.role, weighed.ranked.get(1)?.role);
    let count = seen.reading.words.len();
    let worth_of = |role: Role| {
        let facts = weighed.verdict.likeliest[role as usize];
        worth_of_words(count, features, model, &weighed.answers, facts)
    };
    let lead: Vec<f32> = worth_of(first).iter().zip(worth_of(second)).map(|(a, b)| a - b).collect();
    let spans = best_spans(seen, scope, &lead, TRIED);
    let without = |spans: &[Span]| {
        let gone = |feature: &Feature| {
            let overlaps = |(a, b): (usize, usize)| spans.iter().any(|span| a <= span.last && b >= span.first);
            feature.words.is_some_and(overlaps)
        };
        let rest: Vec<Feature> = features.iter().filter(|feature| !gone(feature)).copied().collect();
        let other = weigh(&rest);
        let texts = || spans.iter().map(|span| span.text.to_string()).collect();
        (other.ruling.owner != first).then(|| Flip {
            without: texts(),
            role: other.ruling.owner,
            rule: other.ruling.rule,
        })
    };
    let one = spans.iter().find_map(|span| without(std::slice::from_ref(span)));
    one.or_else(|| (2..=spans.len().min(MOST_WITHOUT)).find_map(|few| without(&spans[..few])))
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

/// A phrase or a word of the ticket.
struct Span<'a> {
    first: usize,
    last: usize,
    text: &'a str,
    /// Of what all words are worth, 0 to 1.
    share: f32,
}

/// The phrases and words worth most, without overlaps, best first.
fn best_spans<'a>(seen: &Perception<'a>, scope: &Scope, worth: &[f32], most: usize) -> Vec<Span<'a>> {
    let total: f32 = worth.iter().filter(|worth| **worth > 0.0).sum();
    let phrases = seen.hits.iter().map(|(hit, _)| (hit.first, hit.last));
    let singles = (0..worth.len()).map(|at| (at, at));
    let mut ordered: Vec<(f32, usize, usize)> =
        phrases.chain(singles).map(|(first, last)| (worth[first..=last].iter().sum(), first, last)).collect();
    ordered.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(b.2.cmp(&a.2)));
    let mut spans: Vec<Span<'_>> = Vec::new();
    for (value, first, last) in ordered {
        if spans.len() == most || value <= 0.0 || value < total * LEAST {
            break;
        }
        let overlaps = spans.iter().any(|span| first <= span.last && last >= span.first);
        if overlaps || !is_quotable(seen, scope, (first, last)) {
            continue;
        }
        let words = &seen.reading.words;
        let text = seen.reading.quote(&words[first], &words[last]);
        if text.is_empty() || spans.iter().any(|span| span.text.eq_ignore_ascii_case(text)) {
            continue;
        }
        spans.push(Span { first, last, text, share: (value / total).min(1.0) });
    }
    spans
}

#[cfg(test)]
mod tests {
    use crate::domain::Role;
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

    #[test]
    fn without_the_words_of_a_flip_the_other_role_comes_first() {
        let router = Router::new();
        let request = |body| Request { subject: "", body, ..Request::default() };
        let flip = router.suggest(&request("Please send us a copy of the invoice for the cage")).flip.unwrap();
        let words =
            flip.without.iter().fold("Please send us a copy of the invoice for the cage".to_string(), |body, it| {
                body.replace(it.as_str(), "")
            });
        assert_ne!(router.suggest(&request(&words)).ranked[0].role, Role::Ba, "{flip:?}");
    }
}
