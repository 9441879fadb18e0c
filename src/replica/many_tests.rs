//! Many tickets at once: those of a list, as they stand, and operations on all of them.

use super::outbox::LIMIT;
use super::tests::{Home, NOW, comment, page, read, record, states, ticket};
use super::*;
use crate::domain::{Action, Filter, Operation, Refusal, Status, Ticket};

fn desk(home: &Home) -> Replica {
    let replica = home.open();
    let of = |n| record(Ticket { id: TicketId(n), created_at: NOW + Span::minutes(n), ..ticket() });
    read(&replica, page(1, (1..=5).map(of).collect()));
    replica
}

fn on(id: i64, action: Action) -> Operation {
    Operation { ticket: TicketId(id), action }
}

#[test]
fn those_that_apply_become_durable_together_and_of_the_others_it_is_said_why_not() {
    let home = Home::new();
    let replica = desk(&home);
    let resolve = Action::SetStatus { from: Status::Pending, to: Status::Resolved };
    let batch = [on(1, Action::Take), on(2, resolve), on(99, Action::Take), on(3, comment("seen"))];
    let answers = replica.submit_all(&batch).unwrap();
    assert!(answers[0].is_ok() && answers[3].is_ok());
    assert!(matches!(answers[1], Err(Refusal::Conflict { .. })), "{answers:?}");
    assert_eq!(answers[2], Err(Refusal::Gone { ticket: TicketId(99) }));
    let kept: Vec<_> = replica.outbox().unwrap().into_iter().map(|entry| entry.operation).collect();
    assert_eq!(kept, [batch[0].clone(), batch[3].clone()], "in this order");
    assert!(replica.ticket(TicketId(1)).unwrap().unwrap().assignee.is_some(), "and they show");
    let refused = replica.submit_all(&[on(99, Action::Take)]).unwrap();
    assert!(refused[0].is_err() && states(&replica).len() == 2);
}

#[test]
fn a_batch_for_which_there_is_no_room_is_not_begun() {
    let home = Home::new();
    let replica = desk(&home);
    let many: Vec<Operation> = (0..=LIMIT).map(|n| on(1 + n % 5, comment("x"))).collect();
    assert!(matches!(replica.submit_all(&many), Err(ReplicaError::OutboxFull { limit: LIMIT })));
    assert!(states(&replica).is_empty());
}

#[test]
fn the_first_of_a_list_are_named_in_its_order_and_it_is_said_that_there_are_more() {
    let home = Home::new();
    let replica = desk(&home);
    let first = |query: &str, limit| replica.first_of(&Filter::parse(query).unwrap(), limit).unwrap();
    let numbers = |of: &[i64]| of.iter().copied().map(TicketId).collect::<Vec<_>>();
    assert_eq!(first("sort:age", 3), (numbers(&[1, 2, 3]), true));
    assert_eq!(first("sort:age number:>=4", 3), (numbers(&[4, 5]), false));
}

#[test]
fn what_is_marked_is_read_as_it_stands_with_its_suggestion_if_asked_for() {
    let home = Home::new();
    let replica = desk(&home);
    let ids = [TicketId(2), TicketId(99), TicketId(4)];
    let found = replica.marked(&ids, false).unwrap();
    assert_eq!(found.iter().map(|it| it.ticket.id.0).collect::<Vec<_>>(), [2, 4]);
    assert!(found.iter().all(|it| it.suggestion.is_none()));
    let found = replica.marked(&ids, true).unwrap();
    let alone = replica.dossier(TicketId(2)).unwrap().unwrap().suggestion;
    assert_eq!(found[0].suggestion, Some(alone));
}
