//! Who is on shift now and who comes next, who has asked the desk for something lately, and how many tickets each holds.

use super::{Operator, OperatorId, Shift, Span, Timestamp};
use jiff::tz::TimeZone;

/// Whoever asked the desk for something so lately is at it: a console that listens asks at least every minute.
pub const AT_THE_DESK: Span = Span::minutes(2);

/// An operator of whom the desk has heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    pub operator: OperatorId,
    /// When they, or rather their console, last asked for something.
    pub asked_at: Timestamp,
}

/// What the desk said of who is at it, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Presence {
    pub at: Timestamp,
    pub present: Vec<Present>,
}

impl Presence {
    /// When this operator last asked, as the desk said.
    pub fn of(&self, operator: &OperatorId) -> Option<Timestamp> {
        self.present.iter().find(|it| it.operator == *operator).map(|it| it.asked_at)
    }

    /// Those who were at the desk when it said so.
    pub fn at_the_desk(&self) -> impl Iterator<Item = &OperatorId> {
        let since = self.at - AT_THE_DESK;
        self.present.iter().filter(move |it| it.asked_at >= since).map(|it| &it.operator)
    }
}

/// A shift with its people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    pub shift: Shift,
    /// From its beginning to its end: of the one that is on, or of the next.
    pub hours: (Timestamp, Timestamp),
    pub people: Vec<Member>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub operator: Operator,
    pub held: i64,
}

/// The shifts, those that are on first and then as they come; the people of each by name, its leads first.
pub fn roster(operators: &[Operator], held: &[(OperatorId, i64)], now: Timestamp, zone: &TimeZone) -> Vec<Watch> {
    let held_by = |id: &OperatorId| held.iter().find(|(it, _)| it == id).map_or(0, |(_, n)| *n);
    let mut watches: Vec<Watch> = Shift::ALL
        .into_iter()
        .filter_map(|shift| {
            let on = shift.around(now, zone).filter(|(_, ends)| *ends > now);
            let hours = on.or_else(|| shift.after(now, zone))?;
            let of = operators.iter().filter(|it| it.shift == shift);
            let mut people: Vec<Member> = of.map(|it| Member { operator: it.clone(), held: held_by(&it.id) }).collect();
            people.sort_by(|a, b| {
                let key = |it: &Member| (!it.operator.lead, it.operator.name.to_lowercase());
                key(a).cmp(&key(b))
            });
            Some(Watch { shift, hours, people })
        })
        .collect();
    watches.sort_by_key(|watch| watch.hours);
    watches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;

    fn operator(id: &str, shift: Shift, lead: bool) -> Operator {
        Operator { id: OperatorId::new(id), name: id.to_uppercase(), languages: vec![Language::Pt], shift, lead }
    }

    fn at(text: &str) -> Timestamp {
        Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn those_who_are_on_come_first_and_then_the_next() {
        let lisbon = TimeZone::get("Europe/Lisbon").unwrap();
        let all = [
            operator("d", Shift::Day, false),
            operator("b", Shift::Night, false),
            operator("a", Shift::Night, false),
            operator("z", Shift::Night, true),
            operator("l", Shift::Late, false),
        ];
        let held = [(OperatorId::new("a"), 7)];
        let shown = |now| {
            let watches = roster(&all, &held, at(now), &lisbon);
            let names = |watch: &Watch| watch.people.iter().map(|it| it.operator.id.to_string()).collect::<String>();
            watches.iter().map(|it| (it.shift, names(it))).collect::<Vec<_>>()
        };
        let night = [(Shift::Night, "zab".into()), (Shift::Day, "d".into()), (Shift::Late, "l".into())];
        assert_eq!(shown("2026-11-25T03:12:00Z"), night);
        // Both are on for half an hour.
        assert_eq!(shown("2026-11-25T06:20:00Z")[..2], night[..2]);
        assert_eq!(shown("2026-11-25T07:00:00Z")[0].0, Shift::Day);
        let watches = roster(&all, &held, at("2026-11-25T03:12:00Z"), &lisbon);
        assert_eq!(watches[0].people.iter().map(|it| it.held).collect::<Vec<_>>(), [0, 7, 0]);
        assert_eq!(watches[1].hours, (at("2026-11-25T06:15:00Z"), at("2026-11-25T14:45:00Z")));
    }

    #[test]
    fn at_the_desk_is_whoever_asked_within_two_minutes_of_the_answer() {
        let presence = Presence {
            at: Timestamp(600_000),
            present: vec![
                Present { operator: OperatorId::new("a"), asked_at: Timestamp(500_000) },
                Present { operator: OperatorId::new("b"), asked_at: Timestamp(400_000) },
            ],
        };
        assert_eq!(presence.at_the_desk().collect::<Vec<_>>(), [&OperatorId::new("a")]);
        assert_eq!(presence.of(&OperatorId::new("b")), Some(Timestamp(400_000)));
    }
}
