//! A look at a replica from outside: nothing of it is changed, and whoever works with it is not disturbed.

use super::feed::feed;
use super::files::Profile;
use super::open::{OUTBOX, ROWS};
use super::{Checked, Counts, Replica, ReplicaError, check, checkpoints, outbox, schema, snapshot, sums, told};
use crate::domain::{Checkpoint, Damage, OutboxState, Timestamp, WentBack};
use crate::store::{Migration, Store, StoreError, Tx};
use std::path::Path;

/// Who works with a replica.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    Nobody,
    /// The process, if it has said so.
    Process(Option<u32>),
}

/// What there is to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// `unknown` is all that was sent and not answered: whether it is on its way at this moment only its console knows.
    pub counts: Counts,
    /// Operations that took effect, and that the feed has yet to pass.
    pub applied: i64,
    /// Newest first.
    pub checkpoints: Vec<Checkpoint>,
    /// The last transaction read; None before anything was.
    pub seq: Option<i64>,
    /// Pieces of a snapshot are still to be read: records read, of about so many.
    pub snapshot: Option<(i64, i64)>,
    pub checked: Checked,
    pub went_back: Option<WentBack>,
    /// Oldest first.
    pub damages: Vec<Damage>,
}

impl Replica {
    /// Who has the replica in this directory open, and whether the last who had it did not come to their end.
    pub fn holder(dir: &Path) -> Result<(Holder, bool), ReplicaError> {
        Profile::holder(dir)
    }

    /// Looks at the replica in this directory; None if there is none, or one of another version of this program.
    pub fn glance(dir: &Path) -> Result<Option<Glance>, ReplicaError> {
        let stores = (look(dir, OUTBOX, schema::OUTBOX)?, look(dir, ROWS, &schema::rows())?);
        let (Some(outbox), Some(rows)) = stores else { return Ok(None) };
        outbox.check_closely()?;
        let read = |tx: &mut dyn Tx| {
            sums::check(tx)?;
            let told = (told::get(tx)?, told::damages(tx)?);
            Ok::<_, StoreError>((outbox::all(tx)?, outbox::counts(tx, Timestamp(i64::MAX))?, told))
        };
        let (entries, counts, (went_back, damages)) = outbox.read(read)?;
        let applied = number(&entries, |state| matches!(state, OutboxState::Applied { .. }));
        let glance = rows.read(|tx| {
            let feed = feed(tx)?;
            Ok::<_, StoreError>(Glance {
                counts,
                applied,
                checkpoints: checkpoints::all(tx)?,
                seq: feed.cursor.is_some().then_some(feed.seq),
                snapshot: snapshot::progress(tx)?,
                checked: check::checked(tx)?,
                went_back,
                damages,
            })
        })?;
        Ok(Some(glance))
    }
}

fn number(entries: &[outbox::Entry], which: impl Fn(&OutboxState) -> bool) -> i64 {
    i64::try_from(entries.iter().filter(|entry| which(&entry.state)).count()).unwrap_or(i64::MAX)
}

fn look(dir: &Path, name: &str, migrations: &[Migration]) -> Result<Option<Store>, ReplicaError> {
    let path = dir.join(name);
    match path.is_file() {
        true => Ok(Store::look(&path, migrations)?),
        false => Ok(None),
    }
}
