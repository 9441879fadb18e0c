//! The people of the desk.

use super::{Language, OperatorId};
use serde::{Deserialize, Serialize};

/// A period of duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shift {
    Day,
    Late,
    Night,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    pub id: OperatorId,
    pub name: String,
    pub languages: Vec<Language>,
    pub shift: Shift,
    pub lead: bool,
}
