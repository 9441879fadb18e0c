//! The feed: the changes of a desk, in pages of whole transactions, and the events that poke those who follow it.

use super::{Article, Customer, Faq, Lesson, Macro, Operator, Policy, Ticket};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One object of the desk as it is now; replaces an older one of the same kind and id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    Ticket(Box<Ticket>),
    Article(Article),
    Customer(Box<Customer>),
    Operator(Operator),
    Macro(Macro),
    Faq(Faq),
    Policy(Policy),
    Lesson(Box<Lesson>),
}

/// What identifies a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecordKey {
    Ticket(i64),
    Article(String),
    Customer(String),
    Operator(String),
    Macro(String),
    Faq(String),
    Policy,
    /// By its ticket.
    Lesson(i64),
}

/// A record with the number of the transaction that last touched it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Change {
    pub seq: i64,
    pub record: Record,
}

/// A record that is no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Gone {
    pub seq: i64,
    pub key: RecordKey,
}

/// The next changes. To be stored together with `to`, which asks for those after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChangesPage {
    /// By `seq`; each object once, as it is now.
    pub changes: Vec<Change>,
    pub gone: Vec<Gone>,
    /// The opaque cursor behind this page.
    pub to: String,
    /// The last transaction that this page covers.
    pub seq: i64,
    /// The desk's newest transaction.
    pub head: i64,
    pub up_to_date: bool,
    /// The newest operation of the asking device that the desk has settled; 0 if none, or no device was named.
    pub acknowledged_n: i64,
    pub server_time_ms: i64,
}

/// Data of the event `head`: the newest transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HeadEvent {
    pub seq: i64,
}

/// Data of the event `hb`, sent at once and then every 15 seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Heartbeat {
    pub head: i64,
    pub server_time_ms: i64,
}

/// Data of the event `bye`: come back after so long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Bye {
    pub retry_ms: i64,
}
