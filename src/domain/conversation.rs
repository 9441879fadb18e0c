//! The conversation of a ticket: its articles, oldest first.

use super::{ArticleId, Channel, TicketId, Timestamp};
use serde::{Deserialize, Serialize};

/// Who may read an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// The customer reads it: a *reply*.
    Public,
    /// The desk alone reads it: a *comment*.
    Internal,
}

/// Which way an article went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Inbound,
    Outbound,
    Note,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorKind {
    Contact,
    Operator,
    AccountTeam,
    System,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    pub kind: AuthorKind,
    /// The id within its kind, such as `op-08` or `C1001-2`.
    pub id: String,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    pub id: ArticleId,
    pub ticket: TicketId,
    pub at: Timestamp,
    pub visibility: Visibility,
    pub direction: Direction,
    pub author: Author,
    /// None for a comment.
    pub channel: Option<Channel>,
    /// The operator who wrote down a phone call.
    pub recorded_by: Option<String>,
    /// As it came from outside: hostile until it has gone through [`super::text`].
    pub body: String,
}
