//! Who is on shift now and who comes next, who is at the desk, and how many tickets each holds.

use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::motion::Motion;
use crate::console::text::{Shown, pad};
use crate::console::widgets::lines::{self, Line};
use crate::console::widgets::popup;
use crate::domain::roster::{AT_THE_DESK, Member, Presence, Watch, roster};
use crate::domain::{Operator, OperatorId, Timestamp};
use jiff::tz::TimeZone;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The widest it is, in cells.
const WIDEST: u16 = 110;

#[derive(Debug, Clone, PartialEq)]
pub struct RosterScreen {
    watches: Vec<Watch>,
    selected: usize,
}

impl RosterScreen {
    pub fn new(operators: &[Operator], held: &[(OperatorId, i64)], now: Timestamp, zone: &TimeZone) -> RosterScreen {
        RosterScreen { watches: roster(operators, held, now, zone), selected: 0 }
    }

    /// What has changed comes in. The cursor stays on its operator.
    pub fn load(&mut self, newer: RosterScreen) {
        let id = self.chosen().cloned();
        self.watches = newer.watches;
        let at = self.people().position(|member| Some(&member.operator.id) == id.as_ref());
        self.selected = at.unwrap_or(0);
    }

    fn people(&self) -> impl Iterator<Item = &Member> {
        self.watches.iter().flat_map(|watch| &watch.people)
    }

    pub fn scroll(&mut self, motion: Motion) {
        self.selected = motion.from(self.selected, self.people().count(), 10);
    }

    /// Who is under the cursor.
    pub fn chosen(&self) -> Option<&OperatorId> {
        self.people().nth(self.selected).map(|member| &member.operator.id)
    }

    pub fn view(&self, presence: Option<&Presence>, key: &str, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let title = look.format("roster-title", &[("key", key.into())]);
        let inner = popup::popup(&title, look, centred(area, WIDEST, area.height), buf);
        lines::view(self.lines(presence, look), self.selected, look, inner, buf);
    }

    fn lines(&self, presence: Option<&Presence>, look: &Look<'_>) -> Vec<Line> {
        let said = match presence {
            Some(presence) if look.now - presence.at < AT_THE_DESK => look.text("roster-known").into_owned(),
            Some(presence) => look.format("roster-stale", &[("ago", look.ago(presence.at).into())]),
            None => look.text("roster-unknown").into_owned(),
        };
        let mut lines: Vec<Line> = vec![(said, "text.muted", None)];
        let mut at = 0;
        for watch in &self.watches {
            lines.push((head(watch, look), "text.title", None));
            if watch.people.is_empty() {
                lines.push((look.text("roster-nobody").into_owned(), "text.muted", None));
            }
            for member in &watch.people {
                lines.push((self.row(at, member, presence, look), "text", Some(at)));
                at += 1;
            }
        }
        lines
    }

    fn row(&self, at: usize, member: &Member, presence: Option<&Presence>, look: &Look<'_>) -> String {
        let Member { operator, held } = member;
        let mark = if at == self.selected { '▸' } else { ' ' };
        let name = match operator.id == *look.me {
            true => format!("{} ({})", Shown::line(&operator.name), look.text("you")),
            false => Shown::line(&operator.name).into_string(),
        };
        let lead = if operator.lead { look.text("roster-lead").into_owned() } else { String::new() };
        let languages: Vec<&str> = operator.languages.iter().map(|it| it.word()).collect();
        let here = presence.map_or_else(String::new, |presence| match presence.of(&operator.id) {
            Some(at) if presence.at - at < AT_THE_DESK => look.text("roster-here").into_owned(),
            Some(at) => look.format("roster-was-here", &[("ago", look.ago(at).into())]),
            None => "—".to_string(),
        });
        let held = look.format("roster-holds", &[("n", (*held).into())]);
        let (name, lead) = (pad(&name, 27), pad(&lead, 7));
        format!("{mark} {name} {lead} {} {} {here}", pad(&languages.join(" "), 8), pad(&held, 12))
    }
}

/// The shift and its hours.
fn head(watch: &Watch, look: &Look<'_>) -> String {
    let (began, ends) = watch.hours;
    let shift = look.catalog.shift(watch.shift).into_owned();
    let hours = [("shift", shift.into()), ("from", look.clock(began).into()), ("to", look.clock(ends).into())];
    let key = if began <= look.now { "roster-now" } else { "roster-next" };
    let span = if began <= look.now { ends - look.now } else { began - look.now };
    let [shift, from, to] = hours;
    look.format(key, &[shift, from, to, ("span", look.catalog.span(span).into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::fixture::NOW;
    use crate::console::look::tests::Room;
    use crate::console::screens::fixtures::{drawn, in_every_size};
    use crate::domain::roster::Present;
    use crate::domain::{Language, Shift, Span};

    fn room(language: Language) -> Room {
        let mut room = Room::new(language);
        let hostile = Operator {
            id: OperatorId::new("op-20"),
            name: "Ana \u{1b}[31m\u{202e}Sá".into(),
            languages: Language::ALL.to_vec(),
            shift: Shift::Day,
            lead: true,
        };
        room.operators.push(hostile);
        room
    }

    fn screen(room: &Room) -> RosterScreen {
        RosterScreen::new(&room.operators, &[(OperatorId::new("op-12"), 7)], room.now, &room.zone)
    }

    fn presence(at: Timestamp) -> Presence {
        let asked =
            |id: &str, minutes| Present { operator: OperatorId::new(id), asked_at: at - Span::minutes(minutes) };
        Presence { at, present: vec![asked("op-08", 0), asked("op-12", 40)] }
    }

    #[test]
    fn it_names_who_is_on_who_comes_next_and_who_is_at_the_desk() {
        for (language, wanted) in [
            (Language::En, ["night: on now until 06:45", "day: from 06:15", "lead", "holds 7", "at the desk"]),
            (Language::Pt, ["noite: agora, até às 06:45", "dia: a partir das 06:15", "chefia", "tem 7", "na mesa"]),
            (Language::Es, ["noche: ahora, hasta las 06:45", "día: desde las 06:15", "jefe", "tiene 7", "en la mesa"]),
        ] {
            let room = room(language);
            let shown =
                |area, buf: &mut Buffer| screen(&room).view(Some(&presence(room.now)), "Tab", &room.look(), area, buf);
            let text = drawn(80, 20, shown);
            wanted.iter().for_each(|it| assert!(text.contains(it), "{it}\n{text}"));
            assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
            in_every_size(shown);
        }
    }

    #[test]
    fn what_the_desk_said_long_ago_has_its_age_and_what_it_did_not_say_is_not_guessed() {
        let room = room(Language::En);
        let shown = |presence: Option<&Presence>| {
            drawn(80, 20, |area, buf| screen(&room).view(presence, "Tab", &room.look(), area, buf))
        };
        let old = presence(room.now - Span::minutes(30));
        assert!(shown(Some(&old)).contains("as the desk said 30 min ago"), "{}", shown(Some(&old)));
        let none = shown(None);
        assert!(none.contains("has not said who is at it") && !none.contains("at the desk ·"), "{none}");
    }

    #[test]
    fn the_cursor_stays_on_its_operator() {
        let room = room(Language::En);
        let mut screen = screen(&room);
        screen.scroll(Motion::Last);
        assert_eq!(screen.chosen().unwrap().as_str(), "op-20");
        screen.load(RosterScreen::new(&room.operators[1..], &[], NOW, &room.zone));
        assert_eq!(screen.chosen().unwrap().as_str(), "op-20");
    }

    #[test]
    fn roster_80_en() {
        let room = room(Language::En);
        let shown =
            |area, buf: &mut Buffer| screen(&room).view(Some(&presence(room.now)), "Tab", &room.look(), area, buf);
        insta::assert_snapshot!("roster_80_en", drawn(80, 14, shown));
    }
}
