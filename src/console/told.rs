//! What the operator has to have read: it stands on the message line, and comes back after whatever else is said
//! there, until they say that they have seen it.

use super::widgets::notice::Notice;
use crate::domain::WentBack;
use std::collections::VecDeque;

/// So many are kept: whoever does not read these reads no more.
const KEPT: usize = 20;

/// What it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Something that was found when the console started.
    Start,
    /// It is remembered over restarts, until it has been seen.
    WentBack(WentBack),
    /// The same, of a damaged outbox: its number.
    Damage(i64),
}

#[derive(Debug, Default)]
pub struct Told {
    notices: VecDeque<(About, Notice)>,
}

impl Told {
    /// What is newer of a desk that went back tells all that is older.
    pub fn add(&mut self, about: About, notice: Notice) {
        if matches!(about, About::WentBack(_)) {
            self.notices.retain(|(it, _)| !matches!(it, About::WentBack(_)));
        }
        self.notices.truncate(KEPT - 1);
        self.notices.push_back((about, notice));
    }

    /// The one to be read now.
    pub fn first(&self) -> Option<&Notice> {
        self.notices.front().map(|(_, notice)| notice)
    }

    pub fn len(&self) -> usize {
        self.notices.len()
    }

    pub fn is_empty(&self) -> bool {
        self.notices.is_empty()
    }

    /// The first has been seen.
    pub fn seen(&mut self) -> Option<About> {
        self.notices.pop_front().map(|(about, _)| about)
    }
}
