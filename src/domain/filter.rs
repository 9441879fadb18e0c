//! The query language: one text that filters the queue, saves a search and works on the command line.
//!
//! `role:gsd status:open prio:<=2 site:LS1 lang:pt sla:<30m customer:acme "cross connect" -tag:spam sort:due`
//!
//! Terms are joined by *and*; a comma in a value means *or*; `-` in front of a term negates it; a word without a
//! field is searched in subject and conversation, accents folded.

use super::{Channel, Language, OperatorId, Priority, Product, Role, Sort, Span, Status, TicketId, TicketType};

/// A parsed query. The default is the whole live queue in desk order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub terms: Vec<Term>,
    /// Words and quoted phrases to be found in full text, with their negation.
    pub words: Vec<(String, bool)>,
    pub sort: Sort,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub negated: bool,
    pub field: Field,
    pub comparison: Comparison,
    /// Any of these. Never empty.
    pub values: Vec<Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    Number,
    Status,
    Priority,
    Type,
    Role,
    /// `assignee:me`, `assignee:none`, `assignee:op-08`.
    Assignee,
    Site,
    Language,
    Channel,
    Product,
    /// A customer's id, or part of its name.
    Customer,
    Tag,
    /// Time left on the nearest running clock.
    Sla,
    /// Time since the ticket was made.
    Age,
    /// `is:emergency`, `is:breached`, `is:unread`, `is:pending` (not yet synced), `is:live`, `is:finished`.
    Is,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Number(TicketId),
    Status(Status),
    Priority(Priority),
    Type(TicketType),
    Role(Role),
    /// `none`: nobody, or not set.
    Nothing,
    /// `me`: the operator who asks.
    Me,
    Operator(OperatorId),
    Language(Language),
    Channel(Channel),
    Product(Product),
    Text(String),
    Span(Span),
    Flag(Flag),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flag {
    Emergency,
    Breached,
    Unread,
    Pending,
    Live,
    Finished,
}

/// What is wrong with a query, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem} at character {at}")]
pub struct FilterError {
    /// Counted in characters from 1.
    pub at: usize,
    pub problem: String,
    /// What would be right there.
    pub hint: String,
}
