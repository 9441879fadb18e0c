//! How the weights come about: from labelled tickets, by a method without chance, so that the same tickets give the
//! same weights on every machine. Not part of answering: a test keeps `assets/routing/model.bin` equal to it.
//!
//! A label says owner, rule and urgency, and not always the facts behind them. Training raises the probability of all the
//! combinations of facts that the rules would turn into that label: where only one fits it learns that, where several
//! do (was the onboarding customer's question operational or general?) it leaves the choice to what it learnt elsewhere.

use super::{
    Knowledge,
    classifier::{Model, Scores, add, answers, combinations, strength},
    example::Example,
    facts::{COLUMNS, COMBINATIONS, Facts, SITUATION, Situation},
    features::{Feature, ROWS, bias_row, concept_row, group_row},
    lexicon::Lexicon,
    rules::may_be_managed,
};

/// Found by five-fold cross-validation on the labelled set.
const EPOCHS: usize = 15;
const RATE: f32 = 0.12;
/// Share of each weight that an epoch takes away.
const DECAY: f32 = 0.005;

/// An urgent ticket teaches the situation as much as this many others: a missed emergency costs more than a false one.
const RARE: f32 = 2.0;

/// Scores held before anything is learnt.
const CALM: f32 = 3.0;
const DANGER: f32 = 5.0;
const DOOR: f32 = 4.0;
const LEAN: f32 = 0.3;

/// An example made ready: its features, and which combinations of facts would give its label.
struct Lesson {
    features: Vec<Feature>,
    fitting: [bool; COMBINATIONS],
    may_be_managed: bool,
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
                let row = weights[feature.row].iter_mut().zip(&mut squares[feature.row]).zip(error);
                for (column, ((weight, square), error)) in row.enumerate() {
                    let gradient = error * strength(feature, column);
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
    let mut fitting = [false; COMBINATIONS];
    for (fits, facts) in fitting.iter_mut().zip(Facts::all()) {
        *fits = example.fits(facts);
    }
    let request = example.request();
    let may_be_managed = may_be_managed(&request);
    Lesson { features: knowledge.features(&request), fitting, may_be_managed, urgent: example.urgent }
}

/// How far each answer's probability is from what it is among the fitting combinations.
fn error_of(lesson: &Lesson, weights: &[Scores]) -> Scores {
    let mut scores = [0.0; COLUMNS];
    for feature in &lesson.features {
        add(&mut scores, &weights[feature.row], feature);
    }
    let now = answers(&scores, lesson.may_be_managed);
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
