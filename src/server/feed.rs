//! The feed: what changed since a cursor, each object once as it is now, in whole transactions.
//!
//! One table says which transaction last touched each object; a page is one seek in its index. A page ends at the
//! border of a transaction, so a replica never holds half of one; only a transaction that is itself larger than a
//! page makes a larger page.

#[cfg(test)]
mod tests;

use super::ledger::{self, Head};
use super::secrets;
use crate::domain::{Change, Cursor, DeviceId, Page, Record, RecordKey, Timestamp};
use crate::seam::{Planted, planted};
use crate::store::{Row, StoreError, Tx, records};

/// About how many bytes a page may have on the wire.
const PAGE_BYTES: usize = 1024 * 1024;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the cursor is not one of a desk")]
    Unreadable,
    #[error("the cursor is older than what the desk remembers")]
    Expired,
    #[error("the cursor is not of this desk's history")]
    Forked,
    #[error("what may be seen is not what it was when the cursor was given out")]
    ScopeChanged,
}

/// Notes that transaction `seq` touched the object, or removed it.
pub(super) fn touch(tx: &mut dyn Tx, seq: i64, key: &RecordKey, gone: bool) -> Result<(), StoreError> {
    let (kind, id) = key.words();
    tx.execute(
        "insert into feed (kind, id, seq, gone) values ($1, $2, $3, $4)
         on conflict (kind, id) do update set seq = excluded.seq, gone = excluded.gone",
        &[kind.into(), id.into(), seq.into(), gone.into()],
    )?;
    Ok(())
}

/// The changes after `since`, or from the beginning, up to about `limit` objects.
pub(super) fn page(
    tx: &mut dyn Tx,
    since: Option<&Cursor>,
    limit: usize,
    device: Option<&DeviceId>,
    now: Timestamp,
) -> Result<Page, FeedError> {
    let head = ledger::head(tx)?;
    let since = since.map_or(Ok(0), |cursor| position(tx, cursor, &head))?;
    let found = keys_after(tx, since, limit)?;
    let cut_short = found.len() > limit;
    let keys = if cut_short { whole_transactions(tx, found)? } else { found };
    let (mut changes, mut gone, mut bytes, mut seq, mut full) = (Vec::new(), Vec::new(), 0, since, false);
    for (at, key, is_gone) in keys {
        if at != seq && bytes >= PAGE_BYTES {
            full = true;
            break;
        }
        seq = at;
        match records::get(tx, &key)? {
            Some(record) if !is_gone => {
                bytes += weight(&record);
                changes.push(Change { seq: at, record });
            }
            _ => gone.push((at, key)),
        }
    }
    let up_to_date = !full && !cut_short;
    let seq = if up_to_date { head.seq } else { seq };
    let acknowledged_n = device.map_or(Ok(0), |device| ledger::acknowledged_n(tx, device))?;
    let (to, head) = (cursor(tx, seq, &head)?, head.seq);
    Ok(Page { changes, gone, to, seq, head, up_to_date, acknowledged_n, server_time: now })
}

type Touched = (i64, RecordKey, bool);

/// One more than `limit`, to know whether there are more.
fn keys_after(tx: &mut dyn Tx, since: i64, limit: usize) -> Result<Vec<Touched>, StoreError> {
    let more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let sql = "select seq, kind, id, gone from feed where seq > $1 order by seq, kind, id limit $2";
    tx.query(sql, &[since.into(), more.into()])?.iter().map(touched).collect()
}

/// Leaves out the last transaction, of which there may be more; if it is the only one, reads it whole.
fn whole_transactions(tx: &mut dyn Tx, mut found: Vec<Touched>) -> Result<Vec<Touched>, StoreError> {
    let last = found.last().map_or(0, |(seq, ..)| *seq);
    if found.first().is_some_and(|(seq, ..)| *seq < last) {
        found.retain(|(seq, ..)| *seq < last);
        return Ok(found);
    }
    let sql = "select seq, kind, id, gone from feed where seq = $1 order by kind, id";
    tx.query(sql, &[last.into()])?.iter().map(touched).collect()
}

fn touched(row: &Row) -> Result<Touched, StoreError> {
    Ok((row.int(0)?, key(row.text(1)?, row.text(2)?)?, row.flag(3)?))
}

/// About how many bytes the record has on the wire. Long texts count; the rest is taken as usual.
fn weight(record: &Record) -> usize {
    match record {
        Record::Ticket(ticket) => 1_200 + ticket.subject.len(),
        Record::Article(article) => 300 + article.body.len(),
        Record::Customer(customer) => 1_000 + 200 * (customer.contacts.len() + customer.installed_base.len()),
        Record::Macro(it) => 300 + it.body.values().map(String::len).sum::<usize>(),
        Record::Faq(entry) => 300 + entry.text.values().map(|text| text.q.len() + text.a.len()).sum::<usize>(),
        Record::Operator(_) => 200,
        Record::Policy(_) => 4_000,
        Record::Lesson(lesson) => 400 + lesson.taught.subject.len() + lesson.taught.body.len(),
    }
}

fn key(kind: &str, id: &str) -> Result<RecordKey, StoreError> {
    RecordKey::from_words(kind, id).ok_or_else(|| StoreError::Unreadable(format!("the feed names a {kind} {id}")))
}

/// Version, epoch, number and the beginning of the chain there: enough to notice a desk that has lost its tail. At
/// the end what its reader may see.
pub(super) fn cursor(tx: &mut dyn Tx, seq: i64, head: &Head) -> Result<Cursor, StoreError> {
    let chain = ledger::chain_at(tx, seq)?
        .ok_or_else(|| StoreError::Unreadable(format!("transaction {seq} is not in the audit trail")))?;
    Ok(Cursor(format!("1.{}.{seq}.{}.{}", head.epoch, short(&chain), scope())))
}

pub(super) fn position(tx: &mut dyn Tx, cursor: &Cursor, head: &Head) -> Result<i64, FeedError> {
    let parts: Vec<&str> = cursor.0.split('.').collect();
    let ["1", epoch, seq, chain, seen @ ..] = &parts[..] else { return Err(FeedError::Unreadable) };
    let seq: i64 = seq.parse().map_err(|_| FeedError::Unreadable)?;
    if planted(Planted::ForkIgnored) && seq >= 0 {
        return Ok(seq.min(head.seq));
    }
    if *epoch != head.epoch || seq > head.seq || seq < 0 {
        return Err(FeedError::Forked);
    }
    if seq < head.floor {
        return Err(FeedError::Expired);
    }
    match ledger::chain_at(tx, seq)? {
        Some(ours) if short(&ours) != *chain => Err(FeedError::Forked),
        // A cursor of before there were scopes has none.
        Some(_) if *seen != [scope()] => Err(FeedError::ScopeChanged),
        Some(_) => Ok(seq),
        None => Err(FeedError::Forked),
    }
}

/// What somebody may see, as eight digits: whoever may see something else has to read everything again. So far
/// everybody sees the whole desk.
fn scope() -> String {
    let mut scope = secrets::sha256(b"the whole desk");
    scope.truncate(8);
    scope
}

/// The transaction that a cursor names, if it is in this desk's history, under whatever epoch it was given out.
pub(super) fn found(tx: &mut dyn Tx, cursor: &Cursor) -> Result<Option<i64>, StoreError> {
    let parts: Vec<&str> = cursor.0.split('.').collect();
    let ["1", _, seq, chain, ..] = parts[..] else { return Ok(None) };
    let Ok(seq) = seq.parse::<i64>() else { return Ok(None) };
    let ours = if seq > 0 { ledger::chain_at(tx, seq)? } else { None };
    Ok(ours.filter(|ours| short(ours) == chain).map(|_| seq))
}

fn short(chain: &str) -> &str {
    chain.get(..16).unwrap_or(chain)
}
