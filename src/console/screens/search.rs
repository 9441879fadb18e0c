//! The search line: the query language as one types it, with what a word may become, and an error pointing at its
//! character.

use crate::console::look::Look;
use crate::console::text::{Shown, truncate, width};
use crate::console::widgets::form::Field;
use crate::domain::complete::{Completion, Known, complete};
use crate::domain::{Filter, FilterError};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget};

/// The longest query, in bytes.
const LIMIT: usize = 500;

#[derive(Debug, Clone)]
pub struct Search {
    pub field: Field,
    /// What was shown before, to go back to.
    pub before: Filter,
    /// Counts keystrokes: a pause is over only if none came after it began.
    pub keystroke: u64,
    /// Which of the queries typed before is shown, and what had been typed then.
    recalled: Option<(usize, String)>,
    /// The words that take turns, and the one in the line.
    turns: Option<Turns>,
}

/// Suggestions that take turns in one place of the line.
#[derive(Debug, Clone)]
struct Turns {
    from: usize,
    candidates: Vec<String>,
    at: usize,
}

impl Search {
    pub fn new(query: &str, before: Filter) -> Search {
        let mut field = Field::new(LIMIT);
        field.set(query);
        Search { field, before, keystroke: 0, recalled: None, turns: None }
    }

    /// A letter was typed: what was suggested or recalled is text like any other now.
    pub fn edited(&mut self) {
        (self.recalled, self.turns) = (None, None);
        self.keystroke += 1;
    }

    /// Shows the query typed before, or the one after it, of these, the newest first; whether there is one.
    pub fn recall(&mut self, older: bool, typed: &[String]) -> bool {
        let here = self.recalled.as_ref().map(|(at, _)| *at);
        let text = self.field.text().to_string();
        let to = match (older, here) {
            // What stands in the line already is no step.
            (true, here) => {
                let from = here.map_or(0, |at| at + 1);
                (from..typed.len()).find(|at| typed[*at] != text)
            }
            (false, Some(at)) => at.checked_sub(1),
            (false, None) => return false,
        };
        let own = self.recalled.take().map_or(text, |(_, own)| own);
        match to {
            Some(at) => {
                self.field.set(&typed[at]);
                self.recalled = Some((at, own));
            }
            None if older => {
                self.recalled = here.map(|at| (at, own));
                return false;
            }
            None => self.field.set(&own),
        }
        self.turns = None;
        self.keystroke += 1;
        true
    }

    /// Puts the next suggestion in place of the word at the cursor, or the one before; whether there is one.
    pub fn complete(&mut self, forward: bool, known: &Known) -> bool {
        let turns = match self.turns.take().filter(|turns| turns.candidates.len() > 1) {
            Some(Turns { from, candidates, at }) => {
                let step = if forward { 1 } else { candidates.len() - 1 };
                Turns { from, at: (at + step) % candidates.len(), candidates }
            }
            None => {
                let Completion { replaces, candidates } = complete(self.field.text(), self.field.cursor(), known);
                let at = if forward { 0 } else { candidates.len().saturating_sub(1) };
                Turns { from: replaces.start, candidates, at }
            }
        };
        let Some(word) = turns.candidates.get(turns.at) else { return false };
        self.field.put_from(turns.from, word);
        self.recalled = None;
        self.keystroke += 1;
        self.turns = Some(turns);
        true
    }

    /// What the word at the cursor may become, and where it begins; while suggestions take turns, those.
    fn suggested(&self, known: &Known) -> Completion {
        match &self.turns {
            Some(turns) if turns.candidates.len() > 1 => {
                let (before, from) = turns.candidates.split_at(turns.at);
                Completion { replaces: turns.from..self.field.cursor(), candidates: [from, before].concat() }
            }
            _ => complete(self.field.text(), self.field.cursor(), known),
        }
    }

    /// Something is being typed that may become something else: at the end of a word one is not told what else there is.
    fn is_in_a_word(&self) -> bool {
        let before = &self.field.text()[..self.field.cursor()];
        before.ends_with(|c: char| !c.is_whitespace())
    }

    pub fn parse(&self) -> Result<Filter, FilterError> {
        Filter::parse(self.field.text())
    }

    /// Draws the line, and under it what is wrong with it, at its place; where the cursor is.
    /// `known` are the values at hand, with the key that completes.
    pub fn view(
        &self,
        (known, key): (&Known, &str),
        look: &Look<'_>,
        message: Rect,
        hints: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        for line in [message, hints] {
            Clear.render(line, buf);
            buf.set_style(line, look.style("ui.status"));
        }
        buf.set_stringn(message.x, message.y, "/", usize::from(message.width), look.style("ui.key"));
        let line = Rect { x: message.x + 1, width: message.width.saturating_sub(1), ..message };
        let cursor = self.field.view(&look.text("search-ask"), look, line, buf);
        let cells = usize::from(hints.width);
        let suggested = if self.is_in_a_word() { self.suggested(known) } else { Completion::default() };
        let word_at = self.field.text()[..suggested.replaces.start].chars().count();
        match self.parse() {
            // What is wrong before the word stays wrong, whatever becomes of the word.
            parsed if !suggested.candidates.is_empty() && parsed.as_ref().err().is_none_or(|it| it.at > word_at) => {
                let words: Vec<String> = suggested.candidates.iter().map(|word| label(word, known)).collect();
                let words = Shown::line(&words.join("  ")).into_string();
                let line = look.format("search-suggested", &[("key", key.to_string().into()), ("words", words.into())]);
                buf.set_stringn(hints.x, hints.y, truncate(&line, cells), cells, look.style("text.muted"));
            }
            Ok(_) => {
                buf.set_stringn(hints.x, hints.y, look.text("search-keys"), cells, look.style("text.muted"));
            }
            Err(error) => {
                let before: String = self.field.text().chars().take(error.at.saturating_sub(1)).collect();
                let said = look.catalog.filter_error(&error);
                let problem = Shown::line(&format!("^ {}: {}", said.what, said.hint)).into_string();
                let column = (width(&before) + 1).min(cells.saturating_sub(width(&problem)));
                let text = format!("{}{problem}", " ".repeat(column));
                buf.set_stringn(hints.x, hints.y, text, cells, look.style("message.error"));
            }
        }
        cursor
    }
}

/// A suggestion as it is shown: nobody knows their colleagues by their ids.
fn label(word: &str, known: &Known) -> String {
    match known.operators.iter().find(|(id, _)| id == word) {
        Some((id, name)) => format!("{id} ({name})"),
        None => word.to_string(),
    }
}
