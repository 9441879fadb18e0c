//! Who should own a ticket, and why.

use super::{Channel, Language, Onboarding, Product, Role, Rule};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What routing may know of the customer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SuggestCustomer {
    pub onboarding: Option<Onboarding>,
    pub products: Vec<Product>,
    pub portal_access: Option<bool>,
}

/// A text to be routed. All but subject and body may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SuggestRequest {
    pub language: Option<Language>,
    pub channel: Option<Channel>,
    pub customer: Option<SuggestCustomer>,
    pub product: Option<Product>,
    pub subject: String,
    pub body: String,
}

/// A word or phrase of the text that counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Reason {
    pub text: String,
    pub role: Role,
    /// Its share of the evidence for the role, 0 to 1.
    pub weight: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Ranked {
    pub role: Role,
    /// 0 to 1; the five add up to 1.
    pub confidence: f64,
}

/// Words without which another role would come first, and by which rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Flip {
    pub without: Vec<String>,
    pub role: Role,
    pub rule: Rule,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Suggestion {
    /// All five roles, best first.
    pub ranked: Vec<Ranked>,
    /// The rule that decided the first.
    pub rule: Rule,
    pub reasons: Vec<Reason>,
    /// The smallest change that would name another role first.
    pub flip: Option<Flip>,
    pub urgent: bool,
    /// Service down, safety or security: first in the desk order.
    pub emergency: bool,
    /// Too little evidence: a person decides.
    pub unsure: bool,
    /// Roles to involve after the owner.
    pub follow_ups: Vec<Role>,
    /// To be told the right channel for next time.
    pub wrong_channel: bool,
    /// Which knowledge answered.
    pub knowledge: String,
}
