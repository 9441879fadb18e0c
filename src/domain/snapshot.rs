//! How a replica gets a whole desk, and how it finds its way back when the desk's history is not the one it read.

use super::{Change, Cursor, RecordKey};
use serde::{Deserialize, Serialize};

/// Where a snapshot goes on; opaque to the replica. To be stored together with the rows before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SnapshotPlace(pub String);

/// A piece of a snapshot: what a live desk works by comes first, the history after. Each piece is a moment of its
/// own, so what changed meanwhile has to be read from `start` on; of two states of an object the newer one counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Chunk {
    pub changes: Vec<Change>,
    /// None when this is the last one.
    pub next: Option<SnapshotPlace>,
    /// Where the feed goes on: the head when the snapshot was begun.
    pub start: Cursor,
    /// All that live tickets need has been sent: the feed may be followed, the rest comes in between.
    pub usable: bool,
    /// Records sent so far, of about so many.
    pub done: i64,
    pub total: i64,
}

/// A place in a desk's history that a replica remembers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    pub cursor: Cursor,
    pub seq: i64,
}

/// Records by their keys.
#[derive(Debug, Clone, PartialEq)]
pub struct Records {
    pub changes: Vec<Change>,
    /// What the desk does not have, as of this transaction.
    pub gone: Vec<(i64, RecordKey)>,
}
