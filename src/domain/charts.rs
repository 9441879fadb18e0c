//! A day of the desk in numbers: what came, what was finished and which deadlines were missed, hour by hour; how much was
//! open; and how much of it is whose and in which language.

use super::{Language, Role, Span, Timestamp};

/// So many hours are counted.
pub const HOURS: usize = 24;
const HOUR: Span = Span::hours(1);

/// What is counted of the tickets: of hours from the first one on, and of what stands now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// Of the tickets that came in an hour, by role and language.
    pub arrived: Vec<(i64, Option<Role>, Language, i64)>,
    pub finished: Vec<(i64, i64)>,
    /// Deadlines that passed unmet, of the hour in which they passed.
    pub missed: Vec<(i64, i64)>,
    /// Live now, and overdue of them.
    pub live: Vec<(Option<Role>, Language, i64, i64)>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hour {
    pub arrived: u64,
    pub finished: u64,
    pub missed: u64,
    /// Open when it ended; in the last one, now.
    pub open: u64,
}

/// A part of the desk: of a role or of a language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Slice {
    pub live: i64,
    pub overdue: i64,
    pub arrived: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Charts {
    /// When the first hour began.
    pub from: Timestamp,
    /// When they were counted.
    pub at: Timestamp,
    pub hours: [Hour; HOURS],
    /// What is not routed last.
    pub roles: Vec<(Option<Role>, Slice)>,
    pub languages: Vec<(Language, Slice)>,
    pub live: i64,
    pub overdue: i64,
}

/// When the first of the hours began, of which the last is the one that runs.
pub fn from(now: Timestamp) -> Timestamp {
    let this = Timestamp(now.0 - now.0.rem_euclid(HOUR.0));
    this - Span(HOUR.0 * (HOURS as i64 - 1))
}

impl Charts {
    pub fn new(counted: &Counted, now: Timestamp) -> Charts {
        let mut charts = Charts { from: from(now), at: now, ..Charts::default() };
        charts.roles = Role::ALL.iter().copied().map(Some).chain([None]).map(|role| (role, Slice::default())).collect();
        charts.languages = Language::ALL.iter().map(|language| (*language, Slice::default())).collect();
        for (hour, role, language, n) in &counted.arrived {
            charts.hour(*hour, |it| it.arrived += n.unsigned_abs());
            charts.slices(*role, *language, |slice| slice.arrived += n);
        }
        counted.finished.iter().for_each(|(hour, n)| charts.hour(*hour, |it| it.finished += n.unsigned_abs()));
        counted.missed.iter().for_each(|(hour, n)| charts.hour(*hour, |it| it.missed += n.unsigned_abs()));
        for (role, language, live, overdue) in &counted.live {
            charts.live += live;
            charts.overdue += overdue;
            charts.slices(*role, *language, |slice| {
                slice.live += live;
                slice.overdue += overdue;
            });
        }
        // Backwards from what is open now.
        let mut open = charts.live.unsigned_abs();
        for hour in charts.hours.iter_mut().rev() {
            hour.open = open;
            open = (open + hour.finished).saturating_sub(hour.arrived);
        }
        charts
    }

    fn hour(&mut self, hour: i64, count: impl FnOnce(&mut Hour)) {
        if let Some(hour) = usize::try_from(hour).ok().and_then(|hour| self.hours.get_mut(hour)) {
            count(hour);
        }
    }

    fn slices(&mut self, role: Option<Role>, language: Language, count: impl Fn(&mut Slice)) {
        self.roles.iter_mut().filter(|(it, _)| *it == role).for_each(|(_, slice)| count(slice));
        self.languages.iter_mut().filter(|(it, _)| *it == language).for_each(|(_, slice)| count(slice));
    }

    /// The hours from the one in which that was, together; `open` is that of the last.
    pub fn since(&self, since: Timestamp) -> Hour {
        let before = |n: usize| self.from + Span(HOUR.0 * (n as i64 + 1)) <= since;
        let hours = self.hours.iter().enumerate().filter(|(n, _)| !before(*n));
        hours.fold(Hour::default(), |sum, (_, hour)| Hour {
            arrived: sum.arrived + hour.arrived,
            finished: sum.finished + hour.finished,
            missed: sum.missed + hour.missed,
            open: hour.open,
        })
    }

    /// When an hour began.
    pub fn began(&self, hour: usize) -> Timestamp {
        self.from + Span(HOUR.0 * hour as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_795_576_327_000);

    #[test]
    fn the_last_hour_runs_and_the_backlog_is_counted_backwards() {
        let counted = Counted {
            arrived: vec![
                (23, Some(Role::Gsd), Language::Pt, 3),
                (22, None, Language::Es, 2),
                (99, None, Language::En, 7),
            ],
            finished: vec![(23, 1), (21, 4)],
            missed: vec![(22, 5), (-1, 9)],
            live: vec![(Some(Role::Gsd), Language::Pt, 6, 2), (None, Language::Es, 4, 1)],
        };
        let charts = Charts::new(&counted, NOW);
        assert_eq!(charts.began(23), Timestamp(NOW.0 - NOW.0 % 3_600_000));
        let open: Vec<u64> = charts.hours[19..].iter().map(|hour| hour.open).collect();
        assert_eq!(open, [10, 10, 6, 8, 10], "{charts:?}");
        assert_eq!((charts.live, charts.overdue), (10, 3));
        let gsd = charts.roles.iter().find(|(role, _)| *role == Some(Role::Gsd)).unwrap().1;
        assert_eq!(gsd, Slice { live: 6, overdue: 2, arrived: 3 });
        assert_eq!(charts.languages.iter().map(|(_, slice)| slice.live).sum::<i64>(), 10);
    }

    #[test]
    fn a_shift_is_counted_from_the_hour_in_which_it_began() {
        let counted =
            Counted { arrived: vec![(21, None, Language::Pt, 5), (22, None, Language::Pt, 2)], ..Counted::default() };
        let charts = Charts::new(&counted, NOW);
        assert_eq!(charts.since(charts.began(22) + Span::minutes(15)).arrived, 2);
        assert_eq!(charts.since(charts.began(21)).arrived, 7);
        assert_eq!(charts.since(Timestamp(0)).arrived, 7);
    }
}
