//! A desk that lost the end of its history: a standby that took over, a backup that was put back.
//!
//! What this replica read of the lost end is kept on screen until the desk's own state replaces it, and what its
//! operator did there is sent again: an operation has its name for ever, so none takes effect twice.

use super::feed::{Feed, put_feed};
use super::{Replica, ReplicaError, check, checkpoints, fold, outbox, snapshot};
use crate::domain::{Checkpoint, WentBack};
use crate::seam::fault;
use crate::store::{check::Place, check::forget_numbers, check::numbers};

/// So many rows are rewritten at once.
const PIECE: usize = if cfg!(test) { 2 } else { 250 };

impl Replica {
    /// The desk's history and the one read here are the same up to `common`, or nowhere.
    ///
    /// Whatever interrupts this, the desk still does not know our cursor, and it is done again.
    pub fn go_back(&self, common: Option<&Checkpoint>) -> Result<WentBack, ReplicaError> {
        let shared = common.map_or(0, |common| common.seq);
        let mut place = Some(Place::start());
        while let Some(from) = place {
            let (keys, next) = self.read_rows(|tx| numbers(tx, &from, shared, PIECE))?;
            if !keys.is_empty() {
                let _writing = self.writing();
                self.write_rows(|tx| forget_numbers(tx, &keys, shared))?;
                fault("replica.numbers_forgotten");
            }
            place = next;
        }
        // A first reading that is broken off here is made up for by comparing.
        self.make_indexes()?;
        let _writing = self.writing();
        // The outbox first: with the cursor set back, nobody would ask for them any more.
        let to = match self.read_rows(|tx| checkpoints::read_at(tx, shared))? {
            Some(at) => Some(at),
            None => self.read_outbox(|tx| checkpoints::read_at(tx, shared))?,
        };
        let went_back = self.send_again_after(shared, to)?;
        self.write_rows(|tx| {
            fold::forget_numbers_of_bases(tx, shared)?;
            checkpoints::forget_after(tx, shared)?;
            snapshot::forget(tx)?;
            check::want(tx)?;
            let cursor = common.map(|common| common.cursor.clone());
            put_feed(tx, &Feed { cursor, seq: shared, head: shared, ..Feed::default() })
        })?;
        fault("replica.gone_back");
        let pending = self.read_outbox(outbox::pending)?;
        self.show(pending.iter().map(|entry| entry.operation.ticket).collect());
        self.inner.submitted.notify_one();
        Ok(went_back)
    }
}
