//! Moving in a list or a text: one vocabulary for every screen that scrolls.

/// What an operator asks for with a movement key. How far a page is depends on the height of the pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Motion {
    Up,
    Down,
    HalfPageUp,
    HalfPageDown,
    PageUp,
    PageDown,
    First,
    Last,
}

impl Motion {
    /// The position after this motion, counted from 0, in a list of `len` items of which `page` are in view.
    pub fn from(self, at: usize, len: usize, page: usize) -> usize {
        let (half, page) = ((page / 2).max(1), page.max(1));
        let to = match self {
            Motion::Up => at.saturating_sub(1),
            Motion::Down => at.saturating_add(1),
            Motion::HalfPageUp => at.saturating_sub(half),
            Motion::HalfPageDown => at.saturating_add(half),
            Motion::PageUp => at.saturating_sub(page),
            Motion::PageDown => at.saturating_add(page),
            Motion::First => 0,
            Motion::Last => len,
        };
        to.min(len.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_motion_leaves_the_list() {
        for motion in [Motion::Up, Motion::HalfPageUp, Motion::PageUp, Motion::First] {
            assert_eq!(motion.from(3, 10, 9), if motion == Motion::Up { 2 } else { 0 });
        }
        for motion in [Motion::HalfPageDown, Motion::PageDown, Motion::Last] {
            assert_eq!(motion.from(8, 10, 9), 9);
        }
        assert_eq!(Motion::Last.from(0, 0, 0), 0);
        assert_eq!(Motion::Down.from(0, 0, 0), 0);
    }
}
