//! The read-only surroundings of a view: language, theme, time, people. And how time is put into words.

use super::callers::{Callers, Identified};
use super::text::Shown;
use super::theme::Theme;
use crate::domain::{
    Channel, Clock, Language, Nearest, Office, Operator, OperatorId, Priority, Span, Ticket, TicketId, Timestamp,
};
use crate::i18n::{Arg, Catalog};
use jiff::tz::TimeZone;
use ratatui::style::Style;
use std::borrow::Cow;

/// Everything that a view needs besides its own data. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    pub catalog: &'a Catalog,
    pub theme: &'a Theme,
    /// The instant that this frame shows.
    pub now: Timestamp,
    /// The zone in which every time is shown.
    pub zone: &'a TimeZone,
    /// Times name their zone, where they may be of several.
    pub names_zone: bool,
    /// A deadline is near once this share of its target has been used (`Policy::warn_at_fraction`).
    pub warn_at_fraction: f64,
    /// The people of the desk, to show names for ids.
    pub operators: &'a [Operator],
    pub me: &'a OperatorId,
    pub callers: &'a Callers,
}

/// What an SLA clock is doing. Each state has a mark of its own, so that none is told by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlaState {
    Running,
    /// Past the share of its target at which the policy warns: `!`.
    Near,
    /// Past its end: a minus sign.
    Breached,
    /// Stands still: `‖`.
    Paused,
    /// Stopped in time: `✓`.
    Kept,
    /// Stopped too late: `✗`.
    Missed,
}

impl SlaState {
    /// The scope of the theme.
    pub fn scope(self) -> &'static str {
        match self {
            SlaState::Running => "sla.ok",
            SlaState::Near => "sla.near",
            SlaState::Breached | SlaState::Missed => "sla.breached",
            SlaState::Paused => "sla.paused",
            SlaState::Kept => "sla.done",
        }
    }
}

/// An SLA clock as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlaText {
    pub state: SlaState,
    /// At most eight cells, mark included: `12m`, `!12m`, `-6m`, `‖3:05`.
    pub short: String,
    /// A few words: `overdue by 6 min`.
    pub long: String,
}

impl<'a> Look<'a> {
    pub fn style(&self, scope: &str) -> Style {
        self.theme.style(scope)
    }

    pub fn text(&self, key: &str) -> Cow<'a, str> {
        self.catalog.text(key)
    }

    pub fn format(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.catalog.format(key, args)
    }

    /// The name of an operator, clean; the id of one that is not known.
    pub fn operator(&self, id: &OperatorId) -> String {
        let known = self.operators.iter().find(|it| it.id == *id);
        Shown::line(known.map_or(id.as_str(), |it| &it.name)).into_string()
    }

    /// The same, and `you` for oneself.
    pub fn holder(&self, id: &OperatorId) -> String {
        if id == self.me { self.text("you").into_owned() } else { self.operator(id) }
    }

    /// Who was identified for that ticket and still is.
    pub fn caller(&self, ticket: TicketId) -> Option<&'a Identified> {
        self.callers.of(ticket, self.now)
    }

    /// Whoever calls about it has not said who they are.
    pub fn is_unidentified(&self, ticket: &Ticket) -> bool {
        ticket.channel == Channel::Phone && ticket.status.is_live() && self.caller(ticket.id).is_none()
    }

    /// `✔ identified: Marta Roxo until 03:40`.
    pub fn identified(&self, caller: &Identified) -> String {
        let name = Shown::line(&caller.name).into_string();
        self.format("caller-identified", &[("name", name.into()), ("at", self.clock(caller.until).into())])
    }

    fn strftime(&self, at: Timestamp, format: &str) -> String {
        strftime(at, self.zone, format)
    }

    /// `03:12`, and its zone where that may be another than the desk's.
    pub fn clock(&self, at: Timestamp) -> String {
        self.strftime(at, if self.names_zone { "%H:%M %Z" } else { "%H:%M" })
    }

    /// `03:12 WET`: for the one clock of the screen, and wherever a time is promised to somebody.
    pub fn clock_with_zone(&self, at: Timestamp) -> String {
        self.strftime(at, "%H:%M %Z")
    }

    /// `25/11/2026`, in English `25 Nov 2026`.
    pub fn date(&self, at: Timestamp) -> String {
        match self.catalog.language() {
            Language::En => self.strftime(at, "%-d %b %Y"),
            Language::Pt | Language::Es => self.strftime(at, "%d/%m/%Y"),
        }
    }

    /// The time alone if it is today, else date and time.
    pub fn date_time(&self, at: Timestamp) -> String {
        let day = |at| self.strftime(at, "%Y%m%d");
        if day(at) == day(self.now) { self.clock(at) } else { format!("{} {}", self.date(at), self.clock(at)) }
    }

    /// `12 min ago`, `in 2 days`, `just now`.
    pub fn ago(&self, at: Timestamp) -> String {
        let passed = self.now - at;
        if passed.0.unsigned_abs() < 10_000 {
            return self.text("ago-now").into_owned();
        }
        let key = if passed < Span(0) { "ahead" } else { "ago" };
        self.format(key, &[("span", self.catalog.span(passed).into())])
    }

    /// Whether it is office hours where that number rings, of somebody in that country: `now 04:12 there, opens 09:00`.
    /// The time there is left out where it is the time here. None where it is not known.
    pub fn office(&self, phone: &str, country: &str) -> Option<String> {
        let office = Office::of(phone, country, self.now)?;
        let there = |at, format| strftime(at, &office.zone, format);
        let (now, from, to) = (there(self.now, "%H:%M"), there(office.from, "%H:%M"), there(office.to, "%H:%M"));
        let hours = if office.is_open(self.now) {
            self.format("office-until", &[("at", to.into())])
        } else if there(office.from, "%F") == there(self.now, "%F") {
            self.format("office-from", &[("at", from.into())])
        } else {
            let day = self.text(&format!("weekday-{}", there(office.from, "%u"))).into_owned();
            self.format("office-from-day", &[("at", from.into()), ("day", day.into())])
        };
        if now == self.strftime(self.now, "%H:%M") {
            return Some(hours);
        }
        Some(format!("{}, {hours}", self.format("office-now", &[("now", now.into())])))
    }

    /// The clock of a queue row.
    pub fn sla(&self, clock: &Nearest) -> SlaText {
        let remaining = clock.remaining(self.now);
        let late = remaining < Span(0);
        let near = clock.is_near(self.now, self.warn_at_fraction);
        let (state, mark, key) = match clock.paused_since {
            Some(_) if late => (SlaState::Paused, "‖", "clock-paused-overdue"),
            Some(_) => (SlaState::Paused, "‖", "clock-paused"),
            None if late => (SlaState::Breached, "", "clock-overdue"),
            None if near => (SlaState::Near, "!", "clock-left"),
            None => (SlaState::Running, "", "clock-left"),
        };
        let long = self.format(key, &[("span", self.catalog.span(remaining).into())]);
        SlaText { state, short: format!("{mark}{}", remaining.short()), long }
    }

    /// One clock of a ticket, stopped ones included. `kind` does not matter for its text.
    pub fn sla_clock(&self, clock: &Clock, kind: crate::domain::ClockKind) -> SlaText {
        let stopped = |state, mark: &str, key| SlaText { state, short: mark.into(), long: self.text(key).into_owned() };
        match clock.kept() {
            Some(true) => stopped(SlaState::Kept, "✓", "clock-kept"),
            Some(false) => stopped(SlaState::Missed, "✗", "clock-missed"),
            None => {
                let (due_at, target, paused_since) = (clock.due_at, clock.target, clock.paused_since);
                self.sla(&Nearest { kind, due_at, target, paused_since })
            }
        }
    }

    /// `!!` critical, `!` high, nothing for normal, `·` low: the mark of a priority, in two cells.
    pub fn priority_mark(&self, priority: Priority) -> (&'static str, Style) {
        match priority {
            Priority::Critical => ("!!", self.style("priority.critical")),
            Priority::High => ("! ", self.style("priority.high")),
            Priority::Normal => ("  ", self.style("priority.normal")),
            Priority::Low => ("· ", self.style("priority.low")),
        }
    }
}

fn strftime(at: Timestamp, zone: &TimeZone, format: &str) -> String {
    // An instant beyond the calendar is one that nobody meant.
    let Ok(instant) = jiff::Timestamp::from_millisecond(at.0) else { return "?".into() };
    instant.to_zoned(zone.clone()).strftime(format).to_string()
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::domain::{ClockKind, Shift};

    /// What a test of a view needs: owns what [`Look`] borrows. 2026-11-25 03:12 in Lisbon.
    pub struct Room {
        pub catalog: Catalog,
        pub theme: Theme,
        pub now: Timestamp,
        pub zone: TimeZone,
        pub operators: Vec<Operator>,
        pub me: OperatorId,
        pub callers: Callers,
    }

    impl Room {
        pub fn new(language: Language) -> Room {
            let operator = |id: &str, name: &str| Operator {
                id: OperatorId::new(id),
                name: name.into(),
                languages: vec![language],
                shift: Shift::Night,
                lead: false,
            };
            Room {
                catalog: Catalog::new(language),
                theme: Theme::default(),
                now: Timestamp(1_795_576_320_000),
                zone: TimeZone::get("Europe/Lisbon").unwrap(),
                operators: vec![operator("op-08", "Rui Valverde"), operator("op-12", "Filomena Graçal")],
                me: OperatorId::new("op-08"),
                callers: Callers::default(),
            }
        }

        pub fn look(&self) -> Look<'_> {
            Look {
                catalog: &self.catalog,
                theme: &self.theme,
                now: self.now,
                zone: &self.zone,
                names_zone: false,
                warn_at_fraction: 0.75,
                operators: &self.operators,
                me: &self.me,
                callers: &self.callers,
            }
        }
    }

    fn nearest(remaining: Span, paused: bool, room: &Room) -> Nearest {
        Nearest {
            kind: ClockKind::Resolution,
            due_at: room.now + remaining,
            target: Span::hours(4),
            paused_since: paused.then_some(room.now),
        }
    }

    #[test]
    fn times_say_their_zone_and_dates_follow_the_language() {
        let room = Room::new(Language::En);
        assert_eq!(room.look().clock_with_zone(room.now), "03:12 WET");
        assert_eq!(room.look().date(room.now), "25 Nov 2026");
        assert_eq!(Room::new(Language::Pt).look().date(room.now), "25/11/2026");
        assert_eq!(room.look().date_time(room.now), "03:12");
        assert_eq!(room.look().date_time(room.now + Span::days(-1)), "24 Nov 2026 03:12");
        assert_eq!(room.look().clock(Timestamp(i64::MAX)), "?", "an instant beyond the calendar does no harm");
    }

    #[test]
    fn office_hours_are_those_of_the_customer() {
        let mut room = Room::new(Language::En);
        assert_eq!(room.look().office("", "PT").unwrap(), "opens 09:00");
        assert_eq!(room.look().office("", "ES").unwrap(), "now 04:12 there, opens 09:00");
        assert_eq!(room.look().office("", "Atlantis"), None);
        room.now = room.now + Span::hours(6);
        assert_eq!(room.look().office("", "ES").unwrap(), "now 10:12 there, open until 18:00");
        room.now = room.now + Span::days(3);
        assert_eq!(room.look().office("", "GB").unwrap(), "opens Monday 09:00");
        let room = Room { catalog: Catalog::new(Language::Pt), ..room };
        assert_eq!(room.look().office("", "ES").unwrap(), "agora 10:12 lá, abre segunda às 09:00");
    }

    #[test]
    fn ages_are_words() {
        let room = Room::new(Language::Pt);
        let look = room.look();
        assert_eq!(look.ago(room.now + Span::minutes(-12)), "há 12 min");
        assert_eq!(look.ago(room.now + Span::hours(5)), "daqui a 5 h");
        assert_eq!(look.ago(room.now), "agora mesmo");
    }

    #[test]
    fn a_clock_tells_its_state_without_colour() {
        let room = Room::new(Language::En);
        let sla = |remaining, paused| room.look().sla(&nearest(remaining, paused, &room));
        assert_eq!(sla(Span::minutes(185), false).short, "3:05");
        assert_eq!(sla(Span::minutes(59), false).short, "!59m");
        assert_eq!(sla(Span::minutes(-6), false).short, "-6m");
        assert_eq!(sla(Span::minutes(-6), false).long, "overdue by 6 min");
        assert_eq!(sla(Span::minutes(185), true).short, "‖3:05");
        assert_eq!(sla(Span::minutes(-6), true).long, "paused, overdue by 6 min");
    }

    #[test]
    fn an_operator_is_a_name_and_oneself_is_you() {
        let room = Room::new(Language::En);
        assert_eq!(room.look().operator(&OperatorId::new("op-12")), "Filomena Graçal");
        assert_eq!(room.look().holder(&room.me), "you");
        assert_eq!(room.look().operator(&OperatorId::new("op-\u{1b}")), "op-␛");
    }
}
