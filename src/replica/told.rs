//! What the operator has not read yet although it concerns them: that the desk went back, and what of theirs is sent
//! again. Kept in the durable file, so that a restart does not swallow it, until they say that they have seen it.

use super::{Replica, ReplicaError};
use crate::domain::{Timestamp, WentBack};
use crate::store::{StoreError, Tx};

/// Adds to what is yet to be read, in the transaction that puts the operations back.
pub fn note(tx: &mut dyn Tx, told: &WentBack) -> Result<(), StoreError> {
    // The least of the two instants, and none if either is not known.
    let sql = "insert into went_back (id, to_ms, again) values (1, $1, $2)
        on conflict (id) do update set to_ms = min(to_ms, excluded.to_ms), again = again + excluded.again";
    tx.execute(sql, &[told.to.into(), told.again.into()]).map(drop)
}

pub fn get(tx: &mut dyn Tx) -> Result<Option<WentBack>, StoreError> {
    let row = tx.first("select to_ms, again from went_back where id = 1", &[])?;
    row.map(|row| Ok(WentBack { to: row.opt_int(0)?.map(Timestamp), again: row.int(1)? })).transpose()
}

impl Replica {
    /// That the desk went back, if it did since the operator last said that they had seen it.
    pub fn went_back(&self) -> Result<Option<WentBack>, ReplicaError> {
        self.read_outbox(get)
    }

    /// The operator has seen it. If the desk has gone back once more since, they have not.
    pub fn seen_went_back(&self, seen: &WentBack) -> Result<(), ReplicaError> {
        self.write_outbox(|tx| {
            if get(tx)?.as_ref() == Some(seen) {
                tx.execute("delete from went_back where id = 1", &[])?;
            }
            Ok::<_, StoreError>(())
        })
    }
}
