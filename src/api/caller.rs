//! Identifying a caller by the code. The code goes one way only, and nothing here prints it.

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

/// A caller's code on its way to the server. Its `Debug` says nothing.
#[derive(Debug, Clone)]
pub struct Code(pub SecretString);

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose_secret())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        SecretString::deserialize(deserializer).map(Code)
    }
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyRequest {
    /// Four digits.
    #[schema(value_type = String, format = Password)]
    pub code: Code,
    /// The ticket that the call is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<i64>,
}

/// The answer to a code. It does not say how much of it was right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    Verified {
        until_ms: i64,
    },
    Wrong {
        attempts_left: i64,
    },
    /// Too many wrong attempts: nothing is compared until then.
    Locked {
        until_ms: i64,
    },
    /// To be told to register in the portal first.
    NotRegistered {},
}
