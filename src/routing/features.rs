//! What the classifier sees of a ticket: hashed features, each with the words it came from.
//!
//! Concepts of the lexicon carry most of it, by what they mean here (said, denied, supposed, over), where they stand
//! (subject, a sentence that asks) and in pairs of a sentence; words, pairs of words and pieces of words fill in what
//! the lexicon does not know; the customer's fields carry R1 and R2.

use super::{
    lexicon::{Hit, Lexicon},
    normalise::Word,
    request::Request,
    scope::{Guess, Meant, Scope},
    sections::Reading,
};
use crate::domain::{Language, Onboarding, Product};

/// Features are hashed into this many rows.
pub(super) const ROWS: usize = 1 << 18;

/// Weight of a feature's kind before anything is learnt.
const CONCEPT: f32 = 0.7;
const PAIR: f32 = 0.4;
const WORD: f32 = 0.5;
const BIGRAM: f32 = 0.5;
const PIECE: f32 = 0.15;
const FIELD: f32 = 1.0;
/// Share of their strength with which words speak for the situation, beside concepts, which do with all of it.
const WORDS_ON_SITUATION: f32 = 0.4;
/// Word features of a text longer than this many words count less each, so that a long mail is not surer.
const FULL_WORDS: f32 = 50.0;

/// The concept of text that is not meant for the desk.
const TO_THE_MACHINE: &str = "to_the_machine";

/// A ticket as read: its own words, the concepts among them and how they are meant.
#[derive(Debug)]
pub(super) struct Perception<'a> {
    pub reading: Reading<'a>,
    pub hits: Vec<(Hit, Meant)>,
    /// In which language it seems to be, and how fluently.
    pub guess: Guess,
}

impl<'a> Perception<'a> {
    pub fn of(request: &Request<'a>, lexicon: &Lexicon, scope: &Scope) -> Perception<'a> {
        let mut reading = Reading::of(request.subject, request.body);
        scope.spell_out(&mut reading.words);
        set_aside(&mut reading, lexicon);
        let guess = scope.guess_language(&reading.words);
        let language: Language =
            if reading.words.len() < 6 { request.language.unwrap_or(guess.language) } else { guess.language };
        let scopes = scope.of(&reading.words, language);
        let hits = lexicon.find(&reading.words);
        let hits = hits.into_iter().map(|hit| (hit, scopes.meant(&hit, &reading.words))).collect();
        Perception { reading, hits, guess }
    }
}

/// Takes out the sentences that talk to whoever routes the ticket: they are nothing that a customer asks of the desk.
fn set_aside(reading: &mut Reading<'_>, lexicon: &Lexicon) {
    let Some(concept) = lexicon.concepts.iter().position(|it| it.name == TO_THE_MACHINE) else { return };
    let hits = lexicon.find(&reading.words);
    let talking: Vec<u32> =
        hits.iter().filter(|hit| hit.concept == concept).map(|hit| reading.words[hit.first].sentence).collect();
    if talking.is_empty() {
        return;
    }
    let stays = |word: &&Word| !talking.contains(&word.sentence);
    reading.in_subject = reading.words[..reading.in_subject].iter().filter(stays).count();
    reading.words.retain(|word| stays(&word));
}

/// A feature: its row, its strength, and the words it came from; fields come from none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Feature {
    pub row: usize,
    pub value: f32,
    /// First and last word.
    pub words: Option<(usize, usize)>,
    /// How much of its strength speaks for the situation: a word that happened to stand beside a danger is none, and
    /// what a customer has is the same on a calm day.
    pub on_situation: f32,
}

/// All features of a ticket, by row and then by place; a row comes as often as its words do.
pub(super) fn extract(request: &Request<'_>, seen: &Perception<'_>, lexicon: &Lexicon) -> Vec<Feature> {
    let mut features = Vec::with_capacity(512);
    field_features(request, seen, &mut features);
    concept_features(seen, lexicon, &mut features);
    word_features(seen, &mut features);
    features.sort_by_key(|feature| feature.row);
    features
}

/// The features that count: each row once, with the first words that gave it.
pub(super) fn distinct(mut features: Vec<Feature>) -> Vec<Feature> {
    features.dedup_by_key(|feature| feature.row);
    features
}

fn field_features(request: &Request<'_>, seen: &Perception<'_>, features: &mut Vec<Feature>) {
    let mut add = |name: &str, value: &str| {
        let on_situation = if matches!(name, "bias" | "continues") { 1.0 } else { 0.0 };
        features.push(Feature { row: row(&["f", name, value]), value: FIELD, words: None, on_situation });
    };
    add("bias", "");
    let stage = match request.onboarding {
        None | Some(Onboarding::Completed) => "completed",
        Some(Onboarding::NotStarted | Onboarding::InProgress) => "not",
    };
    add("stage", stage);
    add("product", request.product.map_or("none", Product::word));
    for product in request.products {
        add("has", product.word());
    }
    let has = |product| request.products.contains(&product);
    if has(Product::ManagedServices) {
        add("mix", if has(Product::Colocation) { "both" } else { "managed" });
    }
    add("channel", request.channel.map_or("none", |channel| channel.word()));
    if seen.reading.continues {
        add("continues", "");
    }
    let length = match seen.reading.words.len() {
        0..=12 => "short",
        13..=45 => "middle",
        _ => "long",
    };
    add("length", length);
}

fn concept_features(seen: &Perception<'_>, lexicon: &Lexicon, features: &mut Vec<Feature>) {
    let words = &seen.reading.words;
    let asking: Vec<u32> = seen
        .hits
        .iter()
        .filter(|(hit, _)| lexicon.concepts[hit.concept].name == "ask")
        .map(|(hit, _)| words[hit.first].sentence)
        .collect();
    for (at, (hit, meant)) in seen.hits.iter().enumerate() {
        let concept = &lexicon.concepts[hit.concept];
        let name = concept.name.as_str();
        let span = Some((hit.first, hit.last));
        if let Some(group) = &concept.group
            && *meant == Meant::Said
        {
            features.push(Feature { row: group_row(group), value: CONCEPT, words: span, on_situation: 1.0 });
        }
        let mut add = |kind: &str, value: f32| {
            features.push(Feature { row: row(&[kind, name]), value, words: span, on_situation: 1.0 });
        };
        match meant {
            Meant::Said => add("c", CONCEPT),
            Meant::Denied => add("denied", CONCEPT),
            Meant::Supposed => add("supposed", CONCEPT),
            Meant::Over => add("over", CONCEPT),
        }
        if concept.state && *meant != Meant::Said {
            continue;
        }
        if *meant != Meant::Said {
            add("c", CONCEPT);
        }
        let sentence = words[hit.first].sentence;
        if hit.first < seen.reading.in_subject {
            add("subject", CONCEPT * 0.5);
        }
        if words[hit.first].asked || asking.contains(&sentence) {
            add("asked", CONCEPT * 0.5);
        }
        let rest = seen.hits[at + 1..].iter().take_while(|(other, _)| words[other.first].sentence == sentence);
        for (other, _) in rest.filter(|(other, _)| other.concept != hit.concept).take(12) {
            let (low, high) = (hit.concept.min(other.concept), hit.concept.max(other.concept));
            let (low, high) = (&lexicon.concepts[low], &lexicon.concepts[high]);
            let names = ["pair", &low.name, &high.name];
            features.push(Feature { row: row(&names), value: PAIR, words: span, on_situation: 1.0 });
        }
    }
}

fn word_features(seen: &Perception<'_>, features: &mut Vec<Feature>) {
    let words = &seen.reading.words;
    let scale = (FULL_WORDS / words.len().max(1) as f32).sqrt().min(1.0);
    for (at, word) in words.iter().enumerate() {
        let text = word.folded.as_str();
        let mut add = |parts: &[&str], value: f32, last: usize, on_situation: f32| {
            features.push(Feature { row: row(parts), value: value * scale, words: Some((at, last)), on_situation });
        };
        add(&["w", text], WORD, at, WORDS_ON_SITUATION);
        if let Some(next) = following(words, at) {
            add(&["b", text, &next.folded], BIGRAM, at + 1, WORDS_ON_SITUATION);
        }
        if text.len() < 5 || !text.is_ascii() {
            continue;
        }
        add(&["p", &text[..5]], WORD, at, 0.0);
        for from in 0..text.len() - 3 {
            add(&["g", &text[from..from + 4]], PIECE, at, 0.0);
        }
    }
}

fn following(words: &[Word], at: usize) -> Option<&Word> {
    words.get(at + 1).filter(|next| next.sentence == words[at].sentence)
}

/// The row of a group of concepts.
pub(super) fn group_row(group: &str) -> usize {
    row(&["group", group])
}

/// The row of a concept that is said, or taken back but still there.
pub(super) fn concept_row(name: &str) -> usize {
    row(&["c", name])
}

/// The row of what all tickets have.
pub(super) fn bias_row() -> usize {
    row(&["f", "bias", ""])
}

/// FNV-1a over the parts, folded to a row.
fn row(parts: &[&str]) -> usize {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0x1f]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    ((hash ^ (hash >> 32)) as usize) % ROWS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routing::{
        lexicon::LEXICON,
        scope::{LANGUAGES, SCOPE, SHORTHAND},
    };

    fn rows(subject: &str, body: &str) -> Vec<usize> {
        let lexicon = Lexicon::parse(LEXICON).unwrap();
        let scope = Scope::parse(SCOPE, LANGUAGES, SHORTHAND).unwrap();
        let request = Request { subject, body, ..Request::default() };
        let seen = Perception::of(&request, &lexicon, &scope);
        distinct(extract(&request, &seen, &lexicon)).into_iter().map(|feature| feature.row).collect()
    }

    #[test]
    fn each_row_comes_once_and_accents_change_none() {
        let folded = rows("Receção", "A receção não abre a porta à equipa");
        assert!(folded.is_sorted_by(|a, b| a < b));
        assert_eq!(folded, rows("RECECAO", "A rececao nao abre a porta a equipa"));
    }

    #[test]
    fn a_denied_outage_leaves_no_trace_of_an_outage() {
        let said = row(&["c", "down"]);
        assert!(rows("", "the link is down").contains(&said));
        assert!(!rows("", "nothing is down").contains(&said));
        assert!(!rows("", "if the link were down, what then").contains(&said));
    }
}
