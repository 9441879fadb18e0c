//! Changes from the desk on their way into the replica, with our own operations kept on top.
//!
//! One rule for pages, pieces of a snapshot and repairs: a state is written if it is not older than the one that is
//! here. So it does not matter in which order states come, or how often.

use super::feed::{Feed, refold_one};
use super::outbox::Entry;
use super::{Changed, fold, unsearched};
use crate::domain::{ArticleId, Change, DeviceId, Policy, Record, RecordKey, TicketId};
use crate::store::bulk::Bulk;
use crate::store::{StoreError, Tx, check, records, reference};
use std::collections::BTreeSet;

/// Some changes, in one transaction.
pub struct Intake<'a> {
    device: &'a DeviceId,
    entries: &'a [Entry],
    /// Tickets with operations of ours on them, now or until a moment ago.
    under_ours: BTreeSet<TicketId>,
    previews: BTreeSet<ArticleId>,
    bulk: Bulk,
    /// Tickets that look different afterwards.
    pub touched: BTreeSet<TicketId>,
    /// Something else does.
    pub reference: bool,
    /// How many records were written or removed.
    pub written: usize,
    /// These are from the feed: asked for after all that is here had come, they are newer whatever their numbers say.
    from_feed: bool,
    /// A number went back.
    pub went_back: bool,
}

impl<'a> Intake<'a> {
    pub fn new(tx: &mut dyn Tx, device: &'a DeviceId, entries: &'a [Entry]) -> Result<Intake<'a>, StoreError> {
        let mut under_ours: BTreeSet<TicketId> = fold::with_base(tx)?.into_iter().collect();
        under_ours.extend(entries.iter().map(|entry| entry.operation.ticket));
        Ok(Intake {
            device,
            entries,
            under_ours,
            previews: fold::previews(tx)?,
            bulk: Bulk::new(unsearched::above(tx)?),
            touched: BTreeSet::new(),
            reference: false,
            written: 0,
            from_feed: false,
            went_back: false,
        })
    }

    pub fn of_the_feed(self) -> Intake<'a> {
        Intake { from_feed: true, ..self }
    }

    /// Takes in a state of a record, unless a newer one is here.
    pub fn change(&mut self, tx: &mut dyn Tx, change: &Change) -> Result<(), StoreError> {
        let written = match &change.record {
            // With operations of ours on it, the row is worked out afterwards.
            Record::Ticket(ticket) if self.under_ours.contains(&ticket.id) => {
                let newer = fold::seq_below(tx, ticket.id)?.is_some_and(|here| here > change.seq);
                self.went_back |= newer && self.from_feed;
                if !newer || self.from_feed {
                    fold::put_base(tx, change.seq, ticket)?;
                }
                !newer || self.from_feed
            }
            Record::Article(article) => {
                if self.previews.remove(&article.id) {
                    fold::preview_came_true(tx, &article.id)?;
                }
                self.put(tx, change)?
            }
            _ => self.put(tx, change)?,
        };
        if written {
            self.note(&change.record.key(), Some(&change.record));
        }
        Ok(())
    }

    fn put(&mut self, tx: &mut dyn Tx, change: &Change) -> Result<bool, StoreError> {
        if self.bulk.put(tx, change.seq, &change.record)? {
            return Ok(true);
        }
        let here = check::seq_of(tx, &change.record.key())?;
        if !self.from_feed || here.is_none_or(|here| here <= change.seq) {
            return Ok(false);
        }
        self.went_back = true;
        records::put(tx, change.seq, &change.record).map(|()| true)
    }

    /// Removes what the desk had no more as of transaction `seq`, unless it came again after that.
    pub fn gone(&mut self, tx: &mut dyn Tx, seq: i64, key: &RecordKey) -> Result<(), StoreError> {
        let here = match key {
            RecordKey::Ticket(id) => fold::seq_below(tx, *id)?,
            key => check::seq_of(tx, key)?,
        };
        if here.is_none_or(|here| here > seq) {
            return Ok(());
        }
        if let RecordKey::Ticket(id) = key {
            fold::remove_base(tx, *id)?;
        }
        records::remove(tx, key)?;
        self.note(key, None);
        Ok(())
    }

    fn note(&mut self, key: &RecordKey, record: Option<&Record>) {
        self.written += 1;
        match (key, record) {
            (RecordKey::Ticket(id), record) => {
                self.touched.insert(*id);
                if let Some(Record::Ticket(ticket)) = record {
                    self.touched.extend(ticket.names());
                }
            }
            (RecordKey::Article(_), Some(Record::Article(article))) => drop(self.touched.insert(article.ticket)),
            // Whose it was is not known any more: its ticket comes with it.
            (RecordKey::Article(_), _) => {}
            _ => self.reference = true,
        }
    }

    /// Folds our operations again on what was touched, and on the tickets `also`. Those of `left` are still ours.
    pub fn finish(
        mut self,
        tx: &mut dyn Tx,
        also: BTreeSet<TicketId>,
        left: &[&Entry],
        feed: &Feed,
    ) -> Result<Changes, StoreError> {
        std::mem::take(&mut self.bulk).finish(tx)?;
        self.touched.extend(also);
        let mut policy: Option<Policy> = None;
        for id in self.touched.intersection(&self.under_ours) {
            let policy = match &policy {
                Some(policy) => policy,
                None => policy.insert(reference::policy(tx)?),
            };
            refold_one(tx, *id, left, self.device, feed, policy)?;
        }
        Ok(Changes { tickets: self.touched, reference: self.reference, written: self.written })
    }

    pub fn entries(&self) -> &'a [Entry] {
        self.entries
    }

    pub fn device(&self) -> &'a DeviceId {
        self.device
    }
}

/// What looks different after changes were taken in.
#[derive(Debug, Default)]
pub struct Changes {
    pub tickets: BTreeSet<TicketId>,
    pub reference: bool,
    pub written: usize,
}

impl Changes {
    pub fn add(&mut self, other: Changes) {
        self.tickets.extend(other.tickets);
        self.reference |= other.reference;
        self.written += other.written;
    }

    /// What listeners are told; nothing if nothing changed.
    pub fn told(self) -> Option<Changed> {
        let some = !self.tickets.is_empty() || self.reference;
        some.then(|| Changed::of(self.tickets, self.reference))
    }
}
