use super::*;
use crate::console::alerts::{Key, Loudness, What};
use crate::console::fixture::ticket;

fn emergency(id: i64) -> Ticket {
    Ticket { emergency: true, created_at: NOW + Span::seconds(1), ..ticket(id) }
}

fn at(seconds: i64) -> Msg {
    Msg::Tick(NOW + Span::seconds(seconds))
}

/// A console that has just heard of an emergency; what it does about it.
fn alarmed() -> (Model, Vec<Effect>) {
    let mut model = ready();
    update(&mut model, at(2));
    let effects = update(&mut model, Msg::UrgentLoaded(vec![emergency(40)]));
    (model, effects)
}

#[test]
fn an_emergency_rings_names_itself_and_is_counted_in_the_title() {
    let (mut model, effects) = alarmed();
    let text = "Emergency, held by nobody: 40 Cross connect 40 down";
    assert_eq!(effects, [Effect::Notify(text.into()), Effect::Title("(1!) turno".into()), Effect::Bell]);
    let notice = model.notice.as_ref().unwrap();
    assert_eq!((notice.text(), notice.hint()), (text, "! acknowledges"));
    assert_eq!(update(&mut model, at(3)), [], "nothing is said again");
    assert_eq!(update(&mut model, Msg::UrgentLoaded(vec![emergency(40)])), []);
    assert_eq!(update(&mut model, at(12)), [Effect::Bell], "it rings until somebody says that they know");
    assert_eq!(update(&mut model, at(40)), [Effect::Bell]);
    assert_eq!(model.notice.as_ref().unwrap().text(), text, "and whoever hears it can read why");
}

#[test]
fn acknowledging_silences_it_and_says_who_did() {
    let (mut model, _) = alarmed();
    let key = Key { what: What::Emergency, ticket: TicketId(40), at: NOW + Span::seconds(1) };
    let known = Effect::Acknowledged { by: model.me.clone(), alerts: vec![key] };
    assert_eq!(press(&mut model, "!"), [Effect::Title("turno".into()), known]);
    assert_eq!(model.notice.as_ref().unwrap().text(), "Acknowledged: 1 ticket");
    assert_eq!(update(&mut model, at(60)), []);
    assert_eq!(press(&mut model, "!"), []);
    assert!(model.notice.as_ref().unwrap().text().contains("nothing to acknowledge"));
}

#[test]
fn who_writes_can_silence_it_without_leaving_the_text() {
    let (mut model, _) = alarmed();
    type_in(&mut model, "cwait!");
    assert_eq!(model.compose.as_ref().unwrap().editor.text(), "wait!");
    let effects = update(&mut model, Msg::Key(KeyEvent::new(KeyCode::F(9), KeyModifiers::NONE)));
    assert!(matches!(effects[..], [Effect::Title(_), Effect::Acknowledged { .. }]), "{effects:?}");
    assert!(model.compose.is_some());
}

#[test]
fn opening_the_ticket_or_a_colleague_who_takes_it_silences_it_too() {
    let mut model = ready();
    update(&mut model, at(2));
    update(&mut model, Msg::UrgentLoaded(vec![emergency(10)]));
    let effects = press(&mut model, "⟨Enter⟩");
    assert!(effects.contains(&Effect::Title("turno".into())), "{effects:?}");
    assert_eq!(update(&mut model, at(60)), []);
    let (mut model, _) = alarmed();
    assert_eq!(update(&mut model, Msg::UrgentLoaded(Vec::new())), [Effect::Title("turno".into())]);
    assert_eq!(update(&mut model, at(60)), []);
}

#[test]
fn several_at_once_are_said_as_one() {
    let mut model = ready();
    update(&mut model, at(2));
    let effects = update(&mut model, Msg::UrgentLoaded(vec![emergency(40), emergency(41), emergency(42)]));
    let [Effect::Notify(text), Effect::Title(title), Effect::Bell] = &effects[..] else { panic!("{effects:?}") };
    assert!(text.ends_with("(and 2 more)") && title == "(3!) turno", "{text} {title}");
}

#[test]
fn who_wants_quiet_is_told_on_the_message_line_alone() {
    for (loudness, told) in [(Loudness::Bell, 2), (Loudness::Quiet, 0)] {
        let mut model = ready();
        model.alerts.loudness = loudness;
        update(&mut model, at(2));
        let effects = update(&mut model, Msg::UrgentLoaded(vec![emergency(40)]));
        assert_eq!(effects.len(), told, "{effects:?}");
        assert!(!effects.iter().any(|it| matches!(it, Effect::Notify(_))));
        assert!(model.notice.is_some());
    }
}

#[test]
fn a_change_is_looked_at_once_and_a_failure_does_not_end_the_looking() {
    let mut model = ready();
    let mut asks = |msg| update(&mut model, msg).iter().filter(|it| **it == Effect::LoadUrgent).count();
    let changed = || Msg::ReplicaChanged { tickets: vec![TicketId(40)], reference: false };
    assert_eq!(asks(Msg::UrgentLoaded(Vec::new())), 0);
    assert_eq!((asks(changed()), asks(changed())), (1, 0), "one reading is under way");
    assert_eq!(asks(Msg::UrgentLoaded(Vec::new())), 1, "what changed meanwhile is read after it");
    assert_eq!(asks(Msg::Failed { doing: Doing::LoadUrgent, error: Trouble::InUse }), 0);
    assert_eq!(asks(changed()), 1);
}

#[test]
fn the_title_is_ours_again_after_somebody_else_had_the_terminal() {
    let (mut model, _) = alarmed();
    let effects = update(&mut model, Msg::Returned);
    assert!(effects.contains(&Effect::Title("(1!) turno".into())), "{effects:?}");
}
