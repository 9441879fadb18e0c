//! Agreement between the replica and its desk, in the background.
//!
//! [`plan`] decides and does nothing; [`perform`] does one step and decides nothing; [`spawn`] is the loop between
//! them. The plan's state is all there is to know of the link, and what a screen needs of it is in
//! [`Sync::status`].

pub mod backoff;
mod clocks;
mod compare;
pub mod perform;
pub mod plan;
mod snapshot;

use crate::backend::{Backend, BackendError, Greeting};
use crate::domain::{Link, LinkProblem, Span, SyncStatus, WentBack};
use crate::replica::{Checked, Counts, Reading, Replica, ReplicaError};
use crate::seam::{Calls, Clock, Rng, below};
use clocks::{Clocks, LOOK_EVERY};
use futures_util::{FutureExt, StreamExt, future::BoxFuture, stream::FuturesUnordered};
use perform::{Failure, Worker};
use plan::{Input, State, Step, Trouble};
use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

/// How often a desk is asked that does not tell of changes by itself.
pub const INTERVAL: Span = Span::seconds(30);

/// A sync at work. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Sync {
    pub status: watch::Receiver<SyncStatus>,
    /// What the desk said when it was last greeted.
    pub desk: watch::Receiver<Option<Greeting>>,
    /// The desk lost the end of its history, and what became of our operations: to be said once.
    pub went_back: watch::Receiver<Option<WentBack>>,
    asked: Arc<Notify>,
}

impl Sync {
    /// Tries at once, whatever was being waited for: the operator asked, or there are new credentials.
    pub fn now(&self) {
        self.asked.notify_one();
    }

    /// Resolves when the sync has ended, after its shutdown.
    pub async fn ended(&self) {
        let mut status = self.status.clone();
        while status.changed().await.is_ok() {}
    }
}

#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    #[error(transparent)]
    Backend(#[from] BackendError),
    #[error(transparent)]
    Replica(#[from] ReplicaError),
}

/// What a sync did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SyncReport {
    /// Records read.
    pub pulled: usize,
    /// Operations that took effect.
    pub pushed: usize,
    /// Operations that the desk refused.
    pub refused: usize,
    /// Operations that still wait.
    pub waiting: i64,
    /// How a comparison with the desk came out.
    pub checked: Option<Checked>,
    /// The desk had lost the end of its history.
    pub went_back: Option<WentBack>,
}

/// Starts the sync of a replica with its desk; it goes on until `shutdown`.
pub fn spawn<B: Backend>(
    backend: Arc<B>,
    replica: Replica,
    clock: Arc<dyn Clock>,
    rng: Arc<dyn Rng>,
    shutdown: CancellationToken,
) -> Sync {
    let (sync, running) = prepare(backend, replica, clock, rng, shutdown, Calls::Threads);
    tokio::spawn(running);
    sync
}

/// As [`spawn`], for a caller that runs the loop itself, such as a simulation: the future is all of the sync.
pub fn prepare<B: Backend>(
    backend: Arc<B>,
    replica: Replica,
    clock: Arc<dyn Clock>,
    rng: Arc<dyn Rng>,
    shutdown: CancellationToken,
    calls: Calls,
) -> (Sync, impl Future<Output = ()> + Send + 'static) {
    let (status, status_seen) = watch::channel(SyncStatus::default());
    let asked = Arc::new(Notify::new());
    let clocks = Arc::new(Clocks::new(clock));
    let worker = Worker::new(backend, replica, calls, Some(clocks.clone()));
    let (desk, went_back) = (worker.desk.subscribe(), worker.went_back.subscribe());
    let sync = Sync { status: status_seen, desk, went_back, asked: asked.clone() };
    let running = Running { worker: Arc::new(worker), status, asked, clocks, rng };
    (sync, async move {
        tokio::select! {
            biased;
            () = shutdown.cancelled() => {}
            () = running.keep_running(calls) => {}
        }
        // Whoever waits for the end may want to open the replica again.
        running.worker.threads.close();
        running.worker.threads.wait().await;
    })
}

struct Running<B> {
    worker: Arc<Worker<B>>,
    status: watch::Sender<SyncStatus>,
    asked: Arc<Notify>,
    clocks: Arc<Clocks>,
    rng: Arc<dyn Rng>,
}

/// What is under way: each gives what happened, or nothing when it was dropped.
struct UnderWay {
    steps: FuturesUnordered<BoxFuture<'static, Option<Input>>>,
    /// Cancelling it drops what waits for the desk.
    connection: CancellationToken,
}

impl<B: Backend> Running<B> {
    /// A mistake in the loop does not leave a console that shows for ever what it saw last: it is logged and told, and
    /// the loop begins anew, a few times. A simulation kills it by such a mistake, and wants it dead.
    async fn keep_running(&self, calls: Calls) {
        const TIMES: u32 = 3;
        if calls == Calls::Inline {
            return self.run().await;
        }
        for time in 0..=TIMES {
            if AssertUnwindSafe(self.run()).catch_unwind().await.is_ok() {
                return;
            }
            tracing::error!(time, "the sync has failed and begins anew");
            let problem = LinkProblem::Failed;
            self.status.send_modify(|status| {
                status.link = match time {
                    TIMES => Link::Refused { problem },
                    _ => Link::Offline { since: self.clocks.now(), problem },
                };
            });
            if time < TIMES {
                tokio::time::sleep(Duration::from_secs(1 << time)).await;
            }
        }
        // Not ended: whoever looks at the status finds what stands there.
        std::future::pending::<()>().await;
    }

    async fn run(&self) {
        let live = self.worker.backend.capabilities().live;
        let mut state = State::new(live, INTERVAL, self.clocks.now());
        let mut under_way = UnderWay { steps: FuturesUnordered::new(), connection: CancellationToken::new() };
        // In how long what waits is counted again.
        let mut count_in = None;
        let mut input = Some(self.submitted(&mut count_in).await);
        loop {
            let resumed = self.clocks.look().map(|slept| {
                tracing::info!(seconds = slept.0 / 1_000, "the machine has slept");
                Input::Resumed { slept, draw: below(&*self.rng, u64::MAX) }
            });
            let looked_only = resumed.is_none() && input.is_none();
            for input in resumed.into_iter().chain(input) {
                let (next, steps) = plan::step(state, self.clocks.now(), input);
                state = next;
                for step in steps {
                    self.start(step, &mut under_way);
                }
            }
            if !looked_only || self.clocks.skew() != self.status.borrow().skew {
                self.publish(&state).await;
            }
            input = tokio::select! {
                biased;
                () = self.asked.notified() => Some(Input::Now),
                () = self.worker.replica.submitted() => Some(self.submitted(&mut count_in).await),
                Some(input) = under_way.steps.next() => input,
                () = tokio::time::sleep(duration(count_in.unwrap_or(LOOK_EVERY))) => match count_in {
                    Some(_) => Some(self.submitted(&mut count_in).await),
                    None => None,
                },
            };
        }
    }

    /// As long as anything waits it is counted again: what lingers does so by a clock that may be set into its time, or out
    /// of it.
    async fn submitted(&self, count_in: &mut Option<Span>) -> Input {
        let counts = self.worker.call(Replica::counts).await.unwrap_or_default();
        let next = counts.next_in.unwrap_or(LOOK_EVERY).min(LOOK_EVERY);
        *count_in = (counts.waiting > 0).then_some(next);
        Input::Submitted { queued: counts.to_send }
    }

    fn start(&self, step: Step, under_way: &mut UnderWay) {
        if step == Step::Disconnect {
            std::mem::take(&mut under_way.connection).cancel();
            self.worker.backend.disconnect();
            return;
        }
        // What is done to the replica is done to its end.
        let asks = matches!(
            step,
            Step::Greet
                | Step::Claim
                | Step::Pull
                | Step::Push { .. }
                | Step::Listen
                | Step::TakeIn { .. }
                | Step::Compare
        );
        let connection = if asks { under_way.connection.clone() } else { CancellationToken::new() };
        let (worker, rng) = (self.worker.clone(), self.rng.clone());
        let performed = async move {
            let performed = connection.run_until_cancelled_owned(worker.perform(step)).await?;
            Some(performed.unwrap_or_else(|failure| failed(&failure, &*rng)))
        };
        under_way.steps.push(performed.boxed());
    }

    async fn publish(&self, state: &State) {
        let counts = match self.worker.call(Replica::counts).await {
            Ok(counts) => counts,
            Err(_) => return,
        };
        let Counts { waiting, unknown, refused, stuck, .. } = counts;
        let now = SyncStatus { link: state.link(), waiting, unknown, refused, stuck, skew: self.clocks.skew() };
        self.worker.replica.correct_clock(now.skew);
        self.status.send_if_modified(|shown| {
            let differs = *shown != now;
            if shown.link != now.link {
                tracing::debug!(link = ?now.link, "the link has changed");
            }
            *shown = now;
            differs
        });
    }
}

fn duration(span: Span) -> Duration {
    Duration::from_millis(span.0.unsigned_abs())
}

fn failed(Failure { what, error }: &Failure, rng: &dyn Rng) -> Input {
    tracing::info!(?what, %error, "a step of the sync failed");
    Input::Failed { what: *what, trouble: perform::trouble(error), draw: below(rng, u64::MAX) }
}

/// How often one run mends before it gives up on a desk, and how often it waits for it without an answer.
const MENDINGS: usize = 20;
const WAITS: usize = 20;

/// Reads and sends all there is, once: only a desk that says when to come again, and soon, is waited for, and the first
/// trouble that a person or time has to cure is the answer.
pub async fn once<B: Backend>(
    backend: Arc<B>,
    replica: &Replica,
    clock: &dyn Clock,
    rng: &dyn Rng,
) -> Result<SyncReport, SyncError> {
    once_watched(backend, replica, clock, rng, &mut |_, _| {}).await
}

/// As [`once`]. `read` hears after each page up to which transaction it goes, and which is the desk's newest.
pub async fn once_watched<B: Backend>(
    backend: Arc<B>,
    replica: &Replica,
    clock: &dyn Clock,
    rng: &dyn Rng,
    read: &mut (dyn FnMut(i64, i64) + Send),
) -> Result<SyncReport, SyncError> {
    let worker = Worker::new(backend, replica.clone(), Calls::Inline, None);
    let mut state = State::new(true, INTERVAL, clock.now()).for_once();
    let (mut to_do, mut mendings, mut waits, mut pieces) = (VecDeque::new(), 0, 0, (0, 0));
    let mut input = Input::Submitted { queued: replica.counts()?.to_send };
    loop {
        let (next, steps) = plan::step(state, clock.now(), input);
        state = next;
        to_do.extend(steps.into_iter().filter(|step| !matches!(step, Step::Listen | Step::Disconnect)));
        let Some(step) = to_do.pop_front() else { break };
        input = match worker.perform(step).await {
            Ok(input) => input,
            Err(failure) => {
                match perform::trouble(&failure.error) {
                    Trouble::Passing { retry_after: Some(asked), .. } if asked <= plan::PATIENCE => waits += 1,
                    Trouble::Passing { .. } | Trouble::Lasting { .. } => return Err(failure.error),
                    _ => mendings += 1,
                }
                if mendings > MENDINGS || waits > WAITS {
                    return Err(failure.error);
                }
                failed(&failure, rng)
            }
        };
        if input.is_answer() {
            waits = 0;
        }
        match &input {
            Input::Pulled { seq, head, .. } => read(*seq, *head),
            Input::TookIn { reading: Reading { snapshot, .. }, .. } => {
                // After the last piece all of it is read.
                pieces = snapshot.unwrap_or((pieces.1, pieces.1));
                read(pieces.0, pieces.1);
            }
            _ => {}
        }
    }
    let mut report = *worker.report.lock().unwrap_or_else(PoisonError::into_inner);
    report.waiting = replica.counts()?.waiting;
    Ok(report)
}
