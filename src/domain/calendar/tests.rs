//! Office hours, and the nights on which the clocks are changed.

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

/// The nights on which a zone's clocks are changed, of these years.
fn changes(zone: &str, years: std::ops::Range<i16>) -> Vec<Timestamp> {
    let zone = TimeZone::get(zone).unwrap();
    let first = jiff::civil::date(years.start, 1, 1).to_zoned(zone.clone()).unwrap().timestamp();
    let changes = zone.following(first).map(|change| change.timestamp());
    let within = changes.take_while(|at| at.to_zoned(TimeZone::UTC).year() < years.end);
    within.map(|at| Timestamp(at.as_millisecond())).collect()
}

/// What the clock on the wall says, minute by minute: open from when it first shows `from` until it first shows `to`.
struct Oracle<'a> {
    business: &'a Business,
    zone: TimeZone,
    day: Option<Date>,
    open: bool,
    over: bool,
}

impl Oracle<'_> {
    fn is_open(&mut self, at: Timestamp) -> bool {
        let now = jiff::Timestamp::from_millisecond(at.0).unwrap().to_zoned(self.zone.clone()).datetime();
        // A clock put back over midnight shows yesterday again: that day is over.
        if self.day.is_none_or(|day| now.date() > day) {
            (self.day, self.open, self.over) = (Some(now.date()), false, false);
        }
        let day = self.day.unwrap();
        let works = self.business.days.iter().any(|name| weekday(name) == Some(day.weekday()));
        self.open |= now >= day.to_datetime(self.business.from);
        self.over |= now >= day.to_datetime(self.business.to);
        works && !self.business.holidays.contains(&day) && self.open && !self.over
    }
}

#[test]
fn on_the_nights_on_which_the_clocks_are_changed_every_minute_counts_as_the_clock_on_the_wall_shows_it() {
    const DAY: Span = Span::days(1);
    let zones = [
        ("Europe/Lisbon", 2024..2032),
        ("Atlantic/Azores", 2024..2032),
        ("Europe/Madrid", 2024..2032),
        ("America/Sao_Paulo", 2012..2020),
        ("America/New_York", 2024..2032),
        ("Australia/Lord_Howe", 2024..2032),
    ];
    // Office hours; a night that has the change in it; one that begins, and one that ends, in the hour that is
    // missing or there twice.
    let hours = [(9, 0, 18, 0), (0, 0, 8, 0), (0, 30, 7, 15), (1, 45, 23, 59), (2, 15, 2, 45), (0, 0, 0, 30)];
    for (zone, years) in zones {
        let nights = changes(zone, years);
        assert!(nights.len() >= 14, "{zone}: {}", nights.len());
        for (night, (from, from_minute, to, to_minute)) in
            nights.iter().flat_map(|night| hours.map(|hours| (*night, hours)))
        {
            let business = Business {
                timezone: zone.into(),
                days: ["sat", "sun", "mon"].map(String::from).to_vec(),
                from: jiff::civil::time(from, from_minute, 0, 0),
                to: jiff::civil::time(to, to_minute, 0, 0),
                holidays: Vec::new(),
            };
            check_night(&business, night - DAY, night + DAY);
        }
    }
}

/// Every minute between these two, which are far from the change.
fn check_night(business: &Business, start: Timestamp, end: Timestamp) {
    let calendar = Calendar::Business(business.clone());
    let zone = TimeZone::get(&business.timezone).unwrap();
    let mut oracle = Oracle { business, zone, day: None, open: false, over: false };
    let mut open = Span(0);
    let mut at = start;
    while at < end {
        let is_open = oracle.is_open(at);
        if (at.0 - start.0) % Span::minutes(15).0 == 0 {
            assert_eq!(calendar.between(start, at), open, "{business:?} until {at:?}");
        }
        if is_open {
            open = open + Span::minutes(1);
            if open.0 % Span::minutes(30).0 == 0 {
                assert_eq!(calendar.add(start, open), at + Span::minutes(1), "{business:?} after {open:?}");
            }
        }
        at = at + Span::minutes(1);
    }
}

#[test]
fn around_the_clock_every_minute_counts_and_every_day_has_as_many_as_it_is_long() {
    for zone in ["Europe/Lisbon", "Atlantic/Azores", "America/Sao_Paulo", "Australia/Lord_Howe"] {
        let zone = TimeZone::get(zone).unwrap();
        let mut day = jiff::civil::date(2026, 1, 1);
        let mut odd = 0;
        while day.year() == 2026 {
            let [start, end] = [day, day.tomorrow().unwrap()]
                .map(|day| Timestamp(day.to_zoned(zone.clone()).unwrap().timestamp().as_millisecond()));
            let minutes = Calendar::Always.between(start, end).whole_minutes();
            assert_eq!(Calendar::Always.add(start, Span::minutes(minutes)), end);
            if minutes != 1_440 {
                assert!([1_380, 1_410, 1_470, 1_500].contains(&minutes), "{day}: {minutes}");
                odd += 1;
            }
            day = day.tomorrow().unwrap();
        }
        assert!(odd == 2 || odd == 0, "{odd} days of another length");
    }
}

#[test]
fn a_calendar_that_never_opens_ends_far_away_and_not_never() {
    let Calendar::Business(mut business) = office() else { unreachable!() };
    business.days.clear();
    let start = at("2026-11-27T17:30");
    assert_eq!(Calendar::Business(business).add(start, Span::minutes(1)), start + Span::days(HORIZON_DAYS));
}
