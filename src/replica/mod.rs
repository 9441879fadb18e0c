//! The local truth: what the screen shows and the operator changes, whether the desk answers or not.
//!
//! Two files in the directory of the profile. `replica.db` holds the desk as far as it has been read, with the
//! operator's own operations on top; it can be lost and read again. `outbox.db` holds what exists nowhere else:
//! the operations not yet seen in the desk's feed, the drafts, and this replica's name towards the desk; it
//! survives a power cut. What a key press does is in `outbox.db` before it is on screen.
//!
//! In reading order: [`Replica`] and opening it, [`operations`] (submit, retry, edit, discard) with [`linger`],
//! [`sending`] (to the desk and back) with [`numbers`], [`lease`] and [`confirmed`], [`fold`] (the overlay), [`snapshot`] (the desk as a
//! whole, at first) with [`unsearched`], [`feed`] (pages from the desk), [`intake`] (the one way in of both), [`fork`]
//! and [`checkpoints`] (a desk that lost the end of its history) with [`told`], [`check`] (whether all that is here is
//! what the desk has), [`reading`] (what a screen asks), [`held`], [`drafts`]; [`sums`] and [`rescue`] for when the disk
//! does not keep what it was given, [`disk`] for when it takes no more. From outside one looks by [`glance`]. What all
//! consoles of a profile share stands beside them: [`shelf`], with when its operators [`looks`] at it.
//!
//! Two things keep the files in step without a transaction over both: the outbox is always written first, and
//! what it says wins, so that a crash between the two is repaired by folding again at the next start.

mod check;
mod checkpoints;
mod confirmed;
mod disk;
mod drafts;
mod error;
mod feed;
mod files;
mod fold;
mod fork;
mod glance;
mod held;
mod intake;
mod learnt;
mod lease;
mod linger;
mod looks;
mod numbers;
mod open;
mod operations;
mod outbox;
mod reading;
mod rescue;
mod schema;
mod sending;
mod shelf;
mod snapshot;
mod sums;
mod told;
mod unsearched;

#[cfg(test)]
mod agreement_tests;
#[cfg(test)]
mod damage_tests;
#[cfg(test)]
mod feed_tests;
#[cfg(test)]
mod learnt_tests;
#[cfg(test)]
mod linger_tests;
#[cfg(test)]
mod many_tests;
#[cfg(test)]
mod outbox_tests;
#[cfg(test)]
mod refusal_tests;
#[cfg(test)]
mod tests;

pub use crate::store::StoreError;
pub use crate::store::check::Place as CheckPlace;
pub use crate::store::indexes::Index;
pub use check::{Checked, Looked, keys_of};
pub use error::ReplicaError;
pub use feed::{Applied, Pull};
pub use glance::{Glance, Holder};

pub use open::{OpenNote, Opened};
pub use operations::Taken;
pub use outbox::Counts;
pub use shelf::Shelf;
pub use snapshot::{Asked, Reading};

use crate::domain::{DeviceId, Lease, OperationId, OperatorId, Span, TicketId};
use crate::seam::{Corrected, Rng};
use crate::store::{Fair, Store, Tx};
use files::Profile;
use numbers::Device;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicI64};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, broadcast};

/// How many changes a slow listener may fall behind before it is told that it missed some.
const CHANGES_KEPT: usize = 256;
/// From how many tickets on a change says "everything".
const TICKETS_TOLD: usize = 64;

/// Who works here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub operator: OperatorId,
    /// As it stands under what they write.
    pub name: String,
}

/// Something looks different now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Which tickets; empty means that it may be any.
    pub tickets: Vec<TicketId>,
    /// Customers, operators, macros, questions or the policy.
    pub reference: bool,
}

impl Changed {
    fn of(tickets: BTreeSet<TicketId>, reference: bool) -> Changed {
        let few = tickets.len() <= TICKETS_TOLD;
        Changed { tickets: if few { tickets.into_iter().collect() } else { Vec::new() }, reference }
    }
}

/// The replica of one profile. Cloning shares it; the last one dropped lets go of the profile.
#[derive(Clone)]
pub struct Replica {
    inner: Arc<Inner>,
}

struct Inner {
    rows: Store,
    outbox: Store,
    /// One change at a time, over both files.
    writing: Fair<()>,
    identity: Mutex<Identity>,
    /// What is on its way at this moment.
    in_flight: Mutex<BTreeSet<OperationId>>,
    /// The lease that this process made up.
    own_lease: Mutex<Option<Lease>>,
    changes: broadcast::Sender<Changed>,
    submitted: Notify,
    /// The desk's pages say which of our operations it has settled.
    desk_tells: AtomicBool,
    clock: Arc<Corrected>,
    learning: learnt::Learning,
    /// So many transactions until this process is as good as dead.
    #[cfg(test)]
    fuse: std::sync::atomic::AtomicU64,
    rng: Arc<dyn Rng>,
    /// For how long a public reply lingers, in milliseconds.
    linger: AtomicI64,
    /// Last: the lock goes after the databases are closed.
    profile: Profile,
}

impl fmt::Debug for Replica {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replica").field("rows", &self.inner.rows.path()).finish_non_exhaustive()
    }
}

impl Replica {
    /// Tells of everything that looks different, from now on. A listener that falls behind gets `Lagged`, which
    /// means that anything may have changed.
    pub fn subscribe(&self) -> broadcast::Receiver<Changed> {
        self.inner.changes.subscribe()
    }

    /// Resolves when the outbox has changed since this was last awaited: there may be something to send, or
    /// something to count again. For one listener, the sync.
    pub async fn submitted(&self) {
        self.inner.submitted.notified().await;
    }

    pub fn identity(&self) -> Identity {
        lock(&self.inner.identity).clone()
    }

    /// Another operator works here from now on. What waits in the old one's name is set aside.
    pub fn set_identity(&self, who: Identity) -> Result<(), ReplicaError> {
        *lock(&self.inner.identity) = who.clone();
        self.set_aside_of_others(&who)
    }

    /// The desk's clock is that much ahead of ours: what is previewed and noted here is dated by the desk's.
    pub fn correct_clock(&self, skew: Span) {
        self.inner.clock.set(skew);
    }

    /// This replica's name towards the desk.
    pub fn device_id(&self) -> Result<DeviceId, ReplicaError> {
        Ok(self.device()?.id)
    }

    fn device(&self) -> Result<Device, ReplicaError> {
        let device = self.read_outbox(numbers::device)?;
        device.ok_or_else(|| StoreError::Unreadable("the outbox has no device".into()).into())
    }

    fn writing(&self) -> MutexGuard<'_, ()> {
        self.inner.writing.lock()
    }

    fn tell(&self, changed: Changed) {
        // Nobody listening is no error.
        drop(self.inner.changes.send(changed));
    }

    fn read_rows<T>(&self, work: impl FnOnce(&mut dyn Tx) -> Result<T, StoreError>) -> Result<T, ReplicaError> {
        Ok(self.watched(self.inner.rows.read(work))?)
    }

    fn write_rows<T>(&self, work: impl FnOnce(&mut dyn Tx) -> Result<T, StoreError>) -> Result<T, ReplicaError> {
        #[cfg(test)]
        self.burn()?;
        Ok(self.watched(self.inner.rows.write(work))?)
    }

    /// One transaction more is begun: when the fuse has burned down, none succeeds any more.
    #[cfg(test)]
    fn burn(&self) -> Result<(), StoreError> {
        use std::sync::atomic::Ordering;
        let burn = |left: u64| left.checked_sub(1);
        let burned = self.inner.fuse.fetch_update(Ordering::SeqCst, Ordering::SeqCst, burn);
        burned.map(drop).map_err(|_| StoreError::ReadOnly("killed".to_string()))
    }

    fn read_outbox<T>(&self, work: impl FnOnce(&mut dyn Tx) -> Result<T, StoreError>) -> Result<T, ReplicaError> {
        Ok(self.inner.outbox.read(work)?)
    }

    fn write_outbox<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<T, ReplicaError>
    where
        ReplicaError: From<E>,
    {
        #[cfg(test)]
        self.burn()?;
        Ok(self.inner.outbox.write(work)?)
    }

    /// As [`Replica::write_outbox`], for what the operator types or decides: there is room for it when for nothing else.
    fn write_typed<T, E: From<StoreError>>(&self, work: impl Fn(&mut dyn Tx) -> Result<T, E>) -> Result<T, ReplicaError>
    where
        ReplicaError: From<E>,
    {
        match self.write_outbox(&work) {
            Err(ReplicaError::Store(StoreError::Full)) if self.inner.profile.reserve.give_up() => {
                tracing::error!("the disk is full: the room that was kept for what is typed is used");
                self.write_outbox(&work)
            }
            written => written,
        }
    }

    /// What comes from the desk, and would come again, does not take the room of what is typed.
    fn leave_room_for_typing(&self) -> Result<(), ReplicaError> {
        match self.inner.profile.reserve.is_whole() {
            true => Ok(()),
            false => Err(StoreError::Full.into()),
        }
    }

    /// Remembers damage to the copy of the desk for the next start: a row that cannot be read is one, and is there to be
    /// read again. The outbox is looked at whenever it is opened.
    fn watched<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        let result = result.map_err(|error| match error {
            StoreError::Unreadable(_) => StoreError::Damaged(error.to_string()),
            other => other,
        });
        if matches!(result, Err(StoreError::Damaged(_))) {
            self.inner.profile.condemn();
        }
        result
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is guarded is replaced whole, or guards a database that has rolled back.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
