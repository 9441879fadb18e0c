//! Who should own a ticket, by which rule, because of which words, and how surely.
//!
//! Pure: the same ticket and the same knowledge give the same answer on the server, in the replica and on the
//! command line. The knowledge is compiled in from `assets/routing/`.

mod request;

pub use request::Request;

use crate::domain::{Onboarding, Ranked, Reason, Role, Rule, Suggestion};
use std::{collections::HashMap, sync::Arc};

/// The knowledge. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Router {
    words: Arc<HashMap<String, [f64; 5]>>,
}

#[derive(serde::Deserialize)]
struct Labelled {
    subject: String,
    body: String,
    expected: Role,
}

impl Default for Router {
    fn default() -> Router {
        Router::new()
    }
}

impl Router {
    /// Reads the compiled-in knowledge. Done once, at start.
    pub fn new() -> Router {
        let mut words: HashMap<String, [f64; 5]> = HashMap::new();
        let tickets = include_str!("../../assets/routing/labelled.jsonl").lines();
        for ticket in tickets.filter_map(|line| serde_json::from_str::<Labelled>(line).ok()) {
            for (word, _) in words_of(&ticket.subject).chain(words_of(&ticket.body)) {
                words.entry(word).or_insert([0.2; 5])[ticket.expected as usize] += 1.0;
            }
        }
        Router { words: Arc::new(words) }
    }

    /// Ranks the five roles for one ticket.
    pub fn suggest(&self, request: &Request<'_>) -> Suggestion {
        let mut scores = [0.0_f64; 5];
        let mut reasons: Vec<Reason> = Vec::new();
        for (word, text) in words_of(request.subject).chain(words_of(request.body)).take(400) {
            let Some(counts) = self.words.get(&word) else { continue };
            let total: f64 = counts.iter().sum();
            for (score, count) in scores.iter_mut().zip(counts) {
                *score += 0.3 * (count / total * 5.0).ln();
            }
            let best = Role::ALL.into_iter().max_by(|a, b| counts[*a as usize].total_cmp(&counts[*b as usize]));
            if let Some(role) = best.filter(|_| total > 3.0 && word.len() > 4) {
                let weight = counts[role as usize] / total;
                reasons.push(Reason { text: text.to_owned(), role, weight });
            }
        }
        let not_onboarded = request.onboarding.is_some_and(|stage| stage != Onboarding::Completed);
        if not_onboarded {
            scores[Role::Csm as usize] += 2.0;
        }
        let sum: f64 = scores.iter().map(|score| score.exp()).sum();
        let mut ranked: Vec<Ranked> =
            Role::ALL.into_iter().map(|role| Ranked { role, confidence: scores[role as usize].exp() / sum }).collect();
        ranked.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        reasons.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        reasons.truncate(6);
        let decided_by_stage = not_onboarded && ranked[0].role == Role::Csm;
        Suggestion {
            unsure: ranked[0].confidence < 0.5,
            ranked,
            rule: if decided_by_stage { Rule::Onboarding } else { Rule::Topic },
            reasons,
            urgent: false,
            emergency: false,
            follow_ups: Vec::new(),
            wrong_channel: false,
            knowledge: self.knowledge().to_owned(),
        }
    }

    /// Which knowledge answers, such as `2026.1-5f3c9a`.
    pub fn knowledge(&self) -> &str {
        "2026.1-first"
    }
}

fn words_of(text: &str) -> impl Iterator<Item = (String, &str)> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && word.len() < 40)
        .map(|word| (word.to_lowercase(), word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invoice_goes_to_the_billing_analyst() {
        let request = Request { subject: "Invoice copy", body: "please resend the invoice", ..Request::default() };
        assert_eq!(Router::new().suggest(&request).first().unwrap().role, Role::Ba);
    }
}
