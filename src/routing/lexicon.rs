//! The trilingual lexicon: words and phrases of a ticket to what they mean.
//!
//! The data is `assets/routing/lexicon.toml`, written so that a desk lead can read and extend it. Phrases are found by
//! their first word, so that a ticket costs one look per prefix of each word, whatever the size of the lexicon.

use super::facts::{COMPLAINT, MANAGED};
use super::normalise::{Word, fold};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

pub(super) const LEXICON: &str = include_str!("../../assets/routing/lexicon.toml");

/// Words that `..` may stand for.
const GAP_WORDS: usize = 3;

/// Number of a concept: its place among the names in alphabetical order.
pub(super) type ConceptId = usize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(default)]
    state: bool,
    group: Option<String>,
    leans: Option<Leaning>,
    pt: Vec<String>,
    es: Vec<String>,
    en: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Concept {
    pub name: String,
    /// A statement about now: taken back altogether by a denial or a supposition.
    pub state: bool,
    /// Concepts of one group say nearly the same.
    pub group: Option<String>,
    /// What it speaks for before any ticket is read.
    pub leans: Option<Leaning>,
}

/// An answer to one of the questions of [`super::facts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Leaning {
    Sales,
    Design,
    Invoice,
    Success,
    Operation,
    Portal,
    Managed,
    Complaint,
}

impl Leaning {
    /// Its column in the classifier.
    pub fn column(self) -> usize {
        match self {
            Leaning::Managed => MANAGED,
            Leaning::Complaint => COMPLAINT,
            topic => topic as usize,
        }
    }
}

/// A word of a phrase: one of several, after a gap or not.
#[derive(Debug)]
struct Element {
    after_gap: bool,
    choices: Vec<Choice>,
}

#[derive(Debug)]
struct Choice {
    text: String,
    stem: bool,
}

impl Choice {
    fn fits(&self, word: &str) -> bool {
        if self.stem { word.starts_with(&self.text) } else { word == self.text }
    }
}

#[derive(Debug)]
struct Phrase {
    concept: ConceptId,
    /// Written with `!`: where it stands its concept is not meant.
    not: bool,
    /// All words but the first.
    rest: Vec<Element>,
}

/// A concept found in a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub concept: ConceptId,
    /// Indices of the first and the last word.
    pub first: usize,
    pub last: usize,
}

#[derive(Debug)]
pub(super) struct Lexicon {
    pub concepts: Vec<Concept>,
    phrases: Vec<Phrase>,
    /// By first word, whole and as a stem.
    whole: HashMap<String, Vec<usize>>,
    stems: HashMap<String, Vec<usize>>,
    longest_stem: usize,
}

impl Lexicon {
    /// Reads a lexicon in the format of `lexicon.toml`.
    pub fn parse(text: &str) -> Result<Lexicon, toml::de::Error> {
        let entries: BTreeMap<String, Entry> = toml::from_str(text)?;
        let mut lexicon = Lexicon {
            concepts: Vec::new(),
            phrases: Vec::new(),
            whole: HashMap::new(),
            stems: HashMap::new(),
            longest_stem: 0,
        };
        for (concept, (name, entry)) in entries.into_iter().enumerate() {
            lexicon.concepts.push(Concept { name, state: entry.state, group: entry.group, leans: entry.leans });
            for phrase in entry.pt.iter().chain(&entry.es).chain(&entry.en) {
                lexicon.add(concept, phrase);
            }
        }
        Ok(lexicon)
    }

    fn add(&mut self, concept: ConceptId, phrase: &str) {
        let not = phrase.starts_with('!');
        let mut elements = elements_of(phrase.trim_start_matches('!')).into_iter();
        let Some(first) = elements.next() else { return };
        let index = self.phrases.len();
        self.phrases.push(Phrase { concept, not, rest: elements.collect() });
        for choice in first.choices {
            let map = if choice.stem { &mut self.stems } else { &mut self.whole };
            if choice.stem {
                self.longest_stem = self.longest_stem.max(choice.text.len());
            }
            map.entry(choice.text).or_default().push(index);
        }
    }

    /// All concepts of a text, in the order of their first words; at most one of each concept a place, the longest.
    pub fn find(&self, words: &[Word]) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut nots: Vec<Hit> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let from = hits.len();
            let mut add = |phrases: Option<&Vec<usize>>| {
                for phrase in phrases.into_iter().flatten().map(|index| &self.phrases[*index]) {
                    let Some(last) = last_word(&phrase.rest, words, at) else { continue };
                    if phrase.not {
                        nots.push(Hit { concept: phrase.concept, first: at, last });
                        continue;
                    }
                    match hits[from..].iter_mut().find(|hit| hit.concept == phrase.concept) {
                        Some(hit) => hit.last = hit.last.max(last),
                        None => hits.push(Hit { concept: phrase.concept, first: at, last }),
                    }
                }
            };
            add(self.whole.get(&word.folded));
            let longest = word.folded.len().min(self.longest_stem);
            for end in (1..=longest).filter(|end| word.folded.is_char_boundary(*end)) {
                add(self.stems.get(&word.folded[..end]));
            }
        }
        let covers =
            |not: &Hit, hit: &Hit| not.concept == hit.concept && not.first <= hit.first && hit.last <= not.last;
        hits.retain(|hit| !nots.iter().any(|not| covers(not, hit)));
        hits
    }

    #[cfg(test)]
    pub fn named(&self, name: &str) -> ConceptId {
        self.concepts.iter().position(|concept| concept.name == name).unwrap()
    }
}

/// Where the rest of a phrase ends, when it follows the word at `at` within the same clause.
fn last_word(rest: &[Element], words: &[Word], at: usize) -> Option<usize> {
    let mut last = at;
    for element in rest {
        let reach = if element.after_gap { GAP_WORDS + 1 } else { 1 };
        let ahead = words.iter().enumerate().skip(last + 1).take(reach);
        last = ahead
            .take_while(|(_, word)| word.clause == words[at].clause)
            .find(|(_, word)| element.choices.iter().any(|choice| choice.fits(&word.folded)))?
            .0;
    }
    Some(last)
}

fn elements_of(phrase: &str) -> Vec<Element> {
    let mut after_gap = false;
    let mut elements = Vec::new();
    for part in phrase.split_whitespace() {
        if part == ".." {
            after_gap = true;
            continue;
        }
        let choices = part
            .split('/')
            .map(|choice| Choice { text: fold(choice.trim_end_matches('*')), stem: choice.ends_with('*') })
            .collect();
        elements.push(Element { after_gap, choices });
        after_gap = false;
    }
    elements
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routing::normalise::Reader;

    fn found(lexicon: &Lexicon, text: &str) -> Vec<String> {
        let mut reader = Reader::default();
        reader.read(text, 0, 100);
        let words = reader.finish();
        let name = |hit: Hit| {
            let span = &text[words[hit.first].start..words[hit.last].end];
            format!("{}: {span}", lexicon.concepts[hit.concept].name)
        };
        lexicon.find(&words).into_iter().map(name).collect()
    }

    fn small() -> Lexicon {
        Lexicon::parse(
            "[bill]\npt = ['fatura*', 'nota de credito']\nes = ['factura*']\nen = ['invoice/bill']\n\
             [dark]\nstate = true\npt = ['sem luz/energia']\nes = []\nen = ['lost .. power']",
        )
        .unwrap()
    }

    #[test]
    fn stems_choices_and_gaps_find_what_was_meant() {
        let lexicon = small();
        assert_eq!(found(&lexicon, "A Faturação e a nota de crédito"), ["bill: Faturação", "bill: nota de crédito"]);
        assert_eq!(found(&lexicon, "estamos sem energia"), ["dark: sem energia"]);
        assert_eq!(found(&lexicon, "we lost all our power"), ["dark: lost all our power"]);
        assert_eq!(found(&lexicon, "bills"), [""; 0]);
    }

    #[test]
    fn a_phrase_that_is_not_the_concept_takes_its_words_away() {
        let lexicon = Lexicon::parse("[fire]\npt = []\nes = []\nen = ['fire', '!fire drill/door*']").unwrap();
        assert_eq!(found(&lexicon, "the fire doors and a fire drill"), [""; 0]);
        assert_eq!(found(&lexicon, "a fire at the fire door"), ["fire: fire"]);
    }

    #[test]
    fn a_phrase_does_not_reach_over_the_end_of_a_clause() {
        assert_eq!(found(&small(), "We lost, power is fine"), [""; 0]);
    }

    #[test]
    fn the_lexicon_of_the_desk_reads_and_its_three_languages_are_filled() {
        let entries: BTreeMap<String, Entry> = toml::from_str(LEXICON).unwrap();
        for (name, entry) in &entries {
            for list in [&entry.pt, &entry.es, &entry.en] {
                assert!(!list.is_empty(), "{name} lacks a language");
                assert!(list.iter().all(|phrase| phrase.is_ascii() && *phrase == phrase.to_lowercase()), "{name}");
            }
        }
        assert_eq!(Lexicon::parse(LEXICON).unwrap().concepts.len(), entries.len());
    }

    #[test]
    fn the_word_urgent_is_not_a_state() {
        let lexicon = Lexicon::parse(LEXICON).unwrap();
        assert!(!lexicon.concepts[lexicon.named("urgent_word")].state);
        for text in ["URGENTE", "urgent", "muy urgente"] {
            let mut reader = Reader::default();
            reader.read(text, 0, 10);
            let states = lexicon.find(&reader.finish()).into_iter().filter(|hit| lexicon.concepts[hit.concept].state);
            assert_eq!(states.count(), 0);
        }
    }
}
