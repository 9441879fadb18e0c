//! Searches with a name: those that everybody has from the start, and those that an operator keeps. One key shows one.

use super::Timestamp;
use super::filter::{Filter, FilterError};
use serde::Serialize;

/// The longest name, in letters.
pub const NAME_LIMIT: usize = 40;
/// So many may be kept.
pub const KEPT_LIMIT: usize = 100;
/// The keys that show one.
const DIGITS: std::ops::RangeInclusive<u8> = 1..=9;

/// One that an operator keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saved {
    pub name: String,
    /// In the query language, as it was when it was kept: another version may not understand it any more.
    pub query: String,
    /// The key that shows it.
    pub digit: Option<u8>,
    /// When it was last shown, or made.
    pub used_at: Timestamp,
}

/// Those that are there from the start, in the order of their digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BuiltIn {
    Mine,
    Nobodys,
    Emergencies,
    Breaching,
    Waiting,
    Promises,
    Unrouted,
    MyLanguages,
    PassedOver,
}

impl BuiltIn {
    /// With its name for the command line, and what it looks for.
    const ALL: [(BuiltIn, &'static str, &'static str); 9] = [
        (BuiltIn::Mine, "mine", "assignee:me"),
        (BuiltIn::Nobodys, "nobodys", "assignee:none"),
        (BuiltIn::Emergencies, "emergencies", "is:emergency is:live"),
        (BuiltIn::Breaching, "breaching", "sla:<30m sort:due"),
        (BuiltIn::Waiting, "waiting", "status:pending,on_hold"),
        (BuiltIn::Promises, "promises", "is:promised is:live sort:due"),
        (BuiltIn::Unrouted, "unrouted", "role:none"),
        (BuiltIn::MyLanguages, "my-languages", "lang:me"),
        (BuiltIn::PassedOver, "passed-over", "is:passed_over is:live"),
    ];

    pub fn word(self) -> &'static str {
        BuiltIn::ALL[self as usize].1
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    BuiltIn(BuiltIn),
    Saved(String),
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    pub digit: Option<u8>,
    pub name: Name,
    pub query: String,
}

impl View {
    pub fn filter(&self) -> Result<Filter, FilterError> {
        Filter::parse(&self.query)
    }

    /// Its name for the command line.
    pub fn word(&self) -> &str {
        match &self.name {
            Name::BuiltIn(it) => it.word(),
            Name::Saved(name) => name,
        }
    }
}

/// All there are: those with a digit in the order of the digits, then one's own, the last used first. One's own takes
/// its digit from the built-in one, which stays in the list.
pub fn list(saved: &[Saved]) -> Vec<View> {
    let taken = |digit: u8| saved.iter().any(|it| it.digit == Some(digit));
    let built_in = DIGITS.zip(BuiltIn::ALL).map(|(digit, (it, _, query))| {
        let digit = Some(digit).filter(|digit| !taken(*digit));
        View { digit, name: Name::BuiltIn(it), query: query.into() }
    });
    let mut own: Vec<&Saved> = saved.iter().collect();
    own.sort_by_key(|it| std::cmp::Reverse(it.used_at));
    let own =
        own.into_iter().map(|it| View { digit: it.digit, name: Name::Saved(it.name.clone()), query: it.query.clone() });
    let mut views: Vec<View> = own.chain(built_in).collect();
    views.sort_by_key(|view| view.digit.unwrap_or(u8::MAX));
    views
}

/// The one of that name, in any case, or with that digit. One's own comes before a built-in one.
pub fn find<'a>(views: &'a [View], name: &str) -> Option<&'a View> {
    let called = |view: &&View| key(view.word()) == key(name);
    let own = views.iter().filter(|view| matches!(view.name, Name::Saved(_))).find(called);
    let digit = || views.iter().find(|view| view.digit.is_some_and(|digit| digit.to_string() == name.trim()));
    own.or_else(|| views.iter().find(called)).or_else(digit)
}

/// Two names are one if this is the same.
pub fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// What was typed as a name: `night shift`, or with the key that shows it, `3 night shift`. None if nothing is left of
/// the name.
pub fn read_name(typed: &str) -> Option<(Option<u8>, String)> {
    let typed = typed.trim();
    let led = typed.split_once(char::is_whitespace);
    let digit = led.and_then(|(first, _)| first.parse().ok()).filter(|digit| DIGITS.contains(digit));
    let name = led.filter(|_| digit.is_some()).map_or(typed, |(_, rest)| rest.trim());
    let name: String = name.chars().take(NAME_LIMIT).collect();
    (!name.is_empty()).then_some((digit, name))
}

/// The key for one to be kept under that name: the one wanted, the one that the name has, or else the last that is a
/// built-in one's still. Those that are used most have the first.
pub fn digit_for(saved: &[Saved], name: &str, wanted: Option<u8>) -> Option<u8> {
    let before = saved.iter().find(|it| key(&it.name) == key(name)).and_then(|it| it.digit);
    let free = || DIGITS.rev().find(|digit| saved.iter().all(|it| it.digit != Some(*digit)));
    wanted.or(before).or_else(free)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(name: &str, digit: Option<u8>, used: i64) -> Saved {
        Saved { name: name.into(), query: "tag:vip".into(), digit, used_at: Timestamp(used) }
    }

    #[test]
    fn those_of_the_start_can_be_read_and_look_at_the_live_queue() {
        let views = list(&[]);
        assert_eq!(views.iter().map(|view| view.digit).collect::<Vec<_>>(), (1..=9).map(Some).collect::<Vec<_>>());
        for ((it, word, query), view) in BuiltIn::ALL.iter().zip(&views) {
            assert_eq!((it.word(), view.word()), (*word, *word));
            assert_eq!(view.filter().unwrap().to_string(), *query, "as it is written");
        }
    }

    #[test]
    fn ones_own_takes_a_digit_and_the_built_in_one_stays_in_the_list() {
        let views = list(&[saved("old", None, 1), saved("mine too", Some(3), 2), saved("new", None, 3)]);
        assert_eq!((views[2].word(), views.len()), ("mine too", 12));
        let rest: Vec<&str> = views[8..].iter().map(View::word).collect();
        assert_eq!(rest, ["passed-over", "new", "old", "emergencies"]);
    }

    #[test]
    fn a_name_is_found_in_any_case_and_ones_own_first() {
        let views = list(&[saved("Mine", Some(9), 1)]);
        assert_eq!(find(&views, " mine ").unwrap().query, "tag:vip");
        assert_eq!(find(&views, "WAITING").unwrap().query, "status:pending,on_hold");
        assert_eq!(find(&views, "4").unwrap().word(), "breaching");
        assert_eq!(find(&views, "nothing of that"), None);
    }

    #[test]
    fn a_name_may_say_its_digit() {
        assert_eq!(read_name(" 3 night  shift "), Some((Some(3), "night  shift".into())));
        assert_eq!(read_name("3"), Some((None, "3".into())));
        assert_eq!(read_name("30 days"), Some((None, "30 days".into())));
        assert_eq!(read_name("0 x"), Some((None, "0 x".into())));
        assert_eq!(read_name("  "), None);
        assert_eq!(read_name(&"ç".repeat(99)).unwrap().1.chars().count(), NAME_LIMIT);
    }

    #[test]
    fn the_last_digits_are_given_away_first_and_one_that_is_had_is_kept() {
        assert_eq!(digit_for(&[], "a", None), Some(9));
        let kept = [saved("a", Some(9), 1), saved("b", Some(8), 1)];
        assert_eq!(digit_for(&kept, "c", None), Some(7));
        assert_eq!(digit_for(&kept, "A", None), Some(9));
        assert_eq!(digit_for(&kept, "A", Some(2)), Some(2));
        let all: Vec<Saved> = (1..=9).map(|digit| saved(&digit.to_string(), Some(digit), 1)).collect();
        assert_eq!(digit_for(&all, "one more", None), None);
    }
}
