//! Customers and their contacts. No contact has a code here: only the server can compare one.

use super::{Language, Onboarding, Product, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccountTeamMember {
    pub id: String,
    pub role: Role,
    pub name: String,
    pub email: String,
    pub phone: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Contact {
    pub id: String,
    pub name: String,
    pub first_name: String,
    pub roles: Vec<String>,
    pub email: String,
    pub phone: String,
    pub language: Language,
    /// Registered in the portal: can be verified by code.
    pub registered: bool,
    pub permissions: Vec<String>,
}

/// A thing that stands or runs at a site for the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Installed {
    pub kind: String,
    pub id: String,
    pub site: Option<String>,
    pub description: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Order {
    pub number: String,
    pub description: String,
    pub status: String,
    pub submitted_at_ms: i64,
    pub due_at_ms: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Invoice {
    pub number: String,
    pub amount_eur_cents: i64,
    pub issued_at_ms: i64,
    pub due_at_ms: i64,
    pub status: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Customer {
    pub id: String,
    pub name: String,
    pub domain: String,
    pub country: String,
    pub sector: String,
    pub language: Language,
    pub onboarding: Onboarding,
    /// Absent while no date is announced.
    pub go_live_at_ms: Option<i64>,
    pub products: Vec<Product>,
    pub portal_access: bool,
    pub sites: Vec<String>,
    pub account_team: Vec<AccountTeamMember>,
    pub contacts: Vec<Contact>,
    pub installed_base: Vec<Installed>,
    pub open_orders: Vec<Order>,
    pub invoices: Vec<Invoice>,
    /// To be read before anything is done for this customer.
    pub security_notes: Vec<String>,
}

/// What a search for a customer or contact found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CustomerHit {
    pub customer: String,
    pub customer_name: String,
    /// The contact that matched; absent when the customer itself did.
    pub contact: Option<String>,
    pub contact_name: Option<String>,
    /// The ticket whose number it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<i64>,
    /// What matched: a name, a mail address, a telephone number, an order or ticket number.
    pub matched: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CustomerList {
    pub customers: Vec<CustomerHit>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactList {
    pub contacts: Vec<CustomerHit>,
}
