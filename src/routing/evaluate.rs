//! How well tickets are routed whose owner is known: the figures of `turno route eval`.
//!
//! All figures are shares, 0 to 1, of the tickets they speak of; a share of no tickets is `None`.

use super::example::Example;
use crate::domain::{Language, Role, Rule, Suggestion};
use serde::Serialize;
use std::collections::BTreeMap;

/// The bins of the reliability chart, each a tenth of confidence wide.
const BINS: usize = 10;
/// A suggestion that is surer than this and wrong misleads.
const SURE: f64 = 0.8;

/// What a suggestion said of a ticket, and what it should have said.
#[derive(Debug, Clone)]
pub struct Answer {
    language: Option<Language>,
    hard: bool,
    expected: Role,
    rule: Rule,
    also: Vec<Role>,
    urgent: bool,
    said: Vec<Role>,
    said_rule: Rule,
    said_urgent: bool,
    confidence: f64,
    unsure: bool,
}

impl Answer {
    pub fn of(example: &Example, suggestion: &Suggestion) -> Answer {
        Answer {
            language: example.language,
            hard: example.hard,
            expected: example.expected,
            rule: example.rule,
            also: example.also.clone(),
            urgent: example.urgent,
            said: suggestion.ranked.iter().map(|it| it.role).collect(),
            said_rule: suggestion.rule,
            said_urgent: suggestion.urgent,
            confidence: suggestion.first().map_or(0.0, |it| it.confidence),
            unsure: suggestion.unsure,
        }
    }

    pub fn is_right(&self) -> bool {
        self.is_first(self.expected)
    }

    fn is_first(&self, role: Role) -> bool {
        self.said.first() == Some(&role)
    }

    /// Whether the desk has to take it first (R3), with somebody's subject behind it.
    fn is_for_the_desk(&self) -> bool {
        self.rule == Rule::Urgent
    }
}

/// A share, and of how many tickets.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    pub share: Option<f64>,
    pub tickets: usize,
}

/// The tickets whose first role is about so sure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    /// From this confidence, to a tenth more.
    pub from: f64,
    pub tickets: usize,
    /// Their mean confidence, and how many of them were right.
    pub confidence: Option<f64>,
    pub right: Option<f64>,
}

/// The figures of a set of tickets.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub tickets: usize,
    /// The first role is the owner.
    pub accuracy: Share,
    /// The mean over the roles of the harmonic mean of precision and recall.
    pub macro_f1: f64,
    /// The owner is the first or the second.
    pub top_two: Share,
    /// The rule is the one that decides.
    pub rule: Share,
    pub by_language: BTreeMap<&'static str, Share>,
    pub by_rule: BTreeMap<&'static str, Share>,
    pub by_role: BTreeMap<&'static str, Share>,
    /// Of the tickets that are marked as hard.
    pub hard: Share,
    /// Urgent tickets (R3): the desk comes first, and the owner of the subject second.
    pub desk_first: Share,
    pub owner_second: Share,
    /// Calm tickets that are taken for urgent ones.
    pub false_alarms: Share,
    /// Expected calibration error: how far confidence is from being right, over the bins.
    pub calibration_error: f64,
    pub reliability: Vec<Bin>,
    /// Surer than 0.8, and wrong.
    pub confidently_wrong: Share,
    /// Not unsure; and right among those.
    pub answered: Share,
    pub right_when_answered: Share,
    /// Owner to first role, in the order of `roles`.
    pub confusion: [[usize; 5]; 5],
    pub roles: [&'static str; 5],
}

impl Report {
    pub fn of(answers: &[Answer]) -> Report {
        let share = |of: &dyn Fn(&Answer) -> bool, so: &dyn Fn(&Answer) -> bool| share(answers, of, so);
        let all = |_: &Answer| true;
        let by_language = |language: Language| share(&|it| it.language == Some(language), &Answer::is_right);
        let by_rule = |rule: Rule| share(&|it| it.rule == rule, &Answer::is_right);
        let by_role = |role: Role| share(&|it| it.expected == role, &Answer::is_right);
        Report {
            tickets: answers.len(),
            accuracy: share(&all, &Answer::is_right),
            macro_f1: macro_f1(answers),
            top_two: share(&all, &|it| it.said.iter().take(2).any(|role| *role == it.expected)),
            rule: share(&all, &|it| it.said_rule == it.rule),
            by_language: Language::ALL.iter().map(|it| (it.word(), by_language(*it))).collect(),
            by_rule: Rule::ALL.into_iter().map(|it| (it.word(), by_rule(it))).filter(|it| it.1.tickets > 0).collect(),
            by_role: Role::ALL.into_iter().map(|it| (it.code(), by_role(it))).collect(),
            hard: share(&|it| it.hard, &Answer::is_right),
            desk_first: share(&Answer::is_for_the_desk, &|it| it.is_first(Role::Gsd)),
            owner_second: share(&|it| it.is_for_the_desk() && !it.also.is_empty(), &|it| {
                it.is_first(Role::Gsd) && it.said.get(1) == it.also.first()
            }),
            false_alarms: share(&|it| !it.urgent, &|it| it.said_urgent),
            calibration_error: reliability(answers).iter().map(|bin| bin.error() / answers.len() as f64).sum(),
            reliability: reliability(answers),
            confidently_wrong: share(&all, &|it| it.confidence >= SURE && !it.unsure && !it.is_right()),
            answered: share(&all, &|it| !it.unsure),
            right_when_answered: share(&|it| !it.unsure, &Answer::is_right),
            confusion: confusion(answers),
            roles: Role::ALL.map(|role| role.code()),
        }
    }

    /// The lowest of some shares.
    pub fn worst<'a>(shares: impl IntoIterator<Item = &'a Share>) -> f64 {
        shares.into_iter().filter_map(|it| it.share).fold(1.0, f64::min)
    }
}

impl Bin {
    fn error(&self) -> f64 {
        let off = |(confidence, right): (f64, f64)| (confidence - right).abs() * self.tickets as f64;
        self.confidence.zip(self.right).map_or(0.0, off)
    }
}

fn share(answers: &[Answer], of: &dyn Fn(&Answer) -> bool, so: &dyn Fn(&Answer) -> bool) -> Share {
    let tickets = answers.iter().filter(|it| of(it)).count();
    let those = answers.iter().filter(|it| of(it) && so(it)).count();
    Share { share: (tickets > 0).then(|| those as f64 / tickets as f64), tickets }
}

fn confusion(answers: &[Answer]) -> [[usize; 5]; 5] {
    let mut confusion = [[0; 5]; 5];
    for answer in answers {
        if let Some(first) = answer.said.first() {
            confusion[answer.expected as usize][*first as usize] += 1;
        }
    }
    confusion
}

fn macro_f1(answers: &[Answer]) -> f64 {
    let confusion = confusion(answers);
    let f1 = |role: usize| {
        let named: usize = confusion.iter().map(|row| row[role]).sum();
        let due: usize = confusion[role].iter().sum();
        2.0 * confusion[role][role] as f64 / (named + due).max(1) as f64
    };
    (0..5).map(f1).sum::<f64>() / 5.0
}

fn reliability(answers: &[Answer]) -> Vec<Bin> {
    let bin = |n: usize| {
        let here = |it: &&Answer| ((it.confidence * BINS as f64) as usize).min(BINS - 1) == n;
        let of: Vec<&Answer> = answers.iter().filter(here).collect();
        let mean = |sum: f64| (!of.is_empty()).then(|| sum / of.len() as f64);
        Bin {
            from: n as f64 / BINS as f64,
            tickets: of.len(),
            confidence: mean(of.iter().map(|it| it.confidence).sum()),
            right: mean(of.iter().filter(|it| it.is_right()).count() as f64),
        }
    };
    (0..BINS).map(bin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(expected: Role, said: [Role; 2], confidence: f64) -> Answer {
        Answer {
            language: Some(Language::Pt),
            hard: false,
            expected,
            rule: Rule::Topic,
            also: Vec::new(),
            urgent: false,
            said: said.to_vec(),
            said_rule: Rule::Topic,
            said_urgent: false,
            confidence,
            unsure: confidence < 0.5,
        }
    }

    #[test]
    fn the_figures_are_those_of_a_set_worked_out_by_hand() {
        use Role::{Am, Ba, Csm, Gsd, Se};
        let answers = [
            answer(Am, [Am, Se], 0.95),
            answer(Am, [Se, Am], 0.85),
            answer(Ba, [Ba, Am], 0.75),
            answer(Csm, [Gsd, Ba], 0.45),
        ];
        let report = Report::of(&answers);
        assert_eq!(report.accuracy, Share { share: Some(0.5), tickets: 4 });
        assert_eq!(report.top_two.share, Some(0.75));
        // AM 2·1/(1+2), BA 1, the others none.
        assert!((report.macro_f1 - (2.0 / 3.0 + 1.0) / 5.0).abs() < 1e-9);
        // Off by .05, .85, .25 and .45, a ticket each.
        assert!((report.calibration_error - 0.4).abs() < 1e-9, "{}", report.calibration_error);
        assert_eq!(report.confidently_wrong.share, Some(0.25));
        assert_eq!((report.answered.share, report.right_when_answered.share), (Some(0.75), Some(2.0 / 3.0)));
        assert_eq!(report.confusion[Am as usize][Se as usize], 1);
        assert_eq!(report.by_language["es"], Share { share: None, tickets: 0 });
        assert_eq!(report.hard.share, None);
    }

    #[test]
    fn behind_the_desk_the_owner_of_the_subject_comes_second() {
        use Role::{Ba, Csm, Gsd};
        let urgent = |said| Answer { rule: Rule::Urgent, urgent: true, also: vec![Ba], ..answer(Gsd, said, 0.9) };
        let report = Report::of(&[urgent([Gsd, Ba]), urgent([Gsd, Csm]), urgent([Ba, Gsd])]);
        assert_eq!(report.desk_first.share, Some(2.0 / 3.0));
        assert_eq!(report.owner_second.share, Some(1.0 / 3.0));
        assert_eq!(report.false_alarms.share, None);
    }
}
