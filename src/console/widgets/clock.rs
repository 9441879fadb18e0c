//! The one clock of the screen, with its zone.

use crate::console::look::Look;

/// `03:12 WET`.
pub fn wall(look: &Look<'_>) -> String {
    look.clock_with_zone(look.now)
}
