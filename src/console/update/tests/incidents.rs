use super::*;
use crate::console::batch::Want;
use crate::console::fixture::{colleague, me};
use crate::console::msg::Wake;
use crate::console::screens::Overlay;
use crate::domain::incident::{Broadcast, Incident, Overview};
use crate::domain::macros::Translated;

const PARENT: TicketId = TicketId(10);

fn texts() -> Translated {
    Language::ALL.iter().map(|language| (*language, format!("{language}: #{{{{ ticket.id }}}}"))).collect()
}

fn overview(proposed_by: Option<OperatorId>) -> Box<Overview> {
    let broadcast = |by| Broadcast {
        by,
        by_name: "Ana".into(),
        at: NOW,
        texts: texts(),
        to: vec![PARENT, TicketId(20)],
        returned: None,
    };
    let revision = i64::from(proposed_by.is_some());
    let incident = Incident { by: me(), at: NOW, revision, proposed: proposed_by.map(broadcast), sent: Vec::new() };
    let child = Ticket { part_of: Some(PARENT), language: Language::Es, ..fixture::ticket(20) };
    Box::new(Overview {
        incident: Ticket { incident: Some(incident), ..fixture::ticket(PARENT.0) },
        children: vec![child],
        draft: Translated::new(),
    })
}

/// A console that shows an incident for which that operator has proposed a broadcast.
fn showing(proposed_by: Option<OperatorId>) -> Model {
    let mut model = ready();
    let effects = type_in(&mut model, "I");
    assert_eq!(effects, [Effect::LoadIncidents]);
    let all = vec![(overview(None).incident, 1)];
    update(&mut model, Msg::IncidentsLoaded(all));
    let effects = type_in(&mut model, "⟨Enter⟩");
    assert_eq!(effects, [Effect::LoadIncident(PARENT)]);
    update(&mut model, Msg::IncidentLoaded { incident: PARENT, overview: Some(overview(proposed_by)) });
    assert!(matches!(model.overlay, Some(Overlay::Incident(_))));
    model
}

fn submitted(effects: &[Effect]) -> Vec<Action> {
    let actions = effects.iter().filter_map(|effect| match effect {
        Effect::Submit { operation, .. } => Some(operation.action.clone()),
        _ => None,
    });
    actions.collect()
}

#[test]
fn a_ticket_is_made_an_incident_and_what_is_marked_is_attached_after_a_look_at_each() {
    let mut model = ready();
    type_in(&mut model, "I");
    update(&mut model, Msg::IncidentsLoaded(Vec::new()));
    let effects = type_in(&mut model, "n");
    assert_eq!(submitted(&effects), [Action::DeclareIncident]);
    let Effect::Submit { operation, inverse } = effects[0].clone() else { panic!("{effects:?}") };
    assert_eq!(inverse.as_ref().unwrap().action, Action::EndIncident);
    let effects = update(&mut model, Msg::Submitted { id: OperationId::new("one"), operation, inverse });
    assert!(effects.contains(&Effect::LoadIncident(PARENT)), "{effects:?}");
    update(&mut model, Msg::IncidentLoaded { incident: PARENT, overview: Some(overview(None)) });
    type_in(&mut model, "⟨Esc⟩j  I");
    update(&mut model, Msg::IncidentsLoaded(vec![(overview(None).incident, 1)]));
    assert!(type_in(&mut model, "n").is_empty(), "one of two marked tickets is not the incident");
    type_in(&mut model, "a");
    assert!(matches!(model.overlay, Some(Overlay::Preview(_))));
    let effects = type_in(&mut model, "⟨Enter⟩");
    let [Effect::SubmitAll { want: Some(Want::Attach(PARENT)), batch }] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(batch.iter().map(|it| it.operation.ticket.0).collect::<Vec<_>>(), [20, 30]);
    assert!(batch.iter().all(|it| matches!(it.inverse.as_ref().unwrap().action, Action::Detach { .. })), "one undo");
}

#[test]
fn a_broadcast_is_written_in_each_language_that_is_needed_kept_and_proposed() {
    let mut model = showing(None);
    type_in(&mut model, "b");
    let effects = type_in(&mut model, "Hello");
    assert_eq!(effects, [Effect::Wake { after: Span(600), wake: Wake::SaveBroadcast }]);
    let saved = update(&mut model, Msg::Woke(Wake::SaveBroadcast));
    assert!(matches!(&saved[..], [Effect::SaveBroadcast { texts, .. }] if texts.len() == 1), "{saved:?}");
    assert!(submitted(&type_in(&mut model, "⟨Ctrl+s⟩")).is_empty(), "the child is Spanish");
    assert!(model.notice.as_ref().unwrap().text().contains("Spanish"), "{:?}", model.notice);
    let Some(Overlay::Broadcast(writing)) = &model.overlay else { panic!() };
    let written = *writing.texts().keys().next().unwrap();
    for language in Language::ALL.iter().filter(|it| **it != written) {
        type_in(&mut model, "⟨Tab⟩");
        type_in(&mut model, language.word());
    }
    let effects = type_in(&mut model, "⟨Ctrl+s⟩");
    let [Action::ProposeBroadcast { seen: 0, texts, to }] = &submitted(&effects)[..] else { panic!("{effects:?}") };
    assert_eq!((texts.len(), to.clone()), (3, vec![PARENT, TicketId(20)]));
    assert!(type_in(&mut model, "⟨Ctrl+s⟩").is_empty(), "it is on its way");
    let Some(Effect::Submit { operation, inverse }) = effects.into_iter().next() else { panic!() };
    let effects = update(&mut model, Msg::Submitted { id: OperationId::new("one"), operation, inverse });
    let forgotten = Effect::SaveBroadcast { incident: PARENT, texts: Translated::new() };
    assert!(effects.contains(&forgotten) && effects.contains(&Effect::LoadIncident(PARENT)), "{effects:?}");
}

#[test]
fn what_is_written_and_left_is_there_again() {
    let mut model = showing(None);
    type_in(&mut model, "bHello");
    let effects = type_in(&mut model, "⟨Esc⟩");
    assert!(matches!(&effects[..], [Effect::SaveBroadcast { .. }]), "{effects:?}");
    type_in(&mut model, "b");
    let Some(Overlay::Broadcast(writing)) = &model.overlay else { panic!() };
    assert_eq!(writing.texts().values().collect::<Vec<_>>(), ["Hello"]);
}

#[test]
fn a_colleagues_broadcast_is_read_and_released_and_what_was_read_is_named() {
    let mut model = showing(Some(colleague()));
    assert!(submitted(&type_in(&mut model, "R")).is_empty(), "it is read first");
    let Some(Overlay::Incident(screen)) = &model.overlay else { panic!() };
    assert!(screen.review.is_some());
    type_in(&mut model, "⟨PgDn⟩⟨PgDn⟩⟨PgDn⟩");
    let effects = type_in(&mut model, "R");
    let release = Action::ReleaseBroadcast { revision: 1, to: vec![PARENT, TicketId(20)] };
    assert_eq!(submitted(&effects), [release]);
}

#[test]
fn ones_own_is_withdrawn_and_a_colleagues_is_returned_with_a_reason() {
    let mut model = showing(Some(me()));
    assert!(submitted(&type_in(&mut model, "R")).is_empty());
    assert_eq!(model.notice.as_ref().unwrap().text(), "It is yours: a colleague reads and releases it.");
    assert_eq!(submitted(&type_in(&mut model, "w")), [Action::WithdrawBroadcast { revision: 1 }]);
    let mut model = showing(Some(colleague()));
    assert!(submitted(&type_in(&mut model, "w")).is_empty());
    let effects = type_in(&mut model, "rname the site⟨Enter⟩");
    let returned = Action::ReturnBroadcast { revision: 1, reason: "name the site".into() };
    assert_eq!(submitted(&effects), [returned]);
}

#[test]
fn a_child_is_detached_and_enter_opens_it() {
    let mut model = showing(None);
    assert_eq!(submitted(&type_in(&mut model, "⟨Delete⟩")), [Action::Detach { incident: PARENT }]);
    type_in(&mut model, "⟨Enter⟩");
    assert_eq!((model.open, model.overlay.is_none()), (Some(TicketId(20)), true));
}
