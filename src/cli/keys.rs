//! `turno keys`: the console's keys, from its command table.

use crate::config::Vocabulary;

/// The contexts and commands that a key can be bound to.
pub fn vocabulary() -> Vocabulary<'static> {
    Vocabulary::default()
}
