//! The way to a profile's desk: one backend for the whole run, whose address may change under it.
//!
//! The embedded desk is served by whichever turno started first. When that one leaves, another serves on the same
//! database, on the same port if it can have it, else on another: its address stands in a file, which is read again
//! whenever nobody answers.

use crate::backend::native::Native;
use crate::backend::transport::SetupError;
use crate::backend::{Backend, BackendError, Greeting, Verdict};
use crate::domain::digest::{BucketRows, Digest};
use crate::domain::roster::Presence;
use crate::domain::{Capabilities, ContactId, Cursor, DeviceId, Page, Receipt, Sending, TicketId, Timestamp};
use crate::domain::{Checkpoint, Chunk, Claim, Claimed, Lease, RecordKey, Records, SnapshotPlace};
use crate::seam::Rng;
use secrecy::SecretString;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A desk at an address that may move.
pub struct Link {
    /// The file with the address of the embedded desk; None for a desk whose address is fixed.
    moves: Option<PathBuf>,
    token: SecretString,
    rng: Arc<dyn Rng>,
    current: Mutex<Current>,
}

struct Current {
    address: String,
    native: Arc<Native>,
}

impl Link {
    pub fn new(
        address: &str,
        moves: Option<PathBuf>,
        token: SecretString,
        rng: Arc<dyn Rng>,
    ) -> Result<Link, SetupError> {
        let native = Arc::new(Native::new(address, token.clone(), rng.clone())?);
        let current = Current { address: address.into(), native };
        Ok(Link { moves, token, rng, current: Mutex::new(current) })
    }

    /// Where the desk is now.
    pub fn address(&self) -> String {
        self.current().address.clone()
    }

    fn current(&self) -> MutexGuard<'_, Current> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn native(&self) -> Arc<Native> {
        self.current().native.clone()
    }

    /// Goes to that address from now on; stays with the old one if it cannot be one.
    fn reach(&self, current: &mut Current, address: String) {
        if let Ok(native) = Native::new(&address, self.token.clone(), self.rng.clone()) {
            *current = Current { address, native: Arc::new(native) };
        }
    }

    /// After a failure, looks whether the desk is elsewhere; the next attempt goes there.
    fn follow<T>(&self, result: Result<T, BackendError>) -> Result<T, BackendError> {
        if result.is_ok() {
            return result;
        }
        let Some(address) = self.moves.as_ref().and_then(|path| super::embedded::read_address(path)) else {
            return result;
        };
        let mut current = self.current();
        if current.address != address {
            tracing::info!(%address, "the embedded desk has moved");
            self.reach(&mut current, address);
        }
        result
    }
}

impl Backend for Link {
    fn capabilities(&self) -> Capabilities {
        self.native().capabilities()
    }

    async fn greet(&self) -> Result<Greeting, BackendError> {
        self.follow(self.native().greet().await)
    }

    async fn claim(&self, claim: &Claim) -> Result<Claimed, BackendError> {
        self.follow(self.native().claim(claim).await)
    }

    async fn snapshot(&self, from: Option<&SnapshotPlace>) -> Result<Chunk, BackendError> {
        self.follow(self.native().snapshot(from).await)
    }

    async fn common(&self, cursors: &[Cursor]) -> Result<Option<Checkpoint>, BackendError> {
        self.follow(self.native().common(cursors).await)
    }

    async fn digest(&self) -> Result<Digest, BackendError> {
        self.follow(self.native().digest().await)
    }

    async fn bucket(&self, bucket: u8) -> Result<BucketRows, BackendError> {
        self.follow(self.native().bucket(bucket).await)
    }

    async fn records(&self, keys: &[RecordKey]) -> Result<Records, BackendError> {
        self.follow(self.native().records(keys).await)
    }

    async fn pull(&self, since: Option<&Cursor>, device: Option<&DeviceId>) -> Result<Page, BackendError> {
        self.follow(self.native().pull(since, device).await)
    }

    async fn push(&self, lease: Option<&Lease>, operations: &[Sending]) -> Result<Vec<Receipt>, BackendError> {
        self.follow(self.native().push(lease, operations).await)
    }

    async fn changed(&self) -> Result<(), BackendError> {
        self.follow(self.native().changed().await)
    }

    fn disconnect(&self) {
        self.native().disconnect();
    }

    async fn work_next(&self, until: Timestamp) -> Result<Option<TicketId>, BackendError> {
        self.follow(self.native().work_next(until).await)
    }

    async fn presence(&self) -> Result<Presence, BackendError> {
        self.follow(self.native().presence().await)
    }

    async fn verify_caller(
        &self,
        contact: &ContactId,
        ticket: Option<TicketId>,
        code: &SecretString,
    ) -> Result<Verdict, BackendError> {
        self.follow(self.native().verify_caller(contact, ticket, code).await)
    }
}
