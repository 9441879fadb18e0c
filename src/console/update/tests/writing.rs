use super::*;
use crate::console::msg::Wake;
use crate::console::trouble::EditorTrouble;

const TEN: TicketId = TicketId(10);

fn save(text: &str) -> Effect {
    Effect::SaveDraft { ticket: TEN, kind: Visibility::Public, text: text.into() }
}

fn id_of_operation() -> OperationId {
    OperationId::new("d:1")
}

#[test]
fn a_draft_is_saved_within_a_second_of_a_keystroke() {
    let mut model = ready();
    let effects = type_in(&mut model, "rOlá");
    let wake = Effect::Wake { after: Span(600), wake: Wake::SaveDraft };
    assert_eq!(effects, [Effect::MarkSeen(TEN), wake], "one save for a burst of keys, beside the conversation");
    assert_eq!(model.open, Some(TEN));
    assert_eq!(update(&mut model, Msg::Woke(Wake::SaveDraft)), [save("Olá")]);
    assert_eq!(update(&mut model, Msg::Woke(Wake::SaveDraft)), [], "nothing new to save");
}

#[test]
fn closing_keeps_the_draft_and_opening_brings_it_back() {
    let mut model = ready();
    let effects = type_in(&mut model, "rOlá⟨Esc⟩");
    assert_eq!(effects.last(), Some(&save("Olá")));
    assert!(model.compose.is_none());
    assert_eq!(press(&mut model, "r"), [Effect::LoadDraft { ticket: TEN, kind: Visibility::Public }]);
    press(&mut model, "!");
    let text = Some("Olá".to_string());
    update(&mut model, Msg::DraftLoaded { ticket: TEN, kind: Visibility::Public, text });
    assert_eq!(model.compose.as_ref().unwrap().editor.text(), "Olá\n!", "what was typed meanwhile is kept");
}

#[test]
fn a_reply_is_sent_once_and_its_frame_closes_when_it_is_on_disk() {
    let mut model = ready();
    let effects = type_in(&mut model, "rDone.⟨Ctrl+s⟩⟨Ctrl+s⟩");
    let action = Action::Reply { body: "Done.".into(), seen: 0, force: false };
    let operation = Operation { ticket: TEN, action };
    let submit = Effect::Submit { operation: operation.clone(), inverse: None };
    assert_eq!(effects.iter().filter(|effect| **effect == submit).count(), 1);
    assert!(model.compose.is_some());
    let effects = update(&mut model, Msg::Submitted { operation, id: id_of_operation(), inverse: None });
    assert!(effects.contains(&Effect::DropDraft { ticket: TEN, kind: Visibility::Public }));
    assert!(model.compose.is_none());
}

#[test]
fn a_comment_is_another_key_and_another_operation() {
    let mut model = ready();
    let effects = type_in(&mut model, "cseen⟨Alt+Enter⟩");
    let action = Action::Comment { body: "seen".into() };
    let operation = Operation { ticket: TEN, action };
    assert!(effects.contains(&Effect::Submit { operation, inverse: None }));
}

#[test]
fn a_reply_on_an_older_conversation_is_held_until_its_author_says_so_again() {
    let mut model = ready();
    type_in(&mut model, "rDone.");
    let mut newer = dossier(10);
    newer.ticket.replies = 1;
    update(&mut model, Msg::DossierLoaded { ticket: TEN, dossier: Some(Box::new(newer)) });
    let effects = press(&mut model, "⟨Ctrl+s⟩");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Submit { .. })), "{effects:?}");
    let effects = press(&mut model, "⟨Ctrl+s⟩");
    let action = Action::Reply { body: "Done.".into(), seen: 0, force: true };
    assert!(effects.contains(&Effect::Submit { operation: Operation { ticket: TEN, action }, inverse: None }));
}

#[test]
fn a_refused_reply_stays_in_its_frame() {
    let mut model = ready();
    let effects = type_in(&mut model, "rDone.⟨Ctrl+s⟩");
    let Some(Effect::Submit { operation, .. }) = effects.into_iter().last() else { panic!("not sent") };
    update(&mut model, Msg::Refused { operation, refusal: Refusal::NewerReply });
    assert_eq!(model.compose.as_ref().unwrap().editor.text(), "Done.");
    let hint = model.notice.as_ref().unwrap().hint();
    assert!(hint.contains("Ctrl") && !hint.contains("discard"), "what can be done here: {hint}");
}

#[test]
fn a_handoff_is_a_reply_that_does_not_go_out_while_anything_is_to_be_filled_in() {
    let mut model = ready();
    let mut handed = dossier(10);
    let text = "It is with {{ csm.name }}.".to_string();
    handed.handoff = Some(Handoff { title: "to the CSM".into(), text, missing: vec!["csm.name".into()], status: None });
    update(&mut model, Msg::DossierLoaded { ticket: TEN, dossier: Some(Box::new(handed)) });
    type_in(&mut model, "M");
    assert_eq!(model.compose.as_ref().unwrap().editor.text(), "It is with {{ csm.name }}.");
    let effects = press(&mut model, "⟨Ctrl+s⟩");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Submit { .. })), "{effects:?}");
    assert!(model.notice.as_ref().unwrap().text().contains("csm.name"));
}

#[test]
fn an_empty_reply_is_not_sent() {
    let mut model = ready();
    assert_eq!(type_in(&mut model, "r⟨Ctrl+s⟩"), [Effect::MarkSeen(TEN)]);
    assert!(model.notice.is_some());
}

#[test]
fn letters_are_text_while_writing_and_a_paste_is_no_command() {
    let mut model = ready();
    type_in(&mut model, "rqaw");
    update(&mut model, Msg::Pasted("\nline two".into()));
    assert_eq!(model.compose.as_ref().unwrap().editor.text(), "qaw\nline two");
}

#[test]
fn when_the_terminal_goes_the_draft_is_saved_before_the_console_leaves() {
    let mut model = ready();
    type_in(&mut model, "rOlá");
    assert_eq!(update(&mut model, Msg::HungUp), [save("Olá"), Effect::Leave]);
}

#[test]
fn leaving_asks_only_when_a_draft_could_not_be_written() {
    let mut model = ready();
    type_in(&mut model, "rOlá");
    update(&mut model, Msg::Woke(Wake::SaveDraft));
    update(&mut model, Msg::Failed { doing: Doing::Draft, error: Trouble::DiskFull });
    let writing = model.compose.as_ref().unwrap();
    assert!(writing.unsaved, "it is tried again");
}

/// Presses send, and says whether it went out.
fn sends(model: &mut Model) -> bool {
    press(model, "⟨Ctrl+s⟩").iter().any(|effect| matches!(effect, Effect::Submit { .. }))
}

#[test]
fn a_reply_in_another_language_is_held_once() {
    let mut model = ready();
    type_in(&mut model, "rThe technician is on the way and will call you.");
    assert!(!sends(&mut model));
    let notice = model.notice.as_ref().unwrap().text().to_string();
    assert!(notice.contains("English") && notice.contains("Portuguese"), "{notice}");
    assert!(!model.compose.as_ref().unwrap().confirmed, "that is for newer replies");
    assert!(sends(&mut model), "again means it");
}

#[test]
fn a_comment_may_be_in_any_language() {
    let mut model = ready();
    type_in(&mut model, "cThe technician is on the way; the file is attached.");
    assert!(sends(&mut model));
}

#[test]
fn a_reply_that_speaks_of_an_attachment_is_held_once_too_and_never_forced() {
    let mut model = ready();
    type_in(&mut model, "rThe plan is attached and it will help you.");
    assert!(!sends(&mut model), "its language");
    assert!(!sends(&mut model), "its attachment");
    assert!(model.notice.as_ref().unwrap().text().contains("attached"));
    let effects = press(&mut model, "⟨Ctrl+s⟩");
    let body = "The plan is attached and it will help you.".to_string();
    let action = Action::Reply { body, seen: 0, force: false };
    assert!(effects.contains(&Effect::Submit { operation: Operation { ticket: TEN, action }, inverse: None }));
}

#[test]
fn the_customer_is_quoted_cleaned_and_is_not_taken_for_the_author() {
    let mut model = ready();
    let mut asked = dossier(10);
    asked.articles[0].body = "Your {{ csm.name }} said:\n\nit is \u{1b}[31mattached and we are waiting.\n".into();
    update(&mut model, Msg::DossierLoaded { ticket: TEN, dossier: Some(Box::new(asked)) });
    type_in(&mut model, "r");
    press(&mut model, "⟨Alt+q⟩Ok.");
    let quote = "> Your {{ csm.name }} said:\n>\n> it is ␛[31mattached and we are waiting.\n\nOk.";
    assert_eq!(model.compose.as_ref().unwrap().editor.text(), quote);
    assert!(sends(&mut model), "{:?}", model.notice);
}

#[test]
fn without_a_word_of_the_customer_nothing_is_quoted() {
    let mut model = ready();
    let mut silent = dossier(10);
    silent.articles.clear();
    update(&mut model, Msg::DossierLoaded { ticket: TEN, dossier: Some(Box::new(silent)) });
    type_in(&mut model, "r");
    assert_eq!(press(&mut model, "⟨Alt+q⟩"), []);
    assert!(model.notice.as_ref().unwrap().text().contains("quoted"));
}

#[test]
fn the_draft_goes_to_the_operators_editor_and_is_what_the_file_says() {
    let mut model = ready();
    type_in(&mut model, "rOlá");
    let outside = Effect::EditOutside { ticket: TEN, kind: Visibility::Public, text: "Olá".into() };
    assert_eq!(press(&mut model, "⟨Ctrl+e⟩"), [save("Olá"), outside], "it is on disk first");
    let back = |edited| Msg::EditedOutside { ticket: TEN, kind: Visibility::Public, edited };
    assert_eq!(update(&mut model, back(Ok("Olá".into()))), [], "nothing was changed");
    update(&mut model, back(Ok("Olá, Marta\u{1b}".into())));
    let writing = model.compose.as_ref().unwrap();
    assert_eq!((writing.editor.text().as_str(), writing.unsaved), ("Olá, Marta␛", true));
    update(&mut model, back(Err(EditorTrouble::Unset)));
    assert_eq!(model.compose.as_ref().unwrap().editor.text(), "Olá, Marta␛");
    assert!(model.notice.as_ref().unwrap().hint().contains("VISUAL"));
}

#[test]
fn in_the_emacs_keymap_the_line_keeps_its_keys() {
    let mut model = ready();
    model.keymap = crate::console::keymap::Keymap::new(crate::console::keymap::Preset::Emacs);
    type_in(&mut model, "rb⟨Ctrl+a⟩a⟨Ctrl+e⟩c");
    assert_eq!(model.compose.as_ref().unwrap().editor.text(), "abc");
    let effects = press(&mut model, "⟨Ctrl+x⟩⟨Ctrl+e⟩");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::EditOutside { .. })), "{effects:?}");
}
