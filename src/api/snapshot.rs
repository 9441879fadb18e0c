//! All that a desk holds, in pieces; records by their keys; and the way back into a history.

use super::{Change, Gone, RecordKey};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A piece of a snapshot: first what live tickets need, then the rest. Pieces may be of different moments, and a
/// record may come twice: the one with the larger `seq` counts, and what changed meanwhile is read from `start` on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SnapshotChunk {
    pub changes: Vec<Change>,
    /// Asks for the next piece; absent in the last one. Opaque.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The cursor to follow the changes from: where the desk was when the snapshot was begun.
    pub start: String,
    /// All that live tickets need has been sent.
    pub usable: bool,
    /// Records sent so far, of about `total`.
    pub done: i64,
    pub total: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordsRequest {
    #[schema(max_items = 500)]
    pub keys: Vec<RecordKey>,
}

/// The records as they are now, and those that the desk does not have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RecordsResponse {
    pub changes: Vec<Change>,
    pub gone: Vec<Gone>,
}

/// Cursors that a replica remembers, of which it wants to know whether they are in this desk's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommonRequest {
    #[schema(max_items = 64)]
    pub cursors: Vec<String>,
}

/// The newest of them that is; absent if none is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommonResponse {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common: Option<Checkpoint>,
}

/// A place in the desk's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Checkpoint {
    /// The cursor there, as the desk gives it today.
    pub cursor: String,
    pub seq: i64,
}
