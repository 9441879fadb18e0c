//! Lines under each other, some of which belong to the items of a list: those of the item under the cursor are in view.

use crate::console::look::Look;
use crate::console::text::{pad, truncate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Its text, how it looks, and which item of the list it is of.
pub type Line = (String, &'static str, Option<usize>);

/// Draws them. With the first item what stands above it is in view as well, as far as there is room.
pub fn view(lines: Vec<Line>, selected: usize, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let (cells, rows) = (usize::from(area.width), usize::from(area.height));
    let last = lines.iter().rposition(|(_, _, at)| *at == Some(selected)).unwrap_or(0);
    let from = (last + 1).saturating_sub(rows);
    for ((text, scope, at), y) in lines.into_iter().skip(from).zip(area.top()..area.bottom()) {
        let style = look.style(if at == Some(selected) { "ui.selection" } else { scope });
        buf.set_stringn(area.x, y, pad(&truncate(&text, cells), cells), cells, style);
    }
}
