//! The desk of our own: `/api/v1` over HTTP.
//!
//! Three files: this one says what to ask and what an answer means; [`answer`] tells a desk of ours from anything
//! else that may answer at its address; [`stream`] listens for news.

mod answer;
mod stream;
#[cfg(test)]
mod tests;

use super::transport::{Https, Method, Request, SetupError, Transport, segment};
use super::{Backend, BackendError, Greeting, Verdict};
use crate::api::{self, paths};
use crate::domain::digest::{BucketRows, Digest};
use crate::domain::roster::{Presence, Present};
use crate::domain::{
    Capabilities, Checkpoint, Chunk, Claim, Claimed, ContactId, Cursor, DeviceId, Lease, OperationKey, OperatorId,
    Page, Receipt, RecordKey, Records, Sending, SnapshotPlace, TicketId, Timestamp,
};
use crate::seam::Rng;
use secrecy::SecretString;
use serde::{Serialize, de::DeserializeOwned};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use stream::Listening;

/// A link to a desk of ours.
pub struct Native<T = Https> {
    transport: T,
    rng: Arc<dyn Rng>,
    known: Mutex<Known>,
    listening: tokio::sync::Mutex<Listening>,
    /// What is being listened to was opened before a sleep.
    stale: AtomicBool,
}

/// What has been learned, or told, on the way.
struct Known {
    token: SecretString,
    /// How far the feed has been asked for.
    cursor: Option<Cursor>,
    seq: i64,
}

impl Native {
    /// The desk at an address such as `https://desk.example.com`, for the operator whose token this is. Nothing
    /// is sent yet.
    pub fn new(address: &str, token: SecretString, rng: Arc<dyn Rng>) -> Result<Native, SetupError> {
        Ok(Native::over(Https::new(address)?, token, rng))
    }
}

impl<T: Transport> Native<T> {
    /// The same over another way to get there.
    pub fn over(transport: T, token: SecretString, rng: Arc<dyn Rng>) -> Native<T> {
        let known = Known { token, cursor: None, seq: 0 };
        Native {
            transport,
            rng,
            known: Mutex::new(known),
            listening: tokio::sync::Mutex::default(),
            stale: AtomicBool::new(false),
        }
    }

    /// Goes on with other credentials.
    pub fn set_token(&self, token: SecretString) {
        self.known().token = token;
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn request(&self, method: Method, path: &str) -> Request {
        let token = self.known().token.clone();
        Request { method, path: path.to_string(), query: Vec::new(), token, body: None, accept: "application/json" }
    }

    async fn get<A: DeserializeOwned>(&self, path: &str) -> Result<A, BackendError> {
        self.ask(self.request(Method::Get, path)).await
    }

    async fn post<A: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<A, BackendError> {
        self.ask(Request { body: Some(json(body)?), ..self.request(Method::Post, path) }).await
    }

    async fn ask<A: DeserializeOwned>(&self, request: Request) -> Result<A, BackendError> {
        let response = self.transport.call(request).await.map_err(answer::unreachable)?;
        answer::read(&response, answer::not_understood)
    }

    /// The changes after `since`: at most so many, and waiting for so many seconds if there are none.
    async fn changes(
        &self,
        since: Option<&Cursor>,
        device: Option<&DeviceId>,
        limit: usize,
        wait: u64,
    ) -> Result<Page, BackendError> {
        let mut request = self.request(Method::Get, paths::CHANGES);
        request.query.push(("limit", limit.to_string()));
        if let Some(Cursor(since)) = since {
            request.query.push(("since", since.clone()));
        }
        if wait > 0 {
            request.query.push(("wait", wait.to_string()));
        }
        if let Some(device) = device {
            request.query.push(("device", device.to_string()));
        }
        Ok(self.ask::<api::ChangesPage>(request).await?.into())
    }
}

fn json(body: &impl Serialize) -> Result<Vec<u8>, BackendError> {
    serde_json::to_vec(body).map_err(|error| answer::nonsense(&error.to_string()))
}

impl<T: Transport> Backend for Native<T> {
    fn capabilities(&self) -> Capabilities {
        Capabilities::NATIVE
    }

    async fn greet(&self) -> Result<Greeting, BackendError> {
        let session: api::Session = self.get(paths::SESSION).await?;
        Ok(Greeting {
            operator: OperatorId::new(session.operator.id),
            desk: session.desk,
            sample: session.sample,
            server_time: Timestamp(session.server_time_ms),
        })
    }

    async fn claim(&self, claim: &Claim) -> Result<Claimed, BackendError> {
        let path = paths::LEASE.replace("{id}", &segment(claim.device.as_str()));
        let held = claim.held.as_ref().map(|lease| lease.0.clone());
        let body = api::LeaseRequest { held, lease: claim.lease.0.clone() };
        let api::LeaseResponse { last_n } = self.post(&path, &body).await?;
        Ok(Claimed { last_n })
    }

    async fn snapshot(&self, from: Option<&SnapshotPlace>) -> Result<Chunk, BackendError> {
        let mut request = self.request(Method::Get, paths::SNAPSHOT);
        if let Some(SnapshotPlace(from)) = from {
            request.query.push(("from", from.clone()));
        }
        Ok(self.ask::<api::SnapshotChunk>(request).await?.into())
    }

    async fn common(&self, cursors: &[Cursor]) -> Result<Option<Checkpoint>, BackendError> {
        let cursors = cursors.iter().map(|cursor| cursor.0.clone()).collect();
        let answer: api::CommonResponse = self.post(paths::COMMON, &api::CommonRequest { cursors }).await?;
        Ok(answer.common.map(Into::into))
    }

    async fn digest(&self) -> Result<Digest, BackendError> {
        Ok(self.get::<api::Digest>(paths::DIGEST).await?.into())
    }

    async fn bucket(&self, bucket: u8) -> Result<BucketRows, BackendError> {
        let path = paths::BUCKET.replace("{bucket}", &bucket.to_string());
        Ok(self.get::<api::BucketRows>(&path).await?.into())
    }

    async fn records(&self, keys: &[RecordKey]) -> Result<Records, BackendError> {
        let keys = keys.iter().cloned().map(Into::into).collect();
        let answer: api::RecordsResponse = self.post(paths::RECORDS, &api::RecordsRequest { keys }).await?;
        Ok(answer.into())
    }

    async fn pull(&self, since: Option<&Cursor>, device: Option<&DeviceId>) -> Result<Page, BackendError> {
        let page = self.changes(since, device, api::CHANGES_LIMIT, 0).await?;
        let mut known = self.known();
        (known.cursor, known.seq) = (Some(page.to.clone()), page.seq);
        Ok(page)
    }

    async fn push(&self, lease: Option<&Lease>, operations: &[Sending]) -> Result<Vec<Receipt>, BackendError> {
        let Some(Sending { key: OperationKey { device, .. }, .. }) = operations.first() else { return Ok(Vec::new()) };
        // One request is of one device; what has another name comes with the next.
        let own = operations.iter().take_while(|it| it.key.device == *device).take(api::PUSH_LIMIT);
        let numbered = |it: &Sending| api::NumberedOperation {
            n: it.key.n,
            id: it.id.to_string(),
            fingerprint: it.fingerprint.clone(),
            operation: it.operation.clone().into(),
        };
        let lease = lease.map(|lease| lease.0.clone());
        let body = api::PushRequest { device: device.to_string(), lease, operations: own.map(numbered).collect() };
        let request = Request { body: Some(json(&body)?), ..self.request(Method::Post, paths::OPERATIONS) };
        let response = self.transport.call(request).await.map_err(answer::unreachable)?;
        let pushed: api::PushResponse = answer::read(&response, answer::not_taken)?;
        Ok(pushed.receipts.into_iter().map(Receipt::from).collect())
    }

    async fn changed(&self) -> Result<(), BackendError> {
        self.listen().await
    }

    fn disconnect(&self) {
        self.stale.store(true, Ordering::SeqCst);
        self.transport.disconnect();
    }

    async fn work_next(&self, until: Timestamp) -> Result<Option<TicketId>, BackendError> {
        let query = vec![("until_ms", until.0.to_string())];
        let request = Request { query, ..self.request(Method::Post, paths::WORK_NEXT) };
        let next: api::WorkNextResponse = self.ask(request).await?;
        Ok(next.ticket.map(TicketId))
    }

    async fn presence(&self) -> Result<Presence, BackendError> {
        let api::Presence { present, server_time_ms } = self.get(paths::PRESENCE).await?;
        let each = present.into_iter();
        let each =
            each.map(|it| Present { operator: OperatorId::new(it.operator), asked_at: Timestamp(it.asked_at_ms) });
        Ok(Presence { at: Timestamp(server_time_ms), present: each.collect() })
    }

    async fn verify_caller(
        &self,
        contact: &ContactId,
        ticket: Option<TicketId>,
        code: &SecretString,
    ) -> Result<Verdict, BackendError> {
        let path = paths::VERIFY.replace("{id}", &segment(contact.as_str()));
        let body = api::VerifyRequest { code: api::Code(code.clone()), ticket: ticket.map(|ticket| ticket.0) };
        Ok(match self.post(&path, &body).await? {
            api::Verdict::Verified { until_ms } => Verdict::Verified { until: Timestamp(until_ms) },
            api::Verdict::Wrong { attempts_left } => Verdict::Wrong { attempts_left },
            api::Verdict::Locked { until_ms } => Verdict::Locked { until: Timestamp(until_ms) },
            api::Verdict::NotRegistered {} => Verdict::NotRegistered,
        })
    }
}
