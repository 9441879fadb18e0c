//! What the desk holds as a whole: in pieces, in numbers, by its keys.

use super::desk::State;
use crate::backend::BackendError;
use crate::domain::digest::{self, BucketRows, Digest};
use crate::domain::{Change, Checkpoint, Chunk, Cursor, Record, RecordKey, Records, SnapshotPlace};

/// The parts of a snapshot, in their order. The articles of live tickets are in two: a ticket may be closed, or
/// opened again, while a snapshot is read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Reference,
    LiveTickets,
    LiveArticles,
    Customers,
    ClosedTickets,
    Articles,
}

const PARTS: [Part; 6] =
    [Part::Reference, Part::LiveTickets, Part::LiveArticles, Part::Customers, Part::ClosedTickets, Part::Articles];

impl State {
    pub fn chunk(&self, from: Option<&SnapshotPlace>, limit: usize) -> Result<Chunk, BackendError> {
        let (start, after) = match from {
            None => (self.cursor(self.head), None),
            Some(place) => {
                let (start, part, key) = read(place).ok_or(BackendError::Forked)?;
                self.position(&start)?;
                (start, Some((part, key)))
            }
        };
        let all = self.in_parts();
        let left = all.iter().position(|it| after.as_ref().is_none_or(|after| it > after)).unwrap_or(all.len());
        let end = all.len().min(left + limit);
        let change = |(_, key): &(Part, RecordKey)| {
            self.records.get(key).map(|(seq, record)| Change { seq: *seq, record: record.clone() })
        };
        let next = all.get(end).and(all.get(end.wrapping_sub(1))).map(|last| place(&start, last));
        Ok(Chunk {
            changes: all[left..end].iter().filter_map(change).collect(),
            next,
            start,
            usable: all.get(end).is_none_or(|(part, _)| *part > Part::Customers),
            done: i64::try_from(end).unwrap_or(i64::MAX),
            total: i64::try_from(all.len()).unwrap_or(i64::MAX),
        })
    }

    /// Every key in each of its parts.
    fn in_parts(&self) -> Vec<(Part, RecordKey)> {
        let live = |key: &RecordKey| {
            matches!(
            self.records.get(key), Some((_, Record::Ticket(ticket))) if ticket.status.is_live())
        };
        let mut all = Vec::new();
        for (key, (_, record)) in &self.records {
            match record {
                Record::Ticket(_) if live(key) => all.push((Part::LiveTickets, key.clone())),
                Record::Ticket(_) => all.push((Part::ClosedTickets, key.clone())),
                Record::Article(article) => {
                    all.push((Part::Articles, key.clone()));
                    if live(&RecordKey::Ticket(article.ticket)) {
                        all.push((Part::LiveArticles, key.clone()));
                    }
                }
                Record::Customer(_) => all.push((Part::Customers, key.clone())),
                _ => all.push((Part::Reference, key.clone())),
            }
        }
        all.sort();
        all
    }

    pub fn common(&self, cursors: &[Cursor]) -> Option<Checkpoint> {
        // Every history begins with nothing: that is nothing in common.
        let seq = cursors.iter().filter_map(|cursor| self.found(cursor)).max().filter(|seq| *seq > 0)?;
        Some(Checkpoint { cursor: self.cursor(seq), seq })
    }

    pub fn digest(&self) -> Digest {
        let mut digest = Digest::empty(self.head);
        for (key, (seq, _)) in &self.records {
            let (kind, id) = key.words();
            digest.add(kind, &id, *seq);
        }
        digest
    }

    pub fn bucket(&self, bucket: u8) -> BucketRows {
        let inside = |key: &RecordKey| {
            let (kind, id) = key.words();
            digest::bucket(kind, &id) == bucket
        };
        let rows = self.records.iter().filter(|(key, _)| inside(key)).map(|(key, (seq, _))| (key.clone(), *seq));
        BucketRows { seq: self.head, rows: rows.collect() }
    }

    pub fn by_keys(&self, keys: &[RecordKey]) -> Records {
        let mut found = Records { changes: Vec::new(), gone: Vec::new() };
        for key in keys {
            match self.records.get(key) {
                Some((seq, record)) => found.changes.push(Change { seq: *seq, record: record.clone() }),
                None => found.gone.push((self.head, key.clone())),
            }
        }
        found
    }
}

fn place(start: &Cursor, (part, key): &(Part, RecordKey)) -> SnapshotPlace {
    let (kind, id) = key.words();
    SnapshotPlace(format!("{}|{}|{kind}|{id}", start.0, *part as usize))
}

fn read(place: &SnapshotPlace) -> Option<(Cursor, Part, RecordKey)> {
    let [start, part, kind, id] = place.0.splitn(4, '|').collect::<Vec<_>>()[..] else { return None };
    let part = PARTS.get(part.parse::<usize>().ok()?)?;
    Some((Cursor(start.to_string()), *part, RecordKey::from_words(kind, id)?))
}
