//! Opening a profile: the lock, the two files, and what is done about damage.

use super::disk::Reserve;
use super::files::Profile;
use super::{
    CHANGES_KEPT, Identity, Inner, Replica, ReplicaError, confirmed, feed, fold, numbers, outbox, rescue, schema,
    snapshot, sums, told,
};
use crate::domain::{Damage, DeviceId, OutboxState, TicketId, Timestamp};
use crate::seam::{self, Clock, Corrected, Rng, fault};
#[cfg(feature = "simulation")]
use crate::store::Migration;
use crate::store::journal::{self, Journal};
use crate::store::salvage::Wreck;
use crate::store::{Fair, Store, StoreError};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
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
    /// The outbox was damaged: what could be read was saved. To be said loudly, and [`Replica::damages`] says it until
    /// the operator has seen it.
    DamagedOutbox(Damage),
    /// The disk takes nothing: all that is here can be read, and nothing typed is kept.
    ReadOnly,
}

pub(super) const ROWS: &str = "replica.db";
pub(super) const OUTBOX: &str = "outbox.db";
/// What is saved of a damaged outbox, until it takes its place.
const RESCUED: &str = "outbox.rescued.db";

impl Replica {
    /// Opens the profile in `dir`, and makes it if there is none. One process at a time: another gets `InUse`. On a
    /// disk that is full it takes the room that is kept for what is typed; and where nothing can be written, what is
    /// there can be read all the same. Damage to the copy of the desk that shows only when its rows are used is damage
    /// all the same: the copy is read anew.
    pub fn open(dir: &Path, who: Identity, clock: Arc<dyn Clock>, rng: Arc<dyn Rng>) -> Result<Opened, ReplicaError> {
        let open = |profile| Replica::open_profile(profile, &who, clock.clone(), rng.clone());
        let mut opened = open(Profile::open(dir)?);
        if matches!(opened, Err(ReplicaError::Store(StoreError::Full))) && Reserve::of(dir).give_up() {
            opened = open(Profile::open(dir)?);
        }
        if matches!(opened, Err(ReplicaError::Store(StoreError::Damaged(_)))) {
            opened = open(Profile::open(dir)?);
        }
        match opened {
            Err(ReplicaError::Store(error @ (StoreError::Full | StoreError::ReadOnly(_)))) => {
                tracing::error!(%error, "the profile is opened to be read only");
                Profile::open_to_read(dir).and_then(open).map_err(|_| error.into())
            }
            opened => opened,
        }
    }

    /// The files of a profile that nobody has opened yet, with what is in each. A simulation lays them out many times:
    /// to make them is much of what a short run does.
    #[cfg(feature = "simulation")]
    pub fn blank(scratch: &Path) -> std::io::Result<[(&'static str, Vec<u8>); 2]> {
        let read = |name: &'static str, durable, migrations: &[Migration]| {
            let path = scratch.join(name);
            drop(Store::open(&path, durable, migrations).map_err(std::io::Error::other)?);
            Ok::<_, std::io::Error>((name, std::fs::read(path)?))
        };
        Ok([read(ROWS, false, &schema::rows())?, read(OUTBOX, true, schema::OUTBOX)?])
    }

    fn open_profile(
        profile: Profile,
        who: &Identity,
        clock: Arc<dyn Clock>,
        rng: Arc<dyn Rng>,
    ) -> Result<Opened, ReplicaError> {
        if profile.read_only {
            let outbox = Store::open_to_read(&profile.file(OUTBOX), schema::OUTBOX)?;
            let rows = Store::open_to_read(&profile.file(ROWS), &schema::rows())?;
            let replica = Replica::of(profile, (outbox, rows), who.clone(), clock, rng);
            return Ok(Opened { replica, notes: vec![OpenNote::ReadOnly] });
        }
        let now = clock.now();
        let (outbox, damage) = open_outbox(&profile, now)?;
        let (rows, damaged_rows) = open_rows(&profile, now)?;
        fault("replica.opened");
        let rescued = damage.is_some();
        let notes =
            [damage.map(OpenNote::DamagedOutbox), damaged_rows.map(|moved_to| OpenNote::DamagedReplica { moved_to })];
        let replica = Replica::of(profile, (outbox, rows), who.clone(), clock, rng);
        replica.begin(who, rescued)?;
        Ok(Opened { replica, notes: notes.into_iter().flatten().collect() })
    }

    fn of(
        profile: Profile,
        (outbox, rows): (Store, Store),
        who: Identity,
        clock: Arc<dyn Clock>,
        rng: Arc<dyn Rng>,
    ) -> Replica {
        let inner = Inner {
            rows,
            outbox,
            writing: Fair::default(),
            identity: Mutex::new(who),
            in_flight: Mutex::default(),
            own_lease: Mutex::default(),
            changes: broadcast::channel(CHANGES_KEPT).0,
            submitted: Notify::new(),
            desk_tells: false.into(),
            clock: Arc::new(Corrected::new(clock)),
            learning: super::learnt::Learning::default(),
            #[cfg(test)]
            fuse: u64::MAX.into(),
            rng,
            linger: 0.into(),
            profile,
        };
        Replica { inner: Arc::new(inner) }
    }

    /// Brings what was found in order, before anybody looks at it.
    fn begin(&self, who: &Identity, rescued: bool) -> Result<(), ReplicaError> {
        self.name_device(who)?;
        self.set_aside_of_others(who)?;
        if rescued {
            // Whose name the old outbox had is not known any more.
            self.refuse_those_of_others(who)?;
        }
        fault("replica.named");
        self.bring_in_step()?;
        if self.inner.profile.unclean {
            self.want_check()?;
        }
        self.inner.profile.settled.store(true, Ordering::SeqCst);
        // The room that is kept is taken last: all of this may have needed it.
        self.inner.profile.reserve.is_whole();
        Ok(())
    }

    /// Nothing can be written here.
    pub fn is_read_only(&self) -> bool {
        self.inner.profile.read_only
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
            passed.iter().try_for_each(|(entry, seq)| confirmed::confirm(tx, &entry.id, *seq, &feed, now))?;
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

/// Opens the outbox. It is small: all of it is looked at every time. Of one that is damaged, what can be read is saved
/// into a new one. Says what came of that.
fn open_outbox(profile: &Profile, now: Timestamp) -> Result<(Store, Option<Damage>), ReplicaError> {
    finish_rescue(profile)?;
    let path = profile.private(OUTBOX)?;
    let problem = match sound_outbox(&path) {
        Ok(store) => return Ok((store, None)),
        Err(StoreError::Damaged(problem) | StoreError::Statement(problem)) => problem,
        Err(error) => return Err(error.into()),
    };
    let aside = profile.aside(OUTBOX, now);
    tracing::error!(problem, kept_as = %aside.display(), "the outbox is damaged: what can be read of it is saved");
    let mut wreck = Wreck::read(&path).map_err(|error| unreadable(&path, &error))?;
    profile.remove(RESCUED)?;
    // Closed when it is complete, so that it is one file.
    let rescued = Store::open(&profile.private(RESCUED)?, true, schema::OUTBOX)?;
    rescued.write(|tx| rescue::rescue(tx, &mut wreck, &aside.display().to_string(), now))?;
    drop(rescued);
    profile.rename(OUTBOX, &aside)?;
    finish_rescue(profile)?;
    let outbox = Store::open(&profile.private(OUTBOX)?, true, schema::OUTBOX)?;
    let damage = outbox.read(told::damages)?.pop();
    Ok((outbox, damage))
}

/// A rescue that was cut off before the damaged file was out of the way begins again; after that, it is complete.
fn finish_rescue(profile: &Profile) -> Result<(), ReplicaError> {
    if profile.file(OUTBOX).exists() {
        return profile.remove(RESCUED);
    }
    // A journal of the old one would be taken for one of the new.
    profile.remove(OUTBOX)?;
    profile.rename(RESCUED, &profile.file(OUTBOX))
}

fn sound_outbox(path: &Path) -> Result<Store, StoreError> {
    let journal = journal::mend(path).map_err(|error| StoreError::CannotOpen(error.to_string()))?;
    if journal == Journal::Broken {
        return Err(StoreError::Damaged("the journal has changed on the disk".into()));
    }
    let store = Store::open(path, true, schema::OUTBOX)?;
    store.check_schema()?;
    store.check_closely()?;
    store.read(|tx| {
        sums::check(tx)?;
        numbers::device(tx)?;
        told::get(tx)?;
        told::damages(tx)?;
        outbox::all(tx).map(drop)
    })?;
    Ok(store)
}

/// Opens the rows. They are looked at if the last one did not finish; what is damaged, or was seen to be, is moved aside,
/// to be read from the desk again. Says where it went.
fn open_rows(profile: &Profile, now: Timestamp) -> Result<(Store, Option<PathBuf>), ReplicaError> {
    let path = profile.private(ROWS)?;
    let open = || {
        if profile.is_condemned() {
            return Err(StoreError::Damaged("it was found to be damaged when it was last used".into()));
        }
        let store = Store::open(&path, false, &schema::rows())?;
        store.check_schema()?;
        if profile.unclean {
            store.check()?;
        }
        Ok(store)
    };
    match open() {
        Ok(store) => Ok((store, None)),
        Err(StoreError::Damaged(detail) | StoreError::Statement(detail)) => {
            let aside = profile.aside(ROWS, now);
            tracing::error!(detail, kept_as = %aside.display(), "the copy of the desk is damaged and is read again");
            profile.rename(ROWS, &aside)?;
            let path = profile.private(ROWS)?;
            let store = Store::open(&path, false, &schema::rows())?;
            profile.acquit()?;
            Ok((store, Some(aside)))
        }
        Err(error) => Err(error.into()),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> ReplicaError {
    ReplicaError::Directory { path: path.to_path_buf(), detail: error.to_string() }
}
