//! Why the replica did not do what was asked.

use crate::domain::{OperationId, Refusal};
use crate::store::StoreError;
use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum ReplicaError {
    /// Another console works with this profile: its process, if it said.
    #[error("this profile is in use by another console{}", process(*.pid))]
    InUse { pid: Option<u32> },
    /// The ticket as it stands here does not allow it. Nothing was stored.
    #[error("{0}")]
    Refused(Refusal),
    #[error("there is no operation {0} in the outbox")]
    NoOperation(OperationId),
    /// The desk will answer, or has done it: nothing is decided about it here.
    #[error("operation {0} waits for the desk")]
    Waiting(OperationId),
    #[error("operation {0} has no text to edit")]
    NothingToEdit(OperationId),
    /// So much waits that something is wrong: nothing more is taken until the link is back.
    #[error("{limit} operations wait for the desk: no more are taken")]
    OutboxFull { limit: i64 },
    /// So many searches are kept that no more are.
    #[error("{limit} searches are kept: no more are")]
    ShelfFull { limit: usize },
    #[error("{}: this is a network disk ({name}), on which databases break", .path.display())]
    NetworkDisk { path: PathBuf, name: &'static str },
    #[error("{}: {detail}", .path.display())]
    Directory { path: PathBuf, detail: String },
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn process(pid: Option<u32>) -> String {
    pid.map(|pid| format!(" (process {pid})")).unwrap_or_default()
}
