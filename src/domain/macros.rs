//! Macros (canned replies) and the desk's questions and answers, in the three languages.

use super::{Language, Role, Rule, Status, TicketType, Visibility};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// A text in each language of the desk.
pub type Translated = BTreeMap<Language, String>;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Macro {
    pub id: String,
    pub category: String,
    pub visibility: Visibility,
    pub types: Vec<TicketType>,
    /// The status that the ticket takes when the macro is sent, if any.
    pub status: Option<Status>,
    /// Tells the customer who has the ticket now: by this role, and by this rule if it is for one.
    #[serde(default)]
    pub hands_to: Option<HandsTo>,
    pub title: Translated,
    /// With `{{ placeholder }}`s, to be filled by [`fill`].
    pub body: Translated,
}

/// To whom a macro says that the ticket was handed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandsTo {
    pub role: Role,
    pub rule: Option<Rule>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub q: String,
    pub a: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faq {
    pub id: String,
    pub tags: Vec<String>,
    pub text: BTreeMap<Language, Question>,
}

/// A filled text, and the placeholders for which there was no value: they stay visible and block sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    pub text: String,
    pub missing: Vec<String>,
}

/// Replaces each `{{ name }}` by its value. Values are data: they are never expanded again.
pub fn fill(body: &str, value: impl Fn(&str) -> Option<String>) -> Filled {
    let (mut text, mut missing, mut rest) = (String::with_capacity(body.len()), Vec::new(), body);
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, tail)) = after.split_once("}}") else { break };
        text.push_str(before);
        let name = name.trim();
        match value(name).filter(|value| !value.trim().is_empty()) {
            Some(value) => text.push_str(&value),
            None => {
                text.push_str(&format!("{{{{ {name} }}}}"));
                missing.push(name.to_string());
            }
        }
        rest = tail;
    }
    text.push_str(rest);
    Filled { text, missing }
}

/// What the placeholders of macros are about: the word before their dot.
const ABOUT: [&str; 23] = [
    "am",
    "ba",
    "csm",
    "customer",
    "desk",
    "duplicate",
    "golive",
    "handover",
    "ibx",
    "invoice",
    "missing",
    "onboarding",
    "operator",
    "requester",
    "se",
    "shift",
    "shipment",
    "smart_hands",
    "ticket",
    "trouble",
    "update",
    "visit",
    "wait",
];

/// The first placeholder of a text that nothing has filled: such a text must not go to a customer. Other words in double
/// braces are the customer's business: a template, a formula. So is whatever stands in a quote.
pub fn placeholder(text: &str) -> Option<&str> {
    text.lines().flat_map(placeholders).next().map(|(_, name)| name)
}

/// The placeholders of one line, with their places in it, in bytes.
pub fn placeholders(line: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let openings = line.match_indices("{{").filter(|_| !line.trim_start().starts_with('>'));
    openings.filter_map(|(at, _)| {
        let (inside, _) = line[at + 2..].split_once("}}")?;
        let name = inside.trim();
        let is_ours = name.split_once('.').is_some_and(|(about, _)| ABOUT.contains(&about));
        is_ours.then_some((at..at + inside.len() + 4, name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_data_and_an_empty_one_is_missing() {
        let filled = fill("Hi {{ name }}, #{{ticket.id}} {{ none }} {{ open", |name| match name {
            "name" => Some("{{ ticket.id }}".into()),
            "ticket.id" => Some("7".into()),
            _ => Some(" ".into()),
        });
        assert_eq!(filled.text, "Hi {{ ticket.id }}, #7 {{ none }} {{ open");
        assert_eq!(filled.missing, ["none"]);
        assert_eq!(placeholder(&filled.text), Some("ticket.id"));
        assert_eq!(placeholder("{{ .Values.image }} and {{ csm.name }}"), Some("csm.name"));
        assert_eq!(placeholder("{{ is none! }} {{ none }} {{ .Values.image }} {{"), None);
        assert_eq!(placeholder("> {{ csm.name }}\nyes"), None, "quoted");
        let places: Vec<_> = placeholders("{{ x }}, {{am.name}}").collect();
        assert_eq!(places, [(9..20, "am.name")]);
    }
}
