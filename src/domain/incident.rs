//! Incidents: one ticket that stands for what many others are about, and what all their customers are told at once.
//!
//! Its children are tickets that name it. A broadcast is proposed by one operator, read by another and released by
//! them: it then is one public reply on the incident and on each open child, in the language of that conversation.

use super::facts::{Fact, Known};
use super::macros::{self, Translated};
use super::{BroadcastState, Language, OperatorId, Refusal, Ticket, TicketId, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// So many children an incident has at most: what one release changes still is about one page of the feed.
pub const CHILDREN: usize = 200;
/// The longest text of a broadcast, in bytes of UTF-8, in one language: it is stored once for each child.
pub const TEXT_LIMIT: usize = 4 * 1024;
/// So many broadcasts that went out an incident remembers, the newest.
pub const SENT_KEPT: usize = 20;
/// The placeholders that are filled in for each child by what its ticket says.
pub const PLACES: [&str; 6] =
    ["requester.first_name", "customer.name", "ticket.id", "ticket.subject", "ibx.code", "operator.first_name"];

/// What makes a ticket an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// Who made it one, and when.
    pub by: OperatorId,
    pub at: Timestamp,
    /// How often a broadcast was proposed; it names the last one.
    #[serde(default)]
    pub revision: i64,
    /// What waits to be released, or was returned to its author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<Broadcast>,
    /// What went out, the newest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sent: Vec<Sent>,
}

/// A text for the customers of all children.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broadcast {
    pub by: OperatorId,
    /// The replies go out in this name.
    pub by_name: String,
    pub at: Timestamp,
    /// With placeholders, in each language that is needed.
    pub texts: Translated,
    /// Whom its author had before them: a child that is not among them was attached since.
    #[serde(default)]
    pub to: Vec<TicketId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<Returned>,
}

/// A colleague does not release it, and says why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    pub by: OperatorId,
    pub at: Timestamp,
    pub reason: String,
}

/// A broadcast that went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    pub by: OperatorId,
    pub released_by: OperatorId,
    pub at: Timestamp,
    pub tickets: i64,
    pub customers: i64,
}

/// An incident with all that is attached to it, as a screen shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    pub incident: Ticket,
    pub children: Vec<Ticket>,
    /// What is being written for it, in each language.
    pub draft: Translated,
}

impl Overview {
    /// The tickets whose customers would be told now.
    pub fn recipients(&self) -> Vec<&Ticket> {
        recipients(&self.incident, &self.children).collect()
    }

    /// By number, as an operation names them.
    pub fn numbers(&self) -> Vec<TicketId> {
        self.recipients().iter().map(|ticket| ticket.id).collect()
    }

    /// What keeps these texts from going out now.
    pub fn problem(&self, texts: &Translated, by_name: &str) -> Option<Refusal> {
        let each = self.recipients().into_iter().map(|ticket| told(ticket, texts, by_name));
        each.filter_map(Result::err).next()
    }
}

impl Incident {
    pub fn state(&self) -> BroadcastState {
        match &self.proposed {
            None => BroadcastState::None,
            Some(it) if it.returned.is_some() => BroadcastState::Returned,
            Some(_) => BroadcastState::Waiting,
        }
    }
}

impl Ticket {
    /// The broadcast of this incident that somebody else than its author may release.
    pub fn waiting_broadcast(&self) -> Option<&Broadcast> {
        self.incident.as_ref()?.proposed.as_ref().filter(|it| it.returned.is_none())
    }

    /// Where the broadcast of this incident stands; None if it is no incident.
    pub fn broadcast(&self) -> Option<BroadcastState> {
        self.incident.as_ref().map(Incident::state)
    }
}

/// The tickets whose customers are told: the incident itself and its children, as far as they are open.
pub fn recipients<'a>(
    incident: &'a Ticket,
    children: impl IntoIterator<Item = &'a Ticket>,
) -> impl Iterator<Item = &'a Ticket> {
    std::iter::once(incident).chain(children).filter(|ticket| ticket.status.is_live())
}

/// How many customers these tickets are of.
pub fn customers<'a>(tickets: impl IntoIterator<Item = &'a Ticket>) -> usize {
    tickets.into_iter().map(|ticket| &ticket.customer).collect::<BTreeSet<_>>().len()
}

/// The languages of these conversations.
pub fn languages<'a>(tickets: impl IntoIterator<Item = &'a Ticket>) -> BTreeSet<Language> {
    tickets.into_iter().map(|ticket| ticket.language).collect()
}

/// What the customer of this ticket is told; else what keeps it from going out.
pub fn told(ticket: &Ticket, texts: &Translated, by_name: &str) -> Result<String, Refusal> {
    let body = texts.get(&ticket.language).ok_or(Refusal::Untranslated { language: ticket.language })?;
    let known = Known { ticket, articles: &[], customer: None, operator: by_name, shift: None };
    let fact = |name: &str| known.fact(name).and_then(Fact::text).filter(|_| PLACES.contains(&name));
    let filled = macros::fill(body, fact);
    match open_place(&filled.text, ticket) {
        Some(name) => Err(Refusal::Gap { ticket: ticket.id, name }),
        None => Ok(filled.text),
    }
}

/// A placeholder that nothing filled. What a customer wrote themselves in double braces, in a subject, is no gap.
fn open_place(filled: &str, ticket: &Ticket) -> Option<String> {
    let outside = match ticket.subject.is_empty() {
        true => filled.to_string(),
        false => filled.replace(&ticket.subject, ""),
    };
    macros::placeholder(&outside).map(str::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::operation::tests::ticket;

    fn texts(text: &str) -> Translated {
        [(ticket().language, text.to_string())].into()
    }

    #[test]
    fn each_customer_is_told_by_name_and_what_cannot_be_filled_in_is_a_gap() {
        let ticket = Ticket { requester_name: "Ana Reis".into(), site: None, ..ticket() };
        let text =
            "Ana, #7: {{ requester.first_name }} of {{ customer.name }}, #{{ ticket.id }}, {{ operator.first_name }}";
        let told_to_her = told(&ticket, &texts(text), "Rita Melo").unwrap();
        assert_eq!(told_to_her, format!("Ana, #7: Ana of {}, #{}, Rita", ticket.customer_name, ticket.id));
        let gap = |text: &str| match told(&ticket, &texts(text), "Rita") {
            Err(Refusal::Gap { name, .. }) => name,
            other => panic!("{other:?}"),
        };
        assert_eq!(gap("at {{ ibx.code }}"), "ibx.code", "this ticket names no site");
        assert_eq!(gap("until {{ update.next_at }}"), "update.next_at", "nobody fills that in for many");
        assert!(told(&ticket, &texts("curly {{ braces }} are text"), "Rita").is_ok());
        let none = Translated::new();
        assert!(matches!(told(&ticket, &none, "Rita"), Err(Refusal::Untranslated { .. })));
    }

    #[test]
    fn braces_in_a_subject_are_the_customers_and_no_gap() {
        let ticket = Ticket { subject: "template {{ customer.name }}".into(), ..ticket() };
        let told = told(&ticket, &texts("about {{ ticket.subject }}"), "Rita").unwrap();
        assert_eq!(told, "about template {{ customer.name }}");
    }
}
