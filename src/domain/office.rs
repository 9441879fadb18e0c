//! Office hours where a customer is: whether somebody there can be called now.

use super::{Business, Timestamp};
use jiff::civil::time;
use jiff::tz::TimeZone;

/// The zones of the countries that the desk serves; of a country with several, that of its largest offices.
const ZONES: [(&str, &str); 8] = [
    ("PT", "Europe/Lisbon"),
    ("ES", "Europe/Madrid"),
    ("FR", "Europe/Paris"),
    ("GB", "Europe/London"),
    ("IE", "Europe/Dublin"),
    ("NL", "Europe/Amsterdam"),
    ("US", "America/New_York"),
    ("BR", "America/Sao_Paulo"),
];

/// The hours of an office: those that run, else the next ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    pub zone: TimeZone,
    pub from: Timestamp,
    pub to: Timestamp,
}

impl Office {
    /// That of a country, by its two letters; None for one whose time is not known. Public holidays are not known.
    pub fn of(country: &str, now: Timestamp) -> Option<Office> {
        let (_, timezone) = ZONES.iter().find(|(it, _)| it.eq_ignore_ascii_case(country))?;
        let hours = Business {
            timezone: timezone.to_string(),
            days: ["mon", "tue", "wed", "thu", "fri"].map(String::from).to_vec(),
            from: time(9, 0, 0, 0),
            to: time(18, 0, 0, 0),
            holidays: Vec::new(),
        };
        let (from, to) = hours.opening(now)?;
        Some(Office { zone: TimeZone::get(timezone).ok()?, from, to })
    }

    pub fn is_open(&self, now: Timestamp) -> bool {
        self.from <= now && now < self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Span;

    /// Wednesday 2026-11-25, 03:12 in Lisbon.
    const NIGHT: Timestamp = Timestamp(1_795_576_320_000);

    fn at(instant: Timestamp, zone: &TimeZone) -> String {
        let instant = jiff::Timestamp::from_millisecond(instant.0).unwrap();
        instant.to_zoned(zone.clone()).strftime("%a %H:%M").to_string()
    }

    fn hours(country: &str, now: Timestamp) -> (String, String, bool) {
        let office = Office::of(country, now).unwrap();
        (at(office.from, &office.zone), at(office.to, &office.zone), office.is_open(now))
    }

    #[test]
    fn an_office_opens_by_its_own_clock() {
        assert_eq!(hours("PT", NIGHT), ("Wed 09:00".into(), "Wed 18:00".into(), false));
        let nine_in_madrid = NIGHT + Span::minutes(4 * 60 + 48);
        assert_eq!(hours("ES", nine_in_madrid).2, true);
        assert_eq!(hours("pt", nine_in_madrid).2, false);
        assert_eq!(hours("BR", nine_in_madrid), ("Wed 09:00".into(), "Wed 18:00".into(), false));
        assert_eq!(Office::of("AQ", NIGHT), None);
    }

    #[test]
    fn after_friday_comes_monday() {
        let friday_night = NIGHT + Span::minutes(2 * 1_440 + 15 * 60);
        assert_eq!(hours("PT", friday_night), ("Mon 09:00".into(), "Mon 18:00".into(), false));
        assert_eq!(hours("PT", friday_night + Span::minutes(-13)).2, true, "until six, and not at six");
    }

    #[test]
    fn every_zone_of_the_table_is_known() {
        for (country, _) in ZONES {
            assert!(Office::of(country, NIGHT).is_some(), "{country}");
        }
    }
}
