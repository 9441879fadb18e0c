//! A frame over the screen: clears what lies under it.

use crate::console::look::Look;
use crate::console::widgets::pane;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

/// Draws the frame; what is left inside.
pub fn popup(title: &str, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> Rect {
    Clear.render(area, buf);
    buf.set_style(area, look.style("ui.popup"));
    let inner = pane::frame(title, true, look, area, buf);
    // One cell of air at each side, where there is room.
    if inner.width > 20 { Rect { x: inner.x + 1, width: inner.width - 2, ..inner } } else { inner }
}
