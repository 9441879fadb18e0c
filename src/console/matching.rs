//! How well a text fits what was typed to find it: letters in their order, case and accents aside.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

#[derive(Debug)]
pub struct Matching {
    pattern: Pattern,
    matcher: Matcher,
    letters: Vec<char>,
}

impl Matching {
    pub fn new(typed: &str) -> Matching {
        let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
        Matching { pattern, matcher: Matcher::new(Config::DEFAULT), letters: Vec::new() }
    }

    /// The more, the better; None when it does not fit at all.
    pub fn score(&mut self, text: &str) -> Option<u32> {
        self.pattern.score(Utf32Str::new(text, &mut self.letters), &mut self.matcher)
    }
}
