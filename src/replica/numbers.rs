//! The numbers under which operations are sent.
//!
//! The desk takes the operations of a device in the order of their numbers and allows no hole. So a number is given
//! when an operation is first sent, in the durable transaction that also notes that it was: what was never sent can
//! be edited or dropped, and leaves no hole. What was sent and not answered always has the highest numbers, without
//! a hole among them. When desk and device disagree (the desk forgot, a profile was copied or restored) all that is
//! unanswered gives its numbers up and gets new ones; since an operation is known to the desk by its name, nothing
//! happens twice.

use super::outbox::Entry;
use crate::domain::{Claim, DeviceId, Lease, OperationKey, OperatorId, OutboxState};
use crate::store::{Row, StoreError, Tx};

/// The name of this replica towards the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    pub id: DeviceId,
    /// To whom the desk ties the name.
    pub operator: OperatorId,
    /// The last number given.
    pub last_n: i64,
}

pub fn device(tx: &mut dyn Tx) -> Result<Option<Device>, StoreError> {
    let row = tx.first("select device, operator, last_n from device where id = 1", &[])?;
    let read = |row: Row| -> Result<Device, StoreError> {
        Ok(Device { id: DeviceId::new(row.text(0)?), operator: OperatorId::new(row.text(1)?), last_n: row.int(2)? })
    };
    row.map(read).transpose()
}

/// The lease under which the name is held, and the one that was asked for and not answered yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leases {
    pub held: Option<Lease>,
    pub proposed: Option<Lease>,
}

pub fn leases(tx: &mut dyn Tx) -> Result<Leases, StoreError> {
    let Some(row) = tx.first("select lease, proposed from device where id = 1", &[])? else {
        return Ok(Leases::default());
    };
    let lease = |column| Ok::<_, StoreError>(row.opt_text(column)?.map(|lease| Lease(lease.to_string())));
    Ok(Leases { held: lease(0)?, proposed: lease(1)? })
}

pub fn propose(tx: &mut dyn Tx, lease: &Lease) -> Result<(), StoreError> {
    tx.execute("update device set proposed = $1 where id = 1", &[lease.0.as_str().into()]).map(drop)
}

/// The desk has given what was asked for, unless that was for another name. Says which.
pub fn hold(tx: &mut dyn Tx, claim: &Claim) -> Result<bool, StoreError> {
    let sql = "update device set lease = $1, proposed = null where proposed = $1 and device = $2";
    Ok(tx.execute(sql, &[claim.lease.0.as_str().into(), claim.device.as_str().into()])? > 0)
}

/// Takes a new name, under which numbers begin at 1 again and nobody has a lease.
pub fn rename_device(tx: &mut dyn Tx, id: &DeviceId, operator: &OperatorId) -> Result<(), StoreError> {
    let sql = "insert into device (id, device, operator, last_n, last_position) values (1, $1, $2, 0,
        (select coalesce(max(position), 0) from (select position from operation union select position from confirmed)))
        on conflict (id) do update set device = excluded.device, operator = excluded.operator, last_n = 0,
            lease = null, proposed = null";
    tx.execute(sql, &[id.as_str().into(), operator.as_str().into()])?;
    // By the number it had no page can say any more that the desk has lost it since: the desk is asked again, by its name.
    let sql = "update operation set state = 'queued', sent = 1, seq = null where state = 'applied' and operator = $1";
    tx.execute(sql, &[operator.as_str().into()])?;
    give_up(tx)
}

/// Gives the next number to each of these that has none, and notes that they are sent.
pub fn assign(tx: &mut dyn Tx, batch: &mut [Entry]) -> Result<(), StoreError> {
    for entry in batch.iter_mut().filter(|entry| entry.key.is_none()) {
        let sql = "update device set last_n = last_n + 1 where id = 1 returning device, last_n";
        let row = tx.first(sql, &[])?.ok_or_else(|| StoreError::Unreadable("the outbox has no device".into()))?;
        let key = OperationKey { device: DeviceId::new(row.text(0)?), n: row.int(1)? };
        let sql = "update operation set device = $1, n = $2, sent = 1 where position = $3";
        tx.execute(sql, &[key.device.as_str().into(), key.n.into(), entry.position.into()])?;
        (entry.key, entry.state) = (Some(key), OutboxState::Unknown);
    }
    Ok(())
}

/// The newest number of this name that is known to have taken effect and waits for the feed; 0 if there is none.
pub fn answered(tx: &mut dyn Tx, device: &DeviceId) -> Result<i64, StoreError> {
    let sql = "select coalesce(max(n), 0) from operation where state = 'applied' and device = $1";
    tx.first(sql, &[device.as_str().into()])?.map_or(Ok(0), |row| row.int(0))
}

/// What is unanswered gives up its number, to be given again, after those that took effect: of a history that was lost
/// an operation may be unanswered again while one with a higher number is not.
pub fn give_up(tx: &mut dyn Tx) -> Result<(), StoreError> {
    let sql = "update device set last_n = coalesce(max(
        (select min(n) - 1 from operation where state = 'queued' and operation.device = device.device),
        (select coalesce(max(n), 0) from operation where state = 'applied' and operation.device = device.device)), last_n)";
    tx.execute(sql, &[])?;
    tx.execute("update operation set device = null, n = null where state = 'queued'", &[]).map(drop)
}

/// Goes on after `last_n`: what is unanswered gives up its number, and what took effect after it did not.
pub fn continue_after(tx: &mut dyn Tx, last_n: i64) -> Result<(), StoreError> {
    let sql = "update operation set state = 'queued', seq = null
        where state = 'applied' and n > $1 and device = (select device from device where id = 1)";
    tx.execute(sql, &[last_n.into()])?;
    give_up(tx)?;
    tx.execute("update device set last_n = $1 where id = 1", &[last_n.into()]).map(drop)
}
