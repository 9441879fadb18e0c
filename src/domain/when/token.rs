//! The text as tokens, and what stands at one, whatever it means. A token is known by its number, and what reads
//! further says the number of the token behind.

use super::WhenError;
use std::ops::RangeInclusive;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest text that is read, in characters.
const LIMIT: usize = 100;

/// A run of letters, a run of digits or another sign, folded.
struct Token {
    /// Where it starts in what was typed.
    at: usize,
    word: String,
    /// Nothing stands between it and the token before.
    joined: bool,
}

/// What was typed, kept as it was for the error that quotes it.
pub(super) struct Text {
    typed: Vec<char>,
    tokens: Vec<Token>,
}

impl Text {
    pub(super) fn new(text: &str) -> Result<Text, WhenError> {
        let typed: Vec<char> = text.trim_end().chars().take(2 * LIMIT).collect();
        let tokens = tokens(&typed);
        let text = Text { typed, tokens };
        match text.typed.len() {
            length if length > LIMIT => Err(text.wrong_at(LIMIT)),
            _ if text.tokens.is_empty() => Err(WhenError::Empty),
            _ => Ok(text),
        }
    }

    /// The error that names what was typed there.
    pub(super) fn wrong(&self, i: usize) -> WhenError {
        self.wrong_at(self.tokens.get(i).map_or(0, |token| token.at))
    }

    fn wrong_at(&self, at: usize) -> WhenError {
        let rest = self.typed.get(at..).unwrap_or_default();
        let word = rest.iter().enumerate().take_while(|(n, c)| *n == 0 || !(c.is_whitespace() || **c == ','));
        WhenError::NotUnderstood { at: at + 1, word: word.map(|(_, c)| c).collect() }
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn word(&self, i: usize) -> Option<&str> {
        self.tokens.get(i).map(|token| token.word.as_str())
    }

    pub(super) fn is(&self, i: usize, words: &[&str]) -> bool {
        self.word(i).is_some_and(|word| words.contains(&word))
    }

    pub(super) fn joined(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| token.joined)
    }

    /// Behind one of these words, or where it would be.
    pub(super) fn past(&self, i: usize, words: &[&str]) -> usize {
        i + usize::from(self.is(i, words))
    }

    /// Behind these words, if they stand there.
    pub(super) fn behind(&self, i: usize, phrase: &str) -> Option<usize> {
        phrase.split(' ').try_fold(i, |at, word| (self.word(at)? == word).then_some(at + 1))
    }

    /// A number in digits.
    pub(super) fn figures(&self, i: usize) -> Option<&str> {
        self.word(i).filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Digits, so many of them, right behind the token before.
    pub(super) fn digits(&self, i: usize, count: RangeInclusive<usize>) -> Option<u32> {
        let figures = self.figures(i).filter(|figures| self.joined(i) && count.contains(&figures.len()));
        figures?.parse().ok()
    }
}

/// Hyphens inside words, the full stop of an abbreviation and commas go; a full stop or comma in a number stays.
fn tokens(typed: &[char]) -> Vec<Token> {
    let folded: Vec<(usize, char)> =
        typed.iter().enumerate().flat_map(|(at, c)| fold(*c).map(move |c| (at, c))).collect();
    let mut tokens: Vec<Token> = Vec::new();
    let mut touching = false;
    for (n, (at, c)) in folded.iter().copied().enumerate() {
        let before = n.checked_sub(1).and_then(|n| folded.get(n)).map_or(' ', |(_, c)| *c);
        let after = folded.get(n + 1).map_or(' ', |(_, c)| *c);
        let gap = match c {
            '-' => before.is_alphabetic() && after.is_alphabetic(),
            '.' | ',' => !(before.is_ascii_digit() && after.is_ascii_digit()) && (c == ',' || before.is_alphanumeric()),
            c => c.is_whitespace(),
        };
        if gap {
            touching = false;
            continue;
        }
        match tokens.last_mut() {
            Some(last) if touching && kind(c) != Kind::Sign && kind(c) == kind(before) => last.word.push(c),
            _ => tokens.push(Token { at, word: c.to_string(), joined: touching }),
        }
        touching = true;
    }
    tokens
}

#[derive(PartialEq)]
enum Kind {
    Digit,
    Letter,
    Sign,
}

fn kind(c: char) -> Kind {
    match c {
        c if c.is_ascii_digit() => Kind::Digit,
        c if c.is_alphabetic() || c == '\'' => Kind::Letter,
        _ => Kind::Sign,
    }
}

/// Lower case, without accents, as plain as it can be written.
fn fold(c: char) -> impl Iterator<Item = char> {
    let c = if c == '’' { '\'' } else { c };
    std::iter::once(c).nfkd().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c))
}
