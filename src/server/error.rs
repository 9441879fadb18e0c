//! What can go wrong with a desk as a whole, for whoever starts one.

use crate::store::StoreError;
use std::net::SocketAddr;

#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the sample desk cannot be read: {0}")]
    Sample(String),
    #[error("the desk has no operator {0}")]
    UnknownOperator(String),
    #[error("the desk has an operator {0} already")]
    OperatorExists(String),
    #[error("that cannot be the id of an operator")]
    OperatorId,
    #[error("that cannot be the name of an operator")]
    OperatorName,
    #[error("the desk has no contact {0} who is registered")]
    UnknownContact(String),
    #[error("the pepper file {path} cannot be used: {problem}")]
    Pepper { path: String, problem: String },
    #[error("the address {0} can be reached from elsewhere, and the connection would not be encrypted")]
    Public(SocketAddr),
    #[error("the certificate or key cannot be used: {0}")]
    Tls(String),
    #[error("the server cannot go on: {0}")]
    Serve(#[from] std::io::Error),
    #[error("the audit trail is broken at transaction {0}")]
    BrokenChain(i64),
    #[error("a desk can be generated only into a database that holds no tickets")]
    NotEmpty,
}

impl DeskError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            DeskError::Public(_) => {
                "listen on 127.0.0.1, give a certificate and key, or say that a proxy in front encrypts"
            }
            DeskError::Tls(_) => "give PEM files: the certificate with its chain, and its private key",
            DeskError::Pepper { .. } => "put the file back from the backup of the database, and keep it private",
            DeskError::UnknownOperator(_) => "choose one of the operators of the desk",
            DeskError::OperatorExists(_) => "choose another id, or make a token for the one there is",
            DeskError::OperatorId => "use up to 40 letters, digits, hyphens, dots and underscores",
            DeskError::OperatorName => "use up to 100 characters on one line",
            DeskError::BrokenChain(_) => "restore the database from a backup",
            DeskError::NotEmpty => "name a database that does not exist yet",
            DeskError::Store(StoreError::Busy) => "close the other program that uses the database",
            DeskError::Store(StoreError::Full) => "free some space on the disk",
            DeskError::Store(StoreError::Newer(_)) => "use the newer version of turno",
            _ => return None,
        })
    }
}
