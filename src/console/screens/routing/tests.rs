use super::*;
use crate::console::look::tests::Room;
use crate::console::screens::fixtures::{self, drawn, in_every_size};
use crate::domain::Language;

fn view(dossier: &Dossier, language: Language, width: u16, height: u16) -> String {
    let room = Room::new(language);
    drawn(width, height, |area, buf| Routing::default().view(Some(dossier), false, &room.look(), area, buf))
}

#[test]
fn the_routing_pane_names_role_rule_and_words() {
    let dossier = fixtures::dossier();
    insta::assert_snapshot!("routing_80_en", view(&dossier, Language::En, 80, 32));
    insta::assert_snapshot!("routing_40_es", view(&dossier, Language::Es, 40, 46));
}

#[test]
fn an_unsure_suggestion_asks_and_does_not_guess_loudly() {
    let mut dossier = fixtures::dossier();
    dossier.suggestion.unsure = true;
    dossier.suggestion.reasons.clear();
    dossier.ticket.owner_role = None;
    let screen = view(&dossier, Language::En, 80, 30);
    assert!(screen.contains("? Unsure: too little to go by. Please decide"), "{screen}");
    assert!(screen.contains("Not routed yet.") && screen.contains("No word of the ticket"), "{screen}");
}

#[test]
fn an_emergency_names_its_rule() {
    let mut dossier = fixtures::dossier();
    dossier.suggestion.emergency = true;
    dossier.suggestion.ranked.reverse();
    dossier.suggestion.ranked[0].role = Role::Gsd;
    let screen = view(&dossier, Language::Pt, 80, 34);
    assert!(screen.contains("!! Emergência: o GSD trata já (R3)."), "{screen}");
    assert!(screen.contains("É este service desk"), "{screen}");
}

#[test]
fn hostile_words_and_impossible_numbers_do_no_harm() {
    let (room, mut hostile) = (Room::new(Language::En), fixtures::hostile());
    hostile.suggestion.ranked[0].confidence = f64::NAN;
    hostile.suggestion.ranked[1].confidence = 1e300;
    hostile.suggestion.ranked[2].confidence = -4.0;
    in_every_size(|area, buf| Routing::default().view(Some(&hostile), true, &room.look(), area, buf));
    hostile.suggestion.ranked.clear();
    assert!(view(&hostile, Language::En, 60, 20).contains("No suggestion."));
}
