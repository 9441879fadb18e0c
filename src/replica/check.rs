//! Whether all that is here is what the desk has: the sums of the rows against their contents, and a digest of their
//! keys and numbers against the desk's.
//!
//! It finds what nothing else can: a bit that flipped on this disk, a row that a lost history left behind, a record
//! that the desk removed so long ago that its feed does not say so any more. All goes by small steps, so that reading
//! and working go on between them.

use super::intake::Intake;
use super::outbox::{self, Entry};
use super::snapshot::{self, Asked};
use super::{Replica, ReplicaError, feed, fold, unsearched};
use crate::domain::digest::{self, BucketRows, Digest};
use crate::domain::{RecordKey, Records, Span, Timestamp};
use crate::seam::fault;
use crate::store::check::{Found, Place, doubt, doubt_keys, numbers, walk};
use crate::store::indexes::{self, Index};
use crate::store::{StoreError, Tx, tickets};
use std::collections::{BTreeMap, BTreeSet};

/// So often all is compared.
const EVERY: Span = Span::hours(24);
/// Rows that are looked at in one step.
const ROWS: usize = 500;

/// How the last comparison came out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Checked {
    /// None if there was none yet.
    pub at: Option<Timestamp>,
    /// Records that are here.
    pub compared: i64,
    /// Those that were wrong, missing or too many.
    pub repaired: i64,
    /// It is to be done again as soon as there is a link.
    pub wanted: bool,
}

/// A step of looking at what is here.
#[derive(Debug)]
pub struct Looked {
    /// Of all up to here.
    pub digest: Digest,
    pub next: Option<Place>,
}

/// After how long the next comparison is due.
pub fn due_in(tx: &mut dyn Tx, now: Timestamp) -> Result<Span, StoreError> {
    if unsearched::above(tx)?.is_some() {
        return Ok(Span(0));
    }
    let checked = checked(tx)?;
    Ok(match checked.at {
        Some(at) if !checked.wanted => (at + EVERY - now).max(Span(0)).min(EVERY),
        _ => Span(0),
    })
}

/// Has all compared as soon as there is a link. Wishes are counted: a comparison that has begun by now does not fulfil
/// this one.
pub fn want(tx: &mut dyn Tx) -> Result<(), StoreError> {
    tx.execute("update checked set wanted = wanted + 1 where id = 1", &[]).map(drop)
}

fn wishes(tx: &mut dyn Tx) -> Result<i64, StoreError> {
    tx.first("select wanted from checked where id = 1", &[])?.map_or(Ok(0), |row| row.int(0))
}

/// All has just been read from the desk for the first time: there is nothing to compare before a day is over.
pub fn read_first_at(tx: &mut dyn Tx, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("update checked set at_ms = $1 where id = 1 and at_ms is null and wanted = 0", &[now.into()]).map(drop)
}

pub fn checked(tx: &mut dyn Tx) -> Result<Checked, StoreError> {
    let row = tx.first("select at_ms, compared, repaired, wanted from checked where id = 1", &[])?;
    let Some(row) = row else { return Ok(Checked { wanted: true, ..Checked::default() }) };
    let at = row.opt_int(0)?.map(Timestamp);
    Ok(Checked { at, compared: row.int(1)?, repaired: row.int(2)?, wanted: row.flag(3)? })
}

impl Replica {
    /// How the last comparison with the desk came out.
    pub fn last_check(&self) -> Result<Checked, ReplicaError> {
        self.read_rows(checked)
    }

    /// Has all compared with the desk as soon as there is a link.
    pub fn want_check(&self) -> Result<(), ReplicaError> {
        self.write_rows(want)
    }

    /// Looks at the next rows, adds them to the digest, and doubts what is not as it was put there.
    pub fn look(&self, place: &Place, mut digest: Digest) -> Result<Looked, ReplicaError> {
        if *place == Place::start() {
            let _writing = self.writing();
            self.write_rows(|tx| {
                fold::doubt_unsound_bases(tx)?;
                tickets::recount(tx)
            })?;
        }
        let ((found, next), previews) = self.read_rows(|tx| Ok((walk(tx, place, ROWS)?, fold::previews(tx)?)))?;
        let is_preview = |key: &RecordKey| matches!(key, RecordKey::Article(id) if previews.contains(id));
        let (sound, unsound): (Vec<Found>, Vec<Found>) = found.into_iter().partition(Found::is_sound);
        if !unsound.is_empty() {
            tracing::warn!(records = unsound.len(), "stored records have changed on the disk");
            let _writing = self.writing();
            self.write_rows(|tx| doubt(tx, &unsound))?;
        }
        for found in sound.iter().chain(&unsound).filter(|found| !is_preview(&found.key)) {
            let (kind, id) = found.key.words();
            digest.add(kind, &id, if found.is_sound() { found.seq } else { i64::MIN });
        }
        Ok(Looked { digest, next })
    }

    /// What there is to be looked at before the rows.
    pub fn indexes(&self) -> Result<Vec<Index>, ReplicaError> {
        self.read_rows(indexes::all)
    }

    /// Makes an index anew if it does not hold what the rows hold.
    pub fn look_at_index(&self, index: &Index) -> Result<(), ReplicaError> {
        if self.read_rows(|tx| indexes::is_sound(tx, index))? {
            return Ok(());
        }
        tracing::warn!(?index, "an index has changed on the disk");
        let _writing = self.writing();
        self.write_rows(|tx| indexes::make_anew(tx, index))
    }

    /// Compares the next rows with what the desk has in some buckets: `theirs` are the keys of those, with their
    /// numbers, as of transaction `seq`. What is the same is taken out of them, and what differs is given back.
    pub fn compare(
        &self,
        place: &Place,
        buckets: &BTreeSet<u8>,
        seq: i64,
        theirs: &mut BTreeMap<RecordKey, i64>,
    ) -> Result<(Vec<RecordKey>, Option<Place>), ReplicaError> {
        let read = self.read_rows(|tx| Ok((numbers(tx, place, i64::MIN, ROWS)?, fold::previews(tx)?)))?;
        let ((ours, next), previews) = read;
        let (mut differing, mut wrong) = (Vec::new(), Vec::new());
        for (key, here) in ours {
            let (kind, id) = key.words();
            let preview = matches!(&key, RecordKey::Article(id) if previews.contains(id));
            if preview || !buckets.contains(&digest::bucket(kind, &id)) {
                continue;
            }
            match theirs.remove(&key) {
                Some(there) if there == here => {}
                Some(there) if there > here => differing.push(key),
                // Newer than the list, which was made before.
                _ if here > seq => {}
                Some(_) => wrong.push(key),
                None => differing.push(key),
            }
        }
        if !wrong.is_empty() {
            let _writing = self.writing();
            self.write_rows(|tx| doubt_keys(tx, &wrong))?;
            differing.append(&mut wrong);
        }
        Ok((differing, next))
    }

    /// Takes in what the desk has under keys that differed. None if the feed has been read since they were asked for.
    pub fn repair(&self, expected: &Asked, records: &Records) -> Result<Option<usize>, ReplicaError> {
        self.leave_room_for_typing()?;
        let changes = {
            let _writing = self.writing();
            let entries = self.read_outbox(outbox::pending)?;
            let device = self.device()?;
            self.write_rows(|tx| {
                let feed = feed::feed(tx)?;
                if feed.cursor != expected.cursor {
                    return Ok(None);
                }
                let mut intake = Intake::new(tx, &device.id, &entries)?;
                records.changes.iter().try_for_each(|change| intake.change(tx, change))?;
                snapshot::came_ahead(tx, &records.changes)?;
                records.gone.iter().try_for_each(|(seq, key)| intake.gone(tx, *seq, key))?;
                let left: Vec<&Entry> = entries.iter().collect();
                intake.finish(tx, BTreeSet::new(), &left, &feed).map(Some)
            })?
        };
        fault("replica.repaired");
        let Some(changes) = changes else { return Ok(None) };
        let written = changes.written;
        if let Some(changed) = changes.told() {
            self.tell(changed);
        }
        Ok(Some(written))
    }

    /// How often a comparison was asked for since the last one: for who begins one, and says so when it is done.
    pub fn check_wishes(&self) -> Result<i64, ReplicaError> {
        self.read_rows(wishes)
    }

    /// Notes how a comparison came out that had so many wishes to fulfil when it began.
    pub fn note_checked(&self, compared: i64, repaired: i64, fulfilled: i64) -> Result<Checked, ReplicaError> {
        let now = self.inner.clock.now();
        self.write_rows(|tx| {
            // A ticket that was doubted may have been counted as what it was not.
            tickets::recount(tx)?;
            let sql = "update checked set wanted = $1, at_ms = $2, compared = $3, repaired = $4 where id = 1";
            let left = (wishes(tx)? - fulfilled).max(0);
            tx.execute(sql, &[left.into(), now.into(), compared.into(), repaired.into()])?;
            checked(tx)
        })
    }
}

/// The keys of some buckets, as of the oldest of them.
pub fn keys_of(buckets: Vec<BucketRows>) -> (i64, BTreeMap<RecordKey, i64>) {
    let seq = buckets.iter().map(|bucket| bucket.seq).min().unwrap_or(0);
    (seq, buckets.into_iter().flat_map(|bucket| bucket.rows).collect())
}
