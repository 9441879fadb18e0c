use super::*;
use crate::console::callers::Identified;
use crate::console::look::tests::Room;
use crate::console::screens::fixtures::{self, drawn, in_every_size};
use crate::domain::{Language, Span};

fn identify(dossier: &Dossier) -> Identify {
    Identify::new(dossier, None).unwrap()
}

fn view(identify: &Identify, online: bool, language: Language) -> String {
    let room = Room::new(language);
    drawn(80, 20, |area, buf| _ = identify.view(online, &room.look(), area, buf))
}

#[test]
fn the_requester_stands_first_and_says_what_keeps_them_back() {
    let mut dossier = fixtures::dossier();
    dossier.ticket.kind = TicketType::Billing;
    let identify = identify(&dossier);
    insta::assert_snapshot!("identify_choose_en", view(&identify, true, Language::En));
    insta::assert_snapshot!("identify_offline_pt", view(&identify, false, Language::Pt));
}

#[test]
fn a_code_is_dots() {
    let mut identify = identify(&fixtures::dossier());
    identify.scroll(Motion::Down);
    assert_eq!(identify.confirm(true), Confirmed::Stays);
    for digit in ['8', '3', '1'] {
        assert!(identify.key(KeyEvent::new(KeyCode::Char(digit), KeyModifiers::NONE)));
    }
    identify.paste("8317");
    let screen = view(&identify, true, Language::Es);
    assert!(screen.contains("•••_") && !screen.contains("831"), "{screen}");
    insta::assert_snapshot!("identify_code_es", screen);
    let room = Room::new(Language::En);
    in_every_size(|area, buf| _ = identify.view(true, &room.look(), area, buf));
}

#[test]
fn hostile_contacts_do_no_harm_in_every_size_and_state() {
    let mut room = Room::new(Language::En);
    let dossier = fixtures::hostile();
    let caller = Identified {
        ticket: dossier.ticket.id,
        contact: ContactId::new("x"),
        name: fixtures::HOSTILE.into(),
        until: room.now + Span::minutes(5),
    };
    room.callers.add(caller);
    let mut identify = Identify::new(&dossier, Some(fixtures::HOSTILE.into())).unwrap();
    in_every_size(|area, buf| _ = identify.view(false, &room.look(), area, buf));
    for why in [Why::NotRegistered, Why::NoAnswer(fixtures::HOSTILE.into()), Why::Locked { until: Timestamp::NEVER }] {
        identify.step = Step::Stopped { contact: identify.contacts[0].clone(), why };
        in_every_size(|area, buf| _ = identify.view(true, &room.look(), area, buf));
    }
}

#[test]
fn a_name_is_found_without_its_accents_and_nobody_by_a_wrong_one() {
    let mut identify = identify(&fixtures::dossier());
    identify.paste("graca");
    assert_eq!(identify.choices().len(), 1);
    identify.paste(" zz");
    assert_eq!(identify.choices(), []);
    assert!(view(&identify, true, Language::En).contains("No contact of this customer"));
    assert_eq!(identify.confirm(true), Confirmed::Stays);
}
