//! A sheet: short facts, one under another, wrapped to a width.
//!
//! Everything that is put on a sheet is cleaned here, at the border of the screen, wherever it came from.

use super::scroll::{Extent, Scroll};
use crate::console::look::Look;
use crate::console::text::{Shown, width, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// A piece of text with its look.
pub type Piece<'a> = (&'a str, Style);

/// Lines under construction, for one width.
#[derive(Debug)]
pub struct Sheet<'a> {
    look: Look<'a>,
    width: usize,
    lines: Vec<Line<'static>>,
}

impl<'a> Sheet<'a> {
    pub fn new(look: &Look<'a>, width: u16) -> Sheet<'a> {
        Sheet { look: *look, width: usize::from(width).max(1), lines: Vec::new() }
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// How wide it is, in cells.
    pub fn width(&self) -> usize {
        self.width
    }

    pub fn blank(&mut self) {
        self.lines.push(Line::default());
    }

    /// A heading, with a blank line before it unless it is the first.
    pub fn section(&mut self, title: &str) {
        if !self.lines.is_empty() {
            self.blank();
        }
        self.item(0, &[(title, self.look.style("text.title"))]);
    }

    /// A plain line.
    pub fn line(&mut self, text: &str) {
        self.item(0, &[(text, self.look.style("text"))]);
    }

    /// One line or more with a look of its own.
    pub fn styled(&mut self, text: &str, scope: &str) {
        self.item(0, &[(text, self.look.style(scope))]);
    }

    /// `label  value`.
    pub fn fact(&mut self, label: &str, value: &str) {
        self.fact_styled(label, value, "text");
    }

    pub fn fact_styled(&mut self, label: &str, value: &str, scope: &str) {
        let muted = self.look.style("text.muted");
        self.item(2, &[(label, muted), ("  ", muted), (value, self.look.style(scope))]);
    }

    /// Pieces one after another; lines after the first are indented by `hang` cells.
    pub fn item(&mut self, hang: usize, pieces: &[Piece<'_>]) {
        self.lines.extend(wrap_pieces(pieces, self.width, hang));
    }

    /// What scrolling needs to know when it stands in a place of that height.
    pub fn extent(&self, height: usize) -> Extent {
        Extent { lines: self.lines.len(), height }
    }

    pub fn into_lines(self) -> Vec<Line<'static>> {
        self.lines
    }

    /// Its lines without their looks.
    pub fn into_texts(self) -> Vec<String> {
        self.lines.iter().map(ToString::to_string).collect()
    }

    /// Draws what is in view, and says in the last line how many lines follow.
    pub fn draw(self, scroll: &Scroll, area: Rect, buf: &mut Buffer) {
        let height = usize::from(area.height);
        let (extent, look) = (self.extent(height), self.look);
        let top = scroll.top(extent);
        for (line, y) in self.lines.iter().skip(top).zip(area.top()..area.bottom()) {
            buf.set_line(area.x, y, line, area.width);
        }
        more_marks(top, extent.lines.saturating_sub(top + height), &look, area, buf);
    }
}

/// `▲ 3` in the upper right corner when there is more above, `▼ 12` in the lower one when there is more below.
pub fn more_marks(above: usize, below: usize, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let mut draw = |mark: String, y: u16| {
        let cells = u16::try_from(width(&mark)).unwrap_or(area.width);
        if cells <= area.width {
            buf.set_string(area.right() - cells, y, mark, look.style("text.muted"));
        }
    };
    if above > 0 && !area.is_empty() {
        draw(format!(" ▲ {above}"), area.top());
    }
    if below > 0 && !area.is_empty() {
        draw(format!(" ▼ {below}"), area.bottom() - 1);
    }
}

/// Cleans and wraps pieces as one text that keeps its looks.
pub fn wrap_pieces(pieces: &[Piece<'_>], cells: usize, hang: usize) -> Vec<Line<'static>> {
    let mut text = String::new();
    let mut borders = Vec::with_capacity(pieces.len());
    for (piece, style) in pieces {
        text.push_str(Shown::line(piece).as_str());
        borders.push((text.len(), *style));
    }
    // The first line is not indented: wrap it apart from the rest.
    let hang = if hang * 2 < cells { hang } else { 0 };
    let first = wrap(&text, cells).into_iter().next().unwrap_or(0..0);
    let mut lines = vec![styled_line("", &text, first.clone(), &borders)];
    let rest = first.end + (text.len() - first.end - text[first.end..].trim_start_matches(' ').len());
    if rest < text.len() {
        let indent = " ".repeat(hang);
        for range in wrap(&text[rest..], cells - hang) {
            lines.push(styled_line(&indent, &text, rest + range.start..rest + range.end, &borders));
        }
    }
    lines
}

fn styled_line(indent: &str, text: &str, range: std::ops::Range<usize>, borders: &[(usize, Style)]) -> Line<'static> {
    let mut line = Line::default();
    if !indent.is_empty() {
        line.push_span(Span::raw(indent.to_string()));
    }
    let mut start = range.start;
    for (border, style) in borders {
        let end = (*border).min(range.end);
        if end > start {
            // A cluster may reach over a border: then its whole belongs to the first.
            let Some(piece) = text.get(start..end) else { continue };
            line.push_span(Span::styled(piece.to_string(), *style));
            start = end;
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::look::tests::Room;
    use crate::domain::Language;
    use ratatui::style::Color;

    fn text(lines: &[Line<'_>]) -> Vec<String> {
        lines.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn pieces_keep_their_looks_across_lines_and_hang() {
        let red = Style::default().fg(Color::Red);
        let lines = wrap_pieces(&[("label", red), ("  ", red), ("a value that is long", Style::default())], 14, 2);
        assert_eq!(text(&lines), ["label  a value", "  that is long"]);
        assert_eq!(lines[0].spans[0].style, red);
        assert_eq!(lines[1].spans[1].style, Style::default());
    }

    #[test]
    fn whatever_is_put_on_a_sheet_is_cleaned() {
        let lines = wrap_pieces(&[("\u{1b}[2J", Style::default()), ("\u{202e}x", Style::default())], 40, 0);
        assert_eq!(text(&lines), ["␛[2J\u{FFFD}x"]);
    }

    #[test]
    fn more_below_is_said_in_the_corner() {
        let room = Room::new(Language::En);
        let look = room.look();
        let mut sheet = Sheet::new(&look, 10);
        (0..9).for_each(|n| sheet.line(&n.to_string()));
        let area = Rect::new(0, 0, 10, 3);
        let mut buf = Buffer::empty(area);
        sheet.draw(&Scroll::start(), area, &mut buf);
        assert_eq!(buf[(7, 2)].symbol(), "▼");
        Sheet::new(&look, 0).draw(&Scroll::end(), Rect::ZERO, &mut buf);
    }
}
