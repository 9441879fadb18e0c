//! One line to type into: a reason, a search, a code.

use crate::console::look::Look;
use crate::console::text::{Shown, grapheme_width, width};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// The text of one line and the cursor in it. Always clean and in normal form C; edited by graphemes.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Field {
    text: String,
    /// A byte at a grapheme's border.
    cursor: usize,
    /// The longest text, in bytes.
    limit: usize,
    masked: bool,
}

impl std::fmt::Debug for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = if self.masked { "(hidden)" } else { &self.text };
        f.debug_struct("Field").field("text", &text).field("cursor", &self.cursor).finish_non_exhaustive()
    }
}

impl Field {
    /// An empty field that holds up to `limit` bytes.
    pub fn new(limit: usize) -> Field {
        Field { limit, ..Field::default() }
    }

    /// A field whose text is never drawn nor printed for debugging: a caller's code.
    pub fn masked(limit: usize) -> Field {
        Field { limit, masked: true, ..Field::default() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn set(&mut self, text: &str) {
        self.clear();
        self.paste(text);
    }

    pub fn clear(&mut self) {
        self.text.clear();
        self.cursor = 0;
    }

    /// Where the cursor is: a byte of the text.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts text in place of what stands between a byte and the cursor.
    pub fn put_from(&mut self, from: usize, text: &str) {
        self.delete_to(self.text.floor_char_boundary(from.min(self.cursor)));
        self.paste(text);
    }

    /// Puts text at the cursor, as much as the limit lets in; line breaks become spaces.
    pub fn paste(&mut self, text: &str) {
        let composed: String = text.nfc().map(|it| if matches!(it, '\n' | '\r' | '\t') { ' ' } else { it }).collect();
        let clean = Shown::line(&composed);
        let room = self.limit.saturating_sub(self.text.len());
        let ends = clean.as_str().grapheme_indices(true).map(|(at, it)| at + it.len());
        let end = ends.take_while(|end| *end <= room).last().unwrap_or(0);
        self.text.insert_str(self.cursor, &clean.as_str()[..end]);
        self.cursor += end;
    }

    /// What a key does; false when it means nothing here.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        if key.kind == KeyEventKind::Release {
            return false;
        }
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match key.code {
            KeyCode::Char('w') if ctrl => self.delete_to(self.word_before()),
            KeyCode::Char('u') if ctrl => self.delete_to(0),
            KeyCode::Char('k') if ctrl => self.delete_to(self.text.len()),
            KeyCode::Char('a') if ctrl => self.cursor = 0,
            KeyCode::Char('e') if ctrl => self.cursor = self.text.len(),
            KeyCode::Backspace if ctrl || alt => self.delete_to(self.word_before()),
            KeyCode::Backspace => self.delete_to(self.before()),
            KeyCode::Delete => self.delete_to(self.after()),
            KeyCode::Left if ctrl => self.cursor = self.word_before(),
            KeyCode::Right if ctrl => self.cursor = self.word_after(),
            KeyCode::Left => self.cursor = self.before(),
            KeyCode::Right => self.cursor = self.after(),
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = self.text.len(),
            KeyCode::Char(it) if !ctrl && !alt => self.paste(it.encode_utf8(&mut [0; 4])),
            _ => return false,
        }
        true
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        let next = self.text[self.cursor..].graphemes(true).next().map_or(0, str::len);
        self.cursor + next
    }

    fn word_before(&self) -> usize {
        let trimmed = self.text[..self.cursor].trim_end();
        trimmed.rfind(' ').map_or(0, |at| at + 1)
    }

    fn word_after(&self) -> usize {
        let rest = &self.text[self.cursor..];
        let word = rest.find(' ').unwrap_or(rest.len());
        let gap = rest[word..].len() - rest[word..].trim_start().len();
        self.cursor + word + gap
    }

    fn delete_to(&mut self, other: usize) {
        let (from, to) = (self.cursor.min(other), self.cursor.max(other));
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }

    /// Draws the field into the first line of the area, and says where the cursor is. An empty field shows what it
    /// asks for.
    pub fn view(&self, asks_for: &str, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if area.is_empty() {
            return None;
        }
        let cells = usize::from(area.width);
        if self.text.is_empty() {
            let asks_for = Shown::line(asks_for);
            buf.set_stringn(area.x, area.y, asks_for.as_str(), cells, look.style("ui.placeholder"));
            return Some(Position::new(area.x, area.y));
        }
        let masked = "•".repeat(self.text.graphemes(true).count());
        let (text, cursor) = if self.masked {
            let before = self.text[..self.cursor].graphemes(true).count();
            (masked.as_str(), before * "•".len())
        } else {
            (self.text.as_str(), self.cursor)
        };
        // The cursor needs a cell of its own after the last letter.
        let (mut from, mut used) = (0, width(&text[..cursor]));
        for grapheme in text.graphemes(true) {
            if used < cells {
                break;
            }
            from += grapheme.len();
            used -= grapheme_width(grapheme);
        }
        buf.set_stringn(area.x, area.y, &text[from..], cells, look.style("text"));
        let column = u16::try_from(used).unwrap_or(0).min(area.width - 1);
        Some(Position::new(area.x + column, area.y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::look::tests::Room;
    use crate::domain::Language;

    fn press(field: &mut Field, codes: &[KeyCode], modifiers: KeyModifiers) {
        codes.iter().for_each(|code| assert!(field.key(KeyEvent::new(*code, modifiers))));
    }

    #[test]
    fn letters_are_edited_whole() {
        let mut field = Field::new(100);
        field.paste("cafe\u{301} 👩\u{200d}👩\u{200d}👧");
        press(&mut field, &[KeyCode::Backspace], KeyModifiers::NONE);
        assert_eq!(field.text(), "café ");
        press(&mut field, &[KeyCode::Backspace, KeyCode::Backspace], KeyModifiers::NONE);
        assert_eq!(field.text(), "caf");
        press(&mut field, &[KeyCode::Home, KeyCode::Delete], KeyModifiers::NONE);
        assert_eq!(field.text(), "af");
    }

    #[test]
    fn words_go_at_once() {
        let mut field = Field::new(100);
        field.paste("one two three");
        press(&mut field, &[KeyCode::Char('w')], KeyModifiers::CONTROL);
        assert_eq!(field.text(), "one two ");
        press(&mut field, &[KeyCode::Left], KeyModifiers::CONTROL);
        field.paste("x");
        assert_eq!(field.text(), "one xtwo ");
        press(&mut field, &[KeyCode::Char('k')], KeyModifiers::CONTROL);
        assert_eq!(field.text(), "one x");
        press(&mut field, &[KeyCode::Char('u')], KeyModifiers::CONTROL);
        assert_eq!(field.text(), "", "as in a shell");
        assert!(!field.key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE)));
    }

    #[test]
    fn a_paste_is_cleaned_joined_and_cut() {
        let mut field = Field::new(11);
        field.paste("a\nb\u{1b}[2J\u{202e}");
        assert_eq!(field.text(), "a b␛[2J");
        field.paste("ççç");
        assert_eq!(field.text(), "a b␛[2Jç", "no letter is cut in half");
    }

    #[test]
    fn the_cursor_stays_in_view_and_a_code_stays_hidden() {
        let room = Room::new(Language::En);
        let area = Rect::new(0, 0, 6, 1);
        let mut buf = Buffer::empty(area);
        let mut field = Field::new(100);
        assert_eq!(field.view("reason", &room.look(), area, &mut buf), Some(Position::new(0, 0)));
        field.paste("0123456789");
        let mut buf = Buffer::empty(area);
        assert_eq!(field.view("", &room.look(), area, &mut buf), Some(Position::new(5, 0)));
        assert_eq!(buf[(4, 0)].symbol(), "9");
        let mut code = Field::masked(4);
        code.paste("12345");
        let mut buf = Buffer::empty(area);
        code.view("", &room.look(), area, &mut buf);
        let drawn: String = buf.content().iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!((code.text(), drawn.as_str()), ("1234", "••••  "));
        assert!(!format!("{code:?}").contains("123"));
        assert_eq!(code.view("", &room.look(), Rect::ZERO, &mut buf), None);
    }
}
