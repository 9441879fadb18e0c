//! The facts of the sample as they stand in `assets/sample/`, and the small steps to the domain's records.

use crate::domain::{
    self, Channel, ContactId, CustomerId, Direction, Language, OperatorId, Product, Question, Role, Rule, Shift, Span,
    StaffId, Status, Target, TicketType, Timestamp, Visibility,
};
use crate::domain::{Onboarding, Priority, sla::TypePolicy};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

pub(super) const CUSTOMERS: &str = include_str!("../../../assets/sample/customers.json");
pub(super) const TICKETS: &str = include_str!("../../../assets/sample/tickets.json");
pub(super) const MACROS: &str = include_str!("../../../assets/sample/macros.json");
pub(super) const FAQ: &str = include_str!("../../../assets/sample/faq.json");
pub(super) const SLA: &str = include_str!("../../../assets/sample/sla.json");

#[derive(Deserialize)]
pub(super) struct Customers {
    pub account_teams: Vec<Staff>,
    pub customers: Vec<Customer>,
}

#[derive(Clone, Deserialize)]
pub(super) struct Staff {
    pub id: String,
    name: String,
    role: Role,
    email: String,
    phone: String,
}

impl From<Staff> for domain::Staff {
    fn from(it: Staff) -> Self {
        domain::Staff { id: StaffId(it.id), role: it.role, name: it.name, email: it.email, phone: it.phone }
    }
}

#[derive(Deserialize)]
pub(super) struct Customer {
    pub id: CustomerId,
    pub name: String,
    pub domain: String,
    pub country: String,
    pub sector: String,
    pub preferred_language: Language,
    pub onboarding: Onboarding,
    pub go_live_in_days: Option<i64>,
    pub products: Vec<Product>,
    pub portal_access: bool,
    pub ibx_sites: Vec<String>,
    /// Role to member.
    pub account_team: BTreeMap<Role, String>,
    pub contacts: Vec<Contact>,
    pub installed_base: Vec<Installed>,
    pub open_orders: Vec<Order>,
    pub invoices: Vec<Invoice>,
    pub security_notes: Vec<String>,
}

#[derive(Clone, Deserialize)]
pub(super) struct Contact {
    id: String,
    name: String,
    first_name: String,
    roles: Vec<String>,
    email: String,
    phone: String,
    language: Language,
    registered: bool,
    permissions: Vec<String>,
}

impl From<Contact> for domain::Contact {
    fn from(it: Contact) -> Self {
        domain::Contact {
            id: ContactId(it.id),
            name: it.name,
            first_name: it.first_name,
            roles: it.roles,
            email: it.email,
            phone: it.phone,
            language: it.language,
            registered: it.registered,
            permissions: it.permissions,
        }
    }
}

#[derive(Clone, Deserialize)]
pub(super) struct Installed {
    kind: String,
    id: String,
    ibx: Option<String>,
    description: String,
}

impl From<Installed> for domain::Installed {
    fn from(it: Installed) -> Self {
        domain::Installed { kind: it.kind, id: it.id, site: it.ibx, description: it.description }
    }
}

#[derive(Deserialize)]
pub(super) struct Order {
    pub number: String,
    pub description: String,
    pub status: String,
    pub submitted_days_ago: i64,
    pub due_in_days: Option<i64>,
}

#[derive(Deserialize)]
pub(super) struct Invoice {
    pub number: String,
    pub amount_eur: f64,
    pub issued_days_ago: i64,
    pub due_in_days: i64,
    pub status: String,
}

#[derive(Deserialize)]
pub(super) struct Tickets {
    pub operators: Vec<Operator>,
    pub tickets: Vec<Ticket>,
}

#[derive(Deserialize)]
pub(super) struct Operator {
    id: OperatorId,
    name: String,
    languages: Vec<Language>,
    shift: Shift,
    lead: bool,
}

impl From<Operator> for domain::Operator {
    fn from(it: Operator) -> Self {
        domain::Operator { id: it.id, name: it.name, languages: it.languages, shift: it.shift, lead: it.lead }
    }
}

#[derive(Deserialize)]
pub(super) struct Ticket {
    pub id: i64,
    pub subject: String,
    pub customer: CustomerId,
    pub requester: String,
    pub channel: Channel,
    pub language: Language,
    #[serde(rename = "type")]
    pub kind: TicketType,
    pub priority: Priority,
    pub status: Status,
    pub owner_role: Option<Role>,
    pub assignee: Option<String>,
    pub ibx: Option<String>,
    pub product: Option<Product>,
    pub tags: Vec<String>,
    pub created_minutes_ago: i64,
    pub updated_minutes_ago: i64,
    pub duplicate_of: Option<i64>,
    pub details: Option<Map<String, Value>>,
    pub sla: Sla,
    pub articles: Vec<Article>,
}

#[derive(Deserialize)]
pub(super) struct Sla {
    pub first_response_target_min: i64,
    pub resolution_target_min: i64,
    pub paused_min: i64,
    pub first_response: Promise,
    pub resolution: Promise,
}

/// Either still open, and due in so many minutes, or settled so many minutes ago.
#[derive(Deserialize)]
pub(super) struct Promise {
    pub state: String,
    pub due_in_min: Option<i64>,
    pub minutes_ago: Option<i64>,
}

#[derive(Deserialize)]
pub(super) struct Article {
    pub minutes_ago: i64,
    pub visibility: Visibility,
    pub direction: Direction,
    pub author: Author,
    pub channel: Option<Channel>,
    pub recorded_by: Option<String>,
    pub body: String,
}

#[derive(Deserialize)]
pub(super) struct Author {
    pub kind: domain::AuthorKind,
    pub id: String,
    pub name: String,
}

#[derive(Deserialize)]
pub(super) struct Macros {
    pub macros: Vec<Macro>,
}

#[derive(Deserialize)]
pub(super) struct Macro {
    id: String,
    category: String,
    visibility: Visibility,
    types: Vec<TicketType>,
    effects: Effects,
    title: BTreeMap<Language, String>,
    body: BTreeMap<Language, String>,
}

#[derive(Deserialize)]
struct Effects {
    status: Option<Status>,
    /// The role that it says has the ticket, and the rule by which.
    owner_role: Option<Role>,
    rule: Option<Rule>,
}

impl From<Macro> for domain::Macro {
    fn from(it: Macro) -> Self {
        domain::Macro {
            id: it.id,
            category: it.category,
            visibility: it.visibility,
            types: it.types,
            status: it.effects.status,
            hands_to: it.effects.owner_role.map(|role| domain::HandsTo { role, rule: it.effects.rule }),
            title: it.title,
            body: it.body,
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Faq {
    pub entries: Vec<FaqEntry>,
}

#[derive(Deserialize)]
pub(super) struct FaqEntry {
    id: String,
    tags: Vec<String>,
    #[serde(flatten)]
    text: BTreeMap<Language, Question>,
}

impl From<FaqEntry> for domain::Faq {
    fn from(it: FaqEntry) -> Self {
        domain::Faq { id: it.id, tags: it.tags, text: it.text }
    }
}

#[derive(Deserialize)]
pub(super) struct Policy {
    clocks: BTreeMap<String, Hours>,
    warn_at_fraction: f64,
    policies: BTreeMap<TicketType, Targets>,
}

#[derive(Deserialize)]
struct Targets {
    clock: String,
    targets: BTreeMap<Priority, Target>,
}

/// Business hours; a clock without them always runs.
#[derive(Deserialize)]
struct Hours {
    #[serde(flatten)]
    business: Option<domain::Business>,
}

impl From<Policy> for domain::Policy {
    fn from(it: Policy) -> Self {
        let calendar = |hours: Hours| hours.business.map_or(domain::Calendar::Always, domain::Calendar::Business);
        let policy = |it: Targets| TypePolicy { clock: it.clock, targets: it.targets };
        domain::Policy {
            clocks: it.clocks.into_iter().map(|(name, hours)| (name, calendar(hours))).collect(),
            warn_at_fraction: it.warn_at_fraction,
            policies: it.policies.into_iter().map(|(kind, targets)| (kind, policy(targets))).collect(),
        }
    }
}

/// The facts of a visit, a shipment or a job as labelled texts. `*_in_min` becomes the instant, as `*_at`.
pub(super) fn details(facts: &Option<Map<String, Value>>, now: Timestamp) -> Vec<(String, String)> {
    facts.iter().flatten().filter_map(|(label, value)| detail(label, value, now)).collect()
}

fn detail(label: &str, value: &Value, now: Timestamp) -> Option<(String, String)> {
    if let Some(name) = label.strip_suffix("_in_min") {
        let at = now + Span::minutes(value.as_i64()?);
        let at = jiff::Timestamp::from_millisecond(at.0).ok()?;
        return Some((format!("{name}_at"), at.strftime("%Y-%m-%d %H:%MZ").to_string()));
    }
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    };
    Some((label.to_string(), text))
}
