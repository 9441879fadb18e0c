//! What a page may say of our own operations: only of those that were answered when it was asked for, and only of the
//! name under which it was asked for.

use super::tests::{ID, applied, comment, page, record, sent, shown, states, submit, texts, ticket};
use super::{Applied, Replica, tests::Home};
use crate::domain::{Action, OutboxState, Page, Ticket};

/// Sends what waits, and has it take effect in transaction `seq`.
fn takes_effect(replica: &Replica, seq: i64) {
    let receipts: Vec<_> = sent(replica, 9).iter().map(|id| applied(replica, id, seq)).collect();
    replica.settle(&receipts).unwrap();
}

#[test]
fn a_page_from_before_an_answer_does_not_say_that_the_desk_forgot_it() {
    let home = Home::new();
    let replica = home.with_ticket();
    replica.met(true).unwrap();
    submit(&replica, Action::GiveBack);
    submit(&replica, comment("after it"));
    let before = replica.to_pull().unwrap();
    // Nothing had to be given back: that was so in a transaction that the page covers.
    let ids = sent(&replica, 9);
    replica.settle(&[applied(&replica, &ids[0], 1), applied(&replica, &ids[1], 3)]).unwrap();
    assert_eq!(replica.apply(&before, &page(2, vec![])).unwrap(), Applied::Now);
    assert_eq!((states(&replica), sent(&replica, 9)), (vec![OutboxState::Applied { seq: 3 }], vec![]));
}

#[test]
fn what_a_desk_forgot_is_sent_again_with_all_that_came_after_it() {
    let home = Home::new();
    let replica = home.with_ticket();
    replica.met(true).unwrap();
    for text in ["a", "b"] {
        submit(&replica, comment(text));
    }
    let ids = sent(&replica, 9);
    replica.settle(&[applied(&replica, &ids[0], 2), applied(&replica, &ids[1], 9)]).unwrap();
    let pull = replica.to_pull().unwrap();
    assert_eq!(replica.apply(&pull, &page(3, vec![record(ticket())])).unwrap(), Applied::Now);
    let again: Vec<_> = replica.to_push(9).unwrap().into_iter().map(|it| (it.id, it.key.n)).collect();
    assert_eq!(again, [(ids[0].clone(), 1), (ids[1].clone(), 2)]);
    assert_eq!(texts(&replica), ["a", "b"]);
}

#[test]
fn a_page_that_was_asked_for_under_another_name_says_nothing_of_the_numbers_of_this() {
    let home = Home::new();
    let replica = home.with_ticket();
    submit(&replica, Action::Take);
    takes_effect(&replica, 2);
    let under_the_old_name = replica.to_pull().unwrap();
    replica.take_new_device().unwrap();
    let taken = Ticket { assignee: shown(&replica).assignee, ..ticket() };
    let told = Page { acknowledged_n: 1, ..page(2, vec![record(taken)]) };
    assert_eq!(replica.apply(&under_the_old_name, &told).unwrap(), Applied::Now);
    submit(&replica, comment("mine"));
    assert_eq!(replica.to_push(9).unwrap()[0].key.n, 1);
    replica.show([ID].into());
    assert_eq!(texts(&replica), ["mine"]);
}

#[test]
fn under_a_new_name_the_desk_is_asked_again_for_what_it_had_answered_under_the_old_one() {
    let home = Home::new();
    let replica = home.with_ticket();
    replica.met(true).unwrap();
    submit(&replica, comment("mine"));
    takes_effect(&replica, 3);
    // The desk went back to where we have read, knows our lease no more, and has given the number to somebody else.
    replica.take_new_device().unwrap();
    let pull = replica.to_pull().unwrap();
    assert_eq!(replica.apply(&pull, &page(4, vec![record(ticket())])).unwrap(), Applied::Now);
    assert_eq!(texts(&replica), ["mine"]);
    assert_eq!((states(&replica), sent(&replica, 9).len()), (vec![OutboxState::Unknown], 1));
}
