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

/// Above which number they are left, if some are.
pub fn above(tx: &mut dyn Tx) -> Result<Option<i64>, StoreError> {
    tx.first("select above from unsearched where id = 1", &[])?.map(|row| row.int(0)).transpose()
}

impl Replica {
    /// Has the next closed tickets found by their words. Says whether there may be more.
    pub fn add_words(&self) -> Result<bool, ReplicaError> {
        if self.read_rows(above)?.is_none() {
            return Ok(false);
        }
        let _writing = self.writing();
        self.write_rows(|tx| {
            let Some(above) = above(tx)? else { return Ok(false) };
            match tickets::add_words_of_closed(tx, above, PIECE)? {
                Some(last) => tx.execute("update unsearched set above = $1 where id = 1", &[last.into()])?,
                None => tx.execute("delete from unsearched", &[])?,
            };
            Ok(true)
        })
    }
}
