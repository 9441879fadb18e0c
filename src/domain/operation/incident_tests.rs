//! Incidents: what is attached, and the broadcast that two people send.

use super::tests::{act, in_context, ticket};
use super::*;
use crate::domain::incident::{CHILDREN, SENT_KEPT, TEXT_LIMIT};
use crate::domain::macros::Translated;
use crate::domain::{BroadcastState, CustomerId};

const PARENT: TicketId = TicketId(900);

fn parent() -> Ticket {
    let mut parent = Ticket { id: PARENT, language: Language::Pt, ..ticket() };
    act(&mut parent, "rita", &Action::DeclareIncident, 0).unwrap();
    parent
}

fn child(id: i64, language: Language) -> Ticket {
    let customer = CustomerId::new(format!("C{}", id % 2));
    let mut child = Ticket { id: TicketId(id), language, customer, ..ticket() };
    act(&mut child, "rita", &Action::Attach { incident: PARENT }, 1).unwrap();
    child
}

fn texts(all: &[(Language, &str)]) -> Translated {
    all.iter().map(|(language, text)| (*language, text.to_string())).collect()
}

fn all_texts() -> Translated {
    texts(&[
        (Language::Pt, "Caro {{ requester.first_name }}, #{{ ticket.id }}"),
        (Language::Es, "Estimado, #{{ ticket.id }}"),
        (Language::En, "Dear, #{{ ticket.id }}"),
    ])
}

fn propose(seen: i64, texts: Translated) -> Action {
    Action::ProposeBroadcast { seen, texts, to: vec![PARENT] }
}

fn release(revision: i64, to: &[i64]) -> Action {
    Action::ReleaseBroadcast { revision, to: to.iter().map(|id| TicketId(*id)).collect() }
}

fn at_the_desk(ticket: &mut Ticket, children: &[Ticket], who: &str, action: &Action) -> Result<Done, Refusal> {
    let family = Family { incident: Some(ticket.clone()), children: children.to_vec() };
    in_context(who, 9, |context| carry_out(ticket, &family, action, context))
}

#[test]
fn a_ticket_is_attached_to_one_incident_and_an_incident_to_none() {
    let mut child = child(1, Language::Pt);
    assert_eq!(act(&mut child, "bruno", &Action::Attach { incident: PARENT }, 2), Ok(Effect::Unchanged));
    let other = act(&mut child, "bruno", &Action::Attach { incident: TicketId(901) }, 2);
    assert!(matches!(other, Err(Refusal::Conflict { field: Field::Incident, .. })), "{other:?}");
    assert!(matches!(act(&mut child, "bruno", &Action::DeclareIncident, 2), Err(Refusal::Nested { .. })));
    assert!(matches!(
        act(&mut parent(), "bruno", &Action::Attach { incident: TicketId(901) }, 2),
        Err(Refusal::Nested { .. })
    ));
    let stranger = act(&mut child, "bruno", &Action::Detach { incident: TicketId(901) }, 3);
    assert!(matches!(stranger, Err(Refusal::Conflict { field: Field::Incident, .. })));
    act(&mut child, "bruno", &Action::Detach { incident: PARENT }, 3).unwrap();
    assert_eq!(act(&mut child, "bruno", &Action::Detach { incident: PARENT }, 4), Ok(Effect::Unchanged));
    assert_eq!(child.part_of, None);
}

#[test]
fn what_is_attached_declared_and_proposed_is_taken_back() {
    let plain = ticket();
    let undone = |before: &Ticket, action: Action| {
        let (mut after, operation) = (before.clone(), Operation { ticket: before.id, action });
        act(&mut after, "rita", &operation.action, 2).unwrap();
        let back = inverse(before, &operation).unwrap();
        act(&mut after, "rita", &back.action, 3).unwrap();
        after
    };
    assert_eq!(undone(&plain, Action::Attach { incident: PARENT }).part_of, None);
    assert_eq!(undone(&child(1, Language::Pt), Action::Detach { incident: PARENT }).part_of, Some(PARENT));
    assert_eq!(undone(&plain, Action::DeclareIncident).incident, None);
    let proposed = undone(&parent(), propose(0, all_texts()));
    assert_eq!(proposed.broadcast(), Some(BroadcastState::None));
    let mut waiting = parent();
    act(&mut waiting, "rita", &propose(0, all_texts()), 1).unwrap();
    let again = undone(&waiting, Action::WithdrawBroadcast { revision: 1 });
    assert_eq!(again.waiting_broadcast().unwrap().texts, all_texts());
}

#[test]
fn the_desk_attaches_to_an_open_incident_that_is_not_full_and_ends_one_that_is_empty() {
    let attach = Action::Attach { incident: PARENT };
    let family = |incident: Option<Ticket>, n: usize| Family {
        incident,
        children: (0..n).map(|n| child(n as i64 + 1, Language::Pt)).collect(),
    };
    let try_on =
        |family: &Family| in_context("rita", 1, |context| carry_out(&mut ticket(), family, &attach, context).map(drop));
    assert_eq!(try_on(&family(Some(parent()), CHILDREN - 1)), Ok(()));
    assert_eq!(try_on(&family(Some(parent()), CHILDREN)), Err(Refusal::TooMany { limit: CHILDREN }));
    let closed = Ticket { status: Status::Closed, ..parent() };
    let no_incident = Ticket { id: PARENT, ..ticket() };
    for none in [Some(closed), Some(no_incident), None] {
        assert_eq!(try_on(&family(none, 0)), Err(Refusal::NotAnIncident { ticket: PARENT }));
    }
    let mut full = parent();
    let refused = at_the_desk(&mut full, &[child(1, Language::Pt)], "rita", &Action::EndIncident);
    assert!(matches!(refused, Err(Refusal::Conflict { field: Field::Recipients, .. })) && full.incident.is_some());
    at_the_desk(&mut full, &[], "rita", &Action::EndIncident).unwrap();
    assert_eq!(full.incident, None);
}

#[test]
fn a_released_broadcast_is_one_reply_on_each_open_child_in_its_language() {
    let mut parent = parent();
    let closed = Ticket { status: Status::Resolved, ..child(4, Language::Pt) };
    let children = [child(1, Language::Pt), child(2, Language::Es), child(3, Language::En), closed];
    act(&mut parent, "rita", &propose(0, all_texts()), 1).unwrap();
    let before = parent.clone();
    let own = at_the_desk(&mut parent, &children, "rita", &release(1, &[900, 1, 2, 3]));
    assert_eq!(own.map(drop), Err(Refusal::OwnBroadcast));
    let unread = at_the_desk(&mut parent, &children, "bruno", &release(1, &[900, 1, 2]));
    assert!(matches!(unread, Err(Refusal::Conflict { field: Field::Recipients, .. })), "one was attached since");
    assert_eq!(parent, before, "what is refused changes nothing");
    let done = at_the_desk(&mut parent, &children, "bruno", &release(1, &[900, 1, 2, 3])).unwrap();
    let Effect::Changed { article: Some(own) } = &done.effect else { panic!("{done:?}") };
    assert_eq!((own.author.id.as_str(), own.visibility), ("rita", Visibility::Public));
    let told: Vec<(i64, &str)> = done.others.iter().map(|(ticket, reply)| (ticket.id.0, reply.body.as_str())).collect();
    let name = children[0].requester_name.split(' ').next().unwrap();
    let first = format!("Caro {name}, #1");
    assert_eq!(told, [(1, first.as_str()), (2, "Estimado, #2"), (3, "Dear, #3")]);
    let ids: std::collections::BTreeSet<_> = done.others.iter().map(|(_, reply)| reply.id.clone()).collect();
    assert_eq!(ids.len(), 3, "each has a name of its own");
    assert!(done.others.iter().all(|(after, _)| after.replies == 1 && after.status == Status::Open));
    let sent = parent.incident.as_ref().unwrap().sent.last().unwrap();
    assert_eq!((sent.by.as_str(), sent.released_by.as_str(), sent.tickets, sent.customers), ("rita", "bruno", 4, 3));
    let twice = at_the_desk(&mut parent, &children, "bruno", &release(1, &[900, 1, 2, 3]));
    assert!(matches!(twice, Err(Refusal::Conflict { field: Field::Broadcast, .. })), "it goes out once");
}

#[test]
fn what_was_read_is_what_goes_out_and_what_is_returned_waits_no_more() {
    let mut parent = parent();
    act(&mut parent, "rita", &propose(0, all_texts()), 1).unwrap();
    let second = act(&mut parent, "bruno", &propose(0, all_texts()), 2);
    assert!(matches!(second, Err(Refusal::Conflict { field: Field::Broadcast, .. })), "two proposals have one winner");
    act(&mut parent, "rita", &propose(1, all_texts()), 2).unwrap();
    let stale = act(&mut parent, "bruno", &release(1, &[900]), 3);
    assert!(matches!(stale, Err(Refusal::Conflict { field: Field::Broadcast, mark: Some(_), .. })), "{stale:?}");
    let back = |who: &str| (who.to_string(), Action::ReturnBroadcast { revision: 2, reason: "name the site".into() });
    let (who, action) = back("rita");
    assert_eq!(act(&mut parent, &who, &action, 3), Err(Refusal::OwnBroadcast), "one withdraws one's own");
    let (who, action) = back("bruno");
    act(&mut parent, &who, &action, 3).unwrap();
    assert_eq!(parent.broadcast(), Some(BroadcastState::Returned));
    assert!(act(&mut parent, "maeve", &release(2, &[900]), 4).is_err(), "nobody releases what was returned");
    assert_eq!(act(&mut parent, "bruno", &Action::WithdrawBroadcast { revision: 2 }, 4), Err(Refusal::Forbidden));
    act(&mut parent, "rita", &propose(2, all_texts()), 4).unwrap();
    assert_eq!(parent.waiting_broadcast().unwrap().returned, None);
    assert!(act(&mut parent, "bruno", &Action::EndIncident, 5).is_err(), "a broadcast waits");
}

#[test]
fn a_proposal_has_the_languages_it_needs_no_gap_and_no_end_of_text() {
    let children = [child(1, Language::Es)];
    let proposed = |texts: Translated| at_the_desk(&mut parent(), &children, "rita", &propose(0, texts)).map(drop);
    assert_eq!(proposed(all_texts()), Ok(()));
    assert_eq!(proposed(texts(&[])), Err(Refusal::EmptyText));
    assert_eq!(proposed(texts(&[(Language::Pt, " ")])), Err(Refusal::EmptyText));
    let long = "x".repeat(TEXT_LIMIT + 1);
    assert_eq!(proposed(texts(&[(Language::Pt, long.as_str())])), Err(Refusal::TooLong { limit: TEXT_LIMIT }));
    let one = texts(&[(Language::Pt, "olá")]);
    assert_eq!(proposed(one), Err(Refusal::Untranslated { language: Language::Es }));
    let gap = texts(&[(Language::Pt, "olá"), (Language::Es, "hasta {{ update.next_at }}")]);
    assert!(matches!(proposed(gap), Err(Refusal::Gap { name, .. }) if name == "update.next_at"));
}

#[test]
fn an_incident_remembers_so_many_broadcasts_and_no_more() {
    let mut parent = parent();
    for n in 0..SENT_KEPT as i64 + 5 {
        act(&mut parent, "rita", &propose(n, all_texts()), n).unwrap();
        act(&mut parent, "bruno", &release(n + 1, &[900]), n).unwrap();
    }
    assert_eq!(parent.incident.unwrap().sent.len(), SENT_KEPT);
}
