//! Who asks, and how the desk is.

use super::Operator;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whom the token names, and which desk answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Session {
    pub operator: Operator,
    /// The desk's name.
    pub desk: String,
    /// Made-up data.
    pub sample: bool,
    pub api_version: u32,
    /// The newest transaction.
    pub head: i64,
    pub server_time_ms: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Health {
    /// `ok`.
    pub status: String,
    pub api_version: u32,
    /// The version of the program.
    pub version: String,
}
