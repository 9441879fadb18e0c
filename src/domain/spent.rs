//! Time spent on a ticket: what operators note, added up, and how it is typed and proposed.
//!
//! Hands orders are billed by the half hour; everything else by nobody, and its time is noted to the minute.

use super::{Span, TicketType};
use serde::{Deserialize, Serialize};

/// The step by which hands are billed, in minutes.
pub const BILLED_BY: i64 = 30;
/// The longest time that is noted at once, in minutes.
pub const LONGEST: i64 = 24 * 60;

/// What was spent on a ticket, in minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spent {
    pub minutes: i64,
    /// Of those, what the customer pays for.
    #[serde(default)]
    pub billable: i64,
}

impl Spent {
    pub fn is_none(&self) -> bool {
        *self == Spent::default()
    }

    pub fn add(&mut self, minutes: i64, billable: bool) {
        self.minutes = self.minutes.saturating_add(minutes);
        if billable {
            self.billable = self.billable.saturating_add(minutes);
        }
    }
}

impl TicketType {
    /// The customer pays for the time.
    pub fn is_billed(self) -> bool {
        self == TicketType::SmartHands
    }
}

/// What to propose for a ticket that was open for so long, in minutes: at least one, and of hands whole steps.
pub fn proposed(open: Span, kind: TicketType) -> i64 {
    noted(open.0.max(1).saturating_add(59_999) / 60_000, kind.is_billed())
}

/// What is noted of a time: what is billed, in whole steps.
pub fn noted(minutes: i64, billable: bool) -> i64 {
    let step = if billable { BILLED_BY } else { 1 };
    (minutes.saturating_add(step - 1) / step * step).min(LONGEST)
}

/// `45m`, `1h30`, `2h`.
pub fn short(minutes: i64) -> String {
    let sign = if minutes < 0 { "-" } else { "" };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    match (hours, rest) {
        (0, rest) => format!("{sign}{rest}m"),
        (hours, 0) => format!("{sign}{hours}h"),
        (hours, rest) => format!("{sign}{hours}h{rest:02}"),
    }
}

/// Reads `45m`, `45 min`, `1h`, `1h30`, `1:30`, or minutes alone; None for anything else, and for nothing or too much.
pub fn parse(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|it| !it.is_whitespace()).flat_map(char::to_lowercase).collect();
    let number = |text: &str| -> Option<i64> {
        (!text.is_empty() && text.len() <= 4 && text.bytes().all(|it| it.is_ascii_digit()))
            .then(|| text.parse().ok())?
    };
    let minutes = |text: &str| match text {
        "" => Some(0),
        text => number(text.strip_suffix("min").or(text.strip_suffix('m')).unwrap_or(text)),
    };
    let total = match text.split_once(['h', ':']) {
        Some((hours, rest)) => number(hours)? * 60 + minutes(rest).filter(|rest| *rest < 60)?,
        None => minutes(&text)?,
    };
    (1..=LONGEST).contains(&total).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_read_as_it_is_said_and_written_short() {
        for (text, minutes) in [
            ("45m", 45),
            ("45", 45),
            ("45 min", 45),
            ("1h", 60),
            ("1h30", 90),
            ("1 H 05 min", 65),
            ("1:30", 90),
            ("24h", 1_440),
        ] {
            assert_eq!(parse(text), Some(minutes), "{text}");
        }
        for text in ["", "0", "0m", "h30", "1h60", "24h01", "-5", "5d", "1h30h", "99999999999", "４５", "1.5h"] {
            assert_eq!(parse(text), None, "{text}");
        }
        for minutes in [1, 30, 60, 65, 90, 1_440] {
            assert_eq!(parse(&short(minutes)), Some(minutes));
        }
        assert_eq!((short(-45), short(65)), ("-45m".into(), "1h05".into()));
    }

    #[test]
    fn hands_are_proposed_by_the_half_hour_and_the_rest_by_the_minute() {
        let open = |seconds, kind| proposed(Span::seconds(seconds), kind);
        assert_eq!([0, 60, 61].map(|it| open(it, TicketType::Trouble)), [1, 1, 2]);
        assert_eq!([0, 1_800, 1_801].map(|it| open(it, TicketType::SmartHands)), [30, 30, 60]);
        assert_eq!(proposed(Span(i64::MAX), TicketType::SmartHands), LONGEST);
    }
}
