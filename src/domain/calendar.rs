//! Calendars: when an SLA clock runs.
//!
//! `Always` is a calendar of its own and not a day from 00:00 to 23:59, which loses a minute each midnight.

use super::{Span, Timestamp};
use jiff::{
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};
use std::ops::Add;

/// When a clock runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Calendar {
    /// Every minute of every day.
    #[default]
    Always,
    Business(Business),
}

/// Business hours in one time zone: half-open, `from` included and `to` not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Business {
    /// IANA name, such as `Europe/Lisbon`. An unknown zone counts as UTC.
    pub timezone: String,
    /// `mon` to `sun`.
    pub days: Vec<String>,
    /// `HH:MM`.
    pub from: Time,
    pub to: Time,
    pub holidays: Vec<Date>,
}

/// No promise is longer than this; a calendar that never opens must not be searched for ever.
const HORIZON_DAYS: i64 = 3_660;

impl Calendar {
    /// The instant at which `span` of this calendar's time has passed since `start`.
    pub fn add(&self, start: Timestamp, span: Span) -> Timestamp {
        match self {
            Calendar::Always => start + span,
            Calendar::Business(business) => business.add(start, span),
        }
    }

    /// How much of this calendar's time lies between two instants; zero if `end` is not after `start`.
    pub fn between(&self, start: Timestamp, end: Timestamp) -> Span {
        match self {
            Calendar::Always => Span((end - start).0.max(0)),
            Calendar::Business(business) => business.between(start, end),
        }
    }
}

impl Business {
    fn zone(&self) -> TimeZone {
        TimeZone::get(&self.timezone).unwrap_or(TimeZone::UTC)
    }

    /// The opening hours of that day as an interval of instants, if it opens.
    fn hours(&self, day: Date, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
        if !self.days.iter().any(|name| weekday(name) == Some(day.weekday())) || self.holidays.contains(&day) {
            return None;
        }
        let instant = |time: Time| {
            let zoned = zone.to_zoned(day.to_datetime(time)).ok()?;
            Some(Timestamp(zoned.timestamp().as_millisecond()))
        };
        let (from, to) = (instant(self.from)?, instant(self.to)?);
        (from < to).then_some((from, to))
    }

    /// The opening hours from the day of `start` on.
    fn openings(&self, start: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> + '_ {
        let zone = self.zone();
        let first = jiff::Timestamp::from_millisecond(start.0).ok().map(|at| at.to_zoned(zone.clone()).date());
        std::iter::successors(first, |day| day.tomorrow().ok())
            .take(HORIZON_DAYS as usize)
            .filter_map(move |day| self.hours(day, &zone))
    }

    fn add(&self, start: Timestamp, span: Span) -> Timestamp {
        let mut left = span;
        for (from, to) in self.openings(start) {
            let from = from.max(start);
            let open = to - from;
            if open.0 <= 0 {
                continue;
            }
            if left.0 <= open.0 {
                return from + left;
            }
            left = Span(left.0 - open.0);
        }
        start + Span::days(HORIZON_DAYS)
    }

    fn between(&self, start: Timestamp, end: Timestamp) -> Span {
        self.openings(start)
            .take_while(|(from, _)| *from < end)
            .map(|(from, to)| Span((to.min(end) - from.max(start)).0.max(0)))
            .fold(Span(0), Span::add)
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office() -> Calendar {
        Calendar::Business(Business {
            timezone: "Europe/Lisbon".into(),
            days: ["mon", "tue", "wed", "thu", "fri"].map(String::from).to_vec(),
            from: jiff::civil::time(9, 0, 0, 0),
            to: jiff::civil::time(18, 0, 0, 0),
            holidays: vec![jiff::civil::date(2026, 12, 8)],
        })
    }

    fn at(text: &str) -> Timestamp {
        let zoned: jiff::Zoned = format!("{text}[Europe/Lisbon]").parse().unwrap();
        Timestamp(zoned.timestamp().as_millisecond())
    }

    #[test]
    fn a_friday_evening_request_is_due_on_monday() {
        assert_eq!(office().add(at("2026-11-27T17:30"), Span::minutes(60)), at("2026-11-30T09:30"));
        assert_eq!(office().add(at("2026-11-28T12:00"), Span::minutes(60)), at("2026-11-30T10:00"));
    }

    #[test]
    fn a_holiday_does_not_count() {
        assert_eq!(office().add(at("2026-12-07T17:00"), Span::hours(2)), at("2026-12-09T10:00"));
    }

    #[test]
    fn what_is_added_lies_between() {
        for minutes in [1, 59, 539, 540, 541, 2_700, 10_000] {
            // 2026-10-25 is the end of summer time: a day of 25 hours in the middle.
            let start = at("2026-10-23T16:45");
            let end = office().add(start, Span::minutes(minutes));
            assert_eq!(office().between(start, end), Span::minutes(minutes));
        }
    }

    #[test]
    fn a_calendar_that_never_opens_ends_far_away_and_not_never() {
        let Calendar::Business(mut business) = office() else { unreachable!() };
        business.days.clear();
        let start = at("2026-11-27T17:30");
        assert_eq!(Calendar::Business(business).add(start, Span::minutes(1)), start + Span::days(HORIZON_DAYS));
    }
}
