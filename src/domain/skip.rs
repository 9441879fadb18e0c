//! Passing a ticket over: whoever does says why with one key, and the desk sees what nobody wants.

use super::{OperatorId, SkipReason, Span, Ticket, Timestamp};
use serde::{Deserialize, Serialize};

/// So many skips of one ticket are kept, the newest.
pub(super) const KEPT: usize = 8;
/// Skipped so often, a ticket marks itself.
pub const PASSED_OVER: usize = 3;
/// So long *work next* does not offer a ticket again to whoever skipped it: a shift.
pub const LASTS: Span = Span::hours(8);

/// Who passed a ticket over, when and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    pub by: OperatorId,
    pub at: Timestamp,
    pub reason: SkipReason,
}

/// How often each reason was given since then, the most frequent first.
pub fn by_reason(skips: &[Skip], since: Timestamp) -> Vec<(SkipReason, usize)> {
    let given = |reason: SkipReason| skips.iter().filter(|it| it.at >= since && it.reason == reason).count();
    let mut counts: Vec<_> = SkipReason::ALL.iter().map(|reason| (*reason, given(*reason))).collect();
    counts.retain(|(_, n)| *n > 0);
    counts.sort_by_key(|(reason, n)| (std::cmp::Reverse(*n), *reason));
    counts
}

impl Ticket {
    /// When this operator passed it over, if they did in their shift.
    pub fn skipped_by(&self, operator: &OperatorId, now: Timestamp) -> Option<Timestamp> {
        let own = self.skips.iter().rev().find(|skip| skip.by == *operator);
        own.map(|skip| skip.at).filter(|at| now - *at < LASTS)
    }

    pub fn is_passed_over(&self) -> bool {
        self.skips.len() >= PASSED_OVER
    }
}
