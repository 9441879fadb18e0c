use super::*;
use crate::console::fixture::{canned, macros};
use crate::console::look::tests::Room;
use crate::console::screens::fixtures::{self, HOSTILE, drawn, in_every_size};
use crate::domain::{Dossier, HandsTo, Language, Macro, Role, Status, Suggestion, TicketType};

fn trouble() -> Dossier {
    let mut dossier = fixtures::dossier();
    dossier.ticket.kind = TicketType::Trouble;
    dossier.ticket.language = Language::Pt;
    dossier.suggestion = Suggestion { unsure: false, ..crate::console::fixture::suggestion(false) };
    dossier
}

fn list(all: &[Macro], dossier: &Dossier, room: &Room) -> Macros {
    let mut list = Macros::new(dossier.ticket.id, false);
    list.offer(offers(all, dossier, None, &room.look()), dossier.ticket.clone());
    list
}

fn draw(list: &Macros, room: &Room, area: Rect, buf: &mut Buffer) {
    list.view(&room.look(), area, buf);
}

fn titles(list: &Macros) -> Vec<&str> {
    list.found().into_iter().map(|offer| offer.title.as_str()).collect()
}

#[test]
fn those_that_fit_the_ticket_come_first() {
    let (room, mut dossier) = (Room::new(Language::En), trouble());
    let list_of = |dossier: &Dossier| list(&macros(), dossier, &room);
    assert_eq!(titles(&list_of(&dossier)), ["É connosco", "Avaria: faltam dados", "Passagem", "Fatura"]);
    dossier.suggestion.unsure = true;
    assert_eq!(titles(&list_of(&dossier))[0], "Avaria: faltam dados", "nothing fits what is not sure");
    let inside = offers(&macros(), &dossier, Some(Visibility::Internal), &room.look());
    assert_eq!(inside[0].title, "Passagem", "what can go into what is being written");
    let wide = Macro { types: TicketType::ALL.to_vec(), ..canned("a", "Aaa", "x") };
    let both = offers(&[wide, canned("b", "Bbb", "x")], &dossier, None, &room.look());
    assert_eq!(both[0].title, "Bbb", "what is made for this type before what suits all");
}

#[test]
fn they_are_filled_in_and_their_times_are_those_of_the_conversation() {
    let (room, mut dossier) = (Room::new(Language::En), trouble());
    let body = "{{ requester.first_name }}, {{ golive.date }}, {{ csm.name }}, {{ desk.phone }}";
    let customer = dossier.customer.as_mut().unwrap();
    let (go_live, first) = (customer.go_live_at.unwrap(), customer.contact(&dossier.ticket.requester).unwrap());
    let date = room.look().date(go_live);
    let wanted = format!("{}, 15/12/2026, Inês Bonfimar, {{{{ desk.phone }}}}", first.first_name);
    assert_ne!(date, "15/12/2026", "the console speaks English");
    let offer = &offers(&[canned("a", "A", body)], &dossier, None, &room.look())[0];
    assert_eq!(
        (offer.text.as_str(), offer.missing.as_slice()),
        (wanted.as_str(), ["desk.phone".to_string()].as_slice())
    );
    dossier.customer.as_mut().unwrap().go_live_at = None;
    let offer = &offers(&[canned("a", "A", body)], &dossier, None, &room.look())[0];
    assert!(offer.text.contains("a anunciar"), "{}", offer.text);
    dossier.ticket.language = Language::Es;
    let mut only_pt = canned("a", "A", body);
    only_pt.body.remove(&Language::Es);
    assert!(offers(&[only_pt], &dossier, None, &room.look()).is_empty(), "nobody gets a text in another language");
}

#[test]
fn a_status_that_the_ticket_cannot_take_is_not_promised() {
    let (room, mut dossier) = (Room::new(Language::En), trouble());
    let pending = [Macro { status: Some(Status::Pending), ..canned("a", "A", "x") }];
    let status = |dossier: &Dossier| offers(&pending, dossier, None, &room.look())[0].status;
    dossier.ticket.status = Status::Open;
    assert_eq!(status(&dossier), Some(Status::Pending));
    dossier.ticket.status = Status::Pending;
    assert_eq!(status(&dossier), None);
}

#[test]
fn a_part_of_the_title_finds_accents_aside() {
    let (room, dossier) = (Room::new(Language::En), trouble());
    let all = [canned("a", "Avería resuelta", "x"), canned("b", "Visita", "x")];
    let mut list = list(&all, &dossier, &room);
    list.field.paste("averia");
    list.typed();
    assert_eq!(titles(&list), ["Avería resuelta"]);
    list.field.set("zzz");
    assert!(list.chosen().is_none());
    let screen = drawn(80, 20, |area, buf| draw(&list, &room, area, buf));
    assert!(screen.contains("No macro of the desk"), "{screen}");
}

#[test]
fn the_list_shows_what_each_does_and_the_text_under_the_cursor() {
    let (room, dossier) = (Room::new(Language::En), trouble());
    let mut list = list(&macros(), &dossier, &room);
    list.scroll(Motion::Down);
    let screen = |width, height| drawn(width, height, |area, buf| draw(&list, &room, area, buf));
    insta::assert_snapshot!("macros_80_en", screen(80, 20));
    insta::assert_snapshot!("macros_40_en", screen(40, 9));
    in_every_size(|area, buf| draw(&list, &room, area, buf));
}

#[test]
fn it_says_that_it_reads_and_shows_nothing_hostile() {
    let (room, hostile) = (Room::new(Language::Pt), fixtures::hostile());
    let new = Macros::new(hostile.ticket.id, false);
    let screen = drawn(60, 12, |area, buf| draw(&new, &room, area, buf));
    assert!(screen.contains("a ser lidas"), "{screen}");
    let to = HandsTo { role: Role::Gsd, rule: None };
    let body = format!("{HOSTILE} {{{{ ticket.subject }}}} {{{{ customer.name }}}}");
    let all = [Macro { category: HOSTILE.into(), hands_to: Some(to), ..canned(HOSTILE, HOSTILE, &body) }];
    let list = list(&all, &hostile, &room);
    in_every_size(|area, buf| draw(&list, &room, area, buf));
}
