//! A table that draws only what is in view: a header and cells, each fitted to its column.

use crate::console::look::Look;
use crate::console::text::{truncate, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// One column: what it shows, the locale key of its title, and its cells.
#[derive(Debug, Clone, Copy)]
pub struct Column<C> {
    pub cell: C,
    /// Empty for none.
    pub title: &'static str,
    pub width: u16,
    pub right: bool,
}

/// Draws the titles of the columns.
pub fn header<C>(columns: &[Column<C>], look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let mut x = area.x;
    for column in columns {
        if !column.title.is_empty() {
            let at = Rect { x, width: column.width, ..area };
            cell(&look.text(column.title), column.right, look.style("text.muted"), at, buf);
        }
        x += column.width + 1;
    }
}

/// Draws clean text into one cell of a table, cut with `…` where it does not fit.
pub fn cell(text: &str, right: bool, style: Style, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let cells = usize::from(area.width);
    let text = truncate(text, cells);
    let indent = if right { cells.saturating_sub(width(&text)) } else { 0 };
    let x = area.x + u16::try_from(indent).unwrap_or(0);
    buf.set_stringn(x, area.y, &text, cells - indent, style);
}
