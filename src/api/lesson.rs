//! What confirmed routings teach.

use super::{Channel, Language, Onboarding, Product, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The ticket as routing read it; of each text at most 4 KiB.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Taught {
    pub language: Language,
    pub channel: Channel,
    pub onboarding: Option<Onboarding>,
    pub products: Vec<Product>,
    pub portal_access: Option<bool>,
    pub product: Option<Product>,
    pub subject: String,
    pub body: String,
}

/// A confirmed routing, one a ticket. Consoles learn them in the order of the transactions that made them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Lesson {
    pub ticket: i64,
    /// The operation that taught it.
    pub operation: String,
    pub at_ms: i64,
    pub operator: String,
    /// What had been suggested, and what it was.
    pub suggested: Role,
    pub role: Role,
    /// Why not what had been suggested.
    pub reason: Option<String>,
    /// Which knowledge suggested it.
    pub knowledge: Option<String>,
    pub taught: Taught,
}
