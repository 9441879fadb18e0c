//! How the weights come about: from labelled tickets, by a method without chance, so that the same tickets give the
//! same weights on every machine. Not part of answering: a test keeps `assets/routing/model.bin` equal to it.
//!
//! A label says owner, rule and urgency, not the facts behind them. Training raises the probability of all the
//! combinations of facts that the rules would turn into that label: where only one fits it learns that, where several
//! do (was the onboarding customer's question operational or general?) it leaves the choice to what it learnt elsewhere.

use super::{
    Knowledge,
    classifier::{Model, Scores, answers, columns_of, combinations},
    facts::{COLUMNS, COMBINATIONS, Facts, SITUATION, Situation},
    features::{Feature, ROWS, bias_row, concept_row, group_row},
    lexicon::Lexicon,
    request::Request,
    rules::{Ruling, decide, is_onboarded},
};
use crate::domain::{Channel, Language, Onboarding, Product, Role, Rule};
use serde::Deserialize;

const LABELLED: &str = include_str!("../../assets/routing/labelled.jsonl");

/// Found by five-fold cross-validation on the labelled set.
const EPOCHS: usize = 15;
const RATE: f32 = 0.12;
/// Share of each weight that an epoch takes away.
const DECAY: f32 = 0.005;

#[derive(Debug, Clone, Deserialize)]
pub struct ExampleCustomer {
    pub onboarding: Onboarding,
    pub products: Vec<Product>,
    pub portal_access: bool,
}

/// A ticket with the routing that it should get.
#[derive(Debug, Clone, Deserialize)]
pub struct Example {
    pub id: String,
    pub language: Language,
    pub channel: Channel,
    pub customer: ExampleCustomer,
    pub product: Option<Product>,
    pub subject: String,
    pub body: String,
    pub expected: Role,
    pub rule: Rule,
    /// Whom the suggestion should name next.
    pub also: Vec<Role>,
    pub urgent: bool,
    /// On urgent tickets that the desk takes: somebody is waiting, rather than an emergency.
    #[serde(default)]
    pub door: bool,
}

impl Example {
    /// The part of it that an engine may read.
    pub fn request(&self) -> Request<'_> {
        Request {
            language: Some(self.language),
            channel: Some(self.channel),
            onboarding: Some(self.customer.onboarding),
            products: &self.customer.products,
            portal_access: Some(self.customer.portal_access),
            product: self.product,
            subject: &self.subject,
            body: &self.body,
        }
    }

    fn fits(&self, facts: Facts, ruling: &Ruling) -> bool {
        if ruling.owner != self.expected || ruling.rule != self.rule {
            return false;
        }
        let situation = match (self.urgent, self.rule) {
            (false, _) => Situation::Calm,
            (true, Rule::Urgent) if !self.door => Situation::Emergency,
            (true, _) => Situation::Door,
        };
        let second = self.rule != Rule::Urgent || ruling.second == self.also.first().copied();
        facts.situation == situation && second
    }
}

/// The labelled tickets that the knowledge is built from.
pub fn labelled() -> Vec<Example> {
    LABELLED.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// An urgent ticket teaches the situation as much as this many others: a missed emergency costs more than a false one.
const RARE: f32 = 2.0;

/// Scores held before anything is learnt.
const CALM: f32 = 3.0;
const DANGER: f32 = 5.0;
const DOOR: f32 = 4.0;
const LEAN: f32 = 1.0;

/// An example made ready: its features, and which combinations of facts would give its label.
struct Lesson {
    features: Vec<Feature>,
    fitting: [bool; COMBINATIONS],
    urgent: bool,
}

/// Learns weights from examples, with the lexicon of `knowledge`. The order of the examples does not matter.
pub fn train(knowledge: &Knowledge, examples: &[&Example]) -> Model {
    let mut ordered: Vec<&Example> = examples.to_vec();
    ordered.sort_by_key(|example| (fingerprint(&example.id), &example.id));
    let lessons: Vec<Lesson> = ordered.iter().map(|example| prepare(knowledge, example)).collect();
    let prior = prior(&knowledge.lexicon);
    let mut weights = prior.clone();
    let mut squares = vec![[0.0_f32; COLUMNS]; ROWS];
    for _ in 0..EPOCHS {
        for lesson in &lessons {
            let error = error_of(lesson, &weights);
            for feature in &lesson.features {
                let row = weights[feature.row].iter_mut().zip(&mut squares[feature.row]);
                for ((weight, square), error) in row.zip(error).take(columns_of(feature)) {
                    let gradient = error * feature.value;
                    *square += gradient * gradient;
                    *weight += RATE * gradient / (square.sqrt() + 1e-4);
                }
            }
        }
        for (weight, prior) in weights.iter_mut().flatten().zip(prior.iter().flatten()) {
            *weight -= DECAY * (*weight - prior);
        }
    }
    Model::quantise(&weights)
}

/// What is held before the first ticket is read: most tickets are calm, and a state of danger is one whether or not
/// the labelled tickets happen to have an example of it.
fn prior(lexicon: &Lexicon) -> Vec<Scores> {
    let mut prior = vec![[0.0_f32; COLUMNS]; ROWS];
    for concept in &lexicon.concepts {
        if let Some(leaning) = concept.leans {
            prior[concept_row(&concept.name)][leaning.column()] = LEAN;
        }
    }
    prior[bias_row()][SITUATION + Situation::Calm as usize] = CALM;
    prior[group_row("danger")][SITUATION + Situation::Emergency as usize] = DANGER;
    prior[group_row("door")][SITUATION + Situation::Door as usize] = DOOR;
    prior
}

fn prepare(knowledge: &Knowledge, example: &Example) -> Lesson {
    let request = example.request();
    let onboarded = is_onboarded(&request);
    let mut fitting = [false; COMBINATIONS];
    for (fits, facts) in fitting.iter_mut().zip(Facts::all()) {
        *fits = example.fits(facts, &decide(facts, onboarded));
    }
    Lesson { features: knowledge.features(&request), fitting, urgent: example.urgent }
}

/// How far each answer's probability is from what it is among the fitting combinations.
fn error_of(lesson: &Lesson, weights: &[Scores]) -> Scores {
    let mut scores = [0.0; COLUMNS];
    for feature in &lesson.features {
        for (score, weight) in scores.iter_mut().zip(&weights[feature.row]).take(columns_of(feature)) {
            *score += weight * feature.value;
        }
    }
    let now = answers(&scores);
    let joint = combinations(&now);
    let fitting = |n: usize| if lesson.fitting[n] { joint[n].max(1e-12) } else { 0.0 };
    let sum: f32 = (0..COMBINATIONS).map(fitting).sum();
    if sum <= 0.0 {
        return [0.0; COLUMNS];
    }
    let mut error = now.map(|probability| -probability);
    for (n, facts) in Facts::all().enumerate() {
        for column in facts.columns() {
            error[column] += fitting(n) / sum;
        }
    }
    if lesson.urgent {
        error[SITUATION..].iter_mut().for_each(|error| *error *= RARE);
    }
    error
}

/// A number by which tickets are put in an order that has nothing to do with their subject.
pub fn fingerprint(text: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_labelled_tickets_read_and_the_rules_can_give_each_label() {
        let examples = labelled();
        assert_eq!(examples.len(), LABELLED.lines().count());
        for example in &examples {
            let onboarded = is_onboarded(&example.request());
            let fits = Facts::all().any(|facts| example.fits(facts, &decide(facts, onboarded)));
            assert!(fits, "no facts give the label of {}", example.id);
        }
    }
}
