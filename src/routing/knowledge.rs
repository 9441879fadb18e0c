//! What a desk lead can edit: the lexicon and the words of scope, and the name under which an answer cites them.

use super::{
    features::{Feature, Perception, distinct, extract},
    lexicon::{LEXICON, Lexicon},
    request::Request,
    scope::{LANGUAGES, SCOPE, SHORTHAND, Scope},
    training::fingerprint,
};

/// The year and number of the labelled set and the lexicon; the rest of the version is their fingerprint.
const EDITION: &str = "2026.2";

/// Words and phrases, read from the compiled-in assets.
#[derive(Debug)]
pub struct Knowledge {
    pub(super) lexicon: Lexicon,
    pub(super) scope: Scope,
}

impl Default for Knowledge {
    fn default() -> Knowledge {
        Knowledge::new()
    }
}

impl Knowledge {
    #[expect(clippy::expect_used, reason = "the assets are compiled in, and a test reads them")]
    pub fn new() -> Knowledge {
        Knowledge {
            lexicon: Lexicon::parse(LEXICON).expect("lexicon.toml reads"),
            scope: Scope::parse(SCOPE, LANGUAGES, SHORTHAND)
                .expect("scope.toml, languages.toml and shorthand.toml read"),
        }
    }

    pub(super) fn perceive<'a>(&self, request: &Request<'a>) -> Perception<'a> {
        Perception::of(request, &self.lexicon, &self.scope)
    }

    pub(super) fn features(&self, request: &Request<'_>) -> Vec<Feature> {
        distinct(extract(request, &self.perceive(request), &self.lexicon))
    }
}

/// The name of the knowledge: changes when any word or weight does.
pub(super) fn version(model: &[u8]) -> String {
    let words = [LEXICON, SCOPE, LANGUAGES, SHORTHAND];
    let mut hash = words.iter().fold(0, |hash: u64, text| hash.rotate_left(7) ^ fingerprint(text));
    for chunk in model.chunks(8) {
        let mut eight = [0; 8];
        eight[..chunk.len()].copy_from_slice(chunk);
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(eight)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    format!("{EDITION}-{:06x}", hash >> 40)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_the_weights_changes_the_name_of_the_knowledge() {
        assert_eq!(version(&[1; 100]), version(&[1; 100]));
        assert_ne!(version(&[1; 100]), version(&[2; 100]));
    }
}
