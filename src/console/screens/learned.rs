//! How often the suggestions were right, why tickets were passed over, and what routing learnt lately: with the lesson
//! under the cursor to be taken back.

use crate::console::layout::centred;
use crate::console::look::Look;
use crate::console::motion::Motion;
use crate::console::text::{Shown, pad, pad_left, truncate};
use crate::console::widgets::popup;
use crate::domain::track_record::{Decided, TrackRecord};
use crate::domain::{Lesson, Skip, SkipReason, Span, Timestamp, skip};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Three shifts.
const COUNTED: Span = Span::hours(24);
/// The widest it is, in cells.
const WIDEST: u16 = 110;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learned {
    /// The newest first.
    lessons: Vec<Lesson>,
    counted: TrackRecord,
    skipped: Vec<(SkipReason, usize)>,
    selected: usize,
}

impl Learned {
    /// Of lessons, the oldest first.
    pub fn new(mut lessons: Vec<Lesson>, skips: &[Skip], now: Timestamp) -> Learned {
        let since = now - COUNTED;
        let (counted, skipped) = (TrackRecord::since(&lessons, since), skip::by_reason(skips, since));
        lessons.reverse();
        Learned { lessons, counted, skipped, selected: 0 }
    }

    pub fn scroll(&mut self, motion: Motion) {
        self.selected = motion.from(self.selected, self.lessons.len(), 10);
    }

    /// The lesson under the cursor.
    pub fn chosen(&self) -> Option<&Lesson> {
        self.lessons.get(self.selected)
    }

    pub fn view(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let inner = popup::popup(&look.text("learned-title"), look, centred(area, WIDEST, area.height), buf);
        let mut lines = self.counts(look);
        lines.push((String::new(), "text"));
        let title = if self.lessons.is_empty() { "learned-nothing" } else { "learned-learnt" };
        lines.push((look.text(title).into_owned(), "text.strong"));
        let rows = usize::from(inner.height).saturating_sub(lines.len()).max(1);
        let from = (self.selected + 1).saturating_sub(rows);
        let listed = self.lessons.iter().enumerate().skip(from).take(rows);
        lines
            .extend(listed.map(|(at, lesson)| {
                (row(lesson, look), if at == self.selected { "ui.selection" } else { "ui.popup" })
            }));
        for ((line, scope), y) in lines.into_iter().zip(inner.top()..inner.bottom()) {
            let line = pad(&truncate(&line, usize::from(inner.width)), usize::from(inner.width));
            buf.set_stringn(inner.x, y, line, usize::from(inner.width), look.style(scope));
        }
    }

    fn counts(&self, look: &Look<'_>) -> Vec<(String, &'static str)> {
        let all = match self.counted.all.percent() {
            Some(_) => look.format("learned-right", &[("share", share(self.counted.all).into())]),
            None => look.text("learned-none").into_owned(),
        };
        let roles = self.counted.by_role.iter().map(|(role, it)| format!("{role} {}", share(*it)));
        let languages = self.counted.by_language.iter().map(|(language, it)| format!("{language} {}", share(*it)));
        let mut lines = vec![(all, "text.strong")];
        for each in [roles.collect::<Vec<_>>(), languages.collect()] {
            if !each.is_empty() {
                lines.push((format!("  {}", each.join(" · ")), "text"));
            }
        }
        for role in &self.counted.streaks {
            lines.push((look.format("learned-streak", &[("role", role.code().into())]), "message.warning"));
        }
        if !self.skipped.is_empty() {
            let each = self.skipped.iter().map(|(reason, n)| format!("{} {n}", look.catalog.skip_reason(*reason)));
            let reasons = each.collect::<Vec<_>>().join(", ");
            lines.push((look.format("learned-skipped", &[("reasons", reasons.into())]), "text"));
        }
        lines
    }
}

/// `9/10, 90 %`.
fn share(decided: Decided) -> String {
    match decided.percent() {
        Some(percent) => format!("{}/{}, {percent} %", decided.confirmed, decided.all),
        None => "–".to_string(),
    }
}

fn row(lesson: &Lesson, look: &Look<'_>) -> String {
    let what = match lesson.confirms() {
        true => format!("{} ✓", lesson.role),
        false => format!("{} → {}", lesson.suggested, lesson.role),
    };
    let why = lesson.reason.as_ref().map_or_else(String::new, |reason| format!(" “{reason}”"));
    let text = format!("{}{why} · {}", lesson.taught.subject, look.operator(&lesson.operator));
    let (when, ticket) = (pad_left(&look.ago(lesson.at), 12), lesson.ticket);
    format!("{when}  {ticket}  {}  {}", pad(&what, 11), Shown::line(&text).into_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::fixture::NOW;
    use crate::console::look::tests::Room;
    use crate::console::screens::fixtures::{drawn, in_every_size};
    use crate::domain::lesson::fixture;
    use crate::domain::{Language, Role, Taught, TicketId};

    fn lesson(n: i64, suggested: Role, role: Role) -> Lesson {
        let it = fixture::lesson(n, suggested, role);
        let subject = "Fatura\u{1b}[31m \u{202e}de maio".to_string();
        let taught = Taught { language: Language::Es, subject, ..it.taught };
        let reason = (suggested != role).then(|| "a price".to_string());
        Lesson { at: NOW - Span::minutes(n), reason, taught, ..it }
    }

    #[test]
    fn what_was_right_is_counted_streaks_are_warned_of_and_lists_the_newest_first() {
        let room = Room::new(Language::En);
        let mut lessons: Vec<Lesson> = (2..=6).rev().map(|n| lesson(n, Role::Ba, Role::Am)).collect();
        lessons.push(lesson(1, Role::Gsd, Role::Gsd));
        let skip = |hours, reason| Skip {
            by: fixture::lesson(1, Role::Ba, Role::Ba).operator,
            at: NOW - Span::hours(hours),
            reason,
        };
        let skips = [
            skip(1, SkipReason::Time),
            skip(30, SkipReason::Time),
            skip(2, SkipReason::Unclear),
            skip(3, SkipReason::Unclear),
        ];
        let mut learned = Learned::new(lessons, &skips, NOW);
        let screen = drawn(100, 20, |area, buf| learned.view(&room.look(), area, buf));
        for wanted in [
            "wanted 2, no time for it now 1",
            "1/6, 17 %",
            "BA 0/5, 0 %",
            "GSD 1/1, 100 %",
            "es 1/6",
            "BA were wrong",
            "GSD ✓",
            "BA → AM",
            "“a price”",
        ] {
            assert!(screen.contains(wanted), "{wanted}\n{screen}");
        }
        assert!(!screen.contains('\u{1b}') && !screen.contains('\u{202e}'));
        assert_eq!(learned.chosen().unwrap().ticket, TicketId(1));
        learned.scroll(Motion::Down);
        assert_eq!(learned.chosen().unwrap().ticket, TicketId(2));
        in_every_size(|area, buf| learned.view(&room.look(), area, buf));
    }

    #[test]
    fn without_a_lesson_it_says_so() {
        let room = Room::new(Language::Pt);
        let screen = drawn(80, 12, |area, buf| Learned::new(Vec::new(), &[], NOW).view(&room.look(), area, buf));
        assert!(screen.contains("Ainda nada") && screen.contains("Ninguém decidiu"), "{screen}");
    }
}
