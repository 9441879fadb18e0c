//! Leases: who sends under a device's name.
//!
//! A profile that was copied, or restored from a backup, would send under the same name as its original, and each
//! would take the other's numbers for its own. So a console shows a lease that only it knows, and changes it each time
//! it starts: of two that hold the same, the second is turned away, and takes another name. The desk keeps a digest.

use super::super::{secrets, tokens, tokens::Holder};
use super::SettleError;
use crate::domain::{Claim, DeviceId, Timestamp};
use crate::seam::fault;
use crate::store::{StoreError, Tx};

/// Gives the device's name to a new lease: if the device is new or nobody holds it, if the lease that holds it is
/// shown, or if it is held by this one already. Says which of its operations was settled last.
pub(in crate::server) fn claim(
    tx: &mut dyn Tx,
    holder: &Holder,
    claim: &Claim,
    at: Timestamp,
) -> Result<i64, SettleError> {
    if !tokens::stands(tx, holder)? {
        return Err(SettleError::SignedOut);
    }
    let operator = holder.operator.id.as_str();
    let sql = "select operator, last_n, lease from device where id = $1";
    let last_n = match tx.first(sql, &[claim.device.as_str().into()])? {
        None => 0,
        Some(row) => {
            let shown = [Some(&claim.lease), claim.held.as_ref()];
            let free = row.opt_text(2)?.is_none_or(|known| shown.into_iter().flatten().any(|it| is(&it.0, known)));
            if row.text(0)? != operator || !free {
                return Err(SettleError::InUse);
            }
            row.int(1)?
        }
    };
    let sql = "insert into device (id, operator, last_n, seen_ms, lease) values ($1, $2, 0, $3, $4)
        on conflict (id) do update set seen_ms = excluded.seen_ms, lease = excluded.lease";
    let lease = secrets::sha256(claim.lease.0.as_bytes());
    tx.execute(sql, &[claim.device.as_str().into(), operator.into(), at.into(), lease.into()])?;
    fault("ledger.leased");
    Ok(last_n)
}

/// Whether whoever shows `lease` may send under the device's name. Where nobody has claimed it, everybody of its
/// operator may.
pub(super) fn admits(tx: &mut dyn Tx, device: &DeviceId, lease: Option<&str>) -> Result<bool, StoreError> {
    let row = tx.first("select lease from device where id = $1", &[device.as_str().into()])?;
    let Some(row) = row else { return Ok(true) };
    Ok(row.opt_text(0)?.is_none_or(|known| lease.is_some_and(|lease| is(lease, known))))
}

fn is(lease: &str, known: &str) -> bool {
    secrets::equal(&secrets::sha256(lease.as_bytes()), known)
}
