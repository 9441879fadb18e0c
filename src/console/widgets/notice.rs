//! The message line: what happened, and what to do about it.

use crate::console::look::Look;
use crate::console::text::{Shown, truncate, width};
use crate::console::widgets::sheet::wrap_pieces;
use crate::domain::{Span, Timestamp};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

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
    /// It is news until then: what else there is to read comes after it.
    pub news_until: Timestamp,
    /// It goes away by itself then; an error stays until something else is said.
    pub until: Timestamp,
}

/// What has just been done is told for so long.
const NEWS: Span = Span::seconds(8);

impl Notice {
    pub fn new(level: Level, text: String, hint: String, now: Timestamp) -> Notice {
        let until = match level {
            Level::Info => now + NEWS,
            Level::Warning => now + Span::seconds(30),
            Level::Error => Timestamp::NEVER,
        };
        Notice { level, text: Shown::line(&text), hint: Shown::line(&hint), news_until: now + NEWS, until }
    }

    pub fn text(&self) -> &str {
        self.text.as_str()
    }

    pub fn hint(&self) -> &str {
        self.hint.as_str()
    }

    /// Its mark and its look.
    fn sign(&self) -> (&'static str, &'static str) {
        match self.level {
            Level::Info => ("✓", "message.info"),
            Level::Warning => ("!", "message.warning"),
            Level::Error => ("✗", "message.error"),
        }
    }

    /// Draws all of it into as many lines as it needs, up to a limit, the last of them `area`; `how` says by which key
    /// it goes away, and stands at the end.
    pub fn view_whole(&self, how: &str, limit: u16, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let (mark, scope) = self.sign();
        let (said, hint, muted) =
            (format!("{mark} {}", self.text), format!("  {}", self.hint), look.style("text.muted"));
        let pieces = [(said.as_str(), look.style(scope)), (hint.trim_end(), muted)];
        let cells = usize::from(area.width);
        let mut lines = wrap_pieces(&pieces, cells, 2);
        let last = lines.last().map_or(0, Line::width);
        if last + width(how) + 2 > cells {
            lines.push(Line::default());
        }
        let rows = u16::try_from(lines.len()).unwrap_or(limit).min(limit).min(area.y + 1);
        let whole = Rect { y: area.bottom().saturating_sub(rows), height: rows, ..area };
        Clear.render(whole, buf);
        buf.set_style(whole, look.style("text"));
        for (line, y) in lines.iter().zip(whole.top()..whole.bottom()) {
            buf.set_line(whole.x, y, line, whole.width);
        }
        let how = truncate(how, cells);
        let taken = u16::try_from(width(&how)).unwrap_or(area.width);
        let (x, y) = (area.right().saturating_sub(taken), whole.bottom().saturating_sub(1));
        let before = Rect { x: x.saturating_sub(2), y, width: 2.min(x), height: 1 };
        Clear.render(before, buf);
        buf.set_stringn(x, y, &how, cells, look.style("ui.key"));
    }

    /// Draws it into one line: a mark, the text, and what to do.
    pub fn view(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let (mark, scope) = self.sign();
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
