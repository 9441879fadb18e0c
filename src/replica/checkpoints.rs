//! Places in the desk's history that this replica has read up to: if the desk loses the end of its history, one of
//! them is where the two histories part.
//!
//! Few are kept, the denser the newer: after each there is one no more than about twice as far from the newest. They are
//! noted with the rows that were read; and with the outbox, which outlives these, whenever something leaves it.

use super::{Replica, ReplicaError};
use crate::domain::{Checkpoint, Cursor, Timestamp};
use crate::store::{Row, StoreError, Tx};
use std::cmp::Reverse;

/// The most that are kept, and that a desk looks at.
const KEPT: usize = 64;

/// Notes that all up to transaction `seq` has been read, in the transaction that stores it.
pub fn note(tx: &mut dyn Tx, cursor: &Cursor, seq: i64, at: Timestamp) -> Result<(), StoreError> {
    let sql = "insert into checkpoint (seq, cursor, at_ms) values ($1, $2, $3)
        on conflict (seq) do update set cursor = excluded.cursor, at_ms = excluded.at_ms";
    tx.execute(sql, &[seq.into(), cursor.0.as_str().into(), at.into()])?;
    let rows = tx.query("select seq from checkpoint order by seq desc", &[])?;
    let seqs = rows.iter().map(|row| row.int(0)).collect::<Result<Vec<_>, _>>()?;
    for seq in thinned_out(&seqs) {
        tx.execute("delete from checkpoint where seq = $1", &[seq.into()])?;
    }
    Ok(())
}

/// Forgets those after a transaction: they are of a history that is no more.
pub fn forget_after(tx: &mut dyn Tx, seq: i64) -> Result<(), StoreError> {
    tx.execute("delete from checkpoint where seq > $1", &[seq.into()]).map(drop)
}

/// When this replica had read up to a transaction.
pub fn read_at(tx: &mut dyn Tx, seq: i64) -> Result<Option<Timestamp>, StoreError> {
    let row = tx.first("select at_ms from checkpoint where seq = $1", &[seq.into()])?;
    row.map(|row| row.int(0).map(Timestamp)).transpose()
}

/// Which of these, newest first, are not needed: between two that are kept there is none whose neighbours are closer
/// together than that the farther is twice as far from the newest as the nearer.
fn thinned_out(seqs: &[i64]) -> Vec<i64> {
    let Some(newest) = seqs.first() else { return Vec::new() };
    let (mut dropped, mut kept, mut nearer) = (Vec::new(), 0, 0);
    for (at, seq) in seqs.iter().enumerate() {
        let far = newest - seq;
        let needless = at > 0 && seqs.get(at + 1).is_some_and(|next| newest - next <= 2 * nearer);
        if needless || kept >= KEPT {
            dropped.push(*seq);
        } else {
            kept += 1;
            nearer = far;
        }
    }
    dropped
}

pub fn all(tx: &mut dyn Tx) -> Result<Vec<Checkpoint>, StoreError> {
    let rows = tx.query("select cursor, seq from checkpoint order by seq desc limit 64", &[])?;
    let read = |row: &Row| Ok(Checkpoint { cursor: Cursor(row.text(0)?.to_string()), seq: row.int(1)? });
    rows.iter().map(read).collect()
}

impl Replica {
    /// The places that are remembered, newest first.
    pub fn checkpoints(&self) -> Result<Vec<Checkpoint>, ReplicaError> {
        let mut places = self.read_rows(all)?;
        places.extend(self.read_outbox(all)?);
        places.sort_by_key(|place| Reverse(place.seq));
        places.dedup_by_key(|place| place.seq);
        let dropped = thinned_out(&places.iter().map(|place| place.seq).collect::<Vec<_>>());
        places.retain(|place| !dropped.contains(&place.seq));
        Ok(places)
    }

    /// Something left the outbox when more had been read than is here now: the rows were lost, or the end of them.
    pub fn has_read_more(&self) -> Result<bool, ReplicaError> {
        let newest = self.read_outbox(all)?.first().map_or(0, |newest| newest.seq);
        Ok(newest > self.feed()?.seq)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn few_are_kept_and_wherever_a_desk_goes_back_to_one_is_at_most_twice_as_far(
            steps in prop::collection::vec(1i64..200, 1..600), stride in 1i64..2_000,
        ) {
            let (mut all, mut kept): (Vec<i64>, Vec<i64>) = (Vec::new(), Vec::new());
            for step in steps {
                let newest = all.last().copied().unwrap_or(0) + step * stride;
                all.push(newest);
                kept.insert(0, newest);
                let dropped = thinned_out(&kept);
                kept.retain(|seq| !dropped.contains(seq));
            }
            prop_assert!(kept.len() <= KEPT);
            let newest = all[all.len() - 1];
            prop_assert_eq!(kept[0], newest);
            for lost_after in &all {
                let best = kept.iter().filter(|seq| *seq <= lost_after).max();
                prop_assert!(best.is_some_and(|best| newest - best <= 2 * (newest - lost_after)), "{lost_after}");
            }
        }
    }
}
