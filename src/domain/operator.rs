//! The people of the desk.

use super::{Language, OperatorId, Timestamp};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// A period of duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shift {
    Day,
    Late,
    Night,
}

impl Shift {
    pub const ALL: [Shift; 3] = [Shift::Day, Shift::Late, Shift::Night];

    /// Where its hours begin and end on the clock, each as hour and minute. Two shifts overlap by half an hour or so: that
    /// is when tickets are handed over.
    fn hours(self) -> [(i8, i8); 2] {
        match self {
            Shift::Day => [(6, 15), (14, 45)],
            Shift::Late => [(14, 15), (21, 45)],
            Shift::Night => [(21, 15), (6, 45)],
        }
    }

    /// When the last one began and when it ended or ends, in the desk's zone. Between two shifts, the one that is over.
    pub fn around(self, now: Timestamp, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
        let today = date(now, zone)?;
        let begun = [today, today.yesterday().ok()?].into_iter().map(|day| self.of(day, zone));
        begun.flatten().find(|(began, _)| *began <= now)
    }

    /// The next one that has not begun.
    pub fn after(self, now: Timestamp, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
        let today = date(now, zone)?;
        let ahead = [today, today.tomorrow().ok()?].into_iter().map(|day| self.of(day, zone));
        ahead.flatten().find(|(begins, _)| *begins > now)
    }

    /// That of a day, from its beginning to its end.
    fn of(self, day: Date, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
        let [from, to] = self.hours();
        let at = |day: Date, (hour, minute): (i8, i8)| {
            let zoned = day.at(hour, minute, 0, 0).to_zoned(zone.clone()).ok()?;
            Some(Timestamp(zoned.timestamp().as_millisecond()))
        };
        Some((at(day, from)?, at(if to < from { day.tomorrow().ok()? } else { day }, to)?))
    }
}

fn date(now: Timestamp, zone: &TimeZone) -> Option<Date> {
    Some(jiff::Timestamp::from_millisecond(now.0).ok()?.to_zoned(zone.clone()).date())
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    pub id: OperatorId,
    pub name: String,
    pub languages: Vec<Language>,
    pub shift: Shift,
    pub lead: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn a_night_belongs_to_the_evening_on_which_it_began_also_where_an_hour_is_missing() {
        let lisbon = TimeZone::get("Europe/Lisbon").unwrap();
        let night = |now| Shift::Night.around(at(now), &lisbon).unwrap();
        let this = (at("2026-11-24T21:15:00Z"), at("2026-11-25T06:45:00Z"));
        assert_eq!((night("2026-11-24T21:15:00Z"), night("2026-11-25T03:12:00Z")), (this, this));
        assert_eq!(night("2026-11-25T20:00:00Z"), this, "between two, the one that is over");
        let spring = night("2026-03-29T03:00:00Z");
        assert_eq!(spring, (at("2026-03-28T21:15:00Z"), at("2026-03-29T05:45:00Z")));
        let day = Shift::Day.around(at("2026-11-25T12:00:00Z"), &lisbon).unwrap();
        assert_eq!(day, (at("2026-11-25T06:15:00Z"), at("2026-11-25T14:45:00Z")));
    }
}
