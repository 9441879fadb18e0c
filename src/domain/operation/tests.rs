//! What each operation does, seen from the desk.

use super::*;
use crate::domain::{
    Calendar, Channel, ClockKind, Clocks, ContactId, CustomerId, Language, Marks, Settled, SkipReason, Span, Spent,
    Target, TicketType, sla::TypePolicy,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

pub(super) const START: Timestamp = Timestamp(1_000_000_000_000);

pub(super) fn policy() -> Policy {
    let target = |n| Target { first_response_min: 15 * n, resolution_min: 240 * n };
    let targets = Priority::ALL.iter().map(|priority| (*priority, target(priority.rank() + 1))).collect();
    let trouble = TypePolicy { clock: "24x7".into(), targets };
    Policy {
        clocks: BTreeMap::from([("24x7".to_string(), Calendar::Always)]),
        warn_at_fraction: 0.8,
        policies: BTreeMap::from([(TicketType::Trouble, trouble)]),
    }
}

pub fn ticket() -> Ticket {
    Ticket {
        id: TicketId(48_308),
        subject: "Power feed B is dead".into(),
        customer: CustomerId::new("C1001"),
        customer_name: "Vidraria Atlante".into(),
        requester: ContactId::new("C1001-3"),
        requester_name: "Tiago Bolotinha".into(),
        channel: Channel::Phone,
        language: Language::Pt,
        kind: TicketType::Trouble,
        priority: Priority::High,
        status: Status::New,
        owner_role: None,
        assignee: None,
        site: Some("LS1".into()),
        product: None,
        tags: Vec::new(),
        emergency: false,
        suggested: None,
        created_at: START,
        updated_at: START,
        inbound_at: START,
        replies: 0,
        clocks: policy().clocks_for(TicketType::Trouble, Priority::High, START),
        duplicate_of: None,
        merged: None,
        related: Vec::new(),
        promise: None,
        wake_at: None,
        skips: Vec::new(),
        handover: None,
        escalation: None,
        incident: None,
        part_of: None,
        spent: Default::default(),
        details: Vec::new(),
        marks: Marks::default(),
        version: 1,
    }
}

/// Rita does something `minutes` after the ticket came in.
pub(super) fn act(ticket: &mut Ticket, who: &str, action: &Action, minutes: i64) -> Result<Effect, Refusal> {
    in_context(who, minutes, |context| apply(ticket, action, context))
}

pub(super) fn in_context<T>(who: &str, minutes: i64, done: impl FnOnce(&Context<'_>) -> T) -> T {
    let (actor, policy) = (OperatorId::new(who), policy());
    let article = ArticleId(format!("device:{minutes}"));
    let context = Context {
        actor: &actor,
        actor_name: "Rita",
        at: START + Span::minutes(minutes),
        article: &article,
        policy: &policy,
        other: None,
    };
    done(&context)
}

fn text(text: &str) -> String {
    text.to_string()
}

#[test]
fn the_loser_of_a_take_is_told_the_winner() {
    let mut ticket = ticket();
    act(&mut ticket, "rita", &Action::Take, 1).unwrap();
    let refusal = act(&mut ticket, "bruno", &Action::Take, 2).unwrap_err();
    let Refusal::Conflict { field: Field::Assignee, found, mark: Some(mark), .. } = refusal else { panic!() };
    assert_eq!((found.as_str(), mark.by.as_str(), mark.at), ("rita", "rita", START + Span::minutes(1)));
    assert_eq!(act(&mut ticket, "rita", &Action::Take, 3), Ok(Effect::Unchanged));
}

#[test]
fn stealing_names_whom_it_takes_from_and_why() {
    let mut ticket = ticket();
    act(&mut ticket, "rita", &Action::Take, 1).unwrap();
    let from = |who: &str, reason: &str| Action::Steal { from: OperatorId::new(who), reason: text(reason) };
    assert_eq!(act(&mut ticket, "bruno", &from("rita", " "), 2), Err(Refusal::EmptyText));
    assert!(act(&mut ticket, "bruno", &from("xavier", "she left"), 2).is_err());
    act(&mut ticket, "bruno", &from("rita", "she left"), 2).unwrap();
    assert_eq!(ticket.assignee, Some(OperatorId::new("bruno")));
}

#[test]
fn only_the_holder_gives_a_ticket_back() {
    let mut ticket = ticket();
    act(&mut ticket, "rita", &Action::Take, 1).unwrap();
    assert!(act(&mut ticket, "bruno", &Action::GiveBack, 2).is_err());
    act(&mut ticket, "rita", &Action::GiveBack, 3).unwrap();
    assert_eq!(ticket.assignee, None);
}

#[test]
fn two_routes_to_different_roles_have_one_winner_and_to_the_same_role_no_loser() {
    let mut ticket = ticket();
    let route = |to| Action::Route { from: None, to, decision: Decision::Accepted, knowledge: None };
    act(&mut ticket, "rita", &route(Role::Ba), 1).unwrap();
    assert_eq!(act(&mut ticket, "bruno", &route(Role::Ba), 2), Ok(Effect::Unchanged));
    let refusal = act(&mut ticket, "bruno", &route(Role::Am), 2).unwrap_err();
    assert!(matches!(refusal, Refusal::Conflict { field: Field::OwnerRole, ref found, .. } if found == "BA"));
    assert_eq!(ticket.owner_role, Some(Role::Ba));
}

#[test]
fn operators_who_change_different_fields_do_not_collide() {
    let mut ticket = ticket();
    act(&mut ticket, "rita", &Action::SetPriority { from: Priority::High, to: Priority::Critical }, 1).unwrap();
    act(&mut ticket, "bruno", &Action::SetStatus { from: Status::New, to: Status::Pending }, 1).unwrap();
    act(&mut ticket, "maeve", &Action::Comment { body: text("seen") }, 1).unwrap();
    assert_eq!((ticket.priority, ticket.status, ticket.version), (Priority::Critical, Status::Pending, 4));
}

#[test]
fn a_public_reply_keeps_the_first_response_and_opens_the_ticket() {
    let mut ticket = ticket();
    let reply = Action::Reply { body: text("Estamos a ver."), seen: 0, force: false };
    let Ok(Effect::Changed { article: Some(article) }) = act(&mut ticket, "rita", &reply, 10) else { panic!() };
    assert_eq!((article.visibility, article.id.as_str()), (Visibility::Public, "device:10"));
    assert_eq!(ticket.status, Status::Open);
    assert_eq!(ticket.clocks.first_response.as_ref().unwrap().kept(), Some(true));
}

#[test]
fn a_comment_is_no_response() {
    let mut ticket = ticket();
    act(&mut ticket, "rita", &Action::Comment { body: text("hm") }, 10).unwrap();
    assert_eq!(ticket.clocks.first_response.as_ref().unwrap().kept(), None);
    assert_eq!((ticket.status, ticket.replies), (Status::New, 0));
}

#[test]
fn a_reply_written_before_a_newer_one_is_held_until_its_author_says_so() {
    let mut ticket = ticket();
    let reply = |seen, force| Action::Reply { body: text("Olá"), seen, force };
    act(&mut ticket, "rita", &reply(0, false), 1).unwrap();
    assert_eq!(act(&mut ticket, "bruno", &reply(0, false), 2), Err(Refusal::NewerReply));
    act(&mut ticket, "bruno", &reply(0, true), 3).unwrap();
    assert_eq!(ticket.replies, 2);
}

#[test]
fn a_text_without_words_or_without_end_is_refused() {
    let mut ticket = ticket();
    let comment = |body| Action::Comment { body };
    assert_eq!(act(&mut ticket, "rita", &comment(text(" \n")), 1), Err(Refusal::EmptyText));
    let long = comment("x".repeat(BODY_LIMIT + 1));
    assert_eq!(act(&mut ticket, "rita", &long, 1), Err(Refusal::TooLong { limit: BODY_LIMIT }));
}

#[test]
fn another_priority_moves_the_deadline() {
    let mut ticket = ticket();
    assert_eq!(ticket.deadline(), START + Span::minutes(30));
    act(&mut ticket, "rita", &Action::SetPriority { from: Priority::High, to: Priority::Critical }, 1).unwrap();
    assert_eq!(ticket.deadline(), START + Span::minutes(15));
}

#[test]
fn undo_takes_a_field_change_back() {
    let changes = [
        Action::Take,
        Action::SetPriority { from: Priority::High, to: Priority::Low },
        Action::SetStatus { from: Status::New, to: Status::Resolved },
    ];
    for (n, action) in changes.into_iter().enumerate() {
        let mut after = ticket();
        let before = after.clone();
        act(&mut after, "rita", &action, 1).unwrap();
        let back = inverse(&before, &Operation { ticket: before.id, action }).unwrap();
        act(&mut after, "rita", &back.action, 2).unwrap();
        assert_eq!((after.assignee.clone(), after.priority), (before.assignee, before.priority), "change {n}");
        assert!(after.status.is_live());
    }
    let reply = Action::Reply { body: text("x"), seen: 0, force: false };
    assert_eq!(inverse(&ticket(), &Operation { ticket: TicketId(1), action: reply }), None);
}

#[test]
fn time_of_several_adds_up_whatever_order_it_comes_in_and_is_taken_back_by_its_inverse() {
    let add = |minutes, billable, note: &str| Action::AddTime { minutes, billable, note: text(note) };
    let mut ticket = ticket();
    let operation = Operation { ticket: ticket.id, action: add(30, true, "cable") };
    let back = inverse(&ticket, &operation).unwrap().action;
    let Ok(Effect::Changed { article: Some(noted) }) = act(&mut ticket, "rita", &operation.action, 1) else { panic!() };
    assert_eq!((noted.visibility, noted.body.as_str()), (Visibility::Internal, "30m · cable"));
    act(&mut ticket, "bruno", &add(15, false, ""), 2).unwrap();
    assert_eq!(ticket.spent, Spent { minutes: 45, billable: 30 });
    act(&mut ticket, "rita", &back, 3).unwrap();
    assert_eq!(ticket.spent, Spent { minutes: 15, billable: 0 });
    for minutes in [0, 1_441, -1_441, i64::MIN, i64::MAX] {
        assert_eq!(act(&mut ticket, "rita", &add(minutes, false, ""), 4), Err(Refusal::Forbidden), "{minutes}");
    }
    assert_eq!(act(&mut ticket, "rita", &add(5, false, "  "), 4), Err(Refusal::EmptyText));
}

#[test]
fn an_operation_on_the_wire_names_its_type_and_refuses_what_it_does_not_know() {
    let operation =
        Operation { ticket: TicketId(7), action: Action::SetStatus { from: Status::New, to: Status::Open } };
    let json = serde_json::to_string(&operation).unwrap();
    assert_eq!(json, r#"{"ticket":7,"type":"set_status","from":"new","to":"open"}"#);
    assert_eq!(serde_json::from_str::<Operation>(&json).unwrap(), operation);
    assert!(serde_json::from_str::<Operation>(r#"{"ticket":7,"type":"grant_access"}"#).is_err());
}

fn any_action() -> impl Strategy<Value = Action> {
    let status = || prop::sample::select(Status::ALL.to_vec());
    let priority = || prop::sample::select(Priority::ALL.to_vec());
    let role = || prop::sample::select(Role::ALL.to_vec());
    let number = || (1..4_i64).prop_map(TicketId);
    let who = || prop::sample::select(vec!["rita", "bruno", "maeve"]).prop_map(OperatorId::new);
    prop_oneof![
        Just(Action::Take),
        Just(Action::GiveBack),
        (who(), "[a-z ]{0,8}").prop_map(|(from, reason)| Action::Steal { from, reason }),
        (prop::option::of(role()), role()).prop_map(|(from, to)| Action::Route {
            from,
            to,
            decision: Decision::Unaided,
            knowledge: None
        }),
        (status(), status()).prop_map(|(from, to)| Action::SetStatus { from, to }),
        (priority(), priority()).prop_map(|(from, to)| Action::SetPriority { from, to }),
        ("[a-z ]{0,8}", 0..4_i64, any::<bool>()).prop_map(|(body, seen, force)| Action::Reply { body, seen, force }),
        "[a-z ]{0,8}".prop_map(|body| Action::Comment { body }),
        "[a-z ]{0,8}".prop_map(|next| Action::HandOver { next }),
        who().prop_map(|from| Action::AcceptHandover { from }),
        (who(), "[a-z ]{0,8}").prop_map(|(from, reason)| Action::ReturnHandover { from, reason }),
        (-50..50_i64, any::<bool>(), "[a-z ]{0,8}").prop_map(|(minutes, billable, note)| Action::AddTime {
            minutes,
            billable,
            note
        }),
        (0..3_i64, 0..3_i64).prop_map(|(from, to)| Action::Escalate { from, to, reason: "r".into() }),
        any_incident_action(),
        number().prop_map(|to| Action::Link { to }),
        number().prop_map(|to| Action::Unlink { to }),
        number().prop_map(|into| Action::Merge { into }),
        number().prop_map(|from| Action::Unmerge { from }),
    ]
}

fn any_incident_action() -> impl Strategy<Value = Action> {
    let incident = || (7..9_i64).prop_map(TicketId);
    let revision = || 0..3_i64;
    let texts = "[a-z ]{0,8}".prop_map(|text| BTreeMap::from([(Language::Pt, text)]));
    prop_oneof![
        Just(Action::DeclareIncident),
        Just(Action::EndIncident),
        incident().prop_map(|incident| Action::Attach { incident }),
        incident().prop_map(|incident| Action::Detach { incident }),
        (revision(), texts).prop_map(|(seen, texts)| Action::ProposeBroadcast { seen, texts, to: Vec::new() }),
        revision().prop_map(|revision| Action::ReleaseBroadcast { revision, to: Vec::new() }),
        revision().prop_map(|revision| Action::ReturnBroadcast { revision, reason: "r".into() }),
        revision().prop_map(|revision| Action::WithdrawBroadcast { revision }),
    ]
}

proptest! {
    /// Whatever three operators do: a refusal changes nothing, a change grows the version by one, and no clock
    /// loses time.
    #[test]
    fn a_refused_operation_leaves_the_ticket_as_it_was(
        actions in prop::collection::vec((any_action(), prop::sample::select(vec!["rita", "bruno"])), 1..40)
    ) {
        let mut ticket = ticket();
        for (minute, (action, who)) in actions.into_iter().enumerate() {
            let before = ticket.clone();
            match act(&mut ticket, who, &action, minute as i64) {
                Ok(Effect::Changed { .. }) => prop_assert_eq!(ticket.version, before.version + 1),
                Ok(Effect::Unchanged) | Err(_) => prop_assert_eq!(&ticket, &before),
            }
            prop_assert!(ticket.clocks.first_response.as_ref().unwrap().paused == Span(0));
            prop_assert!(ticket.deadline() == Timestamp::NEVER || ticket.status.is_live());
        }
    }
}

#[test]
fn a_ticket_without_a_policy_has_no_clocks_and_still_works() {
    let mut ticket = ticket();
    ticket.kind = TicketType::Question;
    ticket.clocks = Clocks::default();
    act(&mut ticket, "rita", &Action::SetPriority { from: Priority::High, to: Priority::Low }, 1).unwrap();
    act(&mut ticket, "rita", &Action::SetStatus { from: Status::New, to: Status::Resolved }, 2).unwrap();
    assert_eq!(ticket.deadline(), Timestamp::NEVER);
}

fn minute(minutes: i64) -> Timestamp {
    START + Span::minutes(minutes)
}

fn promise(from: Option<i64>, to: Option<i64>) -> Action {
    Action::Promise { from: from.map(minute), to: to.map(minute), text: text("call back") }
}

#[test]
fn a_promise_is_a_clock_until_it_is_settled_and_two_promises_have_one_winner() {
    let mut ticket = ticket();
    ticket.clocks = Default::default();
    act(&mut ticket, "rita", &promise(None, Some(30)), 1).unwrap();
    let clock = ticket.nearest_clock().unwrap();
    assert_eq!((clock.kind, clock.due_at, clock.target), (ClockKind::Promise, minute(30), Span::minutes(29)));
    assert_eq!(ticket.deadline(), minute(30), "it stands in the desk order like a deadline of the SLA");
    let refusal = act(&mut ticket, "bruno", &promise(None, Some(60)), 2).unwrap_err();
    assert!(matches!(refusal, Refusal::Conflict { field: Field::Promise, mark: Some(_), .. }), "{refusal}");
    act(&mut ticket, "bruno", &promise(Some(30), Some(60)), 2).unwrap();
    act(&mut ticket, "bruno", &Action::SettlePromise { due_at: minute(60), kept: false }, 70).unwrap();
    assert_eq!(ticket.promise.as_ref().unwrap().settled, Some(Settled { at: minute(70), kept: false }));
    assert_eq!((ticket.nearest_clock(), ticket.deadline()), (None, Timestamp::NEVER));
    act(&mut ticket, "rita", &promise(None, Some(90)), 71).unwrap();
    act(&mut ticket, "rita", &promise(Some(90), None), 72).unwrap();
    assert_eq!(ticket.promise, None, "it was taken back");
}

#[test]
fn a_status_does_not_pause_a_promise_and_finishing_in_time_keeps_it() {
    let mut ticket = ticket();
    act(&mut ticket, "rita", &promise(None, Some(30)), 1).unwrap();
    act(&mut ticket, "rita", &Action::SetStatus { from: Status::Open, to: Status::Pending }, 2).unwrap_err();
    act(&mut ticket, "rita", &Action::SetStatus { from: Status::New, to: Status::Pending }, 2).unwrap();
    assert!(ticket.open_promise().unwrap().clock().paused_since.is_none());
    act(&mut ticket, "rita", &Action::SetStatus { from: Status::Pending, to: Status::Resolved }, 3).unwrap();
    assert!(ticket.promise.unwrap().settled.unwrap().kept);
}

#[test]
fn moving_a_promise_is_undone_by_the_one_before() {
    let mut ticket = ticket();
    for (from, to) in [(None, Some(30)), (Some(30), Some(60))] {
        let before = ticket.clone();
        let operation = Operation { ticket: ticket.id, action: promise(from, to) };
        let back = inverse(&before, &operation).unwrap();
        act(&mut ticket, "rita", &operation.action, 1).unwrap();
        let mut undone = ticket.clone();
        act(&mut undone, "rita", &back.action, 1).unwrap();
        assert_eq!(undone.promise, before.promise);
    }
}

#[test]
fn who_skips_gives_back_what_is_theirs_three_skips_mark_a_ticket_and_a_reply_clears_them() {
    let mut ticket = ticket();
    act(&mut ticket, "rita", &Action::Take, 1).unwrap();
    let skip = Action::Skip { reason: SkipReason::Language };
    act(&mut ticket, "bruno", &skip, 2).unwrap();
    assert_eq!(ticket.assignee, Some(OperatorId::new("rita")), "a colleague's stays theirs");
    act(&mut ticket, "rita", &skip, 3).unwrap();
    assert_eq!((ticket.assignee.as_ref(), ticket.is_passed_over()), (None, false));
    (4..20).for_each(|minutes| drop(act(&mut ticket, "maeve", &skip, minutes).unwrap()));
    assert!(ticket.is_passed_over() && ticket.skips.len() == 8);
    assert_eq!(ticket.skipped_by(&OperatorId::new("maeve"), minute(30)), Some(minute(19)));
    assert_eq!(ticket.skipped_by(&OperatorId::new("maeve"), minute(19 + 8 * 60)), None);
    act(&mut ticket, "rita", &Action::Reply { body: text("Olá"), seen: 0, force: false }, 21).unwrap();
    assert_eq!(ticket.skips, []);
}

#[test]
fn a_snoozed_ticket_is_on_hold_until_the_desk_wakes_it_and_whoever_opens_it_ends_the_sleep() {
    let (mut ticket, policy) = (ticket(), Policy::default());
    act(&mut ticket, "rita", &Action::Snooze { from: Status::New, until: minute(60) }, 1).unwrap();
    assert_eq!((ticket.status, ticket.wake_at), (Status::OnHold, Some(minute(60))));
    let again = Action::Snooze { from: Status::OnHold, until: minute(60) };
    assert_eq!(act(&mut ticket, "rita", &again, 2), Ok(Effect::Unchanged));
    assert!(!wake(&mut ticket, &policy, minute(59)));
    let mut opened = ticket.clone();
    act(&mut opened, "bruno", &Action::SetStatus { from: Status::OnHold, to: Status::Open }, 3).unwrap();
    assert_eq!(opened.wake_at, None);
    let version = ticket.version;
    assert!(wake(&mut ticket, &policy, minute(60)) && !wake(&mut ticket, &policy, minute(61)));
    assert_eq!((ticket.status, ticket.wake_at, ticket.version), (Status::Open, None, version + 1));
    assert_eq!(ticket.clocks.resolution.unwrap().paused_since, None, "its clock goes on");
}
