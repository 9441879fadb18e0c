//! The handoff: what the customer is told when a ticket goes to its owner, in the customer's language.

use super::facts::{Fact, Known};
use super::{Macro, Role, Rule, Status, Suggestion, macros};

/// A macro, filled in as far as is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handoff {
    pub title: String,
    pub text: String,
    /// Placeholders for which there was no value: they stand in the text.
    pub missing: Vec<String>,
    /// What the ticket becomes once it is sent.
    pub status: Option<Status>,
}

/// The text that fits the first of a suggestion; None when no macro hands to it, or nothing is sure.
pub fn handoff(all: &[Macro], known: &Known<'_>, suggestion: &Suggestion) -> Option<Handoff> {
    filled(fitting(all, suggestion)?, known)
}

/// The macro that tells a requester who is not registered to register in the portal first.
const REGISTER_FIRST: &str = "register-first";

/// What a requester is told who is not registered in the portal; None where the desk has no text for it.
pub fn registration(all: &[Macro], known: &Known<'_>) -> Option<Handoff> {
    filled(all.iter().find(|it| it.id == REGISTER_FIRST)?, known)
}

fn filled(it: &Macro, known: &Known<'_>) -> Option<Handoff> {
    let language = known.ticket.language;
    let (title, body) = (it.title.get(&language)?, it.body.get(&language)?);
    let filled = macros::fill(body, |name| known.fact(name).and_then(Fact::text));
    Some(Handoff { title: title.clone(), text: filled.text, missing: filled.missing, status: it.status })
}

/// The macro that hands to the first of a suggestion.
pub fn fitting<'a>(all: &'a [Macro], suggestion: &Suggestion) -> Option<&'a Macro> {
    let role = suggestion.first().filter(|_| !suggestion.unsure)?.role;
    by_rule_or_role(all, role, suggestion.rule)
}

/// That of the rule before that of the role alone.
fn by_rule_or_role(all: &[Macro], role: Role, rule: Rule) -> Option<&Macro> {
    let with =
        |wanted: Option<Rule>| all.iter().find(|it| it.hands_to.is_some_and(|to| to.role == role && to.rule == wanted));
    with(Some(rule)).or_else(|| with(None))
}
