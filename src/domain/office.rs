//! Office hours where somebody is: whether they can be called now.

use super::{Business, Timestamp};
use jiff::civil::time;
use jiff::tz::TimeZone;

/// A country that the desk calls, the beginning of its telephone numbers, and its zone; of a country with several, that
/// of its largest offices.
const COUNTRIES: [(&str, &str, &str); 8] = [
    ("PT", "351", "Europe/Lisbon"),
    ("ES", "34", "Europe/Madrid"),
    ("FR", "33", "Europe/Paris"),
    ("GB", "44", "Europe/London"),
    ("IE", "353", "Europe/Dublin"),
    ("NL", "31", "Europe/Amsterdam"),
    ("US", "1", "America/New_York"),
    ("BR", "55", "America/Sao_Paulo"),
];

/// The hours of an office: those that run, else the next ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    pub zone: TimeZone,
    pub from: Timestamp,
    pub to: Timestamp,
}

impl Office {
    /// That of whoever has this number; of the country, by its two letters, where the number does not say which. None
    /// where the time is not known. Public holidays are not known.
    pub fn of(phone: &str, country: &str, now: Timestamp) -> Option<Office> {
        let abroad = phone.trim().strip_prefix('+').or_else(|| phone.trim().strip_prefix("00"));
        let (.., timezone) = COUNTRIES.iter().find(|(it, dialled, _)| match abroad {
            Some(number) => number.trim_start().starts_with(dialled),
            None => it.eq_ignore_ascii_case(country),
        })?;
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
        let office = Office::of("210 000 000", country, now).unwrap();
        (at(office.from, &office.zone), at(office.to, &office.zone), office.is_open(now))
    }

    #[test]
    fn an_office_opens_by_its_own_clock() {
        assert_eq!(hours("PT", NIGHT), ("Wed 09:00".into(), "Wed 18:00".into(), false));
        let nine_in_madrid = NIGHT + Span::minutes(4 * 60 + 48);
        assert!(hours("ES", nine_in_madrid).2);
        assert!(!hours("pt", nine_in_madrid).2);
        assert_eq!(hours("BR", nine_in_madrid), ("Wed 09:00".into(), "Wed 18:00".into(), false));
        assert_eq!(Office::of("", "AQ", NIGHT), None);
    }

    #[test]
    fn after_friday_comes_monday() {
        let friday_night = NIGHT + Span::minutes(2 * 1_440 + 15 * 60);
        assert_eq!(hours("PT", friday_night), ("Mon 09:00".into(), "Mon 18:00".into(), false));
        assert!(hours("PT", friday_night + Span::minutes(-13)).2, "until six, and not at six");
    }

    #[test]
    fn a_number_says_where_it_rings() {
        let zone = |phone| Office::of(phone, "US", NIGHT).map(|office| office.zone.iana_name().unwrap().to_string());
        assert_eq!(zone("+351 500 551 205").as_deref(), Some("Europe/Lisbon"));
        assert_eq!(zone("00353 1 555").as_deref(), Some("Europe/Dublin"));
        assert_eq!(zone("202 555 0185").as_deref(), Some("America/New_York"));
        assert_eq!(zone("+672 1 0"), None);
    }

    #[test]
    fn every_zone_of_the_table_is_known() {
        for (country, dialled, _) in COUNTRIES {
            let by_number = Office::of(&format!("+{dialled} 5"), "", NIGHT);
            assert!(by_number.is_some() && by_number == Office::of("", country, NIGHT), "{country}");
        }
    }
}
