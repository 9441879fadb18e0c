//! A customer who has no ticket in the queue: the customer pane by itself.

use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::motion::Motion;
use crate::console::screens::customer;
use crate::console::widgets::popup;
use crate::console::widgets::scroll::Scroll;
use crate::domain::Profile as Facts;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The widest it is, in cells.
const WIDEST: u16 = 110;

#[derive(Debug, Clone)]
pub struct Profile {
    facts: Facts,
    scroll: Scroll,
}

impl Profile {
    pub fn new(facts: Facts) -> Profile {
        Profile { facts, scroll: Scroll::start() }
    }

    /// `area` is the whole place over which it lies, as [`Profile::view`] gets it.
    pub fn scroll(&mut self, motion: Motion, look: &Look<'_>, area: Rect) {
        // As wide as inside of the frame and its air.
        let (width, height) = (WIDEST.min(area.width).saturating_sub(4), area.height.saturating_sub(2));
        let sheet = customer::profile_sheet(&self.facts, look, width);
        self.scroll.go(motion, sheet.extent(usize::from(height)));
    }

    pub fn view(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let title = format!("{} · {}", self.facts.customer.name, look.text("profile-no-ticket"));
        let inner = popup::popup(&title, look, centred(area, WIDEST, area.height), buf);
        if !inner.is_empty() {
            customer::profile_sheet(&self.facts, look, inner.width).draw(&self.scroll, inner, buf);
        }
    }
}
