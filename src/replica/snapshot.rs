//! The desk as a whole, in pieces: what live tickets need first, then the rest, while the operator works.
//!
//! Where the reading goes on is stored with the rows that were read, so that whatever interrupts it costs one piece. A
//! piece goes in as several short transactions, between which an operator's own change gets its turn; coming again
//! it changes nothing.
//!
//! What the feed removed must not come back with a piece that was sent before: a piece is taken in only if nothing
//! was read from the feed since it was asked for.

use super::feed::{self, Feed, feed};
use super::intake::{Changes, Intake};
use super::outbox::{self, Entry};
use super::{Applied, Changed, Replica, ReplicaError, check, fold, unsearched};
use crate::domain::{Change, Chunk, Cursor, Record, SnapshotPlace, Span, Timestamp};
use crate::seam::fault;
use crate::store::{StoreError, Tx, closed};
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

/// So many records go in at once: what an operator does waits no longer than for them to be shown.
const PIECE: usize = if cfg!(test) { 2 } else { 250 };
/// What comes after all live tickets goes in faster in larger pieces: the full text is written once for each.
const LARGE_PIECE: usize = 4 * PIECE;
/// What is only of closed tickets is told whenever so many records more have come: each time all lists are read anew.
const TOLD_EVERY: i64 = if cfg!(test) { 3 } else { 25_000 };

/// What the desk is asked for, and what had been read by then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub place: Option<SnapshotPlace>,
    pub cursor: Option<Cursor>,
}

impl Asked {
    /// What will be asked for when this piece is in.
    pub fn after(&self, chunk: &Chunk) -> Option<Asked> {
        let cursor = self.cursor.clone().or_else(|| chunk.usable.then(|| chunk.start.clone()));
        chunk.next.clone().map(|place| Asked { place: Some(place), cursor })
    }
}

/// How far the replica and its desk agree, for who plans what to read next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Pieces of a snapshot are still to be read: records read, of about so many.
    pub snapshot: Option<(i64, i64)>,
    /// The feed can be followed.
    pub usable: bool,
    /// After that time all should be compared with the desk.
    pub check_in: Span,
}

struct Stored {
    place: SnapshotPlace,
    done: i64,
    total: i64,
}

fn stored(tx: &mut dyn Tx) -> Result<Option<Stored>, StoreError> {
    let row = tx.first("select place, done, total from snapshot where id = 1", &[])?;
    let read = |row: crate::store::Row| -> Result<_, StoreError> {
        Ok(Stored { place: SnapshotPlace(row.text(0)?.to_string()), done: row.int(1)?, total: row.int(2)? })
    };
    row.map(read).transpose()
}

/// Forgets how far a snapshot was read: the next one begins at its beginning.
pub fn forget(tx: &mut dyn Tx) -> Result<(), StoreError> {
    tx.execute("delete from snapshot", &[]).map(drop)
}

/// How much of a snapshot that is being read has come, of how much.
pub fn progress(tx: &mut dyn Tx) -> Result<Option<(i64, i64)>, StoreError> {
    Ok(stored(tx)?.map(|stored| (stored.done, stored.total)))
}

/// Whether a snapshot is being read.
pub fn is_under_way(tx: &mut dyn Tx) -> Result<bool, StoreError> {
    Ok(stored(tx)?.is_some())
}

/// Whether what an operation did in transaction `seq` is here. When the feed has passed it, it is, unless a snapshot is
/// being read and has not come by the ticket or by what was written there.
pub fn shows(tx: &mut dyn Tx, entry: &Entry, seq: i64) -> Result<bool, StoreError> {
    if !is_under_way(tx)? {
        return Ok(true);
    }
    let ticket_is = fold::seq_below(tx, entry.operation.ticket)?.is_none_or(|here| here >= seq);
    Ok(ticket_is && !fold::previews(tx)?.contains(&entry.id.article_id()))
}

impl Replica {
    /// How far we are, with a desk that gives snapshots, or does not.
    pub fn reading(&self, snapshots: bool) -> Result<Reading, ReplicaError> {
        let now = self.inner.clock.now();
        self.read_rows(|tx| {
            let usable = feed(tx)?.cursor.is_some();
            let stored = progress(tx)?;
            let snapshot = if snapshots { stored.or((!usable).then_some((0, 0))) } else { None };
            Ok(Reading { snapshot, usable: usable || !snapshots, check_in: check::due_in(tx, now)? })
        })
    }

    /// A connection is new. If rows came ahead of the feed over another one, the desk may have lost since then what
    /// they are of, and the feed would never say so: all is compared when it is read.
    ///
    /// `tells`: the pages of this desk say which of our operations it has settled.
    pub fn met(&self, tells: bool) -> Result<(), ReplicaError> {
        self.inner.desk_tells.store(tells, Ordering::SeqCst);
        let ahead = self.read_rows(|tx| feed(tx).map(|feed| feed.ahead > feed.seq))?;
        if ahead { self.want_check() } else { Ok(()) }
    }

    /// What to ask the desk for.
    pub fn to_ask(&self) -> Result<Asked, ReplicaError> {
        self.read_rows(asked)
    }

    /// Takes in a piece of a snapshot. The last of its transactions stores where the reading goes on.
    pub fn take_in(&self, asked: &Asked, chunk: &Chunk) -> Result<Applied, ReplicaError> {
        self.leave_room_for_typing()?;
        // Whatever a power cut leaves of a reading that is under way is looked at, row by row, and compared with the desk.
        self.inner.rows.wait_for_disk(chunk.next.is_none())?;
        if ends_the_tickets(asked, chunk) {
            self.make_indexes()?;
        }
        let mut changes = Changes::default();
        let size = if asked.cursor.is_none() { PIECE } else { LARGE_PIECE };
        let mut pieces = chunk.changes.chunks(size).peekable();
        loop {
            let piece = pieces.next().unwrap_or_default();
            let last = pieces.peek().is_none();
            let taken = self.take_piece(asked, chunk, piece, last)?;
            fault("replica.piece_taken");
            match taken {
                Some(some) => changes.add(some),
                None => return Ok(Applied::Stale),
            }
            if last {
                break;
            }
        }
        let told = match asked.cursor {
            None => changes.told(),
            Some(_) => is_to_be_told(chunk).then(|| Changed::of(BTreeSet::new(), true)),
        };
        if let Some(changed) = told {
            self.tell(changed);
        }
        Ok(Applied::Now)
    }

    /// Makes what a first reading has put off, with a turn for others after each index.
    pub(super) fn make_indexes(&self) -> Result<(), ReplicaError> {
        loop {
            let _writing = self.writing();
            if !self.write_rows(closed::make_index)? {
                return Ok(());
            }
        }
    }

    fn take_piece(
        &self,
        expected: &Asked,
        chunk: &Chunk,
        piece: &[Change],
        last: bool,
    ) -> Result<Option<Changes>, ReplicaError> {
        let _writing = self.writing();
        let entries = self.read_outbox(outbox::pending)?;
        let device = self.device()?;
        let now = self.inner.clock.now();
        self.write_rows(|tx| {
            if asked(tx)? != *expected {
                return Ok(None);
            }
            if expected.place.is_none() && chunk.next.is_some() {
                put_off(tx)?;
            }
            let mut intake = Intake::new(tx, &device.id, &entries)?;
            piece.iter().try_for_each(|change| intake.change(tx, change))?;
            came_ahead(tx, piece)?;
            if last {
                go_on_after(tx, chunk, now)?;
            }
            let left: Vec<&Entry> = entries.iter().collect();
            let feed = feed(tx)?;
            intake.finish(tx, BTreeSet::new(), &left, &feed).map(Some)
        })
    }

    /// Reads the desk once more, because it does not answer to our cursor any more. What is there stays on screen;
    /// what the desk does not have any more is found by comparing at the end.
    pub fn read_again(&self) -> Result<(), ReplicaError> {
        let _writing = self.writing();
        fault("replica.reads_again");
        self.write_rows(|tx| {
            let feed = feed(tx)?;
            feed::put_feed(tx, &Feed { cursor: None, ..feed })?;
            check::want(tx)?;
            forget(tx)
        })
    }
}

fn is_to_be_told(chunk: &Chunk) -> bool {
    let records = i64::try_from(chunk.changes.len()).unwrap_or(i64::MAX);
    chunk.next.is_none() || chunk.done / TOLD_EVERY != (chunk.done - records) / TOLD_EVERY
}

/// After the closed tickets comes what was said in them.
fn ends_the_tickets(asked: &Asked, chunk: &Chunk) -> bool {
    let is = |kind: fn(&Record) -> bool| chunk.changes.iter().any(|change| kind(&change.record));
    let articles_alone = is(|it| matches!(it, Record::Article(_))) && !is(|it| matches!(it, Record::Ticket(_)));
    chunk.next.is_none() || (asked.cursor.is_some() && articles_alone)
}

/// What is faster when all closed tickets are there is left until then.
fn put_off(tx: &mut dyn Tx) -> Result<(), StoreError> {
    match closed::put_off_indexes(tx)? {
        true => unsearched::put_off(tx),
        false => Ok(()),
    }
}

/// Notes how far ahead of the feed rows have come.
pub fn came_ahead(tx: &mut dyn Tx, changes: &[Change]) -> Result<(), StoreError> {
    let newest = changes.iter().map(|change| change.seq).max().unwrap_or(0);
    tx.execute("update feed set ahead = $1 where id = 1 and ahead < $1", &[newest.into()]).map(drop)
}

fn asked(tx: &mut dyn Tx) -> Result<Asked, StoreError> {
    Ok(Asked { place: stored(tx)?.map(|stored| stored.place), cursor: feed(tx)?.cursor })
}

fn go_on_after(tx: &mut dyn Tx, chunk: &Chunk, now: Timestamp) -> Result<(), StoreError> {
    let before = feed(tx)?;
    if before.cursor.is_none() && (chunk.usable || chunk.next.is_none()) {
        feed::put_feed(tx, &Feed { cursor: Some(chunk.start.clone()), ..before })?;
    }
    let Some(place) = &chunk.next else {
        check::read_first_at(tx, now)?;
        return forget(tx);
    };
    let sql = "insert into snapshot (id, place, done, total) values (1, $1, $2, $3)
        on conflict (id) do update set place = excluded.place, done = excluded.done, total = excluded.total";
    tx.execute(sql, &[place.0.as_str().into(), chunk.done.into(), chunk.total.into()]).map(drop)
}
