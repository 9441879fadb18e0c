//! Days as they are written: dates in numbers and in words, and the numbered weekdays of Portuguese.

use super::{
    item::{Day, Item},
    token::Text,
    words::month,
};
use jiff::civil::Weekday;

impl Text {
    pub(super) fn date_at(&self, i: usize) -> Option<(Item, usize)> {
        let named = self.past(i, &["dia", "el"]);
        let (day, end) = self
            .numeric_date(named)
            .or_else(|| self.day_and_month(named))
            .or_else(|| self.month_and_day(i))
            .or_else(|| self.day_of_month(i, named))?;
        Some((Item::Day(day), end))
    }

    /// `30/11`, `30/11/2026`, `30-11-26`, `2026-11-30`.
    fn numeric_date(&self, i: usize) -> Option<(Day, usize)> {
        let sign = self.word(i + 1).filter(|sign| matches!(*sign, "/" | "-" | ".") && self.joined(i + 1))?;
        let (first, second) = (self.figures(i)?, self.digits(i + 2, 1..=2)?);
        let third = self.digits(i + 4, 1..=4).filter(|_| self.is(i + 3, &[sign]) && self.joined(i + 3));
        let number = first.parse().ok()?;
        match (first.len(), third, self.word(i + 4).map_or(0, str::len)) {
            (4, Some(day), 1 | 2) => Some((date(Some(number), second, day)?, i + 5)),
            (1 | 2, Some(year), 2) => Some((date(Some(2000 + year), second, number)?, i + 5)),
            (1 | 2, Some(year), 4) => Some((date(Some(year), second, number)?, i + 5)),
            (1 | 2, None, _) if sign == "/" => Some((date(None, second, number)?, i + 3)),
            _ => None,
        }
    }

    /// `30 nov`, `1º de dezembro de 2026`, `30th november`.
    fn day_and_month(&self, i: usize) -> Option<(Day, usize)> {
        let (day, end) = self.number(i)?;
        let end = self.past(self.past_ordinal(end), &["de", "of"]);
        let month = month(self.word(end)?)?;
        let (year, end) = self.year(end + 1);
        Some((date(year, month, day)?, end))
    }

    /// `november 30`.
    fn month_and_day(&self, i: usize) -> Option<(Day, usize)> {
        // `mar 10` is as well a Tuesday.
        let month = self.word(i).filter(|word| *word != "mar").and_then(month)?;
        let (day, end) = self.bare_day(i + 1)?;
        let (year, end) = self.year(end);
        Some((date(year, month, day)?, end))
    }

    /// `dia 30`, `el 30`, `30th`.
    fn day_of_month(&self, i: usize, named: usize) -> Option<(Day, usize)> {
        let (day, end) = self.bare_day(named)?;
        let english = self.is(end - 1, &["st", "nd", "rd", "th"]);
        let day = i8::try_from(day).ok()?;
        (named > i || english).then_some((Day::OfMonth(day), end))
    }

    /// A number in digits that is a day of a month and nothing else.
    fn bare_day(&self, i: usize) -> Option<(u32, usize)> {
        let (day, end) = self.number(i).filter(|(day, _)| self.figures(i).is_some() && (1..=31).contains(day))?;
        let end = self.past_ordinal(end);
        let more = self.joined(end) || self.unit(end).is_some() || self.half_of_day(end).is_some();
        let date = self.is(end, &["de", "of"]) || self.word(end).and_then(month).is_some();
        (!more && !date).then_some((day, end))
    }

    fn past_ordinal(&self, i: usize) -> usize {
        if self.joined(i) { self.past(i, &["o", "a", "st", "nd", "rd", "th"]) } else { i }
    }

    /// Four digits, if they stand there.
    fn year(&self, i: usize) -> (Option<u32>, usize) {
        let at = self.past(i, &["de", "del", "of"]);
        let year = self.figures(at).filter(|year| year.len() == 4).and_then(|year| year.parse().ok());
        (year, if year.is_some() { at + 1 } else { i })
    }

    /// `2ª` to `6ª`, as weekdays are written in Portuguese.
    pub(super) fn ordinal_weekday(&self, i: usize) -> Option<(Item, usize)> {
        let day = match self.word(i)? {
            "2" => Weekday::Monday,
            "3" => Weekday::Tuesday,
            "4" => Weekday::Wednesday,
            "5" => Weekday::Thursday,
            "6" => Weekday::Friday,
            _ => return None,
        };
        let ordinal = self.is(i + 1, &["a"]) && self.joined(i + 1) && !self.is(i + 2, &["m"]);
        ordinal.then_some((Item::Weekday(day), i + 2))
    }
}

fn date(year: Option<u32>, month: u32, day: u32) -> Option<Day> {
    let year = year.map(i16::try_from).transpose().ok()?;
    Some(Day::Date { year, month: month.try_into().ok()?, day: day.try_into().ok()? })
}
