use super::*;
use crate::console::look::tests::Room;
use crate::console::screens::fixtures::{self, drawn, entry, in_every_size, refused};
use crate::domain::{Direction, Language, Priority, Status, Visibility};

const AREA: Rect = Rect::new(0, 0, 60, 20);

fn entries() -> Vec<OutboxEntry> {
    let reply = Action::Reply { body: "Bom dia,\n\njá lá está um técnico.".into(), seen: 1, force: false };
    let newer = OutboxState::Refused { refusal: Refusal::NewerReply };
    vec![
        entry(1, Action::Take, OutboxState::Applied { seq: 9 }),
        entry(2, Action::GiveBack, OutboxState::InFlight),
        refused(3),
        entry(4, reply.clone(), newer),
        entry(5, reply, OutboxState::Queued),
    ]
}

/// What is stuck on ticket 48213 holds up what follows there.
fn held_up() -> Vec<OutboxEntry> {
    let reply = Action::Reply { body: "Bom dia".into(), seen: 1, force: false };
    vec![
        entry(1, reply.clone(), OutboxState::Unknown),
        entry(2, Action::Take, OutboxState::Stuck { detail: "500".into() }),
        entry(3, reply, OutboxState::Queued),
    ]
}

fn go(outbox: &mut Outbox, motion: Motion, entries: &[OutboxEntry]) {
    outbox.scroll(motion, entries, &Room::new(Language::En).look(), AREA);
}

fn view(outbox: &Outbox, entries: &[OutboxEntry], language: Language, width: u16, height: u16) -> String {
    let room = Room::new(language);
    drawn(width, height, |area, buf| outbox.view(entries, true, &room.look(), area, buf))
}

#[test]
fn a_refusal_says_who_when_and_what_to_do() {
    let mut outbox = Outbox::default();
    go(&mut outbox, Motion::Down, &entries());
    go(&mut outbox, Motion::Down, &entries());
    insta::assert_snapshot!("outbox_80_en", view(&outbox, &entries(), Language::En, 80, 20));
    go(&mut outbox, Motion::Down, &entries());
    insta::assert_snapshot!("outbox_40_pt", view(&outbox, &entries(), Language::Pt, 40, 24));
}

#[test]
fn what_is_stuck_is_told_from_what_waits_behind_it_and_from_what_nobody_knows() {
    let mut outbox = Outbox::default();
    insta::assert_snapshot!("outbox_held_up_40_es", view(&outbox, &held_up(), Language::Es, 40, 16));
    go(&mut outbox, Motion::Last, &held_up());
    insta::assert_snapshot!("outbox_held_up_80_pt", view(&outbox, &held_up(), Language::Pt, 80, 16));
}

#[test]
fn a_held_reply_stands_beside_the_one_that_held_it_and_both_can_be_read_to_the_end() {
    let long: String = (1..=30).map(|n| format!("passo {n}\n")).collect();
    let mine = Action::Reply { body: "Já lá está um técnico.".into(), seen: 1, force: false };
    let mut held = entry(4, mine, OutboxState::Refused { refusal: Refusal::NewerReply });
    held.newer = vec![fixtures::article(2, Visibility::Public, Direction::Outbound, &long)];
    let (mut outbox, entries) = (Outbox::default(), [held, entry(5, Action::Take, OutboxState::Queued)]);
    let first = view(&outbox, &entries, Language::En, 60, 20);
    assert!(first.contains("The reply of Rui Valverde") && first.contains("passo 1"), "{first}");
    insta::assert_snapshot!("outbox_newer_80_es", view(&outbox, &entries, Language::Es, 80, 20));
    for _ in 0..9 {
        go(&mut outbox, Motion::PageDown, &entries);
    }
    let last = view(&outbox, &entries, Language::En, 60, 20);
    assert!(last.contains("Já lá está um técnico.") && last.contains("passo 30"), "{last}");
    go(&mut outbox, Motion::Down, &entries);
    go(&mut outbox, Motion::Up, &entries);
    assert_eq!(view(&outbox, &entries, Language::En, 60, 20), first);
}

#[test]
fn the_selection_stays_on_its_entry_when_others_leave() {
    let (mut outbox, mut entries) = (Outbox::default(), entries());
    view(&outbox, &entries, Language::En, 60, 20);
    go(&mut outbox, Motion::Last, &entries);
    go(&mut outbox, Motion::Up, &entries);
    let fourth = outbox.selected(&entries).unwrap().id.clone();
    assert_eq!(fourth.as_str(), "dev:4");
    entries.remove(0);
    assert_eq!(outbox.selected(&entries).unwrap().id, fourth);
    entries.retain(|it| it.id != fourth);
    assert!(outbox.selected(&entries).is_some(), "what it stood on has gone: its neighbour is next");
    assert_eq!(outbox.selected(&[]), None);
    go(&mut outbox, Motion::Down, &[]);
}

#[test]
fn an_empty_outbox_says_that_nothing_waits() {
    assert!(view(&Outbox::default(), &[], Language::Pt, 80, 4).contains("Tudo foi enviado"));
}

#[test]
fn every_state_and_action_has_its_words() {
    let room = Room::new(Language::Es);
    let from = OperatorId::new("op-12");
    let actions = [
        Action::Steal { from, reason: "turno".into() },
        Action::SetStatus { from: Status::Open, to: Status::OnHold },
        Action::SetPriority { from: Priority::Low, to: Priority::High },
        Action::Comment { body: "x".into() },
    ];
    let words: Vec<_> = actions.iter().map(|it| action_words(it, &room.look())).collect();
    assert_eq!(words, ["quitárselo a Filomena Graçal", "estado: en pausa", "prioridad: alta", "comentario interno"]);
}

#[test]
fn hostile_entries_do_no_harm_and_a_long_list_scrolls() {
    let (room, hostile) = (Room::new(Language::En), fixtures::hostile());
    in_every_size(|area, buf| Outbox::default().view(&hostile.outbox, true, &room.look(), area, buf));
    let many: Vec<_> = (0..500).map(|n| entry(n, Action::Take, OutboxState::Queued)).collect();
    let mut outbox = Outbox::default();
    go(&mut outbox, Motion::Last, &many);
    let screen = view(&outbox, &many, Language::En, 80, 20);
    assert!(screen.contains("▸ ↑ waiting"), "{screen}");
}
