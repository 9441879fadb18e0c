//! An outbox that the disk did not keep: what can be read is saved, and nothing of the rest is used or dropped unsaid.

use super::tests::{Home, ID, comment, forget_log, page, read, record, sent, submit, texts, ticket, who};
use super::*;
use crate::domain::{Action, Damage, Doubt, Operation, OperationId, OutboxEntry, OutboxState, Visibility};
use std::path::{Path, PathBuf};

fn outbox_of(home: &Home) -> PathBuf {
    home.path().join("outbox.db")
}

fn damages_of(opened: &Opened) -> Vec<Damage> {
    let damages = opened.replica.damages().unwrap();
    let told = |note: &OpenNote| if let OpenNote::DamagedOutbox(damage) = note { Some(damage.clone()) } else { None };
    assert_eq!(opened.notes.iter().filter_map(told).collect::<Vec<_>>(), damages);
    damages
}

/// All of it in the database, nothing in its journal.
fn put_away(path: &Path) {
    let sound = rusqlite::Connection::open(path).unwrap();
    sound.execute_batch("pragma wal_checkpoint(truncate)").unwrap();
    drop(sound);
    forget_log(path);
}

/// Writes another letter over each place where this text stands.
fn bend(path: &Path, text: &str) {
    put_away(path);
    let mut bytes = std::fs::read(path).unwrap();
    let places: Vec<usize> =
        (0..bytes.len() - text.len()).filter(|at| bytes[*at..].starts_with(text.as_bytes())).collect();
    assert!(!places.is_empty(), "{text} stands nowhere");
    places.iter().for_each(|at| bytes[at + 1] ^= 1);
    std::fs::write(path, bytes).unwrap();
}

/// Three comments and a draft, at rest.
fn written(home: &Home) -> Vec<OperationId> {
    let replica = home.with_ticket();
    let ids = ["first", "second", "third"].map(|text| submit(&replica, comment(text)));
    replica.save_draft(ID, Visibility::Public, "half a reply").unwrap();
    ids.into()
}

fn states(replica: &Replica) -> Vec<(String, OutboxState)> {
    let text = |entry: &OutboxEntry| entry.operation.action.typed_text().unwrap_or_default().to_string();
    replica.outbox().unwrap().iter().map(|entry| (text(entry), entry.state.clone())).collect()
}

#[test]
fn a_file_that_is_no_database_is_kept_and_told_until_it_is_seen() {
    let home = Home::new();
    let replica = home.with_ticket();
    let old = replica.device_id().unwrap();
    submit(&replica, Action::Take);
    drop(replica);
    put_away(&outbox_of(&home));
    std::fs::write(outbox_of(&home), vec![7; 9_000]).unwrap();
    let opened = home.opened("op-1").unwrap();
    let damage = damages_of(&opened).remove(0);
    assert_eq!((damage.saved, &damage.doubts[..]), (0, &[][..]));
    assert_eq!(std::fs::read(&damage.path).unwrap(), vec![7; 9_000]);
    assert_ne!(opened.replica.device_id().unwrap(), old, "numbers that may be used up are not used again");
    assert_eq!(opened.replica.ticket(ID).unwrap().unwrap().assignee, None);
    drop(opened);
    let again = home.opened("op-1").unwrap();
    assert_eq!(again.notes.len(), 0, "it is damaged no more");
    assert_eq!(again.replica.damages().unwrap(), std::slice::from_ref(&damage));
    again.replica.seen_damage(damage.id).unwrap();
    assert_eq!(again.replica.damages().unwrap(), []);
}

#[test]
fn without_the_head_of_the_file_all_rows_are_saved_and_what_waits_is_sent() {
    for upto in [100, 4096] {
        let home = Home::new();
        let ids = written(&home);
        put_away(&outbox_of(&home));
        let mut bytes = std::fs::read(outbox_of(&home)).unwrap();
        bytes[..upto].fill(0xA5);
        std::fs::write(outbox_of(&home), bytes).unwrap();
        let opened = home.opened("op-1").unwrap();
        let damage = damages_of(&opened).remove(0);
        assert_eq!((damage.saved, damage.doubts.len()), (4, 0), "{upto}");
        assert_eq!(texts(&opened.replica), ["first", "second", "third"]);
        assert_eq!(opened.replica.draft(ID, Visibility::Public).unwrap().as_deref(), Some("half a reply"));
        assert_eq!(sent(&opened.replica, 9), ids);
        submit(&opened.replica, comment("after that"));
        assert_eq!(texts(&opened.replica).len(), 4, "it comes after them");
    }
}

#[test]
fn a_text_that_changed_is_told_and_not_sent_and_the_others_are() {
    let home = Home::new();
    written(&home);
    bend(&outbox_of(&home), "second");
    let opened = home.opened("op-1").unwrap();
    let damage = damages_of(&opened).remove(0);
    assert_eq!(
        (damage.saved, &damage.doubts[..]),
        (3, &[Doubt { ticket: Some(ID), text: "sdcond".into(), kept: false }][..])
    );
    assert_eq!(sent(&opened.replica, 9).len(), 2);
}

#[test]
fn an_operation_of_which_all_but_its_text_may_have_changed_is_stuck_until_a_person_has_looked() {
    let home = Home::new();
    written(&home);
    let replica = home.open();
    assert_eq!(replica.to_push(9).unwrap().len(), 3);
    drop(replica);
    bend(&outbox_of(&home), "Name of op-1");
    let opened = home.opened("op-1").unwrap();
    let damage = damages_of(&opened).remove(0);
    assert_eq!((damage.saved, damage.doubts.len()), (1, 3));
    assert!(damage.doubts.iter().all(|doubt| doubt.kept), "{damage:?}");
    let states = states(&opened.replica);
    assert!(states.iter().all(|(_, state)| matches!(state, OutboxState::Stuck { .. })), "{states:?}");
    assert_eq!(sent(&opened.replica, 9), []);
    let id = opened.replica.outbox().unwrap()[0].id.clone();
    opened.replica.retry(&id).unwrap();
    assert_eq!(sent(&opened.replica, 9)[0], id);
}

#[test]
fn a_draft_that_changed_is_kept_and_told() {
    let home = Home::new();
    written(&home);
    bend(&outbox_of(&home), "half a reply");
    let opened = home.opened("op-1").unwrap();
    let damage = damages_of(&opened).remove(0);
    assert_eq!(
        (damage.saved, &damage.doubts[..]),
        (3, &[Doubt { ticket: Some(ID), text: "h`lf a reply".into(), kept: true }][..])
    );
    assert_eq!(opened.replica.draft(ID, Visibility::Public).unwrap().as_deref(), Some("h`lf a reply"));
}

#[test]
fn a_row_that_changes_while_a_console_is_open_is_neither_used_nor_made_to_look_sound() {
    let home = Home::new();
    written(&home);
    let replica = home.open();
    let other = rusqlite::Connection::open(outbox_of(&home)).unwrap();
    other.execute_batch("pragma writable_schema = on; delete from sqlite_schema where type = 'trigger'").unwrap();
    drop(other);
    let other = rusqlite::Connection::open(outbox_of(&home)).unwrap();
    other.execute_batch("update operation set made_ms = made_ms + 1 where position = 2").unwrap();
    drop(other);
    let error = replica.to_push(9).unwrap_err();
    assert!(matches!(error, ReplicaError::Store(StoreError::Damaged(_))), "{error}");
}

#[test]
fn a_statement_that_would_make_a_damaged_row_look_sound_is_refused() {
    let home = Home::new();
    written(&home);
    let replica = home.open();
    let bent = "update operation set sum = sum + 1 where position = 2";
    replica.write_outbox::<_, StoreError>(|tx| tx.execute(bent, &[])).unwrap();
    let error = replica.write_outbox::<_, StoreError>(|tx| numbers::give_up(tx)).unwrap_err();
    assert!(matches!(error, ReplicaError::Store(StoreError::Damaged(_))), "{error}");
}

#[test]
fn rows_from_before_there_were_sums_are_not_damaged() {
    let home = Home::new();
    written(&home);
    let replica = home.open();
    replica
        .write_outbox::<_, StoreError>(|tx| tx.batch("update operation set sum = null; update draft set sum = null"))
        .unwrap();
    drop(replica);
    let replica = home.open();
    assert_eq!(states(&replica).len(), 3);
    assert_eq!(replica.draft(ID, Visibility::Public).unwrap().as_deref(), Some("half a reply"));
}

#[test]
fn a_rescue_that_is_cut_off_anywhere_ends_like_one_that_was_not() {
    let home = Home::new();
    written(&home);
    put_away(&outbox_of(&home));
    let mut bytes = std::fs::read(outbox_of(&home)).unwrap();
    bytes[..100].fill(0xA5);
    std::fs::write(outbox_of(&home), &bytes).unwrap();
    drop(home.opened("op-1").unwrap());
    let rescued = std::fs::read(outbox_of(&home)).unwrap();
    let (old, new) = (outbox_of(&home), home.path().join("outbox.rescued.db"));
    // Half of it is written; it is written, and the old one is still there; the old one is away, its journal is not.
    for (before, half) in [(Some(&bytes), &rescued[..5_000]), (Some(&bytes), &rescued[..]), (None, &rescued[..])] {
        std::fs::remove_file(&old).unwrap();
        before.into_iter().for_each(|bytes| std::fs::write(&old, bytes).unwrap());
        std::fs::write(home.path().join("outbox.db-wal"), vec![3; 9_000]).unwrap();
        std::fs::write(&new, half).unwrap();
        let opened = home.opened("op-1").unwrap();
        assert_eq!(states(&opened.replica).len(), 3);
        assert_eq!(opened.replica.damages().unwrap().len(), 1);
        assert!(!new.exists());
    }
}

#[test]
fn what_another_operator_typed_is_not_sent_in_the_name_of_the_one_who_opens_a_rescued_outbox() {
    let home = Home::new();
    written(&home);
    put_away(&outbox_of(&home));
    let mut bytes = std::fs::read(outbox_of(&home)).unwrap();
    bytes[..100].fill(0xA5);
    std::fs::write(outbox_of(&home), bytes).unwrap();
    let replica = home.opened("op-2").unwrap().replica;
    assert_eq!(replica.identity(), who("op-2"));
    assert_eq!(sent(&replica, 9), []);
    assert!(states(&replica).iter().all(|(_, state)| matches!(state, OutboxState::Refused { .. })));
}

#[test]
fn a_text_that_goes_over_many_pages_is_saved() {
    let home = Home::new();
    let replica = home.with_ticket();
    let long = "long ".repeat(3_000);
    let operation = Operation { ticket: ID, action: comment(&long) };
    replica.submit(&operation).unwrap();
    replica.save_draft(ID, Visibility::Internal, &long).unwrap();
    for n in 0..40 {
        submit(&replica, comment(&format!("comment {n}")));
    }
    drop(replica);
    put_away(&outbox_of(&home));
    let mut bytes = std::fs::read(outbox_of(&home)).unwrap();
    bytes[..100].fill(0xA5);
    std::fs::write(outbox_of(&home), bytes).unwrap();
    let opened = home.opened("op-1").unwrap();
    assert_eq!((damages_of(&opened)[0].saved, states(&opened.replica).len()), (42, 41));
    assert_eq!(opened.replica.draft(ID, Visibility::Internal).unwrap(), Some(long.clone()));
    assert_eq!(states(&opened.replica)[0].0, long);
    read(&opened.replica, page(2, vec![record(ticket())]));
}

#[test]
fn a_copy_of_the_desk_that_was_seen_to_be_damaged_is_read_anew_at_the_next_start_and_once() {
    let home = Home::new();
    let replica = home.with_ticket();
    let id = submit(&replica, comment("typed before"));
    let seen = replica.read_rows(|_| Err::<(), _>(StoreError::Damaged("a page".into())));
    assert!(seen.is_err());
    drop(replica);
    let opened = home.opened("op-1").unwrap();
    assert!(matches!(opened.notes[..], [OpenNote::DamagedReplica { .. }]), "{:?}", opened.notes);
    assert_eq!(opened.replica.ticket(ID).unwrap(), None);
    read(&opened.replica, page(1, vec![record(ticket())]));
    assert_eq!(texts(&opened.replica), ["typed before"]);
    drop(opened);
    assert_eq!(sent(&home.open(), 9), [id]);
}

#[test]
fn a_row_of_the_desk_that_cannot_be_read_is_damage_and_an_opening_that_needs_it_reads_all_anew() {
    let home = Home::new();
    let replica = home.with_ticket();
    let id = submit(&replica, comment("typed before"));
    drop(replica);
    let rows = rusqlite::Connection::open(home.path().join(open::ROWS)).unwrap();
    assert_eq!(rows.execute("insert into policy (id, seq, body) values ('policy', 1, '{}')", []), Ok(1));
    drop(rows);
    let opened = home.opened("op-1").unwrap();
    assert!(matches!(opened.notes[..], [OpenNote::DamagedReplica { .. }]), "{:?}", opened.notes);
    read(&opened.replica, page(1, vec![record(ticket())]));
    assert_eq!(texts(&opened.replica), ["typed before"]);
    drop(opened);
    assert_eq!(sent(&home.open(), 9), [id]);
}

#[test]
fn another_letter_in_the_schema_is_found_when_the_outbox_is_opened() {
    let home = Home::new();
    let ids = written(&home);
    put_away(&outbox_of(&home));
    let other = rusqlite::Connection::open(outbox_of(&home)).unwrap();
    let bend = "update sqlite_schema set sql = replace(sql, 'new.rowid', 'new.rowie') where name = 'draft_made'";
    other.execute_batch(&format!("pragma writable_schema = on; {bend}")).unwrap();
    drop(other);
    let opened = home.opened("op-1").unwrap();
    assert_eq!(damages_of(&opened)[0].saved, 4);
    opened.replica.save_draft(ID, Visibility::Internal, "another").unwrap();
    assert_eq!(sent(&opened.replica, 9), ids);
}
