//! The end of a shift by keys: what is accepted, returned and handed over.

use super::*;
use crate::console::fixture::{colleague, me, ticket};
use crate::console::screens::Overlay;
use crate::domain::handover::{Report, Stands};

fn handed(id: i64, by: OperatorId) -> Ticket {
    let handover = Handover { by: by.clone(), at: NOW, next: "call back".into(), stands: Stands::Waiting };
    Ticket { assignee: Some(by), handover: Some(handover), ..ticket(id) }
}

fn mine(id: i64) -> Ticket {
    Ticket { assignee: Some(me()), ..ticket(id) }
}

/// Two of colleagues and two of one's own.
fn report() -> Report {
    let offered = vec![handed(1, colleague()), handed(2, colleague())];
    Report { offered, held: vec![mine(3), handed(4, me())], ..Report::default() }
}

fn loaded(model: &mut Model, report: Report) {
    update(
        model,
        Msg::ShiftLoaded { report: Box::new(report), hours: Some((NOW - Span::hours(6), NOW + Span::hours(3))) },
    );
}

fn shown() -> Model {
    let mut model = ready();
    let effects = press(&mut model, "H");
    assert!(matches!(effects[..], [Effect::LoadShift(_)]), "{effects:?}");
    loaded(&mut model, report());
    model
}

fn submitted(effects: &[Effect]) -> Vec<(i64, &Action)> {
    let each = effects.iter().filter_map(|effect| match effect {
        Effect::Submit { operation, .. } => Some((operation.ticket.0, &operation.action)),
        _ => None,
    });
    each.collect()
}

#[test]
fn what_is_offered_is_accepted_by_enter_and_left_with_a_reason() {
    let mut model = shown();
    let accept = Action::AcceptHandover { from: colleague() };
    assert_eq!(submitted(&press(&mut model, "⟨Enter⟩")), [(1, &accept)]);
    assert_eq!(press(&mut model, "j"), []);
    press(&mut model, "r");
    let effects = press(&mut model, "no Spanish⟨Enter⟩");
    let left = Action::ReturnHandover { from: colleague(), reason: "no Spanish".into() };
    assert_eq!(submitted(&effects), [(2, &left)]);
    assert!(matches!(effects.last(), Some(Effect::LoadShift(_))), "back to the handover");
}

#[test]
fn ones_own_is_handed_over_with_what_is_to_be_done_next_beginning_from_a_draft() {
    let mut model = shown();
    press(&mut model, "jj⟨Enter⟩");
    let effects = press(&mut model, " at 7⟨Enter⟩");
    let next = "answer the customer at 7".to_string();
    assert_eq!(submitted(&effects), [(3, &Action::HandOver { next })]);
    loaded(&mut model, report());
    press(&mut model, "G");
    let kept = Action::AcceptHandover { from: me() };
    assert_eq!(submitted(&press(&mut model, "r")), [(4, &kept)], "taken back");
}

#[test]
fn all_of_a_list_go_at_once() {
    let mut model = shown();
    let accept = Action::AcceptHandover { from: colleague() };
    assert_eq!(submitted(&press(&mut model, "a")), [(1, &accept), (2, &accept)]);
    let next = "answer the customer".to_string();
    assert_eq!(submitted(&press(&mut model, "Ga")), [(3, &Action::HandOver { next })], "what waits is not given again");
}

#[test]
fn the_screen_follows_what_happens_keeps_its_place_and_does_not_come_back_by_itself() {
    let mut model = shown();
    press(&mut model, "jj");
    let effects = update(&mut model, Msg::ReplicaChanged { tickets: vec![TicketId(1)], reference: false });
    assert!(effects.contains(&Effect::LoadShift(Some((NOW - Span::hours(6), NOW + Span::hours(3))))));
    let mut later = report();
    later.offered.remove(0);
    loaded(&mut model, later);
    let Some(Overlay::Handover(screen)) = &model.overlay else { panic!() };
    assert_eq!(screen.chosen().unwrap().1.id, TicketId(3), "the cursor stays on its ticket");
    press(&mut model, "⟨Esc⟩");
    loaded(&mut model, report());
    assert!(model.overlay.is_none());
}

#[test]
fn after_one_was_accepted_the_next_that_is_offered_is_under_the_cursor() {
    let mut model = shown();
    press(&mut model, "⟨Enter⟩");
    let mut later = report();
    let accepted = later.offered.remove(0);
    later.held.push(Ticket { assignee: Some(me()), handover: None, ..accepted });
    loaded(&mut model, later);
    let Some(Overlay::Handover(screen)) = &model.overlay else { panic!() };
    assert_eq!(screen.chosen().unwrap().1.id, TicketId(2));
}

#[test]
fn whoever_comes_is_told_what_waits_for_them() {
    let mut model = ready();
    update(&mut model, Msg::ShiftLoaded { report: Box::new(report()), hours: None });
    assert!(model.overlay.is_none());
    let notice = model.notice.as_ref().unwrap();
    assert!(format!("{notice:?}").contains("2 tickets are handed over"), "{notice:?}");
}

#[test]
fn a_ticket_is_escalated_step_by_step_and_down_again() {
    let mut model = ready();
    press(&mut model, "e");
    let effects = press(&mut model, "third outage⟨Enter⟩");
    let up = Action::Escalate { from: 0, to: 1, reason: "third outage".into() };
    assert_eq!(submitted(&effects), [(10, &up)]);
    let mut escalated = dossier(10);
    escalated.ticket.escalation = Some(Escalation { level: 1, by: me(), at: NOW, reason: "third outage".into() });
    update(&mut model, Msg::DossierLoaded { ticket: TicketId(10), dossier: Some(Box::new(escalated)) });
    press(&mut model, "eD");
    let effects = press(&mut model, "it is back⟨Enter⟩");
    let down = Action::Escalate { from: 1, to: 0, reason: "it is back".into() };
    assert_eq!(submitted(&effects), [(10, &down)]);
}
