//! The search line: the query language as one types it, with an error pointing at its character.

use crate::console::look::Look;
use crate::console::text::{Shown, width};
use crate::console::widgets::form::Field;
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
}

impl Search {
    pub fn new(query: &str, before: Filter) -> Search {
        let mut field = Field::new(LIMIT);
        field.set(query);
        Search { field, before, keystroke: 0 }
    }

    pub fn parse(&self) -> Result<Filter, FilterError> {
        Filter::parse(self.field.text())
    }

    /// Draws the line, and under it what is wrong with it, at its place; where the cursor is.
    pub fn view(&self, look: &Look<'_>, message: Rect, hints: Rect, buf: &mut Buffer) -> Option<Position> {
        for line in [message, hints] {
            Clear.render(line, buf);
            buf.set_style(line, look.style("ui.status"));
        }
        buf.set_stringn(message.x, message.y, "/", usize::from(message.width), look.style("ui.key"));
        let line = Rect { x: message.x + 1, width: message.width.saturating_sub(1), ..message };
        let cursor = self.field.view(&look.text("search-ask"), look, line, buf);
        let cells = usize::from(hints.width);
        match self.parse() {
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
