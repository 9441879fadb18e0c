//! What is worth quoting as a reason. A word may count and still tell a person nothing: "para", a weekday, who signed.

use super::{features::Perception, scope::Scope};

/// Words this short say nothing by themselves.
const SHORT: usize = 3;

/// Whether the words from the first to the last, a phrase of the lexicon or a single word, say something by themselves.
pub(super) fn is_quotable(seen: &Perception<'_>, scope: &Scope, (first, last): (usize, usize)) -> bool {
    let words = &seen.reading.words[first..=last];
    if words.iter().all(|word| scope.is_quiet(&word.folded)) {
        return false;
    }
    seen.hits.iter().any(|(hit, _)| hit.first <= first && last <= hit.last) || is_telling(seen, first)
}

/// Whether a word that belongs to no phrase of the lexicon does.
fn is_telling(seen: &Perception<'_>, at: usize) -> bool {
    let word = &seen.reading.words[at].folded;
    let number = word.chars().all(|it| it.is_ascii_digit());
    word.len() > SHORT && !number && !is_name(seen, at)
}

/// Capitalised like a name: inside a sentence, beside another such word, or alone under the text. Words in capitals are
/// abbreviations.
fn is_name(seen: &Perception<'_>, at: usize) -> bool {
    let words = &seen.reading.words;
    if at < seen.reading.in_subject || !is_capitalised(seen, at) {
        return false;
    }
    let sentence = words[at].sentence;
    let same = |other: usize| words.get(other).is_some_and(|it| it.sentence == sentence);
    let first = at == seen.reading.in_subject || !same(at - 1);
    let beside = same(at + 1) && is_capitalised(seen, at + 1);
    let signature = words.last().is_some_and(|it| it.sentence == sentence) && at > seen.reading.in_subject;
    !first || beside || (signature && !same(at + 1))
}

fn is_capitalised(seen: &Perception<'_>, at: usize) -> bool {
    let word = &seen.reading.words[at];
    let mut letters = seen.reading.quote(word, word).chars();
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}
