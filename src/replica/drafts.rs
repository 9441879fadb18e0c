//! What is being written: one text a ticket and kind, in the durable file, touched by nothing that happens
//! elsewhere.

use super::{Replica, ReplicaError, sums};
use crate::domain::macros::Translated;
use crate::domain::{TicketId, Timestamp, Visibility};
use crate::seam::fault;
use crate::store::{StoreError, Tx, Value};

impl Replica {
    /// Keeps the text being written as a reply (public) or comment (internal).
    pub fn save_draft(&self, ticket: TicketId, kind: Visibility, text: &str) -> Result<(), ReplicaError> {
        let now = self.inner.clock.now();
        self.write_typed::<_, StoreError>(|tx| put(tx, ticket, kind, text, now))?;
        fault("replica.draft_saved");
        Ok(())
    }

    pub fn draft(&self, ticket: TicketId, kind: Visibility) -> Result<Option<String>, ReplicaError> {
        self.read_outbox(|tx| get(tx, ticket, kind))
    }

    /// Keeps what is being written for the customers of an incident, in each language; nothing where all is empty.
    pub fn save_broadcast(&self, incident: TicketId, texts: &Translated) -> Result<(), ReplicaError> {
        let now = self.inner.clock.now();
        let key = [incident.0.into(), BROADCAST.into()];
        self.write_typed::<_, StoreError>(|tx| match texts.is_empty() {
            true => tx.execute(DROP, &key).map(drop),
            false => put_as(tx, key.clone(), &serde_json::to_string(texts)?, now),
        })?;
        fault("replica.draft_saved");
        Ok(())
    }

    pub fn broadcast_draft(&self, incident: TicketId) -> Result<Translated, ReplicaError> {
        let kept = self.read_outbox(|tx| get_as(tx, [incident.0.into(), BROADCAST.into()], incident))?;
        Ok(kept.map(|text| serde_json::from_str(&text)).transpose().map_err(StoreError::from)?.unwrap_or_default())
    }

    /// The tickets for which something is being written, the latest first.
    pub fn drafts(&self) -> Result<Vec<(TicketId, Visibility)>, ReplicaError> {
        let sql = "select ticket, visibility from draft where visibility <> 'broadcast'
            order by saved_ms desc, ticket limit 1000";
        self.read_outbox(|tx| {
            let rows = tx.query(sql, &[])?;
            let read = |row: &crate::store::Row| -> Result<_, StoreError> {
                Ok((TicketId(row.int(0)?), kind_of(row.text(1)?).unwrap_or(Visibility::Internal)))
            };
            rows.iter().map(read).collect()
        })
    }

    pub fn drop_draft(&self, ticket: TicketId, kind: Visibility) -> Result<(), ReplicaError> {
        self.write_typed(|tx| tx.execute(DROP, &key(ticket, kind)).map(drop).map_err(ReplicaError::from))
    }
}

pub fn put(tx: &mut dyn Tx, ticket: TicketId, kind: Visibility, text: &str, now: Timestamp) -> Result<(), StoreError> {
    put_as(tx, key(ticket, kind), text, now)
}

fn put_as(tx: &mut dyn Tx, [id, kind]: [Value; 2], text: &str, now: Timestamp) -> Result<(), StoreError> {
    let sql = "insert into draft (ticket, visibility, body, saved_ms) values ($1, $2, $3, $4)
        on conflict (ticket, visibility) do update set body = excluded.body, saved_ms = excluded.saved_ms";
    tx.execute(sql, &[id, kind, text.into(), now.into()]).map(drop)
}

pub fn get(tx: &mut dyn Tx, ticket: TicketId, kind: Visibility) -> Result<Option<String>, StoreError> {
    get_as(tx, key(ticket, kind), ticket)
}

fn get_as(tx: &mut dyn Tx, key: [Value; 2], ticket: TicketId) -> Result<Option<String>, StoreError> {
    let sql = format!("select body, {} from draft where ticket = $1 and visibility = $2", sums::is_sound("draft"));
    let Some(row) = tx.first(&sql, &key)? else { return Ok(None) };
    match row.flag(1)? {
        true => Ok(Some(row.text(0)?.to_string())),
        false => Err(StoreError::Damaged(format!("the draft of {ticket} has changed on the disk"))),
    }
}

const PUBLIC: &str = "public";
const INTERNAL: &str = "internal";
/// What is being written for all customers of an incident: as JSON, since it is several texts.
const BROADCAST: &str = "broadcast";

const DROP: &str = "delete from draft where ticket = $1 and visibility = $2";

pub fn kind_of(word: &str) -> Option<Visibility> {
    match word {
        PUBLIC => Some(Visibility::Public),
        INTERNAL => Some(Visibility::Internal),
        _ => None,
    }
}

fn key(ticket: TicketId, kind: Visibility) -> [Value; 2] {
    let word = match kind {
        Visibility::Public => PUBLIC,
        Visibility::Internal => INTERNAL,
    };
    [ticket.0.into(), word.into()]
}
