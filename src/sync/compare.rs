//! Comparing all that is here with what the desk has, in small steps, between which reading goes on.
//!
//! Here is looked at first, index by index and row by row; then the desk says what it has in a few numbers; of the
//! buckets that differ it says the keys; of the keys that differ it gives the records. What changes meanwhile may look
//! like a difference: that costs a question, and the answer is right whenever it comes.

use super::SyncError;
use super::perform::Worker;
use super::plan::Input;
use crate::backend::{Backend, BackendError};
use crate::domain::digest::{BucketRows, Digest};
use crate::domain::{RecordKey, Span};
use crate::replica::{CheckPlace, Index, Replica, keys_of};
use crate::seam::passing;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;

/// So often all is compared.
const EVERY: Span = Span::hours(24);
/// So often rows are looked at in one step.
const STRIDE: usize = 8;
/// So many buckets are compared in one walk.
const BUCKETS: usize = 8;

/// So many records are asked for at once.
const KEYS: usize = 500;

/// How far a comparison has come.
#[derive(Debug, Clone)]
pub struct Comparison {
    phase: Phase,
    /// Buckets that differ and have not been looked at.
    buckets: Vec<u8>,
    /// Keys that differ and have not been asked for.
    differing: Vec<RecordKey>,
    compared: i64,
    repaired: i64,
    /// So many wishes for a comparison there were when it began. What was wished for later needs another.
    wishes: i64,
}

#[derive(Debug, Clone)]
enum Phase {
    /// One index a step.
    Index {
        left: Vec<Index>,
    },
    Look {
        place: CheckPlace,
        digest: Digest,
    },
    Ask {
        digest: Digest,
    },
    /// The keys of the buckets that go into one walk, as they come: one question a step, so that a desk that allows few
    /// is asked none twice.
    List {
        of: BTreeSet<u8>,
        lists: Vec<BucketRows>,
    },
    Compare(Walk),
    Repair,
}

/// How far we have gone with what the desk has in some buckets, as of transaction `seq`.
#[derive(Debug, Clone)]
struct Walk {
    place: CheckPlace,
    buckets: BTreeSet<u8>,
    seq: i64,
    theirs: BTreeMap<RecordKey, i64>,
}

impl Phase {
    fn none_listed() -> Phase {
        Phase::List { of: BTreeSet::new(), lists: Vec::new() }
    }
}

impl Comparison {
    fn is_done(&self) -> bool {
        self.buckets.is_empty() && matches!(&self.phase, Phase::List { of, .. } if of.is_empty())
    }

    fn new(indexes: Vec<Index>, wishes: i64) -> Comparison {
        Comparison {
            phase: Phase::Index { left: indexes },
            buckets: Vec::new(),
            differing: Vec::new(),
            compared: 0,
            repaired: 0,
            wishes,
        }
    }
}

fn is_told_to_wait(error: &SyncError) -> bool {
    matches!(error, SyncError::Backend(BackendError::Transient { retry_after: Some(_), .. }))
}

impl<B: Backend> Worker<B> {
    /// Compares some more, when all is there to be found by its words.
    pub(super) async fn compare(&self) -> Result<Input, SyncError> {
        if self.call(Replica::add_words).await? {
            return Ok(Input::Compared { next_in: None });
        }
        if !self.backend.capabilities().digest {
            return Ok(Input::Compared { next_in: Some(EVERY) });
        }
        let kept = self.comparison.lock().unwrap_or_else(PoisonError::into_inner).take();
        let comparison = match kept {
            Some(begun) => begun,
            None => {
                let wishes = self.call(Replica::check_wishes).await?;
                Comparison::new(self.call(Replica::indexes).await?, wishes)
            }
        };
        if comparison.is_done() {
            return self.compared(comparison).await;
        }
        // A desk that says when to come again is asked the same again; after any other failure all is begun anew.
        let asks = matches!(comparison.phase, Phase::Ask { .. } | Phase::List { .. } | Phase::Repair);
        let again = asks.then(|| comparison.clone());
        match self.compare_on(comparison).await {
            Ok(comparison) => {
                self.keep(Some(comparison));
                Ok(Input::Compared { next_in: None })
            }
            Err(error) => {
                self.keep(again.filter(|_| is_told_to_wait(&error)));
                Err(error)
            }
        }
    }

    fn keep(&self, comparison: Option<Comparison>) {
        *self.comparison.lock().unwrap_or_else(PoisonError::into_inner) = comparison;
    }

    async fn compare_on(&self, mut comparison: Comparison) -> Result<Comparison, SyncError> {
        comparison.phase = match comparison.phase {
            Phase::Index { mut left } => match left.pop() {
                Some(index) => {
                    self.call(move |replica| replica.look_at_index(&index)).await?;
                    Phase::Index { left }
                }
                None => Phase::Look { place: CheckPlace::start(), digest: Digest::empty(0) },
            },
            Phase::Look { place, digest } => self.look(place, digest).await?,
            Phase::Ask { digest } => {
                let theirs = self.backend.digest().await?;
                comparison.compared = digest.buckets.iter().map(|bucket| bucket.count).sum();
                comparison.buckets = digest.differing(&theirs);
                Phase::none_listed()
            }
            Phase::List { of, lists } => self.list(of, lists, &mut comparison.buckets).await?,
            Phase::Compare(walk) => self.differences(walk, &mut comparison.differing).await?,
            Phase::Repair if comparison.differing.is_empty() => Phase::none_listed(),
            Phase::Repair => {
                comparison.repaired += self.repair(&mut comparison.differing).await?;
                Phase::Repair
            }
        };
        passing("sync.compared").await;
        Ok(comparison)
    }

    async fn compared(&self, comparison: Comparison) -> Result<Input, SyncError> {
        let Comparison { compared, repaired, wishes, .. } = comparison;
        let checked = self.call(move |replica| replica.note_checked(compared, repaired, wishes)).await?;
        tracing::info!(compared, repaired, "compared with the desk");
        self.note(|report| report.checked = Some(checked));
        Ok(Input::Compared { next_in: Some(self.reading().await?.check_in) })
    }

    async fn look(&self, mut place: CheckPlace, mut digest: Digest) -> Result<Phase, SyncError> {
        for _ in 0..STRIDE {
            let looked = self.call(move |replica| replica.look(&place, digest)).await?;
            digest = looked.digest;
            match looked.next {
                Some(next) => place = next,
                None => return Ok(Phase::Ask { digest }),
            }
        }
        Ok(Phase::Look { place, digest })
    }

    /// Asks for the keys of the next bucket that differs, or goes through those that have come.
    async fn list(
        &self,
        mut of: BTreeSet<u8>,
        mut lists: Vec<BucketRows>,
        left: &mut Vec<u8>,
    ) -> Result<Phase, SyncError> {
        match left.last().copied().filter(|_| of.len() < BUCKETS) {
            Some(bucket) => {
                lists.push(self.backend.bucket(bucket).await?);
                left.pop();
                of.insert(bucket);
                Ok(Phase::List { of, lists })
            }
            None => {
                let (seq, theirs) = keys_of(lists);
                Ok(Phase::Compare(Walk { place: CheckPlace::start(), buckets: of, seq, theirs }))
            }
        }
    }

    async fn differences(&self, mut walk: Walk, differing: &mut Vec<RecordKey>) -> Result<Phase, SyncError> {
        for _ in 0..STRIDE {
            let compared = self.call(move |replica| {
                let found = replica.compare(&walk.place, &walk.buckets, walk.seq, &mut walk.theirs)?;
                Ok((walk, found))
            });
            let (more, next);
            (walk, (more, next)) = compared.await?;
            differing.extend(more);
            match next {
                Some(next) => walk.place = next,
                None => {
                    differing.extend(walk.theirs.into_keys());
                    return Ok(Phase::Repair);
                }
            }
        }
        Ok(Phase::Compare(walk))
    }

    /// Asks for some of the records that differ, and takes them in.
    async fn repair(&self, differing: &mut Vec<RecordKey>) -> Result<i64, SyncError> {
        let asked = self.call(Replica::to_ask).await?;
        let keys = differing.split_off(differing.len().saturating_sub(KEYS));
        let records = self.backend.records(&keys).await?;
        match self.call(move |replica| replica.repair(&asked, &records)).await? {
            Some(written) => Ok(i64::try_from(written).unwrap_or(i64::MAX)),
            // The feed was read meanwhile: once more.
            None => {
                differing.extend(keys);
                Ok(0)
            }
        }
    }
}
