use super::*;
use crate::console::look::tests::Room;
use crate::console::screens::fixtures::{self, drawn, in_every_size};

const KEYS: Keys<'static> = Keys { send: "Ctrl-s", close: "Esc" };

fn compose(kind: Visibility, text: &str) -> Compose {
    Compose::new(&fixtures::dossier().ticket, kind, text)
}

fn view(compose: &Compose, language: Language, width: u16, height: u16) -> String {
    let (room, dossier) = (Room::new(language), fixtures::dossier());
    drawn(width, height, |area, buf| compose.view(Some(&dossier), &KEYS, &room.look(), area, buf))
}

#[test]
fn a_public_reply_and_an_internal_comment_never_look_alike() {
    let text = "Bom dia, Graça.\n\nO técnico chega às 03:30 ao bastidor 11 e liga-lhe a seguir, quando a energia estiver reposta.";
    insta::assert_snapshot!("compose_80_en", view(&compose(Visibility::Public, text), Language::En, 80, 10));
    insta::assert_snapshot!("compose_40_pt", view(&compose(Visibility::Public, text), Language::Pt, 40, 10));
    insta::assert_snapshot!("compose_internal_80_es", view(&compose(Visibility::Internal, text), Language::Es, 80, 8));
}

fn press(compose: &mut Compose, keys: &[(KeyCode, KeyModifiers)]) {
    for (code, modifiers) in keys {
        compose.input(KeyEvent::new(*code, *modifiers));
    }
}

const NONE: KeyModifiers = KeyModifiers::NONE;
const CTRL: KeyModifiers = KeyModifiers::CONTROL;

#[test]
fn typed_text_moves_deletes_undoes_and_redoes_by_common_keys() {
    let mut compose = compose(Visibility::Public, "");
    "Bom dia".chars().for_each(|it| press(&mut compose, &[(KeyCode::Char(it), NONE)]));
    press(&mut compose, &[(KeyCode::Char('w'), CTRL)]);
    assert_eq!(compose.text(), "Bom ");
    press(&mut compose, &[(KeyCode::Char('z'), CTRL)]);
    assert_eq!(compose.text(), "Bom dia");
    press(&mut compose, &[(KeyCode::Char('y'), CTRL)]);
    assert_eq!(compose.text(), "Bom ");
    press(&mut compose, &[(KeyCode::Home, NONE), (KeyCode::Char('!'), NONE), (KeyCode::Enter, NONE)]);
    assert_eq!(compose.text(), "!\nBom ");
    press(&mut compose, &[(KeyCode::Right, CTRL), (KeyCode::Left, CTRL), (KeyCode::Delete, NONE)]);
    assert_eq!(compose.text(), "!\nom ");
    assert!(!compose.input(KeyEvent::new(KeyCode::Char('u'), CTRL)), "no hidden keys of the editor");
    assert_eq!(compose.text(), "!\nom ");
}

#[test]
fn undo_does_not_take_the_draft_away() {
    let mut compose = compose(Visibility::Internal, "a draft");
    press(&mut compose, &[(KeyCode::Char('z'), CTRL); 5]);
    assert_eq!(compose.text(), "a draft");
}

#[test]
fn a_paste_is_composed_and_cleaned() {
    let mut compose = compose(Visibility::Public, "");
    assert!(compose.paste("ola\u{301}\r\nfim\rja\u{301}\u{1b}[2J\u{202e}"));
    assert_eq!(compose.text(), "olá\nfim\njá␛[2J\u{FFFD}");
}

#[test]
fn a_text_ends_at_its_limit_and_says_so() {
    let mut compose = compose(Visibility::Public, "");
    let line = format!("{}\n", "ç".repeat(500));
    assert!(compose.paste(&line.repeat(80)));
    assert!(compose.text().len() <= BODY_LIMIT && compose.text().len() > BODY_LIMIT - 4);
    assert!(view(&compose, Language::En, 80, 10).contains("Not all of the text fits"));
    assert!(!compose.paste("çç"), "nothing more comes in");
    assert_eq!(compose.problem(), None, "what is in can be sent");
}

#[test]
fn what_cannot_be_sent_says_why() {
    assert_eq!(compose(Visibility::Public, " \n ").problem(), Some(Problem::Empty));
    let unfilled = compose(Visibility::Public, "Dear {{ requester.first_name }},");
    let problem = unfilled.problem().unwrap();
    assert_eq!(problem, Problem::Placeholder { name: "requester.first_name".into() });
    let room = Room::new(Language::En);
    assert!(
        say(&problem, &room.look()).contains("requester.first_name") && !say(&Problem::Empty, &room.look()).is_empty()
    );
    assert!(view(&unfilled, Language::En, 80, 10).contains("“requester.first_name” is not filled in"));
    assert_eq!(
        compose(Visibility::Public, "Dear Jaime, {{ .Values.image }}").problem(),
        None,
        "the customer's business"
    );
}

#[test]
fn a_newer_reply_is_announced_and_the_text_stays() {
    let mut mine = compose(Visibility::Public, "my text");
    let (room, mut dossier) = (Room::new(Language::En), fixtures::dossier());
    assert!(!mine.newer(&dossier));
    dossier.ticket.replies += 1;
    assert!(mine.newer(&dossier));
    let screen = drawn(80, 10, |area, buf| mine.view(Some(&dossier), &KEYS, &room.look(), area, buf));
    assert!(screen.contains("! A newer reply has gone") && screen.contains("my text"), "{screen}");
    mine.see(&dossier.ticket);
    assert!(!mine.newer(&dossier) && mine.seen() == 2);
    assert!(!compose(Visibility::Internal, "").newer(&dossier), "a comment never collides");
}

#[test]
fn a_text_from_the_editor_replaces_all_and_can_be_undone() {
    let mut compose = compose(Visibility::Public, "before");
    compose.replace("after\nit");
    assert_eq!(compose.text(), "after\nit");
    press(&mut compose, &[(KeyCode::Char('z'), CTRL), (KeyCode::Char('z'), CTRL)]);
    assert_eq!(compose.text(), "before");
}

#[test]
fn a_hostile_recipient_does_no_harm_in_any_size() {
    let (room, hostile) = (Room::new(Language::Pt), fixtures::hostile());
    let compose = Compose::new(&hostile.ticket, Visibility::Public, fixtures::HOSTILE);
    in_every_size(|area, buf| compose.view(Some(&hostile), &KEYS, &room.look(), area, buf));
    in_every_size(|area, buf| compose.view(None, &KEYS, &room.look(), area, buf));
}

#[test]
fn gaps_are_gone_through_in_turn_and_replaced_by_what_is_typed() {
    let mut compose = compose(Visibility::Public, "ção {{ am.name }} e {{ am.email }}\n{{ se.name }}");
    compose.to_first_placeholder();
    press(&mut compose, &[(KeyCode::Char('A'), NONE)]);
    compose.to_next_placeholder();
    compose.to_next_placeholder();
    press(&mut compose, &[(KeyCode::Char('S'), NONE)]);
    assert_eq!(compose.text(), "ção A e {{ am.email }}\nS");
    compose.to_next_placeholder();
    press(&mut compose, &[(KeyCode::Left, NONE), (KeyCode::Char('x'), NONE)]);
    assert_eq!(compose.text(), "ção A e {{ am.email }x}\nS", "who moves away does not replace");
}

#[test]
fn what_the_ticket_becomes_is_said_in_the_frame() {
    let mut compose = compose(Visibility::Public, "Falta a data.");
    compose.set_then(Status::Pending);
    let screen = view(&compose, Language::En, 80, 8);
    assert!(screen.contains("→ after sending, the ticket becomes: waiting for customer"), "{screen}");
    assert!(view(&compose, Language::Pt, 40, 16).contains("→ depois de enviar"));
}
