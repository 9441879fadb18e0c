//! How often the suggestions were right, as the lessons of a desk tell it.

use super::{Language, Lesson, Role, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;

/// So many of the last decisions on suggestions of one role are looked at for a streak of wrong ones.
const STREAK: usize = 5;
/// That many of them wrong are one.
const WRONG: usize = 4;

/// Decisions of people on suggestions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Decided {
    pub all: i64,
    /// The suggestion was right.
    pub confirmed: i64,
}

impl Decided {
    fn add(&mut self, lesson: &Lesson) {
        self.all += 1;
        self.confirmed += i64::from(lesson.confirms());
    }

    /// The share that was right, in percent; None of none.
    pub fn percent(self) -> Option<i64> {
        (self.all > 0).then(|| (self.confirmed * 100 + self.all / 2) / self.all)
    }
}

/// What became of suggestions since some moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TrackRecord {
    pub all: Decided,
    /// By the role that was suggested.
    pub by_role: BTreeMap<Role, Decided>,
    pub by_language: BTreeMap<Language, Decided>,
    /// Roles of which the last suggestions were wrong, four of five: somebody should look why.
    pub streaks: Vec<Role>,
}

impl TrackRecord {
    /// Of the lessons since then; the oldest come first.
    pub fn since(lessons: &[Lesson], since: Timestamp) -> TrackRecord {
        let mut record = TrackRecord::default();
        for lesson in lessons.iter().filter(|lesson| lesson.at >= since) {
            record.all.add(lesson);
            record.by_role.entry(lesson.suggested).or_default().add(lesson);
            record.by_language.entry(lesson.taught.language).or_default().add(lesson);
        }
        let last = |role: Role| lessons.iter().rev().filter(move |it| it.suggested == role).take(STREAK);
        let streak = |role: &Role| last(*role).filter(|it| !it.confirms()).count() >= WRONG;
        record.streaks = Role::ALL.into_iter().filter(streak).collect();
        record
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Taught;
    use crate::domain::lesson::fixture;

    /// In Portuguese at even times, in English at odd ones.
    fn lesson(at: i64, suggested: Role, role: Role) -> Lesson {
        let it = fixture::lesson(at, suggested, role);
        let language = if at % 2 == 0 { Language::Pt } else { Language::En };
        Lesson { taught: Taught { language, ..it.taught }, ..it }
    }

    #[test]
    fn suggestions_are_counted_by_what_was_suggested_and_in_which_language() {
        let lessons = [lesson(1, Role::Ba, Role::Ba), lesson(2, Role::Ba, Role::Am), lesson(3, Role::Se, Role::Se)];
        let record = TrackRecord::since(&lessons, Timestamp(2));
        assert_eq!(record.all, Decided { all: 2, confirmed: 1 });
        assert_eq!(record.by_role[&Role::Ba].percent(), Some(0));
        assert_eq!(record.by_language[&Language::En].percent(), Some(100));
        assert_eq!(TrackRecord::since(&lessons, Timestamp(9)).all.percent(), None);
    }

    #[test]
    fn four_wrong_ones_of_the_last_five_are_a_streak_whenever_they_were() {
        let wrong = (0..4).map(|n| lesson(n, Role::Ba, Role::Am));
        let mut lessons: Vec<Lesson> = std::iter::once(lesson(0, Role::Ba, Role::Ba)).chain(wrong).collect();
        assert_eq!(TrackRecord::since(&lessons, Timestamp(99)).streaks, [Role::Ba]);
        lessons.push(lesson(5, Role::Ba, Role::Ba));
        lessons.push(lesson(6, Role::Ba, Role::Ba));
        assert_eq!(TrackRecord::since(&lessons, Timestamp(0)).streaks, []);
    }
}
