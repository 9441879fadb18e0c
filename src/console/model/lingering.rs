//! The public replies that have not left yet and can be taken back.

use super::Model;
use crate::domain::{OutboxEntry, Span};

impl Model {
    fn linger(&self) -> impl DoubleEndedIterator<Item = (&OutboxEntry, Span)> {
        self.outbox.iter().filter_map(|entry| Some((entry, entry.lingers(self.now)?)))
    }

    /// How many replies linger, and in how long the next one leaves.
    pub fn lingering(&self) -> Option<(i64, Span)> {
        let next = self.linger().map(|(_, left)| left).min()?;
        Some((i64::try_from(self.linger().count()).unwrap_or(i64::MAX), next))
    }

    /// The reply that lingers and was made last.
    pub fn newest_lingering(&self) -> Option<&OutboxEntry> {
        self.linger().next_back().map(|(entry, _)| entry)
    }

    /// To undo is to take a reply back that lingers.
    pub fn would_take_reply(&self) -> bool {
        match self.undo.newest_reply() {
            Some(sent) => self.linger().any(|(entry, _)| entry.id == sent.reply),
            None => self.undo.is_empty() && self.newest_lingering().is_some(),
        }
    }
}
