//! Opening a profile: the lock, the two files, and what is done about damage.

use super::files::Profile;
use super::{
    CHANGES_KEPT, Identity, Inner, Replica, ReplicaError, confirmed, feed, fold, numbers, outbox, schema, snapshot,
};
use crate::domain::{DeviceId, OutboxState, TicketId, Timestamp};
use crate::seam::{self, Clock, Corrected, Rng};
use crate::store::{Fair, Migration, Store, StoreError};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tokio::sync::{Notify, broadcast};

/// A replica, and what the operator should know about its opening.
#[derive(Debug)]
pub struct Opened {
    pub replica: Replica,
    pub notes: Vec<OpenNote>,
}

/// To be said on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenNote {
    /// The copy of the desk was damaged: it is moved aside and read again. Nothing is lost.
    DamagedReplica { moved_to: PathBuf },
    /// The outbox was damaged: operations that the desk had not answered, and drafts, are in the file moved
    /// aside and nowhere else. To be said loudly.
    DamagedOutbox { moved_to: PathBuf },
}

pub(super) const ROWS: &str = "replica.db";
pub(super) const OUTBOX: &str = "outbox.db";

impl Replica {
    /// Opens the profile in `dir`, and makes it if there is none. One process at a time: another gets `InUse`.
    pub fn open(dir: &Path, who: Identity, clock: Arc<dyn Clock>, rng: Arc<dyn Rng>) -> Result<Opened, ReplicaError> {
        let profile = Profile::open(dir)?;
        let now = clock.now();
        // The outbox is small: it is always looked at. The rows are looked at if the last one did not finish.
        let sound = |store: &Store| {
            store.check()?;
            store.read(outbox::all).map(drop)
        };
        let (outbox, damaged_outbox) = open_store(&profile, OUTBOX, (true, schema::OUTBOX), sound, now)?;
        let sound = |store: &Store| if profile.unclean { store.check() } else { Ok(()) };
        let (rows, damaged_rows) = open_store(&profile, ROWS, (false, &schema::rows()), sound, now)?;
        let notes = [
            damaged_outbox.map(|moved_to| OpenNote::DamagedOutbox { moved_to }),
            damaged_rows.map(|moved_to| OpenNote::DamagedReplica { moved_to }),
        ];
        let inner = Inner {
            rows,
            outbox,
            writing: Fair::default(),
            identity: Mutex::new(who.clone()),
            in_flight: Mutex::default(),
            own_lease: Mutex::default(),
            changes: broadcast::channel(CHANGES_KEPT).0,
            submitted: Notify::new(),
            desk_tells: false.into(),
            clock: Arc::new(Corrected::new(clock)),
            #[cfg(test)]
            fuse: u64::MAX.into(),
            rng,
            profile,
        };
        let replica = Replica { inner: Arc::new(inner) };
        replica.name_device(&who)?;
        replica.set_aside_of_others(&who)?;
        replica.bring_in_step()?;
        if replica.inner.profile.unclean {
            replica.want_check()?;
        }
        Ok(Opened { replica, notes: notes.into_iter().flatten().collect() })
    }

    fn name_device(&self, who: &Identity) -> Result<(), ReplicaError> {
        if self.read_outbox(numbers::device)?.is_some() {
            return Ok(());
        }
        let id = DeviceId::new(seam::new_uuid(&*self.inner.clock, &*self.inner.rng));
        self.write_outbox::<_, StoreError>(|tx| numbers::rename_device(tx, &id, &who.operator))
    }

    /// After a crash the two files may be a step apart: what the feed has passed leaves the outbox, and every
    /// ticket with operations of ours is folded again.
    fn bring_in_step(&self) -> Result<(), ReplicaError> {
        let feed = self.read_rows(feed::feed)?;
        let pending = self.read_outbox(outbox::pending)?;
        let passed: Vec<_> = self.read_rows(|tx| {
            let mut passed = Vec::new();
            for entry in &pending {
                match entry.state {
                    OutboxState::Applied { seq } if seq <= feed.seq => {
                        passed.extend(snapshot::shows(tx, entry, seq)?.then_some((entry, seq)));
                    }
                    _ => {}
                }
            }
            Ok(passed)
        })?;
        let now = self.inner.clock.now();
        self.write_outbox::<_, StoreError>(|tx| {
            passed.iter().try_for_each(|(entry, seq)| confirmed::confirm(tx, &entry.id, *seq, now))?;
            confirmed::prune(tx, now)
        })?;
        if !self.read_rows(snapshot::is_under_way)? {
            self.make_indexes()?;
        }
        let mut ids: BTreeSet<TicketId> = self.read_rows(fold::with_base)?.into_iter().collect();
        ids.extend(pending.iter().map(|entry| entry.operation.ticket));
        match ids.is_empty() {
            true => Ok(()),
            false => self.refold(&ids),
        }
    }
}

/// Opens a database; one that is damaged is moved aside and made anew. Says where it went.
fn open_store(
    profile: &Profile,
    name: &str,
    (durable, migrations): (bool, &[Migration]),
    sound: impl Fn(&Store) -> Result<(), StoreError>,
    now: Timestamp,
) -> Result<(Store, Option<PathBuf>), ReplicaError> {
    let path = profile.private(name)?;
    let open = || {
        let store = Store::open(&path, durable, migrations)?;
        sound(&store)?;
        Ok(store)
    };
    match open() {
        Ok(store) => Ok((store, None)),
        Err(StoreError::Damaged(detail)) => {
            tracing::error!(file = name, detail, "a database is damaged and is moved aside");
            let moved_to = profile.move_aside(name, now)?;
            let path = profile.private(name)?;
            Ok((Store::open(&path, durable, migrations)?, Some(moved_to)))
        }
        Err(error) => Err(error.into()),
    }
}
