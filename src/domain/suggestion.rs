//! What routing says of a ticket: who should own it, by which rule, because of which words, how surely.

use super::Role;
use serde::{Deserialize, Serialize};

/// The routing rules that follow from the customer-care page, by their identifiers R1 to R7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    Onboarding,
    ManagedServices,
    Urgent,
    Topic,
    Escalation,
    PortalHowTo,
    WrongChannel,
}

impl Rule {
    pub const ALL: [Rule; 7] = [
        Rule::Onboarding,
        Rule::ManagedServices,
        Rule::Urgent,
        Rule::Topic,
        Rule::Escalation,
        Rule::PortalHowTo,
        Rule::WrongChannel,
    ];

    /// `R1` to `R7`.
    pub fn number(self) -> &'static str {
        match self {
            Rule::Onboarding => "R1",
            Rule::ManagedServices => "R2",
            Rule::Urgent => "R3",
            Rule::Topic => "R4",
            Rule::Escalation => "R5",
            Rule::PortalHowTo => "R6",
            Rule::WrongChannel => "R7",
        }
    }

    /// The word that the API and the command line use.
    pub fn word(self) -> &'static str {
        match self {
            Rule::Onboarding => "onboarding",
            Rule::ManagedServices => "managed-services",
            Rule::Urgent => "urgent",
            Rule::Topic => "topic",
            Rule::Escalation => "escalation",
            Rule::PortalHowTo => "portal-how-to",
            Rule::WrongChannel => "wrong-channel",
        }
    }
}

/// A word or phrase of the ticket that counted, as it stands there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    pub text: String,
    /// The role for which it speaks.
    pub role: Role,
    /// Its share of the evidence for that role, 0 to 1.
    pub weight: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ranked {
    pub role: Role,
    /// 0 to 1; the five add up to 1.
    pub confidence: f64,
}

/// Words without which another role would come first, and by which rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flip {
    /// As they stand in the ticket.
    pub without: Vec<String>,
    pub role: Role,
    pub rule: Rule,
}

/// A ranked list of roles with the reasons. Deterministic for the same ticket and the same knowledge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// All five roles, best first.
    pub ranked: Vec<Ranked>,
    /// The rule that decided the first.
    pub rule: Rule,
    pub reasons: Vec<Reason>,
    /// The smallest change that would name another role first.
    pub flip: Option<Flip>,
    /// An emergency, or somebody waiting (R3), whoever owns it.
    pub urgent: bool,
    /// Emergency in the sense of R3: service down, safety or security. Puts the ticket first in the desk order.
    pub emergency: bool,
    /// Too little evidence: the operator decides.
    pub unsure: bool,
    /// Roles to involve after the owner.
    pub follow_ups: Vec<Role>,
    /// R7: tell the customer the right channel for next time.
    pub wrong_channel: bool,
    /// Which knowledge answered, such as `2026.2-5f3c9a`.
    pub knowledge: String,
}

impl Suggestion {
    pub fn first(&self) -> Option<&Ranked> {
        self.ranked.first()
    }
}

/// What the operator did with a suggestion; kept in the audit trail with the operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Decision {
    /// Took the first.
    Accepted,
    /// Took another of the ranked roles.
    Chosen { suggested: Role },
    /// Sent it elsewhere, and said why.
    Overridden { suggested: Role, reason: String },
    /// There was nothing to go by, or a script did it.
    Unaided,
}
