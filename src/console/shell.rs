//! The command line that shows what a screen shows: for a colleague, a script or a note.

use super::model::Model;
use super::text::Shown;

/// The command line of the ticket that is open, or of the list.
pub fn reproduces(model: &Model) -> String {
    let program = &model.program;
    match model.open {
        Some(id) => format!("{program} ticket show {id}"),
        None if model.queue.is_plain() => format!("{program} ticket list"),
        None => {
            let query = model.queue.filter.to_string();
            format!("{program} ticket list {}", quoted(Shown::line(&query).as_str()))
        }
    }
}

/// A word as a shell takes it for what it is.
pub fn quoted(word: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | ',' | ':' | '@' | '%' | '+');
    if !word.is_empty() && word.chars().all(safe) {
        return word.to_string();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::fixture::desk;
    use crate::domain::{Filter, TicketId};
    use proptest::prelude::*;

    fn of(query: &str) -> String {
        let mut model = desk();
        model.queue.filter = Filter::parse(query).unwrap();
        reproduces(&model)
    }

    #[test]
    fn a_list_is_its_query_and_an_open_ticket_its_number() {
        let mut model = desk();
        assert_eq!(reproduces(&model), "turno ticket list");
        model.program = "turno --profile night".into();
        model.open = Some(TicketId(48_213));
        assert_eq!(reproduces(&model), "turno --profile night ticket show 48213");
        assert_eq!(of("lang:pt"), "turno ticket list lang:pt");
        assert_eq!(of("sla:<30m \"cross connect\""), "turno ticket list 'sla:<30m \"cross connect\"'");
        assert_eq!(of("d'água"), "turno ticket list 'd'\\''água'");
        assert_eq!(of("\"$(rm x)\" `y`"), "turno ticket list '\"$(rm x)\" `y`'");
    }

    /// What a shell makes of one word in single quotes and escapes.
    fn unquoted(word: &str) -> String {
        let (mut out, mut inside, mut chars) = (String::new(), false, word.chars());
        while let Some(c) = chars.next() {
            match (c, inside) {
                ('\'', _) => inside = !inside,
                ('\\', false) => out.extend(chars.next()),
                (c, true) => out.push(c),
                (c, false) => {
                    assert!(c.is_ascii_alphanumeric() || "/._-,:@%+".contains(c), "{c:?} means something to a shell");
                    out.push(c);
                }
            }
        }
        assert!(!inside);
        out
    }

    proptest! {
        #[test]
        fn a_shell_makes_the_same_word_of_it(word in "\\PC{0,20}|['\\\\ $a\"-]{0,12}") {
            prop_assert_eq!(unquoted(&quoted(&word)), word);
        }
    }
}
