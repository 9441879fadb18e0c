//! The words of closed subjects, which a first reading leaves for later: a fifth of its time. Closed tickets are listed
//! and read meanwhile; found by their words they are a little later, when what was read is looked at.

use super::{Replica, ReplicaError};
use crate::store::{StoreError, Tx, tickets};

/// So many subjects go in at once: a key press waits no longer than for them.
const PIECE: usize = if cfg!(test) { 2 } else { 500 };

/// Leaves them for later.
pub fn put_off(tx: &mut dyn Tx) -> Result<(), StoreError> {
    tx.execute("insert into unsearched (id, above) values (1, $1) on conflict (id) do nothing", &[i64::MIN.into()])
        .map(drop)
}

/// Whether some are left.
pub fn is_put_off(tx: &mut dyn Tx) -> Result<bool, StoreError> {
    Ok(tx.first("select above from unsearched where id = 1", &[])?.is_some())
}

impl Replica {
    /// Has the next closed tickets found by their words. Says whether there may be more.
    pub fn add_words(&self) -> Result<bool, ReplicaError> {
        if !self.read_rows(is_put_off)? {
            return Ok(false);
        }
        let _writing = self.writing();
        self.write_rows(|tx| {
            let Some(row) = tx.first("select above from unsearched where id = 1", &[])? else { return Ok(false) };
            match tickets::add_words_of_closed(tx, row.int(0)?, PIECE)? {
                Some(last) => tx.execute("update unsearched set above = $1 where id = 1", &[last.into()])?,
                None => tx.execute("delete from unsearched", &[])?,
            };
            Ok(true)
        })
    }
}
