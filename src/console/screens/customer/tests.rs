use super::*;
use crate::console::look::tests::Room;
use crate::console::screens::fixtures::{self, drawn, in_every_size};

fn view(dossier: &Dossier, language: Language, width: u16, height: u16) -> String {
    let room = Room::new(language);
    drawn(width, height, |area, buf| Customer::default().view(Some(dossier), false, &room.look(), area, buf))
}

#[test]
fn the_customer_pane_shows_what_must_be_read_first() {
    let dossier = fixtures::dossier();
    insta::assert_snapshot!("customer_80_en", view(&dossier, Language::En, 80, 44));
    insta::assert_snapshot!("customer_40_pt", view(&dossier, Language::Pt, 40, 60));
}

#[test]
fn a_hostile_customer_is_shown_harmlessly_in_every_size() {
    let (room, hostile) = (Room::new(Language::Es), fixtures::hostile());
    in_every_size(|area, buf| Customer::default().view(Some(&hostile), true, &room.look(), area, buf));
    let screen = view(&hostile, Language::Es, 80, 60);
    assert!(screen.contains("! ␛[2J"), "the note stands first, harmless\n{screen}");
}

#[test]
fn a_customer_without_portal_is_told_another_channel() {
    let mut dossier = fixtures::dossier();
    let customer = dossier.customer.as_mut().unwrap();
    customer.onboarding = Onboarding::Completed;
    customer.portal_access = false;
    let screen = view(&dossier, Language::En, 80, 30);
    assert!(screen.contains("R7: cannot raise tickets in the portal") && !screen.contains("R1:"), "{screen}");
    let customer = dossier.customer.as_mut().unwrap();
    customer.portal_access = true;
    customer.products = vec![Product::ManagedServices];
    assert!(view(&dossier, Language::En, 80, 30).contains("colocation or network only"));
}

#[test]
fn a_customer_that_has_not_arrived_says_so() {
    let mut dossier = fixtures::dossier();
    dossier.customer = None;
    assert!(view(&dossier, Language::En, 40, 5).contains("No customer data yet."));
}

#[test]
fn long_lists_are_cut_and_say_so() {
    let mut dossier = fixtures::dossier();
    let customer = dossier.customer.as_mut().unwrap();
    customer.installed_base = vec![customer.installed_base[0].clone(); 5_000];
    let (room, mut pane) = (Room::new(Language::En), Customer::default());
    pane.scroll(Motion::Last, Some(&dossier), &room.look(), Rect::new(0, 0, 60, 20));
    pane.scroll(Motion::Down, Some(&dossier), &room.look(), Rect::ZERO);
    pane.scroll(Motion::Last, None, &room.look(), Rect::ZERO);
    let screen = drawn(60, 20, |area, buf| pane.view(Some(&dossier), true, &room.look(), area, buf));
    assert!(screen.contains("… and 4800 more"), "{screen}");
}

#[test]
fn money_is_written_as_the_language_does() {
    assert_eq!(euros(1_445_235, Language::En), "€14,452.35");
    assert_eq!(euros(-5, Language::Pt), "-0,05 €");
    assert_eq!(euros(100_000_000, Language::Es), "1\u{A0}000\u{A0}000,00 €");
}

#[test]
fn a_caller_who_is_not_identified_is_told_nothing_and_one_who_is_may_be() {
    let (mut room, mut dossier) = (Room::new(Language::En), fixtures::dossier());
    dossier.ticket.channel = crate::domain::Channel::Phone;
    dossier.ticket.kind = crate::domain::TicketType::SmartHands;
    let screen = |room: &Room, dossier: &Dossier| {
        drawn(100, 60, |area, buf| Customer::default().view(Some(dossier), false, &room.look(), area, buf))
    };
    let before = screen(&room, &dossier);
    assert_eq!(before.matches("must not be told before the caller is identified").count(), 1, "{before}");
    assert!(before.contains("The caller is not identified yet"));
    assert!(before.contains("Graça Mexilho: no permission for: Smart Hands"), "{before}");
    assert!(before.contains("INV-104205"), "the operator sees it all the same");
    room.callers.add(crate::console::callers::Identified {
        ticket: dossier.ticket.id,
        contact: ContactId::new("C1001-1"),
        name: "Jaime Portelinha".into(),
        until: room.now + crate::domain::Span::minutes(10),
    });
    let after = screen(&room, &dossier);
    assert!(after.contains("✔ identified: Jaime Portelinha until 03:22") && !after.contains("must not be told"));
    assert!(after.contains("Jaime Portelinha: no permission for: Smart Hands"), "{after}");
    dossier.ticket.kind = crate::domain::TicketType::Access;
    assert!(!screen(&room, &dossier).contains("no permission"));
    (room.callers, dossier.ticket.channel) = (Default::default(), crate::domain::Channel::Email);
    assert!(!screen(&room, &dossier).contains("caller"), "nobody is on the telephone");
}
