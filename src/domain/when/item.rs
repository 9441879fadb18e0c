//! What words can mean, and what follows from it: which day a day is, which time a part of the day, how long a length.

use super::{DAY, DAY_START, WhenError};
use jiff::{
    Zoned,
    civil::{Date, Weekday},
};

/// What a few tokens say. Times of day are minutes since the day began.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Item {
    Day(Day),
    Weekday(Weekday),
    Clock(u16),
    Part(Part),
    /// This part of today.
    Today(Part),
    Length(Length),
    /// `9h`: a length or a time of day, in minutes.
    Hours(u32),
    /// A small word, and what it says of a number behind it.
    Small(Option<Mark>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Day {
    After(u8),
    Date {
        year: Option<i16>,
        month: i8,
        day: i8,
    },
    /// A day of this month or the next.
    OfMonth(i8),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Part {
    SmallHours,
    Morning,
    Afternoon,
    Evening,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Length {
    pub(super) months: u32,
    pub(super) days: u32,
    pub(super) minutes: u32,
}

/// What a small word makes of the number behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Mark {
    Nothing,
    /// `às`: a time of day.
    Clock,
    /// `até`: a time of day in `até 9h`, a length in `até 9 horas`.
    By,
    /// `dentro de`: a length.
    Length,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
}

impl Part {
    /// When it is, if no time was said.
    pub(super) fn start(self) -> u16 {
        match self {
            Part::SmallHours => 3 * 60,
            Part::Morning => DAY_START,
            Part::Afternoon => 14 * 60,
            Part::Evening => 20 * 60,
        }
    }

    /// A time of day as it is meant in this part: `8` in the evening is 20:00, and `12` is midnight.
    pub(super) fn hold(self, clock: u16) -> Option<u16> {
        let hours = match self {
            Part::SmallHours => 0..=6 * 60 + 59,
            // In Spanish, noon is the twelfth hour of the morning.
            Part::Morning => return (clock < 13 * 60).then_some(clock),
            Part::Afternoon => 12 * 60..=20 * 60 + 59,
            Part::Evening => 18 * 60..=DAY,
        };
        let half = DAY / 2;
        [Some(clock), Some(clock + half), clock.checked_sub(half)].into_iter().flatten().find(|at| hours.contains(at))
    }
}

impl Day {
    /// The next such day; none if there is none.
    pub(super) fn date(self, today: Date) -> Option<Date> {
        let ahead = |date: &Date| *date >= today;
        match self {
            Day::After(days) => today.checked_add(jiff::Span::new().days(days)).ok(),
            Day::Date { year: Some(year), month, day } => Date::new(year, month, day).ok(),
            // Eight years, since from 1896 to 1904 there was no 29 February.
            Day::Date { year: None, month, day } => {
                (0..=8).filter_map(|years| Date::new(today.year() + years, month, day).ok()).find(ahead)
            }
            Day::OfMonth(day) => {
                let months =
                    (0..=2).filter_map(|n| today.first_of_month().checked_add(jiff::Span::new().months(n)).ok());
                months.filter_map(|month| Date::new(month.year(), month.month(), day).ok()).find(ahead)
            }
        }
    }
}

impl Length {
    pub(super) fn of(number: u32, unit: Unit) -> Length {
        let (months, days, minutes) = match unit {
            Unit::Minute => (0, 0, number),
            Unit::Hour => (0, 0, number.saturating_mul(60)),
            Unit::Day => (0, number, 0),
            Unit::Week => (0, number.saturating_mul(7), 0),
            Unit::Month => (number, 0, 0),
        };
        Length { months, days, minutes }
    }

    pub(super) fn plus(self, other: Length) -> Length {
        Length {
            months: self.months.saturating_add(other.months),
            days: self.days.saturating_add(other.days),
            minutes: self.minutes.saturating_add(other.minutes),
        }
    }

    pub(super) fn after(self, now: &Zoned) -> Result<Zoned, WhenError> {
        let span = jiff::Span::new().try_months(self.months).and_then(|span| span.try_days(self.days));
        let span = span.and_then(|span| span.try_minutes(self.minutes));
        span.and_then(|span| now.checked_add(span)).map_err(|_| WhenError::TooFar)
    }
}
