//! Lengths and times of day as they are written, which begin alike: a number.

use super::{
    DAY,
    item::{Item, Length, Mark, Unit},
    token::Text,
};

impl Text {
    /// A small word in front may say which of the two it is.
    pub(super) fn amount(&self, i: usize, mark: Mark) -> Option<(Item, usize)> {
        let (number, end) = self.number(i)?;
        self.clock_at(number, end)
            .or_else(|| self.decimal(number, end))
            .or_else(|| self.hours(number, end, mark))
            .or_else(|| Some((Item::Length(Length::of(number, self.unit(end)?)), end + 1)))
            .or_else(|| self.bare_hour(i, number, end, mark))
    }

    /// `9:30`, `9.30`, `9am`, `9:30 pm`, `9 o'clock`.
    fn clock_at(&self, hour: u32, i: usize) -> Option<(Item, usize)> {
        let minute = self.digits(i + 1, 2..=2).filter(|_| self.is(i, &[":", "."]) && self.joined(i));
        let end = if minute.is_some() { i + 2 } else { i };
        let (hour, end) = match self.half_of_day(end) {
            Some((half, end)) => ((1..=12).contains(&hour).then_some(hour % 12 + half)?, end),
            None if self.is(end, &["o'clock"]) => (hour, end + 1),
            None => (minute.and(Some(hour))?, end + usize::from(self.unit(end) == Some(Unit::Hour))),
        };
        Some((Item::Clock(clock(hour, minute.unwrap_or(0))?), end))
    }

    /// `am` or `pm` in hours after midnight.
    pub(super) fn half_of_day(&self, i: usize) -> Option<(u32, usize)> {
        let apart = self.is(i + 1, &["m"]);
        match self.word(i)? {
            "am" => Some((0, i + 1)),
            "pm" => Some((12, i + 1)),
            "a" if apart => Some((0, i + 2)),
            "p" if apart => Some((12, i + 2)),
            _ => None,
        }
    }

    /// `1.5h`: with two digits it would be a time of day.
    fn decimal(&self, number: u32, i: usize) -> Option<(Item, usize)> {
        let tenths = self.digits(i + 1, 1..=1).filter(|_| self.is(i, &[".", ","]) && self.joined(i))?;
        let minutes = number.saturating_mul(60).saturating_add(tenths * 6);
        (self.unit(i + 2)? == Unit::Hour).then_some((Item::Length(Length::of(minutes, Unit::Minute)), i + 3))
    }

    /// `9h`, `1h30`, `2 horas e meia`, `two and a half hours`.
    fn hours(&self, number: u32, i: usize, mark: Mark) -> Option<(Item, usize)> {
        let (half, unit) = self.half(i).unwrap_or((0, i));
        if self.unit(unit)? != Unit::Hour {
            return None;
        }
        let (minutes, end) = if half > 0 { (half, unit + 1) } else { self.minutes(unit + 1) };
        let minutes = number.saturating_mul(60).saturating_add(minutes);
        let spelt = self.is(unit, &["hora", "horas", "hour", "hours", "hr", "hrs"]) && mark == Mark::By;
        Some((if spelt { Item::Length(Length::of(minutes, Unit::Minute)) } else { Item::Hours(minutes) }, end))
    }

    /// The minutes behind hours; none if there are none.
    fn minutes(&self, i: usize) -> (u32, usize) {
        if let Some(half) = self.half(i) {
            return half;
        }
        if let Some(minutes) = self.digits(i, 1..=2).filter(|minutes| *minutes < 60) {
            return (minutes, i + 1 + usize::from(self.unit(i + 1) == Some(Unit::Minute)));
        }
        let at = self.past(i, &["e", "y", "and"]);
        match self.number(at).filter(|(minutes, _)| *minutes < 60) {
            Some((minutes, end)) if self.unit(end) == Some(Unit::Minute) => (minutes, end + 1),
            Some((minutes, end)) if end == self.len() && self.figures(at).is_some() => (minutes, end),
            _ => (0, i),
        }
    }

    /// `às 9`, `a las 9 y media`, `at 1530`, `8 da noite`: nothing says that it is an hour but what stands around.
    fn bare_hour(&self, i: usize, number: u32, end: usize, mark: Mark) -> Option<(Item, usize)> {
        let (minute, end) = self.half(end).unwrap_or((0, end));
        if !matches!(mark, Mark::Clock | Mark::By) && !self.part_follows(end) {
            return None;
        }
        let military = self.figures(i).is_some_and(|figures| figures.len() == 4);
        let (hour, minute) = if military { (number / 100, number % 100) } else { (number, minute) };
        Some((Item::Clock(clock(hour, minute)?), end))
    }

    fn part_follows(&self, i: usize) -> bool {
        let mut at = i;
        loop {
            match self.phrase(at).or_else(|| self.small(at)) {
                Some((Item::Part(_) | Item::Today(_), _)) => return true,
                Some((Item::Small(_), end)) => at = end,
                _ => return false,
            }
        }
    }
}

fn clock(hour: u32, minute: u32) -> Option<u16> {
    let minutes = hour.checked_mul(60)?.checked_add(minute).filter(|_| minute < 60)?;
    u16::try_from(minutes).ok().filter(|minutes| *minutes <= DAY)
}
