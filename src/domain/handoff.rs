//! The handoff: what the customer is told when a ticket goes to its owner, in the customer's language.

use super::{Customer, Macro, Role, Rule, Suggestion, Ticket, macros};

/// A macro, filled in as far as is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handoff {
    pub title: String,
    pub text: String,
    /// Placeholders for which there was no value: they stand in the text.
    pub missing: Vec<String>,
}

/// The text that fits the first of a suggestion; None when no macro hands to it, or nothing is sure.
pub fn handoff(
    all: &[Macro],
    ticket: &Ticket,
    customer: Option<&Customer>,
    suggestion: &Suggestion,
    operator: &str,
) -> Option<Handoff> {
    let role = suggestion.first().filter(|_| !suggestion.unsure)?.role;
    filled(fitting(all, role, suggestion.rule)?, ticket, customer, operator)
}

/// The macro that tells a requester who is not registered to register in the portal first.
const REGISTER_FIRST: &str = "register-first";

/// What a requester is told who is not registered in the portal; None where the desk has no text for it.
pub fn registration(all: &[Macro], ticket: &Ticket, customer: Option<&Customer>, operator: &str) -> Option<Handoff> {
    filled(all.iter().find(|it| it.id == REGISTER_FIRST)?, ticket, customer, operator)
}

fn filled(it: &Macro, ticket: &Ticket, customer: Option<&Customer>, operator: &str) -> Option<Handoff> {
    let (title, body) = (it.title.get(&ticket.language)?, it.body.get(&ticket.language)?);
    let filled = macros::fill(body, |name| value(name, ticket, customer, operator));
    Some(Handoff { title: title.clone(), text: filled.text, missing: filled.missing })
}

/// That of the rule before that of the role alone.
fn fitting(all: &[Macro], role: Role, rule: Rule) -> Option<&Macro> {
    let with =
        |wanted: Option<Rule>| all.iter().find(|it| it.hands_to.is_some_and(|to| to.role == role && to.rule == wanted));
    with(Some(rule)).or_else(|| with(None))
}

/// What is known of a ticket, by the names of the placeholders.
fn value(name: &str, ticket: &Ticket, customer: Option<&Customer>, operator: &str) -> Option<String> {
    let first_name = |name: &str| name.split_whitespace().next().map(str::to_string);
    Some(match name {
        "requester.first_name" => first_name(&ticket.requester_name)?,
        "ticket.id" => ticket.id.to_string(),
        "ticket.subject" => ticket.subject.clone(),
        "customer.name" => ticket.customer_name.clone(),
        "operator.first_name" => first_name(operator)?,
        "ibx.code" => ticket.site.clone()?,
        _ => {
            let (role, part) = name.split_once('.')?;
            let staff = customer?.staff(Role::parse(role)?)?;
            match part {
                "name" => staff.name.clone(),
                "email" => staff.email.clone(),
                _ => return None,
            }
        }
    })
}
