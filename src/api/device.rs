//! Leases: who sends under a device's name.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Claims a device's name. Granted to a new device, to whoever shows the lease that holds it, and again to whoever
/// asks for the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaseRequest {
    /// The lease that this console held before; absent if it never had one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<String>,
    /// The lease to hold from now on, made up by the console: 1 to 64 letters, digits, hyphens and underscores.
    pub lease: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LeaseResponse {
    /// The newest operation of the device that the desk has settled; 0 if there is none.
    pub last_n: i64,
}
