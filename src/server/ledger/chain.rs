//! The counter and the chain of transactions.

use super::super::{feed, secrets};
use crate::domain::{Record, RecordKey, Sending, Timestamp};
use crate::seam::{Planted, fault, planted};
use crate::store::{Row, StoreError, Tx, Value, records};

/// The chain before the first transaction.
pub(in crate::server) const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Where the desk stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) struct Head {
    pub seq: i64,
    /// SHA-256 over all transactions up to `seq`.
    pub chain: String,
    /// Cursors below this are too old: what went before is no longer known.
    pub floor: i64,
    /// Changes when the desk is restored from a backup.
    pub epoch: String,
    pub name: String,
    pub sample: bool,
}

/// A row of the audit trail, before it has its number.
#[derive(Debug)]
pub(in crate::server) struct Entry<'a> {
    pub at: Timestamp,
    pub actor: &'a str,
    /// The operation that is carried out, if one is.
    pub operation: Option<&'a Sending>,
    pub kind: &'a str,
    pub target: String,
    pub decision: Option<String>,
    /// SHA-256 of what was asked.
    pub digest: String,
}

pub(in crate::server) fn head(tx: &mut dyn Tx) -> Result<Head, StoreError> {
    let row = tx.first("select seq, chain, floor_seq, epoch, name, sample from head where one = 1", &[])?;
    let row = row.ok_or_else(|| StoreError::Unreadable("the desk has no head".into()))?;
    Ok(Head {
        seq: row.int(0)?,
        chain: row.text(1)?.to_string(),
        floor: row.int(2)?,
        epoch: row.text(3)?.to_string(),
        name: row.text(4)?.to_string(),
        sample: row.flag(5)?,
    })
}

/// The chain as it was after transaction `seq`.
pub(in crate::server) fn chain_at(tx: &mut dyn Tx, seq: i64) -> Result<Option<String>, StoreError> {
    if seq == 0 {
        return Ok(Some(GENESIS.to_string()));
    }
    let row = tx.first("select chain from txn where seq = $1", &[seq.into()])?;
    row.map(|row| Ok(row.text(0)?.to_string())).transpose()
}

/// Seals what was changed; see [`commit_all`].
pub(in crate::server) fn commit(tx: &mut dyn Tx, entry: &Entry<'_>, changed: &[Record]) -> Result<i64, StoreError> {
    commit_all(tx, entry, changed, &[])
}

/// Takes the next number, writes the records under it and seals the transaction; what was removed, has to be gone
/// already. To be called when everything else is done: from here to the commit nobody else gets a number.
pub(in crate::server) fn commit_all(
    tx: &mut dyn Tx,
    entry: &Entry<'_>,
    changed: &[Record],
    removed: &[RecordKey],
) -> Result<i64, StoreError> {
    let row = tx.first("update head set seq = seq + 1 where one = 1 returning seq, chain", &[])?;
    let row = row.ok_or_else(|| StoreError::Unreadable("the desk has no head".into()))?;
    let (seq, before) = (row.int(0)?, row.text(1)?.to_string());
    for record in changed {
        records::put(tx, seq, record)?;
        feed::touch(tx, seq, &record.key(), false)?;
    }
    fault("ledger.numbered");
    for key in removed.iter().filter(|_| !planted(Planted::GoneNotTold)) {
        feed::touch(tx, seq, key, true)?;
    }
    let mut fields = vec![
        seq.into(),
        entry.at.into(),
        entry.actor.into(),
        entry.operation.map(|it| it.key.device.to_string()).into(),
        entry.operation.map(|it| it.key.n).into(),
        entry.kind.into(),
        entry.target.as_str().into(),
        entry.decision.clone().into(),
        entry.digest.as_str().into(),
        entry.operation.map(|it| it.id.to_string()).into(),
    ];
    let chain = seal(&before, &fields);
    fields.push(chain.as_str().into());
    tx.execute(
        "insert into txn (seq, at_ms, actor, device, n, kind, target, decision, digest, operation, chain)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &fields,
    )?;
    if !(planted(Planted::NotSealed) && entry.kind == "steal") {
        tx.execute("update head set chain = $1 where one = 1", &[chain.into()])?;
    }
    Ok(seq)
}

/// SHA-256 over the chain so far and the row, each field with its length, so that no two rows read the same. The
/// operation, last of the fields, is left out where there is none, as in the rows of before it was kept.
fn seal(before: &str, fields: &[Value]) -> String {
    let mut bytes = before.as_bytes().to_vec();
    let fields = match fields {
        [fields @ .., Value::Null] => fields,
        fields => fields,
    };
    for field in fields {
        let (mark, text) = match field {
            Value::Null => (b'-', String::new()),
            Value::Int(it) => (b'i', it.to_string()),
            Value::Text(it) => (b't', it.clone()),
            // The audit trail has no other columns.
            Value::Real(it) => (b'r', it.to_string()),
            Value::Blob(it) => (b'b', secrets::hex(it)),
        };
        bytes.push(mark);
        bytes.extend_from_slice(text.len().to_string().as_bytes());
        bytes.push(b':');
        bytes.extend_from_slice(text.as_bytes());
    }
    secrets::sha256(&bytes)
}

/// Walks the audit trail from the first transaction to the head, and shows each that is as it was sealed, with its
/// number and the chain there. Err names the first that is not.
pub(in crate::server) fn check(
    tx: &mut dyn Tx,
    each: &mut dyn FnMut(i64, &str, &Row),
) -> Result<Result<i64, i64>, StoreError> {
    const PAGE: i64 = 1_000;
    let head = head(tx)?;
    let (mut seq, mut chain) = (0, GENESIS.to_string());
    loop {
        let sql = "select seq, at_ms, actor, device, n, kind, target, decision, digest, operation, chain from txn
            where seq > $1 order by seq limit $2";
        let rows = tx.query(sql, &[seq.into(), PAGE.into()])?;
        let last = rows.len() < PAGE as usize;
        for row in rows {
            let Some((sealed, fields)) = row.0.split_last() else { return Ok(Err(seq + 1)) };
            chain = seal(&chain, fields);
            seq += 1;
            if fields.first() != Some(&Value::Int(seq)) || *sealed != Value::Text(chain.clone()) {
                return Ok(Err(seq));
            }
            each(seq, &chain, &row);
        }
        if last {
            let whole = (seq, chain.as_str()) == (head.seq, head.chain.as_str());
            return Ok(if whole { Ok(seq) } else { Err(seq + 1) });
        }
    }
}
