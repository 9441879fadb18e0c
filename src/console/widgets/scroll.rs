//! How far something longer than its place is scrolled.

use crate::console::motion::Motion;
use std::cell::Cell;

/// A position in lines. The view decides how far it can go: a position past the end shows the end.
#[derive(Debug, Clone, Default)]
pub struct Scroll {
    place: Place,
    /// The furthest position and the height of the last frame, so that keys count from what was seen.
    /// Written by the view; it changes nothing that is drawn.
    seen: Cell<(usize, usize)>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    /// This line is the first in view.
    Line(usize),
    #[default]
    Start,
    /// The last line is in view, also when more arrives.
    End,
}

impl Scroll {
    /// Scrolled to the start.
    pub fn start() -> Scroll {
        Scroll::default()
    }

    /// Scrolled to the end, and staying there.
    pub fn end() -> Scroll {
        Scroll { place: Place::End, ..Scroll::default() }
    }

    /// Moves by lines; negative is up.
    pub fn by_lines(&mut self, lines: isize) {
        let (limit, _) = self.seen.get();
        let now = match self.place {
            Place::Line(line) => line.min(limit),
            Place::Start => 0,
            Place::End => limit,
        };
        let next = now.saturating_add_signed(lines);
        self.place = if next >= limit && lines > 0 { Place::End } else { Place::Line(next) };
    }

    /// Moves as a key asks. A page keeps two lines of the last one in view.
    pub fn go(&mut self, motion: Motion) {
        let (_, height) = self.seen.get();
        let cells = |n: usize| isize::try_from(n.max(1)).unwrap_or(1);
        let (page, half) = (cells(height.saturating_sub(2)), cells(height / 2));
        match motion {
            Motion::Up => self.by_lines(-1),
            Motion::Down => self.by_lines(1),
            Motion::HalfPageUp => self.by_lines(-half),
            Motion::HalfPageDown => self.by_lines(half),
            Motion::PageUp => self.by_lines(-page),
            Motion::PageDown => self.by_lines(page),
            Motion::First => self.place = Place::Start,
            Motion::Last => self.place = Place::End,
        }
    }

    /// The first line in view when `total` lines stand in `height`. For views.
    pub fn top(&self, total: usize, height: usize) -> usize {
        let limit = total.saturating_sub(height);
        self.seen.set((limit, height));
        match self.place {
            Place::Line(line) => line.min(limit),
            Place::Start => 0,
            Place::End => limit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_past_the_end_is_not_counted() {
        let mut scroll = Scroll::start();
        assert_eq!(scroll.top(30, 10), 0);
        scroll.by_lines(500);
        assert_eq!(scroll.top(30, 10), 20);
        scroll.by_lines(-1);
        assert_eq!(scroll.top(30, 10), 19);
        scroll.go(Motion::PageUp);
        assert_eq!(scroll.top(30, 10), 11);
        scroll.by_lines(-100);
        assert_eq!(scroll.top(30, 10), 0);
    }

    #[test]
    fn the_end_stays_in_view_when_more_arrives() {
        let mut scroll = Scroll::end();
        assert_eq!(scroll.top(30, 10), 20);
        assert_eq!(scroll.top(35, 10), 25);
        scroll.by_lines(-3);
        assert_eq!(scroll.top(40, 10), 22, "somebody who reads is not moved");
    }
}
