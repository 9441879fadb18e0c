//! What the desk's feed has passed: done, and kept for a month. A desk that was restored from a backup, or whose
//! standby took over a second too early, has lost its newest transactions; what it lost of ours is sent again from
//! here, under its old name, so that it takes effect once whatever the desk still knows.

use super::{checkpoints, feed::Feed, numbers, outbox, sums};
use crate::domain::{OperationId, Span, TicketId, Timestamp};
use crate::seam::{Planted, planted};
use crate::store::{StoreError, Tx};
use std::collections::BTreeSet;

/// How long it is kept.
pub const KEPT: Span = Span::days(30);

const COLUMNS: &str = "position, id, ticket, body, digest, made_ms, operator, operator_name";

/// The feed has passed the transaction in which an operation took effect: it leaves the outbox. How far the feed is
/// stays beside it: the rows may be lost together with the desk's end, and who knew of it then?
pub fn confirm(tx: &mut dyn Tx, id: &OperationId, seq: i64, feed: &Feed, now: Timestamp) -> Result<(), StoreError> {
    let sql = format!(
        "insert into confirmed ({COLUMNS}, seq, settled_ms) select {COLUMNS}, $1, $2 from operation where id = $3"
    );
    if !planted(Planted::ConfirmedNotKept) {
        tx.execute(&sql, &[seq.into(), now.into(), id.as_str().into()])?;
    }
    outbox::remove(tx, id)?;
    if let Some(cursor) = &feed.cursor {
        checkpoints::note(tx, cursor, feed.seq, now)?;
    }
    prune(tx, now)
}

/// Forgets what is too old to be asked for again.
pub fn prune(tx: &mut dyn Tx, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("delete from confirmed where settled_ms < $1", &[(now - KEPT).into()]).map(drop)
}

/// Puts all that took effect after transaction `seq` back among what is to be sent, at its old place. Says whose
/// tickets look different, and how many operations there are.
pub fn send_again(tx: &mut dyn Tx, seq: i64) -> Result<(BTreeSet<TicketId>, usize), StoreError> {
    sums::check_table(tx, "confirmed")?;
    let after = [seq.into()];
    let mut tickets = BTreeSet::new();
    let sql = format!(
        "insert into operation ({COLUMNS}, state, sent) select {COLUMNS}, 'queued', 1 from confirmed where seq > $1
            returning ticket"
    );
    let mut rows = tx.query(&sql, &after)?;
    tx.execute("delete from confirmed where seq > $1", &after)?;
    checkpoints::forget_after(tx, seq)?;
    let sql = "update operation set state = 'queued', sent = 1, seq = null where state = 'applied' and seq > $1
        returning ticket";
    rows.extend(tx.query(sql, &after)?);
    for row in &rows {
        tickets.insert(TicketId(row.int(0)?));
    }
    // They may lie before others that have numbers: all are numbered anew, in the order in which they were made.
    numbers::give_up(tx)?;
    Ok((tickets, rows.len()))
}
