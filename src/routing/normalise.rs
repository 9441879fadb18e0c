//! From a customer's text to words that can be compared, each of which still knows where it stood.
//!
//! Compatibility forms, accents and case are folded away character by character, so that "Disjuntor", "DISJUNTOR"
//! and full-width letters are one word, while the offsets of the original stay exact: reasons quote the ticket's own
//! text. Control characters, escape sequences and invisible characters never become part of a word.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Longer words are noise; what exceeds this many bytes is cut off.
const WORD_BYTES: usize = 40;

/// A folded word and where it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Lower case, without accents; digits are all `0`, for a number's size says more than its value.
    pub folded: String,
    /// Byte range in the text that was read.
    pub start: usize,
    pub end: usize,
    /// Counts sentences from 0.
    pub sentence: u32,
    /// Counts clauses from 0, over the whole text: commas and "but" end one.
    pub clause: u32,
    /// The sentence ends with a question mark.
    pub asked: bool,
}

/// Reads words one after the other, sentences and clauses with them.
#[derive(Debug, Default)]
pub(super) struct Reader {
    words: Vec<Word>,
    sentence: u32,
    clause: u32,
    sentence_from: usize,
}

impl Reader {
    /// Adds the words of one line, until there are `limit` words in all. `base` is the line's offset in the text.
    pub fn read(&mut self, line: &str, base: usize, limit: usize) {
        let mut open: Option<Word> = None;
        let mut chars = line.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if self.words.len() >= limit {
                return;
            }
            if c == '\u{1b}' {
                skip_escape(&mut chars);
                self.close(&mut open, base + at);
                continue;
            }
            if is_invisible(c) {
                continue;
            }
            if c.is_alphanumeric() || is_combining_mark(c) {
                let word = open.get_or_insert_with(|| self.start_word(base + at));
                fold_into(c, &mut word.folded);
                word.end = base + at + c.len_utf8();
                continue;
            }
            let next_is_letter = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            if matches!(c, '\'' | '\u{2019}') && open.is_some() && next_is_letter {
                continue;
            }
            self.close(&mut open, base + at);
            match c {
                '.' | '!' | ';' if !next_is_letter => self.end_sentence(false),
                '?' => self.end_sentence(true),
                ',' | ':' | '(' | ')' | '—' | '–' | '|' | '>' | '•' | '·' => self.clause += 1,
                '/' | '-' if !next_is_letter => self.clause += 1,
                _ => {}
            }
        }
        self.close(&mut open, base + line.len());
    }

    /// Ends the sentence: all its words know whether it asked.
    pub fn end_sentence(&mut self, asked: bool) {
        let from = self.sentence_from;
        if from == self.words.len() {
            return;
        }
        self.words[from..].iter_mut().for_each(|word| word.asked = asked);
        self.sentence_from = self.words.len();
        self.sentence += 1;
        self.clause += 1;
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn finish(mut self) -> Vec<Word> {
        self.end_sentence(false);
        join_spaced(&mut self.words);
        self.words
    }

    fn start_word(&self, start: usize) -> Word {
        let (sentence, clause) = (self.sentence, self.clause);
        Word { folded: String::new(), start, end: start, sentence, clause, asked: false }
    }

    fn close(&mut self, open: &mut Option<Word>, _at: usize) {
        if let Some(mut word) = open.take().filter(|word| !word.folded.is_empty()) {
            word.folded = latin(word.folded);
            if matches!(word.folded.as_str(), "but" | "mas" | "pero" | "porem" | "however" | "sino" | "although") {
                self.clause += 1;
                word.clause = self.clause;
            }
            self.words.push(word);
        }
    }
}

/// Letters of other scripts that look like Latin ones, in a word that has Latin ones too: nobody writes so by mistake.
fn latin(word: String) -> String {
    let mixed = !word.is_ascii() && word.contains(|c: char| c.is_ascii_alphabetic());
    if !mixed {
        return word;
    }
    let alike = |c: char| match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' => 'e',
        'һ' | 'н' => 'h',
        'і' | 'ι' | 'ı' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'п' | 'η' => 'n',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'г' => 'r',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' => 'u',
        'ν' => 'v',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        other => other,
    };
    word.chars().map(alike).collect()
}

/// "f a c t u r a" is one word: so many single letters in a row are no sentence.
const SPACED: usize = 4;

fn join_spaced(words: &mut Vec<Word>) {
    let single = |word: &Word| word.folded.len() == 1 && word.folded.as_bytes()[0].is_ascii_lowercase();
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let near = |n: usize| words[n].sentence == words[at].sentence && words[n].start <= words[n - 1].end + 1;
        let run = (at + 1..words.len()).take_while(|n| single(&words[*n]) && near(*n)).count() + 1;
        if single(&words[at]) && run >= SPACED {
            let letters: String = words[at..at + run].iter().map(|word| word.folded.as_str()).collect();
            joined.push(Word { folded: letters, end: words[at + run - 1].end, ..words[at].clone() });
            at += run;
        } else {
            joined.push(words[at].clone());
            at += 1;
        }
    }
    *words = joined;
}

/// The folded form of one word, for tests and for phrases of the lexicon.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::new();
    text.chars().for_each(|c| fold_into(c, &mut folded));
    folded
}

fn fold_into(c: char, folded: &mut String) {
    if folded.len() >= WORD_BYTES {
        return;
    }
    if c.is_ascii() {
        folded.push(if c.is_ascii_digit() { '0' } else { c.to_ascii_lowercase() });
        return;
    }
    decompose_compatible(c, |part| {
        if is_combining_mark(part) || !part.is_alphanumeric() {
            return;
        }
        if part.is_numeric() {
            folded.push('0');
        } else {
            folded.extend(part.to_lowercase().filter(|c| !is_combining_mark(*c)));
        }
    });
}

/// Zero-width, joining, directional and soft-hyphen characters: they stand inside words without being seen.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Skips what follows an escape character: a control sequence up to its final letter.
fn skip_escape(chars: &mut std::iter::Peekable<std::str::CharIndices<'_>>) {
    if chars.next_if(|(_, c)| *c == '[').is_none() {
        return;
    }
    while chars.next_if(|(_, c)| matches!(c, '0'..='?' | ' '..='/')).is_some() {}
    chars.next_if(|(_, c)| matches!(c, '@'..='~'));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Word> {
        let mut reader = Reader::default();
        reader.read(text, 0, 1000);
        reader.finish()
    }

    fn folded(text: &str) -> Vec<String> {
        read(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn accents_case_and_width_make_no_difference() {
        assert_eq!(folded("RECEÇÃO recepção Corrección ＮＵＬＯ"), ["rececao", "recepcao", "correccion", "nulo"]);
        assert_eq!(folded("receca\u{303}o"), ["rececao"]);
    }

    #[test]
    fn a_word_still_knows_where_it_stood() {
        let text = "Já não há água";
        let words = read(text);
        let own: Vec<&str> = words.iter().map(|word| &text[word.start..word.end]).collect();
        assert_eq!(own, ["Já", "não", "há", "água"]);
    }

    #[test]
    fn escape_sequences_and_invisible_characters_are_no_part_of_a_word() {
        assert_eq!(folded("\u{1b}[31mpor\u{200b}ta\u{1b}[0m aber\u{ad}ta\u{7}"), ["porta", "aberta"]);
        assert_eq!(folded("don\u{2019}t can't"), ["dont", "cant"]);
    }

    #[test]
    fn letters_that_only_look_latin_and_letters_apart_are_read_as_meant() {
        assert_eq!(folded("Wр\u{043e}ng invoi\u{0441}е"), ["wpong", "invoice"]);
        assert_eq!(folded("неправильно"), ["неправильно"]);
        assert_eq!(folded("la f a c t u r a de abril"), ["la", "factura", "de", "abril"]);
        assert_eq!(folded("a e o b"), ["aeob"]);
        assert_eq!(folded("quadro A e B"), ["quadro", "a", "e", "b"]);
    }

    #[test]
    fn a_comma_ends_a_clause_and_a_question_mark_a_sentence() {
        let words = read("nothing is broken, we ask. Could we buy more?");
        let by_clause: Vec<u32> = words.iter().map(|word| word.clause).collect();
        assert_eq!(by_clause, [0, 0, 0, 1, 1, 2, 2, 2, 2]);
        assert!(!words[0].asked && words[8].asked);
    }

    #[test]
    fn a_word_without_end_is_cut_off() {
        assert_eq!(folded(&"x".repeat(100_000))[0].len(), WORD_BYTES);
    }
}
