//! The frame of a pane. The pane that has the keyboard shows it by its line and a mark, not by colour alone.

use crate::console::look::Look;
use crate::console::text::{Shown, truncate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Widget};

/// Draws the frame with its title; what is left inside.
pub fn frame(title: &str, focused: bool, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> Rect {
    let (border, kind, mark) = match focused {
        true => (look.style("ui.border.focused"), BorderType::Thick, "▶ "),
        false => (look.style("ui.border"), BorderType::Plain, ""),
    };
    let clean = Shown::line(title);
    let room = usize::from(area.width).saturating_sub(6);
    let title = Span::styled(format!(" {mark}{} ", truncate(clean.as_str(), room)), look.style("text.title"));
    let block = Block::bordered().border_type(kind).border_style(border).title(Line::from(title));
    let inner = block.inner(area);
    block.render(area, buf);
    inner
}

/// The area inside a frame.
pub fn inside(area: Rect) -> Rect {
    Block::bordered().inner(area)
}
