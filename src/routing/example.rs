//! A ticket with the routing that it should get: what the weights are learnt from, and what they are judged by.
//!
//! The format of `assets/routing/labelled/*.jsonl` and of `turno route eval`, one JSON object a line: the fields of a
//! ticket as `turno route --jsonl` takes them, then the label. `expected`, `rule`, `also` and `urgent` say what comes
//! out; `topic`, `managed`, `complaint` and `situation`, where they stand, say why (see [`super::facts`]).

use super::{
    facts::{Facts, Situation, Topic},
    request::Request,
    rules::{Ruling, decide, is_onboarded},
};
use crate::domain::{
    Channel, Language, Lesson, Onboarding, OperationId, OperatorId, Product, Role, Rule, Taught, TicketId, Timestamp,
};
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ExampleCustomer {
    pub onboarding: Option<Onboarding>,
    pub products: Vec<Product>,
    pub portal_access: Option<bool>,
}

/// A ticket with the routing that it should get.
#[derive(Debug, Clone, Deserialize)]
pub struct Example {
    pub id: String,
    /// Tickets that tell of the same situation in other words share it: they must not be split between learning and
    /// judging.
    #[serde(default)]
    pub case: Option<String>,
    #[serde(default)]
    pub language: Option<Language>,
    #[serde(default)]
    pub channel: Option<Channel>,
    #[serde(default)]
    pub customer: ExampleCustomer,
    #[serde(default)]
    pub product: Option<Product>,
    #[serde(default)]
    pub subject: String,
    pub body: String,
    pub expected: Role,
    pub rule: Rule,
    /// Whom the suggestion should name next.
    #[serde(default)]
    pub also: Vec<Role>,
    /// An emergency or somebody waiting, whoever owns it.
    #[serde(default)]
    pub urgent: bool,
    /// On urgent tickets that the desk takes: somebody is waiting, rather than an emergency.
    #[serde(default)]
    pub door: bool,
    /// Negation, distractors, irony, several requests: what a reader has to think about.
    #[serde(default)]
    pub hard: bool,
    #[serde(default)]
    pub(super) topic: Option<Topic>,
    #[serde(default)]
    pub(super) managed: Option<bool>,
    #[serde(default)]
    pub(super) complaint: Option<bool>,
    #[serde(default)]
    pub(super) situation: Option<Situation>,
}

impl Example {
    /// The part of it that an engine may read.
    pub fn request(&self) -> Request<'_> {
        Request {
            language: self.language,
            channel: self.channel,
            onboarding: self.customer.onboarding,
            products: &self.customer.products,
            portal_access: self.customer.portal_access,
            product: self.product,
            subject: &self.subject,
            body: &self.body,
        }
    }

    /// What the n-th ticket would teach if somebody confirmed its owner.
    pub fn lesson(&self, n: i64) -> Lesson {
        let taught = Taught {
            language: self.language.unwrap_or(Language::En),
            channel: self.channel.unwrap_or(Channel::Email),
            onboarding: self.customer.onboarding,
            products: self.customer.products.clone(),
            portal_access: self.customer.portal_access,
            product: self.product,
            subject: self.subject.clone(),
            body: self.body.clone(),
        };
        Lesson {
            ticket: TicketId(n),
            operation: OperationId::new(self.id.as_str()),
            at: Timestamp(n),
            operator: OperatorId::new("op-01"),
            suggested: self.expected,
            role: self.expected,
            reason: None,
            knowledge: None,
            taught,
        }
    }

    /// What tickets are split by: the situation that is told, or the ticket alone.
    pub fn case(&self) -> &str {
        self.case.as_deref().unwrap_or(&self.id)
    }

    /// Whether the label may have come about so: the facts that it names are these, and the rules make the label of
    /// them.
    pub(super) fn fits(&self, facts: Facts) -> bool {
        // Behind an urgent ticket stands the subject of whom it names next, whatever has to be done first.
        let behind = self.rule == Rule::Urgent && !self.also.is_empty();
        let named = (behind || self.topic.is_none_or(|topic| topic == facts.topic))
            && self.managed.is_none_or(|managed| managed == facts.managed)
            && self.complaint.is_none_or(|complaint| complaint == facts.complaint);
        named && self.situation() == facts.situation && self.is_of(&decide(facts, is_onboarded(&self.request())))
    }

    /// Whether the rules can give the label at all.
    pub fn is_consistent(&self) -> bool {
        Facts::all().any(|facts| self.fits(facts))
    }

    fn is_of(&self, ruling: &Ruling) -> bool {
        let second = self.rule != Rule::Urgent || ruling.second == self.also.first().copied();
        ruling.owner == self.expected && ruling.rule == self.rule && second
    }

    fn situation(&self) -> Situation {
        self.situation.unwrap_or(match (self.urgent, self.rule) {
            (false, _) => Situation::Calm,
            (true, Rule::Urgent) if !self.door => Situation::Emergency,
            (true, _) => Situation::Door,
        })
    }
}
