//! The rows of the outbox: operations in the order in which they were made, and the device in whose name they go.

use super::{Identity, ReplicaError};
use crate::domain::{
    DeviceId, Operation, OperationKey, OperatorId, OutboxEntry, OutboxState, Refusal, TicketId, Timestamp,
};
use crate::store::{Row, StoreError, Tx, Value};
use ring::digest;

/// The most operations that wait at a time.
pub const LIMIT: i64 = 10_000;

/// The name of this replica towards the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    pub id: DeviceId,
    /// To whom the desk ties the name.
    pub operator: OperatorId,
    pub last_n: i64,
}

pub fn device(tx: &mut dyn Tx) -> Result<Option<Device>, StoreError> {
    let row = tx.first("select device, operator, last_n from device where id = 1", &[])?;
    let read = |row: Row| -> Result<Device, StoreError> {
        Ok(Device { id: DeviceId::new(row.text(0)?), operator: OperatorId::new(row.text(1)?), last_n: row.int(2)? })
    };
    row.map(read).transpose()
}

/// Takes a new name, under which numbers begin at 1 again.
pub fn rename_device(tx: &mut dyn Tx, id: &DeviceId, operator: &OperatorId) -> Result<(), StoreError> {
    let sql = "insert into device (id, device, operator, last_n, last_position) values (1, $1, $2, 0, 0)
        on conflict (id) do update set device = excluded.device, operator = excluded.operator, last_n = 0";
    tx.execute(sql, &[id.as_str().into(), operator.as_str().into()]).map(drop)
}

/// An operation of ours, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place among all operations ever made here.
    pub position: i64,
    pub key: OperationKey,
    pub operation: Operation,
    pub made_at: Timestamp,
    pub by: Identity,
    /// Never `InFlight`: that is not worth a write, and after a crash it means `Queued`.
    pub state: OutboxState,
}

impl Entry {
    /// As a screen sees it: what was handed to the sync, up to position `sent`, is in flight.
    pub fn shown(self, sent: i64) -> OutboxEntry {
        let state = match self.state {
            OutboxState::Queued if self.position <= sent => OutboxState::InFlight,
            state => state,
        };
        OutboxEntry { key: self.key, operation: self.operation, made_at: self.made_at, state }
    }
}

const COLUMNS: &str = "position, device, n, body, digest, made_ms, operator, operator_name, state, seq, refusal";

/// Adds an operation under the next number, and says which.
pub fn add(
    tx: &mut dyn Tx,
    operation: &Operation,
    by: &Identity,
    made_at: Timestamp,
) -> Result<OperationKey, ReplicaError> {
    let sql = "update device set last_n = last_n + 1, last_position = last_position + 1 where id = 1
        returning device, last_n, last_position";
    let row = tx.first(sql, &[])?.ok_or_else(|| StoreError::Unreadable("the outbox has no device".into()))?;
    let key = OperationKey { device: DeviceId::new(row.text(0)?), n: row.int(1)? };
    let body = serde_json::to_string(operation).map_err(StoreError::from)?;
    let digest = sha256(&body);
    let sql = "insert into operation
        (position, device, n, ticket, body, digest, made_ms, operator, operator_name, state)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued')";
    let params: [Value; 9] = [
        row.int(2)?.into(),
        key.device.as_str().into(),
        key.n.into(),
        operation.ticket.0.into(),
        body.into(),
        digest.into(),
        made_at.into(),
        by.operator.as_str().into(),
        by.name.as_str().into(),
    ];
    tx.execute(sql, &params)?;
    Ok(key)
}

fn sha256(body: &str) -> Vec<u8> {
    digest::digest(&digest::SHA256, body.as_bytes()).as_ref().to_vec()
}

/// All operations, oldest first.
pub fn all(tx: &mut dyn Tx) -> Result<Vec<Entry>, StoreError> {
    entries(tx, "", &[])
}

/// Those that are not refused: to be sent, or sent and not yet seen in the feed.
pub fn pending(tx: &mut dyn Tx) -> Result<Vec<Entry>, StoreError> {
    entries(tx, "where state in ('queued', 'applied')", &[])
}

pub fn of_ticket(tx: &mut dyn Tx, ticket: TicketId) -> Result<Vec<Entry>, StoreError> {
    entries(tx, "where ticket = $1", &[ticket.0.into()])
}

pub fn get(tx: &mut dyn Tx, key: &OperationKey) -> Result<Option<Entry>, StoreError> {
    let found = entries(tx, "where device = $1 and n = $2", &of_key(key))?;
    Ok(found.into_iter().next())
}

/// The oldest operations to be sent.
pub fn queued(tx: &mut dyn Tx, limit: usize) -> Result<Vec<Entry>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = tx.query(&select("where state = 'queued'", "limit $1"), &[limit.into()])?;
    rows.iter().map(entry).collect()
}

/// How many are to be sent, and how many are refused.
pub fn counts(tx: &mut dyn Tx) -> Result<(i64, i64), StoreError> {
    let mut count = |state: &str| {
        let row = tx.first("select count(*) from operation where state = $1", &[state.into()])?;
        row.map_or(Ok(0), |row| row.int(0))
    };
    Ok((count("queued")?, count("refused")?))
}

pub fn set_state(tx: &mut dyn Tx, key: &OperationKey, state: &OutboxState) -> Result<(), StoreError> {
    let (word, seq, refusal): (&str, Option<i64>, Option<String>) = match state {
        OutboxState::Queued | OutboxState::InFlight => ("queued", None, None),
        OutboxState::Applied { seq } => ("applied", Some(*seq), None),
        OutboxState::Refused { refusal } => ("refused", None, Some(serde_json::to_string(refusal)?)),
    };
    let [device, n] = of_key(key);
    let sql = "update operation set state = $1, seq = $2, refusal = $3 where device = $4 and n = $5";
    tx.execute(sql, &[word.into(), seq.into(), refusal.into(), device, n]).map(drop)
}

pub fn remove(tx: &mut dyn Tx, key: &OperationKey) -> Result<(), StoreError> {
    tx.execute("delete from operation where device = $1 and n = $2", &of_key(key)).map(drop)
}

/// Gives what is to be sent new numbers under the device's present name, in the old order.
pub fn renumber(tx: &mut dyn Tx) -> Result<(), StoreError> {
    for entry in queued(tx, usize::MAX)? {
        let sql = "update device set last_n = last_n + 1 where id = 1 returning device, last_n";
        let Some(row) = tx.first(sql, &[])? else { return Ok(()) };
        let sql = "update operation set device = $1, n = $2 where position = $3";
        tx.execute(sql, &[row.text(0)?.into(), row.int(1)?.into(), entry.position.into()])?;
    }
    Ok(())
}

fn of_key(key: &OperationKey) -> [Value; 2] {
    [key.device.as_str().into(), key.n.into()]
}

fn entries(tx: &mut dyn Tx, condition: &str, params: &[Value]) -> Result<Vec<Entry>, StoreError> {
    let rows = tx.query(&select(condition, ""), params)?;
    rows.iter().map(entry).collect()
}

fn select(condition: &str, limit: &str) -> String {
    format!("select {COLUMNS} from operation {condition} order by position {limit}")
}

fn entry(row: &Row) -> Result<Entry, StoreError> {
    let body = row.text(3)?;
    // What is sent must be what the operator wrote: a flipped bit on the disk is not always an error of SQLite.
    if sha256(body) != row.blob(4)? {
        return Err(StoreError::Damaged(format!("operation {} of the outbox has changed on the disk", row.int(2)?)));
    }
    let state = match row.text(8)? {
        "applied" => OutboxState::Applied { seq: row.int(9)? },
        "refused" => {
            let refusal: Refusal = serde_json::from_str(row.text(10)?)?;
            OutboxState::Refused { refusal }
        }
        _ => OutboxState::Queued,
    };
    Ok(Entry {
        position: row.int(0)?,
        key: OperationKey { device: DeviceId::new(row.text(1)?), n: row.int(2)? },
        operation: serde_json::from_str(body)?,
        made_at: Timestamp(row.int(5)?),
        by: Identity { operator: OperatorId::new(row.text(6)?), name: row.text(7)?.to_string() },
        state,
    })
}
