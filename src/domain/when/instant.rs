//! From what was read to the one instant that it names.

use super::{DAY, DAY_END, DAY_START, WhenError, reader::Reader};
use jiff::{
    Timestamp, Zoned,
    civil::{Date, Time},
};

impl Reader {
    pub(super) fn instant(&self, now: &Zoned) -> Result<Timestamp, WhenError> {
        let today = now.date();
        let (mut date, clock) = (self.date(today)?, self.clock()?);
        if let Some((length, at)) = self.length {
            let end = length.after(now)?;
            let day = self.day.map(|(_, at)| at).max(self.weekday.map(|(_, at)| at));
            let time = self.clock.map(|(_, at)| at).max(self.part.map(|(_, at)| at));
            match (day, time) {
                (None, None) => return Ok(end.timestamp()),
                (None, Some(_)) if length.minutes == 0 => date = Some(end.date()),
                _ => return Err(self.text.wrong(day.max(time).unwrap_or(at).max(at))),
            }
        }
        let on = |date, clock| on(date, clock, now).ok_or(WhenError::TooFar);
        match (date, clock) {
            (Some(date), Some(clock)) => on(date, clock),
            (Some(date), None) => on(date, if date == today { DAY_END } else { DAY_START }),
            (None, Some(clock)) => match on(today, clock)? {
                at if at > now.timestamp() => Ok(at),
                _ => on(today.tomorrow().map_err(|_| WhenError::TooFar)?, clock),
            },
            (None, None) => Err(self.text.wrong(0)),
        }
    }

    /// The day that was named; a weekday beside a date must be that date's.
    fn date(&self, today: Date) -> Result<Option<Date>, WhenError> {
        match (self.day, self.weekday) {
            (Some((day, at)), weekday) => {
                let date = day.date(today).ok_or_else(|| self.text.wrong(at))?;
                match weekday.filter(|(weekday, _)| *weekday != date.weekday()) {
                    Some((_, other)) => Err(self.text.wrong(at.max(other))),
                    None => Ok(Some(date)),
                }
            }
            (None, Some((weekday, _))) => today.nth_weekday(1, weekday).map(Some).map_err(|_| WhenError::TooFar),
            (None, None) => Ok(None),
        }
    }

    /// The time of day that was named.
    fn clock(&self) -> Result<Option<u16>, WhenError> {
        match (self.clock, self.part) {
            (Some((clock, _)), Some((part, at))) => part.hold(clock).map(Some).ok_or_else(|| self.text.wrong(at)),
            (Some((clock, _)), None) => Ok(Some(clock)),
            (None, part) => Ok(part.map(|(part, _)| part.start())),
        }
    }
}

/// When the clocks there show that time on that day, the second time if the first is not ahead.
fn on(date: Date, clock: u16, now: &Zoned) -> Option<Timestamp> {
    let (date, clock) = if clock == DAY { (date.tomorrow().ok()?, 0) } else { (date, clock) };
    let time = Time::new((clock / 60).try_into().ok()?, (clock % 60).try_into().ok()?, 0, 0).ok()?;
    let shown = now.time_zone().to_ambiguous_timestamp(date.to_datetime(time));
    let first = shown.compatible().ok()?;
    if first > now.timestamp() { Some(first) } else { shown.later().ok() }
}
