//! The rows of the outbox: operations in the order in which they were made.
//!
//! An operation is written once, with the digest of its text, before it is on screen; from then on its name and
//! its bytes never change, whatever version of this program reads them. What changes is where it stands: queued,
//! sent (which is durable before it leaves), then applied, refused or stuck. How long it may be taken back before it is
//! sent is in [`super::linger`], under which number it is sent in [`super::numbers`], and where it goes when the feed has
//! passed it in [`super::confirmed`].

use super::{Identity, ReplicaError, linger, sums};
use crate::domain::{
    Action, DeviceId, Operation, OperationId, OperationKey, OperatorId, OutboxEntry, OutboxState, Refusal, Sending,
    Span, TicketId, Timestamp,
};
use crate::seam::{Planted, planted};
use crate::store::{Row, StoreError, Tx, Value};
use ring::digest;
use std::fmt::Write;

/// The most operations that wait at a time.
pub const LIMIT: i64 = 10_000;

/// An operation of ours, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place among all operations ever made here.
    pub position: i64,
    pub id: OperationId,
    /// Its place in the order of sending, once it has one.
    pub key: Option<OperationKey>,
    pub fingerprint: String,
    pub operation: Operation,
    pub made_at: Timestamp,
    pub by: Identity,
    /// Of a reply that lingers: see [`super::linger`].
    pub leaves_at: Option<Timestamp>,
    /// Never `InFlight`: after a crash nobody knows, so what was sent is stored as `Unknown`.
    pub state: OutboxState,
}

impl Entry {
    /// As a screen sees it.
    pub fn shown(self, in_flight: bool) -> OutboxEntry {
        let state = match self.state {
            OutboxState::Unknown if in_flight => OutboxState::InFlight,
            state => state,
        };
        let Entry { id, operation, made_at, leaves_at, .. } = self;
        OutboxEntry { id, operation, made_at, leaves_at, state, newer: Vec::new() }
    }

    /// As it leaves, if it has a number.
    pub fn sending(self) -> Option<Sending> {
        let Entry { id, key, fingerprint, operation, .. } = self;
        key.map(|key| Sending { key, id, fingerprint, operation })
    }

    /// The desk has not answered it, as far as we know.
    pub fn is_unanswered(&self) -> bool {
        matches!(self.state, OutboxState::Queued | OutboxState::Unknown | OutboxState::Stuck { .. })
    }
}

/// The columns of an entry.
pub const COLUMNS: &str =
    "position, id, device, n, body, digest, made_ms, operator, operator_name, state, sent, seq, detail,
    leaves_ms";

/// Adds an operation under this name, after all others. Until `leaves_at` it does not leave.
pub fn add(
    tx: &mut dyn Tx,
    id: &OperationId,
    operation: &Operation,
    by: &Identity,
    made_at: Timestamp,
    leaves_at: Option<Timestamp>,
) -> Result<(), ReplicaError> {
    let sql = "update device set last_position = last_position + 1 where id = 1 returning last_position";
    let row = tx.first(sql, &[])?.ok_or_else(|| StoreError::Unreadable("the outbox has no device".into()))?;
    let body = serde_json::to_string(operation).map_err(StoreError::from)?;
    let digest = sha256(&body);
    let sql = "insert into operation
        (position, id, ticket, body, digest, made_ms, operator, operator_name, leaves_ms, state, sent)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', 0)";
    let params: [Value; 9] = [
        row.int(0)?.into(),
        id.as_str().into(),
        operation.ticket.0.into(),
        body.into(),
        digest.into(),
        made_at.into(),
        by.operator.as_str().into(),
        by.name.as_str().into(),
        leaves_at.map_or(Value::Null, Value::from),
    ];
    tx.execute(sql, &params)?;
    Ok(())
}

pub fn sha256(body: &str) -> Vec<u8> {
    digest::digest(&digest::SHA256, body.as_bytes()).as_ref().to_vec()
}

/// All operations, oldest first.
pub fn all(tx: &mut dyn Tx) -> Result<Vec<Entry>, StoreError> {
    entries(tx, "order by position", &[])
}

/// Those that are not refused: to be sent, or sent and not yet seen in the feed.
pub fn pending(tx: &mut dyn Tx) -> Result<Vec<Entry>, StoreError> {
    entries(tx, "where state <> 'refused' order by position", &[])
}

/// Of those the routings; a text that says the same comes with them.
pub fn routings(tx: &mut dyn Tx) -> Result<Vec<Entry>, StoreError> {
    let found = entries(tx, "where state <> 'refused' and body like '%\"type\":\"route\"%' order by position", &[])?;
    Ok(found.into_iter().filter(|it| matches!(it.operation.action, Action::Route { .. })).collect())
}

pub fn of_ticket(tx: &mut dyn Tx, ticket: TicketId) -> Result<Vec<Entry>, StoreError> {
    entries(tx, "where ticket = $1 order by position", &[ticket.0.into()])
}

pub fn get(tx: &mut dyn Tx, id: &OperationId) -> Result<Option<Entry>, StoreError> {
    let found = entries(tx, "where id = $1", &[id.as_str().into()])?;
    Ok(found.into_iter().next())
}

/// What has to be sent at $1, and does not wait behind one of its own ticket that is stuck or lingers.
fn free() -> String {
    let once = if planted(Planted::NotSentAgain) { " and sent = 0" } else { "" };
    let lingers = linger::lingers("other");
    format!(
        "state = 'queued'{once} and not exists (select 1 from operation as other
            where other.ticket = operation.ticket and (other.position < operation.position and other.state = 'stuck'
                or other.position <= operation.position and operation.sent = 0 and {lingers}))"
    )
}

/// What is to be sent next: first what has a number, in the order of the numbers, then what has none, oldest first.
pub fn to_send(tx: &mut dyn Tx, now: Timestamp, limit: usize) -> Result<Vec<Entry>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rest = format!("where {} order by n is null, n, position limit $2", free());
    entries(tx, &rest, &[now.into(), limit.into()])
}

/// How many operations stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Wait for the desk's answer, sent or not, stuck ones not among them.
    pub waiting: i64,
    /// Those of them that can be sent now.
    pub to_send: i64,
    /// Those of them that were sent and not answered, and that nobody waits for any more.
    pub unknown: i64,
    pub refused: i64,
    pub stuck: i64,
    /// In how long the next of those leaves that linger.
    pub next_in: Option<Span>,
}

pub fn counts(tx: &mut dyn Tx, now: Timestamp) -> Result<Counts, StoreError> {
    let next_in = linger::next_in(tx, now)?;
    let mut count = |condition: &str, params: &[Value]| {
        let row = tx.first(&format!("select count(*) from operation where {condition}"), params)?;
        row.map_or(Ok(0), |row| row.int(0))
    };
    Ok(Counts {
        waiting: count("state = 'queued'", &[])?,
        to_send: count(&free(), &[now.into()])?,
        unknown: count("state = 'queued' and sent = 1", &[])?,
        refused: count("state = 'refused'", &[])?,
        stuck: count("state = 'stuck'", &[])?,
        next_in,
    })
}

/// Only what waits for an answer, or for the feed, has a number: what is refused or stuck gives it up.
pub fn set_state(tx: &mut dyn Tx, id: &OperationId, state: &OutboxState) -> Result<(), StoreError> {
    let id = id.as_str().into();
    match state {
        OutboxState::Queued | OutboxState::InFlight | OutboxState::Unknown => {
            let sent = i64::from(*state != OutboxState::Queued);
            let sql = "update operation set state = 'queued', sent = $1, seq = null, detail = null where id = $2";
            tx.execute(sql, &[sent.into(), id])
        }
        OutboxState::Applied { seq } => {
            let sql = "update operation set state = 'applied', seq = $1, detail = null where id = $2";
            tx.execute(sql, &[(*seq).into(), id])
        }
        OutboxState::Refused { refusal } => {
            let sql = "update operation set state = 'refused', device = null, n = null, detail = $1 where id = $2";
            tx.execute(sql, &[serde_json::to_string(refusal)?.into(), id])
        }
        OutboxState::Stuck { detail } => {
            let sql = "update operation set state = 'stuck', device = null, n = null, detail = $1 where id = $2";
            tx.execute(sql, &[detail.as_str().into(), id])
        }
    }
    .map(drop)
}

pub fn remove(tx: &mut dyn Tx, id: &OperationId) -> Result<(), StoreError> {
    tx.execute("delete from operation where id = $1", &[id.as_str().into()]).map(drop)
}

fn entries(tx: &mut dyn Tx, rest: &str, params: &[Value]) -> Result<Vec<Entry>, StoreError> {
    let sound = sums::is_sound("operation");
    let rows = tx.query(&format!("select {COLUMNS}, {sound} from operation {rest}"), params)?;
    rows.iter().map(entry).collect()
}

fn entry(row: &Row) -> Result<Entry, StoreError> {
    let (id, body) = (OperationId::new(row.text(1)?), row.text(4)?);
    // What is sent must be what the operator wrote: a flipped bit on the disk is not always an error of SQLite.
    let digest = sha256(body);
    if digest != row.blob(5)? || !row.flag(14)? {
        return Err(StoreError::Damaged(format!("operation {id} of the outbox has changed on the disk")));
    }
    let state = match row.text(9)? {
        "applied" => OutboxState::Applied { seq: row.int(11)? },
        "refused" => {
            let refusal: Refusal = serde_json::from_str(row.text(12)?)?;
            OutboxState::Refused { refusal }
        }
        "stuck" => OutboxState::Stuck { detail: row.text(12)?.to_string() },
        _ if row.flag(10)? => OutboxState::Unknown,
        _ => OutboxState::Queued,
    };
    let key = match row.opt_text(2)? {
        Some(device) => Some(OperationKey { device: DeviceId::new(device), n: row.int(3)? }),
        None => None,
    };
    Ok(Entry {
        position: row.int(0)?,
        id,
        key,
        fingerprint: hex(&digest),
        operation: serde_json::from_str(body)?,
        made_at: Timestamp(row.int(6)?),
        by: Identity { operator: OperatorId::new(row.text(7)?), name: row.text(8)?.to_string() },
        leaves_at: linger::until(row),
        state,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
