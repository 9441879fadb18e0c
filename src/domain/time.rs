//! Instants and spans. There is no clock here: whoever needs the time is given it.

use serde::{Deserialize, Serialize};
use std::ops::{Add, Sub};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// A length of time in milliseconds; negative when it lies in the past.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(pub i64);

impl Timestamp {
    /// Later than any real instant: sorts what has no deadline last.
    pub const NEVER: Timestamp = Timestamp(i64::MAX);
}

impl Span {
    pub const fn seconds(n: i64) -> Span {
        Span(n.saturating_mul(1_000))
    }

    pub const fn minutes(n: i64) -> Span {
        Span(n.saturating_mul(60_000))
    }

    pub const fn hours(n: i64) -> Span {
        Span(n.saturating_mul(3_600_000))
    }

    pub const fn days(n: i64) -> Span {
        Span(n.saturating_mul(86_400_000))
    }

    /// Whole minutes, rounded towards the past, so that `-1 s` reads as `-1 min` and never as `0`.
    pub const fn whole_minutes(self) -> i64 {
        self.0.div_euclid(60_000)
    }

    /// At most six cells: `42s`, `17m`, `3:05`, `2d`; a minus sign in front once it is past.
    /// Minutes matter up to two days; from there on only days do.
    pub fn short(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let seconds = self.0.unsigned_abs() / 1_000;
        let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
        match seconds {
            0..60 => format!("{sign}{seconds}s"),
            60..3_600 => format!("{sign}{minutes}m"),
            3_600..172_800 => format!("{sign}{hours}:{:02}", minutes % 60),
            _ => format!("{sign}{days}d"),
        }
    }
}

impl Add<Span> for Timestamp {
    type Output = Timestamp;
    fn add(self, span: Span) -> Timestamp {
        Timestamp(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Timestamp {
    type Output = Timestamp;
    fn sub(self, span: Span) -> Timestamp {
        Timestamp(self.0.saturating_sub(span.0))
    }
}

impl Sub for Timestamp {
    type Output = Span;
    fn sub(self, earlier: Timestamp) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Sub for Span {
    type Output = Span;
    fn sub(self, other: Span) -> Span {
        Span(self.0.saturating_sub(other.0))
    }
}

impl Add for Span {
    type Output = Span;
    fn add(self, other: Span) -> Span {
        Span(self.0.saturating_add(other.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_read_at_a_glance() {
        let cases = [
            (Span::seconds(42), "42s"),
            (Span::minutes(17), "17m"),
            (Span::minutes(185), "3:05"),
            (Span::hours(47), "47:00"),
            (Span::days(2), "2d"),
            (Span::minutes(-6), "-6m"),
            (Span::hours(-30), "-30:00"),
        ];
        for (span, text) in cases {
            assert_eq!(span.short(), text);
        }
    }

    #[test]
    fn a_second_late_is_not_on_time() {
        assert_eq!(Span::seconds(-1).whole_minutes(), -1);
    }

    #[test]
    fn arithmetic_at_the_ends_of_time_saturates() {
        assert_eq!(Timestamp::NEVER + Span::days(1), Timestamp::NEVER);
        assert_eq!(Timestamp(i64::MIN) - Timestamp::NEVER, Span(i64::MIN));
    }
}
