//! A whole desk, read from the outside.

use super::*;
use crate::domain::{Record, Timestamp};
use crate::seam::{ManualClock, Seeded};
use crate::server::desk::{Core, Limits, ServerConfig, open_core};
use std::collections::BTreeMap;
use std::sync::Arc;

fn desk() -> (tempfile::TempDir, Core) {
    let dir = tempfile::tempdir().unwrap();
    let config = ServerConfig {
        database: dir.path().join("desk.db"),
        sample: true,
        limits: Limits::default(),
        clock: Arc::new(ManualClock::at(Timestamp(1_800_000_000_000))),
        rng: Arc::new(Seeded::new(1)),
    };
    (dir, open_core(config).unwrap())
}

fn read_all(core: &Core, limit: usize) -> Vec<Chunk> {
    let (mut chunks, mut from) = (Vec::new(), None);
    loop {
        let chunk: Chunk = core.store.read(|tx| chunk(tx, from.as_ref(), limit)).unwrap();
        from = chunk.next.clone();
        chunks.push(chunk);
        if from.is_none() {
            return chunks;
        }
    }
}

/// By name, the newest state.
fn together(chunks: &[Chunk]) -> BTreeMap<RecordKey, (i64, Record)> {
    let changes = chunks.iter().flat_map(|chunk| &chunk.changes);
    changes.map(|change| (change.record.key(), (change.seq, change.record.clone()))).collect()
}

#[test]
fn a_snapshot_in_pieces_of_any_size_is_the_whole_desk_as_its_feed_has_it() {
    let (_dir, core) = desk();
    let page = core.store.read(|tx| feed::page(tx, None, 100_000, None, Timestamp(0))).unwrap();
    let wanted: BTreeMap<RecordKey, (i64, Record)> =
        page.changes.into_iter().map(|it| (it.record.key(), (it.seq, it.record))).collect();
    for limit in [1, 7, 250, 5_000] {
        let chunks = read_all(&core, limit);
        assert!(chunks.iter().all(|chunk| chunk.changes.len() <= limit && chunk.start == page.to));
        assert_eq!(together(&chunks), wanted, "in pieces of {limit}");
    }
}

#[test]
fn it_is_usable_when_live_tickets_their_articles_and_their_customers_are_there() {
    let (_dir, core) = desk();
    let chunks = read_all(&core, 5);
    let first = chunks.iter().position(|chunk| chunk.usable).unwrap();
    assert!(chunks[first..].iter().all(|chunk| chunk.usable));
    assert!(first + 1 < chunks.len(), "the rest comes after");
    let here = together(&chunks[..=first]);
    for (key, (_, record)) in together(&chunks) {
        if let Record::Ticket(ticket) = record
            && ticket.status.is_live()
        {
            assert!(here.contains_key(&key) && here.contains_key(&RecordKey::Customer(ticket.customer)));
        }
    }
    let (mut done, last) = (0, chunks.last().unwrap());
    for chunk in &chunks {
        assert!(done <= chunk.done && chunk.done <= chunk.total);
        done = chunk.done;
    }
    assert_eq!(last.done, last.total);
}

#[test]
fn the_digest_is_that_of_the_records_and_a_bucket_lists_its_own() {
    let (_dir, core) = desk();
    let held = together(&read_all(&core, 5_000));
    let mut wanted = Digest::empty(0);
    for (key, (seq, _)) in &held {
        let (kind, id) = key.words();
        wanted.add(kind, &id, *seq);
    }
    let digest = core.store.read(digest).unwrap();
    assert!(digest.differing(&wanted).is_empty());
    let listed: Vec<_> = (0..=u8::MAX).flat_map(|n| core.store.read(|tx| bucket(tx, n)).unwrap().rows).collect();
    assert_eq!(listed.len(), held.len());
    assert!(listed.iter().all(|(key, seq)| held[key].0 == *seq));
}

#[test]
fn records_come_by_their_keys_and_what_is_not_there_is_gone() {
    let (_dir, core) = desk();
    let held = together(&read_all(&core, 5_000));
    let mut keys: Vec<RecordKey> = held.keys().cloned().collect();
    keys.push(RecordKey::Faq("nothing".into()));
    let found = core.store.read(|tx| by_keys(tx, &keys)).unwrap();
    assert_eq!(found.gone.iter().map(|(_, key)| key).collect::<Vec<_>>(), [&RecordKey::Faq("nothing".into())]);
    let found: BTreeMap<_, _> = found.changes.into_iter().map(|it| (it.record.key(), (it.seq, it.record))).collect();
    assert_eq!(found, held);
}

#[test]
fn what_is_common_is_the_newest_cursor_of_this_history_under_whatever_epoch() {
    let (_dir, core) = desk();
    let head = core.store.read(|tx| ledger::head(tx)).unwrap();
    let at = |seq| core.store.read(|tx| feed::cursor(tx, seq, &head)).unwrap();
    let (old, new) = (at(1), at(head.seq));
    let other = Cursor(format!("1.other.{}", new.0.splitn(3, '.').nth(2).unwrap()));
    let forged = Cursor(format!("1.{}.{}.0000000000000000", head.epoch, head.seq));
    let common = |cursors: &[&Cursor]| {
        let cursors: Vec<Cursor> = cursors.iter().map(|it| (*it).clone()).collect();
        core.store.read(|tx| common(tx, &cursors)).unwrap()
    };
    assert_eq!(common(&[&other, &old]), Some(Checkpoint { cursor: new, seq: head.seq }));
    assert_eq!(common(&[&old, &forged]), Some(Checkpoint { cursor: old.clone(), seq: 1 }));
    assert_eq!(common(&[&forged, &Cursor("x".into())]), None);
    assert_eq!(common(&[]), None);
    // Who is too far behind to follow is of this history all the same.
    core.store.write::<_, StoreError>(|tx| tx.execute("update head set floor_seq = seq", &[])).unwrap();
    assert_eq!(common(&[&old]).map(|it| it.seq), Some(1));
}

#[test]
fn a_place_that_is_none_is_refused_and_never_followed() {
    let (_dir, core) = desk();
    let first = core.store.read(|tx| chunk(tx, None, 1)).unwrap();
    let place = first.next.unwrap().0;
    let start = place.split('/').next().unwrap().to_string();
    for wrong in [
        "",
        "x",
        "1/2/3/4/5",
        &start,
        &format!("{start}/99/0/0/i1"),
        &format!("{start}/5/0/0/tx"),
        &format!("{start}/10/0/0/i1"),
        &format!("{start}/0/0/0/"),
        &format!("{start}/0/0/0/é"),
    ] {
        let answer = core.store.read(|tx| chunk(tx, Some(&SnapshotPlace(wrong.to_string())), 1));
        assert!(matches!(answer, Err(FeedError::Unreadable)), "{wrong}: {answer:?}");
    }
    let forked = place.replacen("1.", "1.other", 1);
    let answer = core.store.read(|tx| chunk(tx, Some(&SnapshotPlace(forked)), 1));
    assert!(matches!(answer, Err(FeedError::Forked)), "{answer:?}");
}
