//! Places in the text: what is still to be filled in, texts that are put in whole, the call for the macros.

use super::Compose;
use crate::console::text::Shown;
use crate::domain::{Article, macros};
use std::ops::Range;
use tui_textarea::CursorMove;

/// By this the macros are called while one writes.
const CALL: &str = "::";
/// So many lines are quoted.
const QUOTED: usize = 60;

impl Compose {
    /// The first placeholder that nobody has filled in.
    pub fn placeholder(&self) -> Option<String> {
        self.area.lines().iter().flat_map(|line| macros::placeholders(line)).next().map(|(_, name)| name.to_string())
    }

    /// Selects the first placeholder, so that the next letter replaces it.
    pub fn to_first_placeholder(&mut self) {
        let first = self.placeholders().next();
        self.select(first);
    }

    /// Selects the next one from the cursor on; after the last comes the first.
    pub fn to_next_placeholder(&mut self) {
        let cursor = self.area.cursor();
        let next = self.placeholders().find(|(row, at)| (*row, at.start) >= (cursor.0, cursor.1));
        let next = next.or_else(|| self.placeholders().next());
        self.select(next);
    }

    /// By line, and by letters in it.
    fn placeholders(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        self.area.lines().iter().enumerate().flat_map(|(row, line)| {
            let letters = |bytes: usize| line[..bytes].chars().count();
            macros::placeholders(line).map(move |(at, _)| (row, letters(at.start)..letters(at.end)))
        })
    }

    fn select(&mut self, place: Option<(usize, Range<usize>)>) {
        let Some((row, at)) = place else { return };
        self.jump(row, at.start);
        self.area.start_selection();
        self.area.move_cursor(to(row, at.end));
    }

    fn jump(&mut self, row: usize, letter: usize) {
        self.area.cancel_selection();
        self.area.move_cursor(to(row, letter));
    }

    /// To the beginning or the end of the line.
    pub fn line(&mut self, end: bool) {
        self.area.cancel_selection();
        self.area.move_cursor(if end { CursorMove::End } else { CursorMove::Head });
    }

    /// Behind all that is written.
    pub fn to_end(&mut self) {
        self.jump(usize::MAX, usize::MAX);
    }

    /// Puts a whole text at the cursor, apart from what stands before and after it. The cursor goes to what is to be
    /// filled in of it.
    pub fn put(&mut self, text: &str) {
        self.area.cancel_selection();
        let (before, after) = self.around();
        let above = if before.trim().is_empty() { "" } else { "\n\n" };
        let below = if after.trim().is_empty() { "" } else { "\n\n" };
        let row = self.area.cursor().0 + above.len();
        self.paste(&format!("{above}{text}{below}"));
        let first = self.placeholders().find(|(at, _)| *at >= row);
        self.select(first);
    }

    /// Puts a text before all that is here; the cursor stays with its letter.
    pub fn put_before(&mut self, text: &str) {
        let (cursor, lines) = (self.area.cursor(), self.area.lines().len());
        self.jump(0, 0);
        self.paste(&format!("{text}\n"));
        let added = self.area.lines().len() - lines;
        self.jump(cursor.0 + added, cursor.1);
    }

    /// Puts what was written before at the cursor, as a quote, and the cursor under it.
    pub fn quote(&mut self, article: &Article) {
        let shown = Shown::block(article.body.trim());
        let mut lines: Vec<String> = shown.lines().take(QUOTED).map(|line| format!("> {line}")).collect();
        if shown.lines().count() > QUOTED {
            lines.push("> […]".into());
        }
        let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
        self.put(&format!("{}\n\n", lines.join("\n")));
    }

    /// The two colons have just been typed where a word begins.
    pub fn calls_for_macros(&self) -> bool {
        let (before, _) = self.around();
        before.strip_suffix(CALL).is_some_and(|rest| rest.chars().next_back().is_none_or(char::is_whitespace))
    }

    /// Takes the call out of the text.
    pub fn take_call_back(&mut self) {
        if self.calls_for_macros() {
            for _ in CALL.chars() {
                self.area.delete_char();
            }
            self.measure();
        }
    }

    /// The line of the cursor, before and after it.
    fn around(&self) -> (&str, &str) {
        let cursor = self.area.cursor();
        let line = self.area.lines().get(cursor.0).map_or("", String::as_str);
        let at = line.char_indices().nth(cursor.1).map_or(line.len(), |(at, _)| at);
        line.split_at(at)
    }
}

/// A place beyond the last is the last.
fn to(row: usize, letter: usize) -> CursorMove {
    let short = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    CursorMove::Jump(short(row), short(letter))
}
