//! Names of things. Each is a type of its own, so that a contact is never passed where a customer is meant.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The number of a ticket, as operators say it aloud. It is the ticket's only identity: on screen, on the
/// wire and in the store. A ticket made offline has a negative number until the desk gives it one
/// (the replica's `identity` table maps the two).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TicketId(pub i64);

impl fmt::Display for TicketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

macro_rules! text_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

text_id! {
    /// A customer, such as `C1001`.
    CustomerId;
    /// A contact of a customer, such as `C1001-2`.
    ContactId;
    /// An operator of the desk, such as `op-08`.
    OperatorId;
    /// A member of an account team, such as `st-06`.
    StaffId;
    /// An article of a conversation. One written here has the text of its [`OperationId`], so that the
    /// preview in the replica and the article on the server are one and the same.
    ArticleId;
    /// Names one operation for ever: a UUID minted when the operator acts. The desk lets each take effect once,
    /// under whatever [`OperationKey`] it comes.
    OperationId;
    /// A replica's identity towards the desk: a UUID minted by the replica.
    DeviceId;
}

impl OperationId {
    /// The id of the article that this operation writes, if it writes one.
    pub fn article_id(&self) -> ArticleId {
        ArticleId(self.0.clone())
    }
}

/// The place of an operation in the order of sending: the device that sends it and a number, from 1 and without a
/// hole. It is given when the operation is first sent, and anew when desk and device disagree about the numbers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OperationKey {
    pub device: DeviceId,
    pub n: i64,
}

impl fmt::Display for OperationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.device, self.n)
    }
}
