//! What is saved of a damaged outbox into a new one, and what is told of the rest.
//!
//! A row that has its sum is as it was written. Of the others, an operation whose text has its digest is kept as stuck,
//! for a person to send or to drop; a draft is kept, since a person reads it before it is sent; of the rest, the text
//! is told as far as it can be read.

use super::sums::{self, Summed};
use super::{drafts, outbox, told};
use crate::domain::{Damage, Doubt, Operation, TicketId, Timestamp};
use crate::store::salvage::{Record, Wreck};
use crate::store::{Row, StoreError, Tx, Value};

/// Those whose rows are carried over. A new outbox gets a new name towards the desk: numbers that may be used up are
/// not used again.
const CARRIED: [&str; 5] = ["operation", "confirmed", "draft", "went_back", "damage"];
/// Why an operation is stuck.
const REASON: &str = "the file of the outbox was damaged, and this may have changed: read it before it is sent";

/// Puts into a new outbox what can be read of a damaged one that will be found under `path`, and notes it there.
pub fn rescue(tx: &mut dyn Tx, wreck: &mut Wreck, path: &str, now: Timestamp) -> Result<(), StoreError> {
    let tables: Vec<&Summed> = sums::TABLES.iter().filter(|table| CARRIED.contains(&table.name)).collect();
    let mut found: Vec<_> = tables.iter().map(|table| wreck.table(table.name)).collect();
    if found.iter().any(|rows| rows.holes) {
        for stray in wreck.strays() {
            let of = |table: &&Summed| stray.has_its_sum(table.name, table.columns.split(", ").count()) == Some(true);
            if let Some(at) = tables.iter().position(of) {
                found[at].records.push(stray);
            }
        }
    }
    let (mut saved, mut unsound) = (0, Vec::new());
    for (table, rows) in tables.iter().zip(&found) {
        for record in &rows.records {
            match is_sound(table, record) {
                true => saved += carry(tx, table, &record.row())?,
                false => unsound.push((table.name, record.row())),
            }
        }
    }
    let mut doubts = Vec::new();
    for (table, row) in &unsound {
        doubts.extend(match *table {
            "operation" => doubt_operation(tx, row, now)?,
            "draft" => doubt_draft(tx, row, now)?,
            // Done with, or told of before.
            _ => None,
        });
    }
    told::note_damage(tx, &Damage { id: 0, at: now, path: path.to_string(), saved, doubts })
}

/// A row from before there were sums is sound if it has as many columns as it should, and if it is an operation its
/// text has its digest.
fn is_sound(table: &Summed, record: &Record) -> bool {
    let columns = table.columns.split(", ").count();
    record.has_its_sum(table.name, columns).unwrap_or_else(|| {
        let row = record.row();
        row.0.len() >= columns && (table.name != "operation" || has_its_digest(&row))
    })
}

/// Copies a row. Says how many operations and drafts that are.
fn carry(tx: &mut dyn Tx, table: &Summed, row: &Row) -> Result<i64, StoreError> {
    let columns = table.columns.split(", ").count();
    let places: Vec<String> = (1..=columns).map(|n| format!("${n}")).collect();
    let sql = format!("insert or ignore into {} ({}) values ({})", table.name, table.columns, places.join(", "));
    let written = tx.execute(&sql, row.0.get(..columns).unwrap_or_default())?;
    let counts = ["operation", "draft"].contains(&table.name);
    Ok(if counts { i64::try_from(written).unwrap_or(i64::MAX) } else { 0 })
}

fn has_its_digest(row: &Row) -> bool {
    row.text(5).ok().zip(row.blob(6).ok()).is_some_and(|(body, digest)| outbox::sha256(body) == digest)
}

fn doubt_operation(tx: &mut dyn Tx, row: &Row, now: Timestamp) -> Result<Option<Doubt>, StoreError> {
    let body = row.text(5).ok().or_else(|| longest_text(row)).unwrap_or_default();
    let operation = serde_json::from_str::<Operation>(body).ok();
    let text = operation.as_ref().and_then(|it| it.action.typed_text()).unwrap_or(body).to_string();
    let told = |kept| Some(Doubt { ticket: operation.as_ref().map(|it| it.ticket), text: text.clone(), kept });
    let (Some(operation), true) = (&operation, has_its_digest(row)) else { return Ok(told(false)) };
    let sql = "insert or ignore into operation
        (position, id, ticket, body, digest, made_ms, operator, operator_name, state, sent, detail)
        values ((select coalesce(max(position), 0) + 1 from operation), $1, $2, $3, $4, $5, $6, $7, 'stuck', 1, $8)";
    let params = [
        row.text(1).unwrap_or_default().into(),
        operation.ticket.0.into(),
        body.into(),
        outbox::sha256(body).into(),
        row.int(7).unwrap_or(now.0).into(),
        row.text(8).unwrap_or_default().into(),
        row.text(9).unwrap_or_default().into(),
        REASON.into(),
    ];
    // If its name is that of another, it is that other.
    let kept = tx.execute(sql, &params)? > 0;
    Ok(if kept { told(true) } else { None })
}

fn doubt_draft(tx: &mut dyn Tx, row: &Row, now: Timestamp) -> Result<Option<Doubt>, StoreError> {
    let text = row.text(2).ok().or_else(|| longest_text(row)).unwrap_or_default().to_string();
    let ticket = row.int(0).ok().map(TicketId);
    let kind = row.text(1).ok().and_then(drafts::kind_of);
    let kept = match ticket.zip(kind) {
        Some((ticket, kind)) if drafts::get(tx, ticket, kind)?.is_none() => {
            drafts::put(tx, ticket, kind, &text, now)?;
            true
        }
        _ => false,
    };
    Ok(Some(Doubt { ticket, text, kept }))
}

fn longest_text(row: &Row) -> Option<&str> {
    let texts = row.0.iter().filter_map(|value| if let Value::Text(text) = value { Some(text.as_str()) } else { None });
    texts.max_by_key(|text| text.len())
}
