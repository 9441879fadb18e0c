//! What the desk holds as a whole: in pieces, for who has nothing of it; in a few numbers, for who wants to know
//! whether they have the same; by its keys, for who does not.

#[cfg(test)]
mod tests;

use super::feed::{self, FeedError};
use super::ledger;
use crate::domain::digest::{self, BucketRows, Digest};
use crate::domain::{Change, Checkpoint, Chunk, Cursor, RecordKey, Records, SnapshotPlace};
use crate::store::parts::{self, Part};
use crate::store::{StoreError, Tx, Value, check, records};

/// The most records of a piece.
const PIECE: usize = 5_000;
/// About how many bytes a piece may have on the wire.
const PIECE_BYTES: usize = 2 * 1024 * 1024;
/// Records that are read at once: what does not fit into the piece has been read in vain.
const BATCH: usize = 250;
/// Rows of the feed that are read at once.
const ROWS: i64 = 5_000;

/// Where a snapshot goes on: behind a key of a part.
struct Place {
    start: Cursor,
    part: usize,
    after: Vec<Value>,
    done: i64,
    total: i64,
}

impl Place {
    fn begin(tx: &mut dyn Tx) -> Result<Place, StoreError> {
        let head = ledger::head(tx)?;
        let start = feed::cursor(tx, head.seq, &head)?;
        Ok(Place { start, part: 0, after: start_of(0), done: 0, total: parts::count(tx)? })
    }

    fn write(&self) -> SnapshotPlace {
        let after = self.after.iter().map(|value| match value {
            Value::Int(it) => format!("i{it}"),
            Value::Text(it) => format!("t{it}"),
            // Keys have no other types.
            _ => "n".to_string(),
        });
        let after: Vec<String> = after.collect();
        let Place { start, part, done, total, .. } = self;
        SnapshotPlace(format!("{}/{part}/{done}/{total}/{}", start.0, after.join("/")))
    }

    fn read(place: &SnapshotPlace) -> Option<Place> {
        let mut words = place.0.splitn(5, '/');
        let start = Cursor(words.next()?.to_string());
        let (part, done, total) =
            (words.next()?.parse().ok()?, words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        let after = words.next()?;
        let wanted = start_of(part);
        let after: Vec<Value> = match wanted.len() {
            1 => vec![read_value(after)?],
            _ => after.splitn(wanted.len(), '/').map(read_value).collect::<Option<_>>()?,
        };
        let fits = |(after, wanted): (&Value, &Value)| std::mem::discriminant(after) == std::mem::discriminant(wanted);
        let whole = after.len() == wanted.len() && after.iter().zip(&wanted).all(fits);
        (part < Part::ALL.len() && whole).then_some(Place { start, part, after, done, total })
    }
}

fn start_of(part: usize) -> Vec<Value> {
    Part::ALL.get(part).map_or_else(Vec::new, |part| part.start())
}

fn read_value(text: &str) -> Option<Value> {
    match text.split_at_checked(1)? {
        ("i", number) => number.parse().ok().map(Value::Int),
        ("t", text) => Some(Value::Text(text.to_string())),
        _ => None,
    }
}

/// The next piece of all there is: records of as many parts as it takes.
pub(super) fn chunk(tx: &mut dyn Tx, from: Option<&SnapshotPlace>, limit: usize) -> Result<Chunk, FeedError> {
    let mut place = match from {
        None => Place::begin(tx)?,
        Some(from) => Place::read(from).ok_or(FeedError::Unreadable)?,
    };
    // What was removed since then has to be in the feed still.
    let head = ledger::head(tx)?;
    feed::position(tx, &place.start, &head)?;
    let (mut changes, mut bytes, limit) = (Vec::new(), 0, limit.min(PIECE));
    while changes.len() < limit && bytes < PIECE_BYTES {
        let Some(part) = Part::ALL.get(place.part) else { break };
        let wanted = BATCH.min(limit - changes.len());
        let held = parts::read(tx, *part, &place.after, wanted)?;
        let mut over = held.len() < wanted;
        for it in held {
            if bytes >= PIECE_BYTES {
                over = false;
                break;
            }
            bytes += it.bytes;
            place.after = it.place;
            changes.push(Change { seq: it.seq, record: it.record });
        }
        if over {
            place.part += 1;
            place.after = start_of(place.part);
        }
    }
    place.done += i64::try_from(changes.len()).unwrap_or(0);
    place.total = place.total.max(place.done);
    let reached = Part::ALL.get(place.part);
    Ok(Chunk {
        next: reached.map(|_| place.write()),
        usable: reached.is_none_or(|part| *part > Part::USABLE),
        done: if reached.is_some() { place.done } else { place.total },
        total: place.total,
        start: place.start,
        changes,
    })
}

/// Records by their keys, as they are now.
pub(super) fn by_keys(tx: &mut dyn Tx, keys: &[RecordKey]) -> Result<Records, StoreError> {
    let head = ledger::head(tx)?.seq;
    let mut found = Records { changes: Vec::new(), gone: Vec::new() };
    for key in keys {
        let seq = check::seq_of(tx, key)?;
        match (records::get(tx, key)?, seq) {
            (Some(record), Some(seq)) => found.changes.push(Change { seq, record }),
            _ => found.gone.push((head, key.clone())),
        }
    }
    Ok(found)
}

/// The newest of these cursors that is in this desk's history and can be followed from.
pub(super) fn common(tx: &mut dyn Tx, cursors: &[Cursor]) -> Result<Option<Checkpoint>, StoreError> {
    let head = ledger::head(tx)?;
    let mut newest = None;
    for cursor in cursors {
        newest = newest.max(feed::found(tx, cursor)?);
    }
    let Some(seq) = newest else { return Ok(None) };
    Ok(Some(Checkpoint { cursor: feed::cursor(tx, seq, &head)?, seq }))
}

/// All there is, in a few numbers.
pub(super) fn digest(tx: &mut dyn Tx) -> Result<Digest, StoreError> {
    let mut digest = Digest::empty(ledger::head(tx)?.seq);
    walk(tx, &mut |kind, id, seq| {
        digest.add(kind, id, seq);
        Ok(())
    })?;
    Ok(digest)
}

/// The keys in one bucket of the digest.
pub(super) fn bucket(tx: &mut dyn Tx, bucket: u8) -> Result<BucketRows, StoreError> {
    let (seq, mut rows) = (ledger::head(tx)?.seq, Vec::new());
    walk(tx, &mut |kind, id, seq| {
        if digest::bucket(kind, id) == bucket {
            rows.extend(RecordKey::from_words(kind, id).map(|key| (key, seq)));
        }
        Ok(())
    })?;
    Ok(BucketRows { seq, rows })
}

/// Goes by everything that there is, in one moment.
fn walk(tx: &mut dyn Tx, visit: &mut dyn FnMut(&str, &str, i64) -> Result<(), StoreError>) -> Result<(), StoreError> {
    let (mut kind, mut id) = (String::new(), String::new());
    loop {
        let sql = "select kind, id, seq, gone from feed where (kind, id) > ($1, $2) order by kind, id limit $3";
        let rows = tx.query(sql, &[kind.as_str().into(), id.as_str().into(), ROWS.into()])?;
        for row in rows.iter() {
            if !row.flag(3)? {
                visit(row.text(0)?, row.text(1)?, row.int(2)?)?;
            }
        }
        match rows.last() {
            Some(last) if rows.len() as i64 == ROWS => {
                (kind, id) = (last.text(0)?.to_string(), last.text(1)?.to_string());
            }
            _ => return Ok(()),
        }
    }
}
