//! What the operator has not read yet although it concerns them: that the desk went back, and what of theirs is sent
//! again; that the file of the outbox was damaged, and what is doubtful of it. Kept in the durable file, so that a
//! restart does not swallow it, until they say that they have seen it.

use super::{Replica, ReplicaError};
use crate::domain::{Damage, Timestamp, WentBack};
use crate::store::{Row, StoreError, Tx};

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

/// Adds a damage, under the next number.
pub fn note_damage(tx: &mut dyn Tx, told: &Damage) -> Result<(), StoreError> {
    let sql = "insert into damage (id, at_ms, path, saved, doubts)
        values ((select coalesce(max(id), 0) + 1 from damage), $1, $2, $3, $4)";
    let doubts = serde_json::to_string(&told.doubts)?;
    tx.execute(sql, &[told.at.into(), told.path.as_str().into(), told.saved.into(), doubts.into()]).map(drop)
}

/// Oldest first.
pub fn damages(tx: &mut dyn Tx) -> Result<Vec<Damage>, StoreError> {
    let rows = tx.query("select id, at_ms, path, saved, doubts from damage order by id", &[])?;
    let read = |row: &Row| {
        let (at, path, doubts) =
            (Timestamp(row.int(1)?), row.text(2)?.to_string(), serde_json::from_str(row.text(4)?)?);
        Ok(Damage { id: row.int(0)?, at, path, saved: row.int(3)?, doubts })
    };
    rows.iter().map(read).collect()
}

impl Replica {
    /// What came of damaged outboxes, as far as the operator has not said that they have seen it.
    pub fn damages(&self) -> Result<Vec<Damage>, ReplicaError> {
        self.read_outbox(damages)
    }

    /// The operator has seen what came of it.
    pub fn seen_damage(&self, id: i64) -> Result<(), ReplicaError> {
        self.write_outbox::<_, StoreError>(|tx| tx.execute("delete from damage where id = $1", &[id.into()]).map(drop))
    }

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
