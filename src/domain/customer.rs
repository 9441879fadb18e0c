//! A customer: who they are, whom they may send, what they have, whom they owe.

use super::{ContactId, CustomerId, Language, Product, Role, StaffId, TicketId, TicketType, Timestamp};
use serde::{Deserialize, Serialize};

/// How far the move to the global programme (ECO) has come. Until `Completed` the customer has neither portal
/// nor service desk (rule R1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Onboarding {
    NotStarted,
    InProgress,
    Completed,
}

/// A member of the account team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    pub id: StaffId,
    pub role: Role,
    pub name: String,
    pub email: String,
    pub phone: String,
}

/// A person of the customer. Has no 4-digit code: only the server knows whether one matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub id: ContactId,
    pub name: String,
    pub first_name: String,
    pub roles: Vec<String>,
    pub email: String,
    pub phone: String,
    pub language: Language,
    /// Registered in the portal, and so in possession of a code.
    pub registered: bool,
    pub permissions: Vec<String>,
}

impl Contact {
    /// The permission that what a ticket of this type asks for needs, if this contact does not have it.
    pub fn lacks(&self, kind: TicketType) -> Option<&'static str> {
        let needed = match kind {
            TicketType::Trouble => "tickets",
            TicketType::SmartHands => "smart_hands",
            TicketType::Shipment => "shipments",
            TicketType::Access => "access",
            TicketType::Billing => "invoices",
            TicketType::Order => "orders",
            // Anybody may ask.
            TicketType::Question => return None,
        };
        (!self.permissions.iter().any(|it| it == needed)).then_some(needed)
    }
}

/// A thing that stands or runs at a site for the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Installed {
    pub kind: String,
    pub id: String,
    pub site: Option<String>,
    pub description: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub number: String,
    pub description: String,
    pub status: String,
    pub submitted_at: Timestamp,
    pub due_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    pub number: String,
    pub amount_eur_cents: i64,
    pub issued_at: Timestamp,
    pub due_at: Timestamp,
    pub status: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    pub id: CustomerId,
    pub name: String,
    pub domain: String,
    pub country: String,
    pub sector: String,
    pub language: Language,
    pub onboarding: Onboarding,
    /// When the portal and the desk open, or opened; None while no date is announced.
    pub go_live_at: Option<Timestamp>,
    pub products: Vec<Product>,
    pub portal_access: bool,
    pub sites: Vec<String>,
    pub account_team: Vec<Staff>,
    pub contacts: Vec<Contact>,
    pub installed_base: Vec<Installed>,
    pub open_orders: Vec<Order>,
    pub invoices: Vec<Invoice>,
    /// To be read before anything is done for this customer.
    pub security_notes: Vec<String>,
}

impl Customer {
    pub fn contact(&self, id: &ContactId) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.id == *id)
    }

    pub fn staff(&self, role: Role) -> Option<&Staff> {
        self.account_team.iter().find(|staff| staff.role == role)
    }
}

/// What a search for a customer or contact found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerHit {
    pub customer: CustomerId,
    pub customer_name: String,
    /// The contact that matched; None when the customer itself did.
    pub contact: Option<ContactId>,
    pub contact_name: Option<String>,
    /// The ticket whose number it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketId>,
    /// What matched: a name, a mail address, a telephone number, an order or ticket number.
    pub matched: String,
}
