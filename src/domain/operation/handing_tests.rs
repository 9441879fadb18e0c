//! Handing over, up the ladder, and back to the desk.

use super::tests::{START, act, ticket};
use super::*;
use crate::domain::Span;
use crate::domain::handover::{Forecast, POOLED_AFTER, Report, Stands};

fn hand_over(next: &str) -> Action {
    Action::HandOver { next: next.into() }
}

fn accept(from: &str) -> Action {
    Action::AcceptHandover { from: OperatorId::new(from) }
}

fn give(from: &str) -> Action {
    Action::ReturnHandover { from: OperatorId::new(from), reason: "my Spanish is poor".into() }
}

fn held() -> Ticket {
    let mut ticket = ticket();
    act(&mut ticket, "op-08", &Action::Take, 0).unwrap();
    ticket
}

#[test]
fn one_hands_over_what_one_holds_and_holds_it_until_a_colleague_accepts() {
    let mut ticket = held();
    assert!(matches!(act(&mut ticket, "op-12", &hand_over("call"), 1), Err(Refusal::Conflict { .. })));
    assert_eq!(act(&mut ticket, "op-08", &hand_over(" "), 1), Err(Refusal::EmptyText));
    act(&mut ticket, "op-08", &hand_over("call back"), 1).unwrap();
    assert_eq!(act(&mut ticket, "op-08", &hand_over("call back"), 2), Ok(Effect::Unchanged));
    assert_eq!(ticket.assignee, Some(OperatorId::new("op-08")));
    assert!(matches!(act(&mut ticket.clone(), "op-12", &accept("op-03"), 3), Err(Refusal::Conflict { .. })));
    act(&mut ticket, "op-12", &accept("op-08"), 3).unwrap();
    assert_eq!((ticket.assignee.clone(), ticket.handover.clone()), (Some(OperatorId::new("op-12")), None));
    assert_eq!(act(&mut ticket, "op-12", &accept("op-08"), 4), Ok(Effect::Unchanged), "the same again is no harm");
    let second = act(&mut ticket, "op-03", &accept("op-08"), 5);
    assert!(matches!(second, Err(Refusal::Conflict { field: Field::Handover, .. })), "one of two accepts");
}

#[test]
fn what_is_returned_stays_with_its_holder_and_can_be_handed_over_again() {
    let mut ticket = held();
    act(&mut ticket, "op-08", &hand_over("call back"), 1).unwrap();
    act(&mut ticket, "op-12", &give("op-08"), 2).unwrap();
    assert_eq!(ticket.assignee, Some(OperatorId::new("op-08")));
    assert!(matches!(&ticket.handover.as_ref().unwrap().stands, Stands::Returned { by, .. } if by.as_str() == "op-12"));
    assert!(act(&mut ticket.clone(), "op-12", &accept("op-08"), 3).is_err());
    act(&mut ticket, "op-08", &hand_over("call back"), 4).unwrap();
    assert!(ticket.waiting_handover().is_some());
}

#[test]
fn whoever_takes_back_a_handover_has_the_ticket_as_before() {
    let mut ticket = held();
    let operation = Operation { ticket: ticket.id, action: hand_over("call back") };
    let inverse = inverse(&ticket, &operation).unwrap();
    let before = ticket.clone();
    act(&mut ticket, "op-08", &operation.action, 1).unwrap();
    act(&mut ticket, "op-08", &inverse.action, 2).unwrap();
    assert_eq!((ticket.assignee, ticket.handover), (before.assignee, before.handover));
}

#[test]
fn what_nobody_accepts_goes_back_to_the_desk_with_what_was_to_be_done() {
    let mut ticket = held();
    act(&mut ticket, "op-08", &hand_over("call back"), 1).unwrap();
    let due = ticket.by_itself_at().unwrap();
    assert_eq!(due, ticket.handover.as_ref().unwrap().at + POOLED_AFTER);
    assert!(!pool(&mut ticket, due - Span(1)));
    assert!(pool(&mut ticket, due) && !pool(&mut ticket.clone(), due));
    assert_eq!((&ticket.assignee, ticket.by_itself_at()), (&None, None));
    assert_eq!(ticket.handover.as_ref().unwrap().next, "call back");
    act(&mut ticket, "op-12", &Action::Take, 60).unwrap();
    assert_eq!(ticket.handover, None);
}

#[test]
fn a_ticket_climbs_one_step_at_a_time_and_comes_down_at_once() {
    let mut ticket = ticket();
    let to = |from, to| Action::Escalate { from, to, reason: "third outage".into() };
    assert_eq!(act(&mut ticket, "op-08", &to(0, 2), 1), Err(Refusal::Forbidden));
    for level in 1..=5 {
        act(&mut ticket, "op-08", &to(level - 1, level), level).unwrap();
    }
    assert_eq!(act(&mut ticket, "op-08", &to(5, 6), 6), Err(Refusal::Forbidden));
    assert!(matches!(act(&mut ticket, "op-12", &to(4, 0), 7), Err(Refusal::Conflict { .. })), "seen before the last");
    act(&mut ticket, "op-12", &to(5, 0), 8).unwrap();
    assert_eq!((ticket.level(), ticket.escalation), (0, None));
}

#[test]
fn a_report_names_what_is_offered_held_given_promised_and_finished() {
    let (me, at) = (OperatorId::new("op-08"), |minutes| START + Span::minutes(minutes));
    let (mut mine, mut offered, mut returned, mut done) = (held(), held(), held(), held());
    for (n, ticket) in [&mut mine, &mut offered, &mut returned, &mut done].into_iter().enumerate() {
        ticket.id = TicketId(n as i64 + 1);
    }
    act(&mut mine, "op-08", &Action::Promise { from: None, to: Some(at(10)), text: String::new() }, 1).unwrap();
    act(&mut offered, "op-12", &Action::Steal { from: me.clone(), reason: "r".into() }, 1).unwrap();
    act(&mut offered, "op-12", &hand_over("call"), 2).unwrap();
    act(&mut returned, "op-08", &hand_over("call"), 2).unwrap();
    act(&mut returned, "op-12", &give("op-08"), 3).unwrap();
    act(&mut done, "op-08", &Action::SetStatus { from: Status::New, to: Status::Resolved }, 4).unwrap();
    let touched = [mine.clone(), offered.clone(), returned.clone(), done.clone()];
    let held = vec![returned.clone(), mine.clone()];
    let waiting = vec![offered.clone()];
    let report = Report::new(held, waiting, &touched, &me, at(0), at(20));
    let ids = |tickets: &[Ticket]| tickets.iter().map(|it| it.id.0).collect::<Vec<_>>();
    assert_eq!((ids(&report.offered), ids(&report.held)), (vec![2], vec![1, 3]), "the nearest deadline first");
    assert_eq!(report.given.iter().map(|it| it.ticket.0).collect::<Vec<_>>(), [3]);
    assert_eq!(report.finished.iter().map(|it| it.ticket.0).collect::<Vec<_>>(), [4]);
    assert_eq!(report.promises.iter().map(|(id, ..)| id.0).collect::<Vec<_>>(), [1], "overdue");
    let later = Report::new(Vec::new(), Vec::new(), &touched, &me, at(5), at(6));
    assert_eq!((later.finished.len(), later.promises.len()), (0, 0), "of the shift before");
}

#[test]
fn a_forecast_counts_what_is_due_before_the_end_by_kind_and_by_whose_it_is() {
    let at = |minutes| START + Span::minutes(minutes);
    let (mut mine, nobodys, mut late, mut paused, mut promised) = (held(), ticket(), held(), held(), ticket());
    act(&mut mine, "op-08", &Action::Reply { body: "on it".into(), seen: 0, force: false }, 1).unwrap();
    late.clocks.first_response.as_mut().unwrap().due_at = at(3);
    act(&mut paused, "op-08", &Action::Reply { body: "?".into(), seen: 0, force: false }, 1).unwrap();
    act(&mut paused, "op-08", &Action::SetStatus { from: Status::Open, to: Status::Pending }, 2).unwrap();
    act(&mut promised, "op-12", &Action::Promise { from: None, to: Some(at(12)), text: String::new() }, 1).unwrap();
    let tickets = [mine, nobodys, late, paused, promised];
    let forecast = |until| Forecast::new(&tickets, &OperatorId::new("op-08"), at(5), at(until));
    let whole = forecast(10_000);
    assert_eq!((whole.overdue, whole.answers, whole.resolutions, whole.promises), (1, 1, 1, 1), "{whole:?}");
    assert_eq!((whole.mine, whole.nobodys, whole.due()), (1, 2, 3));
    let soon = forecast(20);
    assert_eq!((soon.overdue, soon.promises, soon.due()), (1, 1, 1), "{soon:?}");
}
