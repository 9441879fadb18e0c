//! Desks behind one trait, one file each. What an adapter does is three conversions: records in, operations out,
//! errors in. The only place that knows which kinds there are is where one is started.

pub mod memory;
pub mod native;
pub mod transport;

use crate::domain::digest::{BucketRows, Digest};
use crate::domain::roster::Presence;
use crate::domain::{Capabilities, Cursor, DeviceId, Page, Receipt, Sending, Span, TicketId};
use crate::domain::{Checkpoint, Chunk, Claim, Claimed, Lease, RecordKey, Records, SnapshotPlace};
use crate::domain::{ContactId, LinkProblem, OperatorId, Refusal, Timestamp};
use secrecy::SecretString;
use std::future::Future;

/// The most records, and the most places, that are asked for at once.
pub use crate::api::{CHECKPOINTS_LIMIT, RECORDS_LIMIT};
pub use crate::domain::Verdict;

/// A desk, as sync needs it: pull changes, push operations, wait for news.
pub trait Backend: Send + Sync + 'static {
    fn capabilities(&self) -> Capabilities;

    /// Says hello: who we are to the desk, which version it speaks, what time it has.
    fn greet(&self) -> impl Future<Output = Result<Greeting, BackendError>> + Send;

    /// Makes a device's name this console's. Only of a desk that can (`Capabilities::leases`).
    fn claim(&self, claim: &Claim) -> impl Future<Output = Result<Claimed, BackendError>> + Send;

    /// The next piece of all that the desk holds; the first with None. Only of a desk that can
    /// (`Capabilities::snapshot`).
    fn snapshot(&self, from: Option<&SnapshotPlace>) -> impl Future<Output = Result<Chunk, BackendError>> + Send;

    /// The newest of these places that is in the desk's history, as the desk names it today.
    fn common(&self, cursors: &[Cursor]) -> impl Future<Output = Result<Option<Checkpoint>, BackendError>> + Send;

    /// What the desk holds, in a few numbers. This and the next two only of a desk that can (`Capabilities::digest`).
    fn digest(&self) -> impl Future<Output = Result<Digest, BackendError>> + Send;

    /// The keys in one bucket of the digest.
    fn bucket(&self, bucket: u8) -> impl Future<Output = Result<BucketRows, BackendError>> + Send;

    /// These records as they are now: at most [`RECORDS_LIMIT`].
    fn records(&self, keys: &[RecordKey]) -> impl Future<Output = Result<Records, BackendError>> + Send;

    /// The changes after `since`, or from the beginning, and which operations of the device are settled.
    fn pull(
        &self,
        since: Option<&Cursor>,
        device: Option<&DeviceId>,
    ) -> impl Future<Output = Result<Page, BackendError>> + Send;

    /// Sends operations in their order, under the lease that holds their device's name. Receipts come in the same
    /// order; fewer than operations means that the rest has not been looked at.
    fn push(
        &self,
        lease: Option<&Lease>,
        operations: &[Sending],
    ) -> impl Future<Output = Result<Vec<Receipt>, BackendError>> + Send;

    /// Resolves when there may be something to pull: the desk said so, or the interval is over. An error means
    /// that the desk no longer tells.
    fn changed(&self) -> impl Future<Output = Result<(), BackendError>> + Send;

    /// The machine slept: whatever is connected is dead, although nobody may ever say so. Begins anew.
    fn disconnect(&self) {}

    /// Takes the first ticket of the desk order that nobody holds, for this operator; None if there is none. A desk that
    /// hears of it after `until`, by its own clock, gives none: whoever asked has gone on.
    fn work_next(&self, until: Timestamp) -> impl Future<Output = Result<Option<TicketId>, BackendError>> + Send;

    /// Who is at the desk, as far as it knows.
    fn presence(&self) -> impl Future<Output = Result<Presence, BackendError>> + Send;

    /// Has a caller's code compared. The code is never kept here.
    fn verify_caller(
        &self,
        contact: &ContactId,
        ticket: Option<TicketId>,
        code: &SecretString,
    ) -> impl Future<Output = Result<Verdict, BackendError>> + Send;
}

/// What a desk answers to a hello.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greeting {
    /// Whose token it is.
    pub operator: OperatorId,
    /// The desk's name, such as `Sample desk`.
    pub desk: String,
    /// Made-up data: said on screen.
    pub sample: bool,
    pub server_time: Timestamp,
}

/// Why a desk did not do what was asked, by what the sync does next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackendError {
    /// No answer, or a passing trouble: again later, with the same key.
    #[error("the desk does not answer: {detail}")]
    Transient { problem: LinkProblem, detail: String, retry_after: Option<Span> },
    /// The token is wrong or has ended.
    #[error("the desk does not accept the token")]
    Unauthorised,
    /// What answers is not a desk of ours, or not of this version.
    #[error("{detail}")]
    Incompatible { problem: LinkProblem, detail: String },
    /// The cursor is too old: read everything again.
    #[error("the desk has forgotten this cursor")]
    CursorExpired,
    /// The desk does not know what this replica has read: it lost its tail, or is another desk.
    #[error("the desk's history is not the one that this replica read")]
    Forked,
    /// What this operator may see is not what it was: read everything again, and drop what does not come.
    #[error("what this operator may see has changed")]
    ScopeChanged,
    /// Another console sends under this device's name: take another name.
    #[error("another console holds this device's name")]
    DeviceInUse,
    /// The desk has not seen all the operations before this one: its newest is `last_n`.
    #[error("the desk is missing operations after {last_n}")]
    OperationGap { last_n: i64 },
    /// This key came before with another content: this device's name is used twice.
    #[error("another console uses this device's name")]
    OperationReused,
    /// The request itself is refused: it will not succeed by repeating it.
    #[error("the desk refused: {0}")]
    Refused(Refusal),
}
