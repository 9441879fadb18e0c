//! Reading the desk: a page and its cursor in one transaction, with our own operations kept on top.

use super::intake::{Changes, Intake};
use super::outbox::{self, Entry};
use super::{Replica, ReplicaError, check, checkpoints, confirmed, fold, numbers, snapshot};
use crate::domain::{Cursor, DeviceId, OutboxState, Page, RecordKey, TicketId};
use crate::seam::fault;
use crate::store::{StoreError, Tx};
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

/// How far has been read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feed {
    pub cursor: Option<Cursor>,
    /// The last transaction read, of `head`.
    pub seq: i64,
    pub head: i64,
    /// The newest operation of ours that the desk has decided, as of `seq`.
    pub acknowledged_n: i64,
    /// The newest transaction of which rows are here that the feed did not bring.
    pub ahead: i64,
    /// All is being read once more; what does not come again will be removed.
    pub again: bool,
}

pub fn feed(tx: &mut dyn Tx) -> Result<Feed, StoreError> {
    let row = tx.first("select cursor, seq, head, acknowledged_n, again, ahead from feed where id = 1", &[])?;
    let Some(row) = row else { return Ok(Feed::default()) };
    Ok(Feed {
        cursor: row.opt_text(0)?.map(|cursor| Cursor(cursor.to_string())),
        seq: row.int(1)?,
        head: row.int(2)?,
        acknowledged_n: row.int(3)?,
        again: row.flag(4)?,
        ahead: row.int(5)?,
    })
}

pub fn put_feed(tx: &mut dyn Tx, feed: &Feed) -> Result<(), StoreError> {
    let sql = "update feed set cursor = $1, seq = $2, head = $3, acknowledged_n = $4, again = $5, ahead = $6
        where id = 1";
    let cursor = feed.cursor.as_ref().map(|cursor| cursor.0.as_str());
    let params = [
        cursor.into(),
        feed.seq.into(),
        feed.head.into(),
        feed.acknowledged_n.into(),
        feed.again.into(),
        feed.ahead.into(),
    ];
    tx.execute(sql, &params).map(drop)
}

/// What the desk is asked for, and what had been answered by then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pull {
    pub since: Option<Cursor>,
    /// Of whose operations the page shall tell which are settled.
    pub device: DeviceId,
    /// The newest of those of which we know that they took effect. Only of these a page can say that they did not.
    pub(super) answered_n: i64,
}

/// What has come of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    Now,
    /// The page does not follow what has been read: it was asked for before something else came between.
    Stale,
}

impl Replica {
    /// How far the desk has been read; None before the first page.
    pub fn cursor(&self) -> Result<Option<Cursor>, ReplicaError> {
        Ok(self.feed()?.cursor)
    }

    /// Transactions read, of so many.
    pub fn progress(&self) -> Result<(i64, i64), ReplicaError> {
        let feed = self.feed()?;
        Ok((feed.seq, feed.head))
    }

    /// What to ask the desk for next.
    pub fn to_pull(&self) -> Result<Pull, ReplicaError> {
        let device = self.device()?.id;
        let answered_n = self.read_outbox(|tx| numbers::answered(tx, &device))?;
        Ok(Pull { since: self.cursor()?, device, answered_n })
    }

    pub(super) fn feed(&self) -> Result<Feed, ReplicaError> {
        self.read_rows(feed)
    }

    /// Takes in the page that was asked for: its rows and its cursor in one transaction. Operations of ours whose
    /// transaction it covers leave the outbox; tickets with others keep them on top.
    pub fn apply(&self, pull: &Pull, page: &Page) -> Result<Applied, ReplicaError> {
        self.leave_room_for_typing()?;
        let _writing = self.writing();
        let entries = self.read_outbox(outbox::pending)?;
        let device = self.device()?;
        let tells = self.inner.desk_tells.load(Ordering::SeqCst);
        let done = self.write_rows(|tx| {
            let intake = Intake::new(tx, &device.id, &entries)?.of_the_feed();
            Reading { pull, page, tells, intake }.apply(tx)
        })?;
        fault("replica.page_applied");
        let Some((moves, mut changes)) = done else { return Ok(Applied::Stale) };
        if !moves.is_empty() {
            let (feed, now) = (self.feed()?, self.inner.clock.now());
            self.write_outbox::<_, StoreError>(|tx| {
                let (mut again, mut forgotten) = (false, false);
                for (entry, moved) in &moves {
                    match moved {
                        Moved::Passed { seq } => confirmed::confirm(tx, &entry.id, *seq, &feed, now)?,
                        _ => outbox::set_state(tx, &entry.id, &OutboxState::Unknown)?,
                    }
                    again |= *moved == Moved::Lost;
                    forgotten |= *moved == Moved::Forgotten;
                }
                match forgotten {
                    true => numbers::continue_after(tx, page.acknowledged_n),
                    false if again => numbers::give_up(tx),
                    false => Ok(()),
                }
            })?;
            fault("replica.moved");
            self.inner.submitted.notify_one();
            changes.tickets.extend(moves.iter().map(|(entry, _)| entry.operation.ticket));
        }
        if let Some(changed) = changes.told() {
            self.tell(changed);
        }
        Ok(Applied::Now)
    }

    /// Begins to read the desk from the beginning. What is there stays on screen until the reading is done; what
    /// has not come again by then is removed. The outbox is not touched.
    pub fn reset(&self) -> Result<(), ReplicaError> {
        let _writing = self.writing();
        self.write_rows(|tx| {
            tx.batch(
                "delete from leftover;
                insert into leftover (kind, key) select 'ticket', cast(id as text) from ticket;
                insert into leftover (kind, key) select 'article', id from article
                    where id not in (select article from preview);
                insert into leftover (kind, key) select 'customer', id from customer;
                insert into leftover (kind, key) select 'operator', id from operator;
                insert into leftover (kind, key) select 'macro', id from macro;
                insert into leftover (kind, key) select 'faq', id from faq;",
            )?;
            put_feed(tx, &Feed { again: true, ..Feed::default() })
        })
    }
}

/// One page on its way into the replica.
struct Reading<'a> {
    pull: &'a Pull,
    page: &'a Page,
    /// The desk tells which of our operations it has settled.
    tells: bool,
    intake: Intake<'a>,
}

/// Why an operation is not among those any more that took effect and wait for the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moved {
    /// The feed has passed its transaction: it leaves the outbox.
    Passed { seq: i64 },
    /// The desk does not have that transaction: it is sent again.
    Lost,
    /// The desk does not know its number, nor those after it: it is sent again, and they go on from there.
    Forgotten,
}

type Moves = Vec<(Entry, Moved)>;

impl Reading<'_> {
    fn apply(mut self, tx: &mut dyn Tx) -> Result<Option<(Moves, Changes)>, StoreError> {
        let before = feed(tx)?;
        if before.cursor != self.pull.since {
            return Ok(None);
        }
        for change in &self.page.changes {
            if before.again {
                let (kind, key) = change.record.key().words();
                tx.execute("delete from leftover where kind = $1 and key = $2", &[kind.into(), key.into()])?;
            }
            self.intake.change(tx, change)?;
        }
        if self.intake.went_back {
            // What we have is of a history that is no more, and the cursor happens to be in both.
            check::want(tx)?;
        }
        for (seq, key) in &self.page.gone {
            self.intake.gone(tx, *seq, key)?;
        }
        let finished = before.again && self.page.up_to_date;
        if finished {
            self.remove_leftovers(tx)?;
        }
        let mut after = self.read_so_far(&before);
        if snapshot::is_under_way(tx)? {
            // What the desk has decided may not have come yet.
            after.acknowledged_n = before.acknowledged_n;
        }
        put_feed(tx, &after)?;
        if after.seq > before.seq || before.cursor.is_none() {
            checkpoints::note(tx, &self.page.to, after.seq, self.page.server_time)?;
        }
        let moves = self.moves(tx, &before, finished)?;
        let changes = self.refold(tx, &before, &after, &moves)?;
        Ok(Some((moves, changes)))
    }

    fn remove_leftovers(&mut self, tx: &mut dyn Tx) -> Result<(), StoreError> {
        for row in tx.query("delete from leftover returning kind, key", &[])? {
            if let Some(key) = RecordKey::from_words(row.text(0)?, row.text(1)?) {
                self.intake.gone(tx, i64::MAX, &key)?;
            }
        }
        Ok(())
    }

    fn read_so_far(&self, before: &Feed) -> Feed {
        let page = self.page;
        // Only the newest page shows all that the desk has decided: an older one may name an operation whose
        // effect comes with the next.
        let acknowledged_n = if page.up_to_date { self.acknowledged_n().unwrap_or(0) } else { 0 };
        Feed {
            cursor: Some(page.to.clone()),
            seq: page.seq,
            head: page.head,
            acknowledged_n: acknowledged_n.max(before.acknowledged_n),
            again: before.again && !page.up_to_date,
            ahead: before.ahead,
        }
    }

    /// What the page says of the numbers given under the name that we have now.
    fn acknowledged_n(&self) -> Option<i64> {
        (self.pull.device == *self.intake.device()).then_some(self.page.acknowledged_n)
    }

    /// What leaves the outbox because its transaction has been read. After reading all once more, what is said to
    /// have taken effect in a transaction that the desk does not have was lost by it: it is sent again.
    fn moves(&self, tx: &mut dyn Tx, before: &Feed, finished: bool) -> Result<Moves, StoreError> {
        // A desk that tells what it has settled, and not this: it is not the one that said it had.
        let forgotten = |entry: &Entry| {
            let (Some(key), Some(acknowledged_n)) = (&entry.key, self.acknowledged_n()) else { return false };
            let tells = self.tells || acknowledged_n > 0 || before.acknowledged_n > 0;
            tells && key.device == self.pull.device && acknowledged_n < key.n && key.n <= self.pull.answered_n
        };
        let mut moves = Moves::new();
        for entry in self.intake.entries() {
            let OutboxState::Applied { seq } = entry.state else { continue };
            if forgotten(entry) {
                moves.push((entry.clone(), Moved::Forgotten));
            } else if seq <= self.page.seq && snapshot::shows(tx, entry, seq)? {
                moves.push((entry.clone(), Moved::Passed { seq }));
            } else if finished && seq > self.page.head {
                moves.push((entry.clone(), Moved::Lost));
            }
        }
        Ok(moves)
    }

    fn refold(self, tx: &mut dyn Tx, before: &Feed, after: &Feed, moves: &Moves) -> Result<Changes, StoreError> {
        let (entries, device) = (self.intake.entries(), self.intake.device());
        let left: Vec<&Entry> = entries
            .iter()
            .filter(|entry| !moves.iter().any(|(it, moved)| it.id == entry.id && matches!(moved, Moved::Passed { .. })))
            .collect();
        let decided = |entry: &Entry| {
            entry.key.as_ref().is_some_and(|key| {
                before.acknowledged_n < key.n && key.n <= after.acknowledged_n && key.device == *device
            })
        };
        let mut stale: BTreeSet<TicketId> =
            entries.iter().filter(|entry| decided(entry)).map(|entry| entry.operation.ticket).collect();
        stale.extend(moves.iter().map(|(entry, _)| entry.operation.ticket));
        self.intake.finish(tx, stale, &left, after)
    }
}

/// Refolds a ticket with those of `entries` that are its own and that the desk has not decided as far as we have
/// read.
pub fn refold_one(
    tx: &mut dyn Tx,
    id: TicketId,
    entries: &[&Entry],
    device: &DeviceId,
    feed: &Feed,
    policy: &crate::domain::Policy,
) -> Result<(), StoreError> {
    let own: Vec<&Entry> = entries.iter().copied().filter(|entry| entry.operation.ticket == id).collect();
    // What the desk has decided is in its version of the ticket, whichever way it decided; its answer is still
    // awaited.
    let undecided =
        |entry: &&Entry| entry.key.as_ref().is_none_or(|key| key.device != *device || key.n > feed.acknowledged_n);
    let folded: Vec<&Entry> = own.iter().copied().filter(undecided).collect();
    fold::refold(tx, id, &folded, !own.is_empty(), policy)
}
