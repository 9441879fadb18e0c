//! What a desk does to itself: it wakes what was snoozed, takes back what nobody accepted, forgets old answers and what is long gone, takes a record
//! out, and begins a new epoch after it was restored.
//!
//! What is gone is kept in the feed for a while, so that every replica hears of it. After that the floor of the feed
//! is raised: whoever has not read that far reads everything again. The audit trail is never touched.

use super::desk::{Core, Desk};
use super::error::DeskError;
use super::ledger::{self, Entry};
use super::{sample, secrets};
use crate::domain::{Record, RecordKey, Span, Timestamp, operation};
use crate::store::{StoreError, Tx, records, reference, tickets};

/// How long the answer to an operation is kept. That it was settled is never forgotten.
const ANSWERS_KEPT: Span = Span::days(30);
/// How long the feed tells that something is gone.
const GONE_KEPT: Span = Span::days(30);

/// Forgets what is older than it has to be known.
pub(super) fn forget(tx: &mut dyn Tx, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("delete from op_result where at_ms < $1", &[(now - ANSWERS_KEPT).into()])?;
    let sql = "select max(f.seq) from feed f join txn t on t.seq = f.seq where f.gone = 1 and t.at_ms < $1";
    let row = tx.first(sql, &[(now - GONE_KEPT).into()])?;
    let Some(floor) = row.map(|row| row.opt_int(0)).transpose()?.flatten() else { return Ok(()) };
    tx.execute("delete from feed where gone = 1 and seq <= $1", &[floor.into()])?;
    tx.execute("update head set floor_seq = $1 where floor_seq < $1", &[floor.into()])?;
    Ok(())
}

/// So many tickets change before others get a turn to write.
const AT_ONCE: usize = 50;

/// Opens the snoozed tickets whose time has come, and takes back those that nobody accepted from the shift before, each in
/// an entry of the ledger that no operator made.
pub(super) fn by_itself(tx: &mut dyn Tx, now: Timestamp) -> Result<(), StoreError> {
    let policy = reference::policy(tx)?;
    for mut ticket in tickets::to_wake(tx, now, AT_ONCE)? {
        let kind = if operation::pool(&mut ticket, now) { "pool" } else { "wake" };
        if kind == "wake" {
            operation::wake(&mut ticket, &policy, now);
        }
        let target = ticket.id.to_string();
        let digest = secrets::sha256(format!("{kind} {target}").as_bytes());
        let entry = Entry { at: now, actor: sample::SYSTEM, operation: None, kind, target, decision: None, digest };
        ledger::commit(tx, &entry, &[Record::Ticket(Box::new(ticket))])?;
    }
    Ok(())
}

impl Desk {
    /// Names the desk's history anew, as whoever restores it from a backup has to: the numbers that were lost will be
    /// given out again. Every replica then looks for what it has in common with the desk.
    pub fn new_epoch(&self) -> Result<(), DeskError> {
        let Core { store, rng, .. } = self.core();
        let epoch = secrets::random_hex::<8>(rng.as_ref());
        store.write::<_, StoreError>(|tx| tx.execute("update head set epoch = $1", &[epoch.into()]))?;
        Ok(())
    }

    /// Takes a record out for good, a ticket with its conversation and what it taught, and says in which transaction. Not undone, and
    /// not asked of an operator: for whoever runs the desk.
    pub fn remove(&self, key: &RecordKey) -> Result<i64, DeskError> {
        let Core { store, clock, bus, .. } = self.core();
        let seq = store.write::<_, StoreError>(|tx| remove(tx, key, clock.now()))?;
        bus.tell(seq);
        Ok(seq)
    }
}

fn remove(tx: &mut dyn Tx, key: &RecordKey, at: Timestamp) -> Result<i64, StoreError> {
    let mut keys = vec![key.clone()];
    if let RecordKey::Ticket(id) = key {
        let articles = crate::store::conversation::articles(tx, *id)?;
        keys.extend(articles.into_iter().map(|it| Record::Article(it).key()));
        // What it taught holds its text.
        keys.extend(crate::store::lessons::get(tx, *id)?.map(|lesson| RecordKey::Lesson(lesson.ticket)));
    }
    // The last first: articles before their ticket.
    for key in keys.iter().rev() {
        records::remove(tx, key)?;
    }
    let (kind, id) = key.words();
    let digest = secrets::sha256(format!("{kind} {id}").as_bytes());
    let entry =
        Entry { at, actor: sample::SYSTEM, operation: None, kind: "remove", target: id, decision: None, digest };
    ledger::commit_all(tx, &entry, &[], &keys)
}

#[cfg(test)]
mod tests {
    use super::super::desk::{Limits, ServerConfig};
    use super::super::feed::{self, FeedError};
    use super::*;
    use crate::domain::handover::{POOLED_AFTER, Stands};
    use crate::domain::lesson::fixture;
    use crate::domain::{Cursor, Handover, OperatorId, Page, Role, Status, Ticket, TicketId};
    use crate::seam::{Clock, ManualClock, Seeded};
    use crate::store::lessons;
    use std::sync::Arc;

    const GONE: RecordKey = RecordKey::Ticket(TicketId(48_320));

    fn desk() -> (tempfile::TempDir, Arc<ManualClock>, Desk) {
        let (dir, clock) = (tempfile::tempdir().unwrap(), Arc::new(ManualClock::at(Timestamp(1_800_000_000_000))));
        let config = ServerConfig {
            database: dir.path().join("desk.db"),
            sample: true,
            limits: Limits::default(),
            clock: clock.clone(),
            rng: Arc::new(Seeded::new(1)),
        };
        (dir, clock, Desk::open(config).unwrap())
    }

    fn page(desk: &Desk, since: Option<&Cursor>) -> Result<Page, FeedError> {
        desk.core().store.read(|tx| feed::page(tx, since, 500, None, desk.core().clock.now()))
    }

    fn end(desk: &Desk) -> Cursor {
        let mut since = None;
        loop {
            let read = page(desk, since.as_ref()).unwrap();
            if read.up_to_date {
                return read.to;
            }
            since = Some(read.to);
        }
    }

    fn care(desk: &Desk, clock: &ManualClock) {
        desk.core().store.write(|tx| forget(tx, clock.now())).unwrap();
    }

    #[test]
    fn what_is_removed_is_gone_for_everybody_with_its_conversation_and_stays_so() {
        let (_dir, _, desk) = desk();
        let cursor = end(&desk);
        let seq = desk.remove(&GONE).unwrap();
        let read = page(&desk, Some(&cursor)).unwrap();
        assert!(read.changes.is_empty() && read.gone.len() > 1, "{:?}", read.gone);
        assert!(read.gone.contains(&(seq, GONE)) && read.gone.iter().all(|(at, _)| *at == seq));
        let left = desk.core().store.read::<_, StoreError>(|tx| tickets::get(tx, TicketId(48_320))).unwrap();
        assert_eq!(left, None);
        assert_eq!(desk.check().unwrap(), seq);
    }

    #[test]
    fn what_a_removed_ticket_taught_goes_with_it_for_it_holds_its_text() {
        let (_dir, _, desk) = desk();
        let lesson = fixture::lesson(48_320, Role::Am, Role::Ba);
        desk.core().store.write::<_, StoreError>(|tx| lessons::put(tx, 1, &lesson)).unwrap();
        let cursor = end(&desk);
        let seq = desk.remove(&GONE).unwrap();
        let gone = page(&desk, Some(&cursor)).unwrap().gone;
        assert!(gone.contains(&(seq, RecordKey::Lesson(TicketId(48_320)))), "{gone:?}");
        let left = desk.core().store.read::<_, StoreError>(|tx| lessons::get(tx, TicketId(48_320))).unwrap();
        assert_eq!(left, None);
    }

    #[test]
    fn a_ticket_that_nobody_accepts_goes_back_to_the_desk_and_the_trail_says_so() {
        let (_dir, clock, desk) = desk();
        let write = |by_itself_now: Timestamp| {
            desk.core().store.write::<_, StoreError>(|tx| by_itself(tx, by_itself_now)).unwrap();
        };
        let read =
            || desk.core().store.read::<_, StoreError>(|tx| tickets::get(tx, TicketId(48_320))).unwrap().unwrap();
        let by = OperatorId::new("op-08");
        let handover = Handover { by: by.clone(), at: clock.now(), next: "call".into(), stands: Stands::Waiting };
        let handed = Ticket { assignee: Some(by), status: Status::Open, handover: Some(handover), ..read() };
        desk.core().store.write::<_, StoreError>(|tx| tickets::put(tx, 1, &handed)).unwrap();
        let seq = desk.check().unwrap();
        write(clock.now() + POOLED_AFTER - Span(1));
        assert_eq!((read().assignee, desk.check().unwrap()), (handed.assignee, seq), "it still waits");
        write(clock.now() + POOLED_AFTER);
        write(clock.now() + POOLED_AFTER);
        let pooled = read();
        assert_eq!((pooled.assignee, desk.check().unwrap()), (None, seq + 1), "once");
        assert!(matches!(pooled.handover.unwrap().stands, Stands::Pooled { .. }));
    }

    #[test]
    fn what_is_gone_is_told_for_thirty_days_and_then_the_floor_is_raised_to_it() {
        let (_dir, clock, desk) = desk();
        let before = end(&desk);
        desk.remove(&GONE).unwrap();
        let after = end(&desk);
        clock.advance(Span::days(30));
        care(&desk, &clock);
        assert!(!page(&desk, Some(&before)).unwrap().gone.is_empty(), "30 days are not over");
        clock.advance(Span::minutes(1));
        care(&desk, &clock);
        assert!(matches!(page(&desk, Some(&before)), Err(FeedError::Expired)));
        assert!(page(&desk, Some(&after)).unwrap().up_to_date, "whoever has read of it goes on");
        assert!(page(&desk, None).unwrap().gone.is_empty());
    }

    #[test]
    fn the_audit_trail_cannot_be_changed_or_shortened_by_the_server_itself() {
        let (_dir, clock, desk) = desk();
        let transactions = desk.check().unwrap();
        for sql in ["update txn set actor = 'op-02' where seq = 1", "delete from txn where seq = 1", "delete from txn"]
        {
            let refused = desk.core().store.write::<_, StoreError>(|tx| tx.execute(sql, &[]));
            assert!(
                matches!(&refused, Err(StoreError::Statement(why)) if why.contains("only added to")),
                "{refused:?}"
            );
        }
        clock.advance(Span::days(400));
        care(&desk, &clock);
        assert_eq!(desk.check().unwrap(), transactions);
    }

    #[test]
    fn after_a_new_epoch_every_cursor_is_of_another_history_and_its_place_is_found_again() {
        let (_dir, _, desk) = desk();
        let cursor = end(&desk);
        desk.new_epoch().unwrap();
        assert!(matches!(page(&desk, Some(&cursor)), Err(FeedError::Forked)));
        let common = desk.core().store.read(|tx| super::super::holdings::common(tx, &[cursor])).unwrap().unwrap();
        assert!(page(&desk, Some(&common.cursor)).unwrap().up_to_date);
    }
}
