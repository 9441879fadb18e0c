//! How far something longer than its place is scrolled.

use crate::console::motion::Motion;

/// How much there is, and how much of it is in view. Worked out by the same function for keys and for drawing, so
/// that drawing never feeds back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Extent {
    pub lines: usize,
    pub height: usize,
}

impl Extent {
    /// The greatest first line in view.
    fn limit(self) -> usize {
        self.lines.saturating_sub(self.height)
    }
}

/// A position in lines. A position past the end shows the end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scroll {
    place: Place,
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
        Scroll { place: Place::End }
    }

    /// Moves as a key asks. A page keeps two lines of the last one in view.
    pub fn go(&mut self, motion: Motion, extent: Extent) {
        let (page, half) = (extent.height.saturating_sub(2).max(1), (extent.height / 2).max(1));
        let top = self.top(extent);
        let to = match motion {
            Motion::First => return self.place = Place::Start,
            Motion::Last => return self.place = Place::End,
            Motion::Up => top.saturating_sub(1),
            Motion::HalfPageUp => top.saturating_sub(half),
            Motion::PageUp => top.saturating_sub(page),
            Motion::Down => top.saturating_add(1),
            Motion::HalfPageDown => top.saturating_add(half),
            Motion::PageDown => top.saturating_add(page),
        };
        self.place = if to >= extent.limit() && to >= top { Place::End } else { Place::Line(to) };
    }

    /// The first line in view.
    pub fn top(&self, extent: Extent) -> usize {
        match self.place {
            Place::Line(line) => line.min(extent.limit()),
            Place::Start => 0,
            Place::End => extent.limit(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(lines: usize) -> Extent {
        Extent { lines, height: 10 }
    }

    #[test]
    fn a_key_past_the_end_is_not_counted() {
        let mut scroll = Scroll::start();
        for _ in 0..500 {
            scroll.go(Motion::Down, extent(30));
        }
        assert_eq!(scroll.top(extent(30)), 20);
        scroll.go(Motion::Up, extent(30));
        assert_eq!(scroll.top(extent(30)), 19);
        scroll.go(Motion::PageUp, extent(30));
        assert_eq!(scroll.top(extent(30)), 11);
        scroll.go(Motion::HalfPageUp, extent(30));
        scroll.go(Motion::PageUp, extent(30));
        assert_eq!(scroll.top(extent(30)), 0);
        scroll.go(Motion::Down, Extent::default());
        assert_eq!(scroll.top(Extent::default()), 0);
    }

    #[test]
    fn the_end_stays_in_view_when_more_arrives() {
        let mut scroll = Scroll::end();
        assert_eq!(scroll.top(extent(30)), 20);
        assert_eq!(scroll.top(extent(35)), 25);
        scroll.go(Motion::Up, extent(35));
        assert_eq!(scroll.top(extent(40)), 24, "somebody who reads is not moved");
    }
}
