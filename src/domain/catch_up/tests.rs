use super::super::operation::tests::ticket as base;
use super::*;
use crate::domain::{Escalation, Marks, Promise};

const START: Timestamp = Timestamp(1_000_000_000_000);
const NOW: Timestamp = Timestamp(START.0 + 36_000_000);

fn me() -> OperatorId {
    OperatorId::new("op-08")
}

fn other() -> OperatorId {
    OperatorId::new("op-12")
}

fn mine(id: i64) -> Ticket {
    let clocks = Default::default();
    Ticket { id: TicketId(id), assignee: Some(me()), status: Status::Open, clocks, ..base() }
}

fn at(hours: i64) -> Timestamp {
    START + Span::hours(hours)
}

fn mark(by: OperatorId, hours: i64) -> Option<Mark> {
    Some(Mark { by, at: at(hours) })
}

/// Left at two, back at ten.
fn told(found: Found, left: &[Ticket]) -> Vec<(Part, i64, Vec<News>)> {
    let left = Left { at: at(2), held: left.iter().map(Holding::of).collect() };
    let catch_up = CatchUp::new(found, Some(&left), &me(), left.at, NOW);
    catch_up.items.into_iter().map(|item| (item.part, item.ticket.id.0, item.news)).collect()
}

#[test]
fn what_others_did_to_ones_own_is_told_with_their_names_and_what_one_did_oneself_is_not() {
    let marks = Marks {
        status: mark(other(), 5),
        priority: mark(me(), 6),
        owner_role: mark(other(), 1),
        assignee: mark(other(), 4),
    };
    let before = mine(1);
    let taken = Ticket { assignee: Some(other()), replies: 2, inbound_at: at(3), marks, ..mine(1) };
    let found = Found { were: vec![taken], ..Found::default() };
    let news = vec![
        News::Wrote { at: at(3) },
        News::Answered { n: 2 },
        News::Taken { by: Some(other()), at: at(4) },
        News::Status { to: Status::Open, by: other(), at: at(5) },
    ];
    assert_eq!(told(found, &[before]), [(Part::Changed, 1, news)]);
    assert_eq!(told(Found { held: vec![mine(1)], ..Found::default() }, &[mine(1)]), []);
}

#[test]
fn what_the_desk_did_by_itself_is_told_as_such() {
    let asleep = Ticket { status: Status::OnHold, wake_at: Some(at(6)), ..mine(1) };
    let woken = Ticket { marks: Marks { status: mark(me(), 1), ..Marks::default() }, ..mine(1) };
    let news = vec![News::Woken { at: at(6) }];
    assert_eq!(
        told(Found { held: vec![woken.clone()], ..Found::default() }, std::slice::from_ref(&asleep)),
        [(Part::Changed, 1, news)]
    );
    let opened = Ticket { marks: Marks { status: mark(other(), 5), ..Marks::default() }, ..woken };
    let news = vec![News::Status { to: Status::Open, by: other(), at: at(5) }];
    assert_eq!(told(Found { held: vec![opened], ..Found::default() }, &[asleep]), [(Part::Changed, 1, news)]);
    let pooled = |id, by| {
        let stands = Stands::Pooled { at: at(3) };
        let handover = Handover { by, at: at(2), next: "call".into(), stands };
        Ticket { assignee: None, handover: Some(handover), ..mine(id) }
    };
    let found =
        Found { pooled: vec![pooled(1, me()), pooled(2, other())], were: vec![pooled(1, me())], ..Found::default() };
    let news = vec![News::Pooled { at: at(3) }];
    assert_eq!(told(found, &[mine(1)]), [(Part::Changed, 1, news.clone()), (Part::Pooled, 2, news)]);
}

#[test]
fn what_waits_comes_first_and_a_ticket_is_told_once_with_all_there_is() {
    let handover = |by| Some(Handover { by, at: at(9), next: "call".into(), stands: Stands::Waiting });
    let offered = Ticket { assignee: Some(other()), handover: handover(other()), ..mine(1) };
    let own = Ticket { handover: handover(me()), ..mine(2) };
    let promise = |due_at| Promise { by: me(), made_at: START, due_at, text: "call".into(), settled: None };
    let late = Ticket { promise: Some(promise(at(9))), inbound_at: at(4), ..mine(3) };
    let soon = Ticket { promise: Some(promise(at(12))), ..mine(4) };
    let far = Ticket { promise: Some(promise(at(40))), ..mine(5) };
    let emergency = Ticket { emergency: true, created_at: at(5), assignee: None, ..mine(6) };
    let found = Found {
        held: vec![soon, far, late],
        waiting: vec![own, offered],
        emergencies: vec![emergency],
        ..Found::default()
    };
    assert_eq!(
        told(found, &[]),
        [
            (Part::Offered, 1, vec![News::Offered { by: other(), next: "call".into() }]),
            (Part::Emergency, 6, vec![News::Emergency { at: at(5) }]),
            (Part::Due, 3, vec![News::Overdue { kind: ClockKind::Promise, since: at(9) }, News::Wrote { at: at(4) }]),
            (Part::Due, 4, vec![News::Promised { until: at(12), text: "call".into() }]),
        ]
    );
}

#[test]
fn returned_escalated_and_merged_are_told() {
    let stands = Stands::Returned { by: other(), at: at(5), reason: "no Spanish".into() };
    let handover = Some(Handover { by: me(), at: at(1), next: "call".into(), stands });
    let escalation = Some(Escalation { level: 2, by: other(), at: at(6), reason: "slow".into() });
    let ticket = Ticket { handover, escalation, duplicate_of: Some(TicketId(9)), ..mine(1) };
    let news = vec![
        News::Escalated { level: 2, by: other(), at: at(6) },
        News::Returned { by: other(), reason: "no Spanish".into() },
        News::Merged { into: TicketId(9) },
    ];
    assert_eq!(told(Found { held: vec![ticket], ..Found::default() }, &[mine(1)]), [(Part::Changed, 1, news)]);
}

#[test]
fn a_list_ends_and_says_how_many_more_there_are() {
    let emergency = |id| Ticket { id: TicketId(id), ..mine(id) };
    let found = Found { emergencies: (0..140).map(emergency).collect(), ..Found::default() };
    let catch_up = CatchUp::new(found, None, &me(), at(2), NOW);
    assert_eq!((catch_up.items.len(), catch_up.more, catch_up.known), (LISTED, 40, false));
}

#[test]
fn what_was_left_before_an_absence_is_kept_until_the_next() {
    let left = |hours| Left { at: at(hours), held: Vec::new() };
    let fresh = Looks::default();
    assert!(!fresh.is_back(at(0)) && fresh.clone().left(at(0)).is_none());
    let day = fresh.look(left(0)).look(left(1));
    assert_eq!((day.is_back(at(2)), day.clone().left(at(2))), (false, None));
    assert_eq!((day.is_back(at(10)), day.clone().left(at(10))), (true, Some(left(1))));
    let night = day.look(left(10)).look(left(11));
    assert_eq!((night.is_back(at(12)), night.left(at(12))), (false, Some(left(1))), "the whole shift long");
}
