//! The classifier: one multinomial logistic regression for each of the four questions of [`super::facts`].
//!
//! A ticket's score for each answer is a sum of learnt weights over its features. The four answers' probabilities
//! multiply to one for each combination of facts, and the rules turn those into owners. Everything is plain IEEE
//! arithmetic in a fixed order, own exponential included, so that every machine computes the same.

use super::{
    facts::{COLUMNS, COMBINATIONS, Facts, HEADS, MANAGED, SITUATION},
    features::{Feature, ROWS},
};
use std::borrow::Cow;

const MAGIC: &[u8; 8] = b"turno-r1";
const SCALES: usize = COLUMNS * 4;

/// Learnt weights: for each row of features one a column, in 8 bits with a scale a column.
#[derive(Debug, Clone)]
pub struct Model {
    scales: [f32; COLUMNS],
    weights: Cow<'static, [u8]>,
}

/// Scores of the thirteen answers.
pub(super) type Scores = [f32; COLUMNS];

impl Model {
    /// Rounds trained weights to 8 bits a column.
    pub(super) fn quantise(weights: &[Scores]) -> Model {
        let mut scales = [0.0_f32; COLUMNS];
        for row in weights {
            for (scale, weight) in scales.iter_mut().zip(row) {
                *scale = scale.max(weight.abs() / 127.0);
            }
        }
        let mut bytes = Vec::with_capacity(weights.len() * COLUMNS);
        for row in weights {
            for (weight, scale) in row.iter().zip(scales) {
                let step = if scale > 0.0 { (weight / scale).round() } else { 0.0 };
                bytes.push((step as i8).to_le_bytes()[0]);
            }
        }
        Model { scales, weights: Cow::Owned(bytes) }
    }

    /// Reads the form that [`Model::to_bytes`] gives; None when it is of another kind or size.
    pub fn from_bytes(bytes: &'static [u8]) -> Option<Model> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (head, weights) = rest.split_at_checked(SCALES)?;
        let mut scales = [0.0; COLUMNS];
        for (scale, four) in scales.iter_mut().zip(head.chunks_exact(4)) {
            *scale = f32::from_le_bytes(four.try_into().ok()?);
        }
        (weights.len() == ROWS * COLUMNS).then_some(Model { scales, weights: Cow::Borrowed(weights) })
    }

    /// The form of `assets/routing/model.bin`: a mark, thirteen scales (f32), then a byte a weight.
    pub fn to_bytes(&self) -> Vec<u8> {
        let scales = self.scales.iter().flat_map(|scale| scale.to_le_bytes());
        MAGIC.iter().copied().chain(scales).chain(self.weights.iter().copied()).collect()
    }

    /// The thirteen weights of a row.
    pub(super) fn weights_of(&self, row: usize) -> Scores {
        let mut weights = [0.0; COLUMNS];
        let bytes = &self.weights[row * COLUMNS..(row + 1) * COLUMNS];
        for ((weight, byte), scale) in weights.iter_mut().zip(bytes).zip(self.scales) {
            *weight = f32::from(i8::from_le_bytes([*byte])) * scale;
        }
        weights
    }

    pub(super) fn score<'f>(&self, features: impl IntoIterator<Item = &'f Feature>) -> Scores {
        let mut scores = [0.0; COLUMNS];
        for feature in features {
            add(&mut scores, &self.weights_of(feature.row), feature);
        }
        scores
    }
}

/// Adds what a feature with these weights says to the scores.
pub(super) fn add(scores: &mut Scores, weights: &Scores, feature: &Feature) {
    for (column, (score, weight)) in scores.iter_mut().zip(weights).enumerate() {
        *score += weight * strength(feature, column);
    }
}

/// With what strength a feature speaks for the answer of a column.
pub(super) fn strength(feature: &Feature, column: usize) -> f32 {
    if column < SITUATION { feature.value } else { feature.value * feature.on_situation }
}

/// Each question's answers as probabilities. What cannot be about a managed service is not.
pub(super) fn answers(scores: &Scores, may_be_managed: bool) -> Scores {
    let mut probabilities = [0.0; COLUMNS];
    for head in HEADS {
        let highest = scores[head.clone()].iter().copied().fold(f32::MIN, f32::max);
        let mut sum = 0.0;
        for column in head.clone() {
            probabilities[column] = exp(scores[column] - highest);
            sum += probabilities[column];
        }
        probabilities[head].iter_mut().for_each(|probability| *probability /= sum);
    }
    if !may_be_managed {
        (probabilities[MANAGED - 1], probabilities[MANAGED]) = (1.0, 0.0);
    }
    probabilities
}

/// The probability of each combination, in the order of [`Facts::all`].
pub(super) fn combinations(answers: &Scores) -> [f32; COMBINATIONS] {
    let mut joint = [0.0; COMBINATIONS];
    for (probability, facts) in joint.iter_mut().zip(Facts::all()) {
        *probability = facts.columns().iter().map(|column| answers[*column]).product();
    }
    joint
}

/// e to the x for x <= 0, from sums and products alone: libraries of different systems differ in the last bit.
pub(super) fn exp(x: f32) -> f32 {
    let x = f64::from(x.clamp(-60.0, 60.0)) / 1024.0;
    let mut value = 1.0 + x * (1.0 + x * (0.5 + x * (1.0 / 6.0 + x / 24.0)));
    for _ in 0..10 {
        value *= value;
    }
    value as f32
}

/// The natural logarithm of a probability, by Newton steps on the exponential above, for the same reason.
pub(super) fn ln(probability: f32) -> f32 {
    let mut guess = 0.0;
    for _ in 0..24 {
        let now = exp(guess);
        guess = (guess + 2.0 * (probability - now) / (probability + now)).min(0.0);
    }
    guess
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_close_to_the_true_one() {
        for tenths in -300..=0 {
            let x = tenths as f32 / 10.0;
            assert!((exp(x) - x.exp()).abs() < 1e-5, "{x}");
        }
    }

    #[test]
    fn the_logarithm_is_close_to_the_true_one() {
        for probability in [1.0, 0.9, 0.5, 0.1, 1e-2, 1e-4] {
            assert!((ln(probability) - probability.ln()).abs() < 1e-3, "{probability}");
        }
    }

    #[test]
    fn probabilities_of_each_question_and_of_all_combinations_add_up_to_one() {
        let mut scores = [0.0; COLUMNS];
        scores.iter_mut().enumerate().for_each(|(n, score)| *score = n as f32 * 0.7 - 3.0);
        let answers = answers(&scores, true);
        for head in HEADS {
            assert!((answers[head].iter().sum::<f32>() - 1.0).abs() < 1e-5);
        }
        assert!((combinations(&answers).iter().sum::<f32>() - 1.0).abs() < 1e-4);
    }

    #[test]
    fn a_model_reads_back_as_written_and_another_file_does_not() {
        let mut weights = vec![[0.0; COLUMNS]; ROWS];
        weights[7][3] = -2.0;
        weights[8][3] = 1.0;
        let bytes: &'static [u8] = Model::quantise(&weights).to_bytes().leak();
        let model = Model::from_bytes(bytes).unwrap();
        assert_eq!(model.weights_of(7)[3], -2.0);
        assert!((model.weights_of(8)[3] - 1.0).abs() < 0.01);
        assert!(Model::from_bytes(b"turno-r1 but short").is_none());
        assert!(Model::from_bytes(b"").is_none());
    }
}
