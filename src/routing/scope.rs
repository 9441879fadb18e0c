//! Whether a phrase is meant: "nothing is down", "if the link were to fail" and "service was restored" name a state
//! that is not there now. Also what else is known of words: which are shorthand, and which say nothing by themselves.
//! The words are in `assets/routing/`.

use super::{lexicon::Hit, normalise::Word};
use crate::domain::Language;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

pub(super) const SCOPE: &str = include_str!("../../assets/routing/scope.toml");
pub(super) const LANGUAGES: &str = include_str!("../../assets/routing/languages.toml");
pub(super) const SHORTHAND: &str = include_str!("../../assets/routing/shorthand.toml");

/// So many words tell in which language a text is.
const GUESSED_FROM: usize = 200;
/// Fewer words than this of another language are a name or a slip.
const FEWEST_FOREIGN: usize = 2;
/// How far before a phrase a denial may stand.
const DENIAL_WORDS: usize = 5;

/// How a phrase is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    Said,
    Denied,
    Supposed,
    Over,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ByLanguage {
    pt: Vec<String>,
    es: Vec<String>,
    en: Vec<String>,
}

impl ByLanguage {
    fn of(&self, language: Language) -> &[String] {
        match language {
            Language::Pt => &self.pt,
            Language::Es => &self.es,
            Language::En => &self.en,
        }
    }

    fn has(&self, language: Language, word: &str) -> bool {
        self.of(language).iter().any(|entry| match entry.strip_suffix('*') {
            Some(stem) => word.starts_with(stem),
            None => word == entry,
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    denied: ByLanguage,
    supposed: ByLanguage,
    over: ByLanguage,
    quiet: ByLanguage,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Languages {
    pt: Vec<String>,
    es: Vec<String>,
    en: Vec<String>,
    foreign: HashSet<String>,
}

#[derive(Debug)]
pub(super) struct Scope {
    lists: Lists,
    small_words: ByLanguage,
    foreign: HashSet<String>,
    /// What stands for which word in a note taken on the phone.
    shorthand: HashMap<String, String>,
}

/// In which language a text seems to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Guess {
    /// The likeliest of the three; Portuguese when nothing speaks for any.
    pub language: Language,
    /// Share of the small words of that language: near 0 for noise and for other languages.
    pub fluency: f64,
    /// In none of the three.
    pub foreign: bool,
}

/// What each word of a text does to its surroundings, worked out once a ticket.
#[derive(Debug)]
pub(super) struct Scopes {
    denies: Vec<bool>,
    supposed_clauses: Vec<u32>,
    over_sentences: Vec<u32>,
}

impl Scope {
    /// Reads lists in the format of `scope.toml`, `languages.toml` and `shorthand.toml`.
    pub fn parse(scope: &str, languages: &str, shorthand: &str) -> Result<Scope, toml::de::Error> {
        let Languages { pt, es, en, foreign } = toml::from_str(languages)?;
        let (lists, shorthand) = (toml::from_str(scope)?, toml::from_str(shorthand)?);
        Ok(Scope { lists, small_words: ByLanguage { pt, es, en }, foreign, shorthand })
    }

    /// Puts the words that are meant in the place of shorthand. What is quoted stays as it was written.
    pub fn spell_out(&self, words: &mut [Word]) {
        for word in words {
            if let Some(meant) = self.shorthand.get(&word.folded) {
                word.folded.clone_from(meant);
            }
        }
    }

    /// In any of the three languages a word that says nothing by itself.
    pub fn is_quiet(&self, word: &str) -> bool {
        [Language::Pt, Language::Es, Language::En].into_iter().any(|it| self.lists.quiet.has(it, word))
    }

    /// Which language a text is in, by its small words.
    pub fn guess_language(&self, words: &[Word]) -> Guess {
        let words = &words[..words.len().min(GUESSED_FROM)];
        let own = |language: Language| words.iter().filter(|word| self.small_words.has(language, &word.folded)).count();
        let mut best = (Language::Pt, 0);
        for language in [Language::Pt, Language::Es, Language::En] {
            let count = own(language);
            if count > best.1 {
                best = (language, count);
            }
        }
        let other_script = |word: &Word| !word.folded.contains(|c: char| c.is_ascii_alphanumeric());
        let foreign = words.iter().filter(|word| self.foreign.contains(&word.folded) || other_script(word)).count();
        Guess {
            language: best.0,
            fluency: best.1 as f64 / words.len().max(1) as f64,
            foreign: foreign >= FEWEST_FOREIGN && foreign * 2 > best.1,
        }
    }

    /// Works out the scopes of a text. The language matters: Portuguese "no" is a preposition.
    pub fn of(&self, words: &[Word], language: Language) -> Scopes {
        let mut scopes = Scopes { denies: Vec::new(), supposed_clauses: Vec::new(), over_sentences: Vec::new() };
        for (at, word) in words.iter().enumerate() {
            scopes.denies.push(self.lists.denied.has(language, &word.folded));
            let opens_clause = at == 0 || words[at - 1].clause != word.clause || words[at - 1].folded.len() == 1;
            let polite = words.get(at + 1).is_some_and(|next| is_polite(&next.folded));
            if opens_clause && !polite && self.lists.supposed.has(language, &word.folded) {
                scopes.supposed_clauses.push(word.clause);
            }
            if self.lists.over.has(language, &word.folded) {
                scopes.over_sentences.push(word.sentence);
            }
        }
        scopes
    }
}

impl Scopes {
    pub fn meant(&self, hit: &Hit, words: &[Word]) -> Meant {
        let first = &words[hit.first];
        let before = hit.first.saturating_sub(DENIAL_WORDS)..hit.first;
        if before.into_iter().any(|at| self.denies[at] && words[at].clause == first.clause) {
            return Meant::Denied;
        }
        if self.supposed_clauses.contains(&first.clause) {
            return Meant::Supposed;
        }
        if self.over_sentences.contains(&first.sentence) {
            return Meant::Over;
        }
        Meant::Said
    }
}

/// "If you can", "se possível", "si os viene bien": courtesy, not a supposition.
fn is_polite(word: &str) -> bool {
    let stems = ["poss", "posib", "pod", "pued", "pud", "faz", "fizer", "you", "hace", "os", "der", "nao", "quiser"];
    stems.iter().any(|stem| word.starts_with(stem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routing::{lexicon::Lexicon, normalise::Reader};

    fn meant(text: &str, language: Language) -> Vec<Meant> {
        let lexicon = Lexicon::parse("[down]\npt = ['em baixo', 'falh*']\nes = ['caid*']\nen = ['down']").unwrap();
        let mut reader = Reader::default();
        reader.read(text, 0, 100);
        let words = reader.finish();
        let scopes = Scope::parse(SCOPE, LANGUAGES, SHORTHAND).unwrap().of(&words, language);
        lexicon.find(&words).iter().map(|hit| scopes.meant(hit, &words)).collect()
    }

    #[test]
    fn a_denied_outage_is_no_outage() {
        assert_eq!(meant("Nothing is down", Language::En), [Meant::Denied]);
        assert_eq!(meant("Não está nada em baixo", Language::Pt), [Meant::Denied]);
        assert_eq!(meant("no hay ningún enlace caído", Language::Es), [Meant::Denied]);
    }

    #[test]
    fn a_supposed_or_past_outage_is_no_outage() {
        assert_eq!(meant("If the feed went down, what then", Language::En), [Meant::Supposed]);
        assert_eq!(meant("Se o LS1 falhasse", Language::Pt), [Meant::Supposed]);
        assert_eq!(meant("It was down but is restored", Language::En), [Meant::Over]);
    }

    #[test]
    fn an_outage_after_a_denial_of_something_else_is_one() {
        assert_eq!(meant("not a question, we are down", Language::En), [Meant::Said]);
        assert_eq!(meant("está tudo em baixo no LS1", Language::Pt), [Meant::Said]);
        assert_eq!(meant("no LS1 está tudo em baixo", Language::Pt), [Meant::Said]);
    }

    #[test]
    fn a_language_is_known_by_its_small_words() {
        let scope = Scope::parse(SCOPE, LANGUAGES, SHORTHAND).unwrap();
        let guess = |text: &str| {
            let mut reader = Reader::default();
            reader.read(text, 0, 100);
            scope.guess_language(&reader.finish()).language
        };
        assert_eq!(guess("Os servidores que chegaram ao cais não são da nossa empresa"), Language::Pt);
        assert_eq!(guess("Los servidores que llegaron al muelle no son de nuestra empresa"), Language::Es);
        assert_eq!(guess("The servers that reached the dock are not ours"), Language::En);
    }

    #[test]
    fn a_language_that_the_desk_does_not_speak_is_noticed() {
        let scope = Scope::parse(SCOPE, LANGUAGES, SHORTHAND).unwrap();
        let foreign = |text: &str| {
            let mut reader = Reader::default();
            reader.read(text, 0, 100);
            scope.guess_language(&reader.finish()).foreign
        };
        assert!(foreign("Op de invoice van juni staat een verbinding die niet klopt, graag verwijderen"));
        assert!(foreign("Bitte schicken Sie uns die Rechnung und den Vertrag"));
        assert!(foreign("请重新开票 并退款"));
        assert!(!foreign("La factura de Müller und Söhne no lleva el IVA"));
        assert!(!foreign("xc down ls1 0304 urg"));
    }
}
