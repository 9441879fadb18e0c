//! Calendars: when an SLA clock runs.
//!
//! `Always` is a calendar of its own and not a day from 00:00 to 23:59, which loses a minute each midnight.

use super::{Span, Timestamp};
use jiff::{
    civil::{Date, DateTime, Time, Weekday},
    tz::{AmbiguousOffset, TimeZone},
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
        let (from, to) = (reached(day.to_datetime(self.from), zone)?, reached(day.to_datetime(self.to), zone)?);
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

    /// The opening that runs at that instant, else the next one.
    pub(super) fn opening(&self, at: Timestamp) -> Option<(Timestamp, Timestamp)> {
        self.openings(at).find(|(_, to)| *to > at)
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

/// When the clocks of that zone show that time first, or a later one because they were put forward over it.
fn reached(time: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    let at = zone.to_ambiguous_timestamp(time);
    let at = match at.offset() {
        AmbiguousOffset::Gap { after, .. } => zone.following(after.to_timestamp(time).ok()?).next()?.timestamp(),
        _ => at.earlier().ok()?,
    };
    Some(Timestamp(at.as_millisecond()))
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
mod tests;
