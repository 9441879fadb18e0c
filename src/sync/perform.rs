//! The steps of the plan, done: one call to the desk or to the replica each, ending in the input that says how it
//! went.

use super::clocks::Clocks;
use super::compare::Comparison;
use super::plan::{Attempt, Input, Mending, Step, Trouble};
use super::snapshot::Ahead;
use super::{SyncError, SyncReport};
use crate::backend::{Backend, BackendError, Greeting};
use crate::domain::{Checkpoint, Cursor, LinkProblem, Outcome, Receipt, Sending, Span, Timestamp, WentBack};
use crate::replica::{Applied, Identity, Reading, Replica, ReplicaError};
use crate::seam::{Calls, faults, passing};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio_util::task::TaskTracker;

/// Does what the plan says.
pub struct Worker<B> {
    pub backend: Arc<B>,
    pub replica: Replica,
    pub calls: Calls,
    /// The calls that are still on a thread: a replica is let go of when they are done.
    pub threads: TaskTracker,
    pub desk: watch::Sender<Option<Greeting>>,
    /// Who wants to know what time the desk has.
    pub clocks: Option<Arc<Clocks>>,
    /// What was lost with the end of the desk's history, last time.
    pub went_back: watch::Sender<Option<WentBack>>,
    pub ahead: Ahead,
    pub comparison: Mutex<Option<Comparison>>,
    pub report: Mutex<SyncReport>,
}

/// However a push ends, also by being dropped: what has no answer by then is on its way no more.
struct OnItsWay<'a>(&'a Replica);

impl Drop for OnItsWay<'_> {
    fn drop(&mut self) {
        self.0.unanswered();
    }
}

/// A step came to nothing.
#[derive(Debug)]
pub struct Failure {
    pub what: Attempt,
    pub error: SyncError,
}

impl<B: Backend> Worker<B> {
    pub fn new(backend: Arc<B>, replica: Replica, calls: Calls, clocks: Option<Arc<Clocks>>) -> Worker<B> {
        Worker {
            backend,
            replica,
            calls,
            threads: TaskTracker::new(),
            desk: watch::channel(None).0,
            clocks,
            went_back: watch::channel(None).0,
            ahead: Ahead::default(),
            comparison: Mutex::default(),
            report: Mutex::default(),
        }
    }

    pub async fn perform(&self, step: Step) -> Result<Input, Failure> {
        let (what, result) = match step {
            Step::Greet => (Attempt::Greet, self.greet().await),
            Step::Claim => (Attempt::Claim, self.claim().await),
            Step::Pull => (Attempt::Pull, self.pull().await),
            Step::TakeIn { ahead } => (Attempt::TakeIn, self.take_in(ahead).await),
            Step::Compare => (Attempt::Compare, self.compare().await),
            Step::Push { limit } => (Attempt::Push, self.push(limit).await),
            Step::Listen => (Attempt::Listen, self.listen().await),
            Step::ReadAgain => (Attempt::Mend, self.read_again().await),
            Step::GoBack => (Attempt::Mend, self.go_back().await),
            Step::Mend(how) => (Attempt::Mend, self.mend(move |replica| mend(replica, &how)).await),
            Step::Wait { span: Span(ms), timer } => {
                tokio::time::sleep(Duration::from_millis(ms.unsigned_abs())).await;
                (Attempt::Listen, Ok(Input::Waited { timer }))
            }
            // For whoever holds what is under way.
            Step::Disconnect => (Attempt::Listen, Ok(Input::Waited { timer: 0 })),
        };
        result.map_err(|error| Failure { what, error })
    }

    /// Calls the replica.
    pub async fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Replica) -> Result<T, ReplicaError> + Send + 'static,
    ) -> Result<T, ReplicaError> {
        if self.calls == Calls::Inline {
            return faults::in_place(|| work(&self.replica)).await;
        }
        let replica = self.replica.clone();
        match self.threads.spawn_blocking(move || work(&replica)).await {
            Ok(result) => result,
            Err(error) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // The runtime is being shut down: whatever is answered here, nobody reads it.
                Err(_) => Err(ReplicaError::InUse { pid: None }),
            },
        }
    }

    /// Asks the desk, and sets our clock by its answer.
    async fn timed<T>(
        &self,
        asking: impl Future<Output = Result<T, BackendError>>,
        server_time: impl FnOnce(&T) -> Timestamp,
    ) -> Result<T, BackendError> {
        let asked = self.clocks.as_ref().map(|clocks| clocks.asked());
        let answer = asking.await?;
        if let (Some(clocks), Some(asked)) = (&self.clocks, asked) {
            clocks.heard(asked, server_time(&answer));
        }
        Ok(answer)
    }

    async fn queued(&self) -> Result<i64, ReplicaError> {
        Ok(self.call(Replica::counts).await?.to_send)
    }

    async fn greet(&self) -> Result<Input, SyncError> {
        let greeting = self.timed(self.backend.greet(), |greeting| greeting.server_time).await?;
        passing("sync.greeted").await;
        let operator = greeting.operator.clone();
        self.call(move |replica| {
            if replica.identity().operator == operator {
                return Ok(());
            }
            let known = replica.operators()?.into_iter().find(|known| known.id == operator);
            let name = known.map_or_else(|| operator.to_string(), |known| known.name);
            replica.set_identity(Identity { operator, name })
        })
        .await?;
        self.desk.send_replace(Some(greeting));
        let tells = self.backend.capabilities().exactly_once;
        self.call(move |replica| replica.met(tells)).await?;
        if self.backend.capabilities().snapshot && self.call(Replica::has_read_more).await? {
            self.still_our_past().await?;
        }
        Ok(Input::Greeted { reading: self.reading().await? })
    }

    pub(super) async fn reading(&self) -> Result<Reading, ReplicaError> {
        let snapshots = self.backend.capabilities().snapshot;
        self.call(move |replica| replica.reading(snapshots)).await
    }

    /// Makes the device's name ours, if the desk knows what that is.
    async fn claim(&self) -> Result<Input, SyncError> {
        let mut claimed = !self.backend.capabilities().leases;
        while !claimed {
            let claim = self.call(Replica::claim).await?;
            self.backend.claim(&claim).await?;
            passing("sync.claimed").await;
            claimed = self.call(move |replica| replica.claimed(&claim)).await?;
        }
        Ok(Input::Claimed)
    }

    async fn pull(&self) -> Result<Input, SyncError> {
        let pull = self.call(Replica::to_pull).await?;
        let asking = self.backend.pull(pull.since.as_ref(), Some(&pull.device));
        let page = self.timed(asking, |page| page.server_time).await?;
        passing("sync.pulled").await;
        if pull.since.as_ref() == Some(&page.to) && !page.up_to_date {
            return Err(nonsense("a page of changes that leads nowhere").into());
        }
        let (seq, head, up_to_date) = (page.seq, page.head, page.up_to_date);
        let changes = page.changes.len() + page.gone.len();
        let applied = self.call(move |replica| replica.apply(&pull, &page)).await?;
        let queued = self.queued().await?;
        if applied == Applied::Now {
            self.note(|report| report.pulled += changes);
        }
        Ok(Input::Pulled { seq, head, up_to_date: up_to_date && applied == Applied::Now, queued })
    }

    async fn push(&self, limit: usize) -> Result<Input, SyncError> {
        let _on_its_way = OnItsWay(&self.replica);
        let (batch, lease) = self.call(move |replica| Ok((replica.to_push(limit)?, replica.lease()?))).await?;
        if !batch.is_empty() {
            passing("sync.pushing").await;
            let receipts = self.backend.push(lease.as_ref(), &batch).await?;
            passing("sync.pushed").await;
            check(&batch, &receipts)?;
            let refused = receipts.iter().filter(|it| matches!(it.outcome, Outcome::Refused { .. })).count();
            self.note(|report| {
                report.refused += refused;
                report.pushed += receipts.len() - refused;
            });
            self.call(move |replica| replica.settle(&receipts)).await?;
        }
        Ok(Input::Pushed { queued: self.queued().await? })
    }

    async fn listen(&self) -> Result<Input, SyncError> {
        self.backend.changed().await?;
        Ok(Input::Poked)
    }

    async fn read_again(&self) -> Result<Input, SyncError> {
        match self.backend.capabilities().snapshot {
            true => self.mend(Replica::read_again).await,
            false => self.mend(Replica::reset).await,
        }
    }

    /// Finds where our history and the desk's part, and goes back there.
    async fn go_back(&self) -> Result<Input, SyncError> {
        if !self.backend.capabilities().snapshot {
            return self.mend(Replica::reset).await;
        }
        let (_, common) = self.common().await?;
        let went_back = self.call(move |replica| replica.go_back(common.as_ref())).await?;
        tracing::warn!(?went_back, "the desk has lost the end of its history");
        self.went_back.send_replace(Some(went_back));
        self.note(|report| report.went_back = Some(went_back));
        Ok(Input::Mended { queued: self.queued().await? })
    }

    /// The newest transaction that we have read, and the newest place of those we remember that the desk knows.
    async fn common(&self) -> Result<(Option<i64>, Option<Checkpoint>), SyncError> {
        let ours = self.call(Replica::checkpoints).await?;
        let newest = ours.first().map(|newest| newest.seq).filter(|seq| *seq > 0);
        let Some(newest) = newest else { return Ok((None, None)) };
        let ours: Vec<Cursor> = ours.into_iter().map(|it| it.cursor).collect();
        let common = self.backend.common(&ours).await?;
        passing("sync.common_found").await;
        Ok((Some(newest), common))
    }

    /// Reading all again gives us a cursor of the desk's history, whichever it is: what we did in one that it has
    /// lost, nobody would miss.
    pub(super) async fn still_our_past(&self) -> Result<(), SyncError> {
        match self.common().await? {
            (newest, common) if newest == common.as_ref().map(|it| it.seq) => Ok(()),
            _ => Err(BackendError::Forked.into()),
        }
    }

    async fn mend(
        &self,
        work: impl FnOnce(&Replica) -> Result<(), ReplicaError> + Send + 'static,
    ) -> Result<Input, SyncError> {
        self.call(work).await?;
        Ok(Input::Mended { queued: self.queued().await? })
    }

    pub(super) fn note(&self, change: impl FnOnce(&mut SyncReport)) {
        change(&mut self.report.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

fn mend(replica: &Replica, how: &Mending) -> Result<(), ReplicaError> {
    match how {
        Mending::After { last_n } => replica.continue_after(*last_n),
        Mending::NewDevice => replica.take_new_device(),
        Mending::RefuseNext(refusal) => replica.refuse_next(refusal.clone()),
        Mending::SetAside => replica.set_aside("the desk fails whenever it comes"),
        Mending::TryAgain => replica.try_set_aside_again(),
    }
}

/// Receipts are for the first of the operations, in their order, and for at least one.
fn check(batch: &[Sending], receipts: &[Receipt]) -> Result<(), BackendError> {
    let fits = receipts.len() <= batch.len()
        && batch.iter().zip(receipts).all(|(sent, it)| (&sent.key, &sent.id) == (&it.key, &it.id));
    match receipts {
        _ if !fits => Err(nonsense("receipts for operations that were not sent")),
        [] => Err(BackendError::Transient {
            problem: LinkProblem::ServerTrouble,
            detail: "no operation was looked at".to_string(),
            retry_after: None,
        }),
        _ => Ok(()),
    }
}

pub(super) fn nonsense(detail: &str) -> BackendError {
    BackendError::Incompatible { problem: LinkProblem::Nonsense, detail: format!("the desk sent {detail}") }
}

/// What has to be done about an error.
pub fn trouble(error: &SyncError) -> Trouble {
    let error = match error {
        SyncError::Backend(error) => error.clone(),
        // The disk may have room again, or the other program be done.
        SyncError::Replica(_) => {
            return Trouble::Passing { problem: LinkProblem::LocalTrouble, retry_after: None };
        }
    };
    match error {
        BackendError::Transient { problem, retry_after, .. } => Trouble::Passing { problem, retry_after },
        BackendError::Unauthorised => Trouble::Lasting { problem: LinkProblem::Unauthorised },
        BackendError::Incompatible { problem, .. } => Trouble::Lasting { problem },
        BackendError::CursorExpired | BackendError::ScopeChanged => Trouble::ReadAgain,
        BackendError::Forked => Trouble::Forked,
        BackendError::OperationGap { last_n } => Trouble::Gap { last_n },
        BackendError::OperationReused => Trouble::Reused,
        BackendError::DeviceInUse => Trouble::InUse,
        BackendError::Refused(refusal) => Trouble::Rejected(refusal),
    }
}
