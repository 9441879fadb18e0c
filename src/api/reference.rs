//! What changes rarely: the people of the desk, macros, questions and answers, the SLA policy.

use super::{Language, Priority, Role, Rule, Shift, Status, TicketType, Visibility};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Operator {
    pub id: String,
    pub name: String,
    pub languages: Vec<Language>,
    pub shift: Shift,
    pub lead: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OperatorList {
    pub operators: Vec<Operator>,
}

/// An operator of whom the desk has heard since it started, in the last hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Present {
    pub operator: String,
    /// When they last asked for something.
    pub asked_at_ms: i64,
}

/// Who is at the desk, the last to ask first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Presence {
    pub present: Vec<Present>,
    pub server_time_ms: i64,
}

/// A canned reply in the languages of the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Macro {
    pub id: String,
    pub category: String,
    pub visibility: Visibility,
    pub types: Vec<TicketType>,
    /// The status that the ticket takes when it is sent.
    pub status: Option<Status>,
    /// To whom it says that the ticket was handed.
    pub hands_to: Option<HandsTo>,
    pub title: BTreeMap<Language, String>,
    pub body: BTreeMap<Language, String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HandsTo {
    pub role: Role,
    pub rule: Option<Rule>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MacroList {
    pub macros: Vec<Macro>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Question {
    pub q: String,
    pub a: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Faq {
    pub id: String,
    pub tags: Vec<String>,
    pub text: BTreeMap<Language, Question>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FaqList {
    pub entries: Vec<Faq>,
}

/// What is promised, in minutes of its calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Target {
    pub first_response_min: i64,
    pub resolution_min: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TypePolicy {
    /// The name of a calendar of the policy.
    pub clock: String,
    pub targets: BTreeMap<Priority, Target>,
}

/// Business hours in one time zone: from `from` on, up to `to`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Business {
    /// IANA name, such as `Europe/Lisbon`.
    pub timezone: String,
    /// `mon` to `sun`.
    pub days: Vec<String>,
    #[schema(value_type = String)]
    pub from: jiff::civil::Time,
    #[schema(value_type = String)]
    pub to: jiff::civil::Time,
    #[schema(value_type = Vec<String>)]
    pub holidays: Vec<jiff::civil::Date>,
}

/// When a clock runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Calendar {
    Always,
    Business(Business),
}

/// The SLA policy of the desk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Policy {
    pub clocks: BTreeMap<String, Calendar>,
    /// A deadline is near once this share of its target has been used.
    pub warn_at_fraction: f64,
    pub policies: BTreeMap<TicketType, TypePolicy>,
}
