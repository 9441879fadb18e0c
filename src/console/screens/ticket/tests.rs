use super::*;
use crate::console::look::tests::Room;
use crate::console::screens::fixtures::{self, drawn, in_every_size};
use crate::domain::{Direction, Language, Span, Visibility};

fn view(dossier: &Dossier, language: Language, width: u16, height: u16) -> String {
    let room = Room::new(language);
    drawn(width, height, |area, buf| {
        Ticket::default().view(Some(dossier), &mut Cache::default(), true, &room.look(), area, buf);
    })
}

#[test]
fn the_open_ticket_says_what_it_is_and_why_it_stands_there() {
    let dossier = fixtures::dossier();
    insta::assert_snapshot!("ticket_80_en", view(&dossier, Language::En, 80, 34));
    insta::assert_snapshot!("ticket_80_pt", view(&dossier, Language::Pt, 80, 24));
    insta::assert_snapshot!("ticket_40_es", view(&dossier, Language::Es, 40, 40));
}

#[test]
fn a_hostile_ticket_is_shown_harmlessly_in_every_size() {
    let (room, hostile) = (Room::new(Language::En), fixtures::hostile());
    in_every_size(|area, buf| {
        Ticket::default().view(Some(&hostile), &mut Cache::default(), false, &room.look(), area, buf);
    });
    let screen = view(&hostile, Language::En, 80, 50);
    assert!(screen.contains("␛[2J␛]0;owned␇"), "{screen}");
    assert!(screen.contains("hidden characters"), "the subject tells that something was hidden\n{screen}");
}

#[test]
fn without_a_dossier_there_is_an_empty_frame() {
    let room = Room::new(Language::En);
    let screen = drawn(20, 3, |area, buf| {
        Ticket::default().view(None, &mut Cache::default(), false, &room.look(), area, buf);
    });
    assert_eq!(screen, "┌ Ticket ──────────┐\n│                  │\n└──────────────────┘");
}

#[test]
fn an_emergency_and_a_late_clock_are_words_not_colours() {
    let mut dossier = fixtures::dossier();
    dossier.ticket.emergency = true;
    dossier.ticket.clocks.resolution.as_mut().unwrap().due_at = fixtures::NOW + Span::minutes(-6);
    let screen = view(&dossier, Language::En, 80, 24);
    assert!(screen.contains("Emergency (R3), ahead of everything else: resolution overdue by 6 min."), "{screen}");
    assert!(screen.contains("-6m overdue by 6 min"), "{screen}");
}

#[test]
fn a_paused_clock_is_never_hidden() {
    let mut dossier = fixtures::dossier();
    let clock = dossier.ticket.clocks.resolution.as_mut().unwrap();
    clock.paused_since = Some(fixtures::NOW + Span::minutes(-5));
    let screen = view(&dossier, Language::Pt, 80, 24);
    assert!(screen.contains("‖55m em pausa, faltam 55 min"), "{screen}");
    assert!(screen.contains("pausa de 25 min"), "the pause that still lasts counts\n{screen}");
}

#[test]
fn the_conversation_opens_at_its_end_and_scrolls_back() {
    let (room, mut dossier) = (Room::new(Language::En), fixtures::dossier());
    let long: Vec<String> = (0..200).map(|n| format!("line {n}")).collect();
    dossier.articles = vec![fixtures::article(1, Visibility::Public, Direction::Inbound, &long.join("\n"))];
    let (mut ticket, mut cache) = (Ticket::default(), Cache::default());
    let mut look_at = |ticket: &Ticket| {
        drawn(60, 24, |area, buf| ticket.view(Some(&dossier), &mut cache, true, &room.look(), area, buf))
    };
    assert!(look_at(&ticket).contains("line 199"));
    let area = Rect::new(0, 0, 60, 24);
    ticket.scroll(Motion::First, Some(&dossier), &room.look(), area);
    let first = look_at(&ticket);
    assert!(first.contains("line 0\n") || first.contains("line 0 "), "{first}");
    assert!(first.contains("▼ "), "the corner says how much follows");
    ticket.scroll(Motion::Down, Some(&dossier), &room.look(), area);
    assert!(!look_at(&ticket).contains("from customer"));
    (0..400).for_each(|_| ticket.scroll(Motion::Down, Some(&dossier), &room.look(), area));
    ticket.scroll(Motion::Up, Some(&dossier), &room.look(), area);
    assert!(look_at(&ticket).contains("line 198"), "keys past the end are not counted");
    ticket.scroll(Motion::Down, None, &room.look(), Rect::ZERO);
}

#[test]
fn many_refusals_leave_room_for_the_conversation() {
    let mut dossier = fixtures::dossier();
    dossier.outbox = (0..9).map(fixtures::refused).collect();
    let screen = view(&dossier, Language::En, 80, 30);
    assert!(screen.contains("7 more refused in the outbox"), "{screen}");
    assert!(screen.contains("Já lá está um técnico."), "{screen}");
}
