//! The message line: what happened, and what to do about it.

use crate::console::look::Look;
use crate::console::text::{Shown, truncate};
use crate::domain::{Span, Timestamp};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Info,
    Warning,
    Error,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub level: Level,
    text: Shown,
    hint: Shown,
    /// It goes away by itself then; an error stays until something else is said.
    pub until: Timestamp,
}

impl Notice {
    pub fn new(level: Level, text: String, hint: String, now: Timestamp) -> Notice {
        let until = match level {
            Level::Info => now + Span::seconds(8),
            Level::Warning => now + Span::seconds(30),
            Level::Error => Timestamp::NEVER,
        };
        Notice { level, text: Shown::line(&text), hint: Shown::line(&hint), until }
    }

    pub fn text(&self) -> &str {
        self.text.as_str()
    }

    pub fn hint(&self) -> &str {
        self.hint.as_str()
    }

    /// Draws it into one line: a mark, the text, and what to do.
    pub fn view(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let (mark, scope) = match self.level {
            Level::Info => ("✓", "message.info"),
            Level::Warning => ("!", "message.warning"),
            Level::Error => ("✗", "message.error"),
        };
        let cells = usize::from(area.width);
        let said = format!("{mark} {}", self.text);
        let said = truncate(&said, cells);
        let (x, _) = buf.set_stringn(area.x, area.y, &said, cells, look.style(scope));
        let left = area.right().saturating_sub(x + 2);
        if !self.hint.is_empty() && left > 8 {
            let hint = truncate(self.hint.as_str(), usize::from(left));
            buf.set_stringn(x + 2, area.y, &hint, usize::from(left), look.style("text.muted"));
        }
    }
}
