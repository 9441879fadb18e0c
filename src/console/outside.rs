//! What is said outside of the screen: in the title of the terminal, and on the desktop around it.
//!
//! Text goes here between the marks of an escape sequence, so it is cleaned once more, whoever cleaned it before, and
//! never long.

use super::text::{Shown, truncate};

/// The longest text, in cells.
const LIMIT: usize = 160;
/// Asks the terminal to remember its title, and to have it back. One that knows neither keeps ours.
pub const REMEMBER_TITLE: &str = "\x1b[22;2t";
pub const TITLE_AS_BEFORE: &str = "\x1b[23;2t";
pub const BELL: &str = "\x07";

/// How the terminal is asked to notify.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notifier {
    /// OSC 9, with a text.
    Plain,
    /// OSC 777, with a title and a text: what knows it does not know the other, or shows both.
    Titled,
}

impl Notifier {
    /// By `TERM`, and whether `VTE_VERSION` is set.
    pub fn of(term: &str, vte: bool) -> Notifier {
        let titled = vte || ["rxvt", "foot"].iter().any(|name| term.starts_with(name));
        if titled { Notifier::Titled } else { Notifier::Plain }
    }

    pub fn notification(self, text: &str) -> String {
        // A semicolon parts what the terminal takes for several things.
        let text = clean(text).replace(';', ",");
        match self {
            Notifier::Plain => format!("\x1b]9;{text}\x1b\\"),
            Notifier::Titled => format!("\x1b]777;notify;turno;{text}\x1b\\"),
        }
    }
}

pub fn title(text: &str) -> String {
    format!("\x1b]2;{}\x1b\\", clean(text))
}

fn clean(text: &str) -> String {
    truncate(Shown::line(text).as_str(), LIMIT).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_terminal_is_notified_in_one_way() {
        assert_eq!(Notifier::of("xterm-256color", false), Notifier::Plain);
        assert_eq!(Notifier::of("xterm-256color", true), Notifier::Titled);
        assert_eq!(Notifier::of("rxvt-unicode", false), Notifier::Titled);
        assert_eq!(Notifier::Plain.notification("48213; down"), "\x1b]9;48213, down\x1b\\");
        assert_eq!(Notifier::Titled.notification("48213: down"), "\x1b]777;notify;turno;48213: down\x1b\\");
        assert_eq!(title("(3!) turno"), "\x1b]2;(3!) turno\x1b\\");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_text_gets_out_of_its_sequence(
            raw in prop_oneof!["\\PC{0,400}", "[\\x00-\\x1f\\x7f\\u{80}-\\u{9f}\\\\\\];a-c]{0,400}"],
        ) {
            for sequence in [title(&raw), Notifier::Plain.notification(&raw), Notifier::Titled.notification(&raw)] {
                let inside = sequence.strip_prefix('\x1b').and_then(|it| it.strip_suffix("\x1b\\")).unwrap();
                prop_assert!(!inside.chars().any(char::is_control), "{sequence:?}");
                prop_assert!(sequence.len() < 2_000);
            }
        }
    }
}
