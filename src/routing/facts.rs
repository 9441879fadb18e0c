//! What has to be known of a ticket before a rule can be chosen, and all the ways it can be.
//!
//! The rules of `DOMAIN.md` do not depend on words but on five facts: what is asked, whether it is about a managed
//! service, whether it complains, whether somebody is in danger or waiting, and the customer's stage. The first four
//! are read from the text with some probability; the classifier gives one to each combination, and the rules turn each
//! combination into an owner.

use serde::Deserialize;

/// What is asked for, whoever has to do it in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Topic {
    /// Buying, prices, contracts.
    Sales,
    /// Drawing, sizing, advising.
    Design,
    Invoice,
    /// After the sale: audits, coordination, reviews, rules, general questions.
    Success,
    /// Trouble tickets, Smart Hands, shipments, access.
    Operation,
    /// How to use the portal, users, codes.
    Portal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Situation {
    Calm,
    /// Service down, safety, security.
    Emergency,
    /// Somebody is waiting at the door.
    Door,
}

/// One way a ticket can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Facts {
    pub topic: Topic,
    pub managed: bool,
    pub complaint: bool,
    pub situation: Situation,
}

/// Columns of the classifier: six topics, then managed, complaint, and three situations.
pub(super) const COLUMNS: usize = 13;
/// Where each question's answers stand among the columns.
pub(super) const HEADS: [std::ops::Range<usize>; 4] = [0..6, 6..8, 8..10, 10..13];
/// The column that says "about a managed service"; "not about one" stands before it.
pub(super) const MANAGED: usize = 7;
/// The column that says "complains".
pub(super) const COMPLAINT: usize = 9;
/// The columns of the situation come last.
pub(super) const SITUATION: usize = 10;
/// How many ways a ticket can be.
pub(super) const COMBINATIONS: usize = 6 * 2 * 2 * 3;

const TOPICS: [Topic; 6] =
    [Topic::Sales, Topic::Design, Topic::Invoice, Topic::Success, Topic::Operation, Topic::Portal];
const SITUATIONS: [Situation; 3] = [Situation::Calm, Situation::Emergency, Situation::Door];

impl Facts {
    /// All combinations, always in the same order.
    pub fn all() -> impl Iterator<Item = Facts> {
        (0..COMBINATIONS).map(|n| Facts {
            topic: TOPICS[n / 12],
            managed: n / 6 % 2 == 1,
            complaint: n / 3 % 2 == 1,
            situation: SITUATIONS[n % 3],
        })
    }

    /// The column of the classifier that answers each question so.
    pub fn columns(self) -> [usize; 4] {
        [
            self.topic as usize,
            MANAGED - 1 + usize::from(self.managed),
            COMPLAINT - 1 + usize::from(self.complaint),
            10 + self.situation as usize,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_comes_once_and_answers_every_question() {
        let all: Vec<Facts> = Facts::all().collect();
        assert_eq!(all.len(), COMBINATIONS);
        for (n, facts) in all.iter().enumerate() {
            assert!(!all[..n].contains(facts));
            for (column, head) in facts.columns().into_iter().zip(HEADS) {
                assert!(head.contains(&column));
            }
        }
    }
}
