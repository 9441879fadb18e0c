//! Full text of subjects and conversations.
//!
//! Each subject and each article is a document with a number of its own; the number tells the ticket, so that a
//! ticket is found from a document, and the documents of a ticket from the ticket, without a table between.

use super::{StoreError, Tx, dialect};
use crate::domain::TicketId;

/// Documents a ticket can have. Articles beyond are kept and shown, and not found by their words.
const DOCUMENTS: i64 = 4096;
/// So much of a text is searched, in bytes: a log file pasted into a mail is not read to its end.
const TEXT_LIMIT: usize = 64 * 1024;

/// The document of a ticket's subject (0) or of its `n`-th article; None beyond the last that is kept.
fn document(ticket: TicketId, n: i64) -> Option<i64> {
    let base = ticket.0.checked_mul(DOCUMENTS)?;
    (0..DOCUMENTS).contains(&n).then_some(base + n)
}

pub(super) fn put(tx: &mut dyn Tx, ticket: TicketId, n: i64, text: &str) -> Result<(), StoreError> {
    let Some(document) = document(ticket, n) else { return Ok(()) };
    let text = &text[..text.floor_char_boundary(TEXT_LIMIT)];
    tx.execute(dialect::SEARCH_PUT, &[document.into(), text.into()]).map(drop)
}

pub(super) fn forget(tx: &mut dyn Tx, ticket: TicketId, n: i64) -> Result<(), StoreError> {
    let Some(document) = document(ticket, n) else { return Ok(()) };
    tx.execute(dialect::SEARCH_FORGET, &[document.into(), document.into()]).map(drop)
}

pub(super) fn forget_ticket(tx: &mut dyn Tx, ticket: TicketId) -> Result<(), StoreError> {
    let Some(first) = document(ticket, 0) else { return Ok(()) };
    tx.execute(dialect::SEARCH_FORGET, &[first.into(), (first + DOCUMENTS - 1).into()]).map(drop)
}
