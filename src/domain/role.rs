//! Who owns what: the account team and the desk itself.

use serde::{Deserialize, Serialize};

/// The owner role of a ticket. Their subjects are listed in the README under "Who owns what".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Role {
    /// Account Manager: commercial matters.
    Am,
    /// Customer Success Manager: everything after the sale, managed services, onboarding, portal support.
    Csm,
    /// Sales Engineer: design.
    Se,
    /// Billing Analyst: invoices.
    Ba,
    /// Global Service Desk: trouble tickets, Smart Hands, shipments, access; emergencies of any kind.
    Gsd,
}

impl Role {
    pub const ALL: [Role; 5] = [Role::Am, Role::Csm, Role::Se, Role::Ba, Role::Gsd];

    pub fn code(self) -> &'static str {
        match self {
            Role::Am => "AM",
            Role::Csm => "CSM",
            Role::Se => "SE",
            Role::Ba => "BA",
            Role::Gsd => "GSD",
        }
    }

    /// Reads a code, in any case.
    pub fn parse(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code().eq_ignore_ascii_case(code))
    }
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.code())
    }
}
