//! A device's claim on its name: who sends under it, so that two consoles never do at the same time.

use super::DeviceId;
use serde::{Deserialize, Serialize};

/// What a console shows with everything that it sends under a device's name. The console makes it up and keeps it
/// before it asks, so that a lost answer costs nothing; it is a name, and opens nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lease(pub String);

/// Asks for a device's name, to be held by `lease` from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub device: DeviceId,
    /// The lease that this console held before; None if it never had one.
    pub held: Option<Lease>,
    pub lease: Lease,
}

/// The name is this console's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claimed {
    /// The newest operation of the device that the desk has settled; 0 if there is none.
    pub last_n: i64,
}
