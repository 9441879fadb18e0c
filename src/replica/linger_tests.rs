//! Replies that linger: when they leave, what they hold up, and what becomes of them by hand, by a restart and by a clock
//! that is set.

use super::tests::{Home, ID, NOW, applied, comment, page, read, record, sent, shown, states, submit, ticket};
use super::*;
use crate::domain::{Action, LONGEST_LINGER, Operation, OutboxState, Status, Ticket, Timestamp, Visibility};

const SPAN: Span = Span::seconds(15);
const OTHER: TicketId = TicketId(8);

/// A replica in which replies linger, with two tickets.
fn lingering(home: &Home) -> Replica {
    let replica = home.with_ticket();
    read(&replica, page(2, vec![record(Ticket { id: OTHER, ..ticket() })]));
    replica.let_replies_linger(SPAN);
    replica
}

fn reply(body: &str) -> Action {
    Action::Reply { body: body.into(), seen: 0, force: false }
}

fn elsewhere(replica: &Replica, action: Action) -> OperationId {
    replica.submit(&Operation { ticket: OTHER, action }).unwrap()
}

/// Whether the one entry of the outbox lingers, by what a screen reads and by what is sent, which must be the same.
fn lingers(replica: &Replica, now: Timestamp) -> bool {
    let (entries, counts) = (replica.outbox().unwrap(), replica.counts().unwrap());
    let [entry] = &entries[..] else { panic!("{entries:?}") };
    assert_eq!((entry.lingers(now), i64::from(entry.lingers(now).is_none())), (counts.next_in, counts.to_send));
    counts.to_send == 0
}

#[test]
fn a_reply_waits_its_time_with_what_follows_on_its_ticket_and_others_flow_on() {
    let home = Home::new();
    let replica = lingering(&home);
    let before = submit(&replica, comment("before"));
    let held = submit(&replica, reply("Dear Ana"));
    let after = submit(&replica, Action::SetStatus { from: Status::Open, to: Status::Resolved });
    let other = elsewhere(&replica, comment("elsewhere"));
    assert_eq!(shown(&replica).replies, 1, "it is on screen at once");
    let pushed = replica.to_push(9).unwrap();
    assert_eq!(pushed.iter().map(|it| (&it.id, it.key.n)).collect::<Vec<_>>(), [(&before, 1), (&other, 2)]);
    replica.settle(&[applied(&replica, &before, 3), applied(&replica, &other, 4)]).unwrap();
    home.clock.advance(SPAN - Span(1));
    assert_eq!(replica.counts().unwrap().next_in, Some(Span(1)));
    assert_eq!(sent(&replica, 9), []);
    home.clock.advance(Span(1));
    let pushed: Vec<_> = replica.to_push(9).unwrap().into_iter().map(|it| (it.id, it.key.n)).collect();
    assert_eq!(pushed, [(held, 3), (after, 4)]);
    assert_eq!(replica.counts().unwrap().next_in, None);
}

#[test]
fn taken_back_it_is_a_draft_and_the_status_that_went_with_it_is_gone_too() {
    let home = Home::new();
    let replica = lingering(&home);
    let held = submit(&replica, reply("Dear Ana"));
    let status = submit(&replica, Action::SetStatus { from: Status::Open, to: Status::Resolved });
    let note = submit(&replica, comment("a note"));
    let other = elsewhere(&replica, comment("elsewhere"));
    let taken = replica.take_back(&held, &[status, other.clone()]).unwrap();
    assert_eq!((taken.ticket, taken.kind, taken.seen), (ID, Visibility::Public, Some(0)));
    assert_eq!(replica.draft(ID, Visibility::Public).unwrap().as_deref(), Some("Dear Ana"));
    assert_eq!((shown(&replica).status, shown(&replica).replies), (Status::Open, 0));
    assert_eq!(sent(&replica, 9), [note, other], "what is of another ticket never goes with it");
    assert_eq!(replica.delivered(ID, &held).unwrap(), None);
}

#[test]
fn what_has_left_is_not_taken_back_and_is_known_to_be_delivered_when_the_desk_has_answered() {
    let home = Home::new();
    let replica = lingering(&home);
    let held = submit(&replica, reply("Dear Ana"));
    replica.send_what_lingers().unwrap();
    assert_eq!(sent(&replica, 9), std::slice::from_ref(&held));
    assert!(matches!(replica.take_back(&held, &[]), Err(ReplicaError::Waiting(_))));
    assert_eq!(replica.delivered(ID, &held).unwrap(), None, "on its way");
    let article = replica.conversation(ID).unwrap().pop().unwrap();
    let at = NOW + Span::minutes(3);
    replica.settle(&[applied(&replica, &held, 3)]).unwrap();
    let article = crate::domain::Record::Article(crate::domain::Article { at, ..article });
    read(&replica, page(3, vec![article, record(Ticket { replies: 1, ..ticket() })]));
    assert!(matches!(replica.take_back(&held, &[]), Err(ReplicaError::NoOperation(_))));
    assert_eq!(replica.delivered(ID, &held).unwrap(), Some(at));
}

#[test]
fn a_restart_neither_loses_it_nor_begins_its_time_anew() {
    let home = Home::new();
    let replica = lingering(&home);
    let held = submit(&replica, reply("Dear Ana"));
    drop(replica);
    home.clock.advance(Span::seconds(5));
    let replica = home.open();
    assert_eq!(states(&replica), [OutboxState::Queued]);
    assert_eq!(replica.counts().unwrap().next_in, Some(Span::seconds(10)));
    drop(replica);
    home.clock.advance(Span::hours(3));
    assert_eq!(sent(&home.open(), 9), [held]);
}

/// Set back beyond its making it leaves; set back by less it lingers for so much longer. A correction sends nothing.
#[test]
fn a_clock_that_is_set_does_not_hold_it_for_ever() {
    for (passed, jump, then) in
        [(5, -11, false), (5, -10, true), (0, -1, true), (5, 9, true), (5, 10, false), (0, -3_600, false)]
    {
        let home = Home::new();
        let replica = lingering(&home);
        submit(&replica, reply("Dear Ana"));
        home.clock.advance(Span::seconds(passed));
        home.clock.jump(Span::seconds(jump));
        let now = NOW + Span::seconds(passed + jump);
        assert_eq!(lingers(&replica, now), then, "after {passed} s by {jump} s");
    }
}

/// The column has no sum: whatever stands there after a mistake of the disk, the reply leaves in time.
#[test]
fn a_time_that_has_changed_on_the_disk_is_bounded() {
    let home = Home::new();
    let replica = lingering(&home);
    submit(&replica, reply("Dear Ana"));
    let sql = "update operation set leaves_ms = 9000000000000000000";
    replica.write_outbox::<_, StoreError>(|tx| tx.execute(sql, &[]).map(drop)).unwrap();
    assert!(lingers(&replica, NOW));
    home.clock.advance(LONGEST_LINGER);
    assert!(!lingers(&replica, NOW + LONGEST_LINGER));
}

#[test]
fn comments_do_not_linger_and_a_retried_reply_does_not_again() {
    let home = Home::new();
    let replica = lingering(&home);
    let note = submit(&replica, comment("a note"));
    assert_eq!(sent(&replica, 9), std::slice::from_ref(&note));
    replica.settle(&[applied(&replica, &note, 3)]).unwrap();
    let held = submit(&replica, reply("Dear Ana"));
    home.clock.advance(SPAN);
    let pushed = replica.to_push(9).unwrap();
    let refused = crate::domain::Outcome::Refused { refusal: crate::domain::Refusal::NewerReply };
    let receipt = crate::domain::Receipt { key: pushed[0].key.clone(), id: held.clone(), outcome: refused };
    replica.settle(&[receipt]).unwrap();
    let again = replica.retry(&held).unwrap();
    assert_eq!(sent(&replica, 9), [again]);
}
