use super::*;
use crate::console::undo::{Sent, Then};

const TEN: TicketId = TicketId(10);

fn text(model: &Model) -> String {
    model.compose.as_ref().unwrap().editor.text()
}

fn submitted(effects: &[Effect]) -> Option<&Operation> {
    effects.iter().find_map(|effect| match effect {
        Effect::Submit { operation, .. } => Some(operation),
        _ => None,
    })
}

fn list_is_open(model: &Model) -> bool {
    matches!(model.overlay, Some(Overlay::Macros(_)))
}

#[test]
fn the_list_is_there_at_once_and_what_is_typed_next_is_no_command() {
    let mut model = ready();
    assert_eq!(press(&mut model, "m"), [Effect::LoadMacros(TEN)]);
    assert_eq!(press(&mut model, "connosco⟨Enter⟩"), [], "letters, and no text yet to be put anywhere");
    answer(&mut model, vec![Effect::LoadMacros(TEN)], &[10, 20, 30]);
    assert_eq!(text(&model), "Olá, Marta: é connosco.", "what was chosen in haste is put in when it is here");
    assert!(!list_is_open(&model));
    assert_eq!(model.compose.as_ref().unwrap().editor.kind(), Visibility::Public);
}

#[test]
fn a_ticket_that_is_gone_closes_the_list() {
    let mut model = ready();
    press(&mut model, "m");
    update(&mut model, Msg::MacrosLoaded { ticket: TEN, macros: fixture::macros(), dossier: None });
    assert!(!list_is_open(&model) && model.notice.is_some());
}

#[test]
fn a_macro_is_filled_in_gap_by_gap_and_the_status_follows_the_reply() {
    let mut model = ready();
    type_in(&mut model, "mfaltam⟨Enter⟩");
    assert_eq!(text(&model), "Falta: {{ missing.items }}, {{ wait.days }} dias.");
    type_in(&mut model, "a data⟨Ctrl+s⟩");
    assert_eq!(text(&model), "Falta: a data, {{ wait.days }} dias.", "the cursor stood at the first");
    assert!(model.notice.as_ref().unwrap().text().contains("wait.days"));
    type_in(&mut model, "⟨Tab⟩3");
    assert_eq!(text(&model), "Falta: a data, 3 dias.");
    type_in(&mut model, "⟨Tab⟩");
    assert_eq!(text(&model), "Falta: a data, 3     dias.", "where nothing is left, the key is text");
    let effects = type_in(&mut model, "⟨Ctrl+s⟩");
    let reply = submitted(&effects).unwrap().clone();
    assert!(matches!(reply.action, Action::Reply { force: false, .. }));
    let id = OperationId::new("d:1");
    let effects = update(&mut model, Msg::Submitted { operation: reply, id: id.clone(), inverse: None });
    let set = |from, to| Operation { ticket: TEN, action: Action::SetStatus { from, to } };
    let (then, back) = (set(Status::New, Status::Pending), set(Status::Pending, Status::Open));
    let wanted = Effect::Submit { operation: then.clone(), inverse: Some(back.clone()) };
    assert!(effects.contains(&wanted), "{effects:?}");
    let status = OperationId::new("d:2");
    update(&mut model, Msg::Submitted { operation: then, id: status.clone(), inverse: Some(back.clone()) });
    let then = Some(Then { to: Status::Pending, done: Some((status, Some(back.clone()))) });
    let sent = Sent { ticket: TEN, reply: id, then };
    assert_eq!(press(&mut model, "u"), [Effect::TakeBack(sent.clone())], "the two as one");
    update(&mut model, Msg::ReplyLeft { sent, delivered: Some(NOW) });
    assert!(model.notice.as_ref().unwrap().text().contains("delivered 03:12"));
    assert_eq!(press(&mut model, "u"), [Effect::Submit { operation: back, inverse: None }], "the status can still be");
}

#[test]
fn a_reply_that_is_refused_changes_no_status() {
    let mut model = ready();
    type_in(&mut model, "mfaltam⟨Enter⟩a⟨Tab⟩b");
    let effects = type_in(&mut model, "⟨Ctrl+s⟩");
    let operation = submitted(&effects).unwrap().clone();
    let effects = update(&mut model, Msg::Refused { operation, refusal: Refusal::Forbidden });
    assert!(submitted(&effects).is_none());
    let writing = model.compose.as_ref().unwrap();
    assert!(writing.editor.then().is_some() && !writing.confirmed, "only a newer reply is gone over");
}

#[test]
fn what_is_for_the_desk_becomes_a_comment() {
    let mut model = ready();
    type_in(&mut model, "rOlá");
    type_in(&mut model, "⟨Enter⟩::");
    let effects = type_in(&mut model, "passagem⟨Enter⟩");
    let kept = Effect::SaveDraft { ticket: TEN, kind: Visibility::Public, text: "Olá\n".into() };
    assert!(effects.contains(&kept), "what was begun is kept, without the call: {effects:?}");
    assert_eq!(model.compose.as_ref().unwrap().editor.kind(), Visibility::Internal);
    assert_eq!(text(&model), "Ticket 10: {{ handover.notes }}");
}

#[test]
fn two_colons_where_a_word_begins_call_the_list() {
    let mut model = ready();
    type_in(&mut model, "rO 2001:db8::1");
    assert!(!list_is_open(&model), "an address is no call");
    type_in(&mut model, " ::");
    assert!(list_is_open(&model));
    type_in(&mut model, "⟨Esc⟩");
    assert_eq!((text(&model).as_str(), list_is_open(&model)), ("O 2001:db8::1 ::", false));
    type_in(&mut model, "⟨Enter⟩::connosco⟨Enter⟩");
    assert_eq!(text(&model), "O 2001:db8::1 ::\nOlá, Marta: é connosco.");
    type_in(&mut model, "⟨Alt+m⟩connosco⟨Enter⟩");
    assert!(text(&model).ends_with("é connosco.\n\nOlá, Marta: é connosco."), "apart from what stands before");
    update(&mut model, Msg::Pasted("\n::".into()));
    assert!(!list_is_open(&model), "what is pasted calls nothing");
}

#[test]
fn a_draft_of_another_time_stands_before_the_macro() {
    let mut model = ready();
    press(&mut model, "m");
    answer(&mut model, vec![Effect::LoadMacros(TEN)], &[10, 20, 30]);
    press(&mut model, "faltam⟨Enter⟩");
    let draft = Some("Bom dia.\n".to_string());
    update(&mut model, Msg::DraftLoaded { ticket: TEN, kind: Visibility::Public, text: draft });
    press(&mut model, "x");
    assert_eq!(text(&model), "Bom dia.\n\nFalta: x, {{ wait.days }} dias.");
}
