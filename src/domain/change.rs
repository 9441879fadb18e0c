//! What travels between a desk and a replica: records one way, operations the other.

use super::{Article, ArticleId, Customer, CustomerId, Macro, Operator, OperatorId, Policy, Refusal, Ticket, TicketId};
use super::{Faq, Lesson, Operation, OperationId, OperationKey, Timestamp};
use serde::{Deserialize, Serialize};

/// One object of the desk as it is now. A change is a record that replaces the older one of the same key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "record", rename_all = "snake_case")]
pub enum Record {
    Ticket(Box<Ticket>),
    Article(Article),
    Customer(Box<Customer>),
    Operator(Operator),
    Macro(Macro),
    Faq(Faq),
    /// The SLA policy; a desk has one.
    Policy(Policy),
    /// What the routing of a ticket taught.
    Lesson(Box<Lesson>),
}

/// What identifies a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum RecordKey {
    Ticket(TicketId),
    Article(ArticleId),
    Customer(CustomerId),
    Operator(OperatorId),
    Macro(String),
    Faq(String),
    Policy,
    Lesson(TicketId),
}

impl Record {
    pub fn key(&self) -> RecordKey {
        match self {
            Record::Ticket(ticket) => RecordKey::Ticket(ticket.id),
            Record::Article(article) => RecordKey::Article(article.id.clone()),
            Record::Customer(customer) => RecordKey::Customer(customer.id.clone()),
            Record::Operator(operator) => RecordKey::Operator(operator.id.clone()),
            Record::Macro(it) => RecordKey::Macro(it.id.clone()),
            Record::Faq(entry) => RecordKey::Faq(entry.id.clone()),
            Record::Policy(_) => RecordKey::Policy,
            Record::Lesson(lesson) => RecordKey::Lesson(lesson.ticket),
        }
    }
}

impl RecordKey {
    /// Kind and id as text: how a key stands in a table, and in a digest.
    pub fn words(&self) -> (&'static str, String) {
        match self {
            RecordKey::Ticket(id) => ("ticket", id.to_string()),
            RecordKey::Article(id) => ("article", id.to_string()),
            RecordKey::Customer(id) => ("customer", id.to_string()),
            RecordKey::Operator(id) => ("operator", id.to_string()),
            RecordKey::Macro(id) => ("macro", id.clone()),
            RecordKey::Faq(id) => ("faq", id.clone()),
            RecordKey::Policy => ("policy", String::new()),
            RecordKey::Lesson(id) => ("lesson", id.to_string()),
        }
    }

    /// Reads the words back.
    pub fn from_words(kind: &str, id: &str) -> Option<RecordKey> {
        Some(match kind {
            "ticket" => RecordKey::Ticket(TicketId(id.parse().ok()?)),
            "article" => RecordKey::Article(ArticleId::new(id)),
            "customer" => RecordKey::Customer(CustomerId::new(id)),
            "operator" => RecordKey::Operator(OperatorId::new(id)),
            "macro" => RecordKey::Macro(id.to_string()),
            "faq" => RecordKey::Faq(id.to_string()),
            "policy" => RecordKey::Policy,
            "lesson" => RecordKey::Lesson(TicketId(id.parse().ok()?)),
            _ => return None,
        })
    }
}

/// How far a replica has read; opaque to it. The desk that made it can read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub String);

/// A record with the number of the transaction that last touched it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub seq: i64,
    #[serde(flatten)]
    pub record: Record,
}

/// The next piece of a desk's changes, whole transactions only. To be stored together with its cursor.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub changes: Vec<Change>,
    pub gone: Vec<(i64, RecordKey)>,
    pub to: Cursor,
    /// The number of the last transaction that this page covers.
    pub seq: i64,
    /// The desk's newest transaction when it answered: `seq` of `head`, for a progress bar.
    pub head: i64,
    pub up_to_date: bool,
    /// The newest operation of this device that the desk has settled: tells that one arrived although its
    /// answer was lost.
    pub acknowledged_n: i64,
    pub server_time: Timestamp,
}

/// An operation on its way to the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    pub key: OperationKey,
    pub id: OperationId,
    /// SHA-256 of the operation as it was kept when it was made, in hexadecimal: what comes again must be the same.
    pub fingerprint: String,
    pub operation: Operation,
}

/// What became of a pushed operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Took effect in transaction `seq`.
    Applied {
        seq: i64,
    },
    /// Settled before, and the answer is no longer kept.
    Already,
    Refused {
        refusal: Refusal,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub key: OperationKey,
    pub id: OperationId,
    #[serde(flatten)]
    pub outcome: Outcome,
}
