use super::*;
use crate::console::fixture::{colleague, me, suggestion};
use crate::console::screens::Overlay;

fn submits(ticket: i64, action: Action) -> Operation {
    Operation { ticket: TicketId(ticket), action }
}

fn submitted(effects: &[Effect]) -> Vec<&Operation> {
    let submits = effects.iter().filter_map(|effect| match effect {
        Effect::Submit { operation, .. } => Some(operation),
        _ => None,
    });
    submits.collect()
}

fn with(model: &mut Model, change: impl Fn(&mut Dossier)) {
    let mut changed = dossier(10);
    change(&mut changed);
    update(model, Msg::DossierLoaded { ticket: TicketId(10), dossier: Some(Box::new(changed)) });
}

#[test]
fn accepting_a_suggestion_submits_one_route_with_the_role_seen() {
    let mut model = ready();
    let action =
        Action::Route { from: None, to: Role::Gsd, decision: Decision::Accepted, knowledge: Some("test".into()) };
    assert_eq!(press(&mut model, "a"), [Effect::Submit { operation: submits(10, action), inverse: None }]);
}

#[test]
fn an_unsure_suggestion_is_not_accepted_by_one_key_but_may_be_chosen() {
    let mut model = ready();
    with(&mut model, |dossier| dossier.suggestion = suggestion(true));
    assert_eq!(press(&mut model, "a"), []);
    assert!(model.notice.is_some());
    let decision = Decision::Chosen { suggested: Role::Gsd };
    let action = Action::Route { from: None, to: Role::Csm, decision, knowledge: Some("test".into()) };
    assert_eq!(submitted(&press(&mut model, "2")), [&submits(10, action)]);
}

#[test]
fn keys_pressed_before_a_ticket_was_read_act_on_that_ticket() {
    let mut model = ready();
    let mut effects = press(&mut model, "jaj");
    effects.retain(|effect| matches!(effect, Effect::LoadDossier(_)));
    let effects = answer(&mut model, effects, &[10, 20, 30]);
    let action =
        Action::Route { from: None, to: Role::Gsd, decision: Decision::Accepted, knowledge: Some("test".into()) };
    assert_eq!(submitted(&effects), [&submits(20, action)]);
    assert_eq!(model.current(), Some(TicketId(30)));
}

#[test]
fn take_gives_back_what_is_ones_own_and_asks_why_for_what_is_not() {
    let mut model = ready();
    assert_eq!(submitted(&press(&mut model, "t")), [&submits(10, Action::Take)]);
    with(&mut model, |dossier| dossier.ticket.assignee = Some(me()));
    assert_eq!(submitted(&press(&mut model, "t")), [&submits(10, Action::GiveBack)]);
    with(&mut model, |dossier| dossier.ticket.assignee = Some(colleague()));
    assert_eq!(press(&mut model, "t⟨Enter⟩"), [], "no reason, no stealing");
    let steal = Action::Steal { from: colleague(), reason: "off shift".into() };
    assert_eq!(submitted(&press(&mut model, "off shift⟨Enter⟩")), [&submits(10, steal)]);
}

#[test]
fn routing_elsewhere_takes_a_role_and_a_reason() {
    let mut model = ready();
    let effects = press(&mut model, "obwrong invoice⟨Enter⟩");
    let decision = Decision::Overridden { suggested: Role::Gsd, reason: "wrong invoice".into() };
    let action = Action::Route { from: None, to: Role::Ba, decision, knowledge: Some("test".into()) };
    assert_eq!(submitted(&effects), [&submits(10, action)]);
}

#[test]
fn status_and_priority_take_two_keys_and_can_be_taken_back() {
    let mut model = ready();
    let status = Action::SetStatus { from: Status::New, to: Status::Pending };
    let back = Action::SetStatus { from: Status::Pending, to: Status::Open };
    let effects = press(&mut model, "sp");
    assert_eq!(effects, [Effect::Submit { operation: submits(10, status), inverse: Some(submits(10, back.clone())) }]);
    let priority = Action::SetPriority { from: Priority::High, to: Priority::Low };
    assert_eq!(submitted(&press(&mut model, "pl")), [&submits(10, priority)]);

    let Some(Effect::Submit { operation, inverse }) = effects.into_iter().next() else { panic!("not submitted") };
    let id = OperationId::new("d:1");
    update(&mut model, Msg::Submitted { operation, id, inverse });
    assert_eq!(press(&mut model, "u"), [Effect::Submit { operation: submits(10, back), inverse: None }]);
    assert_eq!(press(&mut model, "u"), [], "nothing is left to take back");
}

#[test]
fn after_an_act_the_list_is_shown_as_it_is() {
    let mut model = ready();
    let id = OperationId::new("d:1");
    let operation = submits(10, Action::SetStatus { from: Status::New, to: Status::Resolved });
    press(&mut model, "jk");
    let effects = update(&mut model, Msg::Submitted { operation, id, inverse: None });
    answer(&mut model, effects, &[20, 30]);
    assert_eq!(model.queue.rows.selected(), Some(TicketId(20)));
}

#[test]
fn work_next_opens_what_the_desk_gives() {
    let mut model = ready();
    assert_eq!(press(&mut model, "w"), [Effect::WorkNext]);
    assert_eq!(press(&mut model, "w"), [], "asked once");
    let effects = update(&mut model, Msg::NextGiven(Some(TicketId(30))));
    assert_eq!(effects[..2], [Effect::SyncNow, Effect::MarkSeen(TicketId(30))]);
    assert_eq!(model.open, Some(TicketId(30)));
}

#[test]
fn work_next_without_a_link_takes_the_first_that_nobody_holds_and_says_so() {
    let mut model = ready();
    press(&mut model, "w");
    assert_eq!(update(&mut model, Msg::NextUnanswered), [Effect::FindUnheld]);
    let effects = update(&mut model, Msg::FirstUnheld(Some(TicketId(20))));
    assert_eq!(submitted(&effects), [&submits(20, Action::Take)]);
    let (operation, id) = (submits(20, Action::Take), OperationId::new("d:1"));
    update(&mut model, Msg::Submitted { operation, id, inverse: Some(submits(20, Action::GiveBack)) });
    let notice = model.notice.as_ref().unwrap();
    assert!(notice.text().contains("asked for") && notice.hint().contains("a colleague may have it"), "{notice:?}");
}

#[test]
fn what_was_learnt_is_shown_and_taken_back_by_two_keys() {
    let mut model = ready();
    let loaded = |lessons| Msg::LessonsLoaded { lessons, skips: Vec::new() };
    assert_eq!(press(&mut model, "R"), [Effect::LoadLessons]);
    let lesson = lesson::fixture::lesson(77, Role::Am, Role::Ba);
    update(&mut model, loaded(vec![lesson.clone()]));
    assert_eq!(press(&mut model, "⟨Enter⟩k"), [], "it is asked first");
    update(&mut model, loaded(vec![lesson]));
    let operation = submits(77, Action::Unlearn);
    assert_eq!(press(&mut model, "⟨Enter⟩D"), [Effect::Submit { operation, inverse: None }]);
    update(&mut model, loaded(Vec::new()));
    assert_eq!(press(&mut model, "⟨Enter⟩"), [], "there is nothing to take back");
    press(&mut model, "⟨Esc⟩");
    assert!(model.overlay.is_none());
}

#[test]
fn what_the_desk_refused_is_named_with_its_ticket_and_reason() {
    let mut model = ready();
    let entry = |n: i64, state| OutboxEntry {
        id: OperationId::new(format!("d:{n}")),
        operation: submits(n, Action::Comment { body: "kept".into() }),
        made_at: NOW,
        leaves_at: None,
        state,
        newer: Vec::new(),
    };
    let refused = |n| entry(n, OutboxState::Refused { refusal: Refusal::Forbidden });
    update(&mut model, Msg::OutboxLoaded(vec![refused(10), entry(11, OutboxState::InFlight)]));
    assert_eq!(model.notice, None, "it was refused before");
    let status = SyncStatus { link: Link::Live, refused: 2, ..SyncStatus::default() };
    update(&mut model, Msg::LinkChanged(status));
    update(&mut model, Msg::OutboxLoaded(vec![refused(10), refused(11)]));
    let notice = model.notice.as_ref().unwrap();
    assert!(notice.text().starts_with("11: ") && notice.text().contains("You may not do that."), "{notice:?}");
    assert!(notice.hint().contains('O'), "{notice:?}");
}

#[test]
fn a_refusal_says_who_and_what_to_do() {
    let mut model = ready();
    update(
        &mut model,
        Msg::Refused {
            operation: submits(10, Action::Take),
            refusal: Refusal::Conflict {
                field: operation::Field::Assignee,
                expected: "nobody".into(),
                found: "op-12".into(),
                mark: None,
            },
        },
    );
    let notice = model.notice.as_ref().unwrap();
    assert!(notice.text().starts_with("10: ") && !notice.hint().is_empty());
}

#[test]
fn a_refusal_by_the_desk_is_announced_with_the_key_that_shows_it() {
    let mut model = ready();
    let status = SyncStatus { link: Link::Live, refused: 1, ..SyncStatus::default() };
    update(&mut model, Msg::LinkChanged(status));
    let notice = model.notice.as_ref().unwrap();
    assert!(notice.hint().contains('O'), "{notice:?}");
}

#[test]
fn what_the_desk_fails_on_is_announced_as_what_it_refused_is() {
    let mut model = ready();
    let status = SyncStatus { link: Link::Live, stuck: 1, ..SyncStatus::default() };
    update(&mut model, Msg::LinkChanged(status.clone()));
    assert!(model.notice.take().is_some_and(|notice| notice.text().contains("stuck") && notice.hint().contains('O')));
    update(&mut model, Msg::LinkChanged(SyncStatus { stuck: 0, ..status }));
    assert_eq!(model.notice, None, "that it has gone is good news");
}

#[test]
fn a_full_disk_of_this_machine_is_told_once_and_is_not_taken_for_a_network_that_is_down() {
    let mut model = ready();
    let offline = |problem, n| {
        let link = Link::Offline { since: Timestamp(n), problem };
        Msg::LinkChanged(SyncStatus { link, ..SyncStatus::default() })
    };
    update(&mut model, offline(LinkProblem::Unreachable, 0));
    assert_eq!(model.notice, None, "the top line says it");
    update(&mut model, offline(LinkProblem::LocalTrouble, 1));
    assert!(model.notice.take().is_some_and(|notice| notice.hint().contains("disk")));
    update(&mut model, offline(LinkProblem::LocalTrouble, 2));
    assert_eq!(model.notice, None, "told already");
}

#[test]
fn the_outbox_offers_retry_and_discard_of_what_was_refused() {
    let mut model = ready();
    let id = OperationId::new("d:4");
    let entry = OutboxEntry {
        id: id.clone(),
        operation: submits(10, Action::Comment { body: "kept".into() }),
        made_at: NOW,
        leaves_at: None,
        state: OutboxState::Refused { refusal: Refusal::Forbidden },
        newer: Vec::new(),
    };
    update(&mut model, Msg::OutboxLoaded(vec![entry]));
    type_in(&mut model, "O");
    assert_eq!(press(&mut model, "r"), [Effect::Retry(id.clone())]);
    assert_eq!(press(&mut model, "y"), [Effect::Copy("kept".into())]);
    assert_eq!(press(&mut model, "⟨Delete⟩"), [], "nothing is discarded by one key");
    assert_eq!(press(&mut model, "k"), []);
    assert_eq!(press(&mut model, "⟨Delete⟩D"), [Effect::Discard(id)]);
    type_in(&mut model, "⟨Esc⟩");
    assert!(!model.outbox_open);
}

#[test]
fn a_text_is_taken_back_from_the_outbox_and_writing_goes_on() {
    let mut model = ready();
    let entry = |id: &str, action, state| OutboxEntry {
        id: OperationId::new(id),
        operation: submits(10, action),
        made_at: NOW,
        leaves_at: None,
        state,
        newer: Vec::new(),
    };
    let comment = Action::Comment { body: "kept".into() };
    update(&mut model, Msg::OutboxLoaded(vec![entry("d:4", comment.clone(), OutboxState::Unknown)]));
    type_in(&mut model, "O");
    assert_eq!(press(&mut model, "e"), [], "it may have taken effect");
    assert_eq!(press(&mut model, "⟨Delete⟩D"), []);
    update(&mut model, Msg::OutboxLoaded(vec![entry("d:5", Action::Take, OutboxState::Queued)]));
    assert_eq!(press(&mut model, "e"), [], "it has no text");
    update(&mut model, Msg::OutboxLoaded(vec![entry("d:6", comment, OutboxState::Queued)]));
    assert_eq!(press(&mut model, "e"), [Effect::Edit(OperationId::new("d:6"))]);
    let effects = update(&mut model, Msg::TakenBack { ticket: TicketId(10), kind: Visibility::Internal });
    answer(&mut model, effects, &[10, 11, 12]);
    assert!(!model.outbox_open);
    let writing = model.compose.as_ref().unwrap();
    assert_eq!((writing.editor.ticket(), writing.editor.kind()), (TicketId(10), Visibility::Internal));
}

#[test]
fn a_skip_asks_for_its_reason_by_one_key_and_takes_the_next() {
    let mut model = ready();
    assert_eq!(press(&mut model, "S"), []);
    let effects = press(&mut model, "u");
    let skip = submits(10, Action::Skip { reason: SkipReason::Unclear });
    assert_eq!(submitted(&effects), [&skip]);
    let id = OperationId::new("d:1");
    let effects = update(&mut model, Msg::Submitted { id: id.clone(), operation: skip.clone(), inverse: None });
    assert!(effects.contains(&Effect::LoadOutbox) && !effects.contains(&Effect::WorkNext), "{effects:?}");
    let entry = |state| OutboxEntry {
        id: id.clone(),
        operation: skip.clone(),
        made_at: NOW,
        leaves_at: None,
        state,
        newer: Vec::new(),
    };
    let loaded = |model: &mut Model, state| update(model, Msg::OutboxLoaded(vec![entry(state)]));
    assert!(!loaded(&mut model, OutboxState::InFlight).contains(&Effect::WorkNext), "the desk would give it again");
    assert!(loaded(&mut model, OutboxState::Applied { seq: 9 }).contains(&Effect::WorkNext));
    assert!(!loaded(&mut model, OutboxState::Applied { seq: 9 }).contains(&Effect::WorkNext), "once");
}

#[test]
fn a_promise_is_typed_in_words_shown_as_understood_and_settled_by_one_key() {
    let mut model = ready();
    press(&mut model, "P");
    assert_eq!(type_in(&mut model, "soonish⟨Enter⟩"), [], "what is not understood is not promised");
    assert!(matches!(model.overlay, Some(Overlay::Ask(_))));
    let mut model = ready();
    press(&mut model, "P");
    let effects = type_in(&mut model, "2h - send the photos⟨Enter⟩");
    let to = Some(NOW + Span::hours(2));
    let made = Action::Promise { from: None, to, text: "send the photos".into() };
    let [Effect::Submit { operation, inverse: Some(inverse) }] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(*operation, submits(10, made));
    assert_eq!(inverse.action, Action::Promise { from: to, to: None, text: String::new() });
    let due_at = NOW + Span::minutes(30);
    let open = Promise { by: me(), made_at: NOW, due_at, text: "photos".into(), settled: None };
    with(&mut model, |dossier| dossier.ticket.promise = Some(open.clone()));
    let settled = Action::SettlePromise { due_at, kept: true };
    assert_eq!(submitted(&press(&mut model, "Pk")), [&submits(10, settled)]);
    press(&mut model, "Pm");
    let effects = type_in(&mut model, "3h⟨Enter⟩");
    let moved = Action::Promise { from: Some(due_at), to: Some(NOW + Span::hours(3)), text: "photos".into() };
    assert_eq!(submitted(&effects), [&submits(10, moved)]);
}

#[test]
fn who_is_done_with_a_ticket_is_offered_the_next_and_who_is_not_is_not() {
    let mut model = ready();
    let hint = |model: &mut Model, to| {
        let operation = submits(10, Action::SetStatus { from: Status::Open, to });
        let inverse = Some(submits(10, Action::SetStatus { from: to, to: Status::Open }));
        update(model, Msg::Submitted { id: OperationId::new("d:1"), operation, inverse });
        model.notice.as_ref().unwrap().hint().to_string()
    };
    assert!(hint(&mut model, Status::Resolved).contains("w takes the next"));
    assert!(hint(&mut model, Status::Pending).contains("w takes the next"));
    assert!(!hint(&mut model, Status::Open).contains("takes the next"));
}

#[test]
fn a_ticket_is_put_to_sleep_in_words_and_woken_by_undo() {
    let mut model = ready();
    press(&mut model, "z");
    let effects = type_in(&mut model, "amanhã 9h⟨Enter⟩");
    let [Effect::Submit { operation, inverse: Some(back) }] = effects.as_slice() else { panic!("{effects:?}") };
    let Action::Snooze { from, until } = operation.action else { panic!("{operation:?}") };
    assert!(until > NOW && matches!(back.action, Action::SetStatus { from: Status::OnHold, .. }), "{from} {back:?}");
}

#[test]
fn time_is_proposed_from_how_long_the_ticket_was_open_and_adds_up() {
    let mut model = ready();
    press(&mut model, "⟨Enter⟩");
    for seconds in (5..=90).step_by(5) {
        update(&mut model, Msg::Tick(NOW + Span::seconds(seconds)));
    }
    press(&mut model, "T");
    let Some(Overlay::Ask(ask)) = &model.overlay else { panic!("nothing is asked") };
    assert_eq!(ask.field.text(), "2m");
    let noted = |minutes, billable, note: &str| submits(10, Action::AddTime { minutes, billable, note: note.into() });
    let effects = press(&mut model, "⟨Enter⟩");
    let back = noted(-2, false, "");
    assert_eq!(effects, [Effect::Submit { operation: noted(2, false, ""), inverse: Some(back.clone()) }]);
    update(
        &mut model,
        Msg::Submitted { operation: noted(2, false, ""), id: OperationId::new("d:1"), inverse: Some(back.clone()) },
    );
    assert_eq!(submitted(&press(&mut model, "u")), [&back]);
    assert_eq!(model.watch.of(TicketId(10)), Span(0), "it counts anew");

    press(&mut model, "T⟨Ctrl+u⟩1x⟨Enter⟩");
    assert!(model.overlay.is_some(), "what is not a time is not noted");
    assert_eq!(submitted(&press(&mut model, "⟨Ctrl+u⟩1h30 - cable⟨Enter⟩")), [&noted(90, false, "cable")]);
    with(&mut model, |dossier| dossier.ticket.kind = TicketType::SmartHands);
    assert_eq!(submitted(&press(&mut model, "T⟨Ctrl+u⟩31⟨Enter⟩")), [&noted(60, true, "")], "by the half hour");
}
