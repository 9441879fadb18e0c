use super::*;
use crate::console::fixture::{NOW, colleague, me, ticket};
use crate::domain::{Mark, Promise, Status};

const MINUTE: Span = Span::minutes(1);

fn later(minutes: i64) -> Timestamp {
    NOW + Span::minutes(minutes)
}

fn own(id: i64) -> Ticket {
    let mut ticket = Ticket { assignee: Some(me()), status: Status::Open, ..ticket(id) };
    ticket.marks.assignee = Some(Mark { by: me(), at: NOW });
    ticket
}

/// With an hour for its resolution, over so many minutes from now.
fn due(id: i64, minutes: i64) -> Ticket {
    let clock = Clock {
        target: Span::hours(1),
        started_at: later(minutes - 60),
        due_at: later(minutes),
        paused: Span(0),
        paused_since: None,
        stopped_at: None,
    };
    let mut ticket = own(id);
    ticket.clocks.resolution = Some(clock);
    ticket
}

fn emergency(id: i64, minutes: i64) -> Ticket {
    Ticket { emergency: true, created_at: later(minutes), ..ticket(id) }
}

fn read(alerts: &mut Alerts, tickets: &[Ticket], now: Timestamp) {
    alerts.read(tickets, Listener { me: &me(), warn_at_fraction: 0.75 }, now);
}

fn news(alerts: &mut Alerts, now: Timestamp) -> Vec<(i64, What)> {
    alerts.news(now).into_iter().map(|it| (it.key.ticket.0, it.key.what)).collect()
}

#[test]
fn a_deadline_of_ones_own_is_told_when_it_is_near_and_when_it_is_past_once_each() {
    let mut alerts = Alerts::new(NOW);
    let tickets = [due(1, 20), Ticket { assignee: Some(colleague()), ..due(2, 20) }];
    read(&mut alerts, &tickets, NOW);
    assert_eq!(news(&mut alerts, later(4)), []);
    assert_eq!(news(&mut alerts, later(5)), [(1, What::Near)]);
    read(&mut alerts, &tickets, later(6));
    assert_eq!(news(&mut alerts, later(6)), [], "not again because it was read again");
    assert_eq!(news(&mut alerts, later(20)), [(1, What::Breached)]);
    assert_eq!(alerts.open(), 1, "one ticket");
    read(&mut alerts, &[due(1, 90)], later(21));
    assert_eq!((news(&mut alerts, later(21)), alerts.open()), (vec![], 0), "the deadline has moved");
    assert_eq!(news(&mut alerts, later(90)), [(1, What::Breached)], "what has slept says the worst");
}

#[test]
fn what_was_so_before_the_console_started_is_no_news() {
    let mut alerts = Alerts::new(NOW);
    let replied = Ticket { inbound_at: NOW - MINUTE, ..own(3) };
    read(&mut alerts, &[due(1, -5), emergency(2, -5), replied], NOW);
    assert_eq!(news(&mut alerts, later(1)), []);
}

#[test]
fn an_emergency_that_nobody_holds_rings_until_it_is_acknowledged_or_taken() {
    let mut alerts = Alerts::new(NOW);
    read(&mut alerts, &[emergency(1, 1)], later(1));
    assert_eq!(news(&mut alerts, later(1)), [(1, What::Emergency)]);
    alerts.rang(later(1));
    let seconds = |n| later(1) + Span::seconds(n);
    assert!(!alerts.rings(seconds(9)) && alerts.rings(seconds(10)));
    assert_eq!(alerts.acknowledge(None).len(), 1);
    assert!(!alerts.rings(seconds(30)) && alerts.open() == 0);
    assert_eq!(alerts.acknowledge(None), [], "once");
    let held = Ticket { assignee: Some(colleague()), ..emergency(1, 1) };
    read(&mut alerts, &[held], later(2));
    let mut back = emergency(1, 1);
    back.marks.assignee = Some(Mark { by: colleague(), at: later(3) });
    read(&mut alerts, &[back], later(3));
    assert_eq!(news(&mut alerts, later(3)), [(1, What::Emergency)], "given back it is one again");
    read(&mut alerts, &[], later(4));
    assert!(!alerts.rings(later(9)) && alerts.open() == 0);
}

#[test]
fn a_promise_is_told_of_five_minutes_before_and_when_it_is_due() {
    let promise =
        |minutes| Promise { by: me(), made_at: NOW, due_at: later(minutes), text: String::new(), settled: None };
    let mut alerts = Alerts::new(NOW);
    read(&mut alerts, &[Ticket { promise: Some(promise(30)), ..own(1) }], NOW);
    assert_eq!(news(&mut alerts, later(24)), []);
    assert_eq!(news(&mut alerts, later(25)), [(1, What::PromiseSoon)]);
    assert_eq!(news(&mut alerts, later(30)), [(1, What::PromiseDue)]);
    let mut alerts = Alerts::new(later(-1));
    read(&mut alerts, &[Ticket { promise: Some(promise(2)), ..own(2) }], NOW);
    assert_eq!(news(&mut alerts, NOW), [(2, What::PromiseSoon)], "one made for sooner, at once");
}

#[test]
fn a_reply_and_a_waking_are_told_of_ones_own_tickets() {
    let mut alerts = Alerts::new(NOW);
    let asleep = Ticket { status: Status::OnHold, wake_at: Some(later(10)), ..own(1) };
    read(&mut alerts, &[asleep, own(2)], NOW);
    assert_eq!(news(&mut alerts, later(10)), []);
    let replied = Ticket { inbound_at: later(10), ..own(2) };
    read(&mut alerts, &[own(1), replied.clone()], later(10));
    assert_eq!(news(&mut alerts, later(10)), [(2, What::Reply), (1, What::Woke)]);
    read(&mut alerts, &[own(1), replied], later(11));
    assert_eq!((news(&mut alerts, later(11)), alerts.open()), (vec![], 2));
    assert_eq!(alerts.acknowledge(Some(TicketId(2))).len(), 1);
    assert_eq!(alerts.open(), 1);
    let mut early = Alerts::new(NOW);
    let asleep = Ticket { status: Status::OnHold, wake_at: Some(later(10)), ..own(1) };
    read(&mut early, &[asleep], NOW);
    read(&mut early, &[own(1)], later(5));
    assert_eq!(news(&mut early, later(11)), [], "somebody woke it before its time");
}

#[test]
fn a_subject_is_clean_and_short_whoever_wrote_it() {
    let hostile = format!("\u{1b}]0;owned\u{7}\u{9d}9;x\u{9c}\n{}", "a".repeat(5_000));
    let mut alerts = Alerts::new(NOW);
    read(&mut alerts, &[Ticket { subject: hostile, ..emergency(1, 0) }], NOW);
    let said = alerts.news(NOW).remove(0).subject;
    assert!(said.chars().all(|it| !it.is_control()) && said.len() <= 4 * SUBJECT, "{said}");
}

#[test]
fn one_reading_at_a_time_and_the_last_change_is_read() {
    let mut alerts = Alerts::new(NOW);
    assert!(alerts.ask());
    assert!(!alerts.ask());
    assert!(!alerts.ask());
    assert!(alerts.answered(), "something changed meanwhile");
    assert!(!alerts.answered());
    assert!(alerts.ask());
}
